"""The meeting document of the contract: parsed from untrusted values, stored, and published again.

Knows no storage or transport; today's date and the shipped forms are arguments.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import count
from typing import Any

from .form_document import PLACEHOLDER, ShippedForms, load_form, parse_form, write_form
from .models import Band, Group, Meeting, Part, Rules, Show, Subject
from .rounding import format_shortest
from .rules_document import load_rules, parse_bands, parse_rules, write_rules
from .validation import Field, Fields, reject_duplicates, validate

DEFAULT_GROUPS: tuple[Group, ...] = (Group("全体"),)

MAX_PEOPLE = 100_000
MAX_CELLS = 100_000
"""Limits the time for counting a meeting, which grows with `cells`."""
MAX_TITLE, MAX_NAME = 200, 100
"""Code points."""


def parse(
    document: object,
    forms: ShippedForms,
    *,
    today: str,
    keep: Meeting | None = None,
    above: int = 0,
    signed: bool = False,
) -> Meeting:
    """The meeting that a document describes. Raises InvalidDocument with every bad field. `signed`: the document is
    from an archive, and what earlier versions allowed is allowed.

    Subjects are numbered s1, s2, …. A subject that `keep` has under the same part, name and unit keeps its id; a new
    one gets a number that is higher than `above` and than every number in `keep`.
    """
    meeting = validate(document, lambda field: _meeting(field, forms, today, signed))
    return _with_subject_ids(meeting, keep, above)


def _meeting(field: Field, forms: ShippedForms, today: str, signed: bool) -> Meeting:
    fields = field.fields(
        "title parts",
        "organisation date language expected quorum admission join show voters_see_results groups rules retention_days",
    )
    groups = fields.read("groups", _groups, DEFAULT_GROUPS)
    bands = parse_bands(fields)
    meeting = Meeting(
        title=fields.text("title", most=MAX_TITLE),
        organisation=fields.text("organisation", 0, MAX_TITLE),
        date=fields.read("date", Field.date, today),
        language=fields.read("language", lambda f: f.one_of("zh", "en"), "zh"),
        expected=fields.optional("expected", lambda f: f.integer(1, MAX_PEOPLE)),
        quorum=fields.optional("quorum", Field.share) if "quorum" in fields else Fraction(2, 3),
        cards=fields.read("admission", lambda f: f.one_of("open", "cards"), "open") == "cards",
        rotating=fields.read("join", lambda f: f.one_of("fixed", "rotating"), "fixed") == "rotating",
        show=Show(fields.read("show", lambda f: f.one_of(*Show), "live")),
        voters_see_results=fields.read("voters_see_results", Field.boolean, False),
        groups=groups,
        parts=fields.read("parts", lambda f: _parts(f, forms, groups, bands), ()),
        rules=Rules(bands),
        retention_days=fields.optional("retention_days", lambda f: f.integer(1, 36_500)),
    )
    _check_group_weights(fields, meeting)
    check_size(fields.get("parts", field), cells(meeting.parts))
    return replace(meeting, rules=fields.read("rules", lambda f: parse_rules(f, meeting, signed), meeting.rules))


def cells(parts: Iterable[Part]) -> int:
    """Σ subjects × items × groups over the parts: how many means a result sheet has."""
    return sum(len(part.subjects) * len(part.form.items) * len(part.groups) for part in parts)


def check_size(field: Field, count: int) -> None:
    if count > MAX_CELLS:
        field.error("too_many_cells", count=count, most=MAX_CELLS)


def _groups(field: Field) -> tuple[Group, ...]:
    elements = field.elements(1, 32)
    groups = tuple(_group(element) for element in elements)
    reject_duplicates([element.child("name") for element in elements], (group.name for group in groups))
    return groups


def _group(field: Field) -> Group:
    fields = field.fields("name", "weight size")
    return Group(
        name=fields.text("name", most=MAX_NAME),
        weight=fields.optional("weight", Field.positive),
        size=fields.optional("size", lambda f: f.integer(1, MAX_PEOPLE)),
    )


def _check_group_weights(fields: Fields, meeting: Meeting) -> None:
    """All groups have a weight or none has; under open admission a weighted group needs its maximum size."""
    if not any(group.weight for group in meeting.groups):
        return
    for index, group in enumerate(meeting.groups):
        field = fields["groups"].child(index)
        if group.weight is None:
            field.child("weight").error("weight_missing")
        elif group.size is None and not meeting.cards:
            field.child("size").error("size_missing")


def _parts(field: Field, forms: ShippedForms, groups: tuple[Group, ...], bands: tuple[Band, ...]) -> tuple[Part, ...]:
    elements = field.elements(1, 64)
    parts = tuple(_part(element, forms, tuple(group.name for group in groups), bands) for element in elements)
    reject_duplicates([element.child("name") for element in elements], (part.name for part in parts))
    return parts


def _part(field: Field, forms: ShippedForms, groups: tuple[str, ...], bands: tuple[Band, ...]) -> Part:
    fields = field.fields("name form subjects", "weight groups source")
    return Part(
        name=fields.text("name", most=MAX_NAME),
        weight=fields.read("weight", Field.positive, Fraction(1)),
        form=fields.read("form", lambda f: parse_form(f, forms, bands), PLACEHOLDER),
        groups=fields.read("groups", lambda f: _voting_groups(f, groups), groups),
        entered=fields.read("source", lambda f: f.one_of("ballots", "entered"), "ballots") == "entered",
        subjects=fields.read("subjects", _subjects, ()),
    )


def _voting_groups(field: Field, groups: tuple[str, ...]) -> tuple[str, ...]:
    elements = field.elements(1, 32)
    names = tuple(element.text(most=MAX_NAME) for element in elements)
    for element, name in zip(elements, names, strict=True):
        if name and name not in groups:
            element.error("unknown_group", known=groups)
    reject_duplicates(elements, names)
    return names


def _subjects(field: Field) -> tuple[Subject, ...]:
    elements = field.elements(1, 500)
    subjects = tuple(_subject(element) for element in elements)
    persons = (subject.name and subject.person for subject in subjects)
    reject_duplicates([element.child("name") for element in elements], persons)
    return subjects


def _subject(field: Field) -> Subject:
    fields = field.fields("name", "unit post mode")
    return Subject(
        id="",
        name=fields.text("name", most=MAX_NAME),
        unit=fields.text("unit", 0, MAX_NAME),
        post=fields.text("post", 0, MAX_NAME),
        mode=fields.read("mode", lambda f: f.one_of("onsite", "written"), "onsite"),
    )


def highest_subject_number(meeting: Meeting) -> int:
    return max((int(subject.id.removeprefix("s")) for _, subject in meeting.subjects()), default=0)


def _with_subject_ids(meeting: Meeting, keep: Meeting | None, above: int) -> Meeting:
    known = {(part.name, *subject.person): subject.id for part, subject in keep.subjects()} if keep else {}
    unused = count(1 + max(above, highest_subject_number(keep) if keep else 0))

    def with_id(part: Part, subject: Subject) -> Subject:
        return replace(subject, id=known.get((part.name, *subject.person)) or f"s{next(unused)}")

    def with_ids(part: Part) -> Part:
        return replace(part, subjects=tuple(with_id(part, subject) for subject in part.subjects))

    return replace(meeting, parts=tuple(with_ids(part) for part in meeting.parts))


def public_document(meeting: Meeting) -> dict[str, object]:
    """The document as a client would post it, with its forms in full; `parse` restores an equal meeting."""
    return {
        "title": meeting.title,
        "organisation": meeting.organisation,
        "date": meeting.date,
        "language": meeting.language,
        "expected": meeting.expected,
        "quorum": None if meeting.quorum is None else format_shortest(meeting.quorum),
        "admission": "cards" if meeting.cards else "open",
        "join": "rotating" if meeting.rotating else "fixed",
        "show": str(meeting.show),
        "voters_see_results": meeting.voters_see_results,
        "groups": [_write_group(group) for group in meeting.groups],
        "parts": [_write_part(part) for part in meeting.parts],
        "rules": write_rules(meeting.rules),
        "retention_days": meeting.retention_days,
    }


def _write_group(group: Group) -> dict[str, object]:
    weight = {} if group.weight is None else {"weight": format_shortest(group.weight)}
    return {"name": group.name, **weight, **({} if group.size is None else {"size": group.size})}


def _write_part(part: Part) -> dict[str, object]:
    return {
        "name": part.name,
        "weight": format_shortest(part.weight),
        "form": write_form(part.form),
        "groups": list(part.groups),
        "source": "entered" if part.entered else "ballots",
        "subjects": [_write_subject(subject) for subject in part.subjects],
    }


def _write_subject(subject: Subject) -> dict[str, object]:
    return {"name": subject.name, "unit": subject.unit, "post": subject.post, "mode": subject.mode}


def dump(meeting: Meeting) -> dict[str, object]:
    """The meeting for the store: the public document and every subject's id. `load` restores it exactly."""
    ids = [[subject.id for subject in part.subjects] for part in meeting.parts]
    return {**public_document(meeting), "ids": ids}


def load(stored: Mapping[str, Any]) -> Meeting:
    """The inverse of `dump`, without validation: the document was validated before it was stored."""
    quorum = stored["quorum"]
    return Meeting(
        title=stored["title"],
        organisation=stored["organisation"],
        date=stored["date"],
        language=stored["language"],
        expected=stored["expected"],
        quorum=None if quorum is None else Fraction(quorum),
        cards=stored["admission"] == "cards",
        rotating=stored["join"] == "rotating",
        show=Show(stored["show"]),
        voters_see_results=stored["voters_see_results"],
        groups=tuple(_load_group(group) for group in stored["groups"]),
        parts=tuple(_load_part(part, ids) for part, ids in zip(stored["parts"], stored["ids"], strict=True)),
        rules=load_rules(stored["rules"]),
        retention_days=stored["retention_days"],
    )


def _load_group(stored: Mapping[str, Any]) -> Group:
    weight = stored.get("weight")
    return Group(stored["name"], None if weight is None else Fraction(weight), stored.get("size"))


def _load_part(stored: Mapping[str, Any], ids: list[str]) -> Part:
    return Part(
        name=stored["name"],
        weight=Fraction(stored["weight"]),
        form=load_form(stored["form"]),
        groups=tuple(stored["groups"]),
        entered=stored["source"] == "entered",
        subjects=tuple(Subject(id, **subject) for id, subject in zip(ids, stored["subjects"], strict=True)),
    )
