"""The board of a ranking: readable at any size, and of one shape from the first rank revealed to the last."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page, expect

from tests.harness import Hosted, MeetingClient
from tests.pages.actions import choose_language, expect_view
from tests.pages.ranked import appraised, listed
from tests.pages.stage_page import SCALE
from tests.pages.test_screen_motion import MOVED, OF_A_FRAME, WATCH
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio

SIZES = ((800, 600), (1024, 768), (1280, 720), (1366, 768), (1920, 1080), (1920, 1200), (2560, 1080), (3840, 2160))
READABLE = 2 / 108
"""Smallest type on a board as a share of the height that a board of 16:9 has: 3.7 cm on a screen of 2 m."""

CUT = """(least) => {
  const shown = [...document.querySelectorAll('#main *')].filter((node) => !node.closest('.hidden-text'));
  const unit = Math.min(innerWidth / 192, innerHeight / 108);
  const faults = [];
  for (const node of shown) {
    const box = node.getBoundingClientRect();
    if (box.width && (box.right > innerWidth + 1 || box.bottom > innerHeight + 1)) faults.push('out ' + node.className);
    if (node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).display !== 'inline')
      faults.push('cut ' + node.className + ' ' + node.textContent);
  }
  for (const node of document.querySelectorAll('.page:not(.hidden-text) .ranking tbody :is(th, td)')) {
    if (node.textContent && parseFloat(getComputedStyle(node).fontSize) < least * 108 * unit - .01)
      faults.push('small ' + node.textContent);
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
    if (node.matches('th:not(.title)') && lines.size > 1) faults.push('split ' + node.textContent);
  }
  const bottoms = [...document.querySelectorAll('.page:not(.hidden-text) .ranking')]
    .map((node) => node.getBoundingClientRect().bottom);
  const below = document.querySelector('.pager') || document.querySelector('.feet');
  if (Math.max(...bottoms) > below.getBoundingClientRect().top + 1) faults.push('overlap');
  const page = document.scrollingElement;
  if (page.scrollHeight > page.clientHeight || document.body.scrollHeight > innerHeight) faults.push('scrolls');
  return faults;
}"""
TITLE = "临江街道二〇二五年度基层党组织书记抓党建工作述职评议会"
NEXT_FRAME = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
LONG = "临江街道综合行政执法与应急管理办公室联合党支部"


@asynccontextmanager
async def moving_screen(
    host: Hosted, browser: Browser, made: MeetingClient, motion: str = "no-preference"
) -> AsyncIterator[Page]:
    context = await browser.new_context(
        viewport={"width": 1920, "height": 1080},
        locale="zh-CN",
        reduced_motion=motion,  # type: ignore[arg-type]
    )
    page = await context.new_page()
    await page.goto(f"{host.base}/screen#{made.keys['screen']}")
    yield page
    await context.close()


@pytest.mark.scaled(3)
@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize(
    ("names", "unit"),
    [
        ([f"欧阳第{i}位" for i in range(60)], "城关街道综合行政执法队党支部"),
        ([f"阿布都热合曼·买买提{i}" for i in range(18)], "第三党支部"),
        ([f"智慧社区综合服务平台与数字治理一体化建设{i:02}" for i in range(14)], LONG),
        (
            ["Alexandra Montgomery-Fitzgerald", "WOJCIECHOWSKA-MARTÍNEZ Wilhelmina", "Li Na"],
            "Department of Urban Planning",
        ),
    ],
    ids=["sixty", "long names", "24 letters", "English"],
)
async def test_a_board_is_readable_and_never_cut_off_split_or_scrolled_at_any_size(
    host: Hosted, windows: Windows, names: list[str], unit: str, locale: str
) -> None:
    marks = [1 + i % 10 for i in range(len(names))]
    made = await appraised(host, names, marks, unit=unit, title=TITLE)
    await made.http("PUT", f"/subjects/{made.ids()[0]}/decision", {"grade": "好", "reason": "复核"})
    screen = await windows.screen(made)
    await choose_language(screen, locale)
    async with made.chair() as peer:
        for command in ({"grades": False}, {"grades": True}, {"grades": True, "upto": 2}):
            for view, fields in (("agenda", {}), ("ranking", command)):
                await peer.do("view", view=view, **fields)
                await expect_view(screen, view)
            graded = screen.locator(".ranking").filter(has=screen.locator("thead .band-word"))
            assert await graded.count() == (await screen.locator(".ranking").count() if command["grades"] else 0)
            for width, height in SIZES:
                await screen.set_viewport_size({"width": width, "height": height})
                assert await screen.evaluate(CUT, READABLE) == [], (width, height, command)


async def test_what_is_revealed_moves_nothing_that_was_there(host: Hosted, windows: Windows) -> None:
    """The board has its shape from the start: rows, columns and type do not depend on what is revealed."""
    names = [*"甲乙丙丁戊己庚辛壬癸子", "阿布都热合曼·买买提"]
    made = await appraised(host, names, [1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 9, 10], unit="第三党支部")
    screen = await windows.screen(made)
    seen: dict[str, object] = {}
    boxes = """() => Object.fromEntries([...document.querySelectorAll('.ranking tbody th')].map((node) => {
      const { x, y, width, height } = node.getBoundingClientRect();
      return [node.textContent, [x, y, width, height, getComputedStyle(node).fontSize]];
    }))"""
    async with made.chair() as peer:
        upto = peer.welcome["ranking"]["last"]
        while upto is not None:
            await peer.do("view", view="ranking", upto=upto)
            view = await peer.hear("view", upto=upto)
            await expect(listed(screen)).to_have_count(view["revealed"])
            now = await screen.evaluate(boxes)
            assert {name: now[name] for name in seen} == seen
            assert len(now) > len(seen)
            seen, upto = now, view["next"]
    assert len(seen) == 12


async def test_the_page_with_what_was_just_revealed_is_shown_and_stays(host: Hosted, windows: Windows) -> None:
    names = [f"欧阳第{i}位" for i in range(30)]
    made = await appraised(host, names, [1 + i // 3 for i in range(30)], unit="城关街道综合行政执法队党支部")
    screen = await windows.screen(made)
    shown = screen.locator(".page:not(.hidden-text)")
    async with made.chair() as peer:
        await peer.do("view", view="ranking", upto=28)
        await expect(shown.locator(".fresh th")).to_have_text(["欧阳第0位", "欧阳第1位", "欧阳第2位"])
        await expect(screen.locator(".pager")).to_have_text("第 2 页，共 2 页")
        await expect(screen.locator("#turning")).to_be_hidden()
        await peer.do("view", view="ranking", upto=1)
        await expect(shown.locator(".fresh th")).to_have_text(["欧阳第27位", "欧阳第28位", "欧阳第29位"])
        await peer.do("view", view="ranking")
        await expect(screen.locator("#turning")).to_have_text("停住翻页")


async def test_the_board_keeps_its_size_to_the_last_name_while_rows_move(
    host: Hosted, browser: Browser, windows: Windows
) -> None:
    """Eighteen people, one after the other, and a screen that is opened at the end."""
    names = [f"欧阳第{i}位" for i in range(18)]
    made = await appraised(host, names, [1 + i % 10 for i in range(18)], unit="第三党支部")
    still = await windows.screen(made)
    async with made.chair() as peer, moving_screen(host, browser, made) as page:
        upto = peer.welcome["ranking"]["last"]
        while upto is not None:
            await peer.do("view", view="ranking", upto=upto)
            view = await peer.hear("view", upto=upto)
            for screen in (still, page):
                await expect(listed(screen)).to_have_count(view["revealed"])
                assert await screen.evaluate(SCALE) == "1", upto
            upto = view["next"]
        async with moving_screen(host, browser, made) as late:
            await expect(listed(late)).to_have_count(18)
            assert await late.evaluate(SCALE) == "1"


async def test_a_revealed_row_moves_only_where_motion_is_wanted(host: Hosted, browser: Browser) -> None:
    """And then by opacity and transform alone, which move nothing else; not again in the other language."""
    made = await appraised(host)
    async with (
        made.chair() as peer,
        moving_screen(host, browser, made) as moving,
        moving_screen(host, browser, made, "reduce") as still,
    ):
        for page in (moving, still):
            await expect_view(page, "result")
            await page.evaluate(WATCH)
        await peer.do("view", view="ranking", upto=2)
        for page in (moving, still):
            await expect(page.locator(".fresh th")).to_have_text(["丙"])
            await page.evaluate(NEXT_FRAME)
        assert (await still.evaluate(MOVED))["nodes"] == []
        moved = await moving.evaluate(MOVED)
        assert moved["nodes"] and all(node.startswith("fresh ") or node == "fresh" for node in moved["nodes"])
        assert set(moved["properties"]) - OF_A_FRAME == {"transform", "opacity"}
        assert moved["shift"] == 0
        await moving.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))")
        await moving.evaluate("window.moved.nodes.clear()")
        await choose_language(moving, "en")
        await expect(moving.locator("thead .rank")).to_have_text("rank")
        await moving.evaluate(NEXT_FRAME)
        assert (await moving.evaluate(MOVED))["nodes"] == []
