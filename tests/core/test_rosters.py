"""Rosters are read from what people have, and what is wrong is named by line or cell."""

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from server.core.rosters import MAX_ROWS, Roster, Row, read

TABLE: list[list[object]] = [
    ["序号", "姓名", "单位", "职务", "述职方式"],
    [1, "王某", "一支部", "书记", "现场"],
    [2, "李某", "二支部", None, "书面"],
]
PEOPLE = [("王某", "一支部", "书记", "onsite"), ("李某", "二支部", "", "written")]


def workbook(rows: list[list[object]]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(out)
    return out.getvalue()


def text(rows: list[list[object]], mark: str) -> str:
    return "\r\n".join(mark.join("" if cell is None else str(cell) for cell in row) for row in rows)


def people(roster: Roster) -> list[tuple[str, str, str, str]]:
    return [(row.name, row.unit, row.post, row.mode) for row in roster.rows]


def told(roster: Roster) -> list[str]:
    return [fault.field for row in roster.rows for fault in row.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_a_csv_is_read_in_every_encoding_spreadsheets_save(encoding: str, mark: str) -> None:
    roster = read(text(TABLE, mark).encode(encoding), "csv")
    assert people(roster) == PEOPLE and roster.clean


def test_a_workbook_and_pasted_rows_give_the_same() -> None:
    assert people(read(workbook(TABLE), "xlsx")) == PEOPLE == people(read(text(TABLE, "\t"), "text"))


def test_headings_may_stand_in_any_order_below_a_title() -> None:
    rows: list[list[object]] = [["2026年述职名单"], [], ["单位", "备注", "姓 名*"], ["一支部", "新任", "王某"]]
    assert people(read(workbook(rows), "xlsx")) == [("王某", "一支部", "", "onsite")]


@pytest.mark.parametrize(
    "pasted",
    [
        "王某\t一支部\t书记\t现场\n李某\t二支部\t\t书面",
        "1,王某,一支部,书记\n2,李某,二支部,,书面",
        "王某，一支部，书记\n\n李某，二支部，，书面",
    ],
)
def test_without_headings_the_order_is_name_unit_post_mode(pasted: str) -> None:
    assert people(read(pasted, "text")) == PEOPLE


def test_rows_typed_with_wide_gaps_are_columns_and_one_space_is_part_of_a_name() -> None:
    assert people(read("Ada Brook  North School\n王 某　一支部", "text"))[0][:2] == ("Ada Brook", "North School")


def test_a_quoted_cell_may_hold_the_separator() -> None:
    assert people(read('姓名,职务\n王某,"书记,主任"', "csv")) == [("王某", "", "书记,主任", "onsite")]


def test_the_quote_our_own_csv_puts_before_a_formula_is_taken_off_again() -> None:
    roster = read("姓名,单位\n'=王,'abc\n'＋李,", "csv")
    assert [(row.name, row.unit) for row in roster.rows] == [("=王", "'abc"), ("＋李", "")]


def test_a_bad_line_is_named_and_the_rest_still_shown() -> None:
    roster = read("姓名,单位,述职方式\n王某,一支部,现场\n,二支部,书面\n李某,三支部,电话\n王某,一支部,", "csv")
    assert told(roster) == ["line 3", "line 4", "line 5"] and len(roster.rows) == 4 and not roster.clean
    assert [row.problems[0].zh[:5] for row in roster.rows if row.problems] == ["第 3 行", "第 4 行", "第 5 行"]


def test_a_formula_is_refused_by_its_cell() -> None:
    roster = read(workbook([["姓名", "单位"], ['=HYPERLINK("http://x")', "一支部"], ["王某", "=A1"]]), "xlsx")
    assert told(roster) == ["A2", "B3"] and "A2" in roster.rows[0].problems[0].zh


def test_dates_and_truths_are_no_names_but_a_whole_number_is_text() -> None:
    roster = read(workbook([["姓名", "单位"], [date(2026, 1, 1), "一"], [True, "二"], ["王某", 7.0]]), "xlsx")
    assert told(roster) == ["A2", "A3"] and roster.rows[2] == Row(4, "王某", "7")


def test_control_characters_and_overlong_names_are_refused() -> None:
    roster = read("姓名\n王\x00某\n" + "长" * 101 + '\n"王\n某"', "csv")
    assert told(roster) == ["line 2", "line 3", "line 5"]


def test_too_many_columns_without_headings_are_a_problem() -> None:
    assert told(read("王某,一支部,书记,现场,男", "text")) == ["line 1"]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("", "text"),
        (" \n\t\n", "text"),
        ("姓名,单位", "csv"),
        ("单位,职务\n一支部,书记", "csv"),
        ("姓名,姓名\n王,李", "csv"),
        (b"\xff\xff\xff", "csv"),
        (b"", "xlsx"),
        (b"PK\x03\x04 no zip", "xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "xlsx"),
        ("not bytes", "xlsx"),
        (workbook([]), "xlsx"),
        ('姓名\n"' + "x" * 200_000, "csv"),
        ("\n".join(f"p{n}" for n in range(MAX_ROWS + 1)), "text"),
        (workbook([[f"p{n}"] for n in range(MAX_ROWS + 1)]), "xlsx"),
    ],
)
def test_a_file_that_cannot_be_taken_gives_a_reason_and_no_rows(data: bytes | str, kind: str) -> None:
    roster = read(data, kind)  # type: ignore[arg-type]
    assert roster.rows == () and len(roster.problems) == 1 and roster.problems[0].zh


def test_as_many_rows_as_allowed_are_taken() -> None:
    assert len(read("姓名\n" + "\n".join(f"p{n}" for n in range(MAX_ROWS)), "csv").rows) == MAX_ROWS


def repacked(extra: str, content: bytes) -> bytes:
    out = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(workbook(TABLE)))
    with source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(entry, source.read(entry))
        target.writestr(extra, content)
    return out.getvalue()


SWOLLEN, DECLARING = b"\0" * 51 * 1024 * 1024, '<!DOCTYPE x [<!ENTITY a "b">]>'


@pytest.mark.parametrize("content", [SWOLLEN, DECLARING.encode(), DECLARING.encode("utf-16")], ids=["big", "xml", "16"])
def test_a_workbook_that_swells_or_brings_entities_is_not_opened(content: bytes) -> None:
    assert read(repacked("xl/extra.xml", content), "xlsx").rows == ()
    assert read(repacked("xl/extra.xml", b"<x/>"), "xlsx").clean


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=200), st.sampled_from(["text", "csv", "xlsx"]))
def test_any_content_gives_rows_or_reasons_and_never_an_error(data: bytes | str, kind: str) -> None:
    roster = read(data, kind)  # type: ignore[arg-type]
    assert roster.rows or roster.problems


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 255))
def test_a_damaged_workbook_never_raises(at: int, byte: int) -> None:
    data = bytearray(workbook(TABLE))
    data[at % len(data)] = byte
    roster = read(bytes(data), "xlsx")
    assert roster.rows or roster.problems
