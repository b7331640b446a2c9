"""What a print paper is made of: pages of blocks, with the heading that all papers of a meeting share.

Knows no figures and no file format.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...core.record import Record
from .column_widths import text_width
from .labels import WORDS
from .table import Cell, Table, clean

SHORT = 24
"""How wide a value may be that shares its line."""


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """`small`: a remark beside figures rather than a statement of its own."""

    text: str
    small: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one person, a name and a value each; a long value takes a line of its own."""

    name: str
    pairs: tuple[tuple[str, Cell], ...]

    def rows(self) -> Iterator[tuple[tuple[str, Cell], ...]]:
        """Two short pairs a line, or one long one; in their order."""
        waiting: tuple[tuple[str, Cell], ...] = ()
        for pair in self.pairs:
            long = text_width(str(pair[1])) > SHORT
            if waiting and (long or len(waiting) == 2):
                yield waiting
                waiting = ()
            waiting = (*waiting, pair)
            if long:
                yield waiting
                waiting = ()
        if waiting:
            yield waiting


@dataclass(frozen=True, slots=True)
class Histogram:
    """How often each mark came, from the best one down; a series an item of the form."""

    name: str
    title: str
    marks: tuple[str, ...]
    series: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def most(self) -> int:
        return max((n for _, counts in self.series for n in counts), default=0)


@dataclass(frozen=True, slots=True)
class Signatures:
    """A line to sign on for each role, with its date."""

    roles: tuple[str, ...]
    date: str


Block = Heading | Text | Facts | Table | Histogram | Signatures


@dataclass(frozen=True, slots=True)
class Page:
    """One paper, or one person's sheet of it: it begins on a new page. `landscape`: it lies on its side.
    `title` names the paper, `over` the meeting, `below` says whose, when and as of when; `person` is whom it is
    about, where it is about one."""

    name: str
    over: str
    title: str
    below: str
    blocks: tuple[Block, ...]
    landscape: bool = False
    person: str = ""


def page(
    record: Record, name: str, title: str, blocks: Sequence[Block], landscape: bool = False, person: str = ""
) -> Page:
    """With the heading that every paper of the meeting has; marks stand in it (DOMAIN §3.1)."""
    meeting, words = record.meeting, WORDS[record.meeting.language]
    marks = "".join(f"【{mark}】" for mark in record.marks)
    when = record.generated[:19].replace("T", " ")
    below = words["below"].format(organisation=meeting.organisation, date=meeting.date, generated=when).strip()
    return Page(name, clean(marks + meeting.title), clean(title), clean(below), tuple(blocks), landscape, clean(person))


def ordinal(record: Record, number: int) -> str:
    """一、二、… as official papers count; 1. 2. elsewhere."""
    if record.meeting.language != "zh" or number > 99:
        return f"{number}. "
    digits, (tens, ones) = "零一二三四五六七八九", divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十") + (digits[ones] if ones else "") + "、"
