"""Cards that somebody issues to themselves while a round is open: their known ballots isolate nobody."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.harness import Hosted, Map, MeetingClient, TestClock, hosted
from tests.nodes import nodes
from tests.voters import give, moved

pytestmark = pytest.mark.anyio

PARTS = [{"name": "上述", "form": "secretary", "subjects": [{"name": "第一人"}]}]
KNOWN, OTHERS = 1, 9
"""The mark on every ballot of the attacker, and on every other one."""
Proof = Callable[[str], None]


async def shown(made: MeetingClient) -> tuple[int, int]:
    """Known and other ballots in the running tally."""
    async with made.screen() as screen:
        tallies = screen.welcome["tallies"]
    counts = tallies[-1]["subjects"][0]["items"][0]["counts"] if tallies else [0] * 10
    return counts[KNOWN - 1], counts[OTHERS - 1]


async def cast_and_look(host: Hosted, made: MeetingClient, round_id: str, token: str, mark: int) -> tuple[int, int]:
    await give(host, round_id, token, [[mark]])
    await host.scheduler.tick()
    return await shown(made)


def check_step(before: int, after: int, cast: int) -> None:
    """What the attacker sees of ballots that they do not know."""
    assert after == before or after - before >= 5, "a step of others' ballots"
    assert after == 0 or cast - after >= 5, "others' ballots that stay unseen"


async def test_cards_issued_while_a_round_is_open_do_not_count_towards_a_step(
    tmp_path: Path, clock: TestClock, proof: Proof
) -> None:
    """P24: one other ballot after each known one, with a restart after every fourth; all count in the end."""
    async with hosted(tmp_path, clock) as host:
        made = await host.make(admission="cards", parts=PARTS, show="live")
        others = await made.cards(20)
        async with made.chair() as chair:
            round_id = await chair.open(made.ids())
        known = await made.cards(30)
        for token in known[:9]:
            assert await cast_and_look(host, made, round_id, token, KNOWN) == (0, 0)
    seen, steps = 0, 0
    for cast in range(0, 20, 4):
        async with hosted(tmp_path, clock) as host:
            made = moved(made, host)
            for place, token in enumerate(others[cast : cast + 4], cast + 1):
                await cast_and_look(host, made, round_id, known[8 + place], KNOWN)
                _, after = await cast_and_look(host, made, round_id, token, OTHERS)
                check_step(seen, after, place)
                steps += after != seen
                seen = after
            if cast == 16:
                async with made.chair() as chair:
                    await chair.do("close", round=round_id)
                assert await shown(made) == (29, 20)
    assert steps >= 2 and seen >= 10
    proof(f"29 known ballots among 49, 4 restarts: {steps} steps, each of five or more others")


async def test_a_card_issued_before_the_round_counts(host: Hosted) -> None:
    """P24: also if it was issued while an earlier round was open."""
    made = await host.make(admission="cards", parts=[{**PARTS[0], "subjects": [{"name": "一"}, {"name": "二"}]}])
    async with made.chair() as chair:
        first = await chair.open(made.ids()[:1])
        late = await made.cards(10)
        for token in late:
            assert await cast_and_look(host, made, first, token, KNOWN) == (0, 0)
        await chair.do("close", round=first)
        second = await chair.open(made.ids()[1:])
        for token in late:
            await cast_and_look(host, made, second, token, OTHERS)
        assert await shown(made) == (0, 5)


async def test_a_paper_ballot_with_such_a_card_does_not_count_either(host: Hosted) -> None:
    """P24: typed in at the desk."""
    made = await host.make(admission="cards", parts=PARTS)
    others = await made.cards(5)
    async with made.chair() as chair, made.desk() as desk:
        round_id = await chair.open(made.ids())
        for number, token in enumerate(await made.cards(5)):
            ballot: Map = {"round": round_id, "nonce": bytes([number] * 16), "scores": [[KNOWN]], "notes": []}
            await desk.send({"t": "paper", "n": number, "token": token, **ballot})
            await desk.hear("receipt", n=number)
        for token in others:
            assert await cast_and_look(host, made, round_id, token, OTHERS) == (0, 0)


async def test_nodes_agree_on_which_ballots_count_towards_a_step(tmp_path: Path, database: str) -> None:
    """P24: cards issued at one node and cast at the other."""
    async with nodes(tmp_path, database) as (a, b):
        made = await a.make(admission="cards", parts=PARTS, show="live")
        there, others = moved(made, b), await made.cards(10)
        async with made.chair() as chair, there.screen() as screen:
            round_id = await chair.open(made.ids())
            await screen.hear("round", id=round_id)
            known = await made.cards(9)
            for token in known:
                assert await cast_and_look(b, there, round_id, token, KNOWN) == (0, 0)
            for place, token in enumerate(others, 1):
                host, where = ((a, made), (b, there))[place % 2]
                _, after = await cast_and_look(host, where, round_id, token, OTHERS)
                assert after == 0 if place < 10 else after in (0, 5)
            await chair.do("close", round=round_id)
            tally = await screen.hear("tally", round=round_id, state="closed")
        counts = tally["subjects"][0]["items"][0]["counts"]
        assert (counts[KNOWN - 1], counts[OTHERS - 1]) == (9, 10)
