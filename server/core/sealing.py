"""The sealed ballot box, without its file: what is written of a cast, and how it is read again.

Why it is sealed: PROMISES "Why the ballot box is sealed". Random bytes come from the caller's key
and from `os.urandom` for AEAD nonces only. Knows nothing of files, sockets or the meeting.
"""

import hashlib
import os
from bisect import bisect_left
from dataclasses import dataclass

import msgpack
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from .errors import Damaged
from .models import Ballot, WrittenNote

KEY_BYTES = 32
NONCE_BYTES = 16
SIZES = (256, 1024, 4096, 16384, 65536, 1 << 20, 1 << 23, 1 << 26)
"""What a sealed ballot may weigh on disk, so that a note's length does not name its writer.
The last three are for the lists of what a running tally has shown."""

_INNER, _OUTER = bytes(x ^ 0x36 for x in range(256)), bytes(x ^ 0x5C for x in range(256))
_IV = 12
_OVERHEAD = _IV + 16


def spent_tag(round_id: str, token: bytes) -> bytes:
    """Marks a token as spent in one round: SHA-256(round ‖ SHA-256(token)). `token` is the hash."""
    return hashlib.sha256(round_id.encode() + token).digest()


def content(ballot: Ballot) -> bytes:
    """The canonical bytes of a ballot: equal for an exact retry, different for anything else."""
    notes = [(note.subject, note.key, note.text) for note in ballot.notes]
    packed: bytes = msgpack.packb((ballot.group, ballot.rows, notes, ballot.spoiled))
    return packed


def retry_digest(nonce: bytes, body: bytes) -> bytes:
    """What tells an exact retry from a new try: SHA-256(nonce ‖ content)."""
    return hashlib.sha256(nonce + body).digest()


def _ballot(body: bytes) -> Ballot:
    group, rows, notes, spoiled = msgpack.unpackb(body, use_list=False)
    return Ballot(group, rows, tuple(WrittenNote(*note) for note in notes), spoiled)


@dataclass(frozen=True, slots=True)
class DecryptedBallot:
    """A ballot out of its seal, with what answers its exact retry."""

    ballot: Ballot
    retry: bytes


class RoundKey:
    """The random key of one round. Destroyed at closing; without it the box says nothing."""

    __slots__ = ("_cipher", "_inner", "_outer")

    def __init__(self, key: bytes) -> None:
        assert len(key) == KEY_BYTES
        padded = key.ljust(64, b"\0")  # HMAC with its two keyed states kept (RFC 2104): a third of the time
        self._inner = hashlib.sha256(padded.translate(_INNER))
        self._outer = hashlib.sha256(padded.translate(_OUTER))
        self._cipher = ChaCha20Poly1305(key)

    def ballot_id(self, nonce: bytes) -> bytes:
        """The ballot's place in the box: HMAC(key, nonce)[:16]. Says nothing without the key."""
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(nonce)
        outer.update(inner.digest())
        return outer.digest()[:16]

    def seal(self, ballot_id: bytes, retry: bytes, body: bytes) -> bytes:
        """`retry ‖ body`, padded to the next of SIZES and bound to `bid`."""
        return self.wrap(ballot_id, retry + body)

    def open(self, ballot_id: bytes, sealed: bytes) -> DecryptedBallot:
        """Raises Damaged where the bytes are not what this key sealed under this bid."""
        plain = self.unwrap(ballot_id, sealed)
        return DecryptedBallot(_ballot(plain[32:]), plain[:32])

    def wrap(self, name: bytes, plain: bytes) -> bytes:
        size = SIZES[bisect_left(SIZES, len(plain) + 4 + _OVERHEAD)]
        padded = (len(plain).to_bytes(4, "big") + plain).ljust(size - _OVERHEAD, b"\0")
        iv = _fresh(_IV)
        return iv + self._cipher.encrypt(iv, padded, name)

    def unwrap(self, name: bytes, sealed: bytes) -> bytes:
        try:
            padded = self._cipher.decrypt(sealed[:_IV], sealed[_IV:], name)
        except (InvalidTag, ValueError):  # the latter where too few bytes are left to try
            raise Damaged("a sealed ballot does not open with its round's key") from None
        return padded[4 : 4 + int.from_bytes(padded[:4], "big")]


_random = bytearray()


def _fresh(length: int) -> bytes:
    """Random bytes, a page at a time from the system: asking it for twelve costs as much as for thousands."""
    if len(_random) < length:
        _random.extend(os.urandom(4096))
    taken = bytes(_random[-length:])
    del _random[-length:]
    return taken


def wrapped(secret: bytes, round_id: str, key: bytes) -> bytes:
    """A round's key for a database that nodes share: sealed under `secret`, bound to its round."""
    iv = os.urandom(_IV)
    return iv + _wrapping(secret).encrypt(iv, key, round_id.encode())


def unwrapped(secret: bytes, round_id: str, sealed: bytes) -> bytes:
    """Raises Damaged where another secret or round sealed it."""
    try:
        return _wrapping(secret).decrypt(sealed[:_IV], sealed[_IV:], round_id.encode())
    except (InvalidTag, ValueError):
        raise Damaged(f"the key of round {round_id} does not open: is PINGYI_SECRET another one?") from None


def _wrapping(secret: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(HKDF(SHA256(), KEY_BYTES, None, b"pingyi: keys of rounds").derive(secret))
