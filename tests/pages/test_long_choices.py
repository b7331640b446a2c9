"""Choices whose words are long: no word is broken that fits a line of the phone, none sticks out of its button."""

from collections.abc import Mapping

import pytest
from playwright.async_api import Page, expect

from tests.harness import Hosted, Map
from tests.pages.voter_stage import expect_state, subjects
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio

WIDTHS = (320, 360, 390, 560, 195)
"""The last is a phone of 390 pixels at 200 %."""
BROKEN = """() => [...document.querySelectorAll('.choice .word')].flatMap((word) => {
  const text = word.firstChild, range = document.createRange();
  return [...(text ? text.data : '').matchAll(/\\S+/g)].filter(({ 0: found, index }) => {
    range.setStart(text, index);
    range.setEnd(text, index + found.length);
    return new Set([...range.getClientRects()].map((rect) => Math.round(rect.top))).size > 1;
  }).map(([found]) => found);
})"""
SPILT = """() => [...document.querySelectorAll('.choice')].filter((choice) => {
  const box = choice.getBoundingClientRect();
  const words = [...choice.querySelectorAll('.word, .digit')].map((word) => word.getBoundingClientRect());
  return box.left < 0 || box.right > innerWidth || choice.scrollWidth > choice.clientWidth + 1
    || words.some((word) => word.left < box.left || word.right > box.right || word.bottom > box.bottom);
}).map((choice) => choice.textContent)"""
COLUMNS = """() => new Set([...document.querySelectorAll('.choice:not(.wide)')]
  .map((choice) => Math.round(choice.getBoundingClientRect().left))).size"""
LONG = "Zusammenarbeitsbereitschaftsbeurteilung"


def words_of(*words: str) -> Map:
    choices = [[word, str(10 - place)] for place, word in enumerate(words)]
    return {"title": "Form", "scale": {"choices": choices}, "items": [{"key": "all", "title": "Overall"}], "notes": []}


def bands_of(*names: str) -> Map:
    return {"bands": [[name, floor] for name, floor in zip(names, ("9", "7", "4", "0"), strict=True)]}


FORMS: Mapping[str, tuple[Map | str, Map]] = {
    "default bands": ("secretary", {}),
    "longer bands": ("secretary", bands_of("Satisfactory", "Competent", "Tolerable", "Deficient")),
    "four words": (words_of("Excellent", "Competent", "Basically competent", "Not qualified"), {}),
    "longer words": (words_of("Satisfactory", "Conditionally satisfactory", "Unsatisfactory", "Disqualified"), {}),
}


async def at_ballot(host: Hosted, windows: Windows, form: Map | str, rules: Map) -> Page:
    part = {"name": "上述", "form": form, "subjects": subjects(3)}
    made = await host.make(language="en", parts=[part], rules=rules)
    async with made.chair() as chair:
        page = await windows.open(f"{host.base}/m#{next(iter(made.join.values()))}", locale="en-GB")
        await expect_state(page, "wait")
        await chair.open(made.ids()[:1])
        await expect_state(page, "ballot")
    return page


async def resized(page: Page, width: int) -> None:
    await page.set_viewport_size({"width": width, "height": 844})


@pytest.mark.parametrize("name", FORMS)
async def test_no_word_of_a_choice_is_broken_at_any_width_nor_in_large_type(
    host: Hosted, windows: Windows, name: str
) -> None:
    page = await at_ballot(host, windows, *FORMS[name])
    seen: dict[tuple[bool, int], list[str]] = {}
    for is_big in (False, True):
        if is_big:
            await page.locator("#big").click()
            await expect(page.locator("html.big")).to_have_count(1)
        for width in WIDTHS[: -1 if is_big else None]:
            await resized(page, width)
            seen[is_big, width] = [*await page.evaluate(BROKEN), *await page.evaluate(SPILT)]
    assert {at: found for at, found in seen.items() if found} == {}


async def test_a_word_longer_than_a_line_is_broken_and_stays_in_its_button(host: Hosted, windows: Windows) -> None:
    page = await at_ballot(host, windows, words_of(LONG, LONG[:30], "Gut"), {})
    for width in WIDTHS:
        await resized(page, width)
        assert await page.evaluate(SPILT) == []
    assert await page.evaluate(BROKEN) != []
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("language", "columns"), [("zh", (5, 5, 5)), ("en", (2, 3, 3))], ids=["Chinese", "English"])
async def test_ten_marks_are_in_rows_of_five_where_their_words_are_short(
    host: Hosted, windows: Windows, language: str, columns: tuple[int, ...]
) -> None:
    """In the order of the paper form: two rows of five."""
    made = await host.make(language=language)
    async with made.chair() as chair:
        page = await windows.open(f"{host.base}/m#{next(iter(made.join.values()))}")
        await expect_state(page, "wait")
        await chair.open(made.ids()[:1])
        await expect_state(page, "ballot")
    found = []
    for width in WIDTHS[:3]:
        await resized(page, width)
        found.append(await page.evaluate(COLUMNS))
    assert tuple(found) == columns
