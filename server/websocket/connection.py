"""`/ws`: the life of a connection, from its hello to its close (CONTRACT "WebSocket").

Limits, decodes, dispatches and answers messages, one at a time. A connection has no task of its own: messages are
delivered by its protocol, and what the meeting sends is offered to it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Coroutine
from typing import cast

from starlette.types import Receive, Scope, Send

from ..core import ballot_validation
from ..core.codec import BadFrame, Map, decode, encode
from ..core.errors import Damaged, NotRecorded, Refused
from ..core.self_test import failed_codes
from ..meetings.audience import StaffPeer, Voter
from ..meetings.live_meeting import LiveMeeting
from ..meetings.operations import Operations
from .cast_reply import CastReply
from .commands import CHAIR_COMMANDS
from .error_replies import echoable
from .guess_limiter import client_address
from .handler import PONG
from .handshake import Admitted, Handshake
from .protocol import EXTENSION, INTERNAL_ERROR, WebSocketProtocol
from .rate_limits import STAFF_BURST, VOTER_BURST, Bucket, Buckets
from .staff_requests import answer_card_check, answer_command, answer_paper_ballot

HELLO_SECONDS = 10
MAX_BAD_FRAMES = 3
MAX_TOKEN_CONNECTIONS = 3
"""Connections that one voter's token may have; a newer one replaces the oldest."""
POLICY_VIOLATION, MESSAGE_TOO_BIG, TRY_AGAIN_LATER = 1008, 1009, 1013
"""Close codes (RFC 6455 §7.4.1 and the IANA registry)."""

log = logging.getLogger("pingyi")


class WebSocketEndpoint:
    """Accepts `voter_capacity` voters and `reserve` more connections for chairs, screens and desks (PROMISES P40)."""

    def __init__(self, operations: Operations, voter_capacity: int, reserve: int) -> None:
        self.operations, self.voter_capacity, self.reserve = operations, voter_capacity, reserve
        self.handshake = Handshake(operations)
        self.buckets = Buckets()
        self.voters = self.staff = 0

    @property
    def is_full(self) -> bool:
        return self.voters >= self.voter_capacity

    def count(self, peer: Voter | StaffPeer, change: int) -> None:
        if isinstance(peer, Voter):
            self.voters += change
        else:
            self.staff += change

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Accept or refuse the opening handshake; the connection then lives on without this call."""
        protocol: WebSocketProtocol = scope["extensions"][EXTENSION]
        if self.voters + self.staff >= self.voter_capacity + self.reserve:
            await send({"type": "websocket.http.response.start", "status": 503, "headers": []})
            await send({"type": "websocket.http.response.body", "body": b""})
            return
        protocol.handler = Connection(self, protocol, client_address(scope.get("client")))
        await send({"type": "websocket.accept"})


class Connection:
    """One peer. `membership` is its meeting and what it is there, once its hello was accepted.

    Delivery is paused while a message is being answered, so replies keep the order of the requests.
    """

    __slots__ = (
        *("address", "bad_frames", "bucket", "endpoint", "hello_timer"),
        *("membership", "operations", "protocol", "task"),
    )

    def __init__(self, endpoint: WebSocketEndpoint, protocol: WebSocketProtocol, address: str) -> None:
        self.endpoint, self.operations, self.protocol = endpoint, endpoint.operations, protocol
        self.address = address
        self.bucket = Bucket(VOTER_BURST, users=1)
        self.bad_frames = 0
        self.task: asyncio.Task[None] | None = None
        self.membership: tuple[LiveMeeting, Voter | StaffPeer] | None = None
        self.hello_timer = asyncio.get_running_loop().call_later(HELLO_SECONDS, self._hello_timeout)

    def _hello_timeout(self) -> None:
        """Limits the wait for a hello, not its handling."""
        if self.membership is None and self.task is None:
            self.protocol.close(POLICY_VIOLATION)

    def connection_lost(self) -> None:
        self.hello_timer.cancel()
        self.bucket.users -= 1
        self._leave()

    def _leave(self) -> None:
        if self.membership is None:
            return
        live, peer = self.membership
        self.membership = None
        live.audience.remove(peer)
        live.turnout_changed = True
        live.pages_changed = live.pages_changed or isinstance(peer, StaffPeer)
        self.endpoint.count(peer, -1)
        self.protocol.tracked.deauthenticate()
        log.log(_log_level(peer), "meeting %s: %s disconnected", live.state.id, _role(peer))

    def replace(self) -> None:
        """The token has newer connections: close this one, and free its place now, whether or not its peer reads."""
        self._reply({"t": "refused", "code": "elsewhere"})
        self._leave()
        self.protocol.close(TRY_AGAIN_LATER)

    # Messages

    def message_received(self, payload: bytes, binary: bool) -> None:
        if not self.bucket.take():
            self.protocol.close(POLICY_VIOLATION)
        elif len(payload) > ballot_validation.FRAME_MIN and self._is_too_big(payload):
            self.protocol.close(MESSAGE_TOO_BIG)
        else:
            try:
                self._dispatch(decode(payload if binary else b""))
            except BadFrame:
                self._refuse_bad_frame()

    def answer_ping(self) -> bool:
        """Answer a page that asks whether its connection still works: no decoding, no encoding, no waiting. Returns
        False before the welcome."""
        if self.membership is None:
            return False
        if self.bucket.take():
            self.protocol.offer("pong", PONG)
        else:
            self.protocol.close(POLICY_VIOLATION)
        return True

    def _is_too_big(self, payload: bytes) -> bool:
        """Whether a frame over FRAME_MIN may not be sent by this peer."""
        if self.membership is None:
            return True
        live, peer = self.membership
        if isinstance(peer, StaffPeer):
            return len(payload) > ballot_validation.FRAME_MAX
        return len(payload) > live.frame_limit and len(payload) > _limit_of_its_round(live, payload)

    def _dispatch(self, message: Map) -> None:
        """Answer one message. Raises BadFrame if the peer may not send it."""
        if self.membership is None:
            self._start(self._admit(message))
            return
        live, peer = self.membership
        if message["t"] == "ping":  # in another encoding than PING
            self.protocol.offer("pong", PONG)
        elif isinstance(peer, Voter) and message["t"] == "cast":
            self._cast(live, peer, message)
        elif isinstance(peer, Voter) and message["t"] == "check":
            live.audience.checks[peer.token] = failed_codes(message)
            live.checks_changed = True
            self.protocol.offer("pong", PONG)
        elif message["t"] == "brief" and type(subject := echoable(message).get("subject")) is str:
            self._start(self._send_brief(live, subject))
        elif isinstance(peer, StaffPeer) and peer.role == "chair" and message["t"] in CHAIR_COMMANDS:
            self._start(self._answer(answer_command(self.operations, live, message)))
        elif isinstance(peer, StaffPeer) and peer.role == "desk" and message["t"] == "paper":
            self._start(self._answer(answer_paper_ballot(self.operations, live, self.protocol, message)))
        elif isinstance(peer, StaffPeer) and peer.role == "desk" and message["t"] == "card":
            self._start(self._answer(answer_card_check(self.operations, live, self.protocol, message)))
        else:
            raise BadFrame

    def _refuse_bad_frame(self) -> None:
        self.bad_frames += 1
        self._reply({"t": "error", "code": "bad_frame"})
        if self.bad_frames >= MAX_BAD_FRAMES:
            self.protocol.close(POLICY_VIOLATION)

    def _reply(self, message: Map) -> None:
        self.protocol.send(encode(message))

    def _start(self, answer: Coroutine[object, object, None]) -> None:
        """Work out the answer to one message; nothing more is delivered until it is sent."""
        self.protocol.pause_delivery()
        self.task = asyncio.get_running_loop().create_task(answer)
        self.task.add_done_callback(self._finish)

    def _finish(self, task: asyncio.Task[None]) -> None:
        self.task = None
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a WebSocket message failed", exc_info=error)
            self.protocol.close(INTERNAL_ERROR)
        self.protocol.resume_delivery()

    # Hello

    async def _admit(self, hello: Map) -> None:
        try:
            self._check_capacity(hello)
            admitted = await self.endpoint.handshake.admit(self.protocol, self.address, hello)
            self._check_capacity(hello)  # others may have been admitted meanwhile
            _check_quota(admitted)
            self._join_meeting(admitted)
            return
        except BadFrame:
            self._refuse_bad_frame()
            return
        except Refused as refused:
            code, reason = refused.code, refused.detail.get("reason")
        except (NotRecorded, Damaged) as error:
            log.log(logging.DEBUG if self.operations.recovering else logging.ERROR, "hello: %s", error)
            code, reason = "busy", None
        self._reply({"t": "refused", "code": code, **({"reason": reason} if reason else {})})
        self.protocol.close(TRY_AGAIN_LATER if code == "busy" else POLICY_VIOLATION)

    def _check_capacity(self, hello: Map) -> None:
        if hello.get("role") == "voter" and self.endpoint.is_full:
            raise Refused("busy")

    def _join_meeting(self, admitted: Admitted) -> None:
        """Awaits nothing, so the welcome is sent before any later change of state."""
        if self.protocol.closing:
            return
        self._share_bucket(admitted.peer)
        self.hello_timer.cancel()
        live, peer = self.membership = admitted.live, admitted.peer
        self.endpoint.count(peer, 1)
        self.protocol.tracked.authenticate()
        self.protocol.offer("welcome", encode(admitted.welcome))
        live.audience.add(peer)
        if isinstance(peer, Voter):
            _replace_older(live, peer.token)
        else:
            live.checks_changed = live.pages_changed = True
        live.turnout_changed = True
        log.log(_log_level(peer), "meeting %s: %s connected", live.state.id, _role(peer))

    def _share_bucket(self, peer: Voter | StaffPeer) -> None:
        buckets = self.endpoint.buckets
        if isinstance(peer, Voter):
            self.bucket = buckets.join(peer.token, VOTER_BURST)
        else:
            self.bucket = buckets.join(peer.key, STAFF_BURST)

    # Casts, and requests of staff

    def _cast(self, live: LiveMeeting, voter: Voter, message: Map) -> None:
        self.protocol.pause_delivery()
        reply = CastReply(self.protocol, message.get("round"), message.get("nonce"))
        self.operations.casting.submit(live, voter, message, reply)

    async def _answer(self, reply: Awaitable[Map | None]) -> None:
        message = await reply
        if message is not None:
            self._reply(message)

    async def _send_brief(self, live: LiveMeeting, subject: str) -> None:
        """To every role: attendees read it, whether or not they vote. A phone asks again for one that does not come."""
        try:
            frame = await self.operations.brief_reader.frame(live, subject)
        except (NotRecorded, Damaged) as error:
            log.error("brief: %s", error)
            return
        self.protocol.offer(("brief", subject), frame)


def _check_quota(admitted: Admitted) -> None:
    """Phones of an admin key's meetings: a place may become free, so the phone tries again by itself."""
    quota, peer = admitted.live.phone_quota, admitted.peer
    if quota is not None and isinstance(peer, Voter) and not quota.has_room(admitted.live.audience, peer.token):
        quota.refused += 1
        raise Refused("busy", reason="phone_limit")


def _limit_of_its_round(live: LiveMeeting, payload: bytes) -> int:
    """The frame limit of the round that a cast names: a phone may send the cast of an earlier round again."""
    try:
        message = decode(payload)
    except BadFrame:
        return 0
    round = live.round(message.get("round")) if message["t"] == "cast" else None
    return 0 if round is None else live.ballot_rules(round).frame_limit


def _replace_older(live: LiveMeeting, token: bytes) -> None:
    for voter in live.audience.voters[token][:-MAX_TOKEN_CONNECTIONS]:
        handler = cast(WebSocketProtocol, voter.connection).handler
        if isinstance(handler, Connection):
            handler.replace()


def _log_level(peer: Voter | StaffPeer) -> int:
    """Lines for thousands of phones would hide the others."""
    return logging.INFO if isinstance(peer, StaffPeer) else logging.DEBUG


def _role(peer: Voter | StaffPeer) -> str:
    return peer.role if isinstance(peer, StaffPeer) else "phone"
