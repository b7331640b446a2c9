"""When a running tally may move (CONTRACT "Sent as it changes", PROMISES P24). Pure.

Every step that the audience sees adds at least STEP ballots, and at least STEP ballots stay unreleased while the round
is open; both hold for the scored ballots of each subject as well. So nobody can subtract one voter from the next step,
nor from the rest that closing releases. Late ballots, of cards issued while the round is open, are in addition to all
of these: whoever issues nine cards to themselves knows nine ballots, and the tenth would be a step.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from .counting import SubjectCount
from .disclosure import is_relevant
from .models import Ballot, Part
from .rounds import votes_by_subject

STEP = 5
"""Ballots."""

StoredBallot = tuple[bytes, Ballot]
"""A ballot with its id in the box, where the ids of released ballots are recorded."""


@dataclass(slots=True)
class RunningTally:
    """The running tally of one open round. `counts` per subject, `counted` and `abstained` cover the released ballots;
    `pool` holds the others. Spoiled ballots are in neither. `least` is the size of the pool at which a release may be
    tried next."""

    part: Part
    counts: Sequence[SubjectCount]
    pool: list[StoredBallot] = field(default_factory=list)
    counted: int = 0
    abstained: int = 0
    least: int = 2 * STEP

    @property
    def subjects(self) -> int:
        return len(self.counts)

    def add(self, ballots: Iterable[StoredBallot]) -> None:
        self.pool.extend((ballot_id, ballot) for ballot_id, ballot in ballots if not ballot.spoiled)

    def due(self, shuffle: Callable[[list[StoredBallot]], None]) -> list[StoredBallot]:
        """The ballots to release next, or none. A random choice of the others stays in the pool: STEP of them, or as
        many as it takes to keep STEP that score each subject."""
        if _on_time(self.pool) < self.least:
            return []
        shuffle(self.pool)
        kept, rest = self._keep(self.pool)
        while few := self._subjects_with_few(rest):
            kept += [stored for stored in rest if self._scores_any(stored, few)]
            rest = [stored for stored in rest if not self._scores_any(stored, few)]
        if _on_time(rest) >= STEP and _on_time(kept) >= STEP:
            return rest
        # Without new ballots, another choice may not succeed where this one failed.
        self.least = _on_time(self.pool) + 1
        return []

    def _keep(self, pool: Sequence[StoredBallot]) -> tuple[list[StoredBallot], list[StoredBallot]]:
        """The first ballots that leave no subject with fewer than STEP scored ones, none of them late, and the rest."""
        kept: list[StoredBallot] = []
        rest: list[StoredBallot] = []
        missing = [STEP] * self.subjects
        for stored in pool:
            ballot = stored[1]
            scored = [subject for subject in self._relevant(ballot) if missing[subject]]
            if ballot.late or not (scored or len(kept) < STEP):
                rest.append(stored)
                continue
            for subject in scored:
                missing[subject] -= 1
            kept.append(stored)
        return kept, rest

    def _subjects_with_few(self, ballots: Sequence[StoredBallot]) -> set[int]:
        """The subjects that some of these ballots score, but fewer than STEP that are not late."""
        scored = self._scored(ballots)
        on_time = self._scored([stored for stored in ballots if not stored[1].late])
        return {subject for subject in range(self.subjects) if scored[subject] and on_time[subject] < STEP}

    def _scored(self, ballots: Iterable[StoredBallot]) -> list[int]:
        """How many of these ballots score each subject."""
        counts = [0] * self.subjects
        for _, ballot in ballots:
            for subject in self._relevant(ballot):
                counts[subject] += 1
        return counts

    def _scores_any(self, stored: StoredBallot, subjects: set[int]) -> bool:
        return not subjects.isdisjoint(self._relevant(stored[1]))

    def _relevant(self, ballot: Ballot) -> list[int]:
        """The subjects that the ballot scores."""
        return [subject for subject, row in enumerate(ballot.rows) if is_relevant(self.part, row)]

    def release(self, chosen: list[StoredBallot]) -> None:
        """Move `chosen` from the pool to the tally. The box must have recorded them by now."""
        released = {ballot_id for ballot_id, _ in chosen}
        self.pool = [stored for stored in self.pool if stored[0] not in released]
        all_score = all(is_relevant(self.part, row) for _, ballot in self.pool for row in ballot.rows)
        self.least = STEP + (STEP if all_score else max(STEP, _on_time(self.pool)))
        ballots = [ballot for _, ballot in chosen]
        for count, votes in zip(self.counts, votes_by_subject(ballots, self.subjects), strict=True):
            count.add(votes)
        self.counted += len(ballots)
        self.abstained += sum(ballot.abstained for ballot in ballots)


def _on_time(ballots: Iterable[StoredBallot]) -> int:
    """How many of these ballots are not late."""
    return sum(not ballot.late for _, ballot in ballots)
