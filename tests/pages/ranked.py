"""A meeting with a ranking to show, and what a screen shows of it."""

from collections.abc import Sequence
from typing import Any

from playwright.async_api import Locator, Page

from tests.harness import Hosted, Map, MeetingClient, crowd
from tests.pages.actions import cast_all, close_and_publish

MARKS = (9, 7, 8, 7)
NAMES = ["甲", "丙", "乙", "丁"]
"""By rank: 9, 8, 7 and 7."""


def part(names: list[str], unit: str = "") -> Map:
    return {"name": "上述", "form": "secretary", "subjects": [{"name": name, "unit": unit} for name in names]}


async def appraised(
    host: Hosted, names: str | list[str] = "甲乙丙丁", marks: Sequence[int] = MARKS, **changes: Any
) -> MeetingClient:
    """One published round of six ballots on everybody who has a mark."""
    made = await host.make(parts=[part(list(names), changes.pop("unit", ""))], **changes)
    async with crowd(made, 6) as phones, made.chair() as chair:
        round_id = await chair.open(made.ids()[: len(marks)])
        await cast_all(phones, round_id, [[mark] for mark in marks])
        await close_and_publish(chair, round_id)
    return made


def listed(screen: Page) -> Locator:
    return screen.locator(".ranking tbody th")
