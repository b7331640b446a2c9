"""Which people of a meeting are which earlier ones: as the API states it, and as somebody says it in a query."""

from collections.abc import Mapping

from starlette.requests import Request

from ..core.codec import Map
from ..core.errors import Refused
from ..core.past_people import Match

MAX_DIGITS = 6


def match_json(match: Match, pairs: Mapping[str, int]) -> Map:
    """`past`: the place of the earlier person, null for nobody; `certain`: it is the one of the same name and unit;
    `candidates`: the places of those to ask about."""
    name, unit = match.person
    return {
        "subject": match.subject,
        "name": name,
        "unit": unit,
        "past": pairs.get(match.subject),
        "certain": match.past is not None,
        "candidates": list(match.candidates),
    }


def choices_of(request: Request) -> dict[str, int | None]:
    """`?pair=s3:12`, any number of times: the subject s3 is the earlier person at place 12; `s3:` is none of them.
    Raises Refused `invalid_field`."""
    choices: dict[str, int | None] = {}
    for pair in request.query_params.getlist("pair"):
        subject, colon, place = pair.partition(":")
        is_place = place.isascii() and place.isdecimal() and len(place) <= MAX_DIGITS
        if not colon or subject in choices or not (is_place or place == ""):
            raise Refused("invalid_field", "pair")
        choices[subject] = int(place) if place else None
    return choices
