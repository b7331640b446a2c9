"""The application: store, house, sockets, API and pages put together, guarded, with one background task.

Nothing here decides anything; it says who knows whom.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from .backend import open_backend
from .clock import Clock
from .config import Config
from .core import tokens
from .core.errors import Refused
from .data_directory import Secrets
from .host import raise_file_limit
from .meetings.registry import MeetingRegistry
from .web import assets, metrics
from .web.api import Api
from .web.cards_package import svg_path
from .web.downloads import Downloads
from .web.responses import NO_STORE, failure, language, refusing
from .web.security import Forwarded, RequestGuard
from .websocket import protocol
from .websocket.connection import WebSocketEndpoint

RESERVE = 64
"""Connections kept free for chair, screen and desk."""
OTHER_FILES = 256
"""Open files that are no connections: databases, logs, listeners."""


class App:
    """ASGI: `/ws` straight to the sockets, everything else through Starlette."""

    def __init__(self, registry: MeetingRegistry, config: Config, admin_key: str) -> None:
        self._pages = assets.Assets(assets.folder())
        api = Api(registry, tokens.digest(admin_key), self._pages.url("print.css"))
        asked = [*Downloads(api).routes(), *api.routes(), *metrics.routes(api)]
        routes = [Route("/healthz", self._health), *asked]
        errors = {HTTPException: _http_error, Exception: _broken}
        self.registry = registry
        self._http = Starlette(routes=routes, exception_handlers=errors, lifespan=self._lifespan)  # type: ignore[arg-type]
        self._sockets = WebSocketEndpoint(registry, max(100, raise_file_limit() - OTHER_FILES - RESERVE), RESERVE)
        guarded: ASGIApp = RequestGuard(self._asgi, registry.url, config.hosts, refusing)
        if config.proxies:
            guarded = Forwarded(ProxyHeadersMiddleware(guarded, list(config.proxies)), config.proxies)  # type: ignore[arg-type]
        self._guarded = guarded
        self.healthy = False
        self.connections: Iterable[object] = ()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (self._http if scope["type"] == "lifespan" else self._guarded)(scope, receive, send)

    async def _asgi(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            if scope["path"] == "/ws":
                await self._sockets(scope, receive, send)
            else:
                await refusing("not_found")(scope, receive, send)
        elif (asset := self._pages.find(scope["path"])) is None:
            await self._http(scope, receive, send)
        elif scope["method"] in ("GET", "HEAD"):
            await assets.answer(asset, scope, send)
        else:
            await refusing("method_not_allowed")(scope, receive, send)

    @asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncIterator[None]:
        tasks = [
            asyncio.create_task(self.registry.run()),
            asyncio.create_task(protocol.watch(lambda: self.connections)),
        ]
        if self.registry.cluster_sync is not None:
            tasks.append(asyncio.create_task(self.registry.cluster_sync.run()))
        self.healthy = True
        try:
            yield
        finally:
            self.healthy = False
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self.registry.stop()

    async def _health(self, request: Request) -> Response:
        if self.healthy and self.registry.recovering:
            return JSONResponse({"status": "recovering"}, 503)
        return JSONResponse({"status": "ok" if self.healthy else "starting"}, 200 if self.healthy else 503)


async def _http_error(request: Request, error: HTTPException) -> Response:
    code = "method_not_allowed" if error.status_code == 405 else "not_found"
    return failure(Refused(code), language(request))


async def _broken(request: Request, error: Exception) -> Response:
    return JSONResponse({"error": {"code": "internal", "message": "服务器内部错误 / internal error"}}, 500, NO_STORE)


async def build(config: Config, kept: Secrets, url: str, clock: Clock | None = None) -> App:
    """Open the databases and take up what was running. Raises Damaged, NotRecorded."""
    one = await open_backend(config)
    time = clock or one.clock or Clock()
    registry = MeetingRegistry(one.store, one.boxes, time, kept.secret, url, svg_path, one.notifications)
    try:
        await registry.start(void_lost=config.void_lost)
    except BaseException:  # what stays open keeps the process from ending
        for live in registry.live_meetings.values():
            if live.running_round is not None:
                await live.running_round.box.close()
        await one.store.close()
        raise
    return App(registry, config, kept.admin_key)
