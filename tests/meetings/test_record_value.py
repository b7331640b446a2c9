"""`record`: one value over the whole record, on paper, on the screen and in tally.json."""

import csv
import io
from pathlib import Path

import pytest

from server.archive.verification import verify_archive
from tests.archive.test_archive import bundle, certified_town_meeting, unzipped
from tests.harness import MeetingClient, TestClock, hosted

pytestmark = pytest.mark.anyio


async def report_values(made: MeetingClient) -> list[str]:
    """The values of the report's last section."""
    files = unzipped(await bundle(made))
    assert list(verify_archive(files)) == []
    rows = list(csv.reader(io.StringIO(files["report.csv"].decode("utf-8-sig"), newline="")))
    return [row[3] for row in rows if row[0] == rows[-1][0]]


async def screen_record(made: MeetingClient) -> object:
    async with made.screen() as screen:
        return screen.welcome["record"]


async def test_a_decision_after_certification_gives_a_new_record_and_lists_those_before(tmp_path: Path) -> None:
    async with hosted(tmp_path, TestClock()) as host:
        made = await certified_town_meeting(host)
        records = [(await made.tally())["record"]]
        for grade in ("较好", "一般"):
            async with made.screen() as screen:
                body = {"grade": grade, "reason": "复核"}
                assert (await made.http("PUT", "/subjects/s1/decision", body)).status_code == 200
                results = await screen.hear("results")
            records.append((await made.tally())["record"])
            assert results["record"] == records[-1] == await screen_record(made)
        assert len({*records}) == 3 and all(len(record) == 64 for record in records)
        logged = [line["detail"].get("record") for line in (await made.http("GET", "/log")).json()["log"]]
        assert [record for record in logged if record] == records[:2]
        _, _, fingerprint, *rest = await report_values(made)
        assert rest == [records[2], *records[:2], host.app.operations.signing_key.digest]
        assert fingerprint == (await made.tally())["fingerprint"]
    async with hosted(tmp_path, TestClock()) as host:
        again = MeetingClient(host, {"id": made.id, "keys": made.keys, "join": None, "subjects": made.subjects})
        assert (await again.tally())["record"] == records[2] == await screen_record(again)


async def test_new_keys_do_not_change_the_record_and_everything_else_does(tmp_path: Path) -> None:
    async with hosted(tmp_path, TestClock()) as host:
        made = await host.make(expected=3)
        await made.go_live()
        before = (await made.tally())["record"]
        for role in ("screen", "chair"):
            made.keys[role] = (await made.http("POST", "/keys", {"role": role})).json()["key"]
        async with made.chair() as chair:
            await chair.do("admit", open=False)
        assert (await made.tally())["record"] == before
        seen = {before}
        for method, path, body in (
            ("PATCH", "", {"title": "改名"}),
            ("PUT", "/subjects/s1/adjustments", [{"points": "-0.5", "reason": "迟到"}]),
            ("PUT", "/subjects/s2/flags", ["重大失误"]),
            ("PUT", "/subjects/s3/decision", {"grade": "好", "reason": "综合"}),
            ("PUT", "/subjects/s1/adjustments", []),
            ("PUT", "/attendance", {"present": 3, "absent": 0}),
        ):
            assert (await made.http(method, path, body)).status_code == 200, path
            seen.add((await made.tally())["record"])
        assert len(seen) == 7
        assert await screen_record(made) is None, "not final before certification"
