"""An attacker who holds the PostgreSQL database behind the nodes, all but their secret: whose ballot is whose?

    python -m tests.proofs.attacks.relink_postgres PLACE [PLACE …] [--tokens FILE] [--truth FILE] [--since 0/0]

A place is the address of a database (postgresql://…, as its superuser; the disk is read too where the server runs on
this machine and its folder may be read) or a copy of a server's data folder; the last one an address, after the
close. It knows what `relink` knows, and PostgreSQL's formats. Which ballot was cast with which token it guesses from
what shares a transaction (xmin, the log's commits), lies in the same order (ctid, pages, the log) or in the order
of what else the token's transaction wrote: the sealed ballots by name or place, the nodes' turnouts, the running tally.
"""

import argparse
import asyncio
import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path

import asyncpg

from tests.proofs.attacks.reading import STEM, Patterns, Trail, Wanted
from tests.proofs.attacks.reading_postgres import Names, Picture, Row, files, on_disk, picture
from tests.proofs.attacks.relink import (
    Pairs,
    add_known_flags,
    in_turn,
    printed_cards,
    report,
    together,
    token_patterns,
)

Named = tuple[Row, list[str]]
"""A row, and the tokens and ballots that show in it."""
Reading = tuple[str, Iterable[Sequence[str]]]
"""One way of reading: what came in which unit."""


def readings(source: str, rows: list[Named]) -> Iterator[Reading]:
    relations: dict[str, list[Named]] = {}
    for row in rows:
        relations.setdefault(row[0].relation, []).append(row)
    telling = {relation: some for relation, some in relations.items() if any(names for _, names in some)}
    for relation, some in telling.items():
        yield f"{source}:{relation}", (names for _, names in some)
        yield f"{source}:{relation} by transaction", by_transaction(some)
    if source.endswith("wal"):
        yield f"{source} in order", (names for _, names in rows)
    yield f"{source} by transaction", by_transaction(rows)
    naming = [row for row in rows if row[0].turn and row[1]]
    for relation, some in relations.items():
        yield from beside(source, relation, some, naming)


def by_transaction(rows: Iterable[Named]) -> list[list[str]]:
    """What was written together, the oldest first."""
    units: dict[int, list[str]] = {}
    for row, names in rows:
        if row.turn:
            units.setdefault(row.turn, []).extend(names)
    return [units[turn] for turn in sorted(units)]


def beside(source: str, relation: str, own: list[Named], rows: list[Named]) -> Iterator[Reading]:
    """In the order, by place and by bytes, of what the same transactions wrote into this relation."""
    partners: dict[int, list[tuple[int, bytes]]] = {}
    for i, (row, _) in enumerate(own):
        if row.turn:
            partners.setdefault(row.turn, []).append((i, row.octets))
    seen: dict[int, list[str]] = {}
    for row, names in rows:
        if row.turn in partners and row.relation != relation:
            seen.setdefault(row.turn, []).extend(names)
    if len(seen) < 2:
        return
    for way, key in (("place", 0), ("bytes", 1)):
        placed = []
        for turn, names in seen.items():
            others = sorted(one[key] for one in partners[turn])
            placed += [(others[min(i, len(others) - 1)], name) for i, name in enumerate(dict.fromkeys(names))]
        yield f"{source} by {way} in {relation}", ([name] for _, name in sorted(placed))


def trail(reading: Reading) -> Trail:
    """What is new in each unit."""
    known: set[str] = set()
    units = []
    for unit in reading[1]:
        new = [one for one in dict.fromkeys(unit) if one not in known]
        known.update(new)
        units.append(tuple(new))
    return Trail(reading[0], tuple(units))


def of(trails: Iterable[Trail], names: Iterable[str]) -> list[Trail]:
    """The same ways of reading for some of the names, where they show any."""
    wanted = set(names)
    kept = [Trail(one.name, tuple(tuple(n for n in unit if n in wanted) for unit in one.units)) for one in trails]
    return [one for one in kept if one.order]


def trails(pictures: Sequence[Picture], wanted: Wanted) -> list[Trail]:
    found, known = list[Trail](), dict[bytes, list[str]]()
    for i, one in enumerate(pictures):
        for source, rows in one.seen.items():
            known.update((row.octets, wanted.seen(row.octets)) for row in rows if row.octets not in known)
            named = [(row, known[row.octets]) for row in rows]
            found += [trail(reading) for reading in readings(f"{i}/{source}", named)]
    return found


def attack(pictures: Sequence[Picture], tokens: Patterns, ballots: Patterns) -> dict[str, Pairs]:
    """Guesses by each way of guessing: token → ballot. A way is a way of reading tokens and one of reading ballots."""
    found = trails(pictures, Wanted.of({**tokens, **ballots}))
    of_tokens, of_ballots = ([(one, one.order) for one in of(found, names)] for names in (tokens, ballots))
    guesses: dict[str, Pairs] = {}
    for (one, order), (other, cast) in product(of_tokens, of_ballots):
        if one.name == other.name:
            guesses[f"together in {one.name}"] = together(one, other)
        guesses[f"{one.name} beside {other.name}"] = in_turn(order, cast)
        guesses[f"{one.name} against {other.name}"] = in_turn(order, cast[::-1])
    return guesses


def by_retry(digests: Iterable[bytes], nonces: Iterable[bytes], contents: Mapping[str, bytes]) -> dict[bytes, str]:
    """Which of the strings that may be nonces makes, with a ballot's content, a digest that answers retries."""
    kept = set(digests)
    tried = product(nonces, contents.items())
    return {nonce: name for nonce, (name, body) in tried if hashlib.sha256(nonce + body).digest() in kept}


async def published(url: str) -> tuple[dict[str, bytes], list[str], list[str], Names]:
    """What the database says to anybody: hashes of tokens, rounds, the notes that were written, its files' names."""
    db = await asyncpg.connect(url)
    try:
        digests = {row[0].hex(): row[0] for row in await db.fetch("SELECT digest FROM token")}
        rounds = [row[0] for row in await db.fetch("SELECT id FROM round")]
        texts = {row[0] for row in await db.fetch("SELECT text FROM written") if len(row[0].encode()) >= STEM}
        names = await files(db)
    finally:
        await db.close()
    return digests, rounds, sorted(texts), names


async def look(places: Sequence[str], since: int) -> tuple[list[Picture], dict[str, bytes], list[str], list[str]]:
    digests, rounds, texts, names = await published(places[-1])
    pictures = []
    for one in places:
        there = picture(one, since=since) if "://" in one else None
        pictures.append(await there if there else Picture(on_disk(Path(one), names, since=since)))
    return pictures, digests, rounds, texts


def address(lsn: str) -> int:
    """A place in the write-ahead log as PostgreSQL writes it."""
    high, _, low = lsn.partition("/")
    return int(high, 16) << 32 | int(low, 16)


def main(arguments: list[str]) -> int:
    asked = argparse.ArgumentParser(
        prog="python -m tests.proofs.attacks.relink_postgres",
        description=__doc__,
        formatter_class=argparse.RawTextHelpFormatter,
    )
    asked.add_argument("places", nargs="+", metavar="PLACE", help="a database's address, or a copy of a data folder")
    add_known_flags(asked)
    asked.add_argument("--since", type=address, default=0, metavar="LSN", help="look only at what was written since")
    flags = asked.parse_args(arguments)
    pictures, digests, rounds, texts = asyncio.run(look(flags.places, flags.since))
    if flags.tokens:
        digests = printed_cards(flags.tokens)
    seen = sum(len(rows) for one in pictures for rows in one.seen.values())
    print(f"{seen} rows, pages, records and lines, {len(digests)} tokens, {len(texts)} notes")
    guesses = attack(pictures, token_patterns(digests, rounds), {text: [text.encode()] for text in texts})
    report(guesses, flags.truth)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
