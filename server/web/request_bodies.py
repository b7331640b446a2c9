"""Checks the fields of JSON request bodies and returns them typed. Knows no meeting.

Every function raises Refused: `bad_json` if the body is not an object, `invalid_field` naming the first bad field.
"""

import re
from collections.abc import Collection, Sequence
from datetime import datetime

from ..core.attendance import Attendance, AttendanceChange, GroupAttendance, SpareCards
from ..core.codec import Map
from ..core.errors import Refused
from ..core.validation import printable

MAX_ATTENDANCE = 1_000_000

_RFC_3339 = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)


def object_fields(body: object, *required: str, optional: tuple[str, ...] = ()) -> Map:
    """The fields of a JSON object that has all `required` fields and no others except `optional` ones."""
    if type(body) is not dict:
        raise Refused("bad_json")
    for name in required:
        if name not in body:
            raise Refused("invalid_field", name)
    for name in body:
        if name not in (*required, *optional):
            raise Refused("invalid_field", printable(name))
    return body


def text_field(body: object, name: str) -> str:
    """The text of a body's only field."""
    return text_of(object_fields(body, name), name)


def choice_field(body: object, name: str, choices: Collection[str]) -> str:
    """The word in a body's only field, one of `choices`."""
    word = text_field(body, name)
    if word not in choices:
        raise Refused("invalid_field", name)
    return word


def time_field(body: object, name: str) -> datetime:
    """The time in a body's only field, with its offset (RFC 3339)."""
    text = text_field(body, name)
    try:
        if _RFC_3339.fullmatch(text):
            return datetime.fromisoformat(text.upper())
    except ValueError:  # no such day, hour or offset
        pass
    raise Refused("invalid_field", name)


def optional_text(fields: Map, name: str) -> str | None:
    return None if fields.get(name) is None else text_of(fields, name)


def integer(fields: Map, name: str, low: int, high: int) -> int:
    """An integer in `low`..`high`. `true` and `8.0` are not integers here."""
    value = fields[name]
    if type(value) is not int or not low <= value <= high:
        raise Refused("invalid_field", name)
    return value


def optional_boolean(fields: Map, name: str) -> bool:
    """False if the field is absent."""
    value = fields.get(name, False)
    if type(value) is not bool:
        raise Refused("invalid_field", name)
    return value


def optional_integer(fields: Map, name: str, low: int, high: int) -> int | None:
    return None if fields.get(name) is None else integer(fields, name, low, high)


def attendance_fields(body: object, groups: Sequence[str]) -> tuple[AttendanceChange, str | None]:
    """What the desk enters, and the round that it corrects, if any: the people, the spare cards, or both."""
    fields = object_fields(body, optional=("present", "absent", "groups", "spare", "round"))
    has_spare = fields.get("spare") is not None
    has_people = "spare" not in fields or any(name in fields for name in ("present", "absent", "groups"))
    people = _people(fields, groups) if has_people else None
    spare = _spare_cards(fields["spare"], groups) if has_spare else None
    return AttendanceChange(people, spare), optional_text(fields, "round")


def _people(fields: Map, groups: Sequence[str]) -> Attendance:
    """The numbers of the groups must add up to the totals; one that is left out is 0 then."""
    present, absent = (optional_integer(fields, name, 0, MAX_ATTENDANCE) for name in ("present", "absent"))
    stated = fields.get("groups")
    by_group = {} if stated is None else _group_numbers(stated, groups)
    if by_group and tuple(map(sum, zip(*by_group.values(), strict=True))) != (present, absent):
        raise Refused("invalid_field", "groups", sums=True)
    numbers = tuple(GroupAttendance(name, *by_group.get(name, (0, 0))) for name in groups) if by_group else ()
    return Attendance(present, absent, numbers)


def _spare_cards(stated: object, groups: Sequence[str]) -> tuple[SpareCards, ...]:
    """Of every group; one that is left out has none."""
    if type(stated) is not dict:
        raise Refused("invalid_field", "spare")
    for name in stated:
        if name not in groups:
            raise Refused("invalid_field", f"spare.{printable(name)}")
    return tuple(SpareCards(name, _spare_of(stated, name)) for name in groups)


def _spare_of(stated: Map, group: str) -> int:
    count = stated.get(group, 0)
    if type(count) is not int or not 0 <= count <= MAX_ATTENDANCE:
        raise Refused("invalid_field", f"spare.{printable(group)}")
    return count


def _group_numbers(stated: object, groups: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Present and absent by group."""
    if type(stated) is not dict:
        raise Refused("invalid_field", "groups")
    numbers = {}
    for name, value in stated.items():
        if name not in groups or type(value) is not dict or value.keys() != {"present", "absent"}:
            raise Refused("invalid_field", f"groups.{printable(name)}")
        present, absent = (integer(value, key, 0, MAX_ATTENDANCE) for key in ("present", "absent"))
        numbers[name] = (present, absent)
    return numbers


def voided_cards(body: object) -> tuple[str | None, list[str]]:
    """What `void-cards` names: a batch, or a list of tokens."""
    fields = object_fields(body, optional=("tokens", "batch"))
    tokens, batch = fields.get("tokens"), fields.get("batch")
    if (tokens is None) == (batch is None) or (batch is not None and type(batch) is not str):
        raise Refused("invalid_field", "tokens")
    if tokens is not None and (type(tokens) is not list or not all(type(token) is str for token in tokens)):
        raise Refused("invalid_field", "tokens")
    return batch, tokens or []


def text_of(fields: Map, name: str) -> str:
    value = fields[name]
    if type(value) is not str:
        raise Refused("invalid_field", name)
    return value
