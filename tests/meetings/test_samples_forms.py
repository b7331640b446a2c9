"""The sample meetings of one part with their own forms, held in full; every figure is compared with a count by hand."""

import random
import secrets
from contextlib import AsyncExitStack

import pytest

from tests.hand_count import HandCount, Row, assert_agrees, sample
from tests.harness import Hosted, code, receipt
from tests.meetings.test_samples import Voter, certify, likely, phones, put, vote

pytestmark = pytest.mark.anyio


async def test_five_weighted_indicators_with_abstentions_trimming_reasons_and_paper_agree_with_a_count_by_hand(
    host: Hosted,
) -> None:
    """Phones and paper, a spoiled ballot, a round voided and repeated, and a score that needs a reason."""
    document = sample("indicators.toml")
    made, hand, chance = await host.make(document), HandCount(document), random.Random(3)
    names = [one["name"] for one in document["parts"][0]["subjects"]]
    cards = {group: await made.cards(count, group) for group, count in (("党委委员", 7), ("职工代表", 12))}
    await made.go_live()
    async with AsyncExitStack() as stack:
        chair, desk = [await stack.enter_async_context(one) for one in (made.chair(), made.desk())]
        voters = [one for group in cards for one in await phones(stack, made, cards[group][:-1], group)]
        first, *_ = made.ids("党建述职")
        voided = await chair.open([first], part="党建述职")
        assert receipt(await voters[0][1].cast(voided, [[10, 10, 10, 10, 10]]))
        await chair.do("void", round=voided, reason="中途停电")
        for place, (name, sid) in enumerate(zip(names, made.ids("党建述职"), strict=True)):
            round_id = await chair.open([sid], part="党建述职")
            answer = await voters[0][1].cast(round_id, [[9, 9, 9, 3, 9]])
            assert (code(answer), answer["field"]) == ("bad_ballot", "notes[0]")
            assert code(await voters[0][1].cast(round_id, [[None, 9, 9, 9, 9]])) == "bad_ballot"
            rows: list[list[Row]] = [[row(chance, place)] for _ in voters]
            await vote(hand, "党建述职", round_id, [name], list(zip(voters, rows, strict=True)))
            for group, spoiled in zip(cards, (False, True), strict=True):
                marks = [7, 7, 8, 9, None]
                paper = {"round": round_id, "token": cards[group][-1], "nonce": secrets.token_bytes(16)}
                await desk.send({"t": "paper", "n": place, **paper, "scores": [marks], "spoiled": spoiled})
                assert (await desk.hear("receipt", nonce=paper["nonce"]))["round"] == round_id
                if not spoiled:
                    hand.add("党建述职", name, group, tuple(marks))
            await chair.do("close", round=round_id)
    await put(made, "韩雪", "flags", ["重大失误"])
    hand.flags["韩雪"] = ["重大失误"]
    tally = await certify(made, 30, 10, hand)
    rounds = tally["reconciliation"]["rounds"]
    assert [(one["valid"], one["invalid"], one["paper"]) for one in rounds] == [(18, 1, 2)] * 4
    assert [one["voided"] for one in tally["rounds"]] == ["中途停电", None, None, None, None]
    assert any(item["abstained"] for item in tally["parts"][0]["subjects"][0]["items"])
    untrimmed = HandCount({**document, "rules": {**document["rules"], "trim": 0}}, cast=hand.cast)
    assert untrimmed.part_score("党建述职", names[0]) != hand.part_score("党建述职", names[0])


def row(chance: random.Random, place: int) -> Row:
    """Scores from 10 down to 4; one voter in four abstains on the last indicator."""
    marks = [likely(chance, range(10, 3, -1), 0.4 + place / 8) for _ in range(5)]
    return (*marks[:4], None if chance.random() < 0.25 else marks[4])


async def test_an_english_contest_is_held_back_and_published_all_at_once(host: Hosted) -> None:
    document = sample("contest.toml")
    made, hand, chance = await host.make(document), HandCount(document), random.Random(2)
    names = [one["name"] for one in document["parts"][0]["subjects"]]
    cards = {"Jury": await made.cards(6, "Jury"), "Audience": await made.cards(15, "Audience")}
    await made.go_live()
    async with AsyncExitStack() as stack:
        chair = await stack.enter_async_context(made.chair())
        voters = [one for group, tokens in cards.items() for one in await phones(stack, made, tokens, group)]
        for place, (name, sid) in enumerate(zip(names, made.ids("Speeches"), strict=True)):
            here = voters[3:] if place == 1 else voters  # three jurors alone are neither shown nor trimmed
            rows: list[list[Row]] = [[(likely(chance, range(10, 0, -1), 0.3 + place / 10),)] for _ in here]
            round_id = await chair.open([sid], part="Speeches")
            await vote(hand, "Speeches", round_id, [name], list(zip(here, rows, strict=True)))
            await chair.do("close", round=round_id)
            assert code(await chair.ask("publish", round=round_id)) == "publish_all"
        await chair.do("publish", all=True)
    tally = await certify(made, 40, 40, hand)
    remarks = {one["subject"]["name"]: {remark["code"] for remark in one["remarks"]} for one in tally["results"]}
    assert [name for name in names if "not_trimmed" in remarks[name]] == [names[1]]
    assert {one["grade"] for one in tally["results"]} <= {"Gold", "Silver", "Bronze", "Taking part"}


async def test_the_demo_meeting_agrees_with_a_count_by_hand(host: Hosted) -> None:
    document = sample("demo.toml")
    made, hand, chance = await host.make(document), HandCount(document), random.Random(1)
    names = [one["name"] for one in document["parts"][0]["subjects"]]
    async with AsyncExitStack() as stack:
        chair = await stack.enter_async_context(made.chair())
        guests: list[Voter] = [("全体", await stack.enter_async_context(made.guest())) for _ in range(12)]
        round_id = await chair.open(made.ids("述职评议"), part="述职评议")
        rows: list[list[Row]] = [[(likely(chance, range(10, 0, -1), 0.5),) for _ in names] for _ in guests]
        await vote(hand, "述职评议", round_id, names, list(zip(guests, rows, strict=True)))
        await chair.do("close", round=round_id)
    assert_agrees(await made.tally(), hand)
