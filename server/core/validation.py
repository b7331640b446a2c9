"""Reads untrusted values field by field and collects an error for each bad one. Knows no meeting, form or roster.

A failed read records an error and returns a placeholder of the right type, so one pass finds every bad field;
`validate` raises before a placeholder can reach a caller.
"""

import datetime
import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

from .errors import FieldError, InvalidDocument
from .message import Message
from .unicode_text import MAX_COMBINING_RUN, MAX_NFC_SHRINKAGE, TooManyMarks, normalise

T = TypeVar("T")
D = TypeVar("D")

MAX_DIGITS = 12
NUMBER = re.compile(r"-?([0-9]+(\.[0-9]+)?|[0-9]{1,6}/0*[1-9][0-9]{0,5})")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MAX_ERRORS = 200
"""Errors that are recorded; a document of a megabyte could have a hundred thousand."""
MAX_NAME = 40
"""Characters of an unknown field's name that an error repeats."""

UNPRINTABLE = frozenset(("Cc", "Cs", "Zl", "Zp"))
"""Unicode categories that are refused: control characters, surrogates, line and paragraph separators."""
INVISIBLE = frozenset(("Cf", "Zs", "Mn"))
"""Unicode categories that show nothing: a text of these alone is empty."""
REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff")
"""Bidirectional controls, which make one name look like another, and two code points that XML cannot hold."""


@dataclass(frozen=True, slots=True)
class Field:
    """A value in a document, its path, and the list that collects the document's errors."""

    value: object
    path: str
    field_errors: list[FieldError] = field(default_factory=list)

    def error(self, key: str, **values: object) -> None:
        """Records an error of the catalogue's table `validation`."""
        if len(self.field_errors) < MAX_ERRORS:
            self.field_errors.append(FieldError(self.path, Message("validation", key, values)))

    def child(self, step: str | int, value: object = None) -> "Field":
        """The member called `step` of an object, or the element with that index of a list."""
        path = f"{self.path}[{step}]" if isinstance(step, int) else f"{self.path}.{step}".lstrip(".")
        return Field(value, path, self.field_errors)

    def fields(self, required: str, optional: str = "") -> "Fields":
        """The members of a JSON object; names are separated by spaces. Any other member is an error."""
        if not isinstance(self.value, dict):
            self.error("not_an_object")
            return Fields({})
        known = dict.fromkeys((*required.split(), *optional.split()))
        for name in self.value:
            if name not in known:
                self.child(printable(name)).error("unknown_field")
        for name in required.split():
            if name not in self.value:
                self.child(name).error("required")
        return Fields({name: self.child(name, self.value[name]) for name in known if name in self.value})

    def elements(self, least: int, most: int) -> list["Field"]:
        if not isinstance(self.value, list):
            self.error("not_a_list")
            return []
        if not least <= len(self.value) <= most:
            self.error("wrong_length", least=least, most=most, count=len(self.value))
        return [self.child(index, value) for index, value in enumerate(self.value[:most])]

    def pair(self) -> tuple["Field", "Field"]:
        """The two elements of a list like `["好","9"]`."""
        if not isinstance(self.value, list) or len(self.value) != 2:
            self.error("not_a_pair")
            return Field("-", self.path), Field(0, self.path)
        return self.child(0, self.value[0]), self.child(1, self.value[1])

    def text(self, least: int = 1, most: int = 100) -> str:
        """NFC text, trimmed, of `least`–`most` code points, all of them printable."""
        if not isinstance(self.value, str):
            self.error("not_text")
            return ""
        text = self.value.strip()
        if len(text) > MAX_NFC_SHRINKAGE * most:
            self.error("too_long", most=most, length=len(text))
            return ""
        try:
            text = normalise(text).strip()
        except TooManyMarks:
            self.error("too_many_marks", most=MAX_COMBINING_RUN)
            return ""
        categories = {unicodedata.category(char) for char in text}
        if categories & UNPRINTABLE or REORDERING.intersection(text):
            self.error("unprintable")
            return ""
        if categories <= INVISIBLE:
            text = ""
        if least and not text:
            self.error("empty")
        elif len(text) > most:
            self.error("too_long", most=most, length=len(text))
            return ""
        return text

    def integer(self, low: int, high: int) -> int:
        """An integer from `low` to `high`; neither true nor 8.0 is one."""
        if type(self.value) is not int or not low <= self.value <= high:
            self.error("not_an_integer", low=low, high=high)
            return low
        return self.value

    def number(self) -> Fraction | None:
        """An exact number of at most 12 digits: an integer, or a string like "0.7" or "2/3", also as an input method
        writes it. Otherwise an error and None."""
        text = plain_number(self.value) if isinstance(self.value, str) else ""
        if isinstance(self.value, float):
            self.error("inexact")
        elif type(self.value) is int and abs(self.value) < 10**MAX_DIGITS:
            return Fraction(self.value)
        elif not NUMBER.fullmatch(text):
            self.error("not_a_number")
        elif sum(char.isdigit() for char in text) > MAX_DIGITS:
            self.error("too_many_digits", digits=MAX_DIGITS)
        else:
            return Fraction(text)
        return None

    def positive(self) -> Fraction:
        number = self.number()
        if number is not None and number <= 0:
            self.error("not_positive")
        return number if number is not None and number > 0 else Fraction(1)

    def not_negative(self) -> Fraction:
        number = self.number()
        if number is not None and number < 0:
            self.error("negative")
        return number if number is not None and number >= 0 else Fraction(1)

    def number_between(self, low: int, high: int) -> Fraction:
        number = self.number()
        if number is not None and not low <= number <= high:
            self.error("out_of_range", low=low, high=high)
        return number if number is not None else Fraction(low)

    def share(self) -> Fraction:
        """A share over 0 and at most 1: "2/3" or "0.4"."""
        number = self.number()
        if number is not None and not 0 < number <= 1:
            self.error("not_a_share")
        return number if number is not None and 0 < number <= 1 else Fraction(1)

    def share_below_one(self) -> Fraction:
        """A share that can be exceeded: from 0 up to but not 1."""
        number = self.number()
        if number is not None and not 0 <= number < 1:
            self.error("not_a_share_below_one")
        return number if number is not None and 0 <= number < 1 else Fraction(0)

    def boolean(self) -> bool:
        if not isinstance(self.value, bool):
            self.error("not_a_boolean")
        return self.value is True

    def one_of(self, *choices: str) -> str:
        if not isinstance(self.value, str) or self.value not in choices:
            self.error("not_one_of", choices=choices)
            return choices[0]
        return self.value

    def date(self) -> str:
        """A calendar date as 2022-12-20; TOML has a type of its own for it."""
        if type(self.value) is datetime.date:
            return self.value.isoformat()
        if isinstance(self.value, str) and DATE.fullmatch(self.value):
            try:
                return datetime.date.fromisoformat(self.value).isoformat()
            except ValueError:
                pass
        self.error("not_a_date")
        return ""


class Fields(dict[str, Field]):
    """The known members that an object has, by name."""

    def has(self, name: str) -> bool:
        """Whether the field is there and not null."""
        return name in self and self[name].value is not None

    def read(self, name: str, parse: Callable[[Field], T], default: D) -> T | D:
        """The parsed field, or `default` where it is absent."""
        return parse(self[name]) if name in self else default

    def optional(self, name: str, parse: Callable[[Field], T]) -> T | None:
        """The parsed field, or None where it is absent or null."""
        return parse(self[name]) if self.has(name) else None

    def text(self, name: str, least: int = 1, most: int = 100, default: str = "") -> str:
        return self.read(name, lambda field: field.text(least, most), default)


def validate(value: object, parse: Callable[[Field], T]) -> T:
    """The parsed value. Raises InvalidDocument with every error that was recorded on the way."""
    root = Field(value, "")
    parsed = parse(root)
    if root.field_errors:
        raise InvalidDocument(root.field_errors)
    return parsed


def reject_duplicates(fields: Sequence[Field], keys: Iterable[Hashable]) -> None:
    """Records an error at every field whose key came before. A falsy key is a placeholder, which has its own error."""
    seen: set[Hashable] = set()
    for candidate, key in zip(fields, keys, strict=False):
        if key and key in seen:
            candidate.error("duplicate")
        seen.add(key)


NUMBER_SIGNS = str.maketrans({"−": "-", "–": "-", "—": "-", "。": ".", "⁄": "/", "∕": "/"})
"""Signs that NFKC leaves as they are."""
MAX_NUMBER = 100


def plain_number(text: str) -> str:
    """A number without blanks, with ASCII digits and signs: "－０．５" is "-0.5". A plus sign in front is left
    out. Longer text is returned as it is."""
    if len(text) > MAX_NUMBER:
        return text
    plain = "".join(unicodedata.normalize("NFKC", text).translate(NUMBER_SIGNS).split())
    return plain[1:] if re.match(r"\+[0-9]", plain) else plain


def printable(name: object) -> str:
    """A name to repeat in a path: short, and without anything that a terminal or log would interpret."""
    return "".join(char if char.isprintable() else "?" for char in str(name)[:MAX_NAME])
