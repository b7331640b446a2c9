"""One design system: raw values in the token file alone, every token defined and used, bands always with their word."""

import re
from pathlib import Path

import pytest

from tests.static_files import STATIC, bare_css, name, scripts, styles

TOKENS = (STATIC / "tokens.css", STATIC / "tokens_staff.css", STATIC / "tokens_dark.css")
PRINTED = {"print.css", "report.css", "links_sheet.css"}
"""Paper has units and inks of its own."""

COLOUR = re.compile(
    r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|rgba|hsl|hsla|hwb|lab|lch|oklab|oklch|color)\(|"
    r":[^;{}]*\b(?:white|black|red|green|blue|grey|gray|silver|orange|yellow|purple|pink|brown)\b"
)
SIZE = re.compile(r"(?:font-size\s*:|font\s*:)([^;}]*)")
UNIT = re.compile(r"(?<![\w-])[0-9.]+(?:px|pt|pc|in|cm|mm)\b")
USED = re.compile(r"var\(\s*(--[\w-]+)")
DEFINED = re.compile(r"(?:^|[{;\s])(--[\w-]+)\s*:")
BY_SCRIPT = re.compile(r"""['"](--[\w-]+)['"]""")
WEIGHT = re.compile(r"font-weight\s*:\s*([^;}]+)|font\s*:\s*([^;}]+)")

SHEETS = [path for path in styles() if path not in TOKENS and path.name not in PRINTED]
each_sheet = pytest.mark.parametrize("path", SHEETS, ids=name)
every_sheet = pytest.mark.parametrize("path", styles(), ids=name)


def places(path: Path, pattern: re.Pattern[str]) -> list[str]:
    """Lines of a sheet that match the pattern, comments excluded."""
    return [line.strip() for line in bare_css(path).splitlines() if pattern.search(line)]


@each_sheet
def test_no_raw_colour_stands_outside_the_tokens(path: Path) -> None:
    assert places(path, COLOUR) == []


@each_sheet
def test_no_raw_type_size_stands_outside_the_tokens(path: Path) -> None:
    """Sizes are tokens or multiples of one (em; rem on the screen, whose root grows with the hall)."""
    assert [size for size in SIZE.findall(bare_css(path)) if UNIT.search(size)] == []


@every_sheet
def test_nothing_is_forced_slanted_or_thin(path: Path) -> None:
    css = bare_css(path)
    weights = [word for found in WEIGHT.findall(css) for word in " ".join(found).split()]
    assert "!important" not in css
    assert not re.search(r"\b(italic|oblique)\b", css)
    assert not re.search(r"@font-face|@import", css)
    assert not {"lighter", "100", "200", "300"} & set(weights)


def defined() -> set[str]:
    return {token for path in styles() for token in DEFINED.findall(bare_css(path))} | {
        token for path in scripts() for token in BY_SCRIPT.findall(path.read_text("utf-8"))
    }


def used() -> set[str]:
    return {token for path in styles() for token in USED.findall(bare_css(path))}


THEMES = (":root", '[data-theme="azure"]', '[data-theme="dark"]')
TEXTS = ("ink", "soft", "accent", "good", "fair", "mid", "poor", "warn")
GROUNDS = ("paper", "card")
PAIRS = [
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    *((tone, f"{tone}-tint") for tone in ("good", "fair", "mid", "poor", "warn")),
    ("on-accent", "accent"),
]
"""What is written on what."""


def colours(theme: str) -> dict[str, str]:
    """The colours of a theme by token: in each file the first block of its selector."""
    blocks = ""
    for path in TOKENS:
        found = re.findall(r"([^{}@]+){([^{}]*)}", bare_css(path))
        blocks += next((block for selector, block in found if selector.strip() == theme), "")
    return dict(re.findall(r"--([\w-]+)\s*:\s*(#[0-9a-f]{3,6})\b", blocks))


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_text_has_enough_contrast_in_every_theme(theme: str) -> None:
    """4.5:1, WCAG 2.2 AA, though most of the type on the projector is large."""
    of = colours(theme)
    assert {pair for pair in PAIRS if contrast(of[pair[0]], of[pair[1]]) < 4.5} == set()


def test_every_variable_that_is_used_is_defined() -> None:
    assert sorted(used() - defined()) == []


def test_every_token_that_is_defined_is_used() -> None:
    assert sorted(set(DEFINED.findall("".join(map(bare_css, TOKENS)))) - used()) == []


@pytest.mark.parametrize("theme", THEMES[1:])
def test_a_theme_knows_every_colour_of_the_light_one(theme: str) -> None:
    assert colours(theme).keys() == colours(":root").keys()


@pytest.mark.parametrize("page", ["admin", "voter", "screen", "chair", "desk"])
def test_every_page_builds_on_tokens_then_components_then_its_own_sheet(page: str) -> None:
    linked = re.findall(r'href="/static/([\w/.-]+\.css)"', (STATIC / f"{page}.html").read_text("utf-8"))
    assert linked[:2] == ["tokens.css", "base.css"]
    assert f"{page}.css" in linked[2:]
