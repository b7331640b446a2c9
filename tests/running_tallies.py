"""Running tallies of rounds on one item from 1 to 10, which may be abstained; three groups without weights vote."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from server.core.counting import empty_counts, tally_of, tally_subject
from server.core.forms import Form, Item, Scale
from server.core.models import Ballot, Group, Meeting, Part, Rules, Subject
from server.core.rounds import votes_by_subject
from server.core.running_tally import RunningTally
from server.core.tallies import SubjectTally

SUBJECT = Subject("s1", "张三")
FORM = Form("plain", "评分表", Scale(1, 10), (Item("overall", "总体评价", Fraction(1), abstain=True),))
PART = Part("上述", FORM, (SUBJECT,), groups=("甲", "乙", "丙"))
MEETING = Meeting("评议", (PART,), tuple(Group(name) for name in PART.groups), Rules(), "2026-01-01")


def running_tally(subjects: int) -> RunningTally:
    return RunningTally(PART, empty_counts(MEETING, PART, subjects))


def released(running: RunningTally) -> list[SubjectTally]:
    """What it shows of each subject."""
    return [tally_of(MEETING, SUBJECT, count) for count in running.counts]


def counted(ballots: Sequence[Ballot], subjects: int) -> list[SubjectTally]:
    """A plain count of these ballots."""
    columns = votes_by_subject(ballots, subjects)
    return [replace(tally_subject(MEETING, PART, SUBJECT, votes), groups=()) for votes in columns]
