"""P32: oversize messages, whole, fragmented or compressed, and the memory they cost the server."""

import asyncio
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from websockets.asyncio.client import ClientConnection, connect

from tests.harness import Host, receipt
from tests.proof_scale import scaled
from tests.server_watch import watch_server
from tests.voters import Started

pytestmark = pytest.mark.anyio

MAX_FRAME_BYTES = 65_536
BINARY, CONTINUATION, COMPRESSED, FINAL = 0x02, 0x00, 0x40, 0x80
"""Bits of a frame's first byte (RFC 6455 §5.2)."""
FRAGMENT = bytes(16_000)


def client_frame(kind: int, body: bytes, length: int | None = None) -> bytes:
    """A frame masked with zeros. `length` may differ from the true length."""
    return struct.pack("!BBQ4x", kind, 0xFF, len(body) if length is None else length) + body


def compressed(megabytes: int) -> bytes:
    """Zeros as permessage-deflate encodes them."""
    compressor = zlib.compressobj(9, wbits=-15)
    body = b"".join(compressor.compress(bytes(1 << 20)) for _ in range(megabytes))
    return body + compressor.flush(zlib.Z_SYNC_FLUSH)[:-4]


OVER_VOTER_LIMIT = "over a voter's limit, fragmented"
BOMBS: dict[str, tuple[int, Callable[[], bytes]]] = {
    "one long frame": (1009, lambda: client_frame(BINARY | FINAL, bytes(MAX_FRAME_BYTES + 1))),
    "the start of an endless frame": (1009, lambda: client_frame(BINARY | FINAL, FRAGMENT, 1 << 62)),
    "text": (1009, lambda: client_frame(0x01 | FINAL, b"x" * (MAX_FRAME_BYTES + 1))),
    "too long, fragmented": (1009, lambda: client_frame(BINARY, FRAGMENT) + client_frame(CONTINUATION, FRAGMENT) * 5),
    OVER_VOTER_LIMIT: (1009, lambda: client_frame(BINARY, FRAGMENT) + client_frame(CONTINUATION | FINAL, FRAGMENT)),
    "compressed": (1002, lambda: client_frame(BINARY | COMPRESSED | FINAL, compressed(16))),
    "compressed and fragmented": (
        1002,
        lambda: client_frame(BINARY | COMPRESSED, compressed(4)) + client_frame(CONTINUATION | FINAL, compressed(4)),
    ),
    "invalid UTF-8": (1007, lambda: client_frame(0x01 | FINAL, b"\xff\xfe")),
    "invalid UTF-8, fragmented": (
        1007,
        lambda: client_frame(0x01, b"\xe4\xb8") + client_frame(CONTINUATION | FINAL, b"x"),
    ),
}


async def close_code_after(socket: ClientConnection, body: bytes) -> int | None:
    socket.transport.write(body)
    async with asyncio.timeout(20):
        await socket.wait_closed()
    return socket.close_code


def connect_silently(host: Host) -> connect:
    return connect(f"ws://127.0.0.1:{host.port}/ws", origin=host.base, compression="deflate")  # type: ignore[arg-type]


async def test_oversize_messages_close_their_connection_and_cost_no_memory(
    tmp_path: Path, started: Started, proof: Callable[[str], None]
) -> None:
    """P32: too long closes with 1009, compressed with 1002 (not negotiated); ballots are still accepted."""
    server = await started(tmp_path).ready()
    meeting = await server.make(admission="cards")
    sender, honest = await meeting.cards(2)
    bombs = {name: (code, make()) for name, (code, make) in BOMBS.items()}
    sent = 0
    with watch_server(server) as watch:
        async with meeting.chair() as chair, meeting.phone(honest) as phone:
            round_id = await chair.open(meeting.ids()[:1])
            for repetition in range(1 + scaled(3, 120)):
                for name, (code, body) in bombs.items():
                    async with connect_silently(server) as stranger:
                        assert stranger.protocol.extensions == [], "compression was not negotiated"
                        assert await close_code_after(stranger, body) == code, name
                    for peer in [meeting.phone(sender), *[meeting.chair()] * (name != OVER_VOTER_LIMIT)]:
                        async with peer:
                            assert await close_code_after(peer.socket, body) == code, name
                        sent += 1
                    sent += 1
                if repetition == 0:
                    watch.reset()
            assert receipt(await phone.cast(round_id, 8))
            grown = watch.growth_mb
    assert grown <= 20
    proof(f"{sent:,} messages of {len(bombs)} kinds: each closed with its code, {grown:+.1f} MB")
