"""The commands `serve`, `admin-link` and `create`: each prints for a person and returns the exit status.

Errors are raised; `__main__` prints them.
"""

import argparse
import asyncio
import gc
import json
import logging
import signal
import socket
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import uvicorn

from ..app import App, assemble, build
from ..backend import open_backend
from ..clock import Clock
from ..config import Config
from ..core.admin_keys import BY_COMMAND
from ..core.ballot_validation import FRAME_MAX
from ..core.errors import BadSetting
from ..core.message import Message
from ..core.models import Meeting
from ..core.version import VERSION
from ..data_directory import Secrets, admin_key, load_secret, load_secrets, lock
from ..host import (
    disable_core_dumps,
    has_file_modes,
    is_terminal,
    lan_address,
    reuse_port,
    stop_signals,
    stop_with_console,
)
from ..web.cards_package import terminal
from ..web.meeting_documents import parse_document
from ..web.serializers import created_meeting_json
from ..websocket.http_protocol import MAX_INCOMPLETE_BYTES, SOCKET, LimitedProtocol, http_protocol
from ..websocket.listener import BACKLOG, Listener
from ..websocket.protocol import WebSocketProtocol
from ..websocket.socket_table import TrackedSocket
from . import browser, demo, second_start, simulated_voters, site_network
from .bilingual import bilingual, terminal_pair
from .console import is_printed
from .invocation import admin_link_command
from .logs import configure_logging

GC_THRESHOLDS = (20_000, 20, 50)
"""Thousands of connections are many long-lived objects, too many to traverse every few hundred allocations."""
SWITCH_INTERVAL_SECONDS = 0.001
"""How soon a thread that counts a large round lets the event loop, and with it the voters, continue."""
log = logging.getLogger("pingyi")
LINGER_SECONDS = 1.0
"""At the stop a closed connection may linger for one to two times this."""


class Server(uvicorn.Server):
    """uvicorn with a listener of ours. It raises a signal again after it has stopped; here a graceful stop exits with
    status 0."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=[])
        app = self.config.app
        assert isinstance(app, App)
        listener = Listener(sockets or (), app.sockets, self._http_protocol, self.config.ssl)
        self.servers = [listener]  # type: ignore[list-item]

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        lingering = asyncio.create_task(self._abort_lingering())
        await super().shutdown(sockets)
        lingering.cancel()

    async def _abort_lingering(self) -> None:
        """A closed connection stays until its peer has read what was sent and, under TLS, has answered that it ends."""
        closing = set[Any]()
        while True:
            await asyncio.sleep(LINGER_SECONDS)
            connections = set[Any](self.server_state.connections)
            for connection in closing & connections:
                connection.transport.abort()
            closing = {connection for connection in connections if connection.transport.is_closing()}

    def _http_protocol(self, tracked: TrackedSocket) -> asyncio.Protocol:
        state = {**self.lifespan.state, SOCKET: tracked}
        protocol_type: Any = self.config.http_protocol_class
        protocol: LimitedProtocol = protocol_type(self.config, self.server_state, state)
        protocol.tracked = tracked
        return protocol

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        def stop(number: int, frame: FrameType | None) -> None:
            self.handle_exit(number, frame)

        previous = {number: signal.signal(number, stop) for number in stop_signals()}
        try:
            with stop_with_console(lambda: stop(signal.SIGTERM, None)):
                yield
        finally:
            for number, handler in previous.items():
                signal.signal(number, handler)


# serve


async def serve(config: Config, flags: argparse.Namespace) -> int:
    disable_core_dumps()
    configure_logging(config)
    gc.set_threshold(*GC_THRESHOLDS)
    sys.setswitchinterval(SWITCH_INTERVAL_SECONDS)
    try:
        listener = _listening_socket(config)
    except BadSetting:
        if not (config.open and second_start.is_running(config)):
            raise
        second_start.show_running(config, _admin_link(server_url(config, config.port), admin_key(config)))
        return 0
    with listener:  # before the secrets: a start without a port is not the first one
        secrets = load_secrets(config)
        with lock(config):
            await _serve(config, secrets, listener)
    return 0


async def _serve(config: Config, secrets: Secrets, listener: socket.socket) -> None:
    port = listener.getsockname()[1]
    url = server_url(config, port)
    async with site_network.open_listeners(config, url) as site_address:
        app = await build(config, secrets, url)
        server = Server(uvicorn_config(app, config))
        app.connections = server.server_state.connections
        log.info("pingyi %s starts", VERSION)
        _print_addresses(app, config, secrets)
        if site_address is not None:
            print(f"{bilingual('site')}:  {site_address}\n")
        gc.collect()
        gc.freeze()  # later collections skip everything that was loaded before the first phone connects
        simulated_voters.offer(app.operations, port, config.scheme)
        if config.demo:
            await demo.prepare(app.operations)
        _open_browser(config, secrets, url)
        await server.serve(sockets=[listener])


def _open_browser(config: Config, secrets: Secrets, url: str) -> None:
    if config.browser and (config.open or secrets.first) and browser.is_wanted(config.open):
        print(f"{bilingual('opening') if config.open else bilingual('browser')}\n")
        browser.open_page(_admin_link(url, secrets.admin_key))


def uvicorn_config(app: App, config: Config) -> uvicorn.Config:
    """No compression (it takes 70 kB per connection), no access log, and no address in any log line."""
    return uvicorn.Config(
        app,
        http=http_protocol(),
        h11_max_incomplete_event_size=MAX_INCOMPLETE_BYTES,
        ws=WebSocketProtocol,
        ws_max_size=FRAME_MAX,
        timeout_graceful_shutdown=5,
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        ssl_certfile=config.tls_cert,
        ssl_keyfile=config.tls_key,
    )


def _listening_socket(config: Config) -> socket.socket:
    """Bound before anything is printed. Raises BadSetting if the port is in use or not permitted."""
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    reuse_port(listener)
    try:
        listener.bind((config.host, config.port))
        listener.listen(BACKLOG)
    except (OSError, UnicodeError, TypeError) as error:  # TypeError: bytes that are not valid UTF-8
        listener.close()
        raise BadSetting("cannot_listen", f"--host {config.host} --port {config.port}", error) from None
    listener.setblocking(False)
    return listener


def server_url(config: Config, port: int) -> str:
    """The public address, or else the one that phones on the same network can reach."""
    if config.public_url is not None:
        return config.public_url
    host = lan_address() if config.host in ("0.0.0.0", "::", "") else config.host
    authority = f"[{host}]" if ":" in host else host
    default_port = {"http": 80, "https": 443}[config.scheme]
    return f"{config.scheme}://{authority}" + ("" if port == default_port else f":{port}")


def _print_addresses(app: App, config: Config, secrets: Secrets) -> None:
    """The admin link is printed to a terminal only: other output ends up in a log, which others read."""
    url = app.operations.url
    print(f"\n评议 Pingyi {VERSION}\n\n{bilingual('phones')}:  {url}/m\n\n{terminal(f'{url}/m')}")
    if config.open:
        print(f"\n{bilingual('keep_open')}\n")
    if config.public_url is None:
        print(f"{bilingual('unreachable')} --public-url http://ADDRESS:PORT\n")
    if is_terminal(sys.stdout):
        print(f"{bilingual('admin')}:  {_admin_link(url, secrets.admin_key)}\n")
    else:
        print(f"{bilingual('show_admin_link')}: {admin_link_command(config, url)}\n")
    if config.database_url is None and not has_file_modes():
        print(f"{bilingual('no_file_modes')}: {config.data}\n")
    for live in app.operations.registry.live_meetings.values():
        if live.state.url is not None and live.state.url != url:
            _warn_of_printed_cards(live.state.meeting.title, live.state.url, url)


def _admin_link(url: str, key: str) -> str:
    return f"{url}/admin#{key}"


async def admin_link(config: Config, flags: argparse.Namespace) -> int:
    """Print the link of the admin page. A server may be running."""
    url = server_url(config, config.port)
    print(_admin_link(url, admin_key(config)))
    return 0


def _warn_of_printed_cards(title: str, old: str, new: str) -> None:
    warning = Message("cli", "printed_cards", {"title": title, "old": old, "new": new})
    for line in (line for language in terminal_pair() for line in warning.text(language).split("\n")):
        print("!!", line, file=sys.stderr)
    print(file=sys.stderr)


# create


async def create(config: Config, flags: argparse.Namespace) -> int:
    """Print the links of a new meeting as JSON. A server may be running on the same data folder. Keys are shown only
    once: where neither stdout nor stderr takes them, the meeting is deleted again."""
    clock = Clock(config.zone)
    meeting = _read_meeting(Path(flags.file), clock.today())
    secret, url = load_secret(config), server_url(config, config.port)
    backend = await open_backend(config)
    try:
        operations = assemble(backend, clock, secret, url)
        live, keys = await operations.registry.create(meeting, BY_COMMAND)
        created = created_meeting_json(operations, live, keys)
        del created["qr"]
        if not is_printed(json.dumps(created, ensure_ascii=False, indent=2)):
            await operations.registry.delete(live, meeting.title, BY_COMMAND)
            raise BadSetting("nowhere_to_print", "stdout")
    finally:
        await backend.store.close()
    return 0


def _read_meeting(path: Path, today: str) -> Meeting:
    """Raises BadSetting if the file cannot be read, InvalidDocument if its content is invalid."""
    is_toml = path.suffix.lower() == ".toml"
    try:
        text = path.read_text("utf-8-sig")
        document = tomllib.loads(text) if is_toml else json.loads(text)
    except OSError as error:
        raise BadSetting("unreadable", str(path), error.strerror) from None
    except (ValueError, RecursionError) as error:
        raise BadSetting("bad_format", str(path), error, format="TOML" if is_toml else "JSON") from None
    return parse_document(document, today)
