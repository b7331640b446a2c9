"""What an archive states of elections: names written in, invalid lines, merges, attendance, parts that were added."""

import json
import zipfile
from io import BytesIO

import pytest

from server.archive.recount.archive_files import Archive, csv_rows
from server.archive.recount.meeting_log import check_inputs
from server.archive.snapshot_reader import read_snapshot
from tests.archive.test_archive import verified
from tests.harness import Hosted, Map, MeetingClient, Peer, receipt
from tests.meetings.test_ballot_kinds import DOCUMENT, elect

pytestmark = pytest.mark.anyio

GROUPS: Map = {"A票": {"present": 7, "absent": 1}, "B票": {"present": 3, "absent": 0}}
MOTION: Map = {
    "name": "表决",
    "form": {
        "title": "票",
        "scale": {"choices": ["赞成", "反对"]},
        "items": [{"key": "v", "title": "表决"}],
    },
    "decide": {"rules": [{"grade": "通过", "of": ["赞成"], "over": "1/2"}, {"grade": "不通过"}]},
    "subjects": [{"name": "决议"}],
}


async def held(host: Hosted) -> tuple[MeetingClient, str]:
    """An election on the first attendance, and one more round, void, that had another."""
    made = await host.make({**DOCUMENT, "expected": 11})
    await made.go_live()
    cards = await made.cards(7, "A票")
    put = {"present": 10, "absent": 1, "groups": GROUPS}
    assert (await made.http("PUT", "/attendance", {"present": 9, "absent": 2})).status_code == 200
    async with made.chair() as chair, made.desk() as desk:
        round_id = await elect(made, chair, desk, cards)
        await chair.do("close", round=round_id)
        assert (await made.http("PUT", "/attendance", put)).status_code == 200
        assert (await made.http("PUT", "/attendance", {**put, "round": round_id})).status_code == 200
        assert (await made.http("PATCH", "", {"add_part": MOTION}, "chair")).status_code == 200
        voided = await chair.open(["s5"], "表决")
        await vote(made, cards[0], voided)
        await chair.do("close", round=voided, confirm=True)
        await chair.do("void", round=voided, reason="重投")
    merge = {"part": "选举", "merge": {"王 伍": "王五"}}
    assert (await made.http("PUT", "/write-ins", merge)).status_code == 200
    return made, round_id


async def vote(made: MeetingClient, card: str, round_id: str) -> None:
    phone: Peer
    async with made.phone(card) as phone:
        assert receipt(await phone.cast(round_id, [[0]]))


async def archive(made: MeetingClient) -> Archive:
    answer = await made.http("GET", "/bundle.zip?draft=1")
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(BytesIO(answer.content)) as zipped:
        files = {name.partition("/")[2] or name: zipped.read(name) for name in zipped.namelist()}
    document, inputs, tally, log = (json.loads(files[f"{name}.json"]) for name in ("meeting", "inputs", "tally", "log"))
    return Archive(files, document, inputs, tally, log)


async def test_the_inputs_follow_from_the_log(host: Hosted) -> None:
    made, round_id = await held(host)
    read = await archive(made)
    assert not list(check_inputs(read))
    election, voided = read.inputs["rounds"]
    assert election["attendance"] == {"present": 10, "absent": 1, "groups": GROUPS} == read.inputs["attendance"]
    assert sorted(election["write_ins"]) == [["孙七", "王伍"], ["王五"], ["王伍"], ["赵六"]]
    assert read.inputs["merges"] == {"选举": {"王伍": "王五"}}
    assert not {"attendance", "write_ins"} & voided.keys()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("attendance", "groups", "A票", "present"), 8),
        (("rounds", 0, "attendance", "present"), 11),
        (("merges", "选举"), {"赵六": "王五"}),
        (("merges",), {}),
    ],
)
async def test_inputs_that_the_log_contradicts_are_reported(
    host: Hosted, path: tuple[object, ...], value: object
) -> None:
    read = await archive((await held(host))[0])
    place: Map = read.inputs
    for step in path[:-1]:
        place = place[step]  # type: ignore[index]
    place[path[-1]] = value  # type: ignore[index]
    assert list(check_inputs(read))


async def test_a_snapshot_read_back_has_what_was_stored(host: Hosted) -> None:
    made, round_id = await held(host)
    read = await archive(made)
    rows = csv_rows(read.files["ballots.csv"])[1:]
    assert sum(row[4] == "invalid" for row in rows) == 1
    parts = {"meeting": read.document, "inputs": read.inputs, "tally": read.tally, "log": read.log}
    snapshot = read_snapshot(parts, rows, "", 4)
    stored = await host.operations.store.counted_round(made.id, round_id)
    assert stored is not None
    counted = snapshot.rounds[0]
    assert counted.votes == stored.votes and sorted(counted.write_ins) == sorted(stored.write_ins)
    assert counted.round.attendance == stored.round.attendance
    live = host.registry.live_meetings[made.id]
    assert (snapshot.attendance, snapshot.additions) == (live.state.attendance, live.state.additions)


async def test_both_recounts_agree_with_an_elections_archive(host: Hosted) -> None:
    made, _ = await held(host)
    verified((await made.http("GET", "/bundle.zip?draft=1")).content)
