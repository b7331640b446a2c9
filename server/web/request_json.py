"""JSON from clients, within its limits. Knows no request."""

import json

from ..core.errors import Refused

MAX_JSON_DEPTH = 16
"""Nesting of arrays and objects in a body."""
CONTAINERS = (dict, list)


def parse_json(body: bytes) -> object:
    """Raises Refused `bad_json`, or `too_deep` for more than MAX_JSON_DEPTH levels. NaN and Infinity are not JSON."""
    try:
        value: object = json.loads(body, parse_constant=_refuse_constant)
    except RecursionError:  # about a thousand levels, where the parser stops
        raise Refused("too_deep") from None
    except ValueError:
        raise Refused("bad_json") from None
    if is_deeper(value, MAX_JSON_DEPTH):
        raise Refused("too_deep")
    return value


def is_deeper(value: object, levels: int) -> bool:
    """Whether arrays and objects nest more than `levels` deep; recurses no deeper than that."""
    if not isinstance(value, CONTAINERS):
        return False
    children = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(is_deeper(child, levels - 1) for child in children if isinstance(child, CONTAINERS))


def _refuse_constant(name: str) -> float:
    raise ValueError(name)
