"""The preview's made-up ballots show the effect of a meeting's rules on some persons, not on all."""

import json
import tomllib
from importlib.resources import files

import pytest

from cards.form_files import forms
from server.core.meeting_document import parse
from server.core.models import Meeting
from server.core.record_json import record_json
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


@pytest.mark.parametrize("name", sorted(path.name for path in files("cards").joinpath("samples").iterdir()))
def test_every_kind_of_meeting_has_a_preview_with_a_result_for_everybody(name: str) -> None:
    text = files("cards").joinpath("samples", name).read_text("utf-8")
    document = json.loads(text) if name.endswith(".json") else tomllib.loads(text)
    meeting = parse(document, forms(document.get("language", "zh")), today="2026-01-01")
    record = preview(meeting)
    assert {id for result in record.results for id in result.subjects} == {s.id for _, s in meeting.subjects()}
    assert json.dumps(record_json(record))


def test_a_preview_applies_bands_of_parts_rank_keys_and_awards() -> None:
    """On a scale to 100 by halves and in words, with an entered part that has no bands of its own."""
    words = {"choices": [["优", "3"], ["良", "2"]]}
    items = [{"key": "mark", "title": "分数"}, {"key": "vote", "title": "看法", "weight": "0", "scale": words}]
    form = {"title": "打分", "scale": {"min": 0, "max": 100, "step": "0.5"}, "items": items}
    subjects = [{"name": name} for name in "甲乙丙丁"]
    document = {
        "title": "比赛",
        "parts": [
            {"name": "现场", "form": form, "subjects": subjects, "bands": [["合格", "60"], ["不合格", "0"]]},
            {"name": "笔试", "form": form, "subjects": subjects[:1], "source": "entered"},
        ],
        "rules": {"rank": ["score", "item:mark", "exact"], "awards": [["一等奖", 1], ["二等奖", "0.5"]]},
    }
    record = preview(parse(document, forms(), today="2026-01-01"))
    assert [result.rank for result in record.results] == [1, 2, 3, 4]
    assert [result.awards for result in record.results] == [("一等奖",), ("二等奖",), ("二等奖",), ()]
    entered = next(result for result in record.results if len(result.subjects) == 2)
    assert dict(entered.parts)["笔试"] == 100
