"""Endpoints for cards: issue and print a batch, void cards and admitted phones (CONTRACT "HTTP API")."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from ..core.codec import Map
from ..core.errors import Refused
from ..core.models import Meeting, Part
from ..meetings.live_meeting import LiveMeeting
from ..meetings.operations import Operations
from .auth import Auth
from .card_sheets import CardBatch, print_sheet, voting_part
from .cards_package import PAPERS
from .heavy_work import HeavyWork
from .request_bodies import integer, object_fields, optional_text, time_field, voided_cards
from .responses import read_json

MAX_CARDS, MAX_PAPER_BALLOTS = 5000, 1000
"""Largest batches. A paper ballot takes one or more pages; twelve cards fit on one."""
MAX_PRINTED_LINES = 60_000
"""Lines of all paper ballots of a batch: a print sheet of 10 MB, which browsers still print."""


@dataclass(frozen=True, slots=True)
class CardRequest:
    """`group` is an index; `recuse` a subject's id. With `part`, each card is printed on a paper ballot. `wifi` is
    the number of the network printed on the cards, `paper` the size of a ballot's pages."""

    group: int
    count: int
    recuse: str | None
    part: Part | None
    wifi: int
    paper: str


class CardEndpoints:
    """`print_css` is the address of the print sheet's styles."""

    def __init__(self, operations: Operations, auth: Auth, print_css: str, heavy_work: HeavyWork) -> None:
        self.operations, self.auth, self.print_css, self.heavy_work = operations, auth, print_css, heavy_work

    async def issue(self, request: Request) -> Response:
        """The new cards, shown only in this response: as JSON, or as a print sheet with `Accept: text/html`."""
        live = await self.auth.meeting(request, "desk")
        networks = live.join_codes.networks(live.state.meeting)
        order = read_card_request(await read_json(request), live.state.meeting, len(networks))
        if "text/html" in request.headers.get("accept", ""):
            async with self.heavy_work.place(request) as organisation:  # before cards that could not be printed
                batch = await self._issue(live, order)
                sheet = print_sheet(live, batch, order.part, self.print_css, self.operations.signing_key.digest)
                return HTMLResponse(await self.heavy_work.run_placed(request, organisation, *sheet), 201)
        batch = await self._issue(live, order)
        listed = [{"token": token, "url": url} for token, url in batch.cards]
        return JSONResponse({"batch": batch.batch, "cards": listed}, 201)

    async def _issue(self, live: LiveMeeting, order: CardRequest) -> CardBatch:
        part_name = order.part.name if order.part else None
        issued = await self.operations.meeting_commands.issue_cards(
            live, order.group, order.count, order.recuse, part_name
        )
        cards = [(token, f"{self.operations.url}/v#{token}") for token in issued.tokens]
        return CardBatch(order.group, issued.batch, order.recuse, cards, order.wifi, order.paper)

    async def void(self, request: Request) -> Response:
        live = await self.auth.meeting(request, "desk")
        batch, tokens = voided_cards(await read_json(request))
        return JSONResponse({"voided": await self.operations.meeting_commands.void_cards(live, batch, tokens)})

    async def void_open(self, request: Request) -> Response:
        live = await self.auth.meeting(request, "desk")
        after = time_field(await read_json(request), "after")
        return JSONResponse({"voided": await self.operations.meeting_commands.void_admitted(live, after)})


def read_card_request(body: object, meeting: Meeting, networks: int) -> CardRequest:
    """`networks`: how many can be printed. Raises Refused `unknown_group`, or `invalid_field` naming the first bad
    field."""
    fields = object_fields(body, "group", "count", optional=("recuse", "print", "part", "wifi", "paper"))
    names = [group.name for group in meeting.groups]
    if fields["group"] not in names:
        raise Refused("unknown_group", "group")
    group = names.index(str(fields["group"]))
    part = _printed_part(meeting, group, fields)
    count = integer(fields, "count", 1, MAX_CARDS if part is None else MAX_PAPER_BALLOTS)
    if part is not None and count * len(part.subjects) * len(part.form.items) > MAX_PRINTED_LINES:
        raise Refused("invalid_field", "count")
    wifi = integer(fields, "wifi", 1, max(1, networks)) if "wifi" in fields else 1
    return CardRequest(group, count, optional_text(fields, "recuse"), part, wifi, _paper(part, fields))


def _paper(part: Part | None, fields: Map) -> str:
    """A4 unless another size is named, for paper ballots only: cards are cut from A4."""
    paper = fields.get("paper", PAPERS[0])
    if paper not in (PAPERS if part is not None else PAPERS[:1]):
        raise Refused("invalid_field", "paper")
    return str(paper)


def _printed_part(meeting: Meeting, group: int, fields: Map) -> Part | None:
    """The part whose paper ballots are to be printed; None for plain cards."""
    kind = fields.get("print", "cards")
    if kind not in ("cards", "forms"):
        raise Refused("invalid_field", "print")
    name = optional_text(fields, "part")
    if kind == "forms":
        return voting_part(meeting, group, name)
    if name is not None:
        raise Refused("invalid_field", "part")
    return None
