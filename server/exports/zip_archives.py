"""Zips with a file for each person: feedback sheets to be handed out one by one, and charts.

A feedback sheet's file holds nothing about anybody else. Computes no number.
"""

import io
import zipfile
from collections.abc import Iterable

from ..core.errors import Refused
from ..core.record import Record
from .content.charts import charts
from .content.feedback_sheets import feedback_pages
from .formats import PAPER_FORMATS
from .model.file_names import UniqueNames, safe_name
from .writers.svg_writer import write_chart

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can state. Real times would make equal files differ."""


def feedback_archive(record: Record, extension: str) -> bytes:
    """`张三_一支部.docx` for each person. Equal records give equal bytes, except as PDF on another machine. Raises
    Refused `no_paper` where there is nobody."""
    (write, _), pages = PAPER_FORMATS[extension], feedback_pages(record)
    return _zipped(
        (_file_name(page.name, page.person, page.unit), extension, write(record, [page], page.title)) for page in pages
    )


def chart_archive(record: Record) -> bytes:
    """`张三_一支部_上述.svg` for each subject whose tally may be seen. Raises Refused `no_paper` if there is none."""
    return _zipped(
        (_file_name(f"chart-{number}", chart.name, chart.unit, chart.part), "svg", write_chart(chart))
        for number, chart in enumerate(charts(record), 1)
    )


def _file_name(fallback: str, *texts: str) -> str:
    return safe_name("_".join(filter(None, texts)), fallback)


def _zipped(files: Iterable[tuple[str, str, bytes]]) -> bytes:
    """Names, extensions and contents."""
    out, names, is_empty = io.BytesIO(), UniqueNames(), True
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, extension, body in files:
            member = zipfile.ZipInfo(f"{names.unique(name)}.{extension}", EPOCH)
            member.create_system, member.external_attr = 3, 0o644 << 16
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, body)
            is_empty = False
    if is_empty:
        raise Refused("no_paper")
    return out.getvalue()
