"""Cards and paper ballots on paper: what Chromium prints, counted in pages and measured in boxes."""

import json
import re

import pytest
from playwright.async_api import Page, Route

from tests.hand_count import CARDS, sample
from tests.harness import Hosted, Map
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio

PAGE = re.compile(rb"/Type\s*/Page\b")
MILLIMETRE = 96 / 25.4
CUT_OFF = """() => [...document.querySelectorAll('.slip *, .card *')].filter((one) => {
  const box = one.getBoundingClientRect(), paper = one.closest('.slip, .page').getBoundingClientRect();
  return box.right > paper.right + 0.5 || box.left < paper.left - 0.5 || one.scrollWidth > one.clientWidth + 1
    && one.clientWidth > 0 && getComputedStyle(one).display !== 'inline'
    && getComputedStyle(one).textOverflow !== 'ellipsis';
}).map((one) => one.outerHTML)"""


async def printed(host: Hosted, windows: Windows, document: Map, group: str, count: int, **body: object) -> Page:
    """The print sheet as the desk gets it, in a window of its own."""
    made = await host.make(document)
    asked = {"group": group, "count": count, **body}
    answer = await made.http("POST", "/cards", asked, Accept="text/html")
    assert answer.status_code == 201, answer.text
    window = await windows.open(f"{host.base}/healthz")

    async def fulfil(route: Route) -> None:
        await route.fulfill(body=answer.text, content_type="text/html; charset=utf-8")

    await window.route("**/sheet", fulfil)
    await window.goto(f"{host.base}/sheet")
    return window


async def pages(window: Page) -> int:
    return len(PAGE.findall(await window.pdf(prefer_css_page_size=True)))


def town() -> Map:
    document: Map = json.loads((CARDS / "samples/town-18.json").read_text("utf-8"))
    return document


async def test_eighteen_reporters_stand_on_one_page_and_every_ballot_starts_a_new_one(
    host: Hosted, windows: Windows
) -> None:
    window = await printed(host, windows, town(), "两代表一委员", 3, print="forms")
    assert await pages(window) == 3
    assert await window.evaluate(CUT_OFF) == []


async def test_a_ballot_of_many_items_takes_the_pages_it_needs(host: Hosted, windows: Windows) -> None:
    document = sample("daily-work.toml")
    document["parts"][0]["subjects"] = town()["parts"][0]["subjects"]
    window = await printed(host, windows, document, "全体", 2, print="forms", part="民主测评")
    count = await pages(window)
    assert count == 4
    assert await window.evaluate(CUT_OFF) == []


SAMPLES = ["members", "two-parts", "contest", "election", "title-panel", "project-review", "speech"]


@pytest.mark.scaled(3)
@pytest.mark.parametrize("name", SAMPLES)
async def test_the_samples_forms_take_a_page_each_and_nothing_is_cut_off(
    host: Hosted, windows: Windows, name: str
) -> None:
    document = sample(f"{name}.toml")
    group = document.get("groups", [{"name": "全体"}])[0]["name"]
    voting = [part for part in document["parts"] if group in part.get("groups", [group])]
    window = await printed(host, windows, document, group, 2, print="forms", part=voting[0]["name"])
    assert await pages(window) == 2
    assert await window.evaluate(CUT_OFF) == []


async def test_long_explanations_of_items_are_on_the_second_page_with_the_notes(host: Hosted, windows: Windows) -> None:
    window = await printed(host, windows, sample("indicators.toml"), "党委委员", 2, print="forms")
    assert await pages(window) == 4
    assert await window.evaluate(CUT_OFF) == []


async def test_long_names_and_titles_stay_on_their_paper(host: Hosted, windows: Windows) -> None:
    document = sample("two-parts.toml")
    document["title"] = "中共临江街道工作委员会" * 8
    document["organisation"] = "Überlandwerkebetriebsgenossenschaftsvorstand" * 3
    for part in document["parts"]:
        part["subjects"][0].update(name="阿卜杜热西提·买买提明" * 3, unit="W" * 60, post="社区" * 20)
    for kind in ("cards", "forms"):
        window = await printed(host, windows, document, "街道班子成员", 2, print=kind, recuse="s1")
        assert await window.evaluate(CUT_OFF) == []


async def test_twelve_cards_stand_on_a_page_with_a_code_that_a_phone_can_read(host: Hosted, windows: Windows) -> None:
    window = await printed(host, windows, town(), "两代表一委员", 13, recuse="s3")
    assert await pages(window) == 2
    square = await window.locator(".card .qr").first.bounding_box()
    first, fourth = [await window.locator(".card").nth(n).bounding_box() for n in (0, 3)]
    assert square is not None and square["width"] >= 40 * MILLIMETRE
    assert first is not None and fourth is not None and fourth["y"] >= first["y"] + first["height"] - 1
    for card in await window.locator(".card").all():
        inside = await card.evaluate("(one) => one.scrollHeight <= one.clientHeight + 1")
        assert inside
