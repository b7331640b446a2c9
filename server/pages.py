"""The pages and their files: read once at the start, served from memory, hashed and immutable.

Pages are found beside the package (a wheel) or beside the checkout. Knows no meeting.
"""

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.bundle import bundle

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

PAGES = {"/": "admin", "/v": "voter", "/m": "voter", "/screen": "screen", "/chair": "chair", "/desk": "desk"}
JOINED = ("voter.js",)
"""Pages that a whole room opens at once over a poor network: one request for all their scripts."""
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
FRESH = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}


@dataclass(frozen=True, slots=True)
class Asset:
    body: bytes
    zipped: bytes
    media: str

    def answer(self, request: Request, headers: dict[str, str]) -> Response:
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(self.zipped, media_type=self.media, headers={**headers, "Content-Encoding": "gzip"})
        return Response(self.body, media_type=self.media, headers=headers)


def folder() -> Path:
    """Where the pages are: inside the installed package, or at the checkout's top."""
    here = Path(__file__).resolve().parent
    return next(path for path in (here / "static", here.parent / "static") if path.is_dir())


class Pages:
    """`version` is in every address of a file, so a browser never mixes two versions."""

    def __init__(self, root: Path) -> None:
        files = {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.suffix in TYPES}
        digest = hashlib.sha256()
        for name, body in files.items():
            digest.update(name.encode() + b"\0" + hashlib.sha256(body).digest())
        self.version = digest.hexdigest()[:12]
        scripts = {name: body.decode() for name, body in files.items() if name.endswith(".js")}
        for name in JOINED:
            files[name] = bundle(scripts, name).encode()
        self._assets = {name: self._asset(name, body) for name, body in files.items()}

    def _asset(self, name: str, body: bytes) -> Asset:
        suffix = Path(name).suffix
        if suffix == ".html":
            body = body.replace(b'"/static/', f'"/static/{self.version}/'.encode())
        return Asset(body, gzip.compress(body, 9, mtime=0), TYPES[suffix])

    def url(self, name: str) -> str:
        return f"/static/{self.version}/{name}"

    async def page(self, request: Request) -> Response:
        return self._assets[f"{PAGES[request.url.path]}.html"].answer(request, FRESH)

    async def file(self, request: Request) -> Response:
        version, _, name = request.path_params["path"].partition("/")
        asset = self._assets.get(name) if version == self.version else None
        if asset is None:
            return Response("not found", 404)
        return asset.answer(request, FOREVER)

    def routes(self) -> list[Route]:
        pages = [Route(path, self.page, methods=["GET"]) for path in PAGES]
        return [*pages, Route("/static/{path:path}", self.file, methods=["GET"])]
