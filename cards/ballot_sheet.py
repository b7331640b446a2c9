"""Paper ballots (评议表) for one part, one for each card: who is appraised, boxes to tick, room to write.

Knows no meeting and no rules, only what is to be printed. Every slip carries its card's QR code and code,
the code on each of its pages.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape
from itertools import groupby

from .ballot_marks import cell, marks, names_wide, row
from .card_sheet import COLOURS, grouped
from .paper_ballot import WORDS, Paper
from .qr import svg_path

ROOM = ((8, "high"), (14, "middling"), (22, "low"))
"""Up to so many rows the boxes for notes are so high; more rows than that fill a page, and a new one has room."""


def ballot_sheets(paper: Paper, cards: Sequence[tuple[str, str]], css: str) -> str:
    """A whole HTML page with a slip for each of `cards` (token, url); `css` is the address of print.css."""
    words = WORDS[paper.language]
    body, ground = marks(paper, words), _foot(paper, words)
    made = "".join(_slip(paper, words, body, ground, token, url) for token, url in cards)
    name = escape(f"{paper.meeting} · {words['name']} · {paper.group}")
    return (
        f'<!doctype html>\n<html lang="{words["lang"]}"><head><meta charset="utf-8"><title>{name}</title>'
        f'<link rel="stylesheet" href="{escape(css)}"></head>\n'
        f'<body><main class="sheet slips g{paper.colour % COLOURS}">\n{made}</main></body></html>\n'
    )


def _slip(paper: Paper, words: dict[str, str], body: str, ground: str, token: str, url: str) -> str:
    """`body` and `ground` are the same on every slip. The table's end, repeated on each page it reaches, and
    the slip's own carry the code: of a ballot of several sheets none is without."""
    code = escape(words["coded"].format(code=grouped(token)))
    end = f"<tfoot>{row(cell(code, 'coded', columns=names_wide(paper) + paper.width))}</tfoot></table>"
    below = f'<section class="below">{ground}<p class="coded">{code}</p></section>'
    return f'<article class="slip">{_head(paper, words, token, url)}{body}{end}{below}</article>\n'


# The head: the meeting, the form's title, the group, the card


def _head(paper: Paper, words: dict[str, str], token: str, url: str) -> str:
    size, path = svg_path(url)
    test = f'<p class="test">{words["test"]}</p>' if paper.test else ""
    batch = f'<p class="batch">{escape(paper.batch)}</p>'
    qr = f'<svg viewBox="0 0 {size} {size}" role="img" aria-label="{words["code"]}"><path d="{path}"/></svg>'
    return (
        f'<header><div class="left"><p class="group">{escape(paper.group)}</p>{test}{batch}</div>'
        f'<div class="middle"><p class="meeting">{escape(paper.meeting)}</p><h1>{escape(paper.title)}</h1>'
        f'<p class="when">{_when(paper)}</p></div>'
        f'<div class="card-code">{qr}<p class="code">{escape(grouped(token))}</p></div></header>'
        + _subject(paper, words)
    )


def _when(paper: Paper) -> str:
    """Organisation, part and date on one line."""
    day = date.fromisoformat(paper.date)
    written = f"{day.day} {day:%B} {day.year}" if paper.language == "en" else f"{day.year}年{day.month}月{day.day}日"
    return "".join(f"<span>{escape(one)}</span>" for one in (paper.organisation, paper.part, written) if one)


def _subject(paper: Paper, words: dict[str, str]) -> str:
    """Who is appraised, where it is one alone: then the rows of the table are the items."""
    if len(paper.people) > 1:
        return ""
    (person,) = paper.people
    named = [(words["subject"], person.name), *([(words["unit"], " ".join(person.about))] if person.about else [])]
    told = "".join(f"<span>{escape(words['named'].format(key=key, value=value))}</span>" for key, value in named)
    return f'<p class="person">{told}</p>'


# Below the table: how to fill it in, and the boxes for notes


def _foot(paper: Paper, words: dict[str, str]) -> str:
    rules = "".join(f"<li>{escape(one)}</li>" for one in _rules(paper, words))
    how = f'<div class="how"><h2>{words["how"]}</h2><ol>{rules}</ol></div>'
    whom = f"<span>{words['who']}</span>" if len(paper.people) > 1 else ""
    room = next((name for rows, name in ROOM if paper.rows <= rows), "middling")
    boxes = "".join(row(cell(escape(title) + whom, "note", kind="th") + cell("", room)) for title in paper.notes)
    return how + (f'<table class="notes"><tbody>{boxes}</tbody></table>' if boxes else "")


def _rules(paper: Paper, words: dict[str, str]) -> Iterator[str]:
    kind = ("tick" if paper.ticked else "fill") + ("_one" if len(paper.people) == 1 else "")
    yield words[kind].format(low=paper.span[0], high=paper.span[1])
    if paper.ticked and any(column.band for column in paper.columns):
        yield words["bands"].format(bands=words["list"].join(_meant(paper, words)))
    if paper.guidance and len(paper.people) > 1:
        bands, about = paper.guidance
        yield words["guidance"].format(bands=_quoted(bands, words), about=about)
    for choices, most in paper.limits if len(paper.people) > 1 else ():
        yield words["limit"].format(choices=_quoted(choices, words), most=most)
    if paper.explain:
        yield words["explain"].format(words=_quoted(paper.explain, words))
    if any(person.recused for person in paper.people):
        yield words["recusal"]
    yield words["once"]


def _meant(paper: Paper, words: dict[str, str]) -> Iterator[str]:
    for band, run in groupby(paper.columns, key=lambda column: column.band):
        points = words["and"].join(column.label for column in run)
        yield words["band"].format(points=points, band=band)


def _quoted(names: Iterable[str], words: dict[str, str]) -> str:
    return words["and"].join(f"“{name}”" for name in names)
