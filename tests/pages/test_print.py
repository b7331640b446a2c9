"""Cards and paper ballots on paper: what Chromium prints, counted in pages and measured in boxes."""

import json
import re

import pytest
from playwright.async_api import Page, Route

from cards.card_sheet import CardNetwork, CardSheet, card_sheet
from server.core.languages import languages
from server.core.message_catalogue import section
from tests.hand_count import CARDS, sample
from tests.harness import ROOT, Hosted, Map
from tests.pages.windows import Windows
from tests.pseudo import CLOSE, OPEN, long_words, pseudo_texts

pytestmark = pytest.mark.anyio

PEOPLE = [{"name": name} for name in ("甲", "乙", "丙")]
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


@pytest.mark.parametrize(("language", "script"), [("zh", "SC"), ("zh-Hant", "TC")])
@pytest.mark.parametrize("kind", ["cards", "forms"])
async def test_cards_and_ballots_name_the_fonts_of_their_script(
    host: Hosted, windows: Windows, kind: str, language: str, script: str
) -> None:
    """A character has another form in Taiwan than on the mainland, under the same code."""
    group = languages()[language].everyone
    document = {
        "title": "評議",
        "language": language,
        "parts": [{"name": "上", "form": "secretary", "subjects": PEOPLE}],
    }
    window = await printed(host, windows, document, group, 1, print=kind)
    texts = window.locator(".card .title, .leaf text:not(.roman)")
    named = await texts.evaluate_all("(all) => all.map((one) => getComputedStyle(one).fontFamily)")
    assert named and {found for fonts in named for found in re.findall(r"CJK (\w\w)", fonts)} == {script}


NETWORK = CardNetwork(long_words("Wi-Fi 2"), "Konferenz-Gast-5GHz", "Gaestepasswort2026", "WIFI:T:WPA;S:k;P:g;;")
OUTSIDE = """() => [...document.querySelectorAll('.card')].flatMap((card) => {
  const box = card.getBoundingClientRect();
  return [...card.querySelectorAll('*')].filter((one) => {
    const own = one.getBoundingClientRect();
    return own.right > box.right + 1 || own.left < box.left - 1 || own.bottom > box.bottom + 1 || own.top < box.top - 1;
  }).map((one) => one.outerHTML.slice(0, 120));
})"""


@pytest.mark.parametrize("network", [None, NETWORK])
async def test_long_words_stay_on_their_cards(host: Hosted, windows: Windows, network: CardNetwork | None) -> None:
    """In a made-up language, whose words are longer by two fifths."""
    words = {
        key: text.replace(OPEN, "").replace(CLOSE, "") for key, text in pseudo_texts(section("en", "cards")).items()
    }
    names = map(long_words, ("Yearly appraisal of branch secretaries", "Town committee", "Members and residents"))
    title, organisation, group = names
    sheet = CardSheet(
        title, organisation, group, 0, "B12", words, True, "Alexandra Hill", "ABCD EFGH IJKL MNOP QRST", network
    )
    window = await windows.open(f"{host.base}/healthz")
    served = {"sheet": card_sheet(sheet, [("0" * 16, f"{host.base}/v#{'0' * 16}")] * 12, "/print.css")}
    served["print.css"] = (ROOT / "static" / "print.css").read_text("utf-8")
    kinds = {"sheet": "text/html; charset=utf-8", "print.css": "text/css"}

    async def fulfil(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        await route.fulfill(body=served[name], content_type=kinds[name])

    for name in served:
        await window.route(f"**/{name}", fulfil)
    await window.goto(f"{host.base}/sheet")
    await window.emulate_media(media="print")
    assert await window.locator(".card").count() == 12
    assert await window.evaluate(CUT_OFF) == [] and await window.evaluate(OUTSIDE) == []
    assert await pages(window) == (1 if network is None else 2)


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
