"""A meeting that is made from last year's archive may have last year's scores and grades beside its own at once."""

import io
import zipfile
from dataclasses import replace

import pytest
from playwright.async_api import Page, expect

from tests.archive.ledger_sources import Person
from tests.harness import Hosted, Map
from tests.pages.actions import choose_language, press
from tests.pages.axe import violations
from tests.pages.windows import Windows
from tests.pages.wizard import STEPS, Wizard
from tests.web.test_last_year import PAST, archive

pytestmark = pytest.mark.anyio

OFFER = "用这份归档并列上年得分和等次"


async def begin_with(page: Page, body: bytes, locale: str = "zh") -> Wizard:
    """The form of a meeting that is made from last year's archive or document, at its last step."""
    form = Wizard(page, locale)
    await press(page, {"zh": "复制以前的会议", "en": "Copy an earlier meeting"}[locale])
    file = {"name": "2021", "mimeType": "application/octet-stream", "buffer": body}
    await page.locator(".filebox input").set_input_files(file)  # type: ignore[arg-type]
    await form.at("what")
    for step in STEPS[1:]:
        await form.next(step)
    return form


async def stored(host: Hosted) -> Map:
    """Of the only meeting."""
    (listed,) = (await host.http("GET", "/api/meetings", host.admin)).json()
    path = f"/api/meetings/{listed['id']}"
    key = (await host.http("POST", f"{path}/keys", host.admin, {"role": "desk"})).json()["key"]
    meeting: Map = (await host.http("GET", path, key)).json()
    return meeting


async def test_last_years_results_come_along_with_last_years_people(
    host: Hosted, windows: Windows, accessible: None
) -> None:
    page = await windows.admin(host)
    form = await begin_with(page, archive(host))
    await page.get_by_label(OFFER).check()
    assert await violations(page) == []
    await form.create()
    await expect(page.locator("#notice.done")).to_have_text("会议已创建，每个人都有上年结果。")
    people = (await stored(host))["last_year"]["people"]
    assert {past["name"]: past["grade"] for past in people.values()} == {
        person.name: person.decided or None for person in PAST.people
    }


async def test_it_is_said_if_not_everybody_has_a_result(host: Hosted, windows: Windows) -> None:
    absent = Person("缺席的", "乙支部", mark=None)
    page = await windows.admin(host)
    form = await begin_with(page, archive(host, replace(PAST, people=(*PAST.people, absent))))
    await page.get_by_label(OFFER).check()
    await form.create()
    await expect(page.locator("#notice.done")).to_contain_text("4 人中有 3 人有上年结果")


async def test_an_archive_that_does_not_verify_makes_a_meeting_without_them_and_says_why(
    host: Hosted, windows: Windows
) -> None:
    page = await windows.admin(host)
    form = await begin_with(page, PAST.archive())
    await page.get_by_label(OFFER).check()
    await form.create()
    await expect(page.locator("#notice")).to_contain_text("没有放入上年结果：这份归档不是本服务器签名的")
    await expect(page.locator(".link-card").first).to_be_visible()
    assert (await stored(host))["last_year"] is None


async def test_nothing_comes_along_unless_it_is_wanted_or_without_an_archive(host: Hosted, windows: Windows) -> None:
    page = await windows.admin(host)
    with zipfile.ZipFile(io.BytesIO(PAST.archive())) as packed:
        await begin_with(page, packed.read("meeting.json"))
    await expect(page.get_by_label(OFFER)).to_have_count(0)
    page = await windows.admin(host)  # another device
    form = await begin_with(page, archive(host))
    await expect(page.get_by_label(OFFER)).not_to_be_checked()
    await form.create()
    await expect(page.locator(".link-card").first).to_be_visible()
    assert (await stored(host))["last_year"] is None


async def test_the_offer_stays_as_it_was_ticked_in_another_language(host: Hosted, windows: Windows) -> None:
    page = await windows.admin(host)
    await begin_with(page, archive(host))
    await page.get_by_label(OFFER).check()
    await choose_language(page, "en")
    await expect(page.get_by_label("Show last year’s scores and grades from this archive")).to_be_checked()
