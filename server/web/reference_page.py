"""For other programs: the JSON Schemas, the OpenAPI description, and both as a page without scripts. The files are in
`docs/schemas`, which a wheel contains; `scripts/schemas` writes them. Knows no meeting.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import escape
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from ..core.message_catalogue import section
from .base_path import with_base
from .guide import folder
from .responses import preferred_language
from .schema_html import definitions_html, type_html

REFERENCE_STYLES = ("tokens", "base", "guide", "reference")
"""Names of the style sheets, in their order."""
OPENAPI = "openapi.json"
FROM_CLIENTS, FROM_SERVER = "client-message.json", "server-message.json"
FRESH = {"Cache-Control": "no-cache"}

Words = Mapping[str, str]
Json = Mapping[str, Any]


@cache
def schema_files() -> Mapping[str, bytes]:
    """By name, the description of the calls first."""
    found = {path.name: path.read_bytes() for path in sorted((folder() / "schemas").glob("*.json"))}
    return {OPENAPI: found.pop(OPENAPI), **found}


class ReferencePages:
    """`sheets` are the addresses of the page's style sheets."""

    def __init__(self, sheets: Sequence[str]) -> None:
        self.styles = "".join(f'<link rel="stylesheet" href="{escape(sheet)}">' for sheet in sheets)

    def routes(self) -> list[Route]:
        return [
            Route("/reference", self.show),
            Route(f"/{OPENAPI}", self.openapi),
            Route("/schemas/{name}", self.schema),
        ]

    async def show(self, request: Request) -> Response:
        """Needs no key, script or cookie."""
        page = with_base(_page(preferred_language(request), self.styles), request.scope["root_path"])
        return HTMLResponse(page, headers={**FRESH, "Vary": "Accept-Language"})

    async def openapi(self, request: Request) -> Response:
        return Response(schema_files()[OPENAPI], media_type="application/json", headers=FRESH)

    async def schema(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name == OPENAPI or name not in schema_files():
            raise HTTPException(404)
        return Response(schema_files()[name], media_type="application/schema+json", headers=FRESH)


@cache
def _page(language: str, styles: str) -> str:
    words = section(language, "reference")
    parts = (
        ("files", words["files"], _files_html()),
        ("calls", words["calls"], "".join(_calls_html(json.loads(schema_files()[OPENAPI]), words))),
        ("from-clients", words["messages_client"], _messages_html(FROM_CLIENTS, words)),
        ("from-server", words["messages_server"], _messages_html(FROM_SERVER, words)),
        ("definitions", words["definitions"], "".join(definitions_html(_definitions(), words))),
    )
    chapters = "".join(f'<h2 id="{id}">{escape(heading)}</h2>{html}' for id, heading, html in parts)
    contents = "".join(f'<li><a href="#{id}">{escape(heading)}</a></li>' for id, heading, _ in parts)
    title, heading = escape(words["title"]), escape(words["contents"])
    return (
        f'<!doctype html>\n<html lang="{words["lang"]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{title}</title><link rel="icon" href="data:,">{styles}</head>\n'
        f'<body class="guide reference"><header><p class="brand">{escape(words["brand"])}</p></header>\n'
        f'<nav aria-label="{heading}"><details open><summary>{heading}</summary><ul>{contents}</ul></details></nav>\n'
        f"<main><h1>{title}</h1><p>{escape(words['intro'])}</p>{chapters}</main></body></html>\n"
    )


def _files_html() -> str:
    addresses = {name: f"/{name}" if name == OPENAPI else f"/schemas/{name}" for name in schema_files()}
    title = {name: json.loads(body).get("title", "OpenAPI 3.1") for name, body in schema_files().items()}
    items = (
        f'<li><a href="{escape(address)}">{escape(name)}</a> – <span lang="en">{escape(title[name])}</span></li>'
        for name, address in addresses.items()
    )
    return f"<ul>{''.join(items)}</ul>"


def _definitions() -> Json:
    """Those of the calls and of the messages, each once; a message itself is in its own chapter."""
    found = dict(json.loads(schema_files()[OPENAPI])["components"]["schemas"])
    for file in (FROM_CLIENTS, FROM_SERVER):
        found |= json.loads(schema_files()[file])["$defs"]
    messages = {name for file in (FROM_CLIENTS, FROM_SERVER) for name in _messages(file)}
    return {name: found[name] for name in sorted(found) if name not in messages and not name.endswith("_message")}


def _messages(file: str) -> Json:
    """The kinds of message that a schema lists, by name."""
    schema = json.loads(schema_files()[file])
    listed = schema["$defs"][schema["$ref"].rpartition("/")[2]]["anyOf"]
    names = [each["$ref"].rpartition("/")[2] for each in listed]
    return {name: schema["$defs"][name] for name in names}


def _messages_html(file: str, words: Words) -> str:
    return "".join(definitions_html(_messages(file), words))


# Calls


def _calls_html(openapi: Json, words: Words) -> Iterator[str]:
    for path, methods in openapi["paths"].items():
        for method, operation in methods.items():
            name = operation["operationId"]
            yield (
                f'<section><h3 id="{escape(name)}"><code>{method.upper()} {escape(path)}</code></h3>'
                f'<p lang="en">{escape(operation["summary"])}.</p>'
                f'<dl class="fields">{"".join(_call_rows(operation, words))}</dl></section>'
            )


def _call_rows(operation: Json, words: Words) -> Iterator[str]:
    roles = [role for each in operation["security"] for role in each["key"]]
    yield _row(words["who"], escape(", ".join(roles) or words["anyone"]))
    for each in operation.get("parameters", ()):
        if each["in"] == "query":
            yield _row(f"?{each['name']}", type_html(each["schema"], words))
    if "requestBody" in operation:
        yield _row(words["takes"], _content_html(operation["requestBody"]["content"], words))
    answers = operation["responses"]
    for status in (each for each in answers if each.startswith("2")):
        yield _row(f"{words['answers']} {status}", _content_html(answers[status].get("content", {}), words))
    errors = (f"{status} {answer['description']}" for status, answer in answers.items() if not status.startswith("2"))
    yield _row(words["errors"], "<br>".join(f"<code>{escape(each)}</code>" for each in errors))


def _row(term: str, html: str) -> str:
    return f"<dt>{escape(term)}</dt><dd>{html}</dd>"


def _content_html(content: Json, words: Words) -> str:
    """The schema of JSON, and the media types of everything else."""
    shown = (
        type_html(each["schema"], words) if media_type == "application/json" else f"<code>{escape(media_type)}</code>"
        for media_type, each in content.items()
    )
    return ", ".join(shown) or "–"
