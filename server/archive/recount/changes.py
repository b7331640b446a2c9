"""The corrections and entries that the count report lists, from the log: the time of each, and what it mentions."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from .differences import mentions
from .numbers import number, shortest
from .pairing import paired
from .tables import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from .archive_files import Archive, Map
    from .differences import Mentions

DETAILS = ("name", "unit", "post", "mode")


def changes(archive: Archive) -> Iterator[tuple[str, Mentions]]:
    document, certified = archive.document, False
    names = {
        sid: subject["name"]
        for ids, part in paired(document["ids"], document["parts"])
        for sid, subject in paired(ids, part["subjects"])
    }
    for line in archive.log:
        act, detail = line["act"], line["detail"]
        certified = certified or (act == "phase" and detail["phase"] == "certified")
        if act == "amend":
            yield line["at"], mentions(*map(printable, _amendment(names, detail)))
        elif act == "write-ins":
            pairs = (word for pair in detail["merge"].items() for word in pair)
            yield line["at"], mentions(*map(printable, (detail["part"], *pairs)))
        elif act in ("flags", "adjustments", "entered") or (act == "decisions" and certified):
            subject = names.get(detail["subject"], detail["subject"])
            yield line["at"], mentions(*map(printable, (subject, *_added(act, detail["value"]))))


def _text(value: Any) -> str:
    return unicodedata.normalize("NFC", str(value)).strip()


def _amendment(names: Map, detail: Map) -> Iterator[str]:
    before = detail.get("before", {})
    for key in ("title", "expected"):
        for value in (before.get(key), detail.get(key)):
            yield "" if value is None else _text(value)
    for _, *words in dict.fromkeys(_renamed(names, detail)):
        yield from words
    yield from detail.get("order", {})
    for added in detail.get("add", ()):
        yield from (_text(added[key]) for key in ("name", "part"))
    withdrawn = before.get("withdraw", {})
    yield from (withdrawn.get(sid, sid) for sid in detail.get("withdraw", ()))
    if "add_part" in detail:
        yield detail["add_part"]["name"]
        yield from (subject["name"] for subject in detail["add_part"]["subjects"])
    if "withdraw_part" in detail:
        yield detail["withdraw_part"]


def _renamed(names: Map, detail: Map) -> Iterator[tuple[str, ...]]:
    """The changed detail and the words of each sentence. A person's other subjects change alike, which is said once."""
    if "before" not in detail:
        yield from (
            ("name", _text(new.get("name", names.get(sid, sid)))) for sid, new in detail.get("names", {}).items()
        )
        return
    for sid, old in detail["before"].get("names", {}).items():
        new = detail["after"][sid]
        name = new.get("name", names.get(sid, sid))
        for key in DETAILS:
            if key in old:
                words = () if key == "mode" else (old[key], new[key])
                yield (key, *words) if key == "name" else (key, name, *words)


def _added(act: str, value: Any) -> Iterator[str]:
    if act == "decisions":
        if value["grade"]:
            yield from (_text(value["grade"]), _text(value.get("reason", "")))
    elif act == "entered":
        if value["score"] != "":
            yield shortest(number(value["score"]))
    elif act == "flags":
        yield from map(_text, value)
    else:
        for each in value:
            yield from (shortest(number(each["points"])), _text(each["reason"]))
