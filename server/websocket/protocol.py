"""uvicorn's WebSocket protocol with the three things this product needs and ASGI has no words for.

A message can be taken where it comes in; a frame can be offered without waiting; a peer that stops reading
is aborted, not waited for. Knows no meeting.
"""

import asyncio
import struct
from collections.abc import Callable, Iterable
from typing import Any
from weakref import WeakKeyDictionary, WeakSet

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import InvalidState

from .rate_limits import Bucket

PATIENCE = 30.0
"""Seconds that a peer may leave what was sent to it unread, or a closing unanswered."""

ASKING = -1
"""Stands for a request that is not whole, however much of it comes in."""

MOST_UNSENT = 200
"""Different things that may wait for a peer that is not reading; a bucket of casts is 100."""
INVALID_TEXT = 1007
LOOKS = 5.0
"""Seconds between two looks at who is stuck."""
CONTROLS = 100
"""Pings, pongs and fragments that a peer may send between two whole messages, refilled by time."""

AtOnce = Callable[[bytes], bool]
"""Takes a binary message where it comes in; False where it must go the application's way."""

PROTOCOLS: WeakSet["WebSocketProtocol"] = WeakSet()


class WebSocketProtocol(WebSocketsSansIOProtocol):
    """Reaches the application as `scope["extensions"]["pingyi.link"]`. While the application waits for a message,
    `at_once` may take it without waking it: a queue, a task's turn and two system calls less for each ballot."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at_once: AtOnce | None = None
        self._unsent: dict[str | bytes, bytes] = {}
        self._stuck_since: float | None = None
        self._controls = Bucket(CONTROLS)

    def handle_ping(self) -> None:
        if self._spend():
            super().handle_ping()

    def handle_pong(self, event: Any) -> None:
        if self._spend():
            super().handle_pong(event)

    def handle_cont(self, event: Any) -> None:
        if self._spend():
            super().handle_cont(event)

    def send_receive_event_to_app(self) -> None:
        """Text that is none is the peer's fault (RFC 6455 §8.1), not one for our log with a traceback."""
        if self.curr_msg_data_type == "text" and not _is_text(b"".join(self.frames)):
            self.frames = []
            self.leave(INVALID_TEXT)
            self.transport.close()
        elif not self._taken():
            super().send_receive_event_to_app()

    def _taken(self) -> bool:
        if self.at_once is None or self.curr_msg_data_type == "text" or self.close_sent or not self.queue.empty():
            return False
        frame = self.frames[0] if len(self.frames) == 1 else b"".join(self.frames)
        if not self.at_once(frame):
            return False
        self.frames = []
        return True

    def keepalive_timeout(self) -> None:
        """What a silent peer has not read would keep a closing connection open."""
        super().keepalive_timeout()
        if self.transport.get_write_buffer_size():
            self.transport.abort()

    def _spend(self) -> bool:
        """Frames that never reach the application's own bucket have one here; beyond it, the end."""
        if self.transport.is_closing():
            return False
        if not self._controls.take():
            self.transport.abort()
            return False
        return True

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        PROTOCOLS.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """What holds itself in a circle is let go of, or two thousand phones that left wait for one long collection."""
        super().connection_lost(exc)
        PROTOCOLS.discard(self)
        self.conn.parser.close()

    def on_task_complete(self, task: asyncio.Task[None]) -> None:
        super().on_task_complete(task)
        self.scope["extensions"].pop("pingyi.link", None)

    def handle_connect(self, event: Any) -> None:
        super().handle_connect(event)
        if self.handshake_initiated and not self.handshake_complete:
            extensions: dict[str, Any] = self.scope["extensions"]
            extensions["pingyi.link"] = self

    async def send(self, message: Any) -> None:
        if self.close_sent and self.initial_response is None:  # an answer that was under way when the end came
            raise ClientDisconnected
        await super().send(message)
        if message["type"] == "websocket.http.response.body":  # a refused handshake is a finished one
            self.handshake_complete = True

    def offer(self, topic: str | bytes, frame: bytes) -> None:
        """Send now if the peer is reading; else keep it until it does, in the place of an older one."""
        if self.writable.is_set() and not self._unsent:
            self._send(frame)
        else:
            self._unsent.pop(topic, None)
            self._unsent[topic] = frame
            if len(self._unsent) > MOST_UNSENT:
                self.transport.abort()

    def _send(self, frame: bytes) -> None:
        if self.close_sent or self.disconnected or self.transport.is_closing():
            return
        self.transport.write(_header(len(frame)) + frame)

    def leave(self, code: int) -> None:
        """Close from this side, without waiting for the peer."""
        if self.close_sent or self.disconnected or self.transport.is_closing():
            return
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": ""})
        try:
            self.conn.send_close(code)
        except InvalidState:
            return
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self._stuck_since = self.loop.time()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stuck_since = self.loop.time()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._stuck_since = None
        while self._unsent and self.writable.is_set():
            self._send(self._unsent.pop(next(iter(self._unsent))))

    def stuck(self, now: float) -> bool:
        closing = self.transport.is_closing() or self.close_sent
        if closing and self._stuck_since is None:
            self._stuck_since = now
        return self._stuck_since is not None and now - self._stuck_since > PATIENCE


async def watch(connections: Callable[[], Iterable[Any]]) -> None:
    """Abort, every few seconds, the peers that have stopped reading or never finish what they ask.

    `connections`: uvicorn's protocols, which know no time limit for a request that is coming in, nor
    for an answer that is not read.
    """
    held: WeakKeyDictionary[Any, tuple[int, float]] = WeakKeyDictionary()
    while True:
        await asyncio.sleep(LOOKS)
        now = asyncio.get_running_loop().time()
        for connection in [connection for connection in PROTOCOLS if connection.stuck(now)]:
            connection.transport.abort()
        for peer in list(connections()):
            _hold(held, peer, now)


def _hold(held: "WeakKeyDictionary[Any, tuple[int, float]]", peer: Any, now: float) -> None:
    """Remembers since when nothing has moved; too long, and it ends."""
    waits = ASKING if _is_asking(peer) else _unread(peer)
    if not waits:
        held.pop(peer, None)
    elif held.setdefault(peer, (waits, now))[0] != waits:
        held[peer] = (waits, now)
    elif now - held[peer][1] > PATIENCE:
        peer.transport.abort()


def _unread(peer: Any) -> int:
    """Bytes of an answer that the system takes no more of. A link has a watch of its own."""
    return 0 if isinstance(peer, WebSocketProtocol) else int(peer.transport.get_write_buffer_size())


def _is_asking(peer: Any) -> bool:
    """Whether a request has begun to come in, or was to come, and is not whole."""
    if isinstance(peer, WebSocketProtocol):
        return not peer.handshake_complete
    cycle = getattr(peer, "cycle", None)
    if cycle is None or cycle.response_complete:
        return getattr(peer, "timeout_keep_alive_task", None) is None
    return bool(cycle.more_body)


def _is_text(octets: bytes) -> bool:
    try:
        octets.decode()
    except UnicodeDecodeError:
        return False
    return True


def _header(length: int) -> bytes:
    """Of an unmasked, unfragmented binary frame (RFC 6455 §5.2). Written here because the general way,
    through the protocol's own frames, is a fifth of the cost of telling a thousand phones something."""
    if length < 126:
        return bytes((0x82, length))
    if length < 65536:
        return struct.pack("!BBH", 0x82, 126, length)
    return struct.pack("!BBQ", 0x82, 127, length)
