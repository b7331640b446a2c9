"""The rule set applied to tallies of votes: score, grade, veto, flags, quota, rank, reasons."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction as F

import pytest

from server.core.counting import entered_tally, tally_subject
from server.core.forms import Choice, Form, Item, Scale
from server.core.judgement import Judgement, judge, judgement_quota_json
from server.core.models import (
    Additions,
    Adjustment,
    Band,
    Decision,
    Group,
    Meeting,
    Part,
    Quota,
    Rules,
    Subject,
    Veto,
    Vote,
)
from server.core.results import Result, result_json, shown_result_json
from server.core.tallies import SubjectTally

BANDS = (Band("好", F(9)), Band("较好", F(7)), Band("一般", F(4)), Band("差", F(0)))
VETO = Veto(("一般", "差"), F("0.10"), "差")
QUOTA = Quota("较好", F("0.40"), F("0.05"))
TEN = Form("plain", "", Scale(1, 10), (Item("overall", "", abstain=True),))
Cast = Mapping[tuple[str, str], Sequence[int | None]]


def make_meeting(names: str = "甲", parts: str = "上述", language: str = "zh", **rules: object) -> Meeting:
    """Every person is in every part; weights 0.7, 0.3."""
    meeting_parts = tuple(
        Part(title, TEN, tuple(Subject(f"{title}{name}", name, f"{name}部") for name in names.split()),
             F(("0.7", "0.3")[place]), ("全体",))
        for place, title in enumerate(parts.split())
    )  # fmt: skip
    return Meeting("评议", meeting_parts, (Group("全体"),), Rules(BANDS, **rules), "2026-01-01", language=language)  # type: ignore[arg-type]


def tallies(meeting: Meeting, marks: Cast) -> dict[str, SubjectTally]:
    return {
        subject.id: tally_subject(
            meeting, part, subject, Counter(Vote(0, (mark,)) for mark in marks.get((part.name, subject.name), ()))
        )
        for part, subject in meeting.subjects()
    }


def judge_votes(meeting: Meeting, marks: Cast, **additions: object) -> Judgement:
    return judge(meeting, tallies(meeting, marks), Additions(**additions))  # type: ignore[arg-type]


def result_of(meeting: Meeting, *marks: int | None, **additions: object) -> Result:
    return judge_votes(meeting, {("上述", "甲"): marks}, **additions).results[0]


def codes(result: Result) -> list[str]:
    return [reason.code for reason in result.reasons]


def ranked(scores: Sequence[str], quota: Quota | None = None) -> Judgement:
    """Persons a, b, c… with exactly these scores, entered by hand."""
    meeting = make_meeting(" ".join("abcdefghijklmnopqr"[: len(scores)]), quota=quota)
    typed = zip(meeting.parts[0].subjects, scores, strict=True)
    return judge(meeting, {s.id: entered_tally(meeting, s, F(score)) for s, score in typed}, Additions())


def test_parts_are_weighted_exactly_and_rounded_only_at_the_end() -> None:
    meeting = make_meeting(parts="上述 下评")
    result = judge_votes(meeting, {("上述", "甲"): [9, 9, 8], ("下评", "甲"): [7, 7, 7, 7, 7, 8, 8]}).results[0]
    assert result.parts == (("上述", F(26, 3)), ("下评", F(51, 7)))
    assert result.score == F("8.252")  # 8.25238…; from rounded parts, 8.667 and 7.286, it would be 8.253


def test_a_person_in_one_part_is_ranked_on_it_and_the_record_says_so() -> None:
    result = judge_votes(make_meeting(parts="上述 下评"), {("下评", "甲"): [7, 8]}).results[0]
    assert (result.score, result.rank, codes(result)) == (F("7.5"), 1, ["band", "one_part"])
    assert result.reasons[1].text == "只有“下评”有得分，按其排名"


def test_nobody_without_ballots_gets_a_score_grade_or_rank() -> None:
    result = judge_votes(make_meeting("甲 乙"), {("上述", "甲"): [9]}, flags={"上述乙": ("被问责",)}).results[1]
    assert (result.name, result.score, result.grade, result.rank) == ("乙", None, None, None)
    assert codes(result) == ["flag", "no_score"]


def test_adjustments_come_after_the_mean_and_are_not_clamped() -> None:
    points = (Adjustment(F("-0.5"), "迟到"), Adjustment(F("3"), "表彰"))
    assert result_of(make_meeting(), 9, adjustments={"上述甲": points}).score == F("11.5")
    low = result_of(make_meeting(), 1, adjustments={"上述甲": (Adjustment(F(-3), "处分"),)})
    assert (low.score, low.grade, low.reasons[0].text) == (F(-2), "差", "得分 -2.000，低于所有档次，按最低档“差”")


@pytest.mark.parametrize(
    ("score", "grade"),
    [("9", "好"), ("8.9995", "好"), ("8.9994", "较好"), ("7", "较好"), ("6.9994", "一般"), ("3.9994", "差")],
)
def test_the_grade_goes_by_the_rounded_score(score: str, grade: str) -> None:
    assert ranked([score]).results[0].grade == grade


def test_exactly_ten_percent_is_no_veto_and_one_ballot_more_is() -> None:
    meeting = make_meeting(veto=VETO)
    assert result_of(meeting, *[10] * 18, 6, 3).grade == "好"
    vetoed = result_of(meeting, *[10] * 17, 6, 3, None)
    assert (vetoed.grade, codes(vetoed)) == ("差", ["band", "veto"])
    assert vetoed.reasons[1].text == "“上述”中 2/19（10.53%）的有效评分票为“一般”或“差”，超过 10%，建议等次“差”"


def test_a_veto_in_any_one_part_is_enough() -> None:
    meeting = make_meeting(parts="上述 下评", veto=VETO)
    result = judge_votes(meeting, {("上述", "甲"): [10] * 50, ("下评", "甲"): [10, 3]}).results[0]
    assert (result.grade, result.score) == ("差", F("8.95"))


def test_a_veto_never_raises_a_grade() -> None:
    meeting = make_meeting(veto=Veto(("一般", "差"), F("0.10"), "一般"))
    assert result_of(meeting, *[2] * 6).grade == "差"


@pytest.mark.parametrize(
    ("marks", "flags", "lowered"),
    [([10] * 9 + [3], {}, False), ([10] * 8 + [3] * 2, {}, True), ([3] * 9, {}, False), ([10] * 9, ("问责",), True)],
)
def test_the_pages_are_told_whether_a_rule_lowers_the_grade(marks: list[int], flags: object, lowered: bool) -> None:
    """Nine marks of 3 are 差 already: the veto changes nothing."""
    meeting = make_meeting(veto=VETO)
    shown = shown_result_json(result_of(meeting, *marks, flags={"上述甲": flags} if flags else {}), meeting, True)
    assert (shown["lowered"], shown["ids"]) == (lowered, ["上述甲"])


def test_a_flag_proposes_the_veto_grade_or_else_the_lowest_band() -> None:
    flags = {"上述甲": ("重大失误",)}
    assert result_of(make_meeting(), 10, flags=flags).grade == "差"
    assert result_of(make_meeting(veto=Veto(("差",), F("0.1"), "一般")), 10, flags=flags).grade == "一般"


def test_a_result_has_both_the_decision_and_the_proposal() -> None:
    result = result_of(make_meeting(), 9, decisions={"上述甲": Decision("较好", "综合研判")})
    shown = result_json(result, make_meeting())
    assert (shown["grade"], shown["decided"]) == ("好", {"grade": "较好", "reason": "综合研判"})
    assert result_json(result_of(make_meeting(), 9), make_meeting())["decided"] is None


def test_ties_share_a_rank_and_the_next_is_skipped() -> None:
    judgement = ranked(["8.0004", "9", "8.0001", "7"])
    assert [(r.name, r.rank) for r in judgement.results] == [("b", 1), ("a", 2), ("c", 2), ("d", 4)]


def test_a_quota_is_met_within_its_tolerance_ends_included() -> None:
    def met(low: int, of: int) -> bool:
        outcome = ranked(["8"] * low + ["9.5"] * (of - low), quota=QUOTA).quota
        assert outcome is not None and outcome.share == F(low, of)
        return outcome.met

    assert [met(7, 18), met(7, 16), met(6, 18)] == [True, True, False]
    assert [met(*pair) for pair in ((4, 10), (5, 10), (3, 10))] == [True, False, False]


def test_a_quotas_end_points_count_as_met() -> None:
    twenty = Quota("较好", F("0.40"), F("0.10"))
    for low in (3, 5):
        outcome = ranked(["8"] * low + ["9.5"] * (10 - low), quota=twenty).quota
        assert outcome is not None and outcome.met


def test_the_quota_names_those_nearest_to_the_line_on_either_side() -> None:
    outcome = ranked(["9.5", "9.1", "8.95", "8.95", "7"], quota=QUOTA).quota
    assert outcome is not None and [name for name, _ in outcome.nearest] == ["c", "d", "b"]


def test_a_quota_in_tally_json_and_as_it_was_in_edition_1() -> None:
    outcome, meeting = ranked(["9.5", "9.1", "8.95", "8.95", "7"], quota=QUOTA).quota, make_meeting("a b c d e")
    shape = {
        "at_or_below": "较好",
        "bound": "about",
        "share": "0.600",
        "target": "0.40",
        "met": False,
        "ungraded": 0,
        "nearest": ["c", "d", "b"],
    }
    assert judgement_quota_json(meeting, outcome) == shape
    before = {key: value for key, value in shape.items() if key not in ("bound", "ungraded")}
    assert judgement_quota_json(replace(meeting, edition=1), outcome) == before


def test_a_vetoed_grade_counts_for_the_quota_but_is_never_nearest_to_the_line() -> None:
    meeting = make_meeting("甲 乙", veto=VETO, quota=QUOTA)
    outcome = judge_votes(meeting, {("上述", "甲"): [10, 10, 10, 6], ("上述", "乙"): [10, 9]}).quota
    assert outcome is not None and (outcome.share, outcome.nearest) == (F(1, 2), (("乙", "乙部"),))


def test_a_person_without_a_grade_is_not_in_the_quotas_denominator() -> None:
    outcome = judge_votes(make_meeting("甲 乙 丙", quota=QUOTA), {("上述", "甲"): [8], ("上述", "乙"): [10]}).quota
    assert outcome is not None and outcome.share == F(1, 2)
    assert judge_votes(make_meeting(quota=QUOTA), {}).quota is None


def test_a_person_scored_only_on_a_form_with_choices_is_graded_by_its_choices() -> None:
    choices = tuple(Choice(n, F(v)) for n, v in (("优秀", "10"), ("合格", "8"), ("不合格", "3")))
    form = Form("members", "", Scale(choices=choices), (Item("overall", ""),))
    part = Part("民主评议", form, (Subject("s", "甲"),), F(1), ("全体",))
    meeting = Meeting("评议", (part,), (Group("全体"),), Rules(BANDS), "2026-01-01")
    tally = tally_subject(meeting, part, part.subjects[0], Counter({Vote(0, (0,)): 1, Vote(0, (1,)): 2}))
    result = judge(meeting, {"s": tally}, Additions()).results[0]
    assert (result.grade, result.reasons[0].text) == ("合格", "得分 8.667，达到“合格”的起点 5.5 分")


def grouped(marks: Mapping[int, Sequence[int]], **rules: object) -> Result:
    groups = (Group("A票", F("0.6")), Group("B票", F("0.4")))
    part = Part("上述", TEN, (Subject("s", "甲"),), F(1), ("A票", "B票"))
    meeting = Meeting("评议", (part,), groups, Rules(BANDS, **rules), "2026-01-01")  # type: ignore[arg-type]
    votes = Counter(Vote(group, (mark,)) for group, group_marks in marks.items() for mark in group_marks)
    return judge(meeting, {"s": tally_subject(meeting, part, part.subjects[0], votes)}, Additions()).results[0]


def test_an_empty_group_is_a_remark_of_the_result() -> None:
    result = grouped({0: [8] * 6})
    assert (result.score, codes(result)) == (F(8), ["band", "empty_group"])
    assert "“B票”" in result.reasons[1].text


def test_refuse_gives_no_result_and_says_why() -> None:
    result = grouped({0: [8] * 6}, refuse_empty_group=True)
    assert (result.score, result.grade, result.rank, codes(result)) == (None, None, None, ["blocked"])


def test_a_blocked_part_blocks_the_person_in_every_part() -> None:
    meeting = make_meeting(parts="上述 下评")
    tallies_by_id = tallies(meeting, {("上述", "甲"): [9]})
    tallies_by_id["下评甲"] = SubjectTally("下评甲", 3, ballots=4, empty=("B票",), blocked=True)
    assert judge(meeting, tallies_by_id, Additions()).results[0].score is None


def test_a_group_too_small_to_be_trimmed_is_named_where_it_is_shown() -> None:
    result = grouped({0: [8] * 6, 1: [9, 9]}, trim=1, min_group=1)
    assert [(r.code, r.text) for r in result.reasons[1:]] == [
        ("not_trimmed", "“上述”中“B票”票数较少，未去掉最高分和最低分")
    ]


@pytest.mark.parametrize("marks", [{0: [8] * 6, 1: [9, 9]}, {0: [8, 8], 1: [9, 9]}, {0: [8] * 4, 1: [9] * 9}])
def test_p25_groups_too_small_to_be_trimmed_are_not_named_where_they_are_hidden(
    marks: Mapping[int, Sequence[int]],
) -> None:
    """Their names would bound the hidden counts (DOMAIN §5.9)."""
    result = grouped(marks, trim=1)
    assert [(r.code, r.text) for r in result.reasons[1:]] == [
        ("not_trimmed", "“上述”中部分票种票数较少，未去掉最高分和最低分")
    ]


@pytest.mark.parametrize(
    ("language", "state", "text"),
    [
        ("zh", "closed", "“上述”未公布，尚未计入得分、等次和名次"),
        ("zh", "open", "“上述”未截止，尚未计入得分、等次和名次"),
        ("en", "closed", "“上述” is not published: not yet in score, grade or rank"),
        ("en", "open", "“上述” is not closed: not yet in score, grade or rank"),
    ],
)
def test_a_withheld_tally_is_said_to_be_waiting_and_not_to_be_empty(language: str, state: str, text: str) -> None:
    """DOMAIN §7."""
    (result,) = judge(make_meeting(language=language), {}, Additions(), {"上述甲": state}).results
    assert (result.score, result.grade, result.rank) == (None, None, None)
    assert [(reason.code, reason.text) for reason in result.reasons] == [("waiting", text)]


def test_a_person_with_one_part_withheld_is_not_said_to_be_in_the_other_part_only() -> None:
    meeting = make_meeting(parts="上述 下评")
    seen = {"上述甲": tallies(meeting, {("上述", "甲"): [9]})["上述甲"]}
    (result,) = judge(meeting, seen, Additions(), {"下评甲": "closed"}).results
    assert (result.score, codes(result)) == (F(9), ["band", "waiting"])
    assert result.reasons[1].text == "“下评”未公布，尚未计入得分、等次和名次"
    (result,) = judge(meeting, {}, Additions(), {"上述甲": "closed", "下评甲": "open"}).results
    assert [reason.text for reason in result.reasons] == ["“上述”未公布、“下评”未截止，尚未计入得分、等次和名次"]


def test_reasons_speak_the_meetings_language() -> None:
    result = result_of(make_meeting(language="en", veto=VETO), 9, 3)
    assert result.reasons[0].text == "Score 6.000 reaches “一般”, which starts at 4"
    assert "1/2 (50.00%)" in result.reasons[1].text


def test_two_persons_with_the_same_name_are_distinguished_by_their_unit() -> None:
    subjects = (Subject("a", "张三", "一部"), Subject("b", "张三", "二部"))
    part = Part("上述", TEN, subjects, F(1), ("全体",))
    meeting = Meeting("评议", (part,), (Group("全体"),), Rules(BANDS, quota=QUOTA), "2026-01-01")
    tallies_by_id = {
        s.id: entered_tally(meeting, s, F(score)) for s, score in zip(subjects, ("8.9", "9.2"), strict=True)
    }
    judgement = judge(meeting, tallies_by_id, Additions())
    stated = judgement_quota_json(meeting, judgement.quota)
    assert stated is not None and stated["nearest"] == ["张三（一部）", "张三（二部）"]
    assert len(judgement.results) == 2
