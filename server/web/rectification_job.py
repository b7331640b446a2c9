"""A rectification list (整改清单) that was filled in, as the worker process reads it: whose problems it has."""

from dataclasses import dataclass

from ..core.codec import Map
from ..core.models import Meeting
from ..core.past_people import Choices, chosen_pairs, match
from ..core.rectification_file import read_rectifications
from ..core.texts import Rectified
from .past_people_json import match_json


@dataclass(frozen=True, slots=True)
class ReadRectifications:
    """`rows`: by subject id; `summary`: who was matched with whom, and whom to ask about."""

    rows: dict[str, tuple[Rectified, ...]]
    summary: Map


def rectifications_of(body: bytes, meeting: Meeting, choices: Choices) -> ReadRectifications:
    """Raises InvalidDocument, and Refused for `choices` that cannot be."""
    people = read_rectifications(body)
    matches = match(meeting, [each.person for each in people])
    pairs = chosen_pairs(matches, choices, len(people))
    past = [{"name": each.name, "unit": each.unit, "rows": len(each.rows)} for each in people]
    summary: Map = {"people": [match_json(each, pairs) for each in matches], "past": past}
    return ReadRectifications({subject: people[place].rows for subject, place in pairs.items()}, summary)
