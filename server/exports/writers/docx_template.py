"""The template of the Word papers: every style, the page with its margins, header and footer. Knows no content.

`template.docx` is edited in Word or WPS (CONTRIBUTING "Change the look of the Word papers").
"""

import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle

TEMPLATE = Path(__file__).with_name("template.docx").read_bytes()
EMU_PER_TWIP = 635


@dataclass(frozen=True, slots=True)
class CellStyle:
    """The paragraph style of a table's cells. `character`: the width of a half-width character in twips."""

    id: str
    character: int


def open_template() -> Document:
    """A new document without the template's sample lines. It has one section, with the template's header and footer."""
    document = docx.Document(io.BytesIO(TEMPLATE))
    body = document.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    return document


@cache
def style_id(name: str) -> str:
    """python-docx compares every style for each paragraph whose style is set by name: a third of a paper's time."""
    return str(open_template().styles[name].style_id)


@cache
def cell_style(name: str) -> CellStyle:
    """The style of this name. Its id differs from the name: WPS numbers the ids whenever it saves a file."""
    style = open_template().styles[name]
    assert isinstance(style, ParagraphStyle) and style.font.size is not None, name
    return CellStyle(style.style_id, style.font.size // EMU_PER_TWIP // 2)
