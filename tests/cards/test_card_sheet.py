"""Cards: what the QR path draws is the QR code, and what is printed cannot become markup."""

import json
import re
import tomllib
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from cards.card_sheet import card_sheet, grouped
from cards.form_files import forms, load
from cards.qr import svg_path, terminal
from server.core.meeting_document import parse

URL = "http://192.168.31.20:8000/v#0123456789ABCDEF"
SHIPPED = ["committee", "indicators", "members", "plain", "secretary", "six-items"]
RECTANGLE = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")


def matrix(text: str) -> list[list[bool]]:
    code = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def drawn(size: int, path: str) -> list[list[bool]]:
    square = [[False] * size for _ in range(size)]
    for x, y, right, left in RECTANGLE.findall(path):
        assert right == left
        for column in range(int(x), int(x) + int(right)):
            assert not square[int(y)][column]
            square[int(y)][column] = True
    return square


@pytest.mark.parametrize("text", [URL, "x", "会议" * 40])
def test_the_path_draws_every_module_once(text: str) -> None:
    size, path = svg_path(text)
    assert RECTANGLE.sub("", path) == "" and drawn(size, path) == matrix(text)


def test_the_quiet_zone_is_four_modules() -> None:
    size, path = svg_path(URL)
    square = drawn(size, path)
    edge = [*square[:4], *square[-4:], *(row[:4] + row[-4:] for row in square)]
    assert not any(any(cells) for cells in edge) and square[4][4] and square[4][-5] and square[-5][4]


def test_the_terminal_shows_two_rows_a_line_where_it_can_and_ascii_where_not() -> None:
    halves, plain = terminal(URL, "utf-8").split("\n"), terminal(URL, "ascii").split("\n")
    square = matrix(URL)
    top = {" ": (True, True), "▄": (True, False), "▀": (False, True), "█": (False, False)}
    rows = [[top[char][half] for char in line] for line in halves for half in (0, 1)]
    assert rows[: len(square)] == square
    assert [[line[at] == " " for at in range(0, len(line), 2)] for line in plain] == square


class Markup(HTMLParser):
    """Collects what a browser would make of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def printed(
    count: int = 13, title: str = "述职评议会", group: str = "党员代表", language: str = "zh", recused: str = ""
) -> str:
    cards = [(f"{n:016d}", f"http://h:1/v#{n:016d}") for n in range(count)]
    return card_sheet(title, "镇党委", group, 9, cards, language, "b1", False, "/static/print.css", recused)


def test_a_sheet_has_twelve_cards_a_page_each_with_title_group_code_and_instruction() -> None:
    page = printed()
    markup = Markup(page)
    kinds = [attrs.get("class") for _, attrs in markup.tags]
    assert (kinds.count("page"), kinds.count("card"), kinds.count("qr")) == (2, 13, 13)
    assert [page.split('class="page"')[n].count('class="card"') for n in (1, 2)] == [12, 1]
    assert (kinds.count("title"), kinds.count("group"), kinds.count("code"), kinds.count("how")) == (13, 13, 13, 13)
    assert "sheet g1" in kinds and "0000 0000 0000 0012" in markup.words


EVIL = ['<script>alert(1)</script>"', "<img src=x onerror=y>'", "&lt;b&gt; {address} </title>"]


@pytest.mark.parametrize("evil", EVIL)
def test_markup_in_every_text_stays_text(evil: str) -> None:
    page = card_sheet(evil, evil, evil, 0, [(evil, "http://h/v#" + evil)], "en", evil, True, "/x.css?" + evil, evil)
    clean = card_sheet("t", "o", "g", 0, [("c", "http://h/v#c")], "en", "b", True, "/x.css", "r")
    assert [tag for tag, _ in Markup(page).tags] == [tag for tag, _ in Markup(clean).tags]
    assert evil in Markup(page).words


def test_a_card_says_whom_it_must_not_score_so_that_it_reaches_the_right_hands() -> None:
    words = Markup(printed(count=3, recused="周立新")).words
    assert words.count("回避：周立新") == 3 and not any("回避" in word for word in Markup(printed()).words)


def test_a_sheet_has_no_inline_style_or_script() -> None:
    markup = Markup(printed(language="en"))
    assert not any(tag in ("script", "style") for tag, _ in markup.tags)
    assert not any(name == "style" or name.startswith("on") for _, attrs in markup.tags for name in attrs)


def test_a_sheet_of_no_cards_is_an_empty_page() -> None:
    assert Markup(printed(count=0)).words


def test_a_code_stands_in_groups_of_four() -> None:
    assert grouped("0123456789ABCDEF") == "0123 4567 89AB CDEF"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_six_forms_ship_in_both_languages(language: str) -> None:
    shipped = forms(language)
    assert sorted(shipped) == SHIPPED
    for id, form in shipped.items():
        words = json.dumps([value for key, value in form.items() if key != "guidance"], ensure_ascii=False)
        assert form["id"] == id and "en" not in form and words.isascii() == (language == "en")


def test_forms_are_copies() -> None:
    forms()["plain"]["title"] = "x"
    assert load("plain")["title"] == "评分表"


def test_the_limit_of_the_members_form_names_its_first_choice_in_english_too() -> None:
    assert load("members", "en")["limits"] == [{"choices": ["Excellent"], "share": "1/3"}]


SAMPLES = sorted(path.name for path in files("cards").joinpath("samples").iterdir())


def test_a_sample_ships_of_every_kind_of_meeting() -> None:
    named = {"contest", "daily-work", "demo", "indicators", "members", "two-parts"}
    assert {f"{name}.toml" for name in named} | {"town-18.json"} == set(SAMPLES)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_a_meeting(name: str) -> None:
    text = files("cards").joinpath("samples", name).read_text("utf-8")
    document = json.loads(text) if name.endswith(".json") else tomllib.loads(text)
    meeting = parse(document, forms(document.get("language", "zh")), today="2026-03-01")
    assert meeting.expected and all(part.subjects for part in meeting.parts)
