"""What the store promises, whichever database is behind it: one suite, both databases."""

import asyncio
import os
from dataclasses import replace

import pytest

from server.core.errors import Refused
from server.core.models import Phase
from tests.store.places import ENTRY, Place, ballot, cast, closed, made, running, state

pytestmark = pytest.mark.anyio


# Meetings


async def test_a_meeting_is_read_back_as_it_was_written(place: Place) -> None:
    one = await made(place)
    assert await place.one.store.state(one.id) == one
    changed = replace(one, version=1, phase=Phase.LIVE)
    await place.one.store.save(changed, ENTRY)
    again = await place.again()
    assert await again.store.state(one.id) == changed
    assert await again.store.meeting_states() == [changed]
    assert [line["act"] for line in await again.store.log(one.id)] == ["test", "test"]


async def test_a_save_over_somebody_elses_is_refused(place: Place) -> None:
    one = await made(place)
    await place.one.store.save(replace(one, version=1), ENTRY)
    with pytest.raises(Refused) as refused:
        await place.one.store.save(replace(one, version=1), ENTRY)
    assert refused.value.code == "stale"
    assert len(await place.one.store.log(one.id)) == 2


async def test_keys_and_codes_open_their_meeting_until_they_are_replaced(place: Place) -> None:
    one, store = state(), place.one.store
    old, new, code = os.urandom(32), os.urandom(32), os.urandom(32)
    await store.create(one, {"chair": old}, [(code, 0)], ENTRY)
    assert await store.access(old) == (one.id, "chair") and await store.code(code) == (one.id, 0)
    await store.replace_key(one.id, "chair", new, ENTRY)
    assert await store.access(old) is None and await store.access(new) == (one.id, "chair")
    await store.keep_codes(one.id, [])
    assert await store.code(code) is None


async def test_tokens_are_let_in_up_to_their_number_however_many_ask_at_once(place: Place) -> None:
    one, store = await made(place), place.one.store
    asked = [store.admit(one.id, 0, os.urandom(32), 7, None) for _ in range(20)]
    assert sum(await asyncio.gather(*asked)) == 7
    assert [(b.batch, b.count) for b in await store.batches(one.id)] == [(None, 7)]


async def test_a_group_has_a_number_of_its_own(place: Place) -> None:
    one, store = await made(place), place.one.store
    assert await store.admit(one.id, 0, os.urandom(32), None, 1)
    assert not await store.admit(one.id, 0, os.urandom(32), None, 1)
    assert await store.admit(one.id, 1, os.urandom(32), 2, 1)
    assert not await store.admit(one.id, 1, os.urandom(32), 2, 5)


async def test_cards_are_issued_recused_and_voided(place: Place) -> None:
    one, store = await made(place), place.one.store
    cards, away = [os.urandom(32) for _ in range(5)], [os.urandom(32)]
    await store.issue(replace(one, version=1), 0, "a", cards, None, ENTRY)
    await store.issue(replace(one, version=2), 0, "b", away, "s1", ENTRY)
    assert await store.void_tokens(one.id, ENTRY, None, cards[:2]) == 2
    assert await store.void_tokens(one.id, ENTRY, "a", []) == 3
    assert await store.void_tokens(one.id, ENTRY, "a", []) == 0
    token = await store.token(cards[0])
    assert token is not None and token.void and token.meeting == one.id and token.batch == "a"
    assert {(b.batch, b.count, b.void, b.recuse) for b in await store.batches(one.id)} == {
        ("a", 5, 5, None),
        ("b", 1, 0, "s1"),
    }
    assert await store.recused(one.id) == {"s1"}
    assert set(await store.void_digests(one.id, [0], {"s1"})) == {*cards, *away}


async def test_a_summary_has_the_state_rounds_and_keys_of_a_meeting(place: Place) -> None:
    one, round, _ = await running(place)
    summary = await place.one.store.summary(one.id)
    assert summary is not None
    assert summary.state.version == 1 and summary.rounds == [round] and summary.changed == ENTRY.at
    assert set(summary.keys) == {"chair", "screen", "desk"}
    assert await place.one.store.running() == [(one.id, round)]
    assert await place.one.store.summary("0" * 16) is None


async def test_going_live_wipes_the_rehearsal_and_keeps_the_cards(place: Place) -> None:
    one, round, box = await running(place)
    store, card, guest = place.one.store, os.urandom(32), os.urandom(32)
    await store.issue(replace(one, version=2), 0, "a", [card], None, ENTRY)
    await store.admit(one.id, 0, guest, None, None)
    await closed(place, one, round, box)
    await store.go_live(replace(one, version=3, phase=Phase.LIVE), ENTRY)
    assert await store.token(card) is not None and await store.token(guest) is None
    assert (await store.counted(one.id))[1] == []


async def test_a_deleted_meeting_is_gone_and_leaves_the_others(place: Place) -> None:
    one, round, box = await running(place)
    other, store = await made(place), place.one.store
    await cast(box, os.urandom(32), os.urandom(16), ballot())
    await closed(place, one, round, box)
    await store.delete(one.id)
    assert await store.state(one.id) is None and await store.log(one.id) == []
    assert await store.state(other.id) is not None


async def test_meetings_with_turning_codes_are_found(place: Place) -> None:
    turning, store = state(rotating=True), place.one.store
    await store.create(turning, {}, [], ENTRY)
    await made(place)
    assert await store.rotating() == [turning.id]
