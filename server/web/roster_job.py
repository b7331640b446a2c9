"""A roster as the worker process checks it. Only there is the reader of workbooks imported, which takes a tenth of a
second."""

import json
from typing import TYPE_CHECKING

from ..core.codec import Map
from ..core.errors import FieldError
from .request_bodies import text_field
from .request_json import parse_json

if TYPE_CHECKING:
    from ..core.rosters.roster import Roster


def checked_roster(body: bytes, media_type: str) -> bytes:
    """The checked rows as JSON. JSON carries pasted text in its field `text`; any other media type but text/plain is a
    file."""
    from ..core.rosters.roster import read_roster

    if media_type == "application/json":
        roster = read_roster(text_field(parse_json(body), "text"), typed=True)
    else:
        roster = read_roster(body, typed=media_type == "text/plain")
    return json.dumps(roster_json(roster), ensure_ascii=False, separators=(",", ":")).encode()


def roster_json(roster: "Roster") -> Map:
    """Checked rows, each with its problems. `remarks` do not make a roster invalid."""
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
    return {"rows": rows, "problems": problems, "remarks": remarks, "ok": roster.clean}


def _field_error_json(error: FieldError) -> Map:
    return {"line": error.field, "message": error.zh, "en": error.en}
