"""What the rows of one ballot must observe together: sums, `agree`, limits and what must be explained (DECIDE §1).

A form's conditions are compiled once a round, because every cast is checked. Every violation is Refused `bad_ballot`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .errors import Refused
from .forms import Agreement, Form, Limit, Mark
from .limit_feasibility import most_write_ins
from .models import INVALID, Row, WrittenNote

Marks = frozenset[Mark]


@dataclass(frozen=True, slots=True)
class AgreementCheck:
    """A row with `mark` on `item` must have one of `allowed` on the item `needs`."""

    item: int
    mark: int | None
    needs: int
    allowed: Marks


@dataclass(frozen=True, slots=True)
class LimitCheck:
    """From `least` to `most` subjects may have one of the marks `chosen` on its item; a write-in counts as
    `write_in`."""

    chosen: tuple[tuple[int, Marks], ...]
    least: int
    most: int
    write_in: bool


@dataclass(frozen=True, slots=True)
class BallotChecks:
    """The conditions of a form for a round. `summed`: items that a row marks all or none; `explained`: the marks of
    each item that require a note."""

    summed: tuple[int, ...]
    agreements: tuple[AgreementCheck, ...]
    limits: tuple[LimitCheck, ...]
    explained: tuple[tuple[int, Marks], ...]


NONE = BallotChecks((), (), (), ())


def ballot_checks(form: Form, subjects: int, names: Sequence[Sequence[str]]) -> BallotChecks | None:
    """None where the form has no conditions. `names`: of each item the choice or band of each mark. A ballot on a
    single subject has no limits, unless names can be added to it."""
    limited = form.limits if subjects > 1 or form.write_in else ()
    checks = BallotChecks(
        summed=tuple(i for i, item in enumerate(form.items) if form.is_sum and item.weight),
        agreements=tuple(_agreement_check(form, agreement) for agreement in form.agree),
        limits=tuple(_limit_check(form, limit, subjects) for limit in limited),
        explained=tuple(_marks_named(form, names, form.explain)),
    )
    return checks if checks != NONE else None


def _agreement_check(form: Form, agreement: Agreement) -> AgreementCheck:
    item, needs = form.index(agreement.item), form.index(agreement.needs)
    choice, words = agreement.choice, form.scales[item].words
    allowed = agreement.allowed(form.scales[needs])
    return AgreementCheck(item, None if choice is None else words.index(choice), needs, allowed)


def _limit_check(form: Form, limit: Limit, subjects: int) -> LimitCheck:
    chosen = _marks_named(form, [scale.words for scale in form.scales], limit.choices)
    write_ins = most_write_ins(form, limit)
    return LimitCheck(tuple(chosen), limit.least, limit.most(subjects, write_ins), write_ins > 0)


def _marks_named(form: Form, names: Sequence[Sequence[str]], wanted: Sequence[str]) -> Iterator[tuple[int, Marks]]:
    """Each item with its marks that have one of the `wanted` names, where there are any."""
    for index, (scale, named) in enumerate(zip(form.scales, names, strict=True)):
        marks = Marks(mark for mark, name in zip(scale.marks, named, strict=False) if name in wanted)
        if marks:
            yield index, marks


def check_ballot(
    checks: BallotChecks, rows: Sequence[Row], notes: Sequence[WrittenNote], write_ins: Sequence[str]
) -> None:
    """Raises Refused `bad_ballot` with the path of the field; with `agree`, the index of the violated condition, or
    with `explain`."""
    if checks.summed or checks.agreements:
        for index, row in enumerate(rows):
            if isinstance(row, tuple):
                _check_sum(checks, index, row)
                _check_agreements(checks, index, row)
    for limit in checks.limits:
        _check_limit(limit, rows, len(write_ins) if limit.write_in else 0)
    if checks.explained:
        _check_explained(_with_marks(rows, checks.explained), notes)


def _check_sum(checks: BallotChecks, index: int, row: Sequence[int | None]) -> None:
    missing = [item for item in checks.summed if row[item] is None]
    if missing and len(missing) < len(checks.summed):
        raise Refused("bad_ballot", f"scores[{index}][{missing[0]}]")


def _check_agreements(checks: BallotChecks, index: int, row: Sequence[int | None]) -> None:
    for number, check in enumerate(checks.agreements):
        if row[check.item] == check.mark and row[check.needs] not in check.allowed:
            raise Refused("bad_ballot", f"scores[{index}][{check.needs}]", agree=number)


def _with_marks(rows: Sequence[Row], chosen: Sequence[tuple[int, Marks]]) -> list[int]:
    """The subjects that have one of these marks on its item."""
    if len(chosen) == 1:
        ((item, marks),) = chosen
        return [i for i, row in enumerate(rows) if isinstance(row, tuple) and row[item] in marks]
    return sorted({i for each in chosen for i in _with_marks(rows, (each,))})


def _check_limit(limit: LimitCheck, rows: Sequence[Row], write_ins: int) -> None:
    """A limit counts subjects: one with several limited marks counts once (DOMAIN §4). Where some rows cannot be
    marked, nobody has to reach a number."""
    marked = _with_marks(rows, limit.chosen)
    if len(marked) > limit.most:
        raise Refused("bad_ballot", f"scores[{marked[limit.most]}]")
    if len(marked) + write_ins > limit.most:
        raise Refused("bad_ballot", f"write_ins[{limit.most - len(marked)}]")
    if len(marked) + write_ins < limit.least and None not in rows and INVALID not in rows:
        raise Refused("bad_ballot", "scores")


def _check_explained(subjects: Sequence[int], notes: Sequence[WrittenNote]) -> None:
    with_note = {note.subject for note in notes}
    for subject in subjects:
        if subject not in with_note:
            raise Refused("bad_ballot", f"notes[{subject}]", explain=True)
