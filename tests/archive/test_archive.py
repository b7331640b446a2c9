"""bundle.zip of meetings on a real server: its content, when it can be downloaded, and what it never reveals."""

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote

import pytest

from server.archive.recount.archive_files import FILES
from server.archive.verification import verify_archive
from tests.harness import MEETING, Hosted, Map, MeetingClient, TestClock, hosted, receipt
from tests.voters import give, moved

pytestmark = pytest.mark.anyio

PERSON = {"name": "张三", "unit": "一部"}
PART: Map = {"name": "上述", "form": "secretary", "weight": "0.7", "subjects": [PERSON]}
GROUPS = [{"name": "A票", "weight": "0.6"}, {"name": "B票", "weight": "0.3"}, {"name": "C票", "weight": "0.1"}]
TOWN: Map = {
    "title": "2022年度述职评议",
    "date": "2022-12-20",
    "admission": "cards",
    "expected": 14,
    "groups": GROUPS,
    "parts": [
        PART,
        {"name": "党员评议", "form": "members", "weight": "0.3", "subjects": [PERSON, {"name": "李四"}]},
        {"name": "考核", "form": "plain", "source": "entered", "subjects": [{"name": "李四"}]},
    ],
    "rules": {"trim": 1},
}


async def bundle(made: MeetingClient, draft: bool = False) -> bytes:
    answer = await made.http("GET", "/bundle.zip" + ("?draft=1" if draft else ""))
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/zip"
    return answer.content


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def verified(content: bytes) -> dict[str, bytes]:
    """The files of an archive with which both recounts agree."""
    files = unzipped(content)
    assert list(verify_archive(files)) == []
    return files


def ballot_rows(files: dict[str, bytes]) -> list[list[str]]:
    return list(csv.reader(io.StringIO(files["ballots.csv"].decode("utf-8-sig"), newline="")))[1:]


async def hold_round(
    host: Hosted,
    made: MeetingClient,
    cards: list[str],
    marks: Sequence[object],
    subjects: list[str],
    part: str = "上述",
) -> str:
    """A round in which each card casts its marks. Returns the round's id."""
    async with made.chair() as chair:
        round_id = await chair.open(subjects, part)
        for card, mark in zip(cards, marks, strict=True):
            assert await give(host, round_id, card, mark, f"意见 {mark}" if mark == [[10]] else None)
        await chair.do("close", round=round_id, confirm=True)
    return round_id


async def town_meeting(host: Hosted, **changes: object) -> tuple[MeetingClient, list[str]]:
    """A live meeting with thirteen cards: six of A, four of B, two of C, and one of A that may not score s1."""
    made = await host.make({**TOWN, **changes})
    await made.go_live()
    cards = [*await made.cards(6, "A票"), *await made.cards(4, "B票"), *await made.cards(2, "C票")]
    cards += await made.cards(1, "A票", recuse="s1")
    return made, cards


MARKS = [[[mark]] for mark in (10, 9, 9, 8, 2, 7, 10, 6, 5, 9, 3, 10)]
CHOICES = [[[1], [2]]] * 5 + [[[1], [1]]] * 4 + [[[2], [3]]] * 3


async def certified_town_meeting(host: Hosted) -> MeetingClient:
    made, cards = await town_meeting(host)
    voided = await hold_round(host, made, cards[:2], MARKS[:2], ["s1"])
    async with made.chair() as chair:
        await chair.do("void", round=voided, reason="读错名单")
    await hold_round(host, made, cards, [*MARKS, [None]], ["s1"])
    await hold_round(host, made, cards, [*CHOICES, [None, [1]]], ["s2", "s3"], "党员评议")
    for path, body in (
        ("/attendance", {"present": 13, "absent": 1}),
        ("/subjects/s4/entered", {"score": "8.5"}),
        ("/subjects/s1/adjustments", [{"points": "-0.5", "reason": "迟到"}]),
        ("/subjects/s3/flags", ["被问责"]),
    ):
        assert (await made.http("PUT", path, body)).status_code == 200
    assert (await made.http("POST", "/phase", {"phase": "certified"})).status_code == 200
    return made


async def test_both_recounts_agree_with_a_town_meetings_archive_before_and_after_a_decision(tmp_path: Path) -> None:
    async with hosted(tmp_path, TestClock()) as host:
        made = await certified_town_meeting(host)
        before = verified(await bundle(made))
        decision = {"grade": "较好", "reason": " 综合研究 "}
        assert (await made.http("PUT", "/subjects/s1/decision", decision)).status_code == 200
        after = verified(await bundle(made))
    tallies = [json.loads(files["tally.json"]) for files in (before, after)]
    assert tallies[0]["fingerprint"] == tallies[1]["fingerprint"]
    assert tallies[1]["results"][1]["decided"] == {"grade": "较好", "reason": "综合研究"}
    assert before["ballots.csv"] == after["ballots.csv"]


async def test_an_archive_has_a_name_of_its_own_and_its_files_in_order_without_times(tmp_path: Path) -> None:
    async with hosted(tmp_path, TestClock()) as host:
        made = await certified_town_meeting(host)
        answer = await made.http("GET", "/bundle.zip")
        papers = {kind: (await made.http("GET", f"/tally.{kind}")).content for kind in ("json", "xlsx", "docx", "html")}
    assert unquote(answer.headers["content-disposition"]).endswith("''2022年度述职评议_归档_20221220.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as zipped:
        assert zipped.namelist() == FILES
        assert {member.date_time for member in zipped.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    files = unzipped(answer.content)
    assert {"json": files["tally.json"], **{kind: files[f"results.{kind}"] for kind in list(papers)[1:]}} == papers
    assert "签了字的纸质" in files["README.txt"].decode("utf-8-sig")


async def test_an_unchanged_meeting_gives_the_same_bytes_even_after_a_restart(tmp_path: Path) -> None:
    async with hosted(tmp_path, TestClock()) as host:
        made = await certified_town_meeting(host)
        first, second = await bundle(made), await bundle(made)
    async with hosted(tmp_path, TestClock()) as host:
        third = await bundle(moved(made, host))
    assert first == second == third


async def test_an_archive_waits_for_open_and_unpublished_rounds(tmp_path: Path) -> None:
    """P26: a draft before that has only what may be seen, and no ballot of a round that is held back."""
    async with hosted(tmp_path, TestClock()) as host:
        made, cards = await town_meeting(host, show="closed")
        async with made.chair() as chair:
            round_id = await chair.open(["s1"])
            for card, mark in zip(cards, MARKS, strict=False):
                assert await give(host, round_id, card, mark)
            for expected in ("round_open", "not_published"):
                answer = await made.http("GET", "/bundle.zip")
                assert (answer.status_code, answer.json()["error"]["code"]) == (409, expected)
                files = verified(await bundle(made, draft=True))
                tally = json.loads(files["tally.json"])
                assert (ballot_rows(files), tally["draft"], tally["mark"]) == ([], True, "未截止")
                if expected == "round_open":
                    await chair.do("close", round=round_id)
            await chair.do("publish", round=round_id)
        files = verified(await bundle(made))
        assert len(ballot_rows(files)) == 12 and "draft" not in json.loads(files["tally.json"])


async def test_a_rehearsals_archive_is_marked_as_a_test(tmp_path: Path) -> None:
    async with hosted(tmp_path, TestClock()) as host:
        made = await host.make(TOWN)
        cards = await made.cards(6, "A票")
        await hold_round(host, made, cards, MARKS[:6], ["s1"])
        files = verified(await bundle(made))
    assert json.loads(files["tally.json"])["mark"] == "测试"
    assert "测试" in files["summary.csv"].decode() and "测试" in files["results.html"].decode()


async def test_a_meeting_in_which_nobody_voted_has_an_archive(tmp_path: Path) -> None:
    async with hosted(tmp_path, TestClock()) as host:
        made = await host.make()
        assert ballot_rows(verified(await bundle(made))) == []


async def test_both_recounts_agree_after_amendments_open_admission_and_paper_ballots(tmp_path: Path) -> None:
    """A rehearsal, a replaced document, changed names and subjects, guests without cards, paper and spoiled ballots."""
    async with hosted(tmp_path, TestClock()) as host:
        made = await host.make(language="en", title="Review “2022” 3")
        await hold_round(host, made, await made.cards(5), [[[8]]] * 5, made.ids()[:1])
        assert (await made.http("PUT", "/subjects/s2/flags", ["rehearsed 1"])).status_code == 200
        verified(await bundle(made))
        changed = {**MEETING, "language": "en", "title": "Review “2022” 3", "rules": {"decimals": 2}}
        assert (await made.http("PUT", "", changed)).status_code == 200
        verified(await bundle(made))
        await hold_round(host, made, await made.cards(5), [[[8]]] * 5, made.ids()[:1])
        await made.go_live()
        async with made.chair() as chair, made.desk() as desk:
            round_id = await chair.open(made.ids()[:2])
            [paper, spoiled] = await made.cards(2)
            for place in range(6):
                async with made.guest() as guest:
                    assert receipt(await guest.cast(round_id, [[10 - place], [8]]))
            for token, is_spoiled in ((paper, False), (spoiled, True)):
                ballot: Map = {"token": token, "round": round_id, "nonce": token.encode()[:16], "scores": [[7], [6]]}
                spoil = {"spoiled": True} if is_spoiled else {}
                await desk.send({"t": "paper", "n": 1, **ballot, "notes": [], **spoil})
                assert receipt(await desk.until(lambda m: m["t"] in ("receipt", "refused")))
            await chair.do("close", round=round_id)
        amended = {"names": {"s1": {"name": "=张 3"}}, "withdraw": ["s3"], "add": [{"part": "上述", "name": "王五"}]}
        assert (await made.http("PATCH", "", amended)).status_code == 200
        files = verified(await bundle(made))
    tally = json.loads(files["tally.json"])
    assert (tally["reconciliation"]["issued"], tally["reconciliation"]["rounds"][0]["invalid"]) == (18, 1)
    assert "'=张 3" in files["summary.csv"].decode("utf-8-sig")


async def test_both_recounts_agree_on_every_correction_a_held_back_round_and_decisions(tmp_path: Path) -> None:
    """The corrections and entries of the report, with `record`, while a round is withheld and after certification."""
    async with hosted(tmp_path, TestClock()) as host:
        entered = {"name": "考核", "weight": "0.1", "source": "entered", "form": "secretary"}
        parts = [{**MEETING["parts"][0], "weight": "0.9"}, {**entered, "subjects": [{"name": "李四", "unit": "四部"}]}]
        made = await host.make(expected=3, show="live", parts=parts)
        await made.go_live()
        for amended in (
            {"title": "评议会 2", "expected": 30, "order": {"上述": ["s3", "s1", "s2"]}},
            {"title": "评议会 3 ", "expected": None},
            {
                "names": {
                    "s1": {"name": "=张 3", "unit": "7 部", "post": "-1", "mode": "written"},
                    "s2": {"post": "书记 2"},
                }
            },
            {"names": {"s1": {"name": "张 4"}, "s2": {"post": ""}, "s3": {}}},
            {"add": [{"part": "上述", "name": "王五 5"}], "withdraw": ["s3"]},
            {"agenda": {"items": [{"title": "休会 10 分钟"}]}},
            {"names": {"s1": {"name": "张 4"}}},
            {},
        ):
            assert (await made.http("PATCH", "", amended)).status_code == 200, amended
        for path, value in (
            ("adjustments", [{"points": "-0.50", "reason": "迟到 2 次"}, {"points": 1, "reason": "=奖"}]),
            ("flags", [" 失误 1"]),
            ("flags", []),
            ("adjustments", []),
        ):
            assert (await made.http("PUT", f"/subjects/s2/{path}", value)).status_code == 200
        for score in ("8.50", "", "7", ""):
            assert (await made.http("PUT", "/subjects/s4/entered", {"score": score})).status_code == 200
            verified((await made.http("GET", "/bundle.zip?draft=1")).content)
        assert (await made.http("PUT", "/attendance", {"present": 3, "absent": 0})).status_code == 200
        assert (await made.http("PATCH", "", {"expected": 3})).status_code == 200
        cards = await made.cards(3)
        async with made.chair() as chair:
            round_id = await chair.open(["s1"])
            for card, mark in zip(cards, (9, 8, 3), strict=True):
                async with made.phone(card) as phone:
                    assert receipt(await phone.cast(round_id, [[mark]]))
            await chair.do("close", round=round_id, confirm=True)
            withheld = verified((await made.http("GET", "/bundle.zip?draft=1")).content)
            assert json.loads(withheld["inputs.json"])["rounds"][0]["shown"] is False
            assert (await made.http("PATCH", "", {"rules": {"panel": True}})).status_code == 200
            verified((await made.http("GET", "/bundle.zip?draft=1")).content)
        assert (await made.http("POST", "/phase", {"phase": "certified"})).status_code == 200
        for grade in ("较好", ""):
            decision = {"grade": grade, "reason": "复核 2" if grade else ""}
            assert (await made.http("PUT", "/subjects/s1/decision", decision)).status_code == 200
        files = verified(await bundle(made))
    report = files["report.csv"].decode("utf-8-sig")
    for words in (
        "确认评委人数少",
        "“王五 5”",
        "应到人数 30 改为 （空）",
        "迟到 2 次",
        "撤销标记",
        "撤销录入的得分",
        "撤销决定",
    ):
        assert words in report, words


async def test_p25_ballot_rows_reveal_no_hidden_group_no_token_and_no_order(tmp_path: Path) -> None:
    """Rows are sorted by content, and name a group only if it is shown."""
    async with hosted(tmp_path, TestClock()) as host:
        made = await certified_town_meeting(host)
        files = verified(await bundle(made))
    tally, rows = json.loads(files["tally.json"]), ballot_rows(files)
    for part in tally["parts"]:
        for subject in part["subjects"]:
            hidden = {group["name"] for group in subject["groups"] if group["suppressed"]}
            assert part["name"] == "考核" or len(hidden) >= 2
            own = [row for row in rows if row[2] == subject["id"]]
            assert not hidden & {row[3] for row in own}
            assert {row[3] for row in own if row[4] != "scored"} <= {""}
            contents = [(row[3], row[4], [int(cell) if cell else -1 for cell in row[5:]]) for row in own]
            assert contents == sorted(contents)
    stated = json.loads(files["inputs.json"])["hidden"]
    assert set(stated["s1"]) == {"weight", "mean", "untrimmed"}
    assert b"token" not in files["ballots.csv"] and b"nonce" not in files["ballots.csv"]


async def test_p25_without_weights_nothing_is_stated_about_hidden_groups(tmp_path: Path) -> None:
    async with hosted(tmp_path, TestClock()) as host:
        plain = [{"name": group["name"]} for group in GROUPS]
        made, cards = await town_meeting(host, groups=plain)
        await hold_round(host, made, cards[:12], MARKS, ["s1"])
        files = verified(await bundle(made))
    assert json.loads(files["inputs.json"])["hidden"] == {}
    assert [row[3] for row in ballot_rows(files)] == [""] * 6 + ["A票"] * 6


async def test_only_the_desk_can_download_the_archive(tmp_path: Path) -> None:
    async with hosted(tmp_path, TestClock()) as host:
        made = await host.make()
        for role in ("chair", "screen"):
            answer = await made.http("GET", "/bundle.zip", role=role)
            assert (answer.status_code, answer.json()["error"]["code"]) == (403, "wrong_role")
