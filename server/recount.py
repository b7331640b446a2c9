"""The product's own check of an archive (`pingyi verify`): the recount that travels, from the product and not
from the archive, and beside it the product's counting, from the ballots up to every table.

Whatever an archive says is somebody's word: its document is read as if it were posted, its numbers are bounded.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import zip_longest
from typing import Any

from server.core.counting import GroupTally, SubjectTally, hidden_groups, tally_subject
from server.core.errors import InvalidDocument
from server.core.models import Meeting, Part, Subject, Vote
from server.core.record import compose, record_json
from server.papers import check_files, check_papers, csv, verify
from server.papers.check_counts import number
from server.papers.formats import FORMATS
from server.papers.tables import tables
from server.restored import NAMELESS, restored

Map = Mapping[str, Any]


def complaints(files: dict[str, bytes]) -> Iterator[str]:
    """What is wrong with an archive, a line each, by both recounts."""
    yield from verify.complaints(files)
    if set(verify.FILES) <= files.keys():
        try:
            yield from _recounted(files)
        except InvalidDocument as error:
            yield from (f"meeting.json: {fault.field}: {fault.zh} / {fault.en}" for fault in error.faults)
        except verify.UNREADABLE as error:
            yield f"pingyi: {type(error).__name__}: {error}: 内容不成格式 / not in the shape of an archive"


def _recounted(files: Mapping[str, bytes]) -> Iterator[str]:
    read = {name: json.loads(files[f"{name}.json"]) for name in ("meeting", "inputs", "tally", "log")}
    counting = Counting(read["tally"], read["inputs"]["hidden"])
    record = compose(restored(read, csv.read(files["ballots.csv"])[1:]), counting.count)
    found = json.loads(json.dumps(record_json(record)))
    yield from check_papers.differences(found, read["tally"], "tally.json", "pingyi")
    for table in tables(record):
        name = f"{table.name}.csv"
        yield from check_papers.unlike(name, csv.read(csv.written(table)), csv.read(files[name]))
    for kind, texts in _TEXTS.items():
        papers = (FORMATS[kind][0](record), files[f"results.{kind}"])
        should, has = (list(filter(None, map(check_files.words, texts(one)))) for one in papers)
        if should != has:
            yield f"results.{kind} (pingyi): {_first(should, has)}"


_TEXTS: dict[str, Callable[[bytes], list[str]]] = {
    "html": lambda content: [*check_files.page(content).paper.flow, *check_files.page(content).captions],
    "docx": lambda content: check_files.document(content).flow,
    "xlsx": lambda content: [cell for _, rows in check_files.workbook(content) for row in rows for cell in row],
}
"""All that a paper says, in its order."""


def _first(should: Sequence[str], found: Sequence[str]) -> str:
    """The first text that differs."""
    pairs = zip_longest(should, found, fillvalue="–")
    want, has = next((want, has) for want, has in pairs if want != has)
    return f"应为 / should be {want:.80}, 却是 / but is {has:.80}"


class Counting:
    """Counts a subject's ballots where those of hidden groups do not name them (`ballots`, `inputs`)."""

    def __init__(self, tally: Map, stated: Map) -> None:
        """`stated`: by subject id, what a weighted score is made of beside the ballots."""
        standing = [one for part in tally["parts"] for one in part["subjects"]]
        self.hidden = {one["id"]: [g["name"] for g in one["groups"] if g["suppressed"] is True] for one in standing}
        self.stated = stated

    def count(self, meeting: Meeting, part: Part, subject: Subject, votes: Mapping[Vote, int]) -> SubjectTally:
        tally = tally_subject(meeting, part, subject, self._named(meeting, part, subject, votes))
        hidden = [group for group in tally.groups if group.suppressed]
        if not any(group.weight for group in hidden):
            return tally
        stated = self.stated.get(subject.id, {})
        small = {group.name: "untrimmed" in stated for group in hidden}
        names = tuple(g.name for g in tally.groups if small.get(g.name, g.name in tally.untrimmed))
        exact = None if tally.blocked else _pooled(tally.groups, stated)
        return replace(tally, exact=exact, untrimmed=names)

    def _named(self, meeting: Meeting, part: Part, subject: Subject, votes: Mapping[Vote, int]) -> Counter[Vote]:
        """With a group for every ballot: those that name none are dealt out so that the same groups are hidden.
        Nothing that is shown hangs on which of them gets which."""
        voting = meeting.voting_groups(part)
        hidden = [index for index in voting if meeting.groups[index].name in self.hidden.get(subject.id, ())]
        named, loose = Counter[Vote](), list[Vote]()
        for vote, times in votes.items():
            if vote.group != NAMELESS:
                named[vote] += times
            elif vote.marks is None or all(mark is None for mark in vote.marks):
                named[replace(vote, group=voting[0])] += times
            else:
                loose += [vote] * times
        dealt = _dealt(len(loose), hidden, _sizes(named, voting), voting, meeting.rules.min_group)
        if len(dealt) != len(loose):
            raise ValueError(f"ballots.csv: {subject.id}: {len(loose)} ballots without a group")
        return named + Counter(replace(vote, group=group) for vote, group in zip(loose, dealt, strict=True))


def _sizes(votes: Mapping[Vote, int], voting: Sequence[int]) -> dict[int, int]:
    """Scored ballots of each group."""
    sizes = dict.fromkeys(voting, 0)
    for vote, times in votes.items():
        if vote.marks is not None and any(mark is not None for mark in vote.marks):
            sizes[vote.group] += times
    return sizes


def _dealt(
    count: int, hidden: Sequence[int], shown: Mapping[int, int], voting: Sequence[int], least: int
) -> Sequence[int]:
    """A group for each of `count` ballots, so that exactly `hidden` are hidden; none where there is no way."""
    even = [hidden[place % len(hidden)] for place in range(count)] if hidden else []
    uneven = [[one, *[other] * (count - 1)] for one in hidden for other in hidden if one != other]
    for dealt in (even, *uneven):
        came = Counter(dealt)
        places = hidden_groups([shown[index] + came[index] for index in voting], least)
        if {voting[place] for place in places} == set(hidden):
            return dealt
    return []


def _pooled(groups: Sequence[GroupTally], stated: Map) -> Fraction | None:
    """Σ w_g·mean_g / Σ w_g with the hidden groups as one (DOMAIN §5.3)."""
    means = [(group.weight, group.mean) for group in groups if group.weight and group.mean is not None]
    means.append((number(stated["weight"]), number(stated["mean"])))
    return sum((w * mean for w, mean in means), Fraction()) / sum(w for w, _ in means)
