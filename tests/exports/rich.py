"""One small meeting with everything in it: two parts and an entered one, hidden groups, a void round, additions."""

from collections import Counter
from typing import Any

from cards.form_files import forms
from server.archive.inputs import ArchiveSource
from server.core import meeting_document
from server.core.amendments import read_addition
from server.core.attendance import Attendance
from server.core.changes import listed_changes
from server.core.models import Additions, Phase, Vote, WrittenNote
from server.core.reconciliation import Cards
from server.core.record import Snapshot
from server.core.rounds import CountedRound, Counts, Round, State
from tests.archive.sources import KEY, Logbook

Map = dict[str, Any]
FORM = {
    "title": "两项评议",
    "scale": {"min": 1, "max": 4},
    "items": [
        {"key": "a", "title": "履职 1", "weight": "0.7", "abstain": True},
        {"key": "b", "title": "=作风", "weight": "0.3"},
    ],
    "notes": [{"key": "problems", "title": "问题和不足"}],
}
CHOICES = {
    **FORM,
    "title": "测评",
    "scale": {"choices": [["优秀", "10"], ["合格", "6"]]},
    "items": [{"key": "b", "title": "=作风"}],
}
DOCUMENT: Map = {
    "title": "2022 年度述职评议",
    "date": "2022-12-20",
    "expected": 14,
    "admission": "cards",
    "show": "closed",
    "groups": [{"name": "A票", "weight": "0.5"}, {"name": "B票", "weight": "0.3"}, {"name": "C票", "weight": "0.2"}],
    "parts": [
        {
            "name": "上述",
            "weight": "0.7",
            "form": FORM,
            "subjects": [{"name": "张三", "unit": "一部"}, {"name": "李四"}],
        },
        {"name": "下评 2", "weight": "0.3", "form": CHOICES, "subjects": [{"name": "张三", "unit": "一部"}]},
        {"name": "考核", "weight": "0.2", "form": "plain", "source": "entered", "subjects": [{"name": "李四"}]},
    ],
    "rules": {
        "bands": [["好", "3.5"], ["较好", "2.5"], ["差", "0"]],
        "trim": 1,
        "veto": {"bands": ["差"], "over": "0.1", "grade": "差"},
        "quota": {"at_or_below": "较好", "share": "0.40", "tolerance": "0.05"},
    },
}
FIRST = {
    "s1": Counter({
        Vote(0, (4, 3)): 3, Vote(0, (2, 1)): 2, Vote(0, (None, 4)): 1, Vote(1, (4, 4)): 2, Vote(1, (3, 2)): 2,
        Vote(2, (1, 1)): 1, Vote(2, None): 1,
    }),
    "s2": Counter({Vote(0, (4, 4)): 6, Vote(1, (3, 3)): 4, Vote(2, (2, 4)): 1, Vote(2, (3, 4)): 1}),
}  # fmt: skip
SECOND = {"s3": Counter({Vote(0, (0,)): 5, Vote(0, (1,)): 1, Vote(1, (0,)): 5, Vote(2, (1,)): 1})}


def source() -> ArchiveSource:
    meeting, book = meeting_document.parse(DOCUMENT, forms("zh"), today="2022-12-20"), Logbook("m1")
    book.write("admin", "create", title=meeting.title)
    for group, count in (("A票", 7), ("B票", 5), ("C票", 3)):
        book.write("desk", "cards", batch=group, group=group, count=count, recuse=None)
    book.write("desk", "phase", phase="live")
    rounds = (_void(book), _round(book, 2, "上述", FIRST, 1), _round(book, 3, "下评 2", SECOND, 0))
    additions = _added(meeting, book)
    book.write("desk", "attendance", present=13, absent=1)
    book.write("desk", "phase", phase="certified")
    snapshot = Snapshot(
        id="m1",
        meeting=meeting,
        phase=Phase.CERTIFIED,
        attendance=Attendance(13, 1),
        additions=additions,
        cards=Cards(15, 1),
        rounds=rounds,
        log=book.head(),
        document=meeting_document.dump(meeting),
        plain_http=True,
        signer=KEY.digest,
        changes=tuple(listed_changes(book.lines)),
    )
    return ArchiveSource(snapshot, tuple(book.lines), 15, KEY)


def _void(book: Logbook) -> CountedRound:
    opened = book.write("chair", "open", round="r1", part="上述", subjects=["s1"], seconds=None)
    closed = book.write("chair", "void", round="r1", reason="读错 2 人")
    return CountedRound(Round("r1", 1, "上述", ("s1",), State.VOIDED, opened, closed, "读错 2 人"))


def _round(book: Logbook, number: int, part: str, cast: dict[str, Counter[Vote]], invalid: int) -> CountedRound:
    id, subjects = f"r{number}", tuple(cast)
    opened = book.write("chair", "open", round=id, part=part, subjects=list(subjects), seconds=60)
    closed = book.write("chair", "close", round=id)
    book.write("server", "counted", round=id)
    book.write("chair", "publish", rounds=[id])
    counts = Counts(eligible=14, phone=10, paper=2 + invalid, invalid=invalid)
    round = Round(id, number, part, subjects, State.PUBLISHED, opened, closed, counts=counts)
    notes = (WrittenNote(0, "problems", "走访 3 次太少"), WrittenNote(0, "problems", "=1+1"))
    return CountedRound(round, tuple(cast.values()), notes[: 4 - number])


def _added(meeting: Any, book: Logbook) -> Additions:
    told: list[tuple[str, str, str, object]] = [
        ("s1", "decision", "decisions", {"grade": "较好", "reason": "综合 3 项"}),
        ("s1", "adjustments", "adjustments", [{"points": "-0.25", "reason": "迟到 1 次"}]),
        ("s2", "flags", "flags", ["重大失误 1"]),
        ("s4", "entered", "entered", {"score": "3.5"}),
    ]
    found: dict[str, Map] = {kind: {} for _, _, kind, _ in told}
    for subject, act, kind, value in told:
        book.write("desk", kind, subject=subject, value=value)
        found[kind][subject] = read_addition(act, value)
    return Additions(**found)
