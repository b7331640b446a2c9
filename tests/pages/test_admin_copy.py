"""How a meeting begins without an empty form: a sample, a copy, a document's file; and how its links are saved."""

import json
import re
import zipfile
from base64 import b64encode
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.async_api import FilePayload, Locator, Page, expect

from cards.qr import svg_path
from tests.harness import ROOT, Hosted, Map, MeetingClient
from tests.pages.actions import answer_dialog, choose_language, expect_link, expect_title, press
from tests.pages.axe import violations
from tests.pages.set_up import as_meeting, sample
from tests.pages.windows import LAPTOP, Windows
from tests.pages.wizard import ROSTER, Wizard, open_wizard

pytestmark = pytest.mark.anyio

TITLE = "年终评议"
COPIED = ("town-18", "centre-mixed", "election", "title-panel", "jury-audience", "shareholders")
"""Samples with every kind of form and rule."""
RUN_OFF: Map = {
    "name": "再次投票",
    "again": "选举",
    "form": {
        "title": "选举票",
        "scale": {"choices": ["赞成", "反对"]},
        "items": [{"key": "vote", "title": "表决", "abstain": True}],
    },
    "decide": {"rules": [{"grade": "当选", "of": ["赞成"], "over": "1/2"}, {"grade": "未当选"}]},
    "subjects": [{"name": "丙"}],
}


async def finish(form: Wizard) -> None:
    """From the first step to the links."""
    for step in ("who", "parts", "rules", "check"):
        await form.next(step)
    await form.create()
    await expect(form.page.locator(".link-card").first).to_be_visible()


async def document(host: Hosted, title: str) -> Map:
    (listed,) = [one for one in (await host.http("GET", "/api/meetings", host.admin)).json() if one["title"] == title]
    found: Map = (await host.http("GET", f"/api/meetings/{listed['id']}/document", host.admin)).json()
    return found


# Beginnings


async def test_the_empty_list_offers_a_new_meeting_a_sample_and_a_copy(host: Hosted, windows: Windows) -> None:
    page = await windows.admin(host)
    await expect(page.get_by_role("heading", name="还没有会议")).to_be_visible()
    await expect(page.locator(".beginnings button")).to_have_text(["新建会议", "试一个示例", "复制以前的会议"])
    await press(page, "试一个示例")
    await page.get_by_role("button", name="差额选举").click()
    await expect_title(page, "会议已创建")
    async with page.context.expect_page() as opened:
        await page.get_by_role("link", name="打开秘书页面").click()
    await expect_link(await opened.value)
    await press(page, "我已保存，返回列表")
    await expect(page.locator(".meeting-title")).to_have_text([f"示例：{sample('election')['title']}"])
    await expect(page.locator(".beginnings")).to_have_count(0)
    await expect(page.get_by_role("button", name="新建会议", exact=True)).to_be_visible()


async def test_every_sample_that_is_offered_can_be_created(host: Hosted, windows: Windows) -> None:
    page = await windows.admin(host)
    await press(page, "试一个示例")
    count = await page.locator(".kind").count()
    for index in range(count):
        await page.locator(".kind").nth(index).click()
        await expect_title(page, "会议已创建")
        await press(page, "我已保存，返回列表")
        await press(page, "试一个示例")
    assert len((await host.http("GET", "/api/meetings", host.admin)).json()) == count == 16


# Copies


@pytest.mark.scaled(2)
@pytest.mark.parametrize("name", COPIED)
async def test_a_meeting_is_copied_as_a_new_one_with_all_but_its_date(
    host: Hosted, windows: Windows, name: str
) -> None:
    """And but its ballots, cards, keys and Wi-Fi."""
    made = await host.make({**sample(name), "wifi": {"ssid": "会场", "password": "correct-horse"}})
    page = await windows.admin(host)
    await press(page.get_by_role("row", name=sample(name)["title"]), "复制为新会议")
    form = Wizard(page)
    await form.at("what")
    await expect(page.locator("#notice.done")).to_contain_text(f"已复制“{sample(name)['title']}”")
    today = await page.evaluate(
        "new Date(Date.now() - new Date().getTimezoneOffset() * 6e4).toISOString().slice(0, 10)"
    )
    await expect(form.field("date")).to_have_value(today)
    await form.title(TITLE)
    await finish(form)
    copied, original = await document(host, TITLE), (await made.http("GET", "/document")).json()
    assert as_meeting(copied) == as_meeting({**original, "title": TITLE})
    assert "correct-horse" not in json.dumps((await made.http("GET", "/document")).json())


async def test_a_run_off_is_not_copied(host: Hosted, windows: Windows) -> None:
    """It belongs to the ballots that made it necessary."""
    made = await host.make(sample("election"))
    await made.go_live()
    part = sample("election")["parts"][0]["name"]
    answer = await made.http("PATCH", "", {"add_part": {**RUN_OFF, "again": part}})
    assert answer.status_code == 200, answer.text
    page = await windows.admin(host)
    await press(page.get_by_role("row", name=sample("election")["title"]), "复制为新会议")
    form = Wizard(page)
    await form.title(TITLE)
    await finish(form)
    assert [one["name"] for one in (await document(host, TITLE))["parts"]] == [part]


async def test_a_draft_is_replaced_only_if_somebody_agrees(host: Hosted, windows: Windows) -> None:
    await host.make(title=TITLE)
    form = await open_wizard(windows, host)
    page = form.page
    await form.title("没填完的会")
    await press(page, "返回列表")
    await press(page.get_by_role("row", name=TITLE), "复制为新会议")
    await expect(page.get_by_role("dialog")).to_contain_text("替换草稿“没填完的会”？")
    await answer_dialog(page, "取消")
    await expect(page.locator(".draft")).to_contain_text("没填完的会")
    await press(page.get_by_role("row", name=TITLE), "复制为新会议")
    await answer_dialog(page, "替换草稿")
    await form.title("明年的会")
    await press(page, "返回列表")
    await expect(page.locator(".draft")).to_contain_text("明年的会")


# Files


DROP = """(node, [name, encoded]) => {
  const bytes = Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], name));
  node.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
}"""
BUNDLE = ROOT / "tests/data/v5/bundle.zip"


async def drop(box: Locator, content: bytes, name: str = "meeting.json") -> None:
    await box.evaluate(DROP, [name, b64encode(content).decode()])


async def stored_document() -> Map:
    """The document in the archive."""
    with zipfile.ZipFile(BUNDLE) as archive:
        stored: Map = json.loads(archive.read("meeting.json"))
    return stored


def people(document: Map) -> list[list[str]]:
    return [[person["name"] for person in part["subjects"]] for part in document["parts"]]


@pytest.mark.scaled(1)
@pytest.mark.parametrize("how", ["chosen", "dropped", "pasted"])
async def test_the_file_of_an_earlier_meeting_begins_a_new_one(
    host: Hosted, windows: Windows, tmp_path: Path, how: str
) -> None:
    """meeting.json of an archive, which has ids and a date."""
    stored = {**sample("town-18"), "edition": 2, "ids": [["s1"], ["s2"]], "date": "2022-12-20"}
    page = await windows.admin(host)
    await press(page, "复制以前的会议")
    if how == "chosen":
        file = tmp_path / "meeting.json"
        file.write_text(json.dumps(stored, ensure_ascii=False), "utf-8-sig")
        await page.get_by_label("选归档或会议文件").set_input_files(file)
    elif how == "dropped":
        await drop(page.locator(".filebox"), json.dumps(stored).encode())
    else:
        await page.get_by_label("会议文件的内容").fill(json.dumps(stored))
        await press(page, "填入表单")
    form = Wizard(page)
    await form.at("what")
    await expect(page.locator("#notice.done")).to_contain_text("名单全部带过来了")
    assert await form.field("date").input_value() != "2022-12-20"
    await form.title(TITLE)
    await finish(form)
    expected = {name: value for name, value in sample("town-18").items() if name != "date"}
    assert as_meeting(await document(host, TITLE)) == as_meeting({**expected, "title": TITLE})


@pytest.mark.scaled(1)
@pytest.mark.parametrize("where", ["新建会议", "复制以前的会议", "the form"])
async def test_an_archive_that_is_dropped_on_new_meeting_begins_next_years(
    host: Hosted, windows: Windows, accessible: None, where: str
) -> None:
    """With the people, groups, forms and rules of last year, of whose archive the page says what is to be checked."""
    page = await windows.admin(host)
    if where == "the form":
        await press(page, "新建会议")
        await drop(page.locator("details.json summary"), BUNDLE.read_bytes(), "归档.zip")
    else:
        await drop(page.get_by_role("button", name=where, exact=True), BUNDLE.read_bytes(), "归档.zip")
    form, remarks = Wizard(page), page.get_by_role("status").filter(has_text="下列各处与原来不同")
    await form.at("what")
    await expect(remarks.get_by_role("listitem")).to_have_count(1)
    await expect(remarks).to_contain_text("SHA256SUMS.sig：归档是另一台服务器签名的")
    assert await violations(page) == []
    await form.title(TITLE)
    await finish(form)
    stored, new = await stored_document(), await document(host, TITLE)
    assert people(new) == people(stored)
    groups, forms = ([one["groups"], [part["form"]["items"] for part in one["parts"]]] for one in (stored, new))
    assert groups == forms and new["rules"]["veto"] == stored["rules"]["veto"]


async def test_the_keyboard_reaches_the_file_and_what_is_not_recognised_stays_named_through_a_reload(
    host: Hosted, windows: Windows
) -> None:
    """With its place, in the language of the page."""
    page = await windows.admin(host)
    await page.get_by_role("button", name="复制以前的会议").focus()
    await page.keyboard.press("Enter")
    stored = await stored_document()
    stored["parts"][0]["subjects"][0]["<b>age</b>"] = "=58"
    await expect(page.get_by_role("heading", name="复制以前的会议")).to_be_focused()
    for _ in range(2):  # past the button that leads back
        await page.keyboard.press("Tab")
    chosen = page.get_by_label("选归档或会议文件")
    await expect(chosen).to_be_focused()
    file = FilePayload(name="meeting.json", mimeType="application/json", buffer=json.dumps(stored).encode())
    await chosen.set_input_files(file)
    form = Wizard(page)
    await form.at("what")
    person, part = stored["parts"][0]["subjects"][0]["name"], stored["parts"][0]["name"]
    line = page.get_by_role("listitem").filter(has_text=f"{part} › {person} › <b>age</b>：本程序没有这一项")
    await expect(line).to_contain_text('"=58"')
    await form.title(TITLE)
    await page.reload()
    await expect(line).to_be_visible()
    await choose_language(page, "en")
    await expect(page.get_by_role("listitem").filter(has_text="This program has no such field")).to_be_visible()


async def test_a_draft_is_not_replaced_by_a_dropped_archive_unless_somebody_agrees(
    host: Hosted, windows: Windows
) -> None:
    form = await open_wizard(windows, host)
    await form.title("没填完的会")
    await press(form.page, "返回列表")
    await drop(form.page.get_by_role("button", name="复制以前的会议"), BUNDLE.read_bytes(), "归档.zip")
    await expect(form.page.get_by_role("dialog")).to_contain_text("替换草稿“没填完的会”？")
    await answer_dialog(form.page, "取消")
    await expect(form.page.locator(".draft")).to_contain_text("没填完的会")


async def test_another_file_is_called_what_it_is(host: Hosted, windows: Windows) -> None:
    page = await windows.admin(host)
    await press(page, "复制以前的会议")
    for content, said in ((b"PK\x03\x04", "ZIP：文件损坏"), (b'{"tally":1}', "meeting.json：这不是会议文件")):
        await drop(page.locator(".filebox"), content)
        await expect(page.locator("#notice")).to_contain_text(said)
    await expect_title(page, "复制以前的会议")


# Links


async def created(host: Hosted, windows: Windows, title: str) -> tuple[Page, dict[str, str]]:
    """A page with the links of a new meeting, and these by the name of their role."""
    form = await open_wizard(windows, host)
    await form.title(title)
    await form.go("parts")
    await form.paste(ROSTER)
    await form.next("rules")
    await form.next("check")
    await form.create()
    await expect_title(form.page, "会议已创建")
    cards = form.page.locator(".link-card")
    names = [await card.locator("label").inner_text() for card in await cards.all()]
    return form.page, {name: await cards.nth(i).locator("input").input_value() for i, name in enumerate(names)}


async def test_all_links_are_copied_at_once(host: Hosted, windows: Windows) -> None:
    page, links = await created(host, windows, TITLE)
    assert len(links) == 4
    await press(page, "复制全部链接")
    await expect(page.get_by_text("已复制全部链接")).to_be_visible()
    await press(page, "我已保存，返回列表")
    await press(page, "复制以前的会议")
    text = page.get_by_label("会议文件的内容")
    await text.focus()
    await page.keyboard.press("ControlOrMeta+V")
    await expect(text).to_have_value("\n".join([TITLE, *(f"{name}：{link}" for name, link in links.items())]))


async def test_all_links_are_saved_as_one_sheet_with_their_codes(
    host: Hosted, windows: Windows, tmp_path: Path
) -> None:
    """Titled by the meeting, whatever its title holds; readable without the server, and one page on paper."""
    title = "“评议” <b>&</b> 大会"
    page, links = await created(host, windows, title)
    async with page.expect_download() as saved:
        await press(page, "保存为一张表")
    download = await saved.value
    assert re.fullmatch(r"“评议” _b_&__b_ 大会_会议链接_\d{8}\.html", download.suggested_filename)
    file = tmp_path / "链接.html"
    await download.save_as(file)
    html = file.read_text("utf-8")
    assert "<b>" not in html and not re.search(r"<(script|link|img)\b", html)
    assert all(f' d="{svg_path(link)[1]}"' in html and link in unescape(html) for link in links.values())
    sheet = await page.context.new_page()
    requests: list[str] = []
    sheet.on("request", lambda request: requests.append(request.url))
    await sheet.goto(f"file://{quote(str(file))}")
    assert len(requests) == 1
    assert await sheet.title() == f"{title} · 链接"
    await expect(sheet.get_by_role("heading", level=1)).to_have_text(title)
    await expect(sheet.get_by_role("heading", level=2)).to_have_text(list(links))
    pdf = await sheet.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1


async def test_of_a_replaced_key_the_sheet_has_that_link_alone(host: Hosted, windows: Windows, tmp_path: Path) -> None:
    made: MeetingClient = await host.make(title=TITLE)
    page = await windows.open(f"{host.base}/admin#{host.admin}", LAPTOP)
    await press(page.get_by_role("row", name=TITLE), "换新链接…")
    await page.get_by_role("dialog").get_by_label("大屏").check()
    await answer_dialog(page, "换新链接")
    await expect(page.get_by_role("link", name="打开秘书页面")).to_have_count(0)
    async with page.expect_download() as saved:
        await press(page, "保存为一张表")
    file = tmp_path / "链接.html"
    await (await saved.value).save_as(file)
    html = file.read_text("utf-8")
    assert html.count("<section>") == 1 and "/screen#" in html and made.keys["screen"] not in html
