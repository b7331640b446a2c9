"""Which version of a value a client has seen, so that a change made at another desk is not overwritten unread."""

import hashlib

from .canonical_json import canonical_json
from .errors import Refused
from .meeting_document import client_document
from .models import Meeting

LENGTH = 16
"""Hexadecimal characters of SHA-256. A version protects from a mistake, not from an attacker."""
NOTHING = "none"
"""Of a text that is not there."""


def document_version(meeting: Meeting) -> str:
    """Of the document as clients get it."""
    return hashlib.sha256(canonical_json(client_document(meeting)).encode()).hexdigest()[:LENGTH]


def text_version(digest: str | None) -> str:
    """Of a text with this digest; None: of no text."""
    return NOTHING if digest is None else digest[:LENGTH]


def refuse_stale(seen: str | None, present: str) -> None:
    """Raises Refused `stale` if the client has seen another version. None: it wants to replace whatever there is."""
    if seen is not None and seen != present:
        raise Refused("stale", content=True)
