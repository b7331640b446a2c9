"""P25 against the archive: what somebody finds out of small groups who takes everything in it and does the algebra."""

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
from server.core.models import Additions, Attendance, Meeting, Phase, Vote
from server.core.record import Snapshot, compose, record_json
from server.core.rounding import format_decimal
from server.core.rounds import CountedRound, Counts, Round, State

Map = dict[str, Any]
WEIGHTS = ("0.5", "0.3", "0.2")
Split = tuple[int, int]
"""How many ballots the first hidden group has, and their sum."""


def meeting(weighted: bool) -> Meeting:
    groups = [{"name": name, "weight": weight} for name, weight in zip("ABC", WEIGHTS, strict=True)]
    told = groups if weighted else [{"name": group["name"]} for group in groups]
    parts = [{"name": "上述", "form": "plain", "subjects": [{"name": "张三"}]}]
    asked = {"title": "评议", "admission": "cards", "groups": told, "parts": parts}
    return meeting_document.parse(asked, forms("zh"), today="2022-12-20")


def archived(weighted: bool, cast: list[Vote]) -> tuple[Map, Map, list[list[str]]]:
    """tally.json, inputs.json and the rows of ballots.csv of one round of one subject."""
    held = meeting(weighted)
    round = Round("r1", 1, "上述", ("s1",), State.CLOSED, "t", "t", counts=Counts(len(cast), len(cast)))
    rounds = (CountedRound(round, (Counter(cast),)),)
    snapshot = Snapshot(
        "m1", held, Phase.LIVE, Attendance(), Additions(), len(cast), 0, rounds, "t", meeting_document.dump(held)
    )
    record = compose(snapshot)
    rows = csv.reader(io.StringIO(ballots(snapshot, record).decode("utf-8-sig"), newline=""))
    told: Map = json.loads(json.dumps(inputs(ArchiveSource(snapshot, (), len(cast)), record)))
    tally: Map = json.loads(json.dumps(record_json(record)))
    return tally, told, list(rows)[1:]


def drawn(random: Random) -> list[Vote]:
    """A large first group and two that are too small to be shown."""
    sizes = (random.randint(6, 20), random.randint(1, 4), random.randint(1, 4))
    marks = (6, 7, 8, 8, 9, 9, 10)
    return [Vote(group, (random.choice(marks),)) for group, size in enumerate(sizes) for _ in range(size)]


def splits(rows: list[list[str]]) -> set[Split]:
    """Every way in which the rows without a group may belong to two groups of 1 to 4."""
    loose = [int(row[5]) for row in rows if not row[3]]
    sizes = (size for size in range(1, len(loose)) if size <= 4 and len(loose) - size <= 4)
    return {(size, sum(some)) for size in sizes for some in combinations(loose, size)}


def mean(rows: list[list[str]], split: Split) -> Fraction:
    """The hidden groups' weighted mean under a split."""
    loose = [int(row[5]) for row in rows if not row[3]]
    first, rest = Fraction(split[1], split[0]), Fraction(sum(loose) - split[1], len(loose) - split[0])
    return (Fraction("0.3") * first + Fraction("0.2") * rest) / Fraction("0.5")


@pytest.mark.parametrize("seed", range(60))
def test_p25_the_exact_mean_that_is_stated_tells_no_more_than_the_printed_score(seed: int) -> None:
    """The score gives small groups away to whoever does the algebra (DOMAIN §5.9); the archive adds nothing to it."""
    cast = drawn(Random(seed))
    tally, told, rows = archived(True, cast)
    shown = [int(row[5]) for row in rows if row[3]]
    printed = tally["parts"][0]["subjects"][0]["score"]
    by_score = {
        split
        for split in splits(rows)
        if format_decimal((Fraction(sum(shown), len(shown)) + mean(rows, split)) / 2, 3) == printed
    }
    by_mean = {split for split in splits(rows) if mean(rows, split) == Fraction(told["hidden"]["s1"]["mean"])}
    truth = [vote.marks[0] or 0 for vote in cast if vote.group == 1 and vote.marks]
    assert (len(truth), sum(truth)) in by_mean
    assert by_mean == by_score


@pytest.mark.parametrize("seed", range(20))
def test_p25_without_weights_every_split_of_the_hidden_rows_stays_possible(seed: int) -> None:
    """Nothing in tally.json or inputs.json depends on which hidden group a ballot came from."""
    random = Random(seed)
    cast = drawn(random)
    hidden = [vote for vote in cast if vote.group]
    random.shuffle(hidden)
    cut = random.randint(max(1, len(hidden) - 4), min(4, len(hidden) - 1))
    other = [Vote(1 if place < cut else 2, vote.marks) for place, vote in enumerate(hidden)]
    assert archived(False, cast) == archived(False, [vote for vote in cast if not vote.group] + other)
