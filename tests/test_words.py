"""Every sentence is in the catalogues, in Chinese and in English; none is said outside them, none lies idle in them."""

import re
from pathlib import Path

import pytest

from server.core.message_catalogue import LANGUAGES, section, sections
from server.web.page_messages import SECTIONS, messages
from tests.catalogues import CHINESE, asked, bare, literals, of_page, page_text
from tests.static_files import PAGES, bare_css, name, scripts, styles

each_page = pytest.mark.parametrize("page", PAGES)
each_section = pytest.mark.parametrize("name", sections("zh"))
KEY = re.compile(r"[a-z]\w*(\.[\w-]+)+")
VALUE = re.compile(r"\{(\w+)\}")

COMPOSED = {
    "phase.": ("rehearsal", "live", "certified"),
    "admission.": ("open", "cards"),
    "join.": ("fixed", "rotating"),
    "show.": ("live", "closed", "held"),
    "mode.": ("onsite", "written"),
    "language.": ("zh", "en"),
    "role.": ("desk", "chair", "screen"),
    "word.": ("waiting", "next", "open", "closed", "published", "voided", "entered"),
    "view.": ("join", "agenda", "round", "result", "ranking", "blank"),
}
"""What may follow the beginning of a composed key, where that is known; elsewhere one sentence at least begins so."""
OF_PAGE = {"admin": {"step.": ("what", "who", "parts", "rules", "check")}}

NAMES = {
    "shared/bands.js": {"好", "较好", "一般", "差"},
    "staff/rule_set.js": {"好", "较好", "一般", "差", "Excellent", "Good", "Fair", "Poor"},
    "desk/file_downloads.js": {"python3 verify.py"},
    "admin/meeting_search.js": {"年", "月", "日"},
}
"""Bands by the names that the contract gives them, a command, dates as people type them: data, not words."""
MARKS = re.compile("测试|未截止")
"""Rehearsals and drafts carry them in both languages (CONTRACT "phase", "draft")."""
DATA = {"screen": {"1/2", "2/3", "3/4", "4/5"}}
"""Keys that are values of the document themselves."""
NOT_KEYS = {"rules.veto.bands"}
"""A field of the document."""
TONGUES = {"中文", "English"}
"""A language is called by its own name in both."""


def test_both_languages_have_the_same_tables_and_keys_in_the_same_order() -> None:
    zh, en = ([(name, list(table)) for name, table in sections(language).items()] for language in LANGUAGES)
    assert [name for name, _ in zh] == [name for name, _ in en]
    for (table, chinese), (_, english) in zip(zh, en, strict=True):
        assert sorted(set(chinese) ^ set(english)) == [], table
        assert chinese == english, table


@each_section
def test_a_sentence_has_the_same_placeholders_in_both_languages(name: str) -> None:
    zh, en = section("zh", name), section("en", name)
    assert [key for key in zh if set(VALUE.findall(zh[key])) != set(VALUE.findall(en.get(key, "")))] == []


@each_section
def test_english_is_english(name: str) -> None:
    english = section("en", name).items()
    assert [key for key, text in english if CHINESE.search(MARKS.sub("", text)) and text not in TONGUES] == []


def test_every_page_has_a_table_of_its_own() -> None:
    assert {page: tables[-1] for page, tables in SECTIONS.items()} == {page: page for page in PAGES}


@each_page
def test_every_key_that_a_page_asks_for_has_its_sentence(page: str) -> None:
    known = messages(page)["zh"]
    wanted = {(key, f"{page}.html") for key in page_text(page).keys}
    for one in (one for path in of_page(page) for one in asked(path)):
        followers = {**COMPOSED, **OF_PAGE.get(page, {})}.get(one.key, ())
        wanted |= {(one.key if one.whole else one.key + value, one.where) for value in ("",) + followers}
        if not one.whole:
            wanted.discard((one.key, one.where))
            assert followers or any(key.startswith(one.key) for key in known), one
    assert sorted(asked_for for asked_for in wanted if asked_for[0] not in known) == []


@each_page
def test_every_string_in_the_form_of_a_key_has_its_sentence(page: str) -> None:
    """Keys reach `t` through other functions too, so any dotted string that begins like a key has to be one."""
    known = messages(page)["zh"]
    beginnings = {key.split(".")[0] for key in known}
    dotted = {(text, name(path)) for path in of_page(page) for text in literals(path) if KEY.fullmatch(text)}
    dotted = {(text, where) for text, where in dotted if text.split(".")[0] in beginnings}
    assert sorted((text, where) for text, where in dotted if text not in known.keys() | NOT_KEYS) == []


def test_every_sentence_is_said_somewhere() -> None:
    """A key counts as used where it, or the beginning that it is composed from, stands in a script or a page."""
    whole = {key for page in PAGES for key in page_text(page).keys}.union(*(literals(path) for path in scripts()))
    composed = {one.key for path in scripts() for one in asked(path) if not one.whole}
    beginnings = tuple(composed | {one for one in whole if re.fullmatch(r"[\w.]+\.", one)})
    idle = {
        (page, key)
        for page in PAGES
        for key in messages(page)["zh"]
        if key not in whole | DATA.get(page, set()) and not key.startswith(beginnings)
    }
    assert sorted(idle) == []


@pytest.mark.parametrize("path", scripts(), ids=name)
def test_no_script_says_a_bare_string(path: Path) -> None:
    fine = NAMES.get(name(path), set()) | TONGUES | {key for page in PAGES for key in messages(page)["zh"]}
    assert [text for text in bare(path) if text not in fine] == []


@each_page
def test_no_page_says_a_bare_string(page: str) -> None:
    assert [text for text in page_text(page).bare if text != "评议 Pingyi"] == []


@pytest.mark.parametrize("path", styles(), ids=name)
def test_no_stylesheet_says_a_word(path: Path) -> None:
    written = re.findall(r"content\s*:\s*([^;}]+)", bare_css(path))
    texts = [re.sub(r"attr\([^)]*\)", "", text) for text in written]
    assert [text for text in texts if re.search(r"""['"][^'"]*[A-Za-z\u3400-\u9fff]""", text)] == []
