"""The product's recount where ballots of hidden groups do not name them: every way in which sizes hide groups."""

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
from server.archive.snapshot_reader import read_snapshot
from server.archive.verification import ArchiveCount, hideable
from server.core import meeting_document
from server.core.counting import hidden_groups
from server.core.models import Additions, Attendance, Meeting, Phase, Vote
from server.core.record import Snapshot, compose, record_json
from server.core.rounds import CountedRound, Counts, Round, State
from tests.archive.sources import Logbook, Map, parsed
from tests.archive.test_verify import check_both

LEAST = 3
WEIGHTS = ("0.4", "0.3", "0.2", "0.1")


def meeting(groups: int, weighted: bool, **rules: object) -> Meeting:
    told: list[Map] = [{"name": f"{n}组"} for n in range(groups)]
    for group, weight in zip(told, WEIGHTS, strict=False):
        group.update({"weight": weight} if weighted else {})
    part = {"name": "上述", "form": "plain", "subjects": [{"name": "张三"}]}
    return parsed({"title": "评议", "date": "2022-12-20", "language": "zh", "groups": told, "parts": [part],
                   "admission": "cards", "rules": rules})  # fmt: skip


def held(meeting: Meeting, sizes: Sequence[int]) -> ArchiveSource:
    """One round in which so many of every group voted, no two groups alike."""
    book, total = Logbook("m1"), sum(sizes)
    book.write("admin", "create", title=meeting.title)
    book.write("desk", "phase", phase="live")
    book.write("desk", "cards", batch="b1", group="0组", count=90, recuse=None)
    opened = book.write("chair", "open", round="r1", part="上述", subjects=["s1"], seconds=60)
    closed = book.write("server", "counted", round="r1")
    votes = Counter(Vote(group, ((3 * n + group) % 10 + 1,)) for group, size in enumerate(sizes) for n in range(size))
    round = Round("r1", 1, "上述", ("s1",), State.CLOSED, opened, closed, counts=Counts(90, total))
    snapshot = Snapshot("m1", meeting, Phase.LIVE, Attendance(), Additions(), 90, 0, (CountedRound(round, (votes,)),),
                        closed, meeting_document.dump(meeting))  # fmt: skip
    return ArchiveSource(snapshot, tuple(book.lines), 90)


def told(value: object) -> Map:
    """As it arrives."""
    found: Map = json.loads(json.dumps(value))
    return found


def counted_again(source: ArchiveSource) -> tuple[Map, Map]:
    """tally.json as it was written and as it is counted from the rest of the archive."""
    snapshot, record = source.snapshot, compose(source.snapshot)
    tally, stated = told(record_json(record)), told(inputs(source, record))
    rows = list(csv.reader(io.StringIO(ballots(snapshot, record).decode("utf-8-sig"), newline="")))[1:]
    read = {"meeting": snapshot.document, "inputs": stated, "tally": tally, "log": source.log}
    return tally, told(record_json(compose(read_snapshot(read, rows), ArchiveCount(tally, stated["hidden"]).count)))


@pytest.mark.parametrize("rules", [{}, {"trim": 1}, {"empty_group": "refuse"}], ids=str)
@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize(("groups", "most"), [(1, 7), (2, 7), (3, 7), (4, 4)])
def test_whatever_the_sizes_of_groups_the_same_is_counted_again(
    groups: int, most: int, weighted: bool, rules: Map
) -> None:
    """Groups of up to `most` ballots where fewer than three are hidden: a small one drags a large one along or not."""
    room = meeting(groups, weighted, min_group=LEAST, **rules)
    for sizes in product(range(most + 1), repeat=groups):
        tally, again = counted_again(held(room, sizes))
        assert again == tally, sizes


@pytest.mark.parametrize(("sizes", "weighted"), [((3, 8, 8), False), ((4, 12, 12), True), ((12, 4, 12, 0), True)])
def test_both_recounts_are_content_where_a_small_group_drags_a_large_one_along(
    sizes: Sequence[int], weighted: bool
) -> None:
    assert check_both(contents(held(meeting(len(sizes), weighted), sizes))) == []


def fillings(loose: int, hidden: Sequence[int], sizes: Sequence[int]) -> Iterator[list[int]]:
    """Every way in which the ballots may be those of the hidden groups."""
    for split in product(range(loose + 1), repeat=len(hidden)):
        if sum(split) == loose:
            filled = dict(zip(hidden, split, strict=True))
            yield [filled.get(place, size) for place, size in enumerate(sizes)]


@pytest.mark.parametrize("groups", [1, 2, 3])
def test_only_groups_that_the_rule_can_have_hidden_are_taken_for_hidden(groups: int) -> None:
    hideables = 0
    for count in range(groups + 1):
        for hidden in combinations(range(groups), count):
            for sizes in product(*([0] if place in hidden else range(6) for place in range(groups))):
                for loose in range(10):
                    ways = fillings(loose, hidden, sizes)
                    right = any(hidden_groups(filled, LEAST) == set(hidden) for filled in ways)
                    assert hideable(loose, hidden, sizes, LEAST) == right, (loose, hidden, sizes)
                    hideables += right
    assert hideables
