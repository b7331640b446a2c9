"""What the commands do: serve, create, backup. Prints for a person; raises what stops it."""

import argparse
import json
import logging
import signal
import socket
import sqlite3
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType

import uvicorn

from cards import qr
from cards.forms import forms
from server import demo, network
from server.app import App, build
from server.clock import Clock
from server.config import Config
from server.core import document
from server.core.errors import BadSetting
from server.core.models import Meeting
from server.described import created
from server.house import House
from server.keeping import Kept, keep
from server.link import LinkProtocol
from server.store.box import Boxes
from server.store.store import Store


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
    _speak_plainly()
    kept = keep(config)
    listening = _listen(config)
    url = config.public_url or _url(config, listening.getsockname()[1])
    app = await build(config, kept, url)
    server = Server(_uvicorn(app, config))
    _greet(app, kept, url)
    if config.demo:
        await demo.prepare(app.house, listening.getsockname()[1], config.scheme)
    await server.serve(sockets=[listening])
    return 0


def _uvicorn(app: App, config: Config) -> uvicorn.Config:
    """No deflate (70 kB a socket), no access log, nothing in the log that names an address."""
    return uvicorn.Config(
        app,
        ws=LinkProtocol,
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
    except (OSError, OverflowError) as error:
        listening.close()
        raise BadSetting(f"--host {config.host} --port {config.port}: cannot listen there: {error}") from None
    listening.setblocking(False)
    return listening


def _url(config: Config, port: int) -> str:
    plain = config.host in ("0.0.0.0", "::", "")
    host = network.lan_address() if plain else config.host
    shown = f"[{host}]" if ":" in host else host
    usual = {"http": 80, "https": 443}[config.scheme]
    return f"{config.scheme}://{shown}" + ("" if port == usual else f":{port}")


def _speak_plainly() -> None:
    """Chinese and QR blocks on any console; the log without addresses."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace", line_buffering=True)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr)
    logging.getLogger("pingyi").setLevel(logging.INFO)


def _greet(app: App, kept: Kept, url: str) -> None:
    print(f"\n评议 Pingyi\n\n手机打开 / for phones:  {url}/m\n\n{qr.terminal(f'{url}/m')}")
    if kept.first or sys.stdout.isatty():
        print(f"管理 / admin:  {url}/#{kept.admin_key}\n")
    for room in app.house.rooms.values():
        if room.sitting.url is not None and room.sitting.url != url:
            title, old = room.sitting.meeting.title, room.sitting.url
            print(f"!! 注意 / WARNING  {title}: 已印票卡上的地址是 {old}，现在是 {url}。", file=sys.stderr)
            print(f"!! The printed cards point to {old}; restore it with --public-url {old}", file=sys.stderr)


async def create(config: Config, flags: argparse.Namespace) -> int:
    """The links of a new meeting from a TOML or JSON file, as JSON on stdout. The server may be running."""
    meeting = _read(Path(flags.file))
    kept, url = keep(config), config.public_url or _url(config, config.port)
    store = await Store.open(config.data / "pingyi.db")
    try:
        house = House(store, Boxes(config.data), Clock(), kept.secret, url, qr.svg_path)
        room, keys = await house.create(meeting)
        print(json.dumps(created(house, room, keys), ensure_ascii=False, indent=2))
    finally:
        await store.close()
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
    return document.parse(value, forms("en" if tongue == "en" else "zh"), today=date.today().isoformat())


async def backup(config: Config, flags: argparse.Namespace) -> int:
    """A consistent copy of the main database. Keys of open rounds are never in it."""
    print(_copy(config.data / "pingyi.db", Path(flags.file)), "(未结束的轮次不在备份内 / open rounds are not in it)")
    return 0


def _copy(source: Path, target: Path) -> Path:
    if not source.exists():
        raise BadSetting(f"PINGYI_DATA: no database '{source}'")
    if target.exists():
        raise BadSetting(f"{target}: exists already; choose another name")
    with sqlite3.connect(source) as db:
        db.execute("VACUUM INTO ?", (str(target),))
    target.chmod(0o600)
    return target
