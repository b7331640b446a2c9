"""Runs a real server for tests, with real sockets and SQLite files and a clock that tests move.

`hosted` runs it in the test's own event loop; `Process` runs `python -m server`, which a test may kill.
"""

import asyncio
import json
import os
import secrets
import signal
import socket
import ssl
import subprocess
import sys
import weakref
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from datetime import tzinfo
from pathlib import Path
from typing import Any, Self

import httpx2
import uvicorn

from server.app import App, build
from server.cli.commands import Server, uvicorn_config
from server.clock import Clock
from server.config import Config
from server.data_directory import Secrets, load_secrets
from tests.peers import Map as Map
from tests.peers import Peer as Peer
from tests.peers import code as code
from tests.peers import receipt as receipt
from tests.ports import reserve_port
from tests.schemas.checks import check_answer
from tests.spare_workers import hand_on_workers

ROOT = Path(__file__).resolve().parent.parent
MEETING: Map = {
    "title": "支部书记述职评议会",
    "parts": [
        {
            "name": "上述",
            "form": "secretary",
            "subjects": [{"name": f"第{i}支部书记", "unit": f"第{i}支部"} for i in "一二三"],
        }
    ],
}


class TestClock(Clock):
    """A clock that only tests move: `run` moves both clocks, `jump` only the time of day."""

    __test__ = False

    def __init__(self, zone: tzinfo | None = None) -> None:
        super().__init__(zone)
        self.day, self.ran = 1_670_000_000.0, 1000.0

    def now(self) -> float:
        return self.day

    def steady(self) -> float:
        return self.ran

    def run(self, seconds: float) -> None:
        self.day += seconds
        self.ran += seconds

    def jump(self, seconds: float) -> None:
        self.day += seconds


UNVERIFIED_TLS = ssl.create_default_context()
UNVERIFIED_TLS.check_hostname = False
UNVERIFIED_TLS.verify_mode = ssl.CERT_NONE


class Host:
    """Address and admin key of a running server."""

    def __init__(self, port: int, admin: str) -> None:
        self.port, self.admin = port, admin
        self.base = f"http://127.0.0.1:{port}"

    async def http(
        self, method: str, path: str, key: str | None, body: object = None, **headers: str
    ) -> httpx2.Response:
        """One request on a connection of its own; `body` is sent as JSON unless it is bytes. The answer must be as the
        published schemas say."""
        content = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        sent_headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if key:
            sent_headers = {"Authorization": f"Bearer {key}", **sent_headers}
        async with httpx2.AsyncClient(base_url=self.base, timeout=60, verify=UNVERIFIED_TLS, trust_env=False) as client:
            answer = await client.request(method, path, content=content, headers=sent_headers)
        check_answer(method, path, answer)
        return answer

    async def make(self, document: Map | None = None, **changes: object) -> "MeetingClient":
        answer = await self.http("POST", "/api/meetings", self.admin, {**(document or MEETING), **changes})
        assert answer.status_code == 201, answer.text
        return MeetingClient(self, answer.json())

    def peer(self, hello: Map, origin: str | None = None) -> "Peer":
        return Peer(self.port, {"t": "hello", "v": 1, **hello}, origin or self.base)


class MeetingClient:
    """A meeting created by a test: its keys, join codes and HTTP calls."""

    def __init__(self, host: Host, created: Map) -> None:
        self.host, self.id, self.keys = host, created["id"], created["keys"]
        self.join, self.subjects = created["join"], created["subjects"]
        self.path = f"/api/meetings/{self.id}"

    def ids(self, part: str = "上述") -> list[str]:
        return [subject["id"] for subject in self.subjects if subject["part"] == part]

    async def http(
        self, method: str, path: str, body: object = None, role: str = "desk", **headers: str
    ) -> httpx2.Response:
        return await self.host.http(method, self.path + path, self.keys[role], body, **headers)

    async def cards(self, count: int, group: str = "全体", **fields: object) -> list[str]:
        answer = await self.http("POST", "/cards", {"group": group, "count": count, **fields})
        assert answer.status_code == 201, answer.text
        return [card["token"] for card in answer.json()["cards"]]

    async def go_live(self) -> None:
        assert (await self.http("POST", "/phase", {"phase": "live"})).status_code == 200

    async def tally(self, draft: bool = False) -> Map:
        answer = await self.http("GET", "/tally.json" + ("?draft=1" if draft else ""))
        assert answer.status_code == 200, answer.text
        tally: Map = answer.json()
        return tally

    def chair(self) -> "Peer":
        return self.host.peer({"role": "chair", "key": self.keys["chair"]})

    def screen(self) -> "Peer":
        return self.host.peer({"role": "screen", "key": self.keys["screen"]})

    def desk(self) -> "Peer":
        return self.host.peer({"role": "desk", "key": self.keys["desk"]})

    def phone(self, token: str) -> "Peer":
        return self.host.peer({"role": "voter", "token": token})

    def guest(self, code: str | None = None, device: bytes | None = None) -> "Peer":
        join = code or next(iter(self.join.values()))
        return self.host.peer({"role": "voter", "join": join, "device": device or secrets.token_bytes(16)})


class EmbeddedServer(Server):
    """uvicorn in the test's loop. Stops on an event and, without connections, at once: its polls cost 0.2 s a test."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.started_up = asyncio.Event()
        self.stop = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.started_up.set()

    async def main_loop(self) -> None:
        ticking = asyncio.create_task(super().main_loop())
        stopping = asyncio.create_task(self.stop.wait())
        await asyncio.wait([ticking, stopping], return_when=asyncio.FIRST_COMPLETED)
        for task in (ticking, stopping):
            task.cancel()
        await asyncio.gather(ticking, stopping, return_exceptions=True)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self.server_state.connections or self.server_state.tasks:
            return await super().shutdown(sockets)
        for server in self.servers:
            server.close()
        for listener in sockets or ():
            listener.close()
        await self.lifespan.shutdown()


@asynccontextmanager
async def hosted(data: Path, clock: Clock | None = None, **settings: Any) -> AsyncIterator["Hosted"]:
    """A server in this loop, which shuts down at the end of the block as on SIGTERM."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.setblocking(False)
    port = listener.getsockname()[1]
    config = Config(host="127.0.0.1", data=data, **settings)
    server_secrets = load_secrets(config)
    app = await build(config, server_secrets, config.public_url or f"http://127.0.0.1:{port}", clock)
    hand_on_workers(app)
    server = EmbeddedServer(uvicorn_config(app, config))
    app.connections = server.server_state.connections
    running = asyncio.create_task(server._serve([listener]))
    await server.started_up.wait()
    try:
        yield Hosted(port, server_secrets, app, data)
    finally:
        server.stop.set()
        await running


Start = Callable[[], AbstractAsyncContextManager["Hosted"]]
"""Starts a server on a database that outlives it."""


class Hosted(Host):
    def __init__(self, port: int, keys: Secrets, app: App, data: Path) -> None:
        super().__init__(port, keys.admin_key)
        self.app, self.data, self.operations = app, data, app.operations
        self.registry, self.scheduler = app.operations.registry, app.operations.scheduler


class Process(Host):
    """`python -m server` in a process of its own. `prefix` is the command that limits it, if any."""

    prefix: tuple[str, ...] = ()

    def __init__(self, data: Path, port: int | None = None, *flags: str, **env: str) -> None:
        self._reservation, port = reserve_port(port)
        weakref.finalize(self, self._reservation.close)
        self.data = data
        command = [
            *self.prefix,
            sys.executable,
            "-m",
            "server",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            "--data",
            str(data),
            *flags,
        ]
        self.child = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **env},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            process_group=0,
        )
        super().__init__(port, "")

    async def ready(self, seconds: float = 30) -> Self:
        async with asyncio.timeout(seconds):
            while True:
                if self.child.poll() is not None:
                    raise AssertionError(f"the server ended: {self.child.communicate()[1]}")
                try:
                    if (await self.http("GET", "/healthz", None)).status_code == 200:
                        break
                except httpx2.TransportError:
                    await asyncio.sleep(0.02)
        key_file = self.data / "admin-key"
        self.admin = key_file.read_text().strip() if key_file.exists() else ""
        return self

    def kill(self) -> None:
        """And its worker, which would go on with a job that nobody waits for. The port stays reserved as long as this
        object lives: the test may start another server on it."""
        with suppress(ProcessLookupError):  # started by a script, or ended
            os.killpg(self.child.pid, signal.SIGKILL)
        self.child.kill()
        self.child.communicate()

    def stop(self) -> int:
        """Send SIGTERM; returns the exit code."""
        self.child.send_signal(signal.SIGTERM)
        self.child.communicate(timeout=15)
        return self.child.returncode


@asynccontextmanager
async def crowd(made: MeetingClient, count: int) -> AsyncIterator[list[Peer]]:
    """`count` connected phones, admitted by card or by join code."""
    tokens = await made.cards(count) if made.join is None else []
    async with AsyncExitStack() as stack:
        peers = [made.phone(token) for token in tokens] or [made.guest() for _ in range(count)]
        yield [await stack.enter_async_context(peer) for peer in peers]


async def heard(peer: Peer) -> list[Map]:
    """Every message this peer received until now. Provokes an error reply with a bad frame; the third closes a peer."""
    await peer.socket.send(b"\xc1")
    messages = []
    while (message := await peer.next())["t"] != "error":
        messages.append(message)
    return messages
