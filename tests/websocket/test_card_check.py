"""The desk asks about a card before its paper ballot is typed in (UX 19)."""

import sqlite3
from contextlib import closing

import pytest

from tests.harness import MEETING, Hosted, Map, MeetingClient, Peer, receipt

pytestmark = pytest.mark.anyio

GROUPS = [{"name": "A票"}, {"name": "B票"}]
PARTS = [{**MEETING["parts"][0], "groups": ["A票"]}]


async def ask(desk: Peer, round_id: object, token: object) -> Map:
    await desk.send({"t": "card", "n": 5, "round": round_id, "token": token})
    answer = await desk.until(lambda message: message.get("n") == 5)
    assert answer.get("round") in (round_id, None)
    return answer


async def refusal(desk: Peer, round_id: object, token: object) -> str:
    answer = await ask(desk, round_id, token)
    assert answer["t"] == "refused" and set(answer) <= {"t", "n", "round", "code", "text", "field"}, "no time, no count"
    return str(answer["code"])


async def prepared(host: Hosted) -> tuple[MeetingClient, list[str], str]:
    """A meeting with four cards of the group that votes, and one of the other."""
    made = await host.make(admission="cards", groups=GROUPS, parts=PARTS)
    return made, await made.cards(4, group="A票"), (await made.cards(1, group="B票"))[0]


async def test_a_card_that_may_vote_is_accepted_and_nothing_is_spent(host: Hosted) -> None:
    made, (token, *_), _ = await prepared(host)
    async with made.chair() as chair, made.desk() as desk, made.phone(token) as phone:
        round_id = await chair.open(made.ids()[:2])
        answer = await ask(desk, round_id, token.lower())
        assert answer == {"t": "card", "n": 5, "round": round_id, "recused": []}
        assert receipt(await phone.cast(round_id, [[8], [9]]))


async def test_a_card_that_may_not_vote_is_refused_by_the_reason_that_a_cast_would_have(host: Hosted) -> None:
    made, (used, void, spoiled, _), other_group = await prepared(host)
    foreign = await host.make(admission="cards")
    (foreign_card,) = await foreign.cards(1)
    await made.http("POST", "/void-cards", {"tokens": [void]})
    async with made.chair() as chair, made.desk() as desk, made.phone(used) as phone:
        round_id = await chair.open(made.ids()[:1])
        assert receipt(await phone.cast(round_id, 8))
        ballot = {"t": "paper", "n": 1, "round": round_id, "token": spoiled, "nonce": b"s" * 16, "spoiled": True}
        await desk.send(ballot)
        await desk.hear("receipt")
        assert await refusal(desk, round_id, used) == await refusal(desk, round_id, spoiled) == "already_voted"
        assert await refusal(desk, round_id, void) == "void_card"
        assert await refusal(desk, round_id, other_group) == "not_eligible"
        for unknown in (foreign_card, "0" * 16, "", 7, None):
            assert await refusal(desk, round_id, unknown) == "unknown_token"
        for wrong in ("none", None, ["r"]):
            assert await refusal(desk, wrong, used) == "unknown_round"


async def test_a_recused_card_names_the_subjects_that_it_may_not_score(host: Hosted) -> None:
    made = await host.make(admission="cards")
    (token,) = await made.cards(1, recuse=made.ids()[2])
    async with made.chair() as chair, made.desk() as desk:
        answer = await ask(desk, await chair.open(made.ids()[1:]), token)
        assert answer["recused"] == [1]


async def test_a_card_can_be_asked_about_while_paper_is_awaited_and_not_after_the_close(host: Hosted) -> None:
    """A closed round does not say who has voted in it."""
    made, (used, late, *_), _ = await prepared(host)
    async with made.chair() as chair, made.desk() as desk, made.phone(used) as phone:
        round_id = await chair.open(made.ids()[:1])
        assert receipt(await phone.cast(round_id, 8))
        await chair.do("close", round=round_id, paper_pending=1, confirm=True)
        assert (await ask(desk, round_id, late))["t"] == "card"
        assert await refusal(desk, round_id, used) == "already_voted"
        ballot = {
            "t": "paper",
            "n": 1,
            "round": round_id,
            "token": late,
            "nonce": b"s" * 16,
            "scores": [[9]],
            "notes": [],
        }
        await desk.send(ballot)
        await desk.hear("round", state="closed")
        assert await refusal(desk, round_id, used) == await refusal(desk, round_id, late) == "round_closed"


async def test_a_card_is_answered_for_five_times_a_round(host: Hosted) -> None:
    """So that asking again and again does not tell when a card votes. It can still be entered."""
    made, (token, other, *_), _ = await prepared(host)
    async with made.chair() as chair, made.desk() as desk:
        round_id = await chair.open(made.ids()[:1])
        for _ in range(5):
            assert (await ask(desk, round_id, token))["t"] == "card"
        assert await refusal(desk, round_id, token) == "checked_often"
        assert (await ask(desk, round_id, other))["t"] == "card"
        async with made.phone(token) as phone:
            assert receipt(await phone.cast(round_id, 8))
        assert await refusal(desk, round_id, token) == "checked_often", "whatever has happened meanwhile"
        await chair.do("close", round=round_id, confirm=True)
        assert (await ask(desk, await chair.open(made.ids()[1:2]), token))["t"] == "card"


async def test_asking_leaves_no_trace_on_disk(host: Hosted) -> None:
    made, (token, *_), _ = await prepared(host)
    async with made.chair() as chair, made.desk() as desk:
        round_id = await chair.open(made.ids()[:1])
        before = stored(host)
        assert (await ask(desk, round_id, token))["t"] == "card"
        assert stored(host) == before


def stored(host: Hosted) -> list[tuple[str, list[object]]]:
    """Every table of the database and of the boxes."""
    tables: list[tuple[str, list[object]]] = []
    for path in sorted([host.data / "pingyi.db", *(host.data / "boxes").glob("*.db")]):
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            tables += [(f"{path.name} {name}", list(database.execute(f'SELECT * FROM "{name}"'))) for name in names]
    return tables
