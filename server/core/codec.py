"""The wire format: one msgpack map per frame (CONTRACT "WebSocket"). Decodes strictly; knows no message.

Values are not validated: `True in range(1, 11)` holds in Python, so readers must check `type(x) is int` themselves.
"""

import msgpack

Map = dict[str, object]
"""A message, or a JSON object."""

PACKER_BYTES = 65_536
"""Buffer that a packer keeps between messages."""
MAX_ITEMS = 65_536
"""Items in one list or map. No frame is large enough for more."""


_PAD = b"\xa3pad\xc5\0\0"
"""The name of the padding and the header of a bin 16 of no bytes."""


class BadFrame(Exception):
    """Not msgpack, not a map with text keys, or without a text `t`."""


def _no_extension(code: int, data: bytes) -> object:
    return _Extension()


class _Extension:
    """Any ext value. It passes no type check."""


def decode(frame: bytes) -> Map:
    """The frame's map. Raises BadFrame and nothing else, whatever the bytes."""
    try:
        message = msgpack.unpackb(
            frame,
            strict_map_key=False,
            ext_hook=_no_extension,
            max_array_len=MAX_ITEMS,
            max_map_len=MAX_ITEMS,
            unicode_errors="surrogateescape",  # invalid UTF-8 makes a bad ballot, not a bad frame
            timestamp=0,
        )
    except (ValueError, TypeError, RecursionError, OverflowError, msgpack.UnpackException):
        raise BadFrame from None
    if type(message) is not dict or type(message.get("t")) is not str:
        raise BadFrame
    return message


class Encoder:
    """msgpack with one packer for all messages: `msgpack.packb` makes a new one for each, which takes as long as a
    receipt. A packer that has grown is dropped, so that a large message does not keep its memory."""

    def __init__(self, unicode_errors: str = "strict") -> None:
        self._unicode_errors = unicode_errors
        self._packer = self._new()

    def _new(self) -> msgpack.Packer:
        return msgpack.Packer(unicode_errors=self._unicode_errors, buf_size=PACKER_BYTES)

    def encode(self, value: object) -> bytes:
        packed: bytes = self._packer.pack(value)
        if len(packed) > PACKER_BYTES:
            self._packer = self._new()
        return packed


_encoder = Encoder("surrogateescape")


def encode(message: Map) -> bytes:
    """Accepts any text that `decode` returns."""
    return _encoder.encode(message)


def encode_padded(message: Map, size: int) -> bytes:
    """The message with `pad`, so that the frame has exactly `size` bytes, at most 65,542. Without it if there is no
    room for the field: a message longer than `size - 7` shows its length.

    The header of `pad` is always that of bin 16: bin 8 is a byte shorter, and one size could not be reached.
    """
    frame = encode(message)
    room = size - len(frame) - len(_PAD)
    if room < 0:
        return frame
    assert len(message) < 15, "the map's own header would grow"
    return bytes((frame[0] + 1,)) + frame[1:] + _PAD[:-2] + room.to_bytes(2, "big") + bytes(room)


def is_text(decoded: str) -> bool:
    """Whether the text was valid UTF-8 in its frame."""
    try:
        decoded.encode()
    except UnicodeEncodeError:
        return False
    return True
