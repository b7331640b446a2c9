"""Plays the demo meeting in a real browser, from the form to the archive, and photographs each page into docs/pictures.

Waits for what a person would wait for; knows the pages only by the words on them.
"""

import re
import shutil
import socket
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from urllib.request import Request, urlopen

from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs/pictures"
DEMO = tomllib.loads((ROOT / "cards/samples/demo.toml").read_text("utf-8"))
SHOWN = "http://192.168.1.5:8000"
"""The address on the pictures; the browser goes to the real one."""
PHONE, SCREEN, LAPTOP, PAPER = (390, 844), (1280, 720), (1440, 900), (794, 1123)
TALL = (1280, 1310)
"""A laptop's window that was scrolled through."""
MARGIN = "38px"
"""10 mm around a form, as a printer leaves them; the sheet of cards has its own."""
MINUTE = 60_000
MOST = 200_000
"""Bytes of one picture: a reader on a slow line waits for no more."""
VOTERS = 41
"""The demo's simulated voters and the phone that is photographed."""


def start(data: str) -> tuple[subprocess.Popen[str], str, dict[str, str]]:
    """The demo server, its own address and the path of every link."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [sys.executable, "-m", "server", "--demo", "--port", port, "--data", data, "--public-url", SHOWN]
    server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    links: dict[str, str] = {}
    for line in server.stdout:
        found = re.search(r"(admin|chair|screen|desk):?\s+http://[^/]+(/\S+)", line)
        if found:
            links[found[1]] = found[2]
        if "desk" in links:
            return server, f"http://127.0.0.1:{port}", links
    raise SystemExit("the demo did not start")


class Room:
    """The browser's pages by their role."""

    def __init__(self, browser: Browser, base: str) -> None:
        self.browser, self.base = browser, base

    def page(self, path: str, size: tuple[int, int]) -> Page:
        viewport = {"width": size[0], "height": size[1]}
        context = self.browser.new_context(viewport=viewport, locale="zh-CN", reduced_motion="reduce")  # type: ignore[arg-type]
        context.set_default_timeout(MINUTE)
        page = context.new_page()
        page.goto(self.base + path)
        return page


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=re.compile(words)).first.click()


def answer(page: Page, words: str) -> None:
    """Presses a button of the dialog that asks."""
    page.locator("dialog[open]").get_by_role("button", name=re.compile(words)).click()


def go(desk: Page, section: str) -> None:
    desk.locator("nav").get_by_role("button", name=re.compile(section)).click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(section)


def says(page: Page, words: str) -> None:
    expect(page.locator("body")).to_contain_text(re.compile(words), timeout=MINUTE)


def shoot(page: Page, name: str) -> None:
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=OUT / f"{name}.png")


def roster() -> str:
    """The demo's people as they are copied from Excel."""
    lines = [
        (one["name"], one["unit"], one["post"], "书面" if one.get("mode") == "written" else "现场")
        for one in DEMO["parts"][0]["subjects"]
    ]
    return "\n".join("\t".join(line) for line in [("姓名", "单位", "职务", "方式"), *lines])


def create(admin: Page) -> str:
    """A new meeting as the secretary makes it; the path of its desk."""
    press(admin, "新建会议")
    admin.get_by_label("会议名称", exact=True).fill("2022年度基层党建述职评议会")
    admin.get_by_label("主办单位").fill("镇党委")
    press(admin, "下一步")
    admin.get_by_label("入场方式").select_option("cards")
    admin.get_by_label("应到人数").fill("60")
    press(admin, "下一步")
    admin.get_by_label(re.compile("^名单")).fill(roster())
    press(admin, "检查名单")
    says(admin, "共 6 人，没有问题")
    shoot(admin, "admin")
    press(admin, "下一步")
    says(admin, "用编造的选票试算")
    press(admin, "下一步")
    press(admin, "^创建会议")
    says(admin, "会议已创建")
    admin.set_viewport_size({"width": TALL[0], "height": LAPTOP[1]})
    shoot(admin, "links")
    return admin.get_by_label("秘书", exact=True).input_value().removeprefix(SHOWN)


def issue(desk: Page, kind: str, count: int) -> str:
    """Issues cards or paper forms on the desk; the first one's code."""
    go(desk, "票卡")
    desk.get_by_label("打印什么").select_option(kind)
    desk.get_by_label("张数").fill(str(count))
    press(desk, "^生成并打印")
    answer(desk, "^生成并打印")
    expect(desk.locator("#sheets .sheet")).not_to_have_count(0)
    # On the screen the sheets are not shown, so they have no inner text.
    code = re.search(r"(?:[0-9A-Z]{4} ){3}[0-9A-Z]{4}", desk.locator("#sheets").text_content() or "")
    assert code is not None, "the sheet shows no code"
    return code[0]


def print_sheets(desk: Page) -> None:
    for kind, name, count, margin in (("cards", "cards", 12, "0"), ("forms", "form", 1, MARGIN)):
        issue(desk, kind, count)
        desk.emulate_media(media="print")
        sheets = desk.locator("#sheets")
        sheets.evaluate("(node, margin) => { node.style.padding = margin; }", margin)
        sheets.screenshot(path=OUT / f"{name}.png")
        desk.emulate_media(media="screen")


def begin(desk: Page) -> str:
    """Rehearsal over, one paper form handed out: its code."""
    code = issue(desk, "forms", 1)
    go(desk, "彩排")
    press(desk, "^转为正式会议")
    expect(desk.locator("dialog[open]")).to_be_visible()
    shoot(desk, "rehearsal")
    answer(desk, "^清除彩排")
    says(desk, "已转为正式会议")
    return code


def admit(room: Room, screen: Page, admin_key: str) -> Page:
    """The simulated voters and one phone, which came by the code on the screen."""
    code = re.search(r"\b([0-9A-Z]{4}) ([0-9A-Z]{4})\b", screen.locator("main").inner_text())
    assert code is not None, "the screen shows no join code"
    headers = {"Authorization": f"Bearer {admin_key}"}
    urlopen(Request(f"{room.base}/api/demo", method="POST", headers=headers)).close()
    voter = room.page(f"/m#{code[1]}{code[2]}", PHONE)
    says(screen, rf"{VOTERS}\s*/")
    shoot(screen, "join")
    return voter


def vote(screen: Page, chair: Page, voter: Page, desk: Page, code: str) -> None:
    """The first round: phones, then the paper form, then the result."""
    press(chair, "^开始投票")
    voter.locator('input[value="8"]').first.check()
    shoot(voter, "voter")
    says(screen, r"\b3[0-9]\s*/")
    shoot(screen, "screen")
    shoot(chair, "chair")
    press(voter, "^提交")
    says(screen, rf"已投\s*{VOTERS}\s*/")
    press(chair, "^还有纸质票")
    answer(chair, "^停止手机")
    key_in(desk, code)
    press(chair, "^公布结果")
    says(screen, "平均")
    shoot(screen, "result")


def key_in(desk: Page, code: str) -> None:
    go(desk, "纸质票")
    says(desk, "还有 1 张")
    desk.get_by_label(re.compile("^票卡号码")).fill(code)
    press(desk, "^录入")
    expect(desk.locator("input.digits")).to_be_focused()
    desk.keyboard.type("9\n")
    says(desk, "请核对")
    shoot(desk, "paper")
    press(desk, "^确认录入")
    says(desk, "已收妥")


def vote_on_the_rest(screen: Page, chair: Page, voter: Page) -> None:
    """All others together; then nothing is left to vote on."""
    press(chair, "^下一位")
    press(chair, "^合并一轮")
    answer(chair, "^开始投票")
    left = len(DEMO["parts"][0]["subjects"]) - 1
    for place in range(left):
        voter.locator('input[value="9"]:visible').check()
        if place == 2:
            shoot(voter, "combined")
        if place < left - 1:
            voter.get_by_role("button", name="下一位", exact=True).click()
    press(voter, f"^提交 {left}.{left}")
    press(voter, f"^确认提交 {left}.{left}")
    says(screen, rf"已投\s*{VOTERS}\s*/")
    press(chair, "^结束投票")
    answer(chair, "结束")
    press(chair, "^公布结果")
    press(chair, "^大屏显示排名")


def finish(desk: Page, screen: Page) -> None:
    """The reconciliation, the decision of people, the papers, and the end on the screen."""
    go(desk, "核对")
    desk.get_by_label("实到").fill(str(VOTERS + 1))
    desk.get_by_label("缺席").fill(str(DEMO["expected"] - VOTERS - 1))
    press(desk, "^保存")
    says(desk, "各项相符，可以确认结果")
    shoot(desk, "desk")
    press(desk, "^确认结果")
    answer(desk, "^确认")
    says(desk, "结果已确认")
    go(desk, "结果与决定")
    press(desk, "决定…")
    desk.locator("dialog[open] input").fill("综合日常考核研究确定")
    answer(desk, "^保存")
    says(desk, "综合日常考核研究确定")
    shoot(desk, "results")
    go(desk, "下载与归档")
    shoot(desk, "files")
    says(screen, "结果指纹")
    shoot(screen, "ranking")


def play(room: Room, links: dict[str, str]) -> None:
    made = create(room.page(links["admin"], TALL))
    print_sheets(room.page(made, PAPER))
    desk = room.page(links["desk"], LAPTOP)
    code = begin(desk)
    screen, chair = room.page(links["screen"], SCREEN), room.page(links["chair"], PHONE)
    voter = admit(room, screen, links["admin"].rpartition("#")[2])
    vote(screen, chair, voter, desk, code)
    vote_on_the_rest(screen, chair, voter)
    finish(desk, screen)


def weigh() -> None:
    heavy = [path.name for path in OUT.glob("*.png") if path.stat().st_size >= MOST]
    if heavy:
        raise SystemExit(f"{MOST} bytes or more: {', '.join(heavy)}")


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        server, base, links = start(data)
        try:
            with sync_playwright() as playwright:
                chromium = shutil.which("chromium") or shutil.which("chromium-browser")
                browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                play(Room(browser, base), links)
        finally:
            server.terminate()
            server.wait()
    weigh()


if __name__ == "__main__":
    main()
