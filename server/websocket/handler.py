"""What a protocol delivers the messages of its connection to, and the one message that it knows itself."""

from typing import Protocol

PING, PONG = b"\x81\xa1t\xa4ping", b"\x81\xa1t\xa4pong"
"""A page's own ping, `{t:"ping"}`, which its scripts can see answered (no script can send or see RFC 6455's), and the
answer."""


class Handler(Protocol):
    """Receives the messages of one connection."""

    def message_received(self, payload: bytes, binary: bool) -> None: ...

    def answer_ping(self) -> bool:
        """Answer PING at once. False if it is a message like any other."""
        ...

    def connection_lost(self) -> None: ...
