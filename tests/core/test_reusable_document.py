"""Any meeting can be made again from its own document, whatever an earlier version allowed."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.form_files import forms
from server.core.meeting_document import parse, reusable_document
from server.core.models import Meeting
from tests.archive.sources import draw_meeting
from tests.proof_scale import scaled


@st.composite
def meetings(draw: st.DrawFn) -> Meeting:
    return draw_meeting(draw)


@pytest.mark.scaled
@settings(max_examples=scaled(30, 300))
@given(meetings())
def test_the_document_of_any_meeting_is_accepted_for_a_new_one_and_is_that_ones_own(meeting: Meeting) -> None:
    document = json.loads(json.dumps(reusable_document(meeting)))
    assert "date" not in document and "ids" not in document
    again = parse(document, forms(meeting.language), today="2026-01-01")
    assert reusable_document(again) == document
