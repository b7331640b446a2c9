"""The meeting document of the contract: parsed from untrusted values, stored, and published again.

Knows no storage or transport; today's date and the shipped forms are arguments.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import count
from typing import Any

from . import languages
from .agenda import Agenda
from .agenda_document import load_agenda, read_agenda, write_agenda
from .bands import CURRENT_WORDING, DEFAULT_BANDS, FIRST_WORDING, UNSTATED_LANGUAGES, default_bands
from .form_document import ShippedForms
from .models import CURRENT_EDITION, Group, Meeting, Part, Rules, Show, Subject
from .part_document import MAX_NAME, PartContext, load_part, parse_parts, write_part
from .people import Twin, near_twins
from .rounding import format_shortest
from .rules_document import (
    check_floors,
    load_rules,
    parse_own_bands,
    parse_rules,
    reusable_rules,
    without_default_bands,
    write_rules,
)
from .validation import Field, Fields, reject_duplicates, validate
from .wifi import Networks, parse_networks

DEFAULT_QUORUM = Fraction(2, 3)
MAX_PEOPLE = 100_000
MAX_CELLS = 100_000
"""Limits the time for counting a meeting, which grows with `cells`."""
MAX_TITLE = 200
"""Code points."""


def parse(
    document: object,
    forms: ShippedForms,
    *,
    today: str,
    keep: Meeting | None = None,
    above: int = 0,
    signed: bool = False,
) -> Meeting:
    """The meeting that a document describes. Raises InvalidDocument with every bad field. `signed`: the document is
    from an archive, and what earlier versions allowed is allowed.

    Subjects are numbered s1, s2, …. A subject that `keep` has under the same part, name and unit keeps its id; a new
    one gets a number that is higher than `above` and than every number in `keep`.
    """
    wifi = keep.wifi if keep else ()
    meeting = validate(document, lambda field: _meeting(field, forms, today, signed, wifi, keep))
    return _with_subject_ids(meeting, keep, above)


def _meeting(
    field: Field, forms: ShippedForms, today: str, signed: bool, wifi: Networks, keep: Meeting | None
) -> Meeting:
    """`wifi`: the networks of a document that does not mention them."""
    fields = field.fields(
        "title parts",
        "edition wording band_names organisation date language expected quorum admission join show voters_see_results "
        "groups rules retention_days wifi agenda",
    )
    edition = fields.read("edition", lambda f: f.integer(1, CURRENT_EDITION), 1)
    language = fields.read("language", lambda f: f.one_of(*languages.languages()), languages.DEFAULT)
    groups = fields.read("groups", _groups, (Group(languages.language(language).everyone),))
    own = Rules(parse_own_bands(fields))
    quorum, quorum_over = fields.read("quorum", _quorum, (DEFAULT_QUORUM, False))
    meeting = Meeting(
        title=fields.text("title", most=MAX_TITLE),
        organisation=fields.text("organisation", 0, MAX_TITLE),
        date=fields.read("date", Field.date, today),
        language=language,
        expected=fields.optional("expected", lambda f: f.integer(1, MAX_PEOPLE)),
        quorum=quorum,
        quorum_over=quorum_over,
        cards=fields.read("admission", lambda f: f.one_of("open", "cards"), "open") == "cards",
        rotating=fields.read("join", lambda f: f.one_of("fixed", "rotating"), "fixed") == "rotating",
        show=Show(fields.read("show", lambda f: f.one_of(*Show), "live")),
        voters_see_results=fields.read("voters_see_results", Field.boolean, False),
        groups=groups,
        parts=(),
        rules=own,
        retention_days=fields.optional("retention_days", lambda f: f.integer(1, 36_500)),
        wifi=fields.read("wifi", parse_networks, wifi),
        edition=edition if signed else CURRENT_EDITION,
        wording=_wording(fields, language, signed, keep),
        band_names=_band_names(fields, language, keep),
    )
    names = tuple(group.name for group in groups)
    context = PartContext(forms, names, own.bands, default_bands(meeting), signed)
    meeting = replace(meeting, parts=fields.read("parts", lambda f: parse_parts(f, context), ()))
    _check_group_weights(fields, meeting)
    if not signed and "parts" in fields:
        _refuse_twins(fields["parts"], meeting)
    check_size(fields.get("parts", field), cells(meeting.parts))
    if not signed and not field.field_errors:
        check_floors(fields, meeting, fields["parts"])
    agenda = read_agenda(fields, meeting.parts, keep)
    return replace(meeting, rules=fields.read("rules", lambda f: parse_rules(f, meeting, signed), own), agenda=agenda)


def _wording(fields: Fields, language: str, signed: bool, keep: Meeting | None) -> int:
    """That of the meeting whose document is replaced, unless the language changes; of a new one the current one."""
    kept = keep.wording if keep is not None and keep.language == language else CURRENT_WORDING
    stated = fields.read(
        "wording", lambda f: f.integer(FIRST_WORDING, CURRENT_WORDING), FIRST_WORDING if signed else kept
    )
    return stated if languages.language(language).wording > FIRST_WORDING else FIRST_WORDING


def _band_names(fields: Fields, language: str, keep: Meeting | None) -> tuple[str, ...]:
    """Those of the meeting whose document is replaced, unless the language changes; of a new one its language's."""
    kept = keep.band_names if keep is not None and keep.language == language else languages.language(language).bands
    stated = fields.read("band_names", _four_names, kept)
    return () if language in UNSTATED_LANGUAGES else stated


def _four_names(field: Field) -> tuple[str, ...]:
    elements = field.elements(len(DEFAULT_BANDS), len(DEFAULT_BANDS))
    names = tuple(element.text(1, MAX_NAME) for element in elements)
    reject_duplicates(elements, names)
    return names if len(names) == len(DEFAULT_BANDS) else ()


def _quorum(field: Field) -> tuple[Fraction | None, bool]:
    """A share that is enough, or with `over` one that must be exceeded; null: none."""
    if field.value is None:
        return None, False
    if isinstance(field.value, dict):
        return field.fields("over").read("over", Field.share_below_one, DEFAULT_QUORUM), True
    return field.share(), False


def cells(parts: Iterable[Part]) -> int:
    """Σ subjects × items × groups over the parts: how many means a result sheet has."""
    return sum(len(part.subjects) * len(part.form.items) * len(part.groups) for part in parts)


def check_size(field: Field, count: int) -> None:
    if count > MAX_CELLS:
        field.error("too_many_cells", count=count, most=MAX_CELLS)


def _groups(field: Field) -> tuple[Group, ...]:
    elements = field.elements(1, 32)
    groups = tuple(_group(element) for element in elements)
    reject_duplicates([element.child("name") for element in elements], (group.name for group in groups))
    return groups


def _group(field: Field) -> Group:
    fields = field.fields("name", "weight size")
    return Group(
        name=fields.text("name", most=MAX_NAME),
        weight=fields.optional("weight", Field.positive),
        size=fields.optional("size", lambda f: f.integer(1, MAX_PEOPLE)),
    )


def _refuse_twins(field: Field, meeting: Meeting) -> None:
    """Nobody may be listed under two spellings: 张三 and 张　三 would be ranked as two people."""
    for twin in near_twins(meeting.parts):
        part = field.child(meeting.parts.index(twin.part))
        subject = part.child("subjects").child(twin.part.subjects.index(twin.subject))
        refuse_twin(subject, twin)


def refuse_twin(field: Field, twin: Twin) -> None:
    """`field`: the subject's."""
    step = "name" if twin.subject.name != twin.first.name else "unit"
    field.child(step).error("twin", part=twin.first_part.name, spelling=getattr(twin.first, step))


def _check_group_weights(fields: Fields, meeting: Meeting) -> None:
    """All groups have a weight or none has; under open admission a weighted group needs its maximum size."""
    if not any(group.weight for group in meeting.groups):
        return
    for index, group in enumerate(meeting.groups):
        field = fields["groups"].child(index)
        if group.weight is None:
            field.child("weight").error("weight_missing")
        elif group.size is None and not meeting.cards:
            field.child("size").error("size_missing")


def highest_subject_number(meeting: Meeting) -> int:
    return max((int(subject.id.removeprefix("s")) for _, subject in meeting.subjects()), default=0)


def _with_subject_ids(meeting: Meeting, keep: Meeting | None, above: int) -> Meeting:
    known = {(part.name, *subject.person): subject.id for part, subject in keep.subjects()} if keep else {}
    unused = count(1 + max(above, highest_subject_number(keep) if keep else 0))

    def with_id(part: Part, subject: Subject) -> Subject:
        return replace(subject, id=known.get((part.name, *subject.person)) or f"s{next(unused)}")

    def with_ids(part: Part) -> Part:
        return replace(part, subjects=tuple(with_id(part, subject) for subject in part.subjects))

    return replace(meeting, parts=tuple(with_ids(part) for part in meeting.parts))


def public_document(meeting: Meeting) -> dict[str, object]:
    """The document as a client would post it, with its forms in full; `parse` restores an equal meeting. Without the
    networks, which are nobody else's."""
    return {
        **({"edition": meeting.edition} if meeting.edition > 1 else {}),
        **({"wording": meeting.wording} if meeting.wording > FIRST_WORDING else {}),
        **({"band_names": list(meeting.band_names)} if meeting.band_names else {}),
        "title": meeting.title,
        "organisation": meeting.organisation,
        "date": meeting.date,
        "language": meeting.language,
        "expected": meeting.expected,
        "quorum": _write_quorum(meeting),
        "admission": "cards" if meeting.cards else "open",
        "join": "rotating" if meeting.rotating else "fixed",
        "show": str(meeting.show),
        "voters_see_results": meeting.voters_see_results,
        "groups": [_write_group(group) for group in meeting.groups],
        "parts": [write_part(part) for part in meeting.parts],
        "rules": write_rules(meeting.rules),
        "retention_days": meeting.retention_days,
        **({"agenda": write_agenda(meeting.agenda)} if meeting.agenda != Agenda() else {}),
    }


def client_document(meeting: Meeting) -> dict[str, object]:
    """The public document, which also states the wording where that is not the one of a new document."""
    current = languages.language(meeting.language).wording
    states_wording = meeting.wording == FIRST_WORDING < current
    return {**public_document(meeting), **({"wording": FIRST_WORDING} if states_wording else {})}


def reusable_document(meeting: Meeting) -> dict[str, object]:
    """The document for another meeting of the same kind, in the current edition: without its date, ids and networks.
    `parse` accepts it as it stands, unless two of its people are near twins, which earlier versions allowed."""
    current = load(dump(meeting))
    reusable = replace(current, rules=reusable_rules(current))
    return {name: value for name, value in client_document(reusable).items() if name != "date"}


def _write_group(group: Group) -> dict[str, object]:
    weight = {} if group.weight is None else {"weight": format_shortest(group.weight)}
    return {"name": group.name, **weight, **({} if group.size is None else {"size": group.size})}


def _write_quorum(meeting: Meeting) -> object:
    if meeting.quorum is None:
        return None
    share = format_shortest(meeting.quorum)
    return {"over": share} if meeting.quorum_over else share


def dump(meeting: Meeting) -> dict[str, object]:
    """The meeting for the store: the public document and every subject's id. `load` restores it exactly."""
    ids = [[subject.id for subject in part.subjects] for part in meeting.parts]
    return {**public_document(meeting), "ids": ids}


def load(stored: Mapping[str, Any], keep_edition: bool = False) -> Meeting:
    """The inverse of `dump`, without validation: the document was validated before it was stored. A document of an
    earlier edition is read as one of the current edition unless `keep_edition`: it was certified as it is."""
    edition = stored.get("edition", 1)
    rules = stored["rules"]
    if edition == 1 and not keep_edition:
        edition, rules = CURRENT_EDITION, without_default_bands(rules)
    quorum = stored["quorum"]
    quorum_over = isinstance(quorum, dict)
    return Meeting(
        title=stored["title"],
        organisation=stored["organisation"],
        date=stored["date"],
        language=stored["language"],
        expected=stored["expected"],
        quorum=None if quorum is None else Fraction(quorum["over"] if quorum_over else quorum),
        quorum_over=quorum_over,
        cards=stored["admission"] == "cards",
        rotating=stored["join"] == "rotating",
        show=Show(stored["show"]),
        voters_see_results=stored["voters_see_results"],
        groups=tuple(_load_group(group) for group in stored["groups"]),
        parts=tuple(load_part(part, ids) for part, ids in zip(stored["parts"], stored["ids"], strict=True)),
        rules=load_rules(rules),
        retention_days=stored["retention_days"],
        edition=edition,
        wording=stored.get("wording", FIRST_WORDING),
        band_names=tuple(stored.get("band_names", ())),
        agenda=load_agenda(stored.get("agenda", {})),
    )


def _load_group(stored: Mapping[str, Any]) -> Group:
    weight = stored.get("weight")
    return Group(stored["name"], None if weight is None else Fraction(weight), stored.get("size"))
