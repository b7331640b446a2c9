"""Reads untrusted values field by field and collects what is wrong with each. Knows no meeting, form or roster.

A reading that fails notes a fault and gives a stand-in of the right type, so that one pass finds every
bad field; `checked` raises before a stand-in can reach anyone.
"""

import datetime
import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

from .errors import FieldError, InvalidDocument

T = TypeVar("T")

DIGITS = 12
DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
SHARE = re.compile(r"[0-9]{1,6}/[0-9]{1,6}")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

UNPRINTABLE = frozenset(("Cc", "Cs", "Zl", "Zp"))
"""Control characters, surrogates, line and paragraph separators: refused."""
INVISIBLE = frozenset(("Cf", "Zs", "Mn"))
"""A text of these alone looks empty."""
REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff")
"""Marks that make a name read as another one, and two code points no XML file can hold."""


@dataclass(frozen=True, slots=True)
class Field:
    """A value somewhere in a document, its path there, and the list its faults go to."""

    value: object
    path: str
    field_errors: list[FieldError] = field(default_factory=list)

    def fault(self, zh: str, en: str) -> None:
        self.field_errors.append(FieldError(self.path, zh, en))

    def at(self, step: str | int, value: object) -> "Field":
        """A place inside this one: a field by name, an element by index."""
        path = f"{self.path}[{step}]" if isinstance(step, int) else f"{self.path}.{step}".lstrip(".")
        return Field(value, path, self.field_errors)

    def table(self, required: str, optional: str = "") -> "Fields":
        """The fields of a JSON object; names are separated by spaces. Others are faults."""
        if not isinstance(self.value, dict):
            self.fault("应为一组字段（JSON 对象）。", "Must be an object with fields.")
            return Fields({})
        known = [*required.split(), *optional.split()]
        for name in self.value:
            if name not in known:
                unknown = self.at(printable(name), None)
                unknown.fault("没有这个字段，请删去或改正拼写。", "Unknown field; remove it or correct its spelling.")
        for name in required.split():
            if name not in self.value:
                self.at(name, None).fault("缺少这一项，请填写。", "This field is required.")
        return Fields({name: self.at(name, self.value[name]) for name in known if name in self.value})

    def elements(self, least: int, most: int) -> list["Field"]:
        if not isinstance(self.value, list):
            self.fault("应为列表。", "Must be a list.")
            return []
        if not least <= len(self.value) <= most:
            has = len(self.value)
            self.fault(f"应有 {least}–{most} 项，现有 {has} 项。", f"Needs {least} to {most} entries, has {has}.")
        return [self.at(index, value) for index, value in enumerate(self.value[:most])]

    def pair(self) -> tuple["Field", "Field"]:
        """The two elements of a list like `["好","9"]`."""
        if not isinstance(self.value, list) or len(self.value) != 2:
            self.fault('应为两项：名称和数值，如 ["好","9"]。', 'Must be a name and a number, like ["Good","9"].')
            return Field("-", self.path), Field(0, self.path)
        return self.at(0, self.value[0]), self.at(1, self.value[1])

    def text(self, least: int = 1, most: int = 100) -> str:
        """Text in NFC without spaces at its ends, `least`–`most` code points, all of them printable."""
        if not isinstance(self.value, str):
            self.fault("应为文字，请加引号。", "Must be text in quotes.")
            return ""
        text = self.value.strip()
        if len(text) > 4 * most:  # NFC makes a text at most four times shorter, and of endless accents it takes minutes
            self.fault(f"最多 {most} 个字，现有 {len(text)} 个。", f"At most {most} characters, has {len(text)}.")
            return ""
        text = unicodedata.normalize("NFC", text).strip()
        kinds = {unicodedata.category(char) for char in text}
        if kinds & UNPRINTABLE or REORDERING.intersection(text):
            self.fault("含有换行或不可显示的字符，请重新输入。", "Has a line break or hidden character; type it again.")
            return ""
        if kinds <= INVISIBLE:
            text = ""
        if least and not text:
            self.fault("不能为空，请填写。", "Must not be empty.")
        elif len(text) > most:
            self.fault(f"最多 {most} 个字，现有 {len(text)} 个。", f"At most {most} characters, has {len(text)}.")
            return ""
        return text

    def whole(self, low: int, high: int) -> int:
        """A whole number within `low`..`high`; true and 8.0 are none."""
        if type(self.value) is not int or not low <= self.value <= high:
            zh = f"应为 {low} 到 {high} 的整数（不加引号）。"
            self.fault(zh, f"Must be a whole number from {low} to {high}, without quotes.")
            return low
        return self.value

    def decimal(self) -> Fraction | None:
        """An exact decimal: a string like "0.7" of at most 12 digits, or a whole number; else a fault and None."""
        if isinstance(self.value, float):
            zh = '小数请加引号，如 "0.7"，以免丢失精度。'
            self.fault(zh, 'Write a decimal in quotes, like "0.7", so that it stays exact.')
        elif type(self.value) is int and abs(self.value) < 10**DIGITS:
            return Fraction(self.value)
        elif not isinstance(self.value, str) or not DECIMAL.fullmatch(self.value):
            self.fault('应为数字，如 "0.7"。', 'Must be a number, like "0.7".')
        elif sum(char.isdigit() for char in self.value) > DIGITS:
            self.fault(f"最多 {DIGITS} 位数字。", f"At most {DIGITS} digits.")
        else:
            return Fraction(self.value)
        return None

    def positive(self) -> Fraction:
        number = self.decimal()
        if number is not None and number <= 0:
            self.fault("必须大于 0。", "Must be greater than 0.")
        return number if number is not None and number > 0 else Fraction(1)

    def between(self, low: int, high: int) -> Fraction:
        number = self.decimal()
        if number is not None and not low <= number <= high:
            self.fault(f"应在 {low} 到 {high} 之间。", f"Must be from {low} to {high}.")
        return number if number is not None else Fraction(low)

    def share(self) -> Fraction:
        """A part of a whole, over 0 and at most 1: "2/3" or "0.4"."""
        if isinstance(self.value, str) and SHARE.fullmatch(self.value):
            above, below = (int(digits) for digits in self.value.split("/"))
            number = Fraction(above, below) if below else None
        else:
            number = self.decimal()
            if number is None:
                return Fraction(1)
        if number is None or not 0 < number <= 1:
            zh = '应为大于 0、不超过 1 的比例，如 "2/3" 或 "0.4"。'
            self.fault(zh, 'Must be a share over 0 and at most 1, like "2/3" or "0.4".')
            return Fraction(1)
        return number

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            self.fault("应为 true 或 false。", "Must be true or false.")
        return self.value is True

    def one_of(self, *words: str) -> str:
        if not isinstance(self.value, str) or self.value not in words:
            self.fault(f"只能是 {'、'.join(words)} 之一。", f"Must be one of {', '.join(words)}.")
            return words[0]
        return self.value

    def date(self) -> str:
        """A day of the calendar as 2022-12-20; TOML has a type for it."""
        if type(self.value) is datetime.date:
            return self.value.isoformat()
        if isinstance(self.value, str) and DATE.fullmatch(self.value):
            try:
                return datetime.date.fromisoformat(self.value).isoformat()
            except ValueError:
                pass
        self.fault("应为日期，如 2022-12-20。", "Must be a date, like 2022-12-20.")
        return ""


class Fields(dict[str, Field]):
    """The known fields that are there, by name."""

    def read(self, name: str, how: Callable[[Field], T], default: T) -> T:
        """What `how` makes of the field, or `default` where it is absent."""
        return how(self[name]) if name in self else default

    def maybe(self, name: str, how: Callable[[Field], T]) -> T | None:
        """The same for a field that may be null, which is its default."""
        return how(self[name]) if name in self and self[name].value is not None else None

    def text(self, name: str, least: int = 1, most: int = 100, default: str = "") -> str:
        return self.read(name, lambda place: place.text(least, most), default)


def checked(value: object, how: Callable[[Field], T]) -> T:
    """What `how` makes of `value`. Raises InvalidDocument with every fault it noted."""
    place = Field(value, "")
    result = how(place)
    if place.field_errors:
        raise InvalidDocument(place.field_errors)
    return result


def no_twins(places: Sequence[Field], keys: Iterable[Hashable]) -> None:
    """Faults every place whose key stood before. A falsy key is a stand-in with a fault of its own."""
    seen: set[Hashable] = set()
    for place, key in zip(places, keys, strict=False):
        if key and key in seen:
            place.fault("与前面的一项重复，请删去或改名。", "Repeats an earlier entry; remove or rename it.")
        seen.add(key)


def printable(name: object) -> str:
    """A field's name as it may stand in a path: short, and without anything a terminal or log would act on."""
    return "".join(char if char.isprintable() else "?" for char in str(name)[:40])
