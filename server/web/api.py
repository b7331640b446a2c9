"""The HTTP API (CONTRACT "HTTP API"): who may ask, what is read from the request, which verb answers.

Every answer is JSON unless a file or a print sheet was asked for. Rules live in the verbs.
"""

import asyncio
import hmac
from collections.abc import Sequence
from datetime import date

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from ..core import meeting_document, tokens
from ..core.amendments import read_addition
from ..core.codec import Map
from ..core.errors import Refused
from ..core.meeting_state import MeetingState
from ..core.models import Meeting, Part, Phase
from ..core.record import record_json
from ..core.rosters.roster import read_roster
from ..core.rules_preview import preview
from ..meetings.live_meeting import LiveMeeting
from ..meetings.registry import ROLES, MeetingRegistry
from .card_sheets import CardBatch, part_of, printed
from .cards_package import forms
from .responses import ROSTER, answered, parsed, read, read_json, table
from .serializers import created, described, drawn, roster_json

MOST_CARDS, MOST_SLIPS = 5000, 1000
"""Of one batch; a paper ballot is a page or more, a card a twelfth of one."""
MOST_LINES = 60_000
"""Lines of all paper ballots of a batch together: a print sheet of 25 MB, which a browser still takes."""
ADDITIONS = {"decision": "decisions", "adjustments": "adjustments", "flags": "flags", "entered": "entered"}
"""What people add, by its word in the address."""


class Api:
    """`admin` is the digest of the admin key; `css` the address of the print sheet's styles."""

    def __init__(self, registry: MeetingRegistry, admin: bytes, css: str) -> None:
        self.registry, self._digest, self.css = registry, admin, css

    # Who asks

    def _key(self, request: Request) -> str:
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not tokens.is_key(key.strip()):
            raise Refused("unknown_key")
        return key.strip()

    def _is_admin(self, key: str) -> bool:
        return hmac.compare_digest(tokens.digest(key), self._digest)

    async def admin(self, request: Request) -> None:
        key = self._key(request)
        if not self._is_admin(key):
            raise Refused("unknown_key" if await self.registry.admission.access(key) is None else "wrong_role")

    async def live(self, request: Request, *roles: str) -> LiveMeeting:
        """The room of the key that asks. Another meeting's key gets 403 whether the meeting exists or not."""
        key = self._key(request)
        if self._is_admin(key):
            if "admin" not in roles:
                raise Refused("wrong_role")
            return await self.registry.live(request.path_params["id"])
        found = await self.registry.admission.access(key)
        if found is None:
            raise Refused("unknown_key")
        live, role = found
        if live.state.id != request.path_params["id"] or role not in roles:
            raise Refused("wrong_role")
        return live

    async def _any(self, request: Request) -> None:
        """Admin or any desk."""
        key = self._key(request)
        found = await self.registry.admission.access(key)
        if not self._is_admin(key) and (found is None or found[1] != "desk"):
            raise Refused("unknown_key" if found is None else "wrong_role")

    # Meetings

    async def create(self, request: Request) -> Response:
        await self.admin(request)
        meeting = self._parsed(await read_json(request))
        live, keys = await self.registry.create(meeting)
        return JSONResponse(created(self.registry, live, keys), 201)

    def _parsed(self, value: object, stands: MeetingState | None = None) -> Meeting:
        tongue = value.get("language") if isinstance(value, dict) else None
        shipped = forms("en" if tongue == "en" else "zh")
        keep, above = (stands.meeting, stands.ids) if stands is not None else (None, 0)
        return meeting_document.parse(value, shipped, today=date.today().isoformat(), keep=keep, above=above)

    async def list(self, request: Request) -> Response:
        await self.admin(request)
        listed = [
            {"id": s.id, "title": s.meeting.title, "date": s.meeting.date, "phase": str(s.phase)}
            for s in await self.registry.store.meeting_states()
        ]
        return JSONResponse(listed)

    async def has_demo(self, request: Request) -> Response:
        await self.admin(request)
        return JSONResponse({"demo": self.registry.demo is not None})

    async def demo(self, request: Request) -> Response:
        """Let the demo's simulated voters in; 404 where there are none to let in."""
        await self.admin(request)
        if self.registry.demo is None:
            raise Refused("not_found")
        self.registry.demo()
        return Response(status_code=204)

    async def show(self, request: Request) -> Response:
        return JSONResponse(await asyncio.to_thread(described, await self.live(request, "chair", "desk")))

    async def replace(self, request: Request) -> Response:
        live = await self.live(request, "desk")
        asked = await read_json(request)
        await self.registry.meeting_commands.replace_document(live, lambda state: self._parsed(asked, state))
        return JSONResponse(await asyncio.to_thread(described, live))

    async def amend(self, request: Request) -> Response:
        live = await self.live(request, "desk")
        await self.registry.meeting_commands.amend(live, await read_json(request))
        return JSONResponse(await asyncio.to_thread(described, live))

    async def delete(self, request: Request) -> Response:
        live = await self.live(request, "desk")
        title = table(await read_json(request), "title")["title"]
        if type(title) is not str:
            raise Refused("invalid_field", "title")
        await self.registry.delete(live, title)
        return Response(status_code=204)

    async def key(self, request: Request) -> Response:
        live = await self.live(request, "admin", "desk")
        role = table(await read_json(request), "role")["role"]
        if type(role) is not str or role not in ROLES:
            raise Refused("invalid_field", "role")
        by = "admin" if self._is_admin(self._key(request)) else "desk"
        key = await self.registry.meeting_commands.replace_key(live, role, by)
        link = f"{self.registry.url}/{role}#{key}"
        return JSONResponse({"role": role, "key": key, "link": link, "qr": drawn(self.registry, link)}, 201)

    async def phase(self, request: Request) -> Response:
        live = await self.live(request, "desk")
        phase = table(await read_json(request), "phase")["phase"]
        if type(phase) is not str or phase not in ("live", "certified"):
            raise Refused("invalid_field", "phase")
        await self.registry.meeting_commands.enter_phase(live, Phase(phase))
        return JSONResponse({"phase": phase})

    # Cards

    async def cards(self, request: Request) -> Response:
        live = await self.live(request, "desk")
        asked = table(await read_json(request), "group", "count", optional=("recuse", "print", "part"))
        group, count, recuse = asked["group"], asked["count"], asked.get("recuse")
        names = [one.name for one in live.state.meeting.groups]
        if group not in names:
            raise Refused("unknown_group", "group")
        index, part = names.index(str(group)), self._paper_of(live, asked, names.index(str(group)))
        if type(count) is not int or not 1 <= count <= (MOST_CARDS if part is None else MOST_SLIPS):
            raise Refused("invalid_field", "count")
        if recuse is not None and type(recuse) is not str:
            raise Refused("invalid_field", "recuse")
        if part is not None and count * len(part.subjects) * len(part.form.items) > MOST_LINES:
            raise Refused("invalid_field", "count")
        issued = await self.registry.meeting_commands.issue(live, index, count, recuse, part.name if part else None)
        cards = [(token, f"{self.registry.url}/v#{token}") for token in issued.tokens]
        if "text/html" in request.headers.get("accept", ""):
            issue = CardBatch(index, issued.batch, recuse, cards)
            return HTMLResponse(await asyncio.to_thread(printed, live, issue, part, self.css), 201)
        listed = [{"token": token, "url": url} for token, url in cards]
        return JSONResponse({"batch": issued.batch, "cards": listed}, 201)

    def _paper_of(self, live: LiveMeeting, asked: Map, group: int) -> Part | None:
        """The part whose paper ballots are asked for, or None where plain cards are."""
        kind, named = asked.get("print", "cards"), asked.get("part")
        if kind not in ("cards", "forms"):
            raise Refused("invalid_field", "print")
        if named is not None and (type(named) is not str or kind == "cards"):
            raise Refused("invalid_field", "part")
        return part_of(live.state.meeting, group, named) if kind == "forms" else None

    async def void_cards(self, request: Request) -> Response:
        live = await self.live(request, "desk")
        asked = table(await read_json(request), optional=("tokens", "batch"))
        written, batch = asked.get("tokens"), asked.get("batch")
        if (written is None) == (batch is None) or (batch is not None and type(batch) is not str):
            raise Refused("invalid_field", "tokens")
        if written is not None and (type(written) is not list or not all(type(one) is str for one in written)):
            raise Refused("invalid_field", "tokens")
        count = await self.registry.meeting_commands.void_cards(live, batch, written or [])
        return JSONResponse({"voided": count})

    # What people add

    async def attendance(self, request: Request) -> Response:
        live = await self.live(request, "desk")
        asked = table(await read_json(request), optional=("present", "absent"))
        for name in ("present", "absent"):
            value = asked.get(name)
            if value is not None and (type(value) is not int or not 0 <= value <= 1_000_000):
                raise Refused("invalid_field", name)
        await self.registry.meeting_commands.attend(live, asked.get("present"), asked.get("absent"))  # type: ignore[arg-type]
        return JSONResponse(asked)

    async def addition(self, request: Request) -> Response:
        live = await self.live(request, "desk")
        kind = str(request.path_params["kind"])
        if kind not in ADDITIONS:
            raise Refused("not_found")
        asked = await read_json(request)
        value = read_addition(live.state.meeting, kind, asked)
        await self.registry.meeting_commands.add(live, ADDITIONS[kind], request.path_params["sid"], value, asked)
        return JSONResponse(asked)

    # Reading

    async def log(self, request: Request) -> Response:
        live = await self.live(request, "admin", "desk")
        return JSONResponse({"log": await self.registry.store.log(live.state.id)})

    async def forms(self, request: Request) -> Response:
        await self._any(request)
        tongue = "en" if request.query_params.get("language") == "en" else "zh"
        return JSONResponse({"forms": list(forms(tongue).values())})

    async def rosters(self, request: Request) -> Response:
        await self._any(request)
        media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = await read(request, ROSTER)
        return JSONResponse(await asyncio.to_thread(_rows, body, media))

    async def preview(self, request: Request) -> Response:
        await self._any(request)
        meeting = self._parsed(await read_json(request))
        return JSONResponse(await asyncio.to_thread(lambda: record_json(preview(meeting))))

    def routes(self) -> Sequence[Route]:
        meeting = "/api/meetings/{id}"
        subject = meeting + "/subjects/{sid}/{kind:str}"
        table_ = [
            ("POST", "/api/meetings", self.create),
            ("GET", "/api/meetings", self.list),
            ("GET", meeting, self.show),
            ("PUT", meeting, self.replace),
            ("PATCH", meeting, self.amend),
            ("DELETE", meeting, self.delete),
            ("POST", meeting + "/keys", self.key),
            ("POST", meeting + "/cards", self.cards),
            ("POST", meeting + "/void-cards", self.void_cards),
            ("POST", meeting + "/phase", self.phase),
            ("PUT", meeting + "/attendance", self.attendance),
            ("PUT", subject, self.addition),
            ("GET", meeting + "/log", self.log),
            ("GET", "/api/forms", self.forms),
            ("POST", "/api/rosters", self.rosters),
            ("POST", "/api/preview", self.preview),
            ("GET", "/api/demo", self.has_demo),
            ("POST", "/api/demo", self.demo),
        ]
        return [Route(path, answered(endpoint), methods=[method]) for method, path, endpoint in table_]


def _rows(body: bytes, media: str) -> dict[str, object]:
    """A roster's checked rows: of a file of any kind, of plain text, or of the text in a JSON object."""
    if media != "application/json":
        return roster_json(read_roster(body, typed=media == "text/plain"))
    text = table(parsed(body), "text")["text"]
    if type(text) is not str:
        raise Refused("invalid_field", "text")
    return roster_json(read_roster(text, typed=True))
