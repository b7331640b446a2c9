"""The rule set of a meeting document (`rules`): read, and written out again. How it judges is told elsewhere."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from .form_document import band_name, band_names
from .models import Band, Meeting, Quota, Rules, Veto
from .rounding import shortest
from .validation import Field, Fields, no_twins

BANDS = (Band("好", Fraction(9)), Band("较好", Fraction(7)), Band("一般", Fraction(4)), Band("差", Fraction(0)))


def read_bands(document: Fields) -> tuple[Band, ...]:
    """`rules.bands` alone: the forms need it before veto and quota can name the bands that forms bring."""
    rules = document.get("rules")
    if rules is None or not isinstance(rules.value, dict) or "bands" not in rules.value:
        return BANDS
    return _bands(rules.at("bands", rules.value["bands"]))


def _bands(place: Field) -> tuple[Band, ...]:
    places = [at.pair() for at in place.elements(1, 20)]
    names = [name.text(most=20) for name, _ in places]
    floors = [floor.decimal() for _, floor in places]
    no_twins([name for name, _ in places], names)
    for (_, at), above, floor in zip(places[1:], floors, floors[1:], strict=False):
        if above is not None and floor is not None and floor >= above:
            at.fault("必须低于上一档的分数线。", "Must be below the floor of the band above.")
    return tuple(Band(name, floor or Fraction(0)) for name, floor in zip(names, floors, strict=True))


def read_rules(place: Field, meeting: Meeting) -> Rules:
    """The whole rule set; `meeting` has its parts and, from `read_bands`, its bands."""
    table = place.table("", "bands decimals trim min_group veto quota empty_group")
    bands = meeting.rules.bands
    if "bands" in table and bands:
        _reach_down(table["bands"], meeting)
    names = _grades(meeting)
    return Rules(
        bands=bands,
        decimals=table.read("decimals", lambda at: at.whole(0, 6), 3),
        trim=table.read("trim", lambda at: at.whole(0, 1000), 0),
        min_group=table.read("min_group", lambda at: at.whole(1, 1000), 5),
        veto=table.maybe("veto", lambda at: _veto(at, names)),
        quota=table.maybe("quota", lambda at: _quota(at, names)),
        refuse_empty_group=table.read("empty_group", lambda at: at.one_of("renormalise", "refuse"), "") == "refuse",
    )


def _grades(meeting: Meeting) -> tuple[str, ...]:
    """Every name a ballot's or a subject's grade can have: parts that differ are graded by the meeting's bands."""
    brought = dict.fromkeys(meeting.bands(part.form) for part in meeting.parts)
    scales = brought if len(brought) == 1 else [*brought, meeting.rules.bands]
    return tuple(dict.fromkeys(band.name for bands in scales for band in bands))


def _reach_down(place: Field, meeting: Meeting) -> None:
    """Faults bands whose lowest floor leaves marks of a numbered form without a band."""
    last = len(meeting.rules.bands) - 1
    scales = (part.form.scale for part in meeting.parts)
    lowest = min((scale.low for scale in scales if not scale.choices), default=None)
    if lowest is not None and meeting.rules.bands[last].floor > lowest:
        at = place.at(last, None).at(1, None)
        zh = f"最低一档的分数线不能高于最低分 {lowest}。"
        at.fault(zh, f"The lowest floor must not be above the lowest mark, {lowest}.")


def _veto(place: Field, names: tuple[str, ...]) -> Veto:
    table = place.table("bands over grade")
    return Veto(
        bands=table.read("bands", lambda at: band_names(at, names), ()),
        over=table.read("over", lambda at: at.between(0, 1), Fraction(0)),
        grade=table.read("grade", lambda at: band_name(at, names), ""),
    )


def _quota(place: Field, names: tuple[str, ...]) -> Quota:
    table = place.table("at_or_below share tolerance")
    return Quota(
        at_or_below=table.read("at_or_below", lambda at: band_name(at, names), ""),
        share=table.read("share", lambda at: at.between(0, 1), Fraction(0)),
        tolerance=table.read("tolerance", lambda at: at.between(0, 1), Fraction(0)),
    )


def write_rules(rules: Rules) -> dict[str, object]:
    return {
        "bands": [[band.name, shortest(band.floor)] for band in rules.bands],
        "decimals": rules.decimals,
        "trim": rules.trim,
        "min_group": rules.min_group,
        "veto": _write_veto(rules.veto) if rules.veto else None,
        "quota": _write_quota(rules.quota) if rules.quota else None,
        "empty_group": "refuse" if rules.refuse_empty_group else "renormalise",
    }


def _write_veto(veto: Veto) -> dict[str, object]:
    return {"bands": list(veto.bands), "over": shortest(veto.over), "grade": veto.grade}


def _write_quota(quota: Quota) -> dict[str, object]:
    share, tolerance = shortest(quota.share), shortest(quota.tolerance)
    return {"at_or_below": quota.at_or_below, "share": share, "tolerance": tolerance}


def load_rules(stored: Mapping[str, Any]) -> Rules:
    """What `write_rules` wrote."""
    veto, quota = stored["veto"], stored["quota"]
    return Rules(
        bands=tuple(Band(name, Fraction(floor)) for name, floor in stored["bands"]),
        decimals=stored["decimals"],
        trim=stored["trim"],
        min_group=stored["min_group"],
        veto=Veto(tuple(veto["bands"]), Fraction(veto["over"]), veto["grade"]) if veto else None,
        quota=Quota(quota["at_or_below"], Fraction(quota["share"]), Fraction(quota["tolerance"])) if quota else None,
        refuse_empty_group=stored["empty_group"] == "refuse",
    )
