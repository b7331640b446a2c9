"""Print sheets of freshly issued cards, and of paper ballots with a card on each. Rules live in the verbs.

Turns a meeting into what `cards/` prints; a sheet is made once and never stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ..core.counting import band_of
from ..core.errors import Refused
from ..core.models import Form, Meeting, Part, Phase, Subject
from ..core.rounding import format_decimal
from ..meetings.live_meeting import LiveMeeting
from .cards_package import Column, Line, Paper, Person, ballot_sheets, card_sheet


@dataclass(frozen=True, slots=True)
class CardBatch:
    """Cards (token, address) of one batch for the group at `group`; `recuse` a subject's id or None."""

    group: int
    batch: str
    recuse: str | None
    cards: Sequence[tuple[str, str]]


def printed(live: LiveMeeting, issue: CardBatch, part: Part | None, css: str) -> str:
    """The cards' own sheet, or with `part` a paper ballot for each of them."""
    meeting, test = live.state.meeting, live.state.phase is Phase.REHEARSAL
    if part is not None:
        return ballot_sheets(_paper(meeting, part, issue, test), issue.cards, css)
    name, recused = meeting.groups[issue.group].name, ""
    if issue.recuse is not None:
        recused = next(one.name for _, one in meeting.subjects() if one.id == issue.recuse)
    return card_sheet(
        meeting.title, meeting.organisation, name, issue.group, issue.cards, meeting.language, issue.batch, test, css,
        recused,
    )  # fmt: skip


def part_of(meeting: Meeting, group: int, named: str | None) -> Part:
    """The part whose form a group fills in. Raises Refused `invalid_field`: it must be named where there
    are several, and be one that the group votes in."""
    voting = [part for part in meeting.parts if not part.entered and group in meeting.voting_groups(part)]
    chosen = voting if named is None else [part for part in voting if part.name == named]
    if len(chosen) != 1:
        raise Refused("invalid_field", "part")
    return chosen[0]


def _paper(meeting: Meeting, part: Part, issue: CardBatch, test: bool) -> Paper:
    form, count = part.form, len(part.subjects)
    return Paper(
        title=form.title,
        meeting=meeting.title,
        organisation=meeting.organisation,
        date=meeting.date,
        part=part.name if len(meeting.parts) > 1 else "",
        group=meeting.groups[issue.group].name,
        colour=issue.group,
        people=tuple(_person(one, _recused(meeting, issue.recuse)) for one in part.subjects),
        lines=_lines(form),
        columns=_columns(meeting, form),
        span=(form.scale.low, form.scale.high),
        notes=tuple(note.title for note in form.notes),
        guidance=(form.guidance.bands, form.guidance.about) if form.guidance else None,
        limits=tuple((limit.choices, int(limit.share * count)) for limit in form.limits),
        explain=form.explain,
        language=meeting.language,
        batch=issue.batch,
        test=test,
    )


def _recused(meeting: Meeting, recuse: str | None) -> set[tuple[str, str]]:
    """The person that a card may not score, in whatever part they stand."""
    return {one.person for _, one in meeting.subjects() if one.id == recuse}


def _person(subject: Subject, recused: set[tuple[str, str]]) -> Person:
    about = tuple(one for one in (subject.unit, subject.post) if one)
    return Person(subject.name, about, subject.mode == "written", subject.person in recused)


def _lines(form: Form) -> tuple[Line, ...]:
    weights = [item.weight for item in form.items]
    shares = ["" if len(set(weights)) == 1 else f"{format_decimal(100 * one / sum(weights), 1)}%" for one in weights]
    tidy = [share.replace(".0%", "%") for share in shares]
    return tuple(Line(item.title, share, item.abstain) for item, share in zip(form.items, tidy, strict=True))


def _columns(meeting: Meeting, form: Form) -> tuple[Column, ...]:
    """Numbers from the best down with the band of each; named choices as the form has them."""
    scale, bands = form.scale, meeting.bands(form)
    if scale.choices:
        return tuple(Column(choice.name) for choice in scale.choices)
    return tuple(Column(str(mark), band_of(bands, scale.value(mark)).name) for mark in reversed(scale.marks))
