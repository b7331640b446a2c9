"""Sealing of ballots: what is written for one cast, and how it is read again. PROMISES "Why the ballot box is sealed".

Random bytes come from the caller's key, and from `os.urandom` for AEAD nonces only. Knows nothing of files, sockets
or the meeting.
"""

import hashlib
import hmac
import os
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

import msgpack
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from .codec import Encoder
from .errors import Damaged
from .models import Ballot, WrittenNote

BOX_FORMAT = 4
"""Format of new ballot boxes. Formats 1 to 3 do not mark spent tags, nor seal the number of paper ballots, nor have
written-in names and invalid lines; 1 and 2 do not record which ballots are late; 1 derives ballot ids with HMAC-SHA-256
instead of keyed BLAKE2b."""
KEY_BYTES = 32
NONCE_BYTES = 16
BALLOT_ID_BYTES = 16
SPENT_TAG_BYTES = 32
MARK_BYTES = 8
"""Of a spent tag's mark: the tag hashed with the round's key, so that a damaged tag cannot be taken for a token that
has not voted."""
SIZES = (256, 1024, 4096, 16384, 65536, 1 << 20, 1 << 23, 1 << 26)
"""Possible sizes of a sealed value in bytes: padding keeps the length of a note from identifying its writer. Ballots
fit the first five; the last three are for the ballot ids that a running tally has released."""

_IV_BYTES = 12
_TAG_BYTES = 16
_LENGTH_BYTES = 4
_OVERHEAD = _IV_BYTES + _TAG_BYTES
_RETRY_BYTES = 32
_encoder = Encoder()


def spent_tag(round_id: str, token: bytes) -> bytes:
    """Marks a token as spent in one round: SHA-256(round ‖ SHA-256(token)). `token` is already hashed."""
    return hashlib.sha256(round_id.encode() + token).digest()


def content(ballot: Ballot) -> bytes:
    """The canonical bytes of a ballot: equal for an exact retry, different for anything else. Without written-in names
    as in earlier formats."""
    notes = [(note.subject, note.key, note.text) for note in ballot.notes]
    if ballot.write_ins:
        return _encoder.encode((ballot.group, ballot.rows, notes, ballot.spoiled, ballot.write_ins))
    return _encoder.encode((ballot.group, ballot.rows, notes, ballot.spoiled))


def retry_digest(nonce: bytes, body: bytes) -> bytes:
    """Tells an exact retry from a different ballot: SHA-256(nonce ‖ content)."""
    return hashlib.sha256(nonce + body).digest()


def _ballot(body: bytes, late: bool) -> Ballot:
    group, rows, notes, spoiled, *names = msgpack.unpackb(body, use_list=False)
    return Ballot(group, rows, tuple(WrittenNote(*note) for note in notes), spoiled, late, *names)


@dataclass(frozen=True, slots=True)
class DecryptedBallot:
    """A ballot and its retry digest."""

    ballot: Ballot
    retry: bytes


class RoundKey:
    """The random key of one round, destroyed when the round closes. Without it the box reveals nothing."""

    __slots__ = ("_cipher", "_key", "_keyed_hash", "_marking_hash", "format")

    def __init__(self, key: bytes, box_format: int = BOX_FORMAT) -> None:
        assert len(key) == KEY_BYTES
        self._key, self.format = key, box_format
        self._keyed_hash = hashlib.blake2b(key=key, digest_size=BALLOT_ID_BYTES)  # copying it hashes the key once
        self._marking_hash = hashlib.blake2b(key=key, digest_size=MARK_BYTES, person=b"spent tag")
        self._cipher = ChaCha20Poly1305(key)

    def ballot_id(self, nonce: bytes) -> bytes:
        """The ballot's name in the box, derived from the voter's nonce. Reveals nothing without the key."""
        if self.format == 1:
            return hmac.digest(self._key, nonce, "sha256")[:BALLOT_ID_BYTES]
        keyed_hash = self._keyed_hash.copy()
        keyed_hash.update(nonce)
        return keyed_hash.digest()

    def marked(self, tag: bytes) -> bytes:
        """A spent tag as the box stores it."""
        if self.format < 4:
            return tag
        marking_hash = self._marking_hash.copy()
        marking_hash.update(tag)
        return tag + marking_hash.digest()

    def has_marked(self, stored_tags: Iterable[bytes]) -> bool:
        """Whether each of these tags is as `marked` returned it."""
        return all(self.marked(stored[:SPENT_TAG_BYTES]) == stored for stored in stored_tags)

    def seal(self, ballot_id: bytes, retry: bytes, body: bytes, late: bool = False) -> bytes:
        """`retry ‖ late ‖ body`, padded to one of SIZES and bound to the ballot id. `late` is not part of the content:
        a retry may come when it is no longer known."""
        return self.wrap(ballot_id, retry + bytes([late]) * (self.format > 2) + body)

    def open(self, ballot_id: bytes, sealed: bytes) -> DecryptedBallot:
        """Raises Damaged unless this key sealed these bytes under this ballot id."""
        plain = self.unwrap(ballot_id, sealed)
        retry, rest = plain[:_RETRY_BYTES], plain[_RETRY_BYTES:]
        late, body = (rest[:1] == b"\1", rest[1:]) if self.format > 2 else (False, rest)
        return DecryptedBallot(_ballot(body, late), retry)

    def wrap(self, name: bytes, plain: bytes) -> bytes:
        """Encrypt, padded to one of SIZES and bound to `name`."""
        size = SIZES[bisect_left(SIZES, len(plain) + _LENGTH_BYTES + _OVERHEAD)]
        padded = (len(plain).to_bytes(_LENGTH_BYTES, "big") + plain).ljust(size - _OVERHEAD, b"\0")
        iv = _random_bytes(_IV_BYTES)
        return iv + self._cipher.encrypt(iv, padded, name)

    def unwrap(self, name: bytes, sealed: bytes) -> bytes:
        """The inverse of `wrap`. Raises Damaged unless this key sealed these bytes under this name."""
        try:
            padded = self._cipher.decrypt(sealed[:_IV_BYTES], sealed[_IV_BYTES:], name)
        except (InvalidTag, ValueError):  # ValueError: truncated below the size of a tag
            raise Damaged("a sealed ballot does not open with its round's key") from None
        return padded[_LENGTH_BYTES : _LENGTH_BYTES + int.from_bytes(padded[:_LENGTH_BYTES], "big")]


_random = bytearray()


def _random_bytes(length: int) -> bytes:
    """Random bytes, read a page at a time: a system call for 12 bytes costs as much as one for 4,096."""
    if len(_random) < length:
        _random.extend(os.urandom(4096))
    taken = bytes(_random[-length:])
    del _random[-length:]
    return taken


def wrapped(secret: bytes, round_id: str, key: bytes) -> bytes:
    """A round's key for a database that nodes share: encrypted under `secret`, bound to its round."""
    iv = os.urandom(_IV_BYTES)
    return iv + _wrapping_cipher(secret).encrypt(iv, key, round_id.encode())


def unwrapped(secret: bytes, round_id: str, sealed: bytes) -> bytes:
    """The inverse of `wrapped`. Raises Damaged for another secret or round."""
    try:
        return _wrapping_cipher(secret).decrypt(sealed[:_IV_BYTES], sealed[_IV_BYTES:], round_id.encode())
    except (InvalidTag, ValueError):
        raise Damaged(f"the key of round {round_id} was encrypted under another PINGYI_SECRET") from None


def _wrapping_cipher(secret: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(HKDF(SHA256(), KEY_BYTES, None, b"pingyi: keys of rounds").derive(secret))
