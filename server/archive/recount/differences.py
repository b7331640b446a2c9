"""Compares expected with actual values and describes each difference in one line."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from .sentences import Say

    Cells = Sequence[str | "Mentions"]


class Mentions(NamedTuple):
    """A text of which only the names and numbers are checked: these tokens in this order, and no other digits.
    `others`: the same in another order, for languages of which the recount knows no words."""

    tokens: tuple[str, ...]
    others: tuple[str, ...] | None = None

    def match(self, text: str) -> bool:
        return _has(text, self.tokens) or (self.others is not None and _has(text, self.others))

    def __str__(self) -> str:
        return " … ".join(self.tokens)


def _has(text: str, tokens: tuple[str, ...]) -> bool:
    end = 0
    for token in tokens:
        start = text.find(token, end)
        if start < 0 or re.search(r"[0-9]|[-+]$", text[end:start]):
            return False
        end = start + len(token)
    return not re.search("[0-9]", text[end:])


def mentions(*tokens: object) -> Mentions:
    """Empty tokens are left out."""
    return Mentions(tuple(str(token) for token in tokens if str(token)))


def canonical_json(value: Any) -> str:
    """The one spelling of a JSON value that the fingerprint and the log's hashes are computed from."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def differences(expected: Any, actual: Any, path: str, say: Say, source: str = "") -> Iterator[str]:
    """Walks two JSON values, of which `expected` may contain Mentions. `path` is where the values are, `source` what
    the expected one was computed from."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key in [*expected, *(key for key in actual if key not in expected)]:
            child = path + (": " if path.endswith(".json") else ".") + key
            yield from differences(expected.get(key, "–"), actual.get(key, "–"), child, say, source)
    elif isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        for index, value in enumerate(expected):
            yield from differences(value, actual[index], f"{path}[{index}]", say, source)
    elif not is_equal(expected, actual):
        text = str(expected) if isinstance(expected, Mentions) else expected
        where = f"{path} ({source})" if source else path
        wanted, found = f"{canonical_json(text):.120}", f"{canonical_json(actual):.120}"
        yield f"{where}: {say('should_be')} {wanted}, {say('but_is')} {found}"


def is_equal(expected: Any, actual: Any) -> bool:
    """1, 1.0 and True are three different values here."""
    if isinstance(expected, Mentions):
        return isinstance(actual, str) and expected.match(actual)
    return type(expected) is type(actual) and bool(expected == actual)


def row_differences(place: str, expected: Sequence[Cells], actual: Sequence[Sequence[str]], say: Say) -> Iterator[str]:
    """Compares two tables cell by cell; rows and columns are numbered from 1."""
    if len(expected) != len(actual):
        yield f"{place}: {say('rows_should_be')} {len(expected)}, {say('but_are')} {len(actual)}"
    for row, cells in enumerate(actual[: len(expected)]):
        wanted = expected[row]
        if len(cells) != len(wanted):
            yield f"{place} [{row + 1}]: {say('columns')}: {len(cells)} ≠ {len(wanted)}"
        for column, cell in enumerate(cells[: len(wanted)]):
            if not is_equal(wanted[column], cell):
                where = f"{place} [{row + 1}][{column + 1}]"
                yield f"{where}: {say('should_be')} {wanted[column]!s:.120}, {say('but_is')} {cell:.120}"
