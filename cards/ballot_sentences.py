"""The instructions of a paper ballot as sentences in the ballot's language. Knows no layout."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from .paper_ballot import PaperBallot, Span


def instructions(ballot: PaperBallot) -> Iterator[str]:
    """How to fill it in, one sentence or two on each line."""
    yield _how_to_mark(ballot) + _what_is_invalid(ballot)
    if ballot.spans:
        has_point = any(span.decimals for span in ballot.spans)
        yield ballot.words["digits_point" if has_point else "digits"]
    yield from _bounds(ballot)
    yield from ballot.conditions
    yield from _explanations(ballot)
    if any(person.recused for person in ballot.people):
        yield ballot.words["recusal"]
    yield ballot.words["once"]


def range_text(ballot: PaperBallot, span: Span) -> str:
    """ "0–100 分", with the step where it is not 1."""
    key = "range_step" if span.step else "range"
    return ballot.words[key].format(low=span.low, high=span.high, step=span.step)


def _how_to_mark(ballot: PaperBallot) -> str:
    several, single = _how_to_mark_keys(ballot)
    text = ballot.words[single if ballot.single else several]
    return text.format(range=range_text(ballot, ballot.span)) if ballot.span else text


def _how_to_mark_keys(ballot: PaperBallot) -> tuple[str, str]:
    """Of the sentence on a ballot of several people, and on one of a single person."""
    if ballot.ticked:
        several = "tick_items" if len(ballot.items) > 1 else "tick"
        return ("circle", "circle_one") if ballot.circled else (several, "tick_one")
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
