"""Every HTTP call: who may make it, what it takes and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from server.core.message_catalogue import LANGUAGES
from server.exports.formats import FORMATS, PAPER_FORMATS

from .vocabulary import STRING, Schema, matching, ref, words

JSON, HTML = "application/json", "text/html"
WORKBOOK, DOCX = FORMATS["xlsx"][1], FORMATS["docx"][1]
BINARY: Schema = {}
"""A body of a media type that JSON Schema says nothing about."""

MAIN, ADMIN, DESK, CHAIR = "main", "admin", "desk", "chair"
"""The main admin key, any admin key, and roles of a meeting."""
M = "/api/meetings/{id}"

KEYED = ("unknown_key", "wrong_role", "revoked_key", "expired_key", "not_recorded", "damaged")
"""Keys are looked up in the database, which may be out of reach."""
READS = ("bad_json", "too_deep", "body_too_large")
COMPUTES = ("busy",)


@dataclass(frozen=True, slots=True)
class Operation:
    """`roles`: those with a key that may; none for anyone. `bodies` and `answers` by media type; an answer of None has
    no body. `codes`: the errors besides those of every call."""

    method: str
    path: str
    summary: str
    roles: tuple[str, ...] = ()
    bodies: Mapping[str, Schema] = field(default_factory=dict)
    status: int = 200
    answers: Mapping[str, Schema] | None = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    query: Mapping[str, Schema] = field(default_factory=dict)


def get(path: str, summary: str, roles: tuple[str, ...], answer: Schema, *codes: str, **query: Schema) -> Operation:
    return Operation("GET", path, summary, roles, {}, 200, {JSON: answer}, (*KEYED, *codes), query)


def page(path: str, summary: str) -> Operation:
    return Operation("GET", path, summary, answers={HTML: STRING})


def change(
    method: str,
    path: str,
    summary: str,
    roles: tuple[str, ...],
    body: Schema,
    answer: Schema | None,
    *codes: str,
    status: int = 200,
) -> Operation:
    answers = None if answer is None else {JSON: answer}
    return Operation(method, path, summary, roles, {JSON: body}, status, answers, (*KEYED, *READS, *codes))


MEETING_CODES = ("not_found",)
DRAFT = {"draft": words("1")}
PAPERS: dict[str, Schema] = {
    media_type.partition(";")[0]: ref("tally") if kind == "json" else BINARY
    for kind, (_, media_type) in FORMATS.items()
}
PAIR = matching("^s[0-9]+:[0-9]{0,6}$")
PAST_CODES = (*KEYED, *COMPUTES, "not_found", "body_too_large", "invalid_document", "invalid_field", "wrong_phase")
PAPER_CODES = (
    *(*KEYED, *COMPUTES, *MEETING_CODES, "round_open", "not_published"),
    *("no_paper", "no_glyph", "undecided", "not_installed"),
)
TEXTS = {
    "brief": ("What a person reports (述职摘要)", "brief_answer"),
    "comments": ("What was said about a person (点评要点)", "comments"),
    "opinion": ("The opinion on a person (综合评价意见)", "opinion"),
    "rectified": ("What became of a person's problems of last year (上年度整改)", "rectified"),
}
CHANGE_CODES = ("invalid_document", "invalid_field", "has_ballots", "has_cards", "round_open", "wrong_phase", "stale")
VERSIONED = {("PUT", M), ("PATCH", M), *(("PUT", f"{M}/subjects/{{sid}}/{kind}") for kind in TEXTS)}
"""Changes of what has a version, by method and path."""

OPERATIONS: tuple[Operation, ...] = (
    change(
        "POST",
        "/api/meetings",
        "Create a meeting. Its keys are in this answer only",
        (ADMIN,),
        ref("document"),
        ref("created_meeting"),
        *("invalid_document", "meeting_limit"),
        status=201,
    ),
    get("/api/meetings", "All meetings, the latest day first", (ADMIN,), ref("listed_meetings")),
    get(M, "A meeting: its document and its present state", (CHAIR, DESK), ref("meeting"), *MEETING_CODES),
    change("PUT", M, "Replace the document", (DESK,), ref("document"), ref("meeting"), *MEETING_CODES, *CHANGE_CODES),
    Operation(
        "PATCH",
        M,
        "Correct the document, or add or withdraw a part; the chair parts only",
        (CHAIR, DESK),
        {JSON: ref("amendment")},
        200,
        {JSON: {"anyOf": [ref("meeting"), ref("new_part")]}},
        (
            *(*KEYED, *READS, *MEETING_CODES, *CHANGE_CODES),
            *("has_subject_ballots", "name_taken", "unit_taken", "unknown_subject"),
        ),
    ),
    change(
        "DELETE",
        M,
        "Delete the meeting, every byte of it",
        (ADMIN, DESK),
        ref("title_body"),
        None,
        *(*MEETING_CODES, "title_mismatch", "invalid_field", "round_open"),
        status=204,
    ),
    get(f"{M}/document", "The document for another meeting", (ADMIN, DESK), ref("document"), *MEETING_CODES),
    change(
        "POST",
        f"{M}/keys",
        "Replace the key of a role; the old one stops working",
        (ADMIN, DESK),
        ref("role_body"),
        ref("new_key"),
        *(*MEETING_CODES, "invalid_field"),
        status=201,
    ),
    change(
        "POST",
        f"{M}/phase",
        "Enter the next phase",
        (DESK,),
        ref("phase_body"),
        ref("phase_body"),
        *(*MEETING_CODES, "invalid_field", "wrong_phase", "round_open", "not_published", "not_balanced"),
    ),
    change(
        "PUT",
        f"{M}/attendance",
        "Who is present, and which printed cards were not handed out",
        (DESK,),
        ref("attendance_body"),
        ref("attendance_body"),
        *(*MEETING_CODES, "invalid_field", "wrong_phase", "unknown_round", "round_open", "stale"),
    ),
    change(
        "PUT",
        f"{M}/write-ins",
        "Which spellings of written-in names are one person",
        (DESK,),
        ref("merges_body"),
        ref("merges_body"),
        *(*MEETING_CODES, "invalid_field", "invalid_document", "wrong_phase"),
    ),
    change(
        "POST",
        f"{M}/simulated-voters",
        "Let simulated voters come in to a rehearsal",
        (DESK,),
        ref("simulation"),
        ref("simulation"),
        *(*MEETING_CODES, "invalid_field", "wrong_phase", "phone_limit"),
        status=201,
    ),
    *(
        change(
            "PUT",
            f"{M}/subjects/{{sid}}/{kind}",
            summary,
            (DESK,),
            ref(f"{kind}_body"),
            ref(f"{kind}_body"),
            *(*MEETING_CODES, "unknown_subject", "invalid_document", "wrong_phase", "decided_by_votes"),
        )
        for kind, summary in {
            "decision": "Decide a person's grade; an empty one withdraws the decision",
            "adjustments": "Points that are added to a person's score or taken off",
            "flags": "Flags of a person, each of which lowers the grade",
            "entered": "The score of a part whose scores are typed in; an empty one withdraws it",
        }.items()
    ),
    *(
        get(
            f"{M}/subjects/{{sid}}/{kind}",
            f"{summary}; empty if there is none",
            (DESK,),
            ref(answer),
            *(*MEETING_CODES, "unknown_subject"),
        )
        for kind, (summary, answer) in TEXTS.items()
    ),
    *(
        change(
            "PUT",
            f"{M}/subjects/{{sid}}/{kind}",
            f"{summary}; an empty one removes it",
            (DESK,),
            ref(f"{kind}_body"),
            ref(answer),
            *(*MEETING_CODES, "unknown_subject", "invalid_document", "wrong_phase", "stale"),
        )
        for kind, (summary, answer) in TEXTS.items()
    ),
    Operation(
        "POST",
        "/api/texts",
        "The text of a file; nothing is stored",
        (ADMIN, DESK),
        {"text/plain": STRING, DOCX: BINARY},
        200,
        {JSON: ref("read_text")},
        (*KEYED, *READS, *COMPUTES, "invalid_document"),
    ),
    Operation(
        "POST",
        f"{M}/last-year",
        "People's results of an earlier meeting from its archive, which must verify by this server's key or `digest`."
        " With `check` nothing is stored. `pair`, which may be repeated: subject and place of who is who",
        (DESK,),
        {"application/zip": BINARY},
        200,
        {JSON: ref("matched_last_year")},
        (*PAST_CODES, "unknown_subject"),
        {"check": words("1"), "digest": STRING, "pair": PAIR},
    ),
    Operation(
        "DELETE",
        f"{M}/last-year",
        "Remove people's results of an earlier meeting",
        (DESK,),
        status=204,
        answers=None,
        codes=(*KEYED, *MEETING_CODES, "wrong_phase"),
    ),
    Operation(
        "POST",
        f"{M}/rectified",
        "What became of people's problems of last year, from a rectification list that was filled in. `check`, `pair`:"
        " as above",
        (DESK,),
        {WORKBOOK: BINARY, DOCX: BINARY},
        200,
        {JSON: ref("matched_rectified")},
        (*PAST_CODES, "unknown_subject"),
        {"check": words("1"), "pair": PAIR},
    ),
    get(f"{M}/log", "The log, a chain of hashes", (ADMIN, DESK), ref("log_answer"), *MEETING_CODES),
    Operation(
        "POST",
        f"{M}/cards",
        "Issue cards. Their tokens are in this answer only; with `Accept: text/html`, the sheet to print",
        (DESK,),
        {JSON: ref("card_order")},
        201,
        {JSON: ref("new_cards"), HTML: STRING},
        (
            *(*KEYED, *READS, *COMPUTES, *MEETING_CODES),
            *("unknown_group", "unknown_subject", "invalid_field", "wrong_phase", "phone_limit"),
        ),
    ),
    change(
        "POST",
        f"{M}/void-cards",
        "Void cards for later rounds",
        (DESK,),
        ref("voided_cards"),
        ref("voided"),
        *(*MEETING_CODES, "unknown_token", "unknown_batch", "invalid_field", "wrong_phase"),
    ),
    change(
        "POST",
        f"{M}/void-open",
        "Void what join codes have given out after a time",
        (DESK,),
        ref("void_open"),
        ref("voided"),
        *(*MEETING_CODES, "invalid_field", "wrong_phase"),
    ),
    Operation(
        "GET",
        f"{M}/tally.{{format}}",
        "The record as data or as a paper",
        (DESK,),
        {},
        200,
        PAPERS,
        (*KEYED, *COMPUTES, *MEETING_CODES, "round_open", "not_published"),
        DRAFT,
    ),
    Operation(
        "GET",
        f"{M}/bundle.zip",
        "The archive: papers, data and a program that counts again",
        (DESK,),
        {},
        200,
        {"application/zip": BINARY},
        (*KEYED, *COMPUTES, *MEETING_CODES, "round_open", "not_published"),
        DRAFT,
    ),
    Operation(
        "GET",
        f"{M}/papers/{{paper}}.{{format}}",
        "One paper; `notes`: the places of those that are taken into the rectification list, in the tally.json whose"
        " `record` is stated",
        (DESK,),
        answers={media_type.partition(";")[0]: BINARY for _, media_type in PAPER_FORMATS.values()},
        codes=(*PAPER_CODES, "invalid_field", "stale"),
        query={**DRAFT, "notes": matching("^([0-9]{1,7}(,[0-9]{1,7})*)?$"), "record": STRING},
    ),
    Operation(
        "GET",
        f"{M}/papers/feedback.zip",
        "The feedback sheets, a file for each person",
        (DESK,),
        answers={"application/zip": BINARY},
        codes=PAPER_CODES,
        query={**DRAFT, "format": words(*PAPER_FORMATS)},
    ),
    Operation(
        "GET",
        f"{M}/papers",
        "Which single papers there are now, and why not the others",
        (DESK,),
        answers={JSON: ref("listed_papers")},
        codes=PAPER_CODES,
        query=DRAFT,
    ),
    Operation(
        "GET",
        f"{M}/charts/{{sid}}.svg",
        "The distribution of a subject's marks",
        (DESK,),
        answers={"image/svg+xml": BINARY},
        codes=(*PAPER_CODES, "unknown_subject"),
        query=DRAFT,
    ),
    Operation(
        "GET",
        f"{M}/charts.zip",
        "The same of all subjects, a file for each",
        (DESK,),
        answers={"application/zip": BINARY},
        codes=PAPER_CODES,
        query=DRAFT,
    ),
    get("/api/forms", "The forms that ship", (ADMIN, DESK), ref("forms"), language=words(*LANGUAGES)),
    get("/api/samples", "The sample meetings", (ADMIN, DESK), ref("samples"), language=words(*LANGUAGES)),
    Operation(
        "POST",
        "/api/copies",
        "A new meeting's document from an earlier one's archive or meeting.json; nothing is stored",
        (ADMIN,),
        {"application/zip": BINARY, JSON: ref("document")},
        200,
        {JSON: ref("copied_meeting")},
        (*KEYED, *COMPUTES, "too_deep", "body_too_large", "invalid_document"),
    ),
    Operation(
        "POST",
        "/api/rosters",
        "Read and check a roster: a file, or pasted text",
        (ADMIN, DESK),
        {JSON: ref("roster_text"), "text/plain": STRING, "text/csv": STRING, WORKBOOK: BINARY},
        200,
        {JSON: ref("checked_roster")},
        (*KEYED, *READS, *COMPUTES, "invalid_field"),
        {"sheet": STRING},
    ),
    Operation(
        "POST",
        "/api/ledger",
        "One workbook of the archives of several meetings (台账), or its summary; nothing is stored. `term`: its first"
        " day. `key`, which may be repeated: only archives of these signing keys and of this server's are counted",
        (ADMIN,),
        {"application/zip": BINARY},
        200,
        {WORKBOOK: BINARY, JSON: ref("made_ledger")},
        (*KEYED, *COMPUTES, "body_too_large", "invalid_field"),
        {"term": STRING, "key": STRING},
    ),
    Operation(
        "POST",
        "/api/preview",
        "What a document makes of simulated ballots; nothing is stored",
        (ADMIN, DESK),
        {JSON: ref("document")},
        200,
        {JSON: ref("preview")},
        (*KEYED, *READS, *COMPUTES, "invalid_document"),
    ),
    change(
        "PUT",
        f"{M}/owner",
        "Give a meeting to a named admin key",
        (MAIN,),
        ref("owner_body"),
        None,
        *(*MEETING_CODES, "invalid_field", "unknown_admin_key", "meeting_limit"),
        status=204,
    ),
    get("/api/admin", "Whose admin key this is, and what it allows", (ADMIN,), ref("own_admin_key")),
    get("/api/keys", "The named admin keys", (MAIN,), ref("listed_admin_keys")),
    change(
        "POST",
        "/api/keys",
        "Add a named admin key, which is in this answer only",
        (MAIN,),
        ref("new_admin_key"),
        ref("admin_key"),
        *("invalid_document", "key_name_taken"),
        status=201,
    ),
    change(
        "PATCH",
        "/api/keys/{key}",
        "Change the name or the limits of a named admin key",
        (MAIN,),
        ref("admin_key_changes"),
        None,
        *("invalid_document", "unknown_admin_key", "key_name_taken"),
        status=204,
    ),
    Operation(
        "DELETE",
        "/api/keys/{key}",
        "Revoke a named admin key for good",
        (MAIN,),
        status=204,
        answers=None,
        codes=(*KEYED, "unknown_admin_key"),
    ),
    Operation(
        "POST",
        "/api/keys/{key}/link",
        "Replace a named admin key; the old one opens nothing any more",
        (MAIN,),
        status=201,
        answers={JSON: ref("admin_key")},
        codes=(*KEYED, "unknown_admin_key"),
    ),
    get("/api/log", "The instance's log", (MAIN,), ref("instance_log"), "invalid_field", before=STRING),
    get("/api/demo", "Whether simulated voters wait to come in", (ADMIN,), ref("demo")),
    Operation("POST", "/api/demo", "Let them in", (ADMIN,), {}, 204, None, (*KEYED, "not_found")),
    Operation(
        "GET",
        "/metrics",
        "The load of the server for Prometheus",
        (MAIN,),
        answers={"text/plain": STRING},
        codes=(*KEYED, "not_installed"),
    ),
    Operation("GET", "/healthz", "200 once ballots can be accepted, otherwise 503", answers={JSON: ref("health")}),
    Operation("GET", "/version", "The version of the program", answers={JSON: ref("version")}),
    page("/key", "The digest of the key that signs archives"),
    page("/guide", "The guide in Chinese"),
    page("/guide.en", "The guide in English"),
    page("/guide.zh-Hant", "The guide in Traditional Chinese"),
    page("/guide/kinds", "The kinds of meeting in Chinese"),
    page("/guide/kinds.en", "The kinds of meeting in English"),
    page("/guide/kinds.zh-Hant", "The kinds of meeting in Traditional Chinese"),
    Operation(
        "GET",
        "/guide/pictures/{name}",
        "A picture of the guide",
        answers={"image/png": BINARY},
        codes=MEETING_CODES,
    ),
    page("/reference", "The calls and messages as a page"),
    Operation("GET", "/openapi.json", "This description", answers={JSON: {"type": "object"}}),
    Operation(
        "GET",
        "/schemas/{name}",
        "The JSON Schemas of documents and messages",
        answers={"application/schema+json": {"type": "object"}},
        codes=MEETING_CODES,
    ),
)
