"""What is in a cell of names: "1. 张三", "张三、李四", "一、张三（局长）", "张　三". Knows no table."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from .vocabulary import either, word_list
from .words import (
    COMPOUND_SURNAMES,
    HAN,
    LATIN,
    is_body,
    is_group,
    is_number,
    is_person,
    is_post,
    joined_lines,
    may_be_person,
    without_gaps,
)

SERIAL = re.compile(
    r"\s*(?:[(（][0-9０-９]{1,4}[)）]|[0-9０-９]{1,4}\s*(?:[.．](?![0-9０-９])|[、)）:：]|号[:：、]))\s*[.．、]?\s*"
    r"|\s*[①-⑳⑴-⒛❶-❿㈠-㈩]\s*[.．、]?\s*"
)
HAN_SERIAL = re.compile(
    r"\s*(?:[(（][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．])\s*[、.．]?\s*"
)
BARE_SERIAL = re.compile(r"\s*[0-9０-９]{1,4}\s*")
BRACKETS = re.compile(r"(.+?)\s*[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
LABEL = re.compile(r"([^:：]{1,20})[:：]\s*(.*)", re.DOTALL)
SEPARATORS = re.compile(r"\s*[、，,；;/／|｜]\s*")
LINE_BREAK = re.compile(r"\r\n|[\r\n\v]|_x000D_")
TRAILING_MARKS = "、，,；;。 \t\u3000\u00a0"
SENTENCE = re.compile("[。！？!?：]")
PERSONAL = re.compile(r"[男女](?:\uff0c.*)?|汉|.{1,4}族|中共党员|党员|预备党员|群众|团员")
"""What brackets behind a name may hold that no roster needs."""
MODE_WORDS = frozenset(("书面", "书面述职", "现场", "现场述职", "口头"))
ENGLISH = re.compile(rf"\b(?:{either('endings', 'english')})\b", re.IGNORECASE)
"""Words of English bodies and posts."""
PHONE_DIGITS = 7
"""Of the shortest telephone number."""
TITLE = re.compile("《.+》")
"""Of a work: programmes of a contest and motions have names with such titles."""
MAX_CELL = 400
"""Code points of a cell that is looked at for several names; a longer one is no list of names."""
NOBODY = frozenset(word_list("names", "nobody"))
"""What is written where there is no name."""
DASH = re.compile(r"\s[-–—:|/]\s")
"""Between a foreign name and something else."""
MORE_PEOPLE = re.compile("等[0-9０-９一二三四五六七八九十]*[人名位]?$")


@dataclass(frozen=True, slots=True)
class Named:
    """A name with what stood next to it in the same cell. `is_doubtful`: it may be no name, or more than one."""

    name: str
    unit: str = ""
    post: str = ""
    mode: str = ""
    is_doubtful: bool = False


def names_in(text: str, is_heading: Callable[[str], bool]) -> tuple[Named, ...]:
    """The names in a cell of a column of names; at least one. `is_heading`: whether a text is a word of headings."""
    if len(text) > MAX_CELL:
        return (Named(text, is_doubtful=True),)
    label, rest = _label(without_serial(text.strip()), is_heading)
    pieces = _split(rest)
    named = tuple(_named(piece) for piece in pieces)
    if len(named) > 1 and not all(_is_one_of_several(each.name) for each in named):
        named = (_unsplit(rest),)
    if label is not None:
        named = tuple(_labelled(each, label) for each in named)
    if has_han_serial(text) and len(named) == 1 and not is_person(named[0].name):
        return (replace(named[0], is_doubtful=True),)
    return named


def without_serial(text: str) -> str:
    """Without a number in front: "1. ", "（1）", "①", "一、", and digits before what is clearly a name."""
    for serial in (SERIAL, HAN_SERIAL):
        if (match := serial.match(text)) and match.end() < len(text):
            return text[match.end() :]
    if (match := BARE_SERIAL.match(text)) and is_person(BRACKETS.sub(r"\1", without_gaps(text[match.end() :]))):
        return text[match.end() :]
    return text


def has_han_serial(text: str) -> bool:
    return HAN_SERIAL.match(text) is not None


def _label(text: str, is_heading: Callable[[str], bool]) -> tuple[str | None, str]:
    """A label before the names, "" for a word of headings and for what is no label of ours, and what follows it."""
    match = LABEL.fullmatch(text)
    if match is None or not match[2].strip():
        return None, text
    label = match[1].strip()
    return ("" if is_heading(label) else label), match[2]


def _labelled(named: Named, label: str) -> Named:
    """The label as unit or post."""
    if not label or (is_group(label) and is_person(named.name)):
        return named
    if is_person(label) and (is_body(named.name) or is_post(named.name)) and not (named.unit or named.post):
        return Named(label, post=named.name) if is_post(named.name) else Named(label, unit=named.name)
    if is_body(label) and not named.unit:
        return replace(named, unit=label)
    if is_post(label) and not named.post:
        return replace(named, post=label)
    return replace(named, is_doubtful=True)


def _split(text: str) -> list[str]:
    text = text.strip(TRAILING_MARKS)
    lines = [line.strip() for line in LINE_BREAK.split(text) if line.strip()]
    if len(lines) > 1 and all(_starts_a_person(without_serial(line)) for line in lines):
        pieces = [piece for line in lines for piece in SEPARATORS.split(without_serial(line).strip(TRAILING_MARKS))]
        return [piece for piece in pieces if piece]
    if SEPARATORS.search(_outside_brackets(text)) and len(lines) > 1:
        return [text]
    text = joined_lines(text)
    pieces = [piece for piece in _split_outside_brackets(text) if piece]
    return pieces if len(pieces) > 1 else _split_at_blanks(text)


def _starts_a_person(line: str) -> bool:
    base = without_gaps(BRACKETS.sub(r"\1", line))
    return base not in COMPOUND_SURNAMES and is_person(SEPARATORS.split(base)[0])


def _outside_brackets(text: str) -> str:
    return re.sub(r"[(（][^()（）]*[)）]", "", text)


def _split_outside_brackets(text: str) -> list[str]:
    """Split at separators that are not inside brackets: 张三（书记、主任）、李四."""
    if "\0" in text:
        return [text]
    kept: list[str] = []

    def hide(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"\0{len(kept) - 1}\0"

    hidden = re.sub(r"[(（][^()（）]*[)）]", hide, text)
    return [re.sub("\0(\\d+)\0", lambda m: kept[int(m[1])], piece) for piece in SEPARATORS.split(hidden)]


def _split_at_blanks(text: str) -> list[str]:
    """Several names with blanks between them: 张三 李四 王五. One name with gaps stays whole."""
    words = [without_serial(word) for word in re.split(r"[ \u3000\u00a0]+", text) if word]
    return words if len(words) > 1 and all(is_person(word) for word in words) else [text]


def _named(piece: str) -> Named:
    piece = without_serial(piece.strip(TRAILING_MARKS))
    match = BRACKETS.fullmatch(piece)
    if match is not None and may_be_person(without_gaps(match[1].strip())):
        return _with_note(_words(match[1].strip()), match[2].strip())
    return _words(piece)


def _with_note(named: Named, note: str) -> Named:
    """What brackets behind a name say."""
    if not note or PERSONAL.fullmatch(note) or is_number(note):
        return named
    if note in MODE_WORDS:
        return replace(named, mode=note)
    if is_body(note) and not is_post(note):
        return replace(named, unit=note)
    return replace(named, post=note)


def _words(text: str) -> Named:
    """A name, and a post, a body or a telephone number behind a blank."""
    words = [word for word in re.split(r"[ \u3000\u00a0]+", text) if word]
    while len(words) > 1 and _is_aside(words[-1], words[:-1]):
        words.pop()
    joined = without_gaps(" ".join(words)) if words else text
    if len(words) > 1 and re.search(f"[{HAN}]", joined):
        if any(is_post(word) or is_body(word) for word in words[1:]):
            return _with_words(words)
        if is_person(words[0]) and any(len(word) > 1 for word in words[1:]):
            return Named(joined, is_doubtful=True)
    return _checked(Named(joined))


def _is_aside(last: str, name: list[str]) -> bool:
    """A telephone number; behind a person's name any number and what PERSONAL lists. Motions keep theirs."""
    if is_number(last) and len(last) >= PHONE_DIGITS:
        return True
    return is_person("".join(name)) and (is_number(last) or PERSONAL.fullmatch(last) is not None)


def _with_words(words: list[str]) -> Named:
    first = next(index for index, word in enumerate(words) if index and (is_post(word) or is_body(word)))
    named = Named("".join(words[:first]))
    unit = "".join(word for word in words[first:] if not is_post(word))
    post = "".join(word for word in words[first:] if is_post(word))
    return _checked(replace(named, unit=unit, post=post))


def _checked(named: Named) -> Named:
    """Marked as doubtful if the name is none: a number, a sentence, several names that could not be separated."""
    name = named.name
    if re.search(f"[{HAN}]", name) is None:
        return replace(named, is_doubtful=is_number(name) or name in NOBODY or bool(DASH.search(name)))
    is_doubtful = (
        name in NOBODY
        or is_number(name)
        or SENTENCE.search(name)
        or SEPARATORS.search(name)
        or LINE_BREAK.search(name)
        or MORE_PEOPLE.search(name)
        or _has_person_and_more(name)
        or _is_run_together(name)
    )
    return replace(named, is_doubtful=bool(is_doubtful))


def _has_person_and_more(name: str) -> bool:
    """张三-财政局, 张三（局长, ★张三, 张三45岁, 局长张三."""
    if TITLE.search(name):
        return False
    words = re.findall(f"[{HAN}]+", name)
    if words != [name] and "·" not in name and any(map(is_person, words)):
        return True
    return any(is_person(name[-n:]) and (is_post(name[:-n]) or is_body(name[:-n])) for n in (2, 3) if len(name) > n + 1)


def _is_run_together(name: str) -> bool:
    """张三李四: two names without anything between them."""
    return len(name) in (4, 6) and not is_group(name) and LATIN.fullmatch(name) is None and _splits_evenly(name)


def _splits_evenly(name: str) -> bool:
    half = len(name) // 2
    return name[:2] not in COMPOUND_SURNAMES and is_person(name[:half]) and is_person(name[half:])


def _is_one_of_several(name: str) -> bool:
    """Latin names need two words: "Brook, Ada" is one person."""
    return may_be_person(name) and (not name.isascii() or " " in name)


def _unsplit(text: str) -> Named:
    """What has separators but is no list of names: to be looked at, unless it is foreign text."""
    name = without_gaps(joined_lines(text))
    is_foreign = re.search(f"[{HAN}]", name) is None
    return Named(name, is_doubtful=not is_foreign or LATIN.fullmatch(SEPARATORS.sub(" ", name)) is not None)


def is_foreign_person(text: str, other: str) -> bool:
    """Whether `other` next to a Latin name may be another name, or the rest of it: Brook, Ada."""
    if not (LATIN.fullmatch(text) and LATIN.fullmatch(other)) or ENGLISH.search(other):
        return False
    return " " not in text or " " in other
