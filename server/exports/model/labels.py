"""The labels of the papers in a record's language, from the message catalogue."""

from ...core.message_catalogue import Section, Sentence, section
from ...core.record import Record


def labels_of(record: Record) -> Section:
    labels = section(record.meeting.language, "papers")
    return {**labels, **{key: Sentence(text) for key, text in record.labels.items()}} if record.labels else labels


def joined(record: Record, *texts: str) -> str:
    """The texts as a list: 甲、乙."""
    return section(record.meeting.language, "punctuation")["list"].join(texts)


def clauses(record: Record, *texts: str) -> str:
    """The texts as clauses of one sentence: 甲；乙."""
    return section(record.meeting.language, "punctuation")["clause"].join(texts)
