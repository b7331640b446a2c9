"""Phones as plain sockets with frames built beforehand and a minimal parser, so that the load takes little processor.

Only for servers on 127.0.0.1.
"""

import os
import select
import socket
import struct
import time
from collections.abc import Iterable, Sequence
from typing import Any

import msgpack
from websockets.speedups import apply_mask

Map = dict[str, Any]


def framed(message: Map) -> bytes:
    """One masked binary frame; a mask of zeros leaves the bytes as they are."""
    return frame_of(msgpack.packb(message), bytes(4))


def frame_of(body: bytes, mask: bytes) -> bytes:
    """One binary frame, masked as RFC 6455 §5.3 says."""
    if mask != bytes(4):
        body = apply_mask(body, mask)
    if len(body) < 126:
        return struct.pack("!BB", 0x82, 0x80 | len(body)) + mask + body
    return struct.pack("!BBH", 0x82, 0xFE, len(body)) + mask + body


class Phone:
    """One connection of a phone."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.buffer = b""
        self.opened = False
        self.sent_at = 0.0
        self.socket = socket.socket()
        self.socket.connect(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        key = "dGhlIHNhbXBsZSBub25jZQ=="
        self.socket.sendall(
            f"GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )

    def take(self) -> list[bytes]:
        """Payloads of the binary frames that have arrived; pings are answered."""
        self.buffer += self.socket.recv(65536)
        if not self.opened:
            head, found, rest = self.buffer.partition(b"\r\n\r\n")
            if not found:
                return []
            assert head.startswith(b"HTTP/1.1 101"), head[:80]
            self.opened, self.buffer = True, rest
        heard = []
        while len(self.buffer) >= 2:
            opcode, length, at = self.buffer[0] & 15, self.buffer[1], 2
            if length == 126:
                length, at = int.from_bytes(self.buffer[2:4], "big"), 4
            elif length == 127:
                length, at = int.from_bytes(self.buffer[2:10], "big"), 10
            if len(self.buffer) < at + length:
                break
            body, self.buffer = self.buffer[at : at + length], self.buffer[at + length :]
            if opcode == 9:
                self.socket.sendall(struct.pack("!BB4x", 0x8A, 0x80 | len(body)) + body)
            elif opcode == 2:
                heard.append(body)
            elif opcode == 8:
                raise ConnectionError(int.from_bytes(body[:2], "big"))
        return heard


class Crowd:
    """Many phones on one epoll."""

    def __init__(self, port: int, hellos: Sequence[Map], at_once: int = 200) -> None:
        self.poll = select.epoll()
        self.phones: dict[int, Phone] = {}
        self.order: list[Phone] = []
        for start in range(0, len(hellos), at_once):
            chunk = [Phone(port) for _ in hellos[start : start + at_once]]
            for phone in chunk:
                self.phones[phone.socket.fileno()] = phone
                self.poll.register(phone.socket, select.EPOLLIN)
            self.order += chunk
            self._until_open(chunk)
            frames = [framed(hello) for hello in hellos[start : start + at_once]]
            self.answers(dict(zip(chunk, frames, strict=True)), {"welcome"})

    def _until_open(self, chunk: Sequence[Phone]) -> None:
        while not all(phone.opened for phone in chunk):
            for fd, _ in self.poll.poll(5):
                self.phones[fd].take()

    def answers(self, frames: dict[Phone, bytes], kinds: set[str], seconds: float = 120) -> list[tuple[float, Map]]:
        """Send each its frame at once; (seconds until it came, answer) of each first answer of `kinds`."""
        waiting, answers = dict(frames), []
        markers = [b"\xa1t" + msgpack.packb(kind) for kind in kinds]
        for phone, frame in frames.items():
            phone.sent_at = time.perf_counter()
            phone.socket.sendall(frame)
        end = time.perf_counter() + seconds
        while waiting:
            assert time.perf_counter() < end, f"{len(waiting)} phones have no answer"
            for fd, _ in self.poll.poll(1):
                phone = self.phones[fd]
                for body in phone.take():
                    if phone in waiting and any(marker in body[:24] for marker in markers):
                        del waiting[phone]
                        answers.append((time.perf_counter() - phone.sent_at, body))
        return [(took, msgpack.unpackb(body)) for took, body in answers]

    def spread(self, frames: dict[Phone, bytes], seconds: float, kinds: set[str]) -> list[float]:
        """Send evenly over `seconds`; how long each waited for its answer."""
        waiting: dict[Phone, bytes] = {}
        took: list[float] = []
        coming = list(frames.items())
        start, step = time.perf_counter(), seconds / len(coming)
        markers = [b"\xa1t" + msgpack.packb(kind) for kind in kinds]
        sent = 0
        while len(took) < len(frames):
            now = time.perf_counter()
            assert now - start < seconds + 120
            while sent < len(coming) and now >= start + sent * step:
                phone, frame = coming[sent]
                phone.sent_at = time.perf_counter()
                phone.socket.sendall(frame)
                waiting[phone] = frame
                sent += 1
            for fd, _ in self.poll.poll(0.0005):
                phone = self.phones[fd]
                for body in phone.take():
                    if phone in waiting and any(marker in body[:24] for marker in markers):
                        del waiting[phone]
                        took.append(time.perf_counter() - phone.sent_at)
        return took

    def drain(self, seconds: float = 0.2) -> None:
        """Read and drop whatever else has arrived."""
        while ready := self.poll.poll(seconds):
            for fd, _ in ready:
                self.phones[fd].take()

    def close(self) -> None:
        for phone in self.order:
            phone.socket.close()
        self.poll.close()


def casts(crowd: Crowd, round_id: str, mark: int | None = None) -> dict[Phone, bytes]:
    """A cast for every phone, each with a nonce of its own."""
    return {
        phone: framed(
            {"t": "cast", "round": round_id, "nonce": os.urandom(16), "scores": [[mark or 1 + i % 10]], "notes": []}
        )
        for i, phone in enumerate(crowd.order)
    }


def percentile(values: Iterable[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
