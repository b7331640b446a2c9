"""The guide as pages, so that it can be read where there is no internet: `/guide` and `/guide.en`, with the kinds of
meeting. They are rendered from the documents in `docs/`, which a wheel contains. Knows no meeting.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from ..core.message_catalogue import section
from .base_path import route_path, with_base

GUIDE_STYLES = ("tokens", "base", "guide")
"""Names of the style sheets, in their order."""
DOCUMENTS = {
    "/guide": "guide.md",
    "/guide.en": "guide.en.md",
    "/guide/kinds": "kinds.md",
    "/guide/kinds.en": "kinds.en.md",
}
ADDRESSES = {name: address for address, name in DOCUMENTS.items()}
PICTURES = "/guide/pictures/"
LISTED = ("h2", "h3")
"""The headings that the table of contents has."""


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 2 or 3; `anchor`: what follows `#` in its address."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Document:
    title: str
    headings: tuple[Heading, ...]
    html: str


def folder() -> Path:
    """Where the documents are: inside the installed package, or at the checkout's top."""
    here = Path(__file__).resolve().parent.parent
    return next(path for path in (here / "docs", here.parent / "docs") if (path / "guide.md").is_file())


@cache
def document(name: str) -> Document:
    """Rendered once a process. Only headings in LISTED have anchors."""
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    tokens = parser.parse((folder() / name).read_text("utf-8"))
    title = next(token.content for token in tokens if token.type == "inline")
    headings = tuple(_headings(tokens))
    for token in tokens:
        if token.children:
            token.children = list(_with_own_links(token.children))
    html: str = parser.renderer.render(tokens, parser.options, {})
    return Document(title, headings, html.replace('src="pictures/', f'loading="lazy" src="{PICTURES}'))


def anchor(heading: str) -> str:
    """Lower case, no punctuation, hyphens for blanks, as GitHub makes them."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _headings(tokens: Sequence[Token]) -> Iterator[Heading]:
    """Gives each its anchor."""
    for place, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag in LISTED:
            text = tokens[place + 1].content
            token.attrSet("id", anchor(text))
            yield Heading(int(token.tag[1]), text, anchor(text))


def _with_own_links(tokens: Sequence[Token]) -> Iterator[Token]:
    """Links to documents that are not shipped become plain text."""
    is_open = True
    for token in tokens:
        if token.type == "link_open":
            address = _own_address(str(token.attrGet("href")))
            is_open = address is not None
            if address is not None:
                token.attrSet("href", address)
        if token.type not in ("link_open", "link_close") or is_open:
            yield token


def _own_address(link: str) -> str | None:
    if link.startswith(("http:", "https:", "#")):
        return link
    name, hash_sign, target = link.partition("#")
    return ADDRESSES[name] + hash_sign + target if name in ADDRESSES else None


class GuidePages:
    """`sheets` are the addresses of its style sheets."""

    def __init__(self, sheets: Sequence[str]) -> None:
        self.styles = "".join(f'<link rel="stylesheet" href="{escape(sheet)}">' for sheet in sheets)
        self.pictures = {path.relative_to(folder() / "pictures").as_posix(): path for path in _pictures()}

    def routes(self) -> list[Route]:
        pages = [Route(address, self.show) for address in DOCUMENTS]
        return [*pages, Route(PICTURES + "{name:path}", self.picture)]

    async def show(self, request: Request) -> Response:
        """Needs no key, script or cookie."""
        page = with_base(self._page(route_path(request.scope)), request.scope["root_path"])
        return HTMLResponse(page, headers={"Cache-Control": "no-cache"})

    async def picture(self, request: Request) -> Response:
        path = self.pictures.get(request.path_params["name"])
        if path is None:
            return Response(status_code=404)
        return Response(path.read_bytes(), media_type="image/png", headers={"Cache-Control": "max-age=3600"})

    def _page(self, address: str) -> str:
        name = DOCUMENTS[address]
        shown, words = document(name), section("en" if ".en." in name else "zh", "guide_page")
        contents = escape(words["contents"])
        other = ADDRESSES[name.replace(".en.", ".") if ".en." in name else name.replace(".md", ".en.md")]
        links = "".join(
            f'<li class="level-{heading.level}"><a href="#{escape(heading.anchor)}">{escape(heading.text)}</a></li>'
            for heading in shown.headings
        )
        return (
            f'<!doctype html>\n<html lang="{words["lang"]}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<title>{escape(shown.title)}</title><link rel="icon" href="data:,">{self.styles}</head>\n'
            f'<body class="guide"><header><p class="brand">{escape(words["brand"])}</p>'
            f'<a class="button small" href="{other}">{escape(words["other"])}</a></header>\n'
            f'<nav aria-label="{contents}"><details open><summary>{contents}</summary>'
            f"<ul>{links}</ul></details></nav>\n<main>{shown.html}</main></body></html>\n"
        )


def _pictures() -> list[Path]:
    return sorted((folder() / "pictures").rglob("*.png"))
