"""The JSON files of an archive besides tally.json: meeting.json, inputs.json, log.json."""

from server.archive.recount.archive_files import FORMAT
from server.core.models import Phase

from .document import DOCUMENT
from .record import COUNT_OR_NULL, DIGEST, NAMES, NUMBER, ROUND_STATE, SUBJECT_ID, TIME
from .vocabulary import (
    COUNT,
    FLAG,
    STRING,
    TRUE,
    Schema,
    described,
    integer,
    listed,
    mapping,
    matching,
    nullable,
    record,
    ref,
    words,
)

PEOPLE_OF_GROUP = record({"present": COUNT, "absent": COUNT})
ATTENDANCE = record(
    {"present": COUNT_OR_NULL, "absent": COUNT_OR_NULL},
    {"groups": mapping(PEOPLE_OF_GROUP), "spare": mapping(COUNT)},
)
ADDED: dict[str, Schema] = {
    "decisions": mapping(ref("decision")),
    "adjustments": mapping(listed(ref("adjustment"))),
    "flags": mapping(NAMES),
}
MERGES: dict[str, Schema] = {"merges": described(mapping(mapping(STRING)), "By part: spelling to name")}
ADDITIONS = record({**ADDED, "entered": mapping(record({"score": NUMBER}))}, MERGES)
INPUT_ROUND = record(
    {
        "round": STRING,
        "number": integer(1),
        "part": STRING,
        "subjects": listed(SUBJECT_ID),
        "state": ROUND_STATE,
        "opened": TIME,
        "closed": nullable(TIME),
    },
    {
        "reason": described(STRING, "Of a void round"),
        "seen": described(COUNT, "Of a void round: how many of its ballots had been seen counted"),
        "shown": described(FLAG, "Whether its ballots are in ballots.csv"),
        "eligible": COUNT,
        "phone": COUNT,
        "paper": COUNT,
        "invalid": COUNT,
        "abstained": COUNT,
        "attendance": ref("attendance"),
        "unused": mapping(COUNT),
        "write_ins": described(listed(NAMES), "The names of each ballot that has some"),
    },
)
INPUTS = record(
    {
        "format": described(integer(1, FORMAT), "Of the archive"),
        "meeting": STRING,
        "phase": words(*Phase),
        "draft": FLAG,
        "open_air": described(FLAG, "Whether phones used plain http"),
        "attendance": ref("attendance"),
        "issued": record({"cards": COUNT, "open": COUNT}),
        "voided": COUNT,
        **ADDED,
        "entered": mapping(NUMBER),
        "rounds": listed(INPUT_ROUND),
        "hidden": described(
            mapping(record({}, {"untrimmed": TRUE, "weight": NUMBER, "mean": NUMBER})),
            "Of each subject: the groups that are not shown, pooled",
        ),
    },
    {
        "version": described(STRING, "Of the program; not in the earliest archives"),
        "timezone": described(STRING, "Not in the earliest archives"),
        "unused": mapping(COUNT),
        **MERGES,
        "texts": described(
            record(
                {},
                {
                    "brief": mapping(STRING),
                    "comments": mapping(ref("comments")),
                    "opinion": mapping(ref("opinion")),
                    "rectified": mapping(ref("rectified")),
                },
            ),
            "About people, by subject id",
        ),
        "last_year": described(ref("last_year"), "Results that people had at an earlier meeting"),
    },
)
LOG_ENTRY = record(
    {
        "n": integer(1),
        "at": TIME,
        "role": STRING,
        "act": matching("^[a-z-]+$"),
        "detail": described({"type": "object"}, "As docs/protocol.md says, by `act`"),
        "chain": DIGEST,
    }
)
ARCHIVED_DOCUMENT = {
    **DOCUMENT,
    "properties": {
        **DOCUMENT["properties"],
        "ids": described(listed(listed(SUBJECT_ID)), "The ids of the subjects of each part"),
    },
    "required": [*DOCUMENT["required"], "ids"],
}

DEFINITIONS: dict[str, Schema] = {
    "comments": listed(record({"by": STRING, "text": STRING})),
    "opinion": record({"strengths": STRING, "problems": NAMES, "direction": STRING}),
    "rectified": listed(record({"problem": STRING, "measures": STRING, "done": STRING})),
    "attendance": ATTENDANCE,
    "additions": ADDITIONS,
    "inputs": INPUTS,
    "log_entry": LOG_ENTRY,
    "log": listed(ref("log_entry")),
    "archived_document": ARCHIVED_DOCUMENT,
}
