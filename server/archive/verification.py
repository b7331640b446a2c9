"""The product's check of an archive (`pingyi verify`). First the independent recount, run from the product and not
from the archive; then the product's own: the signature with `cryptography`, the count from the ballots to every table,
and every paper and script, as this version writes them or as an earlier one has.

An archive can come from anyone: its document is validated like a posted one, and its numbers are bounded.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..core.ballot_scores import is_scored
from ..core.composition import compose
from ..core.counting import tally_subject
from ..core.errors import InvalidDocument
from ..core.hidden_groups import POOLED, HiddenGroups, hidden_groups
from ..core.languages import known, pair
from ..core.models import Meeting, Part, Subject, Vote
from ..core.record import Record, Snapshot
from ..core.record_json import record_json
from ..core.signing import is_signed
from ..core.tallies import SubjectTally
from ..exports.content.csv_tables import csv_tables
from ..exports.writers import csv_writer
from .builder import json_file
from .paper_comparison import read_differences, written_differences
from .recount.archive_files import (
    PUBLIC_KEY,
    SIGNATURE,
    SIGNED_FORMAT,
    SUMS,
    UNREADABLE,
    expected_files,
    format_of,
    language_of,
    parse_json,
)
from .recount.differences import differences, row_differences
from .recount.numbers import number
from .recount.sentences import speaker
from .recount.signature import key_digest
from .recount.verify import check_archive
from .releases import Release, builds_of
from .snapshot_reader import read_snapshot

Map = Mapping[str, Any]
Say = Callable[..., str]


def verify_archive(files: dict[str, bytes], key: str | None = None) -> Iterator[str]:
    """One line for each difference; none if everything agrees. `key`: the digest of the key on the paper, if given."""
    say = speaker(language_of(files))
    yield from check_archive(files, key)
    if format_of(files) >= SIGNED_FORMAT and not _is_signed(files):
        yield f"{SIGNATURE} (pingyi): {say('signature_differs')}"
    if set(expected_files(files)) <= files.keys():
        try:
            yield from _count_again(files, say)
        except InvalidDocument as error:
            own, international = pair(known(language_of(files)))
            yield from (
                f"meeting.json: {fault.field}: {fault.text(own)} / {fault.text(international)}"
                for fault in error.field_errors
            )
        except UNREADABLE as error:
            yield f"pingyi: {type(error).__name__}: {error}: {say('malformed')}"


def _is_signed(files: Mapping[str, bytes]) -> bool:
    try:
        public, signature = (bytes.fromhex(files[name].decode("ascii")) for name in (PUBLIC_KEY, SIGNATURE))
    except (LookupError, ValueError):
        return False
    return is_signed(public, signature, files.get(SUMS, b""))


def _count_again(files: dict[str, bytes], say: Say) -> Iterator[str]:
    archive = {name: parse_json(files[f"{name}.json"]) for name in ("meeting", "inputs", "tally", "log")}
    counting = ArchiveCount(archive["tally"], archive["inputs"]["hidden"])
    ballots = csv_writer.read_rows(files["ballots.csv"])[1:]
    snapshot = read_snapshot(archive, ballots, key_digest(files) or "", format_of(files))
    record = compose(snapshot, counting.count)
    yield from differences(parse_json(json_file(record_json(record))), archive["tally"], "tally.json", say, "pingyi")
    builds = builds_of(files, archive["inputs"].get("version"))
    compared = (list(_paper_differences(snapshot, record, build, files, say)) for build in builds)
    yield from _fewest(compared)


def _fewest(compared: Iterable[list[str]]) -> list[str]:
    """Of the comparison that finds the fewest differences; those after one that finds none are not made."""
    all_found = list[list[str]]()
    for found in compared:
        if not found:
            return []
        all_found.append(found)
    return min(all_found, key=len)


def _paper_differences(
    snapshot: Snapshot, record: Record, build: Release | None, files: dict[str, bytes], say: Say
) -> Iterator[str]:
    """From what this build writes, or what an earlier one wrote."""
    if build is None:
        yield from _table_differences(record, files, say)
        yield from written_differences(snapshot, record, files, say)
    else:
        in_its_words = build.in_its_words(record)
        yield from _table_differences(in_its_words, files, say)
        yield from read_differences(in_its_words, files, build, say)


def _table_differences(record: Record, files: Mapping[str, bytes], say: Say) -> Iterator[str]:
    for table in csv_tables(record):
        name = f"{table.name}.csv"
        expected, actual = map(csv_writer.read_rows, (csv_writer.write_table(table), files[name]))
        yield from row_differences(name, expected, actual, say)


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
            sizes[vote.group] += times * is_scored(part, vote.marks)
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
