"""The four papers of DOMAIN §6 as pages of blocks: one description that every print format draws.

Every figure comes from the record. Knows no file format.
"""

from collections.abc import Iterator

from ...core.record import PartRecord, Record
from ..model.blocks import Block, Heading, Page, Signatures, Text, ordinal, page
from ..model.column_widths import LANDSCAPE, PORTRAIT, fitted
from ..model.labels import WORDS
from ..model.table import Cell, Table, clean, picked
from .count_report import ROLES, report
from .counts import item_width, part_counts
from .feedback_sheets import feedback_pages
from .notes import notes
from .summary import held_text, summary


def pages(record: Record) -> tuple[Page, ...]:
    """All papers. What is signed comes first, what is handed to one person last, each on its own sheet."""
    return (summary_page(record), report_page(record), digest_page(record), *feedback_pages(record))


def summary_page(record: Record) -> Page:
    """The results, then each part's counts."""
    words = WORDS[record.meeting.language]
    blocks: list[Block] = list(_results(record))
    for part in record.parts:
        if not part.part.entered:
            blocks += _part_tables(record, part)
    headed = [block for number, table in enumerate(blocks, 1) for block in _headed(record, number, table)]
    return page(record, "summary", words["summary"], headed, landscape=True)


def _headed(record: Record, number: int, table: Block) -> Iterator[Block]:
    assert isinstance(table, Table)
    yield Heading(ordinal(record, number) + table.title)
    yield table


def _results(record: Record) -> Iterator[Table]:
    """The summary's columns about the person as a whole, each part's score among them under the part's name; then
    the grounds, which are long, in a table of their own."""
    whole, words = summary(record), WORDS[record.meeting.language]
    last = {column.over: place for place, column in enumerate(whole.columns)}
    reasons, decided, because = (len(whole.columns) - left for left in (3, 2, 1))
    places = [p for p, column in enumerate(whole.columns) if not column.over or last[column.over] == p]
    kept = [place for place in places if place not in (reasons, because)]
    yield from fitted(picked(whole, kept, "results", words["results"]), LANDSCAPE, 3, words["continued"])
    yield picked(whole, [1, 2, reasons - 1, reasons, decided, because], "grounds", words["grounds"])


def _part_tables(record: Record, part: PartRecord) -> Iterator[Table]:
    """What was counted of each item, and of each subject: as many tables as the page's width asks for."""
    whole, words, items = part_counts(record, part), WORDS[record.meeting.language], item_width(record, part.part)
    number = record.parts.index(part) + 1
    wide = len(whole.columns)
    named = [words["of"].format(part=clean(part.part.name), what=words[key]) for key in ("items", "standing")]
    marks = picked(whole, range(items), f"items-{number}", named[0])
    first = tuple(row for row in whole.rows if row[items] is not None)
    subjects = Table(whole.name, whole.title, whole.columns, first)
    standing = picked(subjects, [0, 1, *range(items, wide)], f"standing-{number}", named[1])
    yield from fitted(marks, LANDSCAPE, 3, words["continued"])
    yield from fitted(standing, LANDSCAPE, 2, words["continued"])


def report_page(record: Record) -> Page:
    """The count report with room to sign."""
    words, blocks = WORDS[record.meeting.language], list[Block]()
    for number, section in enumerate(report(record), 1):
        blocks.append(Heading(ordinal(record, number) + section.title))
        blocks += fitted(section, PORTRAIT, 1, words["continued"])
    blocks.append(Signatures(tuple(words[role] for role in ROLES), words["date"]))
    return page(record, "report", words["report"], blocks)


def digest_page(record: Record) -> Page:
    """Per person what was written, without score, group or part."""
    words, whole = WORDS[record.meeting.language], notes(record)
    blocks = list[Block]()
    for number, person in enumerate(dict.fromkeys(row[:2] for row in whole.rows), 1):
        rows = tuple(row for row in whole.rows if row[:2] == person)
        written = picked(Table("", "", whole.columns, rows), (2, 3), f"notes-{number}", "")
        blocks += [Heading(ordinal(record, number) + _called(*person)), written]
    nothing = held_text(record, record.subject_records().values()) or words["nothing_written"]
    return page(record, "digest", words["digest"], blocks or [Text(nothing)])


def _called(name: Cell, unit: Cell) -> str:
    return f"{name}　{unit}" if unit else str(name)
