"""The messages of `/ws`, as JSON: bytes are base64 there and `bin` in msgpack."""

from server.core.ballot_validation import CAST_MAX
from server.core.errors import FINAL_CAST_REFUSALS
from server.core.languages import languages
from server.core.meeting_state import TIMERS, VIEWS
from server.core.models import INVALID, Phase, Show
from server.core.sealing import NONCE_BYTES
from server.core.self_test import CODES, MAX_CODES, OTHER
from server.core.vote_rules import BASES
from server.meetings.audience import ROLES
from server.meetings.floor_commands import ACTIONS
from server.websocket.commands import DAY_SECONDS, MAX_PENDING_PAPER, MAX_RANK, MAX_REASON_LENGTH
from server.websocket.handshake import DEVICE_BYTES

from .codes import CAST_REFUSALS, COMMAND_REFUSALS, CONNECTION_REFUSALS
from .document import PART
from .record import (
    COUNT_OR_NULL,
    DIGEST,
    ITEM_TALLY,
    ITEM_TALLY_LATER,
    NAMES,
    NUMBER,
    PART_VOTES,
    PERCENT,
    RESULT_CORE,
    RESULT_LATER,
    ROUND_STATE,
    SCORE,
    SUBJECT_COUNTS,
    SUBJECT_ID,
    SUBJECT_VOTES,
    TIME,
)
from .vocabulary import (
    COUNT,
    FLAG,
    NULL,
    STRING,
    TRUE,
    Schema,
    any_of,
    binary,
    constant,
    described,
    integer,
    listed,
    mapping,
    nullable,
    record,
    ref,
    row,
    text,
    words,
)

Fields = dict[str, Schema]

REASON = described(constant("phone_limit"), "With busy: as many phones are connected as the meeting's admin key allows")
N = described(integer(), "Chosen by the client, repeated in the answer")
NONCE = binary(NONCE_BYTES)
MILLISECONDS = nullable(integer())
PAD = described(binary(), "Ignored: hides the length of the rest")


def message(t: str, required: Fields, optional: Fields | None = None) -> Schema:
    return record({"t": constant(t), **required}, optional)


# From clients


def hello(role: Schema, fields: Fields) -> Schema:
    return message("hello", {"v": constant(1), "role": role, **fields})


def command(t: str, required: Fields, optional: Fields | None = None) -> Schema:
    return message(t, required, {"n": N, **(optional or {})})


MARKS = listed(nullable(integer(0)))
BALLOT: Fields = {
    "scores": described(
        listed(nullable(ref("marks"))), "A row for each subject, in it a mark for each item; null: abstained or recused"
    ),
}
BALLOT_TEXTS: Fields = {
    "notes": nullable(listed(record({"subject": COUNT, "key": STRING, "text": STRING}))),
    "write_ins": nullable(listed(STRING)),
    "pad": PAD,
}
PAPER_ROW = described(any_of(ref("marks"), NULL, constant(INVALID)), f'"{INVALID}": a line that cannot be read')
SECONDS = integer(1, DAY_SECONDS)

CLIENT: dict[str, Schema] = {
    "hello_with_token": hello(constant("voter"), {"token": STRING}),
    "hello_with_code": hello(constant("voter"), {"join": STRING, "device": binary(DEVICE_BYTES)}),
    "hello_with_key": hello(words(*ROLES), {"key": STRING}),
    "ping": message("ping", {}),
    "check": message("check", {"failed": listed(described(STRING, ", ".join(CODES)), 0, MAX_CODES)}),
    "brief_question": message("brief", {"subject": STRING}),
    "cast": message("cast", {"round": STRING, "nonce": NONCE, **BALLOT}, BALLOT_TEXTS),
    "paper": message(
        "paper",
        {"round": STRING, "token": STRING, "nonce": NONCE},
        {"n": N, "spoiled": FLAG, "scores": nullable(listed(PAPER_ROW)), **BALLOT_TEXTS},
    ),
    "card_question": command("card", {"round": STRING, "token": STRING}),
    "open": command("open", {"part": STRING, "subjects": listed(STRING)}, {"seconds": nullable(SECONDS)}),
    "extend": command("extend", {"round": STRING, "seconds": SECONDS}),
    "close": command(
        "close",
        {"round": STRING},
        {"paper_pending": nullable(integer(0, MAX_PENDING_PAPER)), "confirm": nullable(FLAG)},
    ),
    "publish": any_of(
        command("publish", {"round": STRING}, {"all": nullable(constant(False))}),
        command("publish", {"all": TRUE}),
    ),
    "void": command("void", {"round": STRING, "reason": text(MAX_REASON_LENGTH)}),
    "admit": command("admit", {"open": FLAG}),
    "view": any_of(
        command(
            "view",
            {"view": words(*(view for view in VIEWS if view != "ranking"))},
            {"subject": nullable(STRING), "grades": words(False, None), "upto": NULL},
        ),
        command(
            "view",
            {"view": constant("ranking")},
            {"subject": nullable(STRING), "grades": nullable(FLAG), "upto": nullable(integer(1, MAX_RANK))},
        ),
    ),
    "timer": command("timer", {"kind": words(*TIMERS), "seconds": SECONDS, "action": words("start", "pause", "reset")}),
    "item_step": command("item", {"item": STRING, "action": words(*ACTIONS)}),
}

# Parts of what the server sends

LABELLED_SUBJECT = record(
    {
        "id": SUBJECT_ID,
        "name": STRING,
        "unit": STRING,
        "label": described(STRING, "The name where it stands alone: with the unit if another person has the name"),
        "post": STRING,
        "mode": words("onsite", "written"),
    }
)
SENT_BANDS = listed(row(STRING, NUMBER))
MARK = described(row(COUNT, STRING, STRING), "Mark, text, band")
BALLOT_SCALE = any_of(
    record({"marks": listed(MARK)}),
    record(
        {
            "marks": nullable(listed(MARK)),
            "low": COUNT,
            "high": COUNT,
            "step": NUMBER,
            "decimals": COUNT,
            "bands": listed(described(row(COUNT, STRING), "Lowest mark and name")),
        }
    ),
)
DECIDED_BY = record(
    {
        "item": COUNT,
        "base": any_of(words(*BASES), NAMES),
        "grade": STRING,
        "of": NAMES,
        "at_least": nullable(STRING),
        "over": nullable(STRING),
        "seats": nullable(integer(1)),
    }
)
BALLOT_RULES: Fields = {
    "scales": listed(ref("ballot_scale")),
    "scale_of": listed(COUNT),
    "limits": listed(record({"choices": NAMES, "least": COUNT, "most": COUNT_OR_NULL})),
    "guidance": nullable(record({"bands": NAMES, "about": COUNT})),
    "agree": listed(
        record(
            {"item": COUNT, "mark": COUNT_OR_NULL, "needs": COUNT, "allowed": nullable(listed(row(COUNT, integer())))}
        )
    ),
    "decide": nullable(ref("decided_by")),
}
ROUND: Fields = {
    "id": STRING,
    "number": integer(1),
    "part": STRING,
    "state": ROUND_STATE,
    "subjects": listed(ref("labelled_subject")),
    "form": ref("form"),
    "bands": SENT_BANDS,
    **BALLOT_RULES,
    "cast_size": integer(1, CAST_MAX),
    "left": MILLISECONDS,
    "awaits_paper": FLAG,
}
STAFF_ROUND: Fields = {
    **ROUND,
    "opened": TIME,
    "closed": nullable(TIME),
    "reason": nullable(STRING),
    "paper_pending": COUNT_OR_NULL,
    "too_few": FLAG,
    "seen": COUNT_OR_NULL,
    "shows_tally": FLAG,
}
PROGRESS: Fields = {"done": COUNT, "total": COUNT, "next": nullable(STRING)}
VOTER_ROUND: Fields = {
    "t": constant("round"),
    **ROUND,
    "eligible": FLAG,
    "voted": FLAG,
    "recused": listed(COUNT),
}
AGENDA = record(
    {
        **PROGRESS,
        "states": mapping(ROUND_STATE),
        "onsite": listed(SUBJECT_ID),
        "written": listed(SUBJECT_ID),
        "upcoming": listed(SUBJECT_ID),
        "ahead": listed(listed(SUBJECT_ID)),
        "speakers": listed(SUBJECT_ID),
        "items": listed(
            record(
                {
                    "id": STRING,
                    "title": STRING,
                    "minutes": COUNT_OR_NULL,
                    "part": nullable(STRING),
                    "before": described(nullable(SUBJECT_ID), "The subject that it comes before"),
                    "state": words("waiting", "on", "passed"),
                }
            )
        ),
        "item": described(nullable(STRING), "The id of the item that comes before the next round"),
    }
)
SENT_PART = record(
    {
        "name": STRING,
        "weight": NUMBER,
        "entered": FLAG,
        "groups": NAMES,
        "form": ref("form"),
        "bands": SENT_BANDS,
        "decide": PART["properties"]["decide"],
        "again": nullable(STRING),
        "whole": FLAG,
        "subjects": listed(ref("labelled_subject")),
    }
)
MEETING: Fields = {
    "id": STRING,
    "title": STRING,
    "organisation": STRING,
    "date": STRING,
    "language": words(*languages()),
    "phase": words(*Phase),
    "voters_see_results": FLAG,
    "panel": FLAG,
    "url": STRING,
}
BRIEFS = listed(described(row(SUBJECT_ID, STRING, STRING), "Subject, label, version of the text"))
VOTER_MEETING = record({**MEETING, "group": STRING, "briefs": BRIEFS, **PROGRESS})
STAFF_MEETING = record(
    {
        **MEETING,
        "expected": COUNT_OR_NULL,
        "quorum": SCORE,
        "quorum_over": FLAG,
        "quorum_needed": COUNT_OR_NULL,
        "quorum_met": nullable(FLAG),
        "show": words(*Show),
        "admission": words("open", "cards"),
        "join": words("fixed", "rotating"),
        "admitting": FLAG,
        "present": COUNT_OR_NULL,
        "absent": COUNT_OR_NULL,
        "groups": listed(record({"name": STRING, "weight": SCORE, "size": COUNT_OR_NULL})),
        "agenda": ref("agenda"),
    }
)
TURNOUT: Fields = {
    "t": constant("turnout"),
    "round": nullable(STRING),
    "expected": COUNT_OR_NULL,
    "issued": COUNT,
    "joined": COUNT,
    "stale": COUNT,
    "cast": COUNT,
    "paper": COUNT,
    "waiting": COUNT,
    "total": COUNT,
}
QR_CODE = record(
    {"size": integer(1), "path": described(STRING, "An SVG path in a square of `size`, quiet zone included")}
)
SENT_NETWORK = record({"ssid": STRING, "password": STRING, "qr": ref("qr_code")})
JOIN: Fields = {
    "t": constant("join"),
    "codes": mapping(STRING),
    "left": MILLISECONDS,
    "url": STRING,
    "qr": mapping(ref("qr_code")),
}
BOARD_ROW = record(
    {
        "rank": nullable(integer(1)),
        "name": STRING,
        "unit": STRING,
        "score": SCORE,
        "votes": nullable(ref("result_votes")),
        "awards": NAMES,
        "pending_awards": NAMES,
    },
    {"grade": nullable(STRING), "by_people": FLAG, "lowered": FLAG, "again": FLAG},
)
BOARD = record(
    {
        "title": STRING,
        "organisation": STRING,
        "date": STRING,
        "phase": words(*Phase),
        "fingerprint": nullable(DIGEST),
        "record": nullable(DIGEST),
        "rosters": listed(
            record(
                {
                    "parts": NAMES,
                    "by_votes": FLAG,
                    "columns": listed(words("rank", "unit", "grade", "awards")),
                    "grades": NAMES,
                    "hidden": COUNT,
                    "rows": listed(ref("board_row")),
                }
            )
        ),
        "unscored": NAMES,
        "grades_by": words("rules", "people", "both", None),
        "lowered": FLAG,
    }
)
VIEW: tuple[Fields, Fields] = (
    {"view": words(*VIEWS), "subject": nullable(STRING), "grades": FLAG, "upto": nullable(integer(1))},
    {"next": nullable(integer(1)), "people": COUNT, "revealed": COUNT, "board": ref("board")},
)
TIMER: Fields = {"kind": words(*TIMERS), "left": integer(), "running": FLAG}
SHOWN_RESULT = record(
    {
        **RESULT_CORE,
        **{name: RESULT_LATER[name] for name in ("ids", "roster", "grades", "awards")},
        "pending_awards": NAMES,
        "lowered": FLAG,
    },
    {
        "decided": nullable(ref("decision")),
        "undecided": described(FLAG, "To chair and desk"),
        "votes": RESULT_LATER["votes"],
        "awaits": RESULT_LATER["awaits"],
    },
)
RESULTS: tuple[Fields, Fields] = (
    {
        "results": nullable(listed(ref("shown_result"))),
        "rosters": nullable(listed(ref("roster"))),
        "outcomes": nullable(listed(record({"part": STRING, **PART_VOTES}))),
        "quota": nullable(ref("quota_outcome")),
        "fingerprint": nullable(DIGEST),
        "record": nullable(DIGEST),
    },
    {
        "ranking": described(
            record(
                {
                    "people": COUNT,
                    "by_votes": FLAG,
                    "unscored": COUNT,
                    "last": nullable(integer(1)),
                    "graded": COUNT,
                    "decided": COUNT,
                    "proposed": COUNT,
                }
            ),
            "To chair and desk",
        )
    },
)
BASIS = words("mean", "weighted", "trimmed")
SHOWN_ITEM = record(ITEM_TALLY, {**ITEM_TALLY_LATER, "shares": described(listed(nullable(PERCENT)), "To staff")})
SHOWN_SUBJECT = record(
    {
        **SUBJECT_COUNTS,
        "band": nullable(STRING),
        "basis": BASIS,
        "items": listed(SHOWN_ITEM),
        "shares": mapping(nullable(PERCENT)),
    },
    {"invalid": COUNT, **SUBJECT_VOTES},
)
TALLY_MESSAGE = message(
    "tally",
    {
        "round": STRING,
        "state": ROUND_STATE,
        "basis": BASIS,
        "trim": COUNT,
        "ballots": COUNT,
        "abstained": COUNT,
        "counted": COUNT,
        "subjects": listed(SHOWN_SUBJECT),
    },
)
ECHO = described({"type": ["integer", "string", "boolean", "null"]}, "As the client sent it; null if it was long")
REFUSED_FIELD: Fields = {"field": STRING}
VIOLATED: Fields = {"agree": described(COUNT, "The violated one of the round's `agree`")}
COMMAND_REFUSAL: Fields = {"code": words(*COMMAND_REFUSALS), "text": STRING}

SERVER: dict[str, Schema] = {
    "voter_welcome": message(
        "welcome",
        {"v": constant(1), "role": constant("voter"), "meeting": VOTER_MEETING, "round": nullable(record(VOTER_ROUND))},
        {"token": STRING, "tallies": listed(ref("tally_message"))},
    ),
    "staff_welcome": message(
        "welcome",
        {
            "v": constant(1),
            "role": words(*ROLES),
            "meeting": STAFF_MEETING,
            "zone": STRING,
            "round": nullable(ref("staff_round")),
            "parts": listed(ref("sent_part")),
            "rounds": listed(ref("staff_round")),
            "turnout": ref("turnout"),
            "view": record(*VIEW),
            "timer": nullable(record(TIMER)),
            "tallies": listed(ref("tally_message")),
            **RESULTS[0],
            "join": nullable(ref("join")),
            "wifi": listed(ref("sent_network")),
        },
        RESULTS[1],
    ),
    "bad_frame": message("error", {"code": constant("bad_frame")}),
    "pong": message("pong", {}),
    "brief": message("brief", {"subject": STRING, "text": nullable(STRING)}),
    "briefs": message("briefs", {"subjects": BRIEFS}),
    "connection_refused": message("refused", {"code": words(*CONNECTION_REFUSALS)}, {"reason": REASON}),
    "receipt": message("receipt", {"round": STRING, "nonce": NONCE}),
    "cast_refused": message(
        "refused",
        {"round": ECHO, "nonce": ECHO, "code": words(*CAST_REFUSALS)},
        {
            **REFUSED_FIELD,
            **VIOLATED,
            "pad": PAD,
            "final": described(TRUE, f"With {', '.join(sorted(FINAL_CAST_REFUSALS))}"),
        },
    ),
    "voter_round": record(VOTER_ROUND, {**PROGRESS, "panel": FLAG}),
    "tally_message": TALLY_MESSAGE,
    "done": message("done", {"n": ECHO}, {"round": STRING, "held_back": listed(STRING), "text": STRING}),
    "command_refused": message("refused", {"n": ECHO, **COMMAND_REFUSAL}, REFUSED_FIELD),
    "paper_receipt": message("receipt", {"n": ECHO, "round": STRING, "nonce": NONCE}),
    "paper_refused": message(
        "refused",
        {"n": ECHO, "round": ECHO, **COMMAND_REFUSAL},
        {"nonce": ECHO, **REFUSED_FIELD, **VIOLATED},
    ),
    "card": message("card", {"n": ECHO, "round": STRING, "recused": listed(COUNT)}),
    "staff_round_message": message("round", STAFF_ROUND, {"agenda": ref("agenda")}),
    "turnout": record(TURNOUT),
    "view_message": message("view", *VIEW),
    "timer_message": message("timer", {"kind": words(*TIMERS, None), "left": MILLISECONDS, "running": FLAG}),
    "checks": message(
        "checks",
        {
            "phones": COUNT,
            "passed": COUNT,
            "failed": {**mapping(COUNT), "propertyNames": words(*CODES, OTHER)},
        },
    ),
    "pages": message("pages", {"chair": FLAG, "screen": FLAG}),
    "join": record(JOIN),
    "results_message": message("results", *RESULTS),
    "recovering": message("recovering", {"on": FLAG}),
}

DEFINITIONS: dict[str, Schema] = {
    "marks": MARKS,
    "labelled_subject": LABELLED_SUBJECT,
    "ballot_scale": BALLOT_SCALE,
    "decided_by": DECIDED_BY,
    "staff_round": record(STAFF_ROUND),
    "agenda": AGENDA,
    "sent_part": SENT_PART,
    "qr_code": QR_CODE,
    "sent_network": SENT_NETWORK,
    "board_row": BOARD_ROW,
    "board": BOARD,
    "shown_result": SHOWN_RESULT,
    "client_message": any_of(*(ref(name) for name in CLIENT)),
    "server_message": any_of(*(ref(name) for name in SERVER)),
    **CLIENT,
    **SERVER,
}
