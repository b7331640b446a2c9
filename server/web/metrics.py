"""`/metrics` for Prometheus, if the extra `metrics` is installed: the server's load, nothing about a vote.

Values are computed when requested; a commit of ballots only adds to a few counters. Needs the main admin key.
"""

import sys
from collections.abc import Iterator
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ..core.errors import Refused
from ..core.models import Phase
from ..meetings.audience import ROLES
from ..meetings.operations import Operations
from .auth import Auth
from .responses import Endpoint, api_endpoint

try:
    import prometheus_client
    from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
except ImportError:
    prometheus_client = None  # type: ignore[assignment]


class MetricsCollector:
    """A custom collector in the sense of `prometheus_client`."""

    def __init__(self, operations: Operations) -> None:
        self.operations = operations

    def collect(self) -> Iterator[Any]:
        live_meetings = list(self.operations.registry.live_meetings.values())
        phases = {str(phase): sum(live.state.phase is phase for live in live_meetings) for phase in Phase}
        peers = {role: sum(p.role == role for live in live_meetings for p in live.audience.staff) for role in ROLES}
        peers["voter"] = sum(len(live.audience.phones()) for live in live_meetings)
        yield _gauge("pingyi_meetings", "Meetings by phase", "phase", phases)
        yield _gauge("pingyi_connections", "Connected peers by role", "role", peers)
        running = sum(live.open is not None for live in live_meetings)
        yield GaugeMetricFamily("pingyi_rounds_running", "Rounds that accept ballots or are closing", running)
        delay = self.operations.scheduler.tick_delay
        yield GaugeMetricFamily("pingyi_tick_late_seconds", "Delay of the last quarter-second tick", delay)
        commits = self.operations.commits
        yield CounterMetricFamily("pingyi_ballots", "Ballots on disk since the start", commits.ballots)
        yield CounterMetricFamily("pingyi_commits", "Commits of ballots since the start", commits.commits)
        yield CounterMetricFamily("pingyi_commits_refused", "Commits that the disk refused", commits.refused)
        yield CounterMetricFamily("pingyi_commit_seconds", "Time spent in commits since the start", commits.seconds)


def _gauge(name: str, documentation: str, label: str, values: dict[str, int]) -> Any:
    gauge = GaugeMetricFamily(name, documentation, labels=[label])
    for value, count in values.items():
        gauge.add_metric([value], count)
    return gauge


def _missing_library(auth: Auth) -> Endpoint:
    async def refuse(request: Request) -> Response:
        await auth.require_main_admin(request)
        raise Refused("not_installed", command=f"{sys.executable} -m pip install prometheus-client")

    return refuse


def routes(auth: Auth, operations: Operations) -> list[Route]:
    """Without the extra the route says how to install it."""
    if prometheus_client is None:
        return [Route("/metrics", api_endpoint(_missing_library(auth)), methods=["GET"])]
    collectors = prometheus_client.CollectorRegistry()
    collectors.register(MetricsCollector(operations))
    for collector in (
        prometheus_client.ProcessCollector,
        prometheus_client.GCCollector,
        prometheus_client.PlatformCollector,
    ):
        collector(registry=collectors)

    async def metrics(request: Request) -> Response:
        await auth.require_main_admin(request)
        return Response(prometheus_client.generate_latest(collectors), media_type=prometheus_client.CONTENT_TYPE_LATEST)

    return [Route("/metrics", api_endpoint(metrics), methods=["GET"])]
