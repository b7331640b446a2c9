"""`/metrics` for Prometheus, where the extra `metrics` is installed: how busy the server is, never what was voted.

The admin key opens it. Figures are read when asked for; casting only adds three numbers a commit.
"""

from collections.abc import Iterator
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ..core.models import Phase
from ..meetings.audience import ROLES
from ..meetings.operations import Operations
from .api import Api
from .responses import answered

try:
    import prometheus_client
    from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
except ImportError:
    prometheus_client = None  # type: ignore[assignment]


class MetricsCollector:
    """A collector: what Prometheus asks for, in its words."""

    def __init__(self, operations: Operations) -> None:
        self.operations = operations

    def collect(self) -> Iterator[Any]:
        live_meetings, done = list(self.operations.registry.live_meetings.values()), self.operations.commits
        phases = {phase: sum(live.state.phase is phase for live in live_meetings) for phase in Phase}
        phones = sum(len(live.audience.phones()) for live in live_meetings)
        keyed = {role: sum(one.role == role for live in live_meetings for one in live.audience.staff) for role in ROLES}
        yield _gauge("pingyi_meetings", "Meetings by phase", "phase", {str(p): n for p, n in phases.items()})
        yield _gauge("pingyi_connections", "Connected peers by role", "role", {"voter": phones, **keyed})
        running = sum(live.open is not None for live in live_meetings)
        yield GaugeMetricFamily("pingyi_rounds_running", "Rounds that take ballots or are being closed", running)
        late = self.operations.scheduler.tick_delay
        yield GaugeMetricFamily("pingyi_tick_late_seconds", "How late the last quarter-second tick was", late)
        yield CounterMetricFamily("pingyi_ballots", "Ballots on disk since the start", done.ballots)
        yield CounterMetricFamily("pingyi_commits", "CommitCounters that took ballots since the start", done.commits)
        yield CounterMetricFamily("pingyi_commits_refused", "CommitCounters that the disk refused", done.refused)
        yield CounterMetricFamily("pingyi_commit_seconds", "Time spent in commits since the start", done.seconds)


def _gauge(name: str, about: str, label: str, values: dict[str, int]) -> Any:
    gauge = GaugeMetricFamily(name, about, labels=[label])
    for value, number in values.items():
        gauge.add_metric([value], number)
    return gauge


def routes(api: Api) -> list[Route]:
    """None without the extra; the path is then as unknown as any other."""
    if prometheus_client is None:
        return []
    collectors = prometheus_client.CollectorRegistry()
    collectors.register(MetricsCollector(api.operations))
    for own in (prometheus_client.ProcessCollector, prometheus_client.GCCollector, prometheus_client.PlatformCollector):
        own(registry=collectors)

    async def metrics(request: Request) -> Response:
        await api.admin(request)
        return Response(prometheus_client.generate_latest(collectors), media_type=prometheus_client.CONTENT_TYPE_LATEST)

    return [Route("/metrics", answered(metrics), methods=["GET"])]
