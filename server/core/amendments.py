"""What may change while a meeting runs: small corrections to its document, and the additions. Pure.

Parses untrusted JSON; an InvalidDocument lists every bad field.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from .agenda import Agenda
from .agenda_document import highest_item_number, moved_agenda, parse_agenda
from .limit_feasibility import limit_faults
from .meeting_document import MAX_PEOPLE, MAX_TITLE, cells, check_size, highest_subject_number, refuse_twin
from .models import Adjustment, Decision, Meeting, Part, Subject
from .part_document import MAX_NAME
from .people import Identity, identities_of, near_twins, subjects_of_person
from .validation import Field, Fields, printable, reject_duplicates, validate
from .wifi import parse_networks

MAX_REASON = 500
MAX_GRADE = 20

Addition = Decision | tuple[Adjustment, ...] | tuple[str, ...] | Fraction | None


def amend(meeting: Meeting, changes: object, above: int = 0) -> Meeting:
    """The corrected meeting. Raises InvalidDocument.

    `changes`: title, expected, wifi, agenda, `rules` {panel: true}, `names` {subject id: {name, unit, post, mode}},
    `order` {part: [ids]}, `add` [{part, name, unit, post, mode}], `withdraw` [ids]. New ids are higher than `above`. A
    name or unit changes for all subjects of that person.
    """
    return validate(changes, lambda field: _amend(field, meeting, above))


def _amend(field: Field, meeting: Meeting, above: int) -> Meeting:
    fields = field.fields("", "title expected rules names order add withdraw wifi agenda")
    parts = _withdraw_and_rename(fields, meeting)
    parts = _add(fields, parts, max(above, highest_subject_number(meeting)))
    parts = _reorder(fields, parts)
    for part in parts:
        _check_subjects(field, part)
    _check_limits(field, meeting, parts)
    if cells(parts) > cells(meeting.parts):  # a larger meeting of an older version may still be corrected
        check_size(field.child("add"), cells(parts))
    expected = meeting.expected
    if "expected" in fields:
        expected = fields.optional("expected", lambda f: f.integer(1, MAX_PEOPLE))
    title = fields.text("title", most=MAX_TITLE, default=meeting.title)
    rules = replace(meeting.rules, panel=fields.read("rules", _panel, meeting.rules.panel))
    wifi = fields.read("wifi", parse_networks, meeting.wifi)
    agenda = _agenda(fields, meeting, parts)
    return replace(meeting, title=title, expected=expected, rules=rules, parts=tuple(parts), wifi=wifi, agenda=agenda)


def _agenda(fields: Fields, meeting: Meeting, parts: Sequence[Part]) -> Agenda:
    """Where only the order of people changes, an item keeps its place: a break after the third person stays there."""
    if "agenda" in fields:
        return parse_agenda(fields["agenda"], parts, highest_item_number(meeting.agenda.items))
    remaining = {subject.id for part in parts for subject in part.subjects}
    left = [
        replace(part, subjects=tuple(subject for subject in part.subjects if subject.id in remaining))
        for part in meeting.parts
    ]
    return moved_agenda(meeting.agenda, meeting.parts, left)


def refuse_new_twins(before: Meeting, after: Meeting) -> None:
    """Raises InvalidDocument where an amendment made two spellings of one person. Those that a meeting of an older
    version has may stay until somebody corrects them."""
    validate(None, lambda field: _refuse_new_twins(field, identities_of(before), after))


def _refuse_new_twins(field: Field, before: Mapping[str, Identity], after: Meeting) -> None:
    for twin in near_twins(after.parts):
        changed = [s for s in (twin.subject, twin.first) if before.get(s.id) != s.person]
        if changed:
            is_new = changed[0].id not in before
            refuse_twin(field.child("add") if is_new else field.child("names").child(changed[0].id), twin)


def _panel(field: Field) -> bool:
    """`panel` can only be set: what was shown because of it cannot be hidden again."""
    panel = field.fields("panel").get("panel")
    if panel is not None and panel.value is not True:
        panel.error("only_true")
    return True


def _check_subjects(field: Field, part: Part) -> None:
    if not part.subjects:
        field.child("withdraw").error("empty_part")
    same_field = [field.child(f"subjects of {part.name}") for _ in part.subjects]
    reject_duplicates(same_field, (subject.person for subject in part.subjects))


def _check_limits(field: Field, before: Meeting, parts: Sequence[Part]) -> None:
    """Whoever stays must be enough for what the ballot asks."""
    for part in parts:
        earlier = before.part(part.name)
        if earlier is not None and len(part.subjects) < len(earlier.subjects):
            for fault in limit_faults(part.form, part.form.limits, len(part.subjects)):
                field.child("withdraw").error(fault.key, **fault.values)


def _withdraw_and_rename(fields: Fields, meeting: Meeting) -> list[Part]:
    withdrawn: set[str] = set()
    if "withdraw" in fields:
        known = {subject.id for _, subject in meeting.subjects()}
        withdrawn = {_known_subject(element, known) for element in fields["withdraw"].elements(0, 500)}
    renamed = _renamed_subjects(fields, meeting)
    return [
        replace(part, subjects=tuple(renamed.get(s.id, s) for s in part.subjects if s.id not in withdrawn))
        for part in meeting.parts
    ]


def _known_subject(field: Field, known: set[str]) -> str:
    if not isinstance(field.value, str) or field.value not in known:
        field.error("unknown_subject")
        return ""
    return field.value


def _renamed_subjects(fields: Fields, meeting: Meeting) -> dict[str, Subject]:
    known = {subject.id: subject for _, subject in meeting.subjects()}
    names = fields["names"].fields("", " ".join(known)) if "names" in fields else Fields({})
    renamed = {id: _with_details(field, known[id]) for id, field in names.items()}
    for id, field in names.items():
        _rename_person(field, meeting, id, renamed)
    return renamed


def _rename_person(field: Field, meeting: Meeting, id: str, renamed: dict[str, Subject]) -> None:
    """Give the new name and unit of one subject to the person's others, which must not be given different ones."""
    known = {subject.id: subject for _, subject in meeting.subjects()}
    given = [key for key in ("name", "unit") if getattr(renamed[id], key) != getattr(known[id], key)]
    for other in subjects_of_person(meeting, id):
        subject = renamed.get(other, known[other])
        for key in given:
            value, had = getattr(renamed[id], key), getattr(known[other], key)
            if getattr(subject, key) not in (value, had):
                field.child(key).error("same_person")
            subject = replace(subject, **{key: value})
        renamed[other] = subject


def _with_details(field: Field, subject: Subject) -> Subject:
    fields = field.fields("", "name unit post mode")
    return replace(
        subject,
        name=fields.text("name", most=MAX_NAME, default=subject.name),
        unit=fields.text("unit", 0, MAX_NAME, default=subject.unit),
        post=fields.text("post", 0, MAX_NAME, default=subject.post),
        mode=fields.read("mode", lambda f: f.one_of("onsite", "written"), subject.mode),
    )


def _add(fields: Fields, parts: list[Part], highest: int) -> list[Part]:
    """The parts with the new subjects, numbered from `highest` + 1."""
    for field in fields["add"].elements(0, 500) if "add" in fields else ():
        subject = field.fields("part name", "unit post mode")
        name = subject.text("part", most=MAX_NAME)
        index = next((i for i, part in enumerate(parts) if part.name == name), None)
        if index is None:
            field.child("part").error("unknown_part")
            continue
        highest += 1
        details = Field({k: v.value for k, v in subject.items() if k != "part"}, field.path, field.field_errors)
        added = _with_details(details, Subject(f"s{highest}", ""))
        parts[index] = replace(parts[index], subjects=(*parts[index].subjects, added))
    return parts


def _reorder(fields: Fields, parts: list[Part]) -> list[Part]:
    orders = _orders(fields["order"], parts) if "order" in fields else {}
    return [replace(part, subjects=orders.get(part.name, part.subjects)) for part in parts]


def _orders(field: Field, parts: list[Part]) -> dict[str, tuple[Subject, ...]]:
    if not isinstance(field.value, dict):
        field.error("not_an_object")
        return {}
    orders = {}
    for name, ids in field.value.items():
        subjects = next(({s.id: s for s in part.subjects} for part in parts if part.name == name), None)
        if subjects is None or not isinstance(ids, list) or sorted(map(str, ids)) != sorted(subjects):
            field.child(printable(name)).error("incomplete_order")
            continue
        orders[name] = tuple(subjects[str(id)] for id in ids)
    return orders


DETAILS = ("name", "unit", "post", "mode")


def amendment_log(before: Meeting, after: Meeting, changes: Mapping[str, object]) -> dict[str, object]:
    """The log's detail: the changes as requested, the values `before` them, and the subjects' new details `after`. Of
    the networks, whose passwords must not be printed, it says nothing."""
    old, new = ({subject.id: subject for _, subject in meeting.subjects()} for meeting in (before, after))
    values: dict[str, Any] = {key: getattr(before, key) for key in ("title", "expected") if key in changes}
    values["names"] = {id: _other_details(old[id], new[id]) for id in old if id in new and old[id] != new[id]}
    values["withdraw"] = {id: subject.name for id, subject in old.items() if id not in new}
    renamed = {id: _other_details(new[id], old[id]) for id in values["names"]}
    asked = {key: value for key, value in changes.items() if key != "wifi"}
    return {**asked, "before": {key: value for key, value in values.items() if value != {}}, "after": renamed}


def _other_details(subject: Subject, other: Subject) -> dict[str, str]:
    """The details of `subject` that differ from `other`'s."""
    return {key: getattr(subject, key) for key in DETAILS if getattr(subject, key) != getattr(other, key)}


def read_addition(kind: str, value: object, grades: Sequence[str] = ()) -> Addition:
    """A `decision`, `adjustments`, `flags` or `entered` score from JSON. Raises InvalidDocument. `grades`: those that
    may be decided, none for any."""
    parsers: Mapping[str, Callable[[Field], Addition]] = {
        "decision": lambda field: _decision(field, grades),
        "adjustments": lambda field: tuple(_adjustment(element) for element in field.elements(0, 50)),
        "flags": lambda field: tuple(element.text(most=MAX_NAME) for element in field.elements(0, 20)),
        "entered": _entered_score,
    }
    return validate(value, parsers[kind])


def _decision(field: Field, grades: Sequence[str]) -> Decision | None:
    """None where grade and reason are both empty: the decision is withdrawn."""
    fields = field.fields("grade", "reason")
    reason = fields.text("reason", 0, MAX_REASON)
    grade = fields.text("grade", 1 if reason else 0, MAX_GRADE)
    if grade and grades and grade not in grades:
        fields["grade"].error("not_one_of", choices=grades)
    return Decision(grade, reason) if grade else None


def _adjustment(field: Field) -> Adjustment:
    fields = field.fields("points reason")
    points = fields["points"].number() if "points" in fields else None
    return Adjustment(points or Fraction(0), fields.text("reason", most=MAX_REASON))


def _entered_score(field: Field) -> Fraction | None:
    """None where the score is empty: it is withdrawn."""
    fields = field.fields("score")
    if "score" not in fields:
        return Fraction(0)
    return None if fields["score"].value == "" else fields["score"].number_between(0, 1000)
