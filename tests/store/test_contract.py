"""The contract of the store: one suite for both databases."""

import asyncio
import os
from dataclasses import replace

import pytest

from server.core.admin_keys import BY_MAIN
from server.core.errors import Refused
from server.core.models import Phase
from tests.store.places import ENTRY, Place, ballot, cast, close_round, new_meeting, open_round, state

pytestmark = pytest.mark.anyio


# Meetings


async def test_a_meeting_is_read_back_as_it_was_written(place: Place) -> None:
    one = await new_meeting(place)
    assert await place.backend.store.state(one.id) == one
    changed = replace(one, version=1, phase=Phase.LIVE)
    await place.backend.store.save(changed, ENTRY)
    again = await place.reopen()
    assert await again.store.state(one.id) == changed
    assert await again.store.meeting_states() == [changed]
    assert [line["act"] for line in await again.store.log(one.id)] == ["test", "test"]


async def test_a_save_over_another_save_is_refused(place: Place) -> None:
    one = await new_meeting(place)
    await place.backend.store.save(replace(one, version=1), ENTRY)
    with pytest.raises(Refused) as refused:
        await place.backend.store.save(replace(one, version=1), ENTRY)
    assert refused.value.code == "stale"
    assert len(await place.backend.store.log(one.id)) == 2


async def test_keys_and_codes_open_their_meeting_until_they_are_replaced(place: Place) -> None:
    one, store = state(), place.backend.store
    old, new, code = os.urandom(32), os.urandom(32), os.urandom(32)
    await store.create(one, {"chair": old}, [(code, 0)], ENTRY, BY_MAIN)
    assert await store.access(old) == (one.id, "chair") and await store.code(code) == (one.id, 0)
    await store.replace_key(one.id, "chair", new, ENTRY, BY_MAIN)
    assert await store.access(old) is None and await store.access(new) == (one.id, "chair")
    await store.keep_codes(one.id, [])
    assert await store.code(code) is None


async def test_open_admission_issues_no_more_tokens_than_its_cap_to_concurrent_requests(place: Place) -> None:
    one, store = await new_meeting(place), place.backend.store
    requests = [store.admit(one.id, 0, os.urandom(32), 7, None) for _ in range(20)]
    assert sum(await asyncio.gather(*requests)) == 7
    assert [(b.batch, b.count) for b in await store.batches(one.id)] == [(None, 7)]


async def test_open_admission_has_a_cap_for_each_group(place: Place) -> None:
    one, store = await new_meeting(place), place.backend.store
    assert await store.admit(one.id, 0, os.urandom(32), None, 1)
    assert not await store.admit(one.id, 0, os.urandom(32), None, 1)
    assert await store.admit(one.id, 1, os.urandom(32), 2, 1)
    assert not await store.admit(one.id, 1, os.urandom(32), 2, 5)


async def test_cards_are_issued_recused_and_voided(place: Place) -> None:
    one, store = await new_meeting(place), place.backend.store
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
    one, round, _ = await open_round(place)
    summary = await place.backend.store.summary(one.id)
    assert summary is not None
    assert summary.state.version == 1 and summary.rounds == [round] and summary.log.at == ENTRY.at
    assert set(summary.keys) == {"chair", "screen", "desk"}
    assert await place.backend.store.running() == [(one.id, round)]
    assert await place.backend.store.summary("0" * 16) is None


async def test_going_live_wipes_the_rehearsal_and_keeps_the_cards(place: Place) -> None:
    one, round, box = await open_round(place)
    store, card, guest = place.backend.store, os.urandom(32), os.urandom(32)
    await store.issue(replace(one, version=2), 0, "a", [card], None, ENTRY)
    await store.admit(one.id, 0, guest, None, None)
    await close_round(place, one, round, box)
    await store.go_live(replace(one, version=3, phase=Phase.LIVE), ENTRY)
    assert await store.token(card) is not None and await store.token(guest) is None
    assert (await store.counted(one.id))[1] == []


async def test_deleting_a_meeting_leaves_the_others(place: Place) -> None:
    one, round, box = await open_round(place)
    other, store = await new_meeting(place), place.backend.store
    await cast(box, os.urandom(32), os.urandom(16), ballot())
    await close_round(place, one, round, box)
    await store.delete(one.id, ENTRY.at, BY_MAIN)
    assert await store.state(one.id) is None and await store.log(one.id) == []
    assert await store.state(other.id) is not None


async def test_meetings_with_rotating_codes_are_listed(place: Place) -> None:
    rotating, store = state(rotating=True), place.backend.store
    await store.create(rotating, {}, [], ENTRY, BY_MAIN)
    await new_meeting(place)
    assert await store.rotating() == [rotating.id]


async def test_admitted_tokens_are_voided_from_a_minute_on_and_no_longer_counted(place: Place) -> None:
    store, one = place.backend.store, await new_meeting(place)
    digests = [os.urandom(32) for _ in range(4)]
    for minute, digest in enumerate(digests, 100):
        assert await store.admit(one.id, minute % 2, digest, 4, None, minute)
    card = os.urandom(32)
    await store.issue(replace(one, version=1), 0, "b1", [card], None, ENTRY, "a round")
    assert (await store.token(card) or pytest.fail()).during == "a round"
    assert not await store.admit(one.id, 0, os.urandom(32), 4, None, 104)
    assert await store.void_admitted(one.id, 2**40, ENTRY) == 0
    assert await store.void_admitted(one.id, 102, ENTRY) == 2
    assert await store.void_admitted(one.id, 102, ENTRY) == 0, "already void"
    assert set(await store.void_digests(one.id, [0, 1])) == set(digests[2:])
    assert [line["detail"]["count"] for line in (await store.log(one.id))[-3:]] == [0, 2, 0]  # type: ignore[index]
    assert [await store.admit(one.id, 0, os.urandom(32), 4, None, 105) for _ in range(3)] == [True, True, False]
