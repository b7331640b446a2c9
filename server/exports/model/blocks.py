"""The print papers as pages of blocks, with the heading that all papers of a meeting share.

Knows no record's contents and no file format.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...core.languages import language
from ...core.record import Record
from ...core.results import Person
from ...core.stamps import readable_time
from .column_widths import text_width
from .labels import labels_of
from .table import Cell, Table, clean

ZONE_FORMAT = 5
"""The first format of the archive with zones in its papers."""
MAX_SHARED_WIDTH = 24
"""The widest value that shares its line, in half-width characters."""


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """`small`: a remark on a table rather than a statement of its own."""

    text: str
    small: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Named values about one person. A long value takes a line of its own."""

    name: str
    pairs: tuple[tuple[str, Cell], ...]

    def rows(self) -> Iterator[tuple[tuple[str, Cell], ...]]:
        """Two short pairs per row, or one long one, in their order."""
        row: tuple[tuple[str, Cell], ...] = ()
        for pair in self.pairs:
            is_long = text_width(str(pair[1])) > MAX_SHARED_WIDTH
            if row and (is_long or len(row) == 2):
                yield row
                row = ()
            row = (*row, pair)
            if is_long:
                yield row
                row = ()
        if row:
            yield row


@dataclass(frozen=True, slots=True)
class Histogram:
    """The number of ballots per mark, from the best mark down; one series per item of the form."""

    name: str
    title: str
    marks: tuple[str, ...]
    series: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def highest(self) -> int:
        """The largest count."""
        return max((n for _, counts in self.series for n in counts), default=0)


@dataclass(frozen=True, slots=True)
class Signatures:
    """A signature line with a date for each role."""

    roles: tuple[str, ...]
    date: str
    name: str = "signatures"


Block = Heading | Text | Facts | Table | Histogram | Signatures


@dataclass(frozen=True, slots=True)
class Page:
    """One paper, or one person's sheet of it, beginning on a new page.

    `meeting_title` is above the paper's `title`; `subtitle` has the organisation, the date and the time of the data.
    `person` and `unit`: whom a paper about one person is about. `one_page`: it is printed more tightly where that keeps
    it on one page.
    """

    name: str
    meeting_title: str
    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    landscape: bool = False
    person: str = ""
    unit: str = ""
    one_page: bool = False


def make_page(
    record: Record,
    name: str,
    title: str,
    blocks: Sequence[Block],
    landscape: bool = False,
    person: Person | None = None,
) -> Page:
    """A page under the heading that every paper of the meeting has, including the record's marks (DOMAIN §3.1).

    `person`: whom the page is about, if it is about one person.
    """
    meeting = record.meeting
    marks = "".join(f"【{mark}】" for mark in record.marks)
    values = {
        "organisation": meeting.organisation,
        "date": meeting.date,
        "generated": printed_time(record, record.generated),
    }
    subtitle = labels_of(record)["subtitle"].format(**values).strip()
    name_of_person, unit = map(clean, person or ("", ""))
    return Page(
        name,
        clean(marks + meeting.title),
        clean(title),
        clean(subtitle),
        tuple(blocks),
        landscape,
        name_of_person,
        unit,
        one_page=person is not None,
    )


def printed_time(record: Record, stamp: str | None) -> str:
    """With its zone, which papers of archives in earlier formats do not have. Empty for no time."""
    if not stamp or record.format >= ZONE_FORMAT:
        return readable_time(stamp)
    return stamp[:19].replace("T", " ")


def ordinal(record: Record, number: int) -> str:
    """The number of a section: 一、二、… as in official Chinese papers, where the language has numerals; else 1. 2."""
    numerals = language(record.meeting.language).numerals
    if not numerals or number > 99:
        return f"{number}. "
    tens, ones = divmod(number, 10)
    ten = "" if tens == 0 else numerals[10] if tens == 1 else numerals[tens] + numerals[10]
    return ten + (numerals[ones] if ones else "") + numerals[11:]
