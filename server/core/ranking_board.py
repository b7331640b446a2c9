"""The ranking as the screens show it: what was true when the chair showed it, and how much of it is revealed.

A board is a value of its own, so that nothing that is typed in, voted on or renamed later changes it. Pure.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from .codec import Map
from .decided_results import grades_of
from .models import Phase
from .record import Record
from .result_rosters import Roster
from .results import Result, unambiguous_names
from .rounding import format_optional

GRADE_FIELDS = ("grade", "by_people", "lowered", "again")
"""Fields of a row that are shown only where the chair has chosen to show grades."""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A person in a roster. `votes` is that of tally.json, in a part that is decided by votes. `by_people`: the grade
    was decided, and not proposed by the rules. `lowered`: a rule makes it lower than the band that the score reaches.
    `again`: a tie is voted on again."""

    rank: int | None
    name: str
    unit: str
    score: str | None
    votes: Mapping[str, Any] | None
    grade: str | None
    by_people: bool
    lowered: bool
    again: bool
    awards: tuple[str, ...]
    pending_awards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoardRoster:
    """`rows` by rank; those without one are last. `parts`: the names of its parts. `decided`: by votes. `grades`: those
    that it can give, from the best."""

    parts: tuple[str, ...]
    decided: bool
    awards: bool
    grades: tuple[str, ...]
    rows: tuple[BoardRow, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """`unscored`: how the persons without a score are called, who are not listed. Fingerprint and record once the
    counts are final."""

    title: str
    organisation: str
    date: str
    phase: str
    fingerprint: str | None
    record: str | None
    rosters: tuple[BoardRoster, ...]
    unscored: tuple[str, ...]

    @property
    def rows(self) -> Iterator[BoardRow]:
        return (row for roster in self.rosters for row in roster.rows)

    @property
    def people(self) -> int:
        """How many persons are listed, each once."""
        return len({(row.name, row.unit) for row in self.rows})

    @property
    def last_rank(self) -> int | None:
        """The rank that is revealed first; None where nobody is ranked."""
        return self.next_rank(None)

    def next_rank(self, upto: int | None) -> int | None:
        """The rank to reveal after `upto` (None: the first one); None where no other is left."""
        ranks = (row.rank for row in self.rows if row.rank is not None)
        return max((rank for rank in ranks if upto is None or rank < upto), default=None)


@dataclass(frozen=True, slots=True)
class Reveal:
    """A board on the screens. Ranks from `upto` down to the last are revealed; None: all are."""

    board: Board
    grades: bool = False
    upto: int | None = None

    @property
    def next_rank(self) -> int | None:
        """The rank to reveal next; None once everything is."""
        return None if self.upto is None else self.board.next_rank(self.upto)

    def goes_on_with(self, upto: int | None) -> bool:
        """Whether showing the ranks from `upto` on continues this board, and is not a new one. From the last rank alone
        a board always starts."""
        first = self.board.last_rank
        if self.upto is None or first is None or self.next_rank is None:
            return False
        return upto is None or (upto <= self.upto and upto < first)

    def shows(self, row: BoardRow) -> bool:
        return self.upto is None or row.rank is None or row.rank >= self.upto


# Making a board


def board_of(record: Record) -> Board:
    """The board of what may be seen now."""
    meeting, is_final = record.meeting, record.phase is Phase.CERTIFIED
    names = unambiguous_names(meeting)
    rosters = [(outcome.roster, bool(outcome.awards)) for outcome in record.rosters]
    boards = (_board_roster(record, roster, has_awards) for roster, has_awards in rosters)
    decided = {roster.number for roster, _ in rosters if roster.is_decided}
    unscored = (r for r in record.results if not _is_listed(r) and r.roster not in decided)
    return Board(
        title=meeting.title,
        organisation=meeting.organisation,
        date=meeting.date,
        phase=str(record.phase),
        fingerprint=record.fingerprint if is_final else None,
        record=record.digest if is_final else None,
        rosters=tuple(board for board in boards if board.rows),
        unscored=tuple(names[result.person] for result in unscored),
    )


def _board_roster(record: Record, roster: Roster, has_awards: bool) -> BoardRoster:
    results = [result for result in record.results if result.roster == roster.number and _is_listed(result)]
    return BoardRoster(
        parts=tuple(part.name for part in roster.parts),
        decided=roster.is_decided,
        awards=has_awards,
        grades=_grades(roster, results),
        rows=tuple(_board_row(result, record.meeting.rules.decimals) for result in results),
    )


def _is_listed(result: Result) -> bool:
    """What votes decide on is listed with or without a rank."""
    return result.rank is not None or result.votes is not None


def _grades(roster: Roster, results: Sequence[Result]) -> tuple[str, ...]:
    if roster.is_decided:
        return grades_of(roster.parts[0])
    return next((tuple(band.name for band in result.bands) for result in results if result.bands), ())


def _board_row(result: Result, decimals: int) -> BoardRow:
    return BoardRow(
        rank=result.rank,
        name=result.name,
        unit=result.unit,
        score=format_optional(result.score, decimals),
        votes=result.votes,
        grade=result.grade if result.decided is None else result.decided.grade,
        by_people=result.decided is not None,
        lowered=result.decided is None and result.below_score,
        again=result.decided is None and any(reason.code == "again" for reason in result.reasons),
        awards=result.awards,
        pending_awards=result.pending_awards,
    )


# For the wire


def reveal_message(reveal: Reveal) -> Map:
    """What chair, screen and desk get of a board. Rows that are not revealed are left out, and only counted."""
    board, hidden = reveal.board, {(row.name, row.unit) for row in reveal.board.rows if not reveal.shows(row)}
    head = {"title": board.title, "organisation": board.organisation, "date": board.date, "phase": board.phase}
    return {
        "next": reveal.next_rank,
        "people": board.people,
        "revealed": board.people - len(hidden),
        "board": {
            **head,
            "fingerprint": board.fingerprint,
            "record": board.record,
            "rosters": [_roster_message(reveal, roster) for roster in board.rosters],
            "unscored": list(board.unscored),
            "grades_by": _grades_by(board) if reveal.grades else None,
            "lowered": reveal.grades and any(row.lowered for row in board.rows),
        },
    }


def _roster_message(reveal: Reveal, roster: BoardRoster) -> Map:
    """`columns` are those of the whole roster, so that the board keeps its shape while it is revealed."""
    shown = [_row_message(reveal, row) for row in roster.rows if reveal.shows(row)]
    columns = {
        "rank": any(row.rank is not None for row in roster.rows),
        "unit": any(row.unit for row in roster.rows),
        "grade": reveal.grades and any(row.grade or row.again for row in roster.rows),
        "awards": roster.awards,
    }
    return {
        "parts": list(roster.parts),
        "by_votes": roster.decided,
        "columns": [name for name, has in columns.items() if has],
        "grades": list(roster.grades) if reveal.grades else [],
        "hidden": len(roster.rows) - len(shown),
        "rows": shown,
    }


def _row_message(reveal: Reveal, row: BoardRow) -> Map:
    hidden = () if reveal.grades else GRADE_FIELDS
    return {key: value for key, value in asdict(row).items() if key not in hidden}


def _grades_by(board: Board) -> str | None:
    """Whether `people` have decided the grades that follow from scores, the `rules` propose them, or `both`."""
    graded = [row.by_people for roster in board.rosters if not roster.decided for row in roster.rows if row.grade]
    if not graded:
        return None
    return "people" if all(graded) else "both" if any(graded) else "rules"


def ranking_message(board: Board) -> Map:
    """For the question that the chair is asked before a board is shown. `graded`: rows with a grade; `decided`: those
    of them whose grade people have decided; `proposed`: those whose grade people have yet to decide, which votes leave
    to nobody."""
    graded = [row for row in board.rows if row.grade]
    judged = [row for roster in board.rosters if not roster.decided for row in roster.rows if row.grade]
    return {
        "people": board.people,
        "by_votes": all(roster.decided for roster in board.rosters),
        "unscored": len(board.unscored),
        "last": board.last_rank,
        "graded": len(graded),
        "decided": sum(row.by_people for row in graded),
        "proposed": sum(not row.by_people for row in judged),
    }


# For the store


def reveal_to_json(reveal: Reveal) -> dict[str, Any]:
    return asdict(reveal)


def reveal_from_json(stored: Mapping[str, Any]) -> Reveal:
    """The inverse of `reveal_to_json`. Trusts its input: for our own stored data only."""
    board = stored["board"]
    rosters = tuple(_stored_roster(roster) for roster in board["rosters"])
    known = {**board, "rosters": rosters, "unscored": tuple(board["unscored"])}
    return Reveal(Board(**known), stored["grades"], stored["upto"])


def _stored_roster(roster: Mapping[str, Any]) -> BoardRoster:
    rows = tuple(
        BoardRow(**{**row, "awards": tuple(row["awards"]), "pending_awards": tuple(row["pending_awards"])})
        for row in roster["rows"]
    )
    lists = {"parts": tuple(roster["parts"]), "grades": tuple(roster["grades"]), "rows": rows}
    return BoardRoster(**{**roster, **lists})
