"""What a ballot must observe: scales of items, sums, `agree`, limits by number, names written in, lines on paper."""

from collections.abc import Sequence
from typing import Any

import pytest

from cards.form_files import forms
from server.core import meeting_document
from server.core.ballot_validation import BallotRules, ballot_rules, cast_size, frame_limit, validate_ballot
from server.core.errors import Refused
from server.core.models import Ballot, Meeting
from server.core.write_ins import fold

Map = dict[str, Any]
NO_ONE: frozenset[int] = frozenset()
VOTE: Map = {"scale": {"choices": ["赞成", "反对"]}, "items": [{"key": "vote", "title": "表决", "abstain": True}]}
DECIDE: Map = {"base": "valid", "rules": [{"grade": "当选", "of": ["赞成"], "over": "1/2"}, {"grade": "未当选"}]}
ELECTION: Map = {**VOTE, "write_in": {"as": "赞成", "at_most": 3}}


def parsed(form: Map, subjects: int = 3, **part: object) -> Meeting:
    people = [{"name": name} for name in ("张三", "买买提·艾力", "王五", "李四")[:subjects]]
    whole = {"name": "上述", "form": {"title": "评议表", **form}, "subjects": people, **part}
    return meeting_document.parse({"title": "会议", "parts": [whole]}, forms("zh"), today="2026-01-01")


def rules_of(form: Map, subjects: int = 3, **part: object) -> BallotRules:
    meeting = parsed(form, subjects, **part)
    return ballot_rules(meeting, meeting.parts[0], subjects)


def taken(rules: BallotRules, scores: Sequence[object], recused: frozenset[int] = NO_ONE, **more: Any) -> Ballot:
    paper = more.pop("paper", False)
    return validate_ballot(rules, 0, {"scores": list(scores), **more}, recused, paper)


def refused(rules: BallotRules, scores: Sequence[object], recused: frozenset[int] = NO_ONE, **more: Any) -> str | None:
    """The field at fault."""
    with pytest.raises(Refused) as raised:
        taken(rules, scores, recused, **more)
    assert raised.value.code == "bad_ballot"
    return raised.value.field


MIXED: Map = {
    "score": "sum",
    "items": [
        {"key": "德", "title": "德", "scale": {"min": 0, "max": 20}, "abstain": True},
        {"key": "能", "title": "能", "scale": {"min": "0", "max": "15", "step": "0.5"}, "abstain": True},
        {"key": "意", "title": "意", "weight": "0", "scale": {"choices": [["同意", "1"], ["不同意", "0"]]}},
    ],
}


def test_a_mark_must_be_on_the_scale_of_its_own_item() -> None:
    rules = rules_of(MIXED, 1)
    assert taken(rules, [[20, 30, 1]]).rows == ((20, 30, 1),)
    for bad, field in (([21, 30, 1], 0), ([20, 31, 1], 1), ([20, 30, 2], 2), ([20, True, 1], 1), ([20, 7.5, 1], 1)):
        assert refused(rules, [bad]) == f"scores[0][{field}]"


def test_a_sum_is_complete_or_abstains_as_a_whole() -> None:
    rules = rules_of(MIXED, 2)
    assert taken(rules, [[None, None, 0], [1, 2, 0]]).rows[0] == (None, None, 0)
    assert refused(rules, [[1, 2, 0], [None, 2, 0]]) == "scores[1][0]"
    assert refused(rules, [[1, None, 0], [1, 2, 0]]) == "scores[0][1]"
    assert refused(rules, [[1, 2, None], [1, 2, 0]]) == "scores[0][2]", "not part of the sum, and no 弃权"


PANEL: Map = {
    "items": [
        {
            "key": "vote",
            "title": "票",
            "weight": "0",
            "abstain": True,
            "scale": {"choices": [["同意", "1"], ["不同意", "0"]]},
        },
        {"key": "mark", "title": "分", "scale": {"min": 0, "max": 100, "step": "0.5"}, "abstain": True},
    ],
    "agree": [
        {"item": "vote", "choice": "同意", "needs": {"item": "mark", "at_least": "60"}},
        {"item": "vote", "choice": "不同意", "needs": {"item": "mark", "below": "60"}},
        {"item": "vote", "choice": None, "needs": {"item": "mark", "none": True}},
    ],
}


@pytest.mark.parametrize(
    ("row", "violated"),
    [
        ([0, 120], None),
        ([0, 119], 0),
        ([0, None], 0),
        ([1, 119], None),
        ([1, 120], 1),
        ([None, None], None),
        ([None, 120], 2),
    ],
)
def test_items_must_agree_and_the_refusal_says_which_condition(row: list[int | None], violated: int | None) -> None:
    rules = rules_of(PANEL, 2)
    if violated is None:
        assert taken(rules, [[0, 200], row]).rows[1] == tuple(row)
        return
    with pytest.raises(Refused) as raised:
        taken(rules, [[0, 200], row])
    assert (raised.value.field, raised.value.detail) == ("scores[1][1]", {"agree": violated})


def limited(subjects: int = 3, write_in: bool = False, **limit: object) -> BallotRules:
    form = {**(ELECTION if write_in else VOTE), "limits": [{"choices": ["赞成"], **limit}]}
    return rules_of(form, subjects, decide=DECIDE)


def test_limits_by_number() -> None:
    exactly, at_most, at_least = limited(exactly=2), limited(at_most=1), limited(at_least=2)
    assert taken(exactly, [[0], [1], [0]]) and taken(at_most, [[1], [0], [None]]) and taken(at_least, [[0]] * 3)
    assert refused(exactly, [[0], [0], [0]]) == "scores[2]"
    assert refused(exactly, [[0], [1], [1]]) == refused(at_least, [[1], [1], [0]]) == "scores"
    assert refused(at_most, [[0], [1], [0]]) == "scores[2]"


def test_a_full_ranking_is_one_word_for_each_place() -> None:
    words = ["第一", "第二", "第三"]
    limits = [{"choices": [word], "exactly": 1} for word in words]
    form = {"scale": {"choices": words}, "items": [{"key": "rank", "title": "名次"}], "limits": limits}
    rules = rules_of(
        form, decide={"base": "valid", "rules": [{"grade": "一", "of": ["第一"], "over": "1/2"}, {"grade": "二"}]}
    )
    assert taken(rules, [[2], [0], [1]])
    assert refused(rules, [[2], [0], [0]]) == "scores[2]"


def test_where_a_row_cannot_be_marked_exactly_is_at_most_and_at_least_does_not_apply() -> None:
    for rules in (limited(exactly=2), limited(at_least=2)):
        assert taken(rules, [[1], [0], None], frozenset({2})).rows[2] is None
        assert taken(rules, [[1], [0], "invalid"], paper=True).rows[2] == "invalid"
    assert refused(limited(exactly=1), [[0], [0], "invalid"], paper=True) == "scores[1]"


def test_a_round_on_one_subject_has_limits_only_where_names_can_be_added() -> None:
    assert taken(limited(1, at_most=0), [[0]])
    assert refused(limited(1, True, at_most=0), [[0]]) == "scores[0]"


def test_a_name_written_in_counts_as_its_choice_in_every_limit() -> None:
    rules = limited(write_in=True, exactly=2)
    assert taken(rules, [[0], [1], [1]], write_ins=["赵六"]).write_ins == ("赵六",)
    assert taken(rules, [[1], [1], [1]], write_ins=["赵六", "钱七"])
    assert refused(rules, [[0], [1], [0]], write_ins=["赵六", "钱七"]) == "write_ins[0]"
    assert refused(rules, [[0], [1], [1]], write_ins=["赵六", "钱七"]) == "write_ins[1]"
    assert refused(rules, [[1], [1], [1]], write_ins=["赵六"]) == "scores"
    other = rules_of({**ELECTION, "limits": [{"choices": ["反对"], "at_most": 0}]}, decide=DECIDE)
    assert taken(other, [[0]] * 3, write_ins=["赵六"]), "that limit is about another choice"
    two = limited(2, True, at_most=4)
    assert taken(two, [[0], [0]], write_ins=["赵六", "钱七"]), "more than the ballot has subjects"


def test_names_are_folded_and_sorted() -> None:
    rules = rules_of(ELECTION, decide=DECIDE)
    rows = [[0], [1], [None]]
    names = taken(rules, rows, write_ins=["  王 小\u3000二 ", "艾力•买买提", "e\u0301\u200bric"]).write_ins
    assert names == tuple(sorted(("王小二", "艾力·买买提", "éric")))
    assert fold("A‧B") == fold("A•B") == fold("A · B") == "A·B"
    assert taken(rules, rows, write_ins=["张" * 40]).write_ins == ("张" * 40,)
    assert taken(rules, rows, write_ins=[]).write_ins == taken(rules, rows, write_ins=None).write_ins == ()


@pytest.mark.parametrize(
    ("names", "field"),
    [
        (["赵六", " 赵 六"], "write_ins[1]"),
        (["赵六", "买买提‧艾 力"], "write_ins[1]"),
        (["赵六", "张三"], "write_ins[1]"),
        (["一", "二", "三", "四"], "write_ins[3]"),
        (["张" * 41], "write_ins[0]"),
        ([""], "write_ins[0]"),
        ([" \u200b "], "write_ins[0]"),
        (["\u0301"], "write_ins[0]"),
        (["赵\x00六"], "write_ins[0]"),
        (["赵\ufffe六"], "write_ins[0]"),
        (["赵\udc80"], "write_ins[0]"),
        (["赵" + "\u0301\u0316" * 16], "write_ins[0]"),
        ([b"a"], "write_ins[0]"),
        ([7], "write_ins[0]"),
        ("赵六", "write_ins"),
        ({"赵六": 1}, "write_ins"),
        (0, "write_ins"),
        (False, "write_ins"),
    ],
)
def test_what_is_no_name_is_refused(names: object, field: str) -> None:
    assert refused(rules_of(ELECTION, decide=DECIDE), [[0], [1], [None]], write_ins=names) == field


def test_a_form_without_write_ins_takes_no_names() -> None:
    rules = rules_of(VOTE, decide=DECIDE)
    assert refused(rules, [[0]] * 3, write_ins=["赵六"]) == "write_ins"
    assert taken(rules, [[0]] * 3, write_ins=[])


def test_an_invalid_line_is_for_paper_only_and_not_for_a_whole_ballot() -> None:
    rules = rules_of(VOTE, decide=DECIDE)
    ballot = taken(rules, [[0], "invalid", None], frozenset({2}), paper=True)
    assert ballot.rows == ((0,), "invalid", None)
    assert [vote.is_invalid for vote in ballot.votes()] == [False, True, False]
    assert refused(rules, [[0], "invalid", [1]]) == "scores[1]", "from a phone"
    assert refused(rules, [[0], [1], "invalid"], frozenset({2}), paper=True) == "scores[2]"
    assert refused(rules, ["invalid"] * 3, paper=True) == "scores"
    assert refused(rules, [[0], "spoiled", [1]], paper=True) == "scores[1]"
    assert refused(rules, [[0], None, [1]], paper=True) == "scores[1]"
    assert refused(rules, [[0], b"invalid", [1]], paper=True) == "scores[1]"


def test_an_invalid_line_or_a_name_is_no_abstention_of_the_whole_ballot() -> None:
    rules = rules_of(ELECTION, decide=DECIDE)
    assert taken(rules, [[None]] * 3).abstained
    assert not taken(rules, [[None]] * 3, write_ins=["赵六"]).abstained
    assert not taken(rules, [[None], "invalid", [None]], paper=True).abstained
    assert taken(rules, [[None], None, [None]], frozenset({1})).abstained


def test_a_note_is_required_with_a_word_or_band_of_any_item() -> None:
    items = [
        {"key": "a", "title": "一", "abstain": True},
        {"key": "b", "title": "二", "weight": "0", "scale": {"choices": [["好", "4"], ["差", "1"]]}},
    ]
    notes = [{"key": "problems", "title": "问题"}]
    form = {"scale": {"min": 1, "max": 10}, "items": items, "notes": notes, "explain": ["差"]}
    rules = rules_of(form, 2)
    note = {"subject": 1, "key": "problems", "text": "理由"}
    assert taken(rules, [[4, 0], [3, 1]], notes=[note])
    assert refused(rules, [[4, 0], [3, 0]]) == "notes[1]"
    assert refused(rules, [[4, 1], [3, 0]], notes=[note]) == "notes[0]"
    assert taken(rules, [[4, 0], [None, 0]])


def test_bands_ask_for_no_note_on_an_item_that_they_do_not_judge() -> None:
    """An item of weight 0 on the scale of a scored one."""
    items = [{"key": "a", "title": "一"}, {"key": "b", "title": "二", "weight": "0"}]
    notes = [{"key": "problems", "title": "问题"}]
    rules = rules_of({"scale": {"min": 1, "max": 10}, "items": items, "notes": notes, "explain": ["差"]}, 1)
    assert taken(rules, [[9, 1]])
    assert refused(rules, [[1, 9]]) == "notes[0]"


def test_the_frame_limit_has_room_for_every_mark_and_name() -> None:
    form = parsed(ELECTION, decide=DECIDE).parts[0].form
    assert frame_limit(form, 3) == cast_size(form, 3) == 4096
    assert frame_limit(form, 700) == 512 + 5 * 700 + 200 * 3
    assert frame_limit(form, 20_000) == 65_536 and cast_size(form, 20_000) == 16_384
