"""Names written in (另选他人, DECIDE §3): folded, so that equal names are equal texts, and read from a ballot."""

import unicodedata
from collections.abc import Collection, Iterable

from .codec import is_text
from .errors import Refused
from .unicode_text import MAX_NFC_SHRINKAGE, TooManyMarks, normalise
from .validation import INVISIBLE, REORDERING, UNPRINTABLE

MAX_LENGTH = 40
"""Code points of a folded name."""
DOTS = str.maketrans(dict.fromkeys("•‧", "·"))
"""The other dots between the parts of a foreign name."""


def fold(name: str) -> str:
    """NFC, without blanks and invisible characters, with one kind of dot. Raises TooManyMarks."""
    visible = (
        char for char in normalise(name) if not char.isspace() and unicodedata.category(char) not in ("Cf", "Zs")
    )
    return "".join(visible).translate(DOTS)


def folded_names(names: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, names))


def read_write_ins(value: object, at_most: int, taken: Collection[str]) -> tuple[str, ...]:
    """The names on one ballot, folded and sorted. `taken`: the folded names of the subjects.

    Raises Refused `bad_ballot` with the field `write_ins` or `write_ins[i]`.
    """
    if value is None or value == []:
        return ()
    if type(value) is not list or not at_most:
        raise Refused("bad_ballot", "write_ins")
    names: list[str] = []
    for index, text in enumerate(value):
        name = _folded(text) if index < at_most else None
        if name is None or name in taken or name in names:
            raise Refused("bad_ballot", f"write_ins[{index}]")
        names.append(name)
    return tuple(sorted(names))


def _folded(text: object) -> str | None:
    """None for what is no name: no text, too long, not printable, or without a letter."""
    if type(text) is not str or len(text) > MAX_NFC_SHRINKAGE * MAX_LENGTH or not is_text(text):
        return None
    try:
        name = fold(text)
    except TooManyMarks:
        return None
    categories = {unicodedata.category(char) for char in name}
    if categories <= INVISIBLE or categories & UNPRINTABLE or REORDERING.intersection(name):
        return None
    return name if len(name) <= MAX_LENGTH else None
