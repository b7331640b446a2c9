"""A WebSocket client for tests: phone, chair, screen or desk. Compares every message with the published schemas."""

import asyncio
import secrets
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Self

import msgpack
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.schemas.checks import check_client_message, check_server_message

Map = dict[str, Any]
PATIENCE = 60
"""Seconds until a wait is given up: far more than a busy machine needs."""


class Peer:
    """A connection after its hello; `welcome` is the first answer."""

    def __init__(self, port: int, hello: Map, origin: str) -> None:
        self._port, self._hello, self._origin = port, hello, origin
        self.welcome: Map = {}
        self.n = 0
        self._queued: list[Map] = []

    async def __aenter__(self) -> Self:
        self.socket: ClientConnection = await connect(
            f"ws://127.0.0.1:{self._port}/ws",
            origin=self._origin,  # type: ignore[arg-type]
            compression=None,
            max_size=None,
            max_queue=None,  # a peer that does not read for a while must still receive the close frame
            open_timeout=PATIENCE,
        )
        try:
            await self.send(self._hello)
            self.welcome = await self.next()
        except BaseException:
            await self.socket.close()
            raise
        if self.welcome["t"] == "welcome":
            check_client_message(self._hello)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.socket.close()

    async def send(self, message: Map) -> None:
        await self.socket.send(msgpack.packb(message))

    async def next(self, seconds: float = PATIENCE) -> Map:
        """The next message of any kind."""
        async with asyncio.timeout(seconds):
            message: Map = msgpack.unpackb(await self.socket.recv())
            check_server_message(message)
            return message

    async def until(self, wanted: Callable[[Map], bool], seconds: float = PATIENCE) -> Map:
        """The first message, queued or new, that is wanted; others are queued for a later call."""
        for i, message in enumerate(self._queued):
            if wanted(message):
                return self._queued.pop(i)
        while True:
            message = await self.next(seconds)
            if wanted(message):
                return message
            self._queued.append(message)

    async def hear(self, kind: str, **fields: object) -> Map:
        return await self.until(lambda m: m["t"] == kind and all(m.get(k) == v for k, v in fields.items()))

    async def closed(self, seconds: float = PATIENCE) -> int | None:
        """The close code, once the server has ended the connection."""
        async with asyncio.timeout(seconds):
            try:
                while True:
                    self._queued.append(await self.next(seconds))
            except ConnectionClosed:
                return self.socket.close_code

    async def ask(self, command: str, **fields: object) -> Map:
        """Send a chair's command and return its answer."""
        self.n += 1
        n = self.n
        message = {"t": command, "n": n, **fields}
        await self.send(message)
        answer = await self.until(lambda m: m["t"] in ("done", "refused") and m.get("n") == n)
        if answer["t"] == "done":
            check_client_message(message)
        return answer

    async def do(self, command: str, **fields: object) -> Map:
        answer = await self.ask(command, **fields)
        assert answer["t"] == "done", answer
        return answer

    async def open(self, subjects: Sequence[str], part: str = "上述", seconds: int | None = None) -> str:
        return str((await self.do("open", part=part, subjects=list(subjects), seconds=seconds))["round"])

    async def cast(
        self, round_id: str, scores: Any, nonce: bytes | None = None, notes: Sequence[Map] = (), **fields: object
    ) -> Map:
        """Cast a ballot and return the answer; a single number is the one mark of the one subject."""
        rows = [[scores]] if isinstance(scores, int) else scores
        nonce = nonce or secrets.token_bytes(16)
        message = {"t": "cast", "round": round_id, "nonce": nonce, "scores": rows, "notes": list(notes), **fields}
        await self.send(message)
        answer = await self.until(lambda m: m["t"] in ("receipt", "refused") and m.get("nonce") == nonce)
        if answer["t"] == "receipt":
            check_client_message(message)
        return answer


def receipt(answer: Map) -> bool:
    return bool(answer["t"] == "receipt")


def code(answer: Map) -> str:
    assert answer["t"] == "refused", answer
    return str(answer["code"])
