"""Commands that set the texts about a meeting's people, and the reading of briefs by its phones.

Every command holds the meeting's lock, commits first and notifies afterwards. Texts come in checked. Knows no HTTP and
no socket.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from ..core import shown_briefs, texts, versions
from ..core.codec import Map, encode
from ..core.errors import Refused
from ..core.models import Phase
from ..core.texts import Rectified, Text, TextKind
from ..store.rows import LogEntry
from ..store.store import Store
from . import broadcasts
from .addition_commands import signed_record
from .live_meeting import LiveMeeting

MAX_KEPT_BRIEFS = 200
"""Frames of at most 30 kB each that are kept in memory, whatever the number of meetings."""


class TextCommands:
    """Raises Refused with the contract's codes, NotRecorded where the change could not be stored."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def set_text(
        self, live: LiveMeeting, kind: TextKind, subject: str, text: Text | None, seen: str | None = None
    ) -> None:
        """Of a subject; None removes it. An opinion follows the decision, so it may change after certification; the log
        then has the record that it replaces. A text that is what it was leaves no line in the log. Refused `stale` if
        the present text is not the version `seen`."""
        async with live.lock:
            if kind is not TextKind.OPINION:
                live.refuse_if_certified()
            if all(subject != one.id for _, one in live.state.meeting.subjects()):
                raise Refused("unknown_subject", "subject")
            value = None if text is None else texts.to_json(text)
            digest = None if value is None else texts.digest_of(value)
            present = live.state.texts.get(kind, {}).get(subject)
            if present == digest:
                return
            versions.refuse_stale(seen, versions.text_version(present))
            changed = live.next_state(texts=texts.with_digest(live.state.texts, kind, subject, digest))
            entry = live.log_entry("desk", str(kind), subject=subject, digest=digest, **await signed_record(live))
            await self.store.save_text(changed, kind, subject, value, entry)
            live.adopt(changed, entry)
            if kind in shown_briefs.KINDS:
                broadcasts.send_briefs(live)
            if live.state.phase is Phase.CERTIFIED:
                await broadcasts.send_results(live)  # with the new value of the record

    async def set_rectified(self, live: LiveMeeting, rectified: Mapping[str, tuple[Rectified, ...]]) -> None:
        """上年度整改 of several subjects at once, of whom one that the meeting does not have any more is left out."""
        async with live.lock:
            live.refuse_if_certified()
            kind, known = TextKind.RECTIFIED, {subject.id for _, subject in live.state.meeting.subjects()}
            values = {id: texts.to_json(rows) for id, rows in rectified.items() if id in known}
            digests, entries = live.state.texts, list[LogEntry]()
            for id, value in values.items():
                digest = texts.digest_of(value)
                if digests.get(kind, {}).get(id) != digest:
                    digests = texts.with_digest(digests, kind, id, digest)
                    entries.append(live.log_entry("desk", str(kind), subject=id, digest=digest))
            if not entries:
                return
            changed = live.next_state(texts=digests)
            await self.store.save_texts(changed, kind, values, entries)
            for entry in entries:
                live.adopt(changed, entry)
            broadcasts.send_briefs(live)

    async def text(self, live: LiveMeeting, kind: TextKind, subject: str) -> Any:
        """A subject's text as JSON; None if there is none. Refused `unknown_subject`."""
        if all(subject != one.id for _, one in live.state.meeting.subjects()):
            raise Refused("unknown_subject", "subject")
        return await self.store.text(live.state.id, kind, subject)


class BriefReader:
    """Briefs as phones ask for them: a hall asks for the same one at the same time, so each is read once."""

    def __init__(self, store: Store) -> None:
        self.store, self._reading = store, asyncio.Lock()
        self._frames: OrderedDict[tuple[str, ...], bytes] = OrderedDict()

    async def frame(self, live: LiveMeeting, subject: str) -> bytes:
        """The encoded answer (CONTRACT "WebSocket"): the text, nil for a subject without one."""
        meeting, digests = live.state.meeting, live.state.texts
        holders = {kind: texts.holder_of(meeting, digests.get(kind, {}), subject) for kind in shown_briefs.KINDS}
        held = {kind: id for kind, id in holders.items() if id is not None}
        if not held:
            return encode(_answer(subject, None))
        key = (live.state.id, subject, meeting.language, *(digests[kind][id] for kind, id in held.items()))
        async with self._reading:
            if key in self._frames:
                self._frames.move_to_end(key)
                return self._frames[key]
            read = {kind: await self.store.text(live.state.id, kind, id) for kind, id in held.items()}
            frame = encode(_answer(subject, _shown_text(read, meeting.language)))
            if all(texts.digest_of(read[kind]) == digests[kind][id] for kind, id in held.items()):
                self._frames[key] = frame  # unless another node has changed one of them since
            if len(self._frames) > MAX_KEPT_BRIEFS:
                self._frames.popitem(last=False)
            return frame


def _shown_text(read: Mapping[TextKind, Any], language: str) -> str | None:
    """None if all have been removed."""
    rows = tuple(Rectified(**row) for row in read.get(TextKind.RECTIFIED) or ())
    return shown_briefs.text_of(read.get(TextKind.BRIEF), rows, language) or None


def _answer(subject: str, text: str | None) -> Map:
    return {"t": "brief", "subject": subject, "text": text}
