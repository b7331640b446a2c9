"""Recusal (回避): who may not score whom, the denominators, and that no card can be linked to its ballot."""

import asyncio
import hashlib
import json
import secrets
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from pathlib import Path

import msgpack
import pytest

from tests.harness import Hosted, Map, MeetingClient, Peer, code, receipt

pytestmark = pytest.mark.anyio

PEOPLE = [{"name": name, "unit": f"{name}支部"} for name in ("甲", "乙", "丙")]
UPPER: Map = {"name": "上述", "form": "secretary", "subjects": PEOPLE}
LOWER: Map = {"name": "下评", "form": "committee", "subjects": PEOPLE[::-1]}
DOCUMENT: Map = {"title": "述职评议会", "admission": "cards", "parts": [UPPER, LOWER]}


@asynccontextmanager
async def meeting(
    host: Hosted, plain: int = 6, **changes: object
) -> AsyncIterator[tuple[MeetingClient, Peer, list[Peer], Peer]]:
    """A live meeting, its chair, `plain` phones, and the phone of 乙, who both reports and votes."""
    made = await host.make(DOCUMENT, **changes)
    tokens = [*await made.cards(plain), *await made.cards(1, recuse=of(made, "乙"))]
    await made.go_live()
    async with AsyncExitStack() as stack:
        chair = await stack.enter_async_context(made.chair())
        phones = [await stack.enter_async_context(made.phone(token)) for token in tokens]
        yield made, chair, phones[:-1], phones[-1]


def of(made: MeetingClient, name: str, part: str = "上述") -> str:
    return next(str(one["id"]) for one in made.subjects if (one["name"], one["part"]) == (name, part))


async def all_cast(phones: list[Peer], round_id: str, rows: object) -> None:
    answers = await asyncio.gather(*(phone.cast(round_id, rows) for phone in phones))
    assert all(map(receipt, answers))


async def refused_at(phone: Peer, round_id: str, rows: object) -> str:
    answer = await phone.cast(round_id, rows)
    assert code(answer) == "bad_ballot"
    return str(answer["field"])


async def balance(made: MeetingClient) -> list[Map]:
    rounds: list[Map] = (await made.tally())["reconciliation"]["rounds"]
    return rounds


async def subject(made: MeetingClient, name: str, part: str = "上述") -> Map:
    parts = {one["name"]: one for one in (await made.tally())["parts"]}
    return next(one for one in parts[part]["subjects"] if one["name"] == name)


async def test_reporters_cannot_score_themselves_in_any_part_alone_or_among_others(host: Hosted) -> None:
    async with meeting(host) as (made, chair, phones, own):
        for part, place, nothing in (("上述", 1, None), ("下评", 1, [None])):
            alone = await chair.open([of(made, "乙", part)], part=part)
            assert (await own.hear("round", id=alone, state="open"))["recused"] == [0]
            assert await refused_at(own, alone, [[8]]) == "scores[0][0]"
            await all_cast(phones, alone, [[8]])
            await chair.do("void", round=alone, reason="改为合并投票")
            together = await chair.open(made.ids(part), part=part)
            assert (await own.hear("round", id=together, state="open"))["recused"] == [place]
            assert await refused_at(own, together, [[8], [8], [8]]) == f"scores[{place}][0]"
            await all_cast([own], together, [[8], nothing, [8]])
            await all_cast(phones, together, [[8], [9], [7]])
            await chair.do("close", round=together)
        for part in ("上述", "下评"):
            mine, other = await subject(made, "乙", part), await subject(made, "甲", part)
            assert (mine["ballots"], mine["recused"], mine["abstained"]) == (6, 1, 0)
            assert (other["ballots"], other["recused"], other["abstained"]) == (7, 0, 0)
            assert mine["items"][0]["counts"] == [0, 0, 0, 0, 0, 0, 0, 0, 6, 0] and mine["score"] == "9.000"
            assert sum(mine["bands"].values()) == 6 and sum(other["bands"].values()) == 7


async def test_a_card_recused_from_the_whole_round_is_not_awaited(host: Hosted) -> None:
    async with meeting(host) as (made, chair, phones, own):
        alone = await chair.open([of(made, "乙")])
        assert (await chair.hear("turnout", round=alone))["issued"] == 6
        await all_cast(phones, alone, [[9]])
        assert (await chair.hear("turnout", round=alone, cast=6))["issued"] == 6
        await chair.do("close", round=alone)
        other = await chair.open([of(made, "甲")])
        assert (await chair.hear("turnout", round=other))["issued"] == 7
        await all_cast([*phones, own], other, [[8]])
        await chair.do("close", round=other)
        first, second = await balance(made)
        assert (first["eligible"], first["returned"], first["unreturned"]) == (6, 6, 0)
        assert (second["eligible"], second["returned"], second["unreturned"]) == (7, 7, 0)
        assert (await made.tally())["reconciliation"]["balanced"]


async def test_a_ballot_with_only_a_recused_row_counts_as_returned_and_recused_but_not_as_abstained(
    host: Hosted,
) -> None:
    async with meeting(host) as (made, chair, phones, own):
        alone = await chair.open([of(made, "乙")])
        assert receipt(await own.cast(alone, [None]))
        assert code(await own.cast(alone, [[None]])) == "already_voted"
        await all_cast(phones, alone, [[9]])
        await chair.do("close", round=alone)
        tally = await chair.hear("tally", round=alone, state="closed")
        assert (tally["counted"], tally["ballots"], tally["abstained"]) == (7, 6, 0)
        (line,) = await balance(made)
        assert (line["eligible"], line["returned"], line["valid"], line["abstained"]) == (7, 7, 7, 0)
        mine = await subject(made, "乙")
        assert (mine["ballots"], mine["abstained"], mine["recused"], mine["score"]) == (6, 0, 1, "9.000")
        reconciliation = (await made.tally())["reconciliation"]
        assert reconciliation["balanced"], reconciliation["problems"]


async def test_a_running_tally_counts_recused_ballots_separately(host: Hosted) -> None:
    async with meeting(host, plain=14) as (made, chair, phones, own):
        alone = await chair.open([of(made, "乙")])
        await all_cast([own], alone, [None])
        await all_cast(phones, alone, [[9]])
        tally = await chair.hear("tally", round=alone, state="open")
        shown = tally["subjects"][0]["ballots"]
        assert tally["ballots"] == shown and tally["counted"] - tally["ballots"] in (0, 1) and tally["abstained"] == 0


async def test_a_spoiled_paper_ballot_of_a_recused_card_keeps_the_balance(host: Hosted) -> None:
    made = await host.make(DOCUMENT)
    plain, [token] = await made.cards(5), await made.cards(1, recuse=of(made, "乙"))
    await made.go_live()
    async with made.chair() as chair, made.desk() as desk, AsyncExitStack() as stack:
        phones = [await stack.enter_async_context(made.phone(one)) for one in plain]
        alone = await chair.open([of(made, "乙")])
        await all_cast(phones, alone, [[9]])
        nonce = secrets.token_bytes(16)
        await desk.send(
            {"t": "paper", "n": 1, "round": alone, "token": token, "nonce": nonce, "scores": [], "spoiled": True}
        )
        await desk.hear("receipt", nonce=nonce)
        await chair.do("close", round=alone)
    (line,) = await balance(made)
    assert (line["eligible"], line["returned"], line["invalid"], line["unreturned"]) == (6, 6, 1, 0)
    assert (await made.tally())["reconciliation"]["balanced"]


async def test_a_paper_ballot_of_a_recused_card_is_refused_the_same_scores(host: Hosted) -> None:
    made = await host.make(DOCUMENT)
    [token] = await made.cards(1, recuse=of(made, "乙", "下评"))
    async with made.chair() as chair, made.desk() as desk:
        together = await chair.open(made.ids())
        for n, rows, field in ((1, [[8], [8], [8]], "scores[1][0]"), (2, [[8], None, [8]], None)):
            nonce = secrets.token_bytes(16)
            paper: Map = {"t": "paper", "n": n, "round": together, "token": token, "nonce": nonce, "scores": rows}
            await desk.send(paper)
            answer = await desk.until(lambda message, nonce=nonce: message.get("nonce") == nonce)  # type: ignore[misc]
            assert answer.get("field") == field and (answer["t"] == "receipt") == (field is None)


async def test_a_lost_recused_card_can_be_replaced_by_one_with_the_same_recusal(host: Hosted) -> None:
    async with meeting(host) as (made, chair, phones, own):
        listed = (await made.http("GET", "")).json()["cards"]
        (lost,) = [one for one in listed if one["recuse"]]
        assert lost["recuse"] == of(made, "乙") and [one["recuse"] for one in listed].count(None) == 1
        assert (await made.http("POST", "/void-cards", {"batch": lost["batch"]})).json() == {"voided": 1}
        [fresh] = await made.cards(1, recuse=of(made, "乙"))
        together = await chair.open(made.ids())
        async with made.phone(fresh) as phone:
            assert phone.welcome["round"]["recused"] == [1]
            assert code(await own.cast(together, [[8], None, [8]])) == "void_card"
            await all_cast([phone], together, [[8], None, [8]])
            await all_cast(phones, together, [[8], [8], [8]])
            await chair.do("close", round=together)
        (line,) = await balance(made)
        assert (line["eligible"], line["returned"], (await subject(made, "乙"))["recused"]) == (7, 7, 1)


async def test_a_card_voided_after_its_recused_ballot_counts_as_eligible_once(host: Hosted) -> None:
    async with meeting(host) as (made, chair, phones, own):
        alone = await chair.open([of(made, "乙")])
        await all_cast([own], alone, [None])
        await all_cast(phones, alone, [[7]])
        batch = next(one["batch"] for one in (await made.http("GET", "")).json()["cards"] if one["recuse"])
        await made.http("POST", "/void-cards", {"batch": batch})
        await chair.do("close", round=alone)
        (line,) = await balance(made)
        assert (line["eligible"], line["returned"]) == (7, 7)


async def test_a_subject_cannot_be_withdrawn_while_valid_cards_are_recused_from_it(host: Hosted) -> None:
    made = await host.make(DOCUMENT)
    two = of(made, "乙")
    batch = (await made.http("POST", "/cards", {"group": "全体", "count": 2, "recuse": two})).json()["batch"]
    answer = await made.http("PATCH", "", {"withdraw": [two]})
    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["field"]) == (409, "has_cards", "withdraw")
    assert "回避" in error["message"]
    await made.http("POST", "/void-cards", {"batch": batch})
    assert (await made.http("PATCH", "", {"withdraw": [two]})).status_code == 200


async def test_nothing_on_disk_links_a_recused_card_to_its_ballot(host: Hosted, tmp_path: Path) -> None:
    """After the close neither the card's digest nor its tag is in any row of votes or notes, each row is about one
    subject, and the recused ballot's scores are in the same counted rows as everybody's."""
    made = await host.make(DOCUMENT)
    tokens, [token] = await made.cards(6), await made.cards(1, recuse=of(made, "乙"))
    async with made.chair() as chair, made.phone(token) as own, AsyncExitStack() as stack:
        phones = [await stack.enter_async_context(made.phone(one)) for one in tokens]
        together = await chair.open(made.ids())
        notes = [{"subject": 0, "key": "problems", "text": "只有一人写"}]
        assert receipt(await own.cast(together, [[8], None, [8]], notes=notes))
        await all_cast(phones, together, [[8], [9], [8]])
        await chair.do("close", round=together)
    digest = hashlib.sha256(token.encode()).digest()
    tag = hashlib.sha256(together.encode() + digest).digest()
    with closing(sqlite3.connect(tmp_path / "pingyi.db")) as db:
        votes = db.execute("SELECT subject, voters, marks, times FROM vote ORDER BY subject, times").fetchall()
        tables = mentions(db, digest, tag)
    assert [(s, g, msgpack.unpackb(m), n) for s, g, m, n in votes] == [
        (0, 0, [8], 7),
        (1, 0, None, 1),
        (1, 0, [9], 6),
        (2, 0, [8], 7),
    ]
    assert sorted(tables) == ["spent", "token"]
    tally = json.dumps(await made.tally(), ensure_ascii=False)
    assert digest.hex() not in tally and tag.hex() not in tally and token not in tally
    assert not [path for folder in ("boxes", "keys") for path in (tmp_path / folder).iterdir()]


def mentions(db: sqlite3.Connection, *sought: bytes) -> list[str]:
    """The table of every row that contains one of these byte strings, raw or in hex."""
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = [(table, row) for table in tables for row in db.execute(f"SELECT * FROM {table}")]
    return [table for table, row in rows if any(_holds(value, one) for value in row for one in sought)]


def _holds(value: object, sought: bytes) -> bool:
    raw = value if isinstance(value, bytes) else str(value).encode()
    return sought in raw or sought.hex().encode() in raw
