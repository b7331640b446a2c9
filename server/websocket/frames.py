"""WebSocket frames from a peer (RFC 6455 §5): `websockets`' ServerProtocol, and a short path for the usual message.

Knows no connection and no message.
"""

from websockets.frames import Frame, Opcode
from websockets.http11 import Request
from websockets.server import ServerProtocol

try:
    from websockets.speedups import apply_mask
except ImportError:  # installed without its C extension
    from websockets.utils import apply_mask

FIN_BINARY, MASKED = 0x82, 0x80
"""The first byte of a header: the whole of a binary message, no extension; and the mask bit of the second."""


class FrameReader:
    """Reads what a peer sends. Give each piece of data to `message` first, and to `events` if that returns None.

    A cast is one small frame that arrives in one piece. `message` decodes it in 2 µs, ServerProtocol in 8. Everything
    else is ServerProtocol's: control frames, fragments, several frames or a part of one in a piece, every error.
    """

    __slots__ = ("_fragmented", "_protocol", "_unread")

    def __init__(self, protocol: ServerProtocol) -> None:
        self._protocol = protocol
        self._unread = 0  # bytes that ServerProtocol may hold of an incomplete frame; never too few
        self._fragmented = False

    def message(self, data: bytes) -> bytes | None:
        """The message, if `data` is exactly one frame that is all of a binary message and comes between two messages
        of ServerProtocol. The opening handshake must be complete, and no close frame sent or received."""
        if self._unread or self._fragmented:
            return None
        return single_message(data)

    def events(self, data: bytes) -> list[Request | Frame]:
        """What ServerProtocol makes of `data`."""
        self._unread += len(data)
        self._protocol.receive_data(data)
        events: list[Request | Frame] = []
        for event in self._protocol.events_received():
            if isinstance(event, Frame):
                self._frame_read(event)
                events.append(event)
            elif isinstance(event, Request):
                if self._unread == len(data) == data.find(b"\r\n\r\n") + 4:  # nothing before and nothing after it
                    self._unread = 0
                events.append(event)
        return events

    def _frame_read(self, frame: Frame) -> None:
        """A length in more bytes than necessary leaves `_unread` above the truth, so such a peer has no short path."""
        length = len(frame.data)
        self._unread -= length + (6 if length < 126 else 8 if length < 65536 else 14)
        if frame.opcode in (Opcode.TEXT, Opcode.BINARY, Opcode.CONT):
            self._fragmented = not frame.fin


class MessageAssembler:
    """Joins the data frames of a peer into messages; ServerProtocol has checked their order."""

    __slots__ = ("_fragments", "_is_text")

    def __init__(self) -> None:
        self._fragments: list[bytes] = []
        self._is_text = False

    def add(self, frame: Frame) -> tuple[bytes, bool] | None:
        """The payload of the message that this data frame completes, and whether it is text; None before its last
        frame."""
        if frame.opcode is not Opcode.CONT:
            self._is_text = frame.opcode is Opcode.TEXT
        self._fragments.append(bytes(frame.data))
        if not frame.fin:
            return None
        fragments, self._fragments = self._fragments, []
        return b"".join(fragments), self._is_text


def single_message(data: bytes) -> bytes | None:
    """The payload of a masked, unfragmented binary frame below 64 KiB; None if `data` is anything else."""
    if len(data) < 6 or data[0] != FIN_BINARY:
        return None
    length, start = data[1] - MASKED, 2
    if length == 126:
        length, start = int.from_bytes(data[2:4], "big"), 4
    if not 0 <= length == len(data) - start - 4 or data[1] == MASKED + 127:  # 127: the length is in eight bytes
        return None
    return apply_mask(data[start + 4 :], data[start : start + 4])


def binary_header(length: int) -> bytes:
    """Header of an unmasked, unfragmented binary frame. `ServerProtocol.send_binary` takes seven times as long (20
    against 3 µs), and a change of state goes to thousands of phones."""
    if length < 126:
        return bytes((FIN_BINARY, length))
    if length < 65536:
        return bytes((FIN_BINARY, 126, length >> 8, length & 0xFF))
    return bytes((FIN_BINARY, 127)) + length.to_bytes(8, "big")


def is_utf8(payload: bytes) -> bool:
    try:
        payload.decode()
    except UnicodeDecodeError:
        return False
    return True
