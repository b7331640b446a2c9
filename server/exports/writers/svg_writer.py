"""A chart as SVG: bars with their counts, for slides and reports. No script, no link, no style sheet; fonts by name.

Computes no number.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from ..content.charts import Chart
from ..model.blocks import Histogram
from ..model.column_widths import text_width

WIDTH, MARGIN = 960, 32
ROW, BAR = 30, 18
"""The distance of bars and their height."""
LARGE, MIDDLE, SMALL = 28, 20, 16
"""Sizes of type, in pixels like all lengths."""
LABEL = 150
"""The width of the marks' names."""
SIMPLIFIED = "FangSong, STFangsong, 'Noto Serif CJK SC', 'Songti SC', SimSun, serif"
TRADITIONAL = "DFKai-SB, BiauKai, 'Noto Serif CJK TC', 'Source Han Serif TC', 'Songti TC', PMingLiU, serif"
LATIN = "'Times New Roman', 'Liberation Serif', "
"""Before those where the paper is not in Chinese."""
INK, BAR_COLOUR, LAST_YEAR_COLOUR, LINE_COLOUR = "#1a1a1a", "#b3261e", "#8a8378", "#d8d4cb"


def write_chart(chart: Chart) -> bytes:
    """Equal charts give equal bytes."""
    body, height = list[str](), MARGIN
    for text, size in ((chart.title, MIDDLE), (chart.subtitle, LARGE)):
        for line in _lines(text, size):
            height += int(size * 1.4)
            body.append(_text(line, MARGIN, height, size))
    for histogram in chart.histograms:
        for index in range(len(histogram.series)):
            height += ROW
            drawn, height = _series(histogram, index, height)
            body += drawn
    drawn, height = _last_year(chart, height)
    body += drawn
    height += MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="{_fonts(chart.language)}" lang="{chart.language}" fill="{INK}" role="img" '
        f'aria-label="{_attribute(f"{chart.title} {chart.subtitle}")}">\n'
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>\n{"".join(body)}</svg>\n'
    ).encode()


def _fonts(language: str) -> str:
    """Of the papers in the language: characters of one code have other forms in traditional type."""
    if not language.startswith("zh"):
        return LATIN + SIMPLIFIED
    return TRADITIONAL if language.startswith("zh-Hant") else SIMPLIFIED


def _series(histogram: Histogram, index: int, top: int) -> tuple[list[str], int]:
    """One item's bars from the best mark down, and where they end."""
    title, counts = histogram.series[index]
    drawn = list[str]()
    for line in _lines(title, SMALL):
        top += int(SMALL * 1.5)
        drawn.append(_text(line, MARGIN, top, SMALL, "700"))
    top += 8
    for mark, count in zip(histogram.marks, counts, strict=True):
        drawn += _bar(mark, count, histogram.highest, top)
        top += ROW
    left = MARGIN + LABEL
    start = top - ROW * len(histogram.marks)
    drawn.append(f'<path d="M{left} {start}V{top}" stroke="{LINE_COLOUR}" stroke-width="2"/>\n')
    return drawn, top


def _last_year(chart: Chart, top: int) -> tuple[list[str], int]:
    """The scores of both years, or a line about last year's, and where they end."""
    drawn, comparison = list[str](), chart.comparison
    for line in _lines(comparison.title if comparison else chart.remark, SMALL) if comparison or chart.remark else ():
        top += ROW if not drawn else 0
        top += int(SMALL * 1.5)
        drawn.append(_text(line, MARGIN, top, SMALL, "700" if comparison else "400"))
    if comparison is None:
        return drawn, top
    top += 8
    value = max(text_width(bar.text) for bar in comparison.bars) * SMALL // 2
    left, room = MARGIN + LABEL, WIDTH - 2 * MARGIN - LABEL - value - SMALL
    for bar, colour in zip(comparison.bars, (BAR_COLOUR, LAST_YEAR_COLOUR), strict=True):
        length, baseline = int(room * bar.share), top + ROW // 2 + SMALL // 3
        drawn.append(_text(bar.name, left - 10, baseline, SMALL, anchor="end"))
        if length:
            place = f'x="{left}" y="{top + (ROW - BAR) // 2}" width="{length}" height="{BAR}"'
            drawn.append(f'<rect {place} fill="{colour}"/>\n')
        drawn.append(_text(bar.text, left + length + 8, baseline, SMALL))
        top += ROW
    drawn.append(f'<path d="M{left} {top - 2 * ROW}V{top}" stroke="{LINE_COLOUR}" stroke-width="2"/>\n')
    return drawn, top


def _bar(mark: str, count: int, highest: int, top: int) -> Iterator[str]:
    """Its length is in proportion to the highest count; the number follows it."""
    left, room = MARGIN + LABEL, WIDTH - 2 * MARGIN - LABEL - 70
    length = room * count // highest if highest else 0
    baseline = top + ROW // 2 + SMALL // 3
    name = mark if text_width(mark) <= 2 * LABEL // SMALL else _lines(mark, SMALL, LABEL - SMALL)[0] + "…"
    yield _text(name, left - 10, baseline, SMALL, anchor="end")
    if length:
        yield f'<rect x="{left}" y="{top + (ROW - BAR) // 2}" width="{length}" height="{BAR}" fill="{BAR_COLOUR}"/>\n'
    yield _text(str(count), left + length + 8, baseline, SMALL)


def _lines(text: str, size: int, width: int = WIDTH - 2 * MARGIN) -> list[str]:
    """The text in lines that fit into the width, broken at a blank where the line has one."""
    lines, line = list[str](), ""
    for char in text.replace("\n", " "):
        if line and text_width(line + char) * size / 2 > width:
            whole, _, rest = line.rpartition(" ") if char != " " else (line, "", "")
            lines.append(whole or line)
            line = rest if whole else ""
        line += char
    return [*lines, line]


def _text(text: str, x: int, y: int, size: int, weight: str = "400", anchor: str = "start") -> str:
    place = f'x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" text-anchor="{anchor}"'
    return f"<text {place}>{escape(text)}</text>\n"


def _attribute(text: str) -> str:
    return escape(text, {'"': "&quot;", "\n": " ", "\t": " "})
