"""The meeting document: what `POST /api/meetings` takes, and what archive and API give back.

The limits are the constants of the parsers. What a schema cannot state, as a name that must be one of the document's
own groups, is in the descriptions; tests/schemas/test_document.py lists all of it.
"""

from server.core.agenda_document import ID, MAX_ITEM_TITLE, MAX_ITEMS, MAX_MINUTES, TIME
from server.core.ballot_conditions import MAX_SUBJECTS as MAX_LIMIT
from server.core.ballot_conditions import MAX_WRITE_INS
from server.core.bands import CURRENT_WORDING, DEFAULT_BANDS, FIRST_WORDING
from server.core.form_document import MAX_ABOUT, MAX_KEY, MAX_NOTE
from server.core.form_document import MAX_TITLE as MAX_FORM_TITLE
from server.core.languages import languages
from server.core.meeting_document import MAX_PEOPLE, MAX_TITLE
from server.core.models import CURRENT_EDITION, Bound, Show
from server.core.part_document import MAX_NAME, MAX_SUBJECTS
from server.core.rounding import format_shortest
from server.core.rules_document import MAX_PLACES, MAX_USE
from server.core.scale_document import MAX_NUMBER, MAX_VALUE, STEPS
from server.core.validation import MAX_DIGITS
from server.core.vote_rules import BASES
from server.core.vote_rules_document import MAX_FIGURE, MAX_GRADE, MAX_SEATS
from server.core.wifi import MAX_NAME_BYTES, MAX_NETWORKS, PASSWORD_LENGTHS

from .vocabulary import (
    DECIMAL,
    FLAG,
    FRACTION,
    NULL,
    STRING,
    Schema,
    any_of,
    closed,
    constant,
    described,
    integer,
    listed,
    matching,
    nullable,
    ref,
    row,
    text,
    words,
)

NUMBER_LENGTH = MAX_DIGITS + 2
"""With sign and point."""
ANY_TEXT = text(100)
"""What a name elsewhere in the document has to be equal to."""


def number(low: int | None = None, high: int | None = None) -> Schema:
    """An exact number: an integer, or a string like "0.7" or "2/3". Of a string only the sign is checked."""
    least, most = (1 - 10**MAX_DIGITS if low is None else low), (10**MAX_DIGITS - 1 if high is None else high)
    return any_of(integer(least, most), written_number(is_signed=low is None))


def written_number(is_signed: bool) -> Schema:
    pattern = f"^({DECIMAL}|-?{FRACTION})$" if is_signed else f"^({DECIMAL.removeprefix('-?')}|{FRACTION})$"
    return {**matching(pattern), "maxLength": NUMBER_LENGTH, "title": "a number as text, like 0.7 or 2/3"}


SHARE = described(number(0, 1), "A share, as a string: 2/3 or 0.4")

GROUP = closed(
    {"name": text(MAX_NAME)},
    {
        "weight": described(nullable(number(0)), "Over 0. All groups have a weight or none has"),
        "size": described(nullable(integer(1, MAX_PEOPLE)), "The most people that a join code admits"),
    },
)
SUBJECT = closed(
    {"name": text(MAX_NAME)},
    {"unit": text(MAX_NAME, 0), "post": text(MAX_NAME, 0), "mode": words("onsite", "written")},
)
BANDS = listed(described(row(text(20), number()), "Name and floor"), 1, 20)
NETWORK = closed(
    {"ssid": text(MAX_NAME_BYTES)},
    {
        "password": any_of(
            {**matching("^[ -~]*$"), "minLength": PASSWORD_LENGTHS[0], "maxLength": PASSWORD_LENGTHS[-1]},
            words("", None),
        )
    },
)
WIFI = any_of(ref("network"), listed(ref("network"), 0, MAX_NETWORKS), NULL)

SCALE = any_of(
    described(
        closed({"min": number(0, MAX_NUMBER), "max": number(0, MAX_NUMBER)}, {"step": ref("step")}),
        "Numbers. Both ends are multiples of the step",
    ),
    described(
        closed({"choices": listed(any_of(row(text(100), number(0, MAX_VALUE)), text(100)), 2, 20)}),
        "Words, each with its value; in a part with `decide` also without",
    ),
)
STEP = words(1, *map(format_shortest, STEPS))
ITEM = closed(
    {"key": text(MAX_KEY), "title": text(MAX_FORM_TITLE)},
    {
        "weight": number(0),
        "abstain": FLAG,
        "scale": nullable(ref("scale")),
        "about": text(MAX_ABOUT, 0),
    },
)
NOTE = closed({"key": text(MAX_KEY), "title": text(MAX_FORM_TITLE)}, {"max": integer(1, MAX_NOTE)})
GUIDANCE = closed(
    {"bands": listed(ANY_TEXT, 1, 20, unique=True), "about": integer(0, 500)}, {"of": nullable(integer(1, 500))}
)
BOUND = integer(0, MAX_LIMIT)


def one_kind(common: dict[str, Schema], *kinds: tuple[dict[str, Schema], dict[str, Schema]]) -> Schema:
    """An object with the fields of exactly one of the `kinds`, each the required and the optional ones; those of the
    others are absent or null."""
    names = {name: NULL for required, optional in kinds for name in {**required, **optional}}
    return any_of(*(closed({**common, **required}, {**names, **optional, **required}) for required, optional in kinds))


LIMIT = one_kind(
    {"choices": listed(ANY_TEXT, 1, 20, unique=True)},
    ({"share": SHARE}, {}),
    ({"exactly": BOUND}, {}),
    ({"at_most": BOUND}, {"at_least": nullable(BOUND)}),
    ({"at_least": BOUND}, {}),
)
NEEDS = one_kind(
    {"item": ANY_TEXT},
    ({"none": constant(True)}, {}),
    ({"at_least": number()}, {"below": nullable(number()), "none": constant(False)}),
    ({"below": number()}, {"none": constant(False)}),
)
AGREEMENT = closed({"item": ANY_TEXT, "choice": nullable(ANY_TEXT), "needs": ref("needs")})
WRITE_IN = closed({"as": ANY_TEXT, "at_most": integer(1, MAX_WRITE_INS)})
FORM = closed(
    {"title": text(MAX_FORM_TITLE), "items": listed(ref("item"), 1, 50)},
    {
        "scale": described(ref("scale"), "May be left out if every item has its own"),
        "id": text(MAX_KEY),
        "notes": listed(ref("note"), 0, 20),
        "guidance": nullable(ref("guidance")),
        "limits": listed(ref("limit"), 0, 20),
        "explain": listed(ANY_TEXT, 0, 20, unique=True),
        "score": words("mean", "sum"),
        "agree": listed(ref("agreement"), 0, 20),
        "write_in": nullable(ref("write_in")),
    },
)

BASE = any_of(words(*BASES), listed(ANY_TEXT, 1, 20, unique=True))
DECIDE_RULE = closed(
    {"grade": text(MAX_GRADE)},
    {
        "of": listed(ANY_TEXT, 1, 20, unique=True),
        "at_least": nullable(SHARE),
        "over": nullable(SHARE),
        "seats": nullable(integer(1, MAX_SEATS)),
    },
)
DECIDE = closed(
    {"rules": described(listed(ref("decide_rule"), 1, 20), "The last one has only its grade")},
    {
        "item": described(ANY_TEXT, "Required if the form has several items"),
        "base": ref("base"),
        "rank": nullable(listed(matching("^(votes|item:.+)$"), 1, 20, unique=True)),
    },
)
FIGURE = closed(
    {"name": text(MAX_FIGURE), "of": listed(ANY_TEXT, 1, 20, unique=True)}, {"item": ANY_TEXT, "base": ref("base")}
)
PART = closed(
    {
        "name": text(MAX_NAME),
        "form": described(any_of(STRING, ref("form")), "The id of a shipped form, or a form"),
        "subjects": listed(ref("subject"), 1, MAX_SUBJECTS),
    },
    {
        "weight": described(number(0), "Over 0; none in a part with `decide`"),
        "groups": described(listed(text(MAX_NAME), 1, 32, unique=True), "Names of the document's groups"),
        "source": words("ballots", "entered"),
        "bands": nullable({**BANDS, "minItems": 0}),
        "abstained": words("out", "zero"),
        "decide": nullable(ref("decide")),
        "figures": listed(ref("figure"), 0, 20),
        "again": described(nullable(text(MAX_NAME)), "The part to which this one is the run-off"),
    },
)

VETO = closed({"bands": listed(ANY_TEXT, 1, 20, unique=True), "over": SHARE, "grade": ANY_TEXT})
QUOTA = any_of(
    *(
        closed({named: ANY_TEXT, "share": SHARE, **bound}, optional)
        for named in ("at_or_below", "grade")
        for bound, optional in (
            ({"tolerance": SHARE}, {"bound": constant(Bound.ABOUT)}),
            ({"bound": words(*(each for each in Bound if each is not Bound.ABOUT))}, {}),
        )
    )
)
AWARD_SIZE = any_of(integer(1, MAX_PLACES), written_number(is_signed=False))
AWARD = described(row(text(20), AWARD_SIZE), "Name, and a number of places or, as text, a share")
RULES = closed(
    {},
    {
        "bands": nullable(BANDS),
        "decimals": integer(0, 6),
        "trim": integer(0, 1000),
        "trim_least": nullable(integer(1, 100_000)),
        "min_group": described(integer(1, 1000), "Under 3 only with `panel`"),
        "panel": FLAG,
        "veto": nullable(ref("veto")),
        "quota": nullable(ref("quota")),
        "empty_group": words("renormalise", "refuse"),
        "items": words("ballots", "means"),
        "ranking": words("together", None),
        "rank": nullable(listed(matching("^(score|exact|(count|item|part):.+)$"), 1, 20, unique=True)),
        "awards": listed(ref("award"), 0, 20),
        "uses": described(listed(row(text(MAX_GRADE), text(MAX_USE)), 0, 20), "What follows from a grade"),
    },
)
MINUTES = nullable(integer(1, MAX_MINUTES))
AGENDA_ITEM = closed(
    {"title": text(MAX_ITEM_TITLE)},
    {
        "id": nullable(matching(f"^{ID.pattern}$")),
        "minutes": described(MINUTES, "Planned"),
        "part": described(nullable(text(MAX_NAME)), "Without one: after all parts"),
        "place": described(
            nullable(integer(1, MAX_SUBJECTS)),
            "Before the subject with this number; without: after the last one",
        ),
    },
)
AGENDA = closed(
    {},
    {
        "items": described(listed(ref("agenda_item"), 0, MAX_ITEMS), "What is not voted on: an address, a break"),
        "start": nullable(any_of(constant(""), matching(f"^({TIME.pattern})$"))),
        "venue": text(MAX_NAME, 0),
        "report": described(MINUTES, "Planned for each report"),
    },
)
DOCUMENT = closed(
    {"title": text(MAX_TITLE), "parts": listed(ref("part"), 1, 64)},
    {
        "edition": integer(1, CURRENT_EDITION),
        "wording": integer(FIRST_WORDING, CURRENT_WORDING),
        "organisation": text(MAX_TITLE, 0),
        "date": described({"type": "string", "format": "date"}, "By default today"),
        "band_names": described(
            listed(text(MAX_NAME), len(DEFAULT_BANDS), len(DEFAULT_BANDS), unique=True),
            "Names of the default bands; stated in documents that are neither Chinese nor English",
        ),
        "language": words(*languages()),
        "expected": nullable(integer(1, MAX_PEOPLE)),
        "quorum": any_of(SHARE, closed({"over": SHARE}), NULL),
        "admission": words("open", "cards"),
        "join": words("fixed", "rotating"),
        "show": words(*Show),
        "voters_see_results": FLAG,
        "groups": listed(ref("group"), 1, 32),
        "rules": ref("rules"),
        "retention_days": nullable(integer(1, 36_500)),
        "wifi": described(ref("wifi"), "Stored apart: no answer, archive or paper repeats it"),
        "agenda": described(nullable(ref("planned_agenda")), "PUT without it keeps the one before"),
    },
)

DEFINITIONS: dict[str, Schema] = {
    "network": NETWORK,
    "wifi": WIFI,
    "group": GROUP,
    "subject": SUBJECT,
    "step": STEP,
    "scale": SCALE,
    "item": ITEM,
    "note": NOTE,
    "guidance": GUIDANCE,
    "limit": LIMIT,
    "needs": NEEDS,
    "agreement": AGREEMENT,
    "write_in": WRITE_IN,
    "form": FORM,
    "base": BASE,
    "decide_rule": DECIDE_RULE,
    "decide": DECIDE,
    "figure": FIGURE,
    "part": PART,
    "veto": VETO,
    "quota": QUOTA,
    "award": AWARD,
    "rules": RULES,
    "agenda_item": AGENDA_ITEM,
    "planned_agenda": AGENDA,
    "document": DOCUMENT,
}
