"""The wire: one msgpack map a frame (CONTRACT "WebSocket"). Decodes strictly; knows no meaning.

Python's `True in range(1, 11)` holds, so who reads a value checks `type(x) is int` itself.
"""

import msgpack

MOST = 65_536
"""Things in one list or map: more fit in no frame."""


class BadFrame(Exception):
    """Not msgpack, not a map with text keys, or without a text `t`."""


def _no_extension(code: int, data: bytes) -> object:
    return _Extension()


class _Extension:
    """Stands for any ext value: no check takes it for anything else."""


def decode(frame: bytes) -> dict[str, object]:
    """The frame's map. Raises BadFrame; never anything else, whatever the bytes."""
    try:
        message = msgpack.unpackb(
            frame,
            strict_map_key=False,
            ext_hook=_no_extension,
            max_array_len=MOST,
            max_map_len=MOST,
            unicode_errors="surrogateescape",  # bytes that are no text make a bad ballot, not a bad frame
            timestamp=0,
        )
    except (ValueError, TypeError, RecursionError, OverflowError, msgpack.UnpackException):
        raise BadFrame from None
    if type(message) is not dict or type(message.get("t")) is not str:
        raise BadFrame
    return message


def encode(message: dict[str, object]) -> bytes:
    """Takes whatever text `decode` gives."""
    packed: bytes = msgpack.packb(message, unicode_errors="surrogateescape")
    return packed


def is_text(decoded: str) -> bool:
    """Whether it came as UTF-8: a frame may hold any bytes where a text should be."""
    try:
        decoded.encode()
    except UnicodeEncodeError:
        return False
    return True
