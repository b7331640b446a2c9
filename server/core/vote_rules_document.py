"""`decide` and `figures` of a part in a document: parsed, written and loaded (DECIDE §3). Counts nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from .forms import Form
from .rounding import format_shortest
from .validation import Field, Fields, reject_duplicates
from .vote_rules import BASES, DEFAULT_BASE, Base, Decide, DecideRule, Figure

MAX_GRADE, MAX_FIGURE = 20, 100
"""Code points."""
MAX_SEATS = 500


def parse_decide(field: Field, form: Form, subjects: int) -> Decide | None:
    """`subjects`: how many the part has. None, with an error, where the form has no item of words to decide on."""
    fields = field.fields("rules", "item base rank")
    item = _item(fields, field, form)
    if not item:
        return None
    words = form.scale_of(item).words
    rules = fields.read("rules", lambda f: _rules(f, words), ())
    candidates = subjects + (form.write_in.at_most if form.write_in else 0)
    for index, rule in enumerate(rules):
        if rule.seats is not None and rule.seats > candidates:
            fields["rules"].child(index).child("seats").error("too_many_seats", count=candidates)
    has_seats = any(rule.seats is not None for rule in rules)
    return Decide(
        item=item,
        base=fields.read("base", lambda f: _base(f, words), DEFAULT_BASE),
        rules=rules,
        rank=fields.optional("rank", lambda f: _rank(f, form)) or (("votes",) if has_seats else ()),
    )


def _item(fields: Fields, field: Field, form: Form) -> str:
    """The key of an item of words, which need not be named where the form has one item; "" and an error otherwise."""
    worded = [item.key for item, scale in zip(form.items, form.scales, strict=True) if scale.choices]
    if not worded:
        field.error("decide_without_words")
        return ""
    if "item" in fields:
        item = fields["item"].one_of(*worded)
        return item if fields["item"].value in worded else ""
    if len(form.items) > 1:
        field.child("item").error("required")
        return ""
    return worded[0]


def _rules(field: Field, words: tuple[str, ...]) -> tuple[DecideRule, ...]:
    elements = field.elements(1, 20)
    rules = tuple(
        _last_rule(element) if index == len(elements) - 1 else _rule(element, words)
        for index, element in enumerate(elements)
    )
    seats = [element for element, rule in zip(elements, rules, strict=True) if rule.seats is not None]
    for element in seats[1:]:
        element.child("seats").error("seats_twice")
    return rules


def _last_rule(field: Field) -> DecideRule:
    """It always holds, so that everybody gets some grade."""
    fields = field.fields("grade", "of at_least over seats")
    for name in ("of", "at_least", "over", "seats"):
        if name in fields:
            fields[name].error("last_rule")
    return DecideRule(fields.text("grade", most=MAX_GRADE))


def _rule(field: Field, words: tuple[str, ...]) -> DecideRule:
    fields = field.fields("grade of", "at_least over seats")
    bounds = {"at_least", "over"} & fields.keys()
    if len(bounds) > 1 or not bounds and "seats" not in fields:
        field.error("one_threshold")
    return DecideRule(
        grade=fields.text("grade", most=MAX_GRADE),
        of=fields.read("of", lambda f: parse_words(f, words), ()),
        at_least=fields.optional("at_least", Field.share),
        over=fields.optional("over", Field.share_below_one),
        seats=fields.optional("seats", lambda f: f.integer(1, MAX_SEATS)),
    )


def parse_words(field: Field, known: Sequence[str]) -> tuple[str, ...]:
    """A list of different words of an item."""
    elements = field.elements(1, 20)
    words = tuple(element.text() for element in elements)
    for element, word in zip(elements, words, strict=True):
        if word and word not in known:
            element.error("unknown_choice", known=tuple(known))
    reject_duplicates(elements, words)
    return words


def _base(field: Field, words: tuple[str, ...]) -> Base:
    return parse_words(field, words) if isinstance(field.value, list) else field.one_of(*BASES)


def _rank(field: Field, form: Form) -> tuple[str, ...]:
    elements = field.elements(1, 20)
    with_means = [item.key for item, scale in zip(form.items, form.scales, strict=True) if scale.has_values]
    keys = tuple(element.one_of("votes", *(f"item:{key}" for key in with_means)) for element in elements)
    reject_duplicates(elements, keys)
    return keys


def parse_figures(field: Field, form: Form) -> tuple[Figure, ...]:
    elements = field.elements(0, 20)
    figures = tuple(_figure(element, form) for element in elements)
    reject_duplicates([element.child("name") for element in elements], (figure.name for figure in figures))
    return figures


def _figure(field: Field, form: Form) -> Figure:
    fields = field.fields("name of", "item base")
    figure = Figure(fields.text("name", most=MAX_FIGURE), _item(fields, field, form), ())
    if not figure.item:
        return figure
    words = form.scale_of(figure.item).words
    return replace(
        figure,
        of=fields.read("of", lambda f: parse_words(f, words), ()),
        base=fields.read("base", lambda f: _base(f, words), DEFAULT_BASE),
    )


def write_decide(decide: Decide) -> dict[str, object]:
    return {
        "item": decide.item,
        "base": _write_base(decide.base),
        "rank": list(decide.rank) or None,
        "rules": [_write_rule(rule) for rule in decide.rules],
    }


def _write_base(base: Base) -> object:
    return base if isinstance(base, str) else list(base)


def _write_rule(rule: DecideRule) -> dict[str, object]:
    optional = {
        "of": list(rule.of) or None,
        "at_least": None if rule.at_least is None else format_shortest(rule.at_least),
        "over": None if rule.over is None else format_shortest(rule.over),
        "seats": rule.seats,
    }
    return {"grade": rule.grade, **{name: value for name, value in optional.items() if value is not None}}


def write_figure(figure: Figure) -> dict[str, object]:
    return {"name": figure.name, "item": figure.item, "of": list(figure.of), "base": _write_base(figure.base)}


def load_decide(stored: Mapping[str, Any]) -> Decide:
    """The inverse of `write_decide`, without validation."""
    rules = tuple(_load_rule(rule) for rule in stored["rules"])
    return Decide(stored["item"], _load_base(stored["base"]), rules, tuple(stored["rank"] or ()))


def _load_base(stored: str | list[str]) -> Base:
    return stored if isinstance(stored, str) else tuple(stored)


def _load_rule(stored: Mapping[str, Any]) -> DecideRule:
    at_least, over = (Fraction(stored[name]) if name in stored else None for name in ("at_least", "over"))
    return DecideRule(stored["grade"], tuple(stored.get("of", ())), at_least, over, stored.get("seats"))


def load_figure(stored: Mapping[str, Any]) -> Figure:
    return Figure(stored["name"], stored["item"], tuple(stored["of"]), _load_base(stored["base"]))
