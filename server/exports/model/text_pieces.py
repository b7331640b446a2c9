"""Texts as lines of pieces between which a typesetter may break them. Knows no file format.

A word that is longer than its column would run over the next one.
"""

import unicodedata
from collections.abc import Iterator

from .column_widths import text_width

Lines = list[list[str]]
WIDE_ENOUGH = 40
"""The width of a piece where the text has the whole page, in half-width characters."""
BROAD = frozenset("ABCDEFGHJKLMNOPQRSTUVWXYZ@%&mw—…")
"""Letters and signs that are broader than half of a Chinese character, with accents as well."""


def pieces(text: str, width: int = WIDE_ENOUGH) -> Lines:
    """The lines of a text, each as pieces that are at most `width` half-width characters wide."""
    return [list(_line(line.replace("\t", " "), width)) for line in text.split("\n")]


def _line(line: str, width: int) -> Iterator[str]:
    start, run = 0, 0
    for index, char in enumerate(line):
        if char.isspace() or unicodedata.east_asian_width(char) in "WF":
            run = 0
            continue
        own = 2 if unicodedata.normalize("NFD", char)[0] in BROAD else text_width(char)
        if run + own > width and own:
            yield line[start:index]
            start, run = index, 0
        run += own
    yield line[start:]
