"""What may change while a meeting runs: small corrections to its document, and what people add. Pure.

Reads untrusted JSON; every bad field is named (InvalidDocument).
"""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from .meeting_document import NAME, PEOPLE, TITLE, highest
from .models import Adjustment, Decision, Meeting, Part, Subject
from .validation import Field, Fields, checked, no_twins, printable

REASON = 500

Added = Decision | tuple[Adjustment, ...] | tuple[str, ...] | Fraction | None


def amended(meeting: Meeting, changes: object, above: int = 0) -> Meeting:
    """`changes`: title, expected, `names` {subject id: {name, unit, post}}, `order` {part: [ids]},
    `add` [{part, name, unit, post, mode}], `withdraw` [ids]; new ids are above `above`. Raises
    InvalidDocument."""
    return checked(changes, lambda place: _amended(place, meeting, above))


def _amended(place: Field, meeting: Meeting, above: int) -> Meeting:
    table = place.table("", "title expected names order add withdraw")
    gone: set[str] = set()
    if "withdraw" in table:
        gone = {_known(one, meeting) for one in table["withdraw"].elements(0, 500)}
    names = _respelled(table, meeting)
    parts = []
    for part in meeting.parts:
        subjects = [names.get(one.id, one) for one in part.subjects if one.id not in gone]
        parts.append(replace(part, subjects=tuple(subjects)))
    parts = _added(table, parts, max(above, highest(meeting)))
    parts = _ordered(table, parts)
    for part in parts:
        if not part.subjects:
            place.at("withdraw", None).fault("每个环节至少留一人。", "Every part needs at least one subject.")
        twins = [place.at(f"subjects of {part.name}", None) for _ in part.subjects]
        no_twins(twins, (one.person for one in part.subjects))
    return replace(
        meeting,
        title=table.text("title", most=TITLE, default=meeting.title),
        expected=table.maybe("expected", lambda at: at.whole(1, PEOPLE)) if "expected" in table else meeting.expected,
        parts=tuple(parts),
    )


def _known(place: Field, meeting: Meeting) -> str:
    if not isinstance(place.value, str) or place.value not in {one.id for _, one in meeting.subjects()}:
        place.fault("没有这位测评对象。", "No such subject.")
        return ""
    return place.value


def _respelled(table: Fields, meeting: Meeting) -> dict[str, Subject]:
    known = {one.id: one for _, one in meeting.subjects()}
    place = table.get("names")
    fields = place.table("", " ".join(known)) if place is not None else Fields({})
    return {id: _spelled(at, known[id]) for id, at in fields.items()}


def _spelled(place: Field, subject: Subject) -> Subject:
    table = place.table("", "name unit post mode")
    return replace(
        subject,
        name=table.text("name", most=NAME, default=subject.name),
        unit=table.text("unit", 0, NAME, default=subject.unit),
        post=table.text("post", 0, NAME, default=subject.post),
        mode=table.read("mode", lambda at: at.one_of("onsite", "written"), subject.mode),
    )


def _added(table: Fields, parts: list[Part], number: int) -> list[Part]:
    for at in table["add"].elements(0, 500) if "add" in table else ():
        fields = at.table("part name", "unit post mode")
        part = fields.text("part", most=NAME)
        index = next((i for i, one in enumerate(parts) if one.name == part), None)
        if index is None:
            at.at("part", None).fault("没有这个环节。", "No such part.")
            continue
        number += 1
        rest = Field({k: v.value for k, v in fields.items() if k != "part"}, at.path, at.field_errors)
        fresh = _spelled(rest, Subject(f"s{number}", ""))
        parts[index] = replace(parts[index], subjects=(*parts[index].subjects, fresh))
    return parts


def _ordered(table: Fields, parts: list[Part]) -> list[Part]:
    place = table.get("order")
    fields = {} if place is None else _orders(place, parts)
    return [replace(part, subjects=fields.get(part.name, part.subjects)) for part in parts]


def _orders(place: Field, parts: list[Part]) -> dict[str, tuple[Subject, ...]]:
    if not isinstance(place.value, dict):
        place.fault("应为一组字段（JSON 对象）。", "Must be an object with fields.")
        return {}
    ordered = {}
    for name, value in place.value.items():
        part = next((one for one in parts if one.name == name), None)
        known = {one.id: one for one in part.subjects} if part else {}
        if part is None or not isinstance(value, list) or sorted(map(str, value)) != sorted(known):
            zh = "应列出这一环节的全部测评对象，各一次。"
            place.at(printable(name), None).fault(zh, "Must list every subject of the part once.")
            continue
        ordered[name] = tuple(known[str(id)] for id in value)
    return ordered


def read_addition(meeting: Meeting, kind: str, value: object) -> Added:
    """A `decision`, `adjustments`, `flags` or `entered` score from JSON. Raises InvalidDocument."""
    readers: Mapping[str, object] = {
        "decision": lambda place: _decision(place, meeting),
        "adjustments": lambda place: tuple(_adjustment(at) for at in place.elements(0, 50)),
        "flags": lambda place: tuple(at.text(most=NAME) for at in place.elements(0, 20)),
        "entered": _entered,
    }
    return checked(value, readers[kind])  # type: ignore[arg-type]


def _decision(place: Field, meeting: Meeting) -> Decision | None:
    """None, where grade and reason are both empty: the decision is taken back."""
    table = place.table("grade", "reason")
    reason = table.text("reason", 0, REASON)
    grade = table.text("grade", 1 if reason else 0, 20)
    names = {band.name for part in meeting.parts for band in meeting.bands(part.form)}
    names |= {band.name for band in meeting.rules.bands}
    if grade and grade not in names:
        table["grade"].fault(f"只能是 {'、'.join(sorted(names))} 之一。", f"Must be one of {', '.join(sorted(names))}.")
    return Decision(grade, reason) if grade else None


def _adjustment(place: Field) -> Adjustment:
    table = place.table("points reason")
    points = table["points"].decimal() if "points" in table else None
    return Adjustment(points or Fraction(0), table.text("reason", most=REASON))


def _entered(place: Field) -> Fraction | None:
    """None, where the score is empty: it is taken back."""
    table = place.table("score")
    if "score" in table and table["score"].value == "":
        return None
    return table["score"].between(0, 1000) if "score" in table else Fraction(0)
