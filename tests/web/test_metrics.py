"""`/metrics`: what it contains, and that only the admin can read it."""

from pathlib import Path

import pytest

from server.web import metrics
from tests.harness import Hosted, TestClock, crowd, hosted

pytestmark = pytest.mark.anyio


async def samples(host: Hosted) -> dict[str, float]:
    answer = await host.http("GET", "/metrics", host.admin)
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/plain")
    lines = (line.rpartition(" ") for line in answer.text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in lines}


async def test_metrics_show_the_load_of_the_server(host: Hosted) -> None:
    meeting = await host.make()
    async with meeting.chair() as chair, crowd(meeting, 7) as phones:
        round_id = await chair.open(meeting.ids()[:1])
        for phone in phones[:6]:
            await phone.cast(round_id, 9)
        values = await samples(host)
        assert values['pingyi_connections{role="voter"}'] == 7 and values['pingyi_connections{role="chair"}'] == 1
        assert values["pingyi_ballots_total"] == 6 and 1 <= values["pingyi_commits_total"] <= 6
        assert values["pingyi_commit_seconds_total"] > 0 and values["pingyi_commits_refused_total"] == 0
        assert values["pingyi_rounds_running"] == 1 and values['pingyi_meetings{phase="rehearsal"}'] == 1
        await chair.do("close", round=round_id)
    assert (await samples(host))["pingyi_rounds_running"] == 0


async def test_metrics_need_the_admin_key_and_name_no_meeting(host: Hosted) -> None:
    meeting = await host.make(title="绝密会议")
    for key, status in ((None, 401), ("A" * 32, 401), (meeting.keys["chair"], 403), (meeting.keys["desk"], 403)):
        assert (await host.http("GET", "/metrics", key)).status_code == status
    answer = await host.http("GET", "/metrics", host.admin)
    assert meeting.id not in answer.text and "绝密" not in answer.text


async def test_without_its_library_metrics_say_what_to_install(
    tmp_path: Path, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metrics, "prometheus_client", None)
    async with hosted(tmp_path, clock) as host:
        answer = await host.http("GET", "/metrics", host.admin)
        assert answer.status_code == 501 and "-m pip install prometheus-client" in answer.json()["error"]["message"]
        assert (await host.http("GET", "/metrics", None)).status_code == 401
