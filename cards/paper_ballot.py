"""The content of a paper ballot (评议表) as values. Knows no HTML."""

from collections.abc import Mapping
from dataclasses import dataclass

MAX_COLUMNS = 20
"""On a scale of more marks than this, voters write the number instead of ticking a box."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who is appraised. `about`: unit and post, if given. `written`: reports in writing. `recused`: the card
    of this ballot may not score the person."""

    name: str
    about: tuple[str, ...] = ()
    written: bool = False
    recused: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """The numbers that may be written: the lowest, the highest, and the step where it is not 1."""

    low: str
    high: str
    step: str = ""

    @property
    def digits(self) -> int:
        """Before the decimal point."""
        return max(len(end.partition(".")[0]) for end in (self.low, self.high))

    @property
    def decimals(self) -> int:
        return len(self.step.partition(".")[2])


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the form. `share`: its weight as text such as 30%, empty if all weigh the same. `abstain`: it has a
    box for 弃权. On a ballot without columns, one of `span` and `choices` says what to write or tick. `about` explains
    the item."""

    title: str
    share: str = ""
    abstain: bool = False
    span: Span | None = None
    choices: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A box to tick: its heading, and the band above it, empty if the heading is the band."""

    label: str
    band: str = ""


@dataclass(frozen=True, slots=True)
class PaperBallot:
    """What all ballots of a batch have in common.

    `date` is ISO; `part` is empty if the meeting has one part; `colour` is the group's index in the meeting. `columns`
    are in the order of the paper forms, best first, and empty where the items do not share a short scale; `words` are
    the printed words by key, in the meeting's language. `guidance`: bands, and about how many people should be in them.
    `limits`: choices, and for how many people at least and at most. `conditions`: sentences on what marks must agree.
    `explain`: choices that need a note. `most`: the greatest sum of a line, empty where marks are not added up.
    `write_in`: the choice that names count as, and how many may be added. `matters`: what is voted on are no people.
    `circled`: boxes are marked by a circle, as on ballots of elections.
    `key`: the digest of the server's signing key.
    """

    title: str
    meeting: str
    organisation: str
    date: str
    part: str
    group: str
    colour: int
    people: tuple[Person, ...]
    items: tuple[Item, ...]
    columns: tuple[Column, ...]
    words: Mapping[str, str]
    notes: tuple[str, ...] = ()
    guidance: tuple[tuple[str, ...], int] | None = None
    limits: tuple[tuple[tuple[str, ...], int, int | None], ...] = ()
    conditions: tuple[str, ...] = ()
    most: str = ""
    write_in: tuple[str, int] | None = None
    matters: bool = False
    circled: bool = False
    explain: tuple[str, ...] = ()
    batch: str = ""
    test: bool = False
    key: str = ""

    @property
    def single(self) -> bool:
        """One person is appraised, who is named above the table."""
        return len(self.people) == 1

    @property
    def ticked(self) -> bool:
        """Every mark is a box to tick below its own heading."""
        return bool(self.columns)

    @property
    def has_about(self) -> bool:
        """Somebody's unit or post is printed."""
        return any(person.about for person in self.people)

    def written(self, person: int) -> str:
        """What marks those who report in writing."""
        return self.words["written"] if self.people[person].written else ""

    @property
    def names(self) -> tuple[str, ...]:
        """As printed, with that mark; a blank between Latin letters."""
        blank = " " * self.words["written"].isascii()
        people = range(len(self.people))
        return tuple((self.people[n].name + blank + self.written(n)).rstrip() for n in people)

    @property
    def abouts(self) -> tuple[str, ...]:
        """Unit and post of each person as printed."""
        return tuple(" ".join(person.about) for person in self.people)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Of the numbers that are written."""
        return () if self.ticked else tuple(item.span for item in self.items if item.span)

    @property
    def span(self) -> Span | None:
        """The numbers of all items, None if they differ or are not written."""
        spans = {item.span for item in self.items}
        return spans.pop() if not self.ticked and len(spans) == 1 else None

    @property
    def has_words(self) -> bool:
        """Some item without columns is ticked."""
        return not self.ticked and any(item.choices for item in self.items)

    @property
    def banded(self) -> bool:
        """A row above the columns names their bands."""
        return self.ticked and any(column.band for column in self.columns)

    @property
    def abstains(self) -> bool:
        return any(item.abstain for item in self.items)

    @property
    def lines(self) -> int:
        """Table rows for each person, one for the sum included."""
        return len(self.items) + bool(self.most)
