"""P37: hostile text in every field of every page, in a real browser. None of it runs."""

import asyncio
import io
import zipfile
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, Route, expect

from tests.harness import Hosted, MeetingClient, Peer, receipt
from tests.pages.actions import close_and_publish, press
from tests.pages.hostile import CORPUS, SCRIPTS, SHOWN, SPRUNG, Baits, Trapped, document, harmless
from tests.pages.windows import FAULTS
from tests.pages.wizard import HEADS, Wizard
from tests.proof_scale import scaled

pytestmark = pytest.mark.anyio

TURNS = range(scaled(1, len(CORPUS)))
VIEWS = ("join", "agenda", "round", "result", "ranking", "blank")
SECTIONS = "[id^=nav-]"


@pytest.fixture
async def windows(browser: Browser, host: Hosted) -> AsyncIterator[Trapped]:
    trapped = Trapped(browser, host.base)
    yield trapped
    await trapped.close()
    assert trapped.foreign == []
    assert not [line for line in trapped.console if line.startswith(FAULTS) or FAULTS[0] in line]


async def cast_with_notes(chair: Peer, phones: list[Peer], round_id: str, marks: list[int | None], bait: Baits) -> None:
    notes = [{"subject": 0, "key": "problems", "text": bait(500)}]
    asked = (phone.cast(round_id, [marks], notes=notes) for phone in phones)
    answers = await asyncio.gather(*asked)
    assert all(map(receipt, answers)), answers


async def hold_meeting(made: MeetingClient, chair: Peer, phones: list[Peer], bait: Baits) -> None:
    """A published round of each part, a void one, notes, and additions to the results."""
    kept = (await made.http("GET", "")).json()["document"]
    numbers, words = (part["name"] for part in kept["parts"][:2])
    spoilt = await chair.open(made.ids(numbers)[:1], numbers)
    await cast_with_notes(chair, phones, spoilt, [7, 8], bait)
    await chair.do("void", round=spoilt, reason=bait(200))
    for part, marks in ((numbers, [7, 8]), (words, [1])):
        round_id = await chair.open(made.ids(part)[:1], part)
        await cast_with_notes(chair, phones, round_id, [*marks], bait)
        await close_and_publish(chair, round_id)
    for path, body in added(made, kept["rules"]["bands"][0][0], bait):
        answer = await made.http("PUT", path, body)
        assert answer.status_code == 200, answer.text


def added(made: MeetingClient, grade: str, bait: Baits) -> list[tuple[str, object]]:
    one = f"/subjects/{made.subjects[0]['id']}"
    return [
        (f"{one}/decision", {"grade": grade, "reason": bait(500)}),
        (f"{one}/adjustments", [{"points": "-0.5", "reason": bait(500)}]),
        (f"{one}/flags", [bait(100)]),
        (f"{one}/brief", {"text": bait(3000)}),
        (f"{one}/comments", [{"by": bait(40), "text": bait(1000)}]),
        (f"{one}/opinion", {"strengths": bait(1000), "problems": [bait(1000)], "direction": bait(1000)}),
    ]


async def check_staff_pages(windows: Trapped, made: MeetingClient, chair: Peer, texts: list[str]) -> None:
    """Chair, screen in every view, and every section of the desk."""
    await harmless(await windows.chair(made), texts, 5)
    screen = await windows.screen(made)
    for view in VIEWS:
        await chair.do("view", view=view, **({"subject": made.subjects[0]["id"]} if view == "result" else {}))
        await expect(screen.get_by_role("main")).to_have_attribute("data-view", view)
        await harmless(screen, texts, 0 if view == "blank" else 1)
    desk = await windows.desk(made)
    await expect(desk.locator(SECTIONS).first).to_be_visible()
    for at in range(await desk.locator(SECTIONS).count()):
        await desk.locator(SECTIONS).nth(at).click()
        await expect(desk.locator(SECTIONS).nth(at)).to_have_attribute("aria-current", "page")
        await harmless(desk, texts, 1)


async def check_papers(windows: Trapped, made: MeetingClient, texts: list[str], folder: Path) -> None:
    """Print sheets as the server sends them, and downloads opened from disk, where no header protects."""
    [group, *_] = [one for one in made.join]
    for more in ({}, {"print": "forms", "part": made.subjects[0]["part"]}):
        answer = await made.http("POST", "/cards", {"group": group, "count": 2, **more}, Accept="text/html")
        assert answer.status_code == 201, answer.text
        sheet = await windows.open(f"{made.host.base}/healthz")
        await sheet.route("**/sheet", partial(send, answer.text, dict(answer.headers)))
        await sheet.goto(f"{made.host.base}/sheet")
        await harmless(sheet, texts, 2)
    saved = {"report.html": (await made.http("GET", "/tally.html")).content}
    bundle = zipfile.ZipFile(io.BytesIO((await made.http("GET", "/bundle.zip")).content))
    saved |= {Path(name).name: bundle.read(name) for name in bundle.namelist() if name.endswith(".html")}
    for name, body in saved.items():
        await check_saved(windows, folder / name, body, texts, 10)
    record = (await made.tally())["record"]
    for name in ("briefs.html", "opinions.html", f"rectification.html?notes=0&record={record}"):
        answer = await made.http("GET", f"/papers/{name}")
        assert answer.status_code == 200, answer.text
        await check_saved(windows, folder / name.partition("?")[0], answer.content, texts, 3)
    charts = zipfile.ZipFile(io.BytesIO((await made.http("GET", "/charts.zip")).content))
    for number, name in enumerate(charts.namelist()):
        await check_saved(windows, folder / f"{number}.svg", charts.read(name), texts, 0)


async def check_saved(windows: Trapped, file: Path, body: bytes, texts: list[str], least: int) -> None:
    await asyncio.to_thread(file.write_bytes, body)
    page = await windows.open(file.as_uri())
    await harmless(page, texts, least)
    await page.context.close()


async def check_admin_keys(windows: Trapped, host: Hosted, made: MeetingClient, bait: Baits) -> None:
    """The list, the keys and the log, as the main key sees them and as the body does."""
    names = [bait(60), bait(60)]
    keys = [(await host.http("POST", "/api/keys", host.admin, {"name": name})).json() for name in names]
    assert (await host.http("PUT", f"{made.path}/owner", host.admin, {"key": keys[0]["id"]})).status_code == 204
    for section in ("各单位的管理密钥", "操作记录"):
        admin = await windows.admin(host)
        await harmless(admin, bait.texts, 2)
        await press(admin, section)
        await harmless(admin, names, 2)
    await harmless(await windows.open(f"{host.base}/admin#{keys[0]['key']}"), bait.texts, 2)


async def send(text: str, headers: dict[str, str], route: Route) -> None:
    kept = {name: value for name, value in headers.items() if name not in ("content-length", "content-encoding")}
    await route.fulfill(body=text, headers=kept)


@pytest.mark.parametrize("turn", TURNS)
async def test_nothing_that_people_write_runs_on_any_page(
    host: Hosted, windows: Trapped, tmp_path: Path, turn: int
) -> None:
    """P37: admin, desk, chair, screen, phone, prints and downloads of a meeting full of baits."""
    bait = Baits(turn)
    made = await host.make(document(bait))
    async with made.chair() as chair:
        phones = [made.guest() for _ in range(6)]
        for phone in phones:
            await phone.__aenter__()
        ballot = await windows.guest(made)
        words = made.subjects[0]["part"]
        first = await chair.open(made.ids(words)[1:2], words)
        await expect(ballot.get_by_role("main")).to_contain_text(made.subjects[1]["name"])
        await harmless(ballot, bait.texts, 4)
        await chair.do("void", round=first, reason=bait(200))
        await hold_meeting(made, chair, phones, bait)
        await harmless(ballot, bait.texts, 2)
        await check_staff_pages(windows, made, chair, bait.texts)
        for phone in phones:
            await phone.socket.close()
    admin = await windows.admin(host)
    await harmless(admin, bait.texts, 1)
    await check_admin_keys(windows, host, made, bait)
    (tmp_path / "saved").mkdir()
    await check_papers(windows, made, bait.texts, tmp_path / "saved")


async def test_nothing_that_is_typed_or_pasted_into_a_new_meeting_runs(host: Hosted, windows: Trapped) -> None:
    """P37: not while it is typed, not in the preview, not in the draft that is found again."""
    for at in range(0, len(CORPUS), scaled(24, 1)):
        name, title = CORPUS[at], CORPUS[-at]
        form = Wizard(await windows.admin(host))
        await form.start()
        await form.title(title)
        await form.next("who")
        await form.next("parts")
        await form.paste(f"{HEADS}{name}\t{name}\t{name}\t现场\n{name}\t{title}\t\t{name}\n")
        await harmless(form.page, [name, title], 1)
        await form.page.reload()
        await harmless(form.page, [name, title], 1)
        await form.page.context.close()


PLACES = ("/v#", "/m#", "/chair#", "/desk#", "/screen#", "/admin#", "/#", "/desk?next=", "/m?code=")


async def test_nothing_in_an_address_runs(host: Hosted, windows: Trapped, proof: Callable[[str], None]) -> None:
    """P37: links are handed around by others."""
    page = await windows.fresh((390, 844))
    for place in PLACES:
        for text in CORPUS[:: scaled(32, 1)]:
            await page.goto("about:blank")
            await page.goto(f"{host.base}{place}{text}")
            await expect(page.get_by_role("heading").first).to_be_visible()
            assert await page.evaluate(SPRUNG) == []
    proof(f"{len(CORPUS)} texts in every field of {len(TURNS)} meetings, all pages, prints and downloads: none ran")


async def test_the_traps_spring_where_text_is_taken_for_markup(browser: Browser, host: Hosted) -> None:
    """The other tests could not fail without this."""
    windows = Trapped(browser, host.base)
    try:
        page: Page = await windows.fresh((390, 844))
        for text in SCRIPTS:
            await page.goto("about:blank")
            await page.evaluate("(text) => { document.body.innerHTML = '<p>' + text; }", text)
            await page.evaluate("(text) => { document.write(text); document.close(); }", text)
            assert await page.evaluate(SPRUNG) != [], text
            assert not await page.evaluate(SHOWN, [["nowhere"], 1])
        answer = await windows.open(f"{host.base}/chair")
        await answer.evaluate("() => { document.body.setAttribute('onclick', 'trap(1)'); }")
        await answer.wait_for_function(f"({SPRUNG})().some((one) => one.startsWith('stopped script-src'))")
    finally:
        await windows.close()
