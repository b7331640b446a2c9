"""What keeps the listeners of the site network from taking the time of the server for voters."""

import asyncio

import pytest

from server.site import limits
from server.site.limits import Budget, is_local, serve_within

pytestmark = pytest.mark.anyio


class Endpoint:
    """Records when it is opened and closed; the first attempt to open it finds no file descriptor."""

    def __init__(self) -> None:
        self.events: asyncio.Queue[str] = asyncio.Queue()
        self.failures = 1

    async def open(self) -> "Endpoint":
        if self.failures:
            self.failures -= 1
            self.events.put_nowait("failed")
            raise OSError
        self.events.put_nowait("opened")
        return self

    def close(self) -> None:
        self.events.put_nowait("closed")

    async def next(self) -> str:
        async with asyncio.timeout(10):
            return await self.events.get()


async def test_an_endpoint_is_closed_while_the_budget_is_spent_and_opened_again_after_a_pause(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "PAUSE_SECONDS", 0.01)
    budget, endpoint = Budget(1, 1, lambda: 0.0), Endpoint()
    serving = asyncio.create_task(serve_within(budget, endpoint.open))
    assert [await endpoint.next() for _ in range(2)] == ["failed", "opened"]
    assert budget.take() and endpoint.events.empty()
    assert not budget.take()
    assert [await endpoint.next() for _ in range(2)] == ["closed", "opened"]
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
    assert await endpoint.next() == "closed"


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("10.0.0.1", True),
        ("172.16.0.1", True),
        ("172.31.255.255", True),
        ("192.168.0.1", True),
        ("169.254.9.9", True),
        ("172.32.0.1", False),
        ("192.169.0.1", False),
        ("100.64.0.1", False),
        ("203.0.113.9", False),
        ("0.0.0.0", False),
        ("::1", False),
        ("::ffff:10.0.0.1", False),
        ("hall.example", False),
        ("", False),
    ],
)
async def test_only_addresses_of_local_networks_are_local(address: str, local: bool) -> None:
    assert is_local(address) == local
