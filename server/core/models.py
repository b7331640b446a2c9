"""The vocabulary of a meeting (DOMAIN §2) as frozen values. Knows no storage, clock, wire format or sentences."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction


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
class Choice:
    name: str
    value: Fraction


@dataclass(frozen=True, slots=True)
class Scale:
    """The integers `low`..`high`, or named `choices`, cast as their index. Exactly one of the two is set."""

    low: int = 0
    high: int = 0
    choices: tuple[Choice, ...] = ()

    @property
    def marks(self) -> range:
        """The values that may be cast on an item: the integers, or the indexes of the choices."""
        return range(len(self.choices)) if self.choices else range(self.low, self.high + 1)

    def value(self, mark: int) -> Fraction:
        return self.choices[mark].value if self.choices else Fraction(mark)

    def label(self, mark: int) -> str:
        """What the ballot calls the mark."""
        return self.choices[mark].name if self.choices else str(mark)


@dataclass(frozen=True, slots=True)
class Item:
    """One line scored on the form. `weight` > 0; `abstain` allows 弃权."""

    key: str
    title: str
    weight: Fraction = Fraction(1)
    abstain: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A free-text box; `max` code points after NFC."""

    key: str
    title: str
    max: int = 500


@dataclass(frozen=True, slots=True)
class Guidance:
    """A hint, never enforced: about `about` of all subjects should be in `bands` together."""

    bands: tuple[str, ...]
    about: int


@dataclass(frozen=True, slots=True)
class Limit:
    """On one ballot of a round with several subjects at most floor(`share` × subjects) get one of `choices`."""

    choices: tuple[str, ...]
    share: Fraction

    def most(self, subjects: int) -> int:
        """The number of subjects that may get one of `choices` on a ballot of so many."""
        return int(self.share * subjects)


@dataclass(frozen=True, slots=True)
class Form:
    """A ballot form. `explain`: bands or choices that require a note."""

    id: str
    title: str
    scale: Scale
    items: tuple[Item, ...]
    notes: tuple[Note, ...] = ()
    guidance: Guidance | None = None
    limits: tuple[Limit, ...] = ()
    explain: tuple[str, ...] = ()


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
    """One appraisal (环节) of the meeting. `groups` vote in it; an `entered` part has scores instead of ballots."""

    name: str
    form: Form
    subjects: tuple[Subject, ...]
    weight: Fraction = Fraction(1)
    groups: tuple[str, ...] = ()
    entered: bool = False


@dataclass(frozen=True, slots=True)
class Veto:
    """If more than the share `over` of the ballots is in `bands`, `grade` is proposed (DOMAIN §5.6)."""

    bands: tuple[str, ...]
    over: Fraction
    grade: str


@dataclass(frozen=True, slots=True)
class Quota:
    """Grades at or below a band should make up `share` of the persons, ± `tolerance` (DOMAIN §5.7)."""

    at_or_below: str
    share: Fraction
    tolerance: Fraction


@dataclass(frozen=True, slots=True)
class Rules:
    """The rule set. `bands` from the highest floor to the lowest. `panel`: the judges are few, and every phone says
    that a single judge's marks may be recognised."""

    bands: tuple[Band, ...]
    decimals: int = 3
    trim: int = 0
    min_group: int = 5
    veto: Veto | None = None
    quota: Quota | None = None
    refuse_empty_group: bool = False
    panel: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """A validated meeting document. `quorum` is a share of `expected`, or None."""

    title: str
    parts: tuple[Part, ...]
    groups: tuple[Group, ...]
    rules: Rules
    date: str
    organisation: str = ""
    language: str = "zh"
    expected: int | None = None
    quorum: Fraction | None = Fraction(2, 3)
    cards: bool = False
    rotating: bool = False
    show: Show = Show.LIVE
    voters_see_results: bool = False
    retention_days: int | None = None

    def part(self, name: str) -> Part | None:
        return next((part for part in self.parts if part.name == name), None)

    def subjects(self) -> Iterator[tuple[Part, Subject]]:
        return ((part, subject) for part in self.parts for subject in part.subjects)

    def voting_groups(self, part: Part) -> tuple[int, ...]:
        """Indexes in `groups` of the groups that vote in `part`."""
        return tuple(i for i, group in enumerate(self.groups) if group.name in part.groups)

    def bands(self, form: Form) -> tuple[Band, ...]:
        """The bands that apply to a form. Named choices are bands of their own, and each reaches halfway to the next
        lower choice, so that one 合格 among sixty 优秀 does not lower the grade. Choices with the names of the rules'
        bands use those."""
        ranked = sorted(form.scale.choices, key=lambda choice: -choice.value)
        if not ranked or [choice.name for choice in ranked] == [band.name for band in self.rules.bands]:
            return self.rules.bands
        values = [choice.value for choice in ranked]
        floors = [*((high + low) / 2 for high, low in zip(values, values[1:], strict=False)), values[-1]]
        return tuple(Band(choice.name, floor) for choice, floor in zip(ranked, floors, strict=True))


@dataclass(frozen=True, slots=True)
class Vote:
    """One ballot's marks on one subject: the index of its group (or `POOLED`), and a mark or None (弃权) per item.

    `marks` is None where the voter is recused from the subject (回避).
    """

    group: int
    marks: tuple[int | None, ...] | None

    @property
    def scored(self) -> bool:
        """Whether it marks at least one item."""
        return self.marks is not None and any(mark is not None for mark in self.marks)


@dataclass(frozen=True, slots=True)
class WrittenNote:
    """A note on a subject (its index in the round)."""

    subject: int
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one token casts in one round: a row of marks per subject, and notes. `spoiled`: invalid, on paper only.
    `late`: its card was issued while the round was open, so it does not count towards a release (`running_tally`)."""

    group: int
    rows: tuple[tuple[int | None, ...] | None, ...]
    notes: tuple[WrittenNote, ...] = ()
    spoiled: bool = False
    late: bool = False

    def votes(self) -> Iterator[Vote]:
        return (Vote(self.group, row) for row in self.rows)

    @property
    def abstained(self) -> bool:
        """Whether the whole ballot is 弃权: it scores no subject. 回避 from all subjects is not 弃权."""
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
    """What people add to the votes, by subject id (DOMAIN §1, §5.4, §5.6)."""

    decisions: dict[str, Decision] = field(default_factory=dict)
    adjustments: dict[str, tuple[Adjustment, ...]] = field(default_factory=dict)
    flags: dict[str, tuple[str, ...]] = field(default_factory=dict)
    entered: dict[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attendance:
    present: int | None = None
    absent: int | None = None
