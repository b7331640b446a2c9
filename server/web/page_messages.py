"""The sentences of each page as the script module `PAGE/messages.js` or a constant, generated from the catalogue."""

import json

from ..core.languages import Language, languages
from ..core.message_catalogue import LANGUAGES, merged

SECTIONS: dict[str, tuple[str, ...]] = {
    "voter": ("ballot", "voter"),
    "screen": ("votes", "screen"),
    "chair": ("staff", "votes", "chair"),
    "desk": ("meeting_form", "staff", "ballot", "votes", "desk"),
    "admin": ("meeting_form", "staff", "admin"),
    "check": ("check",),
    "brief": ("brief",),
}
"""The tables of the catalogue that each page needs, and the sheet of briefs, which the voter's page loads when it is
wanted. Its own comes last and may replace a shared sentence."""

CONSTANT = b"const WORDS = "
"""How a script of `static/built/` begins with its sentences in front."""


def messages(page: str) -> dict[str, dict[str, str]]:
    """Every sentence of a page by language and key, and what else the pages for staff have to know of a language: what
    is between two sentences, and the names of the default bands."""
    return {tag: {**merged(tag, SECTIONS[page]), **_facts(SECTIONS[page], languages()[tag])} for tag in LANGUAGES}


def _facts(tables: tuple[str, ...], spoken: Language) -> dict[str, str]:
    space = {"sentence.space": " " if spoken.spaced else ""} if "staff" in tables else {}
    bands = {f"band.{place}": name for place, name in enumerate(spoken.bands)} if "meeting_form" in tables else {}
    return {**space, **bands}


def modules() -> dict[str, bytes]:
    """All generated modules by their path below `static/`; each exports `words`, the argument of i18n's `use`."""
    return {f"{page}/messages.js": b"export const words = " + _json(messages(page)) + b";\n" for page in SECTIONS}


def sentences(page: str, language: str) -> bytes:
    """The sentences of a page in one language as JSON."""
    return _json(messages(page)[language])


def constant(page: str, language: str) -> bytes:
    """The sentences in one language as `WORDS`, to be put in front of a script of `static/built/`, which takes them
    from there. The page fetches another language when it is wanted."""
    return CONSTANT + _json({language: messages(page)[language]}) + b";\n"


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
