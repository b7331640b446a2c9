"""A roster as the worker process checks it. Only there is the reader of workbooks imported, which takes a tenth of a
second."""

import json
from typing import TYPE_CHECKING

from ..core.codec import Map
from ..core.errors import FieldError
from ..core.languages import DEFAULT
from ..core.message import Message
from ..core.message_catalogue import LANGUAGES
from .request_bodies import object_fields, optional_boolean, text_of
from .request_json import parse_json

if TYPE_CHECKING:
    from ..core.rosters.roster import Roster


def checked_roster(body: bytes, media_type: str, sheet: str | None = None) -> bytes:
    """The checked rows as JSON. JSON carries pasted text in its field `text`, and `edited` if its lines are those of a
    table that was checked before; any other media type but text/plain is a file. `sheet`: the one to read of a
    workbook."""
    from ..core.rosters.roster import read_roster

    if media_type == "application/json":
        fields = object_fields(parse_json(body), "text", optional=("edited",))
        roster = read_roster(text_of(fields, "text"), typed=True, edited=optional_boolean(fields, "edited"))
    else:
        roster = read_roster(body, typed=media_type == "text/plain", sheet=sheet)
    return json.dumps(roster_json(roster), ensure_ascii=False, separators=(",", ":")).encode()


def roster_json(roster: "Roster") -> Map:
    """Checked rows, each with its problems. `remarks` do not make a roster invalid. `sheets`: of these somebody has to
    choose one."""
    rows = [
        {
            "line": row.line,
            "name": row.name,
            "unit": row.unit,
            "post": row.post,
            "mode": row.mode,
            "problems": [_field_error_json(error) for error in row.problems],
        }
        for row in roster.rows
    ]
    problems, remarks = ([_field_error_json(error) for error in errors] for errors in (roster.problems, roster.remarks))
    summary = roster.summary and texts_json(roster.summary)
    found: Map = {"rows": rows, "problems": problems, "remarks": remarks, "summary": summary, "ok": roster.clean}
    return {**found, "sheets": list(roster.sheets)} if roster.sheets else found


def _field_error_json(error: FieldError) -> Map:
    """`code`: which problem it is, whatever the sentence."""
    problem = error.message.values.get("problem")
    code = problem.key if isinstance(problem, Message) else error.message.key
    return {"line": error.field, "code": code, **texts_json(error.message)}


def texts_json(message: Message) -> Map:
    """In the default language as `message`, in every other by its tag: the page may change its language later."""
    others = {tag: message.text(tag) for tag in LANGUAGES if tag != DEFAULT}
    return {"message": message.text(DEFAULT), **others}
