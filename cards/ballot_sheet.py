"""Paper ballots (评议表) for one part, one for each card: who is appraised, boxes to tick, room for notes.

Knows no meeting and no rules, only what to print. Every ballot carries its card's QR code, and the typed code on each
of its pages.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape
from itertools import groupby

from .ballot_marks import cell, marks_table, name_columns, range_text, row
from .card_sheet import COLOURS, spaced
from .paper_ballot import PaperBallot
from .qr import svg_path

NOTE_HEIGHTS = ((8, "high"), (14, "middling"), (22, "low"))
"""Up to so many table rows, the class of the boxes for notes. More rows fill the page; the boxes are on the next."""


def ballot_sheets(ballot: PaperBallot, cards: Sequence[tuple[str, str]], css: str) -> str:
    """A complete HTML page with a ballot for each of `cards` (token, URL); `css` is the URL of print.css."""
    table, foot = marks_table(ballot), _foot(ballot)
    printed = "".join(_card_ballot(ballot, table, foot, token, url) for token, url in cards)
    name = escape(f"{ballot.meeting} · {ballot.words['name']} · {ballot.group}")
    return (
        f'<!doctype html>\n<html lang="{ballot.words["lang"]}"><head><meta charset="utf-8"><title>{name}</title>'
        f'<link rel="stylesheet" href="{escape(css)}"></head>\n'
        f'<body><main class="sheet slips g{ballot.colour % COLOURS}">\n{printed}</main></body></html>\n'
    )


def _card_ballot(ballot: PaperBallot, table: str, foot: str, token: str, url: str) -> str:
    """`table` and `foot` are the same on every ballot. The end of the table, which browsers repeat on each page it
    covers, and the end of the ballot carry the code, so that no sheet of a ballot is without it."""
    code = escape(ballot.words["coded"].format(code=spaced(token)))
    end = f"<tfoot>{row(cell(code, 'coded', columns=name_columns(ballot) + ballot.width))}</tfoot></table>"
    below = f'<section class="below">{foot}<p class="coded">{code}</p></section>'
    return f'<article class="slip">{_head(ballot, token, url)}{table}{end}{below}</article>\n'


# The head: the meeting, the form's title, the group, the card


def _head(ballot: PaperBallot, token: str, url: str) -> str:
    size, path = svg_path(url)
    test = f'<p class="test">{ballot.words["test"]}</p>' if ballot.test else ""
    batch = f'<p class="batch">{escape(ballot.batch)}</p>'
    qr = f'<svg viewBox="0 0 {size} {size}" role="img" aria-label="{ballot.words["code"]}"><path d="{path}"/></svg>'
    return (
        f'<header><div class="left"><p class="group">{escape(ballot.group)}</p>{test}{batch}</div>'
        f'<div class="middle"><p class="meeting">{escape(ballot.meeting)}</p><h1>{escape(ballot.title)}</h1>'
        f'<p class="when">{_when(ballot)}</p></div>'
        f'<div class="card-code">{qr}<p class="code">{escape(spaced(token))}</p></div></header>'
        + _single_person(ballot)
    )


def _when(ballot: PaperBallot) -> str:
    """Organisation, part and date on one line."""
    day = ballot.words["date"].format(day=date.fromisoformat(ballot.date))
    texts = (ballot.organisation, ballot.part, day)
    return "".join(f"<span>{escape(text)}</span>" for text in texts if text)


def _single_person(ballot: PaperBallot) -> str:
    """Who is appraised, if it is one person; the rows of the table are then the items."""
    if not ballot.single:
        return ""
    (person,) = ballot.people
    words = ballot.words
    facts = [
        (words["matter" if ballot.matters else "subject"], person.name),
        *([(words["unit"], " ".join(person.about))] if person.about else []),
    ]
    texts = (words["named"].format(key=key, value=value) for key, value in facts)
    return f'<p class="person">{"".join(f"<span>{escape(text)}</span>" for text in texts)}</p>'


# Below the table: how to fill it in, and the boxes for notes


def _foot(ballot: PaperBallot) -> str:
    rules = "".join(f"<li>{escape(rule)}</li>" for rule in _rules(ballot))
    how = f'<div class="how"><h2>{ballot.words["how"]}</h2><ol>{rules}</ol></div>'
    whom = "" if ballot.single else f"<span>{ballot.words['who']}</span>"
    explained = sum(bool(item.about) for item in ballot.items)  # each takes about the height of a table row
    height = next((name for rows, name in NOTE_HEIGHTS if ballot.rows + explained <= rows), "middling")
    boxes = "".join(row(cell(escape(title) + whom, "note", kind="th") + cell("", height)) for title in ballot.notes)
    key = f'<p class="key">{escape(ballot.words["key"].format(key=ballot.key))}</p>' if ballot.key else ""
    return how + (f'<table class="notes"><tbody>{boxes}</tbody></table>' if boxes else "") + key


def _rules(ballot: PaperBallot) -> Iterator[str]:
    yield _how_to_mark(ballot) + _what_is_invalid(ballot)
    yield from _bounds(ballot)
    yield from ballot.conditions
    yield from _explanations(ballot)
    if any(person.recused for person in ballot.people):
        yield ballot.words["recusal"]
    yield ballot.words["once"]


def _how_to_mark(ballot: PaperBallot) -> str:
    several, single = _how_to_mark_keys(ballot)
    text = ballot.words[single if ballot.single else several]
    return text.format(range=range_text(ballot, ballot.span)) if ballot.span else text


def _how_to_mark_keys(ballot: PaperBallot) -> tuple[str, str]:
    """Of the sentence on a ballot of several people, and on one of a single person."""
    if ballot.ticked:
        return "tick", "tick_one"
    if ballot.span:
        return "fill", "fill_one"
    return ("mixed", "mixed_one") if ballot.has_words else ("fill_each", "fill_each_one")


def _what_is_invalid(ballot: PaperBallot) -> str:
    """Only the line with several marks or none, but on a ballot of one line the ballot (DECIDE §4)."""
    never, abstained = ("spoilt", "spoilt_abstain") if ballot.single else ("invalid", "invalid_abstain")
    return ballot.words[abstained if ballot.abstains else never]


def _bounds(ballot: PaperBallot) -> Iterator[str]:
    """Bands, and how many people may or should get a mark."""
    words, several = ballot.words, not ballot.single
    if ballot.banded:
        yield words["bands"].format(bands=words["list"].join(_band_meanings(ballot)))
    bands, about = ballot.guidance or ((), 0)
    if about and several:
        yield words["guidance"].format(bands=_quoted(ballot, bands), about=about)
    for choices, least, most in ballot.limits:
        yield words[_limit_key(least, most)].format(choices=_quoted(ballot, choices), least=least, most=most)


def _limit_key(least: int, most: int | None) -> str:
    if most is None:
        return "limit_least"
    if not least:
        return "limit"
    return "limit_exactly" if least == most else "limit_between"


def _explanations(ballot: PaperBallot) -> Iterator[str]:
    for item in ballot.items:
        if item.about:
            yield ballot.words["about"].format(item=item.title, about=item.about)
    if ballot.explain:
        yield ballot.words["explain"].format(words=_quoted(ballot, ballot.explain))


def _band_meanings(ballot: PaperBallot) -> Iterator[str]:
    """Which marks each band has."""
    for band, run in groupby(ballot.columns, key=lambda column: column.band):
        points = ballot.words["and"].join(column.label for column in run)
        yield ballot.words["band"].format(points=points, band=band)


def _quoted(ballot: PaperBallot, names: Iterable[str]) -> str:
    return ballot.words["and"].join(f"“{name}”" for name in names)
