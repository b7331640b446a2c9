"""What people read about a person before they score: the brief (述职摘要), and below it, as a section of its own, what
became of last year's problems (上年度整改). All subjects of a person have the same.
"""

from collections.abc import Iterator, Sequence

from .message_catalogue import section
from .models import Meeting
from .results import unambiguous_names
from .texts import Rectified, TextDigests, TextKind

KINDS = (TextKind.BRIEF, TextKind.RECTIFIED)
VERSION = 8
"""Characters of each digest by which a phone knows that its copy is still the text."""


def shown_briefs(meeting: Meeting, texts: TextDigests) -> list[list[str]]:
    """Every subject of whom something can be read: its id, how the person is called, and a version that changes with
    the text. The text itself is sent to whoever asks for it."""
    if not any(texts.get(kind) for kind in KINDS):
        return []
    names, subjects = unambiguous_names(meeting), [subject for _, subject in meeting.subjects()]
    found: dict[str, str] = {}
    for kind in KINDS:
        digests = texts.get(kind, {})
        of_person = {one.person: digests[one.id] for one in reversed(subjects) if one.id in digests}
        for subject in subjects:
            if digest := digests.get(subject.id, of_person.get(subject.person)):
                found[subject.id] = found.get(subject.id, "") + digest[:VERSION]
    return [[one.id, names[one.person], found[one.id]] for one in subjects if one.id in found]


def text_of(brief: str | None, rectified: Sequence[Rectified], language: str) -> str:
    """As one text, with the section's heading and labels in the meeting's language."""
    return "\n\n".join(filter(None, (brief, "\n".join(_section(rectified, language)))))


def _section(rectified: Sequence[Rectified], language: str) -> Iterator[str]:
    words = section(language, "last_year")
    if rectified:
        yield words["rectified"]
    for number, row in enumerate(rectified, 1):
        yield words["problem"].format(number=number, text=row.problem)
        if row.measures:
            yield words["measures"].format(text=row.measures)
        yield words["done"].format(text=row.done) if row.done else words["not_done"]
