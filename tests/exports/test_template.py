"""`template.docx` decides the look of the Word papers, and may be edited in Word or WPS."""

import io
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from itertools import chain

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt, Twips

from server.archive.builder import contents
from server.archive.office_package import read_parts
from server.archive.paper_comparison import constants_of
from server.archive.releases import Release, digest
from server.exports.formats import FORMATS
from tests.archive.test_recount_language import in_language
from tests.exports import readers
from tests.exports.records import MEETINGS
from tests.exports.rich import source
from tests.harness import ROOT

TEMPLATE = "exports/writers/template.docx"
LANGUAGE_MARKS = (qn("w:lang"), qn("w:themeFontLang"))
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


def test_a_paper_in_traditional_chinese_says_so_to_word_and_names_traditional_fonts() -> None:
    """Word checks the spelling by that language, and would replace a font of simplified Chinese by any other."""
    files = in_language("zh-Hant")
    written = docx.Document(io.BytesIO(files["results.docx"]))
    styles, settings = written.styles.element, written.settings.element
    named = {each.get(qn("w:eastAsia")) for part in (styles, settings) for each in part.iter(*LANGUAGE_MARKS)}
    fonts = {font for each in styles.iter(qn("w:rFonts")) if (font := each.get(qn("w:eastAsia")))}
    assert named == {"zh-TW"} and fonts == {"標楷體", "微軟正黑體"}
    page = files["results.html"].decode()
    assert '<html lang="zh-Hant">' in page and re.search(r'html:lang\(zh-Hant\) \{\s+--body: "標楷體"', page)


def test_papers_in_other_languages_have_the_fonts_of_the_template() -> None:
    record = MEETINGS["one part"]
    template = docx.Document(str(ROOT / "server" / TEMPLATE)).styles.element
    for language in ("zh", "en"):
        spoken = replace(record, meeting=replace(record.meeting, language=language))
        written = docx.Document(io.BytesIO(FORMATS["docx"][0](spoken))).styles.element
        assert written.xml == template.xml


def test_a_later_build_knows_the_styles_of_every_language() -> None:
    """Of an archive in Traditional Chinese, although the one that a release is recorded from is in another."""
    made = source()
    files = contents(made)
    release = Release.of("0.0.9", files, constants_of(files))
    styles = read_parts(in_language("zh-Hant")["results.docx"])["word/styles.xml"]
    assert digest(styles) in release.parts
