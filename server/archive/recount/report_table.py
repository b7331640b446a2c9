"""report.csv, the count report: rows of section, round, field and value. Sections and fields are free words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .archive_files import LISTING_FORMAT, SIGNED_FORMAT, ZONE_FORMAT, format_of
from .changes import changes
from .deciding_rules import deciding_rules, scoring_rules
from .differences import Mentions, mentions
from .forms import Form, bands_of, edition_of
from .meeting_log import earlier_records
from .numbers import number, round_half_up, shortest
from .rosters import is_decided, rosters
from .signature import key_digest
from .tables import cell, has_scores, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .archive_files import Archive, Map
    from .tables import Row

README_STATES_HTTP = 5
"""The first format whose README, and not the count report, states that phones used plain http."""
RETURNS = ("eligible", "returned", "unreturned", "valid", "invalid", "abstained", "phone", "paper")


def report(archive: Archive) -> Iterator[Row]:
    document, tally = archive.document, archive.tally
    numbers = {round["round"]: str(round["number"]) for round in archive.inputs["rounds"]}
    yield [mentions()] * 4
    yield from _fields(_balance(document, tally["reconciliation"]))
    for name, value in _group_attendance(tally["reconciliation"]):
        yield [mentions(), "", name, value]
    yield from _fields(map(printable, tally["reconciliation"]["problems"]))
    people = ("expected", "present") if any(part.get("decide") for part in document["parts"]) else ()
    for round in tally["reconciliation"]["rounds"]:
        yield from _fields((cell(round[key]) for key in (*people, *RETURNS)), numbers[round["round"]])
    seen = {round["round"]: round["seen"] for round in archive.inputs["rounds"] if "seen" in round}
    for round in tally["rounds"]:
        yield from _fields(_round(archive, round, seen.get(round["id"])), numbers[round["id"]])
    if format_of(archive.files) >= LISTING_FORMAT:
        for at, change in changes(archive):
            yield from _fields(iter([mentions(), change]), _time(archive, at))
    yield from _fields([*(_weights(document) if has_scores(document) else ()), *_ranking(document)])
    fields = (*_bands(document), *deciding_rules(document), *_rules(document), *_quotas(document, tally))
    for name, value in (*fields, *_awards(tally)):
        yield [mentions(), "", name, value]
    yield from _fields([mentions()] if format_of(archive.files) >= README_STATES_HTTP else [mentions(), mentions()])
    yield [mentions(), "", mentions(), _time(archive, tally["generated"])]
    if format_of(archive.files) >= README_STATES_HTTP:
        yield [mentions(), "", mentions(), mentions(archive.inputs["version"])]
    yield [mentions(), "", mentions("SHA-256"), tally["fingerprint"]]
    if format_of(archive.files) >= SIGNED_FORMAT:
        yield from _fields([tally["record"], *earlier_records(archive.log), cell(key_digest(archive.files))])


def _fields(values: Iterator[str | Mentions] | Row, round: str = "") -> Iterator[Row]:
    return ([mentions(), round, mentions(), value] for value in values)


def _balance(document: Map, balance: Map) -> Iterator[str | Mentions]:
    cards = ("printed", "spare") if "spare" in balance else ()
    yield from (cell(balance[key]) for key in ("expected", "present", "absent", *cards, "issued", "voided"))
    if document["quorum"] is not None and document["expected"] is not None:
        yield _quorum(document["quorum"], document["expected"])
    yield mentions()


def _group_attendance(balance: Map) -> Iterator[tuple[Mentions, Mentions]]:
    """Of the groups whose attendance was entered; then, if there are several, of those with spare cards."""
    groups = balance.get("groups", [])
    for group in groups:
        if group["present"] is not None:
            numbers = (group[key] for key in ("expected", "present", "absent") if group[key] is not None)
            yield mentions(group["name"]), mentions(*numbers)
    for group in groups if len(groups) > 1 else ():
        if group.get("spare"):
            yield mentions(group["name"]), mentions(group["spare"])


def _quorum(quorum: str | Map, expected: int) -> Mentions:
    """The share and how many people it asks for: at least, or with `over` more than the share."""
    if isinstance(quorum, str):
        return mentions(number(quorum), -(-number(quorum) * expected // 1))
    return mentions(number(quorum["over"]), number(quorum["over"]) * expected // 1 + 1)


def _round(archive: Archive, round: Map, seen: int | None) -> Iterator[str | Mentions]:
    document = archive.document
    names = {
        sid: part["subjects"][index]["name"]
        for place, part in enumerate(document["parts"])
        for index, sid in enumerate(document["ids"][place])
    }
    yield printable(round["part"])
    yield mentions()
    yield _time(archive, round["opened"])
    yield _time(archive, round["closed"])
    yield printable(round["voided"]) if seen is None else mentions(printable(round["voided"]), seen or "")
    yield mentions(*(printable(names.get(sid, sid)) for sid in round["subjects"]))


def _time(archive: Archive, stamp: str | None) -> str:
    """The offset of the zone follows, but not in earlier formats."""
    if not stamp:
        return ""
    zone = f" UTC{stamp[19:]}" if format_of(archive.files) >= ZONE_FORMAT else ""
    return stamp[:19].replace("T", " ") + zone


def _weights(document: Map) -> Iterator[str | Mentions]:
    """Of the parts by roster, then of the groups that have one."""
    scored = [roster for roster in rosters(document) if not is_decided(document, roster)]
    parts = [document["parts"][place] for roster in scored for place in roster]
    for weighted in (parts, [group for group in document["groups"] if "weight" in group]):
        pairs = ((printable(each["name"]), shortest(number(each["weight"]))) for each in weighted)
        yield mentions(*(token for pair in pairs for token in pair))


def _ranking(document: Map) -> Iterator[Mentions]:
    """Which parts are ranked together, and by what, where that is not everybody by score."""
    every, rank = rosters(document), document["rules"].get("rank", ["score"])
    if len(every) > 1:
        yield mentions(*(printable(document["parts"][place]["name"]) for roster in every for place in roster))
    elif document["rules"].get("ranking") == "together" and len(document["parts"]) > 1:
        yield mentions()
    if rank != ["score"]:
        yield mentions(*(printable(_rank_name(document, key)) for key in rank))


def _rank_name(document: Map, key: str) -> str:
    kind, _, name = key.partition(":")
    items = (item for part in document["parts"] for item in part["form"]["items"])
    return next((str(item["title"]) for item in items if kind == "item" and item["key"] == name), name)


def _bands(document: Map) -> Iterator[tuple[Mentions, Mentions]]:
    """The meeting's bands, if they judge a part or are given, then those of parts with others, or with none."""
    own = bands_of(document)
    judging = [
        (printable(part["name"]), Form(document, part).bands) for part in document["parts"] if not part.get("decide")
    ]
    if document["rules"]["bands"] or edition_of(document) == 1 or own in [bands for _, bands in judging]:
        judging.insert(0, ("", own))
    for part, bands in judging:
        if not part or bands != own:
            floors = (token for name, floor in bands[:-1] for token in (name, shortest(floor)))
            yield mentions(part), mentions(*floors, bands[-1][0] if bands else "")


def _rules(document: Map) -> Iterator[tuple[Mentions, Mentions]]:
    rules, is_scored = document["rules"], has_scores(document)
    yield mentions(), mentions(rules["decimals"])
    yield from scoring_rules(document)
    if is_scored:
        least = rules.get("trim_least", 2 * rules["trim"] + 3)
        yield mentions(), mentions(rules["trim"], least) if rules["trim"] else mentions()
        yield mentions(), mentions()
    yield mentions(), mentions(rules["min_group"])
    if rules.get("panel"):
        yield mentions(), mentions(5)
    if is_scored:
        yield mentions(), _veto(rules["veto"])


def _veto(veto: Map | None) -> Mentions:
    return mentions(*veto["bands"], shortest(number(veto["over"]) * 100), veto["grade"]) if veto else mentions()


def _quotas(document: Map, tally: Map) -> Iterator[tuple[Mentions, Mentions]]:
    """The quota and its outcome, for each scored roster."""
    rule = document["rules"]["quota"]
    scored = [place for place, roster in enumerate(rosters(document)) if not is_decided(document, roster)]
    if rule is None:
        yield mentions(), mentions()
    for place in scored if rule else []:
        stated = tally["rosters"][place] if "rosters" in tally else {"quota": tally["quota"], "parts": []}
        yield mentions(*(_names(stated) if len(scored) > 1 else ())), _quota(rule, stated["quota"])


def _names(roster: Map) -> list[str]:
    return [printable(name) for name in roster["parts"]]


def _quota(rule: Map, outcome: Map | None) -> Mentions:
    bound = ("share", "tolerance") if rule.get("bound", "about") == "about" else ("share",)
    limits = (rule.get("at_or_below", rule.get("grade")), *(shortest(number(rule[key]) * 100) for key in bound))
    if outcome is None:
        return mentions(*limits)
    share, nearest = round_half_up(number(outcome["share"]) * 100, 1), map(printable, outcome["nearest"])
    return mentions(*limits, share, *nearest, outcome.get("ungraded") or "")


def _awards(tally: Map) -> Iterator[tuple[Mentions, Mentions]]:
    """Each award's places and persons, for each roster in which anybody is ranked."""
    for stated in tally.get("rosters", []):
        if stated["ranked"] and stated["awards"]:
            tokens = (
                (award["name"], award["places"], *map(printable, (*award["given"], *award["pending"])))
                for award in stated["awards"]
            )
            several = len(tally["rosters"]) > 1
            yield (
                mentions(*(_names(stated) if several else ())),
                mentions(*(each for award in tokens for each in award)),
            )
