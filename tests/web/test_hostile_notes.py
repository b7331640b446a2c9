"""Hostile and rare text cast by real phones appears in every paper unchanged and is never executed."""

import csv
import html
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable

import pytest

from server.core.ballot_validation import NOTES_BYTES
from tests.harness import Hosted, MeetingClient, Peer, code, receipt
from tests.workbooks import cells

pytestmark = pytest.mark.anyio

LONGEST_NOTE = "𠮷䶮㙍意见" * 100
NOTES = [
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "</td></tr></table><h1>&lt;已改&gt; &amp; \"'",
    '=HYPERLINK("http://evil.example","点")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "＝1＋1",
    "\t=1+1",
    "👩‍👩‍👧‍👦🇨🇳❤️‍🔥 很好",
    "𠮷野家、䶮某、㙍头：生僻字",
    "שלום \u200fעולם\u200e مرحبا \u202eلا تقلب\u202c",
    "第一行\n第二行\r\n第三行",
    "a\u0301\u0316e\u0308 组合",
    "{{7*7}} ${jndi:ldap://x} %s %n ]]> <!-- --> _x0041_",
    "'; DROP TABLE vote; --",
    LONGEST_NOTE,
]
FORMATS = ("json", "xlsx", "csv", "docx", "html")


def normalised(text: str) -> str:
    """A note as it is stored: NFC, LF line ends, no space at the ends."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()


async def meeting_with_notes(host: Hosted, notes: list[str]) -> MeetingClient:
    """A meeting with these notes, each cast by another phone."""
    meeting = await host.make(title="<b>=会议</b>𠮷", organisation="@单位\u200f")
    async with meeting.chair() as chair:
        round_id = await chair.open(meeting.ids()[:1])
        for text in notes:
            async with meeting.guest() as phone:
                assert receipt(await phone.cast(round_id, 8, notes=[note(text)])), text
        await chair.do("close", round=round_id, confirm=True)
    return meeting


def note(text: object) -> dict[str, object]:
    return {"subject": 0, "key": "problems", "text": text}


async def download(meeting: MeetingClient, kind: str) -> bytes:
    answer = await meeting.http("GET", f"/tally.{kind}")
    assert answer.status_code == 200, answer.text
    return answer.content


async def test_every_note_is_in_the_record_to_the_last_character(host: Hosted) -> None:
    meeting = await meeting_with_notes(host, NOTES)
    tally = await meeting.tally()
    assert sorted(stored["text"] for stored in tally["notes"]) == sorted(map(normalised, NOTES))
    assert tally["meeting"]["title"] == "<b>=会议</b>𠮷"


def visible(text: str) -> str:
    """Without spaces, line ends and formatting characters, which a paper may lay out differently."""
    return "".join(char for char in text if not char.isspace() and unicodedata.category(char) not in ("Cf", "Cc"))


def xlsx_text(body: bytes) -> str:
    found = [*cells(body)]
    assert {cell.data_type for cell in found} <= {"s", "n"}
    packed = zipfile.ZipFile(io.BytesIO(body))
    assert not any(b"<hyperlink" in packed.read(name) for name in packed.namelist())
    return "\n".join(str(cell.value) for cell in found)


def csv_text(body: bytes) -> str:
    cells = [cell for row in csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")) for cell in row]
    assert not any(re.match(r"[=+@＝＋－＠\t\r\0]|-(?![0-9.]+$)", cell) for cell in cells)
    return "\n".join(cells)


def docx_text(body: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        document = archive.read("word/document.xml").decode()
    assert "w:instrText" not in document or "HYPERLINK" not in re.sub(r"<w:t[ >].*?</w:t>", "", document, flags=re.S)
    return html.unescape("".join(re.findall(r"<w:t(?: [^>]*)?>(.*?)</w:t>", document, re.S)))


def html_text(body: bytes) -> str:
    page = body.decode()
    assert "<script" not in page and "<img" not in page and "<h1>&lt;已改" not in page
    return html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"<style.*?</style>", "", page, flags=re.S)))


READ: dict[str, Callable[[bytes], str]] = {"xlsx": xlsx_text, "docx": docx_text, "html": html_text}


@pytest.mark.scaled(1)
@pytest.mark.parametrize("kind", READ)
async def test_every_note_appears_in_a_paper_as_text(host: Hosted, kind: str) -> None:
    meeting = await meeting_with_notes(host, NOTES)
    text_of_paper = visible(READ[kind](await download(meeting, kind)))
    missing = [text for text in NOTES if visible(normalised(text)) not in text_of_paper]
    assert missing == []


@pytest.mark.scaled(2)
@pytest.mark.parametrize("kind", FORMATS)
async def test_names_titles_and_reasons_that_look_like_formulas_remain_text(host: Hosted, kind: str) -> None:
    """P38 through the whole product; tests/exports covers single cells."""
    hostile = ["=1+1", "+86", "-王", "@王", "＝王", "<b>王</b>", "𠮷😀"]
    subjects = [{"name": name, "unit": name} for name in hostile]
    meeting = await host.make(parts=[{"name": "=部分", "form": "plain", "subjects": subjects}])
    for subject in meeting.subjects:
        path = f"/subjects/{subject['id']}/decision"
        assert (await meeting.http("PUT", path, {"grade": "好", "reason": "=cmd|' /C calc'!A0"})).status_code == 200
    body = await download(meeting, kind)
    text = {**READ, "csv": csv_text, "json": bytes.decode}[kind](body)
    assert all(name in text for name in hostile)


async def test_a_note_of_exactly_five_hundred_characters_is_accepted_and_one_more_is_refused(host: Hosted) -> None:
    """Characters are code points after NFC: rare characters (outside the BMP) and composed letters count once."""
    meeting = await host.make()
    assert len(LONGEST_NOTE) == 500
    async with meeting.chair() as chair, meeting.guest() as phone:
        round_id = await chair.open(meeting.ids()[:1])

        async def refused(text: str) -> bool:
            answer = await phone.cast(round_id, 8, notes=[note(text)])
            return not receipt(answer) and (code(answer), answer["field"]) == ("bad_ballot", "notes[0].text")

        assert await refused(LONGEST_NOTE + "字") and await refused("👍" * 501)
        assert receipt(await phone.cast(round_id, 8, notes=[note("  " + "e\u0301" * 500 + "\n")]))
        await chair.do("close", round=round_id, confirm=True)
    (stored,) = (await meeting.tally())["notes"]
    assert stored["text"] == "é" * 500


async def cast_code(phone: Peer, round_id: str, text: object) -> str:
    return code(await phone.cast(round_id, 8, notes=[note(text)]))


async def test_endless_accents_are_refused_before_they_delay_anyone(host: Hosted) -> None:
    """Normalising 20,000 accents blocks every phone for a second; a hundred such frames, for minutes."""
    parts = [{"name": "上述", "form": "secretary", "subjects": [{"name": f"s{n}"} for n in range(18)]}]
    meeting = await host.make(parts=parts)
    async with meeting.chair() as chair, meeting.guest() as phone:
        round_id = await chair.open([subject["id"] for subject in meeting.subjects])
        text = "a" + "\u0301\u0316" * 10_000
        assert len(text.encode()) < NOTES_BYTES
        rows = [[8]] * 18
        for _ in range(4):
            answer = await phone.cast(round_id, rows, notes=[note(text)])
            assert (code(answer), answer["field"]) == ("bad_ballot", "notes[0].text")
        assert receipt(await phone.cast(round_id, rows, notes=[note("a\u0301\u0316 好")]))


@pytest.mark.parametrize("text", [b"\xff\xfe", 7, None, True, ["x"], {"x": 1}])
async def test_a_note_that_is_not_text_is_refused_and_spends_no_token(host: Hosted, text: object) -> None:
    meeting = await host.make()
    async with meeting.chair() as chair, meeting.guest() as phone:
        round_id = await chair.open(meeting.ids()[:1])
        assert await cast_code(phone, round_id, text) == "bad_ballot"
        assert receipt(await phone.cast(round_id, 8))


@pytest.mark.parametrize("reason", ["人数不对　重投", "👨‍👩‍👧 到场", "\u200f重投\u200e", "cafe\u0301"])
async def test_the_reason_of_a_void_round_may_contain_what_names_and_notes_may(host: Hosted, reason: str) -> None:
    """A full-width space, a joined emoji, direction marks: the page accepts them, so the server must."""
    meeting = await host.make()
    async with meeting.chair() as chair:
        round_id = await chair.open(meeting.ids()[:1])
        await chair.do("void", round=round_id, reason=reason)
        voided = await chair.hear("round", id=round_id, state="voided")
        assert voided["reason"] == unicodedata.normalize("NFC", reason)


@pytest.mark.parametrize("reason", [None, 7, "", " 　", "\u202e重投", "重\n投", "重" * 201])
async def test_an_empty_or_text_reversing_reason_voids_nothing(host: Hosted, reason: object) -> None:
    meeting = await host.make()
    async with meeting.chair() as chair:
        round_id = await chair.open(meeting.ids()[:1])
        answer = await chair.ask("void", round=round_id, reason=reason)
        assert (code(answer), answer["field"]) == ("bad_command", "reason")
        assert (await chair.do("close", round=round_id, confirm=True))["t"] == "done"
