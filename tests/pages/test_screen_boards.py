"""Many subjects at once on the screen: boards in large type, on pages that turn (UX 13)."""

import pytest
from playwright.async_api import Page, expect

from tests.harness import Hosted, Map, MeetingClient, crowd
from tests.pages.actions import cast_all, close_and_publish, speak
from tests.pages.windows import PROJECTOR, Windows

pytestmark = pytest.mark.anyio

TURN = 9
"""Seconds a page stays."""
LEAST = 0.0185
"""Smallest font size, as a share of the screen's height: 3.7 cm on a screen of 2 m."""


def people(count: int) -> list[Map]:
    return [{"name": f"欧阳第{i}位", "unit": "城关街道综合行政执法队党支部"} for i in range(1, count + 1)]


def part(count: int, name: str = "上述", form: str = "secretary") -> Map:
    return {"name": name, "form": form, "subjects": people(count)}


async def combined(made: MeetingClient, count: int, view: str, **fields: object) -> None:
    """All subjects in one round of six ballots, published, and then `view`."""
    async with crowd(made, 6) as peers, made.chair() as chair:
        round_id = await chair.open(made.ids())
        await cast_all(peers, round_id, [[1 + i % 10] for i in range(count)])
        await close_and_publish(chair, round_id)
        await chair.do("view", view=view, **fields)


async def still_at(page: Page, turns: int) -> None:
    """Fix the page's clock in the middle of the `turns`-th page."""
    await page.clock.set_fixed_time(turns * TURN + TURN / 2)


async def first_cells(page: Page) -> list[str]:
    """Names on the page that is seen, in order."""
    return await page.locator(".page:not(.hidden-text) tbody th").all_inner_texts()


TYPES = """(box) => [...document.querySelectorAll(box)].filter((node) => !node.closest('.hidden-text'))
  .map((node) => ({ size: parseFloat(getComputedStyle(node).fontSize), lines: node.getClientRects().length,
    bottom: node.getBoundingClientRect().bottom, right: node.getBoundingClientRect().right,
    cut: node.scrollWidth > node.clientWidth + 1 }))"""


@pytest.mark.scaled(2)
@pytest.mark.parametrize("view", ["result", "ranking"])
@pytest.mark.parametrize("count", [3, 18, 60])
async def test_ux13_a_board_of_any_length_is_large_and_nothing_is_cut_off(
    host: Hosted, windows: Windows, count: int, view: str
) -> None:
    made = await host.make(parts=[part(count)])
    await combined(made, count, view)
    page = await windows.screen(made)
    table = ".overview" if view == "result" else ".ranking"
    await expect(page.locator(table).first).to_be_visible()
    for size in (PROJECTOR, (1280, 720)):
        await page.set_viewport_size({"width": size[0], "height": size[1]})
        cells = await page.evaluate(TYPES, f"{table} tbody th, {table} tbody td")
        assert cells
        for cell in cells:
            assert cell["size"] >= LEAST * size[1]
            assert cell["right"] <= size[0] and cell["bottom"] <= size[1] * 0.96 and not cell["cut"]
        feet = await page.locator(".feet").bounding_box()
        assert feet is not None and max(cell["bottom"] for cell in cells) <= feet["y"]


async def test_ux13_pages_turn_by_the_time_of_day_and_every_screen_shows_the_same(
    host: Hosted, windows: Windows
) -> None:
    made = await host.make(parts=[part(18)])
    await combined(made, 18, "result")
    names = [one["name"] for one in people(18)]
    pages = [await windows.open(f"{host.base}/screen#{made.keys['screen']}", PROJECTOR) for _ in range(2)]
    for page in pages:
        for turns, shown in ((0, names[:9]), (1, names[9:]), (2, names[:9])):
            await still_at(page, turns)
            await expect(page.locator(".pager")).to_have_text(f"第 {turns % 2 + 1} 页，共 2 页")
            assert await first_cells(page) == shown


async def test_ux13_what_is_newly_shown_begins_with_its_first_page(host: Hosted, windows: Windows) -> None:
    made = await host.make(parts=[part(18)])
    page = await windows.screen(made)
    await still_at(page, 1)
    await combined(made, 18, "result")
    await expect(page.locator(".pager")).to_have_text("第 1 页，共 2 页")
    await still_at(page, 2)
    await expect(page.locator(".pager")).to_have_text("第 2 页，共 2 页")


async def test_ux13_the_pages_stop_on_request_and_go_on(host: Hosted, windows: Windows) -> None:
    """WCAG 2.2.2: what moves by itself can be stopped."""
    made = await host.make(parts=[part(18)])
    await combined(made, 18, "result")
    page = await windows.screen(made)
    await still_at(page, 0)
    await expect(page.locator(".pager")).to_have_text("第 1 页，共 2 页")
    button = page.locator("#turning")
    await expect(button).to_have_text("停住翻页")
    await button.dispatch_event("click")
    await expect(button).to_have_text("继续翻页")
    await still_at(page, 1)
    await speak(page, "en")  # re-renders everything
    await expect(page.locator(".pager")).to_have_text("Page 1 of 2")
    await button.dispatch_event("click")
    await expect(page.locator(".pager")).to_have_text("Page 2 of 2")


async def test_ux13_a_screen_reader_hears_every_page(host: Hosted, windows: Windows) -> None:
    made = await host.make(parts=[part(18)])
    await combined(made, 18, "result")
    page = await windows.screen(made)
    await expect(page.get_by_role("rowheader")).to_have_count(18)


async def test_ux13_held_results_are_revealed_together_part_by_part(host: Hosted, windows: Windows) -> None:
    """Every subject of every round, not only the last one's."""
    parts = [part(2), part(3, "下评", "members")]
    made = await host.make(parts=parts, show="held")
    page = await windows.screen(made)
    async with crowd(made, 6) as peers, made.chair() as chair:
        for name, subjects in (("上述", made.ids()), ("下评", made.ids("下评"))):
            for subject in subjects:
                round_id = await chair.open([subject], part=name)
                await cast_all(peers, round_id, [[1]])
                await chair.do("close", round=round_id)
        await expect(page.locator(".overview")).to_have_count(0)
        await chair.do("publish", all=True)
    await expect(page.locator(".overview tbody tr")).to_have_count(5)
    assert await page.locator(".part-name").all_text_contents() == ["上述", "下评"]
    told = [one for each in (await made.tally())["parts"] for one in each["subjects"]]
    scores = await page.locator(".overview tbody td.strong").all_text_contents()
    assert scores == [one["score"] for one in told]


async def test_ux13_a_board_agrees_with_the_tally(host: Hosted, windows: Windows) -> None:
    """Mean, share of each band, ballots and abstained of every subject; the base is said."""
    made = await host.make(parts=[part(3)])
    await combined(made, 3, "result")
    page = await windows.screen(made)
    await expect(page.get_by_text("占比以各自的有效票为 100%")).to_be_visible()
    rows = page.locator(".overview tbody tr")
    await expect(rows).to_have_count(3)
    for i, one in enumerate((await made.tally())["parts"][0]["subjects"]):
        shares = [f"{count / one['ballots']:.1%}" for count in one["bands"].values()]
        wanted = [one["name"], one["score"], *shares, str(one["ballots"]), str(one["abstained"]), ""]
        assert await rows.nth(i).locator("th, td").all_inner_texts() == wanted


async def test_ux13_the_ranking_lists_who_has_a_score_and_says_how_many_have_none(
    host: Hosted, windows: Windows
) -> None:
    made = await host.make(parts=[part(5)])
    async with crowd(made, 6) as peers, made.chair() as chair:
        round_id = await chair.open(made.ids()[:2])
        await cast_all(peers, round_id, [[7], [9]])
        await close_and_publish(chair, round_id)
        await chair.do("view", view="ranking")
    page = await windows.screen(made)
    await expect(page.locator(".ranking tbody th")).to_have_text(["欧阳第2位", "欧阳第1位"])
    await expect(page.locator(".figures")).to_have_text("还没有得分：欧阳第3位、欧阳第4位、欧阳第5位")


async def test_ux13_separate_rosters_follow_one_another_and_a_tied_award_is_still_to_be_decided(
    host: Hosted, windows: Windows
) -> None:
    """Three villages, the first two tied for the only first prize; the town's secretary on a page of its own."""
    town = {"name": "下评", "form": "secretary", "subjects": [{"name": "镇书记"}]}
    made = await host.make(parts=[part(3), town], rules={"awards": [["先进", 1]]})
    async with crowd(made, 6) as peers, made.chair() as chair:
        for name, rows in (("上述", [[9], [9], [8]]), ("下评", [[7]])):
            round_id = await chair.open(made.ids(name), name)
            await cast_all(peers, round_id, rows)
            await close_and_publish(chair, round_id)
        await chair.do("view", view="ranking")
    page = await windows.screen(made)
    await still_at(page, 0)
    boards = page.locator(".paged > .page")
    await expect(boards.locator("h2")).to_have_text(["上述", "下评"])
    await expect(boards.nth(0).locator("tbody .rank")).to_have_text(["1", "1", "3"])
    await expect(boards.nth(0).locator("tbody .award")).to_have_text(["先进（待定）", "先进（待定）", ""])
    await expect(boards.nth(1).locator("tbody tr")).to_have_count(1)
    await expect(boards.nth(1).locator("tbody .award")).to_have_text(["先进"])
    for box in await page.evaluate(TYPES, ".page:not(.hidden-text) .ranking tbody th"):
        assert box["bottom"] < 1080 and not box["cut"]


@pytest.mark.scaled(1)
@pytest.mark.parametrize(
    ("decided", "note"),
    [
        (0, "档次为按规则的建议，最终由上级研究决定"),
        (1, "标“决定”的档次已由上级研究决定，其余为按规则的建议"),
        (2, "档次均已由上级研究决定"),
    ],
)
async def test_ux13_the_ranking_says_which_grades_are_decided(
    host: Hosted, windows: Windows, decided: int, note: str
) -> None:
    made = await host.make(parts=[part(2)])
    await combined(made, 2, "agenda")
    for subject in made.ids()[:decided]:
        answer = await made.http("PUT", f"/subjects/{subject}/decision", {"grade": "好", "reason": "实绩突出"})
        assert answer.status_code == 200, answer.text
    async with made.chair() as chair:
        await chair.do("view", view="ranking", grades=True)
    page = await windows.screen(made)
    grades = ["好 决定" if i < decided else "差" for i in (1, 0)]
    await expect(page.locator(".ranking tbody .band-word")).to_have_text(grades)
    await expect(page.locator(".foot .right")).to_have_text(note)


async def test_ux12_bars_of_a_growing_tally_stand_against_a_round_number(host: Hosted, windows: Windows) -> None:
    """Of 7 and 4 the higher is not the ceiling, so one more ballot makes no other bar shrink."""
    made = await host.make()
    page = await windows.screen(made)
    async with crowd(made, 11) as peers, made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        await cast_all(peers[:7], round_id, [[10]])
        await cast_all(peers[7:], round_id, [[9]])
        await chair.do("close", round=round_id)
        await expect(page.locator(".column-count")).to_have_text(["7", "4", *["0"] * 8])
        read = "(all) => all.map((one) => one.style.getPropertyValue('--height'))"
        assert (await page.locator(".column").evaluate_all(read))[:3] == ["0.7", "0.4", "0"]
