"""A table as CSV, UTF-8 with BOM, and its reader. Text that a spreadsheet might take for a formula
gets a leading ' which the reader strips again (PROMISES P38). Knows no figures of its own.
"""

import csv
import io
import unicodedata

from ...core.record import Record
from ..content.csv_tables import tables
from ..model.table import Cell, Table

DANGEROUS = frozenset("=+-@\t\r\n\0")


def table(record: Record) -> bytes:
    """The summary: one heading line, then one line a person."""
    return written(tables(record)[0])


def written(whole: Table) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(guarded, whole.heads))
    writer.writerows([_field(cell) for cell in row] for row in whole.rows)
    return out.getvalue().encode("utf-8-sig")


def read(content: bytes) -> list[list[str]]:
    """The rows of a table with every text as it was."""
    return [[bared(text) for text in row] for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))]


def guarded(text: str) -> str:
    """With a leading ' where a spreadsheet might run it, or where the reader might strip one."""
    return f"'{text}" if _risky(text) else text


def bared(text: str) -> str:
    return text[1:] if text.startswith("'") and _risky(text[1:]) else text


def _risky(text: str) -> bool:
    """Full-width and other look-alike twins count too: some spreadsheets fold them."""
    first = text.lstrip("'")[:1]
    return bool(first) and unicodedata.normalize("NFKC", first)[0] in DANGEROUS


def _field(cell: Cell) -> str:
    if cell is None:
        return ""
    return guarded(cell) if isinstance(cell, str) else str(cell)
