"""Texts about people: their limits, and what is read from the files that secretaries have."""

import io
import zipfile
from collections.abc import Callable
from functools import partial

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from server.core.errors import InvalidDocument
from server.core.office_parts import MAX_TAGS, MAX_UNPACKED_BYTES
from server.core.text_files import TextFile, read_text_file
from server.core.texts import MAX_BRIEF, MAX_POINT, Comment, Opinion, Text, TextKind, read_text

EMOJI = "👨‍👩‍👧" * 600


def brief(text: object) -> Text | None:
    return read_text(TextKind.BRIEF, {"text": text})


def refusals(read: Callable[[], object]) -> list[tuple[str, str]]:
    """Field and Chinese sentence of each error."""
    with pytest.raises(InvalidDocument) as caught:
        read()
    return [(error.field, error.text("zh")) for error in caught.value.field_errors]


def test_a_brief_has_up_to_3000_code_points_after_normalisation() -> None:
    assert brief("é" * MAX_BRIEF) == brief("e\u0301" * MAX_BRIEF) == "é" * MAX_BRIEF
    assert len(EMOJI) == MAX_BRIEF and brief(EMOJI) == EMOJI
    text = "第一行\n第二行\n" + "字" * MAX_BRIEF
    assert refusals(lambda: brief(text)) == [("text", "最多 3000 个字，现有 3008 个，从第 3 行起超出。")]
    assert "最多 3000 个字" in refusals(lambda: brief("字" * 1_000_000))[0][1]


def test_lines_stay_and_what_cannot_be_shown_is_refused_with_its_line() -> None:
    assert brief("一\r\n二\v三\u2028四  \n\n\n\n\t五\n") == "一\n二\n三\n四\n\n\t五"
    assert brief(" \n\n ") is None and brief("") is None
    assert brief("\u200b\u00ad\n\u3000\u200f") is None, "nobody could read it"
    for bad in ("\0", "\x1b", "\ud800", "\u202e"):
        refused = refusals(partial(brief, f"一\n二{bad}"))
        assert refused == [("text", "第 2 行含有不可显示的字符，请删去后再试。")]
    assert refusals(lambda: brief("\u202e")) and refusals(partial(read_text, TextKind.COMMENTS, [{"text": "\u200b"}]))
    assert refusals(lambda: brief(5)) == [("text", "应为文字，请加引号。")]
    assert "符号" in refusals(lambda: brief("a" + "\u0301" * 99))[0][1]


def test_an_opinion_has_three_fields_of_up_to_1000_each_its_problems_together() -> None:
    read = read_text(TextKind.OPINION, {"strengths": "实", "problems": ["一", " ", "\u200b", "二"], "direction": ""})
    assert read == Opinion("实", ("一", "二"))
    assert read_text(TextKind.OPINION, {"strengths": "", "problems": [], "direction": ""}) is None
    half = "字" * (MAX_POINT // 2)
    assert read_text(TextKind.OPINION, {"problems": [half, half]}) == Opinion(problems=(half, half))
    assert refusals(lambda: read_text(TextKind.OPINION, {"problems": [half, half, "多"]}))[0][0] == "problems"
    wrong = {"strengths": "字" * 1001, "problems": "一", "direction": 1, "grade": "好"}
    fields = [field for field, _ in refusals(lambda: read_text(TextKind.OPINION, wrong))]
    assert fields == ["grade", "problems", "strengths", "direction"]


def test_a_comment_says_who_said_it_by_role() -> None:
    said = [{"by": "市委组织部", "text": "作风实"}, {"text": "再加把劲"}]
    assert read_text(TextKind.COMMENTS, said) == (Comment("市委组织部", "作风实"), Comment("", "再加把劲"))
    assert read_text(TextKind.COMMENTS, []) is None
    assert refusals(lambda: read_text(TextKind.COMMENTS, [{"by": "组织部", "text": " "}])) == [
        ("[0].text", "不能为空，请填写。")
    ]
    assert refusals(lambda: read_text(TextKind.COMMENTS, [{"text": "一"}] * 51))[0][0] == ""


# Files


def word_file(*paragraphs: str) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def with_document(xml: bytes) -> bytes:
    """A DOCX whose text is this XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml)
    return out.getvalue()


def body(xml: str) -> bytes:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    markup = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    return with_document(
        f'<w:document xmlns:w="{word}" xmlns:m="{markup}"><w:body>{xml}</w:body></w:document>'.encode()
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_is_read_in_the_encodings_of_windows(encoding: str) -> None:
    text = "一、履职情况，𠮷田䶮。\r\n二、问题，如实。"
    assert read_text_file(text.encode(encoding)) == TextFile(text)


def test_the_paragraphs_of_a_word_file_are_lines() -> None:
    assert (
        read_text_file(word_file("一、履职情况", "", "=1+1 <b>𠮷</b> &amp;")).text
        == "一、履职情况\n\n=1+1 <b>𠮷</b> &amp;\n"
    )


def test_a_table_a_line_break_and_a_text_box_are_read_once_and_deleted_text_is_not() -> None:
    deleted = "<w:del><w:r><w:t>删去</w:t></w:r></w:del>"
    tabs = "<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>"
    framed = "<w:r><w:t>框</w:t></w:r>"
    box = f"<m:AlternateContent><m:Choice>{framed}</m:Choice><m:Fallback>{framed}</m:Fallback></m:AlternateContent>"
    run = "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:instrText>PAGE</w:instrText></w:r>"
    cell = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>格</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    assert read_text_file(body(f"<w:p>{tabs}{run}{deleted}{box}</w:p>{cell}")).text == "甲\n乙\t框\n格\n"


def test_what_a_file_has_besides_text_is_said() -> None:
    document, out = docx.Document(), io.BytesIO()
    numbered = document.add_paragraph("履职情况")
    numbered._p.get_or_add_pPr().append(OxmlElement("w:numPr"))
    picture = OxmlElement("w:drawing")
    numbered.add_run()._r.append(picture)
    assert picture.tag == qn("w:drawing")
    document.save(out)
    file = read_text_file(out.getvalue())
    assert file.text == "履职情况\n"
    assert [remark.text("zh")[:4] for remark in file.remarks] == ["自动编号", "图片没有"]


FILES = {
    "另存为 .docx": b"\xd0\xcf\x11\xe0" + bytes(600),
    "设了密码": b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
    "这是 PDF 文件": b"%PDF-1.7",
    "这是 RTF 文件": b"{\\rtf1",
    "第 2 行的文字已损坏": "第一行的文字很长，没有问题\n第二行".encode() + b"\xff",
    "编码无法识别": b"\x81" * 3,
    "文件损坏": word_file("一")[:-30],
    "不是 Word 文档": with_document(b"<a/>").replace(b"word/document.xml", b"word/documenx.xml"),
    "第 2 行已损坏": with_document(b"<a>\n</b>"),
    "解压后太大": with_document(b" " * (MAX_UNPACKED_BYTES + 1)),
}


@pytest.mark.parametrize("sentence", FILES)
def test_a_bad_file_is_refused_with_a_sentence_that_says_what_to_do(sentence: str) -> None:
    [(field, said)] = refusals(lambda: read_text_file(FILES[sentence]))
    assert field == "file" and sentence in said


def test_a_file_that_grows_or_defines_entities_is_never_parsed() -> None:
    """P32: bombs."""
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    assert "文件损坏" in refusals(lambda: read_text_file(with_document(bomb)))[0][1]
    assert "太大" in refusals(lambda: read_text_file(with_document(b"<a/>" * (MAX_TAGS + 1))))[0][1]
    assert read_text_file(body("<w:p>" * 100_000 + "</w:p>" * 100_000)).text == "\n" * 100_000
