"""The current code opens the data of this and earlier versions, including that of one stopped during an open round.

Folders and PostgreSQL dumps are generated and described by `scripts/golden_data.py`. Each test works on a copy. The
counts of a certified meeting are compared on every folder and dump in every run; the rest in an everyday run on the
oldest, the newest and one between, under `scripts/prove` on all.
"""

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from server.archive.recount.archive_files import read_archive
from server.archive.recount.verify import check_archive
from server.archive.verification import verify_archive
from tests.harness import ROOT, Hosted, Map, MeetingClient, Peer, Process, TestClock, code, hosted, receipt
from tests.nodes import healthy
from tests.postgres_server import PostgresServer
from tests.proof_scale import ends

pytestmark = [pytest.mark.anyio, pytest.mark.scaled]

FOLDERS = sorted((ROOT / "tests/data").glob("v*"))
DUMPS = sorted((ROOT / "tests/data").glob("v*/postgres"))
assert FOLDERS and DUMPS
TRIED = [*ends(FOLDERS, 1), *ends(DUMPS, 0)]
ARCHIVES = {"bundle.zip": "certified", "elected.zip": "elected"}
"""The meetings that they are of; the second is there since v4."""
FACTS = ("facts.json", "postgres", *ARCHIVES)
"""What is beside the data."""
DEFAULT_BANDS = [["好", "9"], ["较好", "7"], ["一般", "4"], ["差", "0"]]
NAMES = ("certified", "joining", "running", "elected", "electing")
"""The meetings, of which the last two are there since v4."""
TALLY = ("fingerprint", "reconciliation", "parts", "results", "quota", "rounds", "notes")
TRIES = 5
"""Differing casts allowed per spent token before the server stops answering."""


class Golden(NamedTuple):
    """A copy of a data folder."""

    data: Path
    facts: Map


def copied_folder(folder: Path, data: Path) -> Golden:
    shutil.copytree(folder, data, ignore=shutil.ignore_patterns(*FACTS))
    return Golden(data, json.loads((folder / "facts.json").read_text("utf-8")))


class Opened(NamedTuple):
    """The current code on a copy of the folder, or on a database filled from the dump; by its clock the earlier version
    stopped seconds ago."""

    host: Hosted
    facts: Map

    def meeting(self, name: str) -> tuple[MeetingClient, Map]:
        return MeetingClient(self.host, self.facts[name]), self.facts[name]

    def meetings(self) -> list[tuple[MeetingClient, Map]]:
        return [self.meeting(name) for name in NAMES if name in self.facts]


@pytest.fixture(params=ends(FOLDERS, 1), ids=lambda folder: folder.name)
def golden(request: pytest.FixtureRequest, tmp_path: Path) -> Golden:
    return copied_folder(request.param, tmp_path / "data")


def place(path: Path) -> str:
    """How a folder or dump is called in the name of a test."""
    return path.relative_to(ROOT / "tests/data").as_posix()


@pytest.fixture(params=TRIED, ids=place)
async def opened(
    request: pytest.FixtureRequest, tmp_path: Path, clock: TestClock, anyio_backend: str
) -> AsyncIterator[Opened]:
    async with open_copy(request, tmp_path / "data", clock) as copy:
        yield copy


@asynccontextmanager
async def open_copy(request: pytest.FixtureRequest, data: Path, clock: TestClock) -> AsyncIterator[Opened]:
    settings: Map = {}
    if request.param in DUMPS:
        facts = json.loads((request.param / "facts.json").read_text("utf-8"))
        database = await filled(request.getfixturevalue("shared_server"), request.param / "dump.sql")
        settings = {"database_url": database, "secret": facts["secret"].encode()}
    else:
        facts = copied_folder(request.param, data).facts
    clock.day = facts["stopped"] + 5
    async with hosted(data, clock, **settings) as host:
        await healthy(host)
        yield Opened(host, facts)


async def filled(server: PostgresServer, dump: Path) -> str:
    """The address of a new database with what the dump holds."""
    await server.ready()
    database, reachable = await server.database(), server.folder.parent / "golden.sql"
    shutil.copy(dump, reachable)
    server.run("psql", "--quiet", "-v", "ON_ERROR_STOP=1", "-d", database, "-f", str(reachable))
    return database


def lost(before: Any, now: Any, where: str) -> Iterator[str]:
    """Differences from the recorded value. Added fields and reworded sentences are allowed, that `too_few` has replaced
    a round's `confirm` and `scales` its `marks`, that the default bands of edition 1 count as not given, and that casts
    are larger."""
    if isinstance(before, dict) and isinstance(now, dict):
        for key, value in before.items():
            replaced = key in ("confirm", "cast_size", "marks")
            replaced |= key == "bands" and value == DEFAULT_BANDS and now.get(key) is None
            if not (key == "text" and "code" in before) and not replaced:
                yield from lost(value, now.get(key), f"{where}.{key}")
    elif isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        for i, (old, new) in enumerate(zip(before, now, strict=True)):
            yield from lost(old, new, f"{where}[{i}]")
    elif before != now:
        yield f"{where}: {before!r} is now {now!r}"


def counts(ballots: Sequence[Map], subject: int = 0) -> list[int]:
    """Number of ballots per score from 1 to 10, for one subject of a round."""
    cast = Counter(ballot["scores"][subject][0] for ballot in ballots if not ballot["spoiled"])
    return [cast[score] for score in range(1, 11)]


async def counted(made: MeetingClient, subject_id: str) -> list[int]:
    (part,) = (await made.tally())["parts"]
    (subject,) = (one for one in part["subjects"] if one["id"] == subject_id)
    found: list[int] = subject["items"][0]["counts"]
    return found


async def again(made: MeetingClient, round_id: str, ballot: Map, scores: object = None) -> Map | None:
    """The answer to a recorded ballot cast again, exactly or with other scores; None for silence."""
    paper = {"t": "paper", "n": 1, "token": ballot["token"], "spoiled": ballot["spoiled"]}
    message = {
        **(paper if ballot["paper"] else {"t": "cast"}),
        "round": round_id,
        "nonce": bytes.fromhex(ballot["nonce"]),
        "scores": scores or ballot["scores"],
        "notes": ballot["notes"],
        **{name: ballot[name] for name in ("write_ins",) if name in ballot},
    }
    async with made.desk() if ballot["paper"] else made.phone(ballot["token"]) as peer:
        await peer.send(message)
        await peer.send({**message, "round": "unknown", "nonce": b"u" * 16})
        answer = await peer.until(lambda m: m["t"] in ("receipt", "refused"))
    return None if answer.get("code") == "unknown_round" else answer


async def confirms(made: MeetingClient, round_id: str, ballots: Sequence[Map]) -> None:
    """Every ballot gets a receipt."""
    for ballot in ballots:
        answer = await again(made, round_id, ballot)
        assert answer is not None and receipt(answer), (ballot, answer)


async def ends_after_five_tries(made: MeetingClient, recorded: Map) -> None:
    """Recorded tries still count; after five, even an exact retry is not answered."""
    (ballot,) = (one for one in recorded["ballots"] if one.get("tries"))
    for _ in range(TRIES - ballot["tries"]):
        answer = await again(made, recorded["round"], ballot, [[2]])
        assert answer is not None and code(answer) == "already_voted"
    assert await again(made, recorded["round"], ballot, [[2]]) is None
    assert await again(made, recorded["round"], ballot) is None


async def turnout(made: MeetingClient) -> Map:
    async with made.screen() as screen:
        return {name: screen.welcome["turnout"][name] for name in ("round", "issued", "cast", "paper")}


async def refused(peer: Peer) -> str:
    async with peer:
        return code(peer.welcome)


async def test_the_program_starts_on_the_folder_twice_and_stops_cleanly(
    golden: Golden, started: Callable[..., Process]
) -> None:
    for _ in range(2):
        server = await started(golden.data).ready()
        listed = (await server.http("GET", "/api/meetings", server.admin)).json()
        meetings = [golden.facts[name] for name in NAMES if name in golden.facts]
        assert {(one["id"], one["title"], one["phase"]) for one in listed} == {
            (one["id"], one["title"], one["state"]["phase"]) for one in meetings
        }
        assert server.stop() == 0


async def test_every_staff_key_still_opens_its_role_and_no_other(opened: Opened) -> None:
    for made, facts in opened.meetings():
        for role, key in facts["keys"].items():
            async with opened.host.peer({"role": role, "key": key}) as peer:
                assert peer.welcome["t"] == "welcome" and peer.welcome["meeting"]["id"] == made.id
        wrong = {"role": "chair", "key": facts["keys"]["screen"]}
        assert await refused(opened.host.peer(wrong)) == "wrong_role"


async def test_documents_rounds_cards_additions_and_logs_are_what_they_were(opened: Opened) -> None:
    for made, facts in opened.meetings():
        assert not list(lost(facts["state"], (await made.http("GET", "")).json(), facts["title"]))
        log = (await made.http("GET", "/log")).json()["log"]
        assert log[: len(facts["log"])] == facts["log"]
        chain = ""
        for line in log:
            row = [made.id, *(line[field] for field in ("n", "at", "role", "act", "detail"))]
            text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            chain = hashlib.sha256((chain + text).encode()).hexdigest()
            assert line["chain"] == chain, line


async def test_every_meeting_can_be_copied_as_a_new_one(opened: Opened) -> None:
    for made, _ in opened.meetings():
        document = (await made.http("GET", "/document")).json()
        answer = await opened.host.http("POST", "/api/meetings", opened.host.admin, document)
        assert answer.status_code == 201, (document["title"], answer.text)


@pytest.mark.parametrize("opened", [*FOLDERS, *DUMPS], ids=place, indirect=True)
async def test_a_certified_meeting_has_its_counts_results_and_fingerprint(opened: Opened) -> None:
    """P52: on every folder and dump."""
    made, facts = opened.meeting("certified")
    tally = await made.tally()
    assert not list(lost({name: facts["tally"][name] for name in TALLY}, tally, "tally"))


async def test_the_archive_of_a_certified_meeting_passes_the_recount(opened: Opened, tmp_path: Path) -> None:
    made, _ = opened.meeting("certified")
    archive = tmp_path / "bundle.zip"
    archive.write_bytes((await made.http("GET", "/bundle.zip")).content)
    assert list(verify_archive(read_archive(archive))) == []


@pytest.mark.parametrize("archive", [folder / name for folder in ends(FOLDERS, 2) for name in ARCHIVES], ids=place)
def test_the_archive_that_an_earlier_version_wrote_passes_the_recount(archive: Path) -> None:
    """The independent one, and the product's of every table and paper."""
    facts = json.loads((archive.parent / "facts.json").read_text("utf-8"))
    if not archive.exists():
        assert ARCHIVES[archive.name] not in facts
        return
    files = read_archive(archive)
    assert not list(check_archive(files))
    assert list(verify_archive(files)) == []
    assert json.loads(files["tally.json"])["fingerprint"] == facts[ARCHIVES[archive.name]]["tally"]["fingerprint"]


async def test_a_certified_meeting_still_takes_a_decision(opened: Opened) -> None:
    made, facts = opened.meeting("certified")
    body = {"grade": "较好", "reason": "复核"}
    assert (await made.http("PUT", f"/subjects/{made.ids()[0]}/decision", body)).status_code == 200
    tally = await made.tally()
    assert tally["fingerprint"] == facts["tally"]["fingerprint"]
    name = facts["subjects"][0]["name"]
    (result,) = (one for one in tally["results"] if one["subject"]["name"] == name)
    assert result["decided"] == body


async def test_an_open_round_keeps_its_turnout_and_its_running_tally(opened: Opened) -> None:
    made, facts = opened.meeting("running")
    now, shown = facts["open"], facts["open"]["shown"]
    assert await turnout(made) == {"round": now["round"], **now["turnout"]}
    async with made.screen() as screen:
        assert (screen.welcome["round"]["id"], screen.welcome["round"]["state"]) == (now["round"], "open")
        told = [one for one in screen.welcome["tallies"] if one["round"] == now["round"] and one["counted"]]
        tally = told[0] if told else await screen.hear("tally", round=now["round"])
    assert not list(lost(shown, tally, "tally"))


async def test_in_an_open_round_a_repeated_ballot_gets_its_receipt_and_counts_once(opened: Opened) -> None:
    """P52: on every folder and dump."""
    made, facts = opened.meeting("running")
    now = facts["open"]
    await confirms(made, now["round"], now["ballots"])
    assert await turnout(made) == {"round": now["round"], **now["turnout"]}


async def test_in_an_open_round_a_spent_token_casts_no_second_ballot(opened: Opened) -> None:
    made, facts = opened.meeting("running")
    now = facts["open"]
    fresh = [ballot for ballot in now["ballots"] if not ballot.get("tries") and not ballot["spoiled"]]
    for ballot in fresh:
        answer = await again(made, now["round"], ballot, [[2]])
        assert answer is not None and code(answer) == "already_voted"
    await ends_after_five_tries(made, now)
    assert await turnout(made) == {"round": now["round"], **now["turnout"]}


async def test_an_open_round_takes_more_ballots_closes_with_all_of_them_and_is_published(opened: Opened) -> None:
    """P52: on every folder and dump."""
    made, facts = opened.meeting("running")
    now, subject = facts["open"], made.ids()[1]
    new = {"scores": [[9]], "notes": [], "paper": False, "spoiled": False}
    tokens = [*facts["tokens"]["unused"], *facts["tokens"]["recused"]]
    more = [{**new, "token": token, "nonce": bytes([i] * 16).hex()} for i, token in enumerate(tokens)]
    more[0] |= {"scores": [[4]], "paper": True}
    await confirms(made, now["round"], more)
    cast = now["turnout"]["cast"] + len(more)
    assert (await turnout(made))["cast"] == cast
    ballots = [*now["ballots"], *more]
    async with made.chair() as chair:
        await chair.do("close", round=now["round"])
        assert await counted(made, subject) == counts(ballots)
        tally = await made.tally()
        (balance,) = (one for one in tally["reconciliation"]["rounds"] if one["round"] == now["round"])
        assert (balance["returned"], balance["invalid"], balance["paper"]) == (cast, 1, now["turnout"]["paper"] + 1)
        written = [note["text"] for ballot in ballots for note in ballot["notes"]]
        assert sorted(n["text"] for n in tally["notes"] if n["subject"] == subject) == sorted(written)
        await confirms(made, now["round"], ballots)
        await chair.do("publish", round=now["round"])


async def test_a_closed_round_has_its_counts_and_still_answers_exact_retries(opened: Opened) -> None:
    """P52: on every folder and dump."""
    made, facts = opened.meeting("running")
    before = facts["closed"]
    draft = await made.tally(draft=True)
    recorded = before["tally"]["parts"][0]["subjects"][0]
    assert not list(lost(recorded, draft["parts"][0]["subjects"][0], "subject"))
    assert recorded["items"][0]["counts"] == counts(before["ballots"])
    await confirms(made, before["round"], before["ballots"])
    await ends_after_five_tries(made, before)


async def test_held_results_are_published_with_the_counts_that_were_cast(opened: Opened) -> None:
    made, facts = opened.meeting("joining")
    held = facts["closed"]
    assert (await made.http("GET", "/tally.json")).status_code == 409
    await confirms(made, held["round"], held["ballots"])
    async with made.chair() as chair:
        await chair.do("publish", all=True)
    for i, subject in enumerate(made.ids()[:2]):
        assert await counted(made, subject) == counts(held["ballots"], i)


async def test_printed_cards_still_let_their_voters_in_and_voided_ones_do_not(opened: Opened) -> None:
    made, facts = opened.meeting("running")
    for token in (*facts["tokens"]["unused"], *facts["tokens"]["recused"], facts["open"]["ballots"][0]["token"]):
        async with made.phone(token) as phone:
            assert phone.welcome["t"] == "welcome" and phone.welcome["round"]["id"] == facts["open"]["round"]
            assert phone.welcome["round"]["voted"] == (token == facts["open"]["ballots"][0]["token"])
    assert await refused(made.phone(facts["tokens"]["void"][0])) == "void_card"


async def test_a_recused_card_stays_recused(opened: Opened) -> None:
    made, facts = opened.meeting("running")
    async with made.chair() as chair, made.phone(facts["tokens"]["recused"][0]) as phone:
        await chair.do("close", round=facts["open"]["round"])
        round_id = await chair.open(made.ids()[2:])
        assert code(await phone.cast(round_id, 8)) == "bad_ballot"


async def test_a_join_code_still_admits_and_a_device_gets_the_token_it_had(opened: Opened) -> None:
    made, facts = opened.meeting("joining")
    for one in facts["admitted"]:
        async with made.guest(device=bytes.fromhex(one["device"])) as phone:
            assert phone.welcome["token"] == one["token"]
        async with made.phone(one["token"]) as phone:
            assert phone.welcome["meeting"]["id"] == made.id
    async with made.guest() as phone:
        assert phone.welcome["token"] not in {one["token"] for one in facts["admitted"]}
