"""Papers that show other figures than those that a careless reader would read, as (file, change) by name.

Each change applies to the papers of any build. `KeyError` and `AssertionError` mean that the paper has no such place.
"""

import io
import re
import struct
import zipfile
from collections.abc import Callable

from tests.archive.forger import Files, rezipped

Change = Callable[[bytes], bytes]
DOCX, XLSX, HTML = "results.docx", "results.xlsx", "results.html"
BODY, SHEET, STRINGS = "word/document.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
BOOK, XSTYLES, WSTYLES, CHART = "xl/workbook.xml", "xl/styles.xml", "word/styles.xml", "xl/charts/chart1.xml"
RUN = rb"<w:r><w:t(?: xml:space=\"preserve\")?>[0-9.]+</w:t></w:r>"
NUMBER_CELL = rb'<c r="([A-Z]+[0-9]+)" s="([0-9]+)"><v>([0-9.]+)</v></c>'
TD = rb'<td class="number"><bdi>([0-9.]+)</bdi></td>'


def first(pattern: bytes, new: bytes | Callable[[re.Match[bytes]], bytes]) -> Change:
    def change(body: bytes) -> bytes:
        changed, count = re.subn(pattern, new, body, count=1)
        assert count, pattern
        return changed

    return change


def in_part(name: str, change: Change) -> Change:
    def whole(paper: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(paper)) as package:
            return rezipped(paper, {name: change(package.read(name))})

    return whole


def before_end(tag: bytes, new: bytes) -> Change:
    return lambda body: body.replace(b"</" + tag + b">", new + b"</" + tag + b">", 1)


def run(properties: bytes, shown: bytes = b"") -> Change:
    """The first number gets these properties, and something else is shown behind it."""

    def change(match: re.Match[bytes]) -> bytes:
        return match[0].replace(b"<w:r>", b"<w:r><w:rPr>" + properties + b"</w:rPr>") + shown

    return first(RUN, change)


OTHER_RUN = b"<w:r><w:t>9.999</w:t></w:r>"

CONDITIONAL = (
    b'<conditionalFormatting sqref="A1:Z99"><cfRule type="expression" dxfId="0" priority="1">'
    b"<formula>TRUE</formula></cfRule></conditionalFormatting>"
)
VALIDATION = b'<dataValidations count="1"><dataValidation sqref="A1" prompt="9.999"/></dataValidations>'
RICH_TITLE = b"<c:tx><c:rich><a:p><a:r><a:t>9.999</a:t></a:r></a:p></c:rich></c:tx>"


def before_margins(new: bytes) -> Change:
    return lambda body: body.replace(b"<pageMargins", new + b"<pageMargins", 1)


def rounded_to_whole(sheet: bytes) -> bytes:
    """A score with the number format of a count."""
    styles = {b"." in value: style for _, style, value in re.findall(NUMBER_CELL, sheet)}
    return first(rb's="%b"(><v>[0-9]+\.)' % styles[True], rb's="%b"\1' % styles[False])(sheet)


def exchange_sheets(book: bytes) -> bytes:
    first_id, second_id = b'r:id="rId1"', b'r:id="rId2"'
    return book.replace(first_id, b"#").replace(second_id, first_id).replace(b"#", second_id)


WORD: dict[str, tuple[str, Change]] = {
    "vanished run and symbol": (BODY, run(b"<w:vanish/>", b'<w:r><w:sym w:font="Symbol" w:char="F039"/></w:r>')),
    "vanished run and other run": (BODY, run(b"<w:vanish/>", OTHER_RUN)),
    "hidden on the web": (BODY, run(b"<w:webHidden/>", OTHER_RUN)),
    "white text": (BODY, run(b'<w:color w:val="FFFFFF"/>', OTHER_RUN)),
    "tiny text": (BODY, run(b'<w:sz w:val="2"/>', OTHER_RUN)),
    "struck text": (BODY, run(b"<w:strike/>", OTHER_RUN)),
    "text raised out of its cell": (BODY, run(b'<w:position w:val="999"/>', OTHER_RUN)),
    "text with an effect": (BODY, run(b'<w:effect w:val="none"/><w:specVanish/>', OTHER_RUN)),
    "text in a bar": (BODY, run(b'<w:shd w:val="clear" w:color="auto" w:fill="B3261E"/>')),
    "deleted and inserted": (
        BODY,
        first(
            RUN,
            lambda m: (
                b'<w:del w:id="1" w:author="a">'
                + m[0]
                + b'</w:del><w:ins w:id="2" w:author="a">'
                + OTHER_RUN
                + b"</w:ins>"
            ),
        ),
    ),
    "field": (BODY, first(RUN, lambda m: b'<w:fldSimple w:instr="QUOTE 9.999">' + m[0] + b"</w:fldSimple>")),
    "number in a run of its own": (BODY, first(RUN, lambda m: m[0] + OTHER_RUN)),
    "hidden row": (BODY, first(rb"<w:trPr>", b"<w:trPr><w:hidden/>")),
    "row of no height": (BODY, first(rb"<w:trPr>", b'<w:trPr><w:trHeight w:val="1" w:hRule="exact"/>')),
    "hidden cell mark": (BODY, first(rb"<w:tcPr>", b"<w:tcPr><w:hideMark/>")),
    "narrow cell": (BODY, first(rb'<w:tcW w:w="[0-9]+"', b'<w:tcW w:w="1"')),
    "cell over two columns": (BODY, first(rb"(<w:tcPr><w:tcW [^>]*/>)", rb'\1<w:gridSpan w:val="2"/>')),
    "cell hidden by the one above": (
        BODY,
        first(
            rb"(<w:tcPr><w:tcW [^>]*/>)(<w:vAlign [^>]*/></w:tcPr><w:p><w:pPr>.{0,200}?<w:t[^>]*>[0-9])",
            rb"\1<w:vMerge/>\2",
        ),
    ),
    "text box": (BODY, first(rb"<w:body>", b"<w:body><w:p><w:r><w:pict/></w:r></w:p>")),
    "embedded file": (BODY, first(rb"<w:sectPr", b'<w:altChunk r:id="rId99"/><w:sectPr')),
    "comment in the XML": (BODY, first(rb"<w:body>", b"<w:body><!-- 9.999 -->")),
    "entity": (BODY, lambda body: body.replace(b"<w:document", b'<!DOCTYPE w [<!ENTITY n "9.999">]><w:document', 1)),
    "style with vanished text": (
        WSTYLES,
        before_end(
            b"w:styles", b'<w:style w:type="paragraph" w:styleId="TableLarge"><w:rPr><w:vanish/></w:rPr></w:style>'
        ),
    ),
    "small style": (
        BODY,
        first(rb'<w:pStyle w:val="Table[A-Za-z]+"/>(.{0,99}<w:t[^>]*>[0-9])', rb'<w:pStyle w:val="Gap"/>\1'),
    ),
    "numbered paragraph": (BODY, first(rb"<w:pPr>", b'<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>')),
    "template": ("word/settings.xml", before_end(b"w:settings", b'<w:attachedTemplate r:id="rId1"/>')),
    "link to another file": (
        "word/_rels/document.xml.rels",
        before_end(b"Relationships", b'<Relationship Id="rId99" Type="x" Target="http://x/" TargetMode="External"/>'),
    ),
    "footer": ("word/footer1.xml", before_end(b"w:p", OTHER_RUN)),
    "other number": (BODY, first(RUN, OTHER_RUN)),
}

WORKBOOK: dict[str, tuple[str, Change]] = {
    "number format of a text": (XSTYLES, first(rb'formatCode="0.000?"', b'formatCode="&quot;9.999&quot;"')),
    "number format of few decimals": (XSTYLES, first(rb'formatCode="0.000?"', b'formatCode="0.0"')),
    "number format with a condition": (XSTYLES, first(rb'formatCode="0.000?"', b'formatCode="[&gt;1]&quot;9&quot;;0"')),
    "number format of no text": (XSTYLES, first(rb'formatCode="0.000?"', b'formatCode=";;;"')),
    "style of another kind": (SHEET, rounded_to_whole),
    "white font": (XSTYLES, first(rb'<color theme="1"/>', b'<color rgb="FFFFFFFF"/>')),
    "tiny font": (XSTYLES, first(rb'<sz val="11"/>', b'<sz val="1"/>')),
    "hidden by protection": (XSTYLES, first(rb"<alignment ", b'<protection hidden="1"/><alignment ')),
    "shrunk text": (XSTYLES, first(rb"<alignment ", b'<alignment shrinkToFit="1" ')),
    "hidden row": (SHEET, first(rb'<row r="6"', b'<row r="6" hidden="1"')),
    "row of no height": (SHEET, first(rb'(<row r="6"[^>]*) ht="[0-9.]+"', rb'\1 ht="0.5"')),
    "folded row": (SHEET, first(rb'<row r="6"', b'<row r="6" outlineLevel="1" collapsed="1"')),
    "hidden column": (SHEET, first(rb"<col ", b'<col hidden="1" ')),
    "column of no width": (SHEET, first(rb'width="[0-9.]+"', b'width="0.1"')),
    "hidden sheet": (BOOK, first(rb"<sheet ", b'<sheet state="hidden" ')),
    "very hidden sheet": (BOOK, first(rb"<sheet ", b'<sheet state="veryHidden" ')),
    "sheets exchanged": (BOOK, exchange_sheets),
    "defined name": (BOOK, before_end(b"definedNames", b'<definedName name="score">9.999</definedName>')),
    "print area": (
        BOOK,
        before_end(b"definedNames", b'<definedName name="_xlnm.Print_Area" localSheetId="0">$A$1</definedName>'),
    ),
    "conditional format": (SHEET, before_margins(CONDITIONAL)),
    "formula": (SHEET, first(NUMBER_CELL, rb'<c r="\1" s="\2"><f>9.999</f><v>\3</v></c>')),
    "inline text": (SHEET, first(NUMBER_CELL, rb'<c r="\1" s="\2" t="inlineStr"><is><t>9.999</t></is></c>')),
    "cell twice": (SHEET, first(NUMBER_CELL, rb'<c r="\1" s="\2"><v>\3</v></c><c r="\1" s="\2"><v>9.999</v></c>')),
    "cell merged away": (SHEET, before_end(b"mergeCells", b'<mergeCell ref="A6:Z6"/>')),
    "validation with a message": (SHEET, before_margins(VALIDATION)),
    "extension": (SHEET, before_end(b"worksheet", b"<extLst><ext/></extLst>")),
    "scrolled away": (SHEET, first(rb'topLeftCell="[A-Z]+[0-9]+"', b'topLeftCell="A900"')),
    "text in several parts": (
        STRINGS,
        first(rb"<si><t[^>]*>([^<]+)</t></si>", rb"<si><r><t>\1</t></r><r><t>9.999</t></r></si>"),
    ),
    "reading above a text": (STRINGS, first(rb"</t></si>", b'</t><rPh sb="0" eb="1"><t>9.999</t></rPh></si>')),
    "stored points of a chart": (CHART, first(rb"(?s)(<c:numCache>.*?<c:v>)[0-9]+", rb"\g<1>97")),
    "points of other cells": (CHART, first(rb"(<c:val><c:numRef><c:f>[^<]*\$)([0-9]+)<", rb"\g<1>1\2<")),
    "title of a chart": (CHART, first(rb"<c:title><c:tx><c:strRef>.*?</c:strRef></c:tx>", b"<c:title>" + RICH_TITLE)),
    "axis from elsewhere": (CHART, first(rb'<c:min val="0"/>', b'<c:min val="5"/>')),
    "printed header": (SHEET, first(rb"<oddHeader>", b"<oddHeader>&amp;C9.999")),
    "theme of other colours": (
        "xl/theme/theme1.xml",
        first(rb'(<a:dk1><a:sysClr val="window)Text" lastClr="000000"', rb'\1" lastClr="FFFFFF"'),
    ),
    "other number": (SHEET, first(NUMBER_CELL, rb'<c r="\1" s="\2"><v>9.999</v></c>')),
}

PAGE: dict[str, Change] = {
    "content by style": lambda page: page.replace(b"</style>", b'td.number::after { content: "9.999"; }</style>', 1),
    "hidden by style": lambda page: page.replace(b"</style>", b"td.number bdi { display: none; }</style>", 1),
    "second style": lambda page: page.replace(b"</head>", b"<style>bdi { font-size: 0; }</style></head>", 1),
    "style in a tag": first(TD, rb'<td class="number" style="color: #fff"><bdi>\1</bdi></td>'),
    "linked style": lambda page: page.replace(b"</head>", b'<link rel="stylesheet" href="x.css"></head>', 1),
    "script": lambda page: page.replace(b"</body>", b"<script>document.body.textContent = 9.999</script></body>", 1),
    "script in an attribute": lambda page: page.replace(b"<body>", b'<body onload="x()">', 1),
    "comment": first(TD, rb'<td class="number"><bdi><!-- -->\1</bdi></td>'),
    "conditional comment": first(TD, rb'<td class="number"><bdi><!--[if IE]>9.999<![endif]-->\1</bdi></td>'),
    "hidden tag": first(TD, rb'<td class="number" hidden><bdi>\1</bdi></td><td class="number"><bdi>9.999</bdi></td>'),
    "deleted text": first(TD, rb'<td class="number"><del>\1</del><bdi>9.999</bdi></td>'),
    "field": first(TD, rb'<td class="number"><input value="9.999"></td>'),
    "text in a picture": first(TD, rb'<td class="number"><svg><text>9.999</text></svg></td>'),
    "bar of another length": first(rb'<svg width="[0-9]+%"', b'<svg width="99%" height="99"'),
    "cell over two columns": first(TD, rb'<td class="number" colspan="2"><bdi>\1</bdi></td>'),
    "empty cell before it": first(TD, rb'<td class="text"></td><td class="number"><bdi>\1</bdi></td>'),
    "reversed digits": first(TD, rb'<td class="number"><bdi dir="rtl">\1</bdi></td>'),
    "narrow column": first(rb'<col class="w[0-9]+">', b'<col class="w1">'),
    "caption of another class": first(TD, rb'<td class="number"><caption>\1</caption><bdi>9.999</bdi></td>'),
    "moved elsewhere": first(rb"</title>", b'</title><meta http-equiv="refresh" content="0;url=x">'),
    "base": lambda page: page.replace(b"</title>", b'</title><base href="http://x/">', 1),
    "other number": first(TD, b'<td class="number"><bdi>9.999</bdi></td>'),
    "text after the end": lambda page: page + b"9.999",
    "unclosed tag": first(rb"</section>", b""),
    "tag in capitals": first(TD, rb'<TD CLASS="number"><bdi>9.999</bdi></TD>'),
    "two attributes of one name": first(TD, rb'<td class="number" class="text"><bdi>\1</bdi></td>'),
}


def with_member(paper: bytes, name: str, body: bytes, comment: bytes = b"") -> bytes:
    """A second member of a name that exists is what some programs open, and others not."""
    out = io.BytesIO(paper)
    with zipfile.ZipFile(out, "a") as package:
        package.comment = comment
        if name:
            package.infolist().append(zipfile.ZipInfo("x"))
            package.filelist.pop()
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            package.NameToInfo.pop(name, None)
            package.writestr(info, body)
    return out.getvalue()


def shifted(paper: bytes, junk: bytes) -> bytes:
    """Bytes between the members and the directory, whose place is corrected."""
    end = paper.rindex(b"PK\5\6")
    (start,) = struct.unpack_from("<I", paper, end + 16)
    record = paper[end : end + 16] + struct.pack("<I", start + len(junk)) + paper[end + 20 :]
    return paper[:start] + junk + paper[start:end] + record


def with_other_local_name(paper: bytes, name: bytes) -> bytes:
    """Programs that read a zip from its beginning see another member."""
    start = paper.index(name)
    return paper[:start] + b"X" + paper[start + 1 :]


PACKAGES: dict[str, Change] = {
    "extra member": lambda paper: with_member(paper, "word/comments.xml", b"9.999"),
    "duplicate member": lambda paper: with_member(paper, "docProps/app.xml", b"<x/>"),
    "comment": lambda paper: with_member(paper, "", b"", b"9.999"),
    "bytes in front": lambda paper: b"9.999" + paper,
    "bytes behind": lambda paper: paper + b"9.999",
    "bytes between": lambda paper: shifted(paper, b"PK\3\4 9.999"),
    "another name in front of a member": lambda paper: with_other_local_name(paper, b"[Content_Types].xml"),
    "a folder": lambda paper: with_member(paper, "word/", b""),
}


def attacks() -> list[tuple[str, str, Change]]:
    """(name, file, change) of all of them."""
    named = [
        *((f"docx {name}", DOCX, in_part(part, change)) for name, (part, change) in WORD.items()),
        *((f"xlsx {name}", XLSX, in_part(part, change)) for name, (part, change) in WORKBOOK.items()),
        *((f"html {name}", HTML, change) for name, change in PAGE.items()),
        *((f"{file[8:]} {name}", file, change) for name, change in PACKAGES.items() for file in (DOCX, XLSX)),
    ]
    return named


def attacked(files: Files, file: str, change: Change) -> Files:
    changed = change(files[file])
    assert changed != files[file]
    return {**files, file: changed}
