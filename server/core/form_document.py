"""Ballot forms: parsed from a document or taken from the shipped ones, written and loaded.

Knows the shape of a form, not what may be cast on it (`ballot_validation`).
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from .models import Band, Choice, Form, Guidance, Item, Limit, Note, Scale
from .rounding import format_shortest
from .validation import Field, reject_duplicates

ShippedForms = Mapping[str, Mapping[str, object]]
"""The forms that the product ships, by id, as documents."""

MAX_KEY, MAX_TITLE, MAX_NOTE = 64, 200, 2000
"""Code points."""
PLACEHOLDER = Form("", "", Scale(1, 10), ())
"""Replaces a form that could not be parsed while the rest of its document is."""


def parse_form(field: Field, shipped: ShippedForms, bands: tuple[Band, ...]) -> Form:
    """The form in `field`, or the shipped one that it names; `bands` are the meeting's."""
    if not isinstance(field.value, str):
        return _form(field, bands)
    if field.value not in shipped:
        field.error("unknown_form", known=tuple(shipped))
        return PLACEHOLDER
    document = _without_foreign_guidance(shipped[field.value], bands)
    return _form(Field(document, field.path, field.field_errors), bands)


def _without_foreign_guidance(form: Mapping[str, object], bands: tuple[Band, ...]) -> dict[str, object]:
    """A shipped form without its guidance where the meeting renamed the bands: the author cannot correct that form."""
    known = _guided_bands(form) <= {band.name for band in bands}
    return {key: value for key, value in form.items() if key != "guidance" or known}


def _guided_bands(form: Mapping[str, object]) -> set[str]:
    guidance = form.get("guidance")
    return set(guidance["bands"]) if isinstance(guidance, Mapping) else set()


def _form(field: Field, bands: tuple[Band, ...]) -> Form:
    fields = field.fields("title scale items", "id notes guidance limits explain")
    scale = fields.read("scale", _scale, PLACEHOLDER.scale)
    names = tuple(choice.name for choice in scale.choices) or tuple(band.name for band in bands)
    form = Form(
        id=fields.text("id", most=MAX_KEY, default="form"),
        title=fields.text("title", most=MAX_TITLE),
        scale=scale,
        items=fields.read("items", _items, ()),
        notes=fields.read("notes", _notes, ()),
        guidance=fields.optional("guidance", lambda f: _guidance(f, names)),
        limits=fields.read("limits", lambda f: _limits(f, scale), ()),
        explain=fields.read("explain", lambda f: parse_band_names(f, names, least=0), ()),
    )
    if form.explain and not form.notes:
        fields["explain"].error("note_missing")
    return form


def parse_band_names(field: Field, known: tuple[str, ...], least: int = 1) -> tuple[str, ...]:
    """A list of different bands or choices out of `known`."""
    elements = field.elements(least, 20)
    names = tuple(parse_band_name(element, known) for element in elements)
    reject_duplicates(elements, names)
    return names


def parse_band_name(field: Field, known: tuple[str, ...]) -> str:
    name = field.text()
    if name and name not in known:
        field.error("unknown_band", known=tuple(dict.fromkeys(known)))
    return name


def _scale(field: Field) -> Scale:
    if isinstance(field.value, dict) and "choices" in field.value:
        return field.fields("choices").read("choices", _choices, PLACEHOLDER.scale)
    fields = field.fields("min max")
    low = fields.read("min", lambda f: f.integer(0, 100), 0)
    high = fields.read("max", lambda f: f.integer(0, 100), 100)
    if low >= high and {"min", "max"} <= fields.keys() and type(fields["max"].value) is int:
        fields["max"].error("empty_scale")
    return Scale(low, high)


def _choices(field: Field) -> Scale:
    elements = field.elements(2, 20)
    choices = tuple(_choice(element) for element in elements)
    reject_duplicates(elements, (choice.name for choice in choices))
    values = [choice.value for choice in choices]
    for element, choice in zip(elements, choices, strict=True):
        if choice.name and values.index(choice.value) != choices.index(choice):
            element.error("equal_values")
    return Scale(choices=choices)


def _choice(field: Field) -> Choice:
    name, value = field.pair()
    return Choice(name.text(), value.decimal_between(0, 100))


def _items(field: Field) -> tuple[Item, ...]:
    elements = field.elements(1, 50)
    items = tuple(_item(element) for element in elements)
    reject_duplicates([element.child("key") for element in elements], (item.key for item in items))
    return items


def _item(field: Field) -> Item:
    fields = field.fields("key title", "weight abstain")
    return Item(
        key=fields.text("key", most=MAX_KEY),
        title=fields.text("title", most=MAX_TITLE),
        weight=fields.read("weight", Field.positive, Fraction(1)),
        abstain=fields.read("abstain", Field.boolean, False),
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
    fields = field.fields("bands about")
    return Guidance(
        bands=fields.read("bands", lambda f: parse_band_names(f, names), ()),
        about=fields.read("about", lambda f: f.integer(0, 500), 0),
    )


def _limits(field: Field, scale: Scale) -> tuple[Limit, ...]:
    elements = field.elements(0, 20)
    if elements and not scale.choices:
        field.error("limits_without_choices")
        return ()
    names = tuple(choice.name for choice in scale.choices)
    return tuple(_limit(element, names) for element in elements)


def _limit(field: Field, names: tuple[str, ...]) -> Limit:
    fields = field.fields("choices share")
    return Limit(
        choices=fields.read("choices", lambda f: parse_band_names(f, names), ()),
        share=fields.read("share", Field.share, Fraction(1)),
    )


def write_form(form: Form) -> dict[str, object]:
    """The form in the contract's shape; `parse_form` and `load_form` restore it exactly."""
    guidance = form.guidance
    return {
        "id": form.id,
        "title": form.title,
        "scale": _write_scale(form.scale),
        "items": [_write_item(item) for item in form.items],
        "notes": [{"key": note.key, "title": note.title, "max": note.max} for note in form.notes],
        **({"guidance": {"bands": list(guidance.bands), "about": guidance.about}} if guidance else {}),
        "limits": [{"choices": list(limit.choices), "share": format_shortest(limit.share)} for limit in form.limits],
        "explain": list(form.explain),
    }


def _write_scale(scale: Scale) -> dict[str, object]:
    if scale.choices:
        return {"choices": [[choice.name, format_shortest(choice.value)] for choice in scale.choices]}
    return {"min": scale.low, "max": scale.high}


def _write_item(item: Item) -> dict[str, object]:
    return {"key": item.key, "title": item.title, "weight": format_shortest(item.weight), "abstain": item.abstain}


def load_form(stored: Mapping[str, Any]) -> Form:
    """The inverse of `write_form`, without validation."""
    guidance = stored.get("guidance")
    return Form(
        id=stored["id"],
        title=stored["title"],
        scale=_load_scale(stored["scale"]),
        items=tuple(Item(i["key"], i["title"], Fraction(i["weight"]), i["abstain"]) for i in stored["items"]),
        notes=tuple(Note(**note) for note in stored["notes"]),
        guidance=Guidance(tuple(guidance["bands"]), guidance["about"]) if guidance else None,
        limits=tuple(Limit(tuple(limit["choices"]), Fraction(limit["share"])) for limit in stored["limits"]),
        explain=tuple(stored["explain"]),
    )


def _load_scale(stored: Mapping[str, Any]) -> Scale:
    if "choices" in stored:
        return Scale(choices=tuple(Choice(name, Fraction(value)) for name, value in stored["choices"]))
    return Scale(stored["min"], stored["max"])
