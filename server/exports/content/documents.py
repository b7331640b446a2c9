"""The papers of DOMAIN §6 and DECIDE §6 as pages of blocks, which every print format renders.

Every number comes from the record. Knows no file format.
"""

from collections.abc import Iterator
from dataclasses import replace

from ...core.record import PartRecord, Record
from ..model.blocks import Block, Heading, Page, Signatures, Text, make_page, ordinal
from ..model.column_widths import LANDSCAPE, PORTRAIT, fit_to_page
from ..model.labels import labels_of
from ..model.table import Cell, Table, clean, select_columns
from .count_report import SIGNING_ROLES, report
from .counts import item_column_count, item_tables, part_counts
from .feedback_sheets import feedback_pages
from .notes import notes
from .past_results import past_source
from .result_tables import result_tables
from .score_sheet import score_sheet
from .summary import first_waiting_text
from .vote_pages import vote_pages


def pages(record: Record) -> tuple[Page, ...]:
    """All papers: first those that are signed, last those that are handed to one person each."""
    signed = (summary_page(record), *vote_pages(record), report_page(record))
    return (*signed, digest_page(record), *feedback_pages(record))


def summary_page(record: Record) -> Page:
    """The results, then each part's counts."""
    tables, blocks = list(result_tables(record)), list[Block]()
    source, last_results = past_source(record), [table for table in tables if table.name.startswith("results")][-1:]
    for part in record.parts:
        if not part.part.entered:
            tables += _part_tables(record, part)
    for number, table in enumerate(tables, 1):
        blocks += _numbered(record, number, table)
        blocks += [Text(source, small=True)] if source and [table] == last_results else []
    return make_page(record, "summary", labels_of(record)["summary"], blocks, landscape=True)


def _numbered(record: Record, number: int, table: Table) -> Iterator[Block]:
    yield Heading(ordinal(record, number) + table.title)
    yield table


def _part_tables(record: Record, part: PartRecord) -> Iterator[Table]:
    """The counts of the items, and of the subjects, each in as many tables as the page's width requires."""
    table, labels, items = part_counts(record, part), labels_of(record), item_column_count(record, part.part)
    number = record.parts.index(part) + 1

    def title(key: str) -> str:
        return labels["part_title"].format(part=clean(part.part.name), what=labels[key])

    if sheet := score_sheet(record, part):
        yield from fit_to_page(replace(sheet, name=f"{sheet.name}-{number}"), LANDSCAPE, 2, labels["continued"])
    subject_rows = tuple(row for row in table.rows if row[items] is not None)
    subject_columns = [0, 1, *range(items, len(table.columns))]
    subject_counts = select_columns(
        Table(table.name, table.title, table.columns, subject_rows),
        subject_columns,
        f"standing-{number}",
        title("bands_and_groups" if part.part.decide is None else "votes_and_groups"),
    )
    for item_counts in item_tables(record, part, f"items-{number}"):
        yield from fit_to_page(item_counts, LANDSCAPE, 3, labels["continued"])
    yield from fit_to_page(subject_counts, LANDSCAPE, 2, labels["continued"])


def report_page(record: Record) -> Page:
    """The count report with signature lines."""
    labels, blocks = labels_of(record), list[Block]()
    for number, section in enumerate(report(record), 1):
        blocks.append(Heading(ordinal(record, number) + section.title))
        blocks += fit_to_page(section, PORTRAIT, 1, labels["continued"])
    blocks.append(Signatures(tuple(labels[role] for role in SIGNING_ROLES), labels["date"]))
    return make_page(record, "report", labels["report"], blocks)


def digest_page(record: Record) -> Page:
    """The notes per person, without score, group or part."""
    labels, table = labels_of(record), notes(record)
    blocks = list[Block]()
    for number, person in enumerate(dict.fromkeys(row[:2] for row in table.rows), 1):
        rows = tuple(row for row in table.rows if row[:2] == person)
        person_notes = select_columns(Table("", "", table.columns, rows), (2, 3), f"notes-{number}", "")
        blocks += [Heading(ordinal(record, number) + _name_and_unit(*person)), person_notes]
    no_notes = first_waiting_text(record, record.subject_records().values()) or labels["nothing_written"]
    return make_page(record, "digest", labels["digest"], blocks or [Text(no_notes)])


def _name_and_unit(name: Cell, unit: Cell) -> str:
    return f"{name}　{unit}" if unit else str(name)
