"""Text files in encodings that nothing in them names: GB18030 of the mainland, Big5 of Taiwan and Hong Kong."""

import random

import pytest

from server.core.rosters.roster import read_roster
from server.core.text_encoding import Undecodable, decode

SIMPLIFIED = ("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英")
TRADITIONAL = ("王李張劉陳楊趙黃周吳徐孫胡朱高林何郭馬羅梁宋鄭謝韓唐", "偉芳娜敏靜麗強磊軍洋勇豔傑娟濤明超秀霞平剛桂英")
PROSE = "一、履職情況：主持全面工作，抓班子、帶隊伍。\r\n二、存在的問題：調查研究不夠深入。"


def names(letters: tuple[str, str], count: int, draw: random.Random) -> str:
    surnames, given = letters
    return "\n".join(draw.choice(surnames) + "".join(draw.choices(given, k=draw.randint(1, 2))) for _ in range(count))


def test_a_roster_of_taiwans_notepad_is_read() -> None:
    rows = read_roster("姓名\n王曉明\n陳麗華\n".encode("cp950")).rows
    assert [row.name for row in rows] == ["王曉明", "陳麗華"]


@pytest.mark.parametrize("encoding", ["cp950", "big5hkscs", "gb18030"])
def test_prose_in_traditional_characters_is_read(encoding: str) -> None:
    assert decode(PROSE.encode(encoding)) == PROSE


def test_characters_of_hong_kong_are_read() -> None:
    text = PROSE + "深水埗、鰂魚涌、𨋢"
    assert decode(text.encode("big5hkscs")) == text


@pytest.mark.parametrize(("letters", "encoding"), [(SIMPLIFIED, "gb18030"), (TRADITIONAL, "cp950")])
@pytest.mark.parametrize(("count", "most_unclear"), [(1, 1), (3, 0.05), (20, 0)])
def test_names_are_never_read_as_others_without_a_word(
    letters: tuple[str, str], encoding: str, count: int, most_unclear: float
) -> None:
    """A few characters may be common in both encodings: then the file is refused."""
    draw, tries, unclear = random.Random(7), 500, 0
    for _ in range(tries):
        text = names(letters, count, draw)
        try:
            assert decode(text.encode(encoding)) == text
        except Undecodable as refused:
            assert refused.key == "unclear_encoding"
            unclear += 1
    assert unclear <= most_unclear * tries


@pytest.mark.parametrize("text", ["1，2；3", "John Smith，Office（２）", "①②③", "張偉國", "赵钱孙"])
def test_few_characters_of_gb18030_are_read(text: str) -> None:
    assert decode(text.encode("gb18030")) == text


@pytest.mark.parametrize("text", ["José Núñez", "Иванов, Пётр", "Ångström", "Ελένη Παπαδοπούλου", "Ñ", "ß 1"])
def test_names_of_two_byte_letters_in_utf_8_are_read(text: str) -> None:
    assert decode(text.encode()) == text


def test_characters_that_happen_to_be_valid_utf_8_are_not_read_as_letters() -> None:
    assert "谢伟".encode("gb18030").decode("utf-8") == "лΰ"
    with pytest.raises(Undecodable, match="unclear_encoding"):
        decode("谢伟".encode("gb18030"))
