"""Every error code, by where it is answered. tests/schemas/test_codes.py compares them with the server's."""

from collections.abc import Sequence

from server.web.responses import HTTP_STATUS

CONNECTION_REFUSALS = (
    "unknown_token",
    "void_card",
    "unknown_code",
    "expired_code",
    "full",
    "admission_closed",
    "unknown_key",
    "wrong_role",
    "busy",
    "elsewhere",
    "deleted",
    "certified",
    "key_replaced",
)
"""Of a hello, or of a connection that ends for good."""
CAST_REFUSALS = (
    "unknown_round",
    "void_card",
    "not_eligible",
    "bad_ballot",
    "already_voted",
    "round_closed",
    "new_nonce",
    "busy",
    "not_recorded",
)
COMMAND_REFUSALS = (
    *CAST_REFUSALS,
    "unknown_token",
    "checked_often",
    "bad_command",
    "round_open",
    "already_counted",
    "unknown_subject",
    "wrong_phase",
    "whole_part",
    "stale",
    "confirm_small",
    "publish_all",
    "too_few",
    "not_published",
    "damaged",
)
"""Of a chair's command, or of what a desk asks about a card or casts on paper."""
CONFLICTS = (
    "has_ballots",
    "has_cards",
    "has_subject_ballots",
    "round_open",
    "not_published",
    "not_balanced",
    "no_paper",
    "no_glyph",
    "undecided",
    "wrong_phase",
    "stale",
    "name_taken",
    "unit_taken",
    "meeting_limit",
    "phone_limit",
    "key_name_taken",
)
"""409: the meeting is in the wrong state."""
HTTP_CODES = tuple(dict.fromkeys((*HTTP_STATUS, *CONFLICTS, "internal")))


def http_status(code: str) -> int:
    return 500 if code == "internal" else HTTP_STATUS.get(code, 409)


def by_status(codes: Sequence[str]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for code in codes:
        found.setdefault(http_status(code), []).append(code)
    return dict(sorted(found.items()))
