"""Endpoints of the texts about a meeting's people: 述职摘要, 上年度整改, 点评要点, 综合评价意见.

Checks who asks and what the body holds; the rules are in `meetings`.
"""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ..core import texts, versions
from ..core.texts import TextKind
from ..meetings.operations import Operations
from .auth import Auth
from .heavy_work import HeavyWork
from .responses import MAX_ROSTER_BYTES, etag, preferred_language, read_body, read_json, seen_version
from .text_job import text_of_file


class TextEndpoints:
    def __init__(self, operations: Operations, auth: Auth, heavy_work: HeavyWork) -> None:
        self.operations, self.auth, self.heavy_work = operations, auth, heavy_work

    async def read_file(self, request: Request) -> Response:
        """The text of an uploaded DOCX or TXT file. Stores nothing."""
        await self.auth.require_admin_or_desk(request)
        async with self.heavy_work.file(request):
            body, language = await read_body(request, MAX_ROSTER_BYTES), preferred_language(request)
            answer = await self.heavy_work.run(request, text_of_file, body, language)
        return Response(answer, media_type="application/json")

    async def show(self, request: Request) -> Response:
        live = await self.auth.meeting(request, "desk")
        kind, subject = _kind(request), request.path_params["sid"]
        return _response(kind, await self.operations.text_commands.text(live, kind, subject))

    async def set(self, request: Request) -> Response:
        """Returns the text as it is stored; an empty one removes it. With If-Match only the version that it names is
        replaced."""
        live = await self.auth.meeting(request, "desk")
        kind, subject = _kind(request), request.path_params["sid"]
        text = texts.read_text(kind, await read_json(request))
        await self.operations.text_commands.set_text(live, kind, subject, text, seen_version(request))
        return _response(kind, None if text is None else texts.to_json(text))


def _kind(request: Request) -> TextKind:
    """The last step of the path."""
    return TextKind(request.url.path.rpartition("/")[2])


def _response(kind: TextKind, value: object) -> Response:
    version = versions.text_version(None if value is None else texts.digest_of(value))
    return JSONResponse(_answer(kind, value), headers=etag(version))


def _answer(kind: TextKind, value: object) -> object:
    """In the shape of the request."""
    empty: dict[TextKind, object] = {TextKind.BRIEF: "", TextKind.OPINION: texts.to_json(texts.Opinion())}
    stated = empty.get(kind, []) if value is None else value
    return {"text": stated} if kind is TextKind.BRIEF else stated
