"""The parts of a meeting document: parsed, written and loaded."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .form_document import PLACEHOLDER, FormContext, ShippedForms, load_form, parse_form, write_form
from .forms import Form
from .models import Band, Part, Subject
from .rounding import format_shortest
from .rules_document import load_bands, parse_bands, write_bands
from .validation import Field, Fields, reject_duplicates
from .vote_rules import Decide
from .vote_rules_document import (
    load_decide,
    load_figure,
    parse_decide,
    parse_figures,
    write_decide,
    write_figure,
)

MAX_NAME = 100
"""Code points."""
MAX_SUBJECTS = 500


@dataclass(frozen=True, slots=True)
class PartContext:
    """What a part may refer to. `bands`: the meeting's own, None where they are not given, which leaves
    `default_bands`. `signed`: the document is from an archive, and what earlier versions allowed is allowed."""

    forms: ShippedForms
    groups: tuple[str, ...]
    bands: tuple[Band, ...] | None
    default_bands: tuple[Band, ...]
    signed: bool = False


def parse_parts(field: Field, context: PartContext) -> tuple[Part, ...]:
    elements = field.elements(1, 64)
    parts = tuple(parse_part(element, context) for element in elements)
    reject_duplicates([element.child("name") for element in elements], (part.name for part in parts))
    _check_run_offs(elements, parts)
    return parts


def parse_part(field: Field, context: PartContext) -> Part:
    """Without ids for its subjects."""
    fields = field.fields("name form subjects", "weight groups source bands abstained decide figures again")
    decided = fields.get("decide")
    is_decided = decided is not None and decided.value is not None
    subjects = fields.read("subjects", parse_subjects, ())
    own_bands = fields.optional("bands", lambda f: parse_bands(f, least=0))
    form_context = FormContext(
        context.default_bands, context.bands, own_bands, is_decided, len(subjects), context.signed
    )
    form = fields.read("form", lambda f: parse_form(f, context.forms, form_context), PLACEHOLDER)
    return Part(
        name=fields.text("name", most=MAX_NAME),
        weight=Fraction(1) if is_decided else fields.read("weight", Field.positive, Fraction(1)),
        form=form,
        groups=fields.read("groups", lambda f: _voting_groups(f, context.groups), context.groups),
        entered=fields.read("source", lambda f: f.one_of("ballots", "entered"), "ballots") == "entered",
        subjects=subjects,
        bands=own_bands,
        zeroes_abstentions=fields.read("abstained", lambda f: f.one_of("out", "zero"), "out") == "zero",
        decide=_decide(fields, form, len(subjects)) if is_decided else None,
        figures=fields.read("figures", lambda f: parse_figures(f, form), ()),
        again=fields.optional("again", lambda f: f.text(most=MAX_NAME)),
    )


def _decide(fields: Fields, form: Form, subjects: int) -> Decide | None:
    """Votes are not scored: nothing that concerns a score can be set beside `decide`."""
    for name in ("weight", "bands"):
        if fields.has(name):
            fields[name].error("with_decide")
    for name, value in (("source", "entered"), ("abstained", "zero")):
        if name in fields and fields[name].value == value:
            fields[name].error("with_decide")
    decide = parse_decide(fields["decide"], form, subjects)
    if decide is not None and form.write_in is not None:
        words = form.scale_of(decide.item).words
        if form.write_in.choice not in words:
            fields["form"].child("write_in").child("as").error("unknown_choice", known=words)
    return decide


def _check_run_offs(elements: list[Field], parts: tuple[Part, ...]) -> None:
    """A run-off follows another part that is decided, and has no write-ins."""
    decided = {part.name for part in parts if part.decide is not None}
    for element, part in zip(elements, parts, strict=True):
        if part.again is None:
            continue
        if part.again not in decided - {part.name} or part.decide is None:
            element.child("again").error("unknown_decided_part")
        if part.form.write_in is not None:
            element.child("form").child("write_in").error("write_in_again")


def _voting_groups(field: Field, groups: tuple[str, ...]) -> tuple[str, ...]:
    elements = field.elements(1, 32)
    names = tuple(element.text(most=MAX_NAME) for element in elements)
    for element, name in zip(elements, names, strict=True):
        if name and name not in groups:
            element.error("unknown_group", known=groups)
    reject_duplicates(elements, names)
    return names


def parse_subjects(field: Field) -> tuple[Subject, ...]:
    elements = field.elements(1, MAX_SUBJECTS)
    subjects = tuple(_subject(element) for element in elements)
    persons = (subject.name and subject.person for subject in subjects)
    reject_duplicates([element.child("name") for element in elements], persons)
    return subjects


def _subject(field: Field) -> Subject:
    fields = field.fields("name", "unit post mode")
    return Subject(
        id="",
        name=fields.text("name", most=MAX_NAME),
        unit=fields.text("unit", 0, MAX_NAME),
        post=fields.text("post", 0, MAX_NAME),
        mode=fields.read("mode", lambda f: f.one_of("onsite", "written"), "onsite"),
    )


def write_part(part: Part) -> dict[str, object]:
    """What a part of edition 1 did not have is left out while it is not set: fingerprints cover the document."""
    later: dict[str, object] = {
        "bands": None if part.bands is None else write_bands(part.bands),
        "abstained": "zero" if part.zeroes_abstentions else None,
        "decide": None if part.decide is None else write_decide(part.decide),
        "figures": [write_figure(figure) for figure in part.figures] or None,
        "again": part.again,
    }
    return {
        "name": part.name,
        **({} if part.decide else {"weight": format_shortest(part.weight)}),
        "form": write_form(part.form),
        "groups": list(part.groups),
        "source": "entered" if part.entered else "ballots",
        "subjects": [_write_subject(subject) for subject in part.subjects],
        **{name: value for name, value in later.items() if value is not None},
    }


def _write_subject(subject: Subject) -> dict[str, object]:
    return {"name": subject.name, "unit": subject.unit, "post": subject.post, "mode": subject.mode}


def load_part(stored: Mapping[str, Any], ids: list[str]) -> Part:
    """The inverse of `write_part` and of the subjects' ids, without validation."""
    bands, decide = stored.get("bands"), stored.get("decide")
    return Part(
        name=stored["name"],
        weight=Fraction(stored.get("weight", "1")),
        form=load_form(stored["form"]),
        groups=tuple(stored["groups"]),
        entered=stored["source"] == "entered",
        subjects=tuple(Subject(id, **subject) for id, subject in zip(ids, stored["subjects"], strict=True)),
        bands=None if bands is None else load_bands(bands),
        zeroes_abstentions=stored.get("abstained") == "zero",
        decide=None if decide is None else load_decide(decide),
        figures=tuple(load_figure(figure) for figure in stored.get("figures", ())),
        again=stored.get("again"),
    )
