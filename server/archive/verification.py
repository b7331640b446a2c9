"""The product's own check of an archive (`pingyi verify`): the recount that travels, from the product and not
from the archive, and beside it the product's counting, from the ballots up to every table.

Whatever an archive says is somebody's word: its document is read as if it were posted, its numbers are bounded.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from fractions import Fraction
from itertools import zip_longest
from typing import Any

from ..core.counting import GroupTally, SubjectTally, hidden_groups, tally_subject
from ..core.errors import InvalidDocument
from ..core.models import Meeting, Part, Subject, Vote
from ..core.record import compose, record_json
from ..exports.content.csv_tables import csv_tables
from ..exports.formats import FORMATS
from ..exports.writers import csv_writer
from .recount import check_files, check_office, check_papers, verify
from .recount.check_counts import number
from .snapshot_reader import NAMELESS, restored

Map = Mapping[str, Any]


def complaints(files: dict[str, bytes]) -> Iterator[str]:
    """What is wrong with an archive, a line each, by both recounts."""
    yield from verify.complaints(files)
    if set(verify.FILES) <= files.keys():
        try:
            yield from _recounted(files)
        except InvalidDocument as error:
            yield from (f"meeting.json: {fault.field}: {fault.zh} / {fault.en}" for fault in error.field_errors)
        except verify.UNREADABLE as error:
            yield f"pingyi: {type(error).__name__}: {error}: 内容不成格式 / not in the shape of an archive"


def _recounted(files: Mapping[str, bytes]) -> Iterator[str]:
    read = {name: json.loads(files[f"{name}.json"]) for name in ("meeting", "inputs", "tally", "log")}
    counting = ArchiveCount(read["tally"], read["inputs"]["hidden"])
    record = compose(restored(read, csv_writer.read_rows(files["ballots.csv"])[1:]), counting.count)
    found = json.loads(json.dumps(record_json(record)))
    yield from check_papers.differences(found, read["tally"], "tally.json", "pingyi")
    for table in csv_tables(record):
        name = f"{table.name}.csv"
        yield from check_papers.unlike(
            name, csv_writer.read_rows(csv_writer.write_table(table)), csv_writer.read_rows(files[name])
        )
    for kind, texts in _TEXTS.items():
        papers = (FORMATS[kind][0](record), files[f"results.{kind}"])
        should, has = (list(filter(None, map(check_files.words, texts(one)))) for one in papers)
        if should != has:
            yield f"results.{kind} (pingyi): {_first(should, has)}"


_TEXTS: dict[str, Callable[[bytes], list[str]]] = {
    "html": lambda content: [*check_files.page(content).paper.flow, *check_files.page(content).captions],
    "docx": lambda content: check_office.document(content).flow,
    "xlsx": lambda content: [cell for _, rows in check_office.workbook(content) for row in rows for cell in row],
}
"""All that a paper says, in its order."""


def _first(should: Sequence[str], found: Sequence[str]) -> str:
    """The first text that differs."""
    pairs = zip_longest(should, found, fillvalue="–")
    want, has = next((want, has) for want, has in pairs if want != has)
    return f"应为 / should be {want:.80}, 却是 / but is {has:.80}"


class ArchiveCount:
    """Counts a subject's ballots where those of hidden groups do not name them (`ballots`, `inputs`)."""

    def __init__(self, tally: Map, stated: Map) -> None:
        """`stated`: by subject id, what a weighted score is made of beside the ballots."""
        standing = [one for part in tally["parts"] for one in part["subjects"]]
        self.hidden = {one["id"]: {g["name"] for g in one["groups"] if g["suppressed"] is True} for one in standing}
        self.stated = stated

    def count(self, meeting: Meeting, part: Part, subject: Subject, votes: Mapping[Vote, int]) -> SubjectTally:
        """Ballots without a group are counted as the first hidden group's and none is hidden; then of the hidden
        ones is said what is known. ValueError where other groups would be hidden."""
        voting, names = meeting.voting_groups(part), self.hidden.get(subject.id, set())
        hidden = [place for place, index in enumerate(voting) if meeting.groups[index].name in names]
        first = voting[hidden[0] if hidden else 0]
        loose = sum(n for vote, n in votes.items() if vote.group == NAMELESS and _scores(vote))
        shown = replace(meeting, rules=replace(meeting.rules, min_group=1))
        tally = tally_subject(shown, part, subject, _placed(votes, first))
        sizes = [0 if place in hidden else group.ballots or 0 for place, group in enumerate(tally.groups)]
        if sum(sizes) + loose != tally.ballots or not hideable(loose, hidden, sizes, meeting.rules.min_group):
            raise ValueError(f"ballots.csv: {subject.id}: {loose} ballots without a group")
        return self._hiding(meeting, tally, names)

    def _hiding(self, meeting: Meeting, tally: SubjectTally, names: Set[str]) -> SubjectTally:
        """With these groups hidden; a weighted score has them as one (DOMAIN §5.3)."""
        groups = tuple(GroupTally(g.name, g.weight, None, None, True) if g.name in names else g for g in tally.groups)
        tally, stated = replace(tally, groups=groups), self.stated.get(tally.id, {})
        if not any(group.suppressed and group.weight for group in groups):
            return tally
        empty = tuple(name for name in tally.empty if name not in names)
        blocked = bool(empty) and meeting.rules.refuse_empty_group
        untrimmed = {*tally.untrimmed} - names | (names if "untrimmed" in stated else set())
        return replace(
            tally,
            exact=None if blocked else _pooled(groups, stated),
            untrimmed=tuple(group.name for group in groups if group.name in untrimmed),
            empty=empty,
            blocked=blocked,
        )


def _scores(vote: Vote) -> bool:
    return vote.marks is not None and any(mark is not None for mark in vote.marks)


def _placed(votes: Mapping[Vote, int], group: int) -> Counter[Vote]:
    placed = Counter[Vote]()
    for vote, times in votes.items():
        placed[replace(vote, group=group) if vote.group == NAMELESS else vote] += times
    return placed


def hideable(loose: int, hidden: Sequence[int], sizes: Sequence[int], least: int) -> bool:
    """Whether so many ballots can be those of the groups at these places, and exactly these are hidden (DOMAIN §5.9).
    `sizes`: scored ballots of every group, 0 of the hidden ones."""
    for split in _splits(loose, len(hidden), least):
        filled = dict(zip(hidden, split, strict=True))
        if hidden_groups([filled.get(place, size) for place, size in enumerate(sizes)], least) == set(hidden):
            return sum(split) == loose
    return False


def _splits(loose: int, groups: int, least: int) -> Iterator[Sequence[int]]:
    """Ballots of each hidden group: one way in which all are few, if there is any, and all in which one of two is
    few and hides the other."""
    yield [loose // groups + (place < loose % groups) for place in range(groups)]
    for few in range(1, min(least, loose)) if groups == 2 else ():
        yield few, loose - few
        yield loose - few, few


def _pooled(groups: Sequence[GroupTally], stated: Map) -> Fraction | None:
    """Σ w_g·mean_g / Σ w_g with the hidden groups as one (DOMAIN §5.3)."""
    means = [(group.weight, group.mean) for group in groups if group.weight and group.mean is not None]
    means.append((number(stated["weight"]), number(stated["mean"])))
    return sum((w * mean for w, mean in means), Fraction()) / sum(w for w, _ in means)
