"""Meetings that are decided by votes, with made-up ballots, for the tests of their papers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from cards.form_files import forms
from cards.sample_files import samples
from server.core.attendance import Attendance
from server.core.composition import compose
from server.core.meeting_document import dump, parse
from server.core.models import INVALID, Additions, Meeting, Phase, Row, Vote
from server.core.reconciliation import Cards
from server.core.record import LogHead, Record, Snapshot
from server.core.rounds import CountedRound, Counts, Round, State

Map = dict[str, Any]
SAMPLES = dict(samples())


def sample(name: str, **about: Any) -> Meeting:
    """A sample meeting that ships, with some fields changed."""
    document = {key: str(value) if isinstance(value, date) else value for key, value in SAMPLES[name].items()}
    return parse({**document, **about}, forms(), today="2025-12-30")


def lines(*words: int, abstained: int = 0, invalid: int = 0, recused: int = 0) -> list[Row]:
    """The rows of one subject on a form of one item: how many mark each word, and how many say nothing."""
    marked: list[Row] = [(place,) for place, count in enumerate(words) for _ in range(count)]
    silent: list[tuple[Row, int]] = [((None,), abstained), (INVALID, invalid), (None, recused)]
    return [*marked, *(row for row, count in silent for _ in range(count))]


def votes_of(columns: Sequence[Sequence[Row]]) -> tuple[Counter[Vote], ...]:
    return tuple(Counter(Vote(0, row) for row in column) for column in columns)


def vote_record(meeting: Meeting, *columns: Sequence[Sequence[Row]] | None, **about: Any) -> Record:
    """A published round for each part that has columns, with `spoiled` spoiled ballots and the names of `write_ins`."""
    spoiled, write_ins, rounds = about.pop("spoiled", 0), about.pop("write_ins", ()), list[CountedRound]()
    for number, (part, own) in enumerate(zip(meeting.parts, columns, strict=True), 1):
        if own is not None:
            counts = Counts(eligible=38, phone=len(own[0]), paper=spoiled, invalid=spoiled)
            ids = tuple(subject.id for subject in part.subjects)
            start, end = "2025-11-20T09:00:00+08:00", "2025-11-20T09:10:00+08:00"
            round = Round(f"r{number}", number, part.name, ids, State.PUBLISHED, start, end, counts=counts)
            names = tuple((name,) for name in write_ins) if part.form.write_in else ()
            rounds.append(CountedRound(round, votes_of(own), write_ins=names))
    log = LogHead("2025-11-20T10:30:00+08:00", "1f" * 32)
    base = Snapshot(
        "m1", meeting, Phase.LIVE, Attendance(30, 8), Additions(), Cards(38, 0), tuple(rounds), log, dump(meeting)
    )
    return compose(replace(base, **about))


ELECTION = (
    lines(24, 4, abstained=1),
    lines(19, 9, abstained=1),
    lines(17, 10, abstained=1, invalid=1),
    lines(17, 11, abstained=1),
)
"""Four candidates for three seats: the third and the fourth tie."""
WRITTEN = ("王五",) * 4 + ("王伍",) * 2 + ("赵六",)
MERGES = Additions(merges={"委员选举": {"王伍": "王五"}})


def election(**about: Any) -> Record:
    """Of the sample: 38 expected, 30 present, 30 returned, one of them spoiled."""
    values = {"spoiled": 1, "write_ins": WRITTEN, "additions": MERGES, **about}
    return vote_record(sample("election.toml"), ELECTION, **values)


def congress(**about: Any) -> Record:
    """Of the sample: three reports, 33 of 38 members return a ballot."""
    reports = (lines(20, 9, 3, abstained=1), lines(15, 9, 7, abstained=2), lines(10, 6, 17))
    return vote_record(sample("congress.toml"), reports, **about)


def branch_meeting(**about: Any) -> Record:
    """Of the sample: ten members appraised, and a motion carried by 15 of 26."""
    scored = [lines(*counts) for counts in ((12, 6, 2, 2), *[(10, 10, 2, 0)] * 9)]
    return vote_record(sample("members.toml"), scored, [lines(15, 5, abstained=2)], **about)
