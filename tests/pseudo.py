"""A language for tests that shows what a long one does to a layout, and which texts are in no catalogue.

A sentence keeps its placeholders and gets accents, two fifths more letters in words that cannot be broken, and
brackets: text on a page that is outside brackets, and no data, is in no catalogue.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from server.core import message_catalogue
from server.core.message_catalogue import Section, Sentence

TRUE_SECTIONS = message_catalogue.sections

OPEN, CLOSE = "⟦", "⟧"
ACCENTS = str.maketrans("aeiouyAEIOUcnsz", "áéîöüýÁÉÎÖÜçñšž")
PLACEHOLDER = re.compile(r"(\{[^{}]*\})")
KEPT = re.compile(r"/guide\S*|https?://\S*")
LONGEST = 24
"""Letters of an added word."""


def pseudo(sentence: str) -> str:
    """The sentence in the language; an address, and a text without letters, as it is. Of a list, such as A|B|C, every
    element is a sentence."""
    elements = PLACEHOLDER.sub("", sentence).count("|")
    if elements:
        return "|".join(map(pseudo, sentence.split("|")))
    letters = len(re.findall(r"[A-Za-z]", re.sub(r"\{\w+\}", "", sentence)))
    if not letters or KEPT.fullmatch(sentence):
        return sentence
    texts = PLACEHOLDER.split(sentence)
    spoken = "".join(text if text.startswith("{") else text.translate(ACCENTS) for text in texts)
    return f"{OPEN}{spoken}{_added(letters)}{CLOSE}"


def _added(letters: int) -> str:
    """Two fifths of the letters, in words of at most LONGEST; none where a sentence is a single letter."""
    more = letters * 2 // 5
    words = [min(LONGEST, more - place) for place in range(0, more, LONGEST)]
    return "".join(" " + "ẃ" * length for length in words)


def pseudo_texts(texts: Mapping[str, str]) -> dict[str, str]:
    return {key: text if key == "lang" else pseudo(text) for key, text in texts.items()}


@cache
def long_sections(language: str) -> Mapping[str, Section]:
    """As the catalogue's function `sections`, with English in longer words."""
    return _spoken(language, pseudo_texts)


@cache
def printed_sections(language: str) -> Mapping[str, Section]:
    """The same without the brackets, which few fonts have."""
    return _spoken(language, lambda table: {key: _bare(text) for key, text in pseudo_texts(table).items()})


def long_words(sentence: str) -> str:
    """The sentence in the language, without brackets."""
    return _bare(pseudo(sentence))


def _bare(spoken: str) -> str:
    return spoken.replace(OPEN, "").replace(CLOSE, "")


def _spoken(language: str, say: Callable[[Section], Mapping[str, str]]) -> Mapping[str, Section]:
    tables = TRUE_SECTIONS(language)
    if language != "en":
        return tables
    longer = {name: {key: Sentence(text) for key, text in say(table).items()} for name, table in tables.items()}
    return MappingProxyType({name: MappingProxyType(table) for name, table in longer.items()})
