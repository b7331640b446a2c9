"""What the messages tell pages, so that no page applies a rule itself."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction as F
from typing import Any

import pytest

from server.core import client_messages
from server.core.attendance import Attendance
from server.core.forms import Choice, Form, Item, Scale, WriteIn
from server.core.meeting_state import MeetingState
from server.core.models import Band, Group, Meeting, Part, Phase, Rules, Show, Vote
from server.core.models import Subject as S
from server.core.results import unambiguous_names
from server.core.rounds import CountedRound, Round, State
from server.core.vote_rules import Decide, DecideRule

BANDS = (Band("好", F(9)), Band("一般", F("4.5")), Band("差", F(2)))
POINTS = Form("points", "评议表", Scale(1, 10), (Item("overall", "总体"),))
WORDS = Form(
    "words", "测评表", Scale(choices=(Choice("合格", F(6)), Choice("优秀", F(10)))), (Item("overall", "总体"),)
)
FIRST = Part("上述", POINTS, (S("s1", "甲"), S("s2", "乙", mode="written"), S("s3", "丙")), groups=("全体",))
SECOND = Part("下评", POINTS, (S("s4", "丁", mode="written"), S("s5", "戊", mode="written")), groups=("全体",))
ENTERED = Part("日常", POINTS, (S("s6", "甲"),), groups=("全体",), entered=True)
MEETING = Meeting("评议", (FIRST, ENTERED, SECOND), (Group("全体"),), Rules(BANDS), "2026-01-01", expected=40)


def a_round(*subjects: str, part: str = "上述", state: State = State.OPEN, **about: Any) -> Round:
    return Round("r1", 1, part, subjects, state, "09:00", **about)


def with_form(form: Form) -> Meeting:
    return replace(MEETING, parts=(replace(FIRST, form=form),))


@pytest.mark.parametrize(
    ("state", "few", "shown"),
    [
        (State.OPEN, False, {Show.LIVE}),
        (State.PAPER, False, {Show.LIVE}),
        (State.CLOSED, False, {Show.LIVE}),
        (State.CLOSED, True, set()),
        (State.PUBLISHED, False, set(Show)),
        (State.VOIDED, False, set()),
    ],
)
def test_staff_is_sent_whether_a_rounds_tally_may_be_shown(state: State, few: bool, shown: set[Show]) -> None:
    counted = CountedRound(a_round("s1", state=state), (Counter({Vote(0, (9,)): 4 if few else 5}),))
    for show in Show:
        sent = client_messages.staff_round(replace(MEETING, show=show), Phase.LIVE, counted, None)
        assert (sent["shows_tally"], sent["too_few"]) == (show in shown, few), show


def test_a_part_with_seats_or_write_ins_is_next_as_a_whole() -> None:
    seats = Decide("overall", "valid", (DecideRule("当选", ("优秀",), seats=1), DecideRule("未当选")))
    for decide, form in ((seats, WORDS), (None, replace(WORDS, write_in=WriteIn("优秀", 1)))):
        part = replace(FIRST, form=form, decide=decide)
        meeting = replace(MEETING, parts=(part, SECOND))
        assert client_messages.staff_agenda(meeting, [])["upcoming"] == ["s1", "s2", "s3"]
        assert client_messages.part(meeting, part, unambiguous_names(meeting))["whole"] is True
    assert client_messages.part(MEETING, FIRST, unambiguous_names(MEETING))["whole"] is False


def test_the_agenda_has_the_states_and_who_waits_on_site_and_in_writing() -> None:
    sent = client_messages.staff_agenda(MEETING, [a_round("s1", state=State.PAPER)])
    assert sent == {
        "done": 0, "total": 5, "next": "丙",
        "states": {"s1": "open"}, "onsite": ["s3"], "written": ["s2", "s4", "s5"], "upcoming": ["s3"],
        "ahead": [["s3"], ["s2"], ["s4", "s5"]], "speakers": ["s3"], "items": [], "item": None,
    }  # fmt: skip


def test_the_next_round_is_for_one_subject_on_site_then_for_all_written_ones_of_the_part_then_for_the_next_part() -> (
    None
):
    def upcoming(*done: str) -> object:
        rounds = [a_round(*done, state=State.PUBLISHED)] if done else []
        return client_messages.staff_agenda(MEETING, rounds)["upcoming"]

    assert upcoming() == ["s1"]
    assert upcoming("s1", "s3") == ["s2"]
    assert upcoming("s1", "s2", "s3") == ["s4", "s5"]
    assert upcoming("s1", "s2", "s3", "s4", "s5") == []


def test_those_on_site_report_once_and_nobody_before_a_vote() -> None:
    again = replace(SECOND, subjects=(S("s4", "甲"), S("s5", "戊")))
    decide = Decide("overall", "valid", (DecideRule("通过", ("优秀",), at_least=F(1, 2)), DecideRule("未通过")))
    motion = Part("决议", WORDS, (S("s7", "休会"),), groups=("全体",), decide=decide)
    meeting = replace(MEETING, parts=(FIRST, ENTERED, again, motion))
    assert client_messages.staff_agenda(meeting, [])["speakers"] == ["s1", "s3", "s5"]
    assert client_messages.staff_agenda(meeting, [a_round("s3")])["speakers"] == ["s1", "s5"]
    assert client_messages.staff_agenda(MEETING, [])["speakers"] == ["s1", "s3"]


def test_the_subjects_of_a_voided_round_wait_again() -> None:
    sent = client_messages.staff_agenda(MEETING, [a_round("s1", state=State.VOIDED)])
    assert (sent["states"], sent["onsite"], sent["upcoming"]) == ({}, ["s1", "s3"], ["s1"])


@pytest.mark.parametrize(
    ("changes", "present", "needed", "met"),
    [
        ({}, 26, 27, False),
        ({}, 27, 27, True),
        ({}, None, 27, None),
        ({"quorum": None}, 27, None, None),
        ({"expected": None}, 27, None, None),
    ],
)
def test_staff_is_sent_the_quorum_in_people_and_whether_it_is_met(
    changes: dict[str, Any], present: int | None, needed: int | None, met: bool | None
) -> None:
    state = MeetingState("m1", replace(MEETING, **changes), attendance=Attendance(present))
    sent = client_messages.staff_meeting(state, [], "")
    assert (sent["quorum_needed"], sent["quorum_met"]) == (needed, met)


def test_phones_get_a_tally_without_the_shares_of_single_marks() -> None:
    item = {"key": "overall", "counts": [1], "abstained": 0, "mean": "1.000"}
    tally = {
        "t": "tally",
        "subjects": [{"id": "s1", "shares": {"好": "0.0"}, "items": [{**item, "shares": ["100.0"]}]}],
    }
    sent = client_messages.voter_tally(tally)
    assert sent == {"t": "tally", "subjects": [{"id": "s1", "shares": {"好": "0.0"}, "items": [item]}]}
