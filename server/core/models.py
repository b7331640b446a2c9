"""The vocabulary of a meeting (DOMAIN §2) as frozen values. Knows no storage, clock, wire format or sentences."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Final, Literal

from .agenda import Agenda
from .forms import Form
from .vote_rules import Decide, Figure
from .wifi import Networks


class Phase(StrEnum):
    REHEARSAL = "rehearsal"
    LIVE = "live"
    CERTIFIED = "certified"


class Show(StrEnum):
    """When tallies are published: live while open, each when published, or all together at the end."""

    LIVE = "live"
    CLOSED = "closed"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Band:
    """A named range of scores: from `floor` up to the next band's floor."""

    name: str
    floor: Fraction


@dataclass(frozen=True, slots=True)
class Group:
    """A voter group (票种). `weight` is set for all groups or for none; `size` caps open admission."""

    name: str
    weight: Fraction | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    id: str
    name: str
    unit: str = ""
    post: str = ""
    mode: str = "onsite"

    @property
    def person(self) -> tuple[str, str]:
        """Subjects with this name and unit in several parts are one person (CONTRACT)."""
        return (self.name, self.unit)


@dataclass(frozen=True, slots=True)
class Part:
    """One appraisal (环节) of the meeting. `groups` vote in it; an `entered` part has scores instead of ballots.

    `bands`: its own, () for none, None for those that its form implies (`core/bands.py`). `zeroes_abstentions`: an
    abstained item is scored 0. A part with `decide` has votes and no score. `again`: the part whose run-off it is.
    """

    name: str
    form: Form
    subjects: tuple[Subject, ...]
    weight: Fraction = Fraction(1)
    groups: tuple[str, ...] = ()
    entered: bool = False
    bands: tuple[Band, ...] | None = None
    zeroes_abstentions: bool = False
    decide: Decide | None = None
    figures: tuple[Figure, ...] = ()
    again: str | None = None

    @property
    def is_opened_whole(self) -> bool:
        """Whether all its subjects must be in one round: seats are filled among them, or names written in."""
        return self.form.write_in is not None or (self.decide is not None and self.decide.seats is not None)


@dataclass(frozen=True, slots=True)
class Veto:
    """If more than the share `over` of the ballots is in `bands`, `grade` is proposed (DOMAIN §5.6)."""

    bands: tuple[str, ...]
    over: Fraction
    grade: str


class Bound(StrEnum):
    """How a quota limits a share: around it, ± a tolerance, or as a maximum or minimum."""

    ABOUT = "about"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"


@dataclass(frozen=True, slots=True)
class Quota:
    """The share of the graded persons that should have `grade`, or with `or_below` at most that grade (DOMAIN §5.7)."""

    grade: str
    share: Fraction
    tolerance: Fraction = Fraction()
    or_below: bool = True
    bound: Bound = Bound.ABOUT


@dataclass(frozen=True, slots=True)
class Award:
    """Exactly one of a number of `places` and a `share` of the ranked persons."""

    name: str
    places: int | None = None
    share: Fraction | None = None


DEFAULT_RANK = ("score",)


@dataclass(frozen=True, slots=True)
class Rules:
    """`bands` from the highest floor to the lowest, None: not given. `panel`: few judges: marks may be identified.
    `trim_least`: the scored ballots that a group needs to be trimmed, None: 2·trim + 3. `rank`: keys compared in turn.
    `averages_items`: each item's mean first. `uses`: what follows from a grade. `joins_rosters`: one rank for all."""

    bands: tuple[Band, ...] | None = None
    decimals: int = 3
    trim: int = 0
    min_group: int = 5
    veto: Veto | None = None
    quota: Quota | None = None
    refuse_empty_group: bool = False
    panel: bool = False
    trim_least: int | None = None
    averages_items: bool = False
    joins_rosters: bool = False
    rank: tuple[str, ...] = DEFAULT_RANK
    awards: tuple[Award, ...] = ()
    uses: tuple[tuple[str, str], ...] = ()


CURRENT_EDITION = 2  # of the rules that judge a meeting (DECIDE); meetings certified under 1 stay as they were signed


@dataclass(frozen=True, slots=True)
class Meeting:
    """A validated meeting document. `quorum`: a share of `expected`, or None; with `quorum_over` more must be present.
    `edition`: of the rules that judge it; `wording`: of results; `band_names`: of default bands, where stated."""

    title: str
    parts: tuple[Part, ...]
    groups: tuple[Group, ...]
    rules: Rules
    date: str
    organisation: str = ""
    language: str = "zh"
    expected: int | None = None
    quorum: Fraction | None = Fraction(2, 3)
    quorum_over: bool = False
    cards: bool = False
    rotating: bool = False
    show: Show = Show.LIVE
    voters_see_results: bool = False
    retention_days: int | None = None
    edition: int = CURRENT_EDITION
    wording: int = 1
    band_names: tuple[str, ...] = ()
    wifi: Networks = ()
    agenda: Agenda = Agenda()

    def part(self, name: str) -> Part | None:
        return next((part for part in self.parts if part.name == name), None)

    def subjects(self) -> Iterator[tuple[Part, Subject]]:
        return ((part, subject) for part in self.parts for subject in part.subjects)

    def voting_groups(self, part: Part) -> tuple[int, ...]:
        """Indexes in `groups` of the groups that vote in `part`."""
        return tuple(i for i, group in enumerate(self.groups) if group.name in part.groups)


INVALID: Final = "invalid"  # instead of a row's marks: a paper ballot's line that cannot be read (DECIDE §4)

Row = tuple[int | None, ...] | Literal["invalid"] | None
"""One ballot's marks on a subject, each a mark or None (弃权). None: the voter is recused from the subject (回避)."""


@dataclass(frozen=True, slots=True)
class Vote:
    """One ballot's row on one subject, and the index of its group (or `POOLED`)."""

    group: int
    marks: Row

    @property
    def is_invalid(self) -> bool:
        return self.marks == INVALID

    @property
    def scored(self) -> bool:
        """Whether it marks at least one item."""
        return isinstance(self.marks, tuple) and any(mark is not None for mark in self.marks)


@dataclass(frozen=True, slots=True)
class WrittenNote:
    """A note on a subject (its index in the round)."""

    subject: int
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one token casts in one round: a row per subject, notes, and other persons' names (另选他人), folded and
    sorted. `spoiled`: invalid as a whole, on paper only. `late`: its card was issued while the round was open, so it
    does not count towards a release (`running_tally`)."""

    group: int
    rows: tuple[Row, ...]
    notes: tuple[WrittenNote, ...] = ()
    spoiled: bool = False
    late: bool = False
    write_ins: tuple[str, ...] = ()

    def votes(self) -> Iterator[Vote]:
        return (Vote(self.group, row) for row in self.rows)

    @property
    def abstained(self) -> bool:
        """Whether the whole ballot is 弃权: it marks nothing and names nobody. 回避 from all subjects is not 弃权."""
        if self.write_ins or INVALID in self.rows:
            return False
        return any(self.rows) and all(mark is None for row in self.rows for mark in row or ())


@dataclass(frozen=True, slots=True)
class Adjustment:
    points: Fraction
    reason: str


@dataclass(frozen=True, slots=True)
class Decision:
    grade: str
    reason: str


@dataclass(frozen=True, slots=True)
class Additions:
    """What people add to the votes: by subject id (DOMAIN §1, §5.4, §5.6), and `merges` of written-in names by part,
    from a spelling to the name that it counts as (DECIDE §3)."""

    decisions: dict[str, Decision] = field(default_factory=dict)
    adjustments: dict[str, tuple[Adjustment, ...]] = field(default_factory=dict)
    flags: dict[str, tuple[str, ...]] = field(default_factory=dict)
    entered: dict[str, Fraction] = field(default_factory=dict)
    merges: dict[str, dict[str, str]] = field(default_factory=dict)
