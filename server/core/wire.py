"""The wire: one msgpack map a frame (CONTRACT "WebSocket"). Decodes strictly; knows no meaning.

Python's `True in range(1, 11)` holds, so who reads a value checks `type(x) is int` itself.
"""

import msgpack

MAX_ITEMS = 20_000


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
            max_array_len=MAX_ITEMS,
            max_map_len=1000,
            unicode_errors="surrogatepass",
            timestamp=0,
        )
    except (ValueError, TypeError, RecursionError, OverflowError, msgpack.UnpackException):
        raise BadFrame from None
    if type(message) is not dict or type(message.get("t")) is not str:
        raise BadFrame
    return message


def encode(message: dict[str, object]) -> bytes:
    """Takes whatever text `decode` gives: a peer's own words are echoed to it as they came."""
    packed: bytes = msgpack.packb(message, unicode_errors="surrogatepass")
    return packed
