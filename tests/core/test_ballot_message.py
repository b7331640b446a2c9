"""What ROUND tells pages about a ballot, so that no page applies a rule itself (DECIDE §1, §3)."""

from dataclasses import replace
from fractions import Fraction as F
from typing import Any

import pytest

from server.core.ballot_message import ballot_message
from server.core.ballot_validation import ballot_rules, validate_ballot
from server.core.errors import Refused
from server.core.forms import Agreement, Choice, Form, Guidance, Item, Limit, Scale, WriteIn
from server.core.models import Band, Group, Meeting, Part, Rules
from server.core.models import Subject as S
from server.core.vote_rules import Decide, DecideRule

TEN = Scale(1, 10)
BANDS = (Band("好", F(9)), Band("一般", F("4.5")), Band("差", F(2)))
VOTE = Scale(choices=(Choice("同意", None), Choice("不同意", None)))
HALVES = Scale(0, 40, step=F(1, 2))
POINTS = Form("points", "评议表", TEN, (Item("overall", "总体"),))
WORDS = Form(
    "words", "测评表", Scale(choices=(Choice("合格", F(6)), Choice("优秀", F(10)))), (Item("overall", "总体"),)
)


def message(form: Form, subjects: int = 1, bands: tuple[Band, ...] | None = None, **more: Any) -> dict[str, Any]:
    people = tuple(S(f"s{i}", f"第{i}人") for i in range(subjects))
    part = Part("上述", form, people, groups=("全体",), bands=bands, **more)
    return ballot_message(Meeting("评议", (part,), (Group("全体"),), Rules(BANDS), "2026-01-01"), part, subjects)


def test_the_marks_of_points_have_their_bands_in_the_order_of_the_counts() -> None:
    """A mark below all floors is in the lowest band."""
    (scale,) = message(POINTS)["scales"]
    names = ["差"] * 4 + ["一般"] * 4 + ["好"] * 2
    assert scale["marks"] == [[mark, str(mark), name] for mark, name in zip(range(1, 11), names, strict=True)]
    assert (scale["low"], scale["high"], scale["step"], scale["decimals"]) == (1, 10, "1", 0)


def test_the_marks_of_choices_are_their_indexes_with_their_names() -> None:
    assert message(WORDS)["scales"] == [{"marks": [[0, "合格", "合格"], [1, "优秀", "优秀"]]}]


def test_a_long_scale_has_its_ends_and_the_lowest_mark_of_each_band_instead_of_its_marks() -> None:
    form = replace(POINTS, scale=HALVES)
    bands = (Band("好", F(16)), Band("差", F(0)))
    assert message(form, bands=bands)["scales"] == [
        {"marks": None, "low": 0, "high": 40, "step": "0.5", "decimals": 1, "bands": [[32, "好"], [0, "差"]]}
    ]
    assert message(replace(form, scale=Scale(0, 21)))["scales"][0]["marks"] is None
    assert len(message(replace(form, scale=Scale(0, 20)))["scales"][0]["marks"]) == 21


def test_items_share_a_scale_that_is_sent_once() -> None:
    items = (Item("a", "德"), Item("b", "能", scale=HALVES), Item("c", "勤"), Item("d", "绩", scale=HALVES))
    sent = message(replace(POINTS, items=items, is_sum=True))
    assert sent["scale_of"] == [0, 1, 0, 1] and len(sent["scales"]) == 2


@pytest.mark.parametrize(("share", "subjects", "most"), [("1/3", 3, 1), ("1/3", 2, 0), ("0.29", 100, 29), ("1", 7, 7)])
def test_a_ballot_with_as_many_limited_choices_as_the_message_says_is_the_last_that_is_accepted(
    share: str, subjects: int, most: int
) -> None:
    people = tuple(S(f"s{i}", f"第{i}人") for i in range(subjects))
    form = replace(WORDS, limits=(Limit(("优秀",), F(share)),))
    part = Part("上述", form, people, groups=("全体",))
    meeting = Meeting("评议", (part,), (Group("全体"),), Rules(), "2026-01-01")
    assert ballot_message(meeting, part, subjects)["limits"] == [{"choices": ["优秀"], "least": 0, "most": most}]
    rules = ballot_rules(meeting, part, subjects)
    validate_ballot(rules, 0, {"scores": [[int(i < most)] for i in range(subjects)]})
    if most < subjects:
        with pytest.raises(Refused, match="bad_ballot"):
            validate_ballot(rules, 0, {"scores": [[int(i <= most)] for i in range(subjects)]})


NUMBERED = (
    (Limit(("优秀",), at_most=3), 0, 3),
    (Limit(("优秀",), at_least=2), 2, None),
    (Limit(("优秀",), at_least=2, at_most=2), 2, 2),
)


@pytest.mark.parametrize(("limit", "least", "most"), NUMBERED)
def test_a_limit_by_number_has_its_least_and_its_most(limit: Limit, least: int, most: int | None) -> None:
    form = replace(WORDS, limits=(limit,))
    assert message(form, 5)["limits"] == [{"choices": ["优秀"], "least": least, "most": most}]
    assert message(form, 1)["limits"] == []


def test_written_in_names_count_in_limits_even_next_to_a_single_subject() -> None:
    form = replace(WORDS, limits=(Limit(("优秀",), at_most=3),), write_in=WriteIn("优秀", 2))
    assert message(form, 1)["limits"] == [{"choices": ["优秀"], "least": 0, "most": 3}]


@pytest.mark.parametrize(
    ("guidance", "subjects", "about"),
    [
        (Guidance(("差",), 2), 1, 2),
        (Guidance(("差",), 2), 6, 2),
        (Guidance(("差",), 2, of=18), 18, 2),
        (Guidance(("差",), 2, of=18), 4, 0),
        (Guidance(("差",), 3, of=18), 9, 2),
        (Guidance(("差",), 2, of=18), 6, 1),
        (Guidance(("差",), 2, of=18), 1, None),
    ],
)
def test_guidance_is_scaled_to_the_subjects_on_the_ballot(guidance: Guidance, subjects: int, about: int | None) -> None:
    """Half up, and in combined rounds only (DECIDE §4)."""
    sent = message(replace(POINTS, guidance=guidance), subjects)["guidance"]
    assert sent == (None if about is None else {"bands": ["差"], "about": about})


def test_an_agreement_names_the_marks_that_it_allows() -> None:
    items = (Item("vote", "表决", scale=VOTE, abstain=True), Item("mark", "分数", scale=HALVES))
    agree = (
        Agreement("vote", "同意", "mark", at_least=F("15.2")),
        Agreement("vote", "不同意", "mark", at_least=F(3), below=F(15)),
        Agreement("vote", None, "mark", none=True),
    )
    form = replace(POINTS, items=items, agree=agree)
    assert message(form, decide=Decide("vote", "valid", (DecideRule("好"),)))["agree"] == [
        {"item": 0, "mark": 0, "needs": 1, "allowed": [[31, 40]]},
        {"item": 0, "mark": 1, "needs": 1, "allowed": [[6, 29]]},
        {"item": 0, "mark": None, "needs": 1, "allowed": None},
    ]


def test_an_agreement_on_words_goes_by_their_values() -> None:
    items = (Item("a", "评价"), Item("b", "表决", scale=VOTE))
    form = replace(WORDS, items=items, agree=(Agreement("b", "同意", "a", at_least=F(7)),))
    decide = Decide("b", "valid", (DecideRule("好"),))
    assert message(form, decide=decide)["agree"] == [{"item": 1, "mark": 0, "needs": 0, "allowed": [[1, 1]]}]


@pytest.mark.parametrize(
    ("share", "text"), [("1/2", "1/2"), ("2/3", "2/3"), ("0.8", "4/5"), ("0.55", "55%"), ("1", "100%")]
)
def test_the_message_states_what_the_votes_decide(share: str, text: str) -> None:
    rules = (DecideRule("当选", ("同意",), at_least=F(share), seats=3), DecideRule("未当选"))
    form = replace(POINTS, scale=VOTE)
    assert message(form, decide=Decide("overall", ("同意", "不同意"), rules))["decide"] == {
        "item": 0,
        "base": ["同意", "不同意"],
        "grade": "当选",
        "of": ["同意"],
        "at_least": text,
        "over": None,
        "seats": 3,
    }
    assert message(POINTS)["decide"] is None
