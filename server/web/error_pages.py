"""Errors outside `/api` as pages that a person can read; programs get JSON below it. Knows no meeting."""

from collections.abc import Sequence
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ..core.error_messages import sentence
from ..core.errors import Refused
from ..core.message_catalogue import section
from .base_path import route_path, with_base
from .responses import HTTP_STATUS, NO_STORE, error_response, preferred_language

ERROR_PAGE_STYLES = ("tokens", "base", "key")
"""Names of the style sheets, in their order."""
WITHOUT_WAY_BACK = ("forbidden_host",)
"""Errors that the entry page would give as well."""


class ErrorPages:
    """`sheets` are the addresses of its style sheets."""

    def __init__(self, sheets: Sequence[str]) -> None:
        self.styles = "".join(f'<link rel="stylesheet" href="{escape(sheet)}">' for sheet in sheets)

    def response(self, request: Request, code: str) -> Response:
        language = preferred_language(request)
        if route_path(request.scope).startswith("/api/"):
            return error_response(Refused(code), language)
        headers = {**NO_STORE, "Vary": "Accept-Language"}
        page = with_base(self._page(code, language), request.scope["root_path"])
        return HTMLResponse(page, HTTP_STATUS[code], headers)

    def app(self, code: str) -> ASGIApp:
        """An ASGI application that answers every request with this error."""

        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            request = Request({**scope, "type": "http", "method": scope.get("method", "GET")})
            await self.response(request, code)(scope, receive, send)

        return answer

    def _page(self, code: str, language: str) -> str:
        words = section(language, "error_page")
        title, text = escape(words[f"title_{code}"]), escape(sentence(code, language))
        help = f'<p><a href="{escape(words["help_at"])}">{escape(words["help"])}</a></p>'
        back = "" if code in WITHOUT_WAY_BACK else f'<p><a class="button" href="/">{escape(words["home"])}</a></p>'
        return (
            f'<!doctype html>\n<html lang="{words["lang"]}"><head><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
            f'<link rel="icon" href="data:,">{self.styles}</head>\n<body><main class="card">'
            f"<h1>{title}</h1><p>{text}</p>{back}{help}</main></body></html>\n"
        )
