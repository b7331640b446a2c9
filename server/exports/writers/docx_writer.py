"""The papers as a Word document in the layout of official Chinese papers (DOMAIN §6), for Word, WPS and LibreOffice.

A4, margins 37/35/28/26 mm, title 华文中宋 小二 and 二号, body 仿宋 三号, pages numbered "— 1 —". Knows no figures of
its own.
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
from ..model.table import Table, clean, instant
from .docx_styles import style
from .docx_tables import facts_xml, histogram_xml, signatures_xml, table_xml

SHORT, LONG = Mm(210), Mm(297)
TOP, BOTTOM, LEFT, RIGHT = Mm(37), Mm(35), Mm(28), Mm(26)
"""Of an upright page; one that lies on its side is turned with its margins."""
TWIP = 635
"""In the units of python-docx's lengths."""
EPOCH = (1980, 1, 1, 0, 0, 0)
NUMBER = '<w:fldSimple {ns} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def document(record: Record) -> bytes:
    """The same record gives the same bytes."""
    made = docx.Document()
    style(made)
    _properties(made, record)
    _header_and_footer(made.sections[0], " ".join(record.marks))
    for number, page in enumerate(pages(record)):
        _page(made, page, number == 0)
    out = io.BytesIO()
    made.save(out)
    return _untimed(out.getvalue())


def _properties(made: Document, record: Record) -> None:
    """Nothing of the machine or the template: only the meeting and the time of its last change."""
    about, time = made.core_properties, instant(record.generated)
    about.title, about.author, about.last_modified_by, about.comments = clean(record.meeting.title), "", "", ""
    about.created, about.modified, about.revision = time, time, 1
    package = made.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[key]


def _header_and_footer(section: Section, marks: str) -> None:
    """Those of later sections are these."""
    section.header.paragraphs[0].text = marks
    footer = section.footer.paragraphs[0]
    footer.add_run("— ")
    footer._p.append(parse_xml(NUMBER.format(ns=nsdecls("w"))))
    footer.add_run(" —")


def _page(made: Document, page: Page, first: bool) -> None:
    turned = (made.sections[-1].orientation == WD_ORIENT.LANDSCAPE) != page.landscape
    if turned and not first:
        made.add_section(WD_SECTION.NEW_PAGE)
        made.paragraphs[-1].style = "Gap"
    section = made.sections[-1]
    if turned or first:
        _turn(section, page.landscape)
    title = made.add_paragraph(page.over, "Title")
    title.paragraph_format.page_break_before = not turned and not first
    made.add_paragraph(page.title, "Heading 1")
    made.add_paragraph(page.below, "Below")
    for block, after in zip(page.blocks, [*page.blocks[1:], None], strict=True):
        _block(made, block, _room(section), isinstance(after, Signatures))


def _turn(section: Section, landscape: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (LONG, SHORT) if landscape else (SHORT, LONG)
    margins = (LEFT, RIGHT, BOTTOM, TOP) if landscape else (TOP, BOTTOM, LEFT, RIGHT)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = margins
    section.header_distance, section.footer_distance = Mm(15), Mm(15 if landscape else 25)


def _room(section: Section) -> int:
    """Between the margins, in twips."""
    assert section.page_width and section.left_margin and section.right_margin
    return (section.page_width - section.left_margin - section.right_margin) // TWIP


def _block(made: Document, block: Block, live: int, signed: bool) -> None:
    """What stands above the signatures stays on their sheet: nobody signs an empty page."""
    if isinstance(block, Heading):
        made.add_paragraph(block.text, "Heading 2")
    elif isinstance(block, Text):
        made.add_paragraph(block.text, "Remark" if block.small else "Statement")
    else:
        drawn = _drawn(block, live)
        made.element.body.insert_element_before(drawn, "w:sectPr")
        made.add_paragraph("", "Gap").paragraph_format.keep_with_next = signed or None
        for properties in drawn.iter(qn("w:pPr")) if signed else ():
            properties.insert(1, OxmlElement("w:keepNext"))


def _drawn(block: Facts | Table | Histogram | Signatures, live: int) -> BaseOxmlElement:
    if isinstance(block, Table):
        return table_xml(block, live)
    if isinstance(block, Facts):
        return facts_xml(block, live)
    return histogram_xml(block, live) if isinstance(block, Histogram) else signatures_xml(block, live)


def _untimed(packed: bytes) -> bytes:
    """The same parts without the time at which they were packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
