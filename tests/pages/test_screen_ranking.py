"""The board of a ranking: readable at any size, and of one shape from the first rank revealed to the last."""

import pytest
from playwright.async_api import Browser, expect

from tests.harness import Hosted
from tests.pages.actions import choose_language, expect_view
from tests.pages.ranked import appraised, listed
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
LONG = "临江街道综合行政执法与应急管理办公室联合党支部"


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


async def test_a_revealed_row_moves_only_where_motion_is_wanted(
    host: Hosted, browser: Browser, windows: Windows
) -> None:
    """And then by opacity and transform alone, which move nothing else."""
    made = await appraised(host)
    async with made.chair() as peer:
        await peer.do("view", view="ranking", upto=2)
    motions = """() => document.getAnimations().flatMap((one) => one.effect.getKeyframes())
      .flatMap((frame) => Object.keys(frame))
      .filter((name) => !['offset', 'computedOffset', 'easing', 'composite'].includes(name))"""
    still = await windows.screen(made)
    await expect(still.locator(".fresh th")).to_have_text(["丙"])
    assert await still.evaluate(motions) == []
    context = await browser.new_context(reduced_motion="no-preference")
    moving = await context.new_page()
    await moving.goto(f"{host.base}/screen#{made.keys['screen']}")
    await expect(moving.locator(".fresh th")).to_have_text(["丙"])
    fresh = moving.locator(".fresh th")
    assert await fresh.evaluate("(node) => getComputedStyle(node).animationName") == "reveal"
    names = await moving.evaluate(
        "() => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])"
        ".filter((rule) => rule.name === 'reveal').flatMap((rule) => [...rule.cssRules])"
        ".flatMap((frame) => [...frame.style])"
    )
    assert sorted(names) == ["opacity", "transform"]
    await context.close()
