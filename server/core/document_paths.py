"""Paths of fields in a document of JSON values, as `validation` writes them: `parts[0].form.items[2].key`. Pure."""

import re
from collections.abc import Iterator
from typing import Any

from .validation import printable

Step = str | int
_INDEX = re.compile(r"\[([0-9]+)\]")
SEPARATOR = " › "
NAMES = ("name", "title")
"""Members by which people know an element of a list."""


def steps(document: object, path: str) -> tuple[Step, ...] | None:
    """The keys and indexes that lead to the field; None where the document has none. A key may hold dots and brackets,
    and a path only its printable characters."""
    if not path:
        return ()
    if isinstance(document, dict):
        return next(_steps_of_members(document, path), None)
    match = _INDEX.match(path)
    if not isinstance(document, list) or not match or int(match[1]) >= len(document):
        return None
    index = int(match[1])
    below = steps(document[index], path[match.end() :].removeprefix("."))
    return None if below is None else (index, *below)


def _steps_of_members(document: dict[str, Any], path: str) -> Iterator[tuple[Step, ...]]:
    for key, value in document.items():
        step = printable(key)
        rest = path[len(step) :]
        if path.startswith(step) and (not rest or rest[0] in ".["):
            below = steps(value, rest.removeprefix("."))
            if below is not None:
                yield key, *below


def remove(document: Any, place: tuple[Step, ...]) -> object:
    """Removes the member at a place, which `steps` has found, and returns its value."""
    *above, last = place
    for step in above:
        document = document[step]
    return document.pop(last)


def readable(document: Any, place: tuple[Step, ...]) -> str:
    """A place in words: people and parts by their names, other elements of lists by number. `上述 › 张三 › colour`."""
    words: list[str] = []
    for step in place:
        document = document[step]
        if isinstance(step, str):
            words.append(printable(step))
        elif (name := _name(document)) is not None:
            words[-1:] = [name]
        else:
            words.append(f"#{step + 1}")
    return SEPARATOR.join(words)


def _name(element: object) -> str | None:
    """Also of a pair like `["好","9"]`."""
    if isinstance(element, dict):
        texts = [element.get(key) for key in NAMES]
    else:
        texts = element[:1] if isinstance(element, list) else []
    return next((printable(text) for text in texts if isinstance(text, str) and text), None)
