"""An attacker who sees sizes and times of TLS records tells who wrote a note, and which: padded casts show neither."""

import asyncio
import math
import random
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist

import msgpack
import pytest
from websockets.asyncio.client import ClientConnection, connect

from server.core.codec import encode, encode_padded
from tests.certificates import self_signed
from tests.harness import MEETING, UNVERIFIED_TLS, Map, hosted
from tests.proof_scale import scaled
from tests.proofs.attacks.test_relink import most_by_chance
from tests.proofs.attacks.tls_observer import Record, Seen, observer_before

pytestmark = pytest.mark.anyio

BALLOTS = scaled(200, 2000)
CONTROL_BALLOTS = scaled(100, 400)
AT_ONCE = 40
WORDS = "深入一线不够，调查研究较少。" * 40
LONGEST_NOTE = 500

Frames = Callable[[Map, int], bytes]
"""Encodes a cast for a round whose casts have this size."""


@dataclass(frozen=True, slots=True)
class Voter:
    """The note of one connection, which the attacker wants to know, and what it sees of the connection."""

    note: str
    seen: Seen


# The round


async def vote(socket: ClientConnection, token: str, note: str, frames: Frames) -> None:
    """Hello, cast, receipt; and the same cast again, as if the receipt had been lost."""
    await socket.send(encode({"t": "hello", "v": 1, "role": "voter", "token": token}))
    round = msgpack.unpackb(await socket.recv())["round"]
    notes = [{"subject": 0, "key": "problems", "text": note}] if note else []
    nonce, scores = secrets.token_bytes(16), [[random.randint(1, 10)]]
    cast: Map = {"t": "cast", "round": round["id"], "nonce": nonce, "scores": scores, "notes": notes}
    for _ in range(2):
        await socket.send(frames(cast, round["cast_size"]))
        assert msgpack.unpackb(await socket.recv()) == {"t": "receipt", "round": round["id"], "nonce": nonce}


def notes_of_half(ballots: int) -> list[str]:
    """A note of any length from a random half, all different; nothing from the others."""
    notes = [WORDS[: random.randint(1, LONGEST_NOTE - 4)] + f"{i:04}" for i in range(ballots // 2)]
    mixed = notes + [""] * (ballots - len(notes))
    random.shuffle(mixed)
    return mixed


async def observed_round(folder: Path, ballots: int, frames: Frames) -> list[Voter]:
    """Every voter of a round over https behind the observer, in the order of their votes."""
    cert, key = self_signed(folder)
    voters: list[Voter] = []
    async with hosted(folder / "data", tls_cert=cert, tls_key=key) as host, observer_before(host.port) as (seer, port):
        host.base = f"https://127.0.0.1:{host.port}"
        made = await host.make(MEETING, admission="cards")
        live = await host.registry.find(made.id)
        await host.operations.round_commands.open_round(live, "上述", made.ids()[:1], None)
        people = iter(zip(await made.cards(ballots), notes_of_half(ballots), strict=True))
        here = f"127.0.0.1:{port}"

        async def vote_in_turn(people: Iterator[tuple[str, str]]) -> None:
            for token, note in people:
                async with connect(f"wss://{here}/ws", origin=f"https://{here}", ssl=UNVERIFIED_TLS) as socket:  # type: ignore[arg-type]
                    voters.append(Voter(note, seer.connections[socket.local_address[1]]))
                    await vote(socket, token, note, frames)

        await asyncio.gather(*(vote_in_turn(people) for _ in range(AT_ONCE)))
    assert len(voters) == ballots
    return voters


# The attacker


def features(seen: Seen) -> dict[str, float]:
    """All that may depend on what was sent: sizes, sums and numbers of records, and how long things took."""
    values: dict[str, float] = {}
    for way, records in (("up", seen.up.records), ("down", seen.down.records)):
        lengths = [length for _, length in records]
        values |= {f"{way}: records": len(lengths), f"{way}: bytes": sum(lengths), f"{way}: largest": max(lengths)}
        values |= {f"{way}: record {i} from the end": length for i, length in enumerate(reversed(lengths), 1) if i <= 6}
    values |= _delays(seen.up.records, seen.down.records)
    return values


def _delays(up: Sequence[Record], down: Sequence[Record]) -> dict[str, float]:
    """From each record of the phone to the server's next, and from one record of the phone to its next."""
    times = [at for at, _ in up]
    answers = [min((after - at for after, _ in down if after > at), default=0.0) for at in times]
    pauses = [after - at for at, after in zip(times, times[1:], strict=False)]
    named = {"answer": answers[-5:], "pause": pauses[-5:]}
    return {f"{name} {i} from the end": s for name, some in named.items() for i, s in enumerate(reversed(some), 1)}


def rankings(voters: Sequence[Voter]) -> Iterator[tuple[str, list[Voter]]]:
    """The voters ordered by each feature, upwards and downwards; lots decide between equals."""
    seen = [features(voter.seen) for voter in voters]
    for name in sorted({name for values in seen for name in values}):
        for sign in (1, -1):
            keys = [(sign * values.get(name, 0.0), random.random()) for values in seen]
            order = sorted(range(len(voters)), key=lambda i, keys=keys: keys[i])  # type: ignore[misc]
            yield f"{name} {sign:+}", [voters[i] for i in order]


@dataclass(frozen=True, slots=True)
class Guesses:
    """Of the best way of guessing each: how many of the writers it names, and to how many it attributes their note.
    `ways` is the number of ways."""

    writers: int
    attributed: int
    ways: int


def guesses(voters: Sequence[Voter]) -> Guesses:
    """The attacker knows how many wrote notes, and the notes, which are published in random order."""
    notes = sorted((voter.note for voter in voters if voter.note), key=lambda note: len(note.encode()))
    named, attributed = [], []
    for _, ranking in rankings(voters):
        suspects = ranking[-len(notes) :]
        named.append(sum(bool(suspect.note) for suspect in suspects))
        attributed.append(sum(suspect.note == note for suspect, note in zip(suspects, notes, strict=True)))
    return Guesses(max(named), max(attributed), len(named))


def most_writers_by_chance(ballots: int, ways: int) -> float:
    """So many of the writers and no more are within the 99 % interval of the best of `ways` blind draws of one half
    (hypergeometric, by its normal approximation)."""
    deviation = math.sqrt(ballots**2 / (16 * (ballots - 1)))
    return ballots / 4 + NormalDist().inv_cdf(1 - 0.01 / ways) * deviation


async def test_sizes_and_times_under_tls_do_not_tell_who_wrote_a_note(
    tmp_path: Path, proof: Callable[[str], None]
) -> None:
    """P46: casts and retries padded to the round's size; half of the voters write notes of any length."""
    voters = await observed_round(tmp_path, BALLOTS, encode_padded)
    found = guesses(voters)
    most, most_notes = most_writers_by_chance(BALLOTS, found.ways), most_by_chance(1, found.ways)
    sizes = {tuple(length for _, length in voter.seen.up.records[-3:-1]) for voter in voters}
    assert len(sizes) == 1, sizes
    assert found.writers <= most and found.attributed <= most_notes, found
    proof(
        f"{BALLOTS} ballots over https, half with notes: the best of {found.ways} ways of guessing names "
        f"{found.writers} of {BALLOTS // 2} writers (chance {BALLOTS // 4}, 99% up to {most:.0f}) and attributes "
        f"{found.attributed} notes (chance 1, 99% up to {most_notes})"
    )


async def test_the_same_attacker_names_every_writer_of_unpadded_casts(
    tmp_path: Path, proof: Callable[[str], None]
) -> None:
    """P46: positive control."""
    voters = await observed_round(tmp_path, CONTROL_BALLOTS, lambda cast, size: encode(cast))
    found = guesses(voters)
    assert found.writers == CONTROL_BALLOTS // 2
    assert found.attributed > CONTROL_BALLOTS // 4
    proof(
        f"without padding: {found.writers} of {CONTROL_BALLOTS // 2} writers named, {found.attributed} notes attributed"
    )
