"""Which formats there are: the kind, what writes a record in it, its media type. One list for downloads and archive."""

import json
from collections.abc import Callable

from ..core.record import Record, record_json
from .writers import csv_writer, docx_writer, html_writer, xlsx_writer

Write = Callable[[Record], bytes]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def written_json(record: Record) -> bytes:
    """tally.json (CONTRACT)."""
    return json.dumps(record_json(record), ensure_ascii=False, indent=1).encode()


FORMATS: dict[str, tuple[Write, str]] = {
    "json": (written_json, "application/json"),
    "xlsx": (xlsx_writer.workbook, XLSX),
    "csv": (csv_writer.table, "text/csv; charset=utf-8"),
    "docx": (docx_writer.document, DOCX),
    "html": (html_writer.document, "text/html; charset=utf-8"),
}
