"""Somebody who holds a phone's token and nonce, and asks the server or the disk what was cast with them."""

import hashlib
import random
import secrets
from collections.abc import Callable
from pathlib import Path

import msgpack
import pytest

from server.core.errors import Refused
from server.store.sqlite_copy import copy_database
from tests.harness import Hosted, TestClock, hosted
from tests.proof_scale import scaled
from tests.proofs.attacks.canaries import folder, traces
from tests.voters import give, moved

pytestmark = pytest.mark.anyio

THEFTS = scaled(6, 200)
Proof = Callable[[str], None]


async def asked(host: Hosted, round_id: str, token: str, nonce: bytes, score: int) -> str | None:
    """What the server says to a guess: a receipt, a refusal's code, or nothing."""
    try:
        answer = await give(host, round_id, token, [[score]], nonce=nonce)
    except Refused as refused:
        return refused.code
    return None if answer is None else "receipt"


def digests(nonce: bytes) -> list[bytes]:
    """All that a ballot of one mark may have left for a retry: SHA-256(nonce ‖ content), for every mark."""
    return [hashlib.sha256(nonce + msgpack.packb((0, ((score,),), [], False))).digest() for score in range(1, 11)]


async def test_after_five_wrong_guesses_the_server_answers_nothing(
    tmp_path: Path, clock: TestClock, proof: Proof
) -> None:
    """P27: in the open round, over a restart, after the close: five in all, whatever was right."""
    async with hosted(tmp_path, clock) as host:
        made = await host.make(admission="cards")
        tokens = await made.cards(THEFTS)
        async with made.chair() as chair:
            round_id = await chair.open(made.ids()[:1])
        stolen = {token: (secrets.token_bytes(16), random.randint(1, 10)) for token in tokens}
        for token, (nonce, score) in stolen.items():
            assert await asked(host, round_id, token, nonce, score) == "receipt"
            wrong = [guess for guess in range(1, 11) if guess != score][:2]
            assert {await asked(host, round_id, token, nonce, guess) for guess in wrong} == {"already_voted"}
            assert await asked(host, round_id, token, nonce, score) == "receipt", "a retry costs nothing"
    async with hosted(tmp_path, clock) as host:
        here = moved(made, host)
        for token, (nonce, score) in stolen.items():
            wrong = [guess for guess in range(1, 11) if guess != score][2:4]
            assert {await asked(host, round_id, token, nonce, guess) for guess in wrong} == {"already_voted"}
        async with here.chair() as chair:
            await chair.do("close", round=round_id, confirm=True)
        for token, (nonce, score) in stolen.items():
            assert await asked(host, round_id, token, nonce, (score + 4) % 10 + 1) == "already_voted"
            heard = {await asked(host, round_id, token, nonce, guess) for guess in range(1, 11)}
            assert heard == {None}, "right or wrong, no answer"
        assert (await here.tally())["parts"][0]["subjects"][0]["ballots"] == THEFTS
    proof(f"{THEFTS} stolen phones: five answers each over a restart and the close, then silence")


async def test_ten_minutes_after_the_close_a_right_guess_sounds_like_a_wrong_one(
    tmp_path: Path, clock: TestClock, proof: Proof
) -> None:
    """P27: an attacker who also has the disk or a backup finds nothing to check guesses against."""
    async with hosted(tmp_path / "data", clock) as host:
        made = await host.make(admission="cards")
        tokens, nonces = await made.cards(THEFTS), [secrets.token_bytes(16) for _ in range(THEFTS)]
        left = [digest for nonce in nonces for digest in digests(nonce)]
        async with made.chair() as chair:
            round_id = await chair.open(made.ids()[:1])
            scores = [random.randint(1, 10) for _ in tokens]
            for token, nonce, score in zip(tokens, nonces, scores, strict=True):
                assert await asked(host, round_id, token, nonce, score) == "receipt"
            assert traces(folder(tmp_path / "data"), left) == []
            await chair.do("close", round=round_id, confirm=True)
        assert len(traces(folder(tmp_path / "data"), left)) == THEFTS, "until then the search finds them all"
        backup = tmp_path / "backup.db"
        copy_database(tmp_path / "data" / "pingyi.db", backup)
        assert traces([backup.read_bytes()], left) == [], "a backup may be kept for years"
        assert await asked(host, round_id, tokens[0], nonces[0], scores[0]) == "receipt"
        clock.run(631)
        await host.scheduler.tick()
        assert traces(folder(tmp_path / "data"), left) == []
        heard = [
            {await asked(host, round_id, token, nonce, guess) for guess in (score, score % 10 + 1)}
            for token, nonce, score in zip(tokens, nonces, scores, strict=True)
        ]
        assert heard == [{"already_voted"}] * THEFTS
    proof(f"{len(left)} digests that could tell a mark: none on disk ten minutes after the close, none in a backup")
