"""Floods, oversize echoes and hostile Hosts; amendments; and what must disappear from disk, screens and log."""

import asyncio
import json
import logging
import secrets
import shutil
import sys
from pathlib import Path

import msgpack
import pytest

from tests.harness import MEETING, ROOT, Hosted, Map, MeetingClient, Peer, code, crowd, heard, receipt
from tests.voters import Started, moved

pytestmark = pytest.mark.anyio

OVERSIZE = 60_000
CANARY = "只有这一句"


async def hold_round(meeting: MeetingClient, chair: Peer, phones: list[Peer], subject: str, notes: bool = False) -> str:
    """Hold a round on this subject with a ballot of every phone, and close it."""
    round_id = await chair.open([subject])
    text = [{"subject": 0, "key": "problems", "text": CANARY}] if notes else []
    answers = await asyncio.gather(*(phone.cast(round_id, 7, notes=text) for phone in phones))
    assert all(map(receipt, answers))
    await chair.do("close", round=round_id)
    return round_id


# Floods


def empty_frames(opcode: int, count: int) -> bytes:
    """Empty frames of a client; a mask does not change them."""
    return bytes((opcode, 0x80, 0, 0, 0, 0)) * count


FLOODS = {
    "pings": empty_frames(0x89, 2000),
    "pongs": empty_frames(0x8A, 2000),
    "fragments": empty_frames(0x02, 1) + empty_frames(0x00, 2000),
}


async def wait_closed(peer: Peer) -> None:
    async with asyncio.timeout(20):
        await peer.socket.wait_closed()


@pytest.mark.parametrize("flood", FLOODS)
async def test_a_flood_of_empty_frames_closes_only_its_own_connection(host: Hosted, flood: str) -> None:
    """P35: the bucket of messages never sees them. Another phone can still vote."""
    meeting = await host.make()
    async with meeting.chair() as chair, crowd(meeting, 2) as (flooding, phone):
        round_id = await chair.open(meeting.ids()[:1])
        flooding.socket.transport.write(FLOODS[flood])
        await wait_closed(flooding)
        assert (await host.http("GET", "/healthz", None)).json() == {"status": "ok"}
        assert receipt(await phone.cast(round_id, 8))


async def test_a_few_pings_and_fragments_are_answered(host: Hosted) -> None:
    """P35: a fragmented message is handled like any other."""
    meeting = await host.make()
    async with meeting.chair() as chair, crowd(meeting, 1) as (phone,):
        round_id = await chair.open(meeting.ids()[:1])
        await asyncio.gather(*[await phone.socket.ping() for _ in range(20)])
        nonce = secrets.token_bytes(16)
        cast = msgpack.packb({"t": "cast", "round": round_id, "nonce": nonce, "scores": [[8]], "notes": []})
        await phone.socket.send([cast[i : i + 4] for i in range(0, len(cast), 4)])
        assert (await phone.hear("receipt"))["nonce"] == nonce


async def refused(peer: Peer, message: Map) -> Map:
    """The refusal of this message; it must be short."""
    await peer.send(message)
    async with asyncio.timeout(20):
        while (answer := msgpack.unpackb(frame := bytes(await peer.socket.recv(decode=False))))["t"] != "refused":
            pass
    assert len(frame) < 1000
    return dict(answer)


@pytest.mark.parametrize("oversized", [{"nonce": bytes(OVERSIZE)}, {"round": "r" * OVERSIZE}])
async def test_a_refusal_echoes_no_oversize_value(host: Hosted, oversized: Map) -> None:
    """P33: neither to a phone nor to desk or chair, so that unsent frames of a stalled peer stay small."""
    people = [{"name": f"第{i}位"} for i in range(40)]
    meeting = await host.make({**MEETING, "parts": [{"name": "上述", "form": "secretary", "subjects": people}]})
    async with meeting.chair() as chair, meeting.desk() as desk, meeting.guest() as phone:
        round_id = await chair.open(meeting.ids())
        cast: Map = {"round": round_id, "nonce": secrets.token_bytes(16), "scores": [], "notes": [], **oversized}
        answers = [await refused(phone, {"t": "cast", **cast})]
        token = phone.welcome["token"]
        answers.append(await refused(desk, {"t": "paper", "n": 1, "token": token, **cast}))
        answers.append(await refused(chair, {"t": "close", "n": 1, **cast}))
        assert all(len(str(value)) < 500 for answer in answers for value in answer.values())
        expected = "bad_ballot" if "nonce" in oversized else "unknown_round"
        assert [code(answer) for answer in answers[:2]] == [expected] * 2


# Hosts and log lines


@pytest.mark.parametrize(
    "host_header",
    ["[::1]evil", "[::1]evil:80", "[::1%25eth0]", "[::1%eth0]", "127.0.0.1%25", "127.0.0.1;evil", "localhost;", "%6c"],
)
async def test_a_host_followed_by_other_characters_is_refused(host: Hosted, host_header: str) -> None:
    """P36: the host appears in the Content-Security-Policy, where `;` starts another directive."""
    for path in ("/", "/api/meetings"):
        answer = await host.http("GET", path, host.admin, Host=host_header)
        assert answer.status_code == 403
        assert "evil" not in answer.headers["content-security-policy"]
    assert (await host.http("GET", "/api/meetings", host.admin, Host="[::1]:80")).status_code == 200


async def test_the_log_shows_connections_and_commands_without_keys_or_addresses(
    host: Hosted, caplog: pytest.LogCaptureFixture
) -> None:
    """P22: nor voters' tokens, at any level."""
    caplog.set_level(logging.DEBUG, logger="pingyi")
    meeting = await host.make()
    async with meeting.chair() as chair, meeting.screen(), crowd(meeting, 5) as phones:
        await hold_round(meeting, chair, phones, meeting.ids()[0])
        assert code(await chair.ask("close", round="none")) == "unknown_round"
    records = [record for record in caplog.records if record.name == "pingyi"]
    lines = [record.getMessage() for record in records if record.levelno >= logging.INFO]
    for line in ("chair connected", "screen connected", "chair: open", "chair: close"):
        assert sum(f"{meeting.id}: {line}" == logged.removeprefix("meeting ") for logged in lines) == 1, line
    assert not [line for line in lines if "phone" in line]
    secret_words = [
        host.admin,
        *meeting.keys.values(),
        *meeting.join.values(),
        *(phone.welcome["token"] for phone in phones),
    ]
    for word in (*secret_words, "127.0.0.1", str(host.port)):
        assert word not in "\n".join(record.getMessage() for record in records)


# Changes by the desk


async def test_two_concurrent_amendments_both_take_effect(host: Hosted) -> None:
    meeting = await host.make()
    for i in range(1, 6):
        amendments: list[Map] = [{"title": f"第{i}次评议会"}, {"expected": 10 + i}]
        answers = await asyncio.gather(*(meeting.http("PATCH", "", amendment) for amendment in amendments))
        assert [answer.status_code for answer in answers] == [200, 200]
        document = (await meeting.http("GET", "")).json()["document"]
        assert (document["title"], document["expected"]) == (f"第{i}次评议会", 10 + i)


async def create_by_command(data: Path, folder: Path) -> Map:
    file = folder / "meeting.json"
    file.write_text(json.dumps(MEETING), "utf-8")
    command = (sys.executable, "-m", "server", "create", "--data", str(data), str(file))
    child = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    output, _ = await child.communicate()
    assert child.returncode == 0
    created: Map = json.loads(output)
    return created


async def test_a_meeting_created_on_the_command_line_admits_phones_immediately(
    host: Hosted, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The running server does not know the meeting before the first phone connects."""
    meeting = MeetingClient(host, await create_by_command(tmp_path, tmp_path_factory.mktemp("documents")))
    async with meeting.guest() as phone, meeting.chair() as chair:
        assert phone.welcome["meeting"]["id"] == meeting.id
        assert receipt(await phone.cast(await chair.open(meeting.ids()[:1]), 8))


async def subject_ids(meeting: MeetingClient) -> dict[str, str]:
    return {subject["name"]: subject["id"] for subject in (await meeting.http("GET", "")).json()["subjects"]}


async def test_the_id_of_a_withdrawn_subject_is_never_reused(host: Hosted) -> None:
    """Neither in the same or a later amendment, nor by a new document, nor after a reload."""
    meeting = await host.make()
    seen = set((await subject_ids(meeting)).values())
    last = meeting.ids()[-1]
    for same_amendment, reload in ((True, False), (False, False), (False, True)):
        add: Map = {"add": [{"part": "上述", "name": f"新{last}"}]}
        for change in [{"withdraw": [last], **add}] if same_amendment else [{"withdraw": [last]}, add]:
            if reload:
                host.registry.live_meetings.clear()
            assert (await meeting.http("PATCH", "", change)).status_code == 200
        last = (await subject_ids(meeting))[f"新{last}"]
        assert last not in seen
        seen.add(last)
    assert (await meeting.http("PATCH", "", {"withdraw": [last]})).status_code == 200
    people = [{"name": "第一支部书记", "unit": "第一支部"}, {"name": "另一位"}]
    answer = await meeting.http("PUT", "", {**MEETING, "parts": [{**MEETING["parts"][0], "subjects": people}]})
    assert answer.status_code == 200 and (await subject_ids(meeting))["另一位"] not in seen


async def test_a_document_must_keep_every_subject_that_a_card_is_recused_from(host: Hosted) -> None:
    """To the card, a subject renamed by a new document would be another person."""
    meeting = await host.make(admission="cards")
    recused, other, _ = meeting.ids()
    await meeting.cards(1, recuse=recused)
    people: list[Map] = MEETING["parts"][0]["subjects"]
    for remaining, status in ((people[1:], 409), ([{"name": "改名"}, *people[1:]], 409), (people[:2], 200)):
        document = {**MEETING, "admission": "cards", "parts": [{**MEETING["parts"][0], "subjects": remaining}]}
        answer = await meeting.http("PUT", "", document)
        assert answer.status_code == status, answer.text
        assert status == 200 or answer.json()["error"]["code"] == "has_cards"
    assert sorted((await subject_ids(meeting)).values()) == sorted([recused, other])


# After closing, certification and voiding


async def test_certification_prevents_publishing_and_fixes_the_fingerprint(host: Hosted) -> None:
    """With `show: live` a closed round need not be published before certification."""
    meeting = await host.make()
    await meeting.go_live()
    async with meeting.chair() as chair, crowd(meeting, 5) as phones:
        round_id = await hold_round(meeting, chair, phones, meeting.ids()[0])
        assert (await meeting.http("POST", "/phase", {"phase": "certified"})).status_code == 200
        fingerprint = (await meeting.tally())["fingerprint"]
        assert code(await chair.ask("publish", round=round_id)) == "wrong_phase"
        assert code(await chair.ask("publish", round=round_id, all=True, confirm=True)) == "wrong_phase"
    tally = await meeting.tally()
    assert tally["fingerprint"] == fingerprint and tally["rounds"][0]["state"] == "closed"


async def test_publishing_an_older_round_leaves_the_open_one_on_the_phones(host: Hosted) -> None:
    """Screens are notified; phones keep their ballot."""
    meeting = await host.make(show="closed")
    async with meeting.chair() as chair, meeting.screen() as screen, crowd(meeting, 5) as phones:
        older = await hold_round(meeting, chair, phones, meeting.ids()[0])
        newer = await chair.open(meeting.ids()[1:2])
        for phone in phones:
            await phone.hear("round", id=newer, state="open")
        await chair.do("publish", round=older)
        assert [(await heard(phone)) for phone in phones] == [[]] * 5
        await screen.hear("round", id=older, state="published")
        async with meeting.phone(phones[0].welcome["token"]) as again:
            assert again.welcome["round"]["id"] == newer
        assert receipt(await phones[0].cast(newer, 9))


async def test_voiding_the_only_published_round_withdraws_the_results(host: Hosted) -> None:
    """A screen that showed them is notified that there are none any more."""
    meeting = await host.make(show="closed")
    async with meeting.chair() as chair, meeting.screen() as screen, crowd(meeting, 5) as phones:
        round_id = await hold_round(meeting, chair, phones, meeting.ids()[0])
        await chair.do("publish", round=round_id)
        assert (await screen.hear("results"))["results"]
        await chair.do("void", round=round_id, reason="点名有误")
        assert (await screen.hear("results"))["results"] is None


def files_with_canary(data: Path) -> list[str]:
    """Files in the data folder, write-ahead logs included, that contain the note."""
    return [path.name for path in data.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]


@pytest.mark.parametrize("published", [False, True])
async def test_the_notes_of_a_voided_round_are_erased_from_disk(host: Hosted, tmp_path: Path, published: bool) -> None:
    """P22: immediately, while the server runs."""
    meeting = await host.make()
    async with meeting.chair() as chair, crowd(meeting, 5) as phones:
        round_id = await hold_round(meeting, chair, phones, meeting.ids()[0], notes=True)
        if published:
            await chair.do("publish", round=round_id)
        assert files_with_canary(tmp_path)
        await chair.do("void", round=round_id, reason="点名有误")
        assert files_with_canary(tmp_path) == []


async def test_a_round_that_lost_its_key_while_closing_is_voided_only_on_request(
    tmp_path: Path, started: Started
) -> None:
    """P10: without `--void-lost` the server does not start, and its error names the flag."""
    server = await started(tmp_path, None, PINGYI_FAULT="closing").ready()
    meeting = await server.make(admission="cards")
    async with meeting.chair() as chair:
        round_id = await chair.open(meeting.ids()[:1])
        await chair.send({"t": "close", "n": 1, "round": round_id, "confirm": True})
        assert await asyncio.to_thread(server.child.wait, 20) == 137
    server.kill()
    shutil.rmtree(tmp_path / "keys")
    refusing = started(tmp_path, None)
    _, stderr = await asyncio.to_thread(refusing.child.communicate, None, 20)
    assert refusing.child.returncode != 0 and "--void-lost" in stderr
    server = await started(tmp_path, None, "--void-lost").ready()
    async with moved(meeting, server).chair() as chair:
        assert (chair.welcome["round"]["id"], chair.welcome["round"]["state"]) == (round_id, "voided")
        await chair.open(meeting.ids()[:1])
    server.stop()
