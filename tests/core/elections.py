"""Meetings that are decided by votes, with the ballots of a round, for tests that count by hand."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction as F
from typing import Any

from server.core.attendance import Attendance
from server.core.composition import compose
from server.core.decided_results import decided_results
from server.core.forms import Choice, Form, Item, Scale, WriteIn
from server.core.models import INVALID, Additions, Group, Meeting, Part, Phase, Row, Rules, Subject, Vote
from server.core.reconciliation import Cards
from server.core.record import LogHead, Record, Snapshot
from server.core.record_json import record_json
from server.core.results import result_json
from server.core.rounds import CountedRound, Counts, Round, State
from server.core.vote_rules import Decide, DecideRule, Figure

Map = dict[str, Any]
YES, NO, ABSTAIN = (0,), (1,), (None,)
WORDS = Scale(choices=(Choice("赞成", None), Choice("反对", None)))
FORM = Form("election", "选举票", WORDS, (Item("vote", "表决", abstain=True),), write_in=WriteIn("赞成", 3))
ELECTED = DecideRule("当选", ("赞成",), over=F(1, 2), seats=3)
ELECTION = Decide("vote", "present", (ELECTED, DecideRule("未当选")), ("votes",))
FIGURE = Figure("赞成率", "vote", ("赞成",), "valid")


def part_of(names: str, decide: Decide = ELECTION, **about: Any) -> Part:
    subjects = tuple(Subject(f"s{place}", name) for place, name in enumerate(names, 1))
    return replace(Part("选举", FORM, subjects, groups=("A票", "B票"), decide=decide, figures=(FIGURE,)), **about)


def meeting_of(*parts: Part, **about: Any) -> Meeting:
    groups = (Group("A票", size=20), Group("B票", size=18))
    return replace(Meeting("换届", parts, groups, Rules(), "2026-01-01", expected=38), **about)


def rows(yes: int = 0, no: int = 0, abstained: int = 0, invalid: int = 0, recused: int = 0) -> list[Row]:
    kinds: list[tuple[Row, int]] = [(YES, yes), (NO, no), (ABSTAIN, abstained), (INVALID, invalid), (None, recused)]
    return [row for row, times in kinds for _ in range(times)]


def round_of(columns: Sequence[Sequence[Row]], part: str = "选举", spoiled: int = 0, **about: Any) -> CountedRound:
    """A closed round on s1, s2, …; the first twelve ballots are from group A."""
    votes = tuple(Counter(Vote(int(place >= 12), row) for place, row in enumerate(column)) for column in columns)
    ballots = len(columns[0])
    counts = Counts(eligible=38, phone=ballots, paper=spoiled, invalid=spoiled)
    ids = tuple(f"s{place}" for place in range(1, len(columns) + 1))
    round = Round("r1", 1, part, ids, State.CLOSED, "09:00", "09:10", counts=counts)
    lists = about.pop("write_ins", ())
    return CountedRound(replace(round, **about), votes, write_ins=tuple(map(tuple, lists)))


def record_of(meeting: Meeting, *rounds: CountedRound, **about: Any) -> Record:
    people, log = Attendance(30, 8), LogHead("2026-01-01T10:00:00+08:00")
    base = Snapshot("m1", meeting, Phase.LIVE, people, Additions(), Cards(38, 0), rounds, log, {"title": "换届"})
    return compose(replace(base, **about))


def json_of(record: Record) -> Map:
    tally: Map = json.loads(json.dumps(record_json(record)))
    return tally


def part_json(meeting: Meeting, *rounds: CountedRound, **about: Any) -> Map:
    part: Map = json_of(record_of(meeting, *rounds, **about))["parts"][0]
    return part


def results_of(
    meeting: Meeting, *rounds: CountedRound, waiting: dict[str, str] | None = None, **about: Any
) -> list[Map]:
    record = record_of(meeting, *rounds, **about)
    votes = record.parts[0].votes
    assert votes is not None
    results = decided_results(meeting, votes, about.get("additions", Additions()), waiting or {})
    return [result_json(result, meeting) for result in results]


EXAMPLE = (rows(17, 10, 1, 1), rows(16, 12, 1), rows(20, 8, 1), rows(17, 11, 1), rows(3, 26))
