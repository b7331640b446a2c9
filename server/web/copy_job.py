"""The document of an earlier meeting, from its archive or alone, as the worker process reads it."""

import json
from typing import Any

from ..archive.archive_source import DOCUMENT, read_source
from ..core import languages
from ..core.copied_document import copied_document
from ..core.errors import FieldError, InvalidDocument, Refused
from ..core.message import Message
from ..core.text_encoding import Undecodable, decode
from ..core.validation import printable
from .meeting_documents import shipped_forms
from .request_json import MAX_JSON_DEPTH, is_deeper
from .roster_job import texts_json

MAX_FIELDS = 1000
"""Of one object. Those of a meeting's document have about 30."""


def copied_meeting(body: bytes, own_key: str, today: str) -> bytes:
    """As JSON: the document of a new meeting, and remarks on what did not come along, in every language. Raises
    InvalidDocument, and Refused `too_deep`."""
    source = read_source(body, own_key)
    stored = _parsed(source.document)
    language = stored.get("language") if isinstance(stored, dict) else None
    copied = copied_document(stored, shipped_forms(languages.known(language)), today)
    remarks = [{"place": one.field, **texts_json(one.message)} for one in (*source.remarks, *copied.remarks)]
    answer = {"document": copied.document, "remarks": remarks}
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()


def _parsed(content: bytes) -> object:
    """Also as a text editor stores it: with a byte order mark, or in GB18030."""
    try:
        value: object = json.loads(decode(content), object_pairs_hook=_object, parse_constant=_no_constant)
    except RecursionError:
        raise Refused("too_deep") from None
    except Undecodable:
        raise _refused("not_json", line=1) from None
    except ValueError as error:
        raise _refused("not_json", line=getattr(error, "lineno", 1)) from None
    if is_deeper(value, MAX_JSON_DEPTH):
        raise Refused("too_deep")
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of two members with one name the first would be lost silently."""
    if len(pairs) > MAX_FIELDS:
        raise _refused("too_many")
    members: dict[str, Any] = {}
    for name, value in pairs:
        if name in members:
            raise _refused("named_twice", name=printable(name))
        members[name] = value
    return members


def _no_constant(name: str) -> float:
    raise ValueError(name)


def _refused(key: str, **values: object) -> InvalidDocument:
    """A message of the catalogue's table `copies`."""
    return InvalidDocument([FieldError(DOCUMENT, Message("copies", key, values))])
