"""A solver for small groups: does anything that an archive publishes determine a hidden group's count or mean?

    python -m tests.proofs.attacks.smallgroup ARCHIVE.zip

Every published figure is a linear equation in what is not published: how many ballots of each hidden group said
what. A figure that follows from them lies in the span of their left sides; Gaussian elimination over fractions
tells. For means the solver is even given every group's count: people in the room know how many they were.

What is known to follow, and is said so where it does:
  alone      only one group has any ballots, so the subject's own line is the group's
  unanimous  all ballots of the hidden groups come to one score, so each of them does
  turnout    every card that was handed out came back, so a group's count is that of its cards
  weighted   the weighted score tells one combination of the hidden means; the desk warns of such groups
Anything else is a leak and ends it with 1. Knows the archive's files, and nothing of `server/`.
"""

import csv
import io
import json
import sys
import zipfile
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

Map = Mapping[str, Any]
Marks = tuple[str, ...]
Linear = dict[Hashable, Fraction]
"""A linear form: a coefficient for each unknown. An equation is one of them; its right side does not matter."""

KNOWN = ("alone", "unanimous", "turnout", "weighted")


@dataclass(slots=True)
class Span:
    """What follows from some equations. Kept reduced: each has a leading unknown that later ones lack."""

    leads: dict[Hashable, Linear] = field(default_factory=dict)

    def add(self, form: Linear) -> None:
        rest = self.reduced(form)
        if rest:
            lead = next(iter(rest))
            self.leads[lead] = {unknown: factor / rest[lead] for unknown, factor in rest.items()}

    def reduced(self, form: Linear) -> Linear:
        rest = {unknown: factor for unknown, factor in form.items() if factor}
        for lead, row in self.leads.items():
            if factor := rest.get(lead):
                for unknown, of in row.items():
                    rest[unknown] = rest.get(unknown, Fraction()) - factor * of
                rest = {unknown: left for unknown, left in rest.items() if left}
        return rest

    def follows(self, form: Linear) -> bool:
        return not self.reduced(form)

    def with_all(self, forms: Iterable[Linear]) -> "Span":
        more = Span(dict(self.leads))
        for form in forms:
            more.add(form)
        return more


def plus(*forms: Linear) -> Linear:
    total: Linear = {}
    for form in forms:
        for unknown, factor in form.items():
            total[unknown] = total.get(unknown, Fraction()) + factor
    return total


def times(factor: Fraction | int, form: Linear) -> Linear:
    return {unknown: factor * of for unknown, of in form.items()}


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject of a shown round. `pool`: what the ballots of its hidden groups said, theirs together; `scores` of
    each saying. `full`: every ballot of the round scores it."""

    id: str
    round: str
    hidden: tuple[str, ...]
    shown: Mapping[str, int]
    pool: Mapping[Marks, int]
    scores: Mapping[Marks, Fraction]
    weights: Mapping[str, Fraction]
    full: bool

    def count(self, group: str) -> Linear:
        """Ballots of a group: known where it is shown."""
        return {(self.id, group, marks): Fraction(1) for marks in self.pool} if group in self.hidden else {}

    def sum(self, group: str) -> Linear:
        return {(self.id, group, marks): score for marks, score in self.scores.items()}

    def away(self, group: str) -> Linear:
        """Ballots of a group that do not score this subject."""
        return {(self.id, group, "away"): Fraction(1)}

    def published(self, groups: Iterable[str]) -> Iterator[Linear]:
        """How often each saying came in the pool; how many did not score; each group's ballots of the round."""
        for marks in self.pool:
            yield {(self.id, group, marks): Fraction(1) for group in self.hidden}
        yield plus(*(self.away(group) for group in groups))
        yield from (self.away(group) for group in groups if self.full)
        for group in groups:
            yield plus(self.count(group), self.away(group), {(self.round, group): Fraction(-1)})

    def weighted(self, sizes: Mapping[str, int]) -> Linear:
        """Σ w·mean over the hidden groups, for counts that were given."""
        return plus(*(times(self.weights[g] / sizes[g], self.sum(g)) for g in self.hidden if sizes.get(g)))


@dataclass(frozen=True, slots=True)
class Finding:
    """`why` it follows: one of KNOWN, "leak", or "" where it does not."""

    subject: str
    group: str
    figure: str
    why: str


def findings(files: Mapping[str, bytes], sizes: Mapping[tuple[str, str], int] | None = None) -> list[Finding]:
    """For each hidden group of each subject: does its count follow, and its mean? `sizes` by subject and group are
    the true ones, where somebody knows them; else they are guessed, which makes no equation less."""
    read = {name: json.loads(files[f"{name}.json"]) for name in ("tally", "meeting", "inputs", "log")}
    subjects = list(shown_subjects(read, files["ballots.csv"].decode("utf-8-sig")))
    groups = [group["name"] for group in read["meeting"]["groups"]]
    base = Span().with_all(form for one in subjects for form in one.published(groups))
    for one in read["inputs"]["rounds"]:
        base.add({(one["round"], group): Fraction(1) for group in groups})
    full = base.with_all({(one, group): Fraction(1)} for one in full_rounds(read) for group in groups)
    return [found for one in subjects if one.hidden for found in _findings(one, base, full, dict(sizes or {}))]


def _findings(one: Subject, base: Span, full: Span, sizes: dict[tuple[str, str], int]) -> Iterator[Finding]:
    given = base.with_all(one.count(group) for group in one.hidden)
    own = {group: sizes.get((one.id, group), place + 1) for place, group in enumerate(one.hidden)}
    told = given.with_all([one.weighted(own)] if one.weights else [])
    for group in one.hidden:
        count, total = one.count(group), one.sum(group)
        why = _why(one) if base.follows(count) else "turnout" if full.follows(count) else ""
        yield Finding(one.id, group, "count", why)
        why = _why(one) if given.follows(total) else "weighted" if told.follows(total) else ""
        yield Finding(one.id, group, "mean", why)


def _why(one: Subject) -> str:
    """The known reason for something that follows from what is published of everybody."""
    if len(one.hidden) == 1 and not any(one.shown.values()):
        return "alone"
    return "unanimous" if len(set(one.scores.values())) == 1 and len(one.hidden) > 1 else "leak"


def shown_subjects(read: Map, ballots: str) -> Iterator[Subject]:
    rounds = {sid: one["round"] for one in read["inputs"]["rounds"] if one.get("shown") for sid in one["subjects"]}
    pools: dict[str, Counter[Marks]] = {sid: Counter() for sid in rounds}
    for row in csv.DictReader(io.StringIO(ballots)):
        if row["state"] == "scored" and not row["group"]:
            said = tuple(value for name, value in row.items() if name.startswith("item"))
            pools[row["subject"]][said] += 1
    documents = {part["name"]: part for part in read["meeting"]["parts"]}
    for part in read["tally"]["parts"]:
        for one in (one for one in part["subjects"] if one["id"] in rounds):
            hidden, pool = [group for group in one["groups"] if group["suppressed"]], pools[one["id"]]
            yield Subject(
                id=one["id"],
                round=rounds[one["id"]],
                hidden=tuple(group["name"] for group in hidden),
                shown={group["name"]: group["ballots"] for group in one["groups"] if not group["suppressed"]},
                pool=pool,
                scores={marks: score(documents[part["name"]], marks) for marks in pool},
                weights={group["name"]: Fraction(group["weight"]) for group in hidden if group["weight"]},
                full=one["abstained"] + one["recused"] == 0,
            )


def score(part: Map, marks: Marks) -> Fraction:
    """b = Σ wᵢ·sᵢ / Σ wᵢ over the items scored, each on its own scale if it has one, or Σ sᵢ. Where the part says so,
    an abstention is scored as 0."""
    form, is_zero = part["form"], part.get("abstained") == "zero"
    above = below = Fraction()
    for item, mark in zip(form["items"], marks, strict=False):
        weight = Fraction(item["weight"])
        if mark:
            choices = (item.get("scale") or form["scale"]).get("choices")
            above += weight * (Fraction(choices[int(mark)][1]) if choices else int(mark))
        below += weight if mark or is_zero else 0
    return above if form.get("score") == "sum" else above / below


def full_rounds(read: Map) -> Iterator[str]:
    """Rounds in which every card came back valid."""
    for one in read["inputs"]["rounds"]:
        if one.get("shown") and not one["invalid"] and one["eligible"] == one["phone"] + one["paper"]:
            yield one["round"]


def opened(path: str) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print(__doc__)
        return 2
    found = findings(opened(arguments[0]))
    for one in found:
        print(f"{one.subject} {one.group}: {one.figure} {'follows: ' + one.why if one.why else 'does not follow'}")
    print(f"{len(found)} hidden figures, {sum(one.why == 'leak' for one in found)} leaks")
    return int(any(one.why == "leak" for one in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
