"""The sentences of each page as the script module `PAGE/messages.js` or a constant, generated from the catalogue."""

import json

from ..core.message_catalogue import LANGUAGES, merged

SECTIONS: dict[str, tuple[str, ...]] = {
    "voter": ("ballot", "voter"),
    "screen": ("votes", "screen"),
    "chair": ("staff", "votes", "chair"),
    "desk": ("meeting_form", "staff", "ballot", "votes", "desk"),
    "admin": ("meeting_form", "staff", "admin"),
}
"""The tables of the catalogue that each page needs. Its own comes last and may replace a shared sentence."""

ARRANGED = (
    "((keys,zh,en)=>{const texts=(list)=>keys.reduce((all,key,i)=>{all[key]=list[i];return all},{});"
    "return {zh:texts(zh),en:texts(en)}})"
)
"""A JavaScript function that makes the sentences by language and key from three lists."""


def messages(page: str) -> dict[str, dict[str, str]]:
    """Every sentence of a page by language and key."""
    return {language: dict(merged(language, SECTIONS[page])) for language in LANGUAGES}


def modules() -> dict[str, bytes]:
    """All generated modules by their path below `static/`; each exports `words`, the argument of i18n's `use`."""
    return {f"{page}/messages.js": f"export const words = {_json(messages(page))};\n".encode() for page in SECTIONS}


def constant(page: str) -> bytes:
    """The sentences as `WORDS`, to be put in front of a script of `static/built/`, which takes them from there. Each
    key is written once for both languages, which saves a phone 500 bytes."""
    words = messages(page)
    keys = list(words["zh"])
    lists = ",".join(map(_json, (keys, [words["zh"][key] for key in keys], [words["en"][key] for key in keys])))
    return f"const WORDS = {ARRANGED}({lists});\n".encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
