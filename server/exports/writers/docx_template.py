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

from ...core import languages
from ...core.languages import DEFAULT, Language
from ..model.page_fit import MEASURES, Density

TEMPLATE = Path(__file__).with_name("template.docx").read_bytes()
EAST_ASIAN = qn("w:eastAsia")
EMU_PER_TWIP = 635
TWIPS = 20
"""In a point."""


LARGE, MIDDLE, SMALL = "Table Large", "Table Middle", "Table Small"
"""Paragraph styles of cells."""


@dataclass(frozen=True, slots=True)
class CellStyle:
    """The paragraph style of a table's cells. `character`: the width of a half-width character in twips. `spacing` and
    `size`: properties of paragraphs and runs that differ from the style."""

    id: str
    character: int
    spacing: str = ""
    size: str = ""


@dataclass(frozen=True, slots=True)
class TableStyles:
    """By the number of columns, which decides how large a table is printed. `side`: the space between a cell's text and
    its left or right border, in twips."""

    few: CellStyle
    some: CellStyle
    many: CellStyle
    side: int

    def of(self, columns: int) -> CellStyle:
        return self.few if columns <= 4 else self.some if columns <= 6 else self.many


def open_template(language: str = DEFAULT) -> Document:
    """A new document without the template's sample lines. It has one section, with the template's header and footer."""
    document = docx.Document(io.BytesIO(TEMPLATE))
    body = document.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    _set_language(document, languages.language(language))
    return document


def _set_language(document: Document, language: Language) -> None:
    """For a language that states them, its name and fonts in place of the template's, in every style."""
    parts = [document.styles.element, document.settings.element]
    for element in (each for part in parts for each in part.iter(qn("w:lang"), qn("w:themeFontLang"))):
        if language.office:
            element.set(EAST_ASIAN, language.office)
    fonts = [_font(document, style) for style in ("Normal", "Title", "Heading 2")]
    own = dict(zip(fonts, language.fonts, strict=False))
    for element in document.styles.element.iter(qn("w:rFonts")):
        font = element.get(EAST_ASIAN)
        if font in own:
            element.set(EAST_ASIAN, own[font])


def _font(document: Document, style: str) -> str:
    """Of Chinese text in a style of the template."""
    return str(document.styles[style].element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}").get(EAST_ASIAN))


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


@cache
def table_styles(density: Density) -> TableStyles:
    """Of the template; where a page is printed more tightly, its smallest style or a smaller one."""
    small, side = cell_style(SMALL), int(TWIPS * MEASURES[density].cell_side)
    if density is Density.NORMAL:
        return TableStyles(cell_style(LARGE), cell_style(MIDDLE), small, side)
    if density is not Density.COMPACT:
        type = MEASURES[density].small
        spacing = f'<w:spacing w:line="{int(TWIPS * type.line)}" w:lineRule="exact"/>'
        size = f'<w:sz w:val="{int(2 * type.size)}"/>'
        small = CellStyle(small.id, int(TWIPS * type.size / 2), spacing, size)
    return TableStyles(small, small, small, side)
