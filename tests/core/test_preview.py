"""Made-up ballots show what the rules of a real meeting do: to some, not to all."""

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


def test_most_of_eighteen_are_well_thought_of_and_some_meet_the_veto(town: Meeting) -> None:
    results = preview(town).results
    moved = [one for one in results if one.lowered]
    assert 0 < len(moved) < len(results) / 2
    assert results[0].grade == "好" and not results[0].lowered


def test_the_same_document_gives_the_same_ballots(town: Meeting) -> None:
    assert preview(town).results == preview(town).results
