"""A proxy that breaks the connection is named on every page, not a missing network."""

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.harness import MEETING, Hosted
from tests.pages.windows import LAPTOP, Windows
from tests.proxies import program, proxy

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(program("nginx") is None, reason="no nginx on this machine"),
]

BREAKS = {
    "websocket": ({"proxy_set_header Upgrade $http_upgrade;": ""}, "没有原样转发 WebSocket"),
    "host": ({"proxy_set_header Host $http_host;": "proxy_set_header Host 127.0.0.1;"}, "没有原样转发 Host"),
}


def page_urls(made_keys: dict[str, str], code: str) -> list[str]:
    return [
        f"/m#{code}",
        f"/check#{made_keys['desk']}",
        *(f"/{role}#{made_keys[role]}" for role in ("chair", "screen", "desk")),
    ]


async def expect_said(windows: Windows, url: str, text: str) -> None:
    page = await windows.open(url)
    await expect(page.get_by_text(text)).to_be_visible()


@pytest.mark.scaled(1)
@pytest.mark.parametrize("fault", BREAKS)
async def test_every_page_says_what_the_proxy_breaks(
    host: Hosted, windows: Windows, tmp_path: Path, fault: str
) -> None:
    changes, text = BREAKS[fault]
    made = await host.make()
    with proxy("nginx", tmp_path / "proxy", host.port, is_secure=False, changes=changes) as front:
        urls = page_urls(made.keys, next(iter(made.join.values())))
        await asyncio.gather(*(expect_said(windows, f"http://127.0.0.1:{front.port}{url}", text) for url in urls))


async def test_by_our_recipe_the_same_pages_connect(host: Hosted, windows: Windows, tmp_path: Path) -> None:
    made = await host.make()
    with proxy("nginx", tmp_path / "proxy", host.port, is_secure=False) as front:
        for url in page_urls(made.keys, next(iter(made.join.values()))):
            page = await windows.open(f"http://127.0.0.1:{front.port}{url}", LAPTOP)
            await expect(page.get_by_text(MEETING["title"]).first).to_be_visible()
