"""Every time that is printed, logged or archived has the server's zone; archives can be checked in any other."""

import json
import logging
import os
import re
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import anyio
import pytest

from server.cli.logs import LogFormatter
from server.clock import Clock
from tests.archive.test_archive import bundle, certified_town_meeting, verified
from tests.archive.test_verify import run_verify_py, unpacked
from tests.harness import ROOT, TestClock, hosted

pytestmark = pytest.mark.anyio

TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(.{0,11})")
ZONES = {
    "Asia/Shanghai": (datetime(2022, 12, 20, 1, 0), {"+08:00"}),
    "America/New_York": (datetime(2022, 11, 6, 5, 59, 48), {"-04:00", "-05:00"}),
    "UTC": (datetime(2022, 12, 20, 1, 0), {"+00:00"}),
    "Asia/Kathmandu": (datetime(2022, 12, 20, 1, 0), {"+05:45"}),
}
"""When the meeting begins, in UTC, and the offsets of its times: in New York summer time ends meanwhile."""


class StepClock(TestClock):
    """A second passes with every time that is noted."""

    def stamp(self, seconds: float | None = None) -> str:
        self.day += 1
        return super().stamp(seconds)


@pytest.mark.scaled(1)
@pytest.mark.parametrize("name", ZONES)
async def test_every_printed_time_has_the_zone_and_the_archive_is_checked_in_another(name: str, tmp_path: Path) -> None:
    begin, offsets = ZONES[name]
    clock = StepClock(ZoneInfo(name))
    clock.day = begin.replace(tzinfo=ZoneInfo("UTC")).timestamp()
    async with hosted(tmp_path / "data", clock) as host:
        made = await certified_town_meeting(host)
        archive = await bundle(made)
        draft = (await made.http("GET", "/tally.html")).text
    files = verified(archive)
    tally, inputs, log = (json.loads(files[f"{one}.json"]) for one in ("tally", "inputs", "log"))
    assert {line["at"][19:] for line in log} == offsets
    assert tally["generated"][19:] in offsets and inputs["timezone"] == f"UTC{tally['generated'][19:]}"
    assert inputs["version"]
    report = files["report.csv"].decode("utf-8-sig")
    for text in (report, files["results.html"].decode(), draft):
        printed = TIME.findall(text)
        assert printed and {zone[:10] for zone in printed} == {f" UTC{offset}" for offset in offsets}
    (tmp_path / "bundle.zip").write_bytes(archive)
    env = {**os.environ, "TZ": "Pacific/Auckland", "PINGYI_TIMEZONE": "America/Lima"}
    command = [sys.executable, "-m", "server", "verify", str(tmp_path / "bundle.zip")]
    checked = await anyio.run_process(command, cwd=ROOT, env=env, check=False)
    assert (checked.returncode, checked.stderr) == (0, b"") and inputs["timezone"] in checked.stdout.decode()
    assert run_verify_py(unpacked(files, tmp_path / "files")).returncode == 0


def test_a_line_of_the_servers_log_has_the_zone() -> None:
    line = logging.LogRecord("pingyi", logging.INFO, "", 0, "started", None, None)
    line.created = 1_670_000_000.5
    assert LogFormatter(Clock(ZoneInfo("Asia/Kathmandu"))).format(line) == "2022-12-02 22:38:20.500+05:45 INFO started"


@pytest.fixture
def machine_in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


async def test_the_desk_names_a_zone_that_nobody_chose(machine_in_utc: None, tmp_path: Path) -> None:
    """Containers run in UTC unless a zone is set."""
    for zone, warned in ((None, True), (ZoneInfo("UTC"), False), (ZoneInfo("Asia/Shanghai"), False)):
        async with hosted(tmp_path / str(zone).replace("/", "-"), TestClock(zone)) as host:
            warnings = (await (await host.make(admission="cards")).http("GET", "")).json()["warnings"]
            assert [text.startswith("服务器时区为 UTC") for text in warnings] == [True] * warned
