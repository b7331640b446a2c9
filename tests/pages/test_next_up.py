"""The chair's page and the screen name the same people as present and next, whoever reports in writing."""

import pytest
from playwright.async_api import Page, expect

from tests.harness import Hosted, Map, Peer
from tests.pages.actions import press
from tests.pages.stage_page import FAULTS
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio

BODIES: Map = {
    "name": "领导班子",
    "form": "motion",
    "decide": {"rules": [{"grade": "通过", "of": ["赞成"], "over": "1/2"}, {"grade": "未通过"}], "base": "valid"},
    "subjects": [{"name": "县局领导班子"}, {"name": "局属单位领导班子", "mode": "written"}],
}
PEOPLE: Map = {
    "name": "领导干部",
    "form": "secretary",
    "subjects": [
        {"name": "周启明"},
        {"name": "何静", "mode": "written"},
        {"name": "欧阳建国"},
        {"name": "买买提", "mode": "written"},
    ],
}
LAST: Map = {
    "name": "中层干部",
    "form": "secretary",
    "subjects": [{"name": "李敏"}, {"name": "王强", "mode": "written"}],
}


async def expect_chair(page: Page, name: str, next: str) -> None:
    await expect(page.locator("#name")).to_have_text(name)
    await expect(page.locator("#agenda li[aria-current] + li .row-name")).to_have_text(next)


async def expect_screen(page: Page, title: str, next: str) -> None:
    await expect(page.locator(".speaker h1")).to_have_text(title)
    await expect(page.locator(".next")).to_have_text(next)
    assert await page.evaluate(FAULTS) == []


async def finish_round(chair: Peer, ids: list[str], part: str) -> None:
    answer = await chair.do("open", part=part, subjects=ids, seconds=None)
    await chair.do("close", round=answer["round"], confirm=True)
    await chair.do("publish", round=answer["round"])
    await chair.do("view", view="agenda")


async def test_the_screen_and_the_chair_name_the_same_present_and_next_subject(host: Hosted, windows: Windows) -> None:
    made = await host.make(parts=[BODIES, PEOPLE, LAST], rules={"panel": True})
    ids = [one["id"] for one in made.subjects]
    rounds = [
        ("领导班子", ids[:1], "县局领导班子", "局属单位领导班子 书面", "县局领导班子", "下一项：局属单位领导班子"),
        ("领导班子", ids[1:2], "局属单位领导班子", "周启明", "局属单位领导班子", "下一位：周启明"),
        ("领导干部", ids[2:3], "周启明", "欧阳建国", "周启明", "下一位：欧阳建国"),
        ("领导干部", ids[4:5], "欧阳建国", "何静 书面", "欧阳建国", "书面述职：何静、买买提，随后测评"),
        ("领导干部", [ids[3], ids[5]], "何静、买买提", "李敏", "领导干部", "下一位：李敏"),
        ("中层干部", ids[6:7], "李敏", "王强 书面", "李敏", "书面述职：王强，随后测评"),
    ]
    page, screen = await windows.chair(made), await windows.screen(made)
    async with made.chair() as chair:
        await chair.do("view", view="agenda")
        for part, subjects, *(name, after), title, next in rounds:
            await expect_chair(page, name, after)
            await expect_screen(screen, title, next)
            await expect(screen.locator(".agenda h2")).to_have_text(part)
            await expect(screen.locator(".agenda [aria-current]")).to_have_count(len(subjects))
            await finish_round(chair, subjects, part)
        await expect(page.locator("#name")).to_have_text("王强")
        await expect(screen.get_by_text("书面述职：王强，随后测评")).to_be_visible()


async def test_the_agenda_is_about_those_who_are_voted_on_while_a_round_is_open(host: Hosted, windows: Windows) -> None:
    made = await host.make(parts=[PEOPLE])
    page, screen = await windows.chair(made), await windows.screen(made)
    async with made.chair() as chair:
        await chair.open(made.ids("领导干部")[:1], part="领导干部")
        await press(page, "议程")
        await expect_chair(page, "周启明", "欧阳建国")
        await expect_screen(screen, "周启明", "下一位：欧阳建国")
