"""Grades and quotas of several scales and rosters (DECIDE §2, §4), each on an example worked out by hand."""

from fractions import Fraction as F

import pytest

from server.core.judgement import rosters_json
from server.core.models import Meeting
from server.core.results import Result
from tests.core.judged import HUNDRED, TEN, Map, Marks, codes, judged, make_meeting, part

# Quotas


def quota(share: str, **rule: object) -> Map:
    """Of eight persons: three 好, four 较好, one 差 by a flag on a 10."""
    scores = {**dict.fromkeys("甲乙丙", "9"), **dict.fromkeys("丁戊己庚", "8"), "辛": "10"}
    names = [*scores, "壬"]
    meeting = make_meeting(
        part("打分", " ".join(names), source="entered"), quota={"share": share, **rule}
    )  # 壬 has no score
    flagged = next(subject.id for _, subject in meeting.subjects() if subject.name == "辛")
    marks = {("打分", name): [score] for name, score in scores.items()}
    stated = rosters_json(meeting, judged(meeting, marks, flags={flagged: ("被问责",)}).rosters)[0]["quota"]
    assert isinstance(stated, dict)
    return stated


@pytest.mark.parametrize(
    ("rule", "share", "met"),
    [
        ({"grade": "好", "bound": "at_most", "share": "0.375"}, "0.375", True),
        ({"grade": "好", "bound": "at_most", "share": "0.374"}, "0.375", False),
        ({"grade": "好", "bound": "at_least", "share": "0.375"}, "0.375", True),
        ({"grade": "好", "bound": "at_least", "share": "0.376"}, "0.375", False),
        ({"grade": "较好", "tolerance": "0.1", "share": "0.4"}, "0.500", True),
        ({"grade": "差", "bound": "at_most", "share": "0.1"}, "0.125", False),
        ({"at_or_below": "较好", "bound": "at_least", "share": "5/8"}, "0.625", True),
        ({"at_or_below": "一般", "bound": "at_most", "share": "0.2"}, "0.125", True),
    ],
)
def test_a_quota_is_of_one_grade_or_of_lower_ones_too_and_about_at_most_or_at_least(
    rule: Map, share: str, met: bool
) -> None:
    stated = quota(**rule)
    assert (stated["share"], stated["met"], stated["ungraded"]) == (share, met, 1)
    assert stated["bound"] == rule.get("bound", "about")
    assert [key for key in ("grade", "at_or_below") if key in stated] == [next(iter(rule))]


def test_the_top_grade_has_no_line_above_it_to_be_near_to() -> None:
    assert quota(grade="好", bound="at_most", share="0.30")["nearest"] == []
    assert quota(grade="较好", bound="at_most", share="0.30")["nearest"] == ["甲", "乙", "丙", *"丁戊己庚"]


# Grades


def result_of(meeting: Meeting, marks: Marks, **additions: object) -> Result:
    return judged(meeting, marks, **additions).results[0]


def test_a_scale_without_bands_has_a_score_and_a_rank_but_no_grade() -> None:
    meeting = make_meeting(part("评分", "甲", HUNDRED))
    result = result_of(meeting, {("评分", "甲"): [95]}, flags={"s1": ("被问责",)})
    assert (result.score, result.rank, result.grade, result.grades) == (F(95), 1, None, ())
    assert [(r.code, r.text) for r in result.reasons] == [
        ("flag", "有“被问责”情形"),
        ("no_bands", "未设等次线，只有得分和名次"),
    ]


def test_a_part_can_have_bands_of_its_own_or_be_said_to_have_none() -> None:
    own = [["达标", "60"], ["不达标", "0"]]
    graded = result_of(make_meeting(part("评分", "甲", HUNDRED, bands=own)), {("评分", "甲"): [60]})
    assert (graded.grade, graded.grades) == ("达标", ("达标", "不达标"))
    none = result_of(make_meeting(part("评分", "甲", TEN, bands=[])), {("评分", "甲"): [9]})
    assert (none.grade, codes(none)) == (None, ["no_bands"])


def test_different_bands_give_no_grade_unless_the_meeting_sets_its_own() -> None:
    parts = part("上述", "甲"), part("评分", "甲", HUNDRED, bands=[["达标", "60"], ["不达标", "0"]])
    marks = {("上述", "甲"): [10], ("评分", "甲"): [90]}
    result = result_of(make_meeting(*parts), marks)
    assert (result.score, result.grade, result.grades) == (F(50), None, ())
    assert result.reasons[0].text == "“上述、评分”的等次线不同，且未设统一的等次线，不出等次"
    own = result_of(make_meeting(*parts, bands=[["上", "5"], ["下", "1"]]), marks)
    assert (own.grade, own.grades) == ("上", ("上", "下"))


def test_a_person_in_only_one_of_two_parts_is_judged_by_its_bands() -> None:
    parts = part("上述", "甲"), part("评分", "甲", HUNDRED)
    result = result_of(make_meeting(*parts), {("上述", "甲"): [10]})
    assert (result.grade, codes(result)) == ("好", ["band", "one_part"])


def test_the_vetos_grade_may_be_decided_too() -> None:
    members = {
        "title": "评议",
        "scale": {"choices": [["优秀", "10"], ["合格", "6"]]},
        "items": [{"key": "overall", "title": "总体"}],
    }
    veto = {"bands": ["差"], "over": "0", "grade": "差"}
    meeting = make_meeting(part("民主评议", "甲", members), part("上述", "乙"), veto=veto)
    results = judged(meeting, {("民主评议", "甲"): [0], ("上述", "乙"): [9]}).results
    assert [result.grades for result in results] == [("优秀", "合格", "差"), ("好", "较好", "一般", "差")]
