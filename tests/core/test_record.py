"""The record: what may be shown of a snapshot, the contract's shape, and the fingerprint."""

import hashlib
import json
from collections import Counter
from dataclasses import replace
from fractions import Fraction as F
from typing import Any

import pytest

from server.core.attendance import Attendance
from server.core.composition import compose
from server.core.counting import tally_subject
from server.core.forms import Form, Item, Note, Scale
from server.core.models import (
    Additions,
    Adjustment,
    Band,
    Decision,
    Group,
    Meeting,
    Part,
    Phase,
    Rules,
    Show,
    Subject,
    Vote,
    WrittenNote,
)
from server.core.reconciliation import Cards
from server.core.record import LogHead, Snapshot
from server.core.record_json import record_json
from server.core.rounds import CountedRound, Counts, Round, State
from server.core.tally_message import ShownTallies, tally_message

BANDS = (Band("好", F(9)), Band("较好", F(7)), Band("一般", F(4)), Band("差", F(0)))
FORM = Form("secretary", "评议表", Scale(1, 10), (Item("overall", "总体评价"),), (Note("problems", "问题和不足"),))
ABOVE = Part("上述", FORM, (Subject("s1", "张三", "一部"), Subject("s2", "李四", "二部")), F("0.7"), ("A票", "B票"))
DESK = Part("日常", FORM, (Subject("s3", "张三", "一部"),), F("0.3"), ("A票", "B票"), entered=True)
GROUPS = (Group("A票", F("0.6")), Group("B票", F("0.4")))
MEETING = Meeting("述职评议", (ABOVE, DESK), GROUPS, Rules(BANDS), "2026-01-01", "某委", expected=12)


def counted(number: int, sid: str, *marks: int, state: State = State.CLOSED, **about: Any) -> CountedRound:
    """A round of at most twelve ballots, the first six from group A."""
    votes = Counter(Vote(int(place >= 6), (mark,)) for place, mark in enumerate(marks))
    round = Round(f"r{number}", number, "上述", (sid,), state, f"09:0{number}", f"09:1{number}")
    counts = Counts(eligible=12, phone=len(marks))
    notes = tuple(WrittenNote(0, "problems", text) for text in ("乙", "丙", "甲")[: len(marks)])
    return CountedRound(replace(round, counts=counts, **about), (votes,), notes)


def snapshot(*rounds: CountedRound, **changes: Any) -> Snapshot:
    people, log, document = Attendance(12, 0), LogHead("2026-01-01T10:00:00+08:00"), {"title": "述职评议"}
    base = Snapshot("m1", MEETING, Phase.LIVE, people, Additions(), Cards(12, 0), rounds, log, document)
    return replace(base, **changes)


def shown(*rounds: CountedRound, **changes: Any) -> dict[str, Any]:
    """tally.json as a client reads it."""
    arrived: dict[str, Any] = json.loads(json.dumps(record_json(compose(snapshot(*rounds, **changes)))))
    return arrived


def subject(tally: dict[str, Any], place: int = 0) -> dict[str, Any]:
    subject_fields: dict[str, Any] = tally["parts"][0]["subjects"][place]
    return subject_fields


TEN = counted(1, "s1", *[10] * 6, *[7] * 6)


def test_the_record_has_the_contracts_shape() -> None:
    tally = shown(TEN)
    assert list(tally) == [
        "meeting", "generated", "fingerprint", "record", "reconciliation", "parts", "results", "rosters", "quota",
        "rounds", "notes",
    ]  # fmt: skip
    assert tally["meeting"] == {
        "id": "m1", "title": "述职评议", "organisation": "某委", "date": "2026-01-01", "phase": "live",
    }  # fmt: skip
    assert {key: value for key, value in tally["parts"][0].items() if key != "subjects"} == {
        "name": "上述", "weight": "0.7", "form": "secretary", "again": None, "outcome": None, "write_ins": [],
    }  # fmt: skip
    assert subject(tally) == {
        "id": "s1", "name": "张三", "unit": "一部", "ballots": 12, "abstained": 0, "recused": 0, "invalid": 0,
        "score": "8.800", "bases": None, "votes": None, "figures": [],
        "items": [{"key": "overall", "title": "总体评价", "mean": "8.500",
                   "counts": [0, 0, 0, 0, 0, 0, 6, 0, 0, 6], "classes": None, "abstained": 0}],
        "bands": {"好": 6, "较好": 6, "一般": 0, "差": 0},
        "groups": [
            {"name": "A票", "weight": "0.6", "ballots": 6, "mean": "10.000", "suppressed": False,
             "items": [{"key": "overall", "counts": [0] * 9 + [6], "shares": ["0.00"] * 9 + ["100.00"]}],
             "bands": {"好": 6, "较好": 0, "一般": 0, "差": 0}},
            {"name": "B票", "weight": "0.4", "ballots": 6, "mean": "7.000", "suppressed": False,
             "items": [{"key": "overall", "counts": [0] * 6 + [6, 0, 0, 0],
                        "shares": ["0.00"] * 6 + ["100.00", "0.00", "0.00", "0.00"]}],
             "bands": {"好": 0, "较好": 6, "一般": 0, "差": 0}},
        ],
    }  # fmt: skip
    assert tally["rounds"] == [
        {"id": "r1", "part": "上述", "subjects": ["s1"], "state": "closed", "opened": "09:01", "closed": "09:11",
         "voided": None}
    ]  # fmt: skip
    assert list(tally["results"][0]) == [
        "subject", "ids", "roster", "rank", "parts", "adjustments", "score", "votes", "grade", "grades", "awards",
        "awaits", "reasons", "remarks", "decided",
    ]  # fmt: skip


def test_a_record_of_edition_1_has_the_shape_that_was_signed() -> None:
    tally = shown(TEN, meeting=replace(MEETING, edition=1))
    assert "rosters" not in tally
    assert list(tally["results"][0]) == [
        "subject", "rank", "parts", "adjustments", "score", "grade", "reasons", "remarks", "decided",
    ]  # fmt: skip


def test_an_entered_score_joins_the_persons_result() -> None:
    tally = shown(TEN, additions=Additions(entered={"s3": F("9.5")}))
    assert tally["parts"][1]["subjects"][0]["score"] == "9.500"
    assert tally["results"][0]["parts"] == {"上述": "8.800", "日常": "9.500"}
    assert tally["results"][0]["score"] == "9.010"


def test_adjustments_print_as_the_shortest_decimal() -> None:
    tally = shown(TEN, additions=Additions(adjustments={"s1": (Adjustment(F("-0.5"), "迟到"),)}))
    assert tally["results"][0]["adjustments"] == [{"points": "-0.5", "reason": "迟到"}]


@pytest.mark.parametrize("state", [State.OPEN, State.PAPER, State.CLOSING])
def test_p26_a_draft_shows_only_the_turnout_of_a_running_round(state: State) -> None:
    running = counted(1, "s1", *[9] * 8, state=state)
    tally = shown(replace(running, notes=(WrittenNote(0, "problems", "秘"),)), draft=True)
    subject_fields = subject(tally)
    assert [subject_fields[key] for key in ("ballots", "abstained", "recused", "score")] == [None] * 4
    assert [subject_fields[key] for key in ("items", "bands", "groups")] == [[], {}, []]
    assert (tally["draft"], tally["mark"], tally["notes"]) == (True, "未截止", [])
    assert tally["reconciliation"]["rounds"][0]["returned"] == 8
    assert tally["reconciliation"]["rounds"][0]["abstained"] is None
    assert tally["results"][0]["score"] is None


@pytest.mark.parametrize("draft", [True, False])
@pytest.mark.parametrize("show", [Show.CLOSED, Show.HELD])
def test_p26_no_record_contains_an_unpublished_tally(show: Show, draft: bool) -> None:
    tally = shown(TEN, meeting=replace(MEETING, show=show), draft=draft)
    assert subject(tally)["score"] is None and subject(tally)["ballots"] is None
    assert tally["results"][0]["grade"] is None and tally["notes"] == []
    published = counted(1, "s1", 9, state=State.PUBLISHED)
    assert subject(shown(published, meeting=replace(MEETING, show=show)))["score"] == "9.000"


@pytest.mark.parametrize(("scored", "abstained", "few"), [(0, 6, False), (1, 9, True), (4, 0, True), (5, 0, False)])
def test_a_closed_round_of_few_scored_ballots_is_withheld_until_the_judges_are_known_to_be_few(
    scored: int, abstained: int, few: bool
) -> None:
    """P58: abstentions do not count; no ballot at all reveals nobody."""
    cast = [Vote(0, (9,))] * scored + [Vote(0, (None,))] * abstained
    one = replace(TEN, votes=(Counter(cast),), notes=())
    assert (subject(shown(one))["ballots"] is None) == few
    panel = replace(MEETING, rules=replace(MEETING.rules, panel=True))
    for meeting, phase in ((MEETING, Phase.REHEARSAL), (MEETING, Phase.CERTIFIED), (panel, Phase.LIVE)):
        assert subject(shown(one, meeting=meeting, phase=phase))["ballots"] == scored


def test_a_voided_round_is_listed_with_its_reason_and_has_no_tally() -> None:
    tally = shown(replace(TEN, round=replace(TEN.round, state=State.VOIDED, reason="念错名字")))
    assert (subject(tally)["ballots"], subject(tally)["score"], tally["notes"]) == (0, None, [])
    assert (tally["rounds"][0]["state"], tally["rounds"][0]["voided"]) == ("voided", "念错名字")
    assert tally["reconciliation"]["rounds"] == []


@pytest.mark.parametrize("order", [1, -1])
def test_of_a_voided_round_and_its_repetition_the_valid_one_counts(order: int) -> None:
    voided = counted(1, "s1", *[1] * 6, state=State.VOIDED, reason="重来")
    repetition = counted(2, "s1", *[9] * 6)
    tally = shown(*[voided, repetition][::order])
    assert subject(tally)["score"] == "9.000"
    assert [round["id"] for round in tally["rounds"]] == ["r1", "r2"]


def test_a_subject_without_a_round_has_zero_counts_and_no_score() -> None:
    subject_fields = subject(shown(TEN), 1)
    assert (subject_fields["ballots"], subject_fields["score"], subject_fields["items"][0]["counts"]) == (
        0,
        None,
        [0] * 10,
    )


def test_notes_come_by_subject_and_text_whatever_order_they_are_stored_in() -> None:
    notes = shown(counted(2, "s2", *[9] * 6), TEN)["notes"]
    assert [(n["subject"], n["text"]) for n in notes] == [
        (sid, text) for sid in ("s1", "s2") for text in sorted("甲乙丙")
    ]
    assert shown(replace(TEN, notes=TEN.notes[::-1])) == shown(TEN)


def test_the_same_snapshot_has_the_same_fingerprint_and_decisions_do_not_touch_it() -> None:
    print_of = {
        "same": shown(TEN)["fingerprint"],
        "decided": shown(TEN, additions=Additions(decisions={"s1": Decision("好", "")}))["fingerprint"],
        "later": shown(TEN, log=LogHead("2026-02-02T00:00:00+08:00"))["fingerprint"],
    }
    assert len(set(print_of.values())) == 1 and len(print_of["same"]) == 64


def test_anything_voted_counted_or_agreed_changes_the_fingerprint() -> None:
    prints = [
        shown(TEN),
        shown(counted(1, "s1", *[10] * 6, *[7] * 5, 6)),
        shown(TEN, document={"title": "述职"}),
        shown(TEN, attendance=Attendance(11, 1)),
        shown(replace(TEN, round=replace(TEN.round, state=State.PUBLISHED))),
        shown(TEN, additions=Additions(entered={"s3": F(8)})),
    ]
    assert len({tally["fingerprint"] for tally in prints}) == len(prints)


def test_a_fingerprint_can_be_recomputed_from_the_json_alone() -> None:
    tally = shown(TEN)
    content = {"document": {"title": "述职评议"}, **{k: tally[k] for k in ("parts", "rounds", "reconciliation")}}
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert hashlib.sha256(canonical).hexdigest() == tally["fingerprint"]


def test_a_rehearsal_is_marked_as_a_test_and_a_draft_of_it_as_both() -> None:
    assert shown(TEN, phase=Phase.REHEARSAL)["mark"] == "测试"
    assert shown(TEN, phase=Phase.REHEARSAL, draft=True)["mark"] == "测试 未截止"
    assert "mark" not in shown(TEN) and "draft" not in shown(TEN)


def told(
    meeting: Meeting, round: Round, votes: tuple[Counter[Vote], ...], valid: int, abstained: int = 0
) -> dict[str, Any]:
    """The `tally` message of a round on the first subjects of its part."""
    part = meeting.part(round.part)
    assert part is not None
    columns = zip(part.subjects, votes, strict=False)
    tallies = [tally_subject(meeting, part, subject, column) for subject, column in columns]
    return tally_message(meeting, round, ShownTallies(tallies, valid, abstained))


def test_the_screen_and_the_record_have_the_same_numbers() -> None:
    message = told(MEETING, TEN.round, TEN.votes, 12)
    assert (message["ballots"], message["abstained"], message["counted"]) == (12, 0, 12)
    (live,) = message["subjects"]
    final = subject(shown(TEN))
    shares = ["0.0"] * 6 + ["50.0", "0.0", "0.0", "50.0"]
    assert live == {
        **{key: value for key, value in final.items() if key != "groups"},
        "items": [{**item, "shares": shares} for item in final["items"]],
        "basis": "weighted",
        "band": "较好",
        "shares": {"好": "50.0", "较好": "50.0", "一般": "0.0", "差": "0.0"},
    }


def test_a_running_tally_separates_abstaining_ballots_from_scored_ones() -> None:
    votes = (Counter({Vote(0, (9,)): 6, Vote(0, (None,)): 2}),)
    message = told(MEETING, replace(TEN.round, state=State.OPEN), votes, 8, 2)
    assert (message["t"], message["state"], message["ballots"], message["abstained"]) == ("tally", "open", 6, 2)


@pytest.mark.parametrize("state", [State.OPEN, State.CLOSED])
def test_a_running_weighted_tally_has_neither_a_score_nor_its_band(state: State) -> None:
    votes = (Counter({Vote(0, (9,)): 6, Vote(1, (4,)): 1}),)
    round = replace(TEN.round, state=state, subjects=TEN.round.subjects[:1])
    message = told(MEETING, round, votes, 7)
    (shown,) = message["subjects"]
    assert shown["basis"] == "weighted"
    assert {shown["score"] is None, shown["band"] is None} == {state is State.OPEN}


@pytest.mark.parametrize(
    ("groups", "trim", "basis"),
    [
        (GROUPS, 0, "weighted"),
        (GROUPS, 1, "weighted"),
        (GROUPS[:1], 0, "mean"),
        (GROUPS[:1], 1, "trimmed"),
        (GROUPS[:1], 5, "mean"),
        ((Group("A票"), Group("B票")), 0, "mean"),
        ((Group("A票"), Group("B票")), 1, "trimmed"),
    ],
)
def test_a_tally_says_whether_its_scores_are_weighted_trimmed_or_plain_means(
    groups: tuple[Group, ...], trim: int, basis: str
) -> None:
    """The weight of a single group has no effect; twelve ballots are too few to trim five at either end."""
    meeting = replace(MEETING, groups=groups, rules=replace(MEETING.rules, trim=trim))
    votes = (Counter(Vote(i % len(groups), (8,)) for i in range(12)),)
    message = told(meeting, TEN.round, votes, 12)
    assert (message["basis"], message["trim"]) == (basis, trim)


def tally_subject_of(meeting: Meeting, **marks: int) -> dict[str, Any]:
    """A tally's subject with so many ballots of the marks m1 … m10."""
    votes = (Counter({Vote(0, (int(mark[1:]),)): n for mark, n in marks.items()}),)
    message = told(meeting, TEN.round, votes, sum(marks.values()))
    return message["subjects"][0]  # type: ignore[no-any-return]


ALIKE = replace(MEETING, groups=GROUPS[:1])


def test_percentages_are_rounded_half_up_from_the_exact_share() -> None:
    """1 of 16 is 6.25 %, which a binary float or rounding half to even makes 6.2 %."""
    one = tally_subject_of(ALIKE, m9=15, m4=1)
    assert one["shares"] == {"好": "93.8", "较好": "0.0", "一般": "6.3", "差": "0.0"}
    assert one["items"][0]["shares"] == ["0.0", "0.0", "0.0", "6.3", "0.0", "0.0", "0.0", "0.0", "93.8", "0.0"]


def test_without_ballots_there_are_no_percentages_and_no_band() -> None:
    nobody = tally_subject_of(ALIKE)
    assert (nobody["band"], set(nobody["shares"].values())) == (None, {None})
    assert nobody["items"][0]["shares"] == [None] * 10


@pytest.mark.parametrize(("marks", "band"), [({"m9": 1}, "好"), ({"m8": 1, "m9": 9}, "较好"), ({"m3": 1}, "差")])
def test_a_tally_names_the_band_of_the_rounded_score(marks: dict[str, int], band: str) -> None:
    assert tally_subject_of(ALIKE, **marks)["band"] == band
    coarse = replace(ALIKE, rules=replace(ALIKE.rules, decimals=0))
    assert tally_subject_of(coarse, m8=1, m9=9)["band"] == "好", "8.9 is rounded to 9 first"


@pytest.mark.parametrize(
    ("meeting", "ballots", "basis"),
    [(MEETING, 12, "weighted"), (ALIKE, 4, "mean"), (ALIKE, 5, "trimmed")],
)
def test_each_subject_says_how_its_own_score_came_about(meeting: Meeting, ballots: int, basis: str) -> None:
    trimming = replace(meeting, rules=replace(meeting.rules, trim=1))
    assert tally_subject_of(trimming, m8=ballots)["basis"] == basis
