"""The fonts of this machine for PDF papers, and which characters none of them has. Knows no paper.

Windows, macOS and WPS have Chinese fonts; Debian has them in fonts-noto-cjk. A character that the first font of a list
lacks is taken from the next that has it.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from fontTools.ttLib import TTFont
from typst import FontInfo, Fonts

LATIN = ("Times New Roman", "Liberation Serif", "Nimbus Roman")
"""Of digits and letters in Chinese text, as in the Word papers."""
SONG = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "Songti SC", "STSong", "SimSun", "NSimSun")
HEI = ("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "PingFang SC", "Heiti SC", "Microsoft YaHei")
FAMILIES: dict[str, Sequence[str]] = {
    "body": ("FangSong", "STFangsong", "FangSong_GB2312", *SONG, *HEI),
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "STZhongsong", *SONG, *HEI),
    "heading": ("SimHei", "STHeiti", *HEI, *SONG),
}
"""By the use of a style, best first: those of official papers, then what machines have."""
MING = ("Noto Serif CJK TC", "Source Han Serif TC", "Noto Serif TC", "Songti TC", "PMingLiU", "MingLiU")
JHENG_HEI = ("Noto Sans CJK TC", "Source Han Sans TC", "Noto Sans TC", "PingFang TC", "Microsoft JhengHei")
TRADITIONAL: dict[str, Sequence[str]] = {"body": MING, "title": MING, "heading": (*JHENG_HEI, *MING)}
"""Before those in papers in traditional characters, whose forms differ."""
RARE = (
    "SimSun-ExtB", "SimSun-ExtG", "MingLiU-ExtB", "PingFang SC", "Noto Serif CJK TC", "Noto Sans CJK TC", "HanaMinA",
    "HanaMinB", "Plangothic P1", "Plangothic P2", "Segoe UI Symbol", "Segoe UI Emoji", "Apple Color Emoji",
    "Noto Color Emoji", "Noto Emoji", "DejaVu Sans",
)  # fmt: skip
"""For what those lack: rare characters of names, signs, emoji."""


@cache
def machine_fonts() -> Fonts:
    return Fonts(include_system_fonts=True, include_embedded_fonts=False)


@cache
def regular_faces() -> dict[str, FontInfo]:
    """The upright face of each family that is nearest to the regular weight."""
    faces: dict[str, FontInfo] = {}
    for face in sorted(machine_fonts().fonts(), key=lambda face: (face.style != "normal", abs(face.weight - 400))):
        faces.setdefault(face.family, face)
    return faces


def families(use: str, language: str) -> list[dict[str, str]]:
    """The fonts of this machine for a use, as Typst takes them. `language`: as in HTML. In Chinese text quotes and
    dashes are Chinese ones."""
    covers = {"covers": "latin-in-cjk"} if language.startswith("zh") else {}
    latin = [{"name": name, **covers} for name in LATIN if name in regular_faces()]
    chinese = (*TRADITIONAL[use], *FAMILIES[use]) if is_traditional(language) else FAMILIES[use]
    names = dict.fromkeys(name for name in (*chinese, *RARE) if name in regular_faces())
    return [*latin, *({"name": name} for name in names)]


def is_traditional(language: str) -> bool:
    return language.startswith("zh-Hant")


def without_glyph(texts: Iterable[str]) -> list[str]:
    """The characters in the texts for which no font of this machine has a glyph."""
    wanted = {char for text in texts for char in text if _is_visible(char)}
    for path, index in _in_order_of_use():
        if not wanted:
            break
        wanted -= {char for char in wanted if ord(char) in _characters(path, index)}
    return sorted(wanted)


def _in_order_of_use() -> Iterator[tuple[str, int]]:
    """Where each face is; first the ones that papers use, so that the others are rarely read."""
    used = dict.fromkeys(name for names in (*FAMILIES.values(), RARE) for name in names)
    for name in dict.fromkeys((*used, *regular_faces())):
        face = regular_faces().get(name)
        if face is not None and face.path is not None:
            yield face.path, face.index


@cache
def _characters(path: str, index: int) -> frozenset[int]:
    """A file that cannot be read has none."""
    try:
        with TTFont(path, fontNumber=index, lazy=True) as font:
            return frozenset(font.getBestCmap() or ())
    except Exception:
        return frozenset()


def _is_visible(char: str) -> bool:
    """Blanks, joiners and variation selectors need no glyph."""
    if char.isspace() or unicodedata.category(char) in ("Cc", "Cf", "Zs", "Zl", "Zp"):
        return False
    return not (0xFE00 <= ord(char) <= 0xFE0F or 0xE0100 <= ord(char) <= 0xE01EF or ord(char) in (0x034F, 0x3164))
