"""The languages that the product speaks: one for each file in `messages/`, described by the table `language` in it.

To add a language is to add a file (docs/translate.md). Knows no sentence.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

DEFAULT, INTERNATIONAL = "zh", "en"
"""The language of whoever states none, and the one that accompanies any other where nobody has chosen one."""
HEADER = "language"
"""The table of a catalogue that describes its language and holds no sentence."""


@dataclass(frozen=True, slots=True)
class Language:
    """`tag`: as in documents and in the catalogue's file name; `name`: its own; `html`: of the attribute `lang`.

    `matches`: tags of browsers, each standing for all that begin with it. `fallbacks`: the languages, best first, that
    are read where this one has no text. `spaced`: a space separates sentences. `wording`: see `core/bands.py`. `bands`:
    names of the default bands; `everyone`: the default voter group; `letters`: names of simulated people; `numerals`:
    zero to ten and what follows the number of a section, or "" for 1, 2, 3. `office`: what Word calls the language;
    `fonts`: of the Word papers, for text, titles and headings; both empty for those of the template.
    """

    tag: str
    name: str
    html: str
    matches: tuple[str, ...]
    fallbacks: tuple[str, ...]
    spaced: bool
    wording: int
    bands: tuple[str, ...]
    everyone: str
    letters: str
    numerals: str
    office: str
    fonts: tuple[str, ...]


@cache
def catalogues() -> Mapping[str, Mapping[str, Any]]:
    """Every file in `messages/` by its language: the default one, then those that fall back to it, then others."""
    folder = files(__package__).joinpath("messages")
    names = (path.name for path in folder.iterdir() if path.name.endswith(".toml"))
    read = {name.removesuffix(".toml"): tomllib.loads(folder.joinpath(name).read_text("utf-8")) for name in names}
    return MappingProxyType({tag: read[tag] for tag in sorted(read, key=lambda tag: _place(tag, read[tag][HEADER]))})


def _place(tag: str, header: Mapping[str, Any]) -> tuple[bool, bool, str]:
    return tag != DEFAULT, DEFAULT not in header["fallbacks"], tag


@cache
def languages() -> Mapping[str, Language]:
    return MappingProxyType({tag: _language(tag, tables[HEADER]) for tag, tables in catalogues().items()})


def _language(tag: str, header: Mapping[str, Any]) -> Language:
    lists = {name: tuple(value) for name, value in header.items() if isinstance(value, list)}
    return Language(**{"tag": tag, "numerals": "", "office": "", "fonts": (), **header, **lists})


def language(tag: str) -> Language:
    """Raises KeyError for a language that has no catalogue."""
    return languages()[tag]


def known(tag: object) -> str:
    """The tag itself where it is a language, else the default one."""
    return tag if isinstance(tag, str) and tag in languages() else DEFAULT


def chain(tag: str) -> tuple[str, ...]:
    """The language and its fallbacks, as far as they have catalogues; the default one is last."""
    own = (tag, *(each for each in language(tag).fallbacks if each in languages()))
    return own if DEFAULT in own else (*own, DEFAULT)


def pair(tag: str) -> tuple[str, str]:
    """The two languages of a text that has to be understood by everybody, where the reader's is `tag`."""
    return (DEFAULT if tag == INTERNATIONAL else tag), INTERNATIONAL


def match(tag: str) -> str | None:
    """The language that a browser or system calls `tag`, as zh_TW or zh-Hant-HK: the one with the longest beginning of
    it; None for none."""
    wanted = tag.strip().lower().replace("_", "-").partition(".")[0] + "-"
    found = [(len(begin), each) for each, begin in _beginnings() if wanted.startswith(begin)]
    return max(found)[1] if found else None


def _beginnings() -> Iterator[tuple[str, str]]:
    for tag, each in languages().items():
        yield from ((tag, begin.lower() + "-") for begin in each.matches)
