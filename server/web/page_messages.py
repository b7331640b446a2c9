"""The sentences of each page as the script module `PAGE/messages.js`, generated from the message catalogue."""

import json

from ..core.message_catalogue import LANGUAGES, merged

SECTIONS: dict[str, tuple[str, ...]] = {
    "voter": ("voter",),
    "screen": ("screen",),
    "chair": ("staff", "chair"),
    "desk": ("meeting_form", "staff", "desk"),
    "admin": ("meeting_form", "staff", "admin"),
}
"""The tables of the catalogue that each page needs. Its own comes last and may replace a shared sentence."""


def messages(page: str) -> dict[str, dict[str, str]]:
    """Every sentence of a page by language and key."""
    return {language: dict(merged(language, SECTIONS[page])) for language in LANGUAGES}


def modules() -> dict[str, bytes]:
    """All generated modules by their path below `static/`; each exports `words`, the argument of i18n's `use`."""
    return {f"{page}/messages.js": _module(messages(page)) for page in SECTIONS}


def _module(words: dict[str, dict[str, str]]) -> bytes:
    return f"export const words = {json.dumps(words, ensure_ascii=False, separators=(',', ':'))};\n".encode()
