"""One WebSocket connection on `websockets`' sans-I/O ServerProtocol, plugged into uvicorn by its `ws` setting.

After the opening handshake each message goes straight to the connection's handler: an idle phone costs no task and no
queue. Only public interfaces of both libraries are used, but for one call in `connection_lost`. Knows no meeting.
"""

import asyncio
import logging
from typing import Any, cast
from weakref import WeakSet

import uvicorn
from uvicorn.server import ServerState
from websockets.frames import Frame, Opcode
from websockets.http11 import Request, Response
from websockets.server import ServerProtocol

from .frames import FrameReader, MessageAssembler, binary_header, is_utf8
from .handler import PING, Handler
from .http_protocol import SOCKET
from .opening_handshake import OpeningHandshake, websocket_scope
from .rate_limits import Bucket
from .socket_table import TrackedSocket

STALL_TIMEOUT_SECONDS, CLOSE_TIMEOUT_SECONDS = 30.0, 20.0
"""How long a peer may leave what was sent to it unread, or a close frame unanswered, before it is aborted."""
PING_SECONDS, PONG_SECONDS = 15.0, 20.0
"""Interval between pings, and how long a peer may take to answer one. With the ten seconds until a hello, and the steps
in which `peer_watch` checks all these, no silent peer is kept for more than 45 s (PROMISES P33)."""
MAX_UNSENT_TOPICS = 200
"""Messages with different topics that may wait for a peer that is not reading; a bucket of casts is 100."""
CONTROL_BURST = 100
"""Burst of pings, pongs and fragments that a peer may send; they never reach the bucket that counts messages."""
INVALID_DATA, INTERNAL_ERROR, RESTARTING = 1007, 1011, 1012
EXTENSION = "pingyi.protocol"
"""Key of the protocol in the ASGI scope's extensions."""

PROTOCOLS: WeakSet["WebSocketProtocol"] = WeakSet()
"""All connections, for the poll."""
frame_log = logging.getLogger("pingyi.frames")
frame_log.setLevel(logging.CRITICAL + 1)  # at DEBUG it would write every frame, and tokens and ballots are in them


class WebSocketProtocol(asyncio.Protocol):
    """uvicorn makes one per connection, with these arguments.

    The application finds it in the scope's extensions, sets `handler` and accepts; its ASGI call may then return.
    The handler may pause delivery while it works on a message; meanwhile, and while the peer is not reading what was
    sent to it, nothing more is delivered and soon nothing more is read.
    """

    __slots__ = (
        *("__weakref__", "_app", "_app_state", "_backlog", "_control_bucket", "_delivering"),
        *("_frames", "_messages", "_open", "_paused", "_ping_sent", "_pong_due", "_reading", "_server_state"),
        *("_stalled_since", "_unsent", "_ws", "handler", "opened", "tracked", "transport", "writable"),
    )

    transport: asyncio.Transport

    def __init__(
        self,
        config: uvicorn.Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        self._app, self._server_state, self._app_state = config.loaded_app, server_state, app_state
        self.tracked: TrackedSocket = app_state[SOCKET]
        self._ws = ServerProtocol(max_size=config.ws_max_size, logger=frame_log)
        self._frames = FrameReader(self._ws)
        self._messages = MessageAssembler()
        self._control_bucket = Bucket(CONTROL_BURST)
        self._unsent: dict[object, bytes] = {}
        self._backlog: list[tuple[bytes, bool]] = []
        self._paused = self._delivering = False
        self.writable = self._reading = True
        self._stalled_since: float | None = None
        self._ping_sent = 0.0
        self._pong_due: float | None = None
        self.handler: Handler | None = None
        self.opened = self._open = False

    # asyncio and uvicorn

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's transports are no subclass
        self._server_state.connections.add(self)  # type: ignore[arg-type]
        PROTOCOLS.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self.tracked.lost()
        self._server_state.connections.discard(self)
        PROTOCOLS.discard(self)
        self._end()
        # `parser` is not documented. Its frame refers to the protocol, and no public method ends it: without this call
        # 2,000 closed connections would wait for one pass of the garbage collector.
        self._ws.parser.close()
        handler, self.handler = self.handler, None
        if handler is not None:
            handler.connection_lost()

    def data_received(self, data: bytes) -> None:
        if self._open and (message := self._frames.message(data)) is not None:
            self._message_complete(message, text=False)
            return
        for event in self._frames.events(data):
            if isinstance(event, Request):
                self._start_handshake(event)
            elif not self.transport.is_closing():
                self._frame_received(event)
        self._flush()

    def eof_received(self) -> bool:
        return False

    def pause_writing(self) -> None:
        self.writable = False
        self._stalled_since = asyncio.get_running_loop().time()

    def resume_writing(self) -> None:
        self.writable = True
        if not self.closing:
            self._stalled_since = None
        while self._unsent and self.writable:
            self._write(self._unsent.pop(next(iter(self._unsent))))
        self._deliver()

    def shutdown(self) -> None:
        """The server is stopping: close without waiting for the peer."""
        self.close(RESTARTING)
        self.transport.close()

    # Sending

    @property
    def closing(self) -> bool:
        """Whether nothing can be sent any more, or yet: a close frame was sent or received, or the peer is gone."""
        return not self._open or self.transport.is_closing()

    def offer(self, topic: object, frame: bytes) -> None:
        """Send now if the peer is reading. Otherwise keep the message until it does; it replaces an unsent one of
        the same topic."""
        if self.writable and not self._unsent:
            self._write(frame)
            return
        self._unsent.pop(topic, None)
        self._unsent[topic] = frame
        if len(self._unsent) > MAX_UNSENT_TOPICS:
            self.abort()

    def send(self, payload: bytes) -> None:
        """Send after everything offered before; never replaced."""
        self.offer(object(), payload)

    def _write(self, payload: bytes) -> None:
        if self._open:
            self.transport.write(binary_header(len(payload)) + payload)

    def close(self, code: int) -> None:
        """Start the closing handshake; what is still unsent is dropped, and nothing more is delivered."""
        if self.closing:
            return
        self._end()
        self._ws.send_close(code)
        self._stalled_since = asyncio.get_running_loop().time()
        self._flush()
        self._read(True)  # the peer's close frame is still to come

    def abort(self) -> None:
        """End the connection now; a peer that does not read would keep a closing one open."""
        self._end()
        self.transport.abort()

    def _end(self) -> None:
        """Nothing more is sent or delivered."""
        self._open = False
        self._unsent.clear()
        self._backlog.clear()

    def _flush(self) -> None:
        """Write what the protocol has to say by itself: pongs, close frames, the answer to a handshake."""
        for data in self._ws.data_to_send():
            if data:
                self.transport.write(data)
            else:  # both close frames are exchanged, or the peer broke the protocol
                self._end()
                self.transport.close()

    # Receiving

    def _frame_received(self, frame: Frame) -> None:
        if frame.opcode is Opcode.CLOSE:
            self._end()
        elif frame.opcode not in (Opcode.BINARY, Opcode.TEXT) and not self._control_bucket.take():
            self.abort()
        elif frame.opcode is Opcode.PONG:
            self._pong_due = None
        elif frame.opcode is not Opcode.PING and (message := self._messages.add(frame)) is not None:
            self._message_complete(*message)

    def _message_complete(self, payload: bytes, text: bool) -> None:
        """Invalid UTF-8 is a client error (RFC 6455 §8.1): close 1007, no traceback."""
        if self.handler is None or self.closing:
            return
        if text and not is_utf8(payload):
            self.close(INVALID_DATA)
            self.transport.close()
        elif payload == PING and self.handler.answer_ping():
            pass  # at once, also while a ballot waits for its commit
        elif self._paused or self._delivering or self._backlog or not self.writable:
            self._backlog.append((payload, not text))
            self._read(False)
        else:
            self.handler.message_received(payload, not text)

    def pause_delivery(self) -> None:
        self._paused = True

    def resume_delivery(self) -> None:
        self._paused = False
        if self._backlog or not self._reading:
            self._deliver()

    def _deliver(self) -> None:
        """A loop, not recursion: a handler may resume delivery before it returns."""
        if self._delivering:
            return
        self._delivering = True
        try:
            while self._backlog and not self._paused and self.writable and self.handler is not None:
                self.handler.message_received(*self._backlog.pop(0))
        finally:
            self._delivering = False
        if not self._backlog:
            self._read(True)

    def _read(self, wanted: bool) -> None:
        if wanted is not self._reading and not self.transport.is_closing():
            self._reading = wanted
            (self.transport.resume_reading if wanted else self.transport.pause_reading)()

    # The opening handshake

    def _start_handshake(self, request: Request) -> None:
        response = self._ws.accept(request)
        if response.status_code != 101:
            self._answer_handshake(response)
            return
        handshake = OpeningHandshake(self._ws, response, self._answer_handshake)
        scope = websocket_scope(request, self.transport, self._app_state, {EXTENSION: self})
        task = asyncio.get_running_loop().create_task(handshake.run(self._app, scope))
        self._server_state.tasks.add(task)
        task.add_done_callback(self._server_state.tasks.discard)

    def _answer_handshake(self, response: Response) -> None:
        if self.transport.is_closing():
            return
        self._ws.send_response(response)
        if response.status_code == 101:
            self.opened = self._open = True
            self._ping_sent = asyncio.get_running_loop().time()
        self._flush()
        if not self.opened:
            self.transport.close()

    # The poll

    def check(self, now: float) -> None:
        """Abort the peer if it has stalled; otherwise send a ping when it is time for one."""
        if self.is_stalled(now):
            self.abort()
        elif self.opened and not self.closing:
            self._ping(now)

    def is_stalled(self, now: float) -> bool:
        """Whether the peer has not read, or not answered a close frame, for too long."""
        if self._stalled_since is None and self.opened and self.closing:
            self._stalled_since = now
        patience = CLOSE_TIMEOUT_SECONDS if self.opened and self.closing else STALL_TIMEOUT_SECONDS
        return self._stalled_since is not None and now - self._stalled_since > patience

    def _ping(self, now: float) -> None:
        if self._pong_due is not None and now >= self._pong_due:
            self.abandon()
        elif self._pong_due is None and now - self._ping_sent >= PING_SECONDS:
            self._ping_sent, self._pong_due = now, now + PONG_SECONDS
            self._ws.send_ping(b"")
            self._flush()

    def abandon(self) -> None:
        """End the connection of a peer that answers no ping; what it has not read would keep it open."""
        self.close(INTERNAL_ERROR)
        if self.transport.get_write_buffer_size():
            self.abort()
        else:
            self.transport.close()
