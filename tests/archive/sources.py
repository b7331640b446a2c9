"""Made-up meetings as the store would hand them to the archive: any document, any votes, and a log that fits."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from cards.form_files import forms
from server.archive.inputs import ArchiveSource
from server.core import meeting_document
from server.core.amendments import read_addition
from server.core.models import Additions, Attendance, Ballot, Meeting, Part, Phase, Show, WrittenNote
from server.core.record import Snapshot
from server.core.rounds import CountedRound, Counts, Round, State, votes_by_subject
from server.store.rows import text

Map = dict[str, Any]
NAMES = ("张三", "李四", "=王五", "赵 6", "-7", "𠮷田", "Ann “A” 2")
WRITTEN = st.sampled_from(
    ("好中差 1/3", "=1+1", "两行 1\n两行 2", "_x0041_ <b>&amp;", "\u202eעברית 7 👍🏽", "'-9", "𠮷 _x005F_")
)
DECIMALS = st.integers(1, 9999).map(lambda n: f"{n / 100:.2f}")


@dataclass
class Logbook:
    """Lines chained as the store chains them."""

    meeting: str
    lines: list[Map] = field(default_factory=list)

    def write(self, role: str, act: str, **detail: object) -> str:
        n, chain = len(self.lines) + 1, self.lines[-1]["chain"] if self.lines else ""
        at = f"2022-12-20T09:{n // 60:02}:{n % 60:02}+08:00"
        line = text([self.meeting, n, at, role, act, detail])
        chain = hashlib.sha256((chain + line).encode()).hexdigest()
        self.lines.append({"n": n, "at": at, "role": role, "act": act, "detail": detail, "chain": chain})
        return at


def _written_form(draw: st.DrawFn) -> Map:
    """A form of its own: numbers or choices, weighted items, boxes."""
    choices = [[f"档{n}", str(value)] for n, value in enumerate(draw(st.permutations(range(2, 6)))[:3])]
    low = draw(st.integers(0, 3))
    scale = draw(st.sampled_from(({"choices": choices}, {"min": low, "max": low + draw(st.integers(1, 9))})))
    items = [
        {"key": f"k{n}", "title": f"第{n}项", "weight": draw(DECIMALS), "abstain": draw(st.booleans())}
        for n in range(draw(st.integers(1, 3)))
    ]
    boxes = [{"key": "problems", "title": "问题 1"}, {"key": "b2", "title": "=建议"}][: draw(st.integers(0, 2))]
    return {"title": "自拟", "scale": scale, "items": items, "notes": boxes}


@st.composite
def documents(draw: st.DrawFn) -> Map:
    weighted = draw(st.booleans())
    groups = [{"name": name, "size": 90} for name in ("A票 1", "B票", "=C", "D")[: draw(st.integers(1, 4))]]
    for group in groups if weighted else ():
        group["weight"] = draw(DECIMALS)
    parts = []
    for place in range(draw(st.integers(1, 3))):
        form: object = draw(st.sampled_from(("secretary", "indicators", "members", "six-items", "plain")))
        names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
        part = {
            "name": ("上述", "=下评 2", "考核")[place],
            "weight": draw(DECIMALS),
            "form": _written_form(draw) if draw(st.booleans()) else form,
            "subjects": [{"name": name, "unit": draw(st.sampled_from(("", "一部")))} for name in names],
            "groups": [one["name"] for one in groups if draw(st.booleans())] or [groups[0]["name"]],
            "source": draw(st.sampled_from(("ballots", "ballots", "entered"))),
        }
        parts.append(part)
    rules: Map = {
        "decimals": draw(st.integers(0, 4)),
        "trim": draw(st.integers(0, 2)),
        "min_group": draw(st.sampled_from((1, 3, 5))),
        "empty_group": draw(st.sampled_from(("renormalise", "refuse"))),
    }
    return {
        "title": draw(st.sampled_from(("评议会", "=2022 年度“评议”"))),
        "date": "2022-12-20",
        "language": draw(st.sampled_from(("zh", "en"))),
        "expected": draw(st.sampled_from((None, 30))),
        "show": draw(st.sampled_from(("live", "closed", "held"))),
        "groups": groups,
        "parts": parts,
        "rules": rules,
    }


def parsed(asked: Map) -> Meeting:
    return meeting_document.parse(asked, forms(asked["language"]), today="2022-12-20")


def judged(draw: st.DrawFn, asked: Map) -> Meeting:
    """The document with a veto and a quota in the words of its own bands."""
    meeting = parsed(asked)
    names = [band.name for band in meeting.bands(meeting.parts[0].form)]
    shared = len({meeting.bands(part.form) for part in meeting.parts}) == 1 or names == [
        band.name for band in meeting.rules.bands
    ]
    if shared and draw(st.booleans()):
        asked["rules"]["veto"] = {"bands": names[-2:], "over": draw(st.sampled_from(("0.1", "0"))), "grade": names[-1]}
        at = draw(st.sampled_from(names))
        asked["rules"]["quota"] = {"at_or_below": at, "share": "0.4", "tolerance": "0.05"}
    return parsed(asked)


def _ballots(draw: st.DrawFn, meeting: Meeting, part: Part, subjects: int) -> list[Ballot]:
    """Few of some groups, so that some are hidden and some are empty."""
    marks = st.sampled_from(part.form.scale.marks)
    row = st.tuples(*(st.one_of(marks, st.none()) if item.abstain else marks for item in part.form.items))
    rows = st.tuples(*[st.one_of(row, row, row, st.none())] * subjects)
    boxes = [note.key for note in part.form.notes]
    found = []
    for group in meeting.voting_groups(part):
        for _ in range(draw(st.sampled_from((0, 1, 2, 4, 5, 6, 9)))):
            told = draw(st.integers(0, 4)) == 0 and boxes
            notes = (WrittenNote(0, draw(st.sampled_from(boxes)), draw(WRITTEN)),) if told else ()
            found.append(Ballot(group, draw(rows), notes))
    return found


def _rounds(draw: st.DrawFn, meeting: Meeting, book: Logbook) -> list[CountedRound]:
    """Each part's subjects in one or two rounds; some are void first, some not published."""
    made: list[CountedRound] = []
    for part in meeting.parts:
        ids = [subject.id for subject in part.subjects]
        cut: int = draw(st.integers(1, len(ids)))
        halves: list[list[str]] = [] if part.entered else [ids[:cut], ids[cut:]]
        for some in halves:
            if some and draw(st.integers(0, 3)) > 0:
                if draw(st.integers(0, 4)) == 0:
                    made.append(_void(len(made) + 1, part, some, book))
                made.append(_round(draw, meeting, part, len(made) + 1, some, book))
    return made


def _void(number: int, part: Part, subjects: list[str], book: Logbook) -> CountedRound:
    opened = book.write("chair", "open", round=f"r{number}", part=part.name, subjects=subjects, seconds=None)
    closed = book.write("chair", "void", round=f"r{number}", reason="重投 2")
    round = Round(f"r{number}", number, part.name, tuple(subjects), State.VOIDED, opened, closed, "重投 2")
    return CountedRound(round)


def _round(
    draw: st.DrawFn, meeting: Meeting, part: Part, number: int, subjects: list[str], book: Logbook
) -> CountedRound:
    id = f"r{number}"
    opened = book.write("chair", "open", round=id, part=part.name, subjects=subjects, seconds=60)
    ballots = _ballots(draw, meeting, part, len(subjects))
    closed = book.write("chair", "close", round=id)
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
    )
    round = Round(id, number, part.name, tuple(subjects), state, opened, closed, counts=counts)
    return CountedRound(round, votes_by_subject(ballots, len(subjects)), tuple(n for one in ballots for n in one.notes))


def _added(draw: st.DrawFn, meeting: Meeting, book: Logbook) -> Additions:
    grade = meeting.bands(meeting.parts[0].form)[-1].name
    said: Map = {
        "decision": {"grade": grade, "reason": " 研究决定 3 "},
        "adjustments": [{"points": "-0.50", "reason": "迟到 2 次"}, {"points": 1, "reason": "=奖"}],
        "flags": ["重大失误 1"],
        "entered": {"score": "8.50"},
    }
    found: dict[str, Map] = {"decisions": {}, "adjustments": {}, "flags": {}, "entered": {}}
    for part, subject in meeting.subjects():
        for kind, value in said.items():
            if (kind != "entered" or part.entered) and draw(st.integers(0, 3)) == 0:
                several = {"decision": "decisions"}.get(kind, kind)
                book.write("desk", several, subject=subject.id, value=value)
                found[several][subject.id] = read_addition(meeting, kind, value)
    return Additions(**found)


@st.composite
def sources(draw: st.DrawFn) -> ArchiveSource:
    """A meeting at some instant, its papers as the desk may have them."""
    meeting = judged(draw, draw(documents()))
    book = Logbook("m1")
    book.write("admin", "create", title=meeting.title)
    phase = draw(st.sampled_from((Phase.REHEARSAL, Phase.LIVE)))
    if phase is Phase.LIVE:
        book.write("desk", "phase", phase="live")
    book.write("desk", "cards", batch="b1", group=meeting.groups[0].name, count=40, recuse=None)
    rounds = _rounds(draw, meeting, book)
    present = draw(st.sampled_from((None, 28)))
    book.write("desk", "attendance", present=present, absent=2)
    additions = _added(draw, meeting, book)
    snapshot = Snapshot(
        id="m1",
        meeting=meeting,
        phase=phase,
        attendance=Attendance(present, 2),
        additions=additions,
        issued=43,
        voided=1,
        rounds=tuple(rounds),
        changed=book.lines[-1]["at"],
        document=meeting_document.dump(meeting),
        draft=draw(st.booleans()) or any(not one.round.shows_tally(meeting.show) for one in rounds),
        plain_http=draw(st.booleans()),
    )
    return ArchiveSource(snapshot, tuple(json.loads(json.dumps(book.lines))), 40)
