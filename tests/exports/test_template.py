"""`template.docx` decides the look of the Word papers, and may be edited in Word or WPS."""

import io
import re
import shutil
import subprocess
import sys
import zipfile
from itertools import chain

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt, Twips

from tests.exports import readers
from tests.exports.records import MEETINGS
from tests.harness import ROOT

TEMPLATE = "exports/writers/template.docx"
WRITE = """
import sys
from server.exports.formats import FORMATS
from tests.exports.records import MEETINGS
sys.stdout.buffer.write(FORMATS["docx"][0](MEETINGS["one part"]))
"""


def numbered(template: bytes) -> bytes:
    """With numbers as ids of the styles, as WPS saves a document."""
    source, out = zipfile.ZipFile(io.BytesIO(template)), io.BytesIO()
    ids = re.findall(r'w:styleId="([^"]+)"', source.read("word/styles.xml").decode())
    numbers = {id: str(number) for number, id in enumerate(ids, 1)}
    referring = re.compile(r'(w:styleId|<w:(?:basedOn|next|link|pStyle|rStyle) w:val)="([^"]+)"')
    with zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name.startswith("word/") and name.endswith(".xml"):
                part = referring.sub(lambda match: f'{match[1]}="{numbers[match[2]]}"', part.decode()).encode()
            target.writestr(name, part)
    return out.getvalue()


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """A paper by a copy of the package whose template has other ids, margins, footer and fonts."""
    copy = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "server", copy / "server", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("cards", "tests"):
        (copy / name).symlink_to(ROOT / name)
    path = copy / "server" / TEMPLATE
    template = docx.Document(io.BytesIO(numbered(path.read_bytes())))
    template.sections[0].left_margin = Twips(1701)
    template.sections[0].footer.paragraphs[0].text = "第一页"
    for name, size in (("Title", 20), ("Table Small", 8)):
        template.styles[name].font.size = Pt(size)
    template.save(str(path))
    written = subprocess.run([sys.executable, "-c", WRITE], cwd=copy, capture_output=True, timeout=60, check=True)
    return docx.Document(io.BytesIO(written.stdout))


def test_an_edited_template_gives_the_papers_its_margins_turned_with_the_page(edited: Document) -> None:
    landscape, upright = edited.sections
    assert (upright.left_margin, upright.top_margin) == (Twips(1701), Twips(2098))
    assert (landscape.top_margin, landscape.right_margin) == (Twips(1701), Twips(2098))
    assert edited.sections[0].footer.paragraphs[0].text == "第一页"


def styles(document: Document) -> list[str]:
    """The names of the styles of all paragraphs, those in tables included."""
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    paragraphs = chain(document.paragraphs, *(cell.paragraphs for cell in cells))
    return [paragraph.style.name or "" for paragraph in paragraphs if paragraph.style is not None]


def test_every_paragraph_has_the_style_of_the_same_name_whatever_its_id(edited: Document) -> None:
    names = styles(edited)
    assert names == styles(readers.document(MEETINGS["one part"])) and "Table Small" in names
    title = edited.paragraphs[0].style
    assert title is not None and title.style_id.isdecimal() and title.font.size == Pt(20)


def longest_bar(document: Document) -> int:
    """The length of the longest bar in spaces."""
    return max(len(run.text) for run in document.element.iter(qn("w:r")) if run.find(f".//{qn('w:shd')}") is not None)


def test_bars_have_more_spaces_of_a_smaller_font(edited: Document) -> None:
    assert longest_bar(edited) > longest_bar(readers.document(MEETINGS["one part"]))


def test_the_template_names_nobody_and_its_sample_lines_are_in_no_paper() -> None:
    content = (ROOT / "server" / TEMPLATE).read_bytes()
    template, packed = docx.Document(io.BytesIO(content)), zipfile.ZipFile(io.BytesIO(content))
    about = template.core_properties
    assert (about.author, about.last_modified_by, about.comments, about.title) == ("", "", "", "")
    assert not re.search(r"<(Company|Manager)>[^<]", packed.read("docProps/app.xml").decode())
    assert not [name for name in packed.namelist() if "thumbnail" in name]
    samples = {paragraph.text for paragraph in template.paragraphs}
    assert len(samples) == 10 and not samples & {p.text for p in readers.document(MEETINGS["one part"]).paragraphs}
