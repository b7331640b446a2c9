"""More than 30 combining marks in a row are refused before NFC, which would sort them in quadratic time."""

import json
import time
import unicodedata
from dataclasses import replace

import pytest

from server.core.ballot_validation import ballot_rules, validate_ballot
from server.core.errors import InvalidDocument, Refused
from server.core.forms import Note
from server.core.message_catalogue import LANGUAGES
from server.core.rosters.roster import read_roster
from server.core.unicode_text import MAX_COMBINING_RUN, TooManyMarks, normalise
from server.core.validation import validate
from server.web.meeting_documents import parse_document
from tests.core.test_endless import FORM, MEETING, PART
from tests.harness import MEETING as DOCUMENT

MARKS = "\u0301\u0316"
"""Of different classes, so that NFC must sort them; two bytes each."""
LONG = "王" + MARKS * 15_000
"""60 kB of marks."""
SECONDS = 0.5
"""NFC of LONG alone takes four times as long on the slowest machine we measured, and 16 times for twice its length."""


@pytest.mark.parametrize("kind", ["Mn", "Mc", "Me"])
def test_every_combining_mark_of_unicode_counts(kind: str) -> None:
    marks = [char for char in map(chr, range(0x110000)) if unicodedata.category(char) == kind]
    assert marks
    for mark in marks:
        with pytest.raises(TooManyMarks):
            normalise("a" + mark * (MAX_COMBINING_RUN + 1))


def test_whatever_nfc_sorts_is_a_combining_mark() -> None:
    reordered = [char for char in map(chr, range(0x110000)) if unicodedata.combining(char)]
    assert {unicodedata.category(char)[0] for char in reordered} == {"M"}


def test_thirty_marks_are_text_as_any_other() -> None:
    text = "e\u0301" + "a" + MARKS * 15 + "王"
    assert normalise(text) == unicodedata.normalize("NFC", text)
    assert normalise("a" + MARKS * 15 + "\u200d" + MARKS * 15)


@pytest.mark.parametrize("mark", ["\u0344", "\u0f73", "\u0f81"])
def test_accepted_text_is_accepted_again(mark: str) -> None:
    """NFC writes these marks as two: thirty would be stored as sixty, which nothing reads."""
    normal = normalise("a" + mark * 15)
    assert normalise(normal) == normal
    with pytest.raises(TooManyMarks):
        normalise("a" + mark * 16)


def test_text_of_any_length_with_runs_of_thirty_takes_linear_time() -> None:
    begun = time.process_time()
    normalise(("a" + MARKS * 15) * 1000)
    assert time.process_time() - begun < SECONDS


@pytest.mark.parametrize("text", [LONG, MARKS * 15_000, "a" * 30 + MARKS * 15 + "\u0301"])
def test_a_field_is_refused_at_once_and_says_why_in_both_languages(text: str) -> None:
    begun = time.process_time()
    with pytest.raises(InvalidDocument) as raised:
        validate({"reason": text}, lambda field: field.fields("reason").text("reason", most=60_000))
    assert time.process_time() - begun < SECONDS
    (error,) = raised.value.field_errors
    assert error.field == "reason"
    assert all("30" in error.text(language) for language in LANGUAGES)


def test_a_document_names_the_field() -> None:
    named = json.loads(json.dumps(DOCUMENT))
    named["parts"][0]["subjects"][1]["name"] = "王" + MARKS * 16
    with pytest.raises(InvalidDocument) as raised:
        parse_document(named, "2022-12-20")
    assert [error.field for error in raised.value.field_errors] == ["parts[0].subjects[1].name"]


def test_a_note_is_refused_at_once() -> None:
    form = replace(FORM, notes=(Note("problems", "", 10_000),))
    rules = ballot_rules(MEETING, replace(PART, form=form), 1)
    begun = time.process_time()
    with pytest.raises(Refused) as raised:
        note = {"subject": 0, "key": "problems", "text": LONG}
        validate_ballot(rules, 0, {"scores": [[8]], "notes": [note]})
    assert time.process_time() - begun < SECONDS
    assert (raised.value.code, raised.value.field) == ("bad_ballot", "notes[0].text")


def test_a_roster_names_the_line() -> None:
    (row,) = read_roster(f"姓名,单位\n张三,{'支' + MARKS * 16}").rows
    (problem,) = row.problems
    assert problem.field == "line 2" and "30" in problem.text("zh")
