"""The papers as a Word document in the layout of official Chinese papers (DOMAIN §6), for Word, WPS and LibreOffice.

Fonts, sizes, margins and the page number come from `template.docx`. Computes no number.
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Length, Pt
from docx.text.paragraph import Paragraph

from ...core.record import Record
from ..model.blocks import Block, Facts, Heading, Histogram, Page, Signatures, Text
from ..model.page_fit import MEASURES, Density, Type, density
from ..model.table import Table, clean, file_time
from .docx_tables import facts_xml, histogram_xml, signatures_xml, table_xml
from .docx_template import EMU_PER_TWIP, TableStyles, open_template, style_id, table_styles

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
MEASURE_OF_STYLE = {
    "Title": "title",
    "Heading 1": "paper",
    "Below": "below",
    "Heading 2": "section",
    "Statement": "statement",
    "Remark": "remark",
}
"""What `page_fit.Measures` calls each style."""


@dataclass(frozen=True, slots=True)
class PageSetup:
    """Sides, margins, and distances of header and footer from the edge, named as in python-docx, in EMU."""

    page_width: int
    page_height: int
    top_margin: int
    bottom_margin: int
    left_margin: int
    right_margin: int
    header_distance: int
    footer_distance: int

    def turned(self) -> "PageSetup":
        """A landscape page: the margins turn with it, and the footer is as far from the edge as the header."""
        sides = self.page_height, self.page_width
        margins = self.left_margin, self.right_margin, self.bottom_margin, self.top_margin
        return PageSetup(*sides, *margins, self.header_distance, self.header_distance)


def write_document(record: Record, pages: Sequence[Page]) -> bytes:
    """Equal records give equal bytes."""
    document = open_template(record.meeting.language)
    _set_properties(document, record)
    section = document.sections[0]
    section.header.paragraphs[0].text = " ".join(record.marks)
    upright = PageSetup(*(int(getattr(section, field.name)) for field in fields(PageSetup)))
    for index, page in enumerate(pages):
        _add_page(document, page, upright, is_first=index == 0)
    out = io.BytesIO()
    document.save(out)
    return _without_times(out.getvalue())


def _set_properties(document: Document, record: Record) -> None:
    """The meeting and the time of its last change; nothing about the machine or the template."""
    properties, time = document.core_properties, file_time(record.generated)
    properties.title = clean(record.meeting.title)
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created, properties.modified, properties.revision = time, time, 1


def _add_page(document: Document, page: Page, upright: PageSetup, is_first: bool) -> None:
    turns = (document.sections[-1].orientation == WD_ORIENT.LANDSCAPE) != page.landscape
    if turns and not is_first:
        document.add_section(WD_SECTION.NEW_PAGE)
        document.paragraphs[-1]._p.style = style_id("Gap")
    if turns:
        _turn(document.sections[-1], upright, page.landscape)
    tightness = density(page)
    title = _add_paragraph(document, page.meeting_title, "Title", tightness)
    title.paragraph_format.page_break_before = not turns and not is_first
    _add_paragraph(document, page.title, "Heading 1", tightness)
    _add_paragraph(document, page.subtitle, "Below", tightness)
    for block, following in zip(page.blocks, [*page.blocks[1:], None], strict=True):
        _add_block(document, block, isinstance(following, Signatures), tightness)


def _add_paragraph(document: Document, text: str, style: str, tightness: Density = Density.NORMAL) -> Paragraph:
    paragraph = document.add_paragraph(text)
    paragraph._p.style = style_id(style)
    if tightness is not Density.NORMAL:
        _tighten(paragraph, getattr(MEASURES[tightness], MEASURE_OF_STYLE[style]))
    return paragraph


def _tighten(paragraph: Paragraph, type: Type) -> None:
    spacing = paragraph.paragraph_format
    spacing.space_before, spacing.space_after, spacing.line_spacing = Pt(type.above), Pt(type.below), Pt(type.line)
    for run in paragraph.runs:
        run.font.size = Pt(type.size)


def _turn(section: Section, upright: PageSetup, landscape: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    for name, value in asdict(upright.turned() if landscape else upright).items():
        setattr(section, name, Length(value))


def _text_width(section: Section) -> int:
    """Between the margins, in twips."""
    assert section.page_width and section.left_margin and section.right_margin
    return (section.page_width - section.left_margin - section.right_margin) // EMU_PER_TWIP


def _add_block(document: Document, block: Block, before_signatures: bool, tightness: Density) -> None:
    """The block before the signatures stays on their page, so that nobody signs an empty one."""
    if isinstance(block, Heading):
        _add_paragraph(document, block.text, "Heading 2", tightness)
    elif isinstance(block, Text):
        paragraph = _add_paragraph(document, block.text, "Remark" if block.small else "Statement", tightness)
        paragraph.paragraph_format.keep_with_next = before_signatures or None
    else:
        table = _table_xml(block, _text_width(document.sections[-1]), table_styles(tightness))
        document.element.body.insert_element_before(table, "w:sectPr")
        _add_paragraph(document, "", "Gap").paragraph_format.keep_with_next = before_signatures or None
        for properties in table.iter(qn("w:pPr")) if before_signatures else ():
            properties.insert(1, OxmlElement("w:keepNext"))


def _table_xml(block: Facts | Table | Histogram | Signatures, width: int, styles: TableStyles) -> BaseOxmlElement:
    if isinstance(block, Table):
        return table_xml(block, width, styles)
    if isinstance(block, Facts):
        return facts_xml(block, width, styles)
    return histogram_xml(block, width, styles) if isinstance(block, Histogram) else signatures_xml(block, width, styles)


def _without_times(packed: bytes) -> bytes:
    """The same file without the time at which its parts were packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, ZIP_EPOCH), source.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
