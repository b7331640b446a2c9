"""Generated meetings as the store passes them to the archive: any document, any votes, and the log that fits."""

import hashlib
import json
from dataclasses import dataclass, field, replace

from hypothesis import strategies as st

from cards.form_files import forms
from server.archive.inputs import ArchiveSource
from server.core import meeting_document
from server.core.amendments import read_addition
from server.core.attendance import Attendance, GroupAttendance, SpareCards, to_json
from server.core.bands import DEFAULT_BANDS, score_range
from server.core.canonical_json import canonical_json
from server.core.changes import listed_changes
from server.core.disclosure import shows_tally
from server.core.grading import all_grades
from server.core.last_year import LastYear, from_json, of_subjects
from server.core.models import INVALID, Additions, Ballot, Meeting, Part, Phase, Show, WrittenNote
from server.core.reconciliation import Cards
from server.core.record import UNRECORDED_ACTS, LogHead, Snapshot, replaced_record
from server.core.round_attendance import rounds_completed_by
from server.core.rounds import CountedRound, Counts, Round, State, votes_by_subject
from server.core.rules_document import possible_grades
from server.core.signing import SigningKey
from server.core.texts import TextKind, Texts, digest_of, read_text
from server.core.texts import to_json as to_text_json
from tests.archive.source_documents import Map, documents

NOTES = st.sampled_from(
    ("好中差 1/3", "=1+1", "两行 1\n两行 2", "_x0041_ <b>&amp;", "\u202eעברית 7 👍🏽", "'-9", "𠮷 _x005F_")
)
KEY = SigningKey(bytes(range(32)))
"""Signs the archives of tests."""


@dataclass
class Logbook:
    """A log whose lines are chained like the store's."""

    meeting: str
    lines: list[Map] = field(default_factory=list)

    def write(self, role: str, act: str, **detail: object) -> str:
        """Returns the time of the line."""
        n, chain = len(self.lines) + 1, self.lines[-1]["chain"] if self.lines else ""
        at = f"2022-12-20T09:{n // 60:02}:{n % 60:02}+08:00"
        line = canonical_json([self.meeting, n, at, role, act, detail])
        chain = hashlib.sha256((chain + line).encode()).hexdigest()
        self.lines.append({"n": n, "at": at, "role": role, "act": act, "detail": detail, "chain": chain})
        return at

    def head(self) -> LogHead:
        chains = [line["chain"] for line in self.lines if line["act"] not in UNRECORDED_ACTS]
        records = (record for line in self.lines for record in replaced_record(line["act"], line["detail"]))
        return LogHead(self.lines[-1]["at"], chains[-1], tuple(records))


def parse_meeting(document: Map, edition: int = 2) -> Meeting:
    """Documents of edition 1 occur only in archives: those of meetings that were certified then."""
    return meeting_document.parse(document, forms(document["language"]), today="2022-12-20", signed=edition == 1)


def draw_meeting(draw: st.DrawFn) -> Meeting:
    """With any rules about grades, and of edition 2 also about ranks and awards."""
    edition: int = draw(st.sampled_from((1, 2, 2, 2)))
    document: Map = draw(documents(edition))
    rules: Map = document["rules"]
    if edition == 1:
        rules["bands"] = [[band.name, str(band.floor)] for band in DEFAULT_BANDS]
    else:
        document["quorum"] = draw(st.sampled_from(("2/3", {"over": "4/5"}, None)))
        _draw_part_bands(draw, document)
    grades = possible_grades(parse_meeting(document, edition))
    has_limits: bool = draw(st.booleans())
    if grades and has_limits:
        veto = {"bands": list(grades[-2:]), "over": draw(st.sampled_from(("0.1", "0"))), "grade": grades[-1]}
        rules |= {"veto": veto, "quota": _random_quota(draw, grades, edition)}
    if edition == 2:
        rules |= _ranking(draw, parse_meeting(document))
    return parse_meeting(document, edition)


def _draw_part_bands(draw: st.DrawFn, document: Map) -> None:
    """Some parts get bands of their own, or none; not those with shipped forms, whose guidance names bands."""
    for place, part in enumerate(parse_meeting(document).parts):
        low, high = score_range(part)
        own: list[list[list[str]] | None] = [None, None, [], [["高", str(high)], ["低", str(low)]]]
        if isinstance(document["parts"][place]["form"], dict):
            document["parts"][place]["bands"] = draw(st.sampled_from(own))


def _random_quota(draw: st.DrawFn, grades: tuple[str, ...], edition: int) -> Map:
    key = "at_or_below" if edition == 1 else draw(st.sampled_from(("at_or_below", "grade")))
    bounds: list[Map] = [{"tolerance": "0.05"}, {"bound": "at_most"}, {"bound": "at_least"}]
    bound: Map = bounds[0] if edition == 1 else draw(st.sampled_from(bounds))
    return {key: draw(st.sampled_from(grades)), "share": "0.4", **bound}


def _ranking(draw: st.DrawFn, meeting: Meeting) -> Map:
    items = {item.key for part in meeting.parts if not part.entered for item in part.form.items}
    keys = ["score", "exact", *(f"part:{part.name}" for part in meeting.parts)]
    keys += [*(f"count:{grade}" for grade in possible_grades(meeting)), *(f"item:{key}" for key in sorted(items))]
    sizes = st.one_of(st.integers(1, 3), st.sampled_from(("0.2", "1/3", "0.5")))
    awards = [[name, draw(sizes)] for name in ("一等奖 1", "=二等奖", "优秀")[: draw(st.integers(0, 3))]]
    return {
        "rank": draw(st.none() | st.lists(st.sampled_from(keys), min_size=1, max_size=3, unique=True)),
        "awards": awards,
        "ranking": draw(st.sampled_from((None, None, "together"))),
    }


def _ballots(draw: st.DrawFn, meeting: Meeting, part: Part, subjects: int) -> list[Ballot]:
    """So few of some groups that they are hidden or empty."""
    row = _marks(part)
    unmarked = st.sampled_from((None, INVALID)) if meeting.edition > 1 else st.none()
    rows = st.tuples(*[st.one_of(row, row, row, row, unmarked)] * subjects)
    boxes = [note.key for note in part.form.notes]
    ballots = []
    for group in meeting.voting_groups(part):
        for _ in range(draw(st.sampled_from((0, 1, 2, 4, 5, 6, 9)))):
            has_note = draw(st.integers(0, 4)) == 0 and boxes
            notes = (WrittenNote(0, draw(st.sampled_from(boxes)), draw(NOTES)),) if has_note else ()
            ballots.append(Ballot(group, draw(rows), notes))
    return ballots


def _marks(part: Part) -> st.SearchStrategy[tuple[int | None, ...]]:
    """What may be cast on one subject: a sum has all of its marks or none."""
    form = part.form
    marks = [st.sampled_from(scale.marks) for scale in form.scales]
    any_row = st.tuples(*(one | st.none() if i.abstain else one for i, one in zip(form.items, marks, strict=True)))
    if not form.is_sum:
        return any_row
    summed = [index for index, item in enumerate(form.items) if item.weight]
    return any_row.filter(lambda row: len({row[index] is None for index in summed}) == 1)


def _rounds(draw: st.DrawFn, meeting: Meeting, book: Logbook) -> list[CountedRound]:
    """The subjects of each part in one or two rounds. Some subjects have a void round first; some have none."""
    rounds: list[CountedRound] = []
    for part in meeting.parts:
        ids = [subject.id for subject in part.subjects]
        cut: int = draw(st.integers(1, len(ids)))
        halves: list[list[str]] = [] if part.entered else [ids[:cut], ids[cut:]]
        for subjects in halves:
            if subjects and draw(st.integers(0, 3)) > 0:
                if draw(st.integers(0, 4)) == 0:
                    rounds.append(_void_round(draw, len(rounds) + 1, part, subjects, book))
                rounds.append(_round(draw, meeting, part, len(rounds) + 1, subjects, book))
    return rounds


def _void_round(draw: st.DrawFn, number: int, part: Part, subjects: list[str], book: Logbook) -> CountedRound:
    seen = draw(st.sampled_from((None, 0, 7)))
    opened = book.write("chair", "open", round=f"r{number}", part=part.name, subjects=subjects, seconds=None)
    closed = book.write("chair", "void", round=f"r{number}", reason="重投 2", seen=seen)
    round = Round(f"r{number}", number, part.name, tuple(subjects), State.VOIDED, opened, closed, "重投 2", seen=seen)
    return CountedRound(round)


def _round(
    draw: st.DrawFn, meeting: Meeting, part: Part, number: int, subjects: list[str], book: Logbook
) -> CountedRound:
    id = f"r{number}"
    opened = book.write("chair", "open", round=id, part=part.name, subjects=subjects, seconds=60)
    ballots = _ballots(draw, meeting, part, len(subjects))
    kept = draw(st.sampled_from((None, Attendance(27, 3), _by_group(meeting))))
    closed = book.write("chair", "close", round=id, **({"attendance": to_json(kept)} if kept else {}))
    book.write("server", "counted", round=id)
    state = State.CLOSED
    if meeting.show is not Show.LIVE and draw(st.integers(0, 3)):
        book.write("chair", "publish", rounds=[id])
        state = State.PUBLISHED
    spoiled, paper = draw(st.integers(0, 1)), draw(st.integers(0, len(ballots)))
    counts = Counts(
        eligible=len(ballots) + draw(st.integers(-1, 3)),
        phone=len(ballots) - paper,
        paper=paper + spoiled,
        invalid=spoiled,
        abstained=sum(ballot.abstained for ballot in ballots),
        unused=draw(st.none() | _by_group_numbers(meeting, 2)),
    )
    round = Round(id, number, part.name, tuple(subjects), state, opened, closed, counts=counts, attendance=kept)
    return CountedRound(
        round, votes_by_subject(ballots, len(subjects)), tuple(note for ballot in ballots for note in ballot.notes)
    )


def _by_group(meeting: Meeting) -> Attendance:
    groups = tuple(GroupAttendance(group.name, 7 - index, index) for index, group in enumerate(meeting.groups))
    return Attendance(sum(group.present for group in groups), sum(group.absent for group in groups), groups)


def _by_group_numbers(meeting: Meeting, most: int) -> st.SearchStrategy[tuple[int, ...]]:
    return st.tuples(*(st.integers(0, most) for _ in meeting.groups))


def _spare(draw: st.DrawFn, meeting: Meeting) -> tuple[SpareCards, ...] | None:
    counts = draw(st.none() | _by_group_numbers(meeting, 4))
    pairs = zip(meeting.groups, counts or (), strict=False)
    return None if counts is None else tuple(SpareCards(group.name, count) for group, count in pairs)


def _attendance(draw: st.DrawFn, meeting: Meeting, rounds: list[CountedRound], book: Logbook) -> Attendance:
    """Entered last; rounds that have none keep it."""
    people: Attendance = draw(st.sampled_from((Attendance(None, 2), Attendance(28, 2), _by_group(meeting))))
    entered = replace(people, spare=_spare(draw, meeting))
    completed = {one.id: one for one in rounds_completed_by(meeting, [one.round for one in rounds], entered)}
    filled = {"rounds": list(completed)} if completed else {}
    book.write("desk", "attendance", **to_json(entered), **filled)
    rounds[:] = [replace(one, round=completed.get(one.round.id, one.round)) for one in rounds]
    return entered


def _additions(draw: st.DrawFn, meeting: Meeting, book: Logbook) -> Additions:
    grade = draw(st.sampled_from(all_grades(meeting) or ("通过",)))
    values: Map = {
        "decision": {"grade": grade, "reason": " 研究决定 3 "},
        "adjustments": [{"points": "-0.50", "reason": "迟到 2 次"}, {"points": 1, "reason": "=奖"}],
        "flags": ["重大失误 1"],
        "entered": {"score": "8.50"},
    }
    additions: dict[str, Map] = {"decisions": {}, "adjustments": {}, "flags": {}, "entered": {}}
    for part, subject in meeting.subjects():
        for kind, value in values.items():
            if (kind != "entered" or part.entered) and draw(st.integers(0, 3)) == 0:
                act = {"decision": "decisions"}.get(kind, kind)
                book.write("desk", act, subject=subject.id, value=value)
                additions[act][subject.id] = read_addition(kind, value)
    return Additions(**additions)


def _texts(draw: st.DrawFn, meeting: Meeting, book: Logbook) -> Texts:
    """Of some people; some were written twice, or removed again."""
    stored, prose = dict[tuple[TextKind, str], object](), NOTES.filter(lambda text: "\u202e" not in text)
    bodies: dict[TextKind, object] = {
        TextKind.BRIEF: {"text": draw(prose)},
        TextKind.COMMENTS: [{"by": "组织部", "text": draw(prose)}],
        TextKind.OPINION: {"strengths": draw(prose), "problems": [draw(prose)]},
        TextKind.RECTIFIED: [{"problem": draw(prose), "done": draw(prose)}],
    }
    for _, subject in meeting.subjects():
        for kind in draw(st.lists(st.sampled_from(TextKind), max_size=2)):
            is_removed = draw(st.booleans())
            text = None if is_removed else read_text(kind, bodies[kind])
            value = None if text is None else to_text_json(text)
            book.write("desk", str(kind), subject=subject.id, digest=None if value is None else digest_of(value))
            stored[kind, subject.id] = value
    return Texts.of((kind, id, value) for (kind, id), value in stored.items() if value is not None)


def _last_year(draw: st.DrawFn, meeting: Meeting, book: Logbook) -> LastYear | None:
    """Of some people, on one scale or several; some meetings have had that of somebody who has left."""
    if not draw(st.integers(0, 2)):
        return None
    scores: list[Map] = [
        {"score": "8.417", "scale": ["1", "10"], "grade": "较好 2"},
        {"score": "-0.5", "scale": None, "grade": "=好"},
        {"score": draw(st.sampled_from(("91.25", "0.00"))), "scale": ["0", "100"], "grade": None},
        {"score": None, "scale": None, "grade": "合格"},
    ]
    choices = draw(st.lists(st.sampled_from(scores), min_size=1, max_size=2))
    ids = [subject.id for _, subject in meeting.subjects()]
    chosen = draw(st.lists(st.sampled_from([*ids, "s99"]), unique=True))
    people: Map = {id: {"name": "甲 1", "unit": "", **draw(st.sampled_from(choices))} for id in chosen}
    source: Map = {"title": "去年 2021", "date": "2021-12-20", "record": "0" * 64, "signer": KEY.digest}
    value: Map = {**source, "people": people}
    book.write("desk", "last-year", value={**value, "title": "另一次"})
    book.write("desk", "last-year", value=value)
    return of_subjects(from_json(value), ids)


@st.composite
def sources(draw: st.DrawFn) -> ArchiveSource:
    """A meeting at some instant, with what the desk may download then."""
    meeting = draw_meeting(draw)
    book = Logbook("m1")
    book.write("admin", "create", title=meeting.title)
    phase = draw(st.sampled_from((Phase.REHEARSAL, Phase.LIVE)))
    if phase is Phase.LIVE:
        book.write("desk", "phase", phase="live")
    book.write("desk", "cards", batch="b1", group=meeting.groups[0].name, count=40, recuse=None)
    rounds = _rounds(draw, meeting, book)
    attendance = _attendance(draw, meeting, rounds, book)
    additions = _additions(draw, meeting, book)
    texts = _texts(draw, meeting, book)
    last_year = _last_year(draw, meeting, book)
    snapshot = Snapshot(
        id="m1",
        meeting=meeting,
        phase=phase,
        attendance=attendance,
        additions=additions,
        cards=Cards(43, 1, draw(_by_group_numbers(meeting, 4))),
        rounds=tuple(rounds),
        log=book.head(),
        document=meeting_document.dump(meeting),
        draft=draw(st.booleans()) or any(not shows_tally(meeting, phase, counted) for counted in rounds),
        plain_http=draw(st.booleans()),
        signer=KEY.digest,
        changes=tuple(listed_changes(json.loads(json.dumps(book.lines)))),
        texts=texts,
        last_year=last_year,
    )
    return ArchiveSource(snapshot, tuple(json.loads(json.dumps(book.lines))), 40, KEY)
