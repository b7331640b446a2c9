"""Papers that were made to hurt whoever checks them: named as no paper, within the memory that right ones take."""

import re
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from server.archive.builder import contents, packed
from server.archive.recount import check_files, check_markup, check_office
from server.core.meeting_document import dump
from server.core.models import Additions, Attendance, Phase
from server.core.record import Snapshot, compose
from server.exports.formats import FORMATS
from tests.archive.forger import Files, forged, rewritten
from tests.archive.test_verify import both, unpacked
from tests.exports.records import counted, make_meeting, part
from tests.exports.rich import source

HEAD = "<!doctype html>\n"
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
ROOM = 256 << 20
"""Bytes of memory for the recount that travels."""


@pytest.fixture(scope="module")
def files() -> Files:
    return contents(source())


def written(body: str, root: str = WORD) -> bytes:
    """A Word document, or what is in no way one."""
    return packed({"word/document.xml": f"{root}{body}</w:document>".encode()})


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("<![x", 17),
        ("<a " * 16_000, 17),
        ("<!--" * 16_000, 17),
        ("<p>1</p><p " * 16_000, 25),
        ("<p>" + "</" * 16_000, 20),
        ("<script>" + "</" * 16_000, 25),
        ("<p" + ' a="1"' * 16_000 + ">", 17),
        ("<p onclick='1'>", 17),
        ("<p>1</p><!-- 2 -->", 25),
    ],
)
def test_a_page_in_another_mark_up_is_refused_where_it_begins(files: Files, body: str, place: int) -> None:
    said = both(forged(files, "results.html", (HEAD + body).encode()))
    assert any(f"ValueError: not the mark-up of a paper, from character {place} on" in line for line in said), said


@pytest.mark.parametrize("body", ["&#" + "9" * 100_000, "&#57;", "&copy;", "&" + "amp" * 30_000])
def test_a_page_with_characters_in_other_words_is_refused(files: Files, body: str) -> None:
    """A browser reads &#57; as 9."""
    said = both(forged(files, "results.html", f"{HEAD}<p>{body}</p>".encode()))
    assert any(f"ValueError: {body[:6]} is not the mark-up" in line for line in said), said


def test_a_page_that_is_right_but_for_its_length_is_refused() -> None:
    for body in ("<p>" * (check_markup.TAGS // 2 + 1), "x" * check_markup.LONG):
        with pytest.raises(ValueError, match="32 MiB"):
            check_files.Page((HEAD + body).encode())


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<a/>" * check_markup.TAGS, "tags"),
        ("<w:p>" * 16_000, "elements"),
        ("<w:p>" + "<a/>" * check_markup.INSIDE + "</w:p>", "elements"),
        ("".join(f"<a{n}/>" for n in range(2000)), "elements"),
        ("<b" + "".join(f' a{n}=""' for n in range(20_000)) + "/>", "an unusual tag at character 84"),
        ('<b xmlns="' + "x" * 100_000 + '"/>', "an unusual tag at character 84"),
        ('<b c=">" xmlns="' + "x" * 100_000 + '"/>', "an unusual tag at character 84"),
        ("<" + "b" * 100_000 + "/>", "an unusual tag at character 84"),
        ("<!-- 1 -->", "declarations"),
        ("x" * (check_markup.LONG + 1), "32 MiB"),
    ],
)
def test_a_document_of_more_than_a_papers_elements_is_refused(body: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        check_office.document(written(body))


def test_what_a_part_says_of_its_encoding_is_not_believed() -> None:
    """Else its letters could be the tags that were counted."""
    claimed = '<?xml version="1.0" encoding="cp037"?>' + WORD
    assert check_office.document(written("<w:p><w:t>L票</w:t></w:p>", claimed)).flow == ["L票"]


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))


@pytest.mark.parametrize("body", ["<a/>" * 2_500_000, '<w:p a="1"/>' * 1_200_000])
def test_elements_that_say_nothing_take_no_memory(files: Files, tmp_path: Path, body: str) -> None:
    """As many as there may be, read by the recount that travels. Kept, they would take twice what it has."""
    folder = unpacked(forged(files, "results.docx", written(body)), tmp_path / "archive")
    done = subprocess.run(
        [sys.executable, "-S", "verify.py"], cwd=folder, env={"PYTHONIOENCODING": "utf-8"},
        capture_output=True, text=True, encoding="utf-8", preexec_fn=limited,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "")
    assert all("results.docx" in line for line in done.stdout.splitlines()[:-1]), done.stdout


def workbook(files: Files, **change: Callable[[bytes], bytes]) -> Files:
    """With members of the workbook changed, told by the last word of their names."""
    members = check_files.unzipped(files["results.xlsx"])
    for name in members:
        members[name] = change.get(Path(name).stem, bytes)(members[name])
    return forged(files, "results.xlsx", packed(members))


def test_a_worksheet_is_read_once(files: Files) -> None:
    said = both(workbook(files, workbook=lambda xml: xml.replace(b'r:id="rId2"', b'r:id="rId1"')))
    assert any("one worksheet under two names" in line for line in said)


@pytest.mark.parametrize("row", [check_office.ROOM, 10**18])
def test_a_cell_far_down_makes_no_room(files: Files, row: int) -> None:
    said = both(workbook(files, sheet1=lambda xml: xml.replace(b'<row r="1"', b'<row r="%d"' % row)))
    assert any("more than a paper's cells" in line for line in said)


def test_a_long_text_cannot_stand_in_every_cell(files: Files) -> None:
    one = workbook(
        files,
        sharedStrings=lambda xml: xml.replace(b"<si><t>", b"<si><t>" + b"x" * 1_000_000, 1),
        sheet1=lambda xml: re.sub(rb't="s"><v>\d+</v>', b't="s"><v>0</v>', xml),
    )
    assert any("more than a paper's cells" in line for line in both(one))


TITLE = "<c:title><c:tx>"
SECOND = "<c:ser><c:val><c:numRef><c:f>'1 张三'!$Q$17</c:f><c:v>5</c:v></c:numRef></c:val></c:ser></c:barChart>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (TITLE, "<c:title><c:tx><c:rich><a:p><a:r><a:t>98.000</a:t></a:r></a:p></c:rich>"),
        ("<c:plotArea>", "<c:title><c:tx><c:strRef><c:v>98.000</c:v></c:strRef></c:tx></c:title><c:plotArea>"),
        ("$Q$16</c:f>", "$A$17</c:f>"),
        ("$Q$17:$Q$20", "$Q$16:$Q$19"),
        ("$A$17:$A$20", "$A$18:$A$21"),
        ("</c:barChart>", SECOND),
        ("<c:v>5</c:v>", "<c:v>50</c:v>"),
    ],
)
def test_a_chart_of_anything_but_one_named_column_of_counts_is_found(files: Files, before: str, after: str) -> None:
    book = rewritten(files["results.xlsx"], "xl/charts/chart1.xml", before, after)
    assert any(line.startswith("results.xlsx") for line in both(forged(files, "results.xlsx", book)))


def test_the_papers_of_sixty_persons_on_five_items_are_read() -> None:
    persons = [{"name": f"张{n}", "unit": f"{n}部"} for n in range(60)]
    room = make_meeting({**part(form="indicators"), "subjects": persons})
    cast = counted(room, room.parts[0], 1, 40, "会议偏多", Random(1))
    time = "2026-01-01T10:00:00+08:00"
    made = compose(Snapshot("m1", room, Phase.LIVE, Attendance(), Additions(), 40, 0, (cast,), time, dump(room)))
    page, word, book = (FORMATS[kind][0](made) for kind in ("html", "docx", "xlsx"))
    assert check_files.Page(page).paper.rows == check_office.document(word).rows
    assert len(check_files.Page(page).sections) == 63
    assert len(check_office.workbook(book)) == 64
    assert len(check_office.charts(book)) == 60
