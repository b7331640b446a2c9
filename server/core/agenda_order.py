"""The order of a meeting: its subjects, part by part, and between them the items that are not voted on. Pure."""

from collections.abc import Container, Iterable, Iterator

from .agenda import AgendaItem
from .models import Meeting, Part, Subject
from .results import Person


def is_written(subject: Subject) -> bool:
    return subject.mode == "written"


def speakers(meeting: Meeting) -> list[str]:
    """Ids of those who report in the hall: once each, in the first part, and nobody before a motion or an election."""
    reported, speaking = set[Person](), list[str]()
    for part in meeting.parts:
        if part.entered or part.decide is not None or part.is_opened_whole:
            continue
        own = [s for s in part.subjects if not is_written(s) and s.person not in reported]
        speaking += [s.id for s in own]
        reported |= {s.person for s in own}
    return speaking


def rounds_ahead(parts: Iterable[Part], taken: Container[str]) -> Iterator[tuple[Part, list[Subject]]]:
    """The rounds to come, without the subjects whose ids are `taken`: part by part one for each subject on site, then
    one for all written ones of the part; a part that is opened as a whole has a single one."""
    for part in parts:
        waiting = [] if part.entered else [s for s in part.subjects if s.id not in taken]
        onsite = [] if part.is_opened_whole else [s for s in waiting if not is_written(s)]
        together = [s for s in waiting if s not in onsite]
        yield from ((part, [subject]) for subject in onsite)
        if together:
            yield part, together


def subject_after(meeting: Meeting, item: AgendaItem) -> str | None:
    """The id of the subject that the item comes directly before; None at the end of its part or of the meeting."""
    part = None if item.part is None else meeting.part(item.part)
    return None if part is None or item.place is None else part.subjects[item.place - 1].id


def in_order(meeting: Meeting) -> Iterator[tuple[Part | None, Subject | AgendaItem]]:
    """Every subject and item with its part, which items at the end have none of."""
    before: dict[tuple[str | None, int | None], list[AgendaItem]] = {}
    for item in meeting.agenda.items:
        before.setdefault((item.part, item.place), []).append(item)
    for part in meeting.parts:
        for place, subject in enumerate(part.subjects, 1):
            yield from ((part, item) for item in before.get((part.name, place), ()))
            yield part, subject
        yield from ((part, item) for item in before.get((part.name, None), ()))
    yield from ((None, item) for item in before.get((None, None), ()))
