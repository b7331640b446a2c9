"""Generate golden data: the stored formats of this version, for later versions to open.

A server must open the data of an earlier version, even if a round was open when that version stopped.
`tests/test_golden.py` starts the current code on a copy of every folder `tests/data/v*`, and on a database filled from
every dump `tests/data/v*/postgres/dump.sql`. Never regenerate committed data: it preserves the format of its version.
Each release adds its own:

    .venv/bin/python -m scripts.golden_data tests/data/v6

With `--postgres-only` the dump is added to a folder that has none.

A real server fills the folder over HTTP and WebSocket, then stops on SIGTERM; another does the same with a PostgreSQL,
which is then dumped. There are five meetings:

- `certified`: certified, with cards. Two weighted groups, two voted parts and an entered one, phone and paper ballots,
  notes, a recused card, a voided round, an adjustment, a flag and a decision.
- `running`: live, with cards and `show: live`. One published round, and one open round whose running tally is partly
  released. Both contain paper ballots and a refused second cast.
- `joining`: in rehearsal, with open admission and `show: held`. One closed round, not published.
- `elected`, since v4: certified. An election with names written in and merged, and marks on a scale of halves.
- `electing`, since v4: live. A motion in a closed and published round, an election in an open one.

`bundle.zip` is the archive of `certified`, `elected.zip` that of `elected`. `facts.json` records what the tests check:
keys, links, codes, tokens, devices, every ballot with its nonce, and the server's answers. The keys are real but open
nothing else. Git does not keep file modes, so tests must not rely on them.
"""

import argparse
import asyncio
import json
import os
import secrets
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path

from scripts.golden_ballots import cast, cast_all, cast_on_paper, create, refuse_second_cast, request, state_facts
from scripts.golden_votes import fill_elected, fill_electing
from server.core import tokens
from tests.harness import ROOT, Map, MeetingClient, Peer, Process
from tests.postgres_server import PostgresServer, postgres

URL = "http://vote.example:8000"
TIMEZONE = "Asia/Shanghai"
ARCHIVES = {"bundle.zip": "certified", "elected.zip": "elected"}
MAX_FOLDER_BYTES = 1_000_000

Cards = dict[str, list[str]]

PEOPLE = [
    {"name": "周立新", "unit": "望江社区党委", "post": "党委书记"},
    {"name": "许文静", "unit": "滨河社区党委", "post": "党委书记"},
    {"name": "郭建平", "unit": "东门社区党委", "post": "党委书记", "mode": "written"},
]
COMMITTEE, DELEGATES = "街道班子成员", "党员群众代表"
CERTIFIED: Map = {
    "title": "2025年度述职评议会",
    "organisation": "临江街道党工委",
    "date": "2025-12-18",
    "expected": 16,
    "admission": "cards",
    "groups": [{"name": COMMITTEE, "weight": "0.6"}, {"name": DELEGATES, "weight": "0.4"}],
    "parts": [
        {"name": "上述", "weight": "0.6", "form": "secretary", "subjects": PEOPLE},
        {"name": "下评", "weight": "0.3", "form": "committee", "groups": [DELEGATES], "subjects": PEOPLE},
        {"name": "日常考核", "weight": "0.1", "form": "plain", "source": "entered", "subjects": PEOPLE},
    ],
    "rules": {
        "veto": {"bands": ["一般", "差"], "over": "0.30", "grade": "差"},
        "quota": {"at_or_below": "较好", "share": "0.40", "tolerance": "0.05"},
    },
}
RUNNING: Map = {
    "title": "支部书记现场测评",
    "date": "2025-12-20",
    "expected": 24,
    "admission": "cards",
    "show": "live",
    "parts": [{"name": "上述", "form": "secretary", "subjects": PEOPLE}],
}
JOINING: Map = {
    "title": "扫码入场测评",
    "date": "2025-12-21",
    "expected": 20,
    "admission": "open",
    "show": "held",
    "parts": [{"name": "上述", "form": "secretary", "subjects": PEOPLE}],
}


async def fill_certified(server: Process) -> Map:
    """Create the meeting `certified` and return its facts."""
    meeting, facts = await create(server, CERTIFIED)
    cards = {
        "committee": await meeting.cards(7, COMMITTEE),
        "delegates": await meeting.cards(8, DELEGATES),
        "recused": await meeting.cards(1, DELEGATES, recuse=meeting.ids()[1]),
        "void": await meeting.cards(1, COMMITTEE),
    }
    await request(meeting, "POST", "/void-cards", {"tokens": cards["void"]})
    await meeting.go_live()
    async with meeting.chair() as chair:
        await void_a_round(meeting, chair, cards)
        ballots = await vote_with_paper(meeting, chair, cards)
        ballots += await vote_on_the_rest(meeting, chair, cards)
    await add_and_certify(meeting)
    return {**facts, **await state_facts(meeting), "tokens": cards, "ballots": ballots, "tally": await meeting.tally()}


async def void_a_round(meeting: MeetingClient, chair: Peer, cards: Cards) -> None:
    round_id = await chair.open(meeting.ids()[:1])
    await cast_all(meeting, round_id, cards["committee"][:3])
    await chair.do("void", round=round_id, reason="宣读有误，重新投票")


async def vote_with_paper(meeting: MeetingClient, chair: Peer, cards: Cards) -> list[Map]:
    """Hold an extended round on the first subject; the last two delegates vote on paper, one of them invalidly."""
    round_id = await chair.open(meeting.ids()[:1], seconds=3600)
    await chair.do("extend", round=round_id, seconds=60)
    *phone_delegates, on_paper, spoiled = cards["delegates"]
    voters = [*cards["committee"], *phone_delegates, *cards["recused"]]
    ballots = await cast_all(meeting, round_id, voters, note="深入一线不够")
    await chair.do("close", round=round_id, paper_pending=2)
    ballots.append(await cast_on_paper(meeting, round_id, on_paper, [[7]]))
    ballots.append(await cast_on_paper(meeting, round_id, spoiled, None, spoiled=True))
    await chair.hear("round", id=round_id, state="closed")
    await chair.do("publish", round=round_id)
    return ballots


async def vote_on_the_rest(meeting: MeetingClient, chair: Peer, cards: Cards) -> list[Map]:
    """Hold combined rounds on the other two subjects and on the second part, in which only delegates vote."""
    [recused] = cards["recused"]
    round_id = await chair.open(meeting.ids()[1:])
    ballots = await cast_all(meeting, round_id, [*cards["committee"], *cards["delegates"]], 2, "制度落实有差距")
    async with meeting.phone(recused) as phone:
        ballots.append(await cast(phone, round_id, recused, [None, [9]]))
    await chair.do("close", round=round_id)
    await chair.do("publish", round=round_id)
    round_id = await chair.open(meeting.ids("下评"), part="下评")
    ballots += await cast_all(meeting, round_id, cards["delegates"], 3, "走访群众少")
    async with meeting.phone(recused) as phone:
        ballots.append(await cast(phone, round_id, recused, [[8], None, [8]]))
    await chair.do("close", round=round_id)
    await chair.do("publish", round=round_id)
    return ballots


async def add_and_certify(meeting: MeetingClient) -> None:
    """Add entered scores, an adjustment, a flag and attendance; certify; add a decision."""
    first, second, third = meeting.ids()
    for i, subject in enumerate(meeting.ids("日常考核")):
        await request(meeting, "PUT", f"/subjects/{subject}/entered", {"score": f"8.{i}"})
    await request(meeting, "PUT", f"/subjects/{first}/adjustments", [{"points": "-0.5", "reason": "材料报送迟延"}])
    await request(meeting, "PUT", f"/subjects/{third}/flags", ["被通报批评"])
    await request(meeting, "PUT", "/attendance", {"present": 16, "absent": 0})
    await request(meeting, "POST", "/phase", {"phase": "certified"})
    await request(meeting, "PUT", f"/subjects/{second}/decision", {"grade": "好", "reason": "综合日常表现"})


async def fill_running(server: Process) -> Map:
    """Create the meeting `running`, leave its second round open, and return its facts."""
    meeting, facts = await create(server, RUNNING)
    cards, void = await meeting.cards(20), await meeting.cards(1)
    recused = await meeting.cards(1, recuse=meeting.ids()[2])
    await meeting.go_live()
    async with meeting.chair() as chair:
        closed_round = await chair.open(meeting.ids()[:1])
        closed_ballots = await cast_all(meeting, closed_round, cards[:8], note="调研不够深入")
        closed_ballots.append(await cast_on_paper(meeting, closed_round, cards[8], [[6]]))
        await refuse_second_cast(meeting, closed_round, closed_ballots[1])
        await chair.do("close", round=closed_round)
        await chair.do("publish", round=closed_round)
        tally = await meeting.tally()
        open_round = await chair.open(meeting.ids()[1:2])
        open_ballots = await cast_all(meeting, open_round, cards[:12], note="创新不多")
        await shown_in_part(meeting, open_round)
        open_ballots += await cast_all(meeting, open_round, cards[12:14])
        open_ballots.append(await cast_on_paper(meeting, open_round, cards[14], [[5]]))
        open_ballots.append(await cast_on_paper(meeting, open_round, cards[15], None, spoiled=True))
        await refuse_second_cast(meeting, open_round, open_ballots[1])
        await request(meeting, "POST", "/void-cards", {"tokens": void})
        await asyncio.sleep(1)  # four ticks, after which the running tally is up to date
        async with meeting.screen() as screen:
            turnout = {name: screen.welcome["turnout"][name] for name in ("issued", "cast", "paper")}
            (open_tally,) = [shown for shown in screen.welcome["tallies"] if shown["round"] == open_round]
    return {
        **facts,
        **await state_facts(meeting),
        "tokens": {"unused": cards[16:], "recused": recused, "void": void},
        "closed": {"round": closed_round, "ballots": closed_ballots, "tally": tally},
        "open": {"round": open_round, "ballots": open_ballots, "turnout": turnout, "shown": open_tally},
    }


async def shown_in_part(meeting: MeetingClient, round_id: str) -> None:
    """Wait until a screen shows ballots of the round, which it may do from the start."""
    async with meeting.screen() as screen:
        tallies = screen.welcome["tallies"]
        while not any(tally["round"] == round_id and tally["counted"] >= 5 for tally in tallies):
            tallies = [await screen.hear("tally")]


async def fill_joining(server: Process) -> Map:
    """Create the meeting `joining` and return its facts."""
    meeting, facts = await create(server, JOINING)
    devices = [secrets.token_bytes(16) for _ in range(6)]
    async with meeting.chair() as chair, AsyncExitStack() as stack:
        guests = [await stack.enter_async_context(meeting.guest(device=device)) for device in devices]
        tokens = [guest.welcome["token"] for guest in guests]
        round_id = await chair.open(meeting.ids()[:2])
        ballots = await cast_all(meeting, round_id, tokens, 2, "试投")
        await chair.do("close", round=round_id)
    admitted = [{"device": d.hex(), "token": token} for d, token in zip(devices, tokens, strict=True)]
    return {
        **facts,
        **await state_facts(meeting),
        "admitted": admitted,
        "closed": {"round": round_id, "ballots": ballots},
    }


async def fill_folder(data: Path) -> tuple[Map, dict[str, bytes]]:
    """The facts, and the archives by file name."""
    server = await Process(data, None, "--public-url", URL, TZ=TIMEZONE).ready()
    return await fill(server)


async def fill(server: Process) -> tuple[Map, dict[str, bytes]]:
    """Create the meetings and stop the server."""
    try:
        facts = {"certified": await fill_certified(server), "joining": await fill_joining(server)}
        facts["elected"] = await fill_elected(server)
        archives = {name: await archive_of(server, facts[of]) for name, of in ARCHIVES.items()}
        facts |= {"electing": await fill_electing(server), "running": await fill_running(server)}
        if server.stop() != 0:
            raise SystemExit("the server did not stop cleanly")
    finally:
        if server.child.poll() is None:
            server.kill()
    return {"url": URL, "stopped": time.time(), **facts}, archives


async def fill_postgres(database: PostgresServer, secret: str, data: Path) -> Map:
    await database.ready()
    settings = {"PINGYI_DATABASE_URL": database.url(), "PINGYI_SECRET": secret, "TZ": TIMEZONE}
    server = await Process(data, None, "--public-url", URL, **settings).ready()
    server.admin = tokens.admin_key(secret.encode())
    facts, _ = await fill(server)
    return facts


def dump_postgres(folder: Path) -> None:
    """Write all tables, with the box of the open round and its wrapped key, and the facts."""
    secret = secrets.token_hex(32)
    with postgres() as database, tempfile.TemporaryDirectory() as data:
        facts = asyncio.run(fill_postgres(database, secret, Path(data)))
        dump = database.folder.parent / "dump.sql"
        database.run("pg_dump", "--no-owner", "--no-privileges", "-f", str(dump), "-d", database.url())
        lines = dump.read_text("utf-8").splitlines(keepends=True)
    folder.mkdir()
    commands_of_newer_clients = ("\\restrict", "\\unrestrict", "SET transaction_timeout")
    text = "".join(line for line in lines if not line.startswith(commands_of_newer_clients))
    (folder / "dump.sql").write_text(text, "utf-8")
    write_facts(folder, {"secret": secret, **facts})


async def archive_of(server: Process, certified: Map) -> bytes:
    """`certified`: the meeting's facts."""
    path = f"/api/meetings/{certified['id']}/bundle.zip"
    answer = await server.http("GET", path, certified["keys"]["desk"])
    if answer.status_code != 200:
        raise SystemExit(f"bundle.zip: {answer.status_code} {answer.text}")
    return answer.content


def write_facts(folder: Path, facts: Map) -> None:
    (folder / "facts.json").write_text(json.dumps(facts, ensure_ascii=False) + "\n", "utf-8")


def print_sizes(folder: Path) -> None:
    """Exits if the folder is too large, or unfinished."""
    files = {path.relative_to(folder).as_posix(): path.stat().st_size for path in sorted(folder.rglob("*"))}
    files = {name: size for name, size in files.items() if (folder / name).is_file()}
    for name, size in files.items():
        print(f"{size:8} {name}")
    if sum(files.values()) > MAX_FOLDER_BYTES or any(name.endswith(("-wal", "-shm", "-journal")) for name in files):
        sys.exit(f"the folder has more than {MAX_FOLDER_BYTES} bytes, or a database was not checkpointed")


def main() -> None:
    options = argparse.ArgumentParser(description="write a golden data folder")
    options.add_argument("folder", metavar="DIR", type=Path, help="folder to create; must not exist")
    options.add_argument("--postgres-only", action="store_true", help="add the dump to an existing folder")
    flags = options.parse_args()
    data = flags.folder.resolve()
    if (data / "postgres" if flags.postgres_only else data).exists():
        sys.exit(f"{data} already exists; golden data is never overwritten")
    os.chdir(ROOT)
    if not flags.postgres_only:
        facts, archives = asyncio.run(fill_folder(data))
        for name, archive in archives.items():
            (data / name).write_bytes(archive)
        (data / "lock").unlink(missing_ok=True)
        write_facts(data, facts)
    dump_postgres(data / "postgres")
    print_sizes(data)


if __name__ == "__main__":
    main()
