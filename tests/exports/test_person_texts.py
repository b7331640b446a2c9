"""The papers of texts about people, 述职材料汇编, 摘要公布 and 综合评价意见: complete, and nothing in them runs."""

import io
import re
from dataclasses import replace
from html import unescape

import docx
import pytest

from server.core.errors import Refused
from server.core.models import Decision
from server.core.record import Record
from server.core.texts import Opinion, Texts
from server.exports.content.single_papers import paper_pages
from server.exports.formats import FORMATS, PAPER_FORMATS
from tests.exports.records import make_meeting, make_record, part
from tests.pages.hostile import CORPUS

BRIEF = "一、履职情况\n\n=1+1 <b>一年来</b>，抓班子 𠮷䶮㙍。"
OPINION = Opinion("抓得实", ("调研不够", "办法不多"), "补短板")
PAPERS = ("briefs", "notice", "opinions")


def record_of(texts: Texts, **about: str) -> Record:
    record = make_record(make_meeting(part("上述"), part("下评"), **about), texts=texts)
    decided = tuple(
        replace(result, decided=Decision("较好", "研究") if result.name == "张三" else None)
        for result in record.results
    )
    return replace(record, results=decided)


@pytest.fixture(scope="module")
def written() -> Record:
    """Two of three people have a brief; one of them an opinion."""
    return record_of(Texts(briefs={"s1": BRIEF, "s3": "只有一行"}, opinions={"s1": OPINION, "s2": Opinion("稳当")}))


def html(record: Record, name: str) -> str:
    pages = paper_pages(record, name)
    return PAPER_FORMATS["html"][0](record, pages, pages[0].title).decode()


def text(page: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "\n", page.partition("</style>")[2] or page))


def word_text(record: Record, name: str) -> str:
    body = PAPER_FORMATS["docx"][0](record, paper_pages(record, name), "")
    return "\n".join(node.text or "" for node in docx.Document(io.BytesIO(body)).element.body.iter() if node.text)


def test_the_compilation_has_its_contents_and_a_page_for_each_person(written: Record) -> None:
    pages = paper_pages(written, "briefs")
    assert [page.name for page in pages] == ["briefs", "brief-1", "brief-2"]
    for shown in (text(html(written, "briefs")), word_text(written, "briefs")):
        places = [
            shown.index(word)
            for word in ("目录", "张三", "王五", "一、履职情况", "=1+1 <b>一年来</b>，抓班子 𠮷䶮㙍。", "只有一行")
        ]
        assert places == sorted(places) and "李四" not in shown


def test_the_notice_has_all_briefs_on_one_page_and_nothing_else_of_the_meeting(written: Record) -> None:
    [page] = paper_pages(written, "notice")
    shown = text(html(written, "notice"))
    assert page.title == "述职摘要公布" and "一、张三" in shown and "二、王五" in shown
    assert "较好" not in shown and "名次" not in shown


def test_each_opinion_is_a_page_with_the_decided_grade_a_seal_and_a_signature(written: Record) -> None:
    first, second = (text("<" + section) for section in html(written, "opinions").split("<section")[1:])
    for wanted in (
        "一、肯定成绩",
        "抓得实",
        "二、主要问题",
        "1. 调研不够",
        "2. 办法不多",
        "三、努力方向",
        "补短板",
        "较好",
    ):
        assert wanted in first, wanted
    for shown in (first, second):
        assert "评议机关盖章" in shown and "本人签收" in shown and "得分" not in shown
    assert "一、肯定成绩" in second and "主要问题" not in second and "未决定" in second


def test_a_meeting_without_texts_has_none_of_these_papers_and_its_others_are_as_before() -> None:
    without, with_texts = record_of(Texts()), record_of(Texts(briefs={"s1": BRIEF}, opinions={"s1": OPINION}))
    for name in PAPERS:
        with pytest.raises(Refused, match="no_paper"):
            paper_pages(without, name)
    assert FORMATS["html"][0](without) == FORMATS["html"][0](with_texts)


def test_english_papers_are_english() -> None:
    record = record_of(Texts(briefs={"s1": BRIEF}, opinions={"s1": OPINION}), language="en")
    titles = [paper_pages(record, name)[0].title for name in PAPERS]
    assert titles == ["Report summaries", "Notice of report summaries", "Overall opinion"]


@pytest.mark.parametrize("name", PAPERS)
def test_hostile_text_and_3000_emoji_are_shown_as_they_are(name: str) -> None:
    """P37, P38."""
    hostile, emoji = "\n".join(CORPUS), "👨‍👩‍👧" * 600
    texts = Texts(
        briefs={"s1": hostile, "s2": emoji}, opinions={"s1": Opinion(hostile), "s2": Opinion("", (emoji[:1000],), "")}
    )
    record = record_of(texts)
    page, word = html(record, name), word_text(record, name)
    shown = text(page)
    assert "<script" not in page and "<img" not in page and "<iframe" not in page
    for line in (*CORPUS, emoji[:1000]):
        assert line.strip() in shown, line
        assert line.strip() in word, line
