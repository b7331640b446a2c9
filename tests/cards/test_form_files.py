"""The forms and sample meetings that ship."""

import json

import pytest

from cards.form_files import forms
from cards.sample_files import samples, samples_in
from server.core.meeting_document import parse
from server.core.message_catalogue import LANGUAGES
from tests.harness import Map

SHIPPED = ["committee", "grade", "indicators", "members", "motion", "plain", "secretary", "six-items"]
SAMPLES = dict(samples())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_ships_in_every_language(language: str) -> None:
    shipped = forms(language)
    assert sorted(shipped) == SHIPPED
    for id, form in shipped.items():
        texts = json.dumps([value for key, value in form.items() if key != "guidance"], ensure_ascii=False)
        assert form["id"] == id and texts.isascii() == (language == "en")
        parse({"title": "t", "language": language, "parts": [{"name": "p", "form": id, "subjects": [{"name": "n"}]}]},
              shipped, today="2026-03-01") if id != "motion" else None  # fmt: skip


def test_forms_are_in_the_first_language_that_they_have_words_for() -> None:
    assert forms("fr", "en") == forms("en") != forms("fr", "zh") == forms("fr") == forms()


def test_forms_are_copies() -> None:
    forms()["plain"]["title"] = "x"
    assert forms()["plain"]["title"] == "评分表"


def test_the_limit_of_the_members_form_names_its_first_choice_in_english_too() -> None:
    assert forms("en")["members"]["limits"] == [{"choices": ["Excellent"], "share": "1/3"}]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_indicator_is_explained(language: str) -> None:
    items = forms(language)["indicators"]["items"]
    assert isinstance(items, list)
    assert len({item["about"] for item in items}) == 5


def test_a_sample_of_every_kind_of_meeting_ships() -> None:
    scored = {"contest", "daily-work", "demo", "indicators", "jury-audience", "project-review", "speech", "two-parts"}
    scored |= {"student-council", "three-bodies"}
    decided = {"congress", "election", "election-equal", "recommendation", "shareholders", "title-panel"}
    names = scored | decided | {"centre-mixed", "members"}
    assert {f"{name}.toml" for name in names} | {"town-18.json"} == set(SAMPLES)


@pytest.mark.parametrize("document", SAMPLES.values(), ids=SAMPLES)
def test_every_sample_is_a_valid_meeting(document: Map) -> None:
    meeting = parse(document, forms(document.get("language", "zh")), today="2026-03-01")
    assert meeting.expected and all(part.subjects for part in meeting.parts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_meeting_is_in_every_language_but_for_the_names_of_its_people(language: str) -> None:
    for name, document in samples_in(language):
        parse(document, forms(document.get("language", "zh")), today="2026-03-01")
        assert document["title"] == SAMPLES[name]["title"]
        if SAMPLES[name].get("language", "zh") == "zh" and name not in DEMONSTRATIONS:
            assert document.get("language", "zh") == language
            parts = [{**part, "subjects": []} for part in document["parts"]]
            texts = json.dumps([parts, document.get("groups"), document.get("rules")], ensure_ascii=False, default=str)
            assert language == "zh" or texts.isascii() == (language == "en"), name


DEMONSTRATIONS = ("demo.toml", "daily-work.toml")
"""Not offered as kinds of meeting."""
