"""What the projector says of the state of a result and of its shares, in both languages."""

import pytest
from playwright.async_api import expect

from tests.harness import Hosted, crowd
from tests.pages.actions import cast_all, cast_each, close_and_publish, expect_round_state
from tests.pages.screen_scenes import ONE, SCENES, SIXTY, counted
from tests.pages.screen_states import STATES
from tests.pages.stage_page import draw, look_at, set_up
from tests.pages.windows import PROJECTOR, Windows

pytestmark = pytest.mark.anyio

NOTE = {"zh": "占比合计因四舍五入可能不为 100%", "en": "Shares may not add up to 100% because of rounding"}
TOGETHER = {"zh": "统一公布", "en": "published together"}
WORDS = "() => document.querySelector('main').innerText"
EXACT = {"好": "46.2", "较好": "40.7", "一般": "11.0", "差": "2.1"}


@pytest.mark.scaled(2)
@pytest.mark.parametrize(("show", "text"), [("closed", "已截止，待公布"), ("held", "已截止，统一公布")])
@pytest.mark.parametrize("count", [1, 2])
async def test_a_closed_round_says_whether_its_result_comes_next_or_with_all_others(
    host: Hosted, windows: Windows, show: str, text: str, count: int
) -> None:
    made = await host.make(show=show)
    page = await windows.screen(made)
    async with crowd(made, 6) as peers, made.chair() as chair:
        round_id = await chair.open(made.ids()[:count])
        await cast_all(peers, round_id, [[8]] * count)
        await chair.do("close", round=round_id)
        await expect_round_state(page, text)


async def test_only_a_meeting_that_holds_its_results_speaks_of_all_of_them(host: Hosted, windows: Windows) -> None:
    page = await windows.open(f"{host.base}/screen", PROJECTOR)
    rounds = {name: messages for name, messages in {**STATES, **SCENES}.items() if "round" in name}
    for language in ("zh", "en"):
        await set_up(page, language)
        for name, (text,) in (await look_at(page, rounds, WORDS)).items():
            [first, *_] = rounds[name]
            is_held = first["meeting"]["show"] == "held" and first["view"]["view"] == "round"
            assert (TOGETHER[language] in text) == is_held, (name, text)


@pytest.mark.scaled(4)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("part", [ONE, SIXTY], ids=["one", "sixty"])
@pytest.mark.parametrize(("state", "view"), [("open", "round"), ("closed", "round"), ("published", "result")])
async def test_shares_that_do_not_add_up_say_so_and_others_do_not(
    host: Hosted, windows: Windows, part: dict[str, object], state: str, view: str, language: str
) -> None:
    """46.2 + 40.7 + 11.0 + 2.2 is 100.1; with 2.1 for the last it is 100."""
    page = await windows.open(f"{host.base}/screen", PROJECTOR)
    messages = counted(part, state, view)
    await draw(page, messages, language)
    note = page.locator(".note", has_text=NOTE[language]).filter(visible=True)
    await expect(note.first).to_be_visible()
    assert await note.first.evaluate("(node) => parseFloat(getComputedStyle(node).fontSize)") >= 0.02 * 1080
    for subject in messages[0]["tallies"][0]["subjects"]:
        subject["shares"] = EXACT
    await draw(page, messages, language)
    await expect(page.get_by_text(NOTE[language])).to_have_count(0)


async def test_votes_and_counts_without_bands_say_nothing_of_rounding(host: Hosted, windows: Windows) -> None:
    page = await windows.open(f"{host.base}/screen", PROJECTOR)
    names = ("round-seats-41", "result-election-40", "result-words")
    scenes = {**STATES, **{name: SCENES[name] for name in names}}
    await set_up(page)
    for name, (text,) in (await look_at(page, scenes, WORDS)).items():
        assert NOTE["zh"] not in text, name


@pytest.mark.parametrize(("marks", "is_noted"), [([10, 8, 8, 5, 5, 5, 1], True), ([10, 10, 8, 8, 5, 5, 1, 1], False)])
async def test_shares_of_a_real_round_are_added_up(
    host: Hosted, windows: Windows, marks: list[int], is_noted: bool
) -> None:
    """14.3 + 28.6 + 42.9 + 14.3 is 100.1, four times 25.0 is 100."""
    made = await host.make()
    page = await windows.screen(made)
    async with crowd(made, len(marks)) as peers, made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        await cast_each(peers, round_id, marks)
        await close_and_publish(chair, round_id)
        await expect_round_state(page, "结果已公布")
        await expect(page.get_by_text(NOTE["zh"], exact=True)).to_have_count(int(is_noted))
