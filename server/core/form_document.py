"""Ballot forms: parsed from a document or taken from the shipped ones, written and loaded.

Knows the shape of a form, not what may be cast on it (`ballot_validation`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from .ballot_conditions import (
    load_agreement,
    load_limit,
    parse_agree,
    parse_limits,
    parse_write_in,
    write_agreement,
    write_limit,
)
from .bands import form_bands
from .forms import Form, Guidance, Item, Note, Scale, WriteIn
from .models import Band
from .rounding import format_shortest
from .scale_document import PLACEHOLDER_SCALE, load_scale, parse_scale, write_scale
from .validation import Field, Fields, reject_duplicates

ShippedForms = Mapping[str, Mapping[str, object]]
"""The forms that the product ships, by id, as documents."""

MAX_KEY, MAX_TITLE, MAX_NOTE, MAX_ABOUT = 64, 200, 2000, 500
"""Code points."""
PLACEHOLDER = Form("", "", PLACEHOLDER_SCALE, (Item("", ""),))
"""Replaces a form that could not be parsed while the rest of its document is."""


@dataclass(frozen=True, slots=True)
class FormContext:
    """What a form may refer to or depend on. `bands`: those given for the meeting, which otherwise has
    `default_bands`; `own_bands`: the part's own; None: not stated. `is_decided`: the part counts votes. `signed`: the
    document is from an archive, and what earlier versions allowed is allowed."""

    default_bands: tuple[Band, ...]
    bands: tuple[Band, ...] | None
    own_bands: tuple[Band, ...] | None = None
    is_decided: bool = False
    subjects: int = 0
    signed: bool = False


def parse_form(field: Field, shipped: ShippedForms, context: FormContext) -> Form:
    """The form in `field`, or the shipped one that it names."""
    if not isinstance(field.value, str):
        return _form(field, context)
    if field.value not in shipped:
        field.error("unknown_form", known=tuple(shipped))
        return PLACEHOLDER
    document = _without_foreign_guidance(shipped[field.value], context)
    return _form(Field(document, field.path, field.field_errors), context)


def _without_foreign_guidance(form: Mapping[str, object], context: FormContext) -> dict[str, object]:
    """A shipped form without its guidance where other bands judge it: the author cannot correct that form."""
    bands = next((b for b in (context.own_bands, context.bands) if b is not None), context.default_bands)
    known = _guided_bands(form) <= {band.name for band in bands}
    return {key: value for key, value in form.items() if key != "guidance" or known}


def _guided_bands(form: Mapping[str, object]) -> set[str]:
    guidance = form.get("guidance")
    return set(guidance["bands"]) if isinstance(guidance, Mapping) else set()


def _form(field: Field, context: FormContext) -> Form:
    fields = field.fields("title items", "scale id notes guidance limits explain score agree write_in")
    scale = fields.read("scale", lambda f: parse_scale(f, context.is_decided, context.signed), None)
    form = Form(
        id=fields.text("id", most=MAX_KEY, default="form"),
        title=fields.text("title", most=MAX_TITLE),
        scale=scale or PLACEHOLDER_SCALE,
        items=fields.read("items", lambda f: _items(f, context), PLACEHOLDER.items),
        notes=fields.read("notes", _notes, ()),
        is_sum=fields.read("score", lambda f: f.one_of("mean", "sum"), "mean") == "sum",
    )
    if scale is None and "scale" not in fields:
        form = _with_scale_of_items(fields, field, form)
    _check_scoring(fields, field, form, context)
    names = tuple(dict.fromkeys((*_words(form), *(band.name for band in _judging(form, context)))))
    write_in = fields.optional("write_in", lambda f: parse_write_in(f, form, context.is_decided))
    with_names, subjects = replace(form, write_in=write_in), 0 if context.signed else context.subjects
    form = replace(
        with_names,
        guidance=fields.optional("guidance", lambda f: _guidance(f, names)),
        limits=fields.read("limits", lambda f: parse_limits(f, with_names, subjects), ()),
        explain=fields.read("explain", lambda f: parse_band_names(f, names, least=0), ()),
        agree=fields.read("agree", lambda f: parse_agree(f, form), ()),
    )
    if form.explain and not form.notes:
        fields["explain"].error("note_missing")
    return form


def _words(form: Form) -> tuple[str, ...]:
    return tuple(word for scale in form.scales for word in scale.words)


def _judging(form: Form, context: FormContext) -> tuple[Band, ...]:
    """The bands that judge the form's scores. In an archive also those of the meeting, which judged all numbers."""
    if context.signed and not context.own_bands:
        given = context.default_bands if context.bands is None else context.bands
        return given if any(not scale.choices for scale in form.scales) else ()
    if context.is_decided:
        return ()
    return form_bands(form, context.own_bands, context.bands, context.default_bands)


def _with_scale_of_items(fields: Fields, field: Field, form: Form) -> Form:
    """A form without a scale takes that of its first item; every item must have its own."""
    own = [item.scale for item in form.items]
    if None in own:
        field.child("scale").error("required")
    return replace(form, scale=own[0] or PLACEHOLDER_SCALE)


def _check_scoring(fields: Fields, field: Field, form: Form, context: FormContext) -> None:
    """Which weights and scales fit together (DECIDE §1)."""
    weights = [item.weight for item in form.items]
    if context.is_decided:
        if "score" in fields:
            fields["score"].error("with_decide")
        return
    if not any(weights):
        field.child("items").child(0).child("weight").error("no_weight")
    for index, weight in enumerate(weights):
        if form.is_sum and weight not in (0, 1):
            field.child("items").child(index).child("weight").error("weight_in_sum")
    if not form.is_sum:
        _check_same_range(field, form)


def _check_same_range(field: Field, form: Form) -> None:
    """A mean of items with different ranges would be of no scale at all."""
    first: tuple[Fraction, Fraction] | None = None
    for index, (item, scale) in enumerate(zip(form.items, form.scales, strict=True)):
        if not item.weight or not scale.has_values:
            continue
        span = (scale.least, scale.greatest)
        first = first or span
        if span != first:
            low, high = map(format_shortest, first)
            field.child("items").child(index).child("scale").error("different_range", low=low, high=high)


def parse_band_names(field: Field, known: tuple[str, ...], least: int = 1) -> tuple[str, ...]:
    """A list of different bands or choices out of `known`."""
    elements = field.elements(least, 20)
    names = tuple(parse_band_name(element, known) for element in elements)
    reject_duplicates(elements, names)
    return names


def parse_band_name(field: Field, known: tuple[str, ...]) -> str:
    name = field.text()
    if name and not known:
        field.error("no_known_band")
    elif name and name not in known:
        field.error("unknown_band", known=tuple(dict.fromkeys(known)))
    return name


def _items(field: Field, context: FormContext) -> tuple[Item, ...]:
    elements = field.elements(1, 50)
    items = tuple(_item(element, context) for element in elements)
    reject_duplicates([element.child("key") for element in elements], (item.key for item in items))
    return items or PLACEHOLDER.items


def _item(field: Field, context: FormContext) -> Item:
    fields = field.fields("key title", "weight abstain scale about")
    return Item(
        key=fields.text("key", most=MAX_KEY),
        title=fields.text("title", most=MAX_TITLE),
        weight=fields.read("weight", Field.not_negative, Fraction(1)),
        abstain=fields.read("abstain", Field.boolean, False),
        scale=fields.optional("scale", lambda f: parse_scale(f, context.is_decided, context.signed)),
        about=fields.text("about", 0, MAX_ABOUT),
    )


def _notes(field: Field) -> tuple[Note, ...]:
    elements = field.elements(0, 20)
    notes = tuple(_note(element) for element in elements)
    reject_duplicates([element.child("key") for element in elements], (note.key for note in notes))
    return notes


def _note(field: Field) -> Note:
    fields = field.fields("key title", "max")
    return Note(
        key=fields.text("key", most=MAX_KEY),
        title=fields.text("title", most=MAX_TITLE),
        max=fields.read("max", lambda f: f.integer(1, MAX_NOTE), 500),
    )


def _guidance(field: Field, names: tuple[str, ...]) -> Guidance:
    fields = field.fields("bands about", "of")
    return Guidance(
        bands=fields.read("bands", lambda f: parse_band_names(f, names), ()),
        about=fields.read("about", lambda f: f.integer(0, 500), 0),
        of=fields.optional("of", lambda f: f.integer(1, 500)),
    )


def write_form(form: Form) -> dict[str, object]:
    """The form in the contract's shape; `parse_form` and `load_form` restore it exactly. What a form of edition 1 did
    not have is left out while it is not set: fingerprints cover the document."""
    agree = [write_agreement(agreement) for agreement in form.agree]
    write_in = form.write_in and {"as": form.write_in.choice, "at_most": form.write_in.at_most}
    return {
        "id": form.id,
        "title": form.title,
        "scale": write_scale(form.scale),
        "items": [_write_item(item) for item in form.items],
        "notes": [{"key": note.key, "title": note.title, "max": note.max} for note in form.notes],
        **({"guidance": _write_guidance(form.guidance)} if form.guidance else {}),
        "limits": [write_limit(limit) for limit in form.limits],
        "explain": list(form.explain),
        **({"score": "sum"} if form.is_sum else {}),
        **({"agree": agree} if agree else {}),
        **({"write_in": write_in} if write_in else {}),
    }


def _write_guidance(guidance: Guidance) -> dict[str, object]:
    of = {} if guidance.of is None else {"of": guidance.of}
    return {"bands": list(guidance.bands), "about": guidance.about, **of}


def _write_item(item: Item) -> dict[str, object]:
    return {
        "key": item.key,
        "title": item.title,
        "weight": format_shortest(item.weight),
        "abstain": item.abstain,
        **({} if item.scale is None else {"scale": write_scale(item.scale)}),
        **({"about": item.about} if item.about else {}),
    }


def load_form(stored: Mapping[str, Any]) -> Form:
    """The inverse of `write_form`, without validation."""
    guidance, write_in = stored.get("guidance"), stored.get("write_in")
    return Form(
        id=stored["id"],
        title=stored["title"],
        scale=load_scale(stored["scale"]),
        items=tuple(_load_item(item) for item in stored["items"]),
        notes=tuple(Note(**note) for note in stored["notes"]),
        guidance=Guidance(tuple(guidance["bands"]), guidance["about"], guidance.get("of")) if guidance else None,
        limits=tuple(load_limit(limit) for limit in stored["limits"]),
        explain=tuple(stored["explain"]),
        is_sum=stored.get("score") == "sum",
        agree=tuple(load_agreement(agreement) for agreement in stored.get("agree", ())),
        write_in=WriteIn(write_in["as"], write_in["at_most"]) if write_in else None,
    )


def _load_item(stored: Mapping[str, Any]) -> Item:
    scale: Scale | None = load_scale(stored["scale"]) if "scale" in stored else None
    weight = Fraction(stored["weight"])
    return Item(stored["key"], stored["title"], weight, stored["abstain"], scale, stored.get("about", ""))
