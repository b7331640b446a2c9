"""Agenda items that are not subjects: addresses, breaks. Where they are, what changes of the people do to them, and
which one comes next."""

import json
from dataclasses import replace
from typing import Any

import pytest

from cards.form_files import forms
from server.core import client_messages, meeting_state
from server.core.agenda import Agenda, AgendaItem
from server.core.agenda_order import in_order
from server.core.agenda_progress import AgendaProgress
from server.core.amendments import amend
from server.core.errors import InvalidDocument
from server.core.meeting_document import dump, load, parse, public_document
from server.core.meeting_state import MeetingState, Timer
from server.core.models import Meeting
from server.core.part_amendments import withdraw_part
from server.core.rounds import Round, State

ITEMS: list[dict[str, Any]] = [
    {"title": "宣布规则", "part": "上述", "place": 1},
    {"title": "休息", "minutes": 15, "part": "上述", "place": 3},
    {"title": "统计票数", "part": "上述"},
    {"title": "总结讲话", "minutes": 20},
]
ORDER = ["宣布规则", "甲", "乙", "休息", "丙", "统计票数", "丁", "总结讲话"]


def document(**agenda: object) -> dict[str, Any]:
    first = {"name": "上述", "form": "secretary", "subjects": [{"name": name} for name in "甲乙丙"]}
    second = {"name": "选人", "form": "secretary", "subjects": [{"name": "丁"}]}
    return {"title": "会", "parts": [first, second], "agenda": {"items": ITEMS, **agenda}}


def read(value: object, keep: Meeting | None = None) -> Meeting:
    return parse(value, forms(), today="2026-03-01", keep=keep)


MEETING = read(document(start="14:30", venue="三楼会议室", report=15))


def titles(meeting: Meeting) -> list[str]:
    return [entry.title if isinstance(entry, AgendaItem) else entry.name for _, entry in in_order(meeting)]


def ids(meeting: Meeting) -> list[str]:
    return [item.id for item in meeting.agenda.items]


def test_items_come_between_the_subjects_and_after_the_last() -> None:
    assert titles(MEETING) == ORDER and ids(MEETING) == ["a1", "a2", "a3", "a4"]
    assert (MEETING.agenda.start, MEETING.agenda.venue, MEETING.agenda.report) == ("14:30", "三楼会议室", 15)


def test_a_document_with_an_agenda_is_stored_and_published_again() -> None:
    assert load(dump(MEETING)) == MEETING == read(json.loads(json.dumps(public_document(MEETING))))


def test_a_document_without_an_agenda_is_stored_as_by_earlier_versions() -> None:
    """So the fingerprints of certified meetings stay what they are."""
    plain = read({key: value for key, value in document().items() if key != "agenda"})
    assert "agenda" not in dump(plain) and load(dump(plain)).agenda == Agenda()
    state = MeetingState("m", plain)
    assert "agenda" not in meeting_state.dump(state)


@pytest.mark.parametrize(
    ("agenda", "field"),
    [
        ({"items": [{}]}, "agenda.items[0].title"),
        ({"items": [{"title": "　"}]}, "agenda.items[0].title"),
        ({"items": [{"title": "长" * 61}]}, "agenda.items[0].title"),
        ({"items": [{"title": "讲话", "minutes": 0}]}, "agenda.items[0].minutes"),
        ({"items": [{"title": "讲话", "minutes": "10"}]}, "agenda.items[0].minutes"),
        ({"items": [{"title": "讲话", "part": "没有"}]}, "agenda.items[0].part"),
        ({"items": [{"title": "讲话", "place": 1}]}, "agenda.items[0].place"),
        ({"items": [{"title": "讲话", "id": "s1"}]}, "agenda.items[0].id"),
        ({"items": [{"title": "一", "id": "a1"}, {"title": "二", "id": "a1"}]}, "agenda.items[1].id"),
        ({"items": [{"title": "讲话", "vote": True}]}, "agenda.items[0].vote"),
        ({"items": [{"title": "讲话"}] * 101}, "agenda.items"),
        ({"start": "25:00"}, "agenda.start"),
        ({"report": 601}, "agenda.report"),
    ],
)
def test_every_bad_field_of_an_agenda_is_named(agenda: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidDocument) as raised:
        read(document(**agenda))
    assert [error.field for error in raised.value.field_errors] == [field]
    assert all(error.text("zh") and error.text("en") for error in raised.value.field_errors)


def test_an_item_stays_before_the_person_when_others_are_withdrawn() -> None:
    assert titles(amend(MEETING, {"withdraw": ["s1"]})) == ["宣布规则", *ORDER[2:]]
    assert titles(amend(MEETING, {"withdraw": ["s3"]})) == [*ORDER[:4], *ORDER[5:]]


def test_an_item_keeps_its_place_when_the_people_change_theirs() -> None:
    drawn = amend(MEETING, {"order": {"上述": ["s3", "s1", "s2"]}})
    assert titles(drawn) == ["宣布规则", "丙", "甲", "休息", "乙", "统计票数", "丁", "总结讲话"]


def test_the_agenda_is_changed_while_the_meeting_runs_and_numbers_are_not_given_twice() -> None:
    kept = public_document(MEETING)["agenda"]["items"][:3]  # type: ignore[index]
    changed = amend(MEETING, {"agenda": {"items": [*kept, {"title": "颁奖"}]}})
    assert ids(changed) == ["a1", "a2", "a3", "a5"] and titles(changed)[-1] == "颁奖"
    assert amend(MEETING, {"agenda": None}).agenda == Agenda()


def test_a_document_that_does_not_mention_the_agenda_keeps_it_with_the_people() -> None:
    changed = {key: value for key, value in document().items() if key != "agenda"}
    changed["parts"] = [{**changed["parts"][0], "subjects": [{"name": name} for name in "甲丙新"]}]
    assert titles(read(changed, keep=MEETING)) == ["宣布规则", "甲", "休息", "丙", "新", "统计票数", "总结讲话"]


def test_items_of_a_withdrawn_part_come_before_the_next() -> None:
    assert titles(withdraw_part(MEETING, {"withdraw_part": "上述"})) == [
        "宣布规则",
        "休息",
        "统计票数",
        "丁",
        "总结讲话",
    ]


def test_the_next_item_is_the_first_to_come_that_is_before_the_next_round() -> None:
    def next_item(progress: AgendaProgress, *done: str) -> object:
        rounds = [Round(id, 1, "上述", (id,), State.PUBLISHED, "", None) for id in done]
        return client_messages.staff_agenda(MEETING, rounds, progress)["item"]

    first = AgendaProgress(None, ("a1",))
    assert next_item(AgendaProgress()) == "a1" and next_item(AgendaProgress("a1")) is None
    assert next_item(first) is None and next_item(first, "s1", "s2") == "a2"
    assert next_item(first.skipped("a2"), "s1", "s2", "s3") == "a3"
    assert next_item(first.skipped("a2"), "s1", "s2", "s3", "s4") == "a3"
    assert next_item(first.skipped("a2").skipped("a3"), "s1", "s2", "s3", "s4") == "a4"


def test_an_item_that_is_started_ends_the_one_before_and_may_be_started_again() -> None:
    progress = AgendaProgress().started("a1").started("a2")
    assert progress == AgendaProgress("a2", ("a1",))
    assert progress.started("a1") == AgendaProgress("a1", ("a2",))
    assert progress.of(replace(MEETING.agenda, items=MEETING.agenda.items[:1])) == AgendaProgress(None, ("a1",))


def test_progress_and_timer_of_an_item_are_stored() -> None:
    timer = Timer("item", 600, 600_000, True, 5.0)
    state = MeetingState("m", MEETING, timer=timer, agenda=AgendaProgress("a2", ("a1",)))
    assert (
        meeting_state.load("m", "rehearsal", 0, json.loads(json.dumps(meeting_state.dump(state))), 2).agenda
        == state.agenda
    )
    assert state.without_item() == {"agenda": AgendaProgress(None, ("a1", "a2")), "timer": None}
