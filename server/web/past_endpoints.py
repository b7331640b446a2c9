"""Endpoints of what people bring from an earlier meeting: its results (上年得分, 上年等次) from its archive, and what
became of its problems (上年度整改) from the list that was filled in.

Both match people by name and unit, and answer whom somebody has to be asked about; `?pair=` says it. With `?check=1`
nothing is stored. Checks who asks and what the query holds; the rules are in `meetings`.
"""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ..archive.recount.signature import read_digest
from ..core.errors import Refused
from ..meetings.live_meeting import LiveMeeting
from ..meetings.operations import Operations
from .auth import Auth
from .heavy_work import HeavyWork
from .last_year_job import read_last_year
from .past_people_json import choices_of
from .rectification_job import rectifications_of
from .responses import MAX_ARCHIVE_BYTES, MAX_ROSTER_BYTES, preferred_language, read_body


class PastEndpoints:
    def __init__(self, operations: Operations, auth: Auth, heavy_work: HeavyWork) -> None:
        self.operations, self.auth, self.heavy_work = operations, auth, heavy_work

    async def set_last_year(self, request: Request) -> Response:
        """From an archive that verifies, by this server's key or by the one in `?digest=`, instead of those before."""
        live = await self._meeting(request)
        choices, digest, is_check = choices_of(request), _digest(request), _is_check(request)
        own_key, language = self.operations.signing_key.digest, preferred_language(request)
        async with self.heavy_work.archive(request):
            body = await read_body(request, MAX_ARCHIVE_BYTES)
            arguments = (own_key, digest, live.state.meeting, live.state.id, choices, language)
            read = await self.heavy_work.run(request, read_last_year, body, *arguments)
        if not is_check:
            await self.operations.addition_commands.set_last_year(live, read.last_year)
        return JSONResponse({**read.summary, "stored": not is_check})

    async def remove_last_year(self, request: Request) -> Response:
        live = await self.auth.meeting(request, "desk")
        await self.operations.addition_commands.set_last_year(live, None)
        return Response(status_code=204)

    async def set_rectified(self, request: Request) -> Response:
        """From an Excel or Word file, of everybody in it who is in the meeting."""
        live = await self._meeting(request)
        choices, is_check = choices_of(request), _is_check(request)
        async with self.heavy_work.file(request):
            body = await read_body(request, MAX_ROSTER_BYTES)
            read = await self.heavy_work.run(request, rectifications_of, body, live.state.meeting, choices)
        if not is_check:
            await self.operations.text_commands.set_rectified(live, read.rows)
        return JSONResponse({**read.summary, "stored": not is_check})

    async def _meeting(self, request: Request) -> LiveMeeting:
        """Before a large body is read and verified for nothing."""
        live = await self.auth.meeting(request, "desk")
        live.refuse_if_certified()
        return live


def _is_check(request: Request) -> bool:
    return request.query_params.get("check") == "1"


def _digest(request: Request) -> str | None:
    """Raises Refused `invalid_field`."""
    typed = request.query_params.get("digest", "").strip()
    try:
        return read_digest(typed) if typed else None
    except ValueError:
        raise Refused("invalid_field", "digest") from None
