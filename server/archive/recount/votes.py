"""Parts that are decided by votes (DECIDE §3): bases, shares, grades, seats, written names, and figures."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from .numbers import number, round_half_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .archive_files import Map
    from .ballots import Ballot
    from .differences import Mentions
    from .forms import Form


class Turnout(NamedTuple):
    """Of the round that counts for a subject: the people who should vote and who were present, None while unknown, and
    its ballots."""

    expected: int | None
    present: int | None
    valid: int
    spoiled: int


def turnout(document: Map, inputs: Map, part: Map, round: Map) -> Turnout:
    attendance = attendance_of(inputs, round)
    valid = round["phone"] + round["paper"] - (round["invalid"] or 0)
    return Turnout(expected(document, part), present(document, part, attendance), valid, round["invalid"] or 0)


def attendance_of(inputs: Map, round: Map) -> Map:
    """The one that the round has kept, otherwise the meeting's."""
    kept: Map | None = round.get("attendance")
    meeting: Map = inputs["attendance"]
    return meeting if kept is None or kept["present"] is None else kept


def _voting(document: Map, part: Map) -> list[Map]:
    return [group for group in document["groups"] if group["name"] in part["groups"]]


def expected(document: Map, part: Map) -> int | None:
    groups = _voting(document, part)
    if len(groups) == len(document["groups"]):
        return document["expected"]  # type: ignore[no-any-return]
    sizes = [group["size"] for group in groups if group.get("size") is not None]
    return sum(sizes) if len(sizes) == len(groups) else None


def present(document: Map, part: Map, attendance: Map) -> int | None:
    groups = _voting(document, part)
    if len(groups) == len(document["groups"]):
        return attendance["present"]  # type: ignore[no-any-return]
    known = attendance.get("groups", {})
    if not all(group["name"] in known for group in groups):
        return None
    return sum(int(known[group["name"]]["present"]) for group in groups)


def missing(document: Map, part: Map, base: str, is_counted: bool, people: Turnout | None) -> list[str]:
    """`awaits`: the numbers that the base needs."""
    groups = document["groups"]
    if base == "expected":
        if len(_voting(document, part)) == len(groups):
            return ["expected"] if document["expected"] is None else []
        unsized = [place for place, group in enumerate(groups) if group.get("size") is None]
        return [f"groups[{place}].size" for place in unsized if groups[place]["name"] in part["groups"]]
    if base == "present" and is_counted and people is not None and people.present is None:
        return ["present"]
    return []


class ItemVotes:
    """The ballots on one subject, by their mark on one item."""

    def __init__(self, words: Counter[str], abstained: int, invalid: int, people: Turnout) -> None:
        self.words, self.people = words, people
        marked = words.total()
        valid = marked + abstained
        self.bases = {
            "expected": people.expected,
            "present": people.present,
            "returned": valid + invalid + people.spoiled,
            "valid": valid,
            "marked": marked,
        }

    def share(self, words: Iterable[str], basis: str | Sequence[str]) -> Share:
        base = self.bases[basis] if isinstance(basis, str) else sum(self.words[word] for word in basis)
        is_people = basis in ("expected", "present")
        returned = self.bases["returned"] or 0
        is_too_small = is_people and base is not None and base < returned
        return Share(sum(self.words[word] for word in words), basis, base, is_too_small, returned)


class Share(NamedTuple):
    """`votes` of the `base` that `basis` names. `is_too_small`: more ballots were returned than the base has people."""

    votes: int
    basis: str | Sequence[str]
    base: int | None
    is_too_small: bool
    returned: int

    @property
    def value(self) -> Fraction | None:
        return None if not self.base or self.is_too_small else Fraction(self.votes, self.base)

    @property
    def percent(self) -> str | None:
        return None if self.value is None else round_half_up(100 * self.value, 2)

    @property
    def json(self) -> Map:
        basis = self.basis if isinstance(self.basis, str) else list(self.basis)
        return {"count": self.votes, "basis": basis, "base": self.base, "share": self.percent}


def item_votes(form: Form, key: str, ballots: Mapping[Ballot, int], people: Turnout) -> ItemVotes:
    place = [item["key"] for item in form.items].index(key)
    words: Counter[str] = Counter()
    abstained = invalid = 0
    for ballot, times in ballots.items():
        if ballot.state == "invalid":
            invalid += times
        elif ballot.state != "recused":
            mark = ballot.marks[place]
            if mark is None:
                abstained += times
            else:
                words[form.scales[place].label(mark)] += times
    return ItemVotes(words, abstained, invalid, people)


def written_votes(form: Form, count: int, people: Turnout) -> ItemVotes:
    """A written name: nobody abstains, so every valid ballot is marked."""
    votes = ItemVotes(Counter({form.write_in["as"]: count}), people.valid - count, 0, people)
    votes.bases["marked"] = people.valid
    return votes


def figures(part: Map, form: Form, ballots: Mapping[Ballot, int], people: Turnout) -> list[Map]:
    rows = []
    for figure in part.get("figures", []):
        votes = item_votes(form, figure["item"], ballots, people)
        rows.append({"name": figure["name"], **votes.share(figure["of"], figure["base"]).json})
    return rows


def needed(rule: Map, base: int | None) -> int | None:
    """The least count that the rule's threshold lets pass: found by trying."""
    if not base or not ("at_least" in rule or "over" in rule):
        return None
    bound = number(rule.get("at_least", rule.get("over")))
    count = max(int(bound * base), 1 if "seats" in rule else 0)
    while not passes(rule, Fraction(count, base)):
        count += 1
    return count


def passes(rule: Map, share: Fraction) -> bool:
    if "at_least" in rule:
        return share >= number(rule["at_least"])
    return "over" not in rule or share > number(rule["over"])


class Competitor:
    """A subject or a written name. `key` orders them: the higher comes first. `grade` and `steps`, the rules that were
    applied to it, are filled in by `grade_all`."""

    def __init__(
        self, name: str | Mentions, decide: Map, votes: ItemVotes, key: tuple[tuple[int, Fraction], ...]
    ) -> None:
        self.name, self.decide, self.votes, self.key = name, decide, votes, key
        self.grade: str | None = None
        self.steps: list[tuple[Map, str]] = []

    def share(self, rule: Map) -> Share:
        return self.votes.share(rule.get("of", []), self.decide["base"])

    @property
    def first(self) -> Share:
        return self.share(self.decide["rules"][0])

    @property
    def ranking_votes(self) -> int:
        """Those that rank it: for the rule that fills seats, otherwise for the first rule."""
        return self.share(ranking_rule(self.decide)).votes

    @property
    def is_open(self) -> bool:
        """Whether a number is missing or cannot be right."""
        return self.first.base is None or self.first.is_too_small

    def ended(self, how: str) -> bool:
        return bool(self.steps) and self.steps[-1][1] == how

    @property
    def json(self) -> Map:
        return {**self.first.json, "needed": needed(self.decide["rules"][0], self.first.base)}


def ranking_rule(decide: Map) -> Map:
    rules: list[Map] = decide["rules"]
    return next((rule for rule in rules if "seats" in rule), rules[0])


def grade_all(decide: Map, competitors: Sequence[Competitor]) -> None:
    """The first rule that holds gives the grade; the last always holds."""
    *rules, last = decide["rules"]
    rest = [one for one in competitors if one.first.value is not None]
    for rule in rules:
        if "seats" in rule and any(one.is_open for one in competitors):
            return
        for one in rest:
            share = one.share(rule)
            holds = passes(rule, share.value or Fraction()) and ("seats" not in rule or share.votes > 0)
            one.steps.append((rule, "held" if holds else "failed"))
        if "seats" in rule:
            _seat(rule, [one for one in rest if one.ended("held")])
        for one in rest:
            if one.ended("held"):
                one.grade = rule["grade"]
        rest = [one for one in rest if one.ended("failed")]
    for one in rest:
        one.grade = last["grade"]


def _seat(rule: Map, holding: list[Competitor]) -> None:
    """The first `seats` keep the grade; where the last seat is tied, nobody of the tied does."""
    ordered, seats = sorted(holding, key=lambda one: one.key, reverse=True), rule["seats"]
    beyond = ordered[seats:]
    if not beyond:
        return
    is_tie = ordered[seats - 1].key == beyond[0].key
    for one in ordered:
        if is_tie and one.key == beyond[0].key:
            one.steps[-1] = (rule, "tied")
    for one in beyond:
        if not one.ended("tied"):
            one.steps[-1] = (rule, "failed")
