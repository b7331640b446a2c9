"""Translates a part of a meeting into the paper ballot that the package `cards` prints."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ..core.ballot_message import ballot_message
from ..core.bands import mark_names, score_range
from ..core.forms import Form, Scale
from ..core.message_catalogue import section
from ..core.models import Meeting, Part, Subject
from ..core.rounding import format_decimal, format_shortest
from .cards_package import MAX_COLUMNS, Column, Item, PaperBallot, Person, Span


def paper_ballot(meeting: Meeting, part: Part, group: int, recuse: str | None, **print_run: Any) -> PaperBallot:
    """The ballot of a voter of `group` on all subjects of the part. `recuse`: the subject id that the card is recused
    from; `print_run`: the fields of PaperBallot that differ by batch."""
    form, recused = part.form, _recused_person(meeting, recuse)
    rules: dict[str, Any] = ballot_message(meeting, part, len(part.subjects))
    hint = rules["guidance"]
    return PaperBallot(
        title=form.title,
        meeting=meeting.title,
        organisation=meeting.organisation,
        date=meeting.date,
        part=part.name if len(meeting.parts) > 1 else "",
        group=meeting.groups[group].name,
        colour=group,
        people=tuple(_person(subject, recused=subject.person == recused) for subject in part.subjects),
        items=_items(form),
        columns=_columns(meeting, part),
        words=dict(section(meeting.language, "paper_ballots")),
        notes=tuple(note.title for note in form.notes),
        guidance=hint and (tuple(hint["bands"]), hint["about"]),
        limits=tuple((tuple(limit["choices"]), limit["least"], limit["most"]) for limit in rules["limits"]),
        conditions=tuple(_conditions(meeting, form, rules["agree"])),
        most=format_shortest(score_range(part)[1]) if form.is_sum else "",
        write_in=None if form.write_in is None else (form.write_in.choice, form.write_in.at_most),
        matters=_are_matters(part),
        circled=part.decide is not None and part.decide.seats is not None,
        explain=form.explain,
        **print_run,
    )


def _are_matters(part: Part) -> bool:
    """Whether the subjects are motions: they are decided, fill no seats and have neither unit nor post."""
    if part.decide is None or part.decide.seats is not None:
        return False
    return not any(subject.unit or subject.post for subject in part.subjects)


def _recused_person(meeting: Meeting, recuse: str | None) -> tuple[str, str] | None:
    """The person whom a card must not score, in every part of the meeting."""
    return next((subject.person for _, subject in meeting.subjects() if subject.id == recuse), None)


def _person(subject: Subject, recused: bool) -> Person:
    affiliation = tuple(text for text in (subject.unit, subject.post) if text)
    return Person(subject.name, affiliation, subject.mode == "written", recused)


def _items(form: Form) -> tuple[Item, ...]:
    """The form's items, each with its share of the weight in percent unless all weights are equal or marks are added
    up."""
    weights = [item.weight for item in form.items]
    shares = [_share(weight, sum(weights)) for weight in weights]
    if len(set(weights)) == 1 or form.is_sum:
        shares = [""] * len(weights)
    return tuple(
        Item(item.title, share, item.abstain, _span(scale), scale.words, item.about)
        for item, share, scale in zip(form.items, shares, form.scales, strict=True)
    )


def _share(weight: Fraction, total: Fraction | int) -> str:
    """Empty for an item that is not scored."""
    return format_decimal(100 * weight / total, 1).removesuffix(".0") + "%" if weight else ""


def _span(scale: Scale) -> Span | None:
    if scale.choices:
        return None
    step = "" if scale.step == 1 else format_shortest(scale.step)
    return Span(scale.label(scale.low), scale.label(scale.high), step)


def _columns(meeting: Meeting, part: Part) -> tuple[Column, ...]:
    """The marks to tick where all items share a short scale: named choices in the form's order, or numbers with their
    bands, highest first."""
    scale = part.form.scales[0]
    if len(set(part.form.scales)) > 1 or len(scale.marks) > MAX_COLUMNS:
        return ()
    if scale.choices:
        return tuple(Column(choice.name) for choice in scale.choices)
    scored = next((place for place, item in enumerate(part.form.items) if item.weight), 0)
    bands = mark_names(meeting, part, scored)
    return tuple(Column(scale.label(mark), band) for mark, band in zip(scale.marks, bands, strict=True))[::-1]


def _conditions(meeting: Meeting, form: Form, rules: list[dict[str, Any]]) -> Iterator[str]:
    """What marks must agree, in the sentences of the phone."""
    words = section(meeting.language, "ballot")
    for agreement, rule in zip(form.agree, rules, strict=True):
        scale = form.scales[rule["needs"]]
        allowed = [scale.label(low) for low, _ in rule["allowed"] or ()] if scale.choices else []
        bounds = [name for name in ("at_least", "below") if getattr(agreement, name) is not None]
        kind = "none" if agreement.none else "words" if allowed else "between" if len(bounds) > 1 else bounds[0]
        yield words[f"agree.{kind}"].format(
            choice=words["abstain"] if agreement.choice is None else agreement.choice,
            item=form.items[rule["needs"]].title,
            n=format_shortest(agreement.at_least or Fraction()),
            below=format_shortest(agreement.below or Fraction()),
            words=words["list"].join(allowed),
        )
