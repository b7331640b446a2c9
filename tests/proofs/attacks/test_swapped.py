"""A secretary who tries to exchange two people after the vote, and what the count report says of every correction."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from server.archive.recount.verify import check_archive
from tests.harness import MEETING, Hosted, Map, MeetingClient, TestClock, hosted
from tests.voters import give, moved

pytestmark = pytest.mark.anyio

PEOPLE = [{"name": "甲", "unit": "一支部"}, {"name": "乙", "unit": "二支部"}]
PARTS = [{"name": name, "form": "secretary", "subjects": PEOPLE} for name in ("上述", "下评")]
PARTS.append({"name": "日常", "form": "secretary", "source": "entered", "subjects": PEOPLE})


async def voted(host: Hosted, phase: str = "live") -> MeetingClient:
    """甲 has nines, 乙 threes, in the first part; nobody has voted in the second."""
    made = await host.make({**MEETING, "parts": PARTS, "admission": "cards"})
    tokens = await made.cards(6)
    if phase == "live":
        await made.go_live()
    async with made.chair() as chair:
        round_id = await chair.open(made.ids())
        for token in tokens:
            await give(host, round_id, token, [[9], [3]])
        await chair.do("close", round=round_id)
        await chair.do("publish", round=round_id)
    return made


async def patched(made: MeetingClient, **changes: object) -> str:
    answer = await made.http("PATCH", "", changes)
    return "" if answer.status_code == 200 else str(answer.json()["error"]["code"])


async def scores(made: MeetingClient) -> Map:
    subjects = (await made.tally(draft=True))["parts"][0]["subjects"]
    return {subject["name"]: subject["score"] for subject in subjects}


@pytest.mark.parametrize("phase", ["live", "rehearsal"])
async def test_no_request_exchanges_two_people_who_have_ballots(host: Hosted, phase: str) -> None:
    """P43: at once, in steps, by look-alikes, by leaving and coming back, in part or whole, by a new document."""
    made = await voted(host, phase)
    one, two = made.ids()
    assert await patched(made, names={one: {"name": "乙"}, two: {"name": "甲"}}) == "name_taken"
    assert await patched(made, names={one: {"name": "乙", "unit": "二支部"}}) == "invalid_document", "twice in a part"
    assert await patched(made, names={one: {"unit": "二支部"}, two: {"unit": "一支部"}}) == "unit_taken"
    assert await patched(made, names={one: {"name": "　乙"}}) == "name_taken"
    assert await patched(made, names={made.ids("下评")[0]: {"name": "乙"}}) == "name_taken"
    assert await patched(made, withdraw=[two]) == "has_subject_ballots"
    assert await patched(made, order={"上述": [two, one]}) == ""
    assert await patched(made, names={one: {"name": "丙"}}) == ""
    assert await patched(made, names={two: {"name": "甲"}}) == "name_taken"
    assert await patched(made, add=[{"part": "下评", "name": "甲", "unit": "一支部"}]) == "name_taken"
    assert await scores(made) == {"丙": "9.000", "乙": "3.000"}
    people = [{"name": "乙", "unit": "二支部"}, {"name": "丙", "unit": "一支部"}]
    replaced = await made.http("PUT", "", {**MEETING, "parts": [{**part, "subjects": people} for part in PARTS]})
    if phase == "live":
        assert replaced.json()["error"]["code"] == "has_ballots"


async def test_earlier_names_are_remembered_over_a_restart_and_from_the_rehearsal(
    tmp_path: Path, clock: TestClock
) -> None:
    """P43: refused."""
    async with hosted(tmp_path, clock) as host:
        made = await host.make({**MEETING, "parts": PARTS, "admission": "cards"})
        one, two = made.ids()
        assert await patched(made, names={one: {"name": "丙"}}) == ""
        tokens = await made.cards(6)
        await made.go_live()
        async with made.chair() as chair:
            await chair.open([one])
            await give(host, (await made.http("GET", "")).json()["rounds"][0]["id"], tokens[0], [[9]])
    async with hosted(tmp_path, clock) as host:
        made = moved(made, host)
        assert await patched(made, names={two: {"name": "甲"}}) == "name_taken"
        assert await patched(made, names={one: {"name": "丁"}}) == ""
    async with hosted(tmp_path, clock) as host:
        made = moved(made, host)
        assert [await patched(made, names={two: {"name": name}}) for name in ("丙", "丁")] == ["name_taken"] * 2
        assert await patched(made, names={one: {"name": "甲"}}) == ""


async def test_an_open_round_without_a_ballot_protects_its_people_too(host: Hosted) -> None:
    """P43: a ballot may be on its way to the person whom the phone shows."""
    made = await host.make({**MEETING, "parts": PARTS, "admission": "cards"})
    async with made.chair() as chair:
        await chair.open(made.ids()[:1])
        assert await patched(made, names={made.ids()[0]: {"name": "乙"}}) == "name_taken"


async def test_before_the_first_ballot_names_may_be_corrected_freely(host: Hosted) -> None:
    made = await host.make({**MEETING, "parts": PARTS, "admission": "cards"})
    one, two = made.ids()
    assert await patched(made, names={one: {"name": "乙"}, two: {"name": "甲"}}) == ""
    assert [s["name"] for s in (await made.http("GET", "")).json()["subjects"]] == ["乙", "甲"] * 3


async def test_the_count_report_lists_every_correction_and_entry_with_role_and_time(
    host: Hosted, proof: Callable[[str], None]
) -> None:
    """P43: in every paper, and both recounts read it from the log."""
    made = await voted(host)
    one, two = made.ids()
    entered = made.ids("日常")[0]
    changes: list[tuple[str, str, object]] = [
        ("PATCH", "", {"names": {one: {"name": "=甲 3"}}, "expected": 6, "title": "年度评议"}),
        ("PATCH", "", {"withdraw": [made.ids("下评")[1]], "add": [{"part": "下评", "name": "丁"}]}),
        ("PUT", f"/subjects/{two}/flags", ["重大失误 1"]),
        ("PUT", f"/subjects/{two}/flags", []),
        ("PUT", f"/subjects/{one}/adjustments", [{"points": "-0.50", "reason": "迟到 2 次"}]),
        ("PUT", f"/subjects/{entered}/entered", {"score": "8.50"}),
        ("PUT", f"/subjects/{two}/decision", {"grade": "好", "reason": "会前"}),
        ("PUT", "/attendance", {"present": 6, "absent": 0}),
        ("PATCH", "", {"rules": {"panel": True}}),
        ("POST", "/phase", {"phase": "certified"}),
        ("PUT", f"/subjects/{two}/decision", {"grade": "一般", "reason": "复核 7"}),
    ]
    for method, path, body in changes:
        answer = await made.http(method, path, body)
        assert answer.status_code == 200, answer.text
    files = await bundle(made)
    lines = [row for row in csv.reader(io.StringIO(files["report.csv"].decode("utf-8-sig"))) if row[0] == "更正与录入"]
    assert {row[3] for row in lines if row[2] == "操作人"} == {"秘书"} and all(len(row[1]) == 29 for row in lines)
    listed = [row[3] for row in lines if row[2] == "内容"]
    assert listed == [
        "会议名称“支部书记述职评议会”改为“年度评议”；应到人数 （空） 改为 6；姓名“甲”改为“=甲 3”",
        "增加“丁”（下评）；“乙”移出名单",
        "“乙”：标记 重大失误 1",
        "“乙”：撤销标记",
        "“=甲 3”：加减分 -0.5 迟到 2 次",
        "“=甲 3”：录入得分 8.5",
        "确认评委人数少",
        "“乙”：决定等次“一般”，复核 7",
    ]
    for paper in ("results.html",):
        assert all(text.replace("“", "") in files[paper].decode().replace("“", "") for text in listed[2:4])
    assert not list(check_archive(files))
    assert list(check_archive(forged(files, "加减分 -0.5", "加减分 +0.5")))
    proof(f"{len(listed)} corrections and entries made, {len(listed)} listed with role and time")


async def bundle(made: MeetingClient) -> dict[str, bytes]:
    answer = await made.http("GET", "/bundle.zip")
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as zipped:
        assert json.loads(zipped.read("inputs.json"))["format"] >= 3
        return {name: zipped.read(name) for name in zipped.namelist()}


def forged(files: dict[str, bytes], old: str, new: str) -> dict[str, bytes]:
    report = files["report.csv"].decode()
    assert old in report
    return {**files, "report.csv": report.replace(old, new).encode()}
