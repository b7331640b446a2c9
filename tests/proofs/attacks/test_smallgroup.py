"""What the papers of a meeting give away of groups under five, against a solver that knows all of them."""

import json
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from server.archive.ballot_rows import ballots
from server.archive.builder import archive
from server.archive.inputs import ArchiveSource, inputs
from server.core.composition import compose
from server.core.models import Part, Vote
from server.core.record_json import record_json
from server.exports.content.csv_tables import csv_tables
from server.exports.writers import csv_writer
from tests.archive.sources import sources
from tests.exports import rich
from tests.harness import ROOT, Hosted
from tests.proof_scale import scaled
from tests.proofs.attacks import smallgroup
from tests.proofs.attacks.smallgroup import Span, findings

MEETINGS = scaled(30, 1500)
CROWDS = scaled(100, 1500)
Map = Mapping[str, Any]
Proof = Callable[[str], None]


def published(source: ArchiveSource) -> dict[str, bytes]:
    """Of an archive what the solver reads, and the table that says every group."""
    record = compose(source.snapshot)
    told = {"tally": record_json(record), "meeting": source.snapshot.document, "inputs": inputs(source, record)}
    files = {f"{name}.json": json.dumps(value).encode() for name, value in {**told, "log": source.log}.items()}
    (counts,) = (table for table in csv_tables(record) if table.name == "counts")
    return {**files, "ballots.csv": ballots(source.snapshot, record), "counts.csv": csv_writer.write_table(counts)}


def truth(source: ArchiveSource) -> dict[tuple[str, str], int]:
    """Scored ballots by subject and group."""
    meeting, sizes = source.snapshot.meeting, Counter[tuple[str, str]]()
    parts = {part.name: part for part in meeting.parts}
    for counted in source.snapshot.rounds:
        for sid, votes in zip(counted.round.subjects, counted.votes, strict=False):
            for vote, times in votes.items():
                if is_counted(parts[counted.round.part], vote):
                    sizes[sid, meeting.groups[vote.group].name] += times
    return sizes


def is_counted(part: Part, vote: Vote) -> bool:
    """With a mark on an item that has a weight; where abstentions are 0, every ballot that may score the subject."""
    if not isinstance(vote.marks, tuple):
        return False
    marked = (mark for mark, item in zip(vote.marks, part.form.items, strict=True) if item.weight)
    return part.zeroes_abstentions or any(mark is not None for mark in marked)


def crowded(seed: int) -> ArchiveSource:
    """Three groups of chance sizes in a combined round of two, few of some; weighted or not."""
    chance, source = random.Random(seed), rich.source()
    first, second, third = source.snapshot.rounds
    votes = (Counter[Vote](), Counter[Vote]())
    for group in range(3):
        for _ in range(chance.choice((0, 1, 2, 3, 4, 5, 6, 8))):
            for column in votes:
                marks = chance.choice((1, 2, 3, 4, None)), chance.randint(1, 4)
                column[Vote(group, marks if chance.random() < 0.9 else None)] += 1
    rounds = (first, replace(second, votes=votes), third)
    made = replace(source, snapshot=replace(source.snapshot, rounds=rounds))
    return made if seed % 2 else unweighted(made)


def must_hide(sizes: list[int], least: int) -> set[int]:
    """DOMAIN §5.9, said again: groups under five; one alone takes the next smallest with it, of equals the later."""
    small = [place for place, n in enumerate(sizes) if 0 < n < least]
    others = [(n, -place) for place, n in enumerate(sizes) if n and place not in small]
    return {*small, *([-min(others)[1]] if len(small) == 1 and others else [])}


def test_nothing_that_is_published_gives_a_hidden_group_away(proof: Proof) -> None:
    """P25: random meetings; beside what is known to follow (lone, unanimous, full turnout, weighted) nothing does."""
    whys = Counter[str]()
    seen = Counter[str]()

    @settings(max_examples=MEETINGS)
    @given(sources())
    def search(source: ArchiveSource) -> None:
        found = findings(published(source), truth(source))
        seen["meetings"] += 1
        whys.update(f"{one.figure} {one.why}".strip() for one in found)
        assert [one for one in found if one.why == "leak"] == []
        weights = {group.name: group.weight for group in source.snapshot.meeting.groups}
        assert not [one for one in found if one.why == "weighted" and weights[one.group] is None]

    for seed in range(CROWDS):
        search.hypothesis.inner_test(crowded(seed))  # type: ignore[attr-defined]
    search()
    assert whys["count"] and whys["mean"], "hidden figures were sought"
    told = ", ".join(f"{n} {why}" for why, n in sorted(whys.items()) if " " in why)
    proof(f"{seen['meetings']} meetings, {whys.total()} hidden figures, no leak (known: {told})")


def test_no_paper_prints_a_cell_of_a_group_that_must_be_hidden(proof: Proof) -> None:
    """P25: counted again from the ballots: who must be hidden is, in JSON and in the table of every paper."""
    cells = Counter[str]()

    @settings(max_examples=MEETINGS)
    @given(sources())
    def search(source: ArchiveSource) -> None:
        meeting, sizes, files = source.snapshot.meeting, truth(source), published(source)
        lines = csv_writer.read_rows(files["counts.csv"])
        parts = {part.name: part for part in meeting.parts}
        for part in json.loads(files["tally.json"])["parts"]:
            voting = [meeting.groups[index].name for index in meeting.voting_groups(parts[part["name"]])]
            for one in (one for one in part["subjects"] if one["groups"]):
                hidden = must_hide([sizes[one["id"], name] for name in voting], meeting.rules.min_group)
                assert [group["suppressed"] for group in one["groups"]] == [n in hidden for n in range(len(voting))]
                assert all(group["ballots"] is group["mean"] is None for group in one["groups"] if group["suppressed"])
                line = next(row for row in lines if row[:3] == [part["name"], one["name"], one["unit"]])
                for place in hidden:
                    heads = [head for head in lines[0] if head.startswith((f"{voting[place]}·", f"{voting[place]}: "))]
                    shown = [line[lines[0].index(head)] for head in heads]
                    assert len(shown) == 2 and not any(re.fullmatch(r"[\d.]+", cell) for cell in shown), (shown, line)
                    cells["hidden"] += len(shown)

    for seed in range(CROWDS):
        search.hypothesis.inner_test(crowded(seed))  # type: ignore[attr-defined]
    search()
    assert cells["hidden"]
    proof(f"{cells['hidden']} cells of hidden groups in {MEETINGS + CROWDS} meetings, none printed")


def unweighted(source: ArchiveSource) -> ArchiveSource:
    meeting = source.snapshot.meeting
    plain = replace(meeting, groups=tuple(replace(group, weight=None) for group in meeting.groups))
    return replace(source, snapshot=replace(source.snapshot, meeting=plain))


def test_the_solver_finds_what_can_be_found() -> None:
    """P25: the positive control: an archive that hides one group but not its partner, or names the group in a row."""
    source = unweighted(rich.source())
    files = published(source)
    assert {one.why for one in findings(files, truth(source))} == {""}
    tally = json.loads(files["tally.json"])
    for one in (one for part in tally["parts"] for one in part["subjects"]):
        for group in one["groups"]:
            if group["name"] == "B票":
                group["suppressed"], group["ballots"] = False, truth(source)[one["id"], "B票"]
    rows = csv_writer.read_rows(files["ballots.csv"])
    named = [[*row[:3], "B票" if row[4] == "scored" and not row[3] else row[3], *row[4:]] for row in rows[1:]]
    left = [row[:3] + [""] + row[4:] if place % 3 else row for place, row in enumerate(named)]
    text = "\r\n".join(",".join(row) for row in [rows[0], *left]).encode("utf-8-sig")
    found = findings({**files, "tally.json": json.dumps(tally).encode(), "ballots.csv": text})
    assert {(one.group, one.figure, one.why) for one in found} >= {("C票", "count", "leak"), ("C票", "mean", "leak")}


@pytest.mark.parametrize(("votes", "why"), [
    ({Vote(1, (4, 4)): 2, Vote(1, (1, 2)): 1}, {"alone"}),
    ({Vote(1, (4, 4)): 2, Vote(2, (4, 4)): 1, Vote(0, (1, 1)): 6}, {"", "unanimous"}),
    ({Vote(1, (4, 4)): 2, Vote(2, (3, 4)): 1, Vote(0, (1, 1)): 6}, {""}),
])  # fmt: skip
def test_what_is_known_to_follow_is_told_by_its_reason(votes: dict[Vote, int], why: set[str]) -> None:
    """P25: a lone group, and small groups of one mind: nothing that is published could keep these."""
    source = unweighted(rich.source())
    first, second, third = source.snapshot.rounds
    only = replace(second, votes=(Counter(votes), *second.votes[1:]))
    source = replace(source, snapshot=replace(source.snapshot, rounds=(first, only, third)))
    assert {one.why for one in findings(published(source), truth(source)) if one.subject == "s1"} == why


def test_elimination_tells_what_follows() -> None:
    """P25: x + y and y + z give x − z, and none of the three."""
    one, two, three = (smallgroup.plus({name: Fraction(1)}) for name in "xyz")
    span = Span().with_all([smallgroup.plus(one, two), smallgroup.plus(two, three)])
    assert span.follows(smallgroup.plus(one, smallgroup.times(-1, three)))
    assert not any(map(span.follows, (one, two, three)))
    assert all(map(span.with_all([two]).follows, (one, two, three)))


def test_anybody_can_run_the_solver_on_an_archive(tmp_path: Path) -> None:
    """P25: from a shell; a weighted meeting says so."""
    (tmp_path / "meeting.zip").write_bytes(archive(rich.source()))
    command = [sys.executable, "-m", "tests.proofs.attacks.smallgroup", str(tmp_path / "meeting.zip")]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "s1 C票: count does not follow" in said and "s1 C票: mean follows: weighted" in said
    assert said.endswith("12 hidden figures, 0 leaks\n")


@pytest.mark.anyio
async def test_the_desk_is_warned_of_a_small_weighted_group_and_of_no_other(host: Hosted) -> None:
    """P25: by its size in the document, and by the cards that were handed out."""
    groups = [{"name": "甲", "weight": "0.6", "size": 20}, {"name": "乙", "weight": "0.4", "size": 4}]
    for changes, warned in (
        ({"groups": groups}, ["乙"]),
        ({"groups": [groups[0], {**groups[1], "size": 5}]}, []),
        ({"groups": [{"name": "甲"}, {"name": "乙", "size": 4}]}, []),
    ):
        made = await host.make(admission="cards", **changes)
        told = (await made.http("GET", "")).json()["warnings"]
        assert [name for name in ("甲", "乙") if any(f"“{name}”" in line for line in told)] == warned
    made = await host.make(admission="cards", groups=groups)
    await made.cards(3, group="甲")
    assert len((await made.http("GET", "")).json()["warnings"]) == 2
