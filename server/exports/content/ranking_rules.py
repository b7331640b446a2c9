"""The rules about grades, rosters, ranks, quotas and awards as the count report prints them, with their outcome.

Every number comes from the record. Knows no file format.
"""

from collections.abc import Iterator, Sequence

from ...core.awards import AwardOutcome
from ...core.bands import meeting_bands, part_bands
from ...core.judgement import RosterOutcome
from ...core.models import DEFAULT_RANK, Band, Bound, Part, Quota
from ...core.quota import QuotaOutcome
from ...core.record import Record
from ...core.results import Person, unambiguous_names
from ...core.rounding import format_decimal, format_shortest
from ..model.labels import clauses, joined, labels_of
from ..model.table import Row


def part_weights(record: Record) -> str:
    """By roster, because weights count only within one."""
    scored = [outcome.roster.parts for outcome in record.rosters if not outcome.roster.is_decided]
    return clauses(record, *(joined(record, *(_part_weight(record, part) for part in parts)) for parts in scored))


def _part_weight(record: Record, part: Part) -> str:
    text = labels_of(record)["entered" if part.entered else "weight"]
    return text.format(name=part.name, weight=format_shortest(part.weight))


def band_rows(record: Record) -> Iterator[Row]:
    """The meeting's bands, if they judge a part or are its own; then those of parts with others, or with none."""
    labels, meeting = labels_of(record), record.meeting
    bands, parts = meeting_bands(meeting), [part for part in meeting.parts if part.decide is None]
    judging = [part_bands(meeting, part) for part in parts]
    if meeting.rules.bands or bands in judging or meeting.edition == 1:
        yield labels["bands"], _floors(record, bands)
    for part, own in zip(parts, judging, strict=True):
        if own != bands:
            text = _floors(record, own) if own else labels["no_bands"]
            yield labels["bands_of"].format(part=part.name), text


def _floors(record: Record, bands: Sequence[Band]) -> str:
    labels = labels_of(record)
    floors = (labels["floor"].format(name=band.name, floor=format_shortest(band.floor)) for band in bands[:-1])
    return joined(record, *floors, labels["lowest"].format(name=bands[-1].name))


def rank_rows(record: Record) -> Iterator[Row]:
    """Which parts are ranked together, and by what, where it is not simply everybody by score."""
    labels, rules = labels_of(record), record.meeting.rules
    if len(record.rosters) > 1:
        rosters = (joined(record, *_part_names(outcome)) for outcome in record.rosters)
        yield labels["rosters"], clauses(record, *rosters)
    elif rules.joins_rosters and len(record.meeting.parts) > 1:
        yield labels["rosters"], labels["ranked_together"]
    if rules.rank != DEFAULT_RANK:
        yield labels["rank_keys"], joined(record, *(_rank_key(record, key) for key in rules.rank))


def _part_names(outcome: RosterOutcome) -> list[str]:
    return [part.name for part in outcome.roster.parts]


def _rank_key(record: Record, key: str) -> str:
    kind, _, name = key.partition(":")
    if kind == "item":
        items = (item for part in record.meeting.parts for item in part.form.items)
        name = next((item.title for item in items if item.key == name), name)
    return labels_of(record)[f"rank_{kind}"].format(name=name)


def quota_rows(record: Record) -> Iterator[Row]:
    """The quota with its outcome, for each roster that is scored."""
    labels, quota = labels_of(record), record.meeting.rules.quota
    if quota is None:
        yield labels["quota"], labels["none"]
        return
    outcomes = [outcome for outcome in record.rosters if not outcome.roster.is_decided]
    for outcome in outcomes:
        yield _in_roster(record, labels["quota"], outcome, outcomes), _quota(record, quota, outcome)


def _in_roster(record: Record, title: str, outcome: RosterOutcome, outcomes: Sequence[RosterOutcome]) -> str:
    """With the parts of the roster where there are several."""
    if len(outcomes) == 1:
        return title
    return labels_of(record)["in_roster"].format(title=title, parts=joined(record, *_part_names(outcome)))


def _quota(record: Record, quota: Quota, roster: RosterOutcome) -> str:
    labels = labels_of(record)
    whom = labels["quota_or_below" if quota.or_below else "quota_grade"].format(band=quota.grade)
    bound = {Bound.ABOUT: "quota_about", Bound.AT_MOST: "quota_at_most", Bound.AT_LEAST: "quota_at_least"}[quota.bound]
    share, tolerance = format_shortest(quota.share * 100), format_shortest(quota.tolerance * 100)
    text = labels[bound].format(whom=whom, share=share, tolerance=tolerance)
    return text + (labels["none"] if roster.quota is None else _quota_result(record, roster.quota, roster.ranked))


def _quota_result(record: Record, outcome: QuotaOutcome, ranked: int) -> str:
    """A share of one person is all or nothing, so whether it meets the quota is not said."""
    labels, names = labels_of(record), unambiguous_names(record.meeting)
    result = labels["quota_of_one" if ranked == 1 else "quota_result"].format(
        share=format_decimal(outcome.share * 100, 1),
        met=labels["yes" if outcome.met else "no"],
        nearest=joined(record, *(names[person] for person in outcome.nearest)) or labels["none"],
    )
    if record.meeting.edition == 1 or not outcome.ungraded:
        return result
    return clauses(record, result, labels["quota_ungraded"].format(n=outcome.ungraded))


def award_rows(record: Record) -> Iterator[Row]:
    """The awards with the persons who get them, for each roster in which anybody is ranked."""
    labels = labels_of(record)
    outcomes = [outcome for outcome in record.rosters if outcome.ranked and outcome.awards]
    for outcome in outcomes:
        awards = clauses(record, *(_award(record, award) for award in outcome.awards))
        yield _in_roster(record, labels["awards"], outcome, record.rosters), awards


def _award(record: Record, award: AwardOutcome) -> str:
    labels = labels_of(record)
    given, pending = (_persons(record, persons) for persons in (award.given, award.pending))
    names = joined(record, *filter(None, [given, pending and labels["award_pending"].format(names=pending)]))
    return labels["award"].format(name=award.name, places=award.places, names=names or labels["none"])


def _persons(record: Record, persons: Sequence[Person]) -> str:
    names = unambiguous_names(record.meeting)
    return joined(record, *(names[person] for person in persons))
