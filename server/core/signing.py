"""The Ed25519 key that signs archives, and the digest by which people compare it with the one printed on paper.

Pure: the seed comes in as bytes, so this module knows neither files nor databases.
"""

import base64
import hashlib
import os
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from .errors import Damaged

SEED_BYTES = 32
DIGEST_CHARACTERS = 20
"""100 bits: no other key with the same digest can be found."""
_IV_BYTES = 12
_NAME = b"signing-key"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """`public`: the 32 bytes of the public key; `digest`: what is printed on paper."""

    seed: bytes = field(repr=False)

    @property
    def public(self) -> bytes:
        return self._private().public_key().public_bytes_raw()

    @property
    def digest(self) -> str:
        return key_digest(self.public)

    def sign(self, content: bytes) -> bytes:
        return self._private().sign(content)

    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def key_digest(public: bytes) -> str:
    """The first 20 base32 characters of SHA-256 of a public key, in groups of four (CONTRACT "Keys")."""
    text = base64.b32encode(hashlib.sha256(public).digest()).decode()[:DIGEST_CHARACTERS]
    return " ".join(text[start : start + 4] for start in range(0, DIGEST_CHARACTERS, 4))


def is_signed(public: bytes, signature: bytes, content: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, content)
    except (InvalidSignature, ValueError):  # ValueError: not 32 bytes
        return False
    return True


def new_seed() -> bytes:
    return os.urandom(SEED_BYTES)


def wrap_seed(secret: bytes, seed: bytes) -> bytes:
    """The seed for a database that nodes share: encrypted under their secret."""
    iv = os.urandom(_IV_BYTES)
    return iv + _cipher(secret).encrypt(iv, seed, _NAME)


def unwrap_seed(secret: bytes, wrapped: bytes) -> bytes:
    """The inverse of `wrap_seed`. Raises Damaged for another secret."""
    try:
        return _cipher(secret).decrypt(wrapped[:_IV_BYTES], wrapped[_IV_BYTES:], _NAME)
    except (InvalidTag, ValueError):
        raise Damaged("the signing key was encrypted under another PINGYI_SECRET; set that one") from None


def _cipher(secret: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(HKDF(SHA256(), 32, None, b"pingyi: signing key").derive(secret))
