"""Archives of small meetings of one series, as the ledger reads them: any people, day, phase and key."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from cards.form_files import forms
from server.archive.builder import contents, zipped
from server.archive.inputs import ArchiveSource
from server.core import meeting_document
from server.core.attendance import Attendance
from server.core.changes import listed_changes
from server.core.models import Additions, Decision, Phase, Vote
from server.core.reconciliation import Cards
from server.core.record import Snapshot
from server.core.rounds import CountedRound, Counts, Round, State
from server.core.signing import SigningKey
from server.core.texts import Opinion, TextKind, Texts, digest_of, to_json
from tests.archive.sources import KEY, Logbook

Map = dict[str, Any]


@dataclass(frozen=True)
class Person:
    """`mark`: that of each of the ten ballots; None for nobody voted on. `decided`: the decided grade."""

    name: str
    unit: str = ""
    mode: str = "onsite"
    mark: int | None = 8
    decided: str = ""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Series:
    """One meeting of it."""

    id: str
    date: str
    people: tuple[Person, ...]
    phase: Phase = Phase.CERTIFIED
    key: SigningKey = KEY
    later_lines: int = 0
    title: str = "年度述职评议"
    document: Map = field(default_factory=dict)
    draft: bool = False

    def source(self) -> ArchiveSource:
        subjects = [{"name": one.name, "unit": one.unit, "post": "书记", "mode": one.mode} for one in self.people]
        part = {"name": "评议", "form": "secretary", "subjects": subjects}
        document = {"title": self.title, "date": self.date, "parts": [part], "quorum": None, **self.document}
        meeting, book = meeting_document.parse(document, forms("zh"), today=self.date), Logbook(self.id)
        book.write("admin", "create", title=meeting.title)
        if self.phase is not Phase.REHEARSAL:
            book.write("desk", "phase", phase="live")
        voted = tuple(f"s{n}" for n, one in enumerate(self.people, 1) if one.mark is not None)
        rounds = (self._round(book, voted),) if voted else ()
        decisions = {f"s{n}": Decision(one.decided, "研究") for n, one in enumerate(self.people, 1) if one.decided}
        for sid, decision in decisions.items():
            book.write("desk", "decisions", subject=sid, value={"grade": decision.grade, "reason": decision.reason})
        opinions = {f"s{n}": Opinion(problems=one.problems) for n, one in enumerate(self.people, 1) if one.problems}
        for sid, opinion in opinions.items():
            book.write("desk", str(TextKind.OPINION), subject=sid, digest=digest_of(to_json(opinion)))
        book.write("desk", "attendance", present=10, absent=0)
        if self.phase is Phase.CERTIFIED:
            book.write("desk", "phase", phase="certified")
        for _ in range(self.later_lines):
            book.write("desk", "key", of="screen")
        snapshot = Snapshot(
            id=self.id,
            meeting=meeting,
            phase=self.phase,
            attendance=Attendance(10, 0),
            additions=Additions(decisions=decisions),
            cards=Cards(0, 0),
            rounds=rounds,
            log=book.head(),
            document=meeting_document.dump(meeting),
            signer=self.key.digest,
            changes=tuple(listed_changes(book.lines)),
            texts=Texts(opinions=opinions),
            draft=self.draft,
        )
        return ArchiveSource(snapshot, tuple(book.lines), 0, self.key)

    def _round(self, book: Logbook, voted: tuple[str, ...]) -> CountedRound:
        opened = book.write("chair", "open", round="r1", part="评议", subjects=list(voted), seconds=60)
        closed = book.write("chair", "close", round="r1")
        book.write("server", "counted", round="r1")
        votes = tuple(Counter({Vote(0, (one.mark,)): 10}) for one in self.people if one.mark is not None)
        round = Round("r1", 1, "评议", voted, State.CLOSED, opened, closed, counts=Counts(10, 10, 0, 0, 0))
        return CountedRound(round, votes)

    def files(self) -> dict[str, bytes]:
        return contents(self.source())

    def archive(self) -> bytes:
        return zipped(self.files())
