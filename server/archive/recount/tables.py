"""The CSV tables repeat tally.json cell by cell. Headings and sentences may use any words, but no other numbers."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from .archive_files import csv_rows
from .deciding_rules import base_words
from .differences import Mentions, mentions, row_differences
from .forms import Form
from .items import classes
from .numbers import number, round_half_up, shortest
from .pairing import paired
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
    yield from row_differences(name, expected, csv_rows(archive.files[name]), archive.say)


def printable(text: Any) -> str:
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")) if text else ""


def cell(value: Any) -> str:
    return "" if value is None else str(value)


def person(subject: Map) -> tuple[str, str]:
    return subject["name"], subject["unit"]


# summary.csv: one row a person


def summary(archive: Archive) -> Iterator[Row]:
    last_year = _LastYear(archive)
    yield _summary_heads(archive, last_year)
    all_rosters = [_roster_name(archive.document, roster) for roster in rosters(archive.document)]
    has_awards = bool(archive.document["rules"].get("awards"))
    for result in archive.tally["results"]:
        row: Row = [cell(result["rank"]), *map(printable, person(result["subject"]))]
        row += [mentions(*all_rosters[result["roster"] - 1])] if len(all_rosters) > 1 else []
        for place, part in enumerate(archive.document["parts"]):
            row += _part_cells(archive, place, part, result)
        decided = result["decided"] or {"grade": None, "reason": None}
        row += [_adjustments(result), cell(result["score"])] if has_scores(archive.document) else []
        row += [mentions(*result["awards"], *pending_awards(archive, result))] if has_awards else []
        row += last_year.cells(result)
        row += [cell(result["grade"]), _reasons(result)]
        yield [*row, printable(decided["grade"]), printable(decided["reason"])]


def _summary_heads(archive: Archive, last_year: _LastYear) -> Row:
    document = archive.document
    row: Row = [mentions()] * (4 if len(rosters(document)) > 1 else 3)
    for place, part in enumerate(document["parts"]):
        form, name = Form(document, part), printable(part["name"]) if len(document["parts"]) > 1 else ""
        columns = _mark_names(document, form, 0) if len(form.items) == 1 else []
        columns += [band for band, _ in form.bands]
        columns += _group_names(document, part) if len(part["groups"]) > 1 and not form.decide else []
        silent = len(_ballot_keys(archive.tally["parts"][place]))
        row += [] if form.entered else [*[mentions(name)] * silent, *(mentions(name, column) for column in columns)]
        row += [mentions(name), mentions(name, *_base_words(form)), mentions(name)] if form.decide else [mentions(name)]
    row += [mentions()] * ((2 if has_scores(document) else 0) + (1 if document["rules"].get("awards") else 0))
    return [*row, *last_year.heads(), *[mentions()] * 4]


class _LastYear:
    """The columns of last year's scores and grades, each where anybody has one. The heading has the scale of the
    scores, unless there are several."""

    def __init__(self, archive: Archive) -> None:
        stated = [result["last_year"] for result in archive.tally["results"] if result.get("last_year")]
        scored = [past["scale"] or [] for past in stated if past["score"] is not None]
        self.scales = list(dict.fromkeys(map(tuple, scored)))
        self.has_grades = any(past["grade"] is not None for past in stated)

    def heads(self) -> Row:
        scores: Row = [mentions(*self.scales[0]) if len(self.scales) == 1 else mentions()] if self.scales else []
        return [*scores, *([mentions()] if self.has_grades else [])]

    def cells(self, result: Map) -> Row:
        past = result.get("last_year") or dict.fromkeys(("score", "scale", "grade"))
        score: str | Mentions = cell(past["score"])
        if len(self.scales) > 1 and past["score"] is not None and past["scale"]:
            score = mentions(past["score"], *past["scale"])
        return [*([score] if self.scales else []), *([printable(past["grade"])] if self.has_grades else [])]


def has_scores(document: Map) -> bool:
    return not all(part.get("decide") for part in document["parts"])


def _ballot_keys(stated: Map) -> tuple[str, ...]:
    """A part has a column of invalid lines where any subject has one."""
    keys = ("ballots", "abstained", "recused")
    return (*keys, "invalid") if any(subject.get("invalid") for subject in stated["subjects"]) else keys


def _base_words(form: Form) -> list[str]:
    """The words of a base that is none of the named ones."""
    return base_words(form.decide["base"]) if form.decide else []


def _roster_name(document: Map, roster: list[int]) -> list[str]:
    return [printable(document["parts"][place]["name"]) for place in roster]


def _part_cells(archive: Archive, place: int, part: Map, result: Map) -> Row:
    """A person's columns of one part: empty if not in it, a sentence if the round is not published yet."""
    form, whom = Form(archive.document, part), person(result["subject"])
    subjects = archive.tally["parts"][place]["subjects"]
    own = (one for one in subjects if person(one) == whom and one["id"] in result.get("ids", [one["id"]]))
    subject = next(own, None)
    marks = len(_mark_names(archive.document, form, 0)) if len(form.items) == 1 else 0
    groups = part["groups"] if len(part["groups"]) > 1 and not form.decide else []
    keys = _ballot_keys(archive.tally["parts"][place])
    empty: Row = [""] * (0 if form.entered else len(keys) + marks + len(form.bands) + len(groups))
    empty += [""] * (3 if form.decide else 1)
    if subject is None:
        return empty
    if subject["ballots"] is None:
        return [mentions(), *empty[1:]]
    if form.entered:
        return [cell(subject["score"])]
    cells: Row = [str(subject[key]) for key in keys]
    cells += [str(count) for count in _counts(subject["items"][0])] if marks else []
    if form.decide:
        return [*cells, *_vote_cells(subject)]
    cells += [_share(subject, band) for band, _ in form.bands]
    cells += [_group_mean(archive.document, group) for group in subject["groups"] if groups]
    return [*cells, cell(subject["score"])]


def _vote_cells(subject: Map) -> Row:
    """Count, base and share; empty before the round is closed."""
    votes = subject["votes"] or dict.fromkeys(("count", "base", "share"))
    return [cell(votes[key]) for key in ("count", "base", "share")]


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
        return [str(name) for name in scale.names.values()]
    spans = [f"{scale.label(marks[0])}–{scale.label(marks[-1])}" for marks in classes(form, scale)]
    return [_points(document, name) for name in spans or map(scale.label, scale.values)]


def _points(document: Map, mark: str) -> str:
    """As a heading has it; of other languages only the number is checked."""
    return f"{mark}分" if document["language"] == "zh" else mark


def _counts(item: Map) -> list[int]:
    """Per mark or class."""
    return list(item["counts"] or [count for _, _, count in item["classes"]])


def _all_mark_names(document: Map, form: Form) -> list[str]:
    """Of all items, in the order in which they first occur."""
    names = (name for place in range(len(form.items)) for name in _mark_names(document, form, place))
    return list(dict.fromkeys(names))


def _group_names(document: Map, part: Map) -> list[str]:
    return [group["name"] for group in document["groups"] if group["name"] in part["groups"]]


# counts.csv: one row for each item of each subject


def counts(archive: Archive) -> Iterator[Row]:
    """The columns that any part has, in the order in which they first occur."""
    document = archive.document
    voted = [part for part in document["parts"] if part["source"] != "entered"]
    places = {place: part for place, part in enumerate(document["parts"]) if part in voted}
    own_columns = {place: _columns(document, part, archive.tally["parts"][place]) for place, part in places.items()}
    columns = list(dict.fromkeys(column for own in own_columns.values() for column in own))
    yield [mentions(), *map(_heading, columns)]
    for place, part in enumerate(document["parts"]):
        if part in voted:
            own = {column: index for index, column in enumerate(own_columns[place])}
            for row in _item_rows(document, part, archive.tally["parts"][place]):
                yield [printable(part["name"]), *(row[own[column]] if column in own else "" for column in columns)]


def _columns(document: Map, part: Map, stated: Map) -> list[tuple[str, ...]]:
    form = Form(document, part)
    columns: list[tuple[str, ...]] = [
        *((key,) for key in ("name", "unit", "item")),
        *(("mark", name) for name in _all_mark_names(document, form)),
        ("item abstained",),
        *([("mean",)] if _has_means(form) else []),
        *_subject_columns(document, part, form, _ballot_keys(stated)),
    ]
    return columns


def _has_means(form: Form) -> bool:
    """Plain words have none."""
    return any(None not in scale.values.values() for scale in form.scales)


def _subject_columns(document: Map, part: Map, form: Form, silent: tuple[str, ...]) -> list[tuple[str, ...]]:
    groups = _group_names(document, part)
    if form.decide:
        words = _base_words(form)
        return [
            ("marked",),
            *((key,) for key in (*silent[1:], "returned", "valid", "votes")),
            ("base", "" if words else form.decide["base"], *words),
            ("share of votes",),
            *(("figure", printable(figure["name"])) for figure in form.figures),
            *(("group", name, "votes") for name in groups),
        ]
    return [
        *((key,) for key in silent),
        *(("band", name, key) for name, _ in form.bands for key in ("votes", "share")),
        *(("group", name, key) for name in groups for key in ("votes", "mean")),
        ("score",),
    ]


def _heading(column: tuple[str, ...]) -> Mentions:
    """The names in it: of a mark, band, group or figure, and of the words that are a base."""
    return mentions(*(column[2:] if column[0] == "base" else column[1:2]))


def _item_rows(document: Map, part: Map, stated: Map) -> Iterator[Row]:
    """Cells about the subject as a whole are in the row of its first item."""
    form = Form(document, part)
    marks, silent = _all_mark_names(document, form), _ballot_keys(stated)
    width = len(_subject_columns(document, part, form, silent))
    for subject in stated["subjects"]:
        name: Row = [*map(printable, person(subject))]
        if subject["ballots"] is None:
            yield [*name, *[""] * (len(marks) + 2 + _has_means(form)), mentions(), *[""] * (width - 1)]
        for place, item in enumerate(subject["items"]):
            named = dict(paired(_mark_names(document, form, place), _counts(item)))
            counts = [cell(named.get(mark)) for mark in marks]
            own = [printable(item["title"]), *counts, str(item["abstained"])]
            own += [cell(item["mean"])] if _has_means(form) else []
            yield [*name, *own, *([""] * width if place else _subject_cells(document, form, subject, silent))]


def _subject_cells(document: Map, form: Form, subject: Map, silent: tuple[str, ...]) -> Row:
    cells: Row = [str(subject[key]) for key in silent]
    means = [_group_mean(document, group) for group in subject["groups"]]
    ballots = [
        mean if group["suppressed"] else str(group["ballots"]) for group, mean in paired(subject["groups"], means)
    ]
    if form.decide:
        bases, figures = subject["bases"] or {}, [cell(figure["share"]) for figure in subject["figures"]]
        cells += [cell(bases.get(key)) for key in ("returned", "valid")]
        return [*cells, *_vote_cells(subject), *(figures or [""] * len(form.figures)), *ballots]
    for band, _ in form.bands:
        cells += [str(subject["bands"][band]), _share(subject, band)]
    return [*cells, *(each for both in paired(ballots, means) for each in both), cell(subject["score"])]


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
