"""Print sheets of newly issued cards, or of paper ballots with a card on each.

Translates a meeting into the values that the package `cards` prints. A sheet contains tokens, so it is never stored.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..core.bands import band_of, part_bands
from ..core.errors import Refused
from ..core.forms import Form
from ..core.message_catalogue import section
from ..core.models import Meeting, Part, Phase, Subject
from ..core.rounding import format_decimal
from ..meetings.live_meeting import LiveMeeting
from .cards_package import CardSheet, Column, Item, PaperBallot, Person, ballot_sheets, card_sheet


@dataclass(frozen=True, slots=True)
class CardBatch:
    """Cards of one batch as (token, address). `group` is an index, `recuse` a subject's id."""

    group: int
    batch: str
    recuse: str | None
    cards: Sequence[tuple[str, str]]


def print_sheet(
    live: LiveMeeting, batch: CardBatch, part: Part | None, css: str, key: str
) -> tuple[Callable[..., str], *tuple[object, ...]]:
    """The function of `cards` that draws the page, and its arguments: a page of cards or, if `part` is given, of paper
    ballots of it, one for each card. `key`: the digest of the signing key. A code takes milliseconds to draw, so call
    the function in the worker."""
    meeting, test = live.state.meeting, live.state.phase is Phase.REHEARSAL
    if part is not None:
        return ballot_sheets, _paper_ballot(meeting, part, batch, test, key), batch.cards, css
    group = meeting.groups[batch.group].name
    recused = next((subject.name for _, subject in meeting.subjects() if subject.id == batch.recuse), "")
    sheet = CardSheet(
        title=meeting.title,
        organisation=meeting.organisation,
        group=group,
        colour=batch.group,
        batch=batch.batch,
        words=dict(section(meeting.language, "cards")),
        test=test,
        recused=recused,
        key=key,
    )
    return card_sheet, sheet, batch.cards, css


def voting_part(meeting: Meeting, group: int, name: str | None) -> Part:
    """The part named `name` in which a group votes; None means its only one. Raises Refused `invalid_field`."""
    voting = [part for part in meeting.parts if not part.entered and group in meeting.voting_groups(part)]
    matching = voting if name is None else [part for part in voting if part.name == name]
    if len(matching) != 1:
        raise Refused("invalid_field", "part")
    return matching[0]


def _paper_ballot(meeting: Meeting, part: Part, batch: CardBatch, test: bool, key: str) -> PaperBallot:
    form, recused = part.form, _recused_person(meeting, batch.recuse)
    return PaperBallot(
        title=form.title,
        meeting=meeting.title,
        organisation=meeting.organisation,
        date=meeting.date,
        part=part.name if len(meeting.parts) > 1 else "",
        group=meeting.groups[batch.group].name,
        colour=batch.group,
        people=tuple(_person(subject, recused=subject.person == recused) for subject in part.subjects),
        items=_items(form),
        columns=_columns(meeting, part),
        words=dict(section(meeting.language, "paper_ballots")),
        span=(form.scale.low, form.scale.high),
        notes=tuple(note.title for note in form.notes),
        guidance=(form.guidance.bands, form.guidance.about) if form.guidance else None,
        limits=tuple((limit.choices, limit.most(len(part.subjects))) for limit in form.limits),
        explain=form.explain,
        batch=batch.batch,
        test=test,
        key=key,
    )


def _recused_person(meeting: Meeting, recuse: str | None) -> tuple[str, str] | None:
    """The person whom a card must not score, in every part of the meeting."""
    return next((subject.person for _, subject in meeting.subjects() if subject.id == recuse), None)


def _person(subject: Subject, recused: bool) -> Person:
    affiliation = tuple(text for text in (subject.unit, subject.post) if text)
    return Person(subject.name, affiliation, subject.mode == "written", recused)


def _items(form: Form) -> tuple[Item, ...]:
    """The form's items, each with its share of the weight in percent unless all weights are equal."""
    weights = [item.weight for item in form.items]
    shares = [format_decimal(100 * weight / sum(weights), 1).removesuffix(".0") + "%" for weight in weights]
    if len(set(weights)) == 1:
        shares = [""] * len(weights)
    return tuple(Item(item.title, share, item.abstain) for item, share in zip(form.items, shares, strict=True))


def _columns(meeting: Meeting, part: Part) -> tuple[Column, ...]:
    """The marks to tick: named choices in the form's order, or numbers with their bands, highest first."""
    scale, bands = part.form.scale, part_bands(meeting, part)
    if scale.choices:
        return tuple(Column(choice.name) for choice in scale.choices)
    return tuple(Column(str(mark), band_of(bands, scale.value(mark)).name) for mark in reversed(scale.marks))
