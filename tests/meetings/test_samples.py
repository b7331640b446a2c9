"""The sample meetings of two parts, held in full on a real server; every figure is compared with a count by hand."""

import asyncio
import random
from collections.abc import Sequence
from contextlib import AsyncExitStack
from fractions import Fraction

import pytest

from tests.hand_count import HandCount, Row, assert_agrees, sample
from tests.harness import Hosted, Map, MeetingClient, Peer, receipt

pytestmark = pytest.mark.anyio

Voter = tuple[str, Peer]
"""A phone and its group."""


async def phones(stack: AsyncExitStack, made: MeetingClient, tokens: Sequence[str], group: str) -> list[Voter]:
    return [(group, await stack.enter_async_context(made.phone(token))) for token in tokens]


async def vote(
    hand: HandCount, part: str, round_id: str, names: Sequence[str], ballots: Sequence[tuple[Voter, list[Row]]]
) -> None:
    """Cast all ballots at once and add them to the count by hand."""
    rows = [[None if row is None else list(row) for row in rows] for _, rows in ballots]
    casts = (phone.cast(round_id, cast) for ((_, phone), _), cast in zip(ballots, rows, strict=True))
    assert all(map(receipt, await asyncio.gather(*casts)))
    for (group, _), given in ballots:
        for name, row in zip(names, given, strict=True):
            hand.add(part, name, group, row)


def likely(chance: random.Random, best_first: Sequence[int], liked: float) -> int:
    """A random score; the higher `liked`, the better."""
    return chance.choices(best_first, [liked**place for place in range(len(best_first))])[0]


async def put(made: MeetingClient, name: str, kind: str, body: object) -> None:
    """Add a decision, adjustment, flag or entered score to the first part that has this person."""
    parts = ("日常考核",) if kind == "entered" else {one["part"] for one in made.subjects}
    sid = next(one["id"] for one in made.subjects if one["name"] == name and one["part"] in parts)
    answer = await made.http("PUT", f"/subjects/{sid}/{kind}", body)
    assert answer.status_code == 200, answer.text


async def certify(made: MeetingClient, present: int, absent: int, hand: HandCount) -> Map:
    """Enter the attendance, compare the record, certify, and compare again."""
    assert (await made.http("PUT", "/attendance", {"present": present, "absent": absent})).status_code == 200
    before = await made.tally()
    assert_agrees(before, hand)
    assert before["reconciliation"]["balanced"], before["reconciliation"]["problems"]
    assert (await made.http("POST", "/phase", {"phase": "certified"})).status_code == 200
    after = await made.tally()
    assert_agrees(after, hand)
    assert after["fingerprint"] == before["fingerprint"] and after["meeting"]["phase"] == "certified"
    return after


async def test_two_parts_with_their_own_forms_voters_and_weights_agree_with_a_count_by_hand(host: Hosted) -> None:
    """Cards of three weighted groups, one card recused; a round for each reporter, then a combined one."""
    document = sample("two-parts.toml")
    made, hand, chance = await host.make(document), HandCount(document), random.Random(7)
    names = [one["name"] for one in document["parts"][0]["subjects"]]
    one_of_them = next(one["id"] for one in made.subjects if one["name"] == "郭建平")
    party, mixed, people = (group["name"] for group in document["groups"])
    cards = {party: await made.cards(9, party), mixed: await made.cards(9, mixed), people: await made.cards(12, people)}
    reporter = await made.cards(1, mixed, recuse=one_of_them)
    await made.go_live()
    async with AsyncExitStack() as stack:
        chair = await stack.enter_async_context(made.chair())
        upper = [*await phones(stack, made, cards[party], party), *await phones(stack, made, cards[mixed], mixed)]
        own = (await phones(stack, made, reporter, mixed))[0]
        lower = await phones(stack, made, cards[people], people)
        for place, (name, sid) in enumerate(zip(names, made.ids("上述"), strict=True)):
            here = upper[5:] if place == 0 else [*upper, own]  # of the first group 4 only: too few to be shown
            voters = [one for one in here if name != "郭建平" or one is not own]
            liked = (0.35, 0.6, 0.8)[place % 3]
            rows: list[list[Row]] = [[(likely(chance, range(10, 0, -1), liked),)] for _ in voters]
            round_id = await chair.open([sid])
            await vote(hand, "上述", round_id, [name], list(zip(voters, rows, strict=True)))
            await chair.do("close", round=round_id)
            assert (await made.http("GET", "/tally.json")).status_code == 409
            await chair.do("publish", round=round_id)
        round_id = await chair.open(made.ids("下评"), part="下评")
        below: list[list[Row]] = [[(likely(chance, range(10, 0, -1), 0.5),) for _ in names] for _ in lower]
        await vote(hand, "下评", round_id, names, list(zip(lower, below, strict=True)))
        await chair.do("close", round=round_id)
        await chair.do("publish", round=round_id)
    points = [{"points": "0.25", "reason": "全国先进"}, {"points": "-1", "reason": "通报批评"}]
    await put(made, "唐海燕", "adjustments", points)
    await put(made, "许文静", "flags", ["被问责"])
    hand.points["唐海燕"], hand.flags["许文静"] = [Fraction("0.25"), Fraction(-1)], ["被问责"]
    tally = await certify(made, 31, 14, hand)
    upper_groups = tally["parts"][0]["subjects"][0]["groups"]
    assert [one["suppressed"] for one in upper_groups] == [True, True] and tally["quota"] is not None
    assert any(hand.vetoes(name) for name in names) and not all(hand.vetoes(name) for name in names)
    returned = [(one["eligible"], one["returned"], one["unreturned"]) for one in tally["reconciliation"]["rounds"]]
    assert returned == [(19, 13, 6), (19, 19, 0), (18, 18, 0), *[(19, 19, 0)] * 3, (12, 12, 0)]
    await put(made, "许文静", "decision", {"grade": "一般", "reason": "党委会研究"})
    later = await made.tally()
    decided = {one["subject"]["name"]: one["decided"] for one in later["results"]}
    assert decided["许文静"] == {"grade": "一般", "reason": "党委会研究"} and decided["周立新"] is None
    assert later["fingerprint"] == tally["fingerprint"]


async def test_a_vote_and_an_entered_score_make_one_result(host: Hosted) -> None:
    """Open admission, six items with named choices, one combined round, results held back until the end."""
    document = sample("daily-work.toml")
    made, hand, chance = await host.make(document), HandCount(document), random.Random(11)
    names = [one["name"] for one in document["parts"][0]["subjects"]]
    await made.go_live()
    entered = {"高志远": "9.25", "冯晓琳": "8.8", "蒋雪梅": "7.125"}
    async with AsyncExitStack() as stack:
        chair = await stack.enter_async_context(made.chair())
        guests = [("全体", await stack.enter_async_context(made.guest())) for _ in range(20)]
        round_id = await chair.open(made.ids("民主测评"), part="民主测评")
        liked = (0.2, 0.45, 0.7, 0.3, 0.5)
        rows = [[six(chance, each) for each in liked] for _ in guests]
        await vote(hand, "民主测评", round_id, names, list(zip(guests, rows, strict=True)))
        await chair.do("close", round=round_id)
        draft = await made.tally(draft=True)
        assert draft["parts"][0]["subjects"][0]["score"] is None and draft["results"][0]["score"] is None
        for name, score in entered.items():
            await put(made, name, "entered", {"score": score})
            hand.entered["日常考核", name] = Fraction(score)
        await chair.do("publish", all=True)
    tally = await certify(made, 20, 40, hand)
    results = {one["subject"]["name"]: one for one in tally["results"]}
    assert set(results["高志远"]["parts"]) == {"民主测评", "日常考核"}
    assert set(results["秦永福"]["parts"]) == set(results["曹大勇"]["parts"]) == {"民主测评"}
    assert results["秦永福"]["score"] == results["秦永福"]["parts"]["民主测评"]


def six(chance: random.Random, liked: float) -> Row:
    """Six items with named choices, 好 first."""
    return tuple(likely(chance, range(4), liked) for _ in range(6))
