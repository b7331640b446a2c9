"""What counting gives: the tally of one subject in one part, with its items and voter groups. Counts nothing itself."""

from dataclasses import dataclass
from fractions import Fraction

from .rounding import format_optional, round_half_up
from .scale_classes import ScaleClass

BandCounts = tuple[tuple[str, int], ...]
"""Names of bands from the highest down, each with the number of scored ballots in it."""


@dataclass(frozen=True, slots=True)
class ItemTally:
    """One item of the form. `counts` per mark in the order of the scale, or per class where there are `classes`; never
    trimmed. `abstained`: ballots without a mark on it, neither recused nor invalid.

    `mean` is the plain mean of the marks cast on the item, None without any and for plain words.
    """

    key: str
    title: str
    counts: tuple[int, ...]
    abstained: int
    mean: Fraction | None
    classes: tuple[ScaleClass, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupItemTally:
    """The marks of a group's scored ballots on one item; `counts` is None for a scale counted in classes."""

    key: str
    counts: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class GroupTally:
    """One voter group. A `suppressed` one holds no count, mean, items or bands (DOMAIN §5.9, DECIDE §4)."""

    name: str
    weight: Fraction | None
    ballots: int | None
    mean: Fraction | None
    suppressed: bool = False
    items: tuple[GroupItemTally, ...] | None = None
    bands: BandCounts | None = None


@dataclass(frozen=True, slots=True)
class SubjectTally:
    """The count of one subject in one part. `ballots` are those that score; with `abstained`, `recused` and `invalid`
    they are all valid ballots of the round (DOMAIN §5.10, DECIDE §4). Where votes decide, a ballot scores if it marks
    the decided item, and there is no score.

    `exact` is for further computation, `score` its rounded value. `bands` counts scored ballots from the highest
    band down. `trimmed`: the score leaves some ballots out. `untrimmed`: names of the groups with too few ballots
    to be trimmed; `("",)` if groups have no weights and all ballots together are too few. `empty` names weighted
    groups without a scored ballot; `blocked`: there is no score because of them (`empty_group: refuse`).
    """

    id: str
    decimals: int
    ballots: int = 0
    abstained: int = 0
    recused: int = 0
    invalid: int = 0
    exact: Fraction | None = None
    items: tuple[ItemTally, ...] = ()
    bands: BandCounts = ()
    groups: tuple[GroupTally, ...] = ()
    trimmed: bool = False
    untrimmed: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    blocked: bool = False

    @property
    def score(self) -> Fraction | None:
        return None if self.exact is None else round_half_up(self.exact, self.decimals)

    @property
    def score_text(self) -> str | None:
        return format_optional(self.exact, self.decimals)
