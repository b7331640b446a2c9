"""Generated meetings with parts that are decided by votes, as the store passes them to the archive."""

import json

from hypothesis import strategies as st

from server.archive.inputs import ArchiveSource
from server.core import meeting_document
from server.core.attendance import Attendance, GroupAttendance, to_json
from server.core.changes import listed_changes
from server.core.disclosure import shows_tally
from server.core.message_catalogue import LANGUAGES
from server.core.models import INVALID, Additions, Ballot, Decision, Meeting, Part, Phase, Row, Show
from server.core.reconciliation import Cards
from server.core.record import Snapshot
from server.core.round_attendance import closing_attendance
from server.core.rounds import CountedRound, Counts, Round, State, votes_by_subject
from tests.archive.source_documents import Map
from tests.archive.sources import KEY, Logbook, parse_meeting

WORDS = ("赞成", "反对", "=不了解 1")
THRESHOLDS = ("1/10", "1/3", "1/2", "2/3", "0.85")
GROUPS = ("A票 1", "=B票")
NAMES = ("甲", "乙 2", "丙", "丁", "甲")
MARKS: Map = {"min": 0, "max": 100, "step": "0.5"}
SIZES: tuple[Map, ...] = ({}, {"size": 9}, {"size": 20}, {"size": 30})
WRITTEN = ("王五", "王伍", "赵六", "=钱7")
PANEL: Map = {"min_group": 1, "panel": True}
AWARDS = [["一等奖", 1], ["优秀 2", "0.4"]]
GRADES = ("当选", "候补 2", "列席")


def _form(draw: st.DrawFn) -> Map:
    """Words with or without values on the item that decides; perhaps a second item with the same words, and marks."""
    valued = draw(st.booleans())
    choices = [[word, str(value)] for word, value in zip(WORDS, (10, 0, 5), strict=True)] if valued else list(WORDS)
    items = [{"key": "vote", "title": "表决", "abstain": draw(st.booleans())}]
    if draw(st.booleans()):
        items.append({"key": "level", "title": "评价", "abstain": draw(st.booleans())})
    if draw(st.booleans()):
        items.append({"key": "mark", "title": "打分", "abstain": True, "weight": "0", "scale": MARKS})
    write_in = {"as": "赞成", "at_most": 2} if draw(st.booleans()) else None
    return {
        "title": "票",
        "scale": {"choices": choices},
        "items": items,
        **({"write_in": write_in} if write_in else {}),
    }


def _words(draw: st.DrawFn) -> list[str]:
    words: list[str] = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True))
    return words


def _base(draw: st.DrawFn) -> object:
    named: object = draw(st.sampled_from(("expected", "present", "present", "returned", "valid", "marked", None)))
    return _words(draw) if named is None else named


def _decide(draw: st.DrawFn, form: Map, subjects: int) -> Map:
    rules: list[Map] = []
    has_values = not isinstance(form["scale"]["choices"][0], str)
    places = [each["key"] for each in form["items"] if has_values or "scale" in each]
    seats, seated = draw(st.integers(0, subjects)), draw(st.integers(0, 1))
    for place, grade in enumerate(GRADES[: draw(st.integers(0, 2))]):
        rule: Map = {"grade": grade, "of": _words(draw)}
        if seats and place == seated:
            rule["seats"] = seats
        if "seats" not in rule or draw(st.booleans()):
            rule[draw(st.sampled_from(("at_least", "over")))] = draw(st.sampled_from(THRESHOLDS))
        rules.append(rule)
    keys = ["votes", *(f"item:{key}" for key in places)]
    rank = draw(st.none() | st.lists(st.sampled_from(keys), min_size=1, max_size=2, unique=True))
    return {"item": "vote", "base": _base(draw), "rules": [*rules, {"grade": GRADES[2]}], "rank": rank}


def _part(draw: st.DrawFn, name: str, decided: bool) -> Map:
    form, subjects = _form(draw), draw(st.integers(1, 5))
    words = [item for item in form["items"] if "scale" not in item]
    figures = [
        {"name": f"率{n}", "item": draw(st.sampled_from(words))["key"], "of": _words(draw), "base": _base(draw)}
        for n in range(draw(st.integers(0, 2)))
    ]
    if not decided:
        choices = [[word, str(value)] for word, value in zip(WORDS, (10, 0, 5), strict=True)]
        form = {**form, "scale": {"choices": choices}}
        form.pop("write_in", None)
    people = [{"name": each, "unit": "" if place < 4 else "二部"} for place, each in enumerate(NAMES[:subjects])]
    groups = draw(st.sampled_from((list(GROUPS), list(GROUPS), [GROUPS[1]])))
    part: Map = {"name": name, "form": form, "subjects": people, "groups": groups, "figures": figures}
    return {**part, "decide": _decide(draw, form, subjects)} if decided else part


def _meeting(draw: st.DrawFn) -> Meeting:
    parts = [_part(draw, name, decided) for name, decided in (("选举 1", True), ("=评议", False))]
    if draw(st.booleans()):
        again = _part(draw, "再次投票", True)
        again["form"].pop("write_in", None)
        parts.append({**again, "again": "选举 1"})
    document: Map = {
        "title": "换届",
        "date": "2022-12-20",
        "language": draw(st.sampled_from(LANGUAGES)),
        "expected": draw(st.sampled_from((None, 12, 30, 30, 30))),
        "show": draw(st.sampled_from(("live", "live", "held"))),
        "admission": "cards",
        "groups": [{"name": name, **draw(st.sampled_from(SIZES))} for name in GROUPS],
        "parts": parts,
        "rules": draw(st.sampled_from((PANEL, PANEL, {**PANEL, "awards": AWARDS}, {"min_group": 3}))),
    }
    return parse_meeting(document)


def _attendance(draw: st.DrawFn) -> Attendance:
    if draw(st.integers(0, 3)) == 0:
        return Attendance()
    groups = tuple(GroupAttendance(name, draw(st.integers(3, 15)), 1) for name in GROUPS)
    present = sum(group.present for group in groups)
    return Attendance(present, 2, groups if draw(st.booleans()) else ())


def _ballots(draw: st.DrawFn, meeting: Meeting, part: Part) -> list[Ballot]:
    cells = [
        st.sampled_from((*scale.marks[:3], *scale.marks[:1], *scale.marks[-1:], *((None,) if item.abstain else ())))
        for item, scale in zip(part.form.items, part.form.scales, strict=True)
    ]
    row: st.SearchStrategy[Row] = st.one_of(st.tuples(*cells), st.tuples(*cells), st.tuples(*cells), st.none())
    rows = st.tuples(*[st.one_of(row, row, row, st.just(INVALID))] * len(part.subjects))
    names = st.lists(st.sampled_from(WRITTEN), max_size=2, unique=True).map(sorted)
    sizes = st.sampled_from((0, 3, 5, 6, 9, 9))
    return [
        Ballot(group, draw(rows), write_ins=tuple(draw(names)) if part.form.write_in else ())
        for group in meeting.voting_groups(part)
        for _ in range(draw(sizes))
    ]


def _rounds(draw: st.DrawFn, meeting: Meeting, book: Logbook) -> list[CountedRound]:
    """Every part as a whole, perhaps after a void round, or not at all."""
    rounds: list[CountedRound] = []
    for part in meeting.parts:
        kinds: list[State] = draw(st.sampled_from(([], *[[State.CLOSED]] * 4, [State.VOIDED, State.CLOSED])))
        for kind in kinds:
            rounds.append(_round(draw, meeting, part, len(rounds) + 1, kind, book))
    return rounds


def _round(draw: st.DrawFn, meeting: Meeting, part: Part, number: int, kind: State, book: Logbook) -> CountedRound:
    id, subjects = f"r{number}", tuple(subject.id for subject in part.subjects)
    opened = book.write("chair", "open", round=id, part=part.name, subjects=list(subjects), seconds=None)
    if kind is State.VOIDED:
        closed = book.write("chair", "void", round=id, reason="重投", seen=0)
        return CountedRound(Round(id, number, part.name, subjects, kind, opened, closed, "重投", seen=0))
    closed = book.write("server", "counted", round=id)
    if meeting.show is Show.HELD and draw(st.integers(0, 3)):
        book.write("chair", "publish", rounds=[id])
        kind = State.PUBLISHED
    ballots, spoiled = _ballots(draw, meeting, part), draw(st.integers(0, 2))
    paper = draw(st.integers(0, len(ballots))) + spoiled
    abstained = sum(ballot.abstained for ballot in ballots)
    counts = Counts(40, len(ballots) + spoiled - paper, paper, spoiled, abstained)
    kept = closing_attendance(_attendance(draw)) if draw(st.booleans()) else None
    if kept is not None:
        book.write("desk", "attendance", **to_json(kept), round=id)
    round = Round(id, number, part.name, subjects, kind, opened, closed, counts=counts, attendance=kept)
    write_ins = tuple(ballot.write_ins for ballot in ballots if ballot.write_ins)
    return CountedRound(round, votes_by_subject(ballots, len(subjects)), write_ins=write_ins)


def _additions(draw: st.DrawFn, meeting: Meeting, rounds: list[CountedRound], book: Logbook) -> Additions:
    written = {name for counted in rounds for names in counted.write_ins for name in names}
    merges = {meeting.parts[0].name: {"王伍": "王五"}} if "王伍" in written and draw(st.booleans()) else {}
    for part, merge in merges.items():
        book.write("desk", "write-ins", part=part, merge=merge)
    decisions, flags = dict[str, Decision](), dict[str, tuple[str, ...]]()
    if draw(st.booleans()):
        decisions["s1"], flags["s1"] = Decision(GRADES[2], "研究决定"), ("被问责 1",)
        book.write("desk", "decisions", subject="s1", value={"grade": GRADES[2], "reason": "研究决定"})
        book.write("desk", "flags", subject="s1", value=["被问责 1"])
    return Additions(decisions, flags=flags, merges=merges)


@st.composite
def decided_sources(draw: st.DrawFn) -> ArchiveSource:
    meeting, book = _meeting(draw), Logbook("m1")
    book.write("admin", "create", title=meeting.title)
    book.write("desk", "phase", phase="live")
    book.write("desk", "cards", batch="b1", group=GROUPS[0], count=40, recuse=None)
    rounds, attendance = _rounds(draw, meeting, book), _attendance(draw)
    book.write("desk", "attendance", **to_json(attendance))
    snapshot = Snapshot(
        id="m1",
        meeting=meeting,
        phase=Phase.LIVE,
        attendance=attendance,
        additions=_additions(draw, meeting, rounds, book),
        cards=Cards(40, 0),
        rounds=tuple(rounds),
        log=book.head(),
        document=meeting_document.dump(meeting),
        draft=any(not shows_tally(meeting, Phase.LIVE, counted) for counted in rounds),
        signer=KEY.digest,
        changes=tuple(listed_changes(book.lines)),
    )
    return ArchiveSource(snapshot, tuple(json.loads(json.dumps(book.lines))), 40, KEY)
