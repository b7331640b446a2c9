"""Papers one by one: each is what the archive has of it, the circular has grades and nothing else, and every feedback
sheet is a file of its own."""

import io
import re
import zipfile
from dataclasses import replace

import pytest

from server.core.errors import Refused
from server.core.models import Decision, Phase
from server.core.record import Record
from server.core.texts import Opinion, Texts
from server.exports.content.single_papers import PAPERS, marked_record, paper_pages
from server.exports.formats import FORMATS, PAPER_FORMATS
from server.exports.model.file_names import UniqueNames, safe_name
from server.exports.zip_archives import feedback_archive
from tests.exports import readers
from tests.exports.records import MEETINGS, make_meeting, make_record, part

TWO = MEETINGS["two weighted parts and hidden groups"]
SECTION = re.compile(r'<section id="([a-z0-9-]+)".*?</section>', re.S)
IN_ARCHIVE = ("summary", "report", "digest", "feedback")


def sections(body: bytes) -> dict[str, str]:
    return {found[1]: found[0] for found in SECTION.finditer(body.decode())}


def html(record: Record, name: str) -> bytes:
    pages = paper_pages(record, name)
    return PAPER_FORMATS["html"][0](record, pages, pages[0].title)


def decided(record: Record, grade: str = "较好") -> Record:
    """With a decision about everybody."""
    return replace(record, results=tuple(replace(one, decided=Decision(grade, "研究")) for one in record.results))


@pytest.mark.parametrize("meeting", MEETINGS)
def test_a_paper_by_itself_shows_exactly_what_the_archive_shows_of_it(meeting: str) -> None:
    """Nothing that is hidden there can be seen here: small groups, withheld rounds (PROMISES P24–P26)."""
    record = MEETINGS[meeting]
    whole, single = sections(FORMATS["html"][0](record)), dict[str, str]()
    for name in IN_ARCHIVE:
        single |= sections(html(record, name))
    assert single == whole


def test_a_word_paper_by_itself_has_the_tables_of_the_whole() -> None:
    whole = readers.word(TWO)
    for name in IN_ARCHIVE:
        pages = paper_pages(TWO, name)
        tables = readers.word_tables(PAPER_FORMATS["docx"][0](TWO, pages, ""))
        assert tables and {key: whole[key] for key in tables} == tables


def test_votes_and_elections_are_a_paper_only_where_something_is_decided_by_votes() -> None:
    with pytest.raises(Refused) as refusal:
        paper_pages(TWO, "votes")
    assert refusal.value.code == "no_paper"


def test_the_circular_has_name_unit_and_decided_grade_and_nothing_else() -> None:
    """In the order of the document: the order of ranks would tell them."""
    record = decided(MEETINGS["one part"])
    tables = readers.html_tables(html(record, "circular"))
    assert tables == {
        "circular-1": [{"姓名": name, "单位": f"{name}部", "决定等次": "较好"} for name in ("张三", "李四", "王五")]
    }
    text = re.sub("<style>.*</style>|<[^>]+>", "", html(record, "circular").decode(), flags=re.S)
    scores = {str(cell["最终得分"]) for cell in readers.html(record)["results"]}
    assert not [score for score in scores if score in text] and "研究" not in text


def test_there_is_no_circular_while_a_grade_is_undecided_and_the_refusal_names_whose() -> None:
    with pytest.raises(Refused) as refusal:
        paper_pages(MEETINGS["one part"], "circular")
    assert (refusal.value.code, refusal.value.detail) == ("undecided", {"names": "李四、王五"})


VOTE = {
    "title": "评议",
    "scale": {"choices": [["优秀", "3"], ["良好", "2"], ["较差", "1"]]},
    "items": [{"key": "vote", "title": "表决"}],
}
BY_VOTES = {"rules": [{"grade": "优秀", "of": ["优秀"], "over": "2/3"}, {"grade": "良好"}], "base": "valid"}
TEAM: dict[str, object] = {"name": "领导班子", "form": VOTE, "decide": BY_VOTES, "subjects": [{"name": "局领导班子"}]}


def test_who_is_decided_by_votes_has_no_grade_to_decide_and_is_not_on_the_circular() -> None:
    """Unless people decided a grade all the same."""
    record = make_record(make_meeting(part(), TEAM))
    with pytest.raises(Refused) as refusal:
        paper_pages(record, "circular")
    assert refusal.value.detail == {"names": "李四、王五"}
    scored = tuple(one if one.by_votes else replace(one, decided=Decision("好", "")) for one in record.results)
    ready = replace(record, results=scored)
    names = [row["姓名"] for row in readers.html_tables(html(ready, "circular"))["circular-1"]]
    assert names == ["张三", "李四", "王五"] and "局领导班子" not in html(ready, "circular").decode()
    assert "局领导班子" in html(decided(record, "良好"), "circular").decode()
    with pytest.raises(Refused, match="no_paper"):
        paper_pages(replace(record, results=tuple(one for one in record.results if one.by_votes)), "circular")


def test_a_part_without_bands_has_no_grade_to_decide() -> None:
    record = make_record(make_meeting(part(bands=[])))
    names = [row["姓名"] for row in readers.html_tables(html(record, "circular"))["circular-1"]]
    assert names == ["张三"]


def test_an_opinion_on_who_is_decided_by_votes_states_the_outcome() -> None:
    meeting = make_meeting(part(), TEAM)
    team = meeting.parts[1].subjects[0].id
    shown = html(make_record(meeting, texts=Texts(opinions={team: Opinion("抓得实")})), "opinions").decode()
    assert "结果" in shown and "未决定" not in shown


def test_a_circular_of_several_rosters_tells_them_apart() -> None:
    tables = readers.html_tables(html(decided(MEETINGS["two rosters with awards"], "好"), "circular"))
    names = [[row["姓名"] for row in tables[name]] for name in sorted(tables)]
    assert names == [["张三", "李四", "王五"], ["镇书记"], ["赵六"]]


HANDOUTS = ("agenda", "briefs", "notice")


def rehearsal() -> Record:
    texts = Texts(briefs={"s1": "一年来"}, opinions={"s1": Opinion("抓得实", ("调研不够",))})
    return decided(make_record(make_meeting(), phase=Phase.REHEARSAL, draft=True, texts=texts))


@pytest.mark.parametrize("name", HANDOUTS)
def test_what_is_handed_out_before_a_meeting_has_no_mark_of_its_rehearsal(name: str) -> None:
    """The agenda and the texts that attendees read are printed while the meeting is in preparation."""
    record = marked_record(rehearsal(), name)
    pages = paper_pages(record, name)
    assert pages == paper_pages(rehearsal(), name)
    for suffix in ("html", "docx"):
        body = PAPER_FORMATS[suffix][0](record, pages, pages[0].title)
        shown = body if suffix == "html" else b"".join(map(zipfile.ZipFile(io.BytesIO(body)).read, WORD_PARTS))
        assert not [mark for mark in ("测试", "未截止") if mark in shown.decode()]


WORD_PARTS = ("word/document.xml", "word/header1.xml")


def test_a_rehearsal_marks_every_paper_with_figures_and_its_files() -> None:
    record = rehearsal()
    papers = [html(record, name).decode() for name in PAPERS if name not in ("votes", *HANDOUTS)]
    packed = zipfile.ZipFile(io.BytesIO(feedback_archive(record, "html")))
    papers += [packed.read(name).decode() for name in packed.namelist()]
    assert all("【测试】【未截止】" in paper for paper in papers)


# Feedback sheets as files


def test_every_person_has_a_file_with_nobody_else_in_it() -> None:
    packed = zipfile.ZipFile(io.BytesIO(feedback_archive(TWO, "html")))
    assert packed.namelist() == ["张三_张三部.html", "李四_李四部.html", "王五_王五部.html"]
    whole = sections(FORMATS["html"][0](TWO))
    for number, name in enumerate(packed.namelist(), 1):
        assert sections(packed.read(name)) == {f"feedback-{number}": whole[f"feedback-{number}"]}
    assert all(info.flag_bits & 0x800 and info.date_time[0] == 1980 for info in packed.infolist())


def test_word_files_open_and_equal_records_give_equal_files() -> None:
    first, second = (feedback_archive(TWO, "docx") for _ in range(2))
    packed = zipfile.ZipFile(io.BytesIO(first))
    assert first == second and all(readers.word_tables(packed.read(name)) for name in packed.namelist())


HOSTILE = [
    ("../../etc/passwd", 'a\\b:c*?"<>|', "_.._etc_passwd_a_b_c______"),
    ("CON", "", "_CON"),
    ("nul.txt", "", "_nul.txt"),
    ("NUL .txt", "", "_NUL .txt"),
    ("conout$", "", "_conout$"),
    ("con部", "", "con部"),
    ("张三\u202ecod.exe", "", "张三cod.exe"),
    (" 李 四 . ", "", "李 四"),
    ("é", "", "é"),
    ("\u200b", "", "feedback-7"),
    ("王" * 40, "", "王" * 40),
]


@pytest.mark.parametrize(("name", "unit", "wanted"), HOSTILE)
def test_a_name_becomes_a_file_name_that_windows_accepts(name: str, unit: str, wanted: str) -> None:
    found = safe_name(f"{name}_{unit}" if unit else name, "feedback-7")
    assert found == wanted
    assert len(found.encode()) <= 200 and not re.search(r'[\\/:*?"<>|\x00-\x1f]|[ .]$', found)


def test_persons_whose_file_names_would_be_equal_get_a_number() -> None:
    subjects = [{"name": "a/b", "unit": "x"}, {"name": "A:B", "unit": "x"}, {"name": "a?b", "unit": "x"}]
    record = make_record(make_meeting(part(subjects=subjects)))
    names = zipfile.ZipFile(io.BytesIO(feedback_archive(record, "html"))).namelist()
    assert names == ["a_b_x.html", "A_B_x_2.html", "a_b_x_3.html"]


def test_numbers_are_given_until_a_name_is_free() -> None:
    names = UniqueNames()
    assert [names.unique(each) for each in ("a_2", "a", "A", "a")] == ["a_2", "a", "A_3", "a_4"]
