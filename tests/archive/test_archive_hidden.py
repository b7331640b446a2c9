"""P25 against the archive: what its files reveal about small groups to someone who solves the equations."""

import csv
import io
import json
from collections import Counter
from fractions import Fraction
from itertools import combinations
from random import Random
from typing import Any

import pytest

from cards.form_files import forms
from server.archive.ballot_rows import ballots
from server.archive.inputs import ArchiveSource, inputs
from server.core import meeting_document
from server.core.attendance import Attendance
from server.core.composition import compose
from server.core.models import Additions, Meeting, Phase, Vote
from server.core.reconciliation import Cards
from server.core.record import LogHead, Snapshot
from server.core.record_json import record_json
from server.core.rounding import format_decimal
from server.core.rounds import CountedRound, Counts, Round, State
from tests.archive.sources import KEY

Map = dict[str, Any]
WEIGHTS = ("0.5", "0.3", "0.2")
Split = tuple[int, int]
"""A hypothesis about the first of two hidden groups: how many ballots it has, and the sum of their marks."""


def meeting_of_three_groups(weighted: bool) -> Meeting:
    groups = [
        {"name": name, **({"weight": weight} if weighted else {})} for name, weight in zip("ABC", WEIGHTS, strict=True)
    ]
    parts = [{"name": "上述", "form": "plain", "subjects": [{"name": "张三"}]}]
    document = {"title": "评议", "admission": "cards", "groups": groups, "parts": parts}
    return meeting_document.parse(document, forms("zh"), today="2022-12-20")


def published(weighted: bool, cast: list[Vote]) -> tuple[Map, Map, list[list[str]]]:
    """tally.json, inputs.json and the rows of ballots.csv for one round of one subject."""
    meeting = meeting_of_three_groups(weighted)
    round = Round("r1", 1, "上述", ("s1",), State.CLOSED, "t", "t", counts=Counts(len(cast), len(cast)))
    rounds = (CountedRound(round, (Counter(cast),)),)
    snapshot = Snapshot(
        "m1",
        meeting,
        Phase.LIVE,
        Attendance(),
        Additions(),
        Cards(len(cast), 0),
        rounds,
        LogHead(),
        meeting_document.dump(meeting),
    )
    record = compose(snapshot)
    rows = csv.reader(io.StringIO(ballots(snapshot, record).decode("utf-8-sig"), newline=""))
    stated: Map = json.loads(json.dumps(inputs(ArchiveSource(snapshot, (), len(cast), KEY), record)))
    tally: Map = json.loads(json.dumps(record_json(record)))
    return tally, stated, list(rows)[1:]


def random_votes(random: Random) -> list[Vote]:
    """Of a large first group and two that are too small to be shown."""
    sizes = (random.randint(6, 20), random.randint(1, 4), random.randint(1, 4))
    marks = (6, 7, 8, 8, 9, 9, 10)
    return [Vote(group, (random.choice(marks),)) for group, size in enumerate(sizes) for _ in range(size)]


def splits(rows: list[list[str]]) -> set[Split]:
    """Every way in which the unnamed rows can belong to two groups of 1 to 4 ballots."""
    unnamed = [int(row[5]) for row in rows if not row[3]]
    sizes = (size for size in range(1, len(unnamed)) if size <= 4 and len(unnamed) - size <= 4)
    return {(size, sum(first)) for size in sizes for first in combinations(unnamed, size)}


def pooled_mean(rows: list[list[str]], split: Split) -> Fraction:
    """The weighted mean of the hidden groups under a split."""
    unnamed = [int(row[5]) for row in rows if not row[3]]
    first, second = Fraction(split[1], split[0]), Fraction(sum(unnamed) - split[1], len(unnamed) - split[0])
    return (Fraction("0.3") * first + Fraction("0.2") * second) / Fraction("0.5")


@pytest.mark.parametrize("seed", range(60))
def test_p25_the_stated_exact_mean_reveals_no_more_than_the_printed_score(seed: int) -> None:
    """A weighted score reveals small groups to anyone who solves the equation (DOMAIN §5.9); the archive adds
    nothing."""
    cast = random_votes(Random(seed))
    tally, stated, rows = published(True, cast)
    shown = [int(row[5]) for row in rows if row[3]]
    printed_score = tally["parts"][0]["subjects"][0]["score"]
    exact_mean = Fraction(stated["hidden"]["s1"]["mean"])
    possible = splits(rows)
    by_score = {
        split
        for split in possible
        if format_decimal((Fraction(sum(shown), len(shown)) + pooled_mean(rows, split)) / 2, 3) == printed_score
    }
    by_mean = {split for split in possible if pooled_mean(rows, split) == exact_mean}
    first_hidden = [vote.marks[0] or 0 for vote in cast if vote.group == 1 and isinstance(vote.marks, tuple)]
    assert (len(first_hidden), sum(first_hidden)) in by_mean
    assert by_mean == by_score


@pytest.mark.parametrize("seed", range(20))
def test_p25_without_weights_every_split_of_the_unnamed_rows_remains_possible(seed: int) -> None:
    """Nothing in the archive depends on which hidden group a ballot is from."""
    random = Random(seed)
    cast = random_votes(random)
    shown, hidden = [vote for vote in cast if not vote.group], [vote for vote in cast if vote.group]
    random.shuffle(hidden)
    cut = random.randint(max(1, len(hidden) - 4), min(4, len(hidden) - 1))
    other_split = [Vote(1 if place < cut else 2, vote.marks) for place, vote in enumerate(hidden)]
    assert published(False, cast) == published(False, shown + other_split)
