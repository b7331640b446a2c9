"""Reading HTTP request bodies within their limits, and turning errors into responses that are never cached.

One table maps error codes to HTTP status. Knows no meeting.
"""

from collections.abc import Awaitable, Callable
from urllib.parse import quote

from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import JSONResponse, Response

from ..core import languages
from ..core.error_messages import sentence
from ..core.errors import Damaged, InvalidDocument, NotBalanced, NotRecorded, PingyiError, Refused
from ..core.message_catalogue import section
from .request_json import parse_json

MIB = 1024 * 1024
MAX_BODY_BYTES = MIB
MAX_ROSTER_BYTES = 5 * MIB
MAX_ARCHIVE_BYTES = 20 * MIB
NO_STORE = {"Cache-Control": "no-store"}

HTTP_STATUS = {
    "bad_json": 400,
    "too_deep": 400,
    "unknown_key": 401,
    "revoked_key": 401,
    "expired_key": 401,
    "wrong_role": 403,
    "forbidden_origin": 403,
    "forbidden_host": 403,
    "not_found": 404,
    "unknown_admin_key": 404,
    "unknown_subject": 404,
    "unknown_batch": 404,
    "unknown_round": 404,
    "method_not_allowed": 405,
    "body_too_large": 413,
    "invalid_document": 422,
    "invalid_field": 422,
    "unknown_group": 422,
    "unknown_token": 422,
    "title_mismatch": 422,
    "decided_by_votes": 422,
    "not_installed": 501,
    "not_recorded": 507,
    "damaged": 500,
    "busy": 503,
}
"""By error code. Any other code means that the meeting is in the wrong state: 409."""
STATUS_HEADERS = {401: {"WWW-Authenticate": "Bearer"}, 503: {"Retry-After": "5"}}

Endpoint = Callable[[Request], Awaitable[Response]]


# Responses


def preferred_language(request: HTTPConnection) -> str:
    """The one that Accept-Language ranks highest, else the default one."""
    return accepted_language(request) or languages.DEFAULT


def accepted_language(request: HTTPConnection) -> str | None:
    """The language that Accept-Language ranks highest; None where it names none of ours."""
    best_quality, preferred = 0.0, None
    for entry in request.headers.get("accept-language", "").split(","):
        tag, _, weight = entry.strip().partition(";q=")
        try:
            quality = float(weight or 1)
        except ValueError:
            continue
        language = languages.match(tag)
        if language and quality > best_quality:
            best_quality, preferred = quality, language
    return preferred


def error_response(error: PingyiError, language: str) -> JSONResponse:
    """The error as CONTRACT "HTTP API" shapes it. `fields` lists every bad field of a document, `problems` everything
    that does not balance.
    """
    if isinstance(error, InvalidDocument):
        fields = [{"field": fault.field, "message": fault.text(language)} for fault in error.field_errors]
        return _error_response(error.code, {"message": fields[0]["message"], **fields[0], "fields": fields})
    if isinstance(error, NotBalanced):
        problems = [fault.text(language) for fault in error.field_errors]
        message = sentence(error.code, language, problem=section(language, "punctuation")["clause"].join(problems))
        return _error_response(error.code, {"message": message, "problems": problems})
    if isinstance(error, Refused):
        message = sentence(error.code, language, **error.detail)
        return _error_response(error.code, {"message": message, **({"field": error.field} if error.field else {})})
    code = "not_recorded" if isinstance(error, NotRecorded) else "damaged"
    return _error_response(code, {"message": sentence(code, language)})


def _error_response(code: str, details: dict[str, object]) -> JSONResponse:
    status = HTTP_STATUS.get(code, 409)
    headers = {**NO_STORE, **STATUS_HEADERS.get(status, {})}
    return JSONResponse({"error": {"code": code, **details}}, status, headers)


def api_endpoint(endpoint: Endpoint) -> Endpoint:
    """The endpoint with its errors turned into responses. No response may be cached."""

    async def respond(request: Request) -> Response:
        try:
            response = await endpoint(request)
        except (Refused, NotRecorded, Damaged) as error:
            return error_response(error, preferred_language(request))
        except ClientDisconnect:
            return Response(status_code=400)
        response.headers.update(NO_STORE)
        return response

    return respond


def etag(version: str) -> dict[str, str]:
    return {"ETag": f'"{version}"'}


def seen_version(request: Request) -> str | None:
    """The version that the client has seen, of If-Match; None: any. A proxy that compresses has made it a weak one."""
    stated = request.headers.get("if-match", "*").strip()
    return None if stated == "*" else stated.removeprefix("W/").strip('"')


def attachment(body: bytes, media_type: str, name: str) -> Response:
    """A file to save under a name that may contain Chinese (RFC 6266)."""
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Response(body, media_type=media_type, headers={**NO_STORE, "Content-Disposition": disposition})


# Request bodies


async def read_body(request: Request, limit: int = MAX_BODY_BYTES) -> bytes:
    """Raises Refused `body_too_large` as soon as more than `limit` bytes have arrived."""
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise Refused("body_too_large", limit=f"{limit // MIB} MiB")
        chunks.append(chunk)
    return b"".join(chunks)


async def read_json(request: Request) -> object:
    return parse_json(await read_body(request))
