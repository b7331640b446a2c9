"""Papers of the texts about people: 述职材料汇编 and 摘要公布 (briefs, and what became of last year's problems),
综合评价意见 (opinions).

A person is called as on the other papers, and comes in document order, which reveals no ranking. Knows no file format.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from ...core.models import Subject
from ...core.record import Record
from ...core.results import Person, Result
from ...core.texts import Opinion, Rectified
from ..model.blocks import Block, Facts, Heading, Page, Signatures, Text, make_page, ordinal
from ..model.labels import labels_of
from ..model.table import Cell, Column, Kind, Table, clean, clean_cell, make_table

OPINION_SIGNERS = ("seal", "person_signs")
"""The body with its seal, and the person."""
T = TypeVar("T")


def brief_pages(record: Record) -> tuple[Page, ...]:
    """述职材料汇编: the contents, then a page per person."""
    people = list(_reports(record))
    if not people:
        return ()
    labels = labels_of(record)
    columns = [
        Column(labels["number"], Kind.COUNT),
        *(Column(labels[key], Kind.TEXT) for key in ("name", "unit", "mode")),
    ]
    rows = (
        (number, subject.name, subject.unit, labels[f"mode_{subject.mode}"])
        for number, (subject, *_) in enumerate(people, 1)
    )
    contents = make_table("contents", labels["contents"], columns, rows)
    first = make_page(record, "briefs", labels["briefs"], [Heading(labels["contents"]), contents])
    return (first, *(_brief_page(record, number, *each) for number, each in enumerate(people, 1)))


def _brief_page(record: Record, number: int, subject: Subject, text: str, rectified: Sequence[Rectified]) -> Page:
    facts = Facts(f"brief-facts-{number}", tuple(_facts(record, subject)))
    blocks: list[Block] = [facts, *_paragraphs(text)]
    if rectified:
        blocks += [Heading(labels_of(record)["rectified"]), _rectified_table(record, number, rectified)]
    return make_page(record, f"brief-{number}", labels_of(record)["brief"], blocks, person=subject.person)


def notice_pages(record: Record) -> tuple[Page, ...]:
    """摘要公布: all briefs one after the other, to be posted."""
    blocks = list[Block]()
    for number, (subject, text, rectified) in enumerate(_reports(record), 1):
        name = f"{subject.name}　{subject.unit}" if subject.unit else subject.name
        blocks += [Heading(ordinal(record, number) + clean(name)), *_paragraphs(text)]
        if rectified:
            blocks += [Text(labels_of(record)["rectified"]), _rectified_table(record, number, rectified)]
    return (make_page(record, "notice", labels_of(record)["brief_notice"], blocks),) if blocks else ()


def _reports(record: Record) -> Iterator[tuple[Subject, str, Sequence[Rectified]]]:
    """Each person of whom there is either text, under the first of the person's subjects that has one."""
    briefs, rectified = record.texts.briefs, record.texts.rectified
    rows = {subject.person: rectified[subject.id] for subject, _ in reversed(_people(record, rectified))}
    reported = {subject.person for subject, _ in _people(record, briefs)}
    printed = set[Person]()
    for _, subject in record.meeting.subjects():
        is_first = subject.person not in reported and subject.person not in printed
        if subject.id in briefs or (subject.id in rectified and is_first):
            own = () if subject.person in printed else rows.get(subject.person, ())
            printed.add(subject.person)
            yield subject, briefs.get(subject.id, ""), own


def _rectified_table(record: Record, number: int, rectified: Sequence[Rectified]) -> Table:
    labels = labels_of(record)
    columns = [Column(labels[key], Kind.LONG) for key in ("problem_found", "measures", "done")]
    rows = ((row.problem, row.measures, row.done or labels["not_filled_in"]) for row in rectified)
    return make_table(f"rectified-{number}", labels["rectified"], columns, rows)


def opinion_pages(record: Record) -> tuple[Page, ...]:
    """综合评价意见: a page per person, with the grade that was decided."""
    results = {id: result for result in record.results for id in result.subjects}
    people = enumerate(_people(record, record.texts.opinions), 1)
    return tuple(_opinion_page(record, number, *each, results.get(each[0].id)) for number, each in people)


def _opinion_page(record: Record, number: int, subject: Subject, opinion: Opinion, result: Result | None) -> Page:
    labels = labels_of(record)
    decided = result.decided if result is not None else None
    grade = decided.grade if decided else labels["undecided"]
    use = dict(record.meeting.rules.uses).get(decided.grade) if decided else None
    by_votes = result is not None and result.by_votes and not decided  # nobody is to decide the grade
    pair = ("outcome", (result.grade if result else None) or labels["none"]) if by_votes else ("decided", grade)
    graded = [pair, *([("use", use)] if use else [])]
    pairs = (*_facts(record, subject), *((labels[key], clean_cell(value)) for key, value in graded))
    facts = Facts(f"opinion-facts-{number}", pairs)
    signers = Signatures(tuple(labels[signer] for signer in OPINION_SIGNERS), labels["date"])
    blocks: list[Block] = [facts, *_sections(record, opinion), signers]
    return make_page(record, f"opinion-{number}", labels["opinion"], blocks, person=subject.person)


def _sections(record: Record, opinion: Opinion) -> Iterator[Block]:
    """Only those that somebody wrote."""
    labels = labels_of(record)
    listed = opinion.problems
    problems = [f"{place}. {text}" for place, text in enumerate(listed, 1)] if len(listed) > 1 else list(listed)
    texts = {"strengths": opinion.strengths, "problems": "\n".join(problems), "direction": opinion.direction}
    written = ((key, text) for key, text in texts.items() if text)
    for number, (key, text) in enumerate(written, 1):
        yield Heading(ordinal(record, number) + labels[f"opinion_{key}"])
        yield from _paragraphs(text)


def _paragraphs(text: str) -> Iterator[Block]:
    return (Text(clean(line.strip())) for line in text.split("\n") if line.strip())


def _facts(record: Record, subject: Subject) -> Iterator[tuple[str, Cell]]:
    labels = labels_of(record)
    yield labels["name"], clean_cell(subject.name)
    yield labels["unit"], clean_cell(subject.unit)
    if subject.post:
        yield labels["post"], clean_cell(subject.post)
    yield labels["mode"], labels[f"mode_{subject.mode}"]


def _people(record: Record, texts: Mapping[str, T]) -> Sequence[tuple[Subject, T]]:
    """Each subject with a text of its own, in document order."""
    return [(subject, texts[subject.id]) for _, subject in record.meeting.subjects() if subject.id in texts]
