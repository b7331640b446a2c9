"""The join rush: 2,000 phones open the voter's page at once, all its requests, from a server on one core.

`python -m tests.bench rush`. Only against 127.0.0.1.
"""

import os
import re
import select
import socket
import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path

from server.host import raise_file_limit
from tests.bench.phones import percentile
from tests.harness import Process

PHONES, TIMES = 2000, 3
AGENT = "Mozilla/5.0 (Linux; Android 10) Chrome/80 MicroMessenger/8.0"


def _request(port: int, path: str) -> bytes:
    head = f"Host: 127.0.0.1:{port}\r\nUser-Agent: {AGENT}\r\nAccept-Encoding: gzip"
    return f"GET {path} HTTP/1.1\r\n{head}\r\n\r\n".encode()


@dataclass(slots=True)
class Connection:
    """One of a browser's connections: asks for its paths one after another."""

    socket: socket.socket
    visit: "Visit"
    paths: list[str]
    buffer: bytes = b""

    def ask(self) -> None:
        self.socket.sendall(_request(self.visit.port, self.paths[0]))

    def heard(self) -> bool:
        """Read on; True once an answer is whole. Raises ConnectionError where the server has let go of it."""
        came = self.socket.recv(1 << 18)
        if not came:
            raise ConnectionError
        self.buffer += came
        head, found, body = self.buffer.partition(b"\r\n\r\n")
        if not found:
            return False
        assert head.startswith(b"HTTP/1.1 200"), head[:80]
        length = re.search(rb"content-length: (\d+)", head, re.I)
        assert length is not None, head
        if len(body) < int(length[1]):
            return False
        self.visit.bytes += len(self.buffer)
        self.buffer = b""
        self.paths.pop(0)
        return True


@dataclass(slots=True)
class Visit:
    """One phone: the page first, then its files over two connections more, as browsers do. Times in seconds."""

    port: int
    files: tuple[str, ...]
    begun: float = 0.0
    took: float = 0.0
    bytes: int = 0
    landed: bool = False
    open: list[Connection] = field(default_factory=list)

    def connect(self, paths: list[str], poll: select.epoll, known: dict[int, Connection]) -> None:
        one = Connection(socket.create_connection(("127.0.0.1", self.port)), self, paths)
        self.open.append(one)
        known[one.socket.fileno()] = one
        poll.register(one.socket, select.EPOLLIN)
        one.ask()

    def left(self) -> int:
        return sum(len(one.paths) for one in self.open)


def files_of(port: int) -> tuple[str, ...]:
    """What the page asks for, as its document says."""
    with socket.create_connection(("127.0.0.1", port)) as asked:
        asked.sendall(f"GET /v HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
        heard = b"".join(iter(lambda: asked.recv(65536), b""))
    return tuple(re.findall(r'(?:href|src)="(/static/[^"]+)"', heard.decode()))


def rush(port: int, phones: int = PHONES) -> list[Visit]:
    """All of them begin at the same instant; ends when each has all its files."""
    files = files_of(port)
    visits = [Visit(port, files) for _ in range(phones)]
    poll, known = select.epoll(), dict[int, Connection]()
    begun = time.perf_counter()
    for visit in visits:
        visit.begun = begun
        visit.connect(["/v"], poll, known)
    waiting = phones
    while waiting:
        assert time.perf_counter() < begun + 120, f"{waiting} phones still wait"
        for fd, _ in poll.poll(1):
            waiting -= _step(known[fd], poll, known)
    for one in known.values():
        one.socket.close()
    poll.close()
    return visits


def _step(one: Connection, poll: select.epoll, known: dict[int, Connection]) -> bool:
    """Take in what came; True if this phone now has everything."""
    visit = one.visit
    try:
        if not one.heard():
            return False
    except ConnectionError:
        _again(one, poll, known)
        return False
    if not visit.landed:
        visit.landed, rest = True, list(visit.files)
        one.paths = rest[::3]
        one.ask()
        for start in (1, 2):
            if rest[start::3]:
                visit.connect(rest[start::3], poll, known)
    elif one.paths:
        one.ask()
    visit.took = time.perf_counter() - visit.begun
    return visit.left() == 0


def _again(one: Connection, poll: select.epoll, known: dict[int, Connection]) -> None:
    """As a browser does where a kept-alive connection had just been closed: the same request over a new one."""
    poll.unregister(one.socket)
    del known[one.socket.fileno()]
    one.socket.close()
    one.visit.open.remove(one)
    if one.paths:
        one.visit.connect(one.paths, poll, known)


async def joining(folder: Path) -> list[tuple[str, str, str]]:
    """The rows of the bench's table; medians of three rushes."""
    raise_file_limit()
    server = Process(folder)
    os.sched_setaffinity(server.child.pid, {0})
    await server.ready()
    try:
        rushes = [rush(server.port) for _ in range(TIMES)]
    finally:
        server.kill()
    took = [[visit.took for visit in visits] for visits in rushes]
    p99, last = (statistics.median(percentile(one, share) for one in took) for share in (0.99, 1.0))
    requests = PHONES * (1 + len(rushes[0][0].files))
    return [
        ("2,000 phones open the page at once, p99", f"{p99:.1f} s", "≤ 2 s"),
        ("of these the last has everything after", f"{last:.1f} s", "≤ 10 s"),
        ("answers a second meanwhile", f"{requests / last:,.0f}/s", ""),
    ]
