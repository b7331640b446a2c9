"""The application: builds every object, passes each its collaborators, and serves them behind one guard.

Decides nothing itself.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from .backend import Backend, open_backend
from .clock import Clock
from .config import Config
from .core import tokens
from .core.version import VERSION
from .core.wifi import Networks
from .data_directory import Secrets
from .host import raise_file_limit
from .meetings.addition_commands import AdditionCommands
from .meetings.admin_keys import AdminKeys
from .meetings.admission import Admission
from .meetings.background_tasks import BackgroundTasks
from .meetings.casting import Casting
from .meetings.cluster_sync import ClusterSync
from .meetings.countdowns import Countdowns
from .meetings.floor_commands import FloorCommands
from .meetings.housekeeping import Housekeeping
from .meetings.join_codes import JoinCodes
from .meetings.meeting_commands import MeetingCommands
from .meetings.meeting_refresher import MeetingRefresher
from .meetings.operations import Operations
from .meetings.phone_quotas import PhoneQuotas
from .meetings.registry import MeetingRegistry
from .meetings.round_commands import RoundCommands
from .meetings.round_lifecycle import RoundLifecycle
from .meetings.scheduler import Scheduler
from .meetings.screen_commands import ScreenCommands
from .meetings.text_commands import BriefReader, TextCommands
from .meetings.turnouts import Turnouts
from .site.limits import SITE_FILES
from .web import assets, metrics
from .web.api import Api
from .web.auth import Auth
from .web.base_path import BasePath, base_path, route_path
from .web.cards_package import svg_path
from .web.error_pages import ERROR_PAGE_STYLES, ErrorPages
from .web.guide import GUIDE_STYLES, GuidePages
from .web.key_page import KEY_PAGE_STYLES, KeyPage
from .web.reference_page import REFERENCE_STYLES, ReferencePages
from .web.responses import NO_STORE
from .web.security import Forwarded, RequestGuard
from .websocket.connection import WebSocketEndpoint
from .websocket.http_protocol import SOCKET
from .websocket.peer_watch import watch_peers
from .websocket.socket_table import SocketTable, TrackedSocket

STAFF_CONNECTIONS = 64
"""Connections kept free for chair, screen and desk."""
UNAUTHENTICATED_CONNECTIONS = 64
"""Connections kept free for peers that are not in a meeting yet, and for requests."""
OTHER_FILES = 256
"""Open files that are neither phones nor staff: databases, logs, listeners, unauthenticated connections."""
LEAST_CONNECTIONS = 100
"""Places for phones even where the system allows few open files."""


def assemble(
    backend: Backend, clock: Clock, secret: bytes, url: str, void_lost: bool = False, wifi: Networks = ()
) -> Operations:
    """Build and connect the operations on meetings; nothing is loaded and nothing runs yet.

    `secret` derives join codes and the tokens of open admission; `url` is the address that phones can reach.
    `wifi`: the networks of meetings that name none.
    """
    store, boxes, notifications = backend.store, backend.boxes, backend.notifications
    background_tasks = BackgroundTasks()
    join_codes = JoinCodes(clock, secret, url, svg_path, wifi)
    casting = Casting(store, background_tasks)
    countdowns = Countdowns(store, clock)
    turnouts = Turnouts(store)
    lifecycle = RoundLifecycle(store, boxes, clock, countdowns, turnouts)
    round_commands = RoundCommands(store, clock, casting, lifecycle)
    refresher = MeetingRefresher(notifications, store, lifecycle) if notifications else None
    phone_quotas = PhoneQuotas(store, clock, notifications)
    registry = MeetingRegistry(store, clock, join_codes, round_commands, phone_quotas, refresher, void_lost)
    cluster_sync = ClusterSync(notifications, registry, round_commands, background_tasks) if notifications else None
    housekeeping = Housekeeping(store, boxes, clock, registry, countdowns)
    scheduler = Scheduler(
        turnouts, registry, round_commands, housekeeping, phone_quotas, background_tasks, cluster_sync
    )
    return Operations(
        store=store,
        signing_key=backend.signing_key,
        commits=boxes.commits,
        registry=registry,
        admin_keys=AdminKeys(store, clock),
        phone_quotas=phone_quotas,
        admission=Admission(store, clock, secret, join_codes, registry),
        casting=casting,
        round_commands=round_commands,
        meeting_commands=MeetingCommands(store, clock, join_codes),
        addition_commands=AdditionCommands(store, turnouts),
        screen_commands=ScreenCommands(store),
        floor_commands=FloorCommands(store, clock),
        text_commands=TextCommands(store),
        brief_reader=BriefReader(store),
        join_codes=join_codes,
        scheduler=scheduler,
        housekeeping=housekeeping,
        background_tasks=background_tasks,
        cluster_sync=cluster_sync,
    )


class App:
    """The ASGI application: `/ws` goes straight to the WebSocket endpoint, everything else through Starlette."""

    def __init__(self, operations: Operations, config: Config, admin_key: str) -> None:
        self.operations = operations
        self.healthy = False
        self.connections: Iterable[object] = ()
        self._base = base_path(operations.url)
        self._assets = assets.load(assets.folder(), self._base)
        self._error_pages = ErrorPages([self._assets.url(f"{name}.css") for name in ERROR_PAGE_STYLES])
        self._http = self._starlette(admin_key)
        site_files = SITE_FILES if config.site else 0
        places = max(LEAST_CONNECTIONS, raise_file_limit() - OTHER_FILES - site_files - STAFF_CONNECTIONS)
        self.websocket_endpoint = WebSocketEndpoint(operations, places, STAFF_CONNECTIONS)
        self.sockets = SocketTable(places + STAFF_CONNECTIONS + UNAUTHENTICATED_CONNECTIONS, config.proxies)
        guarded: ASGIApp = RequestGuard(self._route, operations.url, config.hosts, self._error_pages.app)
        if config.proxies:
            guarded = Forwarded(ProxyHeadersMiddleware(guarded, list(config.proxies)), config.proxies)  # type: ignore[arg-type]
        self._guarded = BasePath(guarded, self._base) if self._base else guarded

    def _starlette(self, admin_key: str) -> Starlette:
        operations = self.operations
        auth = Auth(operations.registry, operations.admission, operations.admin_keys, tokens.digest(admin_key))
        api = self._api = Api(operations, auth, self._base + self._assets.url("print.css"))
        key_page = KeyPage(operations.signing_key, [self._assets.url(f"{name}.css") for name in KEY_PAGE_STYLES])
        routes = [
            Route("/healthz", self._health),
            Route("/version", _version),
            Route("/key", key_page.show),
            *GuidePages([self._assets.url(f"{name}.css") for name in GUIDE_STYLES]).routes(),
            *ReferencePages([self._assets.url(f"{name}.css") for name in REFERENCE_STYLES]).routes(),
            *api.routes(),
            *metrics.routes(auth, operations),
        ]
        handlers = {HTTPException: self._http_error, Exception: _internal_error}
        starlette = Starlette(routes=routes, exception_handlers=handlers, lifespan=self._lifespan)  # type: ignore[arg-type]
        starlette.router.redirect_slashes = False  # it would name a host
        return starlette

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._guarded(scope, receive, send)
        else:
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        tracked: TrackedSocket = scope["state"][SOCKET]
        tracked.deauthenticate()
        try:
            await self._guarded(scope, receive, send)
        finally:
            tracked.request_finished()

    async def _route(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = route_path(scope)
        if scope["type"] == "websocket":
            endpoint = self.websocket_endpoint if path == "/ws" else self._error_pages.app("not_found")
            await endpoint(scope, receive, send)
        elif not path:
            await RedirectResponse(f"{self._base}/")(scope, receive, send)
        elif (asset := self._assets.find(path)) is None:
            await self._http(scope, receive, send)
        elif scope["method"] in ("GET", "HEAD"):
            await assets.answer(asset, scope, send)
        else:
            await self._error_pages.app("method_not_allowed")(scope, receive, send)

    @asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncIterator[None]:
        loops = [self.operations.scheduler.run(), watch_peers(lambda: self.connections)]
        if self.operations.cluster_sync is not None:
            loops.append(self.operations.cluster_sync.run())
        tasks = [asyncio.create_task(loop) for loop in loops]
        self.healthy = True
        try:
            yield
        finally:
            self.healthy = False
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self._api.close()
            await self.operations.stop()

    async def _http_error(self, request: Request, error: HTTPException) -> Response:
        if error.status_code == 404 and (address := self._without_last_slash(request.scope)):
            return RedirectResponse(address)
        return self._error_pages.response(request, "method_not_allowed" if error.status_code == 405 else "not_found")

    def _without_last_slash(self, scope: Scope) -> str:
        """The address of a route that the request has with a slash at its end; empty if there is none. Only a path:
        behind a proxy, Host and scheme may be internal ones. One that begins with two slashes names a host."""
        path, query = str(scope["path"]).rstrip("/"), scope["query_string"].decode("latin-1")
        stripped = {**scope, "path": path}
        if path == scope["path"] or not any(route.matches(stripped)[0] is Match.FULL for route in self._http.routes):
            return ""
        return quote(path) + (f"?{query}" if query else "")

    async def _health(self, request: Request) -> Response:
        if not self.healthy:
            return JSONResponse({"status": "starting"}, 503)
        if self.operations.recovering:
            return JSONResponse({"status": "recovering"}, 503)
        return JSONResponse({"status": "ok"})


async def _version(request: Request) -> Response:
    return JSONResponse({"version": VERSION}, headers=NO_STORE)


async def _internal_error(request: Request, error: Exception) -> Response:
    return JSONResponse({"error": {"code": "internal", "message": "服务器内部错误 / internal error"}}, 500, NO_STORE)


async def build(config: Config, secrets: Secrets, url: str, clock: Clock | None = None) -> App:
    """Open the databases, load the meetings and resume their running rounds. Raises Damaged, NotRecorded and
    BadSetting."""
    backend = await open_backend(config)
    clock = clock or backend.clock or Clock(config.zone)
    operations = assemble(backend, clock, secrets.secret, url, config.void_lost, config.wifi)
    await operations.start()
    return App(operations, config, secrets.admin_key)
