"""Records of meetings for the tests of the papers: made-up ballots, every kind of part, rule and addition."""

import json
import random
from collections import Counter
from dataclasses import replace
from fractions import Fraction as F
from typing import Any

from cards.form_files import forms
from server.core.attendance import Attendance
from server.core.composition import compose
from server.core.forms import Scale
from server.core.meeting_document import dump, parse
from server.core.models import Additions, Adjustment, Decision, Meeting, Part, Phase, Vote, WrittenNote
from server.core.reconciliation import Cards
from server.core.record import LogHead, Record, Snapshot
from server.core.record_json import record_json
from server.core.rounds import CountedRound, Counts, Round, State

SHIPPED = forms()
NAMES = ("张三", "李四", "王五")
VETO = {"bands": ["一般", "差"], "over": "0.10", "grade": "差"}
QUOTA = {"at_or_below": "较好", "share": "0.40", "tolerance": "0.05"}
MANY = {
    "id": "many", "title": "评分表", "scale": {"min": 0, "max": 20},
    "items": [{"key": f"k{i}", "title": f"第{i}项", "weight": str(i), "abstain": True} for i in range(1, 9)],
    "notes": [],
}  # fmt: skip

HUNDRED = {
    "title": "百分制", "scale": {"min": 0, "max": 100}, "notes": [],
    "items": [{"key": "all", "title": "总体", "abstain": True}, {"key": "known", "title": "熟悉程度", "weight": "0",
              "scale": {"choices": [["了解", "1"], ["不了解", "0"]]}}],
}  # fmt: skip
SUM = {
    "title": "分项计分", "score": "sum", "notes": [],
    "items": [{"key": "de", "title": "德", "scale": {"min": 0, "max": 20}},
              {"key": "neng", "title": "能", "scale": {"min": "1", "max": "15", "step": "0.5"}}],
}  # fmt: skip


def part(name: str = "上述", form: object = "secretary", **more: object) -> dict[str, object]:
    subjects = [{"name": each, "unit": f"{each}部", "post": "书记"} for each in NAMES]
    return {"name": name, "form": form, "subjects": subjects, **more}


def make_meeting(*parts: dict[str, object], **about: object) -> Meeting:
    document = {"title": "述职评议", "organisation": "某委", "expected": 40, "parts": list(parts or [part()]), **about}
    return parse(document, SHIPPED, today="2026-01-01")


def make_record(meeting: Meeting, size: int = 20, note: str = "会议偏多", **about: Any) -> Record:
    """One round per part with `size` ballots of every group, but two of group 1; and a voided round."""
    chance, number, rounds = random.Random(meeting.title), 0, list[CountedRound]()
    for one in meeting.parts:
        if not one.entered:
            number += 1
            rounds.append(counted(meeting, one, number, size, note, chance))
    subject = meeting.parts[0].subjects[0].id
    opened, changed = "2026-01-01T08:50:00", "2026-01-01T10:00:00+08:00"
    voided = Round("r9", 9, meeting.parts[0].name, (subject,), State.VOIDED, opened, None, "念错名字")
    base = Snapshot(
        id="m1",
        meeting=meeting,
        phase=Phase.LIVE,
        attendance=Attendance(36, 4),
        additions=additions(meeting),
        cards=Cards(40, 2),
        rounds=(*rounds, CountedRound(voided)),
        log=LogHead(changed, "1f" * 32),
        document=dump(meeting),
        signer="ABCD EFGH IJKL MNOP QRST",
    )
    return compose(replace(base, **about))


def counted(meeting: Meeting, one: Part, number: int, size: int, note: str, chance: random.Random) -> CountedRound:
    columns = tuple(votes(meeting, one, size, chance) for _ in one.subjects)
    ids, keys = tuple(subject.id for subject in one.subjects), [box.key for box in one.form.notes]
    total = sum(columns[0].values())
    counts = Counts(eligible=total + 3, phone=total - 1, paper=2, invalid=1)
    round = Round(f"r{number}", number, one.name, ids, State.CLOSED, "2026-01-01T09:00:00+08:00",
                  "2026-01-01T09:05:00+08:00", counts=counts)  # fmt: skip
    written = tuple(WrittenNote(0, key, note) for key in keys)
    return CountedRound(round, columns, written)


def votes(meeting: Meeting, one: Part, size: int, chance: random.Random) -> Counter[Vote]:
    """Better marks are more likely; some abstain where they may, and one of each group is recused."""
    cast = Counter[Vote]()
    for place, group in enumerate(meeting.voting_groups(one)):
        for _ in range(2 if place == 1 else size):
            row = tuple(
                None if item.abstain and chance.random() < 0.1 else likely_mark(scale, chance)
                for item, scale in zip(one.form.items, one.form.scales, strict=True)
            )
            cast[Vote(group, row)] += 1
        cast[Vote(group, None)] += 1
    return cast


def likely_mark(scale: Scale, chance: random.Random) -> int:
    marks = sorted(scale.marks, key=scale.value, reverse=True)
    return chance.choices(marks, [1 / (1 + place) for place in range(len(marks))])[0]


def additions(meeting: Meeting) -> Additions:
    first, second, third = (subject.id for subject in meeting.parts[0].subjects)
    return Additions(
        decisions={first: Decision("较好", "综合研判")},
        adjustments={second: (Adjustment(F("-0.25"), "迟到"), Adjustment(F("0.1"), "表彰"))},
        flags={third: ("重大失误",)},
        entered={s.id: F("8.5") for one in meeting.parts if one.entered for s in one.subjects[1:]},
    )


def tally(record: Record) -> Any:
    """tally.json as a client reads it."""
    return json.loads(json.dumps(record_json(record)))


GROUPS = [{"name": f"{n}票", "weight": w, "size": 30} for n, w in zip("ABC", ("0.5", "0.3", "0.2"), strict=True)]
MEETINGS: dict[str, Record] = {
    "one part": make_record(make_meeting(rules={"quota": QUOTA})),
    "two weighted parts and hidden groups": make_record(
        make_meeting(
            part(weight="0.7"),
            part("下评", "committee", weight="0.3"),
            groups=GROUPS,
            rules={"veto": VETO, "quota": QUOTA, "decimals": 2},
        )  # fmt: skip
    ),
    "two rosters with awards": make_record(
        make_meeting(
            part(weight="0.7"),
            part("下评", "committee", subjects=[{"name": "镇书记", "unit": "某镇"}]),
            part("打分", MANY, subjects=[{"name": "赵六", "unit": "二部"}], bands=[]),
            quorum={"over": "4/5"},
            rules={
                "quota": {"grade": "好", "bound": "at_most", "share": "0.30"},
                "rank": ["score", "count:好", "item:overall"],
                "awards": [["先进", 1], ["表扬", "0.5"]],
            },
        )
    ),
    "an entered part": make_record(make_meeting(part(), part("日常考核", "plain", source="entered"))),
    "named choices": make_record(make_meeting(part("民主评议", "members"))),
    "five items": make_record(make_meeting(part("测评", "indicators"))),
    "choices of six items beside numbers": make_record(make_meeting(part(), part("下评", "six-items"))),
    "eight items on a wide scale": make_record(make_meeting(part("评分", MANY), rules={"decimals": 5, "trim": 1})),
    "classes of a hundred points": make_record(make_meeting(part("测评", HUNDRED, bands=[["优", "80"], ["差", "0"]]))),
    "a sum of items on their own scales": make_record(
        make_meeting(part("评分", SUM, bands=[["高", "30"], ["低", "0"]]))
    ),
    "twelve groups": make_record(make_meeting(groups=[{"name": f"第{i}组代表"} for i in range(12)]), 6),
    "no notes, nobody voted": make_record(make_meeting(part("评分", "plain")), 0),
    "a draft with held results": make_record(make_meeting(part(), show="held"), draft=True),
    "a rehearsal": make_record(make_meeting(), phase=Phase.REHEARSAL),
    "in the clear": make_record(make_meeting(), plain_http=True),
    "in English": make_record(make_meeting(language="en")),
}
