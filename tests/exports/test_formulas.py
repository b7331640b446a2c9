"""P38: text that a spreadsheet might run as a formula, through the whole product into every file."""

import csv as plain
import io
import re
import zipfile
from collections.abc import Callable, Iterator

import pytest

from server.exports.writers import csv_writer
from tests.harness import Hosted, Map, MeetingClient, receipt
from tests.workbooks import cells

pytestmark = pytest.mark.anyio

SIGNS = "=+-@＝＋－＠﹢﹣﹦﹫"
RISKY = [f"{sign}{rest}" for sign in SIGNS for rest in ("1+1", 'HYPERLINK("http://x","点")', "cmd|' /C calc'!A0")]
INVISIBLE = [f"{before}=1+1" for before in ("\t", "\r", "\0", "\t\r\n", "\u200b", "\ufeff", "'", '"', ";", ",")]
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?%?")
FIRST = re.compile(r"[\s\0]*[=+\-@＝＋－＠﹢﹣﹦﹫]")


def document() -> Map:
    """A risky text in every field that a cell may begin with."""
    people = [{"name": f"{text}{i}", "unit": text, "post": text} for i, text in enumerate(RISKY[:12])]
    form: Map = {
        "title": RISKY[1],
        "scale": {"min": 1, "max": 10},
        "items": [{"key": "a", "title": RISKY[2]}],
        "notes": [{"key": "problems", "title": RISKY[3], "max": 500}],
    }
    return {
        "title": RISKY[0],
        "organisation": RISKY[4],
        "groups": [{"name": RISKY[5]}, {"name": RISKY[8]}],
        "parts": [{"name": RISKY[11], "form": form, "subjects": people}],
        "rules": {"bands": [["=好", "9"], ["+较好", "7"], ["@一般", "4"], ["-差", "0"]]},
    }


async def counted(host: Hosted) -> tuple[MeetingClient, list[str]]:
    """The meeting with a counted round with notes, a voided round, and additions."""
    record = await host.make(document())
    texts = [*RISKY, *INVISIBLE]
    [part, *_] = (one["part"] for one in record.subjects)
    async with record.chair() as chair:
        spoilt = await chair.open(record.ids(part)[:1], part)
        await chair.do("void", round=spoilt, reason=RISKY[0])
        round_id = await chair.open(record.ids(part)[:1], part)
        for text in texts:
            async with record.guest() as phone:
                assert receipt(await phone.cast(round_id, 2, notes=[{"subject": 0, "key": "problems", "text": text}]))
        await chair.do("close", round=round_id)
    one = f"/subjects/{record.subjects[0]['id']}"
    for path, body in (
        (f"{one}/decision", {"grade": "=好", "reason": RISKY[0]}),
        (f"{one}/adjustments", [{"points": "-0.5", "reason": RISKY[2]}, {"points": "-9", "reason": RISKY[6]}]),
        (f"{one}/flags", [RISKY[9]]),
    ):
        assert (await record.http("PUT", path, body)).status_code == 200
    return record, sorted(one["text"] for one in (await record.tally())["notes"])


async def files(record: MeetingClient) -> dict[str, bytes]:
    """Every file that the desk can download, those of the archive one by one."""
    found = {}
    for kind in ("xlsx", "csv", "docx", "html"):
        answer = await record.http("GET", f"/tally.{kind}")
        assert answer.status_code == 200, answer.text
        found[f"tally.{kind}"] = answer.content
    bundle = zipfile.ZipFile(io.BytesIO((await record.http("GET", "/bundle.zip")).content))
    return {**found, **{f"bundle/{name}": bundle.read(name) for name in bundle.namelist()}}


def raw_cells(body: bytes) -> Iterator[str]:
    """As a spreadsheet reads them, which knows nothing of our guard."""
    for row in plain.reader(io.StringIO(body.decode("utf-8-sig"), newline="")):
        yield from row


def of_tables(body: bytes) -> None:
    for cell in raw_cells(body):
        assert NUMBER.fullmatch(cell) or not FIRST.match(cell), cell
    assert any(FIRST.match(cell) for row in csv_writer.read_rows(body) for cell in row), (
        "our own reader has the text as it was"
    )


def of_workbook(body: bytes) -> None:
    found = [*cells(body)]
    assert {cell.data_type for cell in found} <= {"s", "n"}
    assert any(FIRST.match(str(cell.value)) for cell in found)
    packed = zipfile.ZipFile(io.BytesIO(body))
    for name in packed.namelist():
        assert "charts/" in name or not re.search(rb"<f[ >]|<hyperlink|externalLink|ddeLink", packed.read(name)), name


def of_word(body: bytes) -> None:
    packed = zipfile.ZipFile(io.BytesIO(body))
    text = packed.read("word/document.xml").decode()
    assert not re.search("<w:hyperlink|DDEAUTO|<w:object|w:instrText[^>]*>[^<]*(HYPERLINK|INCLUDE|DDE)", text)
    assert "vbaProject.bin" not in "".join(packed.namelist())


def of_page(body: bytes) -> None:
    assert not re.search(r"<script|href=|src=|javascript:", body.decode().lower())


READ: dict[str, Callable[[bytes], None]] = {"csv": of_tables, "xlsx": of_workbook, "docx": of_word, "html": of_page}


async def test_no_text_is_a_formula_in_any_file(host: Hosted, proof: Callable[[str], None]) -> None:
    """P38: cells of tables, workbooks and the archive; our own reader restores the original text."""
    record, texts = await counted(host)
    found = await files(record)
    read = {name: READ[name.rpartition(".")[2]] for name in found if name.rpartition(".")[2] in READ}
    assert {name.rpartition(".")[2] for name in read} == set(READ)
    for name, check in read.items():
        if name not in ("bundle/ballots.csv", "bundle/counts.csv"):
            check(found[name])
    [notes] = [body for name, body in found.items() if name.endswith("notes.csv")]
    assert sorted(row[3] for row in csv_writer.read_rows(notes)[1:]) == sorted(map(shown, texts))
    proof(f"{len(texts)} texts in {len(read)} files: no formula, no link")


def shown(text: str) -> str:
    """Tables contain no NUL and only one kind of line end."""
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")


async def test_numbers_below_zero_stay_numbers(host: Hosted) -> None:
    """P38: deductions make a score negative, and it is not guarded."""
    record, _ = await counted(host)
    found = await files(record)
    assert "-7.500" in list(raw_cells(found["tally.csv"]))
    assert any(type(cell.value) in (int, float) and cell.value == -7.5 for cell in cells(found["tally.xlsx"]))
