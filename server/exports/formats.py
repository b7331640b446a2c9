"""The file formats of a record: for each, the writer and the media type."""

import json
from collections.abc import Callable

from ..core.record import Record
from ..core.record_json import record_json
from .writers import csv_writer, docx_writer, html_writer, xlsx_writer

Writer = Callable[[Record], bytes]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def write_json(record: Record) -> bytes:
    """tally.json (CONTRACT)."""
    return json.dumps(record_json(record), ensure_ascii=False, indent=1).encode()


FORMATS: dict[str, tuple[Writer, str]] = {
    "json": (write_json, "application/json"),
    "xlsx": (xlsx_writer.write_workbook, XLSX),
    "csv": (csv_writer.write_summary, "text/csv; charset=utf-8"),
    "docx": (docx_writer.write_document, DOCX),
    "html": (html_writer.write_page, "text/html; charset=utf-8"),
}
"""What the desk can download."""
PAPERS = ("xlsx", "docx", "html")
"""The formats of which an archive has a copy, as results.FORMAT."""
