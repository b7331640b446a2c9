"""The town's meeting in full: 18 rounds of one, one for the town's own secretary, 60 phones, a restart in the middle.

Every figure of tally.json and the workbook is compared with the count in this file, which knows the
meeting's rules (DOMAIN §5) and nothing of the product's own counting.
"""

import asyncio
import json
import random
from collections import Counter
from contextlib import AsyncExitStack
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from tests.harness import Map, MeetingClient, Peer, Process, receipt
from tests.workbooks import worksheets

pytestmark = pytest.mark.anyio

TOWN = Path(__file__).resolve().parents[2] / "cards/samples/town-18.json"
PHONES = {"镇党委班子成员": 12, "两代表一委员": 20, "基层党员群众代表": 28}
WEIGHTS = {"镇党委班子成员": Fraction(4, 10), "两代表一委员": Fraction(3, 10), "基层党员群众代表": Fraction(3, 10)}
UPPER = ("镇党委班子成员", "两代表一委员")
LOWER = ("基层党员群众代表",)
BANDS = (("好", 9), ("较好", 7), ("一般", 4), ("差", 0))
SECRETARY = "镇党委书记"
"""Appraised from below, alone in a part and so in a roster of his own (DECIDE §4)."""


class Count:
    """The count by hand; `marks[part, person][group]` has every score given, `daily` the entered scores."""

    def __init__(self) -> None:
        self.marks: dict[tuple[str, str], dict[str, list[int]]] = {}
        self.daily: dict[str, Fraction] = {}

    def add(self, part: str, person: str, group: str, mark: int) -> None:
        self.marks.setdefault((part, person), {}).setdefault(group, []).append(mark)

    def part_score(self, part: str, person: str) -> Fraction:
        groups = self.marks[part, person]
        weight = sum((WEIGHTS[group] for group in groups), Fraction())
        means = (WEIGHTS[g] * Fraction(sum(marks), len(marks)) for g, marks in groups.items())
        return sum(means, Fraction()) / weight

    def parts(self, person: str) -> dict[str, Fraction]:
        if person == SECRETARY:
            return {"下评": self.part_score("下评", person)}
        return {"上述": self.part_score("上述", person), "日常考核": self.daily[person]}

    def final(self, person: str) -> Fraction:
        parts = self.parts(person)
        if person == SECRETARY:
            return parts["下评"]
        return Fraction(7, 10) * parts["上述"] + Fraction(3, 10) * parts["日常考核"]

    def vetoed(self, person: str) -> bool:
        part = "下评" if person == SECRETARY else "上述"
        marks = [mark for group in self.marks[part, person].values() for mark in group]
        return Fraction(sum(mark < 7 for mark in marks), len(marks)) > Fraction(1, 10)

    def grade(self, person: str) -> str:
        score = Decimal(three(self.final(person)))
        return "差" if self.vetoed(person) else next(name for name, floor in BANDS if score >= floor)


def three(value: Fraction) -> str:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return str(exact.quantize(Decimal("0.001"), ROUND_HALF_UP))


def mark(chance: random.Random, person: int) -> int:
    """A random score: some persons are liked, some are close to the veto."""
    likely = [(12, 10, 4, 2, 0, 0, 0, 0, 0, 0), (4, 9, 12, 8, 2, 1, 0, 0, 0, 0), (2, 6, 9, 9, 5, 3, 2, 1, 1, 1)]
    return chance.choices(range(10, 0, -1), likely[person % 3])[0]


async def connect(stack: AsyncExitStack, made: MeetingClient, cards: dict[str, list[str]]) -> dict[str, list[Peer]]:
    phones = {group: [made.phone(token) for token in tokens] for group, tokens in cards.items()}
    for here in phones.values():
        for phone in here:
            await stack.enter_async_context(phone)
    return phones


async def vote(
    phones: list[tuple[str, Peer]], round_id: str, part: str, names: list[str], count: Count, seed: int
) -> None:
    """Everybody casts at once and is counted by hand."""
    chance = random.Random(seed)
    rows = [[[mark(chance, seed + i)] for i in range(len(names))] for _ in phones]
    answers = await asyncio.gather(*(phone.cast(round_id, row) for (_, phone), row in zip(phones, rows, strict=True)))
    assert all(map(receipt, answers))
    for (group, _), row in zip(phones, rows, strict=True):
        for name, (given,) in zip(names, row, strict=True):
            count.add(part, name, group, given)


async def hold(process: Process) -> tuple[MeetingClient, Count, Process]:
    made = await process.make(json.loads(TOWN.read_text("utf-8")))
    cards = {group: await made.cards(size, group) for group, size in PHONES.items()}
    await made.go_live()
    count = Count()
    names = {one["id"]: one["name"] for one in made.subjects}
    middle = len(made.ids("上述")) // 2
    for first, ids in ((1, made.ids("上述")[:middle]), (100, made.ids("上述")[middle:])):
        if first > 1:
            process = await restarted_in_a_round(process, made, cards, ids.pop(0), names, count)
        async with AsyncExitStack() as stack:
            chair, phones = await stack.enter_async_context(made.chair()), await connect(stack, made, cards)
            voters = [(group, phone) for group in UPPER for phone in phones[group]]
            for seed, subject in enumerate(ids, first):
                round_id = await chair.open([subject])
                await vote(voters, round_id, "上述", [names[subject]], count, seed)
                await chair.do("close", round=round_id)
                await chair.do("publish", round=round_id)
    async with AsyncExitStack() as stack:
        chair, phones = await stack.enter_async_context(made.chair()), await connect(stack, made, cards)
        round_id = await chair.open(made.ids("下评"), part="下评")
        await vote([(LOWER[0], phone) for phone in phones[LOWER[0]]], round_id, "下评", [SECRETARY], count, 1000)
        await chair.do("close", round=round_id)
    for place, subject in enumerate(made.ids("日常考核")):
        score = Decimal("9.75") - Decimal("0.125") * place
        answer = await made.http("PUT", f"/subjects/{subject}/entered", {"score": str(score)})
        assert answer.status_code == 200, answer.text
        count.daily[names[subject]] = Fraction(score)
    return made, count, process


async def restarted_in_a_round(
    process: Process,
    made: MeetingClient,
    cards: dict[str, list[str]],
    subject: str,
    names: dict[str, str],
    count: Count,
) -> Process:
    """The server is killed when half the phones have voted; the others vote after the restart."""
    async with AsyncExitStack() as stack:
        chair, phones = await stack.enter_async_context(made.chair()), await connect(stack, made, cards)
        voters = [(group, phone) for group in UPPER for phone in phones[group]]
        round_id = await chair.open([subject])
        await vote(voters[::2], round_id, "上述", [names[subject]], count, 50)
        process.kill()
    process = await Process(process.data, process.port).ready()
    made.host = process
    async with AsyncExitStack() as stack:
        chair, phones = await stack.enter_async_context(made.chair()), await connect(stack, made, cards)
        voters = [(group, phone) for group in UPPER for phone in phones[group]]
        assert [phone.welcome["round"]["voted"] for _, phone in voters] == [i % 2 == 0 for i in range(len(voters))]
        await vote(voters[1::2], round_id, "上述", [names[subject]], count, 51)
        await chair.do("close", round=round_id)
    return process


async def test_the_towns_meeting_agrees_to_the_last_digit_with_a_count_by_hand(tmp_path: Path) -> None:
    process = await Process(tmp_path / "data").ready()
    try:
        made, count, process = await hold(process)
        answer = await made.http("PUT", "/attendance", {"present": 60, "absent": 6})
        assert answer.status_code == 200
        tally = await made.tally()
        compare_parts(tally, count)
        compare_results(tally, count)
        compare_balance(tally)
        book = await made.http("GET", "/tally.xlsx")
        compare_workbook(book.content, tally)
        assert (await made.http("POST", "/phase", {"phase": "certified"})).status_code == 200
        assert (await made.tally())["fingerprint"] == tally["fingerprint"]
    finally:
        process.kill()


def compare_parts(tally: Map, count: Count) -> None:
    assert [(part["name"], len(part["subjects"])) for part in tally["parts"]] == [
        ("上述", 18),
        ("日常考核", 18),
        ("下评", 1),
    ]
    upper, daily, lower = tally["parts"]
    assert {each["name"]: each["score"] for each in daily["subjects"]} == {
        person: three(score) for person, score in count.daily.items()
    }
    for part in (upper, lower):
        for subject in part["subjects"]:
            groups = count.marks[part["name"], subject["name"]]
            marks = [given for group in groups.values() for given in group]
            found = Counter(marks)
            (item,) = subject["items"]
            assert item["counts"] == [found[point] for point in range(1, 11)]
            assert item["mean"] == three(Fraction(sum(marks), len(marks)))
            assert (subject["ballots"], subject["abstained"], subject["recused"]) == (len(marks), 0, 0)
            assert subject["score"] == three(count.part_score(part["name"], subject["name"]))
            assert list(subject["bands"].values()) == [
                sum(found[point] for point in points) for points in ((9, 10), (7, 8), (4, 5, 6), (1, 2, 3))
            ]
            shown = {group["name"]: (group["ballots"], group["mean"]) for group in subject["groups"]}
            assert shown == {name: (len(g), three(Fraction(sum(g), len(g)))) for name, g in groups.items()}


def compare_results(tally: Map, count: Count) -> None:
    """The secretary is ranked first of one, not among the eighteen."""
    *branches, secretary = tally["results"]
    assert len(branches) == 18 and secretary["subject"]["name"] == SECRETARY
    finals = {result["subject"]["name"]: three(count.final(result["subject"]["name"])) for result in branches}
    for result in branches:
        own = finals[result["subject"]["name"]]
        assert result["rank"] == 1 + sum(Decimal(other) > Decimal(own) for other in finals.values())
        assert result["roster"] == 1
    assert (secretary["roster"], secretary["rank"]) == (2, 1)
    for result in tally["results"]:
        person = result["subject"]["name"]
        assert result["score"] == three(count.final(person))
        assert result["grade"] == count.grade(person)
        assert ("veto" in {reason["code"] for reason in result["reasons"]}) == count.vetoed(person)
        assert result["parts"] == {part: three(score) for part, score in count.parts(person).items()}
        assert result["remarks"] == []
    assert tally["quota"] is None, "there are two rosters"
    compare_quota(tally["rosters"][0], [count.grade(person) for person in finals])
    compare_quota(tally["rosters"][1], [count.grade(SECRETARY)])


def compare_quota(roster: Map, grades: list[str]) -> None:
    share = Fraction(sum(grade != "好" for grade in grades), len(grades))
    assert roster["ranked"] == len(grades)
    assert roster["quota"]["share"] == three(share)
    assert roster["quota"]["met"] == (Fraction(35, 100) <= share <= Fraction(45, 100))


def compare_balance(tally: Map) -> None:
    balance = tally["reconciliation"]
    assert balance["balanced"], balance["problems"]
    assert (balance["expected"], balance["present"], balance["absent"]) == (66, 60, 6)
    assert (balance["issued"], balance["voided"]) == (60, 0)
    assert [one["returned"] for one in balance["rounds"]] == [32] * 18 + [28]
    assert all(one["unreturned"] == 0 and one["valid"] == one["phone"] for one in balance["rounds"])


def compare_workbook(content: bytes, tally: Map) -> None:
    sheet = worksheets(content)["汇总表"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    by_name = {row[1]: row for row in rows if row[1] in {r["subject"]["name"] for r in tally["results"]}}
    assert len(by_name) == 19
    for result in tally["results"]:
        row = by_name[result["subject"]["name"]]
        figures = [
            str(Decimal(str(value)).quantize(Decimal("0.001"))) for value in row if isinstance(value, float | int)
        ]
        assert row[0] == result["rank"]
        assert result["grade"] in row
        assert result["score"] in figures
        assert set(result["parts"].values()) <= set(figures)
