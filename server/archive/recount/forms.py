"""The ballot form of a part: what each mark is worth, and which bands judge the scores (DECIDE §1, §2)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from .numbers import number, shortest
from .pairing import paired

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .archive_files import Map

    Band = tuple[str, Fraction]

DEFAULT_FLOORS = (Fraction(9), Fraction(7), Fraction(4), Fraction(0))
CHINESE_BANDS = ("好", "较好", "一般", "差")
ENGLISH_BANDS = ("Excellent", "Good", "Fair", "Poor")
MAX_MARKS = 1001
MAX_DECIMALS, MAX_TRIM = 6, 1000


def edition_of(document: Map) -> int:
    """Of the rules that judge the meeting; documents of edition 1 do not state it."""
    edition = document.get("edition", 1)
    if edition not in (1, 2):
        raise ValueError(f"edition {edition!r:.40}")
    return int(edition)


class Scale:
    """`values`: the number that each mark stands for, None for a plain word. `names`: of words, "" for numbers."""

    def __init__(self, stated: Map) -> None:
        if choices := stated.get("choices"):
            pairs = [(choice, None) if isinstance(choice, str) else choice for choice in choices]
            self.names = {mark: str(name) for mark, (name, _) in enumerate(pairs)}
            self.values = {mark: None if value is None else number(value) for mark, (_, value) in enumerate(pairs)}
        else:
            step = number(stated.get("step", "1"))
            low, high = (int(number(stated[bound]) / step) for bound in ("min", "max"))
            if not 0 <= low < high < low + MAX_MARKS:
                raise ValueError(f"scale {low} to {high}")
            self.values = {mark: mark * step for mark in range(low, high + 1)}
            self.names = dict.fromkeys(self.values, "")

    @property
    def is_words(self) -> bool:
        return any(self.names.values())

    def value(self, mark: int) -> Fraction:
        """ValueError for a plain word."""
        value = self.values[mark]
        if value is None:
            raise ValueError("a word without a value")
        return value

    def label(self, mark: int) -> str:
        return self.names[mark] or shortest(self.value(mark))

    def same_as(self, other: Scale) -> bool:
        return (self.values, self.names) == (other.values, other.names)


class Form:
    """`scales` and `weights` of the items, and `bands` from the highest down; none where the part has no grades.
    `zeroes`: an abstained item is scored 0."""

    def __init__(self, document: Map, part: Map) -> None:
        _check_bounds(document["rules"])
        form = part["form"]
        self.items, self.notes, self.entered = form["items"], form["notes"], part["source"] == "entered"
        self.scales = [Scale(item.get("scale", form["scale"])) for item in self.items]
        self.weights = [number(item["weight"]) for item in self.items]
        self.is_sum, self.zeroes = form.get("score") == "sum", part.get("abstained") == "zero"
        self.decide, self.write_in, self.edition = part.get("decide"), form.get("write_in"), edition_of(document)
        self.figures: list[Map] = part.get("figures", [])
        is_first = self.edition == 1
        self.bands = _bands_1(document, Scale(form["scale"])) if is_first else _bands(document, part, self)

    def scores(self, marks: Sequence[int | None]) -> bool:
        """Whether a ballot with these marks scores the subject: it marks an item with a weight, or abstentions are 0.
        Where votes decide, it marks the item that decides."""
        marked = [place for place, mark in enumerate(marks) if mark is not None]
        if self.decide is not None:
            return self.decide["item"] in [self.items[place]["key"] for place in marked]
        return self.zeroes or any(self.weights[place] for place in marked)

    @property
    def scored_scales(self) -> list[Scale]:
        return [scale for place, scale in enumerate(self.scales) if self.weights[place]]


def _check_bounds(rules: Map) -> None:
    """ValueError for numbers beyond those that a meeting can have, which would take too much time."""
    decimals, trim = rules["decimals"], rules["trim"]
    if not (0 <= decimals <= MAX_DECIMALS and 0 <= trim <= MAX_TRIM):
        raise ValueError(f"decimals {decimals:.0f}, trim {trim:.0f}")


def bands_of(document: Map) -> list[Band]:
    """The meeting's own bands: name and lowest score. The default ones where none are given."""
    given = document["rules"]["bands"]
    return _default_bands(document) if given is None else _read_bands(given)


def _default_bands(document: Map) -> list[Band]:
    """English meetings name them in English, but the first ones did not. Documents in a language other than Chinese and
    English state the names."""
    wording = document.get("wording", 1)
    if wording not in (1, 2):
        raise ValueError(f"wording {wording!r:.40}")
    usual = ENGLISH_BANDS if document["language"] == "en" and wording > 1 else CHINESE_BANDS
    names = usual if document["language"] in ("zh", "en") else document["band_names"]
    return [(str(name), floor) for name, floor in paired(names, DEFAULT_FLOORS)]


def given_bands(document: Map) -> list[Band]:
    """None of the meeting's own where they are not given."""
    return [] if document["rules"]["bands"] is None else bands_of(document)


def band_of(bands: Sequence[Band], value: Fraction) -> str:
    """The name of the band; a value below all bands is in the lowest."""
    return next((name for name, floor in bands if value >= floor), bands[-1][0])


def _read_bands(stated: Sequence[Sequence[str]]) -> list[Band]:
    return [(str(name), number(floor)) for name, floor in stated]


def _bands(document: Map, part: Map, form: Form) -> list[Band]:
    """§2: bands judge only the scale that they were made for."""
    if form.decide is not None:
        return []
    if part.get("bands") is not None:
        return _read_bands(part["bands"])
    scales = form.scored_scales
    if not form.is_sum and all(_is_one_to_ten(scale) for scale in scales):
        return bands_of(document)
    if form.is_sum or not scales or not scales[0].is_words or not all(scale.same_as(scales[0]) for scale in scales):
        return given_bands(document)
    ranked, own = _ranked(scales[0]), bands_of(document)
    named = [name for name, _ in ranked] == [name for name, _ in own]
    if named and all(band_of(own, value) == name for name, value in ranked):
        return own
    return _words_as_bands(ranked)


def _is_one_to_ten(scale: Scale) -> bool:
    values = [value for value in scale.values.values() if value is not None]
    return not scale.is_words and (min(values), max(values)) == (Fraction(1), Fraction(10))


def _ranked(scale: Scale) -> list[Band]:
    """Its words and their values, the highest first."""
    return sorted(((scale.names[mark], scale.value(mark)) for mark in scale.values), key=lambda choice: -choice[1])


def _words_as_bands(ranked: list[Band]) -> list[Band]:
    """Words as bands, each from halfway to the next better one; none if two have the same value."""
    values = [value for _, value in ranked]
    if len(set(values)) < len(values):
        return []
    floors = [(values[place] + lower) / 2 for place, lower in enumerate(values[1:])] + [values[-1]]
    return [(name, floors[place]) for place, (name, _) in enumerate(ranked)]


def _bands_1(document: Map, scale: Scale) -> list[Band]:
    """Edition 1: the meeting's own bands judged every scale of numbers, and words with their names."""
    own = bands_of(document)
    ranked = _ranked(scale) if scale.is_words else []
    if not ranked or [name for name, _ in ranked] == [name for name, _ in own]:
        return own
    return _words_as_bands(ranked)
