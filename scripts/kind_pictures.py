"""Regenerates docs/pictures/kinds: for each kind of meeting a phone's ballot and the screen with the result.

Creates every sample on a real server, with a phone in a browser and the other voters as plain connections whose
ballots are drawn with a fixed seed. Nothing here depends on a kind but the number of voters and which picture says
most about it.
"""

import asyncio
import random
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright, expect

from tests.harness import ROOT, Hosted, Map, Peer, hosted
from tests.pages.set_up import sample

PICTURES = ROOT / "docs/pictures/kinds"
PHONE, SCREEN = {"width": 390, "height": 844}, {"width": 960, "height": 540}
TIMEOUT_MS = 30_000
MARK_SHARE = (0.72, 0.18, 0.07, 0.03)
"""How likely the first words of a scale are."""
NUMBERS_TYPED = 2


@dataclass(frozen=True)
class Kind:
    """A sample and how its pictures are taken. `voters`: cards of each group; `part`: the one that is shown; `view`:
    what the screen shows in the end; `single`: of its first subject alone; `singly`: a round for each subject."""

    name: str
    voters: tuple[int, ...]
    part: int = 0
    view: str = "result"
    single: bool = False
    singly: bool = False


KINDS = (
    Kind("town-18", (9, 9, 12), view="ranking"),
    Kind("indicators", (9, 15)),
    Kind("centre-mixed", (12, 18), single=True),
    Kind("three-bodies", (8, 12, 20), view="ranking"),
    Kind("members", (23,), part=1, single=True),
    Kind("election", (34,)),
    Kind("election-equal", (21,)),
    Kind("recommendation", (26,)),
    Kind("congress", (34,)),
    Kind("title-panel", (13,)),
    Kind("speech", (5,), view="ranking", singly=True),
    Kind("project-review", (8,), view="ranking", singly=True),
    Kind("jury-audience", (9, 40), view="ranking", singly=True),
    Kind("shareholders", (20, 13, 5), single=True),
    Kind("student-council", (10, 20, 8), view="ranking"),
)


# Ballots


def drawn_mark(chance: random.Random, round: Map, item: int, place: int) -> int:
    """A likely mark: the first words, or a number near the top; lower for later subjects."""
    scale = round["scales"][round["scale_of"][item]]
    if "low" not in scale:
        count = len(scale["marks"])
        weights = [share * (1 + 0.35 * place) ** mark for mark, share in enumerate(MARK_SHARE[:count])]
        return chance.choices(range(count), weights)[0]
    low, high = scale["low"], scale["high"]
    fraction = min(1.0, max(0.4, chance.gauss(0.92 - 0.15 * place / len(round["subjects"]), 0.06)))
    return int(low + round_half(fraction * (high - low)))


def round_half(value: float) -> int:
    return int(value + 0.5)


def obeying_limits(chance: random.Random, round: Map, rows: list[list[int]]) -> list[list[int]]:
    """Rows with as many marks of the limited words as a ballot may have; earlier subjects get them more often."""
    for limit in round["limits"]:
        words = [word for _, _, word in round["scales"][0]["marks"]]
        wanted = words.index(limit["choices"][0])
        most = limit["most"] if limit["most"] is not None else limit["least"]
        order = sorted(range(len(rows)), key=lambda place: chance.random() * (1 + place / 3))
        for turn, place in enumerate(order):
            for item, mark in enumerate(rows[place]):
                if turn < most and limit["least"]:
                    rows[place][item] = wanted
                elif turn >= most and mark == wanted:
                    rows[place][item] = wanted + 1
    return rows


def agreeing(round: Map, rows: list[list[int]]) -> list[list[int]]:
    """Rows whose numbers fit their votes."""
    for agreement in round["agree"]:
        for row in rows:
            if row[agreement["item"]] == agreement["mark"]:
                low, high = agreement["allowed"][0]
                row[agreement["needs"]] = min(max(row[agreement["needs"]], low + 8), high - 5)
    return rows


def drawn_rows(chance: random.Random, round: Map) -> list[list[int]]:
    items = range(len(round["form"]["items"]))
    rows = [[drawn_mark(chance, round, item, place) for item in items] for place in range(len(round["subjects"]))]
    return agreeing(round, obeying_limits(chance, round, rows))


def write_ins(chance: random.Random, round: Map, rows: list[list[int]]) -> list[str]:
    limit = round["limits"][0] if round["limits"] else None
    votes = sum(row[0] == 0 for row in rows)
    is_free = "write_in" in round["form"] and limit is not None and votes < limit["most"]
    return ["王建华"] if is_free and chance.random() < 0.7 else []


def explaining(round: Map) -> list[Map]:
    """A note on every subject, where a mark may have to be explained."""
    form = round["form"]
    if not form.get("explain"):
        return []
    return [{"subject": place, "key": form["notes"][0]["key"], "text": "—"} for place in range(len(round["subjects"]))]


# The browser


def locator_name(is_list: bool, place: int, item: int) -> str:
    return f"{place}-item{item}" if is_list else f"item{item}"


async def mark_ballot(page: Page, round: Map, rows: Sequence[Sequence[int]]) -> None:
    """Mark the first subjects on the phone, so that the picture shows a ballot that is being filled in."""
    is_list = await page.locator(".rows").count() > 0
    for place in range((len(rows) + 1) // 2 if is_list else 1):
        for item, mark in enumerate(rows[place]):
            radio = page.locator(f'input[name="{locator_name(is_list, place, item)}"][value="{mark}"]')
            if await radio.count():
                await radio.check()
            elif item < NUMBERS_TYPED:
                scales = [round["scales"][scale] for scale in round["scale_of"]]
                typed = f"{mark * float(scales[item]['step']):g}"
                await page.get_by_role("spinbutton").nth(sum("low" in one for one in scales[:item])).fill(typed)
    await page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")


async def opened(browser: Browser, url: str, size: Map, language: str) -> Page:
    locale = "en-GB" if language == "en" else "zh-CN"
    context = await browser.new_context(viewport=size, locale=locale, reduced_motion="reduce")  # type: ignore[arg-type]
    context.set_default_timeout(TIMEOUT_MS)
    page = await context.new_page()
    await page.goto(url)
    return page


# A meeting


class Sitting:
    """One sample meeting from its creation to its result."""

    def __init__(self, host: Hosted, browser: Browser, kind: Kind) -> None:
        self.host, self.browser, self.kind = host, browser, kind
        self.document = sample(kind.name)
        self.chance = random.Random(f"{kind.name} 2026")

    async def hold(self) -> None:
        async with AsyncExitStack() as stack:
            self.made = await self.host.make(self.document)
            codes = await self._codes()
            await self.made.go_live()
            await self._attend()
            self.peers = [await stack.enter_async_context(self._peer(code)) for code in codes[1:]]
            self.chair = await stack.enter_async_context(self.made.chair())
            path = "v" if self.made.join is None else "m"
            language = self.document.get("language", "zh")
            self.phone = await opened(self.browser, f"{self.host.base}/{path}#{codes[0]}", PHONE, language)
            screen_url = f"{self.host.base}/screen#{self.made.keys['screen']}"
            self.screen = await opened(self.browser, screen_url, SCREEN, language)
            await self._vote()
            await self._show()
            await self.phone.context.close()
            await self.screen.context.close()

    async def _codes(self) -> list[str]:
        """A card for each voter, or the join code of each voter's group; first those who vote in the part shown."""
        groups = [group["name"] for group in await self._groups()]
        of_part = self.document["parts"][self.kind.part].get("groups", groups)
        order = sorted(zip(groups, self.kind.voters, strict=True), key=lambda pair: pair[0] not in of_part)
        if self.made.join is not None:
            return [self.made.join[name] for name, count in order for _ in range(count)]
        return [card for name, count in order for card in await self.made.cards(count, name)]

    async def _groups(self) -> list[Map]:
        document: Map = (await self.made.http("GET", "")).json()["document"]
        groups: list[Map] = document["groups"]
        return groups

    async def _attend(self) -> None:
        voters = sum(self.kind.voters)
        body: Map = {"present": voters, "absent": self.document["expected"] - voters}
        pairs = list(zip(await self._groups(), self.kind.voters, strict=True))
        if all(group.get("size") for group, _ in pairs):
            body["groups"] = {g["name"]: {"present": count, "absent": g["size"] - count} for g, count in pairs}
        answer = await self.made.http("PUT", "/attendance", body)
        assert answer.status_code == 200, (self.kind.name, answer.text)

    def _peer(self, code: str) -> Peer:
        return self.made.phone(code) if self.made.join is None else self.made.guest(code)

    async def _vote(self) -> None:
        for place, part in enumerate(self.document["parts"]):
            if part.get("source") == "entered":
                continue
            ids = self.made.ids(part["name"])
            for turn, subjects in enumerate([[one] for one in ids] if self.kind.singly else [ids]):
                await self._round(part["name"], subjects, is_shown=place == self.kind.part and turn == 0)

    async def _round(self, part: str, subjects: list[str], is_shown: bool) -> None:
        round_id = await self.chair.open(subjects, part=part)
        heard = [await peer.hear("round", id=round_id) for peer in self.peers]
        if is_shown:
            await expect(self.phone.locator('main[data-state="ballot"]')).to_be_visible(timeout=TIMEOUT_MS)
            round = next(one for one in heard if one["eligible"])
            await mark_ballot(self.phone, round, drawn_rows(self.chance, round))
            await take_picture(self.phone, f"{self.kind.name}-phone")
        for peer, round in zip(self.peers, heard, strict=True):
            if round["eligible"]:
                await self._cast(peer, round)
        await self.chair.do("close", round=round_id, confirm=True)
        if self.document["show"] != "held":
            await self.chair.do("publish", round=round_id)
        if is_shown:
            self.shown = subjects

    async def _cast(self, peer: Peer, round: Map) -> None:
        rows = drawn_rows(self.chance, round)
        names: Map = {"write_ins": write_ins(self.chance, round, rows)} if "write_in" in round["form"] else {}
        answer = await peer.cast(round["id"], rows, notes=explaining(round), **names)
        assert answer["t"] == "receipt", (self.kind.name, rows, answer)

    async def _show(self) -> None:
        if self.document["show"] == "held":
            await self.chair.do("publish", all=True)
        subject = self.shown[0] if self.kind.view == "result" and self.kind.single else None
        await self.chair.do("view", view=self.kind.view, subject=subject)
        await expect(self.screen.locator(f'main[data-view="{self.kind.view}"]')).to_be_visible(timeout=TIMEOUT_MS)
        await expect(self.screen.locator("table").first).to_be_attached(timeout=TIMEOUT_MS)
        await take_picture(self.screen, f"{self.kind.name}-screen")


async def take_picture(page: Page, name: str) -> None:
    await page.screenshot(path=PICTURES / f"{name}.png")


async def main(names: Sequence[str] = ()) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    async with async_playwright() as playwright:
        chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for kind in KINDS:
            if names and kind.name not in names:
                continue
            with tempfile.TemporaryDirectory() as data:
                async with hosted(Path(data)) as host:
                    await Sitting(host, browser, kind).hold()
        await browser.close()


if __name__ == "__main__":
    import sys

    asyncio.run(main(sys.argv[1:]))
