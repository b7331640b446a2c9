"""The pages and their files: read once at the start, answered from memory, hashed and immutable.

A room of two thousand opens its page in the same second, so an answer is two messages made at the start,
sent before anything else looks at the request. Pages are found beside the package (a wheel) or beside the
checkout. Knows no meeting.
"""

import hashlib
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from starlette.requests import HTTPConnection
from starlette.types import Message, Scope, Send

from ..core.languages import DEFAULT, language, languages
from ..core.message_catalogue import LANGUAGES
from ..core.version import VERSION
from . import page_messages
from .base_path import with_base
from .page_start import with_start
from .responses import accepted_language

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
}
"""Windows may know .js as text/plain, so the system is not asked."""

PAGES = {
    "/": "voter",
    "/v": "voter",
    "/m": "voter",
    **{f"/{name}": name for name in ("screen", "chair", "desk", "admin", "check")},
}
JOINED = ("voter",)
"""Pages that a whole room opens at once over a poor network: their script begins with their sentences, and one request
fetches all styles."""
SHEETS = re.compile(r'(?:<link rel="stylesheet" href="/static/([^"]+)">\n)+')
SHEET = re.compile(r'href="/static/([^"]+)"')
PASSED_ON = re.compile(r"(/(?:v|m|screen|chair|desk|admin|check))/*(?:[^\w/].*)?|/+(?:#.*)?", re.IGNORECASE | re.DOTALL)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BLANKS = re.compile(r" ?([{};,]) ?")
RETRIED = re.compile(r"^(/static/\w+)~\d(?=/)")
"""An address at which `loader.js` fetches a file again; what a module imports follows it there."""
LOADER = "loader.js"
"""The script of every page that fetches the others again."""
VERSION_MARK = "<!-- version -->"
"""Replaced in pages by the program's version."""
LANGUAGES_MARK = "<!-- languages -->"
"""Replaced in the page's menu of languages by what can be chosen."""
FOREVER = b"public, max-age=31536000, immutable"
FRESH = b"no-cache"

Answer = tuple[Message, Message]


@dataclass(frozen=True, slots=True)
class Asset:
    """A file's two answers, as ASGI sends them, and the files for browsers that ask for one of our languages, by it."""

    plain: Answer
    zipped: Answer
    by_language: "Mapping[str, Asset]"


def _asset(body: bytes, media: str, caching: bytes, by_language: Mapping[str, Asset] | None = None) -> Asset:
    zipped = _answer(_gzipped(body), media, caching, (b"content-encoding", b"gzip"))
    return Asset(_answer(body, media, caching), zipped, by_language or {})


def _gzipped(body: bytes) -> bytes:
    """The sentences in front of a script are a block of their own: Chinese and code have other frequent bytes, and one
    code for both would make a phone load 400 bytes more."""
    sentences = body.index(b"\n") + 1 if body.startswith(page_messages.CONSTANT) else 0
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS, 7)
    first = packer.compress(body[:sentences]) + packer.flush(zlib.Z_BLOCK)
    return first + packer.compress(body[sentences:]) + packer.flush()


def _answer(body: bytes, media: str, caching: bytes, *more: tuple[bytes, bytes]) -> Answer:
    told = [(b"content-type", media.encode()), (b"content-length", str(len(body)).encode())]
    vary = b"Accept-Encoding, Accept-Language" if caching == FRESH else b"Accept-Encoding"
    headers = [*told, (b"cache-control", caching), (b"vary", vary), *more]
    return {"type": "http.response.start", "status": 200, "headers": headers}, {
        "type": "http.response.body",
        "body": body,
    }


def folder() -> Path:
    """Where the pages are: inside the installed package, or at the checkout's top."""
    here = Path(__file__).resolve().parent.parent
    return next(path for path in (here / "static", here.parent / "static") if path.is_dir())


class Assets:
    """`version` is in every address of a file, so a browser never mixes two versions. The addresses in pages are below
    `base`, the base path; pages find it in `data-base` for those that their scripts make."""

    def __init__(self, root: Path, base: str = "") -> None:
        self._base = base
        files = {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.suffix in TYPES}
        files.update(page_messages.modules())
        digest = hashlib.sha256()
        for name, body in files.items():
            digest.update(name.encode() + b"\0" + hashlib.sha256(body).digest())
        self.version = digest.hexdigest()[:12]
        files[LOADER] = _compact(files[LOADER])
        for page in set(PAGES.values()):  # joined at build time, by `scripts/build`
            files[f"{page}/main.js"] = files.pop(f"built/{page}.js")
        for page in JOINED:
            files.update(_joined(files, page))
        pages = {page: self._page(files, page) for page in set(PAGES.values())}
        self._answers = {path: pages[page] for path, page in PAGES.items()}
        for name, body in files.items():
            if not name.endswith(".html"):
                self._answers[self.url(name)] = _asset(body, TYPES[Path(name).suffix], FOREVER)

    def _page(self, files: dict[str, bytes], page: str) -> Asset:
        """For each language, and for a browser that asks for none of them."""
        by_language = {tag: _asset(self._html(files, page, tag), TYPES[".html"], FRESH) for tag in LANGUAGES}
        return _asset(self._html(files, page, None), TYPES[".html"], FRESH, by_language)

    def _html(self, files: dict[str, bytes], page: str, asked_for: str | None) -> bytes:
        """`asked_for`: by the browser."""
        shown = language(asked_for or DEFAULT)
        html = with_start(files[f"{page}.html"].decode(), shown.tag)
        attributes = f'lang="{shown.html}"' + (f' data-language="{shown.tag}"' if asked_for else "")
        attributes += f' data-base="{self._base}"' if self._base else ""
        html = html.replace('lang="zh-CN"', attributes, 1).replace(LANGUAGES_MARK, _options())
        if page in JOINED:
            html = html.replace(f"{page}/main.js", script_of(page, shown.tag))
        html = html.replace(VERSION_MARK, VERSION).replace('"/static/', f'"/static/{self.version}/')
        return with_base(html, self._base).encode()

    def url(self, name: str) -> str:
        """Its path, without the base path."""
        return f"/static/{self.version}/{name}"

    def find(self, path: str) -> Asset | None:
        known = self._answers.get
        return known(path) or known(RETRIED.sub(r"\1", path)) or known(_page_path(path))


def _page_path(path: str) -> str:
    """The page of an address that was passed on: messengers add a slash, capitals, punctuation, or encode the `#` as
    `%23`, so that code and all are in the path. The page's script finds the code there."""
    page = PASSED_ON.fullmatch(path)
    return (page[1] or "/").lower() if page else ""


@cache
def load(root: Path, base: str) -> Assets:
    """Read and compressed once a process, however many applications it builds."""
    return Assets(root, base)


async def answer(asset: Asset, scope: Scope, send: Send) -> None:
    """To a GET or HEAD."""
    if asset.by_language:
        asset = asset.by_language.get(accepted_language(HTTPConnection(scope)) or "", asset)
    zips = any(name == b"accept-encoding" and b"gzip" in value for name, value in scope["headers"])
    start, body = asset.zipped if zips else asset.plain
    await send({**start, "headers": list(start["headers"])})
    await send(body if scope["method"] == "GET" else {"type": "http.response.body", "body": b""})


def _compact(script: bytes) -> bytes:
    """Without comment lines and indentation."""
    lines = (line.strip() for line in script.splitlines())
    return b"\n".join(line for line in lines if not line.startswith((b"//", b"/*")))


def _joined(files: dict[str, bytes], page: str) -> dict[str, bytes]:
    """The page with one style sheet and one script for each language, and these. The script finds its sentences in
    `WORDS`, those of the language that the browser prefers; all others are files of their own."""
    html = files[f"{page}.html"].decode()
    sheets = SHEETS.search(html)
    assert sheets is not None, page
    styles = _minified("".join(files[name].decode() for name in SHEET.findall(sheets[0])))
    html = html.replace(sheets[0], f'<link rel="stylesheet" href="/static/{page}.css">\n')
    script = files[f"{page}/main.js"]
    return {
        f"{page}.html": html.encode(),
        f"{page}.css": styles.encode(),
        **{script_of(page, tag): page_messages.constant(page, tag) + script for tag in LANGUAGES},
        **{f"{page}/words.{tag}.json": page_messages.sentences(page, tag) for tag in LANGUAGES},
    }


def script_of(page: str, tag: str) -> str:
    """The page's script with its sentences in a language."""
    return f"{page}/main.js" if tag == DEFAULT else f"{page}/main.{tag}.js"


def _options() -> str:
    """Every language by its own name. The page's script chooses one."""
    each = languages().values()
    return "".join(f'<option value="{one.tag}" lang="{one.html}">{escape(one.name)}' for one in each)


def _minified(css: str) -> str:
    """Without comments and the blanks that our style sheets do not need; a fifth less to send, compressed."""
    one_line = " ".join(COMMENT.sub("", css).split())
    return BLANKS.sub(r"\1", one_line).replace(": ", ":").replace(";}", "}")
