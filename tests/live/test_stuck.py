"""A peer that stops reading: it holds up nobody, is told only what is newest, and is aborted in the end."""

import asyncio

import pytest

from server import link
from tests.harness import Hosted, Made, Map, Peer

pytestmark = pytest.mark.anyio


async def retitled(made: Made, title: str) -> None:
    """Something about the meeting itself changes: every screen is told the whole state again."""
    assert (await made.http("PATCH", "", {"title": title})).status_code == 200


async def stuck_link(made: Made, screen: Peer, healthy: Peer, titles: list[str]) -> link.LinkProtocol:
    """Retitle until some link's peer takes no more; the healthy one hears every step."""
    for n in range(4000):
        titles.append(f"第{n}个名称")
        await retitled(made, titles[-1])
        await healthy.until(lambda m: m["t"] == "welcome" and m["meeting"]["title"] == titles[-1])
        for one in list(link.LINKS):
            if not one.writable.is_set():
                return one
    raise AssertionError("the system took everything")


async def test_a_screen_that_never_reads_holds_up_nobody_and_is_aborted(host: Hosted) -> None:
    """P33, short: what it has not read is replaced by what is newer; after half a minute it is cut off."""
    subjects: list[Map] = [{"name": f"第{i}位" + "长" * 80, "unit": "单位" * 40} for i in range(400)]
    made = await host.make(parts=[{"name": "上述", "form": "secretary", "subjects": subjects}])
    async with made.screen() as silent, made.chair() as chair:
        silent.socket.transport.pause_reading()
        titles: list[str] = []
        found = await stuck_link(made, silent, chair, titles)
        await retitled(made, "最后的名称")
        await retitled(made, "真正最后的名称")
        assert len(found._unsent) <= 3, "one of each topic waits, the newest"
        now = asyncio.get_running_loop().time()
        assert not found.stuck(now)
        assert found.stuck(now + link.PATIENCE + 1)
        answer = await chair.ask("view", view="agenda")
        assert answer["t"] == "done"
        found.transport.abort()
        silent.socket.transport.resume_reading()
        assert await silent.closed() in (None, 1006)
