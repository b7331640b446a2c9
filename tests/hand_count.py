"""An independent count of a meeting, from DOMAIN §5 and the meeting's own file; shares no code with the product.

`HandCount` gets every ballot as it was cast and computes what tally.json must hold, to the last digit.
"""

import json
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.peers import Map

CARDS = Path(__file__).resolve().parent.parent / "cards"
BANDS = [["好", "9"], ["较好", "7"], ["一般", "4"], ["差", "0"]]

Row = tuple[int | None, ...] | None
"""A mark, or None for 弃权, for each item; None instead of a row: the voter was recused."""


def sample(name: str) -> Map:
    """A sample document, as posted to the API."""
    document: Map = json.loads(json.dumps(tomllib.loads((CARDS / "samples" / name).read_text("utf-8")), default=str))
    return document


def three_places(value: Fraction) -> str:
    """Rounded half up to three places (DOMAIN §5)."""
    thousandths = (value * 1000 + Fraction(1, 2)) // 1
    sign, magnitude = ("-" if thousandths < 0 else ""), abs(thousandths)
    return f"{sign}{magnitude // 1000}.{magnitude % 1000:03}"


def two_places(value: Fraction) -> str:
    """A percentage, rounded half up (DECIDE §3)."""
    hundredths = (value * 100 + Fraction(1, 2)) // 1
    return f"{hundredths // 100}.{hundredths % 100:02}"


def mean(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction()) / len(values)


@dataclass
class HandCount:
    """Ballots and entered scores are keyed by (part, name)."""

    document: Map
    cast: dict[tuple[str, str], list[tuple[str, Row]]] = field(default_factory=dict)
    entered: dict[tuple[str, str], Fraction] = field(default_factory=dict)
    points: dict[str, list[Fraction]] = field(default_factory=dict)
    flags: dict[str, list[str]] = field(default_factory=dict)

    # The meeting's file

    @property
    def rules(self) -> Map:
        rules: Map = self.document.get("rules", {})
        return rules

    @property
    def bands(self) -> list[tuple[str, Fraction]]:
        return [(name, Fraction(floor)) for name, floor in self.rules.get("bands", BANDS)]

    def part(self, name: str) -> Map:
        return next(part for part in self.document["parts"] if part["name"] == name)

    def form(self, part: str) -> Map:
        """The form written out in the meeting, or the shipped one in the meeting's language."""
        form: Any = self.part(part)["form"]
        if isinstance(form, str):
            form = tomllib.loads((CARDS / f"forms/{form}.toml").read_text("utf-8"))
            words = CARDS / f"form_words/{self.document.get('language', 'zh')}.toml"
            if words.exists():
                titles = tomllib.loads(words.read_text("utf-8"))[form["id"]]["items"]
                form["items"] = [{**item, "title": titles[item["key"]]} for item in form["items"]]
        return dict(form)

    def marks(self, part: str) -> list[tuple[int, Fraction]]:
        """Every valid mark with its value, in the order of the scale."""
        scale = self.form(part)["scale"]
        if "choices" in scale:
            return [(index, Fraction(value)) for index, (_, value) in enumerate(scale["choices"])]
        return [(mark, Fraction(mark)) for mark in range(scale["min"], scale["max"] + 1)]

    def groups(self, part: str) -> list[Map]:
        everyone = self.document.get("groups", [{"name": "全体"}])
        names = self.part(part).get("groups", [group["name"] for group in everyone])
        return [group for group in everyone if group["name"] in names]

    def add(self, part: str, name: str, group: str, row: Row) -> None:
        self.cast.setdefault((part, name), []).append((group, row))

    # DOMAIN §5.1–5.3

    def ballot(self, part: str, row: Row) -> Fraction | None:
        values, above, below = dict(self.marks(part)), Fraction(), Fraction()
        for item, mark in zip(self.form(part)["items"], row or (), strict=False):
            if mark is not None:
                weight = Fraction(item.get("weight", "1"))
                above, below = above + weight * values[mark], below + weight
        return above / below if below else None

    def scored(self, part: str, name: str, group: str | None = None) -> list[Fraction]:
        """Scores of the single ballots, of one group or of all."""
        rows = [row for of, row in self.cast.get((part, name), []) if group in (None, of)]
        return [score for row in rows if (score := self.ballot(part, row)) is not None]

    def trimmed(self, scores: list[Fraction]) -> list[Fraction]:
        k = self.rules.get("trim", 0)
        return sorted(scores)[k : len(scores) - k] if k and len(scores) > 2 * k + 2 else scores

    def part_score(self, part: str, name: str) -> Fraction | None:
        if self.part(part).get("source") == "entered":
            return self.entered.get((part, name))
        weighted = [g for g in self.groups(part) if "weight" in g]
        pools = [(Fraction(g["weight"]), self.scored(part, name, g["name"])) for g in weighted]
        pools = [pool for pool in pools or [(Fraction(1), self.scored(part, name))] if pool[1]]
        if not pools:
            return None
        return sum((w * mean(self.trimmed(s)) for w, s in pools), Fraction()) / sum(w for w, _ in pools)

    # DOMAIN §5.4–5.8

    def people(self) -> list[tuple[str, str]]:
        return list(dict.fromkeys((s["name"], s["unit"]) for p in self.document["parts"] for s in p["subjects"]))

    def parts(self, name: str) -> dict[str, Fraction]:
        own_parts = [p["name"] for p in self.document["parts"] if name in {s["name"] for s in p["subjects"]}]
        return {part: score for part in own_parts if (score := self.part_score(part, name)) is not None}

    def final(self, name: str) -> Fraction | None:
        weights = {part["name"]: Fraction(part.get("weight", "1")) for part in self.document["parts"]}
        parts = self.parts(name)
        if not parts:
            return None
        weighted = sum((weights[part] * score for part, score in parts.items()), Fraction())
        return Fraction(three_places(weighted / sum(weights[part] for part in parts) + sum(self.points.get(name, []))))

    def band(self, value: Fraction) -> str:
        return next((name for name, floor in self.bands if value >= floor), self.bands[-1][0])

    def vetoes(self, name: str) -> list[tuple[int, int]]:
        """(low ballots, scored ballots) of every part whose share of low ballots is over the limit."""
        veto: Map = self.rules.get("veto", {})
        over = []
        for part in [part["name"] for part in self.document["parts"] if veto]:
            scores = self.scored(part, name)
            low = sum(self.band(score) in veto["bands"] for score in scores)
            if scores and Fraction(low, len(scores)) > Fraction(veto["over"]):
                over.append((low, len(scores)))
        return over

    def lowered(self, name: str) -> bool:
        return bool(self.vetoes(name) or self.flags.get(name))

    def grade(self, name: str) -> str | None:
        score = self.final(name)
        if score is None:
            return None
        return self.bands[-1][0] if self.lowered(name) else self.band(score)

    def roster(self, name: str) -> set[str]:
        """The persons who are ranked with this one: parts that share a person are linked (DECIDE §4)."""
        listed = [{subject["name"] for subject in part["subjects"]} for part in self.document["parts"]]
        if self.rules.get("ranking") == "together":
            return set().union(*listed)
        linked = {name}
        for _ in listed:
            linked = linked.union(*(names for names in listed if names & linked))
        return linked

    def rank(self, name: str) -> int | None:
        own, others = self.final(name), [self.final(other) for other in self.roster(name)]
        return None if own is None else 1 + sum(score is not None and score > own for score in others)

    def quota(self) -> Map | None:
        """`nearest` are the subjects closest to the line on either side whom no veto or flag has lowered."""
        quota = self.rules.get("quota")
        if quota is None:
            return None
        names = [name for name, _ in self.bands]
        line = names.index(quota["at_or_below"])
        graded = [(name, grade) for name, _ in self.people() if (grade := self.grade(name)) is not None]
        share = Fraction(sum(names.index(grade) >= line for _, grade in graded), len(graded))
        off = [
            ((self.final(name) or 0) - self.bands[line - 1][1], name) for name, _ in graded if not self.lowered(name)
        ]
        ends = {min((d for d, _ in off if d >= 0), default=None), max((d for d, _ in off if d < 0), default=None)}
        met = abs(share - Fraction(quota["share"])) <= Fraction(quota["tolerance"])
        nearest = sorted(((d, name) for d, name in off if d in ends), key=lambda pair: abs(pair[0]))
        return {"share": three_places(share), "met": met, "nearest": [name for _, name in nearest]}

    # Expected content of tally.json

    def hidden(self, part: str, name: str) -> set[str]:
        """DOMAIN §5.9: groups of 1–4 ballots; a single one hides the next smallest too, the later of equals."""
        sizes = [(len(self.scored(part, name, g["name"])), -i, g["name"]) for i, g in enumerate(self.groups(part))]
        small = {group for size, _, group in sizes if 0 < size < self.rules.get("min_group", 5)}
        others = sorted(group for group in sizes if group[0] and group[2] not in small)
        return small | {others[0][2]} if len(small) == 1 and others else small

    def subject(self, part: str, name: str) -> Map:
        rows = [row for _, row in self.cast.get((part, name), [])]
        scores, score = self.scored(part, name), self.part_score(part, name)
        answered = [row for row in rows if row is not None]
        entered = self.part(part).get("source") == "entered"
        return {
            "ballots": len(scores),
            "recused": len(rows) - len(answered),
            "invalid": 0,
            "abstained": len(answered) - len(scores),
            "score": None if score is None else three_places(score),
            "items": [] if entered else [self.item(part, answered, i) for i in range(len(self.form(part)["items"]))],
            "bands": {} if entered else self.band_counts(scores),
            "groups": [] if entered else [self.group(part, name, group) for group in self.groups(part)],
        }

    def band_counts(self, scores: list[Fraction]) -> dict[str, int]:
        bands = Counter(self.band(score) for score in scores)
        return {name: bands[name] for name, _ in self.bands}

    def item(self, part: str, rows: list[tuple[int | None, ...]], index: int) -> Map:
        marks, values = [row[index] for row in rows], dict(self.marks(part))
        cast, given = Counter(marks), [values[mark] for mark in marks if mark is not None]
        form = self.form(part)["items"][index]
        return {
            "key": form["key"],
            "title": form["title"],
            "counts": [cast[mark] for mark in values],
            "classes": None,
            "abstained": cast[None],
            "mean": three_places(mean(given)) if given else None,
        }

    def group(self, part: str, name: str, group: Map) -> Map:
        scores = self.scored(part, name, group["name"])
        row: Map = {"name": group["name"], "weight": group.get("weight")}
        if group["name"] in self.hidden(part, name):
            return {**row, "ballots": None, "mean": None, "suppressed": True, "items": None, "bands": None}
        shown = three_places(mean(self.trimmed(scores))) if scores else None
        counts = {"items": self.group_items(part, name, group["name"]), "bands": self.band_counts(scores)}
        return {**row, "ballots": len(scores), "mean": shown, "suppressed": False, **counts}

    def group_items(self, part: str, name: str, group: str) -> list[Map]:
        """How often each mark was given on the scored ballots of a group, and in percent of its marks (DECIDE §4)."""
        rows = [
            row for of, row in self.cast.get((part, name), []) if of == group and self.ballot(part, row) is not None
        ]
        items = []
        for index, item in enumerate(self.form(part)["items"]):
            cast = Counter(row[index] for row in rows if row is not None)
            counts = [cast[mark] for mark, _ in self.marks(part)]
            total = sum(counts)
            shares = [two_places(Fraction(100 * count, total)) if total else None for count in counts]
            items.append({"key": item["key"], "counts": counts, "shares": shares})
        return items


def assert_agrees(tally: Map, hand: HandCount) -> None:
    """Every count, mean, score, grade, rank, veto and quota of tally.json equals the hand count's."""
    for part in tally["parts"]:
        subjects = {subject["name"]: subject for subject in part["subjects"]}
        assert list(subjects) == [subject["name"] for subject in hand.part(part["name"])["subjects"]]
        for name, subject in subjects.items():
            expected = hand.subject(part["name"], name)
            assert {key: subject[key] for key in expected} == expected, (part["name"], name)
    results = {result["subject"]["name"]: result for result in tally["results"]}
    assert set(results) == {name for name, _ in hand.people()}
    for name, result in results.items():
        final = hand.final(name)
        assert result["score"] == (None if final is None else three_places(final)), name
        assert result["parts"] == {part: three_places(score) for part, score in hand.parts(name).items()}
        assert (result["grade"], result["rank"]) == (hand.grade(name), hand.rank(name)), name
        assert {reason["code"] for reason in result["reasons"]} <= {"band", "veto", "flag"}
        _assert_reasons(result["reasons"] + result["remarks"], hand, name)
    quota = hand.quota()
    assert quota is None and tally["quota"] is None or quota == {key: tally["quota"][key] for key in quota or ()}
    ranks = [(result["roster"], result["rank"] or len(results) + 1) for result in tally["results"]]
    assert ranks == sorted(ranks)


def _assert_reasons(reasons: list[Map], hand: HandCount, name: str) -> None:
    """A veto names its exact share, a flag its words, and a score of one part alone is marked as such."""
    by_code: dict[str, list[str]] = {}
    for reason in reasons:
        by_code.setdefault(reason["code"], []).append(reason["text"])
    shares, vetoes = [f"{low}/{scored}" for low, scored in hand.vetoes(name)], by_code.get("veto", [])
    assert len(vetoes) == len(shares) and all(share in text for share, text in zip(shares, vetoes, strict=True))
    flags = hand.flags.get(name, [])
    assert len(by_code.get("flag", [])) == len(flags)
    assert all(flag in text for flag, text in zip(flags, by_code.get("flag", []), strict=True))
    listing = [part for part in hand.document["parts"] if name in {subject["name"] for subject in part["subjects"]}]
    assert ("one_part" in by_code) == (0 < len(hand.parts(name)) < len(listing))
