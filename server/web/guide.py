"""The guide as pages, so that it can be read where there is no internet: `/guide`, `/guide.en` and so on
for each language that it is written in, with the kinds of meeting. They are rendered from the documents in `docs/`,
which a wheel contains. Knows no meeting.
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

from ..core.languages import DEFAULT, languages
from ..core.message_catalogue import LANGUAGES, section
from .base_path import route_path, with_base

GUIDE_STYLES = ("tokens", "base", "guide")
"""Names of the style sheets, in their order."""
CHAPTERS = {"guide": "/guide", "kinds": "/guide/kinds"}
"""The documents by name, and their addresses in the default language."""
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


def suffix(language: str) -> str:
    """What a document's name and address end with in a language."""
    return "" if language == DEFAULT else f".{language}"


def written() -> Iterator[tuple[str, str, str]]:
    """Language, address and file name of each document; a language without one of its own has none."""
    for language in LANGUAGES:
        for chapter, address in CHAPTERS.items():
            if (folder() / f"{chapter}{suffix(language)}.md").is_file():
                yield language, address + suffix(language), f"{chapter}{suffix(language)}.md"


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
    if link.startswith("schemas/"):
        return "/openapi.json" if link == "schemas/openapi.json" else f"/{link}"
    name, hash_sign, target = link.partition("#")
    addresses = {file: address for _, address, file in written()}
    return addresses[name] + hash_sign + target if name in addresses else None


class GuidePages:
    """`sheets` are the addresses of its style sheets."""

    def __init__(self, sheets: Sequence[str]) -> None:
        self.styles = "".join(f'<link rel="stylesheet" href="{escape(sheet)}">' for sheet in sheets)
        self.documents = {address: (language, file) for language, address, file in written()}
        self.pictures = {path.relative_to(folder() / "pictures").as_posix(): path for path in _pictures()}

    def routes(self) -> list[Route]:
        pages = [Route(address, self.show) for address in self.documents]
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
        own, name = self.documents[address]
        shown, words = document(name), section(own, "guide_page")
        contents = escape(words["contents"])
        others = "".join(self._link(language, address, own) for language in LANGUAGES if language != own)
        links = "".join(
            f'<li class="level-{heading.level}"><a href="#{escape(heading.anchor)}">{escape(heading.text)}</a></li>'
            for heading in shown.headings
        )
        return (
            f'<!doctype html>\n<html lang="{words["lang"]}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<title>{escape(shown.title)}</title><link rel="icon" href="data:,">{self.styles}</head>\n'
            f'<body class="guide"><header><p class="brand">{escape(words["brand"])}</p>'
            f"<span>{others}</span></header>\n"
            f'<nav aria-label="{contents}"><details open><summary>{contents}</summary>'
            f"<ul>{links}</ul></details></nav>\n<main>{shown.html}</main></body></html>\n"
        )

    def _link(self, language: str, address: str, shown: str) -> str:
        """To the same document in a language, if there is one. `shown`: that of the document at `address`."""
        target = address.removesuffix(suffix(shown)) + suffix(language)
        spoken = languages()[language]
        link = f'<a class="button small" lang="{spoken.html}" href="{target}">{escape(spoken.name)}</a>'
        return link if target in self.documents else ""


def _pictures() -> list[Path]:
    return sorted((folder() / "pictures").rglob("*.png"))
