"""The columns about a part that is decided by votes, in the summary and in the counts: plain numbers for further work.

Every number comes from the record. Knows no file format.
"""

from collections.abc import Callable, Iterator
from functools import partial

from ...core.models import Part
from ...core.record import PartRecord, Record, SubjectRecord
from ...core.votes import VoteShare
from ..model.labels import labels_of
from ..model.table import Cell, Kind, percent_cell
from .vote_texts import base_text

SubjectColumn = tuple[str, Kind, Callable[[SubjectRecord], Cell]]

SHARE_COLUMNS = 3
"""How many columns, the last of a part in the summary, have its votes: count, base, percent."""


def vote_columns(record: Record, part: Part) -> Iterator[SubjectColumn]:
    """The votes that the first rule asks for."""
    labels, decide = labels_of(record), part.decide
    assert decide is not None
    base = labels["vote_base"].format(base=base_text(record, decide.base))
    yield labels["vote_count"], Kind.COUNT, partial(_share_cell, lambda share: share.count)
    yield base, Kind.COUNT, partial(_share_cell, lambda share: share.base)
    yield labels["vote_percent"], Kind.SHARE, partial(_share_cell, percent_of)


def base_columns(record: Record) -> Iterator[SubjectColumn]:
    """The subject's ballots that were returned and that are valid."""
    labels = labels_of(record)
    yield labels["returned"], Kind.COUNT, lambda s: None if s.votes is None else s.votes.bases.returned
    yield labels["valid"], Kind.COUNT, lambda s: None if s.votes is None else s.votes.bases.valid


def figure_columns(part: Part) -> Iterator[SubjectColumn]:
    for place, figure in enumerate(part.figures):
        yield figure.name, Kind.SHARE, partial(_figure_cell, place)


def percent_of(share: VoteShare) -> Cell:
    """None where there is no share."""
    return percent_cell(share.count, share.base or 0) if share.is_known else None


def has_invalid_lines(part: PartRecord) -> bool:
    """Whether any ballot has a line that cannot be counted, as far as may be seen."""
    return any(subject.tally is not None and subject.tally.invalid for subject in part.subjects)


def _share_cell(cell_of: Callable[[VoteShare], Cell], subject: SubjectRecord) -> Cell:
    return None if subject.votes is None else cell_of(subject.votes.share)


def _figure_cell(place: int, subject: SubjectRecord) -> Cell:
    return percent_of(subject.figures[place].share) if subject.figures else None
