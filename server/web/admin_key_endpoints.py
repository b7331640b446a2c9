"""Endpoints for named admin keys and the instance's log. All but `own` need the main admin key."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ..core.admin_keys import BY_MAIN, read_changes, read_new_key
from ..core.errors import Refused
from ..core.validation import validate
from ..meetings.operations import Operations
from .auth import Auth
from .instance_json import added_key_json, keys_json, lines_json, main_key_json, own_key_json
from .request_bodies import object_fields, optional_text
from .responses import read_json

LINES = 100
"""Of the log in one answer."""


class AdminKeyEndpoints:
    def __init__(self, operations: Operations, auth: Auth) -> None:
        self.operations, self.auth, self.keys = operations, auth, operations.admin_keys

    async def own(self, request: Request) -> Response:
        """Whose admin key this is, and what it allows. An open page asks again and again, so this is no use of it."""
        admin = await self.auth.require_admin(request, is_use=False)
        meetings = len(await self.operations.store.meetings_of(admin.owner))
        if admin.key is not None:
            return JSONResponse(own_key_json(admin.key, meetings))
        return JSONResponse(main_key_json(meetings, await self.keys.listed()))

    async def list(self, request: Request) -> Response:
        await self.auth.require_main_admin(request)
        return JSONResponse(keys_json(await self.keys.listed(), self.operations.registry.clock.today()))

    async def add(self, request: Request) -> Response:
        await self.auth.require_main_admin(request)
        name, limits = validate(await read_json(request), read_new_key)
        made, key = await self.keys.add(name, limits, BY_MAIN)
        return JSONResponse(added_key_json(self.operations, made.id, name, key), 201)

    async def change(self, request: Request) -> Response:
        await self.auth.require_main_admin(request)
        changes = validate(await read_json(request), read_changes)
        await self.keys.change(self._id(request), changes, BY_MAIN)
        await self.operations.refresh_quotas()
        return Response(status_code=204)

    async def replace(self, request: Request) -> Response:
        """A new link; the old one opens nothing any more."""
        await self.auth.require_main_admin(request)
        id = self._id(request)
        key = await self.keys.replace(id, BY_MAIN)
        name = (await self.keys.named(id)).name
        return JSONResponse(added_key_json(self.operations, id, name, key), 201)

    async def revoke(self, request: Request) -> Response:
        await self.auth.require_main_admin(request)
        await self.keys.revoke(self._id(request), BY_MAIN)
        return Response(status_code=204)

    async def assign(self, request: Request) -> Response:
        """Give a meeting to a named key, or with null to the main one."""
        await self.auth.require_main_admin(request)
        fields = object_fields(await read_json(request), "key")
        await self.keys.assign(str(request.path_params["id"]), optional_text(fields, "key"), BY_MAIN)
        await self.operations.refresh_quotas()
        return Response(status_code=204)

    async def log(self, request: Request) -> Response:
        """The newest lines, or with `?before=N` those before line N, oldest first."""
        await self.auth.require_main_admin(request)
        before = _line_number(request.query_params.get("before"))
        store = self.operations.store
        lines = await store.instance_lines(before, LINES)
        return JSONResponse({"log": lines_json(lines, await self.keys.listed(), await store.listed_meetings())})

    def _id(self, request: Request) -> str:
        return str(request.path_params["key"])


def _line_number(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 10):
        raise Refused("invalid_field", "before")
    return int(text)
