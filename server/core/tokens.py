"""Keys, tokens and join codes: encoding, decoding, hashing, derivation (CONTRACT "Keys").

Random bytes are arguments. Only the result of `digest` may be stored.
"""

import base64
import hashlib
import hmac
import re

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TOKEN_BYTES = 10
TOKEN_LETTERS = 16
CODE_BYTES = 5
CODE_LETTERS = 8
KEY_BYTES = 20
MIN_KEY_BYTES = 16
CODE_PERIOD_SECONDS = 30
"""How long the screen shows one rotating join code. The current and the previous code are accepted."""

_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None})
_KEY = re.compile(r"[A-Z2-7]{26,64}")


def encode(octets: bytes) -> str:
    """Crockford base32 of a multiple of 5 bytes: without I, L, O and U."""
    number = int.from_bytes(octets, "big")
    letters = len(octets) * 8 // 5
    return "".join(CROCKFORD[number >> 5 * (letters - 1 - i) & 31] for i in range(letters))


def decode(text: str, letters: int) -> str | None:
    """The code that a person typed, in the form of `encode`; None if it cannot be one."""
    if len(text) > 4 * letters:
        return None
    code = text.upper().translate(_MISREAD)
    return code if len(code) == letters and set(code) <= set(CROCKFORD) else None


def key(random: bytes) -> str:
    """The key of a role: at least 128 bits as RFC 4648 base32 without padding."""
    assert len(random) >= MIN_KEY_BYTES
    return base64.b32encode(random).decode().rstrip("=")


def admin_key(secret: bytes) -> str:
    """The admin key that all nodes with this `secret` share if none is configured."""
    return key(hmac.new(secret, b"admin key", hashlib.sha256).digest())


def is_key(text: str) -> bool:
    return _KEY.fullmatch(text) is not None


def digest(text: str) -> bytes:
    """The stored form of a key, token or code. All have ≥ 80 random bits or are derived from a secret, so a plain hash
    is enough."""
    return hashlib.sha256(text.encode()).digest()


def _derive(secret: bytes, *parts: bytes) -> bytes:
    return hmac.digest(secret, b"\x1f".join(parts), "sha256")


def device_token(secret: bytes, meeting: str, device: bytes) -> str:
    """The token of a phone in open admission: one device always gets the same token, so none is stored."""
    return encode(_derive(secret, b"token", meeting.encode(), device)[:TOKEN_BYTES])


def join_code(secret: bytes, meeting: str, group: int, code_period: int) -> str:
    """A meeting's join code for one group. `code_period`: 0 for a fixed code, otherwise the period's number."""
    parts = (b"join", meeting.encode(), str(group).encode(), str(code_period).encode())
    return encode(_derive(secret, *parts)[:CODE_BYTES])
