"""The contract of rounds and ballot boxes: one suite for both databases."""

import asyncio
import os
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest

from server.core.admin_keys import BY_MAIN
from server.core.errors import Damaged, Refused
from server.core.hidden_groups import NONE_HIDDEN, POOLED, HiddenGroups
from server.core.models import Ballot, Phase, Vote
from server.core.rounds import Counts, State
from server.core.sealing import retry_digest, spent_tag
from server.store.ballot_box import CastOutcome
from server.store.rows import Countdown, CountedBox
from tests.running_tallies import running_tally
from tests.store.places import ENTRY, Place, a_round, ballot, cast, close_box, close_round, count_votes, open_round

pytestmark = pytest.mark.anyio


# Rounds


async def test_one_round_runs_at_a_time_and_a_subject_counts_once(place: Place) -> None:
    one, round, box = await open_round(place)
    store, second = place.backend.store, a_round(2, "s2")
    with pytest.raises(Refused) as refused:
        await store.open_round(second, replace(one, version=2), ENTRY)
    assert refused.value.code == "round_open"
    await close_round(place, one, round, box)
    with pytest.raises(Refused) as refused:
        await store.open_round(a_round(2), replace(one, version=2), ENTRY)
    assert refused.value.code == "already_counted"
    await store.open_round(second, replace(one, version=2), ENTRY)


async def test_a_step_from_a_state_already_left_is_refused(place: Place) -> None:
    one, round, _ = await open_round(place)
    store, held = place.backend.store, replace(round, state=State.PAPER)
    await store.move_all(one.id, [(held, State.OPEN)])
    with pytest.raises(Refused) as refused:
        await store.move_all(one.id, [(held, State.OPEN)])
    assert refused.value.code == "stale"


async def test_a_meeting_is_not_deleted_while_a_round_of_it_runs(place: Place) -> None:
    one, round, box = await open_round(place)
    with pytest.raises(Refused) as refused:
        await place.backend.store.delete(one.id, ENTRY.at, BY_MAIN)
    assert refused.value.code == "round_open"
    await close_round(place, one, round, box)
    await place.backend.store.delete(one.id, ENTRY.at, BY_MAIN)
    assert await place.backend.store.state(one.id) is None


async def test_every_ballot_is_counted_once_with_its_marks(place: Place) -> None:
    one, round, box = await open_round(place)
    marks = [os.urandom(1)[0] % 10 + 1 for _ in range(300)]
    answers = await asyncio.gather(
        *(cast(box, os.urandom(32), os.urandom(16), ballot(m, f"话\u3000{m}"), m == 1) for m in marks)
    )
    assert set(answers) == {CastOutcome.COUNTED}
    assert (box.turnout.cast, box.turnout.paper) == (300, marks.count(1))
    done = await close_round(place, one, round, box)
    again = await place.reopen()
    _, [counted], _, _ = await again.store.counted(one.id)
    assert counted.round == done and counted.spent == 300
    assert counted.votes[0] == Counter(Vote(0, (mark,)) for mark in marks)
    assert sorted(note.text for note in counted.notes) == sorted(f"话\u3000{mark}" for mark in marks)
    assert not await again.boxes.orphaned_rounds()


async def test_a_token_is_spent_once_and_a_nonce_used_once(place: Place) -> None:
    _, _, box = await open_round(place)
    token, other, nonce = os.urandom(32), os.urandom(32), os.urandom(16)
    crowd = [cast(box, token, os.urandom(16), ballot()) for _ in range(50)]
    answers = await asyncio.gather(cast(box, token, nonce, ballot(3)), *crowd)
    assert answers == [CastOutcome.COUNTED, *[CastOutcome.SPENT] * 50]
    assert await cast(box, other, nonce, ballot(4)) is CastOutcome.NEW_NONCE
    assert await cast(box, other, os.urandom(16), ballot(4)) is CastOutcome.COUNTED
    assert box.turnout.cast == 2
    assert await box.holds(nonce, ballot(3)) and not await box.holds(nonce, ballot(4))
    assert await box.spent(token) == 0 and await box.spent(os.urandom(32)) is None
    await box.count_try(token)
    assert await box.spent(token) == 1


async def test_a_spent_token_and_a_used_nonce_within_one_batch_are_told_apart(place: Place) -> None:
    _, _, box = await open_round(place)
    a, b, c, nonce = os.urandom(32), os.urandom(32), os.urandom(32), os.urandom(16)
    answers = await asyncio.gather(
        cast(box, a, nonce, ballot(1)),
        cast(box, a, os.urandom(16), ballot(2)),
        cast(box, b, nonce, ballot(3)),
        cast(box, c, os.urandom(16), ballot(4)),
        cast(box, b, os.urandom(16), ballot(5)),
    )
    assert list(answers[:4]) == [CastOutcome.COUNTED, CastOutcome.SPENT, CastOutcome.NEW_NONCE, CastOutcome.COUNTED]
    assert box.turnout.cast == sum(one is CastOutcome.COUNTED for one in answers)
    assert sorted(o.ballot.rows[0][0] for o in await box.ballots())[0] == 1  # type: ignore[index, type-var]


async def test_a_reopened_box_has_all_its_ballots(place: Place) -> None:
    one, round, box = await open_round(place)
    token = os.urandom(32)
    for mark in range(1, 11):
        await cast(box, token if mark == 1 else os.urandom(32), os.urandom(16), ballot(mark), mark == 2)
    await close_box(place, box)
    reopened = await (await place.reopen()).boxes.open(one.id, round.id)
    assert (reopened.turnout.cast, reopened.turnout.paper) == (10, 1)
    assert sorted(o.ballot.rows[0][0] for o in await reopened.ballots()) == list(range(1, 11))  # type: ignore[index, type-var]
    assert await cast(reopened, token, os.urandom(16), ballot()) is CastOutcome.SPENT
    assert await reopened.spent_tags() and (spent_tag(round.id, token), 0) in await reopened.spent_tags()
    await reopened.close()


async def test_the_running_tally_moves_by_five_and_shows_the_same_ballots_after_a_restart(place: Place) -> None:
    one, round, box = await open_round(place)
    box.feeds_tally, moving = True, running_tally(1)
    for _ in range(9):
        await cast(box, os.urandom(32), os.urandom(16), ballot())
    assert not await box.release(moving) and moving.counted == 0
    for _ in range(6):
        await cast(box, os.urandom(32), os.urandom(16), ballot())
    assert await box.release(moving) and moving.counted == 10
    await close_box(place, box)
    reopened, later = await (await place.reopen()).boxes.open(one.id, round.id), running_tally(1)
    reopened.feeds_tally = True
    await reopened.release(later)
    assert (later.counted, len(later.pool)) == (10, 5)
    await reopened.close()


async def test_a_voided_round_leaves_nothing_and_frees_its_subjects(place: Place) -> None:
    one, round, box = await open_round(place)
    await cast(box, os.urandom(32), os.urandom(16), ballot())
    done, store = await close_round(place, one, round, box), place.backend.store
    voided = replace(done, state=State.VOIDED, counts=Counts(), reason="重投")
    await store.move_all(one.id, [(voided, State.CLOSED)], replace(one, version=2), ENTRY)
    _, [counted], _, _ = await store.counted(one.id)
    assert counted.round == voided and not counted.votes and not await store.spent_tags(one.id, round.id)
    await store.open_round(a_round(2), replace(one, version=3), ENTRY)


async def test_a_retry_after_the_close_is_known_until_it_is_forgotten(place: Place) -> None:
    one, round, box = await open_round(place)
    token, nonce, store = os.urandom(32), os.urandom(16), place.backend.store
    await cast(box, token, nonce, ballot())
    closing = replace(round, state=State.CLOSING)
    await store.move_all(one.id, [(closing, State.OPEN)])
    retry, mark = retry_digest(nonce, b"content"), spent_tag(round.id, token)
    sealed = CountedBox((count_votes([ballot()]),), [], [(mark, 2)], [retry])
    await store.seal(one.id, replace(closing, state=State.CLOSED), sealed, ENTRY)
    assert await store.spent(one.id, round.id, mark) == 2
    await store.count_try(one.id, round.id, mark)
    assert await store.spent(one.id, round.id, mark) == 3
    assert await store.rounds_with_retries() == [(one.id, round.id)]
    await store.forget_retries([(one.id, "another")])
    assert await store.has_retry(one.id, round.id, retry)
    await store.forget_retries([(one.id, round.id)])
    assert not await store.has_retry(one.id, round.id, retry) and await store.rounds_with_retries() == []


async def test_the_running_time_before_a_deletion_only_grows_and_starts_again_under_another_id(place: Place) -> None:
    one, _, _ = await open_round(place)
    store, key, gone = place.backend.store, (one.id, ""), ("gone", "")
    for id, ran, expected in (("a", 5.0, 5.0), ("a", 9.5, 9.5), ("a", 7.0, 9.5), ("b", 99.0, 9.5)):
        await store.save_countdowns({key: Countdown(id, ran)})
        assert await store.countdowns() == {key: Countdown("a", expected)}
    await store.end_countdowns([key])
    await store.save_countdowns({key: Countdown("b", 1.0), gone: Countdown("c", 2.0)})
    assert await store.countdowns() == {key: Countdown("b", 1.0)}, "nothing of a meeting that is not there any more"


async def test_a_row_written_with_a_tag_does_not_reveal_an_invalid_ballot(place: Place) -> None:
    """P20: a paper ballot changes the box in the same way whether it is valid or spoiled."""
    _, _, box = await open_round(place)
    table = "box_turnout" if place.config.database_url else "paper"

    async def seen() -> list[int]:
        async with box.database.read() as db:
            rows = await db.fetch(f"SELECT * FROM {table}")
        cells = [cell for row in rows for cell in row if not isinstance(cell, str)]
        return [len(cell) if isinstance(cell, bytes) else cell for cell in cells]

    changes = []
    for spoiled in (False, True, True, False, True):
        before = await seen()
        one = Ballot(0, (), spoiled=True) if spoiled else ballot()
        assert await cast(box, os.urandom(32), os.urandom(16), one, paper=True) is CastOutcome.COUNTED
        changes.append([b - a for a, b in zip(before, await seen(), strict=False)])
    assert all(change == changes[1] for change in changes[1:])
    assert (box.turnout.paper, box.turnout.invalid) == (5, 3)
    await box.reload_turnout()
    assert (box.turnout.paper, box.turnout.invalid) == (5, 3)


async def test_pooled_votes_and_what_they_do_not_tell_come_back_as_they_were_sealed(place: Place) -> None:
    one, round, box = await open_round(place, 1, "s1", "s2")
    store, closing = place.backend.store, replace(round, state=State.CLOSING)
    await store.move_all(one.id, [(closing, State.OPEN)])
    votes = (Counter({Vote(POOLED, (7,)): 3, Vote(0, (8,)): 5}), Counter({Vote(0, (8,)): 8}))
    hidden = (HiddenGroups((1, 2), Fraction(22, 3), True), NONE_HIDDEN)
    done = replace(closing, state=State.CLOSED)
    await store.seal(one.id, done, CountedBox(votes, [], [], [], hidden=hidden), ENTRY)
    _, [counted], _, _ = await (await place.reopen()).store.counted(one.id)
    assert (counted.votes, counted.hidden) == (votes, hidden)
    async with place.backend.store._database.write() as db:
        await db.execute("UPDATE pooled SET mean = '5' WHERE meeting = ?", one.id)
    with pytest.raises(Damaged):
        await place.backend.store.counted(one.id)


async def test_a_certified_meeting_keeps_no_spent_tag(place: Place) -> None:
    one, round, box = await open_round(place)
    tokens = [os.urandom(32) for _ in range(6)]
    for token in tokens:
        assert await cast(box, token, os.urandom(16), ballot()) is CastOutcome.COUNTED
    await box.count_try(tokens[0])
    await close_round(place, one, round, box)
    assert len(await place.backend.store.spent_tags(one.id, round.id)) == 6
    certified = replace(one, version=2, phase=Phase.CERTIFIED)
    assert await place.backend.store.certify(certified, ENTRY) == {spent_tag(round.id, tokens[0]): 1}
    store = (await place.reopen()).store
    state, [counted], _, _ = await store.counted(one.id)
    assert state.phase is Phase.CERTIFIED and counted.spent is None and counted.votes[0].total() == 6
    assert not await store.spent_tags(one.id, round.id) and await store.spent(one.id, round.id, b"") is None
