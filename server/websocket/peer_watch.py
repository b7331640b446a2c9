"""Pings WebSocket peers, and aborts peers of any kind that have stopped reading or never complete a request."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from . import protocol

STALL_POLL_SECONDS = 5.0
"""Interval of the check for stalled peers and due pings."""
LEAST_BODY_BYTES = 64 * 1024
"""Of a body that is coming in, within protocol.STALL_TIMEOUT_SECONDS: two kilobytes a second."""
MAX_BODY_SECONDS = 600.0
"""For a whole body: an archive of 20 MiB at 36 kB a second."""


@dataclass(slots=True)
class Wait:
    """What was known of a peer at the time `since`, when it last made progress: bytes that it had not read, or had
    sent. `began`: of the wait."""

    kind: str
    bytes: int
    since: float
    began: float


HEAD, BODY, ANSWER = "head", "body", "answer"
"""What a peer has yet to send completely, or to read."""
Waits = WeakKeyDictionary[Any, Wait]


async def watch_peers(connections: Callable[[], Iterable[Any]]) -> None:
    """Every few seconds, ping the peers and abort those that have stopped reading or never finish a request.

    `connections`: uvicorn's protocols. Its HTTP protocols have no time limit for a request that is coming in, nor
    for an answer that is not read.
    """
    waiting: Waits = WeakKeyDictionary()
    while True:
        await asyncio.sleep(STALL_POLL_SECONDS)
        now = asyncio.get_running_loop().time()
        for connection in list(protocol.PROTOCOLS):
            connection.check(now)
        for peer in list(connections()):
            abort_without_progress(waiting, peer, now)


def abort_without_progress(waiting: Waits, peer: Any, now: float) -> None:
    """Remember since when a peer has made no progress; abort it after protocol.STALL_TIMEOUT_SECONDS."""
    kind, count = _wait_of(peer)
    before = waiting.get(peer)
    if not kind:
        waiting.pop(peer, None)
    elif before is None or before.kind != kind:
        waiting[peer] = Wait(kind, count, now, now)
    elif kind == BODY and now - before.began > MAX_BODY_SECONDS:
        peer.transport.abort()
    elif _has_progressed(before, count):
        before.bytes, before.since = count, now
    elif now - before.since > protocol.STALL_TIMEOUT_SECONDS:
        peer.transport.abort()


def _wait_of(peer: Any) -> tuple[str, int]:
    """What a peer keeps waiting for, empty for nothing, and the bytes that show whether it makes progress."""
    if _awaits_request(peer):
        return (BODY, peer.received) if _awaits_body(peer) else (HEAD, 0)
    unread = _unread_bytes(peer)
    return (ANSWER, unread) if unread else ("", 0)


def _has_progressed(before: Wait, count: int) -> bool:
    return count - before.bytes >= LEAST_BODY_BYTES if before.kind == BODY else count != before.bytes


def _unread_bytes(peer: Any) -> int:
    """Bytes of an answer that the kernel does not accept yet. WebSocket connections have a check of their own."""
    return 0 if isinstance(peer, protocol.WebSocketProtocol) else int(peer.transport.get_write_buffer_size())


def _awaits_request(peer: Any) -> bool:
    """Whether a request has begun to arrive, or has yet to, and is not complete."""
    if isinstance(peer, protocol.WebSocketProtocol):
        return not peer.opened
    cycle = getattr(peer, "cycle", None)
    if cycle is None or cycle.response_complete:
        return getattr(peer, "timeout_keep_alive_task", None) is None
    return bool(cycle.more_body)


def _awaits_body(peer: Any) -> bool:
    """Whether the application reads a body that is coming in; it refuses who may not send one."""
    cycle = getattr(peer, "cycle", None)
    return cycle is not None and cycle.more_body and not cycle.response_complete
