"""Closing a round: killed at every step, raced by casts, commanded by two chairs at once."""

import asyncio
import os
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from server.core.errors import Refused
from server.meetings.audience import Voter
from tests.harness import Hosted, Map, MeetingClient, Peer, code, hosted
from tests.proof_scale import scaled
from tests.voters import Started, copied, give, moved, phones, voter

pytestmark = pytest.mark.anyio

STEPS = ("closing", "before-seal", "sealed", "box-unlinked", "key-unlinked")
"""Fault points at which a whole server is killed here; `tests/proofs/faults/test_points.py` covers all of them."""
RACES = scaled(60, 1000)
COMMANDS = scaled(200, 1000)


def figures(tally: Map) -> Map:
    """What must be equal in two closes of the same ballots: everything but the times and the order of notes."""
    rounds = [{key: value for key, value in one.items() if key != "closed"} for one in tally["rounds"]]
    notes = sorted(note["text"] for note in tally["notes"])
    same = {key: tally[key] for key in ("meeting", "parts", "results", "reconciliation")}
    return {**same, "rounds": rounds, "notes": notes}


async def with_open_round(data: Path) -> tuple[MeetingClient, str]:
    """A data folder whose server has stopped, with one open round of twelve ballots."""
    async with hosted(data) as host:
        made = await host.make(admission="cards")
        voters = phones(await made.cards(12))
        async with made.chair() as chair:
            round_id = await chair.open(made.ids()[:2])
        for one in voters:
            await give(host, round_id, one.token, [[one.score], [11 - one.score]], one.text)
    return made, round_id


async def close_and_tally(data: Path, made: MeetingClient, round_id: str) -> Map:
    async with hosted(data) as host, moved(made, host).chair() as chair:
        await chair.do("close", round=round_id)
        return await moved(made, host).tally()


async def tally_after_restart(data: Path, made: MeetingClient) -> Map:
    """The restarted server closes the round by itself and leaves nothing of box and key."""
    async with hosted(data) as host:
        tally = await moved(made, host).tally()
    assert [path.name for folder in ("boxes", "keys") for path in (data / folder).iterdir()] == []
    return tally


@pytest.mark.scaled(2)
@pytest.mark.parametrize("point", STEPS)
async def test_a_close_killed_at_any_step_resumes_with_the_same_figures(
    tmp_path: Path, point: str, started: Started
) -> None:
    """P06: the same as an undisturbed close of a copy; the fingerprint stays the same over further restarts."""
    made, round_id = await with_open_round(tmp_path / "data")
    twin = await close_and_tally(copied(tmp_path / "data", tmp_path / "twin"), made, round_id)
    server = await started(tmp_path / "data", None, PINGYI_FAULT=point).ready()
    async with moved(made, server).chair() as chair:
        await chair.send({"t": "close", "n": 1, "round": round_id})
        assert await asyncio.to_thread(server.child.wait, 20) == 137
    server.kill()
    first = await tally_after_restart(tmp_path / "data", made)
    assert figures(first) == figures(twin)
    assert await tally_after_restart(tmp_path / "data", made) == first


async def test_a_close_killed_at_one_step_after_another_still_ends_with_the_same_figures(
    tmp_path: Path, started: Started
) -> None:
    """P06: each restart is killed at the next step."""
    made, round_id = await with_open_round(tmp_path / "data")
    twin = await close_and_tally(copied(tmp_path / "data", tmp_path / "twin"), made, round_id)
    server = await started(tmp_path / "data", None, PINGYI_FAULT="closing").ready()
    async with moved(made, server).chair() as chair:
        await chair.send({"t": "close", "n": 1, "round": round_id})
        assert await asyncio.to_thread(server.child.wait, 20) == 137
    server.kill()
    for point in STEPS[1:]:
        resuming = started(tmp_path / "data", None, PINGYI_FAULT=point)
        assert await asyncio.to_thread(resuming.child.wait, 20) == 137, point
        resuming.kill()
    assert figures(await tally_after_restart(tmp_path / "data", made)) == figures(twin)


async def race(host: Hosted, made: MeetingClient, voters: list[Voter], meet: int) -> tuple[int, int]:
    """One round that is closed `meet` turns of the event loop after its casts began: acknowledged, counted."""
    commands = host.operations.round_commands
    (room,) = host.registry.live_meetings.values()
    round = await commands.open_round(room, "上述", made.ids()[:1], None)
    acknowledged: list[Voter] = []

    async def cast(voter: Voter) -> None:
        for _ in range(random.randint(0, 12)):
            await asyncio.sleep(0)
        try:
            message: Map = {"round": round.id, "nonce": os.urandom(16), "scores": [[7]], "notes": []}
            await host.operations.casting.cast(room, voter, message)
            acknowledged.append(voter)
        except Refused as refused:
            assert refused.code == "round_closed"

    async def close() -> None:
        for _ in range(meet):
            await asyncio.sleep(0)
        await commands.close_round(room, round.id, confirm=True)

    await asyncio.gather(close(), *map(cast, voters))
    tally = (await made.tally())["parts"][0]["subjects"][0]
    await commands.void(room, round.id, "再来一次")
    return len(acknowledged), tally["ballots"]


async def test_a_cast_racing_the_close_is_acknowledged_if_and_only_if_it_counts(
    host: Hosted, proof: Callable[[str], None]
) -> None:
    """P05: eight casts meet every close at a different stage."""
    made = await host.make(admission="cards")
    voters = [await voter(host, token) for token in await made.cards(8)]
    races = [await race(host, made, voters, i % 20) for i in range(RACES)]
    assert [acknowledged for acknowledged, _ in races] == [counted for _, counted in races]
    assert {0 < acknowledged < 8 for acknowledged, _ in races} == {True, False}
    both = sum(0 < acknowledged < 8 for acknowledged, _ in races)
    proof(f"{RACES} closes raced by 8 casts: acknowledged = counted in each; in {both} some casts came too late")


async def test_casts_over_sockets_racing_the_close_get_a_receipt_or_round_closed(host: Hosted) -> None:
    """P05: over real connections the receipts and the count agree."""
    made = await host.make(admission="cards")
    tokens = await made.cards(30)
    peers = [await made.phone(token).__aenter__() for token in tokens]
    async with made.chair() as chair:
        for subject in made.ids():
            round_id = await chair.open([subject])
            answers = await asyncio.gather(
                *(peer.cast(round_id, 7) for peer in peers[:15]),
                chair.do("close", round=round_id, confirm=True),
                *(peer.cast(round_id, 7) for peer in peers[15:]),
            )
            kinds = Counter(answer["t"] if answer["t"] != "refused" else code(answer) for answer in answers)
            assert kinds["receipt"] + kinds["round_closed"] == 30
            tally = {one["id"]: one for one in (await made.tally())["parts"][0]["subjects"]}
            assert tally[subject]["ballots"] == kinds["receipt"]
    for peer in peers:
        await peer.__aexit__(None, None, None)


async def test_a_paper_ballot_sent_twice_counts_once_among_the_awaited_ones(host: Hosted) -> None:
    made = await host.make(admission="cards")
    cards = await made.cards(9)
    async with made.chair() as chair, made.desk() as desk, made.desk() as second:
        round_id = await chair.open(made.ids()[:1])
        await chair.do("close", round=round_id, paper_pending=9)
        sent = {"t": "paper", "n": 1, "round": round_id, "scores": [[8]], "notes": []}
        papers = [{**sent, "nonce": card.encode(), "token": card} for card in cards]
        for before, paper in zip([papers[0], *papers[:-1]], papers, strict=True):
            await asyncio.gather(second.send(before), desk.send(paper))
            assert (await desk.hear("receipt"))["nonce"] == paper["nonce"], "the round is open for it"


async def at_once(chairs: list[Peer], commands: list[tuple[str, Map]]) -> list[Map]:
    """The answers to commands that are dealt to the chairs in turn and all sent before any answer is read."""
    sent = []
    for i, (name, fields) in enumerate(commands):
        chair = chairs[i % len(chairs)]
        await chair.send({"t": name, "n": 1000 + i, **fields})
        sent.append((chair, 1000 + i))
    return [await answer_to(chair, n) for chair, n in sent]


async def answer_to(chair: Peer, n: int) -> Map:
    return await chair.until(lambda m: m["t"] in ("done", "refused") and m.get("n") == n)


def by_outcome(answers: list[Map]) -> dict[str, int]:
    return dict(Counter("done" if answer["t"] == "done" else code(answer) for answer in answers))


async def test_of_a_command_sent_by_two_chairs_at_once_exactly_one_is_done(host: Hosted) -> None:
    """P12: each command is sent four times by both chairs; one is done, the others are refused with the reason."""
    made = await host.make(admission="cards")
    tokens = await made.cards(6)
    async with made.chair() as one, made.chair() as other:
        for subject in made.ids():
            opening: Map = {"part": "上述", "subjects": [subject], "seconds": None}
            answers = await at_once([one, other], [("open", opening)] * 8)
            assert by_outcome(answers) == {"done": 1, "round_open": 7}
            round_id = next(answer["round"] for answer in answers if answer["t"] == "done")
            await asyncio.gather(*(give(host, round_id, token, [[5]]) for token in tokens))
            named: Map = {"round": round_id}
            for command in ("close", "publish"):
                assert by_outcome(await at_once([one, other], [(command, named)] * 8)) == {"done": 1, "stale": 7}
            late = [("extend", {**named, "seconds": 60}), ("close", named)]
            assert by_outcome(await at_once([one, other], late * 2)) == {"stale": 4}
        void: Map = {"round": round_id, "reason": "重投"}
        assert by_outcome(await at_once([one, other], [("void", void)] * 8)) == {"done": 1, "stale": 7}
    acts = Counter(entry["act"] for entry in await host.operations.store.log(made.id))
    assert (acts["open"], acts["close"], acts["publish"], acts["void"]) == (3, 3, 3, 1)


def random_command(made: MeetingClient, known: list[str]) -> tuple[str, Map]:
    name = random.choice(["open", "open", "close", "close", "extend", "publish", "void"])
    if name == "open":
        return name, {"part": "上述", "subjects": [random.choice(made.ids())], "seconds": random.choice([None, 60])}
    more: Map = {"extend": {"seconds": 5}, "void": {"reason": "重来"}}
    return name, {"round": random.choice(known[-3:]), **more.get(name, {"confirm": True})}


async def test_a_closed_round_stays_closed_whatever_two_chairs_send(host: Hosted, proof: Callable[[str], None]) -> None:
    """P12: random commands, eight at once; no screen ever sees a round go back a state, or two of them open."""
    made = await host.make(admission="cards")
    rank = {"open": 0, "closed": 1, "published": 2, "voided": 3}
    known, seen = ["none"], list[Map]()

    def last(message: Map) -> bool:
        seen.append(message)
        return bool(message["t"] == "view" and message["view"] == "blank")

    async with made.chair() as one, made.chair() as other, made.screen() as screen:
        for _ in range(COMMANDS // 8):
            answers = await at_once([one, other], [random_command(made, known) for _ in range(8)])
            known += [answer["round"] for answer in answers if answer.get("round")]
        await one.do("view", view="blank")
        await screen.until(last)
    states: dict[str, str] = {}
    for message in seen:
        if message["t"] == "round":
            before = states.get(message["id"], "open")
            assert rank[message["state"]] >= rank[before], message
            states[message["id"]] = message["state"]
            assert list(states.values()).count("open") <= 1
    assert len(states) > 2 and set(states) <= set(known)
    proof(f"{COMMANDS} commands of two chairs, {len(states)} rounds: no step back, never two open")
