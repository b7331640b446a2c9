"""The settings of a part that is decided by votes: shares of the ballots against a base (DECIDE §3). Counts nothing."""

from dataclasses import dataclass
from fractions import Fraction

BASES = ("expected", "present", "returned", "valid", "marked")
"""应到 实到 收回 有效 有效且未弃权."""
DEFAULT_BASE = "valid"

Base = str | tuple[str, ...]
"""One of BASES, or words: the ballots that marked one of them."""


@dataclass(frozen=True, slots=True)
class DecideRule:
    """The votes for one of the words `of` give `grade`: a share of at least `at_least` or over `over`.

    With `seats`, only to so many persons. The last rule has no words and no condition: it always holds.
    """

    grade: str
    of: tuple[str, ...] = ()
    at_least: Fraction | None = None
    over: Fraction | None = None
    seats: int | None = None


@dataclass(frozen=True, slots=True)
class Decide:
    """How the votes on `item` decide: `rules` in order, the first that holds. `rank`: keys compared in turn, "votes"
    (those of the `ranking` rule) or "item:KEY"; none: no rank."""

    item: str
    base: Base
    rules: tuple[DecideRule, ...]
    rank: tuple[str, ...] = ()

    @property
    def seats(self) -> DecideRule | None:
        """The rule that fills seats."""
        return next((rule for rule in self.rules if rule.seats is not None), None)

    @property
    def ranking(self) -> DecideRule:
        """The rule whose votes rank: the one that fills seats, otherwise the first. Votes for a rule before the seats,
        as 反对 over 1/2, would seat those with the most of them."""
        return self.seats or self.rules[0]


@dataclass(frozen=True, slots=True)
class Figure:
    """A share that is reported by name and decides nothing: 满意率."""

    name: str
    item: str
    of: tuple[str, ...]
    base: Base = DEFAULT_BASE
