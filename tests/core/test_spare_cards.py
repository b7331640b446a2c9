"""Any meeting: printed, spare, void, recused and late cards, phones and paper; what must add up, and the recount."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from server.archive.inputs import ArchiveSource, inputs
from server.archive.recount.reconciliation import reconciliation
from server.core.attendance import Attendance, SpareCards
from server.core.composition import compose
from server.core.forms import Form, Item, Scale
from server.core.meeting_document import dump
from server.core.models import Additions, Group, Meeting, Part, Phase, Rules, Subject, Vote
from server.core.reconciliation import Cards, reconcile
from server.core.reconciliation_json import reconciliation_json
from server.core.record import LogHead, Snapshot
from server.core.rounds import CountedRound, Counts, Round, State
from server.core.signing import SigningKey

FORM = Form("plain", "", Scale(1, 10), (Item("overall", ""),))
GROUPS = ("A票", "B票", "C票")
ROUNDS = 3


@dataclass(frozen=True)
class Card:
    """`printed` before the round of this number; `void` from this one on. `uses`: how it came in during each round, ""
    if it did not, "seen" without a ballot."""

    group: int
    printed: int
    void: int | None
    uses: tuple[str, ...]

    def came_in(self, by: int) -> bool:
        return any(self.uses[: by + 1])

    def is_valid(self, at: int) -> bool:
        return self.printed <= at and (self.void is None or at < self.void)

    def voted(self, at: int) -> bool:
        return self.uses[at] in ("phone", "paper")


@st.composite
def cards(draw: st.DrawFn, groups: int) -> Card:
    printed = draw(st.integers(0, ROUNDS - 1))
    void = draw(st.none() | st.integers(printed, ROUNDS))
    usable = range(printed, ROUNDS if void is None else min(void, ROUNDS))
    kinds = st.sampled_from(("", "", "seen", "phone", "paper"))
    uses = tuple(draw(kinds) if at in usable else "" for at in range(ROUNDS))
    return Card(draw(st.integers(0, groups - 1)), printed, void, uses)


def part(groups: list[int], number: int) -> Part:
    subject = Subject(f"s{number}", f"第{number}位")
    return Part(f"环节{number}", FORM, (subject,), groups=tuple(GROUPS[group] for group in groups))


def close(meeting: Meeting, made: list[Card], at: int) -> CountedRound:
    """The round as a server counts it when it closes."""
    voting = meeting.voting_groups(meeting.parts[at])
    own = [card for card in made if card.group in voting]
    valid = [card for card in own if card.is_valid(at)]
    voted = [card for card in own if card.voted(at)]
    uses = Counter(card.uses[at] for card in voted)
    unused = Counter(card.group for card in valid if not card.came_in(at))
    counts = Counts(
        eligible=len(valid) + sum(not card.is_valid(at) for card in voted),
        phone=uses["phone"],
        paper=uses["paper"],
        unused=tuple(unused[group] for group in range(len(meeting.groups))),
    )
    round = Round(f"r{at}", at + 1, meeting.parts[at].name, (f"s{at}",), State.PUBLISHED, "t", "t", counts=counts)
    votes = Counter({Vote(voting[0], (9,)): counts.valid}) if counts.valid else Counter[Vote]()
    return CountedRound(round, (votes,), spent=counts.returned)


@st.composite
def meetings(draw: st.DrawFn) -> tuple[Snapshot, list[Card]]:
    count = draw(st.integers(1, 3))
    voting = st.lists(st.integers(0, count - 1), min_size=1, unique=True).map(sorted)
    parts = tuple(part(draw(voting), number) for number in range(ROUNDS))
    groups = tuple(Group(name) for name in GROUPS[:count])
    made = draw(st.lists(cards(count), max_size=25))
    left = Counter(card.group for card in made if card.is_valid(ROUNDS) and not card.came_in(ROUNDS))
    spare = tuple(SpareCards(g.name, draw(st.integers(0, left[i]))) for i, g in enumerate(groups))
    present = max((sum(card.voted(at) for card in made) for at in range(ROUNDS)), default=0) + draw(st.integers(0, 3))
    absent = draw(st.integers(0, 3))
    people = Attendance(present, absent, spare=draw(st.sampled_from((None, spare))))
    meeting = Meeting("评议", parts, groups, Rules(()), "2026-01-01", expected=present + absent)
    voided = sum(card.void is not None for card in made)
    printed = Cards(len(made), voided, tuple(left[i] for i in range(count)))
    rounds = tuple(close(meeting, made, at) for at in range(ROUNDS))
    document = {**dump(meeting), "ids": [[f"s{number}"] for number in range(ROUNDS)]}
    return Snapshot(
        "m", meeting, Phase.LIVE, people, Additions(), printed, rounds, LogHead("2026-01-01T09:00:00+08:00"), document
    ), made


@given(meetings())
def test_printed_is_handed_out_and_spare_and_every_round_adds_up(drawn: tuple[Snapshot, list[Card]]) -> None:
    """应到 = 实到 + 缺席, 印制 = 发出 + 备用, 应收 = 收回 + 未交, 收回 = 有效 + 无效 = 手机 + 纸质; with void cards,
    groups without a vote and cards printed later. All of it balances."""
    snapshot, made = drawn
    found = reconcile(snapshot.meeting, snapshot.attendance, snapshot.cards, snapshot.rounds)
    assert found.balanced, found.problems
    assert found.printed == found.issued + (found.spare or 0) == len(made)
    assert found.issued - found.voided >= sum(card.came_in(ROUNDS) and card.void is None for card in made)
    for row, counted in zip(found.rounds, snapshot.rounds, strict=True):
        at = counted.round.number - 1
        voting = snapshot.meeting.voting_groups(snapshot.meeting.parts[at])
        assert row.eligible == row.returned + row.unreturned and row.unreturned >= 0
        assert row.returned == row.phone + row.paper == (row.valid or 0) + (row.invalid or 0)
        spare = sum(snapshot.attendance.spare_of(GROUPS[group]) for group in voting)
        assert counted.round.counts.eligible - spare <= row.eligible <= counted.round.counts.eligible
        if not any(card.printed > at or card.void is not None for card in made):
            assert row.eligible == counted.round.counts.eligible - spare, "exactly the spare ones are missing"


@given(meetings())
def test_the_recount_in_the_archive_states_the_same_reconciliation(drawn: tuple[Snapshot, list[Card]]) -> None:
    snapshot, _ = drawn
    assert recounted(snapshot) == reconciliation_json(compose(snapshot).reconciliation)


@given(meetings(), st.integers(1, 9))
def test_a_spare_card_too_many_is_one_problem_with_its_size(drawn: tuple[Snapshot, list[Card]], more: int) -> None:
    snapshot, _ = drawn
    name, unused = GROUPS[0], (snapshot.cards.unused or (0,))[0]
    others = tuple(SpareCards(group.name, 0) for group in snapshot.meeting.groups[1:])
    wrong = replace(snapshot.attendance, spare=(SpareCards(name, unused + more), *others))
    found = reconcile(snapshot.meeting, wrong, snapshot.cards, snapshot.rounds)
    assert found.problems == (f"“{name}”的备用未发填了 {unused + more} 张，从未用过的票卡只有 {unused} 张，多 {more}",)
    stated = recounted(replace(snapshot, attendance=wrong))
    (mentioned,) = stated["problems"]
    assert mentioned.match(found.problems[0]) and not stated["balanced"]
    forgotten = replace(snapshot.cards, unused=None)
    assert reconcile(snapshot.meeting, wrong, forgotten, snapshot.rounds).balanced, "certified: no longer known"


def recounted(snapshot: Snapshot) -> dict[str, Any]:
    record = compose(snapshot)
    stated = inputs(ArchiveSource(snapshot, (), snapshot.cards.printed, SigningKey(b"k" * 32)), record)
    rows = {f"s{counted.round.number - 1}": counted.round.counts.valid for counted in snapshot.rounds}
    return reconciliation(dict(snapshot.document), stated, rows)


def test_rounds_that_earlier_versions_closed_never_have_fewer_cards_than_ballots() -> None:
    """They do not state which cards had come in."""
    meeting = Meeting("评议", (part([0], 0),), (Group("A票"),), Rules(()), "2026-01-01")
    counts = Counts(eligible=12, phone=9)
    round = Round("r0", 1, "环节0", ("s0",), State.PUBLISHED, "t", "t", counts=counts)
    counted = CountedRound(round, (Counter({Vote(0, (9,)): 9}),))
    for spare, handed_out in ((None, 12), (0, 12), (2, 10), (5, 9)):
        people = Attendance(spare=None if spare is None else (SpareCards("A票", spare),))
        found = reconcile(meeting, people, Cards(20, 0, (9,)), [counted])
        assert (found.rounds[0].eligible, found.rounds[0].unreturned) == (handed_out, handed_out - 9)
        assert found.balanced
