"""The schema of the meeting document and the server's own validation agree, as far as a schema can."""

import json
import re
from functools import cache
from typing import Any

from hypothesis import given

from scripts.schemas.document import DEFINITIONS as DOCUMENT
from scripts.schemas.files import DEFINITIONS
from scripts.schemas.vocabulary import ref
from server.core.errors import FieldError, InvalidDocument
from server.core.meeting_document import public_document
from server.core.message_catalogue import section
from server.web.cards_package import samples
from server.web.meeting_documents import parse_document
from tests.schemas.checks import compiled
from tests.schemas.drawing import drawn
from tests.schemas.odd_values import Path, Places, names_in, places, variants

TODAY = "2026-03-01"
SCHEMA = compiled(ref("document"), DEFINITIONS)

BEYOND_A_SCHEMA = {
    "a name must be one of those that the document, the form or the server has": "unknown_form unknown_group "
    "unknown_band unknown_choice unknown_decided_part no_known_band",
    "no two names of a list may be the same, also where they are parts of its elements": "duplicate twin",
    "a field may be set only together with another one, in another place": "with_decide decide_without_words "
    "choice_without_value some_choices_without_value write_in_without_decide write_in_again weight_missing "
    "size_missing place_without_part min_group_needs_panel without_trim means_with_trim means_with_sum weight_in_sum "
    "no_weight note_missing limits_without_choices last_rule one_threshold seats_twice abstention_as_choice",
    "numbers are compared with each other, or counted": "empty_scale not_a_multiple floor_too_high floor_off_scale "
    "lowest_floor_too_high too_many_marks_on_scale different_range too_many_seats too_many_cells above_limit "
    "limit_not_met limits_not_met limits_contradict limits_too_low",
    "conditions must be possible": "agree_off_scale agree_impossible agree_contradicts agree_one_item "
    "agree_without_abstention agree_without_value",
    "the value of a number that is written as text": "not_positive not_a_share not_a_share_below_one out_of_range "
    "too_many_digits",
    "Unicode: invisible characters alone are no text, and the length of a network's name is in bytes": "empty "
    "too_many_marks wifi_name_too_long",
}
"""Why a document that its schema admits may be refused: keys of the catalogue's table `validation`."""
IN_SOME_PLACES = {
    "required": r"decide\.item|decide\.rules\[\d+\]\.of|form\.scale|figures\[\d+\]\.item|add_part\.decide",
    "not_one_of": r"(decide|figures\[\d+\]|agree\[\d+\]|needs)\.item|items\[\d+\]\.part|rank\[\d+\]|uses\[\d+\]\[0\]",
    "not_an_integer": r"rules\.trim_least",
}
"""The same for keys that otherwise mean a difference: the ends of the paths where they depend on another field."""
KEYS = {key for keys in BEYOND_A_SCHEMA.values() for key in keys.split()}


def errors(document: object) -> list[FieldError]:
    try:
        parse_document(document, TODAY)
    except InvalidDocument as invalid:
        return invalid.field_errors
    return []


def is_beyond_a_schema(error: FieldError) -> bool:
    key = error.message.key
    return key in KEYS or (key in IN_SOME_PLACES and bool(re.search(f"({IN_SOME_PLACES[key]})$", error.field)))


def disagreement(document: object) -> str | None:
    found, is_admitted = errors(document), SCHEMA.is_valid(document)
    if not found and not is_admitted:
        return "the server takes what the schema refuses: " + next(SCHEMA.iter_errors(document)).message[:300]
    if not is_admitted:
        return None
    stricter = [f"{error.field}: {error.text('en')}" for error in found if not is_beyond_a_schema(error)]
    return f"the server refuses what the schema admits: {stricter}" if stricter else None


@given(drawn(ref("document"), DEFINITIONS))
def test_a_document_drawn_from_the_schema_is_refused_only_for_what_a_schema_cannot_state(document: Any) -> None:
    """A schema for other programs is kept accurate: it promises nothing that the server refuses."""
    assert SCHEMA.is_valid(document)
    assert disagreement(document) is None


# Documents of real meetings, and what becomes of them when one value is wrong


VOTE: Any = {
    "title": "表决票",
    "scale": {"choices": ["赞成", "反对"]},
    "items": [{"key": "vote", "title": "表决", "abstain": True}, {"key": "order", "title": "次序", "abstain": True}],
    "agree": [{"item": "vote", "choice": "反对", "needs": {"item": "order", "none": True}}],
}
DECIDE: Any = {"item": "vote", "rules": [{"grade": "当选", "of": ["赞成"], "seats": 1}, {"grade": "未当选"}]}
RARE: Any = {
    "title": "选举大会",
    "language": "zh-Hant",
    "band_names": ["好", "較好", "一般", "差"],
    "wifi": {"ssid": "会议室", "password": "12345678"},
    "rules": {"ranking": "together", "uses": [["当选", "颁发证书"]]},
    "agenda": {
        "items": [{"id": "a1", "title": "讲话", "minutes": 10, "part": "选举", "place": 2}],
        "start": "14:30",
        "venue": "三楼会议室",
        "report": 15,
    },
    "parts": [
        {"name": "选举", "form": VOTE, "decide": DECIDE, "subjects": [{"name": "甲"}, {"name": "乙"}]},
        {"name": "另选", "form": VOTE, "decide": DECIDE, "subjects": [{"name": "甲"}, {"name": "乙"}], "again": "选举"},
    ],
}
"""With what no sample has."""


@cache
def accepted_documents() -> list[Any]:
    """The samples as a client posts them, and as the server gives them back."""
    posted = [json.loads(json.dumps(document, default=str)) for _, document in samples()] + [RARE]
    return [*posted, *(public_document(parse_document(document, TODAY)) for document in posted)]


def test_what_no_schema_states_is_in_the_catalogue() -> None:
    assert {*KEYS, *IN_SOME_PLACES} <= section("en", "validation").keys()


def test_every_sample_is_a_document_by_the_schema() -> None:
    for document in accepted_documents():
        assert errors(document) == [] and disagreement(document) is None


OTHER_WRITINGS: dict[Path, list[str]] = {("parts", "#", "form", "scale", "step"): ["1/2"]}
"""What the server reads although no program needs to write it so: a step of 0.5 as a fraction. Blanks around texts and
full-width digits are others."""


@cache
def document_places() -> Places:
    return places(accepted_documents())


def test_schema_and_server_agree_on_every_field_with_every_odd_value() -> None:
    """A document that the schema refuses is refused by the server, and the reverse except for what no schema states.
    Each limit is tried from both sides: those of the schema are those of the code."""
    tried = [
        (kind, variant)
        for kind, place in document_places().items()
        if kind
        for variant in variants("document", place, OTHER_WRITINGS.get(kind, ()))
    ]
    assert {(kind, found) for kind, variant in tried if (found := disagreement(variant))} == set()


def test_every_field_that_the_schema_names_was_tried() -> None:
    steps = {step for kind in document_places() for step in kind}
    assert set(names_in(list(DOCUMENT.values()))) - steps == set()
