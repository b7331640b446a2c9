"""Checks the fields of JSON request bodies and returns them typed. Knows no meeting.

Every function raises Refused: `bad_json` if the body is not an object, `invalid_field` naming the first bad field.
"""

import re
from collections.abc import Collection
from datetime import datetime

from ..core.codec import Map
from ..core.errors import Refused
from ..core.validation import printable

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
    return _text(object_fields(body, name), name)


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
    return None if fields.get(name) is None else _text(fields, name)


def integer(fields: Map, name: str, low: int, high: int) -> int:
    """An integer in `low`..`high`. `true` and `8.0` are not integers here."""
    value = fields[name]
    if type(value) is not int or not low <= value <= high:
        raise Refused("invalid_field", name)
    return value


def optional_integer(fields: Map, name: str, low: int, high: int) -> int | None:
    return None if fields.get(name) is None else integer(fields, name, low, high)


def voided_cards(body: object) -> tuple[str | None, list[str]]:
    """What `void-cards` names: a batch, or a list of tokens."""
    fields = object_fields(body, optional=("tokens", "batch"))
    tokens, batch = fields.get("tokens"), fields.get("batch")
    if (tokens is None) == (batch is None) or (batch is not None and type(batch) is not str):
        raise Refused("invalid_field", "tokens")
    if tokens is not None and (type(tokens) is not list or not all(type(token) is str for token in tokens)):
        raise Refused("invalid_field", "tokens")
    return batch, tokens or []


def _text(fields: Map, name: str) -> str:
    value = fields[name]
    if type(value) is not str:
        raise Refused("invalid_field", name)
    return value
