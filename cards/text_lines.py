"""Breaks text into lines without a font: widths are upper bounds for the serif fonts of print.css. Pure."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

NOT_FIRST = "，。、；：？！”’）》〉」』】…—·%,.;:?!)]}"
"""Characters that no line begins with."""
NOT_LAST = "“‘（《〈「『【([{"
"""Characters that no line ends with."""
EM = 100
"""Widths are hundredths of the size of type."""


def _widths(text: str) -> Mapping[str, int]:
    """Of the ASCII characters from the blank on."""
    return {chr(32 + place): int(width) for place, width in enumerate(text.split())}


ROMAN = _widths("""
25 34 41 50 50 84 78 19 34 34 50 57 25 34 25 28 50 50 50 50 50 50 50 50 50 50 28 28 57 57 57 45 93
73 67 67 73 62 56 73 73 34 39 73 62 89 73 73 56 73 67 56 62 73 73 95 73 73 62 34 28 34 47 50 34 45
50 45 50 45 34 50 50 28 28 50 28 78 50 50 50 50 34 39 28 50 50 73 50 50 45 48 21 48 55
""")
"""Times New Roman, Liberation Serif: text without Chinese characters."""
CHINESE = _widths("""
26 31 38 58 55 93 78 20 37 37 48 58 33 35 33 36 55 55 55 55 55 55 55 55 55 55 33 33 58 58 58 44 92
72 67 70 77 66 63 75 86 41 41 74 63 98 80 77 65 77 72 57 66 80 72 106 70 69 61 35 36 35 58 57 44 56
64 54 63 55 39 57 67 34 32 61 34 98 67 60 64 61 47 48 37 66 55 84 57 56 50 38 32 38 58
""")
"""Noto Serif CJK, whose Latin letters are the widest of the fonts for Chinese: text with Chinese characters."""


def is_roman(text: str) -> bool:
    """Whether a text has no Chinese character; it is printed in a Latin font."""
    return not any(unicodedata.east_asian_width(letter) in "WF" for letter in text)


def text_width(text: str, size: int) -> int:
    """At most so wide in the unit of `size`, rounded up."""
    return _width(text, size, ROMAN if is_roman(text) else CHINESE)


def _width(text: str, size: int, widths: Mapping[str, int]) -> int:
    return -(-sum(widths.get(letter) or _unlisted(letter, widths is ROMAN) for letter in text) * size // EM)


def _unlisted(letter: str, roman: bool) -> int:
    if unicodedata.combining(letter):
        return 0
    if not roman or not letter.isalpha():
        return EM
    plain = ROMAN.get(unicodedata.normalize("NFD", letter)[0], 0)
    return max(plain, 78 if letter.isupper() else 60)


def wrap(text: str, width: int, size: int) -> list[str]:
    """Lines of at most `width`; breaks between words and between Chinese characters, inside a word only where it is
    wider than a line."""
    widths = ROMAN if is_roman(text) else CHINESE
    lines = [""]
    for piece in _pieces(text):
        if _width((lines[-1] + piece).rstrip(), size, widths) <= width:
            lines[-1] += piece
        else:
            lines += _cut(piece, width, size, widths)
    return [line.strip() for line in lines if line.strip()] or [""]


def is_cut(text: str, width: int, size: int) -> bool:
    """Whether a word is wider than a line."""
    return any(text_width(piece.strip(), size) > width for piece in _pieces(text))


_OPENING, _CLOSING = re.escape(NOT_LAST), re.escape(NOT_FIRST)
_WIDE = "[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]"
_PIECE = re.compile(rf"[{_OPENING}]*(?:{_WIDE}|(?:(?!{_WIDE})[^\s{_OPENING}{_CLOSING}])+|.)[{_CLOSING}]*\s*", re.DOTALL)


def _pieces(text: str) -> Iterator[str]:
    """What stays together: words with the blanks behind them, characters with their punctuation."""
    return (match.group() for match in _PIECE.finditer(text.strip()))


def _cut(piece: str, width: int, size: int, widths: Mapping[str, int]) -> list[str]:
    parts = [""]
    for letter in piece:
        if parts[-1] and _width((parts[-1] + letter).rstrip(), size, widths) > width:
            parts.append("")
        parts[-1] += letter
    return parts
