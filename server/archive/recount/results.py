"""Results of all persons: scores, grades, vetoes, ranks and the quota (DOMAIN §5.4–5.8)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from .differences import Mentions, mentions
from .forms import band_of, bands_of, edition_of, given_bands
from .numbers import number, round_half_up, shortest
from .pools import weighted_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .archive_files import Map
    from .counting import SubjectCount
    from .forms import Band


class Person:
    """The result of one person over all parts. Subjects of the same name and unit are one person."""

    def __init__(self, document: Map, inputs: Map, counts: Mapping[str, SubjectCount]) -> None:
        self.document, self.rules, self.inputs = document, document["rules"], inputs
        self.ids, self.counts = list(counts), list(counts.values())
        self.name, self.unit = self.counts[0].json["name"], self.counts[0].json["unit"]
        self.scored = [count for count in self.counts if count.exact is not None]
        self.adjustments = [points for sid in self.ids for points in inputs["adjustments"].get(sid, [])]
        self.flags = list(dict.fromkeys(flag for sid in self.ids for flag in inputs["flags"].get(sid, [])))
        self.bands = self._bands()
        self.score = self._score()
        self.vetoes = list(self._vetoes())
        self.grade = self._grade()

    @property
    def downgraded(self) -> bool:
        """Whether a veto or flag proposes the grade."""
        return bool(self.vetoes or self.flags)

    def result(self, rank: int | None) -> Map:
        """The person's object in tally.json."""
        places, decided = self.rules["decimals"], self.inputs["decisions"]
        return {
            "subject": {"name": self.name, "unit": self.unit},
            "rank": rank,
            "parts": {count.part["name"]: round_half_up(count.exact or Fraction(), places) for count in self.scored},
            "adjustments": [{**each, "points": shortest(number(each["points"]))} for each in self.adjustments],
            "score": None if self.score is None else round_half_up(self.score, places),
            "grade": self.grade,
            "reasons": [{"code": code, "text": text} for code, text in self._reasons()],
            "remarks": [{"code": code, "text": text} for code, text in self._remarks()],
            "decided": next((decided[sid] for sid in self.ids if sid in decided), None),
        }

    def _bands(self) -> list[Band]:
        """§2: those of the person's parts if they agree, otherwise the meeting's; entered parts do not matter where
        there are others."""
        voted = [count for count in self.scored if not count.form.entered]
        is_first = edition_of(self.document) == 1
        judging = {tuple(count.form.bands) for count in (self.scored if is_first else voted or self.scored)}
        if len(judging) == 1:
            return list(judging.pop())
        return bands_of(self.document) if is_first else given_bands(self.document)

    def _score(self) -> Fraction | None:
        """§5.4: the weighted mean of the parts that have a score, plus the adjustments; rounded once."""
        if not self.scored or any(count.blocked for count in self.counts):
            return None
        mean = weighted_mean([(number(count.part["weight"]), count.exact or Fraction()) for count in self.scored])
        points = sum((number(each["points"]) for each in self.adjustments), Fraction())
        return Fraction(round_half_up(mean + points, self.rules["decimals"]))

    def _vetoes(self) -> Iterator[tuple[SubjectCount, int]]:
        """§5.6: the parts whose share of ballots in the vetoing bands is over the limit, and how many those are."""
        veto = self.rules["veto"]
        for count in self.counts if veto else ():
            low = sum(ballots for name, ballots in count.bands.items() if name in veto["bands"])
            if low > number(veto["over"]) * count.ballots:
                yield count, low

    def _grade(self) -> str | None:
        """§5.5: by the band of the rounded score."""
        if self.score is None or not self.bands:
            return None
        return self._lowered_grade() if self.downgraded else band_of(self.bands, self.score)

    def _lowered_grade(self) -> str:
        """§5.6: what a veto or flag proposes, which is never better than the band of the score."""
        band, names = band_of(self.bands, self.score or Fraction()), [name for name, _ in self.bands]
        low = str(self.rules["veto"]["grade"]) if self.rules["veto"] else names[-1]
        return low if low not in names or names.index(low) > names.index(band) else band

    def _reasons(self) -> Iterator[tuple[str, Mentions]]:
        is_graded = self.score is not None and bool(self.bands)
        if self.score is not None and is_graded:
            yield "band", self._band_reason(self.score)
            over = shortest(number(self.rules["veto"]["over"]) * 100) if self.rules["veto"] else ""
            for count, low in self.vetoes:
                percent = round_half_up(Fraction(100 * low, count.ballots), 2)
                bands = (f"“{name}”" for name in self.rules["veto"]["bands"])
                share = f"{low}/{count.ballots}"
                yield "veto", mentions(count.part["name"], share, percent, *bands, over, self._lowered_grade())
        for flag in self.flags:
            yield "flag", mentions(flag, self._lowered_grade() if is_graded else "")

    def _band_reason(self, score: Fraction) -> Mentions:
        band = band_of(self.bands, score)
        floor = dict(self.bands)[band]
        rounded = round_half_up(score, self.rules["decimals"])
        return mentions(rounded, f"“{band}”", shortest(floor) if score >= floor else "")

    def _remarks(self) -> Iterator[tuple[str, Mentions]]:
        waiting = [count.part["name"] for count in self.counts if count.json["ballots"] is None]
        if waiting:
            yield "waiting", mentions(*waiting)
        elif self.score is not None and len(self.scored) < len(self.document["parts"]):
            yield "one_part", mentions(*(count.part["name"] for count in self.scored))
        elif self.score is None and not any(count.blocked for count in self.counts):
            yield "no_score", mentions()
        for count in self.counts:
            for group in count.empty if count.blocked or count.ballots else ():
                yield "blocked" if count.blocked else "empty_group", mentions(count.part["name"], group)
            for group in count.untrimmed:
                yield "not_trimmed", mentions(count.part["name"], group)


def ranked_persons(document: Map, inputs: Map, counts: Mapping[str, SubjectCount]) -> list[Person]:
    """Highest score first, those without a score last, otherwise in the document's order (§5.8). `counts` by
    subject id."""
    by_person: dict[tuple[str, str], dict[str, SubjectCount]] = {}
    for sid, count in counts.items():
        by_person.setdefault((count.json["name"], count.json["unit"]), {})[sid] = count
    persons = [Person(document, inputs, own) for own in by_person.values()]
    return sorted(persons, key=lambda person: (person.score is None, -(person.score or 0)))


def results(persons: Sequence[Person]) -> list[Map]:
    """The persons' objects in tally.json. Ties share a rank: 1, 1, 3."""
    scores = [person.score for person in persons if person.score is not None]
    return [
        person.result(None if person.score is None else 1 + sum(score > person.score for score in scores))
        for person in persons
    ]


def quota(document: Map, persons: Sequence[Person]) -> Map | None:
    """§5.7, over the persons who have a grade on a scale that has the quota's band."""
    rule = document["rules"]["quota"]
    graded = [person for person in persons if rule and person.grade and rule["at_or_below"] in dict(person.bands)]
    if not graded:
        return None
    limit = rule["at_or_below"]
    share = Fraction(sum(_at_or_below(person, limit) for person in graded), len(graded))
    target = shortest(number(rule["share"]))
    return {
        "at_or_below": limit,
        "share": round_half_up(share, 3),
        "target": target if len(target) > 3 else round_half_up(number(rule["share"]), 2),
        "met": abs(share - number(rule["share"])) <= number(rule["tolerance"]),
        "nearest": [_unambiguous_name(document, person, persons) for person in _nearest(graded, limit)],
    }


def _at_or_below(person: Person, limit: str) -> bool:
    names = [name for name, _ in person.bands]
    return person.grade not in names or names.index(person.grade) >= names.index(limit)


def _nearest(graded: Sequence[Person], limit: str) -> list[Person]:
    """Those closest to the quota's dividing line on either side, without those graded by a veto or flag."""
    distances = []
    for person in graded:
        place = [name for name, _ in person.bands].index(limit)
        if place and not person.downgraded:
            distances.append(((person.score or Fraction()) - person.bands[place - 1][1], person))
    above = min((distance for distance, _ in distances if distance >= 0), default=None)
    below = max((distance for distance, _ in distances if distance < 0), default=None)
    by_distance = sorted(distances, key=lambda pair: abs(pair[0]))
    return [person for distance, person in by_distance if distance in (above, below)]


def _unambiguous_name(document: Map, person: Person, persons: Sequence[Person]) -> str:
    """With the unit where two persons share the name."""
    if sum(other.name == person.name for other in persons) < 2 or not person.unit:
        return str(person.name)
    return f"{person.name}（{person.unit}）" if document["language"] == "zh" else f"{person.name} ({person.unit})"
