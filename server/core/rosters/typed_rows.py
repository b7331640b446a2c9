"""Rows typed by hand or copied from a chat, as comma-separated text. Knows no columns' meaning."""

import re

from .names import BRACKETS, without_serial
from .words import COMPOUND_SURNAMES, HAN, SURNAMES, is_body, is_person, is_post

BLANKS = " \u3000\u00a0"
GAP = re.compile(f"[{BLANKS}]+")
WIDE_GAP = re.compile(f"[{BLANKS}]{{2,}}|\u3000")
COMMAS = re.compile("[，；;,]")
SHORT = re.compile(f"[{HAN}]{{1,2}}")
SINGLE = re.compile(f"[{HAN}]")
MODES = frozenset(("现场", "书面", "口头", "现场述职", "书面述职"))
BULLET = re.compile(r"^[•●○◆■▪·*—–-][ \u3000\u00a0]+")
PHONE = re.compile(r"[0-9-]{7,13}")
MAX_TYPED = 1000


def typed_rows(text: str) -> str:
    """Columns may be separated by commas of both widths, by wide gaps, and after a Chinese name by any blank. A blank
    inside a name is no gap: 张　三."""
    if "\t" in text:
        return text
    if '"' in text:
        return COMMAS.sub(",", text)
    return "\n".join(_row(line) for line in re.split(r"\r\n|\r|\n", text))


def _row(line: str) -> str:
    if len(line) > MAX_TYPED:
        return COMMAS.sub(",", line)
    if line.count("|") > 1 and line.strip().startswith("|"):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        return "" if all(set(cell) <= set("-: ") for cell in cells) else ",".join(cells)
    if COMMAS.search(line):
        return COMMAS.sub(",", line)
    line = _joined_names(BULLET.sub("", line.strip(BLANKS)))
    if WIDE_GAP.search(line):
        return WIDE_GAP.sub(",", line)
    words = line.split(" ")
    while len(words) > 1 and PHONE.fullmatch(words[-1]) and is_person(without_serial(words[-2])):
        words.pop()
        line = " ".join(words)
    return ",".join(words) if _are_columns(words) else line


def _are_columns(words: list[str]) -> bool:
    """Whether words with single blanks between them are the columns of a Chinese roster."""
    if len(words) < 2 or not any(re.search(f"[{HAN}]", word) for word in words):
        return False
    start = 1 if len(words) > 2 and re.fullmatch(r"[0-9]{1,4}[.、．]?", words[0]) else 0
    first, *others = (without_serial(word) for word in words[start:])
    if is_person(first) and all(is_person(other) for other in others):
        return False  # a list of names is split where names are read
    return all(is_person(w) or is_body(w) or is_post(w) or w in MODES or w.isdigit() for w in (*others,)) and bool(
        others
    )


def _joined_names(line: str) -> str:
    """The line with the blanks taken out of names of which one part is a single character."""
    words = GAP.split(line)
    gaps = GAP.findall(line)
    joined, separators = [words[0]], list[str]()
    for gap, word in zip(gaps, words[1:], strict=True):
        if _belongs(joined[-1], word):
            joined[-1] += word
        else:
            separators.append(gap)
            joined.append(word)
    return joined[0] + "".join(gap + word for gap, word in zip(separators, joined[1:], strict=True))


def _belongs(before: str, word: str) -> bool:
    """Whether a word continues a name: 张 三, 张 三丰, 欧阳 娜, 王 芳（女）."""
    start, word = without_serial(before), BRACKETS.sub(r"\1", word)
    if not SHORT.fullmatch(word) or word in "男女" or is_body(word) or is_post(word) or word in MODES:
        return False
    if SINGLE.fullmatch(start):
        return start in SURNAMES or bool(SINGLE.fullmatch(word))
    if start in COMPOUND_SURNAMES:
        return True
    return len(start) == 2 and start[0] in SURNAMES and bool(SINGLE.fullmatch(word)) and word not in SURNAMES
