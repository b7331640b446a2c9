"""Text files of unknown encoding, as office programs on Windows save them. Knows no content."""

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


class Undecodable(Exception):
    """`key`: of the sentence that says why, `values`: for it."""

    def __init__(self, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.key, self.values = key, values


def decode(data: bytes) -> str:
    """UTF-8, with or without a byte order mark, GB18030, or UTF-16. Raises Undecodable."""
    start = data[:SNIFFED_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for first_bytes, name in OTHER_FORMATS.items():
        if start.startswith(first_bytes):
            raise Undecodable("other_file", format=name)
    marked = next((encoding for mark, encoding in BYTE_ORDER_MARKS.items() if data.startswith(mark)), None)
    for encoding in (marked,) if marked else _likely_encodings(data):
        try:
            return data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            if encoding == "utf-8" and (marked or _is_mostly_utf8(data)):
                raise Undecodable("damaged_text", line=data.count(b"\n", 0, error.start) + 1) from None
    raise Undecodable("unknown_encoding")


def _likely_encodings(data: bytes) -> tuple[str, ...]:
    """Only in UTF-16 do commas, tabs and line ends have a zero byte next to them."""
    if b"\0" in data and len(data) % 2 == 0:
        first, second = data[::2].count(0), data[1::2].count(0)
        if first != second:
            return ("utf-16-le",) if second > first else ("utf-16-be",)
    return ("utf-8", "gb18030")


def _is_mostly_utf8(data: bytes) -> bool:
    """Then an invalid byte is damage; decoded as GB18030, the whole text would become other characters."""
    text = data.decode("utf-8", "replace")
    invalid = text.count("\ufffd")
    return sum(not char.isascii() for char in text) - invalid > 10 * invalid
