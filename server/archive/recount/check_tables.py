"""What the tables of an archive have to say (评议 Pingyi), from its tally.json, cell by cell.

Part of the archive; `verify.py` calls it. Standard library only, Python 3.8.
"""

from __future__ import annotations

import re
from fractions import Fraction
from importlib import import_module
from typing import TYPE_CHECKING, Any, Iterator  # noqa: UP035 (Python 3.8)

if TYPE_CHECKING:
    from .check_counts import Form, Says, figure, number, plain, says

    Map = dict[str, Any]
    Row = list[str | Says]
else:  # beside the archive's files, or inside the product
    rules = import_module((__package__ + "." if __package__ else "") + "check_counts")
    Form, Says = rules.Form, rules.Says
    figure, number, plain, says = rules.figure, rules.number, rules.plain, rules.says

UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: Any) -> str:
    """As it stands on paper: without what XML cannot hold."""
    return UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n")) if text else ""


def told(value: Any) -> str:
    return "" if value is None else str(value)


def heads(doc: Map, name: str) -> Row:
    """A table's headings: which marks, bands, groups and parts they name; their words are free."""
    if name == "counts":
        return [says(), *(says(*key[1:2]) for key in columns(doc))]
    if name != "summary":
        return [says()] * 4
    row: Row = [says()] * 3
    for part in doc["parts"]:
        form, called = Form(part, doc["rules"]), clean(part["name"]) if len(doc["parts"]) > 1 else ""
        of = [mark_name(doc, form, mark) for mark in form.values] if len(form.items) == 1 else []
        of += [name for name, _ in form.bands]
        of += _voting(doc, part) if len(part["groups"]) > 1 else []
        row += [says(called, *one) for one in ([()] * 3 + [(name,) for name in of]) * (not form.entered)]
        row.append(says(called))
    return [*row, *[says()] * 6]


def standings(doc: Map, tally: Map, whom: Map) -> Iterator[tuple[Map, Form, Map | None]]:
    """Each part, its form, and what it says of a person, who may not stand in it."""
    for place, part in enumerate(doc["parts"]):
        same = (one for one in tally["parts"][place]["subjects"] if person(one) == person(whom))
        yield part, Form(part, doc["rules"]), next(same, None)


def person(one: Map) -> tuple[str, str]:
    return one["name"], one["unit"]


def summary(doc: Map, inputs: Map, tally: Map) -> Iterator[Row]:
    for result in tally["results"]:
        row: Row = [told(result["rank"]), *(clean(text) for text in person(result["subject"]))]
        for part, form, one in standings(doc, tally, result["subject"]):
            row += part_cells(doc, part, form, one)
        decided = result["decided"] or {"grade": None, "reason": None}
        points = adjusted(result) if result["adjustments"] else ""
        row += [points, told(result["score"]), told(result["grade"]), reasoned(result)]
        yield [*row, clean(decided["grade"]), clean(decided["reason"])]


def adjusted(result: Map) -> Says:
    points = ((one["reason"], number(one["points"])) for one in result["adjustments"])
    return says(*(text for reason, p in points for text in (clean(reason), ("+" if p > 0 else "") + plain(p))))


def reasoned(result: Map) -> Says:
    return says(*(clean(reason["text"]) for reason in result["reasons"] + result["remarks"]))


def part_cells(doc: Map, part: Map, form: Form, one: Map | None) -> Row:
    """A person's columns of one part; words stand where figures wait."""
    marks = len(form.values) if len(form.items) == 1 else 0
    groups = part["groups"] if len(part["groups"]) > 1 else []
    empty: Row = [""] * (0 if form.entered else 3 + marks + len(form.bands) + len(groups))
    if one is None or one["ballots"] is None:
        return [says(), *empty[1:], ""] if one else [*empty, ""]
    if form.entered:
        return [told(one["score"])]
    cells: Row = [str(one[key]) for key in ("ballots", "abstained", "recused")]
    cells += [str(n) for n in one["items"][0]["counts"]] if marks else []
    cells += [share(one, name) for name, _ in form.bands]
    return [*cells, *(mean(doc, group) for group in one["groups"] if groups), told(one["score"])]


def share(one: Map, band: str) -> str:
    return figure(Fraction(100 * one["bands"][band], one["ballots"]), 2) if one["ballots"] else ""


def mean(doc: Map, group: Map) -> str | Says:
    """A group's mean, or words: too few ballots to be shown, or none."""
    if group["suppressed"]:
        return says(doc["rules"]["min_group"])
    return says() if group["mean"] is None else str(group["mean"])


def voted(doc: Map, tally: Map) -> list[tuple[Map, Form, Map]]:
    """The parts that were voted on, with their forms and their places in tally.json."""
    parts = [(part, Form(part, doc["rules"]), tally["parts"][place]) for place, part in enumerate(doc["parts"])]
    return [(part, form, found) for part, form, found in parts if not form.entered]


def counts(doc: Map, inputs: Map, tally: Map) -> Iterator[Row]:
    """All parts in one table: the columns that any of them has, in the order of their first coming."""
    for part, form, found in voted(doc, tally):
        places = {key: place for place, key in enumerate(keys(doc, part, form))}
        for row in lines(doc, part, form, found):
            yield [clean(part["name"]), *(row[places[key]] if key in places else "" for key in columns(doc))]


def columns(doc: Map) -> list[tuple[str, ...]]:
    forms = ((part, Form(part, doc["rules"])) for part in doc["parts"])
    return list(dict.fromkeys(key for part, form in forms if not form.entered for key in keys(doc, part, form)))


def keys(doc: Map, part: Map, form: Form) -> list[tuple[str, ...]]:
    """What each column of a part's counts is about."""
    marks = [mark_name(doc, form, mark) for mark in form.values]
    return [
        *((key,) for key in ("name", "unit", "item")),
        *(("mark", mark) for mark in marks),
        *((key,) for key in ("item abstained", "mean", "ballots", "abstained", "recused")),
        *(("band", name, what) for name, _ in form.bands for what in ("votes", "share")),
        *(("group", name, what) for name in _voting(doc, part) for what in ("votes", "mean")),
        ("score",),
    ]


def mark_name(doc: Map, form: Form, mark: int) -> str:
    return form.names[mark] or (f"{mark}分" if doc["language"] == "zh" else str(mark))


def _voting(doc: Map, part: Map) -> list[str]:
    return [group["name"] for group in doc["groups"] if group["name"] in part["groups"]]


def lines(doc: Map, part: Map, form: Form, found: Map) -> Iterator[Row]:
    """A part's counts, a line an item; what is said of the subject as a whole stands in the first."""
    wide = 4 + 2 * len(form.bands) + 2 * len(_voting(doc, part))
    for one in found["subjects"]:
        named: Row = [clean(text) for text in person(one)]
        if one["ballots"] is None:
            yield [*named, *[""] * (len(form.values) + 3), says(), *[""] * (wide - 1)]
        for place, item in enumerate(one["items"]):
            told_of = [clean(item["title"]), *map(str, item["counts"]), str(item["abstained"]), told(item["mean"])]
            yield [*named, *told_of, *([""] * wide if place else whole(doc, form, one))]


def whole(doc: Map, form: Form, one: Map) -> Row:
    cells: Row = [str(one[key]) for key in ("ballots", "abstained", "recused")]
    for name, _ in form.bands:
        cells += [str(one["bands"][name]), share(one, name)]
    for group in one["groups"]:
        cells += [mean(doc, group) if group["suppressed"] else str(group["ballots"]), mean(doc, group)]
    return [*cells, told(one["score"])]


def notes(doc: Map, inputs: Map, tally: Map) -> Iterator[Row]:
    """In document order of the persons, then by box and text."""
    order: dict[tuple[str, str], int] = {}
    titles: Map = {}
    for place, part in enumerate(tally["parts"]):
        for one in part["subjects"]:
            order.setdefault(person(one), len(order))
            boxes = {box["key"]: box["title"] for box in doc["parts"][place]["form"]["notes"]}
            titles[one["id"]] = (person(one), boxes)
    rows = []
    for note in tally["notes"]:
        whom, boxes = titles[note["subject"]]
        rows.append((order[whom], whom, boxes[note["key"]], note["text"]))
    return ([*map(clean, whom), clean(title), clean(text)] for _, whom, title, text in sorted(rows))


def report(doc: Map, inputs: Map, tally: Map) -> Iterator[Row]:
    """Section, round, field, value: sections and fields are words."""
    for name, rows in sections(doc, inputs, tally):
        for row in rows:
            if name in WIDE:
                yield from ([says(), row[0], says(), value] for value in row[1:])
            else:
                yield [says(), "", *row]


WIDE = ("returns", "rounds")
"""Sections with a line a round; the others have a name and a value in each."""
RETURNS = ("eligible", "returned", "unreturned", "valid", "invalid", "abstained", "phone", "paper")


def sections(doc: Map, inputs: Map, tally: Map) -> Iterator[tuple[str, list[Row]]]:
    """The count report: each section's rows, the round's number or the value's name first."""
    balance, numbers = tally["reconciliation"], {one["round"]: one["number"] for one in inputs["rounds"]}
    yield "balance", [[says(), value] for value in _balance(doc, balance)]
    yield "returns", [[str(numbers[one["round"]]), *(told(one[key]) for key in RETURNS)] for one in balance["rounds"]]
    yield "rounds", [_round(doc, numbers[one["id"]], one) for one in tally["rounds"]]
    rules: Row = [*_rules(doc), _quota(doc, tally), says(), says()]
    weights: Row = list(_weights(doc))
    yield "rules", [*([says(), value] for value in weights), *_bands(doc), *([says(), value] for value in rules)]
    yield "seal", [[says(), _time(tally["generated"])], [says("SHA-256"), tally["fingerprint"]]]


def _balance(doc: Map, balance: Map) -> Iterator[str | Says]:
    yield from (told(balance[key]) for key in ("expected", "present", "absent", "issued", "voided"))
    if doc["quorum"] is not None and doc["expected"] is not None:
        share = number(doc["quorum"])
        yield says(share, -(-share * doc["expected"] // 1))
    yield says()
    yield from map(clean, balance["problems"])


def _round(doc: Map, place: int, one: Map) -> Row:
    names = {sid: part["subjects"][i]["name"] for part, ids in _with_ids(doc) for i, sid in enumerate(ids)}
    called = says(*(clean(names.get(sid, sid)) for sid in one["subjects"]))
    times = (_time(one["opened"]), _time(one["closed"]))
    return [str(place), clean(one["part"]), says(), *times, clean(one["voided"]), called]


def _with_ids(doc: Map) -> Iterator[tuple[Map, list[str]]]:
    return ((part, doc["ids"][place]) for place, part in enumerate(doc["parts"]))


def _time(stamp: str | None) -> str:
    return (stamp or "")[:19].replace("T", " ")


def _weights(doc: Map) -> Iterator[Says]:
    yield says(*(text for part in doc["parts"] for text in (clean(part["name"]), plain(number(part["weight"])))))
    weighted = [group for group in doc["groups"] if "weight" in group]
    yield says(*(text for group in weighted for text in (clean(group["name"]), plain(number(group["weight"])))))


def _bands(doc: Map) -> Iterator[Row]:
    """The meeting's, then those that a form of named choices brings, which its part names."""
    own = [(name, number(floor)) for name, floor in doc["rules"]["bands"]]
    others = [(clean(part["name"]), Form(part, doc["rules"]).bands) for part in doc["parts"]]
    for part, bands in (("", own), *((part, bands) for part, bands in others if bands != own)):
        floors = (text for name, floor in bands[:-1] for text in (name, plain(floor)))
        yield [says(part), says(*floors, bands[-1][0])]


def _rules(doc: Map) -> Iterator[Says]:
    rules, veto = doc["rules"], doc["rules"]["veto"]
    yield says(rules["decimals"])
    yield says(rules["trim"], 2 * rules["trim"] + 3) if rules["trim"] else says()
    yield says()
    yield says(rules["min_group"])
    yield says(*veto["bands"], plain(number(veto["over"]) * 100), veto["grade"]) if veto else says()


def _quota(doc: Map, tally: Map) -> Says:
    rule, found = doc["rules"]["quota"], tally["quota"]
    if rule is None:
        return says()
    asked = (rule["at_or_below"], *(plain(number(rule[key]) * 100) for key in ("share", "tolerance")))
    if found is None:
        return says(*asked)
    return says(*asked, figure(number(found["share"]) * 100, 1), *map(clean, found["nearest"]))
