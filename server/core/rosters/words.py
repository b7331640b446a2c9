"""Whether a text looks like a person, a body or a post. Knows no table.

Only used where a roster does not say it: a column with a heading is believed.
"""

import re

from .vocabulary import either, word_list

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters, as the content of a character class."""
SURNAMES = frozenset(word_list("names", "surnames"))
COMPOUND_SURNAMES = frozenset(word_list("names", "compound_surnames"))
BODY = re.compile(f"(?:{either('endings', 'body')}|[一二三四五六七八九十0-9]班)$")
POST = re.compile(f"(?:{either('endings', 'post')})$")
GROUP = re.compile(f"(?:{either('endings', 'group')})$")
"""What a line above some people may end with, apart from a body."""
ENGLISH_GROUP = re.compile(
    r"(?:group|section|team|part|category|class|panel)\s+[A-Z0-9]{1,3}\b.*|.*\b(?:departments?|division|office|committee|staff|members|candidates|teams?|branch"
    r"|school|unit|board|faculty)\s*:?",
    re.IGNORECASE,
)
ONE_WORD = re.compile(f"[{HAN}]+")
DOTTED = re.compile(f"[{HAN}]+(?:[·•‧∙⋅・･][{HAN}]+)+")
LATIN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ.'’-]*(?: [A-Za-zÀ-ɏ][A-Za-zÀ-ɏ.'’-]*){0,4}")
NUMBER = re.compile(r"[0-9０-９]+(?:[.．/年月日:：-][0-9０-９]*)*(?:[人名位个项岁]|%)?")


def is_body(text: str) -> bool:
    return BODY.search(text) is not None


def is_post(text: str) -> bool:
    return POST.search(text) is not None


def is_group(text: str) -> bool:
    return GROUP.search(text) is not None or (text.isascii() and ENGLISH_GROUP.fullmatch(text) is not None)


def is_person(text: str) -> bool:
    """Whether a text can hardly be anything but the name of one person."""
    if DOTTED.fullmatch(text):
        return True
    if not ONE_WORD.fullmatch(text) or is_body(text) or is_post(text) or is_group(text):
        return False
    if text[:2] in COMPOUND_SURNAMES:
        return 3 <= len(text) <= 4
    return len(text) in (2, 3) and text[0] in SURNAMES


def may_be_person(text: str) -> bool:
    """Whether a text has the form of a person's name; so have many words."""
    return is_person(text) or LATIN.fullmatch(text) is not None or _is_short_word(text)


def _is_short_word(text: str) -> bool:
    return bool(ONE_WORD.fullmatch(text)) and 2 <= len(text) <= 4 and not (is_body(text) or is_post(text))


def is_number(text: str) -> bool:
    """Whether a text is a number, a date or a count of people."""
    return NUMBER.fullmatch(text) is not None


MAX_JOINED = 1000
BETWEEN_HAN = re.compile(f"(?<=[{HAN}])[ \u3000\u00a0\u2002-\u200d\u2060\ufeff]+(?=[{HAN}])")


def without_gaps(text: str) -> str:
    """Without the blanks between Chinese characters, which only align a column: 张　三."""
    return BETWEEN_HAN.sub("", text)


def joined_lines(text: str) -> str:
    """The text of a cell without its line breaks (Alt+Enter). A very long one is left to the check of its length."""
    if len(text) > MAX_JOINED:
        return text
    lines = [line.strip() for line in re.split(r"\r\n|[\r\n\v]|_x000D_", text)]
    joined = lines[0]
    for line in lines[1:]:
        gap = " " if joined[-1:].isascii() and line[:1].isascii() and joined and line else ""
        joined += gap + line
    return joined
