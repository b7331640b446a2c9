"""Text files of unknown encoding, as office programs on Windows save them. Knows no content."""

import re
from collections.abc import Callable

BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
OTHER_FORMATS = {
    b"%pdf": "PDF",
    b"\x89png": "PNG",
    b"\xff\xd8\xff": "JPG",
    b"gif8": "GIF",
    b"rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"{\\rtf": "RTF",
    **dict.fromkeys((b"<!doctype", b"<html", b"<table"), "HTML"),
    b"<?xml": "XML",
}
"""First bytes, in lower case, of files that are not plain text; some systems save a web page as .xls or .doc."""
SNIFFED_BYTES = 100
BIG5 = ("cp950", "big5hkscs")
"""Of Windows in Taiwan, and with the characters of Hong Kong. Nearly all of their bytes are also valid GB18030."""
JUDGED = 20_000
"""Characters by which an encoding is judged."""
LEAST_SHARE, LEAST_CHARACTERS = 0.5, 4
"""Common characters, as a part of all, and characters of a text that is taken for Big5. A real one has nine tenths."""
LETTER_BESIDE = re.compile("[A-Za-z][^\\x00-\\x7f]|[^\\x00-\\x7f][A-Za-z]")
PUNCTUATION = frozenset("\u3000、。，．：；？！（）《》〈〉「」『』【】“”‘’·…—－～／％＋＝０１２３４５６７８９")


class Undecodable(Exception):
    """`key`: of the sentence that says why, `values`: for it."""

    def __init__(self, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.key, self.values = key, values


def decode(data: bytes) -> str:
    """UTF-8, with or without a byte order mark, GB18030, Big5, or UTF-16. Raises Undecodable, also where a short text
    may be in either of two encodings."""
    start = data[:SNIFFED_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for first_bytes, name in OTHER_FORMATS.items():
        if start.startswith(first_bytes):
            raise Undecodable("other_file", format=name)
    marked = next((encoding for mark, encoding in BYTE_ORDER_MARKS.items() if data.startswith(mark)), None)
    encoding = marked or _unicode_encoding(data)
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
        if encoding == "utf-8" and not marked and _may_be_gb18030(data, text):
            raise Undecodable("unclear_encoding")
        return text
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise Undecodable("unknown_encoding") from None
        if marked or _is_mostly_utf8(data):
            raise Undecodable("damaged_text", line=data.count(b"\n", 0, error.start) + 1) from None
    return _decode_chinese(data)


def _unicode_encoding(data: bytes) -> str:
    """Only in UTF-16 do commas, tabs and line ends have a zero byte next to them."""
    if b"\0" in data and len(data) % 2 == 0:
        first, second = data[::2].count(0), data[1::2].count(0)
        if first != second:
            return "utf-16-le" if second > first else "utf-16-be"
    return "utf-8"


def _may_be_gb18030(data: bytes, text: str) -> bool:
    """Whether valid UTF-8 has nothing but letters of two bytes, which are common characters in GB18030. European names
    have them next to letters of ASCII."""
    if text.isascii() or max(text) > "\u07ff" or LETTER_BESIDE.search(text):
        return False
    return _common_share(_decoded(data, "gb18030"), _is_common_in_gb2312) == 1


def _decode_chinese(data: bytes) -> str:
    """GB18030 or Big5, whichever gives more of the characters that its own standard lists as common. Raises
    Undecodable."""
    simplified = _decoded(data, "gb18030")
    traditional = next(filter(None, (_decoded(data, encoding) for encoding in BIG5)), None)
    share = _common_share(traditional, _is_common_in_big5)
    if share < LEAST_SHARE:
        traditional = None
    if simplified is None or traditional is None:
        text = simplified or traditional
        if text is None:
            raise Undecodable("unknown_encoding")
        return text
    other_share = _common_share(simplified, _is_common_in_gb2312)
    is_short = sum(not char.isascii() for char in traditional) < LEAST_CHARACTERS
    if simplified != traditional and (share == other_share or (share > other_share and is_short)):
        raise Undecodable("unclear_encoding")
    return traditional if share > other_share else simplified


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _common_share(text: str | None, is_common: Callable[[str], bool]) -> float:
    characters = [char for char in (text or "")[:JUDGED] if not char.isascii()]
    return sum(map(is_common, characters)) / len(characters) if characters else 0.0


def _is_common_in_gb2312(char: str) -> bool:
    """One of the 3,755 of level 1."""
    return char in PUNCTUATION or 0xB0 <= char.encode("gb2312", "replace")[0] <= 0xD7


def _is_common_in_big5(char: str) -> bool:
    """One of the 5,401 of level 1."""
    return char in PUNCTUATION or 0xA4 <= char.encode("big5", "replace")[0] <= 0xC6


def _is_mostly_utf8(data: bytes) -> bool:
    """Then an invalid byte is damage; decoded as GB18030, the whole text would become other characters."""
    text = data.decode("utf-8", "replace")
    invalid = text.count("\ufffd")
    return sum(not char.isascii() for char in text) - invalid > 10 * invalid
