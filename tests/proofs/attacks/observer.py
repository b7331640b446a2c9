"""Whoever watches every tally, draft, paper and welcome of a meeting, as any role and through restarts: did a step
betray a voter?

    python -m tests.proofs.attacks.observer LINK [--seconds N]

`LINK` is a chair's, screen's or desk's. It prints each step of each tally; one under five ballots ends it with 1.
Knows what the papers look like from outside, and nothing of `server/`.
"""

import argparse
import asyncio
import csv
import io
import json
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import docx
import msgpack
from websockets.asyncio.client import connect
from websockets.typing import Origin

from tests.exports.readers import _Page as Page
from tests.exports.readers import lines_of, rows
from tests.workbooks import worksheets

Map = Mapping[str, Any]
Counts = dict[str, list[int]]
"""Per subject's name how often each mark came; a subject whose figures are held back is not in it."""

STEP = 5
MARKS = [f"{mark}分" for mark in range(1, 11)]
PAPERS = ("json", "csv", "html", "docx", "xlsx")


@dataclass(slots=True)
class Watcher:
    """What one role has seen of each subject. `confirmed`: the desk has said that the judges are few."""

    role: str
    seen: Counts = field(default_factory=dict)
    confirmed: set[str] = field(default_factory=set)
    steps: list[int] = field(default_factory=list)

    def see(self, subject: str, counts: list[int]) -> None:
        before = self.seen.get(subject, [0] * len(counts))
        assert all(new >= old for old, new in zip(before, counts, strict=True)), "counts fell"
        step = sum(counts) - sum(before)
        small = subject in self.confirmed and not sum(before)
        assert step == 0 or step >= STEP or small, (self.role, before, counts)
        self.seen[subject] = counts
        self.steps.append(step)

    def hear(self, message: Map) -> None:
        """A frame: a tally, or a welcome with all tallies so far."""
        for tally in [message] if message["t"] == "tally" else message.get("tallies") or []:
            for subject in tally["subjects"]:
                self.see(subject["id"], subject["items"][0]["counts"])

    def read(self, kind: str, body: bytes, ids: Map) -> None:
        """A paper; `ids` by name. What was shown before and is not any more counts as fallen."""
        for found in papers(kind, body, ids):
            for name, id in ids.items():
                self.see(id, found.get(name, [0] * len(MARKS)))

    @property
    def total(self) -> int:
        return sum(map(sum, self.seen.values()))


def papers(kind: str, body: bytes, ids: Map) -> Iterator[Counts]:
    """What each paper of an answer tells; an archive has many."""
    if kind == "json":
        yield {one["name"]: one["items"][0]["counts"] for part in json.loads(body)["parts"] for one in part["subjects"]
               if one["items"]}  # fmt: skip
    elif kind != "zip":
        yield told(lines(kind, body))
    else:
        with zipfile.ZipFile(io.BytesIO(body)) as zipped:
            yield ballots(zipped.read("ballots.csv").decode("utf-8-sig"), {id: name for name, id in ids.items()})
            for name in ("tally.json", "results.xlsx", "results.docx", "results.html", "summary.csv", "counts.csv"):
                yield from papers(name.rpartition(".")[2], zipped.read(name), ids)


def told(read: Iterable[Map]) -> Counts:
    """Lines that give the count of each mark for a person. Each person must appear in one way only."""
    found: Counts = {}
    for line in read:
        short = {str(key).rpartition("·")[2]: value for key, value in line.items()}
        if short.get("姓名") and all(str(short.get(mark)).isdigit() for mark in MARKS):
            counts = [int(short[mark]) for mark in MARKS]
            assert found.setdefault(short["姓名"], counts) == counts
    return found


def ballots(text: str, names: Map) -> Counts:
    found: Counts = {}
    for row in csv.DictReader(io.StringIO(text)):
        if row["state"] == "scored":
            found.setdefault(names[row["subject"]], [0] * len(MARKS))[int(row["item1"]) - 1] += 1
    return found


def lines(kind: str, body: bytes) -> Iterator[Map]:
    """Every table's lines by their headings."""
    if kind == "csv":
        yield from csv.DictReader(io.StringIO(body.decode("utf-8-sig")))
    elif kind == "html":
        page = Page()
        page.feed(body.decode())
        for table in page.tables.values():
            yield from rows(*table)
    elif kind == "docx":
        for grid in docx.Document(io.BytesIO(body)).tables:
            yield from rows(*lines_of(grid))
    else:
        for sheet in worksheets(body).values():
            heads: Sequence[object] = ()
            for row in sheet.iter_rows(values_only=True):
                heads = row if "姓名" in row else heads
                yield {str(head): cell for head, cell in zip(heads, row, strict=False)}


async def watch(link: str) -> None:
    """Until it is stopped, or a step betrays somebody."""
    parts = urlsplit(link)
    watcher = Watcher(parts.path.strip("/"))
    socket = f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}/ws"
    async with connect(socket, origin=Origin(f"{parts.scheme}://{parts.netloc}"), max_size=None) as server:
        await server.send(msgpack.packb({"t": "hello", "v": 1, "role": watcher.role, "key": parts.fragment}))
        async for frame in server:
            told = len(watcher.steps)
            watcher.hear(msgpack.unpackb(frame))
            for step in filter(None, watcher.steps[told:]):
                print(f"{step:+} ballots, {watcher.total} in all", flush=True)


def main(arguments: list[str]) -> int:
    asked = argparse.ArgumentParser(
        prog="python -m tests.proofs.attacks.observer",
        description=__doc__,
        formatter_class=argparse.RawTextHelpFormatter,
    )
    asked.add_argument("link", metavar="LINK", help="http://…/screen#KEY")
    asked.add_argument("--seconds", type=float, default=None, metavar="N", help="how long; else until it is stopped")
    flags = asked.parse_args(arguments)
    try:
        with suppress(TimeoutError, KeyboardInterrupt):
            asyncio.run(asyncio.wait_for(watch(flags.link), flags.seconds))
    except AssertionError as betrayed:
        print(f"a step that betrays: {betrayed}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
