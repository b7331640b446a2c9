"""The product's check of an archive (`pingyi verify`). First the independent recount, run from the product and not
from the archive; then the product's own counting, from the ballots to every table and paper.

An archive can come from anyone: its document is validated like a posted one, and its numbers are bounded.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..core.counting import SubjectTally, hidden_groups, tally_subject
from ..core.errors import InvalidDocument
from ..core.hidden_groups import POOLED, HiddenGroups
from ..core.models import Meeting, Part, Subject, Vote
from ..core.record import Record, compose, record_json
from ..exports.content.csv_tables import csv_tables
from ..exports.formats import FORMATS, PAPERS
from ..exports.writers import csv_writer
from .recount.archive_files import UNREADABLE, expected_files
from .recount.differences import differences, row_differences
from .recount.numbers import number
from .recount.verify import check_archive
from .snapshot_reader import read_snapshot

Map = Mapping[str, Any]
DIFFERENT_PAPER = "bytes differ from the paper written again; written by another version?"


def verify_archive(files: dict[str, bytes]) -> Iterator[str]:
    """One line for each difference; none if everything agrees."""
    yield from check_archive(files)
    if set(expected_files(files)) <= files.keys():
        try:
            yield from _count_again(files)
        except InvalidDocument as error:
            yield from (f"meeting.json: {fault.field}: {fault.zh} / {fault.en}" for fault in error.field_errors)
        except UNREADABLE as error:
            yield f"pingyi: {type(error).__name__}: {error}: 内容不成格式 / not in the shape of an archive"


def _count_again(files: Mapping[str, bytes]) -> Iterator[str]:
    archive = {name: json.loads(files[f"{name}.json"]) for name in ("meeting", "inputs", "tally", "log")}
    counting = ArchiveCount(archive["tally"], archive["inputs"]["hidden"])
    record = compose(read_snapshot(archive, csv_writer.read_rows(files["ballots.csv"])[1:]), counting.count)
    tally = json.loads(json.dumps(record_json(record)))
    yield from differences(tally, archive["tally"], "tally.json", "pingyi")
    for table in csv_tables(record):
        expected, actual = csv_writer.write_table(table), files[f"{table.name}.csv"]
        yield from row_differences(f"{table.name}.csv", csv_writer.read_rows(expected), csv_writer.read_rows(actual))
    yield from _papers(record, files)


def _papers(record: Record, files: Mapping[str, bytes]) -> Iterator[str]:
    """Equal records give equal bytes, so a paper is not read but written again. Another version of the product, or of
    a library that it writes papers with, may write other bytes; nobody can tell that from a forgery."""
    for kind in PAPERS:
        write, _ = FORMATS[kind]
        if write(record) != files[f"results.{kind}"]:
            yield f"results.{kind} (pingyi): 与重新生成的不同；由其他版本写成？ / {DIFFERENT_PAPER}"


class ArchiveCount:
    """Counts the ballots of a subject when those of hidden groups do not name their group."""

    def __init__(self, tally: Map, stated: Map) -> None:
        """`stated`: by subject id, the pooled weight and mean of its hidden groups (`inputs`)."""
        subjects = [subject for part in tally["parts"] for subject in part["subjects"]]
        self.hidden = {
            subject["id"]: {group["name"] for group in subject["groups"] if group["suppressed"] is True}
            for subject in subjects
        }
        self.stated = stated

    def count(
        self, meeting: Meeting, part: Part, subject: Subject, votes: Mapping[Vote, int], _: HiddenGroups
    ) -> SubjectTally:
        """Hides what tally.json hides. ValueError if the rule would hide other groups (DOMAIN §5.9)."""
        voting, names = meeting.voting_groups(part), self.hidden.get(subject.id, set())
        places = [place for place, index in enumerate(voting) if meeting.groups[index].name in names]
        sizes = Counter[int]()
        for vote, times in votes.items():
            sizes[vote.group] += times * vote.scored
        shown = [0 if place in places else sizes[index] for place, index in enumerate(voting)]
        if sum(shown) + sizes[POOLED] != sizes.total() or not hideable(
            sizes[POOLED], places, shown, meeting.rules.min_group
        ):
            raise ValueError(f"ballots.csv: {subject.id}: {sizes[POOLED]} ballots without a group")
        return tally_subject(meeting, part, subject, votes, self._hidden_groups(subject, [voting[p] for p in places]))

    def _hidden_groups(self, subject: Subject, groups: Sequence[int]) -> HiddenGroups:
        stated = self.stated.get(subject.id, {})
        mean = number(stated["mean"]) if "mean" in stated else None
        return HiddenGroups(tuple(groups), mean, "untrimmed" in stated)


def hideable(unnamed: int, hidden: Sequence[int], sizes: Sequence[int], least: int) -> bool:
    """Whether `unnamed` ballots can be those of the groups at the places `hidden`, so that the rule hides exactly
    these (DOMAIN §5.9). `sizes`: scored ballots by group, 0 for hidden ones; `least`: the smallest shown size."""
    for split in _splits(unnamed, len(hidden), least):
        filled = dict(zip(hidden, split, strict=True))
        if hidden_groups([filled.get(place, size) for place, size in enumerate(sizes)], least) == set(hidden):
            return sum(split) == unnamed
    return False


def _splits(ballots: int, groups: int, least: int) -> Iterator[Sequence[int]]:
    """Sizes of the hidden groups to try: as equal as possible, which makes all of them small if any split does; and,
    for two, each in which one is small and hides the other."""
    yield [ballots // groups + (place < ballots % groups) for place in range(groups)]
    for small in range(1, min(least, ballots)) if groups == 2 else ():
        yield small, ballots - small
        yield ballots - small, small
