"""Last year's results from an archive, as the worker process reads it, which verifies it."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..archive.last_year_reader import PastMeeting, read_past_meeting
from ..core.codec import Map
from ..core.errors import FieldError, InvalidDocument
from ..core.last_year import LastYear, past_json
from ..core.message import Message
from ..core.models import Meeting
from ..core.past_people import Choices, chosen_pairs, match
from .past_people_json import match_json


@dataclass(frozen=True, slots=True)
class ReadLastYear:
    """`last_year`: what the meeting would have; `summary`: who was matched with whom, and whom to ask about."""

    last_year: LastYear
    summary: Map


def read_last_year(
    body: bytes, own_key: str, digest: str | None, meeting: Meeting, id: str, choices: Choices, language: str
) -> ReadLastYear:
    """`meeting`: the present one, with its id. Raises InvalidDocument, and Refused for `choices` that cannot be."""
    past = read_past_meeting(body, own_key, digest)
    if past.id == id:
        raise InvalidDocument([FieldError("archive", _message("same_meeting"))])
    matches = match(meeting, [each.person for each in past.people])
    pairs = chosen_pairs(matches, choices, len(past.people))
    people = {subject: past.people[place] for subject, place in pairs.items()}
    last_year = LastYear(past.title, past.date, past.record, past.signer, people)
    summary: Map = {
        **last_year.source_json(),
        "people": [match_json(each, pairs) for each in matches],
        "past": [past_json(each) for each in past.people],
        "remarks": [remark.text(language) for remark in _remarks(meeting, past)],
    }
    return ReadLastYear(last_year, summary)


def _remarks(meeting: Meeting, past: PastMeeting) -> Iterator[Message]:
    if not past.is_certified:
        yield _message("not_certified")
    if past.date >= meeting.date:
        yield _message("not_earlier", title=past.title, date=past.date)
    elif int(meeting.date[:4]) - int(past.date[:4]) > 1:
        yield _message("older", title=past.title, date=past.date)
    if undecided := sum(each.grade is None for each in past.people):
        yield _message("undecided", count=undecided)


def _message(key: str, **values: object) -> Message:
    """A sentence of the catalogue's table `last_year`."""
    return Message("last_year", key, values)
