"""ballots.csv: how often each ballot was cast for each subject. Rejects ballots that the forms do not allow."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from .archive_files import UNREADABLE, csv_rows
from .forms import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .archive_files import Archive

HEADS = ["round", "part", "subject", "group", "state"]


class Ballot(NamedTuple):
    """One ballot about one subject. `group` is empty where the group is hidden or does not matter; `state` is
    scored, abstained, recused or invalid; a mark of None abstains on its item."""

    group: str
    state: str
    marks: tuple[int | None, ...]


def read_ballots(archive: Archive) -> dict[str, Counter[Ballot]]:
    """The ballots by subject id. ValueError names the first row that cannot be right."""
    document = archive.document
    rounds = {round["round"]: round for round in archive.inputs["rounds"] if round.get("shown")}
    parts = {part["name"]: (part, Form(document, part)) for part in document["parts"]}
    ballots: dict[str, Counter[Ballot]] = {}
    heads, *rows = csv_rows(archive.files["ballots.csv"])
    if heads[:5] != HEADS or heads[5:] != [f"item{n}" for n in range(1, len(heads) - 4)]:
        raise ValueError(f"ballots.csv: {heads}")
    for row, times in Counter(map(tuple, rows)).items():
        try:
            id, name, sid, group, state, *cells = row
            if rounds[id]["part"] != name or sid not in rounds[id]["subjects"]:
                raise ValueError("no such round")
            part, form = parts[name]
            if group and group not in part["groups"]:
                raise ValueError("no such group")
            ballots.setdefault(sid, Counter())[_ballot(form, group, state, cells)] += times
        except UNREADABLE as error:
            raise ValueError(f"ballots.csv: {row}: {error}") from None
    return ballots


def _ballot(form: Form, group: str, state: str, cells: Sequence[str]) -> Ballot:
    """ValueError where the form does not allow this ballot."""
    marks = tuple(int(cell) if cell else None for cell in cells[: len(form.items)])
    if any(mark not in form.scales[place].values for place, mark in enumerate(marks) if mark is not None) or any(
        cells[len(form.items) :]
    ):
        raise ValueError("no such mark")
    if state not in _states(form, marks):
        raise ValueError("not its state")
    if state in ("scored", "abstained"):
        _check_complete(form, marks)
    if group and state != "scored":
        raise ValueError("a group that does not matter")
    return Ballot(group, state, marks)


def _states(form: Form, marks: Sequence[int | None]) -> Sequence[str]:
    """Those that a row with these marks can have."""
    counted = "scored" if form.scores(marks) else "abstained"
    if any(mark is not None for mark in marks):
        return [counted]
    return [counted, "recused"] if form.edition == 1 else [counted, "recused", "invalid"]


def _check_complete(form: Form, marks: Sequence[int | None]) -> None:
    """Only some items may be abstained; a sum needs all of its items or none."""
    unmarked = [place for place, mark in enumerate(marks) if mark is None]
    if not all(form.items[place]["abstain"] for place in unmarked):
        raise ValueError("an item without a mark")
    summed = [place for place, weight in enumerate(form.weights) if weight]
    if form.is_sum and len({place in unmarked for place in summed}) > 1:
        raise ValueError("a part of a sum")
