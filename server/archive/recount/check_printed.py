"""What each table of the printed papers has to say (评议 Pingyi), from tally.json.

Part of the archive; `verify.py` calls it. Standard library only, Python 3.8.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Iterator  # noqa: UP035 (Python 3.8)

if TYPE_CHECKING:
    from . import check_tables
    from .check_counts import Form, Says, says
    from .check_tables import Map, Row

    Printed = tuple[str, int, Row, list[Row]]
else:  # beside the archive's files, or inside the product
    near = __package__ + "." if __package__ else ""
    check_tables, rules = import_module(near + "check_tables"), import_module(near + "check_counts")
    Form, Says, says = rules.Form, rules.Says, rules.says

TOLD = ("waiting", "one_part", "no_score")
"""Reasons that a person's own sheet gives; the others speak of groups."""
ABREAST = 6
"""Items side by side in one histogram."""


def printed(doc: Map, inputs: Map, tally: Map) -> Iterator[Printed]:
    """Each table: its name, with how many columns it begins again where it goes on (0: it never does), its
    heading where that has figures, its rows."""
    yield from _results(doc, inputs, tally)
    for place, part in enumerate(doc["parts"]):
        form = Form(part, doc["rules"])
        if not form.entered:
            items, rows = len(form.values) + 5, list(check_tables.lines(doc, part, form, tally["parts"][place]))
            yield f"items-{place + 1}", 3, [], [row[:items] for row in rows]
            yield f"standing-{place + 1}", 2, [], [[*row[:2], *row[items:]] for row in rows if row[items] != ""]
    for name, found in check_tables.sections(doc, inputs, tally):
        yield name, 1 if name in check_tables.WIDE else 0, [], found
    written: dict[Any, list[Row]] = {}
    for row in check_tables.notes(doc, inputs, tally):
        written.setdefault(tuple(row[:2]), []).append(row[2:])
    for place, rows in enumerate(written.values(), 1):
        yield f"notes-{place}", 0, [], rows
    persons = (check_tables.person(one) for part in tally["parts"] for one in part["subjects"])
    order = {person: place for place, person in enumerate(dict.fromkeys(persons))}
    sheets = sorted(tally["results"], key=lambda result: order[check_tables.person(result["subject"])])
    for place, result in enumerate(sheets, 1):
        named = tuple(check_tables.clean(text) for text in check_tables.person(result["subject"]))
        yield from _feedback(doc, tally, place, result, written.get(named, []))


def _results(doc: Map, inputs: Map, tally: Map) -> Iterator[Printed]:
    kept: list[Row] = []
    grounds: list[Row] = []
    for place, row in enumerate(check_tables.summary(doc, inputs, tally)):
        stands = check_tables.standings(doc, tally, tally["results"][place]["subject"])
        scores: Row = [check_tables.part_cells(doc, part, form, one)[-1] for part, form, one in stands]
        adjustments, score, grade, reasons, decided, because = row[-6:]
        kept.append([*row[:3], *scores, adjustments, score, grade, decided])
        grounds.append([*row[1:3], grade, reasons, decided, because])
    yield "results", 3, [], kept
    yield "grounds", 0, [], grounds


def _feedback(doc: Map, tally: Map, place: int, result: Map, written: list[Row]) -> Iterator[Printed]:
    """One person's sheet: what is known, the counts of parts that are alike, their histograms, the notes."""
    alike: dict[Any, list[tuple[Map, Form, Map]]] = {}
    for part, form, one in check_tables.standings(doc, tally, result["subject"]):
        if one is not None:
            scale = (tuple(form.values.items()), tuple(form.names.items()), tuple(form.bands))
            alike.setdefault(scale, []).append((part, form, one))
    yield f"facts-{place}", 0, [], [_facts(doc, result, next(iter(alike.values()))[0])]
    for n, stands in enumerate(alike.values(), 1):
        yield f"counted-{place}-{n}", 0, [], [_counted(*stand) for stand in stands]
        items = [(part, item) for part, _, one in stands for item in one["items"]]
        for start in range(0, len(items), ABREAST):
            heads, rows = _histogram(doc, stands[0][1], items[start : start + ABREAST])
            yield f"spread-{place}-{n}-{start // ABREAST + 1}", 0, heads, rows
    if written:
        yield f"written-{place}", 0, [], written


def _facts(doc: Map, result: Map, stand: tuple[Map, Form, Map]) -> Row:
    """The values of what is known, without their names."""
    part, _, one = stand
    place = doc["parts"].index(part)
    subject = part["subjects"][doc["ids"][place].index(one["id"])]
    decided = result["decided"] or {"grade": None, "reason": None}
    told = [check_tables.clean(subject[key]) for key in ("name", "unit", "post")]
    return [
        *told[: 3 if told[2] else 2],
        says(),
        result["score"] or says(),
        check_tables.clean(result["grade"]) or says(),
        check_tables.clean(decided["grade"]) or says(),
        *([check_tables.adjusted(result)] if result["adjustments"] else []),
        check_tables.reasoned({**result, "remarks": [one for one in result["remarks"] if one["code"] in TOLD]}),
        *([check_tables.clean(decided["reason"])] if decided["reason"] else []),
    ]


def _counted(part: Map, form: Form, one: Map) -> Row:
    wide, name = 3 + 2 * len(form.bands), check_tables.clean(part["name"])
    if one["ballots"] is None:
        return [name, "", says(), *[""] * (wide - 1)]
    score = one["score"] or says()
    if form.entered:
        return [name, score, *[""] * wide]
    bands = (text for band, _ in form.bands for text in (str(one["bands"][band]), check_tables.share(one, band)))
    return [name, score, *(str(one[key]) for key in ("ballots", "abstained", "recused")), *bands]


def _histogram(doc: Map, form: Form, items: list[tuple[Map, Map]]) -> tuple[Row, list[Row]]:
    """Its heading, with each item's mean and abstentions, and a row a mark from the best one down."""
    titles = (
        says(
            check_tables.clean(part["name"]) if len(doc["parts"]) > 1 else "",
            check_tables.clean(item["title"]),
            item["mean"] or "",
            item["abstained"] or "",
        )
        for part, item in items
    )
    places = {mark: place for place, mark in enumerate(form.values)}
    best = sorted(form.values, key=lambda mark: -form.values[mark])
    rows: list[Row] = [
        [check_tables.mark_name(doc, form, mark), *(str(item["counts"][places[mark]]) for _, item in items)]
        for mark in best
    ]
    return [says(), *titles], rows
