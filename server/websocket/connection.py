"""`/ws`: one connection's life, from hello to goodbye (CONTRACT "WebSocket").

A connection costs the task that its protocol gives it, and none besides: what others tell it is
offered to its link. Here frames are counted, measured, decoded and answered.
"""

import asyncio
import logging

from starlette.types import Message, Receive, Scope, Send

from ..core import ballot_validation
from ..core.codec import BadFrame, Map, decode, encode
from ..core.errors import Damaged, NotRecorded, Refused
from ..core.sealing import NONCE_BYTES
from ..meetings.audience import StaffPeer, Voter
from ..meetings.casting import Answer
from ..meetings.live_meeting import LiveMeeting
from ..meetings.registry import MeetingRegistry
from . import commands
from .error_replies import echoable, refusal, why
from .guess_limiter import address_of
from .handshake import Admitted, Handshake
from .protocol import WebSocketProtocol
from .rate_limits import KEYED_BUCKET, VOTER_BUCKET, Bucket

HELLO_SECONDS = 10
BAD_FRAMES = 3
CAST = b"cast "
POLICY, TOO_BIG, TRY_LATER = 1008, 1009, 1013

log = logging.getLogger("pingyi")


class WebSocketEndpoint:
    """`places` voters may be connected at once; chair, screen and desk have `reserve` more.
    `strangers` have not said who they are, the oldest first."""

    def __init__(self, registry: MeetingRegistry, places: int, reserve: int) -> None:
        self.registry, self.places, self.reserve = registry, places, reserve
        self.handshake = Handshake(registry)
        self.here: set[Connection] = set()
        self.strangers: dict[Connection, None] = {}
        self.voters = 0

    @property
    def full(self) -> bool:
        return self.voters >= self.places

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        one = Connection(self, scope["extensions"]["pingyi.link"], address_of(scope.get("client")), receive, send)
        if not self._admits(one):
            await send({"type": "websocket.http.response.start", "status": 503, "headers": []})
            await send({"type": "websocket.http.response.body", "body": b""})
            return
        try:
            await receive()
            await send({"type": "websocket.accept"})
            await one.run_connection()
        finally:
            self._lose(one)

    def _admits(self, one: "Connection") -> bool:
        """Where every place is taken, who has longest not said hello makes room: the silent keep no chair out."""
        if len(self.here) >= self.places + self.reserve:
            oldest = next(iter(self.strangers), None)
            if oldest is None:
                return False
            self._lose(oldest)
            oldest.connection.leave(TRY_LATER)
            oldest.connection.transport.close()
        self.here.add(one)
        self.strangers[one] = None
        return True

    def _lose(self, one: "Connection") -> None:
        self.here.discard(one)
        self.strangers.pop(one, None)


class Connection:
    """One peer. `peer` and `room` are set once it has said a good hello."""

    __slots__ = (
        *("address", "answered", "bad", "bucket", "casting", "registry"),
        *("connection", "live", "peer", "places", "receive", "send"),
    )

    def __init__(
        self, places: WebSocketEndpoint, connection: WebSocketProtocol, address: str, receive: Receive, send: Send
    ) -> None:
        self.places, self.connection, self.address, self.receive, self.send = places, connection, address, receive, send
        self.registry = places.registry
        self.bucket = Bucket(VOTER_BUCKET)
        self.bad = 0
        self.casting = False
        self.answered: asyncio.Future[None] | None = None
        self.peer: Voter | StaffPeer | None = None
        self.live: LiveMeeting | None = None

    async def run_connection(self) -> None:
        until = asyncio.get_running_loop().time() + HELLO_SECONDS
        try:
            while self.peer is None:
                async with asyncio.timeout_at(until):  # only the waiting: what has begun is not cut short
                    event = await self.receive()
                if not await self._handle_event(event):
                    return
            while await self._handle_event(await self._next()):
                pass
        except TimeoutError:
            await self._leave(POLICY)
        finally:
            self._forget()

    def _forget(self) -> None:
        if self.live is not None and self.peer is not None:
            self.live.audience.remove(self.peer)
            log.log(_level(self.peer), "meeting %s: %s went", self.live.state.id, _role(self.peer))
            self.live.turnout_changed = True
            self.places.voters -= isinstance(self.peer, Voter)

    async def _next(self) -> Message:
        """While nothing else is under way, a phone's ballot is taken in right where it comes in."""
        self.connection.at_once = self._at_once if isinstance(self.peer, Voter) else None
        try:
            return await self.receive()
        finally:
            self.connection.at_once = None

    def _at_once(self, frame: bytes) -> bool:
        if self.casting or len(frame) > ballot_validation.FRAME_MIN:
            return False
        try:
            message = decode(frame)
        except BadFrame:
            return False
        if message["t"] != "cast" or not self.bucket.take():
            return False
        assert self.live is not None and isinstance(self.peer, Voter)
        self._cast(self.live, self.peer, message)
        return True

    async def _handle_event(self, event: Message) -> bool:
        """One frame; False when the connection is over."""
        if event["type"] == "websocket.disconnect":
            return False
        if self.casting:  # answers keep the order of what was asked
            self.answered = asyncio.get_running_loop().create_future()
            await self.answered
        frame = event.get("bytes")
        if not self.bucket.take():
            return await self._leave(POLICY)
        size = len(event["text"].encode() if frame is None else frame)
        if size > ballot_validation.FRAME_MIN and size > self._limit():
            return await self._leave(TOO_BIG)
        try:
            message = decode(frame or b"")
            return await self._hello(message) if self.peer is None else await self._answered(message)
        except BadFrame:
            self.bad += 1
            await self._say({"t": "error", "code": "bad_frame"})
            return self.bad < BAD_FRAMES or await self._leave(POLICY)

    def _limit(self) -> int:
        if isinstance(self.peer, StaffPeer):
            return ballot_validation.FRAME_MAX
        return self.live.frame_limit if self.live is not None else ballot_validation.FRAME_MIN

    async def _say(self, message: Map) -> None:
        await self.send({"type": "websocket.send", "bytes": encode(message)})

    async def _leave(self, code: int) -> bool:
        await self.send({"type": "websocket.close", "code": code})
        return False

    # Hello

    async def _hello(self, message: Map) -> bool:
        try:
            if message.get("role") == "voter" and self.places.full:
                raise Refused("busy")
            self._come(await self.places.handshake.greet(self.connection, self.address, message))
            return True
        except Refused as refused:
            await self._say({"t": "refused", "code": refused.code})
            return await self._leave(TRY_LATER if refused.code == "busy" else POLICY)
        except (NotRecorded, Damaged) as error:
            log.log(logging.DEBUG if self.registry.recovering else logging.ERROR, "hello: %s", error)
            await self._say({"t": "refused", "code": "busy"})
            return await self._leave(TRY_LATER)

    def _come(self, admitted: Admitted) -> None:
        """Nothing is awaited here: the welcome goes out before anything newer is told."""
        self.live, self.peer = admitted.live, admitted.peer
        self.places.strangers.pop(self, None)
        if isinstance(admitted.peer, Voter):
            self.places.voters += 1
        else:
            self.bucket = Bucket(KEYED_BUCKET)
        self.connection.offer("welcome", encode(admitted.welcome))
        admitted.live.audience.add(admitted.peer)
        admitted.live.turnout_changed = True
        log.log(_level(admitted.peer), "meeting %s: %s came", admitted.live.state.id, _role(admitted.peer))

    # Everything after hello

    async def _answered(self, message: Map) -> bool:
        assert self.live is not None
        if isinstance(self.peer, Voter):
            if message["t"] != "cast":
                raise BadFrame
            self._cast(self.live, self.peer, message)
            return True
        if isinstance(self.peer, StaffPeer) and self.peer.role == "chair" and message["t"] in commands.CHAIR:
            answer: Map | None = await self._command(self.live, message)
        elif isinstance(self.peer, StaffPeer) and self.peer.role == "desk" and message["t"] == "paper":
            answer = await self._paper(self.live, message)
        else:
            raise BadFrame
        if answer is not None:
            await self._say(answer)
        return True

    def _cast(self, live: LiveMeeting, voter: Voter, message: Map) -> None:
        """A phone's ballot. Its answer is offered under its nonce, so no other one takes its place."""
        round_id, nonce = message.get("round"), message.get("nonce")

        def reply(answer: Answer, counted: bool) -> None:
            self._caught_up()
            if isinstance(answer, dict):
                self.connection.offer(CAST + answer["nonce"], encode(answer))  # type: ignore[operator]
            elif answer is not None:
                refused: Map = {"t": "refused", "round": round_id, "nonce": nonce, **refusal(answer)}
                known = type(nonce) is bytes and len(nonce) == NONCE_BYTES
                self.connection.offer(CAST + nonce if known else CAST, encode(echoable(refused)))  # type: ignore[operator]

        self.casting = True
        self.registry.round_commands.casting.take(live, voter, message, reply)

    def _caught_up(self) -> None:
        self.casting = False
        if self.answered is not None and not self.answered.done():
            self.answered.set_result(None)
        self.answered = None

    async def _command(self, live: LiveMeeting, message: Map) -> Map:
        n = message.get("n")
        try:
            await self.registry.fresh(live)
            done = await commands.CHAIR[str(message["t"])](self.registry, live, message)
            log.info("meeting %s: chair: %s", live.state.id, message["t"])
            return echoable({"t": "done", "n": n, **(done or {})})
        except (Refused, NotRecorded, Damaged) as error:
            return echoable({"t": "refused", "n": n, **why(live, error)})

    async def _paper(self, live: LiveMeeting, message: Map) -> Map | None:
        about = {"n": message.get("n"), "round": message.get("round"), "nonce": message.get("nonce")}
        try:
            await self.registry.fresh(live)
            receipt = await commands.paper(self.registry, live, self.connection, message)
            return echoable({**receipt, "n": about["n"]}) if receipt is not None else None
        except (Refused, NotRecorded, Damaged) as error:
            return echoable({"t": "refused", **about, **why(live, error)})


def _level(peer: Voter | StaffPeer) -> int:
    """Two lines for each of two thousand phones would bury the rest."""
    return logging.INFO if isinstance(peer, StaffPeer) else logging.DEBUG


def _role(peer: Voter | StaffPeer) -> str:
    return peer.role if isinstance(peer, StaffPeer) else "phone"
