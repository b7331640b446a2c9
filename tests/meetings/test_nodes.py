"""Several nodes serve one meeting: a change on one holds on all, and every client hears of it."""

import asyncio
import secrets
import time
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from server.meetings.settled_count import SETTLE_SECONDS
from tests.harness import Hosted, Map, MeetingClient, Peer, TestClock, code, heard, receipt
from tests.nodes import nodes
from tests.voters import give, moved

pytestmark = pytest.mark.anyio


def ballots(tally: Map, subject: str) -> int:
    """The ballots counted for a subject."""
    return int(next(one["ballots"] for part in tally["parts"] for one in part["subjects"] if one["id"] == subject))


async def test_a_meeting_created_on_one_node_can_be_voted_on_on_another(tmp_path: Path, database: str) -> None:
    async with nodes(tmp_path, database) as (a, b):
        made = await a.make(admission="cards")
        there, tokens = moved(made, b), await made.cards(12)
        async with made.chair() as chair, there.screen() as screen:
            round_id = await chair.open(made.ids()[:1])
            await screen.hear("round", id=round_id)
            for place, chosen in ((made, tokens[:6]), (there, tokens[6:])):
                for token in chosen:
                    async with place.phone(token) as phone:
                        assert phone.welcome["round"]["id"] == round_id
                        assert receipt(await phone.cast(round_id, 8))
            await screen.hear("turnout", cast=12)
            await chair.hear("turnout", cast=12)
            await chair.do("close", round=round_id)
            tally = await screen.hear("tally", round=round_id, counted=12)
            assert (await screen.hear("results"))["results"]
        assert await there.tally() == await made.tally()
        assert tally["round"] == round_id


async def test_a_token_votes_once_whichever_node_it_connects_to(tmp_path: Path, database: str) -> None:
    """P03: fifty connections to two nodes, one ballot; both nodes refuse the others, or close them for newer ones."""
    async with nodes(tmp_path, database) as (a, b):
        made = await a.make(admission="cards")
        [token], places = await made.cards(1), (made, moved(made, b))
        async with made.chair() as chair:
            round_id = await chair.open(made.ids()[:1])

            async def one(number: int) -> Map:
                async with places[number % 2].phone(token) as phone:
                    nonce, scores = secrets.token_bytes(16), [[number % 10 + 1]]
                    try:
                        await phone.send(
                            {"t": "cast", "round": round_id, "nonce": nonce, "scores": scores, "notes": []}
                        )
                        answers = [message for message in await heard(phone) if message.get("nonce") == nonce]
                    except ConnectionClosed:
                        return {"t": "refused", "code": "elsewhere"}
                    return answers[0] if answers else {"t": "refused", "code": "silence"}

            answers = await asyncio.gather(*(one(number) for number in range(50)))
            assert sum(map(receipt, answers)) <= 1, "the connection may be closed before its receipt"
            codes = {code(answer) for answer in answers if not receipt(answer)}
            assert codes <= {"already_voted", "silence", "elsewhere"}, "closed ones may have used up the five tries"
            for place in places:
                async with place.phone(token) as phone:
                    for id in (round_id, "no such round"):
                        await phone.send(
                            {"t": "cast", "round": id, "nonce": secrets.token_bytes(16), "scores": [[5]], "notes": []}
                        )
                    answer = await phone.until(lambda m: m["t"] in ("receipt", "refused"))
                    assert code(answer) in ("already_voted", "unknown_round"), "refused, or silence after five tries"
            await chair.do("close", round=round_id, confirm=True)
        assert ballots(await made.tally(), made.ids()[0]) == 1


async def test_a_lost_receipt_is_sent_again_by_the_other_node(tmp_path: Path, database: str) -> None:
    """P02, P04: while the round is open and after the other node has closed it."""
    async with nodes(tmp_path, database) as (a, b):
        made = await a.make(admission="cards")
        [token], there, nonce = await made.cards(1), moved(made, b), secrets.token_bytes(16)
        async with there.phone(token) as late, made.chair() as chair:
            round_id = await chair.open(made.ids()[:1])
            async with made.phone(token) as phone:
                assert receipt(await phone.cast(round_id, 9, nonce=nonce))
            await late.hear("round", id=round_id)
            assert receipt(await late.cast(round_id, 9, nonce=nonce))
            assert code(await late.cast(round_id, 3)) == "already_voted"
            await chair.do("close", round=round_id, confirm=True)
            assert receipt(await late.cast(round_id, 9, nonce=nonce))
        async with there.phone(token) as again:
            assert receipt(await again.cast(round_id, 9, nonce=nonce))


async def test_no_ballot_is_counted_after_another_node_has_closed_the_round(tmp_path: Path, database: str) -> None:
    """P05: casts on both nodes race the close: acknowledged if and only if counted."""
    async with nodes(tmp_path, database) as (a, b):
        made = await a.make(admission="cards")
        for turn in range(3):
            await _race(made, moved(made, b), made.ids()[turn])


async def _race(made: MeetingClient, there: MeetingClient, subject: str) -> None:
    tokens = await made.cards(40)
    async with made.chair() as chair:
        round_id = await chair.open([subject])

        async def one(number: int, token: str) -> Map:
            async with (made, there)[number % 2].phone(token) as phone:
                return await phone.cast(round_id, number % 10 + 1)

        casting = [asyncio.create_task(one(number, token)) for number, token in enumerate(tokens)]
        await chair.until(lambda m: m["t"] == "turnout" and m["round"] == round_id and m["cast"] >= 10)
        await chair.do("close", round=round_id)
        answers = await asyncio.gather(*casting)
    assert ballots(await made.tally(draft=True), subject) == sum(map(receipt, answers)) >= 10
    assert {code(answer) for answer in answers if not receipt(answer)} <= {"round_closed"}


async def test_of_a_command_sent_on_two_nodes_at_once_exactly_one_is_done(tmp_path: Path, database: str) -> None:
    """P12: of two chairs that open or close at the same moment one succeeds, the other is refused."""
    async with nodes(tmp_path, database) as (a, b):
        made = await a.make(admission="cards")
        there = moved(made, b)
        async with made.chair() as one, there.chair() as two:
            for subject in made.ids():
                asked = {"part": "上述", "subjects": [subject], "seconds": None}
                answers = await asyncio.gather(one.ask("open", **asked), two.ask("open", **asked))
                done = [answer for answer in answers if answer["t"] == "done"]
                assert len(done) == 1, answers
                close = {"round": done[0]["round"], "confirm": True}
                answers = await asyncio.gather(one.ask("close", **close), two.ask("close", **close))
                assert {answer["t"] for answer in answers} >= {"done"}
                await one.hear("round", id=done[0]["round"], state="closed")
                await two.hear("round", id=done[0]["round"], state="closed")
        rounds = (await made.tally(draft=True))["rounds"]
        assert [one["state"] for one in rounds] == ["closed"] * 3


async def test_a_change_by_the_desk_of_one_node_holds_on_all(tmp_path: Path, database: str) -> None:
    """P30: cards, keys, documents and phases."""
    async with nodes(tmp_path, database) as (a, b):
        made = await a.make(admission="cards")
        there, tokens = moved(made, b), await made.cards(2)
        async with there.phone(tokens[0]) as phone, there.screen() as screen, there.desk() as desk:
            await made.http("POST", "/void-cards", {"tokens": [tokens[0]]})
            await desk.hear("turnout", issued=1)
            async with made.chair() as chair:
                round_id = await chair.open(made.ids()[:1])
            await phone.hear("round", id=round_id)
            assert code(await phone.cast(round_id, 7)) == "void_card"
            answer = await made.http("PATCH", "", {"title": "改过的标题"})
            assert answer.status_code == 200, answer.text
            await screen.until(lambda m: m["t"] == "welcome" and m["meeting"]["title"] == "改过的标题")
            new = (await made.http("POST", "/keys", {"role": "screen"})).json()["key"]
            assert await screen.closed() == 1008
        there.keys["screen"] = new
        async with made.chair() as chair, there.screen() as screen, there.phone(tokens[1]) as phone:
            await chair.do("void", round=round_id, reason="重投")
            await screen.hear("round", id=round_id, state="voided")
            await made.go_live()
            assert await phone.closed() == 1012
            await screen.until(lambda m: m["t"] == "welcome" and m["meeting"]["phase"] == "live")
        assert (await there.http("DELETE", "", {"title": "改过的标题"})).status_code == 204
        assert (await made.http("GET", "")).status_code in (401, 404)


async def test_a_small_round_is_held_back_on_all_nodes_until_one_of_them_hears_that_the_judges_are_few(
    tmp_path: Path, database: str
) -> None:
    """P58, P43: abstentions cast at one node do not count at the other; phones there learn it at once."""
    form = {
        "title": "评议表",
        "scale": {"min": 1, "max": 10},
        "items": [{"key": "a", "title": "评价", "abstain": True}],
    }
    parts = [{"name": "上述", "form": form, "subjects": [{"name": "甲"}, {"name": "乙"}]}]
    async with nodes(tmp_path, database) as (a, b):
        made = await a.make(admission="cards", parts=parts)
        there, tokens = moved(made, b), await made.cards(7)
        await made.go_live()
        async with there.chair() as chair, made.screen() as screen, there.phone(tokens[0]) as phone:
            round_id = await chair.open(made.ids()[:1])
            for index, token in enumerate(tokens):
                await give(a, round_id, token, [[None if index else 7]])
            assert code(await chair.ask("close", round=round_id)) == "confirm_small"
            await chair.do("close", round=round_id, confirm=True)
            assert (await screen.hear("round", id=round_id, state="closed"))["too_few"] is True
            assert code(await chair.ask("publish", round=round_id)) == "too_few"
            swapped = {"names": dict(zip(made.ids(), ({"name": "乙"}, {"name": "甲"}), strict=True))}
            assert (await there.http("PATCH", "", swapped)).json()["error"]["code"] == "name_taken"
            assert (await made.http("PATCH", "", {"rules": {"panel": True}})).status_code == 200
            await phone.hear("round", id=round_id, panel=True)
            await chair.do("publish", round=round_id)
            await screen.hear("tally", round=round_id)
            await chair.do("void", round=round_id, reason="重投")
            assert (await screen.hear("round", id=round_id, state="voided"))["seen"] == 7


async def test_all_nodes_show_the_same_running_tally(tmp_path: Path, database: str) -> None:
    """P24: it moves by five or more wherever the ballots are cast, and both screens see the same steps."""
    async with nodes(tmp_path, database) as (a, b):
        made = await a.make(admission="cards", show="live")
        there, tokens = moved(made, b), await made.cards(24)
        async with made.chair() as chair, made.screen() as here, there.screen() as far:
            round_id = await chair.open(made.ids()[:1])
            seen: list[int] = [0]
            for number, token in enumerate(tokens):
                async with (made, there)[number % 2].phone(token) as phone:
                    assert receipt(await phone.cast(round_id, 8))
                if number >= 9 and number % 5 == 4:
                    seen.append((await here.until(lambda m: m["t"] == "tally" and m["counted"] > seen[-1]))["counted"])
                    await far.until(lambda m: m["t"] == "tally" and m["counted"] == seen[-1])
            assert all(later - before >= 5 for before, later in zip(seen, seen[1:], strict=False)) and len(seen) > 2


async def test_a_timed_round_ends_once_on_all_nodes(tmp_path: Path, database: str) -> None:
    """P08: whichever node closes it, every client hears of it."""
    async with nodes(tmp_path, database) as (a, b):
        made = await a.make(admission="cards")
        there, tokens = moved(made, b), await made.cards(6)
        async with made.chair() as chair, there.screen() as screen:
            round_id = await chair.open(made.ids()[:1], seconds=2)
            left = (await screen.hear("round", id=round_id))["left"]
            assert 0 < left <= 2000
            for token in tokens:
                async with there.phone(token) as phone:
                    assert receipt(await phone.cast(round_id, 8))
            await screen.hear("round", id=round_id, state="closed")
            await chair.hear("round", id=round_id, state="closed")
        assert ballots(await made.tally(), made.ids()[0]) == 6


async def test_the_phones_of_all_nodes_are_counted_together(tmp_path: Path, database: str, clock: TestClock) -> None:
    async with nodes(tmp_path, database, clock=clock) as (a, b):
        made = await a.make(admission="open")
        there = moved(made, b)
        async with made.desk() as desk, made.guest(), there.guest() as far:
            await far.socket.close()  # perhaps before its node has reported it
            await _settled(desk, clock, joined=2, stale=1)
            async with there.guest():
                await _settled(desk, clock, joined=3, stale=1)


async def _settled(desk: Peer, clock: TestClock, joined: int, stale: int) -> None:
    await desk.hear("turnout", joined=joined)
    clock.run(SETTLE_SECONDS)
    await desk.hear("turnout", joined=joined, stale=stale)


async def test_no_phone_is_called_gone_because_its_node_has_yet_to_report_it(tmp_path: Path, database: str) -> None:
    """Of phones that enter through two nodes and stay, none is shown as not connected, at any moment."""
    async with nodes(tmp_path, database) as (a, b):
        made = await a.make(admission="open")
        places, live = (made, moved(made, b)), a.registry.live_meetings[made.id]
        async with made.desk() as desk, AsyncExitStack() as phones:
            for number in range(40):
                await phones.enter_async_context(places[number % 2].guest())
            turnouts = [await desk.hear("turnout")]
            while turnouts[-1]["joined"] < 40 or live.audience.arrivals.settled < 40:
                turnouts.append(await desk.hear("turnout"))
            assert {turnout["stale"] for turnout in turnouts} == {0}


async def test_a_rotating_code_admits_on_a_node_that_has_not_loaded_the_meeting(tmp_path: Path, database: str) -> None:
    async with nodes(tmp_path, database) as (a, b):
        made = await a.make(join="rotating")
        async with moved(made, b).guest(_rotating_code(a, made)) as phone:
            assert phone.welcome["t"] == "welcome"


def _rotating_code(host: Hosted, made: MeetingClient) -> str:
    live = host.registry.live_meetings[made.id]
    join_codes = host.operations.join_codes
    return join_codes.code(live.state, 0, join_codes.period())


async def test_a_meeting_past_its_retention_is_deleted_even_if_no_node_has_loaded_it(
    tmp_path: Path, database: str, clock: TestClock
) -> None:
    async with nodes(tmp_path, database, 1) as (a,):
        made = await a.make(admission="cards", retention_days=1)
        await made.http("PUT", "/attendance", {"present": 0, "absent": 0})
        await made.go_live()
        answer = await made.http("POST", "/phase", {"phase": "certified"})
        assert answer.status_code == 200, answer.text
    clock.day = time.time() + 2 * 86400
    async with nodes(tmp_path / "later", database, 1, clock) as (b,):
        for seconds in (3601, 71 * 3600):
            clock.run(seconds)
            await b.scheduler.tick()
            assert await b.operations.store.state(made.id) is not None
        clock.run(3600)
        await b.scheduler.tick()
        assert await b.operations.store.state(made.id) is None


async def test_phones_voided_at_one_node_show_it_at_the_other(tmp_path: Path, database: str) -> None:
    async with nodes(tmp_path, database) as (a, b):
        made = await a.make(expected=1)
        there = moved(made, b)
        async with there.guest() as phone:
            answer = await made.http("POST", "/void-open", {"after": "2022-01-01T00:00:00Z"})
            assert answer.json() == {"voided": 1}
            assert (await phone.hear("refused"))["code"] == "void_card"
            async with there.guest() as other:
                assert other.welcome["t"] == "welcome"


async def test_phones_that_join_at_one_node_do_not_make_hellos_at_the_other_start_again(
    tmp_path: Path, database: str
) -> None:
    """Each arrival is a change of the meeting. If a hello began again for each, none of a hall that connects at once to
    several nodes would ever end. A card that has become void is looked up again."""
    async with nodes(tmp_path, database) as (a, b):
        made = await a.make(admission="cards")
        there, [spoilt, first, second, *more] = moved(made, b), await made.cards(6)
        async with there.phone(first):
            live = b.registry.live_meetings[made.id]

            async def join(*cards: str) -> None:
                async with AsyncExitStack() as stack:
                    for card in cards:
                        await stack.enter_async_context(made.phone(card))
                    await a.scheduler.tick()
                await b.registry.refresh(live)

            await join(second)
            before, revision = live.version(with_tally=False), live.revision
            await join(*more)
            assert live.revision > revision and live.unchanged_since(before)
            assert (await made.http("POST", "/void-cards", {"tokens": [spoilt]})).json() == {"voided": 1}
            await b.registry.refresh(live)
            assert not live.unchanged_since(before)


async def test_after_a_certification_no_node_looks_for_spent_tags(tmp_path: Path, database: str) -> None:
    async with nodes(tmp_path, database) as (a, b):
        made = await a.make(admission="cards", rules={"panel": True})
        await made.go_live()
        there, [token] = moved(made, b), await made.cards(1)
        async with made.chair() as chair:
            round_id = await chair.open(made.ids()[:1])
            async with there.phone(token) as phone:
                assert receipt(await phone.cast(round_id, 8, b"n" * 16))
            await chair.do("close", round=round_id, confirm=True)
            await chair.do("publish", round=round_id, confirm=True)
        await made.http("PUT", "/attendance", {"present": 1, "absent": 0})
        assert (await made.http("POST", "/phase", {"phase": "certified"})).status_code == 200
        async with there.phone(token) as phone:
            assert receipt(await phone.cast(round_id, 8, b"n" * 16))
        assert (await there.tally())["reconciliation"]["balanced"]
