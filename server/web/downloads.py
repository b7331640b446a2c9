"""The papers of a meeting: one snapshot, counted once, in the format that was asked for.

Long work leaves the event loop. Knows no rule: the record says every figure.
"""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ..archive.builder import archive
from ..archive.inputs import ArchiveSource
from ..core.errors import Refused
from ..core.message_catalogue import section
from ..core.record import Snapshot, compose
from ..core.rounds import RUNNING, has_unpublished_results
from ..exports.formats import FORMATS
from ..meetings.live_meeting import LiveMeeting
from ..store.queries import Stored
from .api import Api
from .responses import answered, download


class Downloads:
    def __init__(self, api: Api) -> None:
        self.api = api

    async def tally(self, request: Request) -> Response:
        live = await self.api.live(request, "desk")
        kind = request.path_params["kind"]
        if kind not in FORMATS:
            raise Refused("not_found")
        stored = await _read(live, self.api.registry.store.counted)
        record = await asyncio.to_thread(compose, _snapshot(live, request, stored))
        write, media = FORMATS[kind]
        body = await asyncio.to_thread(write, record)
        return Response(body, media_type=media) if kind == "json" else download(body, media, _name(live, kind))

    async def bundle(self, request: Request) -> Response:
        """The archive: everything in one file, with a recount that needs nothing else."""
        live = await self.api.live(request, "desk")
        log: list[dict[str, object]] = []

        async def with_log(meeting: str) -> Stored:
            read, log[:] = await self.api.registry.store.archived(meeting)
            return read

        stored = await _read(live, with_log)
        printed = sum(batch.count for batch in stored[2] if batch.batch is not None)
        source = ArchiveSource(_snapshot(live, request, stored), tuple(log), printed)
        return download(await asyncio.to_thread(archive, source), "application/zip", _name(live, "zip"))

    def routes(self) -> list[Route]:
        meeting = "/api/meetings/{id}"
        return [
            Route(f"{meeting}/tally.{{kind}}", answered(self.tally), methods=["GET"]),
            Route(f"{meeting}/bundle.zip", answered(self.bundle), methods=["GET"]),
        ]


async def _read(live: LiveMeeting, read: Callable[[str], Awaitable[Stored]]) -> Stored:
    """What is stored. Read again where a round ran then and has no box now: it was counted out in between."""
    while True:
        stored = await read(live.state.id)
        running = [one.round for one in stored[1] if one.round.state in RUNNING]
        if all(live.box_of(round) is not None for round in running):
            return stored


def _snapshot(live: LiveMeeting, request: Request, stored: Stored) -> Snapshot:
    """What was read in one transaction, its digests checked. Refused `round_open` or `not_published`."""
    state, counted, batches, changed = stored
    draft, rounds = request.query_params.get("draft") == "1", [one.round for one in counted]
    if not draft and any(one.state in RUNNING for one in rounds):
        raise Refused("round_open")
    if not draft and has_unpublished_results(state.meeting, rounds):
        raise Refused("not_published")
    return live.pictured(state, counted, batches, changed, draft)


def _name(live: LiveMeeting, kind: str) -> str:
    """`2022年度述职评议_测评结果_20221220.xlsx`, without what a file system would refuse."""
    meeting = live.state.meeting
    word = section(meeting.language, "downloads")["archive" if kind == "zip" else "results"]
    title = "".join("_" if char in '\\/:*?"<>|' else char for char in meeting.title)[:80]
    return f"{title}_{word}_{meeting.date.replace('-', '')}.{kind}"
