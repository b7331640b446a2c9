"""The result of one person: score, grade, veto, and the reasons (DOMAIN §5.4–5.6, DECIDE §2)."""

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

    Whom = tuple[str, str]


def name_and_unit(document: Map, name: str, unit: str) -> str | Mentions:
    """How a person is called where another has the same name."""
    texts = {"zh": f"{name}（{unit}）", "en": f"{name} ({unit})"}
    return texts.get(document["language"]) or Mentions((name, unit), (unit, name))


class Person:
    """The result of one person over the parts of a roster. Subjects of the same name and unit are one person."""

    def __init__(self, document: Map, inputs: Map, counts: Mapping[str, SubjectCount]) -> None:
        self.document, self.rules, self.inputs = document, document["rules"], inputs
        self.ids, self.counts = list(counts), list(counts.values())
        self.whom: Whom = (self.counts[0].json["name"], self.counts[0].json["unit"])
        self.is_first = edition_of(document) == 1
        self.scored = [count for count in self.counts if count.exact is not None]
        self.adjustments = [points for sid in self.ids for points in inputs["adjustments"].get(sid, [])]
        self.flags = list(dict.fromkeys(flag for sid in self.ids for flag in inputs["flags"].get(sid, [])))
        self.exact = self._exact()
        self.score = None if self.exact is None else Fraction(round_half_up(self.exact, self.rules["decimals"]))
        judging = self._judging(self.scored or self.counts)
        self.bands = list(judging[0]) if len(judging) == 1 else self._own_bands()
        self.vetoes = list(self._vetoes())
        self.grade = self._grade()

    @property
    def downgraded(self) -> bool:
        """Whether a veto or flag proposes the grade."""
        return bool(self.vetoes or self.flags)

    def result(self, rank: int | None, awards: Sequence[Map]) -> Map:
        """The person's object in tally.json, without `roster`. `awards`: those of the roster."""
        places, decided = self.rules["decimals"], self.inputs["decisions"]
        later: Map = {
            "ids": self.ids,
            "votes": None,
            "grades": self._decidable(),
            "awards": [award["name"] for award in awards if self in award["given"]],
            "awaits": [],
        }
        return {
            "subject": {"name": self.whom[0], "unit": self.whom[1]},
            "rank": rank,
            "parts": {count.part["name"]: round_half_up(count.exact or Fraction(), places) for count in self.scored},
            "adjustments": [{**each, "points": shortest(number(each["points"]))} for each in self.adjustments],
            "score": None if self.score is None else round_half_up(self.score, places),
            "grade": self.grade,
            "reasons": [{"code": code, "text": text} for code, text in self._reasons()],
            "remarks": [{"code": code, "text": text} for code, text in self._remarks()],
            "decided": next((decided[sid] for sid in self.ids if sid in decided), None),
            **({} if self.is_first else later),
        }

    def _judging(self, counts: Sequence[SubjectCount]) -> list[tuple[Band, ...]]:
        """§2: the different bands of the parts; entered parts do not matter where there are others."""
        voted = [count for count in counts if not count.form.entered]
        return list(dict.fromkeys(tuple(count.form.bands) for count in (counts if self.is_first else voted or counts)))

    def _own_bands(self) -> list[Band]:
        return bands_of(self.document) if self.is_first else given_bands(self.document)

    def _decidable(self) -> list[str]:
        """§2: the grades of the person's bands, and the veto's."""
        names, veto = [name for name, _ in self.bands], self.rules["veto"]
        return [*names, veto["grade"]] if names and veto and veto["grade"] not in names else names

    def _exact(self) -> Fraction | None:
        """§5.4: the weighted mean of the parts that have a score, plus the adjustments."""
        if not self.scored or any(count.blocked for count in self.counts):
            return None
        mean = weighted_mean([(number(count.part["weight"]), count.exact or Fraction()) for count in self.scored])
        return mean + sum((number(each["points"]) for each in self.adjustments), Fraction())

    def _quoted(self, band: str) -> str:
        """In Chinese and in English with quotation marks, which tell 好 from 较好."""
        return f"“{band}”" if self.document["language"] in ("zh", "en") else band

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
        if self.score is not None and self.bands:
            yield "band", self._band_reason(self.score)
            over = shortest(number(self.rules["veto"]["over"]) * 100) if self.rules["veto"] else ""
            for count, low in self.vetoes:
                percent = round_half_up(Fraction(100 * low, count.ballots), 2)
                bands = (self._quoted(name) for name in self.rules["veto"]["bands"])
                share = f"{low}/{count.ballots}"
                yield "veto", mentions(count.part["name"], share, percent, *bands, over, self._lowered_grade())
        for flag in self.flags:
            yield "flag", mentions(flag, self._lowered_grade() if self.grade else "")

    def _band_reason(self, score: Fraction) -> Mentions:
        band = band_of(self.bands, score)
        floor = dict(self.bands)[band]
        rounded = round_half_up(score, self.rules["decimals"])
        return mentions(rounded, self._quoted(band), shortest(floor) if score >= floor else "")

    def _remarks(self) -> Iterator[tuple[str, Mentions]]:
        parts = len(self.document["parts"] if self.is_first else self.counts)
        waiting = [count.part["name"] for count in self.counts if count.json["ballots"] is None]
        if waiting:
            yield "waiting", mentions(*waiting)
        elif self.score is not None and len(self.scored) < parts:
            yield "one_part", mentions(*(count.part["name"] for count in self.scored))
        elif self.score is None and not any(count.blocked for count in self.counts):
            yield "no_score", mentions()
        if self.score is not None and not self.bands:
            differ = len(self._judging(self.scored)) > 1
            names = (count.part["name"] for count in self.scored if differ)
            yield "differing_bands" if differ else "no_bands", mentions(*names)
        for count in self.counts:
            for group in count.empty if count.blocked or count.ballots else ():
                yield "blocked" if count.blocked else "empty_group", mentions(count.part["name"], group)
            for group in count.untrimmed:
                yield "not_trimmed", mentions(count.part["name"], group)
