"""The rules for results (评议 Pingyi), written a second time: scores, grades, ranks, quota, the balance of ballots.

Part of the archive; `verify.py` calls it. Standard library only, Python 3.8.
"""

from __future__ import annotations

from fractions import Fraction
from importlib import import_module
from typing import TYPE_CHECKING, Any, Iterator, Sequence  # noqa: UP035 (Python 3.8)

if TYPE_CHECKING:
    from .check_counts import Count, Says, band_of, figure, number, plain, says

    Map = dict[str, Any]
else:  # beside the archive's files, or inside the product
    counts = import_module((__package__ + "." if __package__ else "") + "check_counts")
    band_of, figure, number, plain, says = counts.band_of, counts.figure, counts.number, counts.plain, counts.says


class Person:
    """One person's result over all parts (§5.4–5.6); same name and unit is one person."""

    def __init__(self, doc: Map, inputs: Map, stands: Sequence[tuple[str, Count]]) -> None:
        self.doc, self.rules, self.inputs = doc, doc["rules"], inputs
        self.ids, self.stands = [sid for sid, _ in stands], [count for _, count in stands]
        self.name, self.unit = self.stands[0].shown["name"], self.stands[0].shown["unit"]
        self.scored = [count for count in self.stands if count.exact is not None]
        self.adjustments = [points for sid in self.ids for points in inputs["adjustments"].get(sid, [])]
        self.flags = list(dict.fromkeys(flag for sid in self.ids for flag in inputs["flags"].get(sid, [])))
        scales = {tuple(count.form.bands) for count in self.scored}
        own = [(name, number(floor)) for name, floor in self.rules["bands"]]
        self.bands = list(scales.pop()) if len(scales) == 1 else own
        self.score = self._score()
        self.vetoes = list(self._vetoes())
        self.grade = self._grade()

    def _score(self) -> Fraction | None:
        """§5.4: the weighted mean of the parts that have a score, then the adjustments; rounded once."""
        if not self.scored or any(count.blocked for count in self.stands):
            return None
        weighted = [(number(count.part["weight"]), count.exact or Fraction()) for count in self.scored]
        mean = sum((w * exact for w, exact in weighted), Fraction()) / sum(w for w, _ in weighted)
        points = sum((number(one["points"]) for one in self.adjustments), Fraction())
        return Fraction(figure(mean + points, self.rules["decimals"]))

    def _vetoes(self) -> Iterator[tuple[Count, int]]:
        """§5.6: parts where the ballots in the vetoing bands are over the limit, and how many they are."""
        veto = self.rules["veto"]
        for count in self.stands if veto else ():
            low = sum(n for name, n in count.bands.items() if name in veto["bands"])
            if low > number(veto["over"]) * count.ballots:
                yield count, low

    def _sunk(self) -> str:
        """What a veto or flag proposes: never better than the band of the score."""
        band, names = band_of(self.bands, self.score or Fraction()), [name for name, _ in self.bands]
        low = self.rules["veto"]["grade"] if self.rules["veto"] else names[-1]
        return low if low not in names or names.index(low) > names.index(band) else band

    @property
    def moved(self) -> bool:
        return bool(self.vetoes or self.flags)

    def _grade(self) -> str | None:
        """§5.5: by the band of the rounded score."""
        if self.score is None:
            return None
        return self._sunk() if self.moved else band_of(self.bands, self.score)

    def reasons(self) -> Iterator[tuple[str, Says]]:
        if self.score is not None:
            yield "band", self._band_reason(self.score)
            over = plain(number(self.rules["veto"]["over"]) * 100) if self.rules["veto"] else ""
            for count, low in self.vetoes:
                percent, share = Fraction(100 * low, count.ballots), f"{low}/{count.ballots}"
                named = (f"“{name}”" for name in self.rules["veto"]["bands"])
                yield "veto", says(count.part["name"], share, figure(percent, 2), *named, over, self._sunk())
        for flag in self.flags:
            yield "flag", says(flag, "" if self.score is None else self._sunk())

    def _band_reason(self, score: Fraction) -> Says:
        band = band_of(self.bands, score)
        floor, shown = dict(self.bands)[band], figure(score, self.rules["decimals"])
        return says(shown, f"“{band}”", plain(floor) if score >= floor else "")

    def remarks(self) -> Iterator[tuple[str, Says]]:
        waiting = [count.part["name"] for count in self.stands if count.shown["ballots"] is None]
        if waiting:
            yield "waiting", says(*waiting)
        elif self.score is not None and len(self.scored) < len(self.doc["parts"]):
            yield "one_part", says(*(count.part["name"] for count in self.scored))
        elif self.score is None and not any(count.blocked for count in self.stands):
            yield "no_score", says()
        for count in self.stands:
            for group in count.empty if count.blocked or count.ballots else ():
                yield "blocked" if count.blocked else "empty_group", says(count.part["name"], group)
            for group in count.untrimmed:
                yield "not_trimmed", says(count.part["name"], group)

    def result(self, rank: int | None) -> Map:
        places, decided = self.rules["decimals"], self.inputs["decisions"]
        return {
            "subject": {"name": self.name, "unit": self.unit},
            "rank": rank,
            "parts": {count.part["name"]: figure(count.exact or Fraction(), places) for count in self.scored},
            "adjustments": [{**one, "points": plain(number(one["points"]))} for one in self.adjustments],
            "score": None if self.score is None else figure(self.score, places),
            "grade": self.grade,
            "reasons": [{"code": code, "text": text} for code, text in self.reasons()],
            "remarks": [{"code": code, "text": text} for code, text in self.remarks()],
            "decided": next((decided[sid] for sid in self.ids if sid in decided), None),
        }


def persons(doc: Map, inputs: Map, counted: Sequence[tuple[str, Count]]) -> list[Person]:
    """By rank, then in the document's order, those without a score last (§5.8)."""
    grouped: dict[tuple[str, str], list[tuple[str, Count]]] = {}
    for sid, count in counted:
        grouped.setdefault((count.shown["name"], count.shown["unit"]), []).append((sid, count))
    everyone = [Person(doc, inputs, stands) for stands in grouped.values()]
    return sorted(everyone, key=lambda one: (one.score is None, -(one.score or 0)))


def results(everyone: Sequence[Person]) -> list[Map]:
    """Ties share a rank: 1, 1, 3."""
    scores = [one.score for one in everyone if one.score is not None]
    return [
        one.result(None if one.score is None else 1 + sum(score > one.score for score in scores)) for one in everyone
    ]


def quota(doc: Map, everyone: Sequence[Person]) -> Map | None:
    """§5.7, over those who have a grade on a scale that knows the band."""
    rule = doc["rules"]["quota"]
    graded = [one for one in everyone if rule and one.grade and rule["at_or_below"] in dict(one.bands)]
    if not graded:
        return None
    line = rule["at_or_below"]
    share = Fraction(sum(_below(one, line) for one in graded), len(graded))
    target = plain(number(rule["share"]))
    return {
        "at_or_below": line,
        "share": figure(share, 3),
        "target": target if len(target) > 3 else figure(number(rule["share"]), 2),
        "met": abs(share - number(rule["share"])) <= number(rule["tolerance"]),
        "nearest": [_called(doc, one, everyone) for one in _nearest(graded, line)],
    }


def _below(one: Person, line: str) -> bool:
    names = [name for name, _ in one.bands]
    return one.grade not in names or names.index(one.grade) >= names.index(line)


def _nearest(graded: Sequence[Person], line: str) -> list[Person]:
    """Closest to the floor that they would cross, on either side; a veto or flag does not hang on it."""
    distances = []
    for one in graded:
        place = [name for name, _ in one.bands].index(line)
        if place and not one.moved:
            distances.append(((one.score or Fraction()) - one.bands[place - 1][1], one))
    above = min((d for d, _ in distances if d >= 0), default=None)
    below = max((d for d, _ in distances if d < 0), default=None)
    return [one for d, one in sorted(distances, key=lambda pair: abs(pair[0])) if d in (above, below)]


def _called(doc: Map, one: Person, everyone: Sequence[Person]) -> str:
    """With the unit where two persons share the name."""
    if sum(other.name == one.name for other in everyone) < 2 or not one.unit:
        return str(one.name)
    return f"{one.name}（{one.unit}）" if doc["language"] == "zh" else f"{one.name} ({one.unit})"


def rounds(inputs: Map) -> list[Map]:
    """Voided ones too, with the reason."""
    keys = ("part", "subjects", "state", "opened", "closed")
    return [
        {"id": one["round"], **{key: one[key] for key in keys}, "voided": one.get("reason")} for one in inputs["rounds"]
    ]


def reconciliation(doc: Map, inputs: Map, ballots: dict[str, int]) -> Map:
    """§5.10. `ballots`: how many rows ballots.csv has of each subject."""
    kept = [one for one in inputs["rounds"] if one["state"] != "voided"]
    people, problems = inputs["attendance"], list(_about_people(doc, inputs["attendance"]))
    for one in kept:
        problems += _about_round(doc, one, people["present"], ballots)
    return {
        "expected": doc["expected"],
        **{key: people[key] for key in ("present", "absent")},
        "issued": sum(inputs["issued"].values()),
        "voided": inputs["voided"],
        "balanced": not problems,
        "problems": problems,
        "rounds": [_balance(one) for one in kept],
    }


def _balance(one: Map) -> Map:
    returned, invalid = one["phone"] + one["paper"], one["invalid"]
    told = {key: one[key] for key in ("round", "eligible", "invalid", "abstained", "phone", "paper")}
    valid = None if invalid is None else returned - invalid
    return {**told, "returned": returned, "unreturned": one["eligible"] - returned, "valid": valid}


def _about_people(doc: Map, people: Map) -> Iterator[Says]:
    expected, present, absent = doc["expected"], people["present"], people["absent"]
    if expected is None:
        return
    for known in (present, absent):
        if known is None:
            yield says(expected)
    if present is not None and absent is not None and present + absent != expected:
        total = present + absent
        yield says(expected, present, absent, total, abs(total - expected))


def _about_round(doc: Map, one: Map, present: int | None, ballots: dict[str, int]) -> Iterator[Says]:
    """More of something than there can be: which round, how many, of how many, and by how much."""
    row, number = _balance(one), one["number"]
    if one["state"] == "open":
        yield says(number)
    for key, most in (("returned", present), ("returned", row["eligible"]), ("invalid", row["paper"])):
        if None not in (row[key], most) and row[key] > most:
            yield says(number, row[key], most, row[key] - most)
    if None not in (row["abstained"], row["valid"]) and row["abstained"] > row["valid"]:
        yield says(number, row["abstained"], row["valid"], row["abstained"] - row["valid"])
    names = {sid: one["name"] for sid, one in _subjects(doc)}
    for sid in one["subjects"] if one["shown"] else ():
        rows = ballots.get(sid, 0)
        if rows != row["valid"]:
            told = (names[sid], rows) if doc["language"] == "zh" else (rows, names[sid])
            yield says(number, *told, row["valid"], abs(rows - row["valid"]))


def _subjects(doc: Map) -> Iterator[tuple[str, Map]]:
    for place, part in enumerate(doc["parts"]):
        for index, subject in enumerate(part["subjects"]):
            yield doc["ids"][place][index], subject
