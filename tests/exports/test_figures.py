"""Every number of tally.json is in every paper to the last digit, and the papers agree with each other."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from server.core.record import Record
from server.exports.content.csv_tables import csv_tables
from server.exports.writers import csv_writer
from tests.exports import readers
from tests.exports.readers import Row, Tables
from tests.exports.records import MEETINGS, tally

every_meeting = pytest.mark.parametrize("record", MEETINGS.values(), ids=MEETINGS)
printed_papers = pytest.mark.parametrize("read", [readers.html, readers.word])
Read = Callable[[Record], Tables]

ZH = {"rank": "名次", "name": "姓名", "unit": "单位", "score": "得分", "final": "最终得分", "grade": "建议等次",
      "reasons": "理由", "decided": "决定等次", "because": "决定理由", "item": "测评项目", "marks": "各分票数",
      "missing": "本项弃权", "mean": "本项均分", "ballots": "计分票", "abstained": "弃权", "recused": "回避",
      "band": "档次：{}", "votes": "票数", "percent": "占计分票%", "group_mean": "均分", "then": "；",
      "small": "少于5票，不单列", "pair": "少于5票或为保护其他票种，不单列", "nobody": "无票", "waiting": "未公布",
      "mark": "{}分", "box": "栏目", "text": "内容",
      "number": "轮次", "adjustments": "加减分", "roster": "排名范围", "awards": "奖项", "list": "、",
      "none": "无"}  # fmt: skip
EN = {"rank": "Rank", "name": "Name", "unit": "Unit", "score": "Score", "final": "Final score",
      "grade": "Proposed grade", "reasons": "Reasons", "decided": "Decided grade", "because": "Reason for decision",
      "item": "Item", "marks": "Ballots per mark", "missing": "Item abstained", "mean": "Item mean",
      "ballots": "Scored ballots", "abstained": "Abstained", "recused": "Recused", "band": "Band: {}",
      "votes": "Count", "percent": "% of scored", "group_mean": "Mean", "then": "; ",
      "small": "under 5 ballots, not shown",
      "pair": "withheld: under 5, or to protect others", "nobody": "no ballots",
      "waiting": "not published", "mark": "{}",
      "box": "Box", "text": "Text", "number": "Round", "adjustments": "Adjustments", "none": "none",
      "roster": "Ranked among", "awards": "Awards", "list": ", "}  # fmt: skip


CLASSES = {
    (0, 100): ("0–9", "10–19", "20–29", "30–39", "40–49", "50–59", "60–69", "70–79", "80–89", "90–100"),
    (2, 30): ("1–2", "2.5–3.5", "4–5", "5.5–6.5", "7–7.5", "8–9", "9.5–10.5", "11–12", "12.5–13.5", "14–15"),
}
"""Of the scales of these meetings, by lowest and highest mark: from 1 to 15 in halves, a class is 1.4 wide."""
OF_GROUPS = ("empty_group", "blocked", "not_trimmed")
"""Reasons that no feedback sheet gives."""
PAGES = ("balance", "returns", "rounds", "rules", "seal", "facts", "counted", "spread", "written")
"""The tables that the workbook has on sheets to print."""


def words(record: Record) -> dict[str, str]:
    return EN if record.meeting.language == "en" else ZH


def text(value: Any) -> str | None:
    return None if value in (None, "") else str(value)


def percent(votes: int, of: int) -> str | None:
    """By decimal arithmetic, independent of the product's own."""
    if not of:
        return None
    return str((Decimal(100 * votes) / of).quantize(Decimal("0.01"), ROUND_HALF_UP))


def marks(record: Record, place: int, item: Any) -> dict[str, str]:
    """The item's counts by the name of the mark, or of the class."""
    scale, say = record.meeting.parts[place].form.scale_of(item["key"]), words(record)["mark"]
    if item["classes"]:
        spans = CLASSES[scale.low, scale.high]
        return {say.format(span): str(n) for span, (_, _, n) in zip(spans, item["classes"], strict=True)}
    numbers = (str(float(mark * scale.step)).removesuffix(".0") for mark in scale.marks)
    names = [choice.name for choice in scale.choices] or [say.format(number) for number in numbers]
    return {name: str(n) for name, n in zip(names, item["counts"], strict=True)}


def item_row(record: Record, place: int, subject: Any, item: Any) -> Row:
    say = words(record)
    counts = {f"{say['marks']}·{name}": count for name, count in marks(record, place, item).items()}
    about = {say["name"]: subject["name"], say["unit"]: subject["unit"], say["item"]: item["title"]}
    return {**about, **counts, say["missing"]: str(item["abstained"]), say["mean"]: item["mean"]}


def item_tables(papers: readers.Tables, number: int) -> list[list[Row]]:
    """One of each scale, of which there may be several."""
    return [rows for name, rows in papers.items() if name == f"items-{number}" or name.startswith(f"items-{number}-of")]


def standing_row(record: Record, subject: Any) -> Row:
    say = words(record)
    row: Row = {say["name"]: subject["name"], say["unit"]: subject["unit"], say["ballots"]: str(subject["ballots"]),
                say["abstained"]: str(subject["abstained"]), say["recused"]: str(subject["recused"]),
                say["score"]: subject["score"]}  # fmt: skip
    for band, votes in subject["bands"].items():
        row[f"{say['band'].format(band)}·{say['votes']}"] = str(votes)
        row[f"{say['band'].format(band)}·{say['percent']}"] = percent(votes, subject["ballots"])
    hidden = say["pair" if sum(group["suppressed"] for group in subject["groups"]) == 2 else "small"]
    for group in subject["groups"]:
        mean = hidden if group["suppressed"] else group["mean"] or say["nobody"]
        ballots = hidden if group["suppressed"] else str(group["ballots"])
        row |= {f"{group['name']}·{say['votes']}": ballots, f"{group['name']}·{say['group_mean']}": mean}
    return row


def result_row(record: Record, result: Any) -> Row:
    say = words(record)
    row: Row = {say["rank"]: text(result["rank"]), say["name"]: result["subject"]["name"],
                say["unit"]: result["subject"]["unit"], say["final"]: result["score"], say["grade"]: result["grade"],
                say["decided"]: (result["decided"] or {}).get("grade")}  # fmt: skip
    told = [f"{a['reason']} {'' if a['points'][0] == '-' else '+'}{a['points']}" for a in result["adjustments"]]
    row[say["adjustments"]] = text(say["then"].join(told))
    rosters = tally(record)["rosters"]
    if len(rosters) > 1:
        row[say["roster"]] = say["list"].join(rosters[result["roster"] - 1]["parts"])
    if record.meeting.rules.awards:
        assert all(award["pending"] == [] for roster in rosters for award in roster["awards"])
        row[say["awards"]] = text(say["list"].join(result["awards"]))
    return row | {f"{one.name}·{say['score']}": result["parts"].get(one.name) for one in record.meeting.parts}


def grounds_row(record: Record, result: Any) -> Row:
    say, decided = words(record), result["decided"] or {}
    reasons = say["then"].join(reason["text"] for reason in result["reasons"] + result["remarks"])
    return {say["name"]: result["subject"]["name"], say["unit"]: result["subject"]["unit"],
            say["grade"]: result["grade"], say["reasons"]: reasons, say["decided"]: decided.get("grade"),
            say["because"]: decided.get("reason")}  # fmt: skip


@every_meeting
@printed_papers
def test_the_printed_results_agree_with_the_json(record: Record, read: Read) -> None:
    papers, results = read(record), tally(record)["results"]
    for row, result in zip(by_roster(record, papers, "results"), results, strict=True):
        expected = result_row(record, result)
        left_out = {value for heading, value in expected.items() if heading not in row}
        assert row == {heading: expected[heading] for heading in row}
        assert left_out <= {None, roster_name(record, result)}
    assert by_roster(record, papers, "grounds") == [grounds_row(record, result) for result in results]


def by_roster(record: Record, papers: readers.Tables, name: str) -> list[Row]:
    """The rows of all rosters: each has a table of its own where there are several."""
    numbers = range(1, len(record.rosters) + 1)
    return papers[name] if len(numbers) == 1 else [row for number in numbers for row in papers[f"{name}-{number}"]]


def roster_name(record: Record, result: Any) -> str:
    return "、".join(each.name for each in record.rosters[result["roster"] - 1].roster.parts)


@every_meeting
@printed_papers
def test_the_printed_counts_agree_with_the_json(record: Record, read: Read) -> None:
    papers = read(record)
    for place, one in enumerate(tally(record)["parts"]):
        if record.meeting.parts[place].entered:
            assert f"items-{place + 1}" not in papers
        elif one["subjects"][0]["ballots"] is None:
            assert [row[words(record)["ballots"]] for row in papers[f"standing-{place + 1}"]] == ["未公布"] * 3
            assert {text for row in papers[f"items-{place + 1}"] for text in list(row.values())[2:]} == {None}
        else:
            items = [item_row(record, place, subject, i) for subject in one["subjects"] for i in subject["items"]]
            tables = item_tables(papers, place + 1)
            rows = [row for table in tables for row in table]
            assert sorted(map(str, items)) == sorted(map(str, rows)), "with the marks in the order of their scale"
            assert len(tables) == len({tuple(marks(record, place, item)) for item in one["subjects"][0]["items"]})
            assert papers[f"standing-{place + 1}"] == [standing_row(record, subject) for subject in one["subjects"]]


@every_meeting
@printed_papers
def test_the_printed_report_agrees_with_the_json(record: Record, read: Read) -> None:
    papers, figures = read(record), tally(record)
    balance, say = figures["reconciliation"], words(record)
    stated = [list(row.values())[1] for row in papers["balance"]]
    assert stated[:5] == [text(balance[key]) for key in ("expected", "present", "absent", "issued", "voided")]
    assert stated[len(stated) - len(balance["problems"]) :] == balance["problems"]
    fields = ("eligible", "returned", "unreturned", "valid", "invalid", "abstained", "phone", "paper")
    expected = [[text(one[field]) for field in fields] for one in balance["rounds"]]
    assert [list(row.values())[1:] for row in papers["returns"]] == expected
    for row, one in zip(papers["rounds"], figures["rounds"], strict=True):
        cells = list(row.values())
        assert cells[1] == one["part"]
        assert cells[3:6] == [_time(one["opened"]), _time(one["closed"]), text(one["voided"])]
    assert [row[say["number"]] for row in papers["rounds"]][-1] == "9"
    assert [list(row.values())[1] for row in papers["seal"][2:4]] == [figures["fingerprint"], figures["record"]]


def _time(stamp: str | None) -> str | None:
    return stamp and f"{stamp[:19].replace('T', ' ')} UTC{stamp[19:]}"


@every_meeting
@printed_papers
def test_a_feedback_sheet_has_the_numbers_and_notes_of_one_person(record: Record, read: Read) -> None:
    papers, figures, say = read(record), tally(record), words(record)
    order = {s["id"]: s for one in figures["parts"] for s in one["subjects"]}
    for place, name in enumerate(("张三", "李四", "王五"), 1):
        (result,) = (r for r in figures["results"] if r["subject"]["name"] == name)
        own = {sid for sid, subject in order.items() if subject["name"] == name}
        facts = [cell for row in papers[f"facts-{place}"] for cell in row.values()]
        assert name in facts and result["score"] in (*facts, None) and result["grade"] in (*facts, None)
        why = [one["text"] for one in result["reasons"] + result["remarks"] if one["code"] not in OF_GROUPS]
        reasons = say["then"].join(why)
        assert (reasons or say["none"]) in facts
        counted = [row for key, rows in papers.items() if key.startswith(f"counted-{place}-") for row in rows]
        assert [row[say["score"]] for row in counted] == [_own_score(record, order[s]) for s in _by_scale(record, own)]
        notes = [n["text"] for n in figures["notes"] if n["subject"] in own]
        assert sorted(row[say["text"]] or "" for row in papers.get(f"written-{place}", [])) == sorted(notes)


def _own_score(record: Record, subject: Any) -> str | None:
    if subject["score"] is None and subject["ballots"] is not None:
        return "no score" if record.meeting.language == "en" else "无得分"
    return str(subject["score"]) if subject["score"] is not None else None


def _by_scale(record: Record, own: set[str]) -> list[str]:
    """Parts with the same scale share a table."""
    scales = list(dict.fromkeys(one.form.scale for one in record.meeting.parts))
    stands = [(scales.index(one.form.scale), s.id) for one, s in record.meeting.subjects() if s.id in own]
    return [sid for _, sid in sorted(stands, key=lambda stand: stand[0])]


@every_meeting
@printed_papers
def test_a_histogram_holds_the_counts_of_every_item(record: Record, read: Read) -> None:
    papers, figures = read(record), tally(record)
    drawn: dict[str, dict[str, str | None]] = {}
    for key, rows in papers.items():
        if key.startswith("spread-"):
            for row in rows:
                (mark, *counts), (_, *titles) = row.values(), row
                person = drawn.setdefault(key.split("-")[1], {})
                person |= {f"{title}={mark}": count for title, count in zip(titles, counts, strict=True)}
    expected: dict[str, dict[str, str]] = {}
    ids = [subject.id for _, subject in record.meeting.subjects()]
    sheets = sorted((result["ids"] for result in figures["results"]), key=lambda own: ids.index(own[0]))
    numbers = {id: number for number, own in enumerate(sheets, 1) for id in own}
    for place, one in enumerate(figures["parts"]):
        for subject in one["subjects"]:
            number = numbers[subject["id"]]
            for item in subject["items"]:
                over = f"{one['name']}·" if len(figures["parts"]) > 1 else ""
                title = _titled(record, over, item)
                of_item = {f"{title}={mark}": votes for mark, votes in marks(record, place, item).items()}
                expected.setdefault(str(number), {}).update(of_item)
    assert drawn == expected


def _titled(record: Record, over: str, item: Any) -> str:
    zh = record.meeting.language == "zh"
    mean = item["mean"] or ("无" if zh else "none")
    missing = (f"　弃权 {item['abstained']}" if zh else f", {item['abstained']} abstained") if item["abstained"] else ""
    return f"{over}{item['title']}{'　均分 ' if zh else ': mean '}{mean}{missing}"


@pytest.mark.scaled(4)
@every_meeting
def test_the_workbook_has_every_line_of_the_printed_papers(record: Record) -> None:
    """Report and feedback sheets, which agree with the JSON (see above)."""
    found, page = readers.book(record), readers.html_page(record)
    lines = {tuple(line) for one in found.worksheets[3:] for line in readers.sheet_lines(one)}
    for name, (_, body) in page.tables.items():
        if name.split("-")[0] in PAGES:
            for row in body:
                assert tuple(cell for cell in row if cell) in lines, name


@every_meeting
def test_the_csv_tables_agree_with_the_printed_ones(record: Record) -> None:
    papers = readers.html(record)
    counted = {one.name: csv_writer.read_rows(csv_writer.write_table(one)) for one in csv_tables(record)}
    assert set(counted) == {"summary", "counts", "notes", "report"}
    mark = [" ".join(record.marks)] if record.marks else []
    for line, row in zip(counted["summary"][1:], by_roster(record, papers, "results"), strict=True):
        assert {cell for cell in row.values() if cell} <= set(line)
    lines = [{cell for cell in row if cell} for row in counted["counts"][1:]]
    for name, rows in papers.items():
        if name.startswith(("items-", "standing-")):
            assert all(any({c for c in row.values() if c} <= line for line in lines) for row in rows), name
    stated = {tuple(row[-1 - len(mark) :]) for row in counted["report"][1:]}
    assert {(row["内容"] if "内容" in row else row["Value"],) + tuple(mark) for row in papers["rules"]} <= stated
