"""Paper ballots as Chromium prints them: pages, places of boxes and codes, and that all text has room (UX 18).

What is printed is compared with the layout data of `cards/`, and the codes in the corners are read from a picture.
"""

import base64
import re
from typing import Any, NamedTuple

import pytest
from playwright.async_api import Page

from cards.ballot_flow import Sheet, lay_out
from cards.ballot_sheet import CORNERS, corner_place, corner_text
from cards.sheet_page import BOLD, BOLD_PERCENT
from cards.text_lines import text_width
from server.web.paper_ballots import paper_ballot
from tests.cards.qr_reader import read
from tests.hand_count import sample
from tests.harness import Hosted, Map
from tests.pages.test_print import printed, town
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio

MILLIMETRE = 96 / 25.4
TOLERANCE = 0.3
"""Millimetres."""
LEAST_BOX = 4.2
MEDIA_BOX = re.compile(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]")
PLACES = """(selector) => [...document.querySelectorAll('.leaf')].map((leaf) => {
  const paper = leaf.getBoundingClientRect();
  return [...leaf.querySelectorAll(selector)].map((one) => {
    const box = one.getBoundingClientRect();
    return [box.left - paper.left, box.top - paper.top, box.width, box.height];
  });
})"""
TEXTS = """() => [...document.querySelectorAll('.leaf text')].map((one) => ({
  text: one.textContent, width: one.getBBox().width, size: Number(one.getAttribute('font-size')),
  names: (one.getAttribute('class') || '').split(' '),
}))"""
DARK = """async ([picture, points]) => {
  const image = await createImageBitmap(await (await fetch('data:image/png;base64,' + picture)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
  canvas.drawImage(image, 0, 0);
  const pixels = canvas.getImageData(0, 0, image.width, image.height).data;
  return points.map(([x, y]) => {
    const at = 4 * (Math.floor(y * image.height) * image.width + Math.floor(x * image.width));
    return pixels[at] + pixels[at + 1] + pixels[at + 2] < 384;
  });
}"""

DARK_SHARE = """async (picture) => {
  const image = await createImageBitmap(await (await fetch('data:image/png;base64,' + picture)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
  canvas.drawImage(image, 0, 0);
  const pixels = canvas.getImageData(0, 0, image.width, image.height).data;
  let dark = 0;
  for (let at = 0; at < pixels.length; at += 4) dark += pixels[at] + pixels[at + 1] + pixels[at + 2] < 384;
  return (100 * dark * 4) / pixels.length;
}"""


class Printed(NamedTuple):
    window: Page
    sheet: Sheet
    ballots: int


def english(document: Map) -> Map:
    return {**document, "language": "en"}


def with_form(form: str, people: int = 18) -> Map:
    document = town()
    part = {**document["parts"][0], "form": form}
    part["subjects"] = part["subjects"][:people]
    return {name: value for name, value in document.items() if name != "rules"} | {"parts": [part]}


def sixty() -> Map:
    document = town()
    people = [{"name": f"欧阳文{n}", "unit": f"第{n}党支部", "post": "支部书记"} for n in range(1, 61)]
    return {**document, "parts": [{**document["parts"][0], "subjects": people}]}


KINDS: dict[str, tuple[Map, str, int]] = {
    "combined round of eighteen": (town(), "A4", 1),
    "combined round of eighteen in English": (english(town()), "A4", 1),
    "sixty people": (sixty(), "A4", 3),
    "one person, six items": (with_form("six-items", 1), "A4", 1),
    "one person, six items, in English": (english(with_form("six-items", 1)), "A4", 1),
    "six items side by side": (with_form("six-items"), "A4", 2),
    "six items in English": (english(with_form("six-items")), "A4", 2),
    "five items of ten marks on A3": (with_form("indicators"), "A3", 1),
    "long explanations": (sample("indicators.toml"), "A4", 2),
    "election with a line for a name": (sample("election.toml"), "A4", 1),
    "words and numbers": (sample("title-panel.toml"), "A4", 1),
    "numbers that are added up": (sample("project-review.toml"), "A4", 1),
    "hundredths": (sample("speech.toml"), "A4", 1),
    "English bands": (sample("contest.toml"), "A4", 1),
}
"""By kind: the document, the paper, and how many pages a ballot has."""


async def print_ballots(host: Hosted, windows: Windows, document: Map, paper: str, ballots: int = 2) -> Printed:
    """The print sheet of the first group that votes in the first part, with a recusal, and its layout data."""
    group, several = _group(document), len(document["parts"][0]["subjects"]) > 1
    order = {"print": "forms", "paper": paper, "part": _part(document)} | ({"recuse": "s2"} if several else {})
    window = await printed(host, windows, document, group, ballots, **order)
    await window.emulate_media(media="print")
    (live,) = host.registry.live_meetings.values()
    meeting = live.state.meeting
    names = [group.name for group in meeting.groups]
    part = next(part for part in meeting.parts if part.name == _part(document))
    digest = host.app.operations.signing_key.digest
    batch = {"batch": live.batches[-1].batch, "test": True, "key": digest}
    ballot = paper_ballot(meeting, part, names.index(group), order.get("recuse"), **batch)
    return Printed(window, lay_out(ballot, paper), ballots)


def _part(document: Map) -> str:
    name: str = document["parts"][0]["name"]
    return name


def _group(document: Map) -> str:
    first = document.get("groups", [{"name": "全体"}])[0]["name"]
    voting: list[str] = document["parts"][0].get("groups", [first])
    return voting[0]


every_kind = pytest.mark.parametrize(("document", "paper", "count"), KINDS.values(), ids=KINDS)


@pytest.mark.scaled(4)
@every_kind
async def test_a_printed_ballot_is_what_its_layout_data_says(
    host: Hosted, windows: Windows, document: Map, paper: str, count: int
) -> None:
    """Pages and their size; every box at its place and of at least 4.2 mm; the codes in the corners; room for text."""
    made = await print_ballots(host, windows, document, paper)
    assert len(made.sheet.pages) == count
    await assert_pages(made)
    await assert_fields(made)
    await assert_codes(made)
    await assert_text_has_room(made)
    await assert_ballots_are_alike(made)


async def assert_ballots_are_alike(made: Printed) -> None:
    """The second refers to what the first draws, and must look the same: only codes and digits differ, by 1 % of the
    page's area at most."""
    leaves = made.window.locator(".leaf")
    shares = []
    for place in (0, len(made.sheet.pages)):
        picture = await leaves.nth(place).screenshot(type="png")
        shares.append(await made.window.evaluate(DARK_SHARE, base64.b64encode(picture).decode()))
    assert shares[0] > 1 and abs(shares[0] - shares[1]) < 1, shares


async def assert_pages(made: Printed) -> None:
    sizes = MEDIA_BOX.findall(await made.window.pdf(prefer_css_page_size=True))
    assert len(sizes) == made.ballots * len(made.sheet.pages)
    layout = made.sheet.layout
    for size in sizes:
        width, height = (float(length) / 72 * 254 for length in size)
        assert abs(width - layout.width) <= 5 and abs(height - layout.height) <= 5


async def assert_fields(made: Printed) -> None:
    leaves = await made.window.evaluate(PLACES, ".box, .digit")
    assert len(leaves) == made.ballots * len(made.sheet.pages)
    assert not any(leaves[len(made.sheet.pages) :]), "the others refer to the first ballot's"
    for page, boxes in zip(made.sheet.pages, leaves, strict=False):
        fields = [field for field in page.fields if field.kind in ("mark", "abstain", "digit")]
        assert len(boxes) == len(fields)
        for (x, y, width, height), field in zip(boxes, fields, strict=True):
            middle = x + width / 2, y + height / 2
            assert_near(middle, (field.x + field.width / 2, field.y + field.height / 2))
            assert min(width, height) / MILLIMETRE >= LEAST_BOX


async def assert_codes(made: Printed) -> None:
    layout = made.sheet.layout
    for leaf in (await made.window.evaluate(PLACES, ".corner > path"))[: len(made.sheet.pages)]:
        for (x, y, width, height), corner in zip(leaf, CORNERS, strict=True):
            assert_near((x, y), corner_place(layout, corner))
            assert_near((width, height), (layout.corner_code, layout.corner_code))
    for [[x, y, width, height]] in await made.window.evaluate(PLACES, ".card-code > path"):
        assert_near((x + width, y), (layout.width - layout.margin, layout.margin))
        assert_near((width, height), (layout.card_code, layout.card_code))


def assert_near(place: tuple[float, float], expected: tuple[float, float]) -> None:
    """Pixels, and tenths of a millimetre."""
    for got, wanted in zip(place, expected, strict=True):
        assert abs(got / MILLIMETRE - wanted / 10) <= TOLERANCE, (place, expected)


async def assert_text_has_room(made: Printed) -> None:
    """No line is wider than the layout reckoned, which is what kept it inside its cell; none is of small type."""
    texts: list[dict[str, Any]] = await made.window.evaluate(TEXTS)
    for text in texts:
        if not {"code", "coded"} & set(text["names"]):
            bold = set(BOLD) & set(text["names"])
            assert (
                text["width"] <= text_width(text["text"], text["size"] * (BOLD_PERCENT if bold else 100) // 100) + 2
            ), text
        assert text["size"] >= 32 or {"fine", "code", "coded"} & set(text["names"]), text
    outside = [
        (x, y)
        for leaf in await made.window.evaluate(PLACES, "text")
        for x, y, width, height in leaf
        if min(x, y) < 0 or (x + width) / MILLIMETRE * 10 > made.sheet.layout.width - made.sheet.layout.margin + 3
    ]
    assert outside == []


@pytest.mark.scaled(1)
@pytest.mark.parametrize(
    "kind", ["combined round of eighteen", "six items in English", "five items of ten marks on A3"]
)
async def test_the_corner_codes_can_be_read_from_a_picture_of_the_page(
    host: Hosted, windows: Windows, kind: str
) -> None:
    """Three corners say layout, version, page and corner: with the card's own code, four marks find the page. Also on
    the second ballot, which refers to what the first one draws."""
    document, paper, _ = KINDS[kind]
    made = await print_ballots(host, windows, document, paper)
    await made.window.evaluate("() => { document.documentElement.style.zoom = '2'; }")
    for number in range(2 * len(made.sheet.pages)):
        picture = await made.window.locator(".leaf").nth(number).screenshot()
        for corner in CORNERS:
            expected = corner_text(made.sheet, number % len(made.sheet.pages), corner)
            assert await code_in(made, picture, corner) == expected


async def code_in(made: Printed, picture: bytes, corner: str) -> str:
    """The text of the code in a corner of a picture, read from the middles of its modules."""
    layout = made.sheet.layout
    x, y = corner_place(layout, corner)
    module = layout.corner_code / 21
    points = [
        ((x + module * (column + 0.5)) / layout.width, (y + module * (row + 0.5)) / (layout.height - 5))
        for row in range(21)
        for column in range(21)
    ]
    dark = await made.window.evaluate(DARK, [base64.b64encode(picture).decode(), points])
    return read([dark[start : start + 21] for start in range(0, 441, 21)])
