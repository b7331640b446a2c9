"""What a room of old phones asks of the voter's page: few bytes, few requests, no CSS newer than they are (UX)."""

import gzip
import re

import pytest

from server.web.assets import Assets, folder, script_of

BUDGET, REQUESTS = 34_000, 4
"""Bytes, compressed: the most that a page may have (UX)."""
STYLES = ("tokens.css", "base.css", "voter.css")
NEWER = {
    "relational selectors": r":has\(|:is\(|:where\(",
    "aspect-ratio": r"aspect-ratio\s*:",
    "dynamic viewport units": r"\d(dvh|svh|lvh|dvw|svw|lvw)\b",
    "logical inset": r"inset-(block|inline)",
    "clamp, min and max": r"\b(clamp|min|max)\(",
    "colour functions": r"color-mix\(|oklch\(|oklab\(|lab\(|lch\(|color\(",
    "cascade layers and containers": r"@(layer|container|property|scope)\b|container-type",
    "nesting": r"^\s*&",
    "accent-color": r"accent-color\s*:",
    "subgrid and masonry": r"subgrid|masonry",
    "colour-scheme function": r"light-dark\(",
    "content-visibility": r"content-visibility",
    "scroll and view timelines": r"(animation|view|scroll)-timeline",
    "individual transforms": r"^\s*(rotate|scale|translate)\s*:",
    "spaces in colour values": r"rgba?\(\d+ \d+",
}
"""Not in Chrome 80 or not in Safari 13."""
FALLBACK = {
    "inset:": "top:",
    "overflow-wrap: anywhere": "overflow-wrap: break-word",
    "position: sticky": "position: -webkit-sticky",
}
"""What those browsers drop, and what the same rule must say for them."""


@pytest.fixture(scope="module")
def pages() -> Assets:
    return Assets(folder())


def rules(css: str) -> list[tuple[str, str]]:
    """Selector and declarations of each innermost rule, comments left out."""
    return re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", css, flags=re.S))


def style(name: str) -> str:
    return (folder() / name).read_text("utf-8")


def weight(pages: Assets, path: str) -> int:
    asset = pages.find(path)
    assert asset is not None, path
    return len(asset.zipped[1]["body"])


def test_the_page_and_all_it_asks_for_stay_within_the_budget(pages: Assets) -> None:
    page = pages.find("/v")
    assert page is not None and page == pages.find("/m")
    for asset, language in ((page, "zh"), *((asset, tag) for tag, asset in page.by_language.items())):
        script = script_of("voter", language)
        html = asset.plain[1]["body"].decode()
        asked = re.findall(r'(?:href|src)="(/static/[^"]+)"', html)
        assert asked == [*map(pages.url, ("loader.js", "voter.css", script))]
        assert 1 + len(asked) <= REQUESTS
        assert len(asset.zipped[1]["body"]) + sum(weight(pages, path) for path in asked) <= BUDGET


def test_the_joined_sheet_is_the_pages_own_sheets_in_their_order(pages: Assets) -> None:
    """Without comments and blanks, but with the same rules in the same order."""
    joined = pages.find(pages.url("voter.css"))
    assert joined is not None
    sent, written = joined.plain[1]["body"].decode(), "".join(style(name) for name in STYLES)
    assert "/*" not in sent and "\n" not in sent
    assert [plain(rule) for rule in rules(sent)] == [plain(rule) for rule in rules(written)]


def plain(rule: tuple[str, str]) -> tuple[str, ...]:
    return tuple(re.sub(r"\s*([;:,{}])\s*", r"\1", " ".join(text.split())).strip("; ") for text in rule)


@pytest.mark.parametrize("name", STYLES)
@pytest.mark.parametrize("feature", NEWER)
def test_no_style_is_newer_than_a_five_year_old_phone(name: str, feature: str) -> None:
    css = re.sub(r"/\*.*?\*/", "", style(name), flags=re.S)
    assert re.findall(NEWER[feature], css, re.M) == []


@pytest.mark.parametrize("name", STYLES)
def test_what_an_old_phone_drops_has_its_fallback_in_the_same_rule(name: str) -> None:
    for selector, body in rules(style(name)):
        for newer, older in FALLBACK.items():
            if re.search(rf"(^|[\s;]){re.escape(newer)}", body):
                assert older in body, selector.strip()


@pytest.mark.parametrize("name", STYLES)
def test_flex_boxes_of_the_voters_page_are_not_spaced_by_gap(name: str) -> None:
    """Safari 13 knows `gap` in grids only. Only rules that the voter's page uses are looked at."""
    for selector, body in rules(style(name)):
        if "flex" in body and re.search(r"(^|[\s;])gap\s*:", body):
            classes = re.findall(r"\.([\w-]+)", selector)
            assert classes and not any(used(one) for one in classes), selector.strip()


def used(name: str) -> bool:
    """Whether a script or the document of the voter's page names this class."""
    files = [folder() / "voter.html", *sorted((folder() / "voter").glob("*.js"))]
    return any(re.search(rf"['\" ]{re.escape(name)}['\" ]", file.read_text("utf-8")) for file in files)


@pytest.mark.parametrize("name", ["voter/main.js", "voter/main.en.js", "voter.css", "desk/main.js"])
def test_what_is_sent_compressed_is_the_same_file(pages: Assets, name: str) -> None:
    asset = pages.find(pages.url(name))
    assert asset is not None
    assert gzip.decompress(asset.zipped[1]["body"]) == asset.plain[1]["body"]
