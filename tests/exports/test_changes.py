"""Corrections and entries in the count report: whatever is listed there says what was changed."""

from dataclasses import replace
from typing import Any

import pytest

from server.archive.releases import known_releases
from server.core.changes import LISTED_ACTS, Change
from server.core.record import Record
from server.exports.content.changes import changes
from tests.exports.records import make_meeting, make_record

Map = dict[str, Any]
ADDED = {"name": "再评", "subjects": [{"id": "s9", "name": "赵六", "unit": ""}]}
PERSON = {"names": {"s1": {"name": "张四"}}}
AMENDMENTS: dict[str, Map] = {
    "title": {"title": "新", "before": {"title": "旧"}},
    "expected": {"expected": 30, "before": {"expected": None}},
    "rules": {"rules": {"panel": True}},
    "names": {**PERSON, "before": {"names": {"s1": {"name": "张三"}}}, "after": {"s1": {"name": "张四"}}},
    "names of earlier versions": PERSON,
    "order": {"order": {"上述": ["s2", "s1", "s3"]}},
    "add": {"add": [{"name": "赵六", "part": "上述"}]},
    "withdraw": {"withdraw": ["s1"], "before": {"withdraw": {"s1": "张三"}}},
    "agenda": {"agenda": {"items": []}, "before": {}, "after": {}},
    "add_part": {"add_part": ADDED},
    "withdraw_part": {"withdraw_part": "上述"},
    "the same name again": {**PERSON, "before": {}, "after": {}},
    "nothing": {"before": {}, "after": {}},
}
ADDITIONS: list[tuple[str, Any]] = [
    ("flags", ["失误"]),
    ("flags", []),
    ("adjustments", [{"points": "1", "reason": "奖"}]),
    ("adjustments", []),
    ("entered", {"score": "8.5"}),
    ("entered", {"score": ""}),
    ("decisions", {"grade": "好", "reason": "复核"}),
    ("decisions", {"grade": "好", "reason": ""}),
    ("decisions", {"grade": "", "reason": ""}),
]
MERGES: list[Map] = [{"part": "上述", "merge": {"王伍": "王五"}}, {"part": "上述", "merge": {}}]
ACTS = [
    *(("amend", detail) for detail in AMENDMENTS.values()),
    *((act, {"subject": "s1", "value": value}) for act, value in ADDITIONS),
    *(("write-ins", detail) for detail in MERGES),
]


def sentences(record: Record, *acts: tuple[str, Map]) -> list[str]:
    listed = tuple(Change("2026-01-01T10:00:00+08:00", "desk", *each) for each in acts)
    return [str(row[2] or "") for row in changes(replace(record, changes=listed)).rows]


@pytest.mark.parametrize("language", ["zh", "zh-Hant", "en"])
def test_every_correction_and_entry_says_what_was_changed(language: str) -> None:
    """A signed report has no line without content, whatever was amended, and even where nothing came of it."""
    assert {act for act, _ in ACTS} == {*LISTED_ACTS, "decisions"}
    found = sentences(make_record(make_meeting(language=language)), *ACTS)
    assert len(found) == len(ACTS) and all(found)


def test_a_new_agenda_is_named_beside_what_else_was_amended() -> None:
    record = make_record(make_meeting())
    both = {**AMENDMENTS["title"], "agenda": {"items": []}}
    assert sentences(record, ("amend", both)) == ["会议名称“旧”改为“新”；会议议程有调整"]


def test_reports_of_earlier_builds_had_no_words_for_it_and_are_still_what_they_were() -> None:
    both = {**AMENDMENTS["title"], "agenda": {"items": []}}
    for release in known_releases():
        record = release.in_its_words(make_record(make_meeting()))
        found = sentences(record, ("amend", AMENDMENTS["agenda"]), ("amend", both), ("amend", AMENDMENTS["nothing"]))
        assert found == ["", "会议名称“旧”改为“新”", ""]
