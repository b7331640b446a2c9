"""The styles of the Word document: official Chinese layout, with East Asian fonts and language in every style
(without them Word falls back to others). Knows no content.
"""

from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml

BODY, HEADS, TITLE, LATIN = "仿宋", "黑体", "华文中宋", "Times New Roman"
"""Fonts that every Chinese Windows and WPS has; other systems replace them."""
LANGUAGE = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'


@dataclass(frozen=True, slots=True)
class Style:
    """`size` and `line` in half points and points; `level`: its place in the outline, 0 for none."""

    id: str
    name: str
    font: str
    size: int
    line: int
    aligned: str = "both"
    before: int = 0
    after: int = 0
    indent: int = 0
    level: int = 0


STYLES = (
    Style("Normal", "Normal", BODY, 32, 28),
    Style("Title", "Title", TITLE, 36, 30, "center", after=4),
    Style("Heading1", "heading 1", TITLE, 44, 36, "center", after=6, level=1),
    Style("Heading2", "heading 2", HEADS, 28, 26, "left", before=8, after=4, level=2),
    Style("Below", "Below", BODY, 24, 20, "center", after=8),
    Style("Statement", "Statement", BODY, 32, 28, indent=200),
    Style("Remark", "Remark", BODY, 24, 20, "left", after=3),
    Style("TableLarge", "Table Large", BODY, 24, 19),
    Style("TableMiddle", "Table Middle", BODY, 21, 17),
    Style("TableSmall", "Table Small", BODY, 18, 13),
    Style("Gap", "Gap", BODY, 8, 6),
    Style("Header", "header", HEADS, 24, 18, "right"),
    Style("Footer", "footer", BODY, 28, 20, "center"),
)
"""Sizes by name: 二号 22, 小二 18, 三号 16, 四号 14, 小四 12, 五号 10.5, 小五 9 points."""
DEFAULTS = (
    '<w:docDefaults {ns}><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="32"/><w:szCs w:val="32"/>{language}</w:rPr>'
    "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
)


def style(made: Document) -> None:
    """Puts our styles in the place of the template's."""
    element = made.styles.element
    for old in element.findall(qn("w:docDefaults")):
        element.remove(old)
    defaults = DEFAULTS.format(ns=nsdecls("w"), fonts=_fonts(BODY), language=LANGUAGE)
    element.insert(0, parse_xml(defaults))
    for one in STYLES:
        for old in element.findall(qn("w:style")):
            if old.get(qn("w:styleId")) == one.id:
                element.remove(old)
        element.append(parse_xml(_xml(one)))
    for language in made.settings.element.findall(qn("w:themeFontLang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _fonts(font: str) -> str:
    return f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{font}" w:cs="{LATIN}"/>'


def _xml(one: Style) -> str:
    """Element order as the schema has it."""
    default = ' w:default="1"' if one.id == "Normal" else ""
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    kept = "<w:keepNext/><w:keepLines/>" if one.level or one.id == "Title" else ""
    spacing = f'w:before="{20 * one.before}" w:after="{20 * one.after}" w:line="{20 * one.line}" w:lineRule="exact"'
    twips = one.indent * one.size // 10
    indent = f'<w:ind w:firstLineChars="{one.indent}" w:firstLine="{twips}"/>' if one.indent else ""
    level = f'<w:outlineLvl w:val="{one.level - 1}"/>' if one.level else ""
    return (
        f'<w:style {nsdecls("w")} w:type="paragraph"{default} w:styleId="{one.id}"><w:name w:val="{one.name}"/>{based}'
        f'<w:qFormat/><w:pPr>{kept}<w:spacing {spacing}/>{indent}<w:jc w:val="{one.aligned}"/>{level}</w:pPr>'
        f'<w:rPr>{_fonts(one.font)}<w:color w:val="000000"/><w:sz w:val="{one.size}"/><w:szCs w:val="{one.size}"/>'
        f"{LANGUAGE}</w:rPr></w:style>"
    )
