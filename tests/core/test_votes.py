"""Votes, bases and figures compared with numbers computed by hand, and what is null."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction as F

import pytest

from server.core.attendance import Attendance, GroupAttendance
from server.core.counting import tally_subject
from server.core.forms import Choice, Scale
from server.core.models import Additions, Decision, Group, Part, Vote
from server.core.rounds import CountedRound, State
from server.core.tally_message import ShownTallies, tally_message
from server.core.vote_rules import Base, Decide, DecideRule
from tests.core.elections import (
    ABSTAIN,
    ELECTED,
    ELECTION,
    EXAMPLE,
    FORM,
    YES,
    Map,
    json_of,
    meeting_of,
    part_json,
    part_of,
    record_of,
    results_of,
    round_of,
    rows,
)

SATISFACTION = Decide("vote", "expected", (
    DecideRule("满意", ("满意",), at_least=F(1, 2)),
    DecideRule("基本满意", ("满意", "基本满意"), over=F(1, 2)),
    DecideRule("不满意"),
))  # fmt: skip
LEVELS = Scale(choices=tuple(Choice(word, None) for word in ("满意", "基本满意", "不满意", "不了解")))
ASSEMBLY = replace(FORM, scale=LEVELS, write_in=None)


def assembly(base: Base = "expected") -> Part:
    return part_of("甲", replace(SATISFACTION, base=base), form=ASSEMBLY, figures=(), name="满意度")


def cast(*counts: int, abstained: int = 0) -> CountedRound:
    column = [*(Counter({(mark,): n for mark, n in enumerate(counts)}).elements()), *[ABSTAIN] * abstained]
    return round_of([column], "满意度")


@pytest.mark.parametrize(
    ("counts", "grade"),
    [((19, 3, 2, 6), "满意"), ((18, 2, 4, 6), "基本满意"), ((18, 1, 5, 6), "不满意"), ((0, 0, 0, 0), "不满意")],
)
def test_rules_hold_in_order_and_half_is_at_least_but_not_over_half(counts: tuple[int, ...], grade: str) -> None:
    """Of 38: 19 is exactly one half, 20 is over it. A round without ballots decides, as its base is not 0."""
    assert results_of(meeting_of(assembly()), cast(*counts))[0]["grade"] == grade


@pytest.mark.parametrize(
    ("base", "number"),
    [("expected", 38), ("present", 30), ("returned", 29), ("valid", 28), ("marked", 26), (("满意", "不满意"), 15)],
)
def test_each_base_is_its_own_number(base: Base, number: int) -> None:
    """Of 29 returned: 1 spoiled, 2 abstained, 12 满意, 8 基本满意, 3 不满意, 3 不了解."""
    one = replace(cast(12, 8, 3, 3, abstained=2))
    counts = replace(one.round.counts, paper=1, invalid=1)
    votes = part_json(meeting_of(assembly(base)), replace(one, round=replace(one.round, counts=counts)))
    share = votes["subjects"][0]["votes"]
    assert (share["basis"], share["base"]) == (base if isinstance(base, str) else list(base), number)


def test_recusal_reduces_the_bases_of_ballots_and_never_those_of_people() -> None:
    subject = part_json(meeting_of(part_of("甲")), round_of([rows(15, 8, 2, 1, recused=3)], spoiled=1))["subjects"][0]
    assert subject["bases"] == {"expected": 38, "present": 30, "returned": 27, "valid": 25, "marked": 23}


def test_people_of_some_groups_are_those_of_the_groups() -> None:
    part = part_of("甲", replace(ELECTION, base="expected"), groups=("B票",))
    present = Attendance(30, 8, (GroupAttendance("A票", 18, 2), GroupAttendance("B票", 12, 6)))
    votes = [Counter({Vote(1, YES): 10})]
    cast_round = replace(round_of([[YES]]), votes=tuple(votes))
    bases = part_json(meeting_of(part), cast_round, attendance=present)["subjects"][0]["bases"]
    assert (bases["expected"], bases["present"]) == (18, 12)
    balance = json_of(record_of(meeting_of(part), cast_round, attendance=present))["reconciliation"]
    assert (balance["rounds"][0]["expected"], balance["rounds"][0]["present"]) == (18, 12)
    assert balance["groups"] == [
        {"name": "A票", "expected": 20, "present": 18, "absent": 2},
        {"name": "B票", "expected": 18, "present": 12, "absent": 6},
    ]


@pytest.mark.parametrize(
    ("base", "groups", "about", "awaits"),
    [
        ("expected", ("A票", "B票"), {"expected": None}, ["expected"]),
        ("expected", ("B票",), {"groups": (Group("A票", size=1), Group("B票"))}, ["groups[1].size"]),
        ("present", ("A票", "B票"), {}, ["present"]),
    ],
)
def test_a_missing_number_leaves_everything_open_that_depends_on_it(
    base: str, groups: tuple[str, ...], about: Map, awaits: list[str]
) -> None:
    meeting = meeting_of(part_of("甲", replace(ELECTION, base=base), groups=groups), **about)
    cast_round = replace(round_of([[YES]]), votes=(Counter({Vote(1, YES): 10}),))
    part = part_json(meeting, cast_round, attendance=Attendance())
    assert part["outcome"] is None
    assert part["subjects"][0]["votes"] == {"count": 10, "basis": base, "base": None, "share": None, "needed": None}
    result = results_of(meeting, cast_round, attendance=Attendance())[0]
    assert (result["grade"], result["awaits"], result["reasons"]) == (None, awaits, [])
    assert [remark["code"] for remark in result["remarks"]] == ["awaits"]


def test_the_round_keeps_its_attendance_and_takes_the_meetings_while_it_has_none() -> None:
    meeting = meeting_of(part_of("甲"))
    kept = replace(
        round_of([rows(17, 11)]), round=replace(round_of([rows(17, 11)]).round, attendance=Attendance(29, 9))
    )
    assert part_json(meeting, kept)["subjects"][0]["bases"]["present"] == 29
    assert part_json(meeting, round_of([rows(17, 11)]))["subjects"][0]["bases"]["present"] == 30


@pytest.mark.parametrize("base", ["expected", "present"])
def test_a_base_below_the_ballots_returned_is_a_problem_and_decides_nothing(base: str) -> None:
    meeting = meeting_of(part_of("甲", replace(ELECTION, base=base)), expected=28)
    one = round_of([rows(20, 9)])
    record = record_of(meeting, one, attendance=Attendance(28, 0))
    votes = json_of(record)["parts"][0]["subjects"][0]["votes"]
    assert (votes["count"], votes["base"], votes["share"]) == (20, 28, None)
    assert json_of(record)["parts"][0]["outcome"] is None
    assert any("29" in problem and "28" in problem for problem in record.reconciliation.problems)
    result = results_of(meeting, one, attendance=Attendance(28, 0))[0]
    assert (result["grade"], [remark["code"] for remark in result["remarks"]]) == (None, ["contradicted"])


def test_a_base_of_no_ballots_decides_nothing() -> None:
    decide = replace(ELECTION, base="marked", rules=(replace(ELECTED, seats=None), DecideRule("未当选")))
    result = results_of(meeting_of(part_of("甲", decide)), round_of([rows(abstained=9)]))[0]
    assert (result["votes"]["base"], result["votes"]["share"], result["grade"]) == (0, None, None)
    assert [remark["code"] for remark in result["remarks"]] == ["no_base"]


@pytest.mark.parametrize("state", [State.OPEN, State.VOIDED, None])
def test_without_a_closed_round_there_are_no_votes(state: State | None) -> None:
    meeting = meeting_of(part_of("甲"))
    rounds = [] if state is None else [replace(one := round_of(EXAMPLE[:1]), round=replace(one.round, state=state))]
    part = part_json(meeting, *rounds, draft=True)
    assert (part["outcome"], part["write_ins"]) == (None, [])
    assert [part["subjects"][0][key] for key in ("votes", "bases", "figures")] == [None, None, []]
    waiting = {"s1": "open"} if state is State.OPEN else {}
    result = results_of(meeting, *rounds, waiting=waiting)[0]
    assert (result["grade"], result["rank"], result["votes"], result["awaits"]) == (None, None, None, ["round"])
    assert [remark["code"] for remark in result["remarks"]] == ["waiting"]


@pytest.mark.parametrize(("yes", "abstained", "is_seen"), [(2, 3, True), (2, 2, False), (0, 5, True)])
def test_abstentions_count_among_the_five_ballots_below_which_votes_are_withheld(
    yes: int, abstained: int, is_seen: bool
) -> None:
    column = rows(yes, 0, abstained, invalid=3, recused=4)
    assert (part_json(meeting_of(part_of("甲")), round_of([column]))["subjects"][0]["votes"] is not None) == is_seen


def test_a_motion_has_a_grade_and_no_outcome() -> None:
    decide = Decide("vote", "expected", (DecideRule("通过", ("赞成",), over=F(1, 2)), DecideRule("未通过")))
    meeting = meeting_of(part_of("案", decide))
    assert part_json(meeting, round_of([rows(20, 5)]))["outcome"] is None
    result = results_of(meeting, round_of([rows(20, 5)]))[0]
    assert (result["grade"], result["rank"]) == ("通过", None)
    assert result["reasons"][0]["text"] == "赞成 20/38，52.63%，超过 1/2"


def test_a_scored_part_has_figures_and_no_votes() -> None:
    scale = Scale(choices=(Choice("赞成", F(10)), Choice("反对", F(0))))
    part = replace(part_of("甲"), decide=None, form=replace(FORM, scale=scale, write_in=None))
    shown = part_json(meeting_of(part), round_of([rows(17, 10, 1, 1)], spoiled=1))
    assert (shown["outcome"], shown["write_ins"], shown["again"]) == (None, [], None)
    assert (shown["subjects"][0]["votes"], shown["subjects"][0]["score"]) == (None, "6.296")
    assert shown["subjects"][0]["figures"][0]["share"] == "60.71"


def test_flags_and_decisions_of_a_decided_part_are_stated_and_change_nothing() -> None:
    additions = Additions(flags={"s1": ("被问责",)}, decisions={"s1": Decision("未当选", "研究决定")})
    result = results_of(meeting_of(part_of("甲")), round_of(EXAMPLE[:1]), additions=additions)[0]
    assert (result["grade"], result["decided"]) == ("当选", {"grade": "未当选", "reason": "研究决定"})
    assert result["reasons"][-1] == {"code": "flag", "text": "有“被问责”情形"}


def test_a_running_tally_shows_the_released_ballots_alone() -> None:
    """Returned and valid are those, whatever has been spoiled; the attendance is what is entered now."""
    one = round_of([rows(6, 3, 1)], spoiled=2, state=State.OPEN)
    meeting = meeting_of(part_of("甲"))
    tally = tally_subject(meeting, meeting.parts[0], meeting.parts[0].subjects[0], one.votes[0])
    message: Map = tally_message(meeting, one.round, ShownTallies([tally], 10, 1, Attendance(30, 8)))
    (shown,) = message["subjects"]
    assert shown["bases"] == {"expected": 38, "present": 30, "returned": 10, "valid": 10, "marked": 9}
    assert shown["votes"] == {"count": 6, "basis": "present", "base": 30, "share": "20.00", "needed": 16}
    assert shown["figures"] == [{"name": "赞成率", "count": 6, "basis": "valid", "base": 10, "share": "60.00"}]
    assert (shown["score"], shown["band"]) == (None, None) and "groups" not in shown
