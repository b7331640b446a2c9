"""log.json: each line is chained to the one before, and inputs.json agrees with the last entry about each input."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import TYPE_CHECKING

from .archive_files import SIGNED_FORMAT, format_of
from .differences import canonical_json, differences
from .numbers import number, shortest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from .archive_files import Archive, Map


def check_chain(archive: Archive) -> Iterator[str]:
    """Reports the first line only: every later one is chained to it."""
    chain = ""
    for index, line in enumerate(archive.log):
        content = [archive.inputs["meeting"], index + 1, line["at"], line["role"], line["act"], line["detail"]]
        chain = hashlib.sha256((chain + canonical_json(content)).encode()).hexdigest()
        if line["n"] != index + 1 or line["chain"] != chain:
            yield f"log.json [{index + 1}]: {archive.say('log_breaks')}"
            return


UNRECORDED_ACTS = ("key", "admit")
"""Acts that change no result, decision, note or name, and therefore not the record."""


def record_head(log: list[Map]) -> str:
    """The hash of the last line that belongs to the record."""
    return next((str(line["chain"]) for line in reversed(log) if line["act"] not in UNRECORDED_ACTS), "")


def earlier_records(log: list[Map]) -> list[str]:
    """The values of `record` that decisions and opinions after certification have replaced."""
    acts = ("decisions", "opinion")
    return [str(line["detail"]["record"]) for line in log if line["act"] in acts and "record" in line["detail"]]


def check_inputs(archive: Archive) -> Iterator[str]:
    logged, inputs = _Logged(archive.log), archive.inputs
    known = {sid for ids in archive.document["ids"] for sid in ids}
    # As in archives without merged names and without last year's results.
    inputs = {"merges": {}, "last_year": None, **inputs}
    for kind in ADDITIONS:
        logged.inputs[kind] = {sid: value for sid, value in logged.inputs[kind].items() if sid in known}
    if last_year := logged.inputs["last_year"]:
        people = {sid: past for sid, past in last_year["people"].items() if sid in known}
        logged.inputs["last_year"] = {**last_year, "people": people}
    logged.inputs["format"] = format_of(archive.files)
    if format_of(archive.files) >= SIGNED_FORMAT:
        logged.inputs["timezone"] = f"UTC{archive.log[-1]['at'][19:]}"
    stated = {key: inputs[key] for key in logged.inputs}
    yield from differences(logged.inputs, stated, "inputs.json", archive.say, "log.json")
    yield from differences(logged.cards, inputs["issued"]["cards"], "inputs.json issued.cards", archive.say, "log.json")
    keys = ("part", "subjects", "state", "reason", "seen", "attendance")
    rounds = {round["round"]: {key: round[key] for key in keys if key in round} for round in inputs["rounds"]}
    yield from differences(logged.rounds, rounds, "inputs.json rounds", archive.say, "log.json")
    yield from differences(
        logged.digests(known), _digests(inputs), "inputs.json texts (SHA-256)", archive.say, "log.json"
    )


def _digests(inputs: Map) -> Map:
    """Of the texts, by kind and subject."""
    texts = inputs.get("texts", {})
    return {kind: {sid: _sha256(canonical_json(text)) for sid, text in texts[kind].items()} for kind in texts}


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class _Logged:
    """The inputs, printed cards, rounds and digests of texts that result from replaying a log."""

    def __init__(self, log: list[Map]) -> None:
        self.inputs: Map = {"attendance": {"present": None, "absent": None}, "phase": "rehearsal", "last_year": None}
        self.inputs.update({kind: {} for kind in (*ADDITIONS, "merges")})
        self.rounds: Map = {}
        self.texts: Map = {kind: {} for kind in TEXTS}
        self.cards = 0
        for line in log:
            self._replay(line["act"], line["detail"])

    def _replay(self, act: str, detail: Map) -> None:
        if act in ("document", "phase") and detail.get("phase") != "certified":
            self.rounds, self.inputs["merges"] = {}, {}
        if act == "phase":
            self.inputs["phase"] = detail["phase"]
        if act == "attendance" or (act == "phase" and detail["phase"] == "live"):
            self._attend(detail)
        if act == "phase" and detail["phase"] == "live":
            self.texts.update(comments={}, opinion={})
        if act in TEXTS:
            self.texts[act][detail["subject"]] = detail["digest"]
        if act == "cards":
            self.cards += detail["count"]
        if act in ADDITIONS:
            self._add(act, detail["subject"], detail["value"])
        if act == "last-year":
            self.inputs["last_year"] = detail["value"]
        if act == "write-ins":
            self._merge(detail["part"], detail["merge"])
        self._replay_round(act, detail)

    def digests(self, known: set[str]) -> Map:
        """Of the texts that were not removed again, of the subjects that are still there."""
        kept = {
            kind: {sid: digest for sid, digest in by_id.items() if digest is not None and sid in known}
            for kind, by_id in self.texts.items()
        }
        return {kind: by_id for kind, by_id in kept.items() if by_id}

    def _attend(self, detail: Map) -> None:
        """Of the meeting, and of rounds that had none when they closed; with `round` of that round only."""
        stated = _attendance(detail)
        if "round" in detail:
            self.rounds[detail["round"]]["attendance"] = stated
        else:
            self.inputs["attendance"] = stated
        for id in detail.get("rounds", ()):
            own = self.rounds[id].get("attendance", {})
            spare = {"spare": own["spare"]} if "spare" in own else {}
            self.rounds[id]["attendance"] = {**{key: stated[key] for key in stated if key != "spare"}, **spare}

    def _merge(self, part: str, merge: Map) -> None:
        self.inputs["merges"].pop(part, None)
        if merge:
            self.inputs["merges"][part] = merge

    def _add(self, kind: str, subject: str, value: Any) -> None:
        """An empty grade or score withdraws the decision or the score."""
        is_withdrawn = (kind == "decisions" and not _normalised(value["grade"])) or value == {"score": ""}
        if is_withdrawn:
            self.inputs[kind].pop(subject, None)
        else:
            self.inputs[kind][subject] = ADDITIONS[kind](value)

    def _replay_round(self, act: str, detail: Map) -> None:
        if act == "open":
            self.rounds[detail["round"]] = {"part": detail["part"], "subjects": detail["subjects"], "state": "open"}
        elif act == "close" and "attendance" in detail:
            self.rounds[detail["round"]]["attendance"] = detail["attendance"]
        elif act == "counted":
            self.rounds[detail["round"]]["state"] = "closed"
        elif act == "publish":
            for id in detail["rounds"]:
                self.rounds[id]["state"] = "published"
        elif act == "void":
            round = self.rounds[detail["round"]]
            round.pop("attendance", None)
            round.update(state="voided", reason=detail["reason"])
            self._merge(round["part"], {})
            if detail.get("seen") is not None:
                self.rounds[detail["round"]]["seen"] = detail["seen"]


def _attendance(detail: Map) -> Map:
    people = {key: detail.get(key) for key in ("present", "absent")}
    return {**people, **{key: detail[key] for key in detail if key in ("groups", "spare")}}


def _normalised(text: Any) -> str:
    return unicodedata.normalize("NFC", text).strip()


def _decimal(value: Any) -> str:
    return shortest(number(value))


TEXTS = ("brief", "comments", "opinion", "rectified")
"""Kinds of texts about people, of which the log has digests."""
ADDITIONS: dict[str, Callable[[Any], Any]] = {
    "decisions": lambda value: {
        "grade": _normalised(value["grade"]),
        "reason": _normalised(value.get("reason", "")),
    },
    "adjustments": lambda value: [
        {"points": _decimal(each["points"]), "reason": _normalised(each["reason"])} for each in value
    ],
    "flags": lambda value: [_normalised(flag) for flag in value],
    "entered": lambda value: _decimal(value["score"]),
}
"""Data that people add: from the request as logged to the form in which it is stored."""
