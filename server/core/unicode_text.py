"""Unicode normalisation of text from outside, in linear time. Knows no field and no message."""

import unicodedata
from itertools import chain, groupby

MAX_NFC_SHRINKAGE = 4
"""NFC makes a text at most this many times shorter (UAX #15)."""
MAX_COMBINING_RUN = 30
"""Longest accepted run of combining marks: the limit of UAX #15 §13, more than any language uses."""

_CODES = chain(range(0x300, 0x20000), range(0xE0000, 0xE1000))
"""All other code points are ideographs or unassigned; looking at them would delay every start by 0.5 s."""
_MARKS = frozenset(char for char in map(chr, _CODES) if unicodedata.category(char)[0] == "M")


class TooManyMarks(ValueError):
    """More than MAX_COMBINING_RUN combining marks in a row."""


def normalise(text: str) -> str:
    """The text in NFC. Raises TooManyMarks: NFC sorts each run of marks, and 64 kB of them would take seconds.

    NFC writes some marks as two (U+0344), so its result is checked too: what is returned is accepted again.
    """
    _check_runs(text)
    result = unicodedata.normalize("NFC", text)
    if result != text:
        _check_runs(result)
    return result


def _check_runs(text: str) -> None:
    if not _MARKS.isdisjoint(text) and _longest_run(text) > MAX_COMBINING_RUN:
        raise TooManyMarks


def _longest_run(text: str) -> int:
    return max(sum(1 for _ in run) for is_mark, run in groupby(text, _MARKS.__contains__) if is_mark)
