"""Counts the ballots of one subject (DOMAIN §5.1–5.3, 5.9; DECIDE §1, §4). Knows no other subject and no file.

What the ballots cannot give, the pooled mean of hidden groups, is taken as stated in inputs.json.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from .forms import Form, band_of, edition_of
from .items import ItemMarks
from .numbers import number, round_half_up, shortest
from .pools import Pool, weighted_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from .archive_files import Map
    from .ballots import Ballot

COUNTED_STATES = ("scored", "abstained")
"""Of ballots that have marks to count."""


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


class SubjectBallots:
    """The ballots of one subject. `hidden` names its groups that are not shown, `stated` is their entry in
    inputs.json. `all` are its scored ballots."""

    def __init__(
        self, document: Map, part: Map, ballots: Mapping[Ballot, int], hidden: Sequence[str], stated: Map
    ) -> None:
        self.part, self.rules, self.ballots, self.stated = part, document["rules"], ballots, stated
        self.form = Form(document, part)
        self.groups = [group for group in document["groups"] if group["name"] in part["groups"]]
        self.hidden = [group for group in self.groups if group["name"] in hidden]
        self.pools = {group["name"]: self._pool(number(group.get("weight", "1"))) for group in self.groups}
        self.unnamed, self.all = self._pool(), self._pool()
        self.weighted = any("weight" in group for group in self.groups)
        for ballot, times in ballots.items():
            if ballot.state == "scored":
                for pool in (self.pools[ballot.group] if ballot.group else self.unnamed, self.all):
                    pool.rows[ballot.marks] += times

    def _pool(self, weight: Fraction = Fraction(1)) -> Pool:
        return Pool(self.form, self.rules, weight)

    def count(self, name: Map) -> SubjectCount:
        """`name`: the subject's id, name and unit."""
        exact, bands = self.score(), self._bands(self.all)
        items = [self._item(place) for place in range(len(self.form.items))]
        states: Counter[str] = Counter()
        for ballot, times in self.ballots.items():
            states[ballot.state] += times
        json = {
            **name,
            "ballots": states["scored"],
            **{state: states[state] for state in _other_states(self.form.edition)},
            "score": self._rounded(exact),
            "items": [item.of_subject(self.rules["decimals"]) for item in items],
            "bands": bands,
            "groups": [self._group(group) for group in self.groups],
        }
        groups = (self.empty(), self.untrimmed(), self.blocked())
        means = {item.item["key"]: item.mean() for item in items}
        return SubjectCount(self.part, self.form, json, exact, states["scored"], bands, *groups, means)

    def score(self) -> Fraction | None:
        """§5.3: the weighted mean of the means of the groups that have a ballot; without weights all are one group."""
        if not self.all.rows or self.blocked() or self.form.decide is not None:
            return None
        if not self.weighted:
            return self.all.mean()
        means = [(pool.weight, pool.mean()) for pool in self.pools.values()]
        if self.hidden:
            means.append((number(self.stated["weight"]), number(self.stated["mean"])))
        return weighted_mean([(weight, mean) for weight, mean in means if mean is not None])

    def empty(self) -> list[str]:
        """Weighted groups without a ballot."""
        hidden = {group["name"] for group in self.hidden}
        names = [name for name, pool in self.pools.items() if not pool.rows and name not in hidden]
        return names if self.weighted and self.ballots else []

    def blocked(self) -> bool:
        return self.rules["empty_group"] == "refuse" and bool(self.empty())

    def untrimmed(self) -> list[str]:
        """Groups that were too small to be trimmed. "" stands for all ballots together, and for hidden groups,
        which are not named (§5.9)."""
        trim = self.rules["trim"]
        if not self.weighted:
            return [""] if trim and self.all.rows and not self.all.trims() else []
        small = [name for name, pool in self.pools.items() if trim and pool.rows and not pool.trims()]
        return [*small, ""] if "untrimmed" in self.stated else small

    def hidden_faults(self) -> Iterator[str]:
        """Why these groups cannot be the hidden ones, or inputs.json cannot be right about them (§5.9)."""
        least, hidden, unnamed = self.rules["min_group"], len(self.hidden), self.unnamed.size
        sizes = [pool.size for pool in self.pools.values() if pool.rows]
        all_small = hidden <= unnamed <= hidden * (least - 1) and not (hidden == 1 and sizes)
        next_smallest = hidden == 2 and unnamed >= 2 * least - 1 and (not sizes or unnamed - least + 1 <= min(sizes))
        if any(size < least for size in sizes) or not (all_small or next_smallest):
            yield f"{unnamed} ballots of {hidden} hidden groups beside {sizes}"
        if any(self.pools[group["name"]].rows for group in self.hidden):
            yield "ballots of a hidden group"
        weights = sum((number(group["weight"]) for group in self.hidden), Fraction()) if self.weighted else None
        if "weight" in self.stated and number(self.stated["weight"]) != weights:
            yield "weight of its hidden groups"
        if "untrimmed" in self.stated and not (self.stated["untrimmed"] is True and self.hidden and self.rules["trim"]):
            yield "untrimmed groups"

    def _rounded(self, value: Fraction | None) -> str | None:
        return None if value is None else round_half_up(value, self.rules["decimals"])

    def _bands(self, pool: Pool) -> dict[str, int]:
        in_band = Counter(band_of(self.form.bands, score) for score in pool.scores()) if self.form.bands else Counter()
        return {band: in_band[band] for band, _ in self.form.bands}

    def _item(self, place: int) -> ItemMarks:
        """Of all ballots, scored or not."""
        read = [(ballot.marks, times) for ballot, times in self.ballots.items() if ballot.state in COUNTED_STATES]
        return ItemMarks(self.form, place, read)

    def _group(self, group: Map) -> Map:
        pool, hidden = self.pools[group["name"]], group in self.hidden
        weight = shortest(number(group["weight"])) if "weight" in group else None
        row = {"name": group["name"], "weight": weight, "suppressed": hidden}
        row.update(ballots=None if hidden else pool.size, mean=None if hidden else self._rounded(pool.mean()))
        if self.form.edition == 1:
            return row
        items = None if hidden else [pool.item(place).of_group() for place in range(len(self.form.items))]
        return {**row, "items": items, "bands": None if hidden else self._bands(pool)}


def _other_states(edition: int) -> tuple[str, ...]:
    return ("abstained", "recused") if edition == 1 else ("abstained", "recused", "invalid")


def count_entered(document: Map, part: Map, name: Map, score: Any) -> SubjectCount:
    """A subject whose score was typed in; `score` None if it was not."""
    exact = None if score is None else number(score)
    rounded = None if exact is None else round_half_up(exact, document["rules"]["decimals"])
    nothing: Map = dict.fromkeys(("ballots", *_other_states(edition_of(document))), 0)
    json = {**name, **nothing, "items": [], "bands": {}, "groups": [], "score": rounded}
    return SubjectCount(part, Form(document, part), json, exact)


def count_withheld(document: Map, part: Map, name: Map) -> SubjectCount:
    """A subject whose round is not published yet: tally.json has no number of it."""
    nothing: Map = dict.fromkeys(("ballots", *_other_states(edition_of(document)), "score"))
    json = {**name, **nothing, "items": [], "bands": {}, "groups": []}
    return SubjectCount(part, Form(document, part), json)
