"""The rule of the running tally, step by step, against the contract's two fives."""

import random
from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from server.core.counting import empty_counts
from server.core.models import Ballot, WrittenNote
from server.core.running_tally import RunningTally, StoredBallot
from server.core.vote_rules import Decide, DecideRule
from tests.running_tallies import MEETING, PART, counted, released, running_tally

marks = st.one_of(st.none(), st.integers(1, 10))
rows = st.tuples(st.tuples(marks), st.one_of(st.none(), st.tuples(marks)))
ballots = st.builds(Ballot, st.integers(0, 2), rows, spoiled=st.just(False))
arrivals = st.lists(st.lists(ballots, max_size=14), max_size=12)


def numbered(batches: list[list[Ballot]]) -> list[list[StoredBallot]]:
    names = iter(range(10_000))
    return [[(next(names).to_bytes(16, "big"), ballot) for ballot in batch] for batch in batches]


def step(running: RunningTally, batch: list[StoredBallot], seed: int) -> list[StoredBallot]:
    running.add(batch)
    chosen = running.due(random.Random(seed).shuffle)
    running.release(chosen)
    return chosen


@given(arrivals, st.integers())
def test_every_step_is_five_or_more_and_five_or_more_stay_unseen(batches: list[list[Ballot]], seed: int) -> None:
    """P24"""
    running = running_tally(2)
    came = 0
    for batch in numbered(batches):
        before, came = running.counted, came + len(batch)
        step(running, batch, seed)
        assert running.counted == before or running.counted - before >= 5
        assert running.counted == 0 or came - running.counted >= 5
        tally = released(running)[0]
        assert tally.ballots + tally.abstained + tally.recused == running.counted


@given(arrivals, st.integers())
def test_the_tally_is_a_plain_count_of_what_was_released(batches: list[list[Ballot]], seed: int) -> None:
    """P24: nothing is shown twice, nothing falls, and the rest added at closing gives every ballot."""
    running = running_tally(2)
    shown: list[Ballot] = []
    for batch in numbered(batches):
        shown += [ballot for _, ballot in step(running, batch, seed)]
        assert released(running) == counted(shown, 2)
        assert running.abstained == sum(ballot.abstained for ballot in shown)
    running.release(list(running.pool))
    assert released(running) == counted([ballot for batch in batches for ballot in batch], 2)


@given(arrivals, st.integers())
def test_a_tally_rebuilt_from_what_it_remembers_is_the_same(batches: list[list[Ballot]], seed: int) -> None:
    """P24: a restart releases nothing by itself; the next step is again five or more."""
    running = running_tally(2)
    everything = [kept for batch in numbered(batches) for kept in batch]
    ids = {ballot_id for batch in numbered(batches) for ballot_id, _ in step(running, batch, seed)}
    again = running_tally(2)
    again.add(everything)
    again.release([kept for kept in again.pool if kept[0] in ids])
    assert released(again) == released(running)
    assert (again.counted, again.abstained) == (running.counted, running.abstained)
    assert sorted(ballot_id for ballot_id, _ in again.pool) == sorted(ballot_id for ballot_id, _ in running.pool)
    assert again.due(random.Random(seed).shuffle) == []


def test_nine_ballots_show_nothing_and_the_tenth_shows_five() -> None:
    """P24"""
    running = running_tally(1)
    kept = [(bytes([i] * 16), Ballot(0, ((i + 1,),))) for i in range(10)]
    for one in kept[:9]:
        assert step(running, [one], 1) == []
    assert len(step(running, [kept[9]], 1)) == 5


@given(st.lists(st.booleans(), max_size=60), st.integers())
def test_late_ballots_are_in_addition_to_both_fives(late: list[bool], seed: int) -> None:
    """P24: one ballot at a time; those of cards issued while the round is open move nothing."""
    running = running_tally(1)
    shown = cast = 0
    for place, is_late in enumerate(late):
        stored = (place.to_bytes(16, "big"), Ballot(0, ((1,),), late=is_late))
        chosen = step(running, [stored], seed)
        cast += not is_late
        counted = sum(not ballot.late for _, ballot in chosen)
        shown += counted
        assert not chosen or counted >= 5 and cast - shown >= 5
    assert running.counted + len(running.pool) == len(late)


def test_which_ballots_stay_unseen_is_chance_not_the_order_of_casting() -> None:
    """P24: every ballot of twelve, the first and the last too, is held back in some of the runs."""
    kept = [(bytes([i] * 16), Ballot(0, ((1,),))) for i in range(12)]
    left: Counter[bytes] = Counter()
    for seed in range(60):
        running = running_tally(1)
        step(running, list(kept), seed)
        left.update(ballot_id for ballot_id, _ in running.pool)
    assert len(left) == 12


def test_a_spoiled_paper_ballot_moves_no_tally() -> None:
    """P24"""
    running = running_tally(1)
    running.add([(bytes([i] * 16), Ballot(0, (), spoiled=True)) for i in range(20)])
    assert running.due(random.Random(1).shuffle) == []
    running.add([(b"v" * 16, Ballot(0, ((3,),), (WrittenNote(0, "problems", "x"),)))])
    assert len(running.pool) == 1


@given(arrivals, st.integers())
def test_abstentions_hide_no_scored_ballot(batches: list[list[Ballot]], seed: int) -> None:
    """P24: on each subject a step, and the rest that closing adds, are none or five and more scored ballots; a subject
    with fewer in all has shown none, and then the whole round is held back."""
    running = running_tally(2)
    for batch in numbered(batches):
        before = released(running)
        step(running, batch, seed)
        for old, new in zip(before, released(running), strict=True):
            assert new.ballots == old.ballots or new.ballots - old.ballots >= 5
    rest = counted([ballot for _, ballot in running.pool], 2)
    for shown, left in zip(released(running), rest, strict=True):
        assert not shown.ballots or left.ballots >= 5


DECIDED = replace(PART, decide=Decide("overall", "valid", (DecideRule("通过"),)))
abstaining = st.builds(Ballot, st.just(0), st.tuples(st.one_of(st.just((None,)), st.just((1,)), st.none())))


def decided_tally() -> RunningTally:
    return RunningTally(DECIDED, empty_counts(MEETING, DECIDED, 1))


@given(st.lists(st.lists(abstaining, max_size=14), max_size=12), st.integers())
def test_where_votes_decide_abstentions_are_votes_like_others(batches: list[list[Ballot]], seed: int) -> None:
    """P24: every step has five or more scored or abstained ballots on the subject, and five or more stay unseen."""
    running, came, shown = decided_tally(), 0, 0
    for batch in numbered(batches):
        came += sum(ballot.rows[0] is not None for _, ballot in batch)
        votes = sum(ballot.rows[0] is not None for _, ballot in step(running, batch, seed))
        shown += votes
        assert votes == 0 or votes >= 5
        assert shown == 0 or came - shown >= 5


def test_ten_abstentions_are_released_where_votes_decide_and_kept_where_scores_do() -> None:
    batch = numbered([[Ballot(0, ((None,),))] * 4 + [Ballot(0, ((1,),))] * 6])[0]
    assert len(step(decided_tally(), batch, 1)) == 5
    assert step(running_tally(1), batch, 1) == []
