"""Named admin keys, with which one instance hosts several bodies: a name, limits, and who has done something.

Knows no database. Whoever has the main admin key, or the data folder, hands them out.
"""

import re
from dataclasses import dataclass

from .people import fold
from .validation import Field, Fields

MAX_NAME = 60
MAX_LIMIT = 1_000_000
ID = re.compile(r"[0-9a-f]{8}")
RESERVED = "main"
"""What commands take for the main key."""
MAIN, NAMED, DESK, COMMAND, SERVER = "main", "key", "desk", "command", "server"
"""Who acts on an instance: the main admin key, a named one, a meeting's desk, the command line, the server itself."""


@dataclass(frozen=True, slots=True)
class Actor:
    """`role` is one of the five above; `key` the id of the named key, otherwise empty."""

    role: str
    key: str = ""


BY_MAIN, BY_DESK, BY_COMMAND, BY_SERVER = Actor(MAIN), Actor(DESK), Actor(COMMAND), Actor(SERVER)


@dataclass(frozen=True, slots=True)
class Limits:
    """None means no limit. `meetings` that exist at the same time; `phones`: valid cards and admitted phones of each
    meeting, and phones connected at the same time in all of them together; `expires`: the last day, as 2026-12-31."""

    meetings: int | None = None
    phones: int | None = None
    expires: str | None = None


@dataclass(frozen=True, slots=True)
class AdminKey:
    """`created`, `used` (the last use, to the minute) and `revoked` are times in ISO 8601."""

    id: str
    name: str
    limits: Limits
    created: str
    used: str | None = None
    revoked: str | None = None

    def has_expired(self, today: str) -> bool:
        return self.limits.expires is not None and today > self.limits.expires


def folded_name(name: str) -> str:
    """Equal for names that differ only in case, width, blanks, dots or invisible characters."""
    return fold(name)


def read_new_key(root: Field) -> tuple[str, Limits]:
    """The name and limits of a key to be added; for `validate`."""
    fields = root.fields("name", "meetings phones expires")
    return _name(fields), _limits(fields)


def read_changes(root: Field) -> dict[str, object]:
    """What is to be changed of a key, by name; a limit of None is lifted. For `validate`."""
    fields = root.fields("", "name meetings phones expires")
    limits = _limits(fields)
    changes: dict[str, object] = {name: getattr(limits, name) for name in fields if name != "name"}
    return {"name": _name(fields), **changes} if "name" in fields else changes


def _name(fields: Fields) -> str:
    name = fields.text("name", most=MAX_NAME)
    folded = folded_name(name)
    if folded == RESERVED or ID.fullmatch(folded):
        fields["name"].error("reserved_name")
    elif name and not folded:  # of characters that show nothing
        fields["name"].error("empty")
    return name


def _limits(fields: Fields) -> Limits:
    def count(field: Field) -> int:
        return field.integer(1, MAX_LIMIT)

    meetings, phones = fields.optional("meetings", count), fields.optional("phones", count)
    return Limits(meetings, phones, fields.optional("expires", Field.date))
