"""Pooled votes: everything that is computed from them is what the votes with their groups gave."""

from collections import Counter
from dataclasses import replace

from hypothesis import given

from server.archive.ballot_rows import ballots
from server.archive.inputs import ArchiveSource, inputs
from server.core.composition import compose
from server.core.hidden_groups import NONE_HIDDEN, POOLED
from server.core.models import Vote
from server.core.pooling import pool_round, pool_votes
from server.core.record import Snapshot
from server.core.record_json import record_json
from server.core.rounds import COUNTED
from tests.archive.sources import sources
from tests.archive.test_recount_hidden import meeting_of


def pooled(snapshot: Snapshot) -> Snapshot:
    """As the store has it."""
    rounds = []
    for counted in snapshot.rounds:
        part = snapshot.meeting.part(counted.round.part)
        if part is not None and counted.round.state in COUNTED:
            votes, hidden = pool_round(snapshot.meeting, part, counted.votes)
            counted = replace(counted, votes=votes, hidden=hidden)
        rounds.append(counted)
    return replace(snapshot, rounds=tuple(rounds))


@given(sources())
def test_every_paper_and_the_archive_are_the_same_with_pooled_votes(source: ArchiveSource) -> None:
    """P25: random meetings, weighted and not, trimmed, with empty groups that block the score, recusals, drafts."""
    before, after = compose(source.snapshot), compose(pooled(source.snapshot))
    assert record_json(after) == record_json(before) and after.fingerprint == before.fingerprint
    stored = replace(source, snapshot=pooled(source.snapshot))
    assert inputs(stored, after) == inputs(source, before)
    assert ballots(stored.snapshot, after) == ballots(source.snapshot, before)


def test_a_row_keeps_its_group_only_where_the_ballot_scores_and_the_group_is_shown() -> None:
    meeting = meeting_of(3, weighted=True)
    part = meeting.parts[0]
    votes = Counter({
        Vote(0, (9,)): 5, Vote(1, (8,)): 1, Vote(2, (9,)): 2, Vote(0, None): 1, Vote(1, None): 1, Vote(0, (None,)): 3,
    })  # fmt: skip
    kept, hidden = pool_votes(meeting, part, votes)
    assert kept == Counter({
        Vote(0, (9,)): 5, Vote(POOLED, (8,)): 1, Vote(POOLED, (9,)): 2, Vote(POOLED, None): 2, Vote(POOLED, (None,)): 3,
    })  # fmt: skip
    weights = [group.weight or 0 for group in meeting.groups]
    assert hidden.groups == (1, 2)
    assert hidden.mean == (weights[1] * 8 + weights[2] * 9) / (weights[1] + weights[2])
    assert pool_votes(meeting_of(3, weighted=False), part, votes)[1].mean is None


def test_where_one_group_votes_alone_nothing_is_pooled() -> None:
    meeting = meeting_of(1, weighted=False)
    votes = Counter({Vote(0, (9,)): 2, Vote(0, None): 1})
    assert pool_votes(meeting, meeting.parts[0], votes) == (votes, NONE_HIDDEN)
