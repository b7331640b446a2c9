"""tally.json and what it is made of: counts, results, reconciliation. The messages and the API use the same parts."""

from server.core.models import Bound, Phase
from server.core.vote_rules import BASES

from .vocabulary import (
    COUNT,
    DECIMAL,
    FLAG,
    STRING,
    TRUE,
    Schema,
    any_of,
    described,
    integer,
    listed,
    mapping,
    matching,
    nullable,
    record,
    ref,
    row,
    words,
)

DIGEST = matching("^[0-9a-f]{64}$")
NUMBER = {**matching(f"^({DECIMAL}|-?[0-9]+/[0-9]+)$"), "title": "a number as text"}
"""An exact number: "8.417" or "2/3"."""
PERCENT = matching("^[0-9]+\\.[0-9]+$")
TIME = described(STRING, "With the offset of the server's zone")
SCORE = nullable(NUMBER)
COUNT_OR_NULL = nullable(COUNT)
NAMES = listed(STRING)
SUBJECT_ID = matching("^s[0-9]+$")
ROUND_STATE = words("open", "closed", "published", "voided")

VOTES = record(
    {
        "count": COUNT,
        "basis": any_of(words(*BASES), NAMES),
        "base": COUNT_OR_NULL,
        "share": nullable(PERCENT),
        "needed": COUNT_OR_NULL,
    }
)
FIGURE_SHARE = record(
    {"name": STRING, **{name: VOTES["properties"][name] for name in ("count", "basis", "base", "share")}}
)
BASES_OF_ROUND = record(
    {"expected": COUNT_OR_NULL, "present": COUNT_OR_NULL, "returned": COUNT, "valid": COUNT, "marked": COUNT}
)
CLASSES = nullable(listed(described(row(NUMBER, NUMBER, COUNT), "From, to, count")))
ITEM_TALLY: dict[str, Schema] = {
    "key": STRING,
    "title": STRING,
    "counts": described(nullable(listed(COUNT)), "One for each mark of the scale; null if there are `classes`"),
    "abstained": COUNT,
    "mean": SCORE,
}
ITEM_TALLY_LATER: dict[str, Schema] = {"classes": CLASSES}
"""What meetings that were certified under edition 1 do not have."""
GROUP_TALLY = record(
    {"name": STRING, "weight": SCORE, "ballots": COUNT_OR_NULL, "mean": SCORE, "suppressed": FLAG},
    {
        "items": nullable(
            listed(
                record(
                    {
                        "key": STRING,
                        "counts": nullable(listed(COUNT)),
                        "shares": nullable(listed(nullable(PERCENT))),
                    }
                )
            )
        ),
        "bands": nullable(mapping(COUNT)),
    },
)
SUBJECT_COUNTS: dict[str, Schema] = {
    "id": SUBJECT_ID,
    "name": STRING,
    "unit": STRING,
    "ballots": COUNT_OR_NULL,
    "abstained": COUNT_OR_NULL,
    "recused": COUNT_OR_NULL,
    "score": SCORE,
    "bands": mapping(COUNT),
}
SUBJECT_VOTES: dict[str, Schema] = {
    "bases": nullable(ref("bases")),
    "votes": nullable(ref("votes")),
    "figures": listed(ref("figure_share")),
}
TALLIED_SUBJECT = described(
    record(
        {**SUBJECT_COUNTS, "items": listed(record(ITEM_TALLY, ITEM_TALLY_LATER)), "groups": listed(ref("group_tally"))},
        {"invalid": COUNT_OR_NULL, **SUBJECT_VOTES},
    ),
    "Null and empty: not public yet",
)
OUTCOME = record(
    {
        "grade": STRING,
        "seats": integer(1),
        "filled": COUNT,
        "open": COUNT,
        "elected": NAMES,
        "tied": NAMES,
        "again": nullable(STRING),
    }
)
WRITTEN_NAME = record(
    {
        "name": STRING,
        "spellings": NAMES,
        "count": COUNT,
        "base": COUNT_OR_NULL,
        "share": nullable(PERCENT),
        "grade": nullable(STRING),
    }
)
PART_VOTES: dict[str, Schema] = {
    "again": nullable(STRING),
    "outcome": nullable(ref("outcome")),
    "write_ins": listed(ref("written_name")),
}
TALLIED_PART = record(
    {"name": STRING, "weight": SCORE, "form": STRING, "subjects": listed(ref("tallied_subject"))}, PART_VOTES
)
DECISION = record({"grade": STRING, "reason": STRING})
ADJUSTMENT = record({"points": NUMBER, "reason": STRING})
REASON = record({"code": STRING, "text": STRING})
RESULT_CORE: dict[str, Schema] = {
    "subject": record({"name": STRING, "unit": STRING}),
    "rank": nullable(integer(1)),
    "parts": mapping(NUMBER),
    "adjustments": listed(ref("adjustment")),
    "score": SCORE,
    "grade": nullable(STRING),
    "reasons": listed(ref("reason")),
    "remarks": listed(ref("reason")),
}
RESULT_LATER: dict[str, Schema] = {
    "ids": listed(SUBJECT_ID),
    "roster": integer(1),
    "votes": nullable(ref("result_votes")),
    "grades": described(NAMES, "Those that may be decided; empty: any"),
    "awards": NAMES,
    "awaits": NAMES,
}
PAST_RESULT = record(
    {
        "name": described(STRING, "As that meeting had it"),
        "unit": STRING,
        "score": described(SCORE, "As that meeting printed it"),
        "scale": described(nullable(row(NUMBER, NUMBER)), "The least and greatest score there could be then"),
        "grade": described(nullable(STRING), "As decided"),
    }
)
LAST_YEAR: dict[str, Schema] = {"title": STRING, "date": STRING, "record": DIGEST, "signer": STRING}
RESULT = record(
    {**RESULT_CORE, "decided": nullable(ref("decision"))},
    {**RESULT_LATER, "last_year": described(nullable(ref("past_result")), "Where the meeting has any")},
)
QUOTA_OUTCOME = record(
    {"share": NUMBER, "target": NUMBER, "met": FLAG, "nearest": NAMES},
    {"at_or_below": STRING, "grade": STRING, "bound": words(*Bound), "ungraded": COUNT},
)
ROSTER = record(
    {
        "parts": NAMES,
        "ranked": COUNT,
        "quota": nullable(ref("quota_outcome")),
        "awards": listed(record({"name": STRING, "places": COUNT, "given": NAMES, "pending": NAMES})),
    }
)
BALANCED_ROUND: tuple[dict[str, Schema], dict[str, Schema]] = (
    {
        "round": STRING,
        "eligible": COUNT,
        "returned": COUNT,
        "unreturned": integer(),
        "valid": described(COUNT_OR_NULL, "Null while the round is open, `abstained` until its counts may be seen"),
        "invalid": COUNT_OR_NULL,
        "abstained": COUNT_OR_NULL,
        "phone": COUNT,
        "paper": COUNT,
    },
    {"present": COUNT_OR_NULL, "expected": COUNT_OR_NULL},
)
RECONCILIATION: tuple[dict[str, Schema], dict[str, Schema]] = (
    {
        "expected": COUNT_OR_NULL,
        "present": COUNT_OR_NULL,
        "absent": COUNT_OR_NULL,
        "issued": integer(),
        "voided": COUNT,
        "balanced": FLAG,
        "problems": NAMES,
    },
    {
        "printed": COUNT,
        "spare": COUNT,
        "groups": listed(
            record(
                {"name": STRING, "expected": COUNT_OR_NULL, "present": COUNT_OR_NULL, "absent": COUNT_OR_NULL},
                {"spare": COUNT},
            )
        ),
    },
)
RECORDED_ROUND = record(
    {
        "id": STRING,
        "part": STRING,
        "subjects": listed(SUBJECT_ID),
        "state": ROUND_STATE,
        "opened": TIME,
        "closed": nullable(TIME),
        "voided": described(nullable(STRING), "The reason"),
    }
)
TALLY_FIELDS: tuple[dict[str, Schema], dict[str, Schema]] = (
    {
        "meeting": record(
            {"id": STRING, "title": STRING, "organisation": STRING, "date": STRING, "phase": words(*Phase)}
        ),
        "generated": TIME,
        "fingerprint": DIGEST,
        "reconciliation": record({**RECONCILIATION[0], "rounds": listed(record(*BALANCED_ROUND))}, RECONCILIATION[1]),
        "parts": listed(ref("tallied_part")),
        "results": listed(ref("result")),
        "quota": nullable(ref("quota_outcome")),
        "rounds": listed(ref("recorded_round")),
        "notes": listed(record({"subject": SUBJECT_ID, "key": STRING, "text": STRING})),
    },
    {
        "record": described(DIGEST, "Since format 3"),
        "rosters": described(listed(ref("roster")), "Not in meetings of edition 1"),
        "last_year": described(record(LAST_YEAR), "The meeting whose results are beside this one's"),
        "draft": TRUE,
        "mark": STRING,
    },
)
TALLY = record(*TALLY_FIELDS)

DEFINITIONS: dict[str, Schema] = {
    "votes": VOTES,
    "result_votes": record({"part": STRING, **VOTES["properties"]}),
    "figure_share": FIGURE_SHARE,
    "bases": BASES_OF_ROUND,
    "group_tally": GROUP_TALLY,
    "tallied_subject": TALLIED_SUBJECT,
    "outcome": OUTCOME,
    "written_name": WRITTEN_NAME,
    "tallied_part": TALLIED_PART,
    "decision": DECISION,
    "adjustment": ADJUSTMENT,
    "reason": REASON,
    "result": RESULT,
    "past_result": PAST_RESULT,
    "last_year": record({**LAST_YEAR, "people": described(mapping(ref("past_result")), "By subject id")}),
    "quota_outcome": QUOTA_OUTCOME,
    "roster": ROSTER,
    "recorded_round": RECORDED_ROUND,
    "tally": TALLY,
}
