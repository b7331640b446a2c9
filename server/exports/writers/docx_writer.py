"""The papers as a Word document in the layout of official Chinese papers (DOMAIN §6), for Word, WPS and LibreOffice.

A4, margins 37/35/28/26 mm, title 华文中宋 小二 and 二号, body 仿宋 三号, pages numbered "— 1 —". Computes no number.
"""

import io
import zipfile

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm

from ...core.record import Record
from ..content.documents import pages
from ..model.blocks import Block, Facts, Heading, Histogram, Page, Signatures, Text
from ..model.table import Table, clean, file_time
from .docx_styles import apply_styles
from .docx_tables import facts_xml, histogram_xml, signatures_xml, table_xml

SHORT_SIDE, LONG_SIDE = Mm(210), Mm(297)
TOP, BOTTOM, LEFT, RIGHT = Mm(37), Mm(35), Mm(28), Mm(26)
"""Margins of an upright page; a landscape page is turned together with its margins."""
EMU_PER_TWIP = 635
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
PAGE_NUMBER = '<w:fldSimple {ns} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def write_document(record: Record) -> bytes:
    """Equal records give equal bytes."""
    document = docx.Document()
    apply_styles(document)
    _set_properties(document, record)
    _add_header_and_footer(document.sections[0], " ".join(record.marks))
    for index, page in enumerate(pages(record)):
        _add_page(document, page, is_first=index == 0)
    out = io.BytesIO()
    document.save(out)
    return _without_times(out.getvalue())


def _set_properties(document: Document, record: Record) -> None:
    """The meeting and the time of its last change; nothing about the machine or the template."""
    properties, time = document.core_properties, file_time(record.generated)
    properties.title = clean(record.meeting.title)
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created, properties.modified, properties.revision = time, time, 1
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[key]


def _add_header_and_footer(section: Section, marks: str) -> None:
    """Later sections inherit them."""
    section.header.paragraphs[0].text = marks
    footer = section.footer.paragraphs[0]
    footer.add_run("— ")
    footer._p.append(parse_xml(PAGE_NUMBER.format(ns=nsdecls("w"))))
    footer.add_run(" —")


def _add_page(document: Document, page: Page, is_first: bool) -> None:
    turns = (document.sections[-1].orientation == WD_ORIENT.LANDSCAPE) != page.landscape
    if turns and not is_first:
        document.add_section(WD_SECTION.NEW_PAGE)
        document.paragraphs[-1].style = "Gap"
    section = document.sections[-1]
    if turns or is_first:
        _set_orientation(section, page.landscape)
    title = document.add_paragraph(page.meeting_title, "Title")
    title.paragraph_format.page_break_before = not turns and not is_first
    document.add_paragraph(page.title, "Heading 1")
    document.add_paragraph(page.subtitle, "Below")
    for block, following in zip(page.blocks, [*page.blocks[1:], None], strict=True):
        _add_block(document, block, isinstance(following, Signatures))


def _set_orientation(section: Section, landscape: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (LONG_SIDE, SHORT_SIDE) if landscape else (SHORT_SIDE, LONG_SIDE)
    margins = (LEFT, RIGHT, BOTTOM, TOP) if landscape else (TOP, BOTTOM, LEFT, RIGHT)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = margins
    section.header_distance, section.footer_distance = Mm(15), Mm(15 if landscape else 25)


def _text_width(section: Section) -> int:
    """Between the margins, in twips."""
    assert section.page_width and section.left_margin and section.right_margin
    return (section.page_width - section.left_margin - section.right_margin) // EMU_PER_TWIP


def _add_block(document: Document, block: Block, before_signatures: bool) -> None:
    """The block before the signatures stays on their page, so that nobody signs an empty one."""
    if isinstance(block, Heading):
        document.add_paragraph(block.text, "Heading 2")
    elif isinstance(block, Text):
        document.add_paragraph(block.text, "Remark" if block.small else "Statement")
    else:
        table = _table_xml(block, _text_width(document.sections[-1]))
        document.element.body.insert_element_before(table, "w:sectPr")
        document.add_paragraph("", "Gap").paragraph_format.keep_with_next = before_signatures or None
        for properties in table.iter(qn("w:pPr")) if before_signatures else ():
            properties.insert(1, OxmlElement("w:keepNext"))


def _table_xml(block: Facts | Table | Histogram | Signatures, width: int) -> BaseOxmlElement:
    if isinstance(block, Table):
        return table_xml(block, width)
    if isinstance(block, Facts):
        return facts_xml(block, width)
    return histogram_xml(block, width) if isinstance(block, Histogram) else signatures_xml(block, width)


def _without_times(packed: bytes) -> bytes:
    """The same file without the time at which its parts were packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, ZIP_EPOCH), source.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
