"""`--demo` creates every sample meeting once."""

import json
import tomllib
from pathlib import Path

import pytest

from cards.sample_files import samples
from server.cli.demo import MAIN_SAMPLE, prepare
from tests.hand_count import CARDS
from tests.harness import Map, MeetingClient, Process, hosted
from tests.voters import Started

pytestmark = pytest.mark.anyio


def title(path: Path) -> str:
    read = json.loads if path.suffix == ".json" else tomllib.loads
    return str(read(path.read_text("utf-8"))["title"])


async def list_meetings(process: Process) -> list[Map]:
    answer = await process.http("GET", "/api/meetings", process.admin)
    meetings: list[Map] = answer.json()
    return sorted(meetings, key=lambda meeting: str(meeting["id"]))


async def test_the_demo_creates_every_sample_and_a_second_start_creates_no_duplicate(
    started: Started, tmp_path: Path
) -> None:
    titles = sorted(title(path) for path in (CARDS / "samples").iterdir())
    first = await started(tmp_path / "data", None, "--demo").ready()
    meetings = await list_meetings(first)
    assert sorted(meeting["title"] for meeting in meetings) == titles
    assert {meeting["phase"] for meeting in meetings} == {"rehearsal"}
    assert first.stop() == 0
    second = await started(tmp_path / "data", None, "--demo").ready()
    again = await list_meetings(second)
    assert [meeting["id"] for meeting in again] == [meeting["id"] for meeting in meetings]
    key = await second.http("POST", f"/api/meetings/{meetings[0]['id']}/keys", second.admin, {"role": "desk"})
    meeting = await second.http("GET", f"/api/meetings/{meetings[0]['id']}", key.json()["key"])
    assert meeting.json()["title"] == meetings[0]["title"]


async def test_the_demo_leaves_a_meeting_of_another_body_alone_that_has_its_title(tmp_path: Path) -> None:
    """Its links would otherwise be replaced, and printed for the main administrator."""
    document = json.loads(json.dumps(dict(samples())[MAIN_SAMPLE], default=str))
    async with hosted(tmp_path) as host:
        key = (await host.http("POST", "/api/keys", host.admin, {"name": "第一中学"})).json()["key"]
        made = MeetingClient(host, (await host.http("POST", "/api/meetings", key, document)).json())
        await prepare(host.operations)
        assert (await made.http("GET", "")).status_code == 200
        assert len((await host.http("GET", "/api/meetings", key)).json()) == 1
        rows = (await host.http("GET", "/api/meetings", host.admin)).json()
        assert [row["owner"] for row in rows if row["title"] == document["title"]].count(None) == 1
