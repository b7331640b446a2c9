"""report.csv, the count report: rows of section, round, field and value. Sections and fields are free words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .archive_files import LISTING_FORMAT, SIGNED_FORMAT, format_of
from .changes import changes
from .differences import Mentions, mentions
from .forms import Form, bands_of
from .meeting_log import earlier_records
from .numbers import number, round_half_up, shortest
from .signature import key_digest
from .tables import cell, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .archive_files import Archive, Map
    from .tables import Row

RETURNS = ("eligible", "returned", "unreturned", "valid", "invalid", "abstained", "phone", "paper")


def report(archive: Archive) -> Iterator[Row]:
    document, tally = archive.document, archive.tally
    numbers = {round["round"]: str(round["number"]) for round in archive.inputs["rounds"]}
    yield [mentions()] * 4
    yield from _fields(_balance(document, tally["reconciliation"]))
    for round in tally["reconciliation"]["rounds"]:
        yield from _fields((cell(round[key]) for key in RETURNS), numbers[round["round"]])
    seen = {round["round"]: round["seen"] for round in archive.inputs["rounds"] if "seen" in round}
    for round in tally["rounds"]:
        yield from _fields(_round(document, round, seen.get(round["id"])), numbers[round["id"]])
    if format_of(archive.files) >= LISTING_FORMAT:
        for at, change in changes(archive):
            yield from _fields(iter([mentions(), change]), _time(at))
    yield from _fields(_weights(document))
    for part, bands in _bands(document):
        yield [mentions(), "", part, bands]
    yield from _fields([*_rules(document), _quota(document, tally), mentions(), mentions()])
    yield [mentions(), "", mentions(), _time(tally["generated"])]
    yield [mentions(), "", mentions("SHA-256"), tally["fingerprint"]]
    if format_of(archive.files) >= SIGNED_FORMAT:
        yield from _fields([tally["record"], *earlier_records(archive.log), cell(key_digest(archive.files))])


def _fields(values: Iterator[str | Mentions] | Row, round: str = "") -> Iterator[Row]:
    return ([mentions(), round, mentions(), value] for value in values)


def _balance(document: Map, balance: Map) -> Iterator[str | Mentions]:
    yield from (cell(balance[key]) for key in ("expected", "present", "absent", "issued", "voided"))
    if document["quorum"] is not None and document["expected"] is not None:
        share = number(document["quorum"])
        yield mentions(share, -(-share * document["expected"] // 1))
    yield mentions()
    yield from map(printable, balance["problems"])


def _round(document: Map, round: Map, seen: int | None) -> Iterator[str | Mentions]:
    names = {
        sid: part["subjects"][index]["name"]
        for place, part in enumerate(document["parts"])
        for index, sid in enumerate(document["ids"][place])
    }
    yield printable(round["part"])
    yield mentions()
    yield _time(round["opened"])
    yield _time(round["closed"])
    yield printable(round["voided"]) if seen is None else mentions(printable(round["voided"]), seen or "")
    yield mentions(*(printable(names.get(sid, sid)) for sid in round["subjects"]))


def _time(stamp: str | None) -> str:
    return (stamp or "")[:19].replace("T", " ")


def _weights(document: Map) -> Iterator[str | Mentions]:
    """Of the parts, then of the groups that have one."""
    for weighted in (document["parts"], [group for group in document["groups"] if "weight" in group]):
        pairs = ((printable(each["name"]), shortest(number(each["weight"]))) for each in weighted)
        yield mentions(*(token for pair in pairs for token in pair))


def _bands(document: Map) -> Iterator[tuple[Mentions, Mentions]]:
    """The meeting's bands, then those of forms with named choices, with the name of the part."""
    own = bands_of(document)
    others = [(printable(part["name"]), Form(document, part).bands) for part in document["parts"]]
    for part, bands in (("", own), *((part, bands) for part, bands in others if bands and bands != own)):
        floors = (token for name, floor in bands[:-1] for token in (name, shortest(floor)))
        yield mentions(part), mentions(*floors, bands[-1][0])


def _rules(document: Map) -> Iterator[Mentions]:
    rules, veto = document["rules"], document["rules"]["veto"]
    yield mentions(rules["decimals"])
    yield mentions(rules["trim"], rules.get("trim_least", 2 * rules["trim"] + 3)) if rules["trim"] else mentions()
    yield mentions()
    yield mentions(rules["min_group"])
    if rules.get("panel"):
        yield mentions(5)
    yield mentions(*veto["bands"], shortest(number(veto["over"]) * 100), veto["grade"]) if veto else mentions()


def _quota(document: Map, tally: Map) -> Mentions:
    rule, outcome = document["rules"]["quota"], tally["quota"]
    if rule is None:
        return mentions()
    limits = (rule["at_or_below"], *(shortest(number(rule[key]) * 100) for key in ("share", "tolerance")))
    if outcome is None:
        return mentions(*limits)
    return mentions(*limits, round_half_up(number(outcome["share"]) * 100, 1), *map(printable, outcome["nearest"]))
