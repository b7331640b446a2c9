"""FrameReader against ServerProtocol alone: the same frames, answers and errors, however the bytes arrive."""

import struct
from collections.abc import Iterable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode
from websockets.http11 import Request
from websockets.protocol import State
from websockets.server import ServerProtocol

from server.websocket.frames import FrameReader, single_message

HEAD = (
    b"GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
MAX_SIZE = 70_000
Seen = tuple[list[tuple[Opcode, bool, bytes]], bytes, State]


def frame(first: int, payload: bytes, mask: bytes = b"mask", masked: bool = True, size_of_length: int = 0) -> bytes:
    """A frame from its first byte on. `size_of_length`: 0, 2 or 8 bytes; 0 takes the shortest that fits."""
    length = len(payload)
    if size_of_length == 0 and length > 125:
        size_of_length = 2 if length < 65536 else 8
    code = {0: length, 2: 126, 8: 127}[size_of_length]
    header = struct.pack("!BB", first, code | (0x80 if masked else 0))
    header += length.to_bytes(size_of_length, "big") if size_of_length else b""
    if not masked:
        return header + payload
    key = (mask * (length // 4 + 1))[:length]
    return header + mask + bytes(a ^ b for a, b in zip(payload, key, strict=True))


def protocol() -> ServerProtocol:
    return ServerProtocol(max_size=MAX_SIZE)


def open_connection(connection: ServerProtocol, events: Iterable[object]) -> None:
    (request,) = (event for event in events if isinstance(event, Request))
    connection.send_response(connection.accept(request))
    connection.data_to_send()  # has the time in it


def seen_by_reader(head: list[bytes], chunks: list[bytes]) -> tuple[Seen, int]:
    """What a connection sees, and how many messages took the short path."""
    connection = protocol()
    reader = FrameReader(connection)
    frames: list[tuple[Opcode, bool, bytes]] = []
    events = [event for piece in head for event in reader.events(piece)]
    open_connection(connection, events)
    short = 0
    for chunk in chunks:
        message = reader.message(chunk) if connection.state is State.OPEN else None
        if message is not None:
            short += 1
            frames.append((Opcode.BINARY, True, message))
        else:
            events += reader.events(chunk)
            frames += [(e.opcode, e.fin, bytes(e.data)) for e in events if isinstance(e, Frame)]
            events = []
    return (frames, b"".join(connection.data_to_send()), connection.state), short


def seen_by_protocol(head: list[bytes], chunks: list[bytes]) -> Seen:
    connection = protocol()
    for piece in head:
        connection.receive_data(piece)
    events = list(connection.events_received())
    open_connection(connection, events)
    for chunk in chunks:
        connection.receive_data(chunk)
        events += connection.events_received()
    frames = [(e.opcode, e.fin, bytes(e.data)) for e in events if isinstance(e, Frame)]
    return frames, b"".join(connection.data_to_send()), connection.state


payloads = st.one_of(
    st.binary(max_size=20),
    st.sampled_from([0, 1, 124, 125, 126, 127, 65535, 65536, MAX_SIZE, MAX_SIZE + 1]).map(lambda size: b"\x5a" * size),
)
first_bytes = st.one_of(
    st.just(0x82),
    st.sampled_from([0x02, 0x80, 0x00, 0x81, 0x01, 0x88, 0x89, 0x8A, 0xC2, 0xA2, 0x92, 0x83, 0x8F]),
)
frames_ = st.builds(
    frame,
    first_bytes,
    payloads,
    st.binary(min_size=4, max_size=4),
    st.sampled_from([True] * 9 + [False]),
    st.just(0),
)
odd_lengths = st.builds(
    lambda payload, size: frame(0x82, payload, size_of_length=size), st.binary(max_size=100), st.sampled_from([2, 8])
)
pieces = st.lists(st.one_of(frames_, frames_, odd_lengths, st.binary(min_size=1, max_size=8)), max_size=8)


@st.composite
def arrivals(draw: st.DrawFn) -> list[bytes]:
    """Frames as pieces of data: one by one mostly, or joined and cut anywhere."""
    whole = draw(pieces)
    if draw(st.booleans()):
        return whole
    joined = b"".join(whole)
    cuts = sorted(draw(st.lists(st.integers(0, len(joined)), max_size=6)))
    parts = [joined[a:b] for a, b in zip([0, *cuts], [*cuts, len(joined)], strict=True)]
    return [part for part in parts if part]


@settings(max_examples=400)
@given(arrivals())
@example([frame(0x82, b"a"), frame(0x02, b"b"), frame(0x82, b"c"), frame(0x80, b"d")])
@example([frame(0x82, b"a")[:3], frame(0x82, b"a")[3:] + frame(0x82, b"b"), frame(0x82, b"c")])
@example([frame(0x88, b"\x03\xe8"), frame(0x82, b"after the close")])
@example([frame(0x82, b"ab", size_of_length=8), frame(0x82, b"c")])
@example([frame(0x02, b"x"), frame(0x89, b"ping"), frame(0x80, b"y"), frame(0x82, b"z")])
def test_reads_what_the_library_reads(chunks: list[bytes]) -> None:
    assert seen_by_reader([HEAD], chunks)[0] == seen_by_protocol([HEAD], chunks)


@pytest.mark.parametrize("cut", [1, 20, len(HEAD) - 3, len(HEAD) - 1])
def test_a_request_in_two_pieces_has_no_short_path(cut: int) -> None:
    chunks = [frame(0x82, b"a"), frame(0x82, b"b\r\n\r\n")]
    seen, short = seen_by_reader([HEAD[:cut], HEAD[cut:]], chunks)
    assert seen == seen_by_protocol([HEAD[:cut], HEAD[cut:]], chunks) and short == 0


@pytest.mark.parametrize("early", [frame(0x82, b"early"), frame(0x82, b"\r\n\r\n", b"\0" * 4), frame(0x82, b"ab")[:5]])
def test_bytes_behind_the_request_are_read_in_order(early: bytes) -> None:
    chunks = [frame(0x82, b"cc"), frame(0x82, b"d")]
    assert seen_by_reader([HEAD + early], chunks)[0] == seen_by_protocol([HEAD + early], chunks)


def test_a_message_in_one_piece_takes_the_short_path() -> None:
    messages = [frame(0x82, b"x" * size) for size in (0, 1, 125, 126, 300, 16_384, 65_535)]
    assert seen_by_reader([HEAD], messages)[1] == len(messages)
    messages = [frame(0x89, b""), messages[0], frame(0x02, b"a") + frame(0x80, b"b"), messages[1]]
    assert seen_by_reader([HEAD], messages)[1] == 2, "after a ping, and after a fragmented message"


@given(st.binary(max_size=12))
@example(b"")
@example(b"\x82")
@example(b"\x82\x80mask")
def test_nothing_but_a_whole_frame_is_a_message(data: bytes) -> None:
    whole = len(data) >= 6 and data[0] == 0x82 and data[1] >= 0x80 and data[1] & 0x7F == len(data) - 6
    assert (single_message(data) is not None) == whole
