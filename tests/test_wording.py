"""Which words the pages, papers, forms and guides use: no misleading, technical or clumsy ones, and right plurals."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.core.message_catalogue import LANGUAGES, sections
from tests.harness import ROOT

AVOIDED = {
    "zh-Hant": {
        "發票": "票卡",
        "網絡": "網路",
        "服務器": "伺服器",
        "屏幕": "螢幕",
        "文件夾": "資料夾",
        "打印": "列印",
        "默認": "預設",
        "登錄會": "登入",
        "鏈接": "連結",
        "二維碼": "QR 碼",
        "信息": "資訊",
        "軟件": "軟體",
        "用戶": "使用者",
        "單元格": "儲存格",
        "佈": "布",
        "佔": "占",
        "天后": "天後",
        "物件進行": "對象",
        "純文本": "純文字",
        "銷燬": "銷毀",
        "壓縮包": "壓縮檔",
        "貼上在": "貼在",
        "連線投影": "接投影機",
        "欄出": "列出",
        "等名": "檔名",
        "拆分": "分成幾份",
        "查看": "檢視",
        "打開": "開啟",
    },
    "zh": {
        "发票卡": "凭票卡入场",
        "编造": "模拟",
        "差评": "“一般”“差”票",
        "一票否决": "降档比例线",
        "会议进行到最后": "各轮测评已全部结束",
        "法定人数": "到会人数要求",
        "法定到会": "到会人数要求",
        "失联": "掉线",
        "折合": "占比",
        "就按现在显示的": "按“现场”处理",
        "撤下": "移出名单",
        "还有纸质票": "停止手机，等纸质票",
        "有投票资格": "应收票数",
        "不保留原文": "请现在保存",
    },
    "en": {
        "on the wire": "encrypted",
        "usual values": "sensible defaults",
        "gone stale": "disconnected",
        "then dies": "stops working",
        "dies at once": "stops working",
        "Type a line": "Add a row",
        "(s)": "a plural",
        "made-up": "simulated",
        "Fairly good": "Good",
        "single marks": "individual marks",
        "the judges are few": "there are few judges",
        "keyed": "entered",
    },
}
"""What is not said, and what is said instead."""
HEADINGS = {"zh": {"行": "序号"}, "zh-Hant": {"行": "序號", "列": "序號"}, "en": {"Row": "No."}}
"""Whole texts that are not used: a column of numbers has another heading."""
FILES = {
    "zh": ("docs/guide.md", "docs/kinds.md", "docs/glossary.md", "cards/forms/*.toml", "cards/samples/*.toml"),
    "zh-Hant": ("docs/guide.zh-Hant.md", "docs/kinds.zh-Hant.md", "cards/form_words/zh-Hant.toml"),
    "en": ("docs/guide.en.md", "docs/kinds.en.md", "cards/form_words/en.toml", "cards/samples/*.toml"),
}
COUNTED = (
    "ballots|cards|phones|people|persons|rounds|votes|voters|lines|rows|pages|places|seats|subjects|items|boxes|points"
    "|days|candidates|reports|characters"
)
COUNT_WITH_NOUN = re.compile(rf"\{{(\w+)\}}((?: \w+){{0,2}}?) ({COUNTED})\b")
ALWAYS_SEVERAL = {
    "ballot": ("range", "range.step"),
    "meeting_form": (
        *("rule.trim", "note.most", "figure.sentence", "rules.trim.sentence", "rules.trim_least.clause"),
        *("rules.min_group.sentence", "quota.about"),
    ),
    "papers": ("trimmed", "tied"),
    "rosters": ("summary", "too_many_rows", "too_many_lines"),
    "validation": ("too_long", "min_group_needs_panel"),
    "voter": ("count", "limit.remind"),
    "votes": ("rule.seats",),
    "warnings": ("small_group",),
}
"""Sentences in which the number is never 1, or does not count the noun, or stands in a field."""


def sentences(language: str) -> Iterator[tuple[str, str, str]]:
    for table, texts in sections(language).items():
        for key, text in texts.items():
            yield table, key, text


def in_files(language: str) -> list[Path]:
    return sorted(path for pattern in FILES[language] for path in ROOT.glob(pattern))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_pages_and_papers_has_an_avoided_word(language: str) -> None:
    spoken = [(table, key, text) for table, key, text in sentences(language) if not text.startswith("/guide")]
    assert [(table, key, word) for table, key, text in spoken for word in AVOIDED[language] if word in text] == []
    headings = HEADINGS[language]
    assert [(table, key) for table, key, text in sentences(language) if headings.get(text) and table != "papers"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_guide_form_or_sample_has_an_avoided_word(language: str) -> None:
    texts = [(path.name, path.read_text("utf-8")) for path in in_files(language)]
    assert texts and [(name, word) for name, text in texts for word in AVOIDED[language] if word in text] == []


def test_a_counted_thing_is_singular_where_it_is_one() -> None:
    """Never "1 people": the noun after a number depends on it."""
    assert [
        (table, key, text)
        for table, key, text in sentences("en")
        if COUNT_WITH_NOUN.search(text) and key not in ALWAYS_SEVERAL.get(table, ())
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_that_depends_on_a_number_is_written_so_that_it_is_found(language: str) -> None:
    """`{n:one|other}`: braces that no rule fills in would be shown."""
    shape = re.compile(r"\{\w+\}|\{\w+:[^{}|]+\|[^{}|]+\}|\{day[.:][%\w]+\}")
    assert [(table, key) for table, key, text in sentences(language) if re.search(r"[{}]", shape.sub("", text))] == []
