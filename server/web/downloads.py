"""Downloads of a meeting: one snapshot, counted once, in the requested format; single papers; or the archive of
everything.

Counting and writing have a process of their own (`heavy_work`). Knows no counting rule: every number comes from the
record.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ..archive.builder import archive
from ..archive.inputs import ArchiveSource
from ..core.codec import Map
from ..core.disclosure import refuse_if_unpublished
from ..core.error_messages import sentence
from ..core.errors import Refused
from ..core.message_catalogue import section
from ..core.record import Snapshot
from ..core.rounds import RUNNING
from ..core.signing import SigningKey
from ..core.texts import Texts
from ..exports.content.single_papers import PAPERS
from ..exports.formats import FORMATS, PAPER_FORMATS
from ..exports.model.file_names import safe_name
from ..meetings.live_meeting import LiveMeeting
from ..store.queries import Stored
from ..store.store import Store
from .auth import Auth
from .heavy_work import HeavyWork
from .paper_job import chart_file, chart_files, feedback_files, paper, papers_refused, single_paper
from .responses import attachment, preferred_language

T = TypeVar("T")

ZIP = "application/zip"
MAX_DIGITS = 8
"""Of a note's place; there are never so many notes."""


class Downloads:
    """`signing_key` signs archives; its digest is printed on the count report."""

    def __init__(self, auth: Auth, store: Store, signing_key: SigningKey, heavy_work: HeavyWork) -> None:
        self.auth, self.store, self.signing_key, self.heavy_work = auth, store, signing_key, heavy_work

    async def results(self, request: Request) -> Response:
        live = await self.auth.meeting(request, "desk")
        extension = request.path_params["format"]
        if extension not in FORMATS:
            raise Refused("not_found")
        body = await self._written(request, live, paper, extension)
        media_type = FORMATS[extension][1]
        if extension == "json":
            return Response(body, media_type=media_type)
        return attachment(body, media_type, _file_name(live, "results", extension))

    async def papers(self, request: Request) -> Response:
        """Which single papers there are now, and why not the others."""
        live = await self.auth.meeting(request, "desk")
        refused: dict[str, Refused | None] = await self._written(request, live, papers_refused)
        language = preferred_language(request)
        pdf = _refusal_json(refused.pop("pdf"), language)
        papers = [{"name": name, "refused": _refusal_json(error, language)} for name, error in refused.items()]
        return JSONResponse({"papers": papers, "pdf": pdf})

    async def single_paper(self, request: Request) -> Response:
        """One paper by itself (`exports/content/single_papers.py`); `?notes=0,3` are the places of ticked notes in the
        tally.json whose `record` is stated in `&record=`: in another one they may be those of other notes."""
        live = await self.auth.meeting(request, "desk")
        name, extension = request.path_params["paper"], request.path_params["format"]
        if name not in PAPERS or extension not in PAPER_FORMATS:
            raise Refused("not_found")
        notes = _ticked_notes(request)
        record = request.query_params.get("record", "")
        if notes and not record:
            raise Refused("invalid_field", "record")
        body = await self._written(request, live, single_paper, name, extension, notes, record)
        return attachment(body, PAPER_FORMATS[extension][1], _file_name(live, name, extension))

    async def feedback(self, request: Request) -> Response:
        """A zip with a feedback sheet for each person; `?format=` as of a single paper, Word if there is none."""
        live = await self.auth.meeting(request, "desk")
        extension = request.query_params.get("format", "docx")
        if extension not in PAPER_FORMATS:
            raise Refused("not_found")
        body = await self._written(request, live, feedback_files, extension)
        return attachment(body, ZIP, _file_name(live, "feedback", "zip"))

    async def chart(self, request: Request) -> Response:
        """The distribution of one subject's marks, as SVG."""
        live, subject = await self.auth.meeting(request, "desk"), request.path_params["sid"]
        body = await self._written(request, live, chart_file, subject)
        return attachment(body, "image/svg+xml", _file_name(live, "charts", "svg"))

    async def charts(self, request: Request) -> Response:
        """A zip with the chart of each subject."""
        live = await self.auth.meeting(request, "desk")
        body = await self._written(request, live, chart_files)
        return attachment(body, ZIP, _file_name(live, "charts", "zip"))

    async def bundle(self, request: Request) -> Response:
        """The archive: all papers and the data to recount them, in one file."""
        live = await self.auth.meeting(request, "desk")

        async def prepare() -> tuple[object, ...]:
            stored, log, texts = await _read_consistent(live, self.store)
            printed_cards = sum(batch.count for batch in stored[2] if batch.batch is not None)
            snapshot = self._snapshot(live, request, stored, log, texts)
            return archive, ArchiveSource(snapshot, tuple(log), printed_cards, self.signing_key)

        body = await self.heavy_work.run_prepared(request, prepare)
        return attachment(body, ZIP, _file_name(live, "archive", "zip"))

    async def _written(self, request: Request, live: LiveMeeting, write: Callable[..., T], *arguments: object) -> T:
        """What `write` makes in the worker of a snapshot of the meeting and `arguments`."""

        async def prepare() -> tuple[object, ...]:
            snapshot = self._snapshot(live, request, *await _read_consistent(live, self.store))
            return write, snapshot, *arguments

        written: T = await self.heavy_work.run_prepared(request, prepare)
        return written

    def _snapshot(
        self, live: LiveMeeting, request: Request, stored: Stored, log: Sequence[Map], texts: Texts
    ) -> Snapshot:
        return replace(_snapshot(live, request, stored, log, texts), signer=self.signing_key.digest)


async def _read_consistent(live: LiveMeeting, store: Store) -> tuple[Stored, list[Map], Texts]:
    """The stored meeting, in which every running round has its box here, its log and its texts. If a round was running
    when it was read and has no box now, it was counted in between: read again.
    """
    while True:
        stored, log, texts = await store.archived(live.state.id)
        running = [counted.round for counted in stored[1] if counted.round.state in RUNNING]
        if all(live.find_running(round) is not None for round in running):
            return stored, log, texts


def _snapshot(live: LiveMeeting, request: Request, stored: Stored, log: Sequence[Map], texts: Texts) -> Snapshot:
    """What was read in one transaction, as final results or as a draft. Raises Refused `round_open` or
    `not_published` for final results that are not due (CONTRACT "Downloads").
    """
    state, rounds = stored[:2]
    draft = request.query_params.get("draft") == "1"
    if not draft and any(counted.round.state in RUNNING for counted in rounds):
        raise Refused("round_open")
    if not draft:
        refuse_if_unpublished(state.meeting, state.phase, rounds)
    return live.snapshot_of(stored, draft, log, texts)


def _ticked_notes(request: Request) -> tuple[int, ...]:
    """Raises Refused `invalid_field`."""
    places = list(filter(None, request.query_params.get("notes", "").split(",")))
    if not all(place.isascii() and place.isdecimal() and len(place) < MAX_DIGITS for place in places):
        raise Refused("invalid_field", "notes")
    return tuple(map(int, places))


def _refusal_json(error: Refused | None, language: str) -> Map | None:
    return None if error is None else {"code": error.code, "message": sentence(error.code, language, **error.detail)}


def _file_name(live: LiveMeeting, content: str, extension: str) -> str:
    """Like `2022年度述职评议_测评结果_20221220.xlsx`. `content`: a paper's name, or a key of the table `downloads`."""
    meeting = live.state.meeting
    papers, words = section(meeting.language, "papers"), section(meeting.language, "downloads")
    word = papers[PAPERS[content].title] if content in PAPERS else words[content]
    return f"{safe_name(meeting.title, 'pingyi')}_{word}_{meeting.date.replace('-', '')}.{extension}"
