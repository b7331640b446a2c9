"""Too much, too long, too late: floods, echoes, Hosts; and what must not be left on disk, on screens, in the log."""

import asyncio
import json
import logging
import secrets
import shutil
import sys
from pathlib import Path

import msgpack
import pytest

from tests.harness import MEETING, ROOT, Hosted, Made, Map, Peer, code, crowd, heard, receipt
from tests.voters import Started, moved

pytestmark = pytest.mark.anyio

BIG = 60_000
CANARY = "只有这一句"


async def counted(made: Made, chair: Peer, phones: list[Peer], subject: str, notes: bool = False) -> str:
    """A round of this subject, closed, with a ballot of every phone."""
    round_id = await chair.open([subject])
    text = [{"subject": 0, "key": "problems", "text": CANARY}] if notes else []
    answers = await asyncio.gather(*(phone.cast(round_id, 7, notes=text) for phone in phones))
    assert all(map(receipt, answers))
    await chair.do("close", round=round_id)
    return round_id


# Floods


def masked(opcode: int, count: int) -> bytes:
    """So many empty frames from a client; the mask of nothing is nothing."""
    return bytes((opcode, 0x80, 0, 0, 0, 0)) * count


FLOODS = {
    "pings": masked(0x89, 2000),
    "pongs": masked(0x8A, 2000),
    "fragments": masked(0x02, 1) + masked(0x00, 2000),
}


async def ended(peer: Peer) -> None:
    async with asyncio.timeout(20):
        await peer.socket.wait_closed()


@pytest.mark.parametrize("flood", FLOODS)
async def test_a_flood_of_frames_that_say_nothing_ends_its_connection_only(host: Hosted, flood: str) -> None:
    """P35: they never reach the bucket of whole frames. A neighbour votes on."""
    made = await host.make()
    async with made.chair() as chair, crowd(made, 2) as (flooding, phone):
        round_id = await chair.open(made.ids()[:1])
        flooding.socket.transport.write(FLOODS[flood])
        await ended(flooding)
        assert (await host.http("GET", "/healthz", None)).json() == {"status": "ok"}
        assert receipt(await phone.cast(round_id, 8))


async def test_a_few_pings_and_fragments_are_answered(host: Hosted) -> None:
    """P35: a message in pieces is a message."""
    made = await host.make()
    async with made.chair() as chair, crowd(made, 1) as (phone,):
        round_id = await chair.open(made.ids()[:1])
        await asyncio.gather(*[await phone.socket.ping() for _ in range(20)])
        nonce = secrets.token_bytes(16)
        cast = msgpack.packb({"t": "cast", "round": round_id, "nonce": nonce, "scores": [[8]], "notes": []})
        await phone.socket.send([cast[i : i + 4] for i in range(0, len(cast), 4)])
        assert (await phone.hear("receipt"))["nonce"] == nonce


async def refused(peer: Peer, message: Map) -> Map:
    """The refusal of this message, which must be small."""
    await peer.send(message)
    async with asyncio.timeout(20):
        while (answer := msgpack.unpackb(frame := bytes(await peer.socket.recv(decode=False))))["t"] != "refused":
            pass
    assert len(frame) < 1000
    return dict(answer)


@pytest.mark.parametrize("oversized", [{"nonce": bytes(BIG)}, {"round": "r" * BIG}])
async def test_a_refusal_gives_back_no_oversized_words(host: Hosted, oversized: Map) -> None:
    """P33: neither to a phone nor to desk and chair; what waits for a peer that does not read stays small."""
    people = [{"name": f"第{i}位"} for i in range(40)]
    made = await host.make({**MEETING, "parts": [{"name": "上述", "form": "secretary", "subjects": people}]})
    async with made.chair() as chair, made.desk() as desk, made.guest() as phone:
        round_id = await chair.open(made.ids())
        cast: Map = {"round": round_id, "nonce": secrets.token_bytes(16), "scores": [], "notes": [], **oversized}
        said = [await refused(phone, {"t": "cast", **cast})]
        token = phone.welcome["token"]
        said.append(await refused(desk, {"t": "paper", "n": 1, "token": token, **cast}))
        said.append(await refused(chair, {"t": "close", "n": 1, **cast}))
        assert all(len(str(value)) < 500 for answer in said for value in answer.values())
        wanted = "bad_ballot" if "nonce" in oversized else "unknown_round"
        assert [code(answer) for answer in said[:2]] == [wanted] * 2


# Who may ask


@pytest.mark.parametrize(
    "named",
    ["[::1]evil", "[::1]evil:80", "[::1%25eth0]", "[::1%eth0]", "127.0.0.1%25", "127.0.0.1;evil", "localhost;", "%6c"],
)
async def test_a_host_with_anything_behind_its_name_is_refused(host: Hosted, named: str) -> None:
    """P36: the name goes into the Content-Security-Policy, where `;` begins another rule."""
    for path in ("/", "/api/meetings"):
        answer = await host.http("GET", path, host.admin, Host=named)
        assert answer.status_code == 403
        assert "evil" not in answer.headers["content-security-policy"]
    assert (await host.http("GET", "/api/meetings", host.admin, Host="[::1]:80")).status_code == 200


async def test_the_console_tells_who_came_and_what_was_commanded_without_keys_or_addresses(
    host: Hosted, caplog: pytest.LogCaptureFixture
) -> None:
    """P22: nor a voter's token, at any level."""
    caplog.set_level(logging.DEBUG, logger="pingyi")
    made = await host.make()
    async with made.chair() as chair, made.screen(), crowd(made, 5) as phones:
        await counted(made, chair, phones, made.ids()[0])
        assert code(await chair.ask("close", round="none")) == "unknown_round"
    records = [record for record in caplog.records if record.name == "pingyi"]
    lines = [record.getMessage() for record in records if record.levelno >= logging.INFO]
    for line in ("chair connected", "screen connected", "chair: open", "chair: close"):
        assert sum(f"{made.id}: {line}" == one.removeprefix("meeting ") for one in lines) == 1, line
    assert not [line for line in lines if "phone" in line]
    secret = [host.admin, *made.keys.values(), *made.join.values(), *(one.welcome["token"] for one in phones)]
    for word in (*secret, "127.0.0.1", str(host.port)):
        assert word not in "\n".join(record.getMessage() for record in records)


# What the desk changes


async def test_two_amendments_at_once_both_last(host: Hosted) -> None:
    made = await host.make()
    for i in range(1, 6):
        asked: list[Map] = [{"title": f"第{i}次评议会"}, {"expected": 10 + i}]
        answers = await asyncio.gather(*(made.http("PATCH", "", one) for one in asked))
        assert [answer.status_code for answer in answers] == [200, 200]
        stands = (await made.http("GET", "")).json()["document"]
        assert (stands["title"], stands["expected"]) == (f"第{i}次评议会", 10 + i)


async def made_by_command(data: Path) -> Map:
    file = data / "meeting.json"
    file.write_text(json.dumps(MEETING), "utf-8")
    command = (sys.executable, "-m", "server", "create", "--data", str(data), str(file))
    child = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    said, _ = await child.communicate()
    assert child.returncode == 0
    created: Map = json.loads(said)
    return created


async def test_a_meeting_made_by_the_command_line_lets_phones_in_at_once(host: Hosted, tmp_path: Path) -> None:
    """The running server has not heard of it when the first phone comes."""
    made = Made(host, await made_by_command(tmp_path))
    async with made.guest() as phone, made.chair() as chair:
        assert phone.welcome["meeting"]["id"] == made.id
        assert receipt(await phone.cast(await chair.open(made.ids()[:1]), 8))


async def listed(made: Made) -> dict[str, str]:
    return {one["name"]: one["id"] for one in (await made.http("GET", "")).json()["subjects"]}


async def test_the_id_of_a_subject_who_was_withdrawn_is_never_given_again(host: Hosted) -> None:
    """Not in the same amendment, not in a later one, not by a new document, not after another load."""
    made = await host.make()
    seen = set((await listed(made)).values())
    last = made.ids()[-1]
    for at_once, loaded in ((True, False), (False, False), (False, True)):
        add: Map = {"add": [{"part": "上述", "name": f"新{last}"}]}
        for change in [{"withdraw": [last], **add}] if at_once else [{"withdraw": [last]}, add]:
            if loaded:
                host.registry.live_meetings.clear()
            assert (await made.http("PATCH", "", change)).status_code == 200
        last = (await listed(made))[f"新{last}"]
        assert last not in seen
        seen.add(last)
    assert (await made.http("PATCH", "", {"withdraw": [last]})).status_code == 200
    people = [{"name": "第一支部书记", "unit": "第一支部"}, {"name": "另一位"}]
    answer = await made.http("PUT", "", {**MEETING, "parts": [{**MEETING["parts"][0], "subjects": people}]})
    assert answer.status_code == 200 and (await listed(made))["另一位"] not in seen


async def test_a_document_without_a_subject_whom_a_card_may_not_score_is_refused(host: Hosted) -> None:
    """Renamed by a new document somebody would be another person to the card."""
    made = await host.make(admission="cards")
    one, two, _ = made.ids()
    await made.cards(1, recuse=one)
    people: list[Map] = MEETING["parts"][0]["subjects"]
    for kept, status in ((people[1:], 409), ([{"name": "改名"}, *people[1:]], 409), (people[:2], 200)):
        document = {**MEETING, "admission": "cards", "parts": [{**MEETING["parts"][0], "subjects": kept}]}
        answer = await made.http("PUT", "", document)
        assert answer.status_code == status, answer.text
        assert status == 200 or answer.json()["error"]["code"] == "has_cards"
    assert sorted((await listed(made)).values()) == sorted([one, two])


# What is over


async def test_after_certification_nothing_is_published_and_the_fingerprint_stays(host: Hosted) -> None:
    """In `live` a closed round need not be published to be certified."""
    made = await host.make()
    await made.go_live()
    async with made.chair() as chair, crowd(made, 5) as phones:
        round_id = await counted(made, chair, phones, made.ids()[0])
        assert (await made.http("POST", "/phase", {"phase": "certified"})).status_code == 200
        fingerprint = (await made.tally())["fingerprint"]
        assert code(await chair.ask("publish", round=round_id)) == "wrong_phase"
        assert code(await chair.ask("publish", round=round_id, all=True, confirm=True)) == "wrong_phase"
    tally = await made.tally()
    assert tally["fingerprint"] == fingerprint and tally["rounds"][0]["state"] == "closed"


async def test_an_older_round_is_published_without_taking_the_open_one_off_the_phones(host: Hosted) -> None:
    """The screens hear of it, the phones stay with their ballot."""
    made = await host.make(show="closed")
    async with made.chair() as chair, made.screen() as screen, crowd(made, 5) as phones:
        older = await counted(made, chair, phones, made.ids()[0])
        newer = await chair.open(made.ids()[1:2])
        for phone in phones:
            await phone.hear("round", id=newer, state="open")
        await chair.do("publish", round=older)
        assert [(await heard(phone)) for phone in phones] == [[]] * 5
        await screen.hear("round", id=older, state="published")
        async with made.phone(phones[0].welcome["token"]) as again:
            assert again.welcome["round"]["id"] == newer
        assert receipt(await phones[0].cast(newer, 9))


async def test_when_the_only_published_round_is_voided_the_results_are_told_to_be_gone(host: Hosted) -> None:
    """A screen that showed them shows none."""
    made = await host.make(show="closed")
    async with made.chair() as chair, made.screen() as screen, crowd(made, 5) as phones:
        round_id = await counted(made, chair, phones, made.ids()[0])
        await chair.do("publish", round=round_id)
        assert (await screen.hear("results"))["results"]
        await chair.do("void", round=round_id, reason="点名有误")
        assert (await screen.hear("results"))["results"] is None


def on_disk(data: Path) -> list[str]:
    """Files of the data folder, logs of the databases too, in which the note can be read."""
    return [path.name for path in data.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]


@pytest.mark.parametrize("published", [False, True])
async def test_the_notes_of_a_voided_round_leave_the_disk(host: Hosted, tmp_path: Path, published: bool) -> None:
    """P22: at once, while the server runs."""
    made = await host.make()
    async with made.chair() as chair, crowd(made, 5) as phones:
        round_id = await counted(made, chair, phones, made.ids()[0], notes=True)
        if published:
            await chair.do("publish", round=round_id)
        assert on_disk(tmp_path)
        await chair.do("void", round=round_id, reason="点名有误")
        assert on_disk(tmp_path) == []


async def test_a_crash_in_closing_whose_key_is_lost_is_voided_only_on_request(tmp_path: Path, started: Started) -> None:
    """P10: without `--void-lost` it does not start and names the way out."""
    server = await started(tmp_path, None, PINGYI_FAULT="closing").ready()
    made = await server.make(admission="cards")
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        await chair.send({"t": "close", "n": 1, "round": round_id, "confirm": True})
        assert await asyncio.to_thread(server.child.wait, 20) == 137
    server.kill()
    shutil.rmtree(tmp_path / "keys")
    refusing = started(tmp_path, None)
    _, said = await asyncio.to_thread(refusing.child.communicate, None, 20)
    assert refusing.child.returncode != 0 and "--void-lost" in said
    server = await started(tmp_path, None, "--void-lost").ready()
    async with moved(made, server).chair() as chair:
        assert (chair.welcome["round"]["id"], chair.welcome["round"]["state"]) == (round_id, "voided")
        await chair.open(made.ids()[:1])
    server.stop()
