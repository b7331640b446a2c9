"""A table as CSV in UTF-8 with BOM, and the reader of such files.

Text that a spreadsheet might run as a formula gets a leading ' which the reader removes (PROMISES P38).
"""

import csv
import io
import unicodedata

from ...core.record import Record
from ..content.csv_tables import csv_tables
from ..model.table import Cell, Table

FORMULA_STARTS = frozenset("=+-@\t\r\n\0")


def write_summary(record: Record) -> bytes:
    """One line of headings, then a line per person."""
    return write_table(csv_tables(record)[0])


def write_table(table: Table) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(guard_formula, table.headings))
    writer.writerows([_text(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def read_rows(content: bytes) -> list[list[str]]:
    """The rows of a written table with their original texts."""
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return [[unguard_formula(text) for text in row] for row in rows]


def guard_formula(text: str) -> str:
    """With a leading ' if a spreadsheet might run it, or if `unguard_formula` would remove one of its own."""
    return f"'{text}" if _starts_formula(text) else text


def unguard_formula(text: str) -> str:
    return text[1:] if text.startswith("'") and _starts_formula(text[1:]) else text


def _starts_formula(text: str) -> bool:
    """Compares in NFKC, because some spreadsheets fold full-width and other compatibility characters."""
    first = text.lstrip("'")[:1]
    return bool(first) and unicodedata.normalize("NFKC", first)[0] in FORMULA_STARTS


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return guard_formula(cell) if isinstance(cell, str) else str(cell)
