"""A workbook's size is checked before it is parsed, and problems name their cell."""

import bz2
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from server.core.office_parts import MAX_PARTS, MAX_TAGS
from server.core.rosters.people_rows import RosterRow
from server.core.rosters.roster import MAX_ROWS, read_roster
from server.core.rosters.text_grid import MAX_COLUMNS, MAX_LINES
from tests.core.test_rosters import PEOPLE, RARE, TABLE, people, problem_fields, reason_of

Rows = list[list[object]]
SHEET = "xl/worksheets/sheet1.xml"


def workbook(rows: Rows, change: Callable[[Workbook, Worksheet], object] = lambda book, sheet: None) -> bytes:
    book, out = Workbook(), io.BytesIO()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    change(book, sheet)
    book.save(out)
    return out.getvalue()


def repacked(change: Callable[[str, bytes], bytes], **extra: bytes) -> bytes:
    out = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(workbook(TABLE)))
    with source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(entry.filename, change(entry.filename, source.read(entry)))
        for name, content in extra.items():
            target.writestr(f"xl/{name}.xml", content)
    return out.getvalue()


def with_sheet(old: bytes, new: bytes) -> bytes:
    def change(name: str, content: bytes) -> bytes:
        assert name != SHEET or old in content
        return content.replace(old, new) if name == SHEET else content

    return repacked(change)


def merging(*refs: str) -> Callable[[Workbook, Worksheet], object]:
    return lambda book, sheet: [sheet.merge_cells(ref) for ref in refs]


def test_a_workbook_is_read_like_the_same_rows_pasted() -> None:
    roster = read_roster(workbook(TABLE))
    assert people(roster) == PEOPLE and roster.clean and not roster.remarks


def test_headings_may_be_in_any_order_below_a_merged_title() -> None:
    rows: Rows = [["2026年述职名单"], [], ["单位", "备注", "姓 名*"], ["一支部", "新任", "王某"]]
    roster = read_roster(workbook(rows, merging("A1:E2")))
    assert people(roster) == [("王某", "一支部", "", "onsite")] and roster.clean
    assert [error.field for error in roster.remarks] == ["B"]


def test_a_unit_merged_over_several_rows_is_copied_to_each_with_a_remark() -> None:
    rows: Rows = [["姓名", "单位"], ["王某", "一支部"], ["李某"], ["张某"], ["赵某", "二支部"]]
    roster = read_roster(workbook(rows, merging("B2:B4")))
    assert [row.unit for row in roster.rows] == ["一支部", "一支部", "一支部", "二支部"] and roster.clean
    assert [error.field for error in roster.remarks] == ["B2:B4"] and "一支部" in roster.remarks[0].text("zh")


def test_a_problem_in_a_merged_cell_is_one_of_every_row() -> None:
    rows: Rows = [["姓名", "单位"], ["王某", "=A1"], ["李某"]]
    assert problem_fields(read_roster(workbook(rows, merging("B2:B3")))) == ["B2", "B3"]


@pytest.mark.parametrize(
    ("refs", "named"),
    [(["A2:A3"], ["A2:A3", "A3"]), (["A2:B2"], ["A2:B2"]), (["A3:C3"], ["A3:C3"]), (["C2:D3"], [])],
)
def test_names_merged_over_rows_or_columns_are_named_by_their_cells(refs: list[str], named: list[str]) -> None:
    rows: Rows = [["姓名", "单位", "备注"], ["王某", "一支部", "甲"], ["李某", "二支部", "乙"]]
    assert problem_fields(read_roster(workbook(rows, merging(*refs)))) == named


def test_merged_cells_over_the_whole_sheet_are_bounded() -> None:
    def merged(times: int) -> bytes:
        cells = times * b'<mergeCell ref="C2:C1048576"/>'
        return with_sheet(b"<pageMargins", b"<mergeCells>" + cells + b"</mergeCells><pageMargins")

    assert read_roster(merged(1)).clean
    assert reason_of(read_roster(merged(MAX_LINES + 1)))


def test_a_formula_is_refused_by_its_cell() -> None:
    roster = read_roster(workbook([["姓名", "单位"], ['=HYPERLINK("http://x")', "一支部"], ["王某", "=A1"]]))
    assert problem_fields(roster) == ["A2", "B3"] and "A2" in roster.rows[0].problems[0].text("zh")


def test_a_formula_in_a_column_that_is_not_read_is_no_problem() -> None:
    roster = read_roster(workbook([["序号", "姓名"], ["=ROW()-1", "王某"], ["=ROW()-1", None]]))
    assert [row.name for row in roster.rows] == ["王某"] and roster.clean


def test_text_that_looks_like_a_formula_is_text() -> None:
    def as_text(book: Workbook, sheet: Worksheet) -> None:
        sheet["A2"].data_type = "s"

    assert people(read_roster(workbook([["姓名"], ["=1+1"]], as_text))) == [("=1+1", "", "", "onsite")]


def test_dates_and_booleans_are_problems_but_an_integer_is_text() -> None:
    roster = read_roster(
        workbook([["姓名", "单位"], [date(2026, 1, 1), "一"], [True, "二"], ["王某", 7.0], ["#N/A", "三"]])
    )
    assert problem_fields(roster) == ["A2", "A3", "A5"] and roster.rows[2] == RosterRow(4, "王某", "7")


def test_rare_characters_and_emoji_come_through() -> None:
    assert people(read_roster(workbook([["姓名", "单位"], [RARE, "😀<b>&amp;"]]))) == [
        (RARE, "😀<b>&amp;", "", "onsite")
    ]


@pytest.mark.parametrize("name", ["\u202e王", "王" * 32_000, "\u0301\u0316" * 16_000])
def test_a_cell_with_hidden_signs_or_too_much_in_it_is_named(name: str) -> None:
    assert problem_fields(read_roster(workbook([["姓名", "单位"], ["李某", "一"], [name, "二"]]))) == ["A3"]


@pytest.mark.parametrize("name", ["王\n某", "王_x000D_某", "王\r\n某"])
def test_a_line_break_in_a_cell_is_no_part_of_a_name(name: str) -> None:
    assert people(read_roster(workbook([["姓\n名", "单位"], [name, "第一\n支部"]]))) == [
        ("王某", "第一支部", "", "onsite")
    ]


def test_the_visible_sheet_with_headings_is_read_and_others_are_named() -> None:
    def sheets(book: Workbook, sheet: Worksheet) -> None:
        sheet.title, sheet.sheet_state = "旧名单", "hidden"
        book.create_sheet("空白")
        for title, heading, name in (("名单", "姓名", "李某"), ("另一份", "备注", "张某")):
            book.create_sheet(title).append([heading])
            book[title].append([name])
        book.active = 2

    roster = read_roster(workbook([["姓名"], ["王某"]], sheets))
    assert [row.name for row in roster.rows] == ["李某"] and roster.clean
    (remark,) = roster.remarks
    text = remark.text("zh")
    assert "“名单”" in text and "另一份" in text and "旧名单" not in text and "空白" not in text


@pytest.mark.parametrize("claimed", [b"A1:XFD1048576", b"A1", b"A1:ZZZ999999999"])
def test_the_stated_size_of_a_sheet_is_ignored(claimed: bytes) -> None:
    assert people(read_roster(with_sheet(b'ref="A1:E3"', b'ref="' + claimed + b'"'))) == PEOPLE


def test_rows_far_below_are_refused_only_where_something_is_written() -> None:
    far = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>%s</t></is></c></row></sheetData>'
    assert read_roster(with_sheet(b"</sheetData>", far % b"")).clean
    assert str(MAX_LINES) in reason_of(read_roster(with_sheet(b"</sheetData>", far % b"x")))


def test_a_row_number_beyond_the_format_does_not_count_for_ever() -> None:
    row = b'<row r="99999999999"><c t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    assert people(read_roster(with_sheet(b"</sheetData>", row))) == PEOPLE


def test_more_columns_than_a_roster_has_are_refused_and_not_cut_off() -> None:
    wide: Rows = [["姓名", *range(MAX_COLUMNS)], ["王某", *range(MAX_COLUMNS)]]
    assert str(MAX_COLUMNS) in reason_of(read_roster(workbook(wide)))
    assert read_roster(workbook([row[:-1] for row in wide])).clean


def test_the_greatest_number_of_rows_is_imported_and_one_more_is_refused() -> None:
    names: Rows = [[f"p{n}"] for n in range(MAX_ROWS)]
    rows: Rows = [["姓名"], *names]
    assert len(read_roster(workbook(rows)).rows) == MAX_ROWS
    assert str(MAX_ROWS) in reason_of(read_roster(workbook([*rows, ["p"]])))


def with_false_size(content: bytes, method: int, stated_size: int) -> bytes:
    """A workbook with one more part that claims a size of `stated_size` bytes, with a matching checksum."""
    original = repacked(lambda name, content: content, lie=content[:stated_size])
    if method == zipfile.ZIP_DEFLATED:
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = packer.compress(content) + packer.flush()
    else:
        packed = bz2.compress(content)
    out = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(original))
    with source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            target.writestr(entry.filename, packed if "lie" in entry.filename else source.read(entry))
        start = target.start_dir
        lie = target.getinfo("xl/lie.xml")
    octets = bytearray(out.getvalue())
    header = struct.pack("<HIIII", method, 0, zlib.crc32(content[:stated_size]), len(packed), stated_size)
    for at, offset in ((lie.header_offset, 8), (octets.rindex(b"PK\1\2", start), 10)):
        fields = octets[at + offset : at + offset + 18]
        octets[at + offset : at + offset + 18] = header[:2] + fields[2:6] + header[6:]
    return bytes(octets)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_a_part_with_a_false_size_is_never_unpacked_completely(method: int) -> None:
    roster = read_roster(with_false_size(b"<x>" + b" " * 150_000_000 + b"</x>", method, 3))
    assert bool(roster.problems) == (method == zipfile.ZIP_BZIP2), (
        "no office program uses this method, and it unpacks without a bound"
    )


def test_a_plain_part_of_the_same_making_is_read() -> None:
    assert read_roster(with_false_size(b"<x/>", zipfile.ZIP_DEFLATED, 4)).clean


def test_a_workbook_that_swells_is_not_opened() -> None:
    assert "太大" in reason_of(read_roster(repacked(lambda name, content: content, extra=b" " * 13 * 1024 * 1024)))
    assert read_roster(repacked(lambda name, content: content, extra=b"<x/>")).clean


def test_a_picture_in_a_workbook_does_not_count() -> None:
    out = io.BytesIO(workbook(TABLE))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", b"\0" * 50_000_000)
        archive.writestr("xl/vbaProject.bin", b"\0" * 1000)
    assert read_roster(out.getvalue()).clean


def test_a_workbook_of_endless_parts_or_tags_is_not_opened() -> None:
    parts = {f"p{n}": b"" for n in range(MAX_PARTS)}
    assert "太大" in reason_of(read_roster(repacked(lambda name, content: content, **parts)))
    assert "太大" in reason_of(read_roster(repacked(lambda name, content: content, tags=b"<a/>" * (MAX_TAGS + 1))))


DECLARING = '<!DOCTYPE x [<!ENTITY a "b">]>'


@pytest.mark.parametrize("content", [DECLARING.encode(), DECLARING.encode("utf-16")], ids=["8", "16"])
def test_a_workbook_that_defines_entities_is_not_opened(content: bytes) -> None:
    assert reason_of(read_roster(repacked(lambda name, content: content, extra=content)))


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 no zip",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        workbook([]),
        repacked(lambda name, content: b"" if name == SHEET else content),
        repacked(lambda name, content: content.replace(b"sheet", b"sheep")),
    ],
    ids=["no zip", "xls or encrypted", "empty", "no sheet", "no names"],
)
def test_a_file_that_cannot_be_imported_gives_a_reason_and_no_rows(data: bytes) -> None:
    assert reason_of(read_roster(data))


def test_shared_formulas_are_named_and_never_worked_out() -> None:
    """Expanding 200 such formulas takes minutes: this test would not end."""
    first = b'<c r="F1"><f t="shared" si="0" ref="F1:F200">' + b"A1+" * 20_000 + b"1</f><v>1</v></c></row>"
    more = b"".join(b'<row r="%d"><c r="F%d"><f t="shared" si="0"/><v>1</v></c></row>' % (n, n) for n in range(4, 200))

    def formulas(name: str, content: bytes) -> bytes:
        return content.replace(b"</row>", first, 1).replace(b"</sheetData>", more + b"</sheetData>")

    data = repacked(formulas)
    roster = read_roster(data)
    assert roster.rows and not roster.clean


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.integers(0, 255))
def test_a_damaged_workbook_never_raises(at: int, byte: int) -> None:
    data = bytearray(workbook(TABLE))
    data[at % len(data)] = byte
    roster = read_roster(bytes(data))
    assert roster.rows or roster.problems
