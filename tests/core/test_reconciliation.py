"""Reconciliation: what balances, which discrepancies are reported, and what is not one."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction as F
from typing import Any

import pytest

from server.core.attendance import Attendance, GroupAttendance
from server.core.forms import Form, Item, Scale
from server.core.models import Group, Meeting, Part, Rules, Subject, Vote
from server.core.reconciliation import Cards, Reconciliation, reconcile
from server.core.reconciliation_json import balance_sheet_json, reconciliation_json
from server.core.rounds import CountedRound, Counts, Round, State
from server.core.vote_rules import Figure

FORM = Form("plain", "", Scale(1, 10), (Item("overall", ""),))
PART = Part("上述", FORM, (Subject("s1", "张三"), Subject("s2", "李四")), groups=("全体",))
ROOM = Meeting("评议", (PART,), (Group("全体"),), Rules(()), "2026-01-01", expected=40)
EVEN = Attendance(36, 4)


def held(
    counts: Counts | None = None, stored: int | None = None, state: State = State.CLOSED, **about: object
) -> CountedRound:
    counts = counts or Counts(eligible=36, phone=30, paper=5, invalid=1, abstained=2)
    cast = Counter({Vote(0, (9,)): counts.valid if stored is None else stored})
    round = Round("r1", 1, "上述", ("s1",), state, "09:00", "09:05", counts=counts)
    return CountedRound(replace(round, **about), (cast,))  # type: ignore[arg-type]


def balance(
    *rounds: CountedRound, room: Meeting = ROOM, people: Attendance = EVEN, issued: int = 40, voided: int = 0
) -> Reconciliation:
    return reconcile(room, people, Cards(issued, voided), rounds)


def test_a_sound_meeting_balances_and_prints_the_contracts_keys() -> None:
    shown = reconciliation_json(balance(held(), voided=2))
    assert shown == {
        "expected": 40, "present": 36, "absent": 4, "issued": 40, "voided": 2, "balanced": True, "problems": [],
        "groups": [{"name": "全体", "expected": None, "present": None, "absent": None}],
        "rounds": [{"round": "r1", "present": 36, "expected": 40,
                    "eligible": 36, "returned": 35, "unreturned": 1, "valid": 34, "invalid": 1,
                    "abstained": 2, "phone": 30, "paper": 5}],
    }  # fmt: skip


def test_edition_1_has_neither_groups_nor_people_by_round() -> None:
    shown: dict[str, Any] = reconciliation_json(balance(held(), room=replace(ROOM, edition=1)))
    assert "groups" not in shown and not {"present", "expected"} & shown["rounds"][0].keys()


def test_a_round_of_some_groups_is_compared_with_the_people_of_those() -> None:
    """35 ballots came back from group B, which has 34 people present and 36 expected; 35 of group A are present too."""
    groups = (Group("A票", size=40), Group("B票", size=36))
    people = Attendance(69, 7, (GroupAttendance("A票", 35, 5), GroupAttendance("B票", 34, 2)))
    room = replace(ROOM, parts=(replace(PART, groups=("B票",)),), groups=groups, expected=76)
    found = balance(held(), room=room, people=people)
    assert found.problems == ("第 1 轮收回 35 票，实到只有 34 人，多 1",)
    assert (found.rounds[0].voters.expected, found.rounds[0].voters.present) == (36, 34)
    assert balance(held(), room=room, people=Attendance(69, 7)).balanced, "no group's attendance is known"
    assert balance(held(attendance=replace(people, groups=())), room=room, people=people).balanced


def test_ballots_above_the_expected_number_are_a_problem_where_votes_are_a_share_of_it() -> None:
    figure = Figure("满意率", "overall", (), "expected")
    room, people = replace(ROOM, parts=(replace(PART, figures=(figure,)),), expected=34), Attendance(35, None)
    text = "第 1 轮收回 35 票，应到只有 34 人，多 1"
    assert text in balance(held(), room=room, people=people).problems
    assert text not in balance(held(), room=replace(ROOM, expected=34), people=people).problems


def test_expected_must_be_present_plus_absent() -> None:
    found = balance(people=Attendance(36, 3))
    assert found.problems == ("应到 40 人，实到 36 加缺席 3 是 39 人，少 1",) and not found.balanced
    assert balance(people=Attendance(38, 4)).problems == ("应到 40 人，实到 38 加缺席 4 是 42 人，多 2",)


def test_where_people_are_expected_present_and_absent_must_be_entered() -> None:
    assert balance(people=Attendance(36, None)).problems == ("应到 40 人，缺席人数还没有填写",)
    assert len(balance(people=Attendance()).problems) == 2


def test_a_meeting_without_an_expected_number_balances_on_the_other_counts() -> None:
    informal = replace(ROOM, expected=None)
    assert balance(held(), room=informal, people=Attendance()).balanced
    assert not balance(held(), room=informal, people=Attendance(present=34)).balanced


@pytest.mark.parametrize(
    ("counts", "problem"),
    [
        (Counts(eligible=40, phone=37), "第 1 轮收回 37 票，实到只有 36 人，多 1"),
        (Counts(eligible=30, phone=32), "第 1 轮收回 32 票，发出只有 30 张，多 2"),
        (Counts(eligible=30, phone=20, paper=1, invalid=3), "第 1 轮无效 3 票，纸质票只有 1 张，多 2"),
        (Counts(eligible=30, phone=4, abstained=5), "第 1 轮弃权 5 票，有效票只有 4 张，多 1"),
    ],
)
def test_each_discrepancy_is_reported_with_its_size(counts: Counts, problem: str) -> None:
    assert balance(held(counts)).problems == (problem,)


def test_every_valid_ballot_must_be_stored_for_every_subject() -> None:
    assert balance(held(stored=33)).problems == ("第 1 轮“张三”计入 33 票，有效票 34 张，少 1",)
    assert balance(replace(held(), votes=())).problems == ("第 1 轮“张三”计入 0 票，有效票 34 张，少 34",)


@pytest.mark.parametrize(("spent", "off"), [(34, "少 1"), (36, "多 1")])
def test_tokens_spent_must_be_ballots_stored(spent: int, off: str) -> None:
    """DOMAIN §5.10; a spoiled paper ballot spends its token too."""
    assert balance(replace(held(), spent=35)).balanced
    assert balance(replace(held(), spent=spent)).problems == (f"第 1 轮用去票证 {spent} 张，存下选票 35 张，{off}",)


def test_a_running_round_is_a_discrepancy_and_shows_only_its_turnout() -> None:
    found = balance(held(state=State.PAPER))
    row = found.rounds[0]
    assert found.problems == ("第 1 轮还没有截止",)
    assert (row.returned, row.valid, row.invalid, row.abstained) == (35, None, None, None)


def test_abstentions_are_withheld_until_the_tally_may_be_seen() -> None:
    assert balance(replace(held(), withheld=True)).rounds[0].abstained is None
    assert balance(held(state=State.PUBLISHED)).rounds[0].abstained == 2


def test_voided_rounds_are_not_reconciled() -> None:
    assert balance(held(state=State.VOIDED, stored=0)).rounds == ()
    assert balance(held(state=State.VOIDED, stored=0)).balanced


def test_the_quorum_is_reported_and_never_a_discrepancy() -> None:
    found = balance(people=Attendance(26, 14))
    assert found.balanced and found.quorum is not None
    assert (found.quorum.needed, found.quorum.met) == (27, False)
    assert (q := balance(people=Attendance(27, 13)).quorum) is not None and q.met
    assert (q := balance(people=Attendance()).quorum) is not None and q.met is None
    assert balance(room=replace(ROOM, quorum=None)).quorum is None
    four_fifths = balance(room=replace(ROOM, quorum=F(4, 5))).quorum
    assert four_fifths is not None and four_fifths.needed == 32


@pytest.mark.parametrize(("share", "expected", "needed"), [("4/5", 40, 33), ("2/3", 40, 27), ("1/2", 41, 21)])
def test_a_quorum_that_must_be_exceeded_needs_more_than_the_share(share: str, expected: int, needed: int) -> None:
    """Of 40, 4/5 are exactly 32: 33 are needed. 2/3 are 26⅔ and 1/2 of 41 are 20½: there the next whole person is."""
    room = replace(ROOM, quorum=F(share), quorum_over=True, expected=expected)
    quorum = balance(room=room, people=Attendance(needed, expected - needed)).quorum
    assert quorum is not None and (quorum.needed, quorum.met) == (needed, True)
    missed = balance(room=room, people=Attendance(needed - 1, expected - needed + 1)).quorum
    assert missed is not None and missed.met is False
    sheet = balance_sheet_json(balance(room=room, people=Attendance(needed, expected - needed)))
    shown = {"4/5": "0.8", "1/2": "0.5"}.get(share, share)
    assert sheet["quorum"] == {"share": shown, "over": True, "needed": needed, "met": True}


def test_problems_speak_the_meetings_language() -> None:
    found = balance(held(stored=33), room=replace(ROOM, language="en"))
    assert found.problems == ("Round 1: 33 ballots counted for “张三”, 34 are valid: 1 too few",)
    assert found.field_errors[0].text("zh") == "第 1 轮“张三”计入 33 票，有效票 34 张，少 1", (
        "who asks may speak another one"
    )


def test_the_desk_gets_the_contracts_keys_with_every_difference_and_the_quorum() -> None:
    found = balance(held(), people=Attendance(36, 3), voided=2)
    contract: dict[str, Any] = reconciliation_json(found)
    assert balance_sheet_json(found) == {
        **contract,
        "printed": 40,
        "spare": None,
        "rounds": [{**contract["rounds"][0], "discrepancy": None}],
        "attendance_difference": -1,
        "valid_cards": 38,
        "quorum": {"share": "2/3", "needed": 27, "met": True},
    }


def discrepancies(round: CountedRound) -> list[object]:
    sheet: Any = balance_sheet_json(balance(round))
    return [row["discrepancy"] for row in sheet["rounds"]]


@pytest.mark.parametrize("people", [Attendance(), Attendance(36), Attendance(None, 4)])
def test_without_all_of_the_attendance_there_is_no_difference(people: Attendance) -> None:
    assert balance_sheet_json(balance(people=people))["attendance_difference"] is None


@pytest.mark.parametrize(
    ("round", "code", "n"),
    [
        (held(Counts(eligible=40, phone=37)), "more_than_present", 1),
        (held(Counts(eligible=30, phone=32)), "more_than_issued", 2),
        (held(Counts(eligible=30, phone=20, paper=1, invalid=3)), "more_invalid_than_paper", 2),
        (held(Counts(eligible=30, phone=4, abstained=5)), "more_abstained_than_valid", 1),
        (held(stored=33), "subject_mismatch", 1),
        (replace(held(), spent=34), "tokens_mismatch", 1),
        (held(Counts(eligible=40, phone=37), state=State.OPEN), "more_than_present", 1),
    ],
)
def test_the_desk_marks_the_round_that_does_not_balance(round: CountedRound, code: str, n: int) -> None:
    assert discrepancies(round) == [{"code": code, "n": n}]


def test_a_round_that_only_runs_is_not_marked() -> None:
    assert discrepancies(held(state=State.OPEN)) == [None]
