"""Texts about the people of a meeting: 述职摘要 (brief), 上年度整改 (rectified), 点评要点 (comments), 综合评价意见
(opinion).

They are long, so they are stored apart from the meeting, which keeps a digest of each. Parses untrusted JSON: an
InvalidDocument names every bad field, and the line where there are several.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from .canonical_json import canonical_json
from .models import Meeting
from .unicode_text import MAX_COMBINING_RUN, MAX_NFC_SHRINKAGE, TooManyMarks, normalise
from .validation import INVISIBLE, REORDERING, UNPRINTABLE, Field, validate

MAX_BRIEF = 3000
MAX_POINT = 1000
"""Of each field of an opinion, all its problems together, and of a comment."""
MAX_PROBLEMS = 20
MAX_RECTIFIED = 50
"""Problems of a person; all their texts together may have as many characters as a brief, and do not count as one."""
MAX_COMMENTS = 50
MAX_SPEAKER = 40

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
"""What Word and others write in place of a line feed."""


class TextKind(StrEnum):
    BRIEF = "brief"
    COMMENTS = "comments"
    OPINION = "opinion"
    RECTIFIED = "rectified"


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said about a person; `by` is a role, as 市委组织部, not one of ours."""

    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Rectified:
    """A problem of last year, what was to be done about it, and what was done; `done` is empty where nobody said."""

    problem: str
    measures: str = ""
    done: str = ""


@dataclass(frozen=True, slots=True)
class Opinion:
    """肯定成绩, 主要问题, 努力方向; at least one of them is not empty."""

    strengths: str = ""
    problems: tuple[str, ...] = ()
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Texts:
    """All texts of a meeting, by subject id."""

    briefs: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[str, tuple[Comment, ...]] = field(default_factory=dict)
    opinions: Mapping[str, Opinion] = field(default_factory=dict)
    rectified: Mapping[str, tuple[Rectified, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, stored: Iterable[tuple[TextKind, str, Any]]) -> "Texts":
        """From the kind, the subject and the JSON of each."""
        texts: dict[TextKind, dict[str, Any]] = {kind: {} for kind in TextKind}
        for kind, subject, value in stored:
            texts[kind][subject] = from_json(kind, value)
        return cls(*(texts[kind] for kind in TextKind))

    def json_by_kind(self) -> dict[TextKind, dict[str, Any]]:
        texts: dict[TextKind, Mapping[str, Text]] = {
            TextKind.BRIEF: self.briefs,
            TextKind.COMMENTS: self.comments,
            TextKind.OPINION: self.opinions,
            TextKind.RECTIFIED: self.rectified,
        }
        return {kind: {id: to_json(text) for id, text in by_id.items()} for kind, by_id in texts.items()}


Text = str | tuple[Comment, ...] | Opinion | tuple[Rectified, ...]
TextDigests = Mapping[str, Mapping[str, str]]
"""By kind and subject id; without kinds that have no text."""


def to_json(text: Text) -> Any:
    if isinstance(text, str):
        return text
    if isinstance(text, Opinion):
        return {"strengths": text.strengths, "problems": list(text.problems), "direction": text.direction}
    return [asdict(each) for each in text]


def from_json(kind: TextKind, value: Any) -> Text:
    """The inverse of `to_json`. Trusts its input: for our own stored data only."""
    if kind is TextKind.OPINION:
        return Opinion(value["strengths"], tuple(value["problems"]), value["direction"])
    if kind is TextKind.COMMENTS:
        return tuple(Comment(each["by"], each["text"]) for each in value)
    if kind is TextKind.RECTIFIED:
        return tuple(Rectified(each["problem"], each["measures"], each["done"]) for each in value)
    return str(value)


def digest_of(value: Any) -> str:
    """SHA-256 of the canonical JSON of a text."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


def with_digest(digests: TextDigests, kind: TextKind, subject: str, digest: str | None) -> TextDigests:
    """The digests with one set, or removed with None."""
    changed = {**digests.get(kind, {}), subject: digest}
    return _without_empty({**digests, kind: {id: value for id, value in changed.items() if value is not None}})


def of_subjects(digests: TextDigests, subjects: Iterable[str], *without: TextKind) -> TextDigests:
    """The digests of these subjects' texts, but for the kinds in `without`."""
    known = set(subjects)
    kept = {kind: by_id for kind, by_id in digests.items() if kind not in without}
    return _without_empty({kind: {id: d for id, d in by_id.items() if id in known} for kind, by_id in kept.items()})


def _without_empty(digests: Mapping[str, Mapping[str, str]]) -> TextDigests:
    return {kind: by_id for kind, by_id in digests.items() if by_id}


def holder_of(meeting: Meeting, subjects_with_text: Iterable[str], subject: str) -> str | None:
    """The subject whose text is that of `subject`: itself, or another subject of the same person."""
    known = set(subjects_with_text)
    if subject in known:
        return subject
    person = next((one.person for _, one in meeting.subjects() if one.id == subject), None)
    return next((one.id for _, one in meeting.subjects() if one.person == person and one.id in known), None)


# Reading


def read_text(kind: TextKind, value: object) -> Text | None:
    """A text from JSON; None where it is empty and so removes the one before. Raises InvalidDocument."""
    parsers: Mapping[TextKind, Callable[[Field], Text]] = {
        TextKind.BRIEF: lambda field: prose(field.fields("text").get("text", field), MAX_BRIEF),
        TextKind.COMMENTS: lambda field: tuple(_comment(each) for each in field.elements(0, MAX_COMMENTS)),
        TextKind.OPINION: _opinion,
        TextKind.RECTIFIED: _rectified,
    }
    text = validate(value, parsers[kind])
    return None if text in ("", (), Opinion()) else text


def _comment(field: Field) -> Comment:
    fields = field.fields("text", "by")
    return Comment(fields.text("by", 0, MAX_SPEAKER), fields.read("text", lambda f: prose(f, MAX_POINT, 1), ""))


def _opinion(field: Field) -> Opinion:
    fields = field.fields("", "strengths problems direction")
    problems = fields["problems"].elements(0, MAX_PROBLEMS) if "problems" in fields else []
    read = [prose(each, MAX_POINT) for each in problems]
    if (length := sum(map(len, read))) > MAX_POINT and not field.field_errors:
        fields["problems"].error("too_long", most=MAX_POINT, length=length)
    strengths, direction = (fields.read(name, lambda f: prose(f, MAX_POINT), "") for name in ("strengths", "direction"))
    return Opinion(strengths, tuple(filter(None, read)), direction)


def _rectified(field: Field) -> tuple[Rectified, ...]:
    rows = tuple(map(_rectified_problem, field.elements(0, MAX_RECTIFIED)))
    length = sum(len(row.problem) + len(row.measures) + len(row.done) for row in rows)
    if length > MAX_BRIEF and not field.field_errors:
        field.error("too_long", most=MAX_BRIEF, length=length)
    return rows


def _rectified_problem(field: Field) -> Rectified:
    fields = field.fields("problem", "measures done")
    problem = fields.read("problem", lambda f: prose(f, MAX_BRIEF, 1), "")
    return Rectified(problem, *(fields.read(name, lambda f: prose(f, MAX_BRIEF), "") for name in ("measures", "done")))


def prose(field: Field, most: int, least: int = 0) -> str:
    """NFC text of several lines, trimmed, of `least`–`most` code points. An error names the line."""
    if not isinstance(field.value, str):
        field.error("not_text")
        return ""
    lines = [line.rstrip() for line in _LINE_ENDS.sub("\n", field.value).split("\n")]
    text = re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip()
    if len(text) > MAX_NFC_SHRINKAGE * most:
        field.error("too_long", most=most, length=len(text))
        return ""
    try:
        text = normalise(text)
    except TooManyMarks:
        field.error("too_many_marks", most=MAX_COMBINING_RUN)
        return ""
    text = "" if all(map(_shows_nothing, text)) else text
    if unprintable := _first_line(text, _is_unprintable):
        field.error("unprintable_at", line=unprintable)
    elif len(text) > most:
        field.error("too_long_at", most=most, length=len(text), line=text.count("\n", 0, most) + 1)
    elif len(text) < least:
        field.error("empty")
    return text


def _first_line(text: str, is_found: Callable[[str], bool]) -> int:
    """The number of the first line that holds such a character, from 1; 0 for none."""
    return next((number for number, line in enumerate(text.split("\n"), 1) if any(map(is_found, line))), 0)


def _is_unprintable(char: str) -> bool:
    return char in REORDERING or (unicodedata.category(char) in UNPRINTABLE and char != "\t")


def _shows_nothing(char: str) -> bool:
    return char.isspace() or (unicodedata.category(char) in INVISIBLE and char not in REORDERING)
