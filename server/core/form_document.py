"""Ballot forms: read from a document or by the id of a shipped one, and written out again.

Knows the shape of a form; what may be cast on it is told elsewhere.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from .models import Band, Choice, Form, Guidance, Item, Limit, Note, Scale
from .rounding import shortest
from .validation import Field, no_twins

Shipped = Mapping[str, Mapping[str, object]]

KEY, TITLE, WRITTEN_AT_MOST = 64, 200, 2000
NONE: tuple[str, ...] = ()
STAND_IN = Form("", "", Scale(1, 10), ())
"""What a form that could not be read is taken for while the rest of its document is."""


def parse_form(place: Field, shipped: Shipped, bands: tuple[Band, ...]) -> Form:
    """The form written out at `place`, or the shipped one it names; `bands` are the meeting's."""
    if not isinstance(place.value, str):
        return _form(place, bands)
    if place.value not in shipped:
        known = list(shipped)
        place.fault(f"没有这种测评表，可选：{'、'.join(known)}。", f"No such form; choose one of {', '.join(known)}.")
        return STAND_IN
    return _form(Field(_fitting(shipped[place.value], bands), place.path, place.field_errors), bands)


def _fitting(form: Mapping[str, object], bands: tuple[Band, ...]) -> dict[str, object]:
    """A shipped form without its guidance where the meeting's bands have other names: nobody can mend that."""
    guided = _guided(form)
    return {key: value for key, value in form.items() if key != "guidance" or guided <= {band.name for band in bands}}


def _guided(form: Mapping[str, object]) -> set[str]:
    guidance = form.get("guidance")
    return set(guidance["bands"]) if isinstance(guidance, Mapping) else set()


def _form(place: Field, bands: tuple[Band, ...]) -> Form:
    table = place.table("title scale items", "id notes guidance limits explain")
    scale = table.read("scale", _scale, STAND_IN.scale)
    names = tuple(choice.name for choice in scale.choices) or tuple(band.name for band in bands)
    form = Form(
        id=table.text("id", most=KEY, default="form"),
        title=table.text("title", most=TITLE),
        scale=scale,
        items=table.read("items", _items, ()),
        notes=table.read("notes", _notes, ()),
        guidance=table.maybe("guidance", lambda at: _guidance(at, names)),
        limits=table.read("limits", lambda at: _limits(at, scale), ()),
        explain=table.read("explain", lambda at: band_names(at, names, least=0), ()),
    )
    if form.explain and not form.notes:
        zh = "要求说明理由，就须有意见栏（notes）。"
        table["explain"].fault(zh, "A reason is demanded, so the form needs a note (notes).")
    return form


def band_names(place: Field, names: tuple[str, ...], least: int = 1) -> tuple[str, ...]:
    """A list of bands or choices out of `names`, none twice."""
    places = place.elements(least, 20)
    chosen = tuple(band_name(at, names) for at in places)
    no_twins(places, chosen)
    return chosen


def band_name(place: Field, names: tuple[str, ...]) -> str:
    name = place.text()
    if name and name not in names:
        known = list(dict.fromkeys(names))
        zh = f"没有这个档次，可选：{'、'.join(known)}。"
        place.fault(zh, f"No such band or choice; choose from {', '.join(known)}.")
    return name


def _scale(place: Field) -> Scale:
    if isinstance(place.value, dict) and "choices" in place.value:
        return place.table("choices").read("choices", _choices, STAND_IN.scale)
    table = place.table("min max")
    low = table.read("min", lambda at: at.whole(0, 100), 0)
    high = table.read("max", lambda at: at.whole(0, 100), 100)
    if low >= high and {"min", "max"} <= table.keys() and type(table["max"].value) is int:
        table["max"].fault("最高分必须大于最低分。", "The highest mark must be above the lowest.")
    return Scale(low, high)


def _choices(place: Field) -> Scale:
    places = place.elements(2, 20)
    choices = tuple(_choice(at) for at in places)
    no_twins(places, (choice.name for choice in choices))
    values = [choice.value for choice in choices]
    for at, choice in zip(places, choices, strict=True):
        if choice.name and values.index(choice.value) != choices.index(choice):
            at.fault("分值与前面的选项相同，无法分档。", "Has the same value as an earlier choice.")
    return Scale(choices=choices)


def _choice(place: Field) -> Choice:
    name, value = place.pair()
    return Choice(name.text(), value.between(0, 100))


def _items(place: Field) -> tuple[Item, ...]:
    places = place.elements(1, 50)
    items = tuple(_item(at) for at in places)
    no_twins([at.at("key", None) for at in places], (item.key for item in items))
    return items


def _item(place: Field) -> Item:
    table = place.table("key title", "weight abstain")
    return Item(
        key=table.text("key", most=KEY),
        title=table.text("title", most=TITLE),
        weight=table.read("weight", Field.positive, Fraction(1)),
        abstain=table.read("abstain", Field.flag, False),
    )


def _notes(place: Field) -> tuple[Note, ...]:
    places = place.elements(0, 20)
    notes = tuple(_note(at) for at in places)
    no_twins([at.at("key", None) for at in places], (note.key for note in notes))
    return notes


def _note(place: Field) -> Note:
    table = place.table("key title", "max")
    most = table.read("max", lambda at: at.whole(1, WRITTEN_AT_MOST), 500)
    return Note(table.text("key", most=KEY), table.text("title", most=TITLE), most)


def _guidance(place: Field, names: tuple[str, ...]) -> Guidance:
    table = place.table("bands about")
    bands = table.read("bands", lambda at: band_names(at, names), NONE)
    return Guidance(bands, table.read("about", lambda at: at.whole(0, 500), 0))


def _limits(place: Field, scale: Scale) -> tuple[Limit, ...]:
    places = place.elements(0, 20)
    if places and not scale.choices:
        place.fault("按分数打分的测评表不能设名额上限。", "Limits count named choices; this form has numbers.")
        return ()
    names = tuple(choice.name for choice in scale.choices)
    return tuple(_limit(at, names) for at in places)


def _limit(place: Field, names: tuple[str, ...]) -> Limit:
    table = place.table("choices share")
    choices = table.read("choices", lambda at: band_names(at, names), NONE)
    return Limit(choices, table.read("share", Field.share, Fraction(1)))


def write_form(form: Form) -> dict[str, object]:
    """The form in the contract's shape; `parse_form` and `load_form` read it back as it is."""
    guidance = form.guidance
    return {
        "id": form.id,
        "title": form.title,
        "scale": _write_scale(form.scale),
        "items": [_write_item(item) for item in form.items],
        "notes": [{"key": note.key, "title": note.title, "max": note.max} for note in form.notes],
        **({"guidance": {"bands": list(guidance.bands), "about": guidance.about}} if guidance else {}),
        "limits": [{"choices": list(limit.choices), "share": shortest(limit.share)} for limit in form.limits],
        "explain": list(form.explain),
    }


def _write_scale(scale: Scale) -> dict[str, object]:
    if scale.choices:
        return {"choices": [[choice.name, shortest(choice.value)] for choice in scale.choices]}
    return {"min": scale.low, "max": scale.high}


def _write_item(item: Item) -> dict[str, object]:
    return {"key": item.key, "title": item.title, "weight": shortest(item.weight), "abstain": item.abstain}


def load_form(stored: Mapping[str, Any]) -> Form:
    """What `write_form` wrote."""
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
