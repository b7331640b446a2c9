"""The rule set of a meeting document (`rules`): parsed, written and loaded. Does not apply the rules."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from .bands import DEFAULT_BANDS, meeting_bands, part_bands, score_range
from .form_document import parse_band_name, parse_band_names
from .models import DEFAULT_RANK, Award, Band, Bound, Meeting, Part, Quota, Rules, Veto
from .rounding import format_shortest
from .validation import Field, Fields, reject_duplicates

MIN_GROUP_WITHOUT_PANEL = 3
"""A group of two shows each of its members the other's marks."""
MAX_PLACES = 500
MAX_GRADE, MAX_USE = 20, 200


def parse_own_bands(document: Fields) -> tuple[Band, ...] | None:
    """`rules.bands` alone, None where they are not given: forms are parsed with them, and veto and quota may name bands
    that forms define."""
    rules = document.get("rules")
    if rules is None or not isinstance(rules.value, dict) or rules.value.get("bands") is None:
        return None
    return parse_bands(rules.child("bands", rules.value["bands"]))


def parse_bands(field: Field, least: int = 1) -> tuple[Band, ...]:
    """Bands from the highest floor to the lowest."""
    pairs = [element.pair() for element in field.elements(least, 20)]
    names = [name.text(most=20) for name, _ in pairs]
    floors = [floor.number() for _, floor in pairs]
    reject_duplicates([name for name, _ in pairs], names)
    for (_, floor_field), above, floor in zip(pairs[1:], floors, floors[1:], strict=False):
        if above is not None and floor is not None and floor >= above:
            floor_field.error("floor_too_high")
    return tuple(Band(name, floor or Fraction(0)) for name, floor in zip(names, floors, strict=True))


def write_bands(bands: Sequence[Band]) -> list[list[str]]:
    return [[band.name, format_shortest(band.floor)] for band in bands]


def load_bands(stored: Sequence[Sequence[str]]) -> tuple[Band, ...]:
    return tuple(Band(name, Fraction(floor)) for name, floor in stored)


def parse_rules(field: Field, meeting: Meeting, signed: bool = False) -> Rules:
    """The whole rule set; `meeting` has its parts and, from `parse_own_bands`, its bands. `signed`: it is from an
    archive, perhaps of a version that let `min_group` be low without `panel`."""
    fields = field.fields(
        "",
        "bands decimals trim trim_least min_group panel veto quota empty_group items ranking rank awards uses",
    )
    grades = possible_grades(meeting)
    panel = fields.read("panel", Field.boolean, False)
    lowest = 1 if panel or signed else MIN_GROUP_WITHOUT_PANEL
    trim = fields.read("trim", lambda f: f.integer(0, 1000), 0)
    return Rules(
        bands=meeting.rules.bands,
        decimals=fields.read("decimals", lambda f: f.integer(0, 6), 3),
        trim=trim,
        min_group=fields.read("min_group", lambda f: _min_group(f, lowest), 5),
        veto=fields.optional("veto", lambda f: _veto(f, grades)),
        quota=fields.optional("quota", lambda f: _quota(f, grades)),
        refuse_empty_group=fields.read("empty_group", lambda f: f.one_of("renormalise", "refuse"), "") == "refuse",
        panel=panel,
        trim_least=fields.optional("trim_least", lambda f: _trim_least(f, trim)),
        averages_items=fields.read("items", lambda f: _items(f, meeting, trim), False),
        joins_rosters=fields.optional("ranking", lambda f: f.one_of("together")) == "together",
        rank=fields.optional("rank", lambda f: _rank(f, meeting)) or DEFAULT_RANK,
        awards=fields.read("awards", _awards, ()),
        uses=fields.read("uses", lambda f: _uses(f, decidable_grades(meeting)), ()),
    )


def check_floors(document: Fields, meeting: Meeting, parts: Field) -> None:
    """Each set of bands must divide the scale of every part that it judges, and leave no score without a band
    (DECIDE §2)."""
    for index, part in enumerate(meeting.parts):
        bands = part_bands(meeting, part)
        if part.decide is not None or not bands or not part.form.scored_scales:
            continue
        if part.bands:
            _check_floors(parts.child(index).child("bands"), bands, part)
        elif bands == meeting.rules.bands:
            _check_floors(document["rules"].child("bands"), bands, part)


def _check_floors(field: Field, bands: Sequence[Band], part: Part) -> None:
    least, greatest = score_range(part)
    values = {"part": part.name, "low": format_shortest(least), "high": format_shortest(greatest)}
    *upper, lowest = bands
    for index, band in enumerate(upper):
        if not least < band.floor <= greatest:
            field.child(index).child(1).error("floor_off_scale", **values)
    if lowest.floor > least:
        field.child(len(upper)).child(1).error("lowest_floor_too_high", **values)


def _min_group(field: Field, lowest: int) -> int:
    ballots = field.integer(1, 1000)
    if ballots < lowest and field.value == ballots:
        field.error("min_group_needs_panel", least=lowest)
    return ballots


def _trim_least(field: Field, trim: int) -> int:
    if not trim:
        field.error("without_trim")
    return field.integer(2 * trim + 1, 100_000)


def _items(field: Field, meeting: Meeting, trim: int) -> bool:
    """`"means"` averages each item first, which neither whole ballots nor their sums can be taken from."""
    averages = field.one_of("ballots", "means") == "means"
    if averages and trim:
        field.error("means_with_trim")
    if averages and any(part.form.is_sum for part in meeting.parts):
        field.error("means_with_sum")
    return averages


def possible_grades(meeting: Meeting) -> tuple[str, ...]:
    """Every grade that a ballot or a person can get by score. Where parts differ in bands, the meeting's apply."""
    judging = list(dict.fromkeys(part_bands(meeting, part) for part in meeting.parts if part.decide is None))
    if len(judging) != 1:
        judging.append(meeting_bands(meeting) if meeting.edition == 1 else meeting.rules.bands or ())
    return tuple(dict.fromkeys(band.name for bands in judging for band in bands))


def decidable_grades(meeting: Meeting) -> tuple[str, ...]:
    """Every grade that somebody can be given by score or by votes; () if any may be."""
    voted = (rule.grade for part in meeting.parts if part.decide for rule in part.decide.rules)
    return tuple(dict.fromkeys((*possible_grades(meeting), *voted)))


def _uses(field: Field, grades: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    pairs = [element.pair() for element in field.elements(0, 20)]
    uses = tuple(
        (grade.one_of(*grades) if grades else grade.text(most=MAX_GRADE), text.text(most=MAX_USE))
        for grade, text in pairs
    )
    reject_duplicates([grade for grade, _ in pairs], (grade for grade, _ in uses))
    return uses


def _veto(field: Field, grades: tuple[str, ...]) -> Veto:
    fields = field.fields("bands over grade")
    return Veto(
        bands=fields.read("bands", lambda f: parse_band_names(f, grades), ()),
        over=fields.read("over", lambda f: f.number_between(0, 1), Fraction(0)),
        grade=fields.read("grade", lambda f: parse_band_name(f, grades), ""),
    )


def _quota(field: Field, grades: tuple[str, ...]) -> Quota:
    """Of exactly one grade, or of that grade and lower ones; `tolerance` belongs to the bound "about" alone."""
    fields = field.fields("share", "at_or_below grade bound tolerance")
    named = [name for name in ("at_or_below", "grade") if name in fields]
    if len(named) != 1:
        field.error("one_quota")
    bound = Bound(fields.read("bound", lambda f: f.one_of(*Bound), "about"))
    if bound is Bound.ABOUT and "tolerance" not in fields:
        field.child("tolerance").error("required")
    if bound is not Bound.ABOUT and "tolerance" in fields:
        fields["tolerance"].error("tolerance_without_about")
    return Quota(
        grade=parse_band_name(fields[named[0]], grades) if named else "",
        share=fields.read("share", lambda f: f.number_between(0, 1), Fraction(0)),
        tolerance=fields.read("tolerance", lambda f: f.number_between(0, 1), Fraction(0)),
        or_below="at_or_below" in named,
        bound=bound,
    )


def _rank(field: Field, meeting: Meeting) -> tuple[str, ...]:
    elements = field.elements(1, 20)
    known = _rank_keys(meeting)
    keys = tuple(element.one_of(*known) for element in elements)
    reject_duplicates(elements, keys)
    return keys


def _rank_keys(meeting: Meeting) -> tuple[str, ...]:
    scored = [part for part in meeting.parts if part.decide is None]
    items = dict.fromkeys(item.key for part in scored if not part.entered for item in part.form.items)
    return (
        "score",
        "exact",
        *(f"count:{grade}" for grade in possible_grades(meeting)),
        *(f"item:{key}" for key in items),
        *(f"part:{part.name}" for part in scored),
    )


def reusable_rules(meeting: Meeting) -> Rules:
    """The meeting's rules as a new meeting with its present parts may have them: without what names a part that was
    withdrawn or its grades, and with the least `min_group` of this version."""
    rules, grades, keys = meeting.rules, possible_grades(meeting), _rank_keys(meeting)
    decidable = decidable_grades(meeting)
    veto, quota = rules.veto, rules.quota
    if veto is not None:
        bands = tuple(band for band in veto.bands if band in grades)
        veto = replace(veto, bands=bands) if bands and veto.grade in grades else None
    return replace(
        rules,
        veto=veto,
        quota=quota if quota is not None and quota.grade in grades else None,
        rank=tuple(key for key in rules.rank if key in keys) or DEFAULT_RANK,
        min_group=rules.min_group if rules.panel else max(rules.min_group, MIN_GROUP_WITHOUT_PANEL),
        uses=tuple(use for use in rules.uses if not decidable or use[0] in decidable),
    )


def _awards(field: Field) -> tuple[Award, ...]:
    pairs = [element.pair() for element in field.elements(0, 20)]
    awards = tuple(_award(name, size) for name, size in pairs)
    reject_duplicates([name for name, _ in pairs], (award.name for award in awards))
    return awards


def _award(name: Field, size: Field) -> Award:
    """A whole number is a number of places, a string a share of the ranked."""
    if type(size.value) is int:
        return Award(name.text(most=20), places=size.integer(1, MAX_PLACES))
    return Award(name.text(most=20), share=size.share())


def write_rules(rules: Rules) -> dict[str, object]:
    """The rule set in the contract's shape; `parse_rules` and `load_rules` restore it exactly. What did not exist when
    earlier meetings got their fingerprints is left out unless it is set."""
    later: dict[str, object] = {
        "panel": rules.panel or None,
        "trim_least": rules.trim_least,
        "items": "means" if rules.averages_items else None,
        "ranking": "together" if rules.joins_rosters else None,
        "rank": None if rules.rank == DEFAULT_RANK else list(rules.rank),
        "awards": [_write_award(award) for award in rules.awards] or None,
        "uses": [list(use) for use in rules.uses] or None,
    }
    return {
        "bands": None if rules.bands is None else write_bands(rules.bands),
        "decimals": rules.decimals,
        "trim": rules.trim,
        "min_group": rules.min_group,
        **{name: value for name, value in later.items() if value is not None},
        "veto": _write_veto(rules.veto) if rules.veto else None,
        "quota": _write_quota(rules.quota) if rules.quota else None,
        "empty_group": "refuse" if rules.refuse_empty_group else "renormalise",
    }


def _write_award(award: Award) -> list[object]:
    return [award.name, award.places if award.share is None else format_shortest(award.share)]


def _write_veto(veto: Veto) -> dict[str, object]:
    return {"bands": list(veto.bands), "over": format_shortest(veto.over), "grade": veto.grade}


def _write_quota(quota: Quota) -> dict[str, object]:
    named = {"at_or_below" if quota.or_below else "grade": quota.grade, "share": format_shortest(quota.share)}
    if quota.bound is Bound.ABOUT:
        return {**named, "tolerance": format_shortest(quota.tolerance)}
    return {**named, "bound": str(quota.bound)}


def load_rules(stored: Mapping[str, Any]) -> Rules:
    """The inverse of `write_rules`, without validation."""
    veto, quota = stored["veto"], stored["quota"]
    return Rules(
        bands=None if stored["bands"] is None else load_bands(stored["bands"]),
        decimals=stored["decimals"],
        trim=stored["trim"],
        min_group=stored["min_group"],
        veto=Veto(tuple(veto["bands"]), Fraction(veto["over"]), veto["grade"]) if veto else None,
        quota=_load_quota(quota) if quota else None,
        refuse_empty_group=stored["empty_group"] == "refuse",
        panel=stored.get("panel", False),
        trim_least=stored.get("trim_least"),
        averages_items=stored.get("items") == "means",
        joins_rosters=stored.get("ranking") == "together",
        rank=tuple(stored.get("rank", DEFAULT_RANK)),
        awards=tuple(_load_award(*award) for award in stored.get("awards", ())),
        uses=tuple((grade, text) for grade, text in stored.get("uses", ())),
    )


def _load_award(name: str, size: int | str) -> Award:
    return Award(name, places=size) if isinstance(size, int) else Award(name, share=Fraction(size))


def _load_quota(stored: Mapping[str, Any]) -> Quota:
    or_below, bound = "at_or_below" in stored, Bound(stored.get("bound", Bound.ABOUT))
    grade = stored["at_or_below" if or_below else "grade"]
    return Quota(grade, Fraction(stored["share"]), Fraction(stored.get("tolerance", 0)), or_below, bound)


def without_default_bands(rules: Mapping[str, Any]) -> dict[str, Any]:
    """A stored rule set of edition 1, in which the default bands count as not given (DECIDE "Editions")."""
    is_default = load_bands(rules["bands"]) == DEFAULT_BANDS
    return {**rules, "bands": None} if is_default else dict(rules)
