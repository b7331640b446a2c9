"""Regenerates the screenshots in docs/pictures: runs the demo meeting in a real browser, from creation to archive.

Finds everything on the pages by the words on them, and waits for words to appear.
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
PICTURES = ROOT / "docs/pictures"
DEMO = tomllib.loads((ROOT / "cards/samples/demo.toml").read_text("utf-8"))
PUBLIC_URL = "http://192.168.1.5:8000"
"""The address in the pictures; the browser uses the real one."""
PHONE, SCREEN, LAPTOP, PAPER = (390, 844), (1280, 720), (1440, 900), (794, 1123)
TALL = (1280, 1500)
BALANCE = (1440, 1200)
"""Sizes in CSS pixels. TALL and BALANCE fit pages that a laptop would scroll."""
TIMEOUT_MS = 60_000
MAX_PICTURE_BYTES = 200_000
VOTERS = 41
"""The demo's 40 simulated voters and the phone in the pictures."""


def start(data: str) -> tuple[subprocess.Popen[str], str, dict[str, str]]:
    """The demo server, its local address, and the path of each role's link."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = str(listener.getsockname()[1])
    where = ["--port", port, "--data", data, "--public-url", PUBLIC_URL, "--timezone", "Asia/Shanghai"]
    command = [sys.executable, "-m", "server", "--demo", *where]
    server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    links: dict[str, str] = {}
    for line in server.stdout:
        link = re.search(r"(chair|screen|desk)\s+http://[^/]+(/\S+)", line)
        if link:
            links[link[1]] = link[2]
        if "desk" in links:
            return server, f"http://127.0.0.1:{port}", links | {"admin": admin_path(data)}
    raise SystemExit("the demo did not start")


def admin_path(data: str) -> str:
    """The path of the admin link, which a server prints to a terminal only."""
    command = [sys.executable, "-m", "server", "admin-link", "--data", data, "--public-url", PUBLIC_URL]
    link = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return link.strip().removeprefix(PUBLIC_URL)


class Hall:
    """Opens pages of the server, each in a browser context of its own."""

    def __init__(self, browser: Browser, base: str) -> None:
        self.browser, self.base = browser, base

    def open(self, path: str, size: tuple[int, int]) -> Page:
        viewport = {"width": size[0], "height": size[1]}
        context = self.browser.new_context(viewport=viewport, locale="zh-CN", reduced_motion="reduce")  # type: ignore[arg-type]
        context.set_default_timeout(TIMEOUT_MS)
        page = context.new_page()
        page.goto(self.base + path)
        return page


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=re.compile(words)).first.click()


def press_in_dialog(page: Page, words: str) -> None:
    page.locator("dialog[open]").get_by_role("button", name=re.compile(words)).click()


def open_section(desk: Page, section: str) -> None:
    desk.locator("nav").get_by_role("button", name=re.compile(f"^{section}")).click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(section)


def expect_text(page: Page, words: str) -> None:
    expect(page.locator("body")).to_contain_text(re.compile(words), timeout=TIMEOUT_MS)


def take_picture(page: Page, name: str) -> None:
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=PICTURES / f"{name}.png")


def roster() -> str:
    """The demo's subjects as text pasted from Excel."""
    lines = [
        (subject["name"], subject["unit"], subject["post"], "书面" if subject.get("mode") == "written" else "现场")
        for subject in DEMO["parts"][0]["subjects"]
    ]
    return "\n".join("\t".join(line) for line in [("姓名", "单位", "职务", "方式"), *lines])


def create(admin: Page) -> str:
    """Create a meeting as the secretary does; return the path of its desk."""
    press(admin, "新建会议")
    admin.get_by_label("会议名称", exact=True).fill("2022年度基层党建述职评议会")
    admin.get_by_label("主办单位").fill("镇党委")
    press(admin, "下一步")
    admin.get_by_label("入场方式").select_option("cards")
    admin.get_by_label("应到人数").fill("60")
    press(admin, "下一步")
    admin.get_by_label(re.compile("^名单")).fill(roster())
    press(admin, "检查名单")
    expect_text(admin, "读到 6 人.*没有问题")
    take_picture(admin, "admin")
    press(admin, "下一步")
    expect_text(admin, "看试算结果")
    press(admin, "下一步")
    press(admin, "^创建会议")
    expect_text(admin, "会议已创建")
    admin.set_viewport_size({"width": TALL[0], "height": LAPTOP[1]})
    take_picture(admin, "links")
    return admin.get_by_label("秘书", exact=True).input_value().removeprefix(PUBLIC_URL)


def issue(desk: Page, kind: str, count: int) -> str:
    """Issue cards or paper forms at the desk; return the code of the first one."""
    open_section(desk, "票卡")
    desk.get_by_label("打印什么").select_option(kind)
    desk.get_by_label("张数").fill(str(count))
    press(desk, "^生成并打印")
    press_in_dialog(desk, "^生成并打印")
    expect(desk.locator("#sheets .sheet")).not_to_have_count(0)
    # The sheets are hidden except in print, so inner_text() would be empty.
    code = re.search(r"(?:[0-9A-Z]{4} ){3}[0-9A-Z]{4}", desk.locator("#sheets").text_content() or "")
    assert code is not None, "the sheet shows no code"
    return code[0]


def print_sheets(desk: Page) -> None:
    for kind, name, count in (("cards", "cards", 12), ("forms", "form", 1)):
        issue(desk, kind, count)
        desk.emulate_media(media="print")
        sheets = desk.locator("#sheets")
        sheets.screenshot(path=PICTURES / f"{name}.png")
        desk.emulate_media(media="screen")


def begin(desk: Page) -> str:
    """Hand out a paper form, end the rehearsal, and return the form's code."""
    code = issue(desk, "forms", 1)
    open_section(desk, "彩排")
    press(desk, "^转为正式会议")
    expect(desk.locator("dialog[open]")).to_be_visible()
    take_picture(desk, "rehearsal")
    press_in_dialog(desk, "^清除彩排")
    expect_text(desk, "已转为正式会议")
    return code


def admit(hall: Hall, screen: Page, admin_key: str) -> Page:
    """Admit the simulated voters, and one phone by the code on the screen."""
    code = re.search(r"\b([0-9A-Z]{4}) ([0-9A-Z]{4})\b", screen.locator("main").inner_text())
    assert code is not None, "the screen shows no join code"
    headers = {"Authorization": f"Bearer {admin_key}"}
    urlopen(Request(f"{hall.base}/api/demo", method="POST", headers=headers)).close()
    voter = hall.open(f"/m#{code[1]}{code[2]}", PHONE)
    expect_text(screen, rf"{VOTERS}\s*/")
    take_picture(screen, "join")
    return voter


def vote(screen: Page, chair: Page, voter: Page, desk: Page, code: str) -> None:
    """Run the first round: phones, then the paper form, then the result."""
    press(chair, "^开始投票")
    voter.locator('input[value="8"]').first.check()
    take_picture(voter, "voter")
    expect_text(screen, r"\b3[0-9]\s*/")
    take_picture(screen, "screen")
    take_picture(chair, "chair")
    press(voter, "^提交")
    expect_text(screen, rf"已投\s*{VOTERS}\s*/")
    press(chair, "^停止手机，等纸质票")
    press_in_dialog(chair, "^停止手机")
    enter_paper_ballot(desk, code)
    press(chair, "^公布结果")
    expect_text(screen, "平均")
    take_picture(screen, "result")


def enter_paper_ballot(desk: Page, code: str) -> None:
    open_section(desk, "纸质票")
    expect_text(desk, "还有 1 张")
    desk.get_by_label(re.compile("^票卡号码")).fill(code)
    press(desk, "^录入")
    expect(desk.locator("input.digits")).to_be_focused()
    desk.keyboard.type("9\n")
    expect_text(desk, "请核对")
    take_picture(desk, "paper")
    press(desk, "^确认录入")
    expect_text(desk, "已收妥")


def vote_on_the_rest(screen: Page, chair: Page, voter: Page) -> None:
    """Run a combined round on all other subjects."""
    press(chair, "^下一位")
    press(chair, "^合并为一轮")
    press_in_dialog(chair, "^开始投票")
    count = len(DEMO["parts"][0]["subjects"]) - 1
    for index in range(count):
        voter.locator('input[value="9"]:visible').check()
        if index == 2:
            take_picture(voter, "combined")
        if index < count - 1:
            voter.get_by_role("button", name="下一位", exact=True).click()
    press(voter, f"^提交 {count}.{count}")
    press(voter, f"^确认提交 {count}.{count}")
    expect_text(screen, rf"已投\s*{VOTERS}\s*/")
    press(chair, "^结束投票")
    press(chair, "^公布结果")


def show_ranking(chair: Page) -> None:
    press(chair, "^大屏显示排名")
    chair.locator("dialog[open]").get_by_label("一次全部显示").check()
    chair.locator("dialog[open]").get_by_label("同时显示档次").check()
    press_in_dialog(chair, "^显示排名")


def finish(desk: Page, screen: Page, chair: Page) -> None:
    """Reconcile and certify, decide a grade, show the downloads and the final ranking."""
    open_section(desk, "核对")
    desk.get_by_label("实到").fill(str(VOTERS + 1))
    desk.get_by_label("缺席").fill(str(DEMO["expected"] - VOTERS - 1))
    press(desk, "^保存")
    expect_text(desk, "各项相符，可以确认结果")
    desk.set_viewport_size({"width": BALANCE[0], "height": BALANCE[1]})
    take_picture(desk, "desk")
    desk.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})
    press(desk, "^确认结果")
    press_in_dialog(desk, "^确认")
    expect_text(desk, "结果已确认")
    open_section(desk, "结果与决定")
    last = desk.locator(".decide").last
    last.get_by_role("combobox").select_option("好")
    last.get_by_role("textbox").fill("综合日常考核研究确定")
    press(desk, "^保存改动，其余采用建议")
    expect_text(desk, "已保存")
    take_picture(desk, "results")
    open_section(desk, "下载与归档")
    take_picture(desk, "files")
    show_ranking(chair)
    expect_text(screen, "结果指纹")
    take_picture(screen, "ranking")


def run_meeting(hall: Hall, links: dict[str, str]) -> None:
    desk_path = create(hall.open(links["admin"], TALL))
    print_sheets(hall.open(desk_path, PAPER))
    desk = hall.open(links["desk"], LAPTOP)
    code = begin(desk)
    screen, chair = hall.open(links["screen"], SCREEN), hall.open(links["chair"], PHONE)
    voter = admit(hall, screen, links["admin"].rpartition("#")[2])
    vote(screen, chair, voter, desk, code)
    vote_on_the_rest(screen, chair, voter)
    finish(desk, screen, chair)


def check_sizes() -> None:
    too_large = [path.name for path in PICTURES.glob("*.png") if path.stat().st_size >= MAX_PICTURE_BYTES]
    if too_large:
        raise SystemExit(f"{MAX_PICTURE_BYTES} bytes or more: {', '.join(too_large)}")


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        server, base, links = start(data)
        try:
            with sync_playwright() as playwright:
                names = ("chromium-headless-shell", "chromium", "chromium-browser")
                chromium = next(filter(None, map(shutil.which, names)), None)
                browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                run_meeting(Hall(browser, base), links)
        finally:
            server.terminate()
            server.wait()
    check_sizes()


if __name__ == "__main__":
    main()
