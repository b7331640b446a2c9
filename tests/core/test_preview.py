"""The preview's made-up ballots show the effect of a meeting's rules on some persons, not on all."""

import json
from importlib.resources import files

import pytest

from cards.form_files import forms
from server.core.meeting_document import parse
from server.core.models import Meeting
from server.core.rules_preview import preview


@pytest.fixture
def town() -> Meeting:
    """Eighteen secretaries, a veto and a quota."""
    text = files("cards").joinpath("samples", "town-18.json").read_text("utf-8")
    return parse(json.loads(text), forms(), today="2026-01-01")


def test_most_of_eighteen_have_good_grades_and_some_are_vetoed(town: Meeting) -> None:
    results = preview(town).results
    lowered = [result for result in results if result.lowered]
    assert 0 < len(lowered) < len(results) / 2
    assert results[0].grade == "好" and not results[0].lowered


def test_the_same_document_gives_the_same_ballots(town: Meeting) -> None:
    assert preview(town).results == preview(town).results
