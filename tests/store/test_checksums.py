"""Every stored row that a figure depends on is as it was written, or the meeting is refused by name.

Here whole columns are changed, in either database. `tests/proofs/attacks/test_flips.py` flips bytes in a file.
"""

import os
from collections import Counter
from dataclasses import replace

import pytest

from server.core.errors import Damaged
from server.core.meeting_state import MeetingState
from server.core.models import Phase
from server.core.rounds import State
from server.core.texts import TextKind, digest_of
from server.meetings.load_check import LoadCheck
from server.store import queries
from server.store.rows import CountedBox
from tests.store.places import ENTRY, Place, a_round, new_meeting

pytestmark = pytest.mark.anyio

ONE_CARD = "WHERE digest = (SELECT digest FROM token WHERE batch = 'b' ORDER BY digest LIMIT 1)"
ONE_PHONE = "WHERE digest = (SELECT digest FROM token WHERE batch IS NULL ORDER BY digest LIMIT 1)"
ONE_TAG = "WHERE tag = (SELECT tag FROM spent ORDER BY tag DESC LIMIT 1)"
DAMAGES = {
    "a card of another meeting": f"UPDATE token SET meeting = 'other' {ONE_CARD}",
    "a card of another group": f"UPDATE token SET voters = 1 {ONE_CARD}",
    "a card of another batch": f"UPDATE token SET batch = 'c' {ONE_CARD}",
    "a void card": f"UPDATE token SET void = 1 - void {ONE_CARD}",
    "a recused card": f"UPDATE token SET recuse = 's1' {ONE_CARD}",
    "a late card": f"UPDATE token SET during = NULL {ONE_CARD}",
    "a phone admitted earlier": f"UPDATE token SET minute = minute - 1 {ONE_PHONE}",
    "a card gone": f"DELETE FROM token {ONE_CARD}",
    "a round of another meeting": "UPDATE round SET meeting = 'other' WHERE number = 2",
    "a subject that counts again": "DELETE FROM standing",
    "a spent token of another round": f"UPDATE spent SET round = 'other' {ONE_TAG}",
    "a spent token of another meeting": f"UPDATE spent SET meeting = 'other' {ONE_TAG}",
    "the first log line": "UPDATE log SET detail = '{}' WHERE number = 1",
    "the kind of a log line": "UPDATE log SET act = 'decisions' WHERE number = 2",
    "the last log line gone": "DELETE FROM log WHERE number = (SELECT max(number) FROM log)",
    "the log gone": "DELETE FROM log",
    "a checksum": "UPDATE checksum SET cards = cards + 1",
    "no checksums": "DELETE FROM checksum",
}
TEXT_DAMAGES = (
    "UPDATE subject_text SET body = '\"另一篇\"'",
    "UPDATE subject_text SET body = '另一篇'",
    "UPDATE subject_text SET subject = 's2'",
    "DELETE FROM subject_text",
    "INSERT INTO subject_text SELECT meeting, 's2', kind, body FROM subject_text",
)
"""A text that was changed, is of somebody else, has gone, or was written by nobody."""


async def meeting_with_rows(place: Place) -> MeetingState:
    """Cards, admitted phones, some of either void, a closed round and a voided one, a text."""
    store, one = place.backend.store, await new_meeting(place)
    cards = [os.urandom(32) for _ in range(4)]
    one = replace(one, version=1)
    await store.issue(one, 0, "b", cards, None, ENTRY, during="r")
    for minute in (5, 6, 7):
        assert await store.admit(one.id, 0, os.urandom(32), None, None, minute)
    assert await store.void_tokens(one.id, ENTRY, None, cards[:1]) == 1
    assert await store.void_admitted(one.id, 7, ENTRY) == 1
    for number, state in ((1, State.CLOSED), (2, State.VOIDED)):
        round, one = a_round(number, f"s{number}"), replace(one, version=one.version + 1)
        await store.open_round(round, one, ENTRY)
        await store.move_all(one.id, [(replace(round, state=State.CLOSING), State.OPEN)])
        closed = replace(round, state=State.CLOSED)
        await store.seal(one.id, closed, CountedBox((Counter(),), [], [(os.urandom(32), 0) for _ in cards], []), ENTRY)
        if state is State.VOIDED:
            await store.move_all(one.id, [(replace(round, state=state), State.CLOSED)], entry=ENTRY)
    text = "一年来"
    one = replace(one, version=one.version + 1, texts={"brief": {"s1": digest_of(text)}})
    await store.save_text(one, TextKind.BRIEF, "s1", text, ENTRY)
    return one


async def test_a_changed_row_is_refused_with_the_name_of_its_meeting(place: Place) -> None:
    """P11: each of DAMAGES, rolled back afterwards."""
    other, one = await new_meeting(place), await meeting_with_rows(place)
    database = place.backend.store._database
    (closed, _) = (await place.backend.store.counted(one.id))[1]
    assert closed.spent == 4
    for damage, statement in DAMAGES.items():
        with pytest.raises(Damaged, match=f"meeting {one.id} “{one.meeting.title}”: .*"):
            async with database.write() as db:
                assert await db.execute(f"{statement} {'AND' if 'WHERE' in statement else 'WHERE'} meeting = ?", one.id)
                await queries.snapshot(db, one.id)
                pytest.fail(damage)
        await place.backend.store.counted(one.id)
    await place.backend.store.counted(other.id)


async def test_a_changed_text_is_refused_with_the_name_of_its_meeting(place: Place) -> None:
    """P11: each of TEXT_DAMAGES, rolled back afterwards."""
    one, database = await meeting_with_rows(place), place.backend.store._database
    for statement in TEXT_DAMAGES:
        with pytest.raises(Damaged, match=one.id):
            async with database.write() as db:
                await db.execute(statement)
                await LoadCheck()._check(db, one.id)
                pytest.fail(statement)
    assert await place.backend.store.text(one.id, TextKind.BRIEF, "s1") == "一年来"


async def test_changes_by_the_store_leave_the_checksums_right(place: Place) -> None:
    for number in range(3):
        one = await meeting_with_rows(place)
        store, changed = place.backend.store, replace(one, version=one.version + 1)
        if number == 0:
            await store.go_live(changed, ENTRY)
        elif number == 1:
            await store.replace_document(changed, [], ENTRY)
        else:
            await store.certify(replace(changed, phase=Phase.CERTIFIED), ENTRY)
        _, rounds, batches, _ = await store.counted(one.id)
        assert len(rounds) == (2 if number == 2 else 0)
        assert sum(batch.count for batch in batches) == (4 if number == 0 else 7)
    await (await place.reopen()).store.counted(one.id)


async def test_damage_stays_visible_after_later_changes(place: Place) -> None:
    """A change reckons with the difference that it makes, so it cannot make damaged rows right."""
    one = await meeting_with_rows(place)
    store = place.backend.store
    async with store._database.write() as db:
        await db.execute(DAMAGES["a late card"])
        await db.execute(DAMAGES["a spent token of another round"])
    await store.issue(replace(one, version=one.version + 1), 0, "d", [os.urandom(32)], None, ENTRY)
    await store.void_tokens(one.id, ENTRY, "b", [])
    with pytest.raises(Damaged, match="cards"):
        await store.counted(one.id)
    with pytest.raises(Damaged, match="cards"):
        await store.batches(one.id, checked=True)
