"""What set-up says about a document that is valid but cannot give every result."""

from fractions import Fraction
from typing import Any

import pytest

from server.core.setup_warnings import grade_warnings, group_warnings, number_warnings, score_warnings
from tests.core.test_document import document, own_form, read, with_part

YES_NO = {"choices": ["赞成", "反对"]}
RULES = [{"grade": "通过", "of": ["赞成"], "over": "1/2"}, {"grade": "未通过"}]


def motion(base: str, **changes: object) -> dict[str, Any]:
    groups = [{"name": "A票"}, {"name": "B票"}]
    part = with_part(form=own_form(scale=YES_NO), decide={"base": base, "rules": RULES}, groups=["B票"]) | changes
    return {"groups": groups, **part}


@pytest.mark.parametrize(
    ("value", "is_warned"),
    [
        (motion("expected"), True),
        (motion("present"), False),
        (motion("expected", groups=[{"name": "A票"}, {"name": "B票", "size": 9}]), False),
        (motion("expected", groups=[{"name": "B票"}]), False),
        (document(), False),
    ],
)
def test_a_base_that_can_never_be_known_is_named(value: dict[str, Any], is_warned: bool) -> None:
    """The size of a group cannot be entered any more once there are ballots; the number of people expected can."""
    warnings = number_warnings(read(value))
    assert bool(warnings) == is_warned and all("B票" in warning for warning in warnings)


def test_a_scale_without_bands_is_named_unless_it_was_said_to_have_none() -> None:
    form = own_form(scale={"min": 0, "max": 100})
    assert len(grade_warnings(read(with_part(form=form)))) == 1
    assert grade_warnings(read(with_part(form=form, bands=[]))) == grade_warnings(read(document())) == []


@pytest.mark.parametrize(("typed", "is_warned"), [("10", False), ("10.5", True), ("95", True)])
def test_a_typed_score_above_what_ballots_can_give_is_named(typed: str, is_warned: bool) -> None:
    """95 typed for 9.5 would make somebody the first. Whom no ballot scores is compared with the same roster."""
    value = document()
    people = [{"name": "王", "unit": "一支部"}, {"name": "外"}]
    value["parts"].append({"name": "日常考核", "form": "secretary", "source": "entered", "subjects": people})
    meeting = read(value)
    listed = {subject.name: subject.id for part, subject in meeting.subjects() if part.entered}
    warnings = score_warnings(meeting, {listed["王"]: Fraction(typed), listed["外"]: Fraction(typed)})
    assert bool(warnings) == is_warned
    assert all("日常考核" in warning and "王、外" in warning and "最高分 10 分" in warning for warning in warnings)


def test_where_nobody_is_scored_by_ballots_a_typed_score_is_compared_with_nothing() -> None:
    meeting = read(document(parts=[document()["parts"][0] | {"source": "entered"}]))
    assert score_warnings(meeting, {subject.id: Fraction(950) for subject in meeting.parts[0].subjects}) == []


@pytest.mark.parametrize(("groups", "named"), [(["A票"], "B票"), (["A票", "B票"], None), (None, None)])
def test_a_group_without_any_part_to_vote_on_is_named(groups: list[str] | None, named: str | None) -> None:
    """A part whose scores are typed in is none."""
    value = {
        "groups": [{"name": "A票"}, {"name": "B票"}],
        **with_part(**({} if groups is None else {"groups": groups})),
    }
    entered = {"name": "日常考核", "form": "secretary", "source": "entered", "subjects": [{"name": "外"}]}
    warnings = group_warnings(read({**value, "parts": [*value["parts"], entered]}))
    assert [warning.split("”")[0] for warning in warnings] == ([f"“{named}"] if named else [])


@pytest.mark.parametrize(("sizes", "expected", "is_warned"), [
    ((20, 10), 31, True), ((20, 10), 30, False), ((20, 10), None, False), ((20, None), 31, False),
])  # fmt: skip
def test_sizes_that_differ_from_the_number_expected_are_named(
    sizes: tuple[int | None, ...], expected: int | None, is_warned: bool
) -> None:
    groups = [
        {"name": name, **({} if n is None else {"size": n})} for name, n in zip(("A票", "B票"), sizes, strict=True)
    ]
    warnings = group_warnings(read(document(groups=groups, expected=expected)))
    assert bool(warnings) == is_warned and all("30 人" in warning and "31 人" in warning for warning in warnings)
