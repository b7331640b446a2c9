"""Text whose accents would take hours to put in order is refused by its length. Without that, these would not end."""

import pytest

from server.core.ballot_validation import ballot_rules, validate_ballot
from server.core.errors import InvalidDocument, Refused
from server.core.models import Form, Group, Item, Meeting, Note, Part, Rules, Scale, Subject
from server.core.rosters.roster import read_roster
from server.core.validation import validate

ENDLESS = "王" + "\u0301\u0316" * 3_000_000
FORM = Form("plain", "", Scale(1, 10), (Item("overall", ""),), notes=(Note("problems", "", 500),))
PART = Part("上述", FORM, (Subject("s1", "张三"),), groups=("全体",))
MEETING = Meeting("评议", (PART,), (Group("全体"),), Rules(()), "2026-01-01")


def test_a_field_of_a_document() -> None:
    with pytest.raises(InvalidDocument) as refused:
        validate(ENDLESS, lambda place: place.text(most=500))
    assert "500" in refused.value.field_errors[0].zh


def test_a_note_on_a_ballot() -> None:
    with pytest.raises(Refused) as refused:
        validate_ballot(ballot_rules(MEETING, PART, 1), 0, [[8]], [{"subject": 0, "key": "problems", "text": ENDLESS}])
    assert (refused.value.code, refused.value.field) == ("bad_ballot", "notes[0].text")


def test_the_cells_of_a_roster() -> None:
    cell = ENDLESS[:120_000]
    assert len(read_roster("姓名,单位\n" + "\n".join(f"{cell},{n}" for n in range(200))).rows) == 200


def test_text_with_a_few_accents_too_many_to_count_by_eye_is_still_taken() -> None:
    note = {"subject": 0, "key": "problems", "text": "e\u0301" * 500}
    assert validate_ballot(ballot_rules(MEETING, PART, 1), 0, [[8]], [note]).notes[0].text == "é" * 500
