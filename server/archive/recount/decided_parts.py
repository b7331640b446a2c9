"""A part with `decide` in tally.json: its outcome, written names and subjects, and the results of its persons."""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from .differences import Mentions, mentions
from .forms import Form
from .numbers import number, shortest
from .persons import name_and_unit
from .votes import Competitor, figures, grade_all, item_votes, missing, turnout, written_votes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .archive_files import Map
    from .ballots import Ballot
    from .votes import Share


def rounds_by_subject(inputs: Map) -> dict[str, Map]:
    """The round that counts: the latest that is not void."""
    return {sid: round for round in inputs["rounds"] if round["state"] != "voided" for sid in round["subjects"]}


class PartVotes:
    """The votes of one part. `ids`: of its subjects; `ballots` by subject id."""

    def __init__(self, document: Map, inputs: Map, place: int, ballots: Mapping[str, Mapping[Ballot, int]]) -> None:
        self.document, self.inputs, self.part = document, inputs, document["parts"][place]
        self.form, self.ids = Form(document, self.part), document["ids"][place]
        self.decide = self.part.get("decide")
        rounds = rounds_by_subject(inputs)
        self.rounds = {sid: rounds[sid] for sid in self.ids if sid in rounds}
        self.seen = {sid: round for sid, round in self.rounds.items() if round["shown"]}
        self.people = {sid: turnout(document, inputs, self.part, round) for sid, round in self.seen.items()}
        self.ballots = {sid: ballots.get(sid, Counter()) for sid in self.seen}
        self.subjects: dict[str, Competitor] = {}
        self.names: list[tuple[list[str], Competitor]] = []
        if self.decide:
            self.subjects = {sid: self._subject(sid) for sid in self.seen}
            self.names = list(self._names())
            grade_all(self.decide, self.competitors)

    @property
    def competitors(self) -> list[Competitor]:
        return [*self.subjects.values(), *(name for _, name in self.names)]

    def _subject(self, sid: str) -> Competitor:
        subject = self.part["subjects"][self.ids.index(sid)]
        same = [other for other in self._seen_subjects() if other["name"] == subject["name"]]
        name, unit = subject["name"], subject["unit"]
        label = name_and_unit(self.document, name, unit) if len(same) > 1 and unit else name
        votes = item_votes(self.form, self.decide["item"], self.ballots[sid], self.people[sid])
        competitor = Competitor(label, self.decide, votes, ())
        competitor.key = tuple(self._key(key, sid, competitor) for key in self._rank())
        return competitor

    def _seen_subjects(self) -> list[Map]:
        return [self.part["subjects"][self.ids.index(sid)] for sid in self.seen]

    def _rank(self) -> list[str]:
        return self.decide["rank"] or []

    def _key(self, key: str, sid: str, competitor: Competitor) -> tuple[int, Fraction]:
        """A missing value comes after every other one."""
        if key == "votes":
            return (1, Fraction(competitor.ranking_votes))
        mean = self._mean(key[len("item:") :], self.ballots[sid])
        return (0, Fraction()) if mean is None else (1, mean)

    def _mean(self, key: str, ballots: Mapping[Ballot, int]) -> Fraction | None:
        place = [item["key"] for item in self.form.items].index(key)
        cast = [(ballot.marks[place], times) for ballot, times in ballots.items()]
        marks = [(self.form.scales[place].value(mark), times) for mark, times in cast if mark is not None]
        points = sum((value * times for value, times in marks), Fraction())
        return points / sum(times for _, times in marks) if marks else None

    def _names(self) -> Iterator[tuple[list[str], Competitor]]:
        """The names in the latest round that may be seen, most frequent first."""
        last = max(self.seen, key=lambda sid: self.seen[sid]["number"], default=None)
        if last is None or not self.form.write_in:
            return
        merges = self.inputs.get("merges", {}).get(self.part["name"], {})
        spellings: defaultdict[str, set[str]] = defaultdict(set)
        counts: Counter[str] = Counter()
        for names in self.seen[last].get("write_ins", []):
            merged = {name: merges.get(name, name) for name in names}
            counts.update(set(merged.values()))
            for name, target in merged.items():
                spellings[target].add(name)
        base = self.decide["base"] if isinstance(self.decide["base"], str) else "valid"
        for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
            votes = written_votes(self.form, count, self.people[last])
            one = Competitor(name, {**self.decide, "base": base}, votes, ())
            first = (1, Fraction(one.ranking_votes))
            one.key = tuple(first if key == "votes" else (0, Fraction()) for key in self._rank())
            yield sorted(spellings[name]), one

    def fields(self) -> Map:
        """What the part has in addition in edition 2."""
        names = [self._name(spellings, one) for spellings, one in self.names]
        return {"again": self.part.get("again"), "outcome": self._outcome(), "write_ins": names}

    def _name(self, spellings: list[str], one: Competitor) -> Map:
        share = one.votes.share([self.form.write_in["as"]], one.decide["base"])
        numbers = {"count": share.votes, "base": share.base, "share": share.percent}
        return {"name": one.name, "spellings": spellings, **numbers, "grade": one.grade}

    def _outcome(self) -> Map | None:
        rule = next((rule for rule in self.decide["rules"] if "seats" in rule), None) if self.decide else None
        everybody = sorted(self.competitors, key=lambda one: one.key, reverse=True)
        known = any(one.first.value is not None for one in everybody)
        if rule is None or not known or any(one.is_open for one in everybody):
            return None
        elected = [one.name for one in everybody if one.steps and one.steps[-1] == (rule, "held")]
        tied = [one.name for one in everybody if one.ended("tied")]
        again = self._run_off()
        return {
            "grade": rule["grade"],
            "seats": rule["seats"],
            "filled": len(elected),
            "open": rule["seats"] - len(elected),
            "elected": elected,
            "tied": tied,
            "again": None if again is None else again["name"],
        }

    def _run_off(self) -> Map | None:
        parts = [part for part in self.document["parts"] if part.get("again") == self.part["name"]]
        return parts[-1] if parts else None

    def subject_fields(self, sid: str) -> Map:
        """What a subject has in addition in edition 2."""
        one = self.subjects.get(sid)
        shares = figures(self.part, self.form, self.ballots[sid], self.people[sid]) if sid in self.seen else []
        return {
            "bases": None if one is None else one.votes.bases,
            "votes": None if one is None else one.json,
            "figures": shares,
        }

    def results(self) -> list[tuple[str, Map]]:
        """The subjects' rows in `results`, by rank, each with its id; without `roster` and `subject`."""
        keys = [one.key for one in self.subjects.values()]
        ranks = {
            sid: 1 + sum(other > one.key for other in keys) if self._rank() else None
            for sid, one in self.subjects.items()
        }
        rows = [(sid, self._result(sid, ranks.get(sid))) for sid in self.ids]
        return sorted(rows, key=lambda row: (row[1]["rank"] is None, row[1]["rank"]))

    def _result(self, sid: str, rank: int | None) -> Map:
        one = self.subjects.get(sid)
        awaits = self._awaits(sid)
        reasons = [("votes", _reason(rule, how, one.share(rule))) for rule, how in one.steps] if one else []
        reasons += [("flag", mentions(flag)) for flag in self.inputs["flags"].get(sid, [])]
        return {
            "ids": [sid],
            "rank": rank,
            "parts": {},
            "adjustments": [],
            "score": None,
            "votes": None if one is None else {"part": self.part["name"], **one.json},
            "grade": None if one is None else one.grade,
            "grades": list(dict.fromkeys(rule["grade"] for rule in self.decide["rules"])),
            "awards": [],
            "awaits": awaits,
            "reasons": [{"code": code, "text": text} for code, text in reasons],
            "remarks": [{"code": code, "text": text} for code, text in self._remarks(sid, one, awaits)],
            "decided": self.inputs["decisions"].get(sid),
        }

    def _awaits(self, sid: str) -> list[str]:
        names = missing(self.document, self.part, self.decide["base"], sid in self.seen, self.people.get(sid))
        if sid not in self.seen:
            return [*names, "round"]
        again, subject = self._run_off(), self.part["subjects"][self.ids.index(sid)]
        listed = [(other["name"], other["unit"]) for other in again["subjects"]] if again else []
        is_waiting = self.subjects[sid].ended("tied") and (subject["name"], subject["unit"]) not in listed
        return [*names, "again"] if is_waiting else names

    def _remarks(self, sid: str, one: Competitor | None, awaits: list[str]) -> Iterator[tuple[str, Mentions]]:
        if one is None:
            yield "waiting", mentions(self.part["name"])
        for name in awaits:
            if name in ("expected", "present"):
                yield "awaits", mentions()
            elif name.startswith("groups"):
                place = int(name[len("groups[") : -len("].size")])
                yield "awaits", mentions(self.document["groups"][place]["name"])
        if one is not None and one.first.is_too_small:
            yield "contradicted", mentions(one.first.returned, one.first.base)
        elif one is not None and one.first.base == 0:
            yield "no_base", mentions()
        if one is not None and one.ended("tied"):
            again = None if "again" in awaits else self._run_off()
            yield "again", mentions() if again is None else mentions(again["name"])


def _reason(rule: Map, how: str, share: Share) -> Mentions:
    """The words, both numbers, and the threshold, or the seats where those decide."""
    text = (*rule["of"], f"{share.votes}/{share.base}", share.percent)
    lost_seat = "seats" in rule and how != "held" and passes_threshold(rule, share)
    return mentions(*text, rule["seats"] if lost_seat or not bound_text(rule) else bound_text(rule))


def passes_threshold(rule: Map, share: Share) -> bool:
    value = share.value or Fraction()
    if "at_least" in rule:
        return share.votes > 0 and value >= number(rule["at_least"])
    return "over" in rule and share.votes > 0 and value > number(rule["over"])


def bound_text(rule: Map) -> str:
    """The threshold: 1/2, 2/3, 85%; "" without one."""
    if not ("at_least" in rule or "over" in rule):
        return ""
    bound = number(rule.get("at_least", rule.get("over")))
    percent = shortest(bound * 100)
    if 2 <= bound.denominator <= 10 or "/" in percent:
        return f"{bound.numerator}/{bound.denominator}"
    return f"{percent}%"
