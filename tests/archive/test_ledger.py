"""The ledger (台账) of several archives: who is counted, in which year, and what is listed instead of being guessed."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from server.__main__ import main
from server.archive.archive_zip import MAX_ARCHIVES, MAX_ENTRIES, MAX_FILES, archives_in
from server.archive.builder import zipped
from server.archive.ledger import LedgerOptions, read_ledger, workbook
from server.archive.recount.archive_files import SUMS
from server.core.ledger import Ledger
from server.core.models import Phase
from server.core.signing import SigningKey
from tests.archive.forger import forged, rezipped, signed
from tests.archive.ledger_sources import Person, Series
from tests.archive.sources import KEY
from tests.exports.office import printed

DATA = Path(__file__).resolve().parents[1] / "data"
OTHER_KEY = SigningKey(bytes(range(1, 33)))
ZHANG, LI = Person("张三", "一部", problems=("=抓得不细", "学习少")), Person("李四", "二部", "written", 6, "一般")
FIRST = Series("m2021", "2021-12-21", (Person("张三", "一部", "written", 7), Person("李四", "二部", mark=9)))
SECOND = Series("m2022", "2022-12-20", (LI, ZHANG))
THIRD = Series(
    "m2023", "2023-12-22", (Person("张三", "一部", "written", 9, "好", ("督办不够",)), Person("王五", "三部"))
)


@pytest.fixture(scope="module")
def archives() -> dict[str, bytes]:
    return {f"{each.date[:4]}.zip": each.archive() for each in (FIRST, SECOND, THIRD)}


def ledger_of(archives: dict[str, bytes], *keys: SigningKey, only_known: bool = False) -> Ledger:
    return read_ledger(archives.items(), LedgerOptions("zh", tuple(key.digest for key in keys), only_known))


def sheets(ledger: Ledger, language: str = "zh", term: str | None = None) -> dict[str, list[tuple[object, ...]]]:
    """Every sheet's rows below its heading."""
    body = workbook(ledger, LedgerOptions(language, (KEY.digest,), term=term))
    book = openpyxl.load_workbook(io.BytesIO(body))
    return {sheet.title: list(sheet.iter_rows(min_row=4, values_only=True)) for sheet in book}


def reasons(ledger: Ledger) -> dict[str, str]:
    return {each.file: each.reason.text("en") for each in ledger.left_out}


def checks(ledger: Ledger) -> list[str]:
    return [check.text("en") for check in ledger.checks]


# The workbook


def test_the_workbook_has_each_person_in_each_year_with_mode_score_and_both_grades(archives: dict[str, bytes]) -> None:
    ledger = ledger_of(archives, KEY)
    assert (ledger.left_out, ledger.checks) == ((), ())
    years, heads, *rows = sheets(ledger)["历年测评情况"]
    assert [each for each in years if each] == ["2021 年", "2022 年", "2023 年"]
    assert heads[4:9] == ("会议序号", "述职方式", "得分", "建议等次", "决定等次")
    assert rows == [
        (1, "张三", "一部", "书记", 1, "书面", 7, "较好", None, 2, "现场", 8, "较好", None, 3, "书面", 9, "好", "好")
        + ("2022-12-20", "是"),
        (2, "王五", "三部", "书记", *[None] * 10, 3, "现场", 8, "较好", None, "2023-12-22", "是"),
        (3, "李四", "二部", "书记", 1, "现场", 9, "好", None, 2, "书面", 6, "一般", "一般", *[None] * 5)
        + ("2021-12-21", "否"),
    ]


def test_a_score_is_shown_with_the_decimals_of_its_meeting(archives: dict[str, bytes]) -> None:
    two = Series("m2024", "2024-12-20", (ZHANG,), document={"rules": {"decimals": 2}})
    ledger = ledger_of({**archives, "2024.zip": two.archive()}, KEY)
    book = openpyxl.load_workbook(io.BytesIO(workbook(ledger, LedgerOptions("zh"))))
    formats = {cell.value: cell.number_format for cell in book["历年测评情况"][6] if cell.number_format != "General"}
    assert formats[9] == "0.000" and book["历年测评情况"].cell(6, 22).number_format == "0.00"


def test_on_site_within_two_years_ends_with_the_newest_meeting_and_within_the_term_begins_with_it() -> None:
    """A report on the very day two years before is no longer within them; one on the term's first day is in it."""
    people = (Person("甲", "一"), Person("乙", "二", "written"), Person("丙", "三", mark=None))
    early = Series("m1", "2021-12-20", people)
    late = Series("m2", "2023-12-20", tuple(Person(each.name, each.unit, "written") for each in people))
    ledger = ledger_of({"1.zip": early.archive(), "2.zip": late.archive()}, KEY)
    assert (ledger.window_start, ledger.window_end) == ("2021-12-20", "2023-12-20")
    dated = read_ledger(
        [("1.zip", early.archive()), ("2.zip", late.archive())], LedgerOptions("en", (), term="2021-12-20")
    )
    rows = sheets(dated, "en")["Results by year"][2:]
    assert [(row[1], *row[-3:]) for row in rows] == [
        ("甲", "2021-12-20", "No", "Yes"),
        ("乙", "None", "No", "No"),
        ("丙", "None", "No", "No"),  # on the list, but nobody was voted on
    ]


def test_the_main_problems_of_every_opinion_are_listed_the_newest_first(archives: dict[str, bytes]) -> None:
    rows = sheets(ledger_of(archives))["主要问题"]
    assert rows[0][3:] == ("主要问题", "整改措施", "责任人", "时限", "完成情况")
    assert [row[:4] for row in rows[1:]] == [
        ("张三", "一部", "2023-12-22", "督办不够"),
        ("张三", "一部", "2022-12-20", "=抓得不细"),
        ("张三", "一部", "2022-12-20", "学习少"),
    ]


def test_text_that_begins_like_a_formula_is_text() -> None:
    hostile = Person("=1+1", "@SUM(A1)", problems=("+cmd|' /C calc'!A0", "-2"))
    ledger = ledger_of({"=HYPERLINK(1).zip": Series("m1", "2022-12-20", (hostile,), title="=会议").archive()})
    body = workbook(ledger, LedgerOptions("zh"))
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        assert not [name for name in book.namelist() if b"<f>" in book.read(name)]
    found = {cell.value: cell for sheet in openpyxl.load_workbook(io.BytesIO(body)) for row in sheet for cell in row}
    for text in ("=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2", "=会议", "=HYPERLINK(1).zip"):
        assert found[text].data_type == "s" and found[text].quotePrefix


def test_equal_archives_give_equal_workbooks(archives: dict[str, bytes]) -> None:
    options = LedgerOptions("zh", (KEY.digest,))
    assert workbook(ledger_of(archives, KEY), options) == workbook(ledger_of(archives, KEY), options)


@pytest.mark.scaled(1)
@pytest.mark.parametrize("language", ["zh", "en", "zh-Hant"])
def test_every_sheet_prints_one_page_wide(archives: dict[str, bytes], language: str, tmp_path: Path) -> None:
    """Ten years: each sheet's width is that of one page, so there are as many pages as sheets."""
    ten = {f"{n}.zip": Series(f"m{n}", f"20{n}-12-20", (ZHANG, LI)).archive() for n in range(14, 24)}
    body = workbook(ledger_of({**ten, "bad.zip": b""}), LedgerOptions(language))
    pages = printed({"ledger.xlsx": body}, tmp_path)["ledger.xlsx"].pages
    assert len(pages) == 5


# Which archives are counted


def test_golden_archives_of_every_format_are_counted() -> None:
    """Formats 1 and 2 are not signed, which is said; two copies of one meeting are counted once."""
    files = {f"{path.parent.name}-{path.name}": path.read_bytes() for path in sorted(DATA.glob("v*/*.zip"))}
    ledger = ledger_of(files)
    assert (ledger.left_out, len(ledger.meetings)) == ((), len(files))
    assert sum("early format and not signed" in check for check in checks(ledger)) == 2


def test_an_archive_that_does_not_verify_is_listed_with_the_reason_and_not_counted(archives: dict[str, bytes]) -> None:
    files = SECOND.files()
    changed = forged(
        files, "tally.json", files["tally.json"].replace('"grade": "较好"'.encode(), '"grade": "好"'.encode())
    )
    unsigned = {**files, "tally.json": files["tally.json"] + b" "}
    bad = {
        "changed.zip": zipped(changed),
        "broken.zip": zipped(unsigned),
        "text.zip": b"text",
        "cut.zip": zipped(files)[:999],
    }
    ledger = ledger_of({**bad, "2021.zip": archives["2021.zip"]}, KEY)
    assert [meeting.file for meeting in ledger.meetings] == ["2021.zip"]
    found = reasons(ledger)
    assert found.keys() == bad.keys()
    assert found["changed.zip"].startswith("Not verified: tally.json: ")
    assert SUMS in found["broken.zip"] or "tally.json" in found["broken.zip"]
    assert found["text.zip"] == "Not a meeting archive" and found["cut.zip"].startswith("Damaged")
    assert {row[0] for row in sheets(ledger)["未计入的归档"][1:]} == bad.keys()


def test_an_archive_of_another_key_is_named_and_with_keys_given_not_counted(archives: dict[str, bytes]) -> None:
    """Whoever has any key can sign any results."""
    other = zipped(signed(Series("m2024", "2024-12-20", (ZHANG,), key=OTHER_KEY).files(), OTHER_KEY))
    both = {**archives, "2024.zip": other}
    [check] = checks(ledger_of(both, KEY))
    assert OTHER_KEY.digest in check and "numbered 4 are signed" in check
    strict = ledger_of(both, KEY, only_known=True)
    assert reasons(strict) == {"2024.zip": f"The signing key {OTHER_KEY.digest} is not one of those given"}
    assert len(strict.meetings) == 3


def test_a_rehearsal_is_not_counted_and_an_uncertified_meeting_is_marked(archives: dict[str, bytes]) -> None:
    rehearsal = Series("m1", "2023-12-01", (ZHANG,), Phase.REHEARSAL).archive()
    live = Series("m2", "2023-12-02", (ZHANG,), Phase.LIVE).archive()
    ledger = ledger_of({"rehearsal.zip": rehearsal, "live.zip": live}, KEY)
    assert reasons(ledger) == {"rehearsal.zip": "“年度述职评议” (2023-12-01) is a rehearsal, not a meeting"}
    assert "before the meeting was certified" in checks(ledger)[0]
    assert sheets(ledger)["计入的会议"][1][4] == "未定稿"


def test_of_two_archives_of_one_meeting_the_newer_is_counted_whatever_their_order() -> None:
    older, newer = Series("m1", "2022-12-20", (ZHANG,)), Series("m1", "2022-12-20", (ZHANG,), later_lines=2)
    files = {"newer.zip": newer.archive(), "older.zip": older.archive(), "same.zip": newer.archive()}
    for order in (files, dict(reversed(files.items()))):
        ledger = ledger_of(order, KEY)
        assert len(ledger.meetings) == 1 and len(ledger.people[0].standings) == 1
        assert ledger.meetings[0].chains[-1] == newer.source().log[-1]["chain"]
        assert all(each.is_copy for each in ledger.left_out) and len(ledger.left_out) == 2
        assert ledger.checks == ()


def test_a_copy_signed_by_a_stranger_never_replaces_the_known_one() -> None:
    own = Series("m1", "2022-12-20", (ZHANG,))
    forgery = Series("m1", "2022-12-20", (Person("张三", "一部", mark=10),), key=OTHER_KEY, later_lines=9)
    ledger = ledger_of({"forgery.zip": forgery.archive(), "own.zip": own.archive()}, KEY)
    assert [meeting.file for meeting in ledger.meetings] == ["own.zip"]
    assert ["different keys" in check for check in checks(ledger)] == [True, False]
    assert "The logs of two archives" in checks(ledger)[1]


# People


def test_people_are_matched_by_name_and_unit_and_differences_are_listed() -> None:
    """Spellings that look alike are one person; namesakes in other units are not, and both are said."""
    first = Series("m1", "2022-12-20", (Person("张 三", "第一支部"), Person("李四", "二部")))
    second = Series("m2", "2023-12-20", (Person("张三", "第一支部"), Person("李四", "三部")))
    ledger = ledger_of({"1.zip": first.archive(), "2.zip": second.archive()}, KEY)
    assert [(person.spellings[0], len(person.standings)) for person in ledger.people] == [
        (("张三", "第一支部"), 2),
        (("李四", "三部"), 1),
        (("李四", "二部"), 1),
    ]
    assert checks(ledger) == [
        "Spelled differently, counted as one person: 张三 第一支部, 张 三 第一支部.",
        "Same name, different units, counted as different people: 李四 三部, 李四 二部. If they are one person,"
        " combine the rows yourself.",
    ]


# Hostile files


def test_a_zip_of_archives_is_read_and_one_bad_archive_in_it_spoils_no_other(archives: dict[str, bytes]) -> None:
    """One level only: a zip in a zip in a zip is no archive."""
    outer = zipped(
        {**archives, "deep.zip": zipped({"2021.zip": archives["2021.zip"]}), "note.txt": b"", "bad.zip": b"PK"}
    )
    ledger = ledger_of({"all.zip": outer}, KEY)
    assert len(ledger.meetings) == 3
    assert reasons(ledger) == {
        "deep.zip": "Not a meeting archive",
        "note.txt": "Not a meeting archive",
        "bad.zip": "Damaged, or not a meeting archive",
    }


def test_a_zip_may_hold_as_many_archives_where_it_does_not_compress_them() -> None:
    """The entries of an archive of 50 files then show in the zip around it."""
    archive, out = zipped({f"{n}": b"" for n in range(50)}), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as outer:
        for number in range(MAX_ARCHIVES):
            outer.writestr(f"{number}.zip", archive)
    assert [each for _, each in archives_in("all.zip", out.getvalue())] == [archive] * MAX_ARCHIVES


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("tally.json", "w") as member:
        for _ in range(65):
            member.write(b"0" * (1 << 20))
    return out.getvalue()


def test_bombs_and_crowds_are_refused_before_they_take_memory() -> None:
    files = {
        "bomb.zip": bomb(),
        "many.zip": zipped({f"{n}": b"" for n in range(MAX_FILES + 1)}),
        "crowd.zip": b"PK\1\2" * (MAX_ENTRIES + 1),
        "archives.zip": zipped({f"{n}.zip": b"" for n in range(MAX_ARCHIVES + 1)}),
        "inner.zip": zipped({"inner.zip": bomb()}),
        "paths.zip": zipped({"../../tally.json": b"{}", "/etc/passwd": b""}),
    }
    assert reasons(ledger_of(files)) == {
        "bomb.zip": "Too large: over 64 MiB",
        "many.zip": f"Over {MAX_FILES} files in the ZIP",
        "crowd.zip": f"Over {MAX_FILES} files in the ZIP",
        "archives.zip": f"Over {MAX_ARCHIVES} files in the ZIP",
        "inner.zip": "Too large: over 64 MiB",
        "paths.zip": "Not a meeting archive",
    }


def test_a_paper_that_defines_entities_is_a_difference_and_never_expanded() -> None:
    files = SECOND.files()
    entities = b'<!DOCTYPE w [<!ENTITY a "aaaa">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 9 if n else b"&a;" * 9) for n in range(9)
    )
    paper = rezipped(files["results.docx"], {"word/document.xml": entities + b"]><w>&a8;</w>"})
    found = reasons(ledger_of({"2022.zip": zipped(forged(files, "results.docx", paper))}))
    assert found["2022.zip"].startswith("Not verified: results.docx")


# The command


def test_pingyi_ledger_writes_a_private_workbook_and_exits_with_0_if_all_is_counted(
    archives: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also for a pattern that the shell has not expanded, as on Windows."""
    for name, body in archives.items():
        (tmp_path / name).write_bytes(body)
    monkeypatch.chdir(tmp_path)
    assert main(["ledger", "*.zip", "--key", KEY.digest, "--term", "2021-01-01"]) == 0
    assert "ledger of 3 meetings and 3 people" in capsys.readouterr().out
    made = tmp_path / "台账.xlsx"
    assert made.stat().st_mode & 0o777 == 0o600
    assert {path.name for path in tmp_path.iterdir()} == {*archives, made.name}
    rows = list(openpyxl.load_workbook(made)["历年测评情况"].iter_rows(min_row=6, values_only=True))
    assert [row[-1] for row in rows] == ["是", "是", "是"]


def test_pingyi_ledger_never_overwrites_a_workbook_that_may_have_been_filled_in(
    archives: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "2021.zip").write_bytes(archives["2021.zip"])
    (tmp_path / "kept.xlsx").write_bytes(b"filled in")
    assert main(["ledger", str(tmp_path / "2021.zip"), "--to", str(tmp_path / "kept.xlsx")]) == 2
    assert "already exists" in capsys.readouterr().err
    assert (tmp_path / "kept.xlsx").read_bytes() == b"filled in"


def test_pingyi_ledger_exits_with_1_if_a_file_is_left_out_and_with_2_for_a_wrong_option(
    archives: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "2021.zip").write_bytes(archives["2021.zip"])
    target = tmp_path / "made.xlsx"
    paths = [str(tmp_path / name) for name in ("2021.zip", "none.zip")]
    assert main(["ledger", *paths, "--to", str(target), "--language", "en"]) == 1
    assert "✗ none.zip" in capsys.readouterr().out
    assert openpyxl.load_workbook(target).sheetnames[0] == "Results by year"
    assert main(["ledger", *paths, "--to", str(tmp_path / "2.xlsx"), "--term", "last year"]) == 2
    assert main(["ledger", *paths, "--to", str(tmp_path / "2.xlsx"), "--key", "ABC"]) == 2
    assert not (tmp_path / "2.xlsx").exists()


def test_pingyi_ledger_writes_no_workbook_where_no_archive_could_be_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "form.pdf").write_bytes(b"text")
    assert main(["ledger", str(tmp_path / "form.pdf"), "--to", str(tmp_path / "made.xlsx")]) == 1
    said = capsys.readouterr()
    assert "✗ form.pdf" in said.out and "no archive could be counted" in said.err
    assert not (tmp_path / "made.xlsx").exists()


def test_a_ledger_of_nothing_says_so_and_lists_the_reasons(tmp_path: Path) -> None:
    ledger = ledger_of({"text.zip": b"text"})
    found = sheets(ledger)
    assert found["历年测评情况"][0][:3] == ("序号", "姓名", "单位") and len(found["历年测评情况"]) == 1
    assert found["未计入的归档"][1:] == [("text.zip", "不是会议归档")]
    assert ledger.people == ()
