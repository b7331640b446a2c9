"""Downloads of a meeting: one snapshot, counted once, in the requested format; or the archive of everything.

Counting and writing have a process of their own (`heavy_work`). Knows no counting rule: every number comes from the
record.
"""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from ..archive.builder import archive
from ..archive.inputs import ArchiveSource
from ..core.errors import Refused
from ..core.message_catalogue import section
from ..core.record import Snapshot
from ..core.rounds import RUNNING, has_unpublished_results
from ..exports.formats import FORMATS
from ..meetings.live_meeting import LiveMeeting
from ..store.queries import Stored
from ..store.store import Store
from .auth import Auth
from .heavy_work import HeavyWork
from .paper_job import paper
from .responses import attachment


class Downloads:
    def __init__(self, auth: Auth, store: Store, heavy_work: HeavyWork) -> None:
        self.auth, self.store, self.heavy_work = auth, store, heavy_work

    async def results(self, request: Request) -> Response:
        live = await self.auth.meeting(request, "desk")
        extension = request.path_params["format"]
        if extension not in FORMATS:
            raise Refused("not_found")

        async def prepare() -> tuple[object, ...]:
            return paper, _snapshot(live, request, await _read_consistent(live, self.store.counted)), extension

        body = await self.heavy_work.run_prepared(request, prepare)
        media_type = FORMATS[extension][1]
        if extension == "json":
            return Response(body, media_type=media_type)
        return attachment(body, media_type, _file_name(live, extension))

    async def bundle(self, request: Request) -> Response:
        """The archive: all papers and the data to recount them, in one file."""
        live = await self.auth.meeting(request, "desk")
        log: list[dict[str, object]] = []

        async def read_with_log(meeting: str) -> Stored:
            stored, log[:] = await self.store.archived(meeting)
            return stored

        async def prepare() -> tuple[object, ...]:
            stored = await _read_consistent(live, read_with_log)
            printed_cards = sum(batch.count for batch in stored[2] if batch.batch is not None)
            return archive, ArchiveSource(_snapshot(live, request, stored), tuple(log), printed_cards)

        body = await self.heavy_work.run_prepared(request, prepare)
        return attachment(body, "application/zip", _file_name(live, "zip"))


async def _read_consistent(live: LiveMeeting, read: Callable[[str], Awaitable[Stored]]) -> Stored:
    """The stored meeting in which every running round has its box here. If a round was running when it was read and
    has no box now, it was counted in between: read again.
    """
    while True:
        stored = await read(live.state.id)
        running = [counted.round for counted in stored[1] if counted.round.state in RUNNING]
        if all(live.find_running(round) is not None for round in running):
            return stored


def _snapshot(live: LiveMeeting, request: Request, stored: Stored) -> Snapshot:
    """What was read in one transaction, as final results or as a draft. Raises Refused `round_open` or
    `not_published` for final results that are not due (CONTRACT "Downloads").
    """
    state, counted_rounds = stored[:2]
    draft, rounds = request.query_params.get("draft") == "1", [counted.round for counted in counted_rounds]
    if not draft and any(round.state in RUNNING for round in rounds):
        raise Refused("round_open")
    if not draft and has_unpublished_results(state.meeting, rounds):
        raise Refused("not_published")
    return live.snapshot_of(stored, draft)


def _file_name(live: LiveMeeting, extension: str) -> str:
    """Like `2022年度述职评议_测评结果_20221220.xlsx`, without characters that file systems reject."""
    meeting = live.state.meeting
    word = section(meeting.language, "downloads")["archive" if extension == "zip" else "results"]
    title = "".join("_" if char in '\\/:*?"<>|' else char for char in meeting.title)[:80]
    return f"{title}_{word}_{meeting.date.replace('-', '')}.{extension}"
