"""Pings WebSocket peers, and aborts peers of any kind that have stopped reading or never complete a request."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Any
from weakref import WeakKeyDictionary

from . import protocol

STALL_POLL_SECONDS = 5.0
"""Interval of the check for stalled peers and due pings."""
INCOMPLETE_REQUEST = -1
"""Stands for a request that is not complete, however many bytes of it have arrived."""


async def watch_peers(connections: Callable[[], Iterable[Any]]) -> None:
    """Every few seconds, ping the peers and abort those that have stopped reading or never finish a request.

    `connections`: uvicorn's protocols. Its HTTP protocols have no time limit for a request that is coming in, nor
    for an answer that is not read.
    """
    waiting: WeakKeyDictionary[Any, tuple[int, float]] = WeakKeyDictionary()
    while True:
        await asyncio.sleep(STALL_POLL_SECONDS)
        now = asyncio.get_running_loop().time()
        for connection in list(protocol.PROTOCOLS):
            connection.check(now)
        for peer in list(connections()):
            _abort_without_progress(waiting, peer, now)


def _abort_without_progress(waiting: "WeakKeyDictionary[Any, tuple[int, float]]", peer: Any, now: float) -> None:
    """Remember since when a peer has made no progress; abort it after protocol.STALL_TIMEOUT_SECONDS."""
    progress = INCOMPLETE_REQUEST if _awaits_request(peer) else _unread_bytes(peer)
    if not progress:
        waiting.pop(peer, None)
    elif waiting.setdefault(peer, (progress, now))[0] != progress:
        waiting[peer] = (progress, now)
    elif now - waiting[peer][1] > protocol.STALL_TIMEOUT_SECONDS:
        peer.transport.abort()


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
