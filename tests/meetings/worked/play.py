"""Plays a sample meeting over real sockets, and compares its record with literals. Counts nothing.

Marks are given as a ballot shows them: a word, or a number of the scale ("8.5").
"""

import asyncio
import json
import secrets
import tomllib
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.archive.test_archive import verified
from tests.archive.test_verify import run_verify_py, unpacked
from tests.exports import readers
from tests.harness import Hosted, Map, MeetingClient, Peer, receipt
from tests.workbooks import cells

SAMPLES = Path(__file__).resolve().parents[3] / "cards/samples"
ABSTAIN = "弃权"
INVALID = "无效"
"""A line of a paper ballot with several marks."""

Mark = str | int | None
Line = Mark | tuple[Mark, ...]
"""What a ballot says of one subject: a mark for each item, or the only one. None: the voter is recused."""


def sample(name: str) -> Map:
    """A sample document, as posted to the API."""
    path = next(SAMPLES.glob(f"{name}.*"))
    text = path.read_text("utf-8")
    document: Map = json.loads(text if path.suffix == ".json" else json.dumps(tomllib.loads(text), default=str))
    return document


@dataclass
class Play:
    """A meeting that is being held. `round`: the one opened last; `scales`: of the items on its form."""

    made: MeetingClient
    chair: Peer
    desk: Peer
    stack: AsyncExitStack
    round: str = ""
    scales: list[Map] = field(default_factory=list)

    async def phones(self, count: int, group: str = "全体", **card: object) -> list[Peer]:
        """Connected voters, admitted by card or by join code."""
        if self.made.join is None:
            peers = [self.made.phone(token) for token in await self.made.cards(count, group, **card)]
        else:
            peers = [self.made.guest(self.made.join[group]) for _ in range(count)]
        return [await self.stack.enter_async_context(peer) for peer in peers]

    async def open(self, part: str, *names: str) -> str:
        """Open a round for these subjects of the part, or for all."""
        meeting = (await self.made.http("GET", "")).json()
        form = next(each["form"] for each in meeting["document"]["parts"] if each["name"] == part)
        self.scales = [item.get("scale") or form["scale"] for item in form["items"]]
        subjects = [one for one in meeting["subjects"] if one["part"] == part]
        ids = [one["id"] for one in subjects if not names or one["name"] in names]
        self.round = await self.chair.open(ids, part)
        return self.round

    async def cast(self, phones: Sequence[Peer], *lines: Line, **fields: Any) -> None:
        """The same ballot from each of these phones, all at once; `fields`: notes, write_ins."""
        rows = self._rows(lines)
        answers = await asyncio.gather(*(phone.cast(self.round, rows, **fields) for phone in phones))
        assert all(map(receipt, answers)), answers

    async def refused(self, phone: Peer, *lines: Line, **fields: Any) -> Map:
        """The answer to a ballot that is not accepted."""
        answer = await phone.cast(self.round, self._rows(lines), **fields)
        assert answer["t"] == "refused", answer
        return answer

    async def paper(self, card: str, *lines: Line, **fields: Any) -> None:
        """A ballot on paper, entered at the desk; spoiled if it has no lines."""
        nonce, ballot = secrets.token_bytes(16), {"scores": self._rows(lines), "notes": [], "spoiled": not lines}
        self.desk.n += 1
        message = {"t": "paper", "n": self.desk.n, "round": self.round, "token": card, "nonce": nonce}
        await self.desk.send({**message, **ballot, **fields})
        answer = await self.desk.until(lambda m: m["t"] in ("receipt", "refused") and m.get("nonce") == nonce)
        assert receipt(answer), answer

    def _rows(self, lines: Sequence[Line]) -> list[list[int | None] | str | None]:
        return [self._row(line) for line in lines]

    def _row(self, line: Line) -> list[int | None] | str | None:
        if line is None or line == INVALID:
            return None if line is None else "invalid"
        marks = line if isinstance(line, tuple) else (line,)
        return [_wire_mark(scale, mark) for scale, mark in zip(self.scales, marks, strict=True)]

    async def close(self, publish: bool = True) -> None:
        """End the round and show its tally, unless the meeting holds results back."""
        await self.chair.do("close", round=self.round, confirm=True)
        if publish:
            await self.chair.do("publish", round=self.round)

    async def put(self, path: str, body: object) -> None:
        answer = await self.made.http("PUT", path, body)
        assert answer.status_code == 200, answer.text

    async def attend(self, present: int, absent: int, **more: object) -> None:
        await self.put("/attendance", {"present": present, "absent": absent, **more})

    async def add_part(self, part: Map, role: str = "chair") -> Map:
        answer = await self.made.http("PATCH", "", {"add_part": part}, role)
        assert answer.status_code == 200, answer.text
        added: Map = answer.json()
        return added

    async def screen(self) -> Map:
        """The state that a screen gets when it connects now."""
        async with self.made.screen() as screen:
            return screen.welcome

    async def certify(self) -> Map:
        """The record, which certification does not change."""
        before = await self.made.tally()
        assert before["reconciliation"]["balanced"], before["reconciliation"]["problems"]
        answer = await self.made.http("POST", "/phase", {"phase": "certified"})
        assert answer.status_code == 200, answer.text
        after = await self.made.tally()
        assert after["fingerprint"] == before["fingerprint"]
        return after

    async def papers(self, folder: Path) -> "Papers":
        """The papers of an archive with which both recounts agree; it is unpacked below `folder`."""
        answer = await self.made.http("GET", "/bundle.zip")
        assert answer.status_code == 200, answer.text
        files = verified(answer.content)
        recount = await asyncio.to_thread(run_verify_py, unpacked(files, folder / "archive"))
        assert (recount.returncode, recount.stderr) == (0, ""), recount.stdout
        return Papers(files)


@dataclass
class Papers:
    """`html` and `word`: the tables by name, each a list of rows by heading."""

    files: dict[str, bytes]

    @property
    def html(self) -> readers.Tables:
        return readers.html_tables(self.files["results.html"])

    @property
    def word(self) -> readers.Tables:
        return readers.word_tables(self.files["results.docx"])

    @property
    def text(self) -> str:
        return "".join(readers.read_page(self.files["results.html"]).text)

    @property
    def workbook(self) -> set[str]:
        """The text of every cell."""
        return {str(cell.value) for cell in cells(self.files["results.xlsx"])}


@asynccontextmanager
async def played(host: Hosted, name: str, **changes: object) -> AsyncIterator[Play]:
    """The sample of this name, with some fields changed, as a live meeting with its chair and desk."""
    made = await host.make(sample(name), **changes)
    await made.go_live()
    async with AsyncExitStack() as stack:
        chair, desk = [await stack.enter_async_context(peer) for peer in (made.chair(), made.desk())]
        yield Play(made, chair, desk, stack)


def _wire_mark(scale: Map, mark: Mark) -> int | None:
    if mark is None or mark == ABSTAIN:
        return None
    if "choices" in scale:
        return [word if isinstance(word, str) else word[0] for word in scale["choices"]].index(mark)
    steps = Fraction(mark) / Fraction(scale.get("step", 1))
    assert steps.denominator == 1, f"{mark} is no mark of the scale"
    return int(steps)


def compare(actual: object, expected: object) -> None:
    """Fail with the path of the first difference. Objects may have further fields, lists no further elements."""
    difference = next(_differences("", actual, expected), None)
    assert difference is None, difference


def _differences(path: str, actual: object, expected: object) -> Iterator[str]:
    if isinstance(expected, Mapping) and isinstance(actual, Mapping):
        for key, value in expected.items():
            yield from _differences(f"{path}.{key}", actual.get(key, "(missing)"), value)
    elif isinstance(expected, list) and isinstance(actual, list) and len(actual) == len(expected):
        for index, pair in enumerate(zip(actual, expected, strict=True)):
            yield from _differences(f"{path}[{index}]", *pair)
    elif actual != expected:
        yield f"{path} is {actual!r}, counted by hand {expected!r}"
