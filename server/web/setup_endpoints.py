"""Endpoints that need no meeting: shipped forms, roster check, rule preview, and the demo's simulated voters."""

import asyncio

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ..core.errors import Refused
from ..core.record import record_json
from ..core.rosters.roster import read_roster
from ..core.rules_preview import preview
from ..meetings.operations import Operations
from .auth import Auth
from .cards_package import forms
from .meeting_documents import parse_document
from .request_bodies import text_field
from .responses import MAX_ROSTER_BYTES, parse_json, read_body, read_json
from .serializers import roster_json


class SetupEndpoints:
    def __init__(self, operations: Operations, auth: Auth) -> None:
        self.operations, self.auth = operations, auth

    async def forms(self, request: Request) -> Response:
        await self.auth.require_admin_or_desk(request)
        language = "en" if request.query_params.get("language") == "en" else "zh"
        return JSONResponse({"forms": list(forms(language).values())})

    async def check_roster(self, request: Request) -> Response:
        """Checked rows of an uploaded file or of pasted text. A workbook is slow to read: it leaves the event loop."""
        await self.auth.require_admin_or_desk(request)
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = await read_body(request, MAX_ROSTER_BYTES)
        return JSONResponse(await asyncio.to_thread(_checked_roster, body, media_type))

    async def preview(self, request: Request) -> Response:
        """Results of a document's rules on made-up ballots."""
        await self.auth.require_admin_or_desk(request)
        meeting = parse_document(await read_json(request))
        return JSONResponse(await asyncio.to_thread(lambda: record_json(preview(meeting))))

    async def has_demo(self, request: Request) -> Response:
        await self.auth.require_admin(request)
        return JSONResponse({"demo": self.operations.demo_voters.let_in is not None})

    async def start_demo(self, request: Request) -> Response:
        """Admit the demo's simulated voters. Raises Refused `not_found` if there are none, or they are in already."""
        await self.auth.require_admin(request)
        if self.operations.demo_voters.let_in is None:
            raise Refused("not_found")
        self.operations.demo_voters.let_in()
        return Response(status_code=204)


def _checked_roster(body: bytes, media_type: str) -> dict[str, object]:
    """JSON carries pasted text in its field `text`; any other media type but text/plain is a file."""
    if media_type == "application/json":
        return roster_json(read_roster(text_field(parse_json(body), "text"), typed=True))
    return roster_json(read_roster(body, typed=media_type == "text/plain"))
