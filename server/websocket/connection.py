"""`/ws`: the life of a connection, from its hello to its close (CONTRACT "WebSocket").

Limits, decodes, dispatches and answers frames. A connection has no task but the one that uvicorn gives it: what the
meeting sends is offered to its protocol.
"""

import asyncio
import logging

from starlette.types import Message, Receive, Scope, Send

from ..core import ballot_validation
from ..core.codec import BadFrame, decode, encode
from ..core.errors import Damaged, NotRecorded, Refused
from ..core.sealing import NONCE_BYTES
from ..meetings.audience import StaffPeer, Voter
from ..meetings.casting import Answer
from ..meetings.live_meeting import LiveMeeting
from ..meetings.operations import Operations
from .commands import CHAIR_COMMANDS, enter_paper_ballot
from .error_replies import cast_refusal, command_refusal, echoable
from .guess_limiter import client_address
from .handshake import Admitted, Handshake
from .protocol import WebSocketProtocol
from .rate_limits import STAFF_BURST, VOTER_BURST, Bucket

HELLO_SECONDS = 10
MAX_BAD_FRAMES = 3
CAST_TOPIC = b"cast "
POLICY_VIOLATION, MESSAGE_TOO_BIG, TRY_AGAIN_LATER = 1008, 1009, 1013
"""Close codes (RFC 6455 §7.4.1 and the IANA registry)."""

Map = dict[str, object]
log = logging.getLogger("pingyi")


class WebSocketEndpoint:
    """Accepts `voter_capacity` voters and `reserve` more connections for chairs, screens and desks (PROMISES P40)."""

    def __init__(self, operations: Operations, voter_capacity: int, reserve: int) -> None:
        self.operations, self.voter_capacity, self.reserve = operations, voter_capacity, reserve
        self.handshake = Handshake(operations)
        self.connections: set[Connection] = set()
        self.pending: dict[Connection, None] = {}  # without a valid hello so far, oldest first
        self.voters = 0

    @property
    def is_full(self) -> bool:
        return self.voters >= self.voter_capacity

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        protocol, address = scope["extensions"]["pingyi.protocol"], client_address(scope.get("client"))
        connection = Connection(self, protocol, address, receive, send)
        if not self._add(connection):
            await send({"type": "websocket.http.response.start", "status": 503, "headers": []})
            await send({"type": "websocket.http.response.body", "body": b""})
            return
        try:
            await receive()
            await send({"type": "websocket.accept"})
            await connection.run()
        finally:
            self._discard(connection)

    def _add(self, connection: "Connection") -> bool:
        """False if every place is taken. The oldest pending connection is closed to make room for a new one, so
        silent connections cannot keep the chair out.
        """
        if len(self.connections) >= self.voter_capacity + self.reserve:
            oldest = next(iter(self.pending), None)
            if oldest is None:
                return False
            self._discard(oldest)
            oldest.protocol.close(TRY_AGAIN_LATER)
            oldest.protocol.transport.close()
        self.connections.add(connection)
        self.pending[connection] = None
        return True

    def _discard(self, connection: "Connection") -> None:
        self.connections.discard(connection)
        self.pending.pop(connection, None)


class Connection:
    """One peer. `membership` is its meeting and what it is there, once its hello was accepted."""

    __slots__ = (
        *("address", "bad_frames", "bucket", "cast_finished", "cast_pending", "endpoint"),
        *("membership", "operations", "protocol", "receive", "send"),
    )

    def __init__(
        self, endpoint: WebSocketEndpoint, protocol: WebSocketProtocol, address: str, receive: Receive, send: Send
    ) -> None:
        self.endpoint, self.operations, self.protocol = endpoint, endpoint.operations, protocol
        self.address, self.receive, self.send = address, receive, send
        self.bucket = Bucket(VOTER_BURST)
        self.bad_frames = 0
        self.cast_pending = False
        self.cast_finished: asyncio.Future[None] | None = None
        self.membership: tuple[LiveMeeting, Voter | StaffPeer] | None = None

    async def run(self) -> None:
        deadline = asyncio.get_running_loop().time() + HELLO_SECONDS
        try:
            while self.membership is None:
                async with asyncio.timeout_at(deadline):  # limits the wait for a frame, not its handling
                    event = await self.receive()
                if not await self._handle(event):
                    return
            while await self._handle(await self._next_event()):
                pass
        except TimeoutError:
            await self._close(POLICY_VIOLATION)
        finally:
            self._leave_meeting()

    async def _next_event(self) -> Message:
        """While this waits, a voter's cast is handled as it arrives."""
        self.protocol.inline_handler = self._handle_inline
        try:
            return await self.receive()
        finally:
            self.protocol.inline_handler = None

    def _handle_inline(self, frame: bytes) -> bool:
        """Handle a cast of ordinary size; False leaves any other frame to `_handle`."""
        if self.membership is None or self.cast_pending or len(frame) > ballot_validation.FRAME_MIN:
            return False
        live, peer = self.membership
        if not isinstance(peer, Voter):
            return False
        try:
            message = decode(frame)
        except BadFrame:
            return False
        if message["t"] != "cast" or not self.bucket.take():
            return False
        self._cast(live, peer, message)
        return True

    async def _handle(self, event: Message) -> bool:
        """Handle one frame; False once the connection is closed."""
        if event["type"] == "websocket.disconnect":
            return False
        if self.cast_pending:  # replies keep the order of the requests
            self.cast_finished = asyncio.get_running_loop().create_future()
            await self.cast_finished
        if not self.bucket.take():
            return await self._close(POLICY_VIOLATION)
        frame = event.get("bytes")
        size = len(event["text"].encode() if frame is None else frame)
        if size > ballot_validation.FRAME_MIN and size > self._frame_limit():
            return await self._close(MESSAGE_TOO_BIG)
        try:
            return await self._dispatch(decode(frame or b""))
        except BadFrame:
            self.bad_frames += 1
            await self._reply({"t": "error", "code": "bad_frame"})
            return self.bad_frames < MAX_BAD_FRAMES or await self._close(POLICY_VIOLATION)

    def _frame_limit(self) -> int:
        if self.membership is None:
            return ballot_validation.FRAME_MIN
        live, peer = self.membership
        return live.frame_limit if isinstance(peer, Voter) else ballot_validation.FRAME_MAX

    async def _reply(self, message: Map) -> None:
        await self.send({"type": "websocket.send", "bytes": encode(message)})

    async def _close(self, code: int) -> bool:
        await self.send({"type": "websocket.close", "code": code})
        return False

    async def _dispatch(self, message: Map) -> bool:
        """Answer one message; False once the connection is closed. Raises BadFrame if the peer may not send it."""
        if self.membership is None:
            return await self._admit(message)
        live, peer = self.membership
        if isinstance(peer, Voter) and message["t"] == "cast":
            self._cast(live, peer, message)
        elif isinstance(peer, StaffPeer) and peer.role == "chair" and message["t"] in CHAIR_COMMANDS:
            await self._reply(await self._run_command(live, message))
        elif isinstance(peer, StaffPeer) and peer.role == "desk" and message["t"] == "paper":
            if (answer := await self._enter_paper_ballot(live, message)) is not None:
                await self._reply(answer)
        else:
            raise BadFrame
        return True

    # Hello

    async def _admit(self, hello: Map) -> bool:
        try:
            if hello.get("role") == "voter" and self.endpoint.is_full:
                raise Refused("busy")
            self._join_meeting(await self.endpoint.handshake.admit(self.protocol, self.address, hello))
            return True
        except Refused as refused:
            code = refused.code
        except (NotRecorded, Damaged) as error:
            log.log(logging.DEBUG if self.operations.recovering else logging.ERROR, "hello: %s", error)
            code = "busy"
        await self._reply({"t": "refused", "code": code})
        return await self._close(TRY_AGAIN_LATER if code == "busy" else POLICY_VIOLATION)

    def _join_meeting(self, admitted: Admitted) -> None:
        """Awaits nothing, so the welcome is sent before any later change of state."""
        live, peer = self.membership = admitted.live, admitted.peer
        self.endpoint.pending.pop(self, None)
        if isinstance(peer, Voter):
            self.endpoint.voters += 1
        else:
            self.bucket = Bucket(STAFF_BURST)
        self.protocol.offer("welcome", encode(admitted.welcome))
        live.audience.add(peer)
        live.turnout_changed = True
        log.log(_log_level(peer), "meeting %s: %s connected", live.state.id, _role(peer))

    def _leave_meeting(self) -> None:
        if self.membership is not None:
            live, peer = self.membership
            live.audience.remove(peer)
            live.turnout_changed = True
            self.endpoint.voters -= isinstance(peer, Voter)
            log.log(_log_level(peer), "meeting %s: %s disconnected", live.state.id, _role(peer))

    # Casts, commands, paper ballots

    def _cast(self, live: LiveMeeting, voter: Voter, message: Map) -> None:
        round_id, nonce = message.get("round"), message.get("nonce")
        # The nonce is part of the topic, so that no reply replaces the unsent reply to another cast.
        topic = CAST_TOPIC + nonce if type(nonce) is bytes and len(nonce) == NONCE_BYTES else CAST_TOPIC

        def reply(answer: Answer, counted: bool) -> None:
            self._finish_cast()
            if isinstance(answer, dict):
                self.protocol.offer(topic, encode(answer))
            elif answer is not None:
                refused: Map = {"t": "refused", "round": round_id, "nonce": nonce, **cast_refusal(answer)}
                self.protocol.offer(topic, encode(echoable(refused)))

        self.cast_pending = True
        self.operations.casting.submit(live, voter, message, reply)

    def _finish_cast(self) -> None:
        self.cast_pending = False
        if self.cast_finished is not None and not self.cast_finished.done():
            self.cast_finished.set_result(None)
        self.cast_finished = None

    async def _run_command(self, live: LiveMeeting, message: Map) -> Map:
        command, n = str(message["t"]), message.get("n")
        try:
            await self.operations.registry.refresh(live)
            result = await CHAIR_COMMANDS[command](self.operations, live, message)
            log.info("meeting %s: chair: %s", live.state.id, command)
            return echoable({"t": "done", "n": n, **(result or {})})
        except (Refused, NotRecorded, Damaged) as error:
            return echoable({"t": "refused", "n": n, **command_refusal(live, error)})

    async def _enter_paper_ballot(self, live: LiveMeeting, message: Map) -> Map | None:
        echo = {name: message.get(name) for name in ("n", "round", "nonce")}
        try:
            await self.operations.registry.refresh(live)
            receipt = await enter_paper_ballot(self.operations, live, self.protocol, message)
            return echoable({**receipt, "n": echo["n"]}) if receipt is not None else None
        except (Refused, NotRecorded, Damaged) as error:
            return echoable({"t": "refused", **echo, **command_refusal(live, error)})


def _log_level(peer: Voter | StaffPeer) -> int:
    """Lines for thousands of phones would hide the others."""
    return logging.INFO if isinstance(peer, StaffPeer) else logging.DEBUG


def _role(peer: Voter | StaffPeer) -> str:
    return peer.role if isinstance(peer, StaffPeer) else "phone"
