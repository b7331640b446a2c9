"""述职摘要: a text about each person, set at the desk, read on the phone by whoever asks for it."""

import json
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from server.archive.builder import json_file
from server.archive.verification import verify_archive
from tests.archive.forger import forged
from tests.archive.test_archive import bundle, unzipped
from tests.harness import MEETING, Hosted, Map, MeetingClient, Peer, TestClock, hosted
from tests.meetings.test_decisions import certified
from tests.nodes import nodes
from tests.voters import moved
from tests.web.test_documents import error

pytestmark = pytest.mark.anyio

TEXT = "一年来，抓班子、带队伍。\n=1+1 <script>alert(1)</script> 𠮷"
TWICE = {**MEETING["parts"][0], "name": "下评", "subjects": MEETING["parts"][0]["subjects"][:1]}


@pytest.fixture(scope="module")
async def host(tmp_path_factory: pytest.TempPathFactory, anyio_backend: str) -> AsyncIterator[Hosted]:
    async with hosted(tmp_path_factory.mktemp("briefs"), TestClock()) as running:
        yield running


async def write(made: MeetingClient, subject: str, text: str = TEXT) -> None:
    answer = await made.http("PUT", f"/subjects/{subject}/brief", {"text": text})
    assert answer.status_code == 200 and answer.json() == {"text": text}


async def read(peer: Peer, subject: str) -> Map:
    await peer.send({"t": "brief", "subject": subject})
    return await peer.hear("brief", subject=subject)


async def test_a_phone_reads_a_brief_before_and_during_the_vote_and_it_is_in_no_pushed_state(host: Hosted) -> None:
    made = await host.make(admission="cards", parts=[*MEETING["parts"], TWICE])
    first, second, _ = made.ids()
    await write(made, first)
    [token] = await made.cards(1)
    async with made.phone(token) as phone, made.chair() as chair:
        assert TEXT not in str(phone.welcome) and TEXT not in str(chair.welcome)
        listed = phone.welcome["meeting"]["briefs"]
        again = made.ids("下评")[0]
        assert [(id, label) for id, label, _ in listed] == [(first, "第一支部书记"), (again, "第一支部书记")]
        assert await read(phone, first) == {"t": "brief", "subject": first, "text": TEXT}
        round_id = await chair.open(made.ids())
        assert TEXT not in str(await phone.hear("round", id=round_id))
        assert (await read(phone, again))["text"] == TEXT, "a person's other subjects have the same"
        assert (await read(phone, second))["text"] is None and (await read(phone, "s99"))["text"] is None
        await write(made, second, "第二篇")
        assert [entry[0] for entry in (await phone.hear("briefs"))["subjects"]][:2] == [first, second]
        assert (await read(phone, second))["text"] == "第二篇"


async def test_a_changed_brief_has_a_new_version_and_an_empty_one_is_gone(host: Hosted) -> None:
    made = await host.make()
    first = made.ids()[0]
    await write(made, first)
    async with host.peer({"role": "desk", "key": made.keys["desk"]}) as desk:
        before = (await made.http("GET", "")).json()["texts"]
        assert before == {"brief": [first], "comments": [], "opinion": [], "rectified": []}
        await write(made, first, "改过的")
        assert (await read(desk, first))["text"] == "改过的"
        await write(made, first, "")
        assert (await read(desk, first))["text"] is None
        assert (await made.http("GET", f"/subjects/{first}/brief")).json() == {"text": ""}
    lines = (await made.http("GET", "/log")).json()["log"]
    assert [(line["role"], line["detail"]["subject"]) for line in lines if line["act"] == "brief"] == [
        ("desk", first)
    ] * 3
    assert lines[-1]["detail"]["digest"] is None and TEXT not in str(lines)
    await write(made, first, "")
    assert (await made.http("GET", "/log")).json()["log"] == lines, "nothing has changed"


@pytest.mark.parametrize("subjects", [(None, 5, ["s1"]), ("s" * 501,) * 3])
async def test_a_request_for_no_subject_is_a_bad_frame(host: Hosted, subjects: Sequence[object]) -> None:
    """Nor is a long text sent back, which would be kept for a peer that does not read."""
    made = await host.make()
    async with made.chair() as chair:
        for subject in subjects:
            await chair.send({"t": "brief", "subject": subject})
            assert (await chair.hear("error"))["code"] == "bad_frame"
        assert await chair.closed() == 1008


async def test_a_flood_of_requests_is_closed_like_any_other(host: Hosted) -> None:
    """P35: a voter's token has a bucket of 100 frames."""
    made = await host.make(admission="cards")
    await write(made, made.ids()[0], "字" * 3000)
    [token] = await made.cards(1)
    async with made.phone(token) as phone:
        for _ in range(200):
            await phone.send({"t": "brief", "subject": made.ids()[0]})
        assert await phone.closed() == 1008


async def test_unknown_subjects_and_bad_texts_are_refused(host: Hosted) -> None:
    made = await host.make()
    assert error(await made.http("PUT", "/subjects/s99/brief", {"text": "一"})) == (404, "unknown_subject", "subject")
    assert (await made.http("GET", "/subjects/s99/brief")).status_code == 404
    for body, field in (({"text": "字" * 3001}, "text"), ({}, "text"), ({"text": "一", "by": ""}, "by"), ([], "")):
        refused = await made.http("PUT", f"/subjects/{made.ids()[0]}/brief", body)
        assert error(refused) == (422, "invalid_document", field)


async def test_a_brief_is_no_part_of_the_fingerprint_but_of_the_record_and_the_archive(
    host: Hosted, tmp_path: Path
) -> None:
    made = await certified(host)
    assert error(await made.http("PUT", f"/subjects/{made.ids()[0]}/brief", {"text": "一"}))[1] == "wrong_phase"
    made = await host.make()
    before = await made.tally(draft=True)
    await write(made, made.ids()[0])
    after = await made.tally(draft=True)
    assert after["fingerprint"] == before["fingerprint"] and after["record"] != before["record"]
    files = unzipped(await bundle(made))
    assert list(verify_archive(files)) == []
    another = files["inputs.json"].replace("抓班子".encode(), "不抓班子".encode())
    without = json.loads(files["inputs.json"])
    del without["texts"]
    for forgery in (another, json_file(without)):
        found = verify_archive(forged(files, "inputs.json", forgery))
        assert [line for line in found if line.startswith("inputs.json texts")]


async def test_an_opinion_after_the_certification_replaces_the_record_and_the_report_lists_the_one_before(
    host: Hosted,
) -> None:
    made = await certified(host)
    first, before = made.ids()[0], await made.tally()
    comments = await made.http("PUT", f"/subjects/{first}/comments", [{"by": "组织部", "text": "实"}])
    assert error(comments)[1] == "wrong_phase"
    assert (await made.http("PUT", f"/subjects/{first}/opinion", {"strengths": "抓得实"})).status_code == 200
    after = await made.tally()
    assert (after["fingerprint"], after["record"] != before["record"]) == (before["fingerprint"], True)
    files = unzipped(await bundle(made))
    assert list(verify_archive(files)) == []
    assert before["record"] in files["report.csv"].decode(), "the signed report has this one"
    assert "抓得实" in files["inputs.json"].decode()


async def test_briefs_survive_going_live_and_leave_with_their_subject_and_their_meeting(host: Hosted) -> None:
    made = await host.make()
    first, second, _ = made.ids()
    for subject in (first, second):
        await write(made, subject)
    opinion = {"strengths": "实", "problems": [], "direction": ""}
    assert (await made.http("PUT", f"/subjects/{first}/opinion", opinion)).status_code == 200
    await made.go_live()
    kept = {"brief": [first, second], "comments": [], "opinion": [], "rectified": []}
    assert (await made.http("GET", "")).json()["texts"] == kept
    assert (await made.http("PATCH", "", {"withdraw": [second]})).status_code == 200
    assert (await made.http("GET", "")).json()["texts"]["brief"] == [first]
    assert list(verify_archive(unzipped(await bundle(made)))) == []
    assert (await made.http("DELETE", "", {"title": MEETING["title"]})).status_code == 204


async def test_another_node_answers_with_the_same_text(tmp_path: Path, database: str) -> None:
    async with nodes(tmp_path, database) as (a, b):
        made = await a.make(admission="cards")
        [token] = await made.cards(1)
        async with moved(made, b).phone(token) as phone:
            assert phone.welcome["meeting"]["briefs"] == []
            await write(made, made.ids()[0])
            assert (await phone.hear("briefs"))["subjects"]
            assert (await read(phone, made.ids()[0]))["text"] == TEXT


async def test_what_phones_see_of_a_meeting_is_composed_once_until_something_changes(host: Hosted) -> None:
    """Two thousand phones that come in at the same time get one and the same."""
    made = await host.make(groups=[{"name": "甲"}, {"name": "乙"}])
    live = host.registry.live_meetings[made.id]
    seen = live.voter_meeting(0)
    assert live.voter_meeting(0) is seen and seen["group"] == "甲"
    assert live.voter_meeting(1)["group"] == "乙"
    await write(made, made.ids()[0])
    written = live.voter_meeting(0)
    assert written["briefs"] and written is live.voter_meeting(0) is not seen
    async with made.chair() as chair, made.guest(made.join["甲"]) as phone:
        assert phone.welcome["meeting"] == written
        await chair.open(made.ids()[:1])
    opened = live.voter_meeting(0)
    assert opened is live.voter_meeting(0) is not written
