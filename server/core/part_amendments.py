"""Parts that are added or withdrawn while a meeting runs: a motion, a run-off (DECIDE §3). Pure.

Parses untrusted JSON; an InvalidDocument lists every bad field.
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from typing import Any

from .agenda_document import moved_agenda
from .bands import default_bands
from .form_document import ShippedForms
from .meeting_document import cells, check_size, highest_subject_number, refuse_twin
from .models import Meeting, Part
from .part_document import PartContext, parse_part
from .people import near_twins
from .validation import Field, validate

PART_CHANGES = ("add_part", "withdraw_part")
"""Fields of PATCH that the chair may send too. Each comes alone."""
MAX_PARTS = 64


def add_part(meeting: Meeting, changes: object, forms: ShippedForms, above: int) -> Meeting:
    """The meeting with the part `changes["add_part"]` at its end, which must be decided by votes. New subjects get
    ids higher than `above`. A run-off is for the groups of the part that it follows, unless it names others."""
    return validate(changes, lambda field: _add_part(field.fields("add_part")["add_part"], meeting, forms, above))


def _add_part(field: Field, meeting: Meeting, forms: ShippedForms, above: int) -> Meeting:
    if isinstance(field.value, dict) and field.value.get("decide") is None:
        field.child("decide").error("required")
    groups = tuple(group.name for group in meeting.groups)
    context = PartContext(forms, groups, meeting.rules.bands, default_bands(meeting))
    part = parse_part(_with_groups(field, meeting), context)
    _check_part(field, meeting, part)
    for twin in near_twins((*meeting.parts, part)):
        if twin.part is part:
            refuse_twin(field.child("subjects").child(part.subjects.index(twin.subject)), twin)
    ids = (f"s{number}" for number in count(1 + max(above, highest_subject_number(meeting))))
    numbered = tuple(replace(subject, id=id) for subject, id in zip(part.subjects, ids, strict=False))
    amended = replace(meeting, parts=(*meeting.parts, replace(part, subjects=numbered)))
    check_size(field, cells(amended.parts))
    return amended


def _with_groups(field: Field, meeting: Meeting) -> Field:
    """The part's document, for a run-off with the groups of the part before."""
    if not isinstance(field.value, dict) or not isinstance(field.value.get("again"), str):
        return field
    first = meeting.part(field.value["again"])
    groups = {} if first is None else {"groups": list(first.groups)}
    return replace(field, value={**groups, **field.value})


def _check_part(field: Field, meeting: Meeting, part: Part) -> None:
    if meeting.part(part.name) is not None:
        field.child("name").error("duplicate")
    if len(meeting.parts) >= MAX_PARTS:
        field.error("wrong_length", least=1, most=MAX_PARTS, count=len(meeting.parts) + 1)
    if part.again is not None:
        first = meeting.part(part.again)
        if first is None or first.decide is None:
            field.child("again").error("unknown_decided_part")
        if part.form.write_in is not None:
            field.child("form").child("write_in").error("write_in_again")


def withdraw_part(meeting: Meeting, changes: object) -> Meeting:
    """The meeting without the part `changes["withdraw_part"]`, which must not be its last one, nor have a run-off."""
    return validate(changes, lambda field: _withdraw_part(field.fields("withdraw_part")["withdraw_part"], meeting))


def _withdraw_part(field: Field, meeting: Meeting) -> Meeting:
    if not isinstance(field.value, str) or meeting.part(field.value) is None:
        field.error("unknown_part")
        return meeting
    if any(part.again == field.value for part in meeting.parts):
        field.error("has_run_off")
    if len(meeting.parts) == 1:
        field.error("last_part")
    parts = tuple(part for part in meeting.parts if part.name != field.value)
    return replace(meeting, parts=parts, agenda=moved_agenda(meeting.agenda, meeting.parts, parts))


def part_log(before: Meeting, after: Meeting) -> Mapping[str, Any]:
    """The log's detail: the part that was added, with its subjects, or the one that was withdrawn."""
    for part in after.parts:
        if before.part(part.name) is None:
            again = {} if part.again is None else {"again": part.again}
            subjects = [{"id": subject.id, "name": subject.name, "unit": subject.unit} for subject in part.subjects]
            return {"add_part": {"name": part.name, **again, "subjects": subjects}}
    withdrawn = next(part for part in before.parts if after.part(part.name) is None)
    return {"withdraw_part": withdrawn.name}
