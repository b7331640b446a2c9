"""Rosters as people have them, with the line of each problem. Workbooks are tested in `test_rosters_workbooks.py`."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.rosters.roster import MAX_ROWS, Roster, read_roster
from server.core.rosters.text_grid import MAX_LINES

TABLE: list[list[object]] = [
    ["序号", "姓名", "单位", "职务", "述职方式"],
    [1, "王某", "一支部", "书记", "现场"],
    [2, "李某", "二支部", None, "书面"],
]
PEOPLE = [("王某", "一支部", "书记", "onsite"), ("李某", "二支部", "", "written")]
RARE = "𠮷田䶮㙍"


def text(rows: list[list[object]], mark: str) -> str:
    return "\r\n".join(mark.join("" if cell is None else str(cell) for cell in row) for row in rows)


def people(roster: Roster) -> list[tuple[str, str, str, str]]:
    return [(row.name, row.unit, row.post, row.mode) for row in roster.rows]


def problem_fields(roster: Roster) -> list[str]:
    return [error.field for row in roster.rows for error in row.problems]


def reason_of(roster: Roster) -> str:
    """The only reason why a whole file was refused."""
    (error,) = roster.problems
    assert not roster.rows and error.text("en")
    return error.text("zh")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_a_csv_is_read_in_every_encoding_spreadsheets_save(encoding: str, mark: str) -> None:
    roster = read_roster(text(TABLE, mark).encode(encoding))
    assert people(roster) == PEOPLE and roster.clean and not roster.remarks


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-16-le"])
def test_rare_characters_survive_every_encoding(encoding: str) -> None:
    assert people(read_roster(f"姓名,单位\n{RARE},一支部".encode(encoding))) == [(RARE, "一支部", "", "onsite")]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_damaged_utf8_is_named_by_its_line_and_not_read_as_other_signs(mark: bytes) -> None:
    original = "姓名,单位\n王某,第一支部\n李某,第二支部\n张某,第三支部".encode()
    damaged = mark + original.replace("李".encode(), "李".encode()[:2])
    assert reason_of(read_roster(damaged)).startswith("第 3 行")


def test_headings_may_be_in_any_order_below_a_title_with_stars_hints_and_spaces() -> None:
    rows = "2026年述职名单\n\n单 位：,备注,姓 名*,述职方式（现场/书面）\n一支部,新任,王某,书面"
    assert people(read_roster(rows)) == [("王某", "一支部", "", "written")]


@pytest.mark.parametrize(
    "headings",
    ["名字,所在单位,职位,方式", "述职人,部门,岗位,述职形式", "测评对象,所在党支部,职务,形式", "Name,Unit,Post,Mode"],
)
def test_headings_are_known_by_their_usual_words(headings: str) -> None:
    assert people(read_roster(f"{headings}\n王某,一支部,书记,书面")) == [("王某", "一支部", "书记", "written")]


def test_a_column_that_is_not_read_is_one_remark() -> None:
    roster = read_roster("姓名,籍贯,单位,\n王某,某省,一支部,甲\n李某,某省,二支部,乙")
    assert roster.clean and [error.field for error in roster.remarks] == ["B", "D"]
    assert "籍贯" in roster.remarks[0].text("zh") and "籍贯" in roster.remarks[0].text("en")


def test_two_headings_for_one_column_are_both_named() -> None:
    reason = reason_of(read_roster("姓名,职务,党内职务\n王某,主任,书记"))
    assert "“职务”" in reason and "“党内职务”" in reason


@pytest.mark.parametrize(
    "pasted",
    [
        "王某\t一支部\t书记\t现场\n李某\t二支部\t\t书面",
        "1,王某,一支部,书记\n2,李某,二支部,,书面",
        "王某，一支部，书记\n\n李某，二支部，，书面",
    ],
)
def test_without_headings_the_order_is_name_unit_post_mode(pasted: str) -> None:
    assert people(read_roster(pasted, typed=True)) == PEOPLE


def test_lines_with_a_serial_number_only_are_blank() -> None:
    roster = read_roster("序号,姓名,单位\n1,王某,一支部\n2,,\n3,,\n")
    assert roster.clean and len(roster.rows) == 1


def test_rows_typed_with_wide_gaps_are_columns_and_one_space_is_part_of_a_name() -> None:
    assert people(read_roster("Ada Brook  North School\n王 某　一支部", typed=True))[0][:2] == (
        "Ada Brook",
        "North School",
    )


def test_a_quoted_cell_may_hold_the_separator() -> None:
    assert people(read_roster('姓名,职务\n王某,"书记,主任"')) == [("王某", "", "书记,主任", "onsite")]


def test_the_quote_that_our_csv_puts_before_a_formula_is_removed() -> None:
    roster = read_roster("姓名,单位\n'=王,'abc\n'＋李,")
    assert [(row.name, row.unit) for row in roster.rows] == [("=王", "'abc"), ("＋李", "")]


@pytest.mark.parametrize("name", ["=1+1", "+86", "-王", "@王", "＝王", "<b>王</b>", "王😀", "{{7*7}}", "'; DROP TABLE"])
def test_a_name_is_text_whatever_it_looks_like(name: str) -> None:
    assert people(read_roster(f"姓名,单位\n{name},一支部")) == [(name, "一支部", "", "onsite")]


@pytest.mark.parametrize("hidden", ["\u202e王某", "王\u2066某", "王\u2028某", "\u200b", "\ufffe王"])
def test_characters_that_make_a_name_look_like_another_are_a_problem_of_their_line(hidden: str) -> None:
    assert problem_fields(read_roster(f"姓名,单位\n王某,一支部\n{hidden},二支部")) == ["line 3"]


def test_a_bad_line_is_named_and_the_rest_still_shown() -> None:
    roster = read_roster("姓名,单位,述职方式\n王某,一支部,现场\n,二支部,书面\n李某,三支部,电话\n王某,一支部,")
    assert problem_fields(roster) == ["line 3", "line 4", "line 5"] and len(roster.rows) == 4 and not roster.clean
    assert [row.problems[0].text("zh")[:5] for row in roster.rows if row.problems] == ["第 3 行", "第 4 行", "第 5 行"]


def test_control_characters_and_overlong_names_are_refused() -> None:
    roster = read_roster("姓名\n王\x00某\n" + "长" * 101 + '\n"王\n某"')
    assert problem_fields(roster) == ["line 2", "line 3"] and roster.rows[2].name == "王某"


@pytest.mark.parametrize("bad", ["\x00", "\u202e", "长" * 101], ids=["control", "direction", "too long"])
@pytest.mark.parametrize(("rows", "line"), [
    ("姓名\n王某（第{}支部）", "line 2"),
    ("姓名\n王某（{}书记）", "line 2"),
    ("姓名\n王某 第{}支部", "line 2"),
    ("姓名\n第{}支部：王某", "line 2"),
    ("序号,姓名\n一、第{}支部,\n1,王某\n2,李某", "line 2"),
])  # fmt: skip
def test_a_unit_or_post_is_checked_wherever_it_is_written(rows: str, line: str, bad: str) -> None:
    """In brackets or behind a blank with the name, before a colon, or as the heading of a section: what the preview
    accepts, a meeting must accept."""
    roster = read_roster(rows.format(bad))
    assert not roster.clean and set(problem_fields(roster)) == {line}
    assert not any({"\x00", "\u202e"} & set(row.unit + row.post) for row in roster.rows)


def test_a_quote_that_never_ends_is_named_by_the_line_where_it_begins() -> None:
    roster = read_roster('姓名,单位\n王某,一支部\n"李某,二支部\n张某,三支部')
    assert problem_fields(roster) == ["line 3"] and not roster.clean


def test_a_cell_of_endless_accents_is_refused_without_being_normalised() -> None:
    """Normalising a million combining accents takes hours: this test would never end."""
    assert problem_fields(read_roster("姓名\n王" + "\u0301\u0316" * 60_000)) == ["line 2"]


@pytest.mark.parametrize(
    "row", ["王某,一支部,书记,现场,男", "2026,甲,乙,丙,王某", "2026,甲,乙,丙,丁,王某", "甲,乙,丙,丁,一支部,王某"]
)
def test_too_many_columns_without_headings_are_a_problem(row: str) -> None:
    """Also where the only names are further right than any column that is read."""
    assert "line 1" in problem_fields(read_roster(row, typed=True))


@pytest.mark.parametrize(
    "data",
    [
        "",
        " \n\t\n",
        "姓名,单位",
        "序号,姓名\n1,\n2,",
        "单位,职务\n一支部,书记",
        "姓名,姓名\n王,李",
        b"",
        b"\xff\xff\xff",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        b"\xef\xbb\xbf <HTML><table><tr><td>a",
        '姓名\n"' + "x" * 200_000,
        "a," * 2_000_000,
        "\n".join(f"p{n}" for n in range(MAX_ROWS + 1)),
        "\n".join(f"p{n}" for n in range(MAX_LINES + 1)),
        "序号,姓名\n" + "1,\n" * MAX_LINES + "1,王某",
    ],
)
def test_a_text_that_cannot_be_imported_gives_a_reason_and_no_rows(data: bytes | str) -> None:
    assert reason_of(read_roster(data, typed=isinstance(data, str)))


def test_the_greatest_number_of_rows_is_imported() -> None:
    assert len(read_roster("姓名\n" + "\n".join(f"p{n}" for n in range(MAX_ROWS))).rows) == MAX_ROWS == 10_000


@settings(max_examples=150)
@given(st.binary(max_size=300) | st.text(max_size=200), st.booleans())
def test_any_content_gives_rows_or_reasons_and_never_an_error(data: bytes | str, typed: bool) -> None:
    roster = read_roster(data, typed)
    assert roster.rows or roster.problems
    for error in (*roster.problems, *roster.remarks, *(one for row in roster.rows for one in row.problems)):
        assert error.text("zh").encode() and error.text("en").encode()
