"""The content of a paper ballot (评议表) as values. Knows no HTML."""

from collections.abc import Mapping
from dataclasses import dataclass

MAX_COLUMNS = 20
"""On a scale of more marks than this, voters write the mark instead of ticking a box."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who is appraised. `about`: unit and post, if given. `written`: reports in writing. `recused`: the card
    of this ballot may not score the person."""

    name: str
    about: tuple[str, ...] = ()
    written: bool = False
    recused: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the form. `share`: its weight as text such as 30%, empty if all weigh the same. `abstain`: it has a
    box for 弃权."""

    title: str
    share: str = ""
    abstain: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A box to tick: its heading, and the band above it, empty if the heading is the band."""

    label: str
    band: str = ""


@dataclass(frozen=True, slots=True)
class PaperBallot:
    """What all ballots of a batch have in common.

    `date` is ISO; `part` is empty if the meeting has one part; `colour` is the group's index in the meeting. `columns`
    are in the order of the paper forms, best first; `words` are the printed words by key, in the meeting's language;
    `span` is the lowest and the highest mark. `guidance`: bands, and about how many people should be in them.
    `limits`: choices, and for how many people at most. `explain`: choices that need a note. `key`: the digest of the
    server's signing key.
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
    span: tuple[int, int] = (0, 0)
    notes: tuple[str, ...] = ()
    guidance: tuple[tuple[str, ...], int] | None = None
    limits: tuple[tuple[tuple[str, ...], int], ...] = ()
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
        """Marks are ticked, not written."""
        return len(self.columns) <= MAX_COLUMNS

    @property
    def banded(self) -> bool:
        """A row above the columns names their bands."""
        return self.ticked and any(column.band for column in self.columns)

    @property
    def abstains(self) -> bool:
        return any(item.abstain for item in self.items)

    @property
    def width(self) -> int:
        """Cells to the right of the names, one for each mark and one for 弃权."""
        return (len(self.columns) if self.ticked else 1) + self.abstains

    @property
    def rows(self) -> int:
        return len(self.people) * len(self.items)
