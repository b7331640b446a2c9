"""What set-up says about a document that is valid but cannot give every result."""

from fractions import Fraction
from typing import Any

import pytest

from server.core.setup_warnings import grade_warnings, number_warnings, score_warnings
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
    """95 typed for 9.5 would make somebody the first. A person whom nobody scores by ballots is not compared."""
    value = document()
    people = [{"name": "王", "unit": "一支部"}, {"name": "外"}]
    value["parts"].append({"name": "日常考核", "form": "secretary", "source": "entered", "subjects": people})
    meeting = read(value)
    listed = {subject.name: subject.id for part, subject in meeting.subjects() if part.entered}
    warnings = score_warnings(meeting, {listed["王"]: Fraction(typed), listed["外"]: Fraction(95)})
    assert bool(warnings) == is_warned
    assert all("日常考核" in warning and "王" in warning and "外" not in warning for warning in warnings)
