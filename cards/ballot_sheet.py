"""Draws paper ballots (评议表) for one part, one for each card, as a page of SVG.

Knows no meeting and no rules, only what to print. Every page carries its card's QR code, the typed code, and in the
other corners three codes that say which page of which layout it is.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from .ballot_flow import Sheet, lay_out
from .card_sheet import COLOURS, spaced
from .paper_ballot import PaperBallot
from .qr import QUIET_ZONE, svg_path
from .sheet_layout import Layout
from .sheet_page import Field, Frame, Line, SheetPage, Text
from .text_lines import is_roman

CORNERS = ("TL", "BL", "BR")
"""Top left, bottom left, bottom right; top right is the card's own code."""


def ballot_sheets(ballot: PaperBallot, cards: Sequence[tuple[str, str]], css: str, paper: str = "A4") -> str:
    """A complete HTML page with a ballot for each of `cards` (token, URL); `css` is the URL of print.css."""
    sheet = lay_out(ballot, paper)
    drawn = [f'<g id="{_id(number)}" class="drawn">{_page(sheet, number)}</g>' for number in range(len(sheet.pages))]
    used = [f'<use href="#{_id(number)}"/>' for number in range(len(sheet.pages))]
    printed = "".join(
        _card_ballot(ballot, sheet, used if place else drawn, token, url) for place, (token, url) in enumerate(cards)
    )
    name = escape(f"{ballot.meeting} · {ballot.words['name']} · {ballot.group}")
    return (
        f'<!doctype html>\n<html lang="{ballot.words["lang"]}"><head><meta charset="utf-8"><title>{name}</title>'
        f'<link rel="stylesheet" href="{escape(css)}"></head>\n'
        f'<body><main class="sheet slips g{ballot.colour % COLOURS}">\n{printed}</main></body></html>\n'
    )


def _id(number: int) -> str:
    return f"ballot-page-{number + 1}"


def _card_ballot(ballot: PaperBallot, sheet: Sheet, pages: list[str], token: str, url: str) -> str:
    """`pages`: what is the same on every ballot, which the first draws and the others refer to. Styles reach what is
    referred to only from within, so they are those of `.drawn`."""
    code = _card_code(ballot, sheet.layout, url)
    drawn = "".join(
        _svg(sheet.layout, f'<g class="drawn">{code}{_own_texts(page, token)}</g>{content}')
        for page, content in zip(sheet.pages, pages, strict=True)
    )
    return f'<article class="slip {sheet.layout.id.lower()}">{drawn}</article>\n'


def _svg(layout: Layout, content: str) -> str:
    box = f"0 0 {layout.width} {layout.height}"
    return f'<div class="leaf"><svg viewBox="{box}" xmlns="http://www.w3.org/2000/svg">{content}</svg></div>'


def _page(sheet: Sheet, number: int) -> str:
    page = sheet.pages[number]
    return "".join(
        [
            *_corner_codes(sheet, number),
            _path(page.lines, heavy=False),
            _path(page.lines, heavy=True),
            *(f'<rect class="group" {_area(frame)}/>' for frame in page.frames),
            *(_field(field) for field in page.fields),
            *(_text(text, text.text) for text in page.texts),
        ]
    )


# Codes


def corner_text(sheet: Sheet, number: int, corner: str) -> str:
    """What a corner code says, such as P1-A4P-7K2M-1/2-BL: the layout's version and id, the digest of where the page's
    fields are, page and pages, and the corner."""
    layout, digest = sheet.layout, sheet.pages[number].digest()
    return f"P{layout.version}-{layout.id}-{digest}-{number + 1}/{len(sheet.pages)}-{corner}"


def corner_place(layout: Layout, corner: str) -> tuple[int, int]:
    """The upper left corner of the dark square of a corner code."""
    far = layout.margin + layout.corner_code
    x = layout.margin if corner[1] == "L" else layout.width - far
    return x, layout.margin if corner[0] == "T" else layout.height - far


def _corner_codes(sheet: Sheet, number: int) -> Iterator[str]:
    for corner in CORNERS:
        x, y = corner_place(sheet.layout, corner)
        yield _qr(corner_text(sheet, number, corner), x, y, sheet.layout.corner_code, 'class="corner"')


def _card_code(ballot: PaperBallot, layout: Layout, url: str) -> str:
    x = layout.width - layout.margin - layout.card_code
    label = f'class="card-code" role="img" aria-label="{escape(ballot.words["code"])}"'
    return _qr(url, x, layout.margin, layout.card_code, label)


def _qr(text: str, x: int, y: int, side: int, attributes: str) -> str:
    """A code whose dark square begins at `x`, `y`; its quiet zone is around that."""
    size, path = svg_path(text)
    module = side / (size - 2 * QUIET_ZONE)
    left, top, width = (f"{length:.3f}" for length in (x - 4 * module, y - 4 * module, size * module))
    place = f'x="{left}" y="{top}" width="{width}" height="{width}" viewBox="0 0 {size} {size}"'
    return f'<svg {attributes} {place}><path d="{path}"/></svg>'


def _own_texts(page: SheetPage, token: str) -> str:
    return "".join(_text(text, text.text.replace("{code}", spaced(token))) for text in page.own)


# Lines, boxes, text


def _path(lines: Iterable[Line], heavy: bool) -> str:
    """Neighbouring cells share their borders, which are drawn once."""
    chosen = sorted({(line.x, line.y, line.to_x, line.to_y) for line in lines if line.heavy is heavy})
    if not chosen:
        return ""
    steps = (f"M{x} {y}" + (f"H{to_x}" if y == to_y else f"V{to_y}") for x, y, to_x, to_y in chosen)
    return f'<path class="{"heavy" if heavy else "thin"}" d="{"".join(steps)}"/>'


def _area(area: Field | Frame) -> str:
    return " ".join(f'{name}="{getattr(area, name)}"' for name in ("x", "y", "width", "height"))


def _field(field: Field) -> str:
    """Boxes are drawn; a line for a name and a box for notes are cells of their tables."""
    if field.kind in ("mark", "abstain", "digit"):
        return f'<rect class="{"box" if field.kind != "digit" else "digit"}" {_area(field)}/>'
    return ""


def _text(text: Text, content: str) -> str:
    names = " ".join(filter(None, (text.style, "roman" if is_roman(content) else "")))
    style = f' class="{names}"' if names else ""
    anchor = f' text-anchor="{text.anchor}"' if text.anchor != "start" else ""
    turn = f' transform="rotate(-90 {text.x} {text.y})"' if text.turned else ""
    return f'<text x="{text.x}" y="{text.y}" font-size="{text.size}"{style}{anchor}{turn}>{escape(content)}</text>\n'
