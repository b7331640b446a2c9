"""What a line below the headings is: a person, a section, or what surrounds a list. Knows no problems."""

import re
from collections.abc import Sequence
from enum import Enum

from .headings import HINT, Block
from .names import has_han_serial, names_in, without_serial
from .text_grid import GridCell
from .vocabulary import either
from .words import is_body, is_group, is_person, is_post, joined_lines, without_gaps

SERIAL = re.compile(r"[0-9０-９]{1,5}[.、．]?|[①-⑳]|[（(][0-9０-９]{1,4}[)）]|[A-Za-z]?[0-9]{1,5}号?")
HAN_NUMBER = re.compile("[（(]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?")
TOTAL = re.compile(
    rf"(?:{either('lines', 'total')}|共[0-9０-９一二三四五六七八九十百两]+[人名位个项])"
    r"(?:[:：,(（0-9０-９人名位个项共].*)?"
    r"|(?:sub-?|grand)?totals?(?:[:：0-9].*)?",
    re.IGNORECASE | re.DOTALL,
)
NOTE = re.compile(
    r"#接龙.*|[（(—-]*(?:以下空白|以下无正文|此页无正文|以下为空)[)）—-]*"
    rf"|(?:{either('lines', 'note')})[0-9０-９一二三]?(?:[:：.、．]|$).*"
    rf"|(?:{either('lines', 'signature')}|单位[（(]?(?:盖章|公章)[)）]?|[^:：]{{0,8}}签[字名])[（(]?[^:：]{{0,8}}"
    r"[:：].*",
    re.IGNORECASE | re.DOTALL,
)
LONG_NOTE = re.compile(r"[※*＊★].{8,}", re.DOTALL)
TITLE = re.compile(f"(?:{either('lines', 'title')}|附件[0-9一二三]*)$")
TITLE_LINE = re.compile(
    r".*(?:名单|名册|一览表|如下|顺序)[^:：]{0,10}[:：]|附件\s*[0-9０-９一二三四五六七八九十]*[:：]?.{0,30}|.*[0-9]{4}\s*年.*(?:名单|名册|表|会)"
)
CALL = re.compile(
    ".*(?:[0-9]{4}年|述职|测评|评议|考核|参会|参加|推荐|选举|出席|列席).*(?:人员|人选|对象|代表|干部|同志)(?:[（(].*[)）])?[:：]?"
)
"""2026年述职人员, 参会人员（共18人）："""
PAGE = re.compile(
    r"第\s*[0-9０-９一二三四五六七八九十]+\s*页.*|[-—–]+\s*[0-9]*\s*[-—–]*|page\s*[0-9]+.*", re.IGNORECASE
)
COUNT = re.compile(r"\s*[（(]?\s*(?:共|计)?\s*[0-9０-９一二三四五六七八九十百]+\s*[人名位个项]\s*[)）]?\s*[:：]?$")
MAX_KIND = 300


class LineKind(Enum):
    BLANK = "blank"
    SURROUNDING = "surrounding"
    """A title, a total, a note: nobody."""
    SECTION = "section"
    PERSON = "person"


def is_surrounding(cells: Sequence[GridCell]) -> bool:
    """Whether the filled cells of a line are a total or a note, or alone a title or a page number."""
    first = _compact(cells[0])
    if TOTAL.fullmatch(first) or NOTE.fullmatch(first):
        return True
    if len(cells) > 1:
        return HAN_NUMBER.fullmatch(first) is None and bool(TOTAL.fullmatch(_compact(cells[1])))
    return is_title(cells[0].text) or bool(LONG_NOTE.fullmatch(first)) or bool(PAGE.fullmatch(cells[0].text.strip()))


def is_total(line: Sequence[GridCell]) -> bool:
    """Whether a whole line begins as a total."""
    first = next((cell for cell in line if cell.has_content), None)
    return first is not None and TOTAL.fullmatch(_compact(first)) is not None


def is_title(text: str) -> bool:
    text = "".join(text[:MAX_KIND].split())
    text = HINT.sub("", text) or text[:1]
    return text in ("(", "（") or bool(TITLE.search(text) or TITLE_LINE.fullmatch(text) or CALL.fullmatch(text))


def _compact(cell: GridCell) -> str:
    return "".join(cell.text[:MAX_KIND].split())


def line_kind(
    filled: dict[int, GridCell], block: Block, is_wide: bool, next_lacks_unit: bool, has_headings: bool = True
) -> LineKind:
    """`filled`: the cells of the block that have content, by column. `is_wide`: the first is merged with cells to its
    right. `next_lacks_unit`: the next line has a name and no unit."""
    number, name = block.columns.get("number", -1), block.columns.get("name", block.columns.get("family", -1))
    if not filled or (set(filled) == {number} and _is_serial(filled[number])):
        return LineKind.BLANK
    if is_surrounding(list(filled.values())):
        return LineKind.SURROUNDING
    if set(filled) == {number, name} and HAN_NUMBER.fullmatch(filled[number].text.strip()):
        return LineKind.SECTION if not is_person(_name(filled[name])) else LineKind.PERSON
    if len(filled) > 1:
        return LineKind.PERSON
    (index,) = filled
    if not has_headings and index == number and not heads_every_block(filled[index]):
        return LineKind.SURROUNDING
    if not (has_headings or block.has_sections) and _ends_with_colon(filled[index].text):
        return LineKind.SURROUNDING
    return LineKind.SECTION if _is_section(index, filled[index], block, is_wide, next_lacks_unit) else LineKind.PERSON


def _is_section(index: int, cell: GridCell, block: Block, is_wide: bool, next_lacks_unit: bool) -> bool:
    """Whether the only cell of a line is the heading of a section."""
    name = block.columns.get("name", -1)
    if cell.problem or all(is_person(each.name) for each in names_in(cell.text, lambda text: False)):
        return False
    if is_wide or index == block.columns.get("number"):
        return True
    if index == block.columns.get("unit"):
        return next_lacks_unit
    if index < name and index not in block.columns.values():
        return True
    if index != name:
        return False
    if not block.has_sections:
        return False
    text = section_name(cell.text)
    is_heading = is_group(text) or _ends_with_colon(cell.text)
    if block.entries:
        return is_heading and has_han_serial(cell.text)
    return not is_post(text) and (is_heading or is_body(text))


def _is_serial(cell: GridCell) -> bool:
    """A formula often counts the lines."""
    return cell.problem is not None or SERIAL.fullmatch(cell.text.strip()) is not None


def heads_every_block(cell: GridCell) -> bool:
    """Whether the only cell of a line, which is on the left, belongs to all lists side by side."""
    if is_surrounding([cell]):
        return True
    text = section_name(cell.text)
    return not is_post(text) and (is_body(text) or is_group(text) or _ends_with_colon(cell.text))


def _ends_with_colon(text: str) -> bool:
    return text.rstrip().endswith((":", "："))


def _name(cell: GridCell) -> str:
    return without_gaps(without_serial(cell.text.strip()))


def section_name(text: str) -> str:
    """The name of a section without its number and the count of its people: 一、机关支部（5人）."""
    text = without_serial(joined_lines(text[:MAX_KIND]).strip())
    return COUNT.sub("", text).strip().rstrip(":：").strip()
