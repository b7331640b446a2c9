"""What one ballot must observe, in a form's document: limits, `agree` and write-ins, parsed, written and loaded
(DECIDE §1, §3). Names what contradicts itself or nobody could fulfil; `ballot_validation` applies them.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from .forms import ABSENT, Agreement, Form, Limit, Mark, Scale, WriteIn
from .limit_feasibility import limit_faults
from .rounding import format_shortest
from .validation import Field, Fields, reject_duplicates

MAX_WRITE_INS = 100
MAX_SUBJECTS = 500


def parse_limits(field: Field, form: Form, subjects: int) -> tuple[Limit, ...]:
    """`form` has its write-ins. `subjects`: how many the part has, which is the most that a ballot can have; 0 not to
    compare limits with one another."""
    elements = field.elements(0, 20)
    words = _words(form)
    if elements and not words:
        field.error("limits_without_choices")
        return ()
    limits = tuple(_limit(element, words) for element in elements)
    for fault in limit_faults(form, limits, subjects):
        elements[fault.limit].error(fault.key, **fault.values)
    return limits


def _words(form: Form) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for scale in form.scales for word in scale.words))


def _limit(field: Field, words: tuple[str, ...]) -> Limit:
    fields = field.fields("choices", "share at_most at_least exactly")
    choices = fields.read("choices", lambda f: _known_words(f, words), ())
    bounds = {name for name in ("share", "at_most", "at_least", "exactly") if fields.has(name)}
    if not bounds or len(bounds) > 1 and bounds != {"at_most", "at_least"}:
        field.error("one_limit")
    exactly = fields.optional("exactly", _number)
    at_least = fields.optional("at_least", _number) if exactly is None else exactly
    at_most = fields.optional("at_most", _number) if exactly is None else exactly
    if at_least is not None and at_most is not None and at_least > at_most:
        fields["at_least"].error("above_limit", most=at_most)
    return Limit(choices, fields.optional("share", Field.share), at_most, at_least)


def _number(field: Field) -> int:
    return field.integer(0, MAX_SUBJECTS)


def _known_words(field: Field, known: tuple[str, ...]) -> tuple[str, ...]:
    elements = field.elements(1, 20)
    names = tuple(element.text() for element in elements)
    for element, name in zip(elements, names, strict=True):
        if name and name not in known:
            element.error("unknown_choice", known=known)
    reject_duplicates(elements, names)
    return names


def parse_agree(field: Field, form: Form) -> tuple[Agreement, ...]:
    elements = field.elements(0, 20)
    agreements: list[Agreement] = []
    possible: dict[tuple[str, str | None, str], frozenset[Mark]] = {}
    for element in elements:
        agreement = _agreement(element, form)
        if agreement is not None:
            _check_possible(element, form, agreement, possible)
            agreements.append(agreement)
    return tuple(agreements)


def _check_possible(
    field: Field, form: Form, agreement: Agreement, possible: dict[tuple[str, str | None, str], frozenset[Mark]]
) -> None:
    """Some mark must meet the condition, and all conditions on the same choice and item. `possible`: the marks that
    meet those before."""
    key = (agreement.item, agreement.choice, agreement.needs)
    allowed = agreement.allowed(form.scale_of(agreement.needs))
    before = possible.get(key, allowed | ABSENT)
    if not allowed:
        field.child("needs").error("agree_impossible")
    elif before and not allowed & before:
        field.error("agree_contradicts")
    possible[key] = allowed & before


def _agreement(field: Field, form: Form) -> Agreement | None:
    fields = field.fields("item choice needs")
    scales = {item.key: scale for item, scale in zip(form.items, form.scales, strict=True)}
    item = fields.read("item", lambda f: f.one_of(*scales), "")
    if not {"item", "choice", "needs"} <= fields.keys() or item not in scales:
        return None
    choice = _agreed_choice(fields["choice"], form, item)
    return _needs(fields["needs"], form, Agreement(item, choice, ""))


def _agreed_choice(field: Field, form: Form, key: str) -> str | None:
    """None for 弃权, which the item must allow."""
    if field.value is None:
        if not form.items[form.index(key)].abstain:
            field.error("agree_without_abstention")
        return None
    name, words = field.text(), form.scale_of(key).words
    if name and name not in words:
        field.error("unknown_choice", known=words)
    return name


def _needs(field: Field, form: Form, agreement: Agreement) -> Agreement | None:
    fields = field.fields("item", "at_least below none")
    others = [item.key for item in form.items if item.key != agreement.item]
    if not others:
        field.error("agree_one_item")
        return None
    key = fields.read("item", lambda f: f.one_of(*others), "")
    none = fields.read("none", Field.boolean, False)
    has_bounds = fields.has("at_least") or fields.has("below")
    if none == has_bounds:
        field.error("one_need")
    if not key or none == has_bounds:
        return None
    if none and not form.items[form.index(key)].abstain:
        fields["none"].error("agree_without_abstention")
    scale, errors = form.scale_of(key), len(field.field_errors)
    at_least, below = _bound(fields, "at_least", scale), _bound(fields, "below", scale)
    if len(field.field_errors) > errors:
        return None
    return Agreement(agreement.item, agreement.choice, key, at_least=at_least, below=below, none=none)


def _bound(fields: Fields, name: str, scale: Scale) -> Fraction | None:
    """A bound that some mark of the scale meets."""
    if not fields.has(name):
        return None
    field = fields[name]
    number = field.number()
    if number is None:
        return None
    if not scale.has_values:
        field.error("agree_without_value")
    elif name == "at_least" and number > scale.greatest or name == "below" and number <= scale.least:
        field.error("agree_off_scale", low=format_shortest(scale.least), high=format_shortest(scale.greatest))
    return number


def parse_write_in(field: Field, form: Form, is_decided: bool) -> WriteIn:
    if not is_decided:
        field.error("write_in_without_decide")
    fields = field.fields("as at_most")
    words = _words(form)
    choice = fields.text("as")
    if choice and choice not in words:
        fields["as"].error("unknown_choice", known=words)
    return WriteIn(choice, fields.read("at_most", lambda f: f.integer(1, MAX_WRITE_INS), 1))


def write_limit(limit: Limit) -> dict[str, object]:
    stated: dict[str, object] = {"choices": list(limit.choices)}
    if limit.share is not None:
        return {**stated, "share": format_shortest(limit.share)}
    if limit.at_least is not None and limit.at_least == limit.at_most:
        return {**stated, "exactly": limit.at_least}
    bounds = {"at_least": limit.at_least, "at_most": limit.at_most}
    return {**stated, **{name: bound for name, bound in bounds.items() if bound is not None}}


def load_limit(stored: Mapping[str, Any]) -> Limit:
    share, exactly = stored.get("share"), stored.get("exactly")
    at_most, at_least = stored.get("at_most", exactly), stored.get("at_least", exactly)
    return Limit(tuple(stored["choices"]), None if share is None else Fraction(share), at_most, at_least)


def write_agreement(agreement: Agreement) -> dict[str, object]:
    needs: dict[str, object] = {"item": agreement.needs}
    for name in ("at_least", "below"):
        bound: Fraction | None = getattr(agreement, name)
        needs |= {} if bound is None else {name: format_shortest(bound)}
    needs |= {"none": True} if agreement.none else {}
    return {"item": agreement.item, "choice": agreement.choice, "needs": needs}


def load_agreement(stored: Mapping[str, Any]) -> Agreement:
    needs = stored["needs"]
    at_least, below = (Fraction(needs[name]) if name in needs else None for name in ("at_least", "below"))
    return Agreement(stored["item"], stored["choice"], needs["item"], at_least, below, needs.get("none", False))
