"""The meeting document of the contract: read from untrusted values, stored, and shown again.

Knows no storage or transport; what day it is and which forms ship are arguments.
"""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import count
from typing import Any

from .form_document import STAND_IN, Shipped, load_form, parse_form, write_form
from .models import Band, Group, Meeting, Part, Rules, Show, Subject
from .rounding import shortest
from .rules_document import load_rules, read_bands, read_rules, write_rules
from .validation import Field, Fields, checked, no_twins

EVERYONE: tuple[Group, ...] = (Group("全体"),)

PEOPLE = 100_000
TITLE, NAME = 200, 100


def parse(document: object, forms: Shipped, *, today: str, keep: Meeting | None = None, above: int = 0) -> Meeting:
    """The meeting a document describes. Raises InvalidDocument with every bad field.

    Subjects are numbered s1, s2, …; one that stands in `keep` under the same part, name and unit
    keeps its id, and a new one gets a number above `above` that `keep` does not use.
    """
    meeting = checked(document, lambda place: _meeting(place, forms, today))
    return _numbered(meeting, keep, above)


def _meeting(place: Field, forms: Shipped, today: str) -> Meeting:
    table = place.table(
        "title parts",
        "organisation date language expected quorum admission join show voters_see_results groups rules retention_days",
    )
    groups = table.read("groups", _groups, EVERYONE)
    bands = read_bands(table)
    meeting = Meeting(
        title=table.text("title", most=TITLE),
        organisation=table.text("organisation", 0, TITLE),
        date=table.read("date", Field.date, today),
        language=table.read("language", lambda at: at.one_of("zh", "en"), "zh"),
        expected=table.maybe("expected", lambda at: at.whole(1, PEOPLE)),
        quorum=table.maybe("quorum", Field.share) if "quorum" in table else Fraction(2, 3),
        cards=table.read("admission", lambda at: at.one_of("open", "cards"), "open") == "cards",
        rotating=table.read("join", lambda at: at.one_of("fixed", "rotating"), "fixed") == "rotating",
        show=Show(table.read("show", lambda at: at.one_of(*Show), "live")),
        voters_see_results=table.read("voters_see_results", Field.flag, False),
        groups=groups,
        parts=table.read("parts", lambda at: _parts(at, forms, groups, bands), ()),
        rules=Rules(bands),
        retention_days=table.maybe("retention_days", lambda at: at.whole(1, 36_500)),
    )
    _groups_agree(table, meeting)
    return replace(meeting, rules=table.read("rules", lambda at: read_rules(at, meeting), meeting.rules))


def _groups(place: Field) -> tuple[Group, ...]:
    places = place.elements(1, 32)
    groups = tuple(_group(at) for at in places)
    no_twins([at.at("name", None) for at in places], (group.name for group in groups))
    return groups


def _group(place: Field) -> Group:
    table = place.table("name", "weight size")
    weight = table.maybe("weight", Field.positive)
    return Group(table.text("name", most=NAME), weight, table.maybe("size", lambda at: at.whole(1, PEOPLE)))


def _groups_agree(table: Fields, meeting: Meeting) -> None:
    """Weights are for all groups or none; open admission needs to know how large a weighted one may grow."""
    if not any(group.weight for group in meeting.groups):
        return
    for index, group in enumerate(meeting.groups):
        at = table["groups"].at(index, None)
        if group.weight is None:
            zh = "其他票种设了权重，这一票种也须设，或全部不设。"
            at.at("weight", None).fault(zh, "Other groups have a weight: set one here too, or none at all.")
        elif group.size is None and not meeting.cards:
            zh = "扫码入场时，有权重的票种须写明人数上限。"
            at.at("size", None).fault(zh, "A weighted group under open admission needs its size.")


def _parts(place: Field, forms: Shipped, groups: tuple[Group, ...], bands: tuple[Band, ...]) -> tuple[Part, ...]:
    places = place.elements(1, 64)
    parts = tuple(_part(at, forms, tuple(group.name for group in groups), bands) for at in places)
    no_twins([at.at("name", None) for at in places], (part.name for part in parts))
    return parts


def _part(place: Field, forms: Shipped, groups: tuple[str, ...], bands: tuple[Band, ...]) -> Part:
    table = place.table("name form subjects", "weight groups source")
    return Part(
        name=table.text("name", most=NAME),
        weight=table.read("weight", Field.positive, Fraction(1)),
        form=table.read("form", lambda at: parse_form(at, forms, bands), STAND_IN),
        groups=table.read("groups", lambda at: _voting(at, groups), groups),
        entered=table.read("source", lambda at: at.one_of("ballots", "entered"), "ballots") == "entered",
        subjects=table.read("subjects", _subjects, ()),
    )


def _voting(place: Field, groups: tuple[str, ...]) -> tuple[str, ...]:
    places = place.elements(1, 32)
    names = tuple(at.text(most=NAME) for at in places)
    for at, name in zip(places, names, strict=True):
        if name and name not in groups:
            at.fault(f"没有这个票种，可选：{'、'.join(groups)}。", f"No such group; choose from {', '.join(groups)}.")
    no_twins(places, names)
    return names


def _subjects(place: Field) -> tuple[Subject, ...]:
    places = place.elements(1, 500)
    subjects = tuple(_subject(at) for at in places)
    no_twins([at.at("name", None) for at in places], (subject.name and subject.person for subject in subjects))
    return subjects


def _subject(place: Field) -> Subject:
    table = place.table("name", "unit post mode")
    return Subject(
        id="",
        name=table.text("name", most=NAME),
        unit=table.text("unit", 0, NAME),
        post=table.text("post", 0, NAME),
        mode=table.read("mode", lambda at: at.one_of("onsite", "written"), "onsite"),
    )


def highest(meeting: Meeting) -> int:
    """The highest subject number in use."""
    return max((int(subject.id.removeprefix("s")) for _, subject in meeting.subjects()), default=0)


def _numbered(meeting: Meeting, keep: Meeting | None, above: int) -> Meeting:
    stood = {(part.name, *subject.person): subject.id for part, subject in keep.subjects()} if keep else {}
    fresh = count(1 + max(above, highest(keep) if keep else 0))

    def known(part: Part, subject: Subject) -> Subject:
        return replace(subject, id=stood.get((part.name, *subject.person)) or f"s{next(fresh)}")

    parts = (replace(part, subjects=tuple(known(part, one) for one in part.subjects)) for part in meeting.parts)
    return replace(meeting, parts=tuple(parts))


def public(meeting: Meeting) -> dict[str, object]:
    """The document as a user would post it, forms written out; `parse` reads the same meeting from it."""
    return {
        "title": meeting.title,
        "organisation": meeting.organisation,
        "date": meeting.date,
        "language": meeting.language,
        "expected": meeting.expected,
        "quorum": None if meeting.quorum is None else shortest(meeting.quorum),
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
    weight = {} if group.weight is None else {"weight": shortest(group.weight)}
    return {"name": group.name, **weight, **({} if group.size is None else {"size": group.size})}


def _write_part(part: Part) -> dict[str, object]:
    return {
        "name": part.name,
        "weight": shortest(part.weight),
        "form": write_form(part.form),
        "groups": list(part.groups),
        "source": "entered" if part.entered else "ballots",
        "subjects": [_write_subject(subject) for subject in part.subjects],
    }


def _write_subject(subject: Subject) -> dict[str, object]:
    return {"name": subject.name, "unit": subject.unit, "post": subject.post, "mode": subject.mode}


def dump(meeting: Meeting) -> dict[str, object]:
    """The meeting for the store: the public document with every subject's id. `load` reads it back exactly."""
    ids = [[subject.id for subject in part.subjects] for part in meeting.parts]
    return {**public(meeting), "ids": ids}


def load(stored: Mapping[str, Any]) -> Meeting:
    """What `dump` wrote. It was checked when it came in, so nothing is checked again."""
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
        subjects=tuple(Subject(id, **one) for id, one in zip(ids, stored["subjects"], strict=True)),
    )
