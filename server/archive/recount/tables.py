"""The CSV tables repeat tally.json cell by cell. Headings and sentences may use any words, but no other numbers."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from .archive_files import csv_rows
from .differences import Mentions, mentions, row_differences
from .forms import Form
from .items import classes
from .numbers import number, round_half_up, shortest
from .results import pending_awards
from .rosters import rosters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from .archive_files import Archive, Map

    Row = list[str | Mentions]

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold; the papers leave them out."""


def check_table(archive: Archive, name: str, rows: Callable[[Archive], Iterator[Row]]) -> Iterator[str]:
    """`rows`: the expected ones, the heading first. A draft or rehearsal has its mark in a last column."""
    mark: Row = [archive.tally["mark"]] if "mark" in archive.tally else []
    expected = [[*row, *mark] for row in rows(archive)]
    yield from row_differences(name, expected, csv_rows(archive.files[name]))


def printable(text: Any) -> str:
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")) if text else ""


def cell(value: Any) -> str:
    return "" if value is None else str(value)


def person(subject: Map) -> tuple[str, str]:
    return subject["name"], subject["unit"]


# summary.csv: one row a person


def summary(archive: Archive) -> Iterator[Row]:
    yield _summary_heads(archive.document)
    all_rosters = [_roster_name(archive.document, roster) for roster in rosters(archive.document)]
    has_awards = bool(archive.document["rules"].get("awards"))
    for result in archive.tally["results"]:
        row: Row = [cell(result["rank"]), *map(printable, person(result["subject"]))]
        row += [mentions(*all_rosters[result["roster"] - 1])] if len(all_rosters) > 1 else []
        for place, part in enumerate(archive.document["parts"]):
            row += _part_cells(archive, place, part, result)
        decided = result["decided"] or {"grade": None, "reason": None}
        row += [_adjustments(result), cell(result["score"])]
        row += [mentions(*result["awards"], *pending_awards(archive, result))] if has_awards else []
        row += [cell(result["grade"]), _reasons(result)]
        yield [*row, printable(decided["grade"]), printable(decided["reason"])]


def _summary_heads(document: Map) -> Row:
    row: Row = [mentions()] * (4 if len(rosters(document)) > 1 else 3)
    for part in document["parts"]:
        form, name = Form(document, part), printable(part["name"]) if len(document["parts"]) > 1 else ""
        columns = _mark_names(document, form, 0) if len(form.items) == 1 else []
        columns += [band for band, _ in form.bands]
        columns += _group_names(document, part) if len(part["groups"]) > 1 else []
        row += [] if form.entered else [*[mentions(name)] * 3, *(mentions(name, column) for column in columns)]
        row.append(mentions(name))
    return [*row, *[mentions()] * (7 if document["rules"].get("awards") else 6)]


def _roster_name(document: Map, roster: list[int]) -> list[str]:
    return [printable(document["parts"][place]["name"]) for place in roster]


def _part_cells(archive: Archive, place: int, part: Map, result: Map) -> Row:
    """A person's columns of one part: empty if not in it, a sentence if the round is not published yet."""
    form, whom = Form(archive.document, part), person(result["subject"])
    subjects = archive.tally["parts"][place]["subjects"]
    own = (one for one in subjects if person(one) == whom and one["id"] in result.get("ids", [one["id"]]))
    subject = next(own, None)
    marks = len(_mark_names(archive.document, form, 0)) if len(form.items) == 1 else 0
    groups = part["groups"] if len(part["groups"]) > 1 else []
    empty: Row = [""] * (0 if form.entered else 3 + marks + len(form.bands) + len(groups))
    if subject is None:
        return [*empty, ""]
    if subject["ballots"] is None:
        return [mentions(), *empty[1:], ""]
    if form.entered:
        return [cell(subject["score"])]
    cells: Row = [str(subject[key]) for key in ("ballots", "abstained", "recused")]
    cells += map(str, _counts(subject["items"][0])) if marks else []
    cells += [_share(subject, band) for band, _ in form.bands]
    cells += [_group_mean(archive.document, group) for group in subject["groups"] if groups]
    return [*cells, cell(subject["score"])]


def _adjustments(result: Map) -> str | Mentions:
    points = ((printable(each["reason"]), number(each["points"])) for each in result["adjustments"])
    tokens = [token for reason, value in points for token in (reason, ("+" if value > 0 else "") + shortest(value))]
    return mentions(*tokens) if tokens else ""


def _reasons(result: Map) -> Mentions:
    return mentions(*(printable(reason["text"]) for reason in result["reasons"] + result["remarks"]))


def _share(subject: Map, band: str) -> str:
    share = Fraction(100 * subject["bands"][band], subject["ballots"]) if subject["ballots"] else None
    return "" if share is None else round_half_up(share, 2)


def _group_mean(document: Map, group: Map) -> str | Mentions:
    """A sentence if the group has too few ballots to be shown, or none."""
    if group["suppressed"]:
        return mentions(document["rules"]["min_group"])
    return mentions() if group["mean"] is None else str(group["mean"])


def _mark_names(document: Map, form: Form, place: int) -> list[str]:
    """The words of an item, its marks, or the first and last mark of each class."""
    scale = form.scales[place]
    if scale.is_words:
        return list(scale.names.values())
    spans = [f"{scale.label(marks[0])}–{scale.label(marks[-1])}" for marks in classes(form, scale)]
    return [f"{name}分" if document["language"] == "zh" else name for name in spans or map(scale.label, scale.values)]


def _counts(item: Map) -> list[int]:
    """Per mark or class."""
    return list(item["counts"] or [count for _, _, count in item["classes"]])


def _group_names(document: Map, part: Map) -> list[str]:
    return [group["name"] for group in document["groups"] if group["name"] in part["groups"]]


# counts.csv: one row for each item of each subject


def counts(archive: Archive) -> Iterator[Row]:
    """The columns that any part has, in the order in which they first occur."""
    document = archive.document
    voted = [part for part in document["parts"] if part["source"] != "entered"]
    columns = list(dict.fromkeys(column for part in voted for column in _columns(document, part)))
    yield [mentions(), *(mentions(*column[1:2]) for column in columns)]
    for place, part in enumerate(document["parts"]):
        if part in voted:
            own = {column: index for index, column in enumerate(_columns(document, part))}
            for row in _item_rows(document, part, archive.tally["parts"][place]["subjects"]):
                yield [printable(part["name"]), *(row[own[column]] if column in own else "" for column in columns)]


def _columns(document: Map, part: Map) -> list[tuple[str, ...]]:
    form = Form(document, part)
    return [
        *((key,) for key in ("name", "unit", "item")),
        *(("mark", name) for name in _all_mark_names(document, form)),
        *((key,) for key in ("item abstained", "mean", "ballots", "abstained", "recused")),
        *(("band", name, key) for name, _ in form.bands for key in ("votes", "share")),
        *(("group", name, key) for name in _group_names(document, part) for key in ("votes", "mean")),
        ("score",),
    ]


def _all_mark_names(document: Map, form: Form) -> list[str]:
    """Of all items, in the order in which they first occur."""
    names = (name for place in range(len(form.items)) for name in _mark_names(document, form, place))
    return list(dict.fromkeys(names))


def _item_rows(document: Map, part: Map, subjects: list[Map]) -> Iterator[Row]:
    """Cells about the subject as a whole are in the row of its first item."""
    form = Form(document, part)
    marks = _all_mark_names(document, form)
    width = 4 + 2 * len(form.bands) + 2 * len(_group_names(document, part))
    for subject in subjects:
        name: Row = [*map(printable, person(subject))]
        if subject["ballots"] is None:
            yield [*name, *[""] * (len(marks) + 3), mentions(), *[""] * (width - 1)]
        for place, item in enumerate(subject["items"]):
            named = {mark: column for column, mark in enumerate(_mark_names(document, form, place))}
            counts = [str(_counts(item)[named[mark]]) if mark in named else "" for mark in marks]
            own = [printable(item["title"]), *counts, str(item["abstained"]), cell(item["mean"])]
            yield [*name, *own, *([""] * width if place else _subject_cells(document, form, subject))]


def _subject_cells(document: Map, form: Form, subject: Map) -> Row:
    cells: Row = [str(subject[key]) for key in ("ballots", "abstained", "recused")]
    for band, _ in form.bands:
        cells += [str(subject["bands"][band]), _share(subject, band)]
    for group in subject["groups"]:
        mean = _group_mean(document, group)
        cells += [mean if group["suppressed"] else str(group["ballots"]), mean]
    return [*cells, cell(subject["score"])]


# notes.csv: one row a note


def notes(archive: Archive) -> Iterator[Row]:
    """By person in the order of the document, then by box and text."""
    order: dict[tuple[str, str], int] = {}
    boxes: dict[str, tuple[tuple[str, str], Map]] = {}
    for place, part in enumerate(archive.tally["parts"]):
        titles = {box["key"]: box["title"] for box in archive.document["parts"][place]["form"]["notes"]}
        for subject in part["subjects"]:
            order.setdefault(person(subject), len(order))
            boxes[subject["id"]] = (person(subject), titles)
    yield [mentions()] * 4
    rows = []
    for note in archive.tally["notes"]:
        whom, titles = boxes[note["subject"]]
        rows.append((order[whom], *whom, titles[note["key"]], note["text"]))
    for _, *texts in sorted(rows):
        yield [*map(printable, texts)]
