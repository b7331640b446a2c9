"""SHA256SUMS.sig: the checksums are signed, by the key whose digest is printed on paper."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

from . import ed25519
from .archive_files import PUBLIC_KEY, SIGNATURE, SIGNED_FORMAT, SUMS, format_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .archive_files import Files
    from .sentences import Say

DIGEST_LENGTH = 20
GROUP = 4


def read_digest(text: str) -> str:
    """A digest as typed, in the form in which `key_digest` gives it. ValueError if it is none."""
    digest = re.sub(r"[\s-]", "", text).upper()
    if not re.fullmatch(f"[A-Z2-7]{{{DIGEST_LENGTH}}}", digest):
        raise ValueError(f"{text!r:.60} is not a key's digest: {DIGEST_LENGTH} letters A-Z and digits 2-7")
    return _grouped(digest)


def key_digest(files: Files) -> str | None:
    """The digest of the archive's key; None if it has no readable key."""
    public = _hex(files.get(PUBLIC_KEY, b""), 32)
    return _grouped(base64.b32encode(hashlib.sha256(public).digest()).decode()) if public else None


def check_signature(files: Files, key: str | None, say: Say) -> Iterator[str]:
    """`key`: the digest on the paper; None if nobody has given one."""
    digest = key_digest(files)
    if key is not None and digest != key:
        own = digest or "–"
        yield f"{PUBLIC_KEY}: {say('should_be_key')}: {key}, {say('but_is')} {own}"
    if format_of(files) < SIGNED_FORMAT:
        return
    public, signature = _hex(files.get(PUBLIC_KEY, b""), 32), _hex(files.get(SIGNATURE, b""), 64)
    if public is None:
        yield f"{PUBLIC_KEY}: {say('not_readable')}"
    elif signature is None or not ed25519.is_signed(public, signature, files.get(SUMS, b"")):
        yield f"{SIGNATURE}: {say('signature_differs')}"


def _hex(line: bytes, length: int) -> bytes | None:
    """The bytes of one line of lower-case hex."""
    match = re.fullmatch(rb"([0-9a-f]{%d})\n" % (2 * length), line)
    return bytes.fromhex(match[1].decode()) if match else None


def _grouped(digest: str) -> str:
    return " ".join(digest[start : start + GROUP] for start in range(0, DIGEST_LENGTH, GROUP))
