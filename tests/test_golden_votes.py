"""The current code opens meetings of earlier versions that decide by votes: one certified, one with an election open.

Their ballots are in `scripts/golden_votes.py`. An everyday run tries the oldest folder and dump and the newest.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.archive.recount.archive_files import read_archive
from server.archive.verification import verify_archive
from tests.harness import Map, MeetingClient, TestClock, code
from tests.proof_scale import ends
from tests.test_golden import DUMPS, FOLDERS, TALLY, Opened, again, confirms, lost, open_copy, place

pytestmark = [pytest.mark.anyio, pytest.mark.scaled]


def voting(paths: list[Path]) -> list[Path]:
    """Those whose version had meetings that decide by votes."""
    return [path for path in paths if '"elected"' in (path / "facts.json").read_text("utf-8")]


VOTING = [*ends(voting(FOLDERS), 0), *ends(voting(DUMPS), 0)]
assert VOTING


@pytest.fixture(params=VOTING, ids=place)
async def opened(
    request: pytest.FixtureRequest, tmp_path: Path, clock: TestClock, anyio_backend: str
) -> AsyncIterator[Opened]:
    async with open_copy(request, tmp_path / "data", clock) as copy:
        yield copy


async def part_of(made: MeetingClient, name: str) -> Map:
    parts: list[Map] = (await made.tally(draft=True))["parts"]
    return next(part for part in parts if part["name"] == name)


async def test_a_certified_election_has_its_votes_names_and_seats(opened: Opened) -> None:
    made, facts = opened.meeting("elected")
    tally = await made.tally()
    assert not list(lost({name: facts["tally"][name] for name in (*TALLY, "rosters")}, tally, "tally"))
    written = [(name["name"], name["spellings"], name["count"]) for name in tally["parts"][0]["write_ins"]]
    assert written == [("王五", ["王五", "王伍"], 5), ("赵·六", ["赵·六"], 1)]
    assert tally["parts"][0]["outcome"]["filled"] == 0, "5 of 10 are not more than half"


async def test_the_archive_of_a_certified_election_passes_the_recount(opened: Opened, tmp_path: Path) -> None:
    made, _ = opened.meeting("elected")
    archive = tmp_path / "elected.zip"
    archive.write_bytes((await made.http("GET", "/bundle.zip")).content)
    assert list(verify_archive(read_archive(archive))) == []


async def test_a_closed_motion_has_its_votes_and_still_answers_exact_retries(opened: Opened) -> None:
    made, facts = opened.meeting("electing")
    closed = facts["closed"]
    before, now = closed["tally"]["parts"][0], await part_of(made, "表决")
    assert not list(lost(before, now, "part"))
    assert now["subjects"][0]["votes"] == {"count": 7, "basis": "expected", "base": 12, "share": "58.33", "needed": 7}
    await confirms(made, closed["round"], closed["ballots"])


async def test_an_open_election_repeats_receipts_and_refuses_other_ballots(opened: Opened) -> None:
    made, facts = opened.meeting("electing")
    now = facts["open"]
    await confirms(made, now["round"], now["ballots"])
    for ballot in now["ballots"]:
        if not ballot["spoiled"]:
            other = {**ballot, "scores": [[1], [1], [1]], "write_ins": ["孙七"]}
            answer = await again(made, now["round"], other)
            assert answer is not None and code(answer) == "already_voted"


async def test_an_open_election_takes_another_ballot_and_closes_with_all_names(opened: Opened) -> None:
    made, facts = opened.meeting("electing")
    now = facts["open"]
    [token] = facts["tokens"]["unused"]
    ballot = {"token": token, "nonce": "07" * 16, "scores": [[0], [1], [1]], "write_ins": ["王伍"], "notes": []}
    more = {**ballot, "paper": False, "spoiled": False}
    await confirms(made, now["round"], [more])
    async with made.chair() as chair:
        await chair.do("close", round=now["round"])
    part = await part_of(made, "选举")
    rows = [(each["items"][0]["counts"], each["abstained"], each["invalid"]) for each in part["subjects"]]
    assert rows == [([6, 1], 1, 1), ([4, 3], 2, 0), ([1, 6], 2, 0)]
    written = [(name["name"], name["count"]) for name in part["write_ins"]]
    assert written == [("王五", 4), ("王伍", 2), ("赵·六", 1)]
    assert part["outcome"]["elected"] == ["顾明"], "6 of 10"
    await confirms(made, now["round"], [*now["ballots"], more])
