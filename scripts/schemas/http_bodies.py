"""The bodies and answers of the HTTP API."""

from server.core.admin_keys import COMMAND, DESK, MAIN, MAX_LIMIT, NAMED, SERVER
from server.core.admin_keys import MAX_NAME as MAX_KEY_NAME
from server.core.amendments import MAX_GRADE, MAX_REASON
from server.core.languages import DEFAULT
from server.core.meeting_document import MAX_PEOPLE, MAX_TITLE
from server.core.message_catalogue import LANGUAGES
from server.core.models import Phase
from server.core.part_document import MAX_NAME
from server.core.texts import (
    MAX_BRIEF,
    MAX_COMMENTS,
    MAX_POINT,
    MAX_PROBLEMS,
    MAX_RECTIFIED,
    MAX_SPEAKER,
    TextKind,
)
from server.exports.content.single_papers import PAPERS as SINGLE_PAPERS
from server.meetings.audience import ROLES
from server.web.card_endpoints import MAX_CARDS, MAX_PAPER_BALLOTS
from server.web.cards_package import PAPERS
from server.web.meeting_endpoints import MAX_SIMULATED
from server.web.request_bodies import MAX_ATTENDANCE

from .codes import HTTP_CODES
from .document import number
from .messages import LABELLED_SUBJECT
from .record import (
    BALANCED_ROUND,
    COUNT_OR_NULL,
    DIGEST,
    LAST_YEAR,
    NAMES,
    NUMBER,
    RECONCILIATION,
    SUBJECT_ID,
    TALLY_FIELDS,
    TIME,
)
from .vocabulary import (
    COUNT,
    FLAG,
    NULL,
    PROSE,
    STRING,
    TRUE,
    Schema,
    any_of,
    closed,
    constant,
    described,
    integer,
    listed,
    mapping,
    matching,
    nullable,
    record,
    ref,
    row,
    text,
    words,
)

ERROR = record(
    {
        "error": record(
            {"code": words(*HTTP_CODES), "message": STRING},
            {"field": STRING, "fields": listed(record({"field": STRING, "message": STRING})), "problems": NAMES},
        )
    }
)

# Bodies

DETAILS: dict[str, Schema] = {
    "unit": text(MAX_NAME, 0),
    "post": text(MAX_NAME, 0),
    "mode": words("onsite", "written"),
}
PEOPLE = integer(0, MAX_ATTENDANCE)
CARD_ORDER: tuple[dict[str, Schema], dict[str, Schema]] = (
    {"group": STRING},
    {
        "recuse": described(nullable(STRING), "The id of a subject"),
        "wifi": described(integer(1), "The number of the network that is printed"),
    },
)


def prose(most: int, least: int = 0) -> Schema:
    """Text of several lines."""
    return {**text(most, least), "pattern": PROSE}


LIMITS: dict[str, Schema] = {
    "meetings": nullable(integer(1, MAX_LIMIT)),
    "phones": nullable(integer(1, MAX_LIMIT)),
    "expires": described(nullable({"type": "string", "format": "date"}), "The last day"),
}
BODIES: dict[str, Schema] = {
    "added_part": closed({"add_part": described(ref("part"), "With `decide`")}),
    "withdrawn_part": closed({"withdraw_part": STRING}),
    "corrections": closed(
        {},
        {
            "title": text(MAX_TITLE),
            "expected": nullable(integer(1, MAX_PEOPLE)),
            "rules": closed({"panel": TRUE}),
            "names": described(mapping(closed({}, {"name": text(MAX_NAME), **DETAILS})), "By subject id"),
            "order": described(mapping(listed(STRING)), "By part: all its subject ids"),
            "add": listed(closed({"part": text(MAX_NAME), "name": text(MAX_NAME)}, DETAILS), 0, 500),
            "withdraw": listed(STRING, 0, 500),
            "wifi": ref("wifi"),
            "agenda": described(nullable(ref("planned_agenda")), "In place of the whole agenda"),
        },
    ),
    "amendment": any_of(ref("corrections"), ref("added_part"), ref("withdrawn_part")),
    "title_body": described(closed({"title": STRING}), "The title, to confirm"),
    "role_body": closed({"role": words(*ROLES)}),
    "phase_body": closed({"phase": words(*(phase for phase in Phase if phase is not Phase.REHEARSAL))}),
    "card_order": any_of(
        closed(
            {**CARD_ORDER[0], "count": integer(1, MAX_CARDS)},
            {**CARD_ORDER[1], "print": constant("cards"), "part": NULL, "paper": constant(PAPERS[0])},
        ),
        closed(
            {**CARD_ORDER[0], "count": integer(1, MAX_PAPER_BALLOTS), "print": constant("forms")},
            {**CARD_ORDER[1], "part": nullable(STRING), "paper": words(*PAPERS)},
        ),
    ),
    "voided_cards": any_of(
        closed({"tokens": listed(STRING)}, {"batch": NULL}), closed({"batch": STRING}, {"tokens": NULL})
    ),
    "void_open": closed({"after": {"type": "string", "format": "date-time"}}),
    "simulation": closed({"count": integer(1, MAX_SIMULATED)}),
    "attendance_body": closed(
        {},
        {
            "present": nullable(PEOPLE),
            "absent": nullable(PEOPLE),
            "groups": described(
                nullable(mapping(closed({"present": PEOPLE, "absent": PEOPLE}))), "Add up to the totals"
            ),
            "spare": nullable(mapping(PEOPLE)),
            "round": nullable(STRING),
        },
    ),
    "merges_body": closed({"part": STRING, "merge": described(mapping(STRING), "Spelling to name")}),
    "decision_body": closed({"grade": text(MAX_GRADE, 0)}, {"reason": text(MAX_REASON, 0)}),
    "adjustments_body": listed(closed({"points": number(), "reason": text(MAX_REASON)}), 0, 50),
    "flags_body": listed(text(MAX_NAME), 0, 20),
    "entered_body": closed({"score": any_of(constant(""), number(0, 1000))}),
    "owner_body": closed({"key": described(nullable(STRING), "The id of a named admin key; null: the main one")}),
    "new_admin_key": closed({"name": text(MAX_KEY_NAME)}, LIMITS),
    "admin_key_changes": closed({}, {"name": text(MAX_KEY_NAME), **LIMITS}),
    "brief_body": closed({"text": prose(MAX_BRIEF)}),
    "comments_body": listed(closed({"text": prose(MAX_POINT, 1)}, {"by": text(MAX_SPEAKER, 0)}), 0, MAX_COMMENTS),
    "opinion_body": closed(
        {},
        {
            "strengths": prose(MAX_POINT),
            "problems": described(listed(prose(MAX_POINT), 0, MAX_PROBLEMS), f"Together at most {MAX_POINT}"),
            "direction": prose(MAX_POINT),
        },
    ),
    "rectified_body": described(
        listed(
            closed({"problem": prose(MAX_BRIEF, 1)}, {"measures": prose(MAX_BRIEF), "done": prose(MAX_BRIEF)}),
            0,
            MAX_RECTIFIED,
        ),
        f"Together at most {MAX_BRIEF}",
    ),
    "roster_text": closed({"text": STRING}, {"edited": FLAG}),
}

# Answers

SUBJECT_OF_PART = record({**LABELLED_SUBJECT["properties"], "part": STRING})
LINKS: dict[str, Schema] = dict.fromkeys(ROLES, STRING)
BALANCE_SHEET = record(
    {
        **RECONCILIATION[0],
        "printed": COUNT,
        "spare": COUNT_OR_NULL,
        "rounds": listed(
            record(
                {**BALANCED_ROUND[0], "discrepancy": nullable(record({"code": STRING, "n": integer()}))},
                BALANCED_ROUND[1],
            )
        ),
        "attendance_difference": nullable(integer()),
        "valid_cards": integer(),
        "quorum": nullable(record({"share": NUMBER, "needed": COUNT, "met": nullable(FLAG)}, {"over": TRUE})),
    },
    {"groups": RECONCILIATION[1]["groups"]},
)
MEETING_ANSWER = record(
    {
        "id": STRING,
        "title": STRING,
        "date": STRING,
        "phase": words(*Phase),
        "document": ref("document"),
        "rounds": listed(ref("staff_round")),
        "turnout": ref("turnout"),
        "subjects": listed(ref("subject_of_part")),
        "attendance": ref("attendance"),
        "cards": listed(
            record(
                {
                    "batch": nullable(STRING),
                    "group": STRING,
                    "count": COUNT,
                    "void": COUNT,
                    "recuse": nullable(SUBJECT_ID),
                }
            )
        ),
        "card_groups": listed(
            record({"group": STRING, "printed": COUNT, "void": COUNT, "unused": COUNT_OR_NULL, "spare": COUNT_OR_NULL})
        ),
        "cards_per_page": integer(1),
        "additions": ref("additions"),
        "texts": described(
            record({kind: listed(SUBJECT_ID) for kind in TextKind}), "The subjects that have a text of each kind"
        ),
        "last_year": nullable(ref("last_year")),
        "grades": NAMES,
        "locked": FLAG,
        "warnings": NAMES,
        "reconciliation": BALANCE_SHEET,
        "deletion": nullable(record({"at": TIME, "due": FLAG, "hours": COUNT})),
        "url": STRING,
        "zone": STRING,
        "signing_key": STRING,
    }
)
MATCHES = listed(
    record(
        {
            "subject": SUBJECT_ID,
            "name": STRING,
            "unit": STRING,
            "past": described(COUNT_OR_NULL, "The place of the earlier person; null for nobody"),
            "certain": described(FLAG, "Whether there is one of the same name and unit"),
            "candidates": described(listed(COUNT), "The places of those to ask about"),
        }
    )
)
LISTED_MEETING = record(
    {
        "id": STRING,
        "title": STRING,
        "organisation": STRING,
        "date": STRING,
        "phase": words(*Phase),
        "people": COUNT,
        "expected": COUNT_OR_NULL,
        "created": STRING,
        "desk_key_id": described(matching("^[0-9a-f]{16}$"), "The beginning of SHA-256 of the desk's key"),
    },
    {
        "number": described(integer(1), "For the main admin key: what the instance's log calls the meeting"),
        "owner": described(
            nullable(record({"id": STRING, "name": STRING, "revoked": FLAG})), "For the main admin key: whose it is"
        ),
    },
)
STATED_LIMITS = record({"meetings": COUNT_OR_NULL, "phones": COUNT_OR_NULL, "expires": nullable(STRING)})
LISTED_KEY = record(
    {
        "id": STRING,
        "name": STRING,
        "state": words("active", "expired", "revoked"),
        "meetings": COUNT,
        "limits": ref("stated_limits"),
        "created": STRING,
        "used": nullable(STRING),
        "revoked": nullable(STRING),
    }
)
INSTANCE_LINE = record(
    {
        "n": integer(1),
        "at": TIME,
        "by": record({"role": words(MAIN, NAMED, DESK, COMMAND, SERVER)}, {"key": STRING, "name": nullable(STRING)}),
        "act": matching("^[a-z-]+$"),
        "meeting": described(COUNT_OR_NULL, "Its number"),
        "title": described(nullable(STRING), "Null once the meeting is deleted"),
        "detail": {"type": "object"},
        "names": described(mapping(nullable(STRING)), "Of the keys that `detail` names, by id"),
        "chain": DIGEST,
    }
)
TEXTS: dict[str, Schema] = {"message": STRING, **{tag: STRING for tag in LANGUAGES if tag != DEFAULT}}
"""`message` is in the default language."""
ROSTER_REMARK = record({"line": STRING, "code": STRING, **TEXTS})
ANSWERS: dict[str, Schema] = {
    "error": ERROR,
    "subject_of_part": SUBJECT_OF_PART,
    "created_meeting": record(
        {
            "id": STRING,
            "keys": record(LINKS),
            "join": described(nullable(mapping(STRING)), "The join code of each group"),
            "links": record(LINKS, {"join": mapping(STRING)}),
            "qr": record(dict.fromkeys(ROLES, ref("qr_code")), {"join": mapping(ref("qr_code"))}),
            "subjects": listed(ref("subject_of_part")),
            "warnings": NAMES,
        }
    ),
    "listed_meetings": listed(LISTED_MEETING),
    "meeting": MEETING_ANSWER,
    "new_part": record({"part": STRING, "subjects": listed(ref("subject_of_part"))}),
    "new_key": record({"role": words(*ROLES), "key": STRING, "link": STRING, "qr": ref("qr_code")}),
    "new_cards": record({"batch": STRING, "cards": listed(record({"token": STRING, "url": STRING}))}),
    "voided": record({"voided": COUNT}),
    "log_answer": record({"log": ref("log")}),
    "forms": record({"forms": listed(ref("form"))}),
    "samples": record({"samples": listed(record({"id": STRING, "document": ref("document")}))}),
    "brief_answer": record({"text": STRING}),
    "matched_last_year": record(
        {
            **LAST_YEAR,
            "people": MATCHES,
            "past": described(listed(ref("past_result")), "The people of the archive, by their places"),
            "remarks": NAMES,
            "stored": FLAG,
        }
    ),
    "matched_rectified": record(
        {
            "people": MATCHES,
            "past": described(
                listed(record({"name": STRING, "unit": STRING, "rows": COUNT})),
                "The people of the file, by their places",
            ),
            "stored": FLAG,
        }
    ),
    "read_text": record({"text": STRING, "remarks": NAMES}),
    "made_ledger": record(
        {
            "name": STRING,
            "meetings": integer(0),
            "people": integer(0),
            "checks": NAMES,
            "left_out": listed(record({"file": STRING, "reason": STRING})),
            "workbook": described(STRING, "The XLSX in base64."),
        }
    ),
    "checked_roster": record(
        {
            "rows": listed(
                record(
                    {
                        "line": integer(1),
                        "name": STRING,
                        "unit": STRING,
                        "post": STRING,
                        "mode": words("onsite", "written"),
                        "problems": listed(ref("roster_remark")),
                    }
                )
            ),
            "problems": listed(ref("roster_remark")),
            "remarks": listed(ref("roster_remark")),
            "summary": nullable(record(TEXTS)),
            "ok": FLAG,
        },
        {"sheets": NAMES},
    ),
    "roster_remark": ROSTER_REMARK,
    "copied_meeting": record(
        {
            "document": described(mapping({}), "As a document, with gaps where somebody wrote it by hand"),
            "remarks": listed(record({"place": STRING, **TEXTS})),
        }
    ),
    "preview": record(
        {
            **TALLY_FIELDS[0],
            "warnings": NAMES,
            "setup": listed(record({"bands": listed(row(STRING, NUMBER)), "item": nullable(STRING), "words": NAMES})),
        },
        TALLY_FIELDS[1],
    ),
    "paper_refusal": record({"code": words(*HTTP_CODES), "message": STRING}),
    "listed_papers": record(
        {
            "papers": listed(record({"name": words(*SINGLE_PAPERS), "refused": nullable(ref("paper_refusal"))})),
            "pdf": described(nullable(ref("paper_refusal")), "Why there are none in this format"),
        }
    ),
    "stated_limits": STATED_LIMITS,
    "own_admin_key": record(
        {"name": described(nullable(STRING), "Null: the main one"), "meetings": COUNT, "limits": ref("stated_limits")},
        {"keys": described(COUNT, "For the main one: named keys in use")},
    ),
    "listed_admin_keys": listed(LISTED_KEY),
    "admin_key": record({"id": STRING, "name": STRING, "key": STRING, "link": STRING, "qr": ref("qr_code")}),
    "instance_log": record({"log": listed(INSTANCE_LINE)}),
    "demo": record({"demo": FLAG}),
    "health": record({"status": words("ok", "starting", "recovering")}),
    "version": record({"version": STRING}),
}
DEFINITIONS: dict[str, Schema] = {**BODIES, **ANSWERS}
