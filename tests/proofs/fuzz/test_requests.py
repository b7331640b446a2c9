"""P31: requests that no browser sends, over real connections. Each gets an answer of its own kind or is ended."""

import asyncio
import random
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.harness import Host
from tests.proof_scale import scaled
from tests.server_watch import watch_server
from tests.voters import Started
from tests.websocket.test_stuck import upgrade

pytestmark = pytest.mark.anyio

REQUESTS = scaled(300, 20_000)
ANSWER = re.compile(rb"HTTP/1\.1 (\d{3}) ")
ODD = [
    b"\0", b"\xff", b"\xe4\xb8\xad", b"%00", b"%2e%2e/", b"../", b" ", b"\t", b"\r\n", b"\n", b":", b"\r\n\r\n", b";",
    b"\x7f", b"Host: evil.example\r\n", b"Content-Length: 5\r\n", b"Content-Length: -1\r\n",
    b"Content-Length: 99999999999999\r\n",
    b"Transfer-Encoding: chunked\r\n", b"Transfer-Encoding: gzip\r\n", b"Expect: 100-continue\r\n",
    b"HTTP/0.9", b"HTTP/9.9", b"Upgrade: h2c\r\nConnection: Upgrade\r\n",
    b"Sec-WebSocket-Protocol: \xff\r\n", b"Sec-WebSocket-Key: x\r\n",
    b"Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=99\r\n",
    b"Accept-Language: ;q=nan,zh;q=1e999\r\n",
    b"Authorization: Bearer \xff\xfe\r\n", b"X: " + b"x" * 70_000 + b"\r\n", b"/" * 300, b"?%zz=%", b"#",
]  # fmt: skip


def asked(host: Host) -> list[bytes]:
    """Good requests of every kind."""
    named = f"Host: 127.0.0.1:{host.port}\r\nAuthorization: Bearer {host.admin}\r\n"
    posted = f"POST /api/rosters HTTP/1.1\r\n{named}Content-Type: text/plain\r\nContent-Length: 6\r\n\r\n张三"
    paths = ("/", "/m", "/static/none", "/api/meetings", "/api/meetings/none/tally.csv", "/healthz", "/metrics", "/ws")
    return [*(f"GET {path} HTTP/1.1\r\n{named}\r\n".encode() for path in paths), posted.encode(), upgrade(host)]


def spoilt(request: bytes, chance: random.Random) -> bytes:
    """With one to four odd things in it, most of them where a line begins or a word ends."""
    for _ in range(chance.randint(1, 4)):
        joints = [0, *(match.end() for match in re.finditer(rb"\r\n| |/|: ", request))]
        at = chance.choice(joints) if chance.random() < 0.8 else chance.randrange(len(request) + 1)
        request = request[:at] + chance.choice(ODD) + request[at + chance.choice((0, 0, 0, 1, 4)) :]
    return request


async def told(host: Host, request: bytes) -> bytes:
    """What is said until the end; half requests are ended from here."""
    reader, writer = await asyncio.open_connection("127.0.0.1", host.port)
    try:
        writer.write(request)
        with suppress(OSError):  # a refusal may have ended it already
            writer.write_eof()
        async with asyncio.timeout(30):
            return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.transport.abort()


async def test_requests_that_no_browser_sends_break_nothing(
    tmp_path: Path, started: Started, proof: Callable[[str], None]
) -> None:
    """P31, P36: answered, refused or ended; never an error of our own, never a word of the log that is a traceback."""
    server = await started(tmp_path).ready()
    chance, seen, tried = random.Random(20221220), set[int](), 0
    good = asked(server)
    with watch_server(server) as watch:
        while tried < REQUESTS:
            some = [spoilt(chance.choice(good), chance) for _ in range(20)]
            for request, answer in zip(some, await asyncio.gather(*(told(server, one) for one in some)), strict=True):
                found = ANSWER.match(answer)
                assert not answer or found, (request[:300], answer[:300])
                assert found is None or int(found[1]) not in (500, 502), (request[:300], answer[:300])
                seen |= {int(found[1])} if found else set()
            tried += len(some)
        assert (await server.http("GET", "/healthz", None)).status_code == 200
        grown = watch.growth_mb
    assert {200, 400, 401, 403, 404} <= seen
    proof(f"{tried:,} spoilt requests: answers {sorted(seen)}, no traceback, {grown:+.1f} MB")
