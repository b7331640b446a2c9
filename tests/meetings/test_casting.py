"""Answers to a cast: every refusal in the contract's order, retries, and the limits of a ballot."""

import asyncio
import secrets
from collections import Counter
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Any

import msgpack
import pytest

from tests.harness import MEETING, Hosted, Map, MeetingClient, Peer, TestClock, code, crowd, receipt

pytestmark = pytest.mark.anyio

CARDS: Map = {**MEETING, "admission": "cards"}
N = b"n" * 16


def with_form(form: object, subjects: int = 3, **changes: object) -> Map:
    people = [{"name": f"第{i}人"} for i in range(subjects)]
    return {**CARDS, "parts": [{"name": "上述", "form": form, "subjects": people}], **changes}


def a_form(**changes: object) -> Map:
    item = {"key": "overall", "title": "总体"}
    return {"title": "评议表", "scale": {"min": 1, "max": 10}, "items": [item], **changes}


async def field(phone: Peer, round_id: str, scores: Any, notes: Any = ()) -> str | None:
    """The field named by the refusal of an invalid ballot."""
    answer = await phone.cast(round_id, scores, notes=notes)
    assert code(answer) == "bad_ballot"
    return answer.get("field")


async def next_answer(phone: Peer, message: Map) -> Map:
    """The answer to `message`, or where there is none, to a cast in an unknown round that is sent after it."""
    await phone.send(message)
    await phone.send({"t": "cast", "round": "no such round", "nonce": b"e" * 16, "scores": [[1]], "notes": []})
    return await phone.until(lambda m: m["t"] in ("receipt", "refused"))


def a_cast(round_id: str, score: int, nonce: bytes = N) -> Map:
    return {"t": "cast", "round": round_id, "nonce": nonce, "scores": [[score]], "notes": []}


async def test_one_token_on_fifty_connections_casts_exactly_one_ballot(
    host: Hosted, proof: Callable[[str], None]
) -> None:
    """P03: fifty connections, of which the newest three stay open; fifty nonces over those; one ballot."""
    made = await host.make(CARDS)
    [token] = await made.cards(1)
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        async with AsyncExitStack() as stack:
            phones = [await stack.enter_async_context(made.phone(token)) for _ in range(50)]
            assert [code(await phone.next()) for phone in phones[:-3]] == ["elsewhere"] * 47
            assert {await phone.closed() for phone in phones[:-3]} == {1013}
            casts = [a_cast(round_id, 1 + i % 10, secrets.token_bytes(16)) for i in range(50)]
            answers: list[Map] = []
            for i in range(0, 50, 3):
                answers += await asyncio.gather(*map(next_answer, phones[-3:], casts[i : i + 3]))
        assert sum(map(receipt, answers)) == 1
        refused = Counter(code(answer) for answer in answers if not receipt(answer))
        assert refused == {"already_voted": 5, "unknown_round": 44}, "five are answered, the others are not"
        await chair.do("close", round=round_id, confirm=True)
    assert (await made.tally())["reconciliation"]["rounds"][0]["returned"] == 1
    proof("50 connections, 3 of them open, 50 nonces: 1 ballot, 5 answers, then silence")


async def test_an_exact_retry_gets_the_same_receipt_over_any_connection_and_counts_once(host: Hosted) -> None:
    """P02: a lost receipt is sent again."""
    made = await host.make(CARDS)
    [token] = await made.cards(1)
    async with made.chair() as chair, made.phone(token) as phone, made.phone(token) as other:
        round_id = await chair.open(made.ids()[:1])
        note = {"subject": 0, "key": "problems", "text": "会议多"}
        answers = [await peer.cast(round_id, 8, N, [note]) for peer in (phone, phone, other)]
        assert answers == [{"t": "receipt", "round": round_id, "nonce": N}] * 3
        await chair.do("close", round=round_id, confirm=True)
        assert receipt(await other.cast(round_id, 8, N, [note]))
    tally = await made.tally()
    assert tally["parts"][0]["subjects"][0]["ballots"] == len(tally["notes"]) == 1


async def test_a_retry_is_answered_until_ten_minutes_after_the_close_and_no_longer(
    host: Hosted, clock: TestClock
) -> None:
    """P27: after that a right guess is answered like a wrong one."""
    made = await host.make(CARDS)
    async with made.chair() as chair, crowd(made, 2) as (phone, other):
        round_id = await chair.open(made.ids()[:1])
        assert receipt(await phone.cast(round_id, 8, N)) and receipt(await other.cast(round_id, 7))
        await chair.do("close", round=round_id, confirm=True)
        clock.run(9 * 60 + 55)
        await host.scheduler.tick()
        assert receipt(await phone.cast(round_id, 8, N))
        clock.run(35)
        await host.scheduler.tick()
        assert code(await phone.cast(round_id, 8, N)) == code(await phone.cast(round_id, 7, N)) == "already_voted"


async def test_a_reused_nonce_takes_away_nobodys_vote(host: Hosted, proof: Callable[[str], None]) -> None:
    """P04: from another token it is `new_nonce` and spends nothing; with another score it is a second vote."""
    made = await host.make(CARDS)
    async with made.chair() as chair, crowd(made, 2) as (first, second):
        round_id = await chair.open(made.ids()[:1])
        assert receipt(await first.cast(round_id, 8, N))
        assert code(await first.cast(round_id, 9, N)) == "already_voted"
        assert code(await second.cast(round_id, 8, N)) == "new_nonce"
        assert receipt(await second.cast(round_id, 6))
        await chair.do("close", round=round_id, confirm=True)
    assert (await made.tally())["parts"][0]["subjects"][0]["score"] == "7.000"
    proof("another token: `new_nonce`, then its own ballot counts; another score: `already_voted`; 2 ballots")


@pytest.mark.parametrize("closed", [False, True])
@pytest.mark.parametrize("void", [False, True])
async def test_after_five_differing_tries_not_even_an_exact_retry_is_answered(
    host: Hosted, closed: bool, void: bool
) -> None:
    """P27: somebody with a phone's token and nonce has five guesses, whatever the state of card and round."""
    made = await host.make(CARDS)
    [token] = await made.cards(1)
    async with made.chair() as chair, made.phone(token) as phone, made.phone(token) as thief:
        round_id = await chair.open(made.ids()[:1])
        assert receipt(await phone.cast(round_id, 8, N))
        if closed:
            await chair.do("close", round=round_id, confirm=True)
        if void:
            assert (await made.http("POST", "/void-cards", {"tokens": [token]})).status_code == 200
        for guess in (1, 2, 3, 4, 5):
            assert code(await thief.cast(round_id, guess, N)) == ("void_card" if void else "already_voted")
        for score in (6, 8, 11):
            assert code(await next_answer(phone, a_cast(round_id, score))) == "unknown_round"


async def test_a_void_card_still_gets_the_receipt_of_its_ballot(host: Hosted) -> None:
    made = await host.make(CARDS)
    tokens = await made.cards(2)
    async with made.chair() as chair, made.phone(tokens[0]) as voted, made.phone(tokens[1]) as late:
        round_id = await chair.open(made.ids()[:1])
        assert receipt(await voted.cast(round_id, 8, N))
        assert (await made.http("POST", "/void-cards", {"tokens": tokens})).json() == {"voided": 2}
        assert receipt(await voted.cast(round_id, 8, N))
        assert code(await voted.cast(round_id, 7)) == "void_card"
        assert code(await late.cast(round_id, 9)) == "void_card"
        await chair.do("close", round=round_id, confirm=True)
    assert (await made.tally())["parts"][0]["subjects"][0]["ballots"] == 1


async def test_refusals_follow_the_contracts_order(host: Hosted) -> None:
    groups = [{"name": "A"}, {"name": "B"}]
    document = {**CARDS, "groups": groups, "parts": [{**MEETING["parts"][0], "groups": ["A"]}]}
    made = await host.make(document)
    [a], [b], [void_b] = [await made.cards(1, group) for group in ("A", "B", "B")]
    async with made.chair() as chair, made.phone(a) as voter, made.phone(b) as other, made.phone(void_b) as void:
        await made.http("POST", "/void-cards", {"tokens": [void_b]})
        round_id = await chair.open(made.ids()[:1])
        for phone, expected in ((void, "void_card"), (other, "not_eligible"), (voter, "bad_ballot")):
            assert code(await phone.cast("nothing", [[99]], b"short")) == "unknown_round"
            assert code(await phone.cast(round_id, [[99]], b"short")) == expected
            assert code(await phone.cast(round_id, [[99]])) == expected
        assert receipt(await voter.cast(round_id, 8, N))
        assert code(await voter.cast(round_id, 99)) == "bad_ballot"
        await chair.do("close", round=round_id, confirm=True)
        assert code(await voter.cast(round_id, 99)) == "bad_ballot"
        assert code(await voter.cast(round_id, 7)) == "already_voted"
        round_id = await chair.open(made.ids()[1:2])
        await chair.do("close", round=round_id, confirm=True)
        assert code(await other.cast(round_id, 7)) == "not_eligible"
        assert code(await voter.cast(round_id, 7)) == "round_closed"


BAD_SCORES = [
    ([[True]], "scores[0][0]"),
    ([[False]], "scores[0][0]"),
    ([[8.0]], "scores[0][0]"),
    ([[float("nan")]], "scores[0][0]"),
    ([["8"]], "scores[0][0]"),
    ([[msgpack.ExtType(5, b"8")]], "scores[0][0]"),
    ([[msgpack.Timestamp(8)]], "scores[0][0]"),
    ([[0]], "scores[0][0]"),
    ([[11]], "scores[0][0]"),
    ([[-1]], "scores[0][0]"),
    ([[2**64 - 1]], "scores[0][0]"),
    ([[None]], "scores[0][0]"),
    ([None], "scores[0]"),
    ([[]], "scores[0]"),
    ([[8, 8]], "scores[0]"),
    ([8], "scores[0]"),
    ([], "scores"),
    ([[8], [8]], "scores"),
    ({0: [8]}, "scores"),
    (None, "scores"),
]
BAD_NOTES = [
    ("text", "notes"),
    ([5], "notes[0]"),
    ([{"subject": 0, "key": "problems"}], "notes[0]"),
    ([{"subject": 0, "key": "problems", "text": "x", "who": "me"}], "notes[0]"),
    ([{"subject": 1, "key": "problems", "text": "x"}], "notes[0].subject"),
    ([{"subject": False, "key": "problems", "text": "x"}], "notes[0].subject"),
    ([{"subject": 0, "key": "secret", "text": "x"}], "notes[0].key"),
    ([{"subject": 0, "key": "problems", "text": 5}], "notes[0].text"),
    ([{"subject": 0, "key": "problems", "text": "文" * 501}], "notes[0].text"),
    ([{"subject": 0, "key": "problems", "text": "x"}] * 2, "notes"),
]


async def test_invalid_content_is_refused_with_its_field_and_spends_nothing(host: Hosted) -> None:
    made = await host.make(CARDS)
    async with made.chair() as chair, crowd(made, 1) as (phone,):
        round_id = await chair.open(made.ids()[:1])
        for scores, wrong in BAD_SCORES:
            assert await field(phone, round_id, scores) == wrong, scores
        for notes, wrong in BAD_NOTES:
            await phone.send({**a_cast(round_id, 8), "notes": notes})
            answer = await phone.hear("refused")
            assert (answer["code"], answer["field"]) == ("bad_ballot", wrong), notes
        for nonce in (b"n" * 15, b"n" * 17, "n" * 16, 16, None, msgpack.ExtType(1, N)):
            await phone.send({**a_cast(round_id, 8), "nonce": nonce})
            answer = await phone.hear("refused")
            assert (answer["code"], answer["field"]) == ("bad_ballot", "nonce"), nonce
        for scores, text, wrong in (([["??"]], "", "scores[0][0]"), ([[8]], "??", "notes[0].text")):
            notes = [{"subject": 0, "key": "problems", "text": text}] if text else []
            sent = msgpack.packb({**a_cast(round_id, 8), "scores": scores, "notes": notes})
            await phone.socket.send(sent.replace(b"??", b"\xff\xfe"))
            assert (await phone.hear("refused"))["field"] == wrong, "invalid UTF-8"
        longest = {"subject": 0, "key": "problems", "text": "e\u0301" * 500}
        assert receipt(await phone.cast(round_id, 8, notes=[longest])), "code points are counted after NFC"


async def test_the_notes_of_one_ballot_are_limited_to_48_kb_together(host: Hosted) -> None:
    boxes = [{"key": f"k{i}", "title": "意见", "max": 2000} for i in range(8)]
    made = await host.make(with_form(a_form(notes=boxes), 3))
    async with made.chair() as chair, crowd(made, 1) as (phone,):
        round_id = await chair.open(made.ids())
        notes = [{"subject": i // 8, "key": f"k{i % 8}", "text": "x" * 2000} for i in range(24)]
        over = [{"subject": 2, "key": "k7", "text": "x" * 1153}]
        assert await field(phone, round_id, [[8]] * 3, [*notes[:23], {**over[0], "text": "文" * 1100}]) == "notes"
        assert receipt(await phone.cast(round_id, [[8]] * 3, notes=notes))


async def test_a_recused_card_sends_nil_for_its_subject_and_counts_for_the_others(host: Hosted) -> None:
    made = await host.make(CARDS)
    one, two, _ = made.ids()
    [token] = await made.cards(1, recuse=two)
    async with made.chair() as chair, made.phone(token) as phone:
        round_id = await chair.open([one, two])
        assert (await phone.hear("round", state="open"))["recused"] == [1]
        assert await field(phone, round_id, [[8], [8]]) == "scores[1][0]"
        assert await field(phone, round_id, [None, [8]]) == "scores[0]"
        assert await field(phone, round_id, [[8], [None, None]]) == "scores[1]"
        note = [{"subject": 1, "key": "problems", "text": "x"}]
        assert await field(phone, round_id, [[8], [None]], note) == "notes[0].subject"
        assert receipt(await phone.cast(round_id, [[8], [None]]))
        await chair.do("close", round=round_id, confirm=True)
    first, second, _ = (await made.tally())["parts"][0]["subjects"]
    assert (first["ballots"], first["recused"], second["ballots"], second["recused"]) == (1, 0, 0, 1)


async def test_nil_abstains_only_where_the_item_allows_it(host: Hosted) -> None:
    items = [{"key": "a", "title": "甲", "abstain": True}, {"key": "b", "title": "乙"}]
    made = await host.make(with_form(a_form(items=items), 1))
    async with made.chair() as chair, crowd(made, 1) as (phone,):
        round_id = await chair.open(made.ids())
        assert await field(phone, round_id, [[8, None]]) == "scores[0][1]"
        assert receipt(await phone.cast(round_id, [[None, 8]]))


async def test_a_named_choice_is_cast_as_its_index(host: Hosted) -> None:
    made = await host.make(with_form("six-items", 1))
    async with made.chair() as chair, crowd(made, 1) as (phone,):
        round_id = await chair.open(made.ids())
        for wrong in (4, -1, "好"):
            assert await field(phone, round_id, [[0, 0, 0, 0, 0, wrong]]) == "scores[0][5]"
        assert receipt(await phone.cast(round_id, [[0, 1, 2, 3, 0, 1]]))


async def test_a_limit_applies_to_a_combined_round_but_not_to_a_round_of_one_subject(host: Hosted) -> None:
    made: MeetingClient = await host.make(with_form("members", 7))
    async with made.chair() as chair, crowd(made, 1) as (phone,):
        alone = await chair.open(made.ids()[:1])
        assert receipt(await phone.cast(alone, 0))
        await chair.do("close", round=alone, confirm=True)
        combined = await chair.open(made.ids()[1:])
        assert await field(phone, combined, [[0], [1], [0], [1], [0], [1]]) == "scores[4]"
        assert receipt(await phone.cast(combined, [[0], [1], [0], [1], [1], [3]], secrets.token_bytes(16)))


async def test_a_score_in_a_band_to_be_explained_needs_a_note_on_that_subject(host: Hosted) -> None:
    form = a_form(notes=[{"key": "problems", "title": "问题"}], explain=["差"])
    made = await host.make(with_form(form, 2))
    async with made.chair() as chair, crowd(made, 1) as (phone,):
        round_id = await chair.open(made.ids())
        note = {"subject": 0, "key": "problems", "text": "迟到"}
        assert (await field(phone, round_id, [[4], [3]], [note]) or "").startswith("notes")
        assert await field(phone, round_id, [[4], [3]], [{**note, "subject": 1, "text": " \n"}])
        assert receipt(await phone.cast(round_id, [[4], [3]], notes=[{**note, "subject": 1}]))


async def test_after_the_certification_an_exact_retry_still_gets_its_receipt_and_guesses_end_after_five(
    host: Hosted, clock: TestClock
) -> None:
    """P27: the database no longer knows which tokens have voted; a restart in between only starts the count again."""
    made = await host.make({**CARDS, "rules": {"panel": True}})
    await made.go_live()
    voted, guessed, late = await made.cards(3)
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        async with made.phone(voted) as phone, made.phone(guessed) as thief:
            assert receipt(await phone.cast(round_id, 8, N))
            assert receipt(await thief.cast(round_id, 9, b"m" * 16))
            for guess in (1, 2):
                assert code(await thief.cast(round_id, guess, b"m" * 16)) == "already_voted"
        await chair.do("close", round=round_id, confirm=True)
        await chair.do("publish", round=round_id, confirm=True)
    assert (await made.http("PUT", "/attendance", {"present": 3, "absent": 0})).status_code == 200
    answer = await made.http("POST", "/phase", {"phase": "certified"})
    assert answer.status_code == 200, answer.text
    async with made.phone(voted) as phone, made.phone(guessed) as thief, made.phone(late) as other:
        assert receipt(await phone.cast(round_id, 8, N))
        assert code(await other.cast(round_id, 8)) == "round_closed"
        for guess in (3, 4, 5):
            assert code(await thief.cast(round_id, guess, b"m" * 16)) == "round_closed"
        for score in (6, 9):
            assert code(await next_answer(thief, a_cast(round_id, score))) == "unknown_round"
