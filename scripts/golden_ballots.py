"""Steps of generating golden data: create a meeting, cast ballots, and record both as facts that the tests check."""

import random
import secrets
from typing import Any

from tests.harness import Map, MeetingClient, Peer, Process, code, receipt

RECORDED_FIELDS = ("phase", "document", "rounds", "subjects", "attendance", "cards", "additions")
"""Fields of `GET /api/meetings/{id}` to record in `facts.json`."""


async def request(meeting: MeetingClient, method: str, path: str, body: object = None) -> Any:
    """The JSON response; an error ends the script."""
    answer = await meeting.http(method, path, body)
    if answer.status_code >= 300:
        raise SystemExit(f"{method} {path}: {answer.status_code} {answer.text}")
    return answer.json()


def creation_facts(document: Map, created: Map) -> Map:
    """The facts known when a meeting is created."""
    return {"title": document["title"], **{name: created[name] for name in ("id", "keys", "links", "join", "subjects")}}


async def state_facts(meeting: MeetingClient) -> Map:
    """The final state of a meeting, and its log."""
    body = await request(meeting, "GET", "")
    return {
        "state": {name: body[name] for name in RECORDED_FIELDS},
        "log": (await request(meeting, "GET", "/log"))["log"],
    }


async def create(server: Process, document: Map) -> tuple[MeetingClient, Map]:
    answer = await server.http("POST", "/api/meetings", server.admin, document)
    if answer.status_code != 201:
        raise SystemExit(answer.text)
    created = answer.json()
    return MeetingClient(server, created), creation_facts(document, created)


async def cast(
    peer: Peer,
    round_id: str,
    token: str,
    rows: object,
    note: str | None = None,
    paper: Map | None = None,
    names: list[str] | None = None,
) -> Map:
    """Cast a ballot, expect its receipt, and return its record. `paper` holds the extra fields of a desk message,
    `names` those that are written in."""
    nonce = secrets.token_bytes(16)
    notes = [] if note is None else [{"subject": 0, "key": "problems", "text": note}]
    written = {} if names is None else {"write_ins": names}
    answer = await peer.cast(round_id, rows, nonce, notes, **(paper or {}), **written)
    assert receipt(answer), answer
    record = {"token": token, "nonce": nonce.hex(), "scores": rows, "notes": notes, **written}
    return {**record, "paper": paper is not None, "spoiled": bool(paper and paper.get("spoiled"))}


async def cast_all(
    meeting: MeetingClient, round_id: str, tokens: list[str], width: int = 1, note: str | None = None
) -> list[Map]:
    """Cast one ballot per token in a round of `width` subjects; the first ballot has a note."""
    ballots = []
    for i, token in enumerate(tokens):
        rows = [[random.randint(6, 10)] for _ in range(width)]
        async with meeting.phone(token) as phone:
            ballots.append(await cast(phone, round_id, token, rows, note if i == 0 else None))
    return ballots


async def cast_on_paper(
    meeting: MeetingClient, round_id: str, token: str, rows: object, names: list[str] | None = None, **spoiled: object
) -> Map:
    """Enter a paper ballot at the desk and return its record."""
    paper = {"t": "paper", "n": 1, "token": token, **spoiled}
    async with meeting.desk() as desk:
        return await cast(desk, round_id, token, rows, paper=paper, names=names)


async def refuse_second_cast(meeting: MeetingClient, round_id: str, ballot: Map) -> None:
    """Cast again with the same token and nonce but other scores: refused, and counted as a try."""
    scores = [[1] for _ in ballot["scores"]]
    async with meeting.phone(ballot["token"]) as phone:
        assert code(await phone.cast(round_id, scores, bytes.fromhex(ballot["nonce"]))) == "already_voted"
    ballot["tries"] = 1
