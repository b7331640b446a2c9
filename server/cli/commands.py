"""What the commands do: serve, create, backup, verify. Prints for a person; raises what stops it."""

import argparse
import gc
import io
import json
import logging
import os
import signal
import socket
import sqlite3
import sys
import tomllib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from types import FrameType

import uvicorn

from ..app import App, build
from ..archive.recount.archive_files import NotAnArchive, read_archive
from ..archive.recount.verify import print_report
from ..archive.verification import verify_archive
from ..backend import open_backend
from ..clock import Clock
from ..config import Config
from ..core import meeting_document
from ..core.errors import BadSetting
from ..core.models import Meeting
from ..data_directory import Secrets, leave_no_core, load_secret, load_secrets, lock
from ..host import lan_address
from ..meetings.registry import MeetingRegistry
from ..store.sqlite import translate_errors
from ..web.cards_package import forms, svg_path, terminal
from ..web.serializers import created
from ..websocket.protocol import WebSocketProtocol
from . import demo

BACKLOG = 2048
UNANSWERED = "ASGI callable returned without completing response."
"""uvicorn's complaint for each of many questions that somebody asked at once before hanging up."""


GC = (20_000, 20, 50)
"""Thousands of sockets are many long-lived objects, not worth looking through every few hundred
allocations."""


SWITCH = 0.001
"""Seconds after which a thread that counts a large round gives way to those who are voting."""


class Server(uvicorn.Server):
    """uvicorn raises a signal again once it has stopped; a drained stop ends with exit code 0."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        def stop(number: int, frame: FrameType | None) -> None:
            self.handle_exit(number, frame)

        before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


async def serve(config: Config, flags: argparse.Namespace) -> int:
    leave_no_core()
    _log_without_addresses()
    gc.set_threshold(*GC)
    sys.setswitchinterval(SWITCH)
    kept = load_secrets(config)
    with lock(config), _listen(config) as listening:
        url = config.public_url or _url(config, listening.getsockname()[1])
        app = await build(config, kept, url)
        server = Server(_uvicorn(app, config))
        app.connections = server.server_state.connections
        _greet(app, config, kept)
        gc.collect()
        gc.freeze()  # what was there before the first phone stays: no collection looks through it again
        if config.demo:
            await demo.prepare(app.registry, listening.getsockname()[1], config.scheme)
        await server.serve(sockets=[listening])
    return 0


def _uvicorn(app: App, config: Config) -> uvicorn.Config:
    """No deflate (70 kB a socket), no access log, nothing in the log that names an address."""
    return uvicorn.Config(
        app,
        ws=WebSocketProtocol,
        ws_max_size=65_536,
        ws_ping_interval=20,
        ws_ping_timeout=20,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=5,
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        ssl_certfile=config.tls_cert,
        ssl_keyfile=config.tls_key,
    )


def _listen(config: Config) -> socket.socket:
    """Bound before anything is printed. Raises BadSetting where the port is taken or not allowed."""
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform != "win32":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((config.host, config.port))
        listening.listen(BACKLOG)
    except (OSError, UnicodeError) as error:
        listening.close()
        raise BadSetting(f"--host {config.host} --port {config.port}: cannot listen there: {error}") from None
    listening.setblocking(False)
    return listening


def _url(config: Config, port: int) -> str:
    plain = config.host in ("0.0.0.0", "::", "")
    host = lan_address() if plain else config.host
    shown = f"[{host}]" if ":" in host else host
    usual = {"http": 80, "https": 443}[config.scheme]
    return f"{config.scheme}://{shown}" + ("" if port == usual else f":{port}")


def speak_plainly() -> None:
    """Chinese and QR blocks on any console; UTF-8 into any file or pipe."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace", line_buffering=True)


def _log_without_addresses() -> None:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr)
    logging.getLogger("pingyi").setLevel(logging.INFO)
    logging.getLogger("asyncpg").setLevel(logging.ERROR)  # it warns of each try while the database is away
    logging.getLogger("uvicorn.error").addFilter(lambda record: record.msg != UNANSWERED)


def _greet(app: App, config: Config, kept: Secrets) -> None:
    url = app.registry.url
    print(f"\n评议 Pingyi\n\n手机打开 / for phones:  {url}/m\n\n{terminal(f'{url}/m')}")
    if config.public_url is None:
        print("手机打不开？换成本机在会场网络里的地址 / phones cannot reach it? --public-url http://ADDRESS:PORT\n")
    if kept.first or sys.stdout.isatty():
        print(f"管理 / admin:  {url}/#{kept.admin_key}\n")
    for live in app.registry.live_meetings.values():
        if live.state.url is not None and live.state.url != url:
            _warn_of_cards(live.state.meeting.title, live.state.url, url)


def _warn_of_cards(title: str, old: str, new: str) -> None:
    """Printed cards are dead unless the machine gets its old address back."""
    print(f"!! 注意：“{title}”已印的票卡指向 {old}，服务器现在是 {new}。", file=sys.stderr)
    print("!! 请把本机地址改回原来的，再用 --public-url 写明；或者重印票卡。", file=sys.stderr)
    print(f"!! WARNING: printed cards point to {old}, the server is at {new}. Give this", file=sys.stderr)
    print(f"!! machine its old address and start with --public-url {old}, or print new cards.\n", file=sys.stderr)


async def create(config: Config, flags: argparse.Namespace) -> int:
    """The links of a new meeting from a TOML or JSON file, as JSON on stdout. The server may be running."""
    meeting = _read(Path(flags.file))
    secret, url = load_secret(config), config.public_url or _url(config, config.port)
    one = await open_backend(config)
    try:
        registry = MeetingRegistry(one.store, one.boxes, Clock(), secret, url, svg_path)
        live, keys = await registry.create(meeting)
        answer = {name: value for name, value in created(registry, live, keys).items() if name != "qr"}
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    finally:
        await one.store.close()
    return 0


def _read(path: Path) -> Meeting:
    try:
        text = path.read_text("utf-8-sig")
        value = tomllib.loads(text) if path.suffix.lower() == ".toml" else json.loads(text)
    except OSError as error:
        raise BadSetting(f"{path}: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise BadSetting(f"{path}: not readable as {path.suffix[1:].upper() or 'JSON'}: {error}") from None
    tongue = value.get("language") if isinstance(value, dict) else None
    return meeting_document.parse(value, forms("en" if tongue == "en" else "zh"), today=date.today().isoformat())


async def backup(config: Config, flags: argparse.Namespace) -> int:
    """A consistent copy of the main database. Keys of open rounds are never in it, nor what answers a phone's
    retry: that is to be gone ten minutes after the close (PROMISES P27), and a copy may be kept for years."""
    if config.database_url is not None:
        raise BadSetting("PINGYI_DATABASE_URL: copy a PostgreSQL database with pg_dump")
    copy = _copy(config.data / "pingyi.db", Path(flags.file))
    print(f"{copy} (正在进行的轮次的选票不在内 / no ballots of an open round)")
    return 0


async def check(config: Config, flags: argparse.Namespace) -> int:
    """Recounts an archive and says what differs; 0 only if every figure agrees."""
    try:
        files = read_archive(Path(flags.archive))
    except NotAnArchive as error:
        raise BadSetting(f"{flags.archive}: 不是会议归档 / not the archive of a meeting: {error}") from None
    return print_report(verify_archive(files), files)


def _copy(source: Path, target: Path) -> Path:
    if not source.exists():
        raise BadSetting(f"PINGYI_DATA: no database '{source}'")
    try:
        os.close(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        raise BadSetting(f"{target}: exists already; choose another name") from None
    except OSError as error:
        raise BadSetting(f"{target}: {error.strerror}") from None
    try:
        with translate_errors(Path(f"{source.name} → {target.name}")), closing(sqlite3.connect(source)) as db:
            db.execute("VACUUM INTO ?", (str(target),))
            _without_retries(target)
        with target.open("rb+") as written:
            os.fsync(written.fileno())
    except BaseException:
        target.unlink()
        raise
    return target


def _without_retries(copy: Path) -> None:
    with closing(sqlite3.connect(copy, isolation_level=None)) as db:
        db.executescript("PRAGMA journal_mode=MEMORY; PRAGMA secure_delete=ON; DELETE FROM retry;")
