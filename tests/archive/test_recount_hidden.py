"""The product's recount if ballots do not name their hidden group: all sizes of groups, and what they hide."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, product

import pytest

from server.archive.ballot_rows import ballots
from server.archive.builder import contents
from server.archive.inputs import ArchiveSource, inputs
from server.archive.recount.archive_files import FORMAT
from server.archive.snapshot_reader import read_snapshot
from server.archive.verification import ArchiveCount, hideable
from server.core import meeting_document
from server.core.attendance import Attendance
from server.core.composition import compose
from server.core.hidden_groups import hidden_groups
from server.core.models import Additions, Meeting, Phase, Vote
from server.core.reconciliation import Cards
from server.core.record import Snapshot
from server.core.record_json import record_json
from server.core.rounds import CountedRound, Counts, Round, State
from tests.archive.source_documents import Map
from tests.archive.sources import KEY, Logbook, parse_meeting
from tests.archive.test_verify import check_both
from tests.proof_scale import spread

LEAST = 3
SIZES = 90
"""Combinations of sizes in an everyday run; `scripts/prove` tries all."""
WEIGHTS = ("0.4", "0.3", "0.2", "0.1")


def meeting_of(groups: int, weighted: bool, **rules: object) -> Meeting:
    part = {"name": "上述", "form": "plain", "subjects": [{"name": "张三"}]}
    document = {
        "title": "评议",
        "date": "2022-12-20",
        "language": "zh",
        "groups": [{"name": f"{n}组", **({"weight": WEIGHTS[n]} if weighted else {})} for n in range(groups)],
        "parts": [part],
        "admission": "cards",
        "rules": rules,
    }
    return parse_meeting(document)


def source_of(meeting: Meeting, sizes: Sequence[int]) -> ArchiveSource:
    """One round with so many ballots of each group, whose marks differ by group."""
    book, total = Logbook("m1"), sum(sizes)
    book.write("admin", "create", title=meeting.title)
    book.write("desk", "phase", phase="live")
    book.write("desk", "cards", batch="b1", group="0组", count=90, recuse=None)
    opened = book.write("chair", "open", round="r1", part="上述", subjects=["s1"], seconds=60)
    closed = book.write("server", "counted", round="r1")
    votes = Counter(Vote(group, ((3 * n + group) % 10 + 1,)) for group, size in enumerate(sizes) for n in range(size))
    round = Round("r1", 1, "上述", ("s1",), State.CLOSED, opened, closed, counts=Counts(90, total))
    rounds = (CountedRound(round, (votes,)),)
    document = meeting_document.dump(meeting)
    snapshot = Snapshot(
        "m1",
        meeting,
        Phase.LIVE,
        Attendance(),
        Additions(),
        Cards(90, 0),
        rounds,
        book.head(),
        document,
        signer=KEY.digest,
    )
    return ArchiveSource(snapshot, tuple(book.lines), 90, KEY)


def as_json(value: object) -> Map:
    """As it is read from the archive."""
    parsed: Map = json.loads(json.dumps(value))
    return parsed


def recount(source: ArchiveSource) -> tuple[Map, Map]:
    """tally.json as it is written, and as it is counted from the other files of the archive."""
    snapshot, record = source.snapshot, compose(source.snapshot)
    tally, stated = as_json(record_json(record)), as_json(inputs(source, record))
    rows = list(csv.reader(io.StringIO(ballots(snapshot, record).decode("utf-8-sig"), newline="")))[1:]
    archive = {"meeting": snapshot.document, "inputs": stated, "tally": tally, "log": source.log}
    counting = ArchiveCount(tally, stated["hidden"])
    return tally, as_json(record_json(compose(read_snapshot(archive, rows, KEY.digest, FORMAT), counting.count)))


@pytest.mark.scaled(8)
@pytest.mark.parametrize("rules", [{}, {"trim": 1}, {"empty_group": "refuse"}], ids=str)
@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize(("groups", "most"), [(1, 7), (2, 7), (3, 7), (4, 4)])
def test_a_recount_gives_the_same_tally_whatever_the_sizes_of_the_groups(
    groups: int, most: int, weighted: bool, rules: Map
) -> None:
    """Groups of 0 to `most` ballots, of which fewer than three hide a group, and perhaps the next smallest with it."""
    meeting = meeting_of(groups, weighted, min_group=LEAST, **rules)
    for sizes in spread(product(range(most + 1), repeat=groups), SIZES):
        tally, recounted = recount(source_of(meeting, sizes))
        assert recounted == tally, sizes


@pytest.mark.parametrize(("sizes", "weighted"), [((3, 8, 8), False), ((4, 12, 12), True), ((12, 4, 12, 0), True)])
def test_both_recounts_agree_with_an_archive_in_which_a_small_group_hides_a_large_one(
    sizes: Sequence[int], weighted: bool
) -> None:
    assert check_both(contents(source_of(meeting_of(len(sizes), weighted), sizes))) == []


def possible_sizes(unnamed: int, hidden: Sequence[int], sizes: Sequence[int]) -> Iterator[list[int]]:
    """The sizes of all groups, for every way to distribute the unnamed ballots among the hidden groups."""
    for split in product(range(unnamed + 1), repeat=len(hidden)):
        if sum(split) == unnamed:
            filled = dict(zip(hidden, split, strict=True))
            yield [filled.get(place, size) for place, size in enumerate(sizes)]


@pytest.mark.parametrize("groups", [1, 2, 3])
def test_exactly_the_groups_that_the_rule_can_have_hidden_are_accepted_as_hidden(groups: int) -> None:
    accepted = 0
    for count in range(groups + 1):
        for hidden in combinations(range(groups), count):
            for sizes in product(*([0] if place in hidden else range(6) for place in range(groups))):
                for unnamed in range(10):
                    possible = possible_sizes(unnamed, hidden, sizes)
                    by_rule = any(hidden_groups(filled, LEAST) == set(hidden) for filled in possible)
                    assert hideable(unnamed, hidden, sizes, LEAST) == by_rule, (unnamed, hidden, sizes)
                    accepted += by_rule
    assert accepted
