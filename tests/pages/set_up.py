"""A secretary who sets a meeting up on the pages, and counts what that takes. Documents are compared as meetings,
whatever keys the page has generated.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Locator, Request

from cards.form_files import forms
from cards.sample_files import samples
from server.core.meeting_document import parse, public_document
from tests.pages.wizard import HEADS, Wizard

Map = dict[str, Any]
MODES = {"onsite": "现场", "written": "书面"}


def sample(name: str) -> Map:
    """A sample meeting by the name of its file, as JSON."""
    document = next(document for file, document in samples() if file.rpartition(".")[0] == name)
    return dict(json.loads(json.dumps(document, default=str)))


def pasted(subjects: list[Map]) -> str:
    """Rows as from a spreadsheet."""
    lines = (
        "\t".join((s["name"], s.get("unit", ""), s.get("post", ""), MODES[s.get("mode", "onsite")])) for s in subjects
    )
    return HEADS + "\n".join(lines) + "\n"


@dataclass
class Secretary:
    """Fills in the form of a new meeting. `clicks` counts clicks, ticks and choices, `texts` typed or pasted texts."""

    wizard: Wizard
    clicks: int = 0
    texts: int = 0
    posted: list[Map] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.wizard.page.on("request", self._keep)

    def _keep(self, request: Request) -> None:
        if request.method == "POST" and request.url.endswith("/api/meetings"):
            self.posted.append(json.loads(request.post_data or "{}"))

    async def click(self, locator: Locator) -> None:
        self.clicks += 1
        await locator.click()

    async def press(self, place: Locator, name: str) -> None:
        await self.click(place.get_by_role("button", name=name, exact=True))

    async def tick(self, place: Locator, *names: str) -> None:
        for name in names:
            self.clicks += 1
            await place.get_by_label(name, exact=True).check()

    async def choose(self, locator: Locator, value: str) -> None:
        self.clicks += 1
        await locator.select_option(value)

    async def type(self, locator: Locator, text: str) -> None:
        self.texts += 1
        await locator.fill(text)

    def part(self, index: int = 0) -> Locator:
        return self.wizard.page.locator(".part").nth(index)

    def label(self, place: Locator, text: str, index: int = 0) -> Locator:
        """The visible control with this label; hidden ones belong to choices that were not made."""
        return place.get_by_label(text, exact=True).and_(place.locator(":visible")).nth(index)

    def group(self, place: Locator, text: str, index: int = 0) -> Locator:
        """Checkboxes with a common label."""
        return place.get_by_role("group", name=text, exact=True).nth(index)

    async def next(self, step: str) -> None:
        self.clicks += 1
        await self.wizard.next(step)

    async def paste(self, subjects: list[Map], part: int = 0) -> None:
        self.texts += 1
        self.clicks += 1
        await self.wizard.paste(pasted(subjects), part)

    async def name_meeting(self, document: Map) -> None:
        """The first step, from a document."""
        page = self.wizard.page
        for name in ("title", "organisation", "date"):
            if name in document:
                await self.type(page.locator(f"[data-field={name}]"), document[name])

    async def set_voters(self, document: Map) -> None:
        """The second step, from a document: admission, number, quorum and groups."""
        field = self.wizard.field
        await self.choose(field("admission"), document["admission"])
        await self.type(field("expected"), str(document["expected"]))
        quorum = document.get("quorum", "2/3")
        if isinstance(quorum, dict):
            await self.choose(self.label(self.wizard.page.locator("main"), "达到或超过"), "over")
        await self.type(field("quorum"), quorum["over"] if isinstance(quorum, dict) else quorum)
        for row, group in enumerate(document.get("groups", [])):
            if row:
                await self.press(self.wizard.page.locator("main"), "增加票种")
            await self.wizard.group(row, group["name"], group.get("weight", ""), str(group.get("size", "")))
            self.texts += 1 + ("weight" in group) + ("size" in group)

    async def create(self) -> Map:
        """The document that the last step sends."""
        self.clicks += 1
        async with self.wizard.page.expect_response(lambda answer: answer.url.endswith("/api/meetings")) as sent:
            await self.wizard.create()
        answer = await sent.value
        assert answer.status == 201, await answer.text()
        return self.posted[-1]


def as_meeting(document: Map) -> Map:
    """What the server makes of a document, with keys by place, the scale of each item with the item, and without the
    weights of items that are only voted on: documents that mean the same are equal."""
    language = document.get("language", "zh")
    public = public_document(parse(document, forms(language), today="2026-01-01"))
    meeting: Map = json.loads(json.dumps(public))
    keys: dict[str, str] = {}
    for part in meeting["parts"]:
        own = _number_keys(part["form"])
        keys = {**own, **keys}
        _rename(part, own)
        for item in part["form"]["items"]:
            item.setdefault("scale", part["form"]["scale"])
            if "decide" in part:
                item.pop("weight")
        part["form"].pop("scale")
        part["form"]["id"] = ""
    rank = meeting["rules"].get("rank")
    if rank:
        meeting["rules"]["rank"] = [_renamed_key(key, keys) for key in rank]
    return meeting


def _number_keys(form: Map) -> dict[str, str]:
    """New keys of the items by old ones."""
    for index, note in enumerate(form["notes"]):
        note["key"] = f"note{index}"
    keys = {item["key"]: f"item{index}" for index, item in enumerate(form["items"])}
    for item in form["items"]:
        item["key"] = keys[item["key"]]
    return keys


def _rename(part: Map, keys: dict[str, str]) -> None:
    for agreement in part["form"].get("agree", []):
        agreement["item"] = keys[agreement["item"]]
        agreement["needs"]["item"] = keys[agreement["needs"]["item"]]
    for figure in part.get("figures", []):
        figure["item"] = keys[figure["item"]]
    if "decide" in part:
        decide = part["decide"]
        decide["item"] = keys[decide["item"]]
        decide["rank"] = decide["rank"] and [_renamed_key(key, keys) for key in decide["rank"]]


def _renamed_key(key: str, keys: dict[str, str]) -> str:
    kind, _, name = key.partition(":")
    return f"item:{keys[name]}" if kind == "item" else key
