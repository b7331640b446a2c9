"""The rule set of a meeting document (`rules`): parsed, written and loaded. Does not apply the rules."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from .form_document import parse_band_name, parse_band_names
from .models import Band, Meeting, Quota, Rules, Veto
from .rounding import format_shortest
from .validation import Field, Fields, reject_duplicates

DEFAULT_BANDS = (
    Band("好", Fraction(9)),
    Band("较好", Fraction(7)),
    Band("一般", Fraction(4)),
    Band("差", Fraction(0)),
)


def parse_bands(document: Fields) -> tuple[Band, ...]:
    """`rules.bands` alone: forms are parsed with them, and veto and quota may name bands that forms define."""
    rules = document.get("rules")
    if rules is None or not isinstance(rules.value, dict) or "bands" not in rules.value:
        return DEFAULT_BANDS
    return _bands(rules.child("bands", rules.value["bands"]))


def _bands(field: Field) -> tuple[Band, ...]:
    pairs = [element.pair() for element in field.elements(1, 20)]
    names = [name.text(most=20) for name, _ in pairs]
    floors = [floor.decimal() for _, floor in pairs]
    reject_duplicates([name for name, _ in pairs], names)
    for (_, floor_field), above, floor in zip(pairs[1:], floors, floors[1:], strict=False):
        if above is not None and floor is not None and floor >= above:
            floor_field.error("floor_too_high")
    return tuple(Band(name, floor or Fraction(0)) for name, floor in zip(names, floors, strict=True))


MIN_GROUP_WITHOUT_PANEL = 3
"""A group of two shows each of its members the other's marks."""


def parse_rules(field: Field, meeting: Meeting, signed: bool = False) -> Rules:
    """The whole rule set; `meeting` has its parts and, from `parse_bands`, its bands. `signed`: it is from an archive,
    perhaps of a version that let `min_group` be low without `panel`."""
    fields = field.fields("", "bands decimals trim min_group panel veto quota empty_group")
    bands = meeting.rules.bands
    if "bands" in fields and bands:
        _check_lowest_floor(fields["bands"], meeting)
    grades = _grades(meeting)
    panel = fields.read("panel", Field.boolean, False)
    lowest = 1 if panel or signed else MIN_GROUP_WITHOUT_PANEL
    return Rules(
        bands=bands,
        decimals=fields.read("decimals", lambda f: f.integer(0, 6), 3),
        trim=fields.read("trim", lambda f: f.integer(0, 1000), 0),
        min_group=fields.read("min_group", lambda f: _min_group(f, lowest), 5),
        veto=fields.optional("veto", lambda f: _veto(f, grades)),
        quota=fields.optional("quota", lambda f: _quota(f, grades)),
        refuse_empty_group=fields.read("empty_group", lambda f: f.one_of("renormalise", "refuse"), "") == "refuse",
        panel=panel,
    )


def _min_group(field: Field, lowest: int) -> int:
    ballots = field.integer(1, 1000)
    if ballots < lowest and field.value == ballots:
        field.error("min_group_needs_panel", least=lowest)
    return ballots


def _grades(meeting: Meeting) -> tuple[str, ...]:
    """Every grade that a ballot or a person can get. Where parts differ in their bands, the meeting's apply."""
    scales = list(dict.fromkeys(meeting.bands(part.form) for part in meeting.parts))
    if len(scales) != 1:
        scales.append(meeting.rules.bands)
    return tuple(dict.fromkeys(band.name for bands in scales for band in bands))


def _check_lowest_floor(field: Field, meeting: Meeting) -> None:
    """The lowest floor must not leave marks of a numeric form without a band."""
    last = len(meeting.rules.bands) - 1
    scales = (part.form.scale for part in meeting.parts)
    lowest = min((scale.low for scale in scales if not scale.choices), default=None)
    if lowest is not None and meeting.rules.bands[last].floor > lowest:
        field.child(last).child(1).error("lowest_floor_too_high", mark=lowest)


def _veto(field: Field, grades: tuple[str, ...]) -> Veto:
    fields = field.fields("bands over grade")
    return Veto(
        bands=fields.read("bands", lambda f: parse_band_names(f, grades), ()),
        over=fields.read("over", lambda f: f.decimal_between(0, 1), Fraction(0)),
        grade=fields.read("grade", lambda f: parse_band_name(f, grades), ""),
    )


def _quota(field: Field, grades: tuple[str, ...]) -> Quota:
    fields = field.fields("at_or_below share tolerance")
    return Quota(
        at_or_below=fields.read("at_or_below", lambda f: parse_band_name(f, grades), ""),
        share=fields.read("share", lambda f: f.decimal_between(0, 1), Fraction(0)),
        tolerance=fields.read("tolerance", lambda f: f.decimal_between(0, 1), Fraction(0)),
    )


def write_rules(rules: Rules) -> dict[str, object]:
    """The rule set in the contract's shape; `parse_rules` and `load_rules` restore it exactly. `panel` is left out
    unless it is set: it did not exist when earlier meetings got their fingerprints."""
    return {
        "bands": [[band.name, format_shortest(band.floor)] for band in rules.bands],
        "decimals": rules.decimals,
        "trim": rules.trim,
        "min_group": rules.min_group,
        **({"panel": True} if rules.panel else {}),
        "veto": _write_veto(rules.veto) if rules.veto else None,
        "quota": _write_quota(rules.quota) if rules.quota else None,
        "empty_group": "refuse" if rules.refuse_empty_group else "renormalise",
    }


def _write_veto(veto: Veto) -> dict[str, object]:
    return {"bands": list(veto.bands), "over": format_shortest(veto.over), "grade": veto.grade}


def _write_quota(quota: Quota) -> dict[str, object]:
    share, tolerance = format_shortest(quota.share), format_shortest(quota.tolerance)
    return {"at_or_below": quota.at_or_below, "share": share, "tolerance": tolerance}


def load_rules(stored: Mapping[str, Any]) -> Rules:
    """The inverse of `write_rules`, without validation."""
    veto, quota = stored["veto"], stored["quota"]
    return Rules(
        bands=tuple(Band(name, Fraction(floor)) for name, floor in stored["bands"]),
        decimals=stored["decimals"],
        trim=stored["trim"],
        min_group=stored["min_group"],
        veto=Veto(tuple(veto["bands"]), Fraction(veto["over"]), veto["grade"]) if veto else None,
        quota=Quota(quota["at_or_below"], Fraction(quota["share"]), Fraction(quota["tolerance"])) if quota else None,
        refuse_empty_group=stored["empty_group"] == "refuse",
        panel=stored.get("panel", False),
    )
