"""Corrections and entries (更正与录入), a section of the count report: every line of the log by which somebody changed
a name, a number or a result by hand, with role and time.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from ...core.changes import Change
from ...core.message_catalogue import Section
from ...core.record import Record
from ...core.rounding import format_shortest
from ..model.blocks import printed_time
from ..model.labels import clauses, joined, labels_of
from ..model.table import Column, Kind, Row, Table, make_table

Detail = Mapping[str, Any]


def changes(record: Record) -> Table:
    labels = labels_of(record)
    columns = (Column(labels[key], Kind.LONG if key == "change" else Kind.TEXT) for key in ("time", "role", "change"))
    rows = (_row(record, change) for change in record.changes)
    return make_table("changes", labels["changes"], columns, rows)


def _row(record: Record, change: Change) -> Row:
    sentence = SENTENCES.get(change.act, _addition)
    role = labels_of(record).get(f"role_{change.role}", change.role)
    return printed_time(record, change.at), role, sentence(record, change)


def _plain(text: object) -> str:
    """A text as it was stored; the log has it as it was sent."""
    return unicodedata.normalize("NFC", str(text)).strip()


def _names(record: Record) -> dict[str, str]:
    return {subject.id: subject.name for _, subject in record.meeting.subjects()}


def _amendment(record: Record, change: Change) -> str:
    detail, before = change.detail, change.detail.get("before", {})
    parts = [
        *_settings(record, detail, before),
        *dict.fromkeys(_renamed(record, detail)),
        *_roster(record, detail, before),
        *_parts(record, detail),
    ]
    sentences = [sentence for sentence in parts if sentence]  # earlier versions had no words for a new agenda
    return clauses(record, *sentences) if sentences else labels_of(record)["change_none"]


def _settings(record: Record, detail: Detail, before: Detail) -> Iterator[str]:
    labels = labels_of(record)
    for key in ("title", "expected"):
        if key in detail:
            new, old = (labels["change_nothing"] if v is None else _plain(v) for v in (detail[key], before.get(key)))
            yield labels[f"change_{key}_from" if key in before else f"change_{key}"].format(new=new, old=old)
    if detail.get("rules", {}).get("panel"):
        yield labels["change_panel"]
    if "agenda" in detail:
        yield labels["change_agenda"]


def _renamed(record: Record, detail: Detail) -> Iterator[str]:
    """One sentence for each changed detail of a subject; earlier versions logged only the new ones."""
    labels, names = labels_of(record), _names(record)
    if "before" not in detail:
        for id, given in detail.get("names", {}).items():
            yield labels["change_names"].format(name=_plain(given.get("name", names.get(id, id))))
        return
    for id, old in detail["before"].get("names", {}).items():
        new = detail["after"][id]
        name = new.get("name", names.get(id, id))
        for key in ("name", "unit", "post", "mode"):
            if key in old:
                values = {"old": old[key] or labels["change_nothing"], "new": new[key] or labels["change_nothing"]}
                yield labels[f"change_{key}"].format(name=name, **values)


def _roster(record: Record, detail: Detail, before: Detail) -> Iterator[str]:
    labels, withdrawn = labels_of(record), before.get("withdraw", {})
    for part in detail.get("order", {}):
        yield labels["change_order"].format(part=part)
    for added in detail.get("add", ()):
        yield labels["change_add"].format(name=_plain(added["name"]), part=_plain(added["part"]))
    for id in detail.get("withdraw", ()):
        yield labels["change_withdraw"].format(name=withdrawn.get(id, id))


def _parts(record: Record, detail: Detail) -> Iterator[str]:
    labels = labels_of(record)
    if added := detail.get("add_part"):
        names = joined(record, *(subject["name"] for subject in added["subjects"]))
        yield labels["change_add_part"].format(part=added["name"], values=names)
    if withdrawn := detail.get("withdraw_part"):
        yield labels["change_withdraw_part"].format(part=withdrawn)


def _merge(record: Record, change: Change) -> str:
    labels, detail = labels_of(record), change.detail
    merged = (
        labels["change_merged"].format(spelling=spelling, name=name) for spelling, name in detail["merge"].items()
    )
    values = joined(record, *merged)
    return labels["change_write_ins" if values else "change_write_ins_none"].format(part=detail["part"], values=values)


def _addition(record: Record, change: Change) -> str:
    labels, id, value = labels_of(record), change.detail["subject"], change.detail["value"]
    name = _names(record).get(id, id)
    if change.act == "decisions":
        return _decision(labels, name, value)
    values = joined(record, *_values(change.act, value))
    return labels[f"change_{change.act}" if values else f"change_{change.act}_none"].format(name=name, values=values)


def _decision(labels: Section, name: str, value: Detail) -> str:
    grade, reason = _plain(value["grade"]), _plain(value.get("reason", ""))
    key = ("change_decisions" if reason else "change_decisions_bare") if grade else "change_decisions_none"
    return labels[key].format(name=name, grade=grade, reason=reason)


def _values(act: str, value: Any) -> Iterator[str]:
    if act == "entered":
        if value["score"] != "":
            yield format_shortest(Fraction(str(value["score"])))
    else:
        for each in value:
            yield _plain(each) if act == "flags" else _adjustment(each)


def _adjustment(adjustment: Detail) -> str:
    return f"{format_shortest(Fraction(str(adjustment['points'])))} {_plain(adjustment['reason'])}"


SENTENCES = {"amend": _amendment, "write-ins": _merge}
"""By act; all other acts add something to a subject."""
