"""The print sheet of voters' cards, to be cut: three by four on A4, two by four where they name a wireless network.

Knows no meeting, only the text to print.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from .qr import svg_path

CARDS_PER_PAGE, WIFI_CARDS_PER_PAGE = 12, 8
"""Cards with the code of a wireless network are larger."""
COLOURS = 8
"""Colour classes `g0` to `g7` of print.css. A ninth group reuses the first; its name tells the two apart."""


@dataclass(frozen=True, slots=True)
class CardNetwork:
    """A wireless network as printed: what signs call it where there are several, such as "无线网 2", its name and
    password, and the text of the QR code that joins it."""

    label: str
    name: str
    password: str
    qr_text: str


@dataclass(frozen=True, slots=True)
class CardSheet:
    """What all cards of a batch have in common. `title` is the meeting's, `colour` the group's index in it, `words` the
    printed words by key, `recused` the name of the person whom these cards may not score, printed so that they reach
    the right hands. `key`: the digest of the server's signing key, with which a voter can check the archive later.
    `wifi`: the network that the holders join first."""

    title: str
    organisation: str
    group: str
    colour: int
    batch: str
    words: Mapping[str, str]
    test: bool = False
    recused: str = ""
    key: str = ""
    wifi: CardNetwork | None = None

    @property
    def per_page(self) -> int:
        return CARDS_PER_PAGE if self.wifi is None else WIFI_CARDS_PER_PAGE


def card_sheet(sheet: CardSheet, cards: Sequence[tuple[str, str]], css: str) -> str:
    """A complete HTML page with `cards` (token, URL), as many on each printed page as fit; `css` is the URL of
    print.css."""
    words, head = sheet.words, _head(sheet)
    printed = [_card(token, url, head, sheet) for token, url in cards]
    pages = [printed[start : start + sheet.per_page] for start in range(0, len(printed), sheet.per_page)]
    body = "".join(
        _page(sheet, page, [*_foot(sheet), f"{number}/{len(pages)}", words["cut"]])
        for number, page in enumerate(pages, 1)
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


def _page(sheet: CardSheet, cards: list[str], notes: list[str]) -> str:
    foot, css = escape(" · ".join(notes)), "cards with-wifi" if sheet.wifi else "cards"
    return f'<section class="page"><div class="{css}">{"".join(cards)}</div><p class="foot">{foot}</p></section>\n'


def _card(token: str, url: str, head: str, sheet: CardSheet) -> str:
    words = sheet.words
    address = escape(url.partition("#")[0].partition("://")[2])
    how = words["how"].format(address=f'<span class="address">{address}</span>')
    key = f'<p class="key">{escape(words["key"].format(key=sheet.key))}</p>' if sheet.key else ""
    return (
        f'<article class="card{" with-recusal" if sheet.recused else ""}">{head}'
        f"{_codes(token, url, sheet)}"
        f'<p class="how">{how}</p>{key}</article>'
    )


def _codes(token: str, url: str, sheet: CardSheet) -> str:
    """The code to scan and to type; beside it, as the first step, that of the network."""
    card = _qr(url, sheet.words["code"]) + f'<p class="code">{escape(spaced(token))}</p>'
    if sheet.wifi is None:
        return card
    words, network = sheet.words, sheet.wifi
    password = words["wifi_password"].format(password=network.password) if network.password else ""
    about = (network.label, words["wifi_name"].format(name=network.name), password)
    lines = "".join(f"<p>{escape(text)}</p>" for text in about if text)
    return (
        f'<div class="steps"><div class="wifi">{_step(1, words["step_wifi"])}{_qr(network.qr_text, words["wifi_code"])}'
        f"{lines}</div>"
        f"<div>{_step(2, words['step_scan'])}{card}</div></div>"
    )


def _step(number: int, text: str) -> str:
    return f'<p class="step"><b>{number}</b> {escape(text)}</p>'


def _qr(text: str, label: str) -> str:
    size, path = svg_path(text)
    return (
        f'<svg class="qr" viewBox="0 0 {size} {size}" role="img" aria-label="{escape(label)}"><path d="{path}"/></svg>'
    )


def spaced(code: str) -> str:
    """A code in blocks of four characters, for reading out and typing."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))
