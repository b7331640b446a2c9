"""Papers one by one over HTTP: each format, what is refused and in which language, and the zip of feedback sheets."""

import io
import zipfile
from pathlib import Path

import pytest

from server.exports.content.single_papers import PAPERS
from server.exports.formats import PAPER_FORMATS
from tests.harness import MeetingClient, crowd, hosted

pytestmark = pytest.mark.anyio
MAGIC = {"docx": b"PK", "html": b"<!doctype html>", "pdf": b"%PDF-", "xlsx": b"PK"}


async def hold(meeting: MeetingClient, ballots: int = 6) -> None:
    async with meeting.chair() as chair, crowd(meeting, ballots) as voters:
        round_id = await chair.open(meeting.ids())
        for score, voter in enumerate(voters, 5):
            await voter.cast(round_id, [[score]] * 3)
        early = await meeting.http("GET", "/papers/summary.html")
        assert (early.status_code, early.json()["error"]["code"]) == (409, "round_open")
        draft = await meeting.http("GET", "/papers/summary.html?draft=1")
        assert draft.status_code == 200 and "未截止" in draft.text
        await chair.do("close", round=round_id)


async def decide(meeting: MeetingClient) -> None:
    for subject in meeting.ids():
        answer = await meeting.http("PUT", f"/subjects/{subject}/decision", {"grade": "较好", "reason": "综合研判"})
        assert answer.status_code == 200


async def test_every_paper_comes_alone_in_every_format_under_its_name(tmp_path: Path) -> None:
    """The count report, for instance, is downloaded alone for signing."""
    async with hosted(tmp_path) as host:
        meeting = await host.make(date="2022-12-20")
        await hold(meeting)
        await decide(meeting)
        for kind, body in (("brief", {"text": "一年来"}), ("opinion", {"problems": ["调研不够"]})):
            assert (await meeting.http("PUT", f"/subjects/{meeting.ids()[0]}/{kind}", body)).status_code == 200
        for name in PAPERS:
            if name == "votes":
                continue
            for extension in PAPER_FORMATS:
                answer = await meeting.http("GET", f"/papers/{name}.{extension}")
                assert answer.status_code == 200 and answer.content.startswith(MAGIC[extension])
                assert answer.headers["content-type"] == PAPER_FORMATS[extension][1]
                assert answer.headers["content-disposition"].endswith(f"_20221220.{extension}")
                assert answer.headers["cache-control"] == "no-store"
        assert "计票报告" in (await meeting.http("GET", "/papers/report.html")).text
        assert (await meeting.http("GET", "/papers/report.exe")).status_code == 404


async def test_the_circular_waits_for_every_decision_and_says_whose_is_missing(tmp_path: Path) -> None:
    async with hosted(tmp_path) as host:
        meeting = await host.make()
        await hold(meeting)
        first, second, _ = meeting.ids()
        for subject in (first, second):
            await meeting.http("PUT", f"/subjects/{subject}/decision", {"grade": "好", "reason": "研究"})
        refused = await meeting.http("GET", "/papers/circular.docx")
        error = refused.json()["error"]
        assert (refused.status_code, error["code"]) == (409, "undecided") and "第三支部书记" in error["message"]
        english = await meeting.http("GET", "/papers/circular.docx", accept_language="en")
        assert english.json()["error"]["message"].startswith("Not decided yet: 第三支部书记.")
        await decide(meeting)
        circular = (await meeting.http("GET", "/papers/circular.html")).text
        assert "通报" in circular and "较好" in circular and "综合研判" not in circular


async def test_a_paper_that_this_meeting_does_not_have_is_refused_in_words(tmp_path: Path) -> None:
    async with hosted(tmp_path) as host:
        meeting = await host.make()
        answer = await meeting.http("GET", "/papers/votes.docx")
        assert (answer.status_code, answer.json()["error"]["code"]) == (409, "no_paper")
        assert answer.json()["error"]["message"] == "本次会议没有这份材料的内容。"


async def test_a_pdf_that_would_lack_characters_is_refused_with_their_names(tmp_path: Path) -> None:
    async with hosted(tmp_path) as host:
        meeting = await host.make(title="评议\U0010fffd")
        answer = await meeting.http("GET", "/papers/report.pdf")
        error = answer.json()["error"]
        assert (answer.status_code, error["code"]) == (409, "no_glyph")
        assert "U+10FFFD" in error["message"] and "浏览器" in error["message"]
        assert (await meeting.http("GET", "/papers/report.html")).status_code == 200


async def test_the_feedback_sheets_come_as_one_file_for_each_person(tmp_path: Path) -> None:
    async with hosted(tmp_path) as host:
        meeting = await host.make()
        await hold(meeting)
        for extension in PAPER_FORMATS:
            answer = await meeting.http("GET", f"/papers/feedback.zip?format={extension}")
            names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
            assert names == [f"第{i}支部书记_第{i}支部.{extension}" for i in "一二三"]
        assert (await meeting.http("GET", "/papers/feedback.zip?format=exe")).status_code == 404
        assert (await meeting.http("GET", "/papers/feedback.zip")).headers["content-type"] == "application/zip"


async def test_results_that_are_not_published_are_on_no_paper(tmp_path: Path) -> None:
    """PROMISES P26."""
    async with hosted(tmp_path) as host:
        meeting = await host.make(show="closed")
        await hold(meeting)
        for path in ("/papers/summary.html", "/papers/digest.html", "/papers/circular.html", "/papers/feedback.zip"):
            answer = await meeting.http("GET", path)
            assert (answer.status_code, answer.json()["error"]["code"]) == (409, "not_published")
        draft = (await meeting.http("GET", "/papers/feedback.html?draft=1")).text
        assert draft.count("未公布") >= 3 and "没有意见建议" not in draft


async def test_the_desk_is_told_which_papers_there_are_and_why_not_the_others(tmp_path: Path) -> None:
    async with hosted(tmp_path) as host:
        meeting = await host.make()
        await hold(meeting)
        answer = (await meeting.http("GET", "/papers", accept_language="en")).json()
        refused = {paper["name"]: paper["refused"] for paper in answer["papers"]}
        assert set(refused) == set(PAPERS) and answer["pdf"] is None
        assert {name for name, reason in refused.items() if reason} == {
            "votes",
            "circular",
            "briefs",
            "notice",
            "opinions",
            "rectification",
        }
        assert refused["circular"]["code"] == "undecided" and "第一支部书记" in refused["circular"]["message"]
        assert refused["votes"]["message"] == "This meeting has nothing to put on this paper."


async def test_each_chart_comes_as_svg_alone_or_with_all_others(tmp_path: Path) -> None:
    async with hosted(tmp_path) as host:
        meeting = await host.make()
        assert (await meeting.http("GET", "/charts.zip")).json()["error"]["code"] == "no_paper"
        await hold(meeting)
        chart = await meeting.http("GET", f"/charts/{meeting.ids()[0]}.svg")
        assert (chart.status_code, chart.headers["content-type"]) == (200, "image/svg+xml")
        assert chart.headers["content-disposition"].startswith("attachment") and "第一支部书记" in chart.text
        packed = zipfile.ZipFile(io.BytesIO((await meeting.http("GET", "/charts.zip")).content))
        assert len(packed.namelist()) == 3 and packed.read(packed.namelist()[0]) == chart.content


async def test_ticked_notes_are_taken_into_the_rectification_list(tmp_path: Path) -> None:
    async with hosted(tmp_path) as host:
        meeting = await host.make()
        async with meeting.chair() as chair, crowd(meeting, 6) as voters:
            round_id = await chair.open(meeting.ids())
            for number, voter in enumerate(voters):
                notes = [{"subject": 0, "key": "problems", "text": f"问题{number}"}]
                await voter.cast(round_id, [[8]] * 3, notes=notes)
            await chair.do("close", round=round_id)
        tally = await meeting.tally()
        texts, ticked = [note["text"] for note in tally["notes"]], f"notes=1,4&record={tally['record']}"
        for extension in PAPER_FORMATS:
            answer = await meeting.http("GET", f"/papers/rectification.{extension}?{ticked}")
            assert (answer.status_code, answer.headers["content-type"]) == (200, PAPER_FORMATS[extension][1])
        page = (await meeting.http("GET", f"/papers/rectification.html?{ticked}")).text
        assert [text for text in texts if text in page] == [texts[1], texts[4]]
        none = await meeting.http("GET", "/papers/rectification.html")
        assert (none.status_code, none.json()["error"]["code"]) == (409, "no_paper")
        for wrong in ("6", "x", "-1", "1.5", "9" * 5000):
            path = f"/papers/rectification.html?notes={wrong}&record={tally['record']}"
            refused = await meeting.http("GET", path)
            assert (refused.status_code, refused.json()["error"]["field"]) == (422, "notes")


async def test_ticked_notes_are_those_that_the_desk_has_seen_or_none(tmp_path: Path) -> None:
    """Another round brings notes between them, and the same places mean others."""
    async with hosted(tmp_path) as host:
        meeting = await host.make()
        async with meeting.chair() as chair, crowd(meeting, 6) as voters:
            for place, id in enumerate(meeting.ids()[:2]):
                round_id = await chair.open([id])
                for number, voter in enumerate(voters):
                    notes = [{"subject": 0, "key": "problems", "text": f"问题{number}{place}"}]
                    await voter.cast(round_id, [[8]], notes=notes)
                await chair.do("close", round=round_id)
                if not place:
                    seen = (await meeting.tally())["record"]
        path = "/papers/rectification.html?notes=0,3"
        stale = await meeting.http("GET", f"{path}&record={seen}")
        assert (stale.status_code, stale.json()["error"]["code"]) == (409, "stale")
        assert "重新勾选" in stale.json()["error"]["message"]
        unknown = await meeting.http("GET", path)
        assert (unknown.status_code, unknown.json()["error"]["field"]) == (422, "record")
        now = (await meeting.tally())["record"]
        assert (await meeting.http("GET", f"{path}&record={now}")).status_code == 200
