"""The file formats: of a whole record, and of single papers. For each, the writer and the media type.

The writers of office files and PDF are imported with the first file: the worker process writes it, and the server,
which never does, starts a tenth of a second sooner.
"""

import json
from collections.abc import Callable, Sequence

from ..core.record import Record
from ..core.record_json import record_json
from .content.documents import pages
from .model.blocks import Page
from .model.labels import labels_of
from .writers import csv_writer, html_writer

Writer = Callable[[Record], bytes]
PageWriter = Callable[[Record, Sequence[Page], str], bytes]
"""Writes some pages of a record. The text says what they are together."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HTML = "text/html; charset=utf-8"


def write_json(record: Record) -> bytes:
    """tally.json (CONTRACT)."""
    return json.dumps(record_json(record), ensure_ascii=False, indent=1).encode()


def write_xlsx(record: Record) -> bytes:
    from .writers.xlsx_writer import write_workbook

    return write_workbook(record)


def write_docx(record: Record) -> bytes:
    return write_docx_pages(record, pages(record), "")


def write_html(record: Record) -> bytes:
    return html_writer.write_page(record, pages(record), labels_of(record)["results"])


def write_docx_pages(record: Record, pages: Sequence[Page], title: str) -> bytes:
    from .writers.docx_writer import write_document

    return write_document(record, pages)


def write_xlsx_pages(record: Record, pages: Sequence[Page], title: str) -> bytes:
    from .writers.xlsx_writer import write_pages

    return write_pages(record, pages)


def write_pdf_pages(record: Record, pages: Sequence[Page], title: str) -> bytes:
    from .writers.pdf_writer import write_pdf

    return write_pdf(record, pages, title)


FORMATS: dict[str, tuple[Writer, str]] = {
    "json": (write_json, "application/json"),
    "xlsx": (write_xlsx, XLSX),
    "csv": (csv_writer.write_summary, "text/csv; charset=utf-8"),
    "docx": (write_docx, DOCX),
    "html": (write_html, HTML),
}
"""What the desk can download of the whole record."""
PAPERS = ("xlsx", "docx", "html")
"""The formats of which an archive has a copy, as results.FORMAT. PDF is none of them: its fonts are the machine's."""
PAPER_FORMATS: dict[str, tuple[PageWriter, str]] = {
    "docx": (write_docx_pages, DOCX),
    "html": (html_writer.write_page, HTML),
    "pdf": (write_pdf_pages, "application/pdf"),
    "xlsx": (write_xlsx_pages, XLSX),
}
"""In which a single paper can be downloaded."""
