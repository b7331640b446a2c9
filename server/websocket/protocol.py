"""uvicorn's WebSocket protocol with three additions that ASGI cannot express, and a watch on stalled peers.

A message can be handled as it arrives, a frame can be sent without waiting, and a peer that stops reading is
aborted. Knows no meeting.
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

STALL_TIMEOUT_SECONDS = 30.0
"""How long a peer may leave data unread, a request incomplete or a close frame unanswered."""
STALL_POLL_SECONDS = 5.0
MAX_UNSENT_TOPICS = 200
"""Frames of different topics that may wait for a peer that is not reading. A voter's burst of casts is 100."""
CONTROL_BURST = 100
"""Pings, pongs and fragments that a peer may send at once; refilled like a bucket of messages."""
INVALID_DATA = 1007
INCOMPLETE_REQUEST = -1
"""Takes the place of a number of unread bytes. Data that trickles in is no progress until the request is complete."""

InlineHandler = Callable[[bytes], bool]
"""Handles a binary message as it arrives; returns False to leave it to the application."""

PROTOCOLS: WeakSet["WebSocketProtocol"] = WeakSet()
"""Every open connection."""


class WebSocketProtocol(WebSocketsSansIOProtocol):
    """The application finds this object in `scope["extensions"]["pingyi.protocol"]`.

    It subclasses uvicorn's class because ASGI lets an application only wait for messages. While the application
    waits, `inline_handler` may take a message without waking it: each ballot saves a queue entry, a task switch, and
    two system calls to pause and resume reading.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.inline_handler: InlineHandler | None = None
        self._unsent: dict[str | bytes, bytes] = {}
        self._stalled_since: float | None = None
        self._control_bucket = Bucket(CONTROL_BURST)

    # Receiving

    def handle_ping(self) -> None:
        if self._take_control_frame():
            super().handle_ping()

    def handle_pong(self, event: Any) -> None:
        if self._take_control_frame():
            super().handle_pong(event)

    def handle_cont(self, event: Any) -> None:
        if self._take_control_frame():
            super().handle_cont(event)

    def _take_control_frame(self) -> bool:
        """Limit frames that the application's own bucket never sees; abort the connection beyond the limit."""
        if self.transport.is_closing():
            return False
        if not self._control_bucket.take():
            self.transport.abort()
            return False
        return True

    def send_receive_event_to_app(self) -> None:
        """Invalid UTF-8 is a client error (RFC 6455 §8.1): close with 1007, where uvicorn logs a traceback."""
        if self.curr_msg_data_type == "text" and not _is_utf8(b"".join(self.frames)):
            self.frames = []
            self.close(INVALID_DATA)
            self.transport.close()
        elif not self._handle_inline():
            super().send_receive_event_to_app()

    def _handle_inline(self) -> bool:
        is_text = self.curr_msg_data_type == "text"
        if self.inline_handler is None or is_text or self.close_sent or not self.queue.empty():
            return False
        message = self.frames[0] if len(self.frames) == 1 else b"".join(self.frames)
        if not self.inline_handler(message):
            return False
        self.frames = []
        return True

    # Sending

    def offer(self, topic: str | bytes, frame: bytes) -> None:
        """Send now if the peer is reading. Otherwise keep the frame until it does; it replaces an unsent one of the
        same topic.
        """
        if self.writable.is_set() and not self._unsent:
            self._write_frame(frame)
        else:
            self._unsent.pop(topic, None)
            self._unsent[topic] = frame
            if len(self._unsent) > MAX_UNSENT_TOPICS:
                self.transport.abort()

    def _write_frame(self, frame: bytes) -> None:
        if not self._is_closing:
            self.transport.write(_frame_header(len(frame)) + frame)

    async def send(self, message: Any) -> None:
        if self.close_sent and self.initial_response is None:  # the application was composing a reply meanwhile
            raise ClientDisconnected
        await super().send(message)
        if message["type"] == "websocket.http.response.body":  # a refused handshake is complete, too
            self.handshake_complete = True

    # Opening and closing

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        PROTOCOLS.add(self)

    def handle_connect(self, event: Any) -> None:
        super().handle_connect(event)
        if self.handshake_initiated and not self.handshake_complete:
            extensions: dict[str, Any] = self.scope["extensions"]
            extensions["pingyi.protocol"] = self

    @property
    def _is_closing(self) -> bool:
        return self.close_sent or self.disconnected or self.transport.is_closing()

    def close(self, code: int) -> None:
        """Send a close frame and end the application, without waiting for the peer."""
        if self._is_closing:
            return
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": ""})
        try:
            self.conn.send_close(code)
        except InvalidState:
            return
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self._stalled_since = self.loop.time()

    def keepalive_timeout(self) -> None:
        """A closing transport waits until its buffer is sent, which a silent peer would put off for ever: abort."""
        super().keepalive_timeout()
        if self.transport.get_write_buffer_size():
            self.transport.abort()

    def on_task_complete(self, task: asyncio.Task[None]) -> None:
        """Break the reference cycle through the scope, as `connection_lost` does through the parser."""
        super().on_task_complete(task)
        self.scope["extensions"].pop("pingyi.protocol", None)

    def connection_lost(self, exc: Exception | None) -> None:
        """Break the reference cycle here; otherwise 2,000 closed connections wait for one long garbage collection."""
        super().connection_lost(exc)
        PROTOCOLS.discard(self)
        self.conn.parser.close()

    # Stalled peers

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stalled_since = self.loop.time()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._stalled_since = None
        while self._unsent and self.writable.is_set():
            self._write_frame(self._unsent.pop(next(iter(self._unsent))))

    def is_stalled(self, now: float) -> bool:
        """Whether the peer has left data unread, or a closing unanswered, for longer than STALL_TIMEOUT_SECONDS."""
        if self._stalled_since is None and (self.transport.is_closing() or self.close_sent):
            self._stalled_since = now
        return self._stalled_since is not None and now - self._stalled_since > STALL_TIMEOUT_SECONDS


async def abort_stalled_peers(connections: Callable[[], Iterable[Any]]) -> None:
    """Abort, every few seconds, peers that have stopped reading or that never complete a request.

    `connections` returns uvicorn's protocols, HTTP included. uvicorn sets no time limit on an incomplete request or
    on a response that is not read.
    """
    waiting: WeakKeyDictionary[Any, tuple[int, float]] = WeakKeyDictionary()
    while True:
        await asyncio.sleep(STALL_POLL_SECONDS)
        now = asyncio.get_running_loop().time()
        for protocol in [protocol for protocol in PROTOCOLS if protocol.is_stalled(now)]:
            protocol.transport.abort()
        for protocol in list(connections()):
            _abort_without_progress(waiting, protocol, now)


def _abort_without_progress(waiting: "WeakKeyDictionary[Any, tuple[int, float]]", protocol: Any, now: float) -> None:
    """Abort after STALL_TIMEOUT_SECONDS in which `progress` stayed the same. `waiting` remembers it, and since when."""
    progress = INCOMPLETE_REQUEST if _awaits_request(protocol) else _unread_bytes(protocol)
    if not progress:
        waiting.pop(protocol, None)
    elif waiting.setdefault(protocol, (progress, now))[0] != progress:
        waiting[protocol] = (progress, now)
    elif now - waiting[protocol][1] > STALL_TIMEOUT_SECONDS:
        protocol.transport.abort()


def _unread_bytes(protocol: Any) -> int:
    """Bytes of an HTTP response that the peer has not read. `is_stalled` covers WebSocket connections."""
    return 0 if isinstance(protocol, WebSocketProtocol) else int(protocol.transport.get_write_buffer_size())


def _awaits_request(protocol: Any) -> bool:
    """Whether the peer owes the rest of a request: of its first one, or of one that it has begun."""
    if isinstance(protocol, WebSocketProtocol):
        return not protocol.handshake_complete
    cycle = getattr(protocol, "cycle", None)
    if cycle is None or cycle.response_complete:
        return getattr(protocol, "timeout_keep_alive_task", None) is None
    return bool(cycle.more_body)


def _is_utf8(octets: bytes) -> bool:
    try:
        octets.decode()
    except UnicodeDecodeError:
        return False
    return True


def _frame_header(length: int) -> bytes:
    """The header of an unmasked, unfragmented binary frame (RFC 6455 §5.2). Building frames through
    `self.conn` would take a fifth of the time of sending one message to 1,000 phones.
    """
    if length < 126:
        return bytes((0x82, length))
    if length < 65536:
        return struct.pack("!BBH", 0x82, 126, length)
    return struct.pack("!BBQ", 0x82, 127, length)
