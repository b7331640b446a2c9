"""The print sheet of voters' cards: 3×4 on A4, to be cut. Knows no meeting, only the words and codes to print."""

from collections.abc import Sequence
from html import escape

from .qr import svg_path

PER_PAGE = 12
COLOURS = 8
"""Colour classes `g0`–`g7` of print.css; a ninth group starts again, and its name tells it apart."""

WORDS = {
    "zh": {
        "lang": "zh-CN",
        "name": "票卡",
        "code": "投票二维码",
        "how": "扫码投票，每轮一票。扫不了码，就打开 {address} 输入号码。",
        "batch": "批次",
        "cut": "沿虚线裁开，背面朝上领取",
        "recused": "回避：{name}",
        "test": "测试：彩排时打印，正式会议可用",
    },
    "en": {
        "lang": "en",
        "name": "Voting cards",
        "code": "QR code for voting",
        "how": "Scan to vote once a round, or type the code at {address}",
        "batch": "Batch",
        "cut": "cut along the dashes, draw face down",
        "recused": "Recused: {name}",
        "test": "Test: printed in rehearsal, valid in the meeting",
    },
}


def card_sheet(
    title: str,
    organisation: str,
    group: str,
    colour_index: int,
    cards: Sequence[tuple[str, str]],
    language: str,
    batch: str,
    test: bool,
    css: str,
    recused: str = "",
) -> str:
    """A whole HTML page for `cards` (token, url), twelve a page; `css` is the address of print.css.

    `recused` names whom these cards may not score: it stands on each, so that they reach the right hands.
    """
    words = WORDS[language]
    head = f'<p class="title">{escape(title)}</p><p class="group">{escape(group)}</p>'
    if recused:
        head += f'<p class="recused">{escape(words["recused"].format(name=recused))}</p>'
    where = [organisation] if organisation else []
    notes = [*where, group, f"{words['batch']} {batch}", *([words["test"]] if test else [])]
    drawn = [_card(token, url, head, words, bool(recused)) for token, url in cards]
    pages = [drawn[at : at + PER_PAGE] for at in range(0, len(drawn), PER_PAGE)]
    body = "".join(
        _page(page, [*notes, f"{number}/{len(pages)}", words["cut"]]) for number, page in enumerate(pages, 1)
    )
    name = escape(f"{title} · {words['name']} · {group}")
    return (
        f'<!doctype html>\n<html lang="{words["lang"]}"><head><meta charset="utf-8"><title>{name}</title>'
        f'<link rel="stylesheet" href="{escape(css)}"></head>\n'
        f'<body><main class="sheet g{colour_index % COLOURS}">\n{body}</main></body></html>\n'
    )


def _page(cards: list[str], notes: list[str]) -> str:
    foot = escape(" · ".join(notes))
    return f'<section class="page"><div class="cards">{"".join(cards)}</div><p class="foot">{foot}</p></section>\n'


def _card(token: str, url: str, head: str, words: dict[str, str], away: bool) -> str:
    size, path = svg_path(url)
    address = escape(url.partition("#")[0].partition("://")[2])
    how = words["how"].format(address=f'<span class="address">{address}</span>')
    return (
        f'<article class="card{" away" if away else ""}">{head}'
        f'<svg class="qr" viewBox="0 0 {size} {size}" role="img" aria-label="{words["code"]}"><path d="{path}"/></svg>'
        f'<p class="code">{escape(grouped(token))}</p>'
        f'<p class="how">{how}</p></article>'
    )


def grouped(code: str) -> str:
    """A code in groups of four, as it is read out and typed."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))
