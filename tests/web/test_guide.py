"""The guide is served with the program: the help of every page leads to a chapter, and nothing needs the internet."""

import re
from html import unescape
from urllib.parse import unquote

import pytest

from server.core.languages import DEFAULT, chain, languages
from server.core.message_catalogue import LANGUAGES, sections
from server.web.guide import CHAPTERS, PICTURES, Heading, document, folder, suffix, written
from tests.harness import ROOT, Hosted
from tests.test_words import SCRIPTS

pytestmark = pytest.mark.anyio

IDS = re.compile(r' id="([^"]+)"')
LINKS = re.compile(r' (?:href|src)="([^"]+)"')
HELP = re.compile(r"help(\..+|_at)")
DOCUMENTS = {address: (language, file) for language, address, file in written()}


def guide_of(language: str) -> str:
    addresses = (f"/guide{suffix(each)}" for each in chain(language))
    return next(address for address in addresses if address in DOCUMENTS)


GUIDES = {language: guide_of(language) for language in LANGUAGES}
"""Each language has its own guide, or that of its first fallback with one."""


def help_links(language: str) -> dict[str, str]:
    """Where the catalogue leads people for help, by table and key."""
    found = {f"{table}.{key}": text for table, texts in sections(language).items() for key, text in texts.items()}
    return {name: text for name, text in found.items() if HELP.fullmatch(name.partition(".")[2])}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_help_link_leads_to_a_chapter_of_the_guide_in_its_language(language: str) -> None:
    links = help_links(language)
    assert {"voter.help.at", "desk.help.cards", "key_page.help_at"} <= links.keys()
    anchors = {heading.anchor for heading in document(DOCUMENTS[GUIDES[language]][1]).headings}
    assert {name: link for name, link in links.items() if not _leads(link, GUIDES[language], anchors)} == {}


def _leads(link: str, guide: str, anchors: set[str]) -> bool:
    page, _, anchor = link.partition("#")
    return page == guide and anchor in anchors


OTHERS = [language for language in LANGUAGES if language != DEFAULT]
each_other = pytest.mark.parametrize("language", OTHERS)


def headings(language: str, chapter: str = "guide") -> tuple[Heading, ...]:
    return document(f"{chapter}{suffix(language)}.md").headings


@each_other
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_guides_of_all_languages_have_the_same_chapters(chapter: str, language: str) -> None:
    """As many, of the same levels and numbers, in the same order."""
    shapes = [
        [(heading.level, re.match(r"\d*", heading.text)) for heading in headings(each, chapter)]
        for each in (DEFAULT, language)
    ]
    plain = [[(level, number and number[0]) for level, number in shape] for shape in shapes]
    assert len(plain[0]) > 10 and plain[0] == plain[1]


@each_other
def test_the_help_of_every_language_leads_to_the_same_chapter(language: str) -> None:
    def places(each: str) -> dict[str, int]:
        anchors = [heading.anchor for heading in headings(each)]
        return {name: anchors.index(link.partition("#")[2]) for name, link in help_links(each).items()}

    assert places(language) == places(DEFAULT)


QUOTED = {
    "zh": re.compile("[按点](?:下|一下)?“([^“”]+)”"),
    "zh-Hant": re.compile("[按點](?:下|一下)?「([^「」]+)」"),
    "en": re.compile(r"[Pp]ress \*{0,2}([\u4e00-\u9fff…]+)\*{0,2} \("),
}
"""Names of buttons to press. The English guide has them in Chinese, as in its pictures, with a translation."""


def texts_of(language: str) -> set[str]:
    """Whole, and what is before a colon: "下一名：第 {n} 名"."""
    texts = {text.strip("…") for table in sections(language).values() for text in table.values()}
    return texts | {text.partition("：")[0] for text in texts}


@pytest.mark.parametrize("language", QUOTED)
def test_every_button_that_a_guide_names_is_called_so_on_the_pages(language: str) -> None:
    known = texts_of("zh" if language == "en" else language)
    source = "".join((folder() / f"{each}{suffix(language)}.md").read_text("utf-8") for each in CHAPTERS)
    names = [name.strip("…") for name in QUOTED[language].findall(source)]
    assert len(names) > 5 and [name for name in names if name not in known] == []


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_guide_in_traditional_characters_names_what_the_other_one_names(chapter: str) -> None:
    """Whatever is quoted from a page, in the words that the page has in this language, in the same chapter."""
    simplified, traditional = (
        re.split("^##", (folder() / f"{chapter}{suffix(each)}.md").read_text("utf-8"), flags=re.MULTILINE)
        for each in (DEFAULT, "zh-Hant")
    )
    words: dict[str, set[str]] = {}
    for table, texts in sections(DEFAULT).items():
        for key, text in texts.items():
            words.setdefault(text.strip("…"), set()).add(sections("zh-Hant")[table][key].strip("…"))
    missing = [
        name
        for own, other in zip(simplified, traditional, strict=True)
        for name in re.findall("“([^“”]+)”", own)
        if (wanted := words.get(name.strip("…"))) and not any(each in other for each in wanted)
    ]
    assert missing == []


def test_the_guide_in_traditional_characters_has_no_others() -> None:
    """But names of files and what other programs show, which are in code or link to another language."""
    simplified = set(SCRIPTS["simplified"]) - {"\n"}
    for chapter in CHAPTERS:
        source = (folder() / f"{chapter}.zh-Hant.md").read_text("utf-8")
        own = re.sub(r"`[^`]*`|\[简体中文\]", "", source)
        assert sorted(simplified & set(own)) == [] and not re.search("[“”]", own)


def test_every_page_and_every_section_of_the_desk_has_help() -> None:
    tables = {name.partition(".")[0] for name in help_links("zh")}
    assert tables == {"voter", "screen", "chair", "desk", "admin", "check", "key_page", "error_page"}
    navigation = [key.removeprefix("nav.") for key in sections("zh")["desk"] if key.startswith("nav.")]
    assert {f"desk.help.{key}" for key in navigation} <= help_links("zh").keys()


@pytest.mark.parametrize("address", DOCUMENTS)
async def test_a_page_of_the_guide_has_its_contents_and_all_its_links_and_pictures(host: Hosted, address: str) -> None:
    answer = await host.http("GET", address, None)
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/html")
    page, source = answer.text, (ROOT / "docs" / DOCUMENTS[address][1]).read_text("utf-8")
    assert f'<html lang="{languages()[DOCUMENTS[address][0]].html}">' in page
    assert "<script" not in page and "style=" not in page
    headings = re.findall(r"^###? (.+)$", source, re.MULTILINE)
    listed = re.findall(r'<li class="level-\d"><a href="#[^"]+">([^<]+)</a>', page)
    assert [unescape(text) for text in listed] == headings
    ids = IDS.findall(page)
    assert len(ids) == len(set(ids)) == len(headings)
    assert source.count("pictures/") == page.count(f'src="{PICTURES}')
    for link in set(LINKS.findall(page)):
        assert await _is_served(host, link, set(ids)), link


async def _is_served(host: Hosted, link: str, ids: set[str]) -> bool:
    """An address on the internet is only for whoever installs the program."""
    page, _, anchor = link.partition("#")
    if not page:
        return unquote(anchor) in ids
    if page.startswith(("https:", "data:")):
        return page in ("https://www.python.org/downloads/", "data:,")
    answer = await host.http("GET", page, None)
    return answer.status_code == 200 and (not anchor or unquote(anchor) in IDS.findall(answer.text))


@pytest.mark.parametrize("path", ["../guide.md", "%2e%2e/guide.md", "none.png", "", "kinds"])
async def test_only_pictures_are_served_as_pictures(host: Hosted, path: str) -> None:
    assert (await host.http("GET", f"/guide/pictures/{path}", None)).status_code == 404
