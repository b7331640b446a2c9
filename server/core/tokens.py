"""Keys, tokens and join codes: how they are written, read, hashed and derived (CONTRACT "Keys").

Random bytes are arguments. Only what `digest` returns may be stored.
"""

import base64
import hashlib
import hmac
import re
from functools import lru_cache

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TOKEN_BYTES = 10
TOKEN_LETTERS = 16
CODE_BYTES = 5
CODE_LETTERS = 8
KEY_BYTES = 20
ROTATION = 30
"""Seconds that a rotating join code is shown; the last two are taken."""

_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None})
_KEY = re.compile(r"[A-Z2-7]{26,64}")
_INDEX = {letter: index for index, letter in enumerate(CROCKFORD)}


def write(octets: bytes) -> str:
    """Crockford base32 of 5, 10, … bytes: no I, L, O, U."""
    number = int.from_bytes(octets, "big")
    letters = len(octets) * 8 // 5
    return "".join(CROCKFORD[number >> 5 * (letters - 1 - i) & 31] for i in range(letters))


def read(text: str, letters: int) -> str | None:
    """The code as `write` wrote it, from what a person typed; None where it cannot be one."""
    if len(text) > 4 * letters:
        return None
    code = text.upper().translate(_MISREAD)
    return code if len(code) == letters and all(letter in _INDEX for letter in code) else None


def key(random: bytes) -> str:
    """A role's key: ≥ 128 bits in RFC 4648 base32, without padding."""
    assert len(random) >= 16
    return base64.b32encode(random).decode().rstrip("=")


def admin_key(secret: bytes) -> str:
    """The admin key of nodes that share `secret` and were given none."""
    return key(hmac.new(secret, b"admin key", hashlib.sha256).digest())


def is_key(text: str) -> bool:
    return _KEY.fullmatch(text) is not None


def digest(text: str) -> bytes:
    """What is stored of a key, token or code. All carry ≥ 80 random bits, or are derived from a secret."""
    return hashlib.sha256(text.encode()).digest()


def _derive(secret: bytes, *parts: bytes) -> bytes:
    return hmac.digest(secret, b"\x1f".join(parts), "sha256")


def device_token(secret: bytes, meeting: str, device: bytes) -> str:
    """The token of a phone in open admission: the same device gets the same token, and none is stored."""
    return write(_derive(secret, b"token", meeting.encode(), device)[:TOKEN_BYTES])


@lru_cache(65_536)  # a wrong rotating code is compared with every one of the last turns
def join_code(secret: bytes, meeting: str, group: int, turn: int) -> str:
    """A meeting's join code for one group. `turn` is 0 for a fixed code, else the rotation's number."""
    parts = (b"join", meeting.encode(), str(group).encode(), str(turn).encode())
    return write(_derive(secret, *parts)[:CODE_BYTES])
