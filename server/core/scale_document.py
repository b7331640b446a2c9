"""Scales of a ballot form in a document: parsed, written and loaded (DECIDE §1 "Scales")."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from .forms import ABSTENTION, Choice, Scale
from .rounding import format_shortest
from .validation import Field, reject_duplicates

STEPS = tuple(map(Fraction, ("1", "0.5", "0.1", "0.01")))
MAX_MARKS = 1001
MAX_NUMBER = 99_999
"""The highest number on a scale: five digits, as pages take them."""
MAX_VALUE = 1000
"""The highest value of a word."""
PLACEHOLDER_SCALE = Scale(1, 10)
"""Replaces a scale that could not be parsed while the rest of its document is."""


def parse_scale(field: Field, plain: bool, signed: bool) -> Scale:
    """`plain`: words may have no value, because the part counts votes. `signed`: from an archive, where 弃权 may be a
    choice."""
    if isinstance(field.value, dict) and "choices" in field.value:
        return field.fields("choices").read("choices", lambda f: _choices(f, plain, signed), PLACEHOLDER_SCALE)
    fields = field.fields("min max", "step")
    step = fields.read("step", _step, Fraction(1))
    low = fields.read("min", lambda f: _mark(f, step), 0)
    high = fields.read("max", lambda f: _mark(f, step), 0)
    if None in (low, high) or not {"min", "max"} <= fields.keys():
        return PLACEHOLDER_SCALE
    assert low is not None and high is not None
    if low >= high:
        fields["max"].error("empty_scale")
    elif high - low >= MAX_MARKS:
        fields["max"].error("too_many_marks_on_scale", most=MAX_MARKS, count=high - low + 1)
    return Scale(low, high, step=step)


def _step(field: Field) -> Fraction:
    """One of STEPS, however it is written: "1/2" is "0.5"."""
    number = field.number()
    if number is None or number in STEPS:
        return number or Fraction(1)
    field.error("not_one_of", choices=tuple(map(format_shortest, STEPS)))
    return Fraction(1)


def _mark(field: Field, step: Fraction) -> int | None:
    """The mark of a number that is a multiple of the step; an error and None otherwise."""
    number = field.number()
    if number is None:
        return None
    if not 0 <= number <= MAX_NUMBER:
        field.error("out_of_range", low=0, high=MAX_NUMBER)
    elif number % step:
        field.error("not_a_multiple", step=format_shortest(step))
    else:
        return int(number / step)
    return None


def _choices(field: Field, plain: bool, signed: bool) -> Scale:
    elements = field.elements(2, 20)
    choices = tuple(_choice(element, plain) for element in elements)
    reject_duplicates(elements, (choice.name for choice in choices))
    for element, choice in zip(elements, choices, strict=True):
        if choice.name == ABSTENTION and not signed:
            element.error("abstention_as_choice")
    if len({choice.value is None for choice in choices}) > 1:
        field.error("some_choices_without_value")
    return Scale(choices=choices)


def _choice(field: Field, plain: bool) -> Choice:
    if isinstance(field.value, str):
        if not plain:
            field.error("choice_without_value")
        return Choice(field.text(), None)
    name, value = field.pair()
    return Choice(name.text(), value.number_between(0, MAX_VALUE))


def write_scale(scale: Scale) -> dict[str, object]:
    if scale.choices:
        return {"choices": [_write_choice(choice) for choice in scale.choices]}
    bounds: dict[str, object] = {
        "min": _write_number(scale.low * scale.step),
        "max": _write_number(scale.high * scale.step),
    }
    return bounds if scale.step == 1 else {**bounds, "step": format_shortest(scale.step)}


def _write_choice(choice: Choice) -> object:
    return choice.name if choice.value is None else [choice.name, format_shortest(choice.value)]


def _write_number(number: Fraction) -> int | str:
    return int(number) if number.denominator == 1 else format_shortest(number)


def load_scale(stored: Mapping[str, Any]) -> Scale:
    """The inverse of `write_scale`, without validation."""
    if "choices" in stored:
        return Scale(choices=tuple(_load_choice(choice) for choice in stored["choices"]))
    step = Fraction(stored.get("step", "1"))
    low, high = (int(Fraction(stored[bound]) / step) for bound in ("min", "max"))
    return Scale(low, high, step=step)


def _load_choice(stored: str | list[str]) -> Choice:
    return Choice(stored, None) if isinstance(stored, str) else Choice(stored[0], Fraction(stored[1]))
