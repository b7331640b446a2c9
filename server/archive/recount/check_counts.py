"""The counting rules of a meeting (评议 Pingyi), written a second time, from the rules' text and nothing else.

Part of the archive; `verify.py` calls it. Standard library only, Python 3.8. From ballots.csv, meeting.json
and inputs.json it makes the tally.json that has to be. What hidden groups hold is taken as stated.
"""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Iterator, NamedTuple, Sequence  # noqa: UP035 (Python 3.8)

if TYPE_CHECKING:
    Map = dict[str, Any]
    Said = Counter[tuple[str, str, tuple[int | None, ...]]]

NUMBER = re.compile(r"-?[0-9]{1,4000}(\.[0-9]{1,60}|/[0-9]{1,4000})?")


def number(value: Any) -> Fraction:
    """An exact number: 3, "0.7" or "1/3". Anything longer or stranger is refused before it costs time."""
    if type(value) is int:
        return Fraction(value)
    if not isinstance(value, str) or not NUMBER.fullmatch(value):
        raise ValueError(f"{value!r:.40} is no number")
    return Fraction(value)


def figure(value: Fraction, places: int) -> str:
    """Rounded half up, below zero half away from zero, with all its places."""
    digits = str(int(abs(value) * 10**places + Fraction(1, 2))).rjust(places + 1, "0")
    sign = "-" if value < 0 and digits.strip("0") else ""
    return sign + (digits[:-places] + "." + digits[-places:] if places else digits)


def plain(value: Fraction) -> str:
    """The shortest exact decimal; "1/3" where there is none."""
    return next((figure(value, n) for n in range(64) if (value * 10**n).denominator == 1), str(value))


class Says(NamedTuple):
    """Text that names these names and figures in this order and no other figure; its words are free."""

    tokens: tuple[str, ...]

    def fits(self, text: str) -> bool:
        end = 0
        for token in self.tokens:
            start = text.find(token, end)
            if start < 0 or re.search(r"[0-9]|[-+]$", text[end:start]):
                return False
            end = start + len(token)
        return not re.search("[0-9]", text[end:])


def says(*tokens: Any) -> Says:
    return Says(tuple(str(token) for token in tokens if str(token)))


class Form:
    """A part's ballot: values of its marks, weights of its items, bands from the highest down."""

    def __init__(self, part: Map, rules: Map) -> None:
        form, scale = part["form"], part["form"]["scale"]
        self.items, self.notes, self.entered = form["items"], form["notes"], part["source"] == "entered"
        choices = [(str(name), number(value)) for name, value in scale.get("choices", [])]
        low, high = (0, len(choices) - 1) if choices else (scale["min"], scale["max"])
        if not (0 <= low <= high <= 100 and 0 <= rules["decimals"] <= 6 and 0 <= rules["trim"] <= 1000):
            raise ValueError(f"scale {low} to {high}, decimals {rules['decimals']:.0f}, trim {rules['trim']:.0f}")
        self.values = {mark: choices[mark][1] if choices else Fraction(mark) for mark in range(low, high + 1)}
        self.names = {mark: choices[mark][0] if choices else "" for mark in self.values}
        self.weights = [number(item["weight"]) for item in self.items]
        self.bands = _bands(choices, [(str(name), number(floor)) for name, floor in rules["bands"]])

    def score(self, marks: Sequence[int | None]) -> Fraction:
        """§5.1: the weighted mean of the marks over the items that were scored."""
        scored = [(self.weights[i], self.values[mark]) for i, mark in enumerate(marks) if mark is not None]
        return sum((w * v for w, v in scored), Fraction()) / sum(w for w, _ in scored)

    def band(self, value: Fraction) -> str:
        return band_of(self.bands, value)


def band_of(bands: Sequence[tuple[str, Fraction]], value: Fraction) -> str:
    return next((name for name, floor in bands if value >= floor), bands[-1][0])


def _bands(choices: list[tuple[str, Fraction]], own: list[tuple[str, Fraction]]) -> list[tuple[str, Fraction]]:
    """Named choices bring their own bands, each from halfway to the next better one."""
    ranked = sorted(choices, key=lambda choice: -choice[1])
    if not ranked or [name for name, _ in ranked] == [name for name, _ in own]:
        return own
    below = [value for _, value in ranked[1:]]
    floors = [(ranked[i][1] + low) / 2 for i, low in enumerate(below)] + [ranked[-1][1]]
    return [(name, floors[i]) for i, (name, _) in enumerate(ranked)]


class Count(NamedTuple):
    """What was counted of one subject: its place in tally.json, and what its result is made of."""

    part: Map
    form: Form
    shown: Map
    exact: Fraction | None = None
    ballots: int = 0
    bands: Map = {}
    empty: Sequence[str] = ()
    untrimmed: Sequence[str] = ()
    blocked: bool = False


class Pool(NamedTuple):
    """A group with the ballot scores in it, or all together."""

    name: str
    weight: Fraction
    scores: list[Fraction]

    def trims(self, k: int) -> bool:
        return k > 0 and len(self.scores) > 2 * k + 2

    def mean(self, k: int) -> Fraction:
        """§5.2: without the k highest and lowest, where there are more than 2k+2."""
        kept = sorted(self.scores)[k:-k] if self.trims(k) else self.scores
        return sum(kept, Fraction()) / len(kept)


class Subject:
    """One subject's ballots counted by the rules (§5.1–5.3, 5.9). `hidden` names its groups that are not shown."""

    def __init__(self, doc: Map, part: Map, said: Said, hidden: Sequence[str], stated: Map) -> None:
        self.part, self.rules, self.said, self.stated = part, doc["rules"], said, stated
        self.form = Form(part, self.rules)
        self.groups = [group for group in doc["groups"] if group["name"] in part["groups"]]
        self.hidden = [group for group in self.groups if group["name"] in hidden]
        self.pools = {g["name"]: Pool(g["name"], number(g.get("weight", "1")), []) for g in self.groups}
        self.loose = Pool("", Fraction(1), [])
        self.weighted = any("weight" in group for group in self.groups)
        for (group, state, marks), n in said.items():
            if state == "scored":
                (self.pools[group] if group else self.loose).scores.extend([self.form.score(marks)] * n)
        self.scores = [score for pool in (*self.pools.values(), self.loose) for score in pool.scores]

    def faults(self) -> Iterator[str]:
        """What the hiding of groups cannot have been (§5.9)."""
        least, hidden, loose = self.rules["min_group"], len(self.hidden), len(self.loose.scores)
        sizes = [len(pool.scores) for pool in self.pools.values() if pool.scores]
        small = hidden <= loose <= hidden * (least - 1) and not (hidden == 1 and sizes)
        second = hidden == 2 and loose >= 2 * least - 1 and (not sizes or loose - least + 1 <= min(sizes))
        if any(size < least for size in sizes) or not (small or second):
            yield f"{loose} ballots of {hidden} hidden groups beside {sizes}"
        if any(self.pools[group["name"]].scores for group in self.hidden):
            yield "ballots of a hidden group"
        weights = sum((number(group["weight"]) for group in self.hidden), Fraction()) if self.weighted else None
        if "weight" in self.stated and number(self.stated["weight"]) != weights:
            yield "weight of its hidden groups"
        if "untrimmed" in self.stated and not (self.stated["untrimmed"] is True and self.hidden and self.rules["trim"]):
            yield "untrimmed groups"

    def score(self) -> Fraction | None:
        """§5.3: the weighted mean of the groups' means over groups with a ballot; unweighted all are one group."""
        trim = self.rules["trim"]
        if not self.scores or self.blocked():
            return None
        if not self.weighted:
            return Pool("", Fraction(1), self.scores).mean(trim)
        means = [(pool.weight, pool.mean(trim)) for pool in self.pools.values() if pool.scores]
        if self.hidden:
            means.append((number(self.stated["weight"]), number(self.stated["mean"])))
        return sum((w * mean for w, mean in means), Fraction()) / sum(w for w, _ in means)

    def empty(self) -> list[str]:
        hidden = {group["name"] for group in self.hidden}
        names = [name for name, pool in self.pools.items() if not pool.scores and name not in hidden]
        return names if self.weighted and self.said else []

    def blocked(self) -> bool:
        return self.rules["empty_group"] == "refuse" and bool(self.empty())

    def untrimmed(self) -> list[str]:
        """Groups that were too small to be trimmed; "" stands for all together, and for hidden ones, which nobody
        names (§5.9)."""
        trim = self.rules["trim"]
        if not self.weighted:
            return [""] if trim and self.scores and not Pool("", Fraction(1), self.scores).trims(trim) else []
        small = [name for name, pool in self.pools.items() if trim and pool.scores and not pool.trims(trim)]
        return [*small, ""] if "untrimmed" in self.stated else small

    def count(self, named: Map) -> Count:
        exact = self.score()
        states: Counter[str] = Counter()
        for (_, state, _), n in self.said.items():
            states[state] += n
        fallen = Counter(self.form.band(score) for score in self.scores)
        bands = {name: fallen[name] for name, _ in self.form.bands}
        shown = {
            **named,
            "ballots": len(self.scores),
            "abstained": states["abstained"],
            "recused": states["recused"],
            "score": self._figure(exact),
            "items": [self._item(place, item) for place, item in enumerate(self.form.items)],
            "bands": bands,
            "groups": [self._group(group) for group in self.groups],
        }
        about = (exact, len(self.scores), bands, self.empty(), self.untrimmed(), self.blocked())
        return Count(self.part, self.form, shown, *about)

    def _figure(self, value: Fraction | None) -> str | None:
        return None if value is None else figure(value, self.rules["decimals"])

    def _item(self, place: int, item: Map) -> Map:
        cast: Counter[int | None] = Counter()
        for (_, state, marks), n in self.said.items():
            if state != "recused":
                cast[marks[place]] += n
        counts = {mark: cast[mark] for mark in self.form.values}
        total = sum(counts.values())
        points = sum((self.form.values[mark] * n for mark, n in counts.items()), Fraction())
        mean = self._figure(points / total) if total else None
        told = {"key": item["key"], "title": item["title"], "counts": list(counts.values())}
        return {**told, "abstained": cast[None], "mean": mean}

    def _group(self, group: Map) -> Map:
        pool, hidden = self.pools[group["name"]], group in self.hidden
        mean = self._figure(pool.mean(self.rules["trim"])) if pool.scores else None
        weight = plain(number(group["weight"])) if "weight" in group else None
        told = {"name": group["name"], "weight": weight, "suppressed": hidden}
        return {**told, "ballots": None if hidden else len(pool.scores), "mean": None if hidden else mean}


def entered(doc: Map, part: Map, named: Map, score: Any) -> Count:
    """A subject whose score was typed in."""
    exact = None if score is None else number(score)
    shown = {"ballots": 0, "abstained": 0, "recused": 0, "items": [], "bands": {}, "groups": []}
    figured = None if exact is None else figure(exact, doc["rules"]["decimals"])
    return Count(part, Form(part, doc["rules"]), {**named, **shown, "score": figured}, exact)


def withheld(doc: Map, part: Map, named: Map) -> Count:
    """A subject whose figures wait: nothing of it is in tally.json."""
    nothing: Map = dict.fromkeys(("ballots", "abstained", "recused", "score"))
    return Count(part, Form(part, doc["rules"]), {**named, **nothing, "items": [], "bands": {}, "groups": []})
