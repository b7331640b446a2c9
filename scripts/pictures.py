"""Plays the demo meeting in a real browser and photographs each page into docs/pictures.

Waits for what a person would wait for; knows the pages only by the words on them.
"""

import re
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.request import Request, urlopen

from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs/pictures"
SHOWN = "http://192.168.1.5:8000"
"""The address on the pictures; the browser goes to the real one."""
PHONE, SCREEN, LAPTOP = (390, 844), (1280, 720), (1440, 900)
MINUTE = 60_000


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
        page = context.new_page()
        page.goto(self.base + path)
        return page


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=re.compile(words)).first.click()


def shoot(page: Page, name: str) -> None:
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=OUT / f"{name}.png")


def play(room: Room, links: dict[str, str]) -> None:
    screen, chair = room.page(links["screen"], SCREEN), room.page(links["chair"], PHONE)
    code = re.search(r"\b([0-9A-Z]{4}) ([0-9A-Z]{4})\b", screen.locator("main").inner_text(timeout=MINUTE))
    assert code is not None, "the screen shows no join code"
    shoot(screen, "join")
    voter = room.page(f"/m#{code[1]}{code[2]}", PHONE)
    admin = links["admin"].rpartition("#")[2]
    urlopen(Request(f"{room.base}/api/demo", method="POST", headers={"Authorization": f"Bearer {admin}"})).close()
    press(chair, "开始投票")
    voter.locator('input[value="8"]').first.check(timeout=MINUTE)
    shoot(voter, "voter")
    expect(screen.locator("body")).to_contain_text(re.compile(r"\b3[0-9]\s*/"), timeout=MINUTE)
    shoot(screen, "screen")
    shoot(chair, "chair")
    press(voter, "提交")
    expect(screen.locator("body")).to_contain_text(re.compile(r"\b41\s*/"), timeout=MINUTE)
    press(chair, "结束投票")
    sure = chair.locator("dialog[open]").get_by_role("button", name=re.compile("结束"))
    publish = chair.get_by_role("button", name=re.compile("^公布结果"))
    expect(sure.or_(publish)).to_be_visible(timeout=MINUTE)
    if sure.is_visible():
        sure.click()
    publish.click()
    expect(screen.locator("body")).to_contain_text("平均", timeout=MINUTE)
    shoot(screen, "result")
    desk = room.page(links["desk"], LAPTOP)
    press(desk, "核对")
    desk.get_by_label("实到").fill("41")
    desk.get_by_label("缺席").fill("19")
    press(desk, "^保存")
    expect(desk.locator("body")).not_to_contain_text("没有填写", timeout=MINUTE)
    shoot(desk, "desk")


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


if __name__ == "__main__":
    main()
