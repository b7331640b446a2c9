"""Endpoints that need no meeting: shipped forms and samples, roster check, rule preview, and the demo's simulated
voters.
"""

import json

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ..core import languages
from ..core.errors import Refused
from ..meetings.operations import Operations
from .auth import Auth
from .cards_package import forms, samples_in
from .copy_job import copied_meeting
from .heavy_work import HeavyWork
from .preview_job import preview_json
from .responses import MAX_ARCHIVE_BYTES, MAX_ROSTER_BYTES, read_body
from .roster_job import checked_roster


class SetupEndpoints:
    def __init__(self, operations: Operations, auth: Auth, heavy_work: HeavyWork) -> None:
        self.operations, self.auth, self.heavy_work = operations, auth, heavy_work

    async def forms(self, request: Request) -> Response:
        await self.auth.require_admin_or_desk(request)
        chain = languages.chain(languages.known(request.query_params.get("language")))
        return JSONResponse({"forms": list(forms(*chain).values())})

    async def samples(self, request: Request) -> Response:
        """The sample meetings by file name without its ending; a new meeting can start from one. `?language=`: of
        their words, as far as there are any; names of people and titles stay as they are."""
        await self.auth.require_admin_or_desk(request)
        chain = languages.chain(languages.known(request.query_params.get("language")))
        named = [{"id": name.rpartition(".")[0], "document": document} for name, document in samples_in(*chain)]
        return _json_response(json.dumps({"samples": named}, ensure_ascii=False, default=str).encode())

    async def check_roster(self, request: Request) -> Response:
        """Checked rows of an uploaded file or of pasted text. `?sheet=`: the sheet of a workbook to read."""
        await self.auth.require_admin_or_desk(request)
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        sheet = request.query_params.get("sheet")
        async with self.heavy_work.file(request):
            body = await read_body(request, MAX_ROSTER_BYTES)
            return _json_response(await self.heavy_work.run(request, checked_roster, body, media_type, sheet))

    async def copy(self, request: Request) -> Response:
        """The document of a new meeting, from an earlier one's archive or meeting.json, with remarks. Stores
        nothing."""
        await self.auth.require_admin(request)
        key, today = self.operations.signing_key.digest, self.operations.registry.clock.today()
        async with self.heavy_work.archive(request):
            body = await read_body(request, MAX_ARCHIVE_BYTES)
            return _json_response(await self.heavy_work.run(request, copied_meeting, body, key, today))

    async def preview(self, request: Request) -> Response:
        """Results of a document's rules on made-up ballots. While somebody types, each preview replaces the last."""
        await self.auth.require_admin_or_desk(request)
        body, today = await read_body(request), self.operations.registry.clock.today()
        return _json_response(await self.heavy_work.latest(request, preview_json, body, today))

    async def has_demo(self, request: Request) -> Response:
        admin = await self.auth.require_admin(request)
        return JSONResponse({"demo": admin.key is None and self.operations.simulated_voters.let_in is not None})

    async def start_demo(self, request: Request) -> Response:
        """Admit the demo's simulated voters. Raises Refused `not_found` if there are none, or they are in already. The
        demo's meeting is the main admin key's."""
        admin = await self.auth.require_admin(request)
        if admin.key is not None or self.operations.simulated_voters.let_in is None:
            raise Refused("not_found")
        self.operations.simulated_voters.let_in()
        return Response(status_code=204)


def _json_response(body: bytes) -> Response:
    return Response(body, media_type="application/json")
