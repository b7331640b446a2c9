"""The styles of the Word document in the official Chinese layout. Knows no content.

Every style names its East Asian font and language: without them Word falls back to other fonts.
"""

from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml

BODY_FONT, HEADING_FONT, TITLE_FONT, LATIN_FONT = "仿宋", "黑体", "华文中宋", "Times New Roman"
"""Every Chinese Windows and WPS has these fonts; other systems substitute them."""
TWIPS_PER_POINT = 20
LANGUAGE = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """`size` in half-points; `line`, `before` and `after` in points; `indent` of the first line in hundredths of a
    character; `level`: the outline level, 0 for none."""

    id: str
    name: str
    font: str
    size: int
    line: int
    alignment: str = "both"
    before: int = 0
    after: int = 0
    indent: int = 0
    level: int = 0


PARAGRAPH_STYLES = (
    ParagraphStyle("Normal", "Normal", BODY_FONT, 32, 28),
    ParagraphStyle("Title", "Title", TITLE_FONT, 36, 30, "center", after=4),
    ParagraphStyle("Heading1", "heading 1", TITLE_FONT, 44, 36, "center", after=6, level=1),
    ParagraphStyle("Heading2", "heading 2", HEADING_FONT, 28, 26, "left", before=8, after=4, level=2),
    ParagraphStyle("Below", "Below", BODY_FONT, 24, 20, "center", after=8),
    ParagraphStyle("Statement", "Statement", BODY_FONT, 32, 28, indent=200),
    ParagraphStyle("Remark", "Remark", BODY_FONT, 24, 20, "left", after=3),
    ParagraphStyle("TableLarge", "Table Large", BODY_FONT, 24, 19),
    ParagraphStyle("TableMiddle", "Table Middle", BODY_FONT, 21, 17),
    ParagraphStyle("TableSmall", "Table Small", BODY_FONT, 18, 13),
    ParagraphStyle("Gap", "Gap", BODY_FONT, 8, 6),
    ParagraphStyle("Header", "header", HEADING_FONT, 24, 18, "right"),
    ParagraphStyle("Footer", "footer", BODY_FONT, 28, 20, "center"),
)
"""Official sizes: 二号 22, 小二 18, 三号 16, 四号 14, 小四 12, 五号 10.5, 小五 9 points."""
DEFAULTS = (
    '<w:docDefaults {ns}><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="32"/><w:szCs w:val="32"/>{language}</w:rPr>'
    "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
)


def apply_styles(document: Document) -> None:
    """Replaces the styles of python-docx's default template."""
    styles = document.styles.element
    for defaults in styles.findall(qn("w:docDefaults")):
        styles.remove(defaults)
    styles.insert(0, parse_xml(DEFAULTS.format(ns=nsdecls("w"), fonts=_fonts(BODY_FONT), language=LANGUAGE)))
    for style in PARAGRAPH_STYLES:
        for replaced in styles.findall(qn("w:style")):
            if replaced.get(qn("w:styleId")) == style.id:
                styles.remove(replaced)
        styles.append(parse_xml(_style_xml(style)))
    for language in document.settings.element.findall(qn("w:themeFontLang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _fonts(font: str) -> str:
    return f'<w:rFonts w:ascii="{LATIN_FONT}" w:hAnsi="{LATIN_FONT}" w:eastAsia="{font}" w:cs="{LATIN_FONT}"/>'


def _style_xml(style: ParagraphStyle) -> str:
    """The elements are in the order of the schema (ECMA-376 Part 1, CT_Style)."""
    default = ' w:default="1"' if style.id == "Normal" else ""
    based_on = "" if default else '<w:basedOn w:val="Normal"/>'
    is_heading = style.level or style.id == "Title"
    keep = "<w:keepNext/><w:keepLines/>" if is_heading else ""
    before, after, line = (TWIPS_PER_POINT * points for points in (style.before, style.after, style.line))
    spacing = f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="exact"/>'
    first_line = style.indent * style.size // 10
    indent = f'<w:ind w:firstLineChars="{style.indent}" w:firstLine="{first_line}"/>' if style.indent else ""
    level = f'<w:outlineLvl w:val="{style.level - 1}"/>' if style.level else ""
    size = f'<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/>'
    return (
        f'<w:style {nsdecls("w")} w:type="paragraph"{default} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'{based_on}<w:qFormat/><w:pPr>{keep}{spacing}{indent}<w:jc w:val="{style.alignment}"/>{level}</w:pPr>'
        f'<w:rPr>{_fonts(style.font)}<w:color w:val="000000"/>{size}{LANGUAGE}</w:rPr></w:style>'
    )
