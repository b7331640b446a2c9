"""What Prometheus is told, and that it is told only to the administrator."""

import pytest

from tests.harness import Hosted, crowd

pytestmark = pytest.mark.anyio


async def figures(host: Hosted) -> dict[str, float]:
    answer = await host.http("GET", "/metrics", host.admin)
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/plain")
    lines = (line.rpartition(" ") for line in answer.text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in lines}


async def test_metrics_say_how_busy_the_server_is(host: Hosted) -> None:
    made = await host.make()
    async with made.chair() as chair, crowd(made, 7) as phones:
        round_id = await chair.open(made.ids()[:1])
        for phone in phones[:6]:
            await phone.cast(round_id, 9)
        told = await figures(host)
        assert told['pingyi_connections{role="voter"}'] == 7 and told['pingyi_connections{role="chair"}'] == 1
        assert told["pingyi_ballots_total"] == 6 and 1 <= told["pingyi_commits_total"] <= 6
        assert told["pingyi_commit_seconds_total"] > 0 and told["pingyi_commits_refused_total"] == 0
        assert told["pingyi_rounds_running"] == 1 and told['pingyi_meetings{phase="rehearsal"}'] == 1
        await chair.do("close", round=round_id)
    assert (await figures(host))["pingyi_rounds_running"] == 0


async def test_metrics_are_for_the_administrator_and_name_no_meeting(host: Hosted) -> None:
    made = await host.make(title="绝密会议")
    for key, status in ((None, 401), ("A" * 32, 401), (made.keys["chair"], 403), (made.keys["desk"], 403)):
        assert (await host.http("GET", "/metrics", key)).status_code == status
    answer = await host.http("GET", "/metrics", host.admin)
    assert made.id not in answer.text and "绝密" not in answer.text
