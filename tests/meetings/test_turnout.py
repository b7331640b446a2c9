"""The turnout matches the room: who has come in, who has not voted, what ballots are shown against; on both
databases."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from server.meetings.settled_count import SETTLE_SECONDS
from server.store.rows import Batch
from tests.harness import MEETING, Hosted, Map, MeetingClient, Peer, Start, TestClock, receipt
from tests.voters import moved

pytestmark = pytest.mark.anyio

GROUPS: Map = {
    **MEETING,
    "admission": "cards",
    "groups": [{"name": "A票"}, {"name": "B票"}],
    "parts": [
        *MEETING["parts"],
        {"name": "下评", "form": "plain", "groups": ["A票"], "subjects": [{"name": "镇党委书记"}]},
    ],
}


@pytest.fixture
async def host(start: Start) -> AsyncIterator[Hosted]:
    async with start() as running:
        yield running


async def connect(stack: AsyncExitStack, made: MeetingClient, tokens: list[str]) -> list[Peer]:
    return [await stack.enter_async_context(made.phone(token)) for token in tokens]


async def cast(peers: list[Peer], round_id: str, scores: object = 8) -> None:
    answers = await asyncio.gather(*(peer.cast(round_id, scores) for peer in peers))
    assert all(map(receipt, answers))


async def vote_on_paper(desk: Peer, round_id: str, token: str) -> None:
    nonce = secrets.token_bytes(16)
    await desk.send({"t": "paper", "n": 1, "round": round_id, "token": token, "nonce": nonce, "scores": [[7]]})
    await desk.hear("receipt", nonce=nonce)


async def meeting(host: Hosted, *counts: int) -> tuple[MeetingClient, list[list[str]]]:
    made = await host.make(GROUPS if len(counts) > 1 else {**MEETING, "admission": "cards"})
    groups = ["A票", "B票"] if len(counts) > 1 else ["全体"]
    tokens = [await made.cards(count, group) for count, group in zip(counts, groups, strict=True)]
    await made.go_live()
    return made, tokens


async def test_cards_that_have_come_in_count_once_and_stay_over_leaving_and_a_restart(
    start: Start, clock: TestClock
) -> None:
    """`joined`: distinct tokens that have connected; `stale`: those of them that are not connected now."""
    async with start() as host:
        made, ((*tokens,),) = await meeting(host, 6)
        async with made.chair() as chair, AsyncExitStack() as stack:
            await connect(stack, made, [*tokens[:3], tokens[0]])
            await chair.hear("turnout", joined=3, stale=0, total=3)
            async with made.phone(tokens[3]):
                await chair.hear("turnout", joined=4, stale=0)
            clock.run(SETTLE_SECONDS)
            await chair.hear("turnout", joined=4, stale=1)
    async with start() as host:
        made = moved(made, host)
        async with made.chair() as chair, made.phone(tokens[3]), made.phone(tokens[4]):
            assert chair.welcome["turnout"]["joined"] == 4
            await chair.hear("turnout", joined=5)


async def test_rehearsal_phones_have_not_come_in_to_the_real_meeting(host: Hosted) -> None:
    made = await host.make({**MEETING, "admission": "cards"})
    tokens = await made.cards(3)
    async with made.phone(tokens[0]), made.chair() as chair:
        await chair.hear("turnout", joined=1)
    await made.go_live()
    assert (await made.http("GET", "")).json()["card_groups"][0]["unused"] == 3
    async with made.phone(tokens[1]), made.chair() as chair:
        await chair.hear("turnout", joined=1, stale=0)


async def test_ballots_are_shown_against_the_cards_that_have_come_in_and_paper_announced(host: Hosted) -> None:
    """Nine cards are printed, five phones come in; one has not voted; the desk still expects two paper ballots."""
    made, ((*tokens,),) = await meeting(host, 9)
    async with made.chair() as chair, made.desk() as desk, AsyncExitStack() as stack:
        peers = await connect(stack, made, tokens[:5])
        round_id = await chair.open(made.ids()[:1])
        await chair.hear("turnout", round=round_id, cast=0, waiting=5, total=5)
        await cast(peers[:4], round_id)
        await chair.hear("turnout", cast=4, waiting=1, total=5)
        await chair.do("close", round=round_id, paper_pending=2)
        await chair.hear("turnout", cast=4, waiting=1, total=7)
        await vote_on_paper(desk, round_id, tokens[5])
        await chair.hear("turnout", cast=5, paper=1, waiting=1, total=7)
        await vote_on_paper(desk, round_id, tokens[6])
        await chair.hear("round", id=round_id, state="closed")
        await chair.hear("turnout", cast=6, paper=2, waiting=1, total=7, joined=5)


async def test_paper_ballots_announced_and_not_handed_in_leave_the_total(host: Hosted) -> None:
    made, ((*tokens,),) = await meeting(host, 9)
    async with made.chair() as chair, AsyncExitStack() as stack:
        peers = await connect(stack, made, tokens[:5])
        round_id = await chair.open(made.ids()[:1])
        await cast(peers, round_id)
        await chair.do("close", round=round_id, paper_pending=3)
        await chair.hear("turnout", cast=5, waiting=0, total=8)
        await chair.do("close", round=round_id)
        await chair.hear("turnout", cast=5, waiting=0, total=5)


async def test_a_card_used_on_paper_is_no_phone_that_could_vote(host: Hosted) -> None:
    """Before the paper is announced, and in the next round, until its phone comes in too."""
    made, ((*tokens,),) = await meeting(host, 9)
    async with made.chair() as chair, made.desk() as desk, AsyncExitStack() as stack:
        peers = await connect(stack, made, tokens[:6])
        first = await chair.open(made.ids()[:1])
        await vote_on_paper(desk, first, tokens[6])
        await chair.hear("turnout", cast=1, paper=1, waiting=6, total=7, joined=6)
        await vote_on_paper(desk, first, tokens[0])  # its phone has come in as well
        await chair.hear("turnout", cast=2, waiting=5, total=7)
        await cast(peers[1:], first)
        await chair.hear("turnout", cast=7, waiting=0, total=7)
        await chair.do("close", round=first)
        second = await chair.open(made.ids()[1:2])
        await chair.hear("turnout", round=second, cast=0, waiting=6, total=6)
        await connect(stack, made, [tokens[6]])
        await chair.hear("turnout", cast=0, waiting=7, total=7, joined=7)


async def test_only_groups_that_vote_in_a_round_are_waited_for(host: Hosted) -> None:
    made, (a, b) = await meeting(host, 7, 7)
    async with made.chair() as chair, AsyncExitStack() as stack:
        voters, _ = await connect(stack, made, a[:5]), await connect(stack, made, b[:6])
        await chair.hear("turnout", joined=11)
        round_id = await chair.open(made.ids("下评"), "下评")
        await chair.hear("turnout", round=round_id, waiting=5, total=5, joined=11, issued=7)
        await cast(voters, round_id)
        await chair.hear("turnout", cast=5, waiting=0, total=5)


async def test_void_and_recused_cards_are_waited_for_only_if_they_may_vote(host: Hosted) -> None:
    """A void card that had voted stays in both numbers. A card that may not score the only subject is awaited by
    nobody; if it hands in an empty ballot, that one counts in both."""
    made = await host.make({**MEETING, "admission": "cards"})
    plain, own = await made.cards(7), await made.cards(1, recuse=made.ids()[0])
    await made.go_live()
    async with made.chair() as chair, AsyncExitStack() as stack:
        peers, (recused,) = await connect(stack, made, plain[:6]), await connect(stack, made, own)
        round_id = await chair.open(made.ids()[:1])
        await chair.hear("turnout", round=round_id, waiting=6, total=6, joined=7)
        await cast(peers[:4], round_id)
        await made.http("POST", "/void-cards", {"tokens": [plain[0]]})
        await chair.hear("turnout", cast=4, waiting=2, total=6, joined=6)
        await made.http("POST", "/void-cards", {"tokens": [plain[4]]})
        await chair.hear("turnout", cast=4, waiting=1, total=5, joined=5)
        await cast([recused], round_id, [None])
        await chair.hear("turnout", cast=5, waiting=1, total=6)
        await cast([peers[5]], round_id)
        await chair.hear("turnout", cast=6, waiting=0, total=6)
        await chair.do("close", round=round_id)
        await chair.hear("turnout", cast=6, waiting=0, total=6)


async def test_phones_that_join_by_code_are_the_total(host: Hosted) -> None:
    made = await host.make()
    await made.go_live()
    async with made.chair() as chair, AsyncExitStack() as stack:
        peers = [await stack.enter_async_context(made.guest()) for _ in range(6)]
        round_id = await chair.open(made.ids()[:1])
        await cast(peers[:5], round_id)
        await chair.hear("turnout", joined=6, cast=5, waiting=1, total=6)
        await chair.do("close", round=round_id)
        await chair.hear("turnout", cast=5, waiting=1, total=6)


async def test_the_phones_that_had_not_voted_are_known_after_a_restart(start: Start) -> None:
    """During the round and once it has closed."""
    async with start() as host:
        made, ((*tokens,),) = await meeting(host, 8)
        async with made.chair() as chair, AsyncExitStack() as stack:
            peers = await connect(stack, made, tokens[:7])
            round_id = await chair.open(made.ids()[:1])
            await cast(peers[:5], round_id)
            await chair.hear("turnout", cast=5, waiting=2, total=7)
    async with start() as host:
        made = moved(made, host)
        async with made.chair() as chair:
            assert {**chair.welcome["turnout"], "cast": 5, "waiting": 2, "total": 7} == chair.welcome["turnout"]
            await chair.do("close", round=round_id)
    async with start() as host:
        made = moved(made, host)
        async with made.chair() as chair:
            assert {**chair.welcome["turnout"], "cast": 5, "waiting": 2, "total": 7} == chair.welcome["turnout"]
            assert (await made.http("GET", "")).json()["card_groups"][0]["unused"] == 1


async def test_cards_issued_while_arrivals_are_stored_are_not_forgotten(
    host: Hosted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reading of the cards is held up after it has read, as by a large meeting."""
    made, ((*tokens,),) = await meeting(host, 3)
    store, was_read, goes_on = host.operations.store, asyncio.Event(), asyncio.Event()
    read = store.batches

    async def held_up(id: str, checked: bool = False) -> list[Batch]:
        batches = await read(id, checked)
        was_read.set()
        await goes_on.wait()
        return batches

    async with made.chair() as chair:
        await chair.hear("turnout", issued=3)
        monkeypatch.setattr(store, "batches", held_up)
        async with made.phone(tokens[0]):
            await was_read.wait()
            await made.cards(4)
            goes_on.set()
            await chair.hear("turnout", joined=1, issued=7)
