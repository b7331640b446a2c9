"""Text with so many combining accents that normalising it takes hours is refused by its length.

Without that check these tests would not end.
"""

import pytest

from server.core.ballot_validation import ballot_rules, validate_ballot
from server.core.errors import InvalidDocument, Refused
from server.core.forms import Form, Item, Note, Scale
from server.core.models import Group, Meeting, Part, Rules, Subject
from server.core.rosters.roster import read_roster
from server.core.validation import validate

ENDLESS = "王" + "\u0301\u0316" * 3_000_000
FORM = Form("plain", "", Scale(1, 10), (Item("overall", ""),), notes=(Note("problems", "", 500),))
PART = Part("上述", FORM, (Subject("s1", "张三"),), groups=("全体",))
MEETING = Meeting("评议", (PART,), (Group("全体"),), Rules(()), "2026-01-01")
RULES = ballot_rules(MEETING, PART, 1)
NOTE = {"subject": 0, "key": "problems"}


def test_a_field_of_a_document_with_endless_accents_is_refused() -> None:
    with pytest.raises(InvalidDocument) as raised:
        validate(ENDLESS, lambda field: field.text(most=500))
    assert "500" in raised.value.field_errors[0].text("zh")


def test_a_note_with_endless_accents_is_refused() -> None:
    with pytest.raises(Refused) as raised:
        validate_ballot(RULES, 0, {"scores": [[8]], "notes": [{**NOTE, "text": ENDLESS}]})
    assert (raised.value.code, raised.value.field) == ("bad_ballot", "notes[0].text")


def test_roster_cells_with_endless_accents_are_problems_of_their_rows() -> None:
    cell = ENDLESS[:120_000]
    assert len(read_roster("姓名,单位\n" + "\n".join(f"{cell},{n}" for n in range(200))).rows) == 200


def test_text_of_the_greatest_length_after_composition_is_accepted() -> None:
    note = {**NOTE, "text": "e\u0301" * 500}
    assert validate_ballot(RULES, 0, {"scores": [[8]], "notes": [note]}).notes[0].text == "é" * 500
