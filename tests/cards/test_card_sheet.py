"""Print sheets of cards: what is on each card, and that no text becomes markup."""

from dataclasses import replace

import pytest

from cards.card_sheet import CardSheet, card_sheet, spaced
from server.core.message_catalogue import section
from tests.cards.markup import HOSTILE_TEXTS, Markup

SHEET = CardSheet("述职评议会", "镇党委", "党员代表", colour=9, batch="b1", words=section("zh", "cards"))


def printed(sheet: CardSheet = SHEET, count: int = 13) -> str:
    cards = [(f"{n:016d}", f"http://h:1/v#{n:016d}") for n in range(count)]
    return card_sheet(sheet, cards, "/static/print.css")


def test_a_sheet_has_twelve_cards_a_page_each_with_title_group_code_and_instruction() -> None:
    page = printed()
    markup = Markup(page)
    classes = markup.classes
    assert (classes.count("page"), classes.count("card"), classes.count("qr")) == (2, 13, 13)
    assert [page.split('class="page"')[n].count('class="card"') for n in (1, 2)] == [12, 1]
    assert all(classes.count(name) == 13 for name in ("title", "group", "code", "how"))
    assert "sheet g1" in classes and "0000 0000 0000 0012" in markup.texts


@pytest.mark.parametrize("hostile", HOSTILE_TEXTS)
def test_markup_in_every_text_stays_text(hostile: str) -> None:
    def sheet(text: str) -> CardSheet:
        return CardSheet(text, text, text, 0, text, section("en", "cards"), test=True, recused=text)

    page = card_sheet(sheet(hostile), [(hostile, "http://h/v#" + hostile)], "/x.css?" + hostile)
    harmless = card_sheet(sheet("t"), [("c", "http://h/v#c")], "/x.css")
    assert Markup(page).names == Markup(harmless).names
    assert hostile in Markup(page).texts


def test_a_card_names_the_person_it_must_not_score() -> None:
    """So that it reaches the right hands."""
    texts = Markup(printed(replace(SHEET, recused="周立新"), count=3)).texts
    assert texts.count("回避：周立新") == 3 and not any("回避" in text for text in Markup(printed()).texts)


def test_cards_printed_in_a_rehearsal_say_so() -> None:
    assert "测试" in printed(replace(SHEET, test=True)) and "测试" not in printed()


def test_a_sheet_has_no_inline_style_or_script() -> None:
    assert Markup(printed(replace(SHEET, words=section("en", "cards")))).inline_code == []


def test_a_sheet_without_cards_is_an_empty_page() -> None:
    markup = Markup(printed(count=0))
    assert "main" in markup.names and "card" not in markup.classes


def test_a_code_is_printed_in_blocks_of_four() -> None:
    assert spaced("0123456789ABCDEF") == "0123 4567 89AB CDEF"
