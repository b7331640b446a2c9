"""HTTP answers: bodies read within their limits, errors in the asker's language, nothing cached.

One table maps codes to status. Knows no meeting.
"""

import json
from collections.abc import Awaitable, Callable
from urllib.parse import quote

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp

from ..core.error_messages import sentence
from ..core.errors import Damaged, InvalidDocument, NotBalanced, NotRecorded, PingyiError, Refused
from ..core.validation import printable

BODY = 1024 * 1024
ROSTER = 5 * 1024 * 1024
DEPTH = 16
NO_STORE = {"Cache-Control": "no-store"}

STATUS = {
    "bad_json": 400,
    "too_deep": 400,
    "bad_request": 400,
    "unknown_key": 401,
    "wrong_role": 403,
    "forbidden_origin": 403,
    "forbidden_host": 403,
    "not_found": 404,
    "unknown_subject": 404,
    "unknown_batch": 404,
    "method_not_allowed": 405,
    "body_too_large": 413,
    "invalid_document": 422,
    "invalid_field": 422,
    "unknown_group": 422,
    "unknown_token": 422,
    "title_mismatch": 422,
    "not_recorded": 507,
    "damaged": 500,
}
"""What is not named here is a state already left or not yet reached: 409."""

Endpoint = Callable[[Request], Awaitable[Response]]


def language(request: Request) -> str:
    """zh unless the asker prefers en (Accept-Language)."""
    best, chosen = 0.0, "zh"
    for part in request.headers.get("accept-language", "").split(","):
        name, _, weight = part.strip().partition(";q=")
        try:
            quality = float(weight or 1)
        except ValueError:
            continue
        tongue = name.lower()[:2]
        if tongue in ("zh", "en") and quality > best:
            best, chosen = quality, tongue
    return chosen


def failure(error: PingyiError, tongue: str) -> JSONResponse:
    """The contract's error body; every bad field of a document in `fields`."""
    if isinstance(error, InvalidDocument):
        fields = [
            {"field": fault.field, "message": fault.en if tongue == "en" else fault.zh} for fault in error.field_errors
        ]
        body: dict[str, object] = {"code": "invalid_document", "message": fields[0]["message"], **fields[0]}
        return _error(422, {**body, "fields": fields})
    if isinstance(error, NotBalanced):
        problems = [fault.en if tongue == "en" else fault.zh for fault in error.field_errors]
        message = sentence(error.code, tongue, problem=("; " if tongue == "en" else "；").join(problems))
        return _error(409, {"code": error.code, "message": message, "problems": problems})
    if isinstance(error, Refused):
        code, field, detail = error.code, error.field, error.detail
    else:
        code, field, detail = ("not_recorded" if isinstance(error, NotRecorded) else "damaged"), None, {}
    body = {"code": code, "message": sentence(code, tongue, **detail)}
    return _error(STATUS.get(code, 409), {**body, "field": field} if field else body)


def _error(status: int, body: dict[str, object]) -> JSONResponse:
    headers = {**NO_STORE, **({"WWW-Authenticate": "Bearer"} if status == 401 else {})}
    return JSONResponse({"error": body}, status, headers)


def answered(endpoint: Endpoint) -> Endpoint:
    """Turns what an endpoint raises into the contract's answer, and forbids caching."""

    async def inner(request: Request) -> Response:
        try:
            response = await endpoint(request)
        except (Refused, NotRecorded, Damaged) as error:
            return failure(error, language(request))
        except ClientDisconnect:
            return Response(status_code=400)
        response.headers["Cache-Control"] = "no-store"
        return response

    return inner


def refusing(code: str) -> ASGIApp:
    """An application that only says no: what the guard answers with."""

    async def app(scope, receive, send):  # type: ignore[no-untyped-def]
        request = Request({**scope, "type": "http", "method": scope.get("method", "GET")})
        response = failure(Refused(code), language(request))
        await response(scope, receive, send)

    return app


async def read(request: Request, limit: int = BODY) -> bytes:
    """The body. Raises Refused `body_too_large` as soon as it is."""
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise Refused("body_too_large", limit=f"{limit // 1048576} MiB")
        chunks.append(chunk)
    return b"".join(chunks)


async def read_json(request: Request) -> object:
    """Raises Refused `bad_json` or `too_deep`."""
    return parsed(await read(request))


def parsed(body: bytes) -> object:
    try:
        if _depth(body) > DEPTH:
            raise Refused("too_deep")
        return json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Refused("bad_json") from None


def _depth(body: bytes) -> int:
    """How deep brackets nest outside strings, before anything is built."""
    deepest = depth = 0
    inside = escaped = False
    for byte in body:
        if inside:
            escaped, inside = (byte == 0x5C and not escaped), byte != 0x22 or escaped
        elif byte == 0x22:
            inside = True
        elif byte in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"]}":
            depth -= 1
    return deepest


def _no_constant(name: str) -> float:
    raise ValueError(name)


def table(value: object, *required: str, optional: tuple[str, ...] = ()) -> dict[str, object]:
    """A JSON object with these fields. Raises Refused `invalid_field` naming the one that is off."""
    if type(value) is not dict:
        raise Refused("bad_json")
    for name in required:
        if name not in value:
            raise Refused("invalid_field", name)
    for name in value:
        if name not in (*required, *optional):
            raise Refused("invalid_field", printable(name))
    return value


def download(body: bytes, media: str, name: str) -> Response:
    """A file with a name that may be Chinese (RFC 6266)."""
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Response(body, media_type=media, headers={**NO_STORE, "Content-Disposition": disposition})
