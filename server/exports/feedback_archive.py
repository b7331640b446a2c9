"""The feedback sheets as a zip with one file for each person, to be handed out or sent one by one.

A file holds nothing about anybody else. Computes no number.
"""

import io
import zipfile

from ..core.errors import Refused
from ..core.record import Record
from .content.feedback_sheets import feedback_pages
from .formats import PAPER_FORMATS
from .model.blocks import Page
from .model.file_names import UniqueNames, safe_name

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can state. Real times would make equal files differ."""


def feedback_archive(record: Record, extension: str) -> bytes:
    """Equal records give equal bytes. Raises Refused `no_paper` where there is nobody."""
    (write, _), pages, names = PAPER_FORMATS[extension], feedback_pages(record), UniqueNames()
    if not pages:
        raise Refused("no_paper")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for page in pages:
            member = zipfile.ZipInfo(f"{names.unique(_file_name(page))}.{extension}", EPOCH)
            member.create_system, member.external_attr = 3, 0o644 << 16
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, write(record, [page], page.title))
    return out.getvalue()


def _file_name(page: Page) -> str:
    """`张三_一支部`."""
    text = f"{page.person}_{page.unit}" if page.unit else page.person
    return safe_name(text, page.name)
