"""The file formats of a record: for each, the writer and the media type.

The writers of office files are imported with the first file: the worker process writes it, and the server, which never
does, starts a tenth of a second sooner.
"""

import json
from collections.abc import Callable

from ..core.record import Record
from ..core.record_json import record_json
from .writers import csv_writer, html_writer

Writer = Callable[[Record], bytes]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def write_json(record: Record) -> bytes:
    """tally.json (CONTRACT)."""
    return json.dumps(record_json(record), ensure_ascii=False, indent=1).encode()


def write_xlsx(record: Record) -> bytes:
    from .writers.xlsx_writer import write_workbook

    return write_workbook(record)


def write_docx(record: Record) -> bytes:
    from .writers.docx_writer import write_document

    return write_document(record)


FORMATS: dict[str, tuple[Writer, str]] = {
    "json": (write_json, "application/json"),
    "xlsx": (write_xlsx, XLSX),
    "csv": (csv_writer.write_summary, "text/csv; charset=utf-8"),
    "docx": (write_docx, DOCX),
    "html": (html_writer.write_page, "text/html; charset=utf-8"),
}
"""What the desk can download."""
PAPERS = ("xlsx", "docx", "html")
"""The formats of which an archive has a copy, as results.FORMAT."""
