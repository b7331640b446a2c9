"""A meeting that was deleted: no byte of it stays in the data folder, and other meetings lose none of theirs."""

import asyncio
import hashlib
import itertools
import random
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from server.core.sealing import spent_tag
from server.core.tokens import digest
from tests.harness import Host, Hosted, Map, MeetingClient, TestClock, hosted, receipt
from tests.proofs.attacks.test_traces import folder, traces
from tests.voters import Started, copied, give, moved

pytestmark = pytest.mark.anyio

COUNT = itertools.count(1)
SIGNS = "学习贯彻落实会议精神加强组织建设服务群众改进作风完善制度推动工作发展存在问题不足建议进一步提高质量效率"


def canary(word: str) -> str:
    """A word that occurs nowhere else."""
    return f"金丝雀{word}{next(COUNT):05}zq"


@dataclass
class Remains:
    """A meeting and every word, code and digest by which somebody might find it again on the disk."""

    made: MeetingClient
    title: str
    words: list[str | bytes]
    rounds: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)

    def canaries(self) -> list[str | bytes]:
        tags = [spent_tag(round_id, digest(token)) for round_id in self.rounds for token in self.tokens]
        codes = list((self.made.join or {}).values())
        keys = [*self.made.keys.values(), *self.tokens, *codes]
        return [*self.words, self.made.id, *self.rounds, *keys, *map(digest, keys), *tags]


async def founded(host: Host, **settings: object) -> Remains:
    title, words = canary("会议"), [canary(word) for word in ("单位", "甲", "乙", "丙", "支部", "职务", "票种", "环节")]
    organisation, one, two, three, unit, post, group, part = words
    subjects = [{"name": name, "unit": unit, "post": post} for name in (one, two, three)]
    parts = [{"name": part, "form": "secretary", "subjects": subjects}]
    document: Map = {"title": title, "organisation": organisation, "groups": [{"name": group}], "parts": parts}
    made = await host.make({**document, **settings})
    return Remains(made, title, [title, *words])


async def said(meeting: Remains) -> None:
    """What people add: a decision, an adjustment and a flag, each with words of its own."""
    reason, points, flag = canary("理由"), canary("加分"), canary("问责")
    path = f"/subjects/{meeting.made.subjects[0]['id']}"
    for kind, body in (
        ("/decision", {"grade": "好", "reason": reason}),
        ("/adjustments", [{"points": "-0.5", "reason": points}]),
        ("/flags", [flag]),
    ):
        assert (await meeting.made.http("PUT", path + kind, body)).status_code == 200
    meeting.words += [reason, points, flag]


def note(meeting: Remains) -> str:
    text = canary("意见")
    meeting.words.append(text)
    return text + "".join(random.choices(SIGNS, k=random.randint(0, 480)))


async def held(host: Hosted, meetings: list[Remains], voters: int) -> None:
    """Each votes three rounds at the same time as the others; the second round is voided."""
    for meeting in meetings:
        meeting.tokens += await meeting.made.cards(voters, group=str(meeting.words[7]))
        await said(meeting)
    for subject in range(3):
        for meeting in meetings:
            async with meeting.made.chair() as chair:
                id = meeting.made.subjects[subject]["id"]
                meeting.rounds.append(await chair.open([id], part=str(meeting.words[8])))
        for chunk in zip(*(meeting.tokens for meeting in meetings), strict=True):
            await asyncio.gather(
                *(
                    give(host, meeting.rounds[-1], token, [[random.randint(1, 10)]], note(meeting))
                    for meeting, token in zip(meetings, chunk, strict=True)
                )
            )
        for meeting in meetings:
            async with meeting.made.chair() as chair:
                await chair.do("close", round=meeting.rounds[-1], confirm=True)
                if subject == 1:
                    meeting.words.append(canary("作废"))
                    await chair.do("void", round=meeting.rounds[-1], reason=meeting.words[-1])


async def removed(meeting: Remains) -> None:
    assert (await meeting.made.http("DELETE", "", {"title": meeting.title})).status_code == 204


def found(data: Path, canaries: Iterable[str | bytes]) -> list[str | bytes]:
    return traces(folder(data), canaries)


async def test_no_byte_of_a_deleted_meeting_is_left_and_others_keep_every_one(tmp_path: Path) -> None:
    """Three meetings share every page of the database; the one in the middle goes, with a restart before it."""
    async with hosted(tmp_path) as host:
        meetings = [await founded(host, admission="cards") for _ in range(3)]
        await held(host, meetings, 120)
        one, gone, two = meetings
        assert len(found(tmp_path, gone.words)) > 240, "the search finds what is there"
    async with hosted(tmp_path) as host:
        one.made, gone.made, two.made = (moved(each.made, host) for each in meetings)
        before = [(await each.made.tally(), (await each.made.http("GET", "/log")).json()) for each in (one, two)]
        await removed(gone)
        assert found(tmp_path, gone.canaries()) == [], "while the server runs"
        after = [(await each.made.tally(), (await each.made.http("GET", "/log")).json()) for each in (one, two)]
        assert after == before
    assert found(tmp_path, gone.canaries()) == [], "after it stopped"
    async with hosted(tmp_path) as host:
        assert [await moved(each.made, host).tally() for each in (one, two)] == [tally for tally, _ in before]
        assert (await host.http("GET", gone.made.path, gone.made.keys["desk"])).status_code == 401
    assert found(tmp_path, gone.canaries()) == []


async def test_a_meeting_of_open_admission_leaves_neither_code_nor_token(tmp_path: Path) -> None:
    async with hosted(tmp_path) as host:
        gone = await founded(host)
        for _ in range(6):
            async with gone.made.guest() as guest:
                gone.tokens.append(guest.welcome["token"])
        digests = [digest(code) for code in [*gone.tokens, *gone.made.join.values()]]
        assert len(found(tmp_path, digests)) == 7, "codes and tokens are kept as digests"
        await removed(gone)
        assert found(tmp_path, gone.canaries()) == []


async def test_going_live_leaves_no_byte_of_the_rehearsals_rounds_and_phones(host: Hosted, tmp_path: Path) -> None:
    made = await host.make()
    words = [canary("试") for _ in range(40)]
    tokens = []
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        for text in words:
            async with made.guest() as guest:
                tokens.append(guest.welcome["token"])
                notes = [{"subject": 0, "key": "problems", "text": text}]
                assert receipt(await guest.cast(round_id, 8, notes=notes))
        await chair.do("close", round=round_id)
    tags = [spent_tag(round_id, digest(token)) for token in tokens]
    assert len(found(tmp_path, [*words, *tags, *map(digest, tokens)])) == 120
    await made.go_live()
    assert found(tmp_path, [*words, *tags, *map(digest, tokens)]) == []
    log = (await made.http("GET", "/log")).json()["log"]
    assert [entry["act"] for entry in log][-1] == "phase", "the log of what was done stays"


async def test_a_voided_round_leaves_its_reason_and_none_of_its_ballots(host: Hosted, tmp_path: Path) -> None:
    made = await host.make(admission="cards")
    words, tokens = [canary("废") for _ in range(40)], await made.cards(40)
    async with made.chair() as chair:
        round_id = await chair.open(made.ids()[:1])
        for token, text in zip(tokens, words, strict=True):
            await give(host, round_id, token, [[3]], text)
        await chair.do("close", round=round_id)
        assert found(tmp_path, words) == words
        reason = canary("原因")
        await chair.do("void", round=round_id, reason=reason)
    assert found(tmp_path, [*words, *(spent_tag(round_id, digest(token)) for token in tokens)]) == []
    assert found(tmp_path, [reason, round_id]) == [reason, round_id]


async def test_killed_before_the_log_was_emptied_the_next_start_takes_the_rest_off_the_disk(
    tmp_path: Path, started: Started
) -> None:
    """Somebody reads the database, so the deleted bytes must wait in its log; then the power goes."""
    data, left = tmp_path / "data", tmp_path / "left"
    server = await started(data).ready()
    other, gone = await founded(server), await founded(server)
    await said(gone)
    with closing(sqlite3.connect(data / "pingyi.db")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM meeting").fetchone()
        await removed(gone)
        server.kill()
        copied(data, left)  # as it lies there: the reader would tidy up as it goes
    assert found(left, gone.words), "the control: they could not leave yet"
    again = await started(left).ready()
    assert found(left, gone.canaries()) == []
    assert (await moved(other.made, again).tally())["meeting"]["title"] == other.title


async def test_what_could_not_leave_the_disk_at_once_leaves_it_soon(
    host: Hosted, tmp_path: Path, clock: TestClock
) -> None:
    gone = await founded(host)
    with closing(sqlite3.connect(tmp_path / "pingyi.db")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM meeting").fetchone()
        await removed(gone)
        assert found(tmp_path, gone.words)
    clock.run(60)
    await host.scheduler.tick()
    assert found(tmp_path, gone.canaries()) == []


async def test_nothing_is_stored_of_a_meeting_that_is_deleted_meanwhile(host: Hosted, tmp_path: Path) -> None:
    """Neither what the server counts of its retries, nor the phone that is just being admitted."""
    gone, operations = await founded(host), host.operations
    async with gone.made.chair() as chair, gone.made.guest() as guest:
        gone.rounds.append(await chair.open(gone.made.ids(str(gone.words[8]))[:1], part=str(gone.words[8])))
        assert receipt(await guest.cast(gone.rounds[0], 8))
        await chair.do("close", round=gone.rounds[0], confirm=True)
    counted = await operations.store.rounds_with_retries()
    assert counted == [(gone.made.id, gone.rounds[0])]
    await removed(gone)
    await host.scheduler.housekeeping.countdowns.count(counted)
    assert not await operations.store.admit(gone.made.id, 0, digest("0123456789ABCDEF"), None, None)
    assert found(tmp_path, gone.canaries()) == []


def test_the_search_knows_every_way_a_secret_may_be_written() -> None:
    token, octets = "0123456789ABCDEF", hashlib.sha256(b"x").digest()
    places = [b"..0123 4567 89AB CDEF..", octets.hex().encode(), b"nothing"]
    assert traces(places, [token, octets, "other"]) == [token, octets]
