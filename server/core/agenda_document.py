"""The agenda in the meeting document: items that are not subjects, and what the printed agenda states. Pure.

Parses untrusted values; `write_agenda` gives what `parse_agenda` and `load_agenda` read.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from .agenda import Agenda, AgendaItem
from .models import Meeting, Part
from .part_document import MAX_NAME, MAX_SUBJECTS
from .validation import Field, Fields, reject_duplicates

MAX_ITEMS = 100
MAX_ITEM_TITLE = 60
"""Code points."""
MAX_MINUTES = 600
TIME = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]")
ID = re.compile("a[1-9][0-9]{0,8}")


def parse_agenda(field: Field, parts: Sequence[Part], above: int = 0) -> Agenda:
    """The agenda; null is an empty one. Items without an id get numbers higher than `above` and those of the others. A
    place beyond the part's last subject is after it."""
    if field.value is None:
        return Agenda()
    fields = field.fields("", "items start venue report")
    elements = fields["items"].elements(0, MAX_ITEMS) if "items" in fields else []
    sizes = {part.name: len(part.subjects) for part in parts}
    items = [_item(element, sizes) for element in elements]
    reject_duplicates([element.child("id") for element in elements], (item.id for item in items))
    unused = count(1 + max(above, highest_item_number(items)))
    return Agenda(
        tuple(item if item.id else replace(item, id=f"a{next(unused)}") for item in items),
        start=fields.optional("start", _time) or "",
        venue=fields.text("venue", 0, MAX_NAME),
        report=fields.optional("report", _minutes),
    )


def read_agenda(fields: Fields, parts: Sequence[Part], keep: Meeting | None) -> Agenda:
    """That of a document's `fields`; one that does not mention it keeps the agenda of the document that it replaces."""
    kept = Agenda() if keep is None else moved_agenda(keep.agenda, keep.parts, parts)
    above = highest_item_number(kept.items)
    return fields.read("agenda", lambda field: parse_agenda(field, parts, above), kept)


def _item(field: Field, sizes: Mapping[str, int]) -> AgendaItem:
    """`sizes`: how many subjects each part has; empty where the parts themselves are wrong."""
    fields = field.fields("title", "id minutes part place")
    part = fields.optional("part", lambda f: f.one_of(*sizes)) if sizes else None
    place = fields.optional("place", lambda f: f.integer(1, MAX_SUBJECTS))
    if place is not None and part is None and sizes:
        fields["place"].error("place_without_part")
    return AgendaItem(
        id=fields.optional("id", _id) or "",
        title=fields.text("title", most=MAX_ITEM_TITLE),
        minutes=fields.optional("minutes", _minutes),
        part=part,
        place=place if part is not None and place is not None and place <= sizes[part] else None,
    )


def _minutes(field: Field) -> int:
    return field.integer(1, MAX_MINUTES)


def _time(field: Field) -> str:
    if not isinstance(field.value, str) or not (field.value == "" or TIME.fullmatch(field.value)):
        field.error("not_a_time")
        return ""
    return field.value


def _id(field: Field) -> str:
    if not isinstance(field.value, str) or not ID.fullmatch(field.value):
        field.error("not_an_item_id")
        return ""
    return field.value


def highest_item_number(items: Iterable[AgendaItem]) -> int:
    return max((int(item.id.removeprefix("a")) for item in items if item.id), default=0)


def write_agenda(agenda: Agenda) -> dict[str, object]:
    """Without what is not set; {} for an empty agenda."""
    written: dict[str, object] = {"start": agenda.start, "venue": agenda.venue, "report": agenda.report}
    written["items"] = [_write_item(item) for item in agenda.items]
    return {name: value for name, value in written.items() if value}


def _write_item(item: AgendaItem) -> dict[str, object]:
    optional = {"minutes": item.minutes, "part": item.part, "place": item.place}
    return {"id": item.id, "title": item.title, **{name: value for name, value in optional.items() if value}}


def load_agenda(stored: Mapping[str, Any]) -> Agenda:
    """The inverse of `write_agenda`, without validation."""
    items = tuple(AgendaItem(**item) for item in stored.get("items", ()))
    return Agenda(items, stored.get("start", ""), stored.get("venue", ""), stored.get("report"))


def moved_agenda(agenda: Agenda, before: Sequence[Part], after: Sequence[Part]) -> Agenda:
    """The agenda of other parts, whose subjects are in the same order: an item stays before the subject that it came
    before, or else before the next that is still there. An item of a part that is gone comes before the next part."""
    return replace(agenda, items=tuple(_moved(item, before, after) for item in agenda.items))


def _moved(item: AgendaItem, before: Sequence[Part], after: Sequence[Part]) -> AgendaItem:
    names, kept = [part.name for part in before], {part.name: part for part in after}
    if item.part is None:
        return item
    if item.part not in kept:
        following = names[names.index(item.part) + 1 :]
        part = next((name for name in following if name in kept), None)
        return replace(item, part=part, place=None if part is None else 1)
    if item.place is None:
        return item
    old = before[names.index(item.part)].subjects[item.place - 1 :]
    places = {subject.person: place for place, subject in enumerate(kept[item.part].subjects, 1)}
    return replace(item, place=next((places[s.person] for s in old if s.person in places), None))
