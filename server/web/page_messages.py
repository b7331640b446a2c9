"""The sentences of each page as the script module `PAGE/messages.js` or a constant, generated from the catalogue."""

import json

from ..core.message_catalogue import LANGUAGES, merged

SECTIONS: dict[str, tuple[str, ...]] = {
    "voter": ("ballot", "voter"),
    "screen": ("votes", "screen"),
    "chair": ("staff", "votes", "chair"),
    "desk": ("meeting_form", "staff", "ballot", "votes", "desk"),
    "admin": ("meeting_form", "staff", "admin"),
    "check": ("check",),
}
"""The tables of the catalogue that each page needs. Its own comes last and may replace a shared sentence."""


def messages(page: str) -> dict[str, dict[str, str]]:
    """Every sentence of a page by language and key."""
    return {language: dict(merged(language, SECTIONS[page])) for language in LANGUAGES}


def modules() -> dict[str, bytes]:
    """All generated modules by their path below `static/`; each exports `words`, the argument of i18n's `use`."""
    return {f"{page}/messages.js": b"export " + _declaration("words", page) for page in SECTIONS}


def constant(page: str) -> bytes:
    """The sentences as `WORDS`, to be put in front of a script of `static/built/`, which takes them from there."""
    return _declaration("WORDS", page)


def _declaration(name: str, page: str) -> bytes:
    words = json.dumps(messages(page), ensure_ascii=False, separators=(",", ":"))
    return f"const {name} = {words};\n".encode()
