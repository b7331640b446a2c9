"""Counts the ballots of one subject (DOMAIN §5.1–5.3, 5.9). Knows no other subject and no file.

What the ballots cannot give, the pooled mean of hidden groups, is taken as stated in inputs.json.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from .forms import Form, band_of, edition_of
from .numbers import number, round_half_up, shortest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from .archive_files import Map
    from .ballots import Ballot
    from .forms import Scale


def weighted_mean(pairs: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """Of pairs of a weight and a value."""
    return sum((weight * value for weight, value in pairs), Fraction()) / sum(weight for weight, _ in pairs)


def ballot_score(form: Form, marks: Sequence[int | None]) -> Fraction:
    """§5.1: the weighted mean over the items that have a mark. Where votes decide, a ballot has no score."""
    if form.decide is not None:
        return Fraction()
    marked = [(place, mark) for place, mark in enumerate(marks) if mark is not None]
    return weighted_mean([(form.weights[place], form.scales[place].value(mark)) for place, mark in marked])


class SubjectCount(NamedTuple):
    """The count of one subject: `json` is its object in tally.json, the rest is what its result is computed from."""

    part: Map
    form: Form
    json: Map
    exact: Fraction | None = None
    ballots: int = 0
    bands: Mapping[str, int] = {}
    empty: Sequence[str] = ()
    untrimmed: Sequence[str] = ()
    blocked: bool = False
    means: Mapping[str, Fraction | None] = {}


class Pool(NamedTuple):
    """Ballot scores that are averaged together: a group's, or all of a subject's."""

    weight: Fraction
    scores: list[Fraction]

    def trims(self, trim: int) -> bool:
        return trim > 0 and len(self.scores) > 2 * trim + 2

    def mean(self, trim: int) -> Fraction:
        """§5.2: without the `trim` highest and lowest scores, if there are more than 2·trim + 2."""
        counted = sorted(self.scores)[trim:-trim] if self.trims(trim) else self.scores
        return sum(counted, Fraction()) / len(counted)


class SubjectBallots:
    """The ballots of one subject. `hidden` names its groups that are not shown, `stated` is their entry in
    inputs.json."""

    def __init__(
        self, document: Map, part: Map, ballots: Mapping[Ballot, int], hidden: Sequence[str], stated: Map
    ) -> None:
        self.document, self.part, self.rules = document, part, document["rules"]
        self.ballots, self.stated = ballots, stated
        self.form = Form(document, part)
        self.groups = [group for group in document["groups"] if group["name"] in part["groups"]]
        self.hidden = [group for group in self.groups if group["name"] in hidden]
        self.pools = {group["name"]: Pool(number(group.get("weight", "1")), []) for group in self.groups}
        self.unnamed = Pool(Fraction(1), [])
        self.weighted = any("weight" in group for group in self.groups)
        for ballot, times in ballots.items():
            if ballot.state == "scored":
                pool = self.pools[ballot.group] if ballot.group else self.unnamed
                pool.scores.extend([ballot_score(self.form, ballot.marks)] * times)
        scores = [score for pool in (*self.pools.values(), self.unnamed) for score in pool.scores]
        self.all = Pool(Fraction(1), scores)

    def count(self, name: Map) -> SubjectCount:
        """`name`: the subject's id, name and unit."""
        exact = self.score()
        states: Counter[str] = Counter()
        for ballot, times in self.ballots.items():
            states[ballot.state] += times
        in_band = Counter(band_of(self.form.bands, score) for score in self.all.scores if self.form.bands)
        bands = {band: in_band[band] for band, _ in self.form.bands}
        json = {
            **name,
            "ballots": len(self.all.scores),
            "abstained": states["abstained"],
            "recused": states["recused"],
            **({"invalid": states["invalid"]} if edition_of(self.document) > 1 else {}),
            "score": self._rounded(exact),
            "items": [self._item(place, item) for place, item in enumerate(self.form.items)],
            "bands": bands,
            "groups": [self._group(group) for group in self.groups],
        }
        means = {item["key"]: self.item_mean(place) for place, item in enumerate(self.form.items)}
        groups = (self.empty(), self.untrimmed(), self.blocked())
        return SubjectCount(self.part, self.form, json, exact, len(self.all.scores), bands, *groups, means)

    def score(self) -> Fraction | None:
        """§5.3: the weighted mean of the means of the groups that have a ballot; without weights all are one group."""
        trim = self.rules["trim"]
        if not self.all.scores or self.blocked() or self.form.decide is not None:
            return None
        if not self.weighted:
            return self.all.mean(trim)
        means = [(pool.weight, pool.mean(trim)) for pool in self.pools.values() if pool.scores]
        if self.hidden:
            means.append((number(self.stated["weight"]), number(self.stated["mean"])))
        return weighted_mean(means)

    def empty(self) -> list[str]:
        """Weighted groups without a ballot."""
        hidden = {group["name"] for group in self.hidden}
        names = [name for name, pool in self.pools.items() if not pool.scores and name not in hidden]
        return names if self.weighted and self.ballots else []

    def blocked(self) -> bool:
        return self.rules["empty_group"] == "refuse" and bool(self.empty())

    def untrimmed(self) -> list[str]:
        """Groups that were too small to be trimmed. "" stands for all ballots together, and for hidden groups,
        which are not named (§5.9)."""
        trim = self.rules["trim"]
        if not self.weighted:
            return [""] if trim and self.all.scores and not self.all.trims(trim) else []
        small = [name for name, pool in self.pools.items() if trim and pool.scores and not pool.trims(trim)]
        return [*small, ""] if "untrimmed" in self.stated else small

    def hidden_faults(self) -> Iterator[str]:
        """Why these groups cannot be the hidden ones, or inputs.json cannot be right about them (§5.9)."""
        least, hidden, unnamed = self.rules["min_group"], len(self.hidden), len(self.unnamed.scores)
        sizes = [len(pool.scores) for pool in self.pools.values() if pool.scores]
        all_small = hidden <= unnamed <= hidden * (least - 1) and not (hidden == 1 and sizes)
        next_smallest = hidden == 2 and unnamed >= 2 * least - 1 and (not sizes or unnamed - least + 1 <= min(sizes))
        if any(size < least for size in sizes) or not (all_small or next_smallest):
            yield f"{unnamed} ballots of {hidden} hidden groups beside {sizes}"
        if any(self.pools[group["name"]].scores for group in self.hidden):
            yield "ballots of a hidden group"
        weights = sum((number(group["weight"]) for group in self.hidden), Fraction()) if self.weighted else None
        if "weight" in self.stated and number(self.stated["weight"]) != weights:
            yield "weight of its hidden groups"
        if "untrimmed" in self.stated and not (self.stated["untrimmed"] is True and self.hidden and self.rules["trim"]):
            yield "untrimmed groups"

    def _rounded(self, value: Fraction | None) -> str | None:
        return None if value is None else round_half_up(value, self.rules["decimals"])

    def _marks(self, place: int) -> Counter[int | None]:
        marks: Counter[int | None] = Counter()
        for ballot, times in self.ballots.items():
            if ballot.state not in ("recused", "invalid"):
                marks[ballot.marks[place]] += times
        return marks

    def item_mean(self, place: int) -> Fraction | None:
        """The plain mean of an item's marks; plain words have none."""
        marks, scale = self._marks(place), self.form.scales[place]
        counts = {mark: marks[mark] for mark in scale.values}
        total = sum(counts.values())
        has_mean = total and None not in scale.values.values()
        return self._points(scale, counts) / total if has_mean else None

    def _item(self, place: int, item: Map) -> Map:
        marks, title = self._marks(place), {"key": item["key"], "title": item["title"]}
        counts = [marks[mark] for mark in self.form.scales[place].values]
        return {**title, "counts": counts, "abstained": marks[None], "mean": self._rounded(self.item_mean(place))}

    def _points(self, scale: Scale, counts: Mapping[int, int]) -> Fraction:
        return sum((scale.value(mark) * count for mark, count in counts.items()), Fraction())

    def _group(self, group: Map) -> Map:
        pool, hidden = self.pools[group["name"]], group in self.hidden
        weight = shortest(number(group["weight"])) if "weight" in group else None
        has_mean = pool.scores and not hidden and not self.form.decide
        mean = self._rounded(pool.mean(self.rules["trim"])) if has_mean else None
        ballots = None if hidden else len(pool.scores)
        return {"name": group["name"], "weight": weight, "suppressed": hidden, "ballots": ballots, "mean": mean}


def count_entered(document: Map, part: Map, name: Map, score: Any) -> SubjectCount:
    """A subject whose score was typed in; `score` None if it was not."""
    exact = None if score is None else number(score)
    rounded = None if exact is None else round_half_up(exact, document["rules"]["decimals"])
    nothing: Map = {"ballots": 0, "abstained": 0, "recused": 0, "items": [], "bands": {}, "groups": []}
    nothing |= {"invalid": 0} if edition_of(document) > 1 else {}
    return SubjectCount(part, Form(document, part), {**name, **nothing, "score": rounded}, exact)


def count_withheld(document: Map, part: Map, name: Map) -> SubjectCount:
    """A subject whose round is not published yet: tally.json has no number of it."""
    later = ("invalid",) if edition_of(document) > 1 else ()
    nothing: Map = dict.fromkeys(("ballots", "abstained", "recused", *later, "score"))
    json = {**name, **nothing, "items": [], "bands": {}, "groups": []}
    return SubjectCount(part, Form(document, part), json)
