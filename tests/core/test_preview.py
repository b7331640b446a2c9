"""The preview's made-up ballots show the effect of a meeting's rules on some persons, not on all."""

import json
import tomllib
from importlib.resources import files

import pytest

from cards.form_files import forms
from server.core.languages import language
from server.core.meeting_document import parse
from server.core.models import Meeting
from server.core.record_json import record_json
from server.core.rules_preview import preview, setup_json
from server.core.simulated_people import simulated

MAJORITY = [{"grade": "通过", "of": ["赞成"], "over": "1/2"}, {"grade": "未通过"}]
SUM = {
    "title": "评审表",
    "scale": {"min": 0, "max": 50},
    "score": "sum",
    "items": [{"key": "a", "title": "一"}, {"key": "b", "title": "二"}],
}


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


def test_set_up_says_which_bands_judge_each_part_and_what_votes_decide() -> None:
    motion = {"name": "决议", "form": "motion", "subjects": [{"name": "议案"}], "decide": {"rules": MAJORITY}}
    sums = {"name": "评审", "form": SUM, "subjects": [{"name": "甲"}]}
    scored = {"name": "评议", "form": "secretary", "subjects": [{"name": "甲"}]}
    meeting = parse({"title": "会", "parts": [scored, sums, motion]}, forms(), today="2026-01-01")
    assert setup_json(meeting) == [
        {"bands": [["好", "9"], ["较好", "7"], ["一般", "4"], ["差", "0"]], "item": None, "words": []},
        {"bands": [], "item": None, "words": []},
        {"bands": [], "item": "vote", "words": ["赞成", "反对"]},
    ]


def test_as_many_people_vote_as_are_expected() -> None:
    groups = [{"name": "A"}, {"name": "B", "size": 7}]
    part = {"name": "评议", "form": "secretary", "subjects": [{"name": "甲"}]}
    document = {"title": "会", "expected": 60, "groups": groups, "parts": [part]}
    assert preview(parse(document, forms(), today="2026-01-01")).reconciliation.issued == 30 + 7


def test_made_up_ballots_keep_the_limits_of_their_form() -> None:
    form = {
        "title": "推荐票",
        "scale": {"choices": ["推荐", "不推荐"]},
        "items": [{"key": "vote", "title": "意见"}],
        "limits": [{"choices": ["推荐"], "exactly": 2}],
    }
    rules = [{"grade": "入选", "of": ["推荐"], "over": "1/2"}, {"grade": "未入选"}]
    part = {
        "name": "推荐",
        "form": form,
        "decide": {"rules": rules},
        "subjects": [{"name": name} for name in "甲乙丙丁"],
    }
    record = preview(parse({"title": "会", "expected": 30, "parts": [part]}, forms(), today="2026-01-01"))
    recommended = [subject.votes.share.count for subject in record.parts[0].subjects if subject.votes]
    assert len(recommended) == 4 and sum(recommended) == 2 * 30
    assert len(set(recommended)) > 1


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


def test_a_preview_shows_three_made_up_people_of_each_roster_and_no_real_name(town: Meeting) -> None:
    people = simulated(town)
    assert [[s.name for s in part.subjects] for part in people.parts][0] == ["甲", "乙", "丙"]
    text = json.dumps(record_json(preview(people)), ensure_ascii=False)
    real = {word for _, s in town.subjects() for word in (s.name, s.unit, s.post)} - {"", town.organisation}
    assert not [word for word in real if word in text]


def test_people_in_several_parts_are_the_same_there_and_separate_rosters_share_nobody() -> None:
    def listed(*names: str) -> list[dict[str, str]]:
        return [{"name": name, "unit": "单位"} for name in names]

    parts = [
        {"name": "上述", "form": "secretary", "subjects": listed("王", "李", "赵", "钱")},
        {"name": "日常", "form": "secretary", "subjects": listed("钱", "赵", "孙")},
        {"name": "下评", "form": "committee", "subjects": listed("周")},
    ]
    people = simulated(parse({"title": "会", "parts": parts}, forms(), today="2026-01-01"))
    assert [[s.name for s in part.subjects] for part in people.parts] == [["甲", "乙", "丙"], ["丙", "乙"], ["丁"]]
    assert all(s.unit == "" for _, s in people.subjects())


@pytest.mark.parametrize("name", sorted(path.name for path in files("cards").joinpath("samples").iterdir()))
def test_every_kind_of_meeting_can_be_tried_on_made_up_people(name: str) -> None:
    text = files("cards").joinpath("samples", name).read_text("utf-8")
    document = json.loads(text) if name.endswith(".json") else tomllib.loads(text)
    meeting = parse(document, forms(document.get("language", "zh")), today="2026-01-01")
    people = simulated(meeting)
    assert all(1 <= len(part.subjects) <= 3 for part in people.parts) and json.dumps(record_json(preview(people)))
    assert {s.name for _, s in people.subjects()} <= set(language(meeting.language).letters)
