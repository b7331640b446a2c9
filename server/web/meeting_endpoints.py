"""Endpoints of one meeting: create, read, change, add, delete (CONTRACT "HTTP API").

Checks who asks and what the body holds; the rules are in `meetings`.
"""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ..core.amendments import read_addition
from ..core.errors import Refused
from ..core.meeting_document import reusable_document
from ..core.meeting_state import MeetingState
from ..core.models import Meeting, Phase
from ..core.part_amendments import PART_CHANGES
from ..core.versions import document_version
from ..meetings import broadcasts
from ..meetings.audience import ROLES
from ..meetings.live_meeting import LiveMeeting
from ..meetings.operations import Operations
from ..meetings.threads import DOCUMENTS, run_in
from .auth import Auth
from .meeting_documents import parse_added_part, parse_document
from .request_bodies import attendance_fields, choice_field, integer, object_fields, text_field, text_of
from .request_json import parse_json
from .responses import etag, read_body, read_json, seen_version
from .serializers import added_part_json, created_meeting_json, meeting_json, meeting_list_json, new_key_json

MAX_SIMULATED = 200
"""Simulated voters that come in at once."""
ADDITIONS = {"decision": "decisions", "adjustments": "adjustments", "flags": "flags", "entered": "entered"}
"""Kinds of data that people add to a subject: last step of the path → name in the store."""


class MeetingEndpoints:
    def __init__(self, operations: Operations, auth: Auth) -> None:
        self.operations, self.auth = operations, auth

    async def create(self, request: Request) -> Response:
        admin = await self.auth.require_admin(request)
        meeting = await run_in(DOCUMENTS, self._parse, await read_body(request))
        live, keys = await self.operations.registry.create(meeting, admin.actor)
        await self.operations.refresh_quotas()
        return JSONResponse(created_meeting_json(self.operations, live, keys), 201)

    async def list(self, request: Request) -> Response:
        """A named admin key sees its own; the main one all, and whose each is."""
        admin = await self.auth.require_admin(request)
        meetings = await self.operations.store.listed_meetings(admin.owner)
        if admin.key is not None:
            return JSONResponse(meeting_list_json(meetings))
        keys = {listed.key.id: listed.key for listed in await self.operations.admin_keys.listed()}
        return JSONResponse(meeting_list_json(meetings, keys))

    async def show(self, request: Request) -> Response:
        return await self._response(await self.auth.meeting(request, "chair", "desk"))

    async def document(self, request: Request) -> Response:
        """The document for another meeting: without ids, date, keys and networks."""
        live = await self.auth.meeting(request, "admin", "desk")
        return await run_in(DOCUMENTS, lambda: JSONResponse(reusable_document(live.state.meeting)))

    async def replace(self, request: Request) -> Response:
        live = await self.auth.meeting(request, "desk")
        body = await read_body(request)
        commands, seen = self.operations.meeting_commands, seen_version(request)
        await commands.replace_document(live, lambda state: self._parse(body, state), seen)
        return await self._response(live)

    async def amend(self, request: Request) -> Response:
        """The chair may only add and withdraw parts."""
        access = await self.auth.access(request, "chair", "desk")
        live, role = access.live, access.role
        changes = await read_json(request)
        named = [name for name in PART_CHANGES if isinstance(changes, dict) and name in changes]
        if role == "chair" and not named:
            raise Refused("wrong_role")
        if "add_part" in named:
            return await self._add_part(live, role, changes)
        if named:
            await self.operations.meeting_commands.withdraw_part(live, role, changes)
        else:
            await self.operations.meeting_commands.amend(live, changes, seen_version(request))
        return await self._response(live)

    async def _add_part(self, live: LiveMeeting, role: str, changes: object) -> Response:
        def parse(state: MeetingState) -> Meeting:
            return parse_added_part(changes, state)

        part = await self.operations.meeting_commands.add_part(live, role, parse)
        return JSONResponse(added_part_json(live.state.meeting, part))

    async def delete(self, request: Request) -> Response:
        access = await self.auth.access(request, "admin", "desk")
        title = text_field(await read_json(request), "title")
        await self.operations.registry.delete(access.live, title, access.actor)
        return Response(status_code=204)

    async def replace_key(self, request: Request) -> Response:
        access = await self.auth.access(request, "admin", "desk")
        role = choice_field(await read_json(request), "role", ROLES)
        key = await self.operations.meeting_commands.replace_key(access.live, role, access.actor)
        return JSONResponse(new_key_json(self.operations, role, key), 201)

    async def enter_phase(self, request: Request) -> Response:
        live = await self.auth.meeting(request, "desk")
        phase = choice_field(await read_json(request), "phase", ("live", "certified"))
        await self.operations.meeting_commands.enter_phase(live, Phase(phase))
        return JSONResponse({"phase": phase})

    async def set_attendance(self, request: Request) -> Response:
        live = await self.auth.meeting(request, "desk")
        body = await read_json(request)
        change, round_id = attendance_fields(body, [group.name for group in live.state.meeting.groups])
        if round_id is None:
            await self.operations.addition_commands.set_attendance(live, change)
        else:
            await self.operations.addition_commands.correct_attendance(live, round_id, change)
        return JSONResponse(body)

    async def merge_write_ins(self, request: Request) -> Response:
        live = await self.auth.meeting(request, "desk")
        fields = object_fields(await read_json(request), "part", "merge")
        part, merge = text_of(fields, "part"), fields["merge"]
        merged = await self.operations.addition_commands.merge_write_ins(live, part, merge)
        return JSONResponse({"part": part, "merge": merged})

    async def add(self, request: Request) -> Response:
        """Store what people add to a subject: decision, adjustments, flags or an entered score."""
        live = await self.auth.meeting(request, "desk")
        kind, subject = str(request.path_params["kind"]), request.path_params["sid"]
        if kind not in ADDITIONS:
            raise Refused("not_found")
        body = await read_json(request)
        grades = await broadcasts.decidable_grades(live, subject) if kind == "decision" else ()
        addition = read_addition(kind, body, grades)
        await self.operations.addition_commands.set_addition(live, ADDITIONS[kind], subject, addition, body)
        return JSONResponse(body)

    async def simulate(self, request: Request) -> Response:
        """Let simulated voters come in to a rehearsal. Raises Refused `wrong_phase`, or `not_found` without a server
        that they could call."""
        live = await self.auth.meeting(request, "desk")
        count = integer(object_fields(await read_json(request), "count"), "count", 1, MAX_SIMULATED)
        if live.state.phase is not Phase.REHEARSAL:
            raise Refused("wrong_phase")
        join = self.operations.simulated_voters.join
        if join is None:
            raise Refused("not_found")
        await join(live, count)
        return JSONResponse({"count": count}, 201)

    async def log(self, request: Request) -> Response:
        live = await self.auth.meeting(request, "admin", "desk")
        return JSONResponse({"log": await self.operations.store.log(live.state.id)})

    async def _response(self, live: LiveMeeting) -> JSONResponse:
        """The whole meeting, written off the event loop."""
        digest = self.operations.signing_key.digest

        def write() -> JSONResponse:
            version = document_version(live.state.meeting)  # first: a change in between must not go with a later one
            return JSONResponse(meeting_json(live, digest), headers=etag(version))

        return await run_in(DOCUMENTS, write)

    def _parse(self, body: bytes, replaces: MeetingState | None = None) -> Meeting:
        return parse_document(parse_json(body), self.operations.registry.clock.today(), replaces)
