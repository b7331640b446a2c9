"""What the store promises, whichever database is behind it: one suite, both databases."""

import asyncio
import os
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from cards.forms import forms
from server.config import Config
from server.core import document
from server.core.errors import Refused
from server.core.models import Ballot, Phase, Vote, Written
from server.core.release import Running
from server.core.rounds import Counts, Round, State
from server.core.sealing import retry_digest, tag
from server.core.sitting import Sitting
from server.opening import Opened, opened
from server.store.box import Box, Outcome
from server.store.rows import Entry, Sealed
from tests.harness import MEETING

pytestmark = pytest.mark.anyio

SECRET = b"a secret that nodes share between them"
ENTRY = Entry("2026-03-01T09:00:00+08:00", "desk", "test", {"何": 1})


@dataclass
class Place:
    """A database, and how to open it again. `boxes` are those to be closed in the end."""

    config: Config
    one: Opened
    boxes: list[Box] = field(default_factory=list)

    async def again(self) -> Opened:
        await self.one.store.close()
        self.one = await opened(self.config)
        return self.one


@pytest.fixture(params=["sqlite", "postgres"])
async def place(request: pytest.FixtureRequest, tmp_path: Path, anyio_backend: str) -> AsyncIterator[Place]:
    url = None
    if request.param == "postgres":
        server = request.getfixturevalue("shared_server")
        await server.ready()
        url = await server.database()
    config = Config(data=tmp_path, database_url=url, secret=SECRET)
    where = Place(config, await opened(config))
    try:
        yield where
    finally:
        for box in where.boxes:
            await box.close()
        await where.one.store.close()


def sitting(**changes: object) -> Sitting:
    meeting = document.parse(MEETING, forms("zh"), today="2026-03-01")
    return Sitting(os.urandom(8).hex(), replace(meeting, **changes), ids=3)  # type: ignore[arg-type]


async def made(place: Place) -> Sitting:
    one = sitting()
    keys = {role: os.urandom(32) for role in ("chair", "screen", "desk")}
    await place.one.store.create(one, keys, [(os.urandom(32), 0)], ENTRY)
    return one


def a_round(number: int = 1, *subjects: str, state: State = State.OPEN) -> Round:
    return Round(os.urandom(8).hex(), number, "上述", subjects or ("s1",), state, "2026-03-01T09:00:00+08:00")


async def running(place: Place, number: int = 1, *subjects: str) -> tuple[Sitting, Round, Box]:
    one = await made(place)
    round = a_round(number, *subjects)
    box = await place.one.boxes.create(one.id, round.id)
    place.boxes.append(box)
    await place.one.store.open_round(round, replace(one, version=1), ENTRY)
    return one, round, box


def ballot(mark: int = 7, text: str = "") -> Ballot:
    notes = (Written(0, "problems", text),) if text else ()
    return Ballot(0, ((mark,),), notes)


async def cast(box: Box, token: bytes, nonce: bytes, one: Ballot, paper: bool = False) -> object:
    heard: asyncio.Future[object] = asyncio.get_running_loop().create_future()
    box.cast(token, nonce, one, heard.set_result, paper)
    return await heard


async def closed(place: Place, meeting: Sitting, round: Round, box: Box) -> Round:
    closing = replace(round, state=State.CLOSING)
    await place.one.store.move_all(meeting.id, [(closing, round.state)])
    await box.settle()
    votes = [one.ballot for one in await box.ballots()]
    counts = Counts(phone=box.turnout.phone, paper=box.turnout.paper)
    sealed = Sealed((gathered(votes),), [n for one in votes for n in one.notes], await box.spent_tags(), [])
    done = replace(closing, state=State.CLOSED, counts=counts)
    await place.one.store.seal(meeting.id, done, sealed, ENTRY)
    await put_down(place, box)
    await place.one.boxes.destroy(round.id)
    return done


async def put_down(place: Place, box: Box) -> None:
    place.boxes.remove(box)
    await box.close()


def gathered(ballots: list[Ballot]) -> Counter[Vote]:
    return Counter(vote for one in ballots for vote in one.votes())


# Meetings


async def test_a_meeting_is_read_back_as_it_was_written(place: Place) -> None:
    one = await made(place)
    assert await place.one.store.sitting(one.id) == one
    changed = replace(one, version=1, phase=Phase.LIVE)
    await place.one.store.save(changed, ENTRY)
    again = await place.again()
    assert await again.store.sitting(one.id) == changed
    assert await again.store.sittings() == [changed]
    assert [line["act"] for line in await again.store.log(one.id)] == ["test", "test"]


async def test_a_save_over_somebody_elses_is_refused(place: Place) -> None:
    one = await made(place)
    await place.one.store.save(replace(one, version=1), ENTRY)
    with pytest.raises(Refused) as refused:
        await place.one.store.save(replace(one, version=1), ENTRY)
    assert refused.value.code == "stale"
    assert len(await place.one.store.log(one.id)) == 2


async def test_keys_and_codes_open_their_meeting_until_they_are_replaced(place: Place) -> None:
    one, store = sitting(), place.one.store
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


# Rounds


async def test_one_round_runs_at_a_time_and_a_subject_counts_once(place: Place) -> None:
    one, round, box = await running(place)
    store, second = place.one.store, a_round(2, "s2")
    with pytest.raises(Refused) as refused:
        await store.open_round(second, replace(one, version=2), ENTRY)
    assert refused.value.code == "round_open"
    await closed(place, one, round, box)
    with pytest.raises(Refused) as refused:
        await store.open_round(a_round(2), replace(one, version=2), ENTRY)
    assert refused.value.code == "already_counted"
    await store.open_round(second, replace(one, version=2), ENTRY)


async def test_a_step_from_a_state_already_left_is_refused(place: Place) -> None:
    one, round, _ = await running(place)
    store, held = place.one.store, replace(round, state=State.PAPER)
    await store.move_all(one.id, [(held, State.OPEN)])
    with pytest.raises(Refused) as refused:
        await store.move_all(one.id, [(held, State.OPEN)])
    assert refused.value.code == "stale"


async def test_what_was_cast_is_counted_once_with_its_value(place: Place) -> None:
    one, round, box = await running(place)
    marks = [os.urandom(1)[0] % 10 + 1 for _ in range(300)]
    answers = await asyncio.gather(
        *(cast(box, os.urandom(32), os.urandom(16), ballot(m, f"话\u3000{m}"), m == 1) for m in marks)
    )
    assert set(answers) == {Outcome.COUNTED}
    assert (box.turnout.cast, box.turnout.paper) == (300, marks.count(1))
    done = await closed(place, one, round, box)
    again = await place.again()
    _, [counted], _, _ = await again.store.counted(one.id)
    assert counted.round == done and counted.spent == 300
    assert counted.votes[0] == Counter(Vote(0, (mark,)) for mark in marks)
    assert sorted(note.text for note in counted.notes) == sorted(f"话\u3000{mark}" for mark in marks)
    assert not await again.boxes.left()


async def test_a_token_is_spent_once_and_a_nonce_used_once(place: Place) -> None:
    _, _, box = await running(place)
    token, other, nonce = os.urandom(32), os.urandom(32), os.urandom(16)
    crowd = [cast(box, token, os.urandom(16), ballot()) for _ in range(50)]
    answers = await asyncio.gather(cast(box, token, nonce, ballot(3)), *crowd)
    assert answers == [Outcome.COUNTED, *[Outcome.SPENT] * 50]
    assert await cast(box, other, nonce, ballot(4)) is Outcome.NEW_NONCE
    assert await cast(box, other, os.urandom(16), ballot(4)) is Outcome.COUNTED
    assert box.turnout.cast == 2
    assert await box.holds(nonce, ballot(3)) and not await box.holds(nonce, ballot(4))
    assert await box.spent(token) == 0 and await box.spent(os.urandom(32)) is None
    await box.count_try(token)
    assert await box.spent(token) == 1


async def test_clashes_within_one_batch_are_told_apart(place: Place) -> None:
    _, _, box = await running(place)
    a, b, c, nonce = os.urandom(32), os.urandom(32), os.urandom(32), os.urandom(16)
    answers = await asyncio.gather(
        cast(box, a, nonce, ballot(1)),
        cast(box, a, os.urandom(16), ballot(2)),
        cast(box, b, nonce, ballot(3)),
        cast(box, c, os.urandom(16), ballot(4)),
        cast(box, b, os.urandom(16), ballot(5)),
    )
    assert list(answers[:4]) == [Outcome.COUNTED, Outcome.SPENT, Outcome.NEW_NONCE, Outcome.COUNTED]
    assert box.turnout.cast == sum(one is Outcome.COUNTED for one in answers)
    assert sorted(o.ballot.rows[0][0] for o in await box.ballots())[0] == 1  # type: ignore[index, type-var]


async def test_a_box_is_found_again_with_what_was_in_it(place: Place) -> None:
    one, round, box = await running(place)
    token = os.urandom(32)
    for mark in range(1, 11):
        await cast(box, token if mark == 1 else os.urandom(32), os.urandom(16), ballot(mark), mark == 2)
    await put_down(place, box)
    found = await (await place.again()).boxes.open(one.id, round.id)
    assert (found.turnout.cast, found.turnout.paper) == (10, 1)
    assert sorted(o.ballot.rows[0][0] for o in await found.ballots()) == list(range(1, 11))  # type: ignore[index, type-var]
    assert await cast(found, token, os.urandom(16), ballot()) is Outcome.SPENT
    assert await found.spent_tags() and (tag(round.id, token), 0) in await found.spent_tags()
    await found.close()


async def test_the_running_tally_moves_by_five_and_remembers_what_it_has_shown(place: Place) -> None:
    one, round, box = await running(place)
    box.keep_fresh, running_tally = True, Running(1)
    for _ in range(9):
        await cast(box, os.urandom(32), os.urandom(16), ballot())
    assert not await box.release(running_tally) and running_tally.counted == 0
    for _ in range(6):
        await cast(box, os.urandom(32), os.urandom(16), ballot())
    assert await box.release(running_tally) and running_tally.counted == 10
    await put_down(place, box)
    found, later = await (await place.again()).boxes.open(one.id, round.id), Running(1)
    found.keep_fresh = True
    await found.release(later)
    assert (later.counted, len(later.pool)) == (10, 5)
    await found.close()


async def test_a_voided_round_leaves_nothing_and_its_subjects_are_free(place: Place) -> None:
    one, round, box = await running(place)
    await cast(box, os.urandom(32), os.urandom(16), ballot())
    done, store = await closed(place, one, round, box), place.one.store
    voided = replace(done, state=State.VOIDED, counts=Counts(), reason="重投")
    await store.move_all(one.id, [(voided, State.CLOSED)], replace(one, version=2), ENTRY)
    _, [counted], _, _ = await store.counted(one.id)
    assert counted.round == voided and not counted.votes and not await store.spent_tags(one.id, round.id)
    await store.open_round(a_round(2), replace(one, version=3), ENTRY)


async def test_a_retry_after_the_close_is_known_for_ten_minutes(place: Place) -> None:
    one, round, box = await running(place)
    token, nonce, store = os.urandom(32), os.urandom(16), place.one.store
    await cast(box, token, nonce, ballot())
    closing = replace(round, state=State.CLOSING, closed="2026-03-01T10:00:00+08:00")
    await store.move_all(one.id, [(closing, State.OPEN)])
    retry, mark = retry_digest(nonce, b"content"), tag(round.id, token)
    sealed = Sealed((gathered([ballot()]),), [], [(mark, 2)], [retry])
    await store.seal(one.id, replace(closing, state=State.CLOSED), sealed, ENTRY)
    assert await store.spent(one.id, round.id, mark) == 2
    await store.count_try(one.id, round.id, mark)
    assert await store.spent(one.id, round.id, mark) == 3
    at_ten = 1772330400
    await store.forget_retries(at_ten)
    assert await store.has_retry(one.id, round.id, retry)
    await store.forget_retries(at_ten + 1)
    assert not await store.has_retry(one.id, round.id, retry)


async def test_a_glance_tells_how_a_meeting_stands(place: Place) -> None:
    one, round, _ = await running(place)
    glance = await place.one.store.glance(one.id)
    assert glance is not None
    assert glance.sitting.version == 1 and glance.rounds == [round] and glance.changed == ENTRY.at
    assert set(glance.keys) == {"chair", "screen", "desk"}
    assert await place.one.store.running() == [(one.id, round)]
    assert await place.one.store.glance("0" * 16) is None


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
    assert await store.sitting(one.id) is None and await store.log(one.id) == []
    assert await store.sitting(other.id) is not None


async def test_meetings_with_turning_codes_are_found(place: Place) -> None:
    turning, store = sitting(rotating=True), place.one.store
    await store.create(turning, {}, [], ENTRY)
    await made(place)
    assert await store.rotating() == [turning.id]
