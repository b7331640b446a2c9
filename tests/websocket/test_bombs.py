"""P32: messages too long to be held, in one piece, in pieces, or packed; and the server's memory meanwhile."""

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

MOST = 65_536
FIRST, MIDDLE, PACKED, FINAL = 0x02, 0x00, 0x40, 0x80
PIECE = bytes(16_000)


def piece(kind: int, body: bytes, length: int | None = None) -> bytes:
    """A frame from a client, masked with zeros; it may lie about its length."""
    return struct.pack("!BBQ4x", kind, 0xFF, len(body) if length is None else length) + body


def packed(megabytes: int) -> bytes:
    """So many megabytes of nothing as permessage-deflate would send them."""
    squeezing = zlib.compressobj(9, wbits=-15)
    body = b"".join(squeezing.compress(bytes(1 << 20)) for _ in range(megabytes))
    return body + squeezing.flush(zlib.Z_SYNC_FLUSH)[:-4]


SMALL = "longer than a voter may, in pieces"
BOMBS: dict[str, tuple[int, Callable[[], bytes]]] = {
    "one long frame": (1009, lambda: piece(FIRST | FINAL, bytes(MOST + 1))),
    "the beginning of an endless one": (1009, lambda: piece(FIRST | FINAL, PIECE, 1 << 62)),
    "text": (1009, lambda: piece(0x01 | FINAL, b"x" * (MOST + 1))),
    "too long in pieces": (1009, lambda: piece(FIRST, PIECE) + piece(MIDDLE, PIECE) * 5),
    SMALL: (1009, lambda: piece(FIRST, PIECE) + piece(MIDDLE | FINAL, PIECE)),
    "packed": (1002, lambda: piece(FIRST | PACKED | FINAL, packed(16))),
    "packed, in pieces": (1002, lambda: piece(FIRST | PACKED, packed(4)) + piece(MIDDLE | FINAL, packed(4))),
    "no text": (1007, lambda: piece(0x01 | FINAL, b"\xff\xfe")),
    "no text, in pieces": (1007, lambda: piece(0x01, b"\xe4\xb8") + piece(MIDDLE | FINAL, b"x")),
}


async def bombed(socket: ClientConnection, body: bytes) -> int | None:
    socket.transport.write(body)
    async with asyncio.timeout(20):
        await socket.wait_closed()
    return socket.close_code


def strangers(host: Host) -> connect:
    return connect(f"ws://127.0.0.1:{host.port}/ws", origin=host.base, compression="deflate")  # type: ignore[arg-type]


async def test_bombs_end_their_connection_and_cost_no_memory(
    tmp_path: Path, started: Started, proof: Callable[[str], None]
) -> None:
    """P32: too long is 1009, packed is 1002 for it was never agreed on; a good ballot is taken afterwards."""
    server = await started(tmp_path).ready()
    made = await server.make(admission="cards")
    thrower, honest = await made.cards(2)
    bombs = {name: (code, make()) for name, (code, make) in BOMBS.items()}
    thrown = 0
    with watch_server(server) as watch:
        async with made.chair() as chair, made.phone(honest) as phone:
            round_id = await chair.open(made.ids()[:1])
            for turn in range(1 + scaled(3, 120)):
                for name, (code, body) in bombs.items():
                    async with strangers(server) as stranger:
                        assert stranger.protocol.extensions == [], "deflate is not agreed on"
                        assert await bombed(stranger, body) == code, name
                    for peer in [made.phone(thrower), *[made.chair()] * (name != SMALL)]:
                        async with peer:
                            assert await bombed(peer.socket, body) == code, name
                        thrown += 1
                    thrown += 1
                if turn == 0:
                    watch.reset()
            assert receipt(await phone.cast(round_id, 8))
            grown = watch.growth_mb
    assert grown <= 20
    proof(f"{thrown:,} bombs of {len(bombs)} kinds: each ended as it must, {grown:+.1f} MB")
