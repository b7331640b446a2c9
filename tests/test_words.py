"""Every sentence is in the catalogues, in every language; none is said outside them, none lies idle in them."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from cards.form_files import forms
from cards.sample_files import samples_in
from server.archive.readme import readme
from server.core.languages import catalogues, language, languages, match
from server.core.message_catalogue import LANGUAGES, section, sections
from server.web.page_messages import SECTIONS, messages
from tests.catalogues import CHINESE, asked, bare, literals, of_page, page_text
from tests.static_files import PAGES, bare_css, name, scripts, styles

each_page = pytest.mark.parametrize("page", PAGES)
each_section = pytest.mark.parametrize("name", sections("zh"))
KEY = re.compile(r"[a-z]\w*(\.[\w-]+)+")
VALUE = re.compile(r"\{(\w+)\}")
MARKUP = re.compile(r"(?<![\w-])--[a-z-]+|[A-Z]+_[A-Z_]+|\t|\.\w{3,4}\b")
"""What a sentence has in every language: options of commands, settings, tabs, endings of files."""

COMPOSED = {
    "phase.": ("rehearsal", "live", "certified"),
    "admission.": ("open", "cards"),
    "join.": ("fixed", "rotating"),
    "show.": ("live", "closed", "held"),
    "mode.": ("onsite", "written"),
    "band.": ("0", "1", "2", "3"),
    "role.": ("desk", "chair", "screen"),
    "word.": ("waiting", "next", "open", "closed", "published", "voided", "entered"),
    "view.": ("join", "agenda", "round", "result", "ranking", "blank"),
}
"""What may follow the beginning of a composed key, where that is known; elsewhere one sentence at least begins so."""
OF_PAGE = {"admin": {"step.": ("what", "who", "parts", "rules", "check")}}

NAMES = {
    "shared/bands.js": {"好", "较好", "一般", "差"},
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
SCRIPTS = tomllib.loads((Path(__file__).parent / "data" / "scripts.toml").read_text("utf-8"))
OTHERS = [language for language in LANGUAGES if language != "zh"]
each_other = pytest.mark.parametrize("language", OTHERS)


@each_other
def test_every_language_has_the_same_tables_and_keys_in_the_same_order(language: str) -> None:
    """In its own file; a sentence that it lacks would be said in another language."""
    zh, own = ([(name, list(table)) for name, table in catalogues()[tag].items()] for tag in ("zh", language))
    assert [name for name, _ in zh] == [name for name, _ in own]
    for (table, chinese), (_, keys) in zip(zh[1:], own[1:], strict=True):
        assert sorted(set(chinese) ^ set(keys)) == [], table
        assert chinese == keys, table


@each_other
@each_section
def test_a_sentence_has_the_same_placeholders_and_marks_in_every_language(name: str, language: str) -> None:
    zh, own = section("zh", name), section(language, name)
    for signs in (VALUE, MARKUP):
        assert [key for key in zh if set(signs.findall(zh[key])) != set(signs.findall(own[key]))] == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_header_of_a_catalogue_is_complete(tag: str) -> None:
    spoken = language(tag)
    assert spoken.name and spoken.everyone and spoken.matches and len(set(spoken.bands)) == 4
    assert len(set(spoken.letters)) == len(spoken.letters) >= 10 and len(spoken.numerals) in (0, 12)
    assert all(table["lang"] == spoken.html for table in sections(tag).values() if "lang" in table)
    assert all(match(each) == tag for each in (tag, spoken.html, *spoken.matches))
    assert set(spoken.fallbacks) <= {*LANGUAGES} - {tag}


@each_section
def test_english_is_english(name: str) -> None:
    english = section("en", name).items()
    assert [key for key, text in english if CHINESE.search(MARKS.sub("", text))] == []


def test_traditional_chinese_has_its_own_quotation_marks() -> None:
    tables = sections("zh-Hant").items()
    assert [(name, key) for name, table in tables for key, text in table.items() if re.search("[“”]", text)] == []


@pytest.mark.parametrize(("language", "other"), [("zh", "traditional"), ("zh-Hant", "simplified")])
def test_a_chinese_text_has_no_character_of_the_other_script(language: str, other: str) -> None:
    """Addresses of chapters have the guide's characters."""
    foreign = set(SCRIPTS[other]) - {"\n"}
    texts = {
        f"{table}.{key}": text for table, sentences in sections(language).items() for key, text in sentences.items()
    }
    texts |= {f"form {id}": json.dumps(form, ensure_ascii=False) for id, form in forms(language).items()}
    texts |= {f"sample {id}": str(document["parts"][0]["form"]) for id, document in samples_in(language)}
    texts |= {"header": str(languages()[language]), "README.txt": readme(True, language)}
    found = {name: foreign & set(text) for name, text in texts.items() if not text.startswith("/guide")}
    assert {name: characters for name, characters in found.items() if characters} == {}


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
    fine = NAMES.get(name(path), set()) | {key for page in PAGES for key in messages(page)["zh"]}
    assert [text for text in bare(path) if text not in fine] == []


@each_page
def test_no_page_says_a_bare_string(page: str) -> None:
    assert [text for text in page_text(page).bare if text != "评议 Pingyi"] == []


@pytest.mark.parametrize("path", styles(), ids=name)
def test_no_stylesheet_says_a_word(path: Path) -> None:
    written = re.findall(r"content\s*:\s*([^;}]+)", bare_css(path))
    texts = [re.sub(r"attr\([^)]*\)", "", text) for text in written]
    assert [text for text in texts if re.search(r"""['"][^'"]*[A-Za-z\u3400-\u9fff]""", text)] == []
