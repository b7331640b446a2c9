"""The print sheet of voters' cards: three by four on A4, to be cut. Knows no meeting, only the text to print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from .qr import svg_path

CARDS_PER_PAGE = 12
COLOURS = 8
"""Colour classes `g0` to `g7` of print.css. A ninth group reuses the first; its name tells the two apart."""


@dataclass(frozen=True, slots=True)
class CardSheet:
    """What all cards of a batch have in common. `title` is the meeting's, `colour` the group's index in it, `words` the
    printed words by key, `recused` the name of the person whom these cards may not score, printed so that they reach
    the right hands. `key`: the digest of the server's signing key, with which a voter can check the archive later."""

    title: str
    organisation: str
    group: str
    colour: int
    batch: str
    words: Mapping[str, str]
    test: bool = False
    recused: str = ""
    key: str = ""


def card_sheet(sheet: CardSheet, cards: Sequence[tuple[str, str]], css: str) -> str:
    """A complete HTML page with `cards` (token, URL), twelve on each printed page; `css` is the URL of print.css."""
    words, head = sheet.words, _head(sheet)
    printed = [_card(token, url, head, sheet) for token, url in cards]
    pages = [printed[start : start + CARDS_PER_PAGE] for start in range(0, len(printed), CARDS_PER_PAGE)]
    body = "".join(
        _page(page, [*_foot(sheet), f"{number}/{len(pages)}", words["cut"]]) for number, page in enumerate(pages, 1)
    )
    name = escape(f"{sheet.title} · {words['name']} · {sheet.group}")
    return (
        f'<!doctype html>\n<html lang="{words["lang"]}"><head><meta charset="utf-8"><title>{name}</title>'
        f'<link rel="stylesheet" href="{escape(css)}"></head>\n'
        f'<body><main class="sheet g{sheet.colour % COLOURS}">\n{body}</main></body></html>\n'
    )


def _head(sheet: CardSheet) -> str:
    """The lines above the code."""
    head = f'<p class="title">{escape(sheet.title)}</p><p class="group">{escape(sheet.group)}</p>'
    recused = sheet.words["recused"].format(name=sheet.recused)
    return head + (f'<p class="recused">{escape(recused)}</p>' if sheet.recused else "")


def _foot(sheet: CardSheet) -> list[str]:
    words = sheet.words
    notes = [sheet.organisation, sheet.group, f"{words['batch']} {sheet.batch}", words["test"] if sheet.test else ""]
    return [note for note in notes if note]


def _page(cards: list[str], notes: list[str]) -> str:
    foot = escape(" · ".join(notes))
    return f'<section class="page"><div class="cards">{"".join(cards)}</div><p class="foot">{foot}</p></section>\n'


def _card(token: str, url: str, head: str, sheet: CardSheet) -> str:
    words, (size, path) = sheet.words, svg_path(url)
    address = escape(url.partition("#")[0].partition("://")[2])
    how = words["how"].format(address=f'<span class="address">{address}</span>')
    key = f'<p class="key">{escape(words["key"].format(key=sheet.key))}</p>' if sheet.key else ""
    return (
        f'<article class="card{" with-recusal" if sheet.recused else ""}">{head}'
        f'<svg class="qr" viewBox="0 0 {size} {size}" role="img" aria-label="{words["code"]}"><path d="{path}"/></svg>'
        f'<p class="code">{escape(spaced(token))}</p>'
        f'<p class="how">{how}</p>{key}</article>'
    )


def spaced(code: str) -> str:
    """A code in blocks of four characters, for reading out and typing."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))
