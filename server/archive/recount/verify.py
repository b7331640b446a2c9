"""Counts an archive of 评议 Pingyi again: python3 verify.py [ARCHIVE.zip or folder]. 重新核算本归档。

Standard library only, Python 3.8 or later; nothing of the program that made the archive is used. Says every
file and figure that does not follow from the ballots; exit code 0 only if there is none, 2 if there is no
archive. Files of any origin may be given: what is read is bounded, nothing is unpacked or run.
"""

from __future__ import annotations

import hashlib
import json
import sys
import unicodedata
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Iterator, Sequence  # noqa: UP035 (Python 3.8)

if TYPE_CHECKING:
    from . import check_counts, check_files, check_papers, check_results

    Map = dict[str, Any]
    Files = dict[str, bytes]
else:  # beside the archive's files, or inside the product
    sys.dont_write_bytecode |= not __package__  # nothing is left beside an archive's files
    near = __package__ + "." if __package__ else ""
    check_counts, check_files, check_papers, check_results = (
        import_module(near + "check_" + name) for name in ("counts", "files", "papers", "results")
    )

PAPERS = [f"results.{kind}" for kind in ("xlsx", "docx", "html")]
TABLES = [f"{name}.csv" for name in ("summary", "counts", "notes", "report")]
STATED = ["meeting.json", "inputs.json", "ballots.csv", "log.json"]
CHECKS = ["counts", "results", "markup", "files", "office", "tables", "printed", "papers"]
SCRIPTS = ["verify.py", *(f"check_{what}.py" for what in CHECKS)]
FILES = ["README.txt", "tally.json", *PAPERS, *TABLES, *STATED, *SCRIPTS, "SHA256SUMS"]
UNREADABLE = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError, *check_files.BROKEN)
"""What a file of the wrong shape runs into; it is named and nothing of it is believed."""


class NoArchive(Exception):
    """What was given is no archive of a meeting."""


def opened(path: Path) -> Files:
    """The archive's files. Raises NoArchive."""
    try:
        files: Files = check_files.opened(path)
    except (OSError, *UNREADABLE) as error:
        raise NoArchive(str(error)) from None
    if not set(files) & set(FILES):
        raise NoArchive("none of " + " ".join(FILES))
    return files


def complaints(files: Files) -> Iterator[str]:
    """What is wrong with an archive, a line each."""
    yield from _sums(files)
    if not set(FILES) - set(files):
        yield from _figures(files)


def _sums(files: Files) -> Iterator[str]:
    """Every file is there and is the one whose sum was written down."""
    for name in sorted(set(FILES) ^ set(files)):
        yield f"{name:.80}: " + ("多余的文件 / not part of an archive" if name in files else "缺少 / missing")
    lines = files.get("SHA256SUMS", b"").decode("ascii", "replace").splitlines()
    should = [f"{hashlib.sha256(files[n]).hexdigest()}  {n}" for n in FILES[:-1] if n in files]
    for line in sorted(set(should) ^ set(lines)):
        yield f"SHA256SUMS: {line[66:]:.80}: 校验和不符 / sum does not match"


def _figures(files: Files) -> Iterator[str]:
    read: Map = {}
    for name in ("meeting.json", "inputs.json", "tally.json", "log.json"):
        try:
            read[name] = json.loads(files[name].decode("utf-8"), parse_float=_no_float, parse_constant=_no_float)
        except UNREADABLE as error:
            yield f"{name}: 无法读取 / not readable: {error}"
    steps = {"log.json": _log, "inputs.json": _logged, "tally.json": _counted, "CSV": check_papers.tables}
    for kind in ("html", "docx", "xlsx"):
        steps[f"results.{kind}"] = getattr(check_papers, kind)
    for name, step in steps.items() if len(read) == 4 else ():
        try:
            yield from step(files, read["meeting.json"], read["inputs.json"], read["tally.json"], read["log.json"])
        except UNREADABLE as error:
            yield f"{name}: {type(error).__name__}: {error}: 内容不成格式 / not in the shape of an archive"


def _no_float(text: str) -> float:
    raise ValueError(f"{text:.20} is not exact")


# The log, and what it says of the inputs


def _log(files: Files, doc: Map, inputs: Map, tally: Map, log: list[Map]) -> Iterator[str]:
    """Each line is chained to the one before."""
    chain = ""
    for place, line in enumerate(log):
        content = [inputs["meeting"], place + 1, line["at"], line["role"], line["act"], line["detail"]]
        chain = hashlib.sha256((chain + check_papers.canonical(content)).encode()).hexdigest()
        if line["n"] != place + 1 or line["chain"] != chain:
            yield f"log.json [{place + 1}]: 与上一行接不上 / does not follow the line before"
            return


def _logged(files: Files, doc: Map, inputs: Map, tally: Map, log: list[Map]) -> Iterator[str]:
    """The inputs are the last that the log says of each."""
    should: Map = {"format": 1, "attendance": {"present": None, "absent": None}, "phase": "rehearsal"}
    should.update({kind: {} for kind in KINDS})
    rounds: Map = {}
    cards = 0
    for line in log:
        act, detail = line["act"], line["detail"]
        if act in ("document", "phase") and detail.get("phase") != "certified":
            rounds = {}
        if act == "phase":
            should["phase"] = detail["phase"]
        if act == "attendance" or (act == "phase" and detail["phase"] == "live"):
            should["attendance"] = {key: detail.get(key) for key in ("present", "absent")}
        if act == "cards":
            cards += detail["count"]
        if act in KINDS:
            should[act][detail["subject"]] = KINDS[act](detail["value"])
        _follow(rounds, act, detail)
    known = {sid for ids in doc["ids"] for sid in ids}
    for kind in KINDS:
        should[kind] = {sid: value for sid, value in should[kind].items() if sid in known}
    told = {key: inputs[key] for key in should}
    yield from check_papers.differences(should, told, "inputs.json", "log.json")
    yield from check_papers.differences(cards, inputs["issued"]["cards"], "inputs.json issued.cards", "log.json")
    keys = ("part", "subjects", "state", "reason")
    stated = {one["round"]: {key: one[key] for key in keys if key in one} for one in inputs["rounds"]}
    yield from check_papers.differences(rounds, stated, "inputs.json rounds", "log.json")


def _follow(rounds: Map, act: str, detail: Map) -> None:
    """A round's way through its states."""
    if act == "open":
        rounds[detail["round"]] = {"part": detail["part"], "subjects": detail["subjects"], "state": "open"}
    elif act == "counted":
        rounds[detail["round"]]["state"] = "closed"
    elif act == "publish":
        for one in detail["rounds"]:
            rounds[one]["state"] = "published"
    elif act == "void":
        rounds[detail["round"]].update(state="voided", reason=detail["reason"])


def _tidy(text: Any) -> str:
    return unicodedata.normalize("NFC", text).strip()


def _plain(value: Any) -> str:
    return check_counts.plain(check_counts.number(value))


KINDS: Map = {
    "decisions": lambda value: {"grade": _tidy(value["grade"]), "reason": _tidy(value.get("reason", ""))},
    "adjustments": lambda value: [{"points": _plain(o["points"]), "reason": _tidy(o["reason"])} for o in value],
    "flags": lambda value: [_tidy(one) for one in value],
    "entered": lambda value: _plain(value["score"]),
}
"""What people add, in the words that it was sent in, as it is kept."""

# The recount


def _counted(files: Files, doc: Map, inputs: Map, tally: Map, log: list[Map]) -> Iterator[str]:
    """Everything in tally.json follows from the ballots, the document and the inputs."""
    said = _ballots(files["ballots.csv"], doc, inputs)
    counted: list[tuple[str, Any]] = []
    for place, part in enumerate(doc["parts"]):
        for index, _ in enumerate(part["subjects"]):
            found = tally["parts"][place]["subjects"][index]
            sid, count, faults = _subject(doc, inputs, place, index, said, found)
            counted.append((sid, count))
            for fault in faults:
                yield f"inputs.json hidden.{sid}: 与选票不符 / does not fit the ballots: {fault}"
    everyone = check_results.persons(doc, inputs, counted)
    should = {
        "meeting": {
            **{key: doc[key] for key in ("title", "organisation", "date")},
            **{"id": inputs["meeting"], "phase": inputs["phase"]},
        },
        **_marks(inputs, tally),
        "generated": log[-1]["at"],
        "fingerprint": _fingerprint(doc, tally),
        "reconciliation": check_results.reconciliation(doc, inputs, {sid: sum(n.values()) for sid, n in said.items()}),
        "parts": [_part(part, counted) for part in doc["parts"]],
        "results": check_results.results(everyone),
        "quota": check_results.quota(doc, everyone),
        "rounds": check_results.rounds(inputs),
        "notes": tally["notes"],
    }
    yield from check_papers.differences(should, tally, "tally.json", "")
    boxes = {(sid, box["key"]) for sid, count in counted for box in count.form.notes}
    for place, note in enumerate(tally["notes"]):
        if (note["subject"], note["key"]) not in boxes:
            yield f"tally.json notes[{place}]: 没有这一栏 / no such box"


def _subject(doc: Map, inputs: Map, place: int, index: int, said: Map, found: Map) -> tuple[str, Any, list[str]]:
    """Its id, its count and what cannot be about its hidden groups."""
    part, subject, sid = doc["parts"][place], doc["parts"][place]["subjects"][index], doc["ids"][place][index]
    named = {"id": sid, "name": subject["name"], "unit": subject["unit"]}
    if part["source"] == "entered":
        return sid, check_counts.entered(doc, part, named, inputs["entered"].get(sid)), []
    standing = [one for one in inputs["rounds"] if sid in one["subjects"] and one["state"] != "voided"]
    if not all(one["shown"] for one in standing):
        return sid, check_counts.withheld(doc, part, named), []
    hidden = [group["name"] for group in found["groups"] if group["suppressed"] is True]
    counting = check_counts.Subject(doc, part, said.get(sid, Counter()), hidden, inputs["hidden"].get(sid, {}))
    return sid, counting.count(named), list(counting.faults())


def _part(part: Map, counted: Sequence[tuple[str, Any]]) -> Map:
    told = {"name": part["name"], "weight": _plain(part["weight"]), "form": part["form"]["id"]}
    return {**told, "subjects": [count.shown for _, count in counted if count.part is part]}


def _marks(inputs: Map, tally: Map) -> Map:
    """A rehearsal and a draft say so in words of the meeting's language."""
    words = [word for word, due in (("测试", inputs["phase"] == "rehearsal"), ("未截止", inputs["draft"])) if due]
    mark = {"mark": check_counts.says(*words)} if words else {}
    return {"draft": True, **mark} if inputs["draft"] else mark


def _fingerprint(doc: Map, tally: Map) -> str:
    content = {"document": doc, **{key: tally[key] for key in ("parts", "rounds", "reconciliation")}}
    return hashlib.sha256(check_papers.canonical(content).encode()).hexdigest()


HEADS = ["round", "part", "subject", "group", "state"]


def _ballots(content: bytes, doc: Map, inputs: Map) -> Map:
    """ballots.csv by subject: how often each (group, state, marks) came. ValueError names a row that cannot be."""
    rounds = {one["round"]: one for one in inputs["rounds"] if one.get("shown")}
    parts = {part["name"]: (part, check_counts.Form(part, doc["rules"])) for part in doc["parts"]}
    said: Map = {}
    heads, *rows = check_files.csv_rows(content)
    if heads[:5] != HEADS or heads[5:] != [f"item{n}" for n in range(1, len(heads) - 4)]:
        raise ValueError(f"ballots.csv: {heads}")
    for row, times in Counter(map(tuple, rows)).items():
        try:
            id, part, sid, group, state, *cells = row
            if rounds[id]["part"] != part or sid not in rounds[id]["subjects"]:
                raise ValueError("no such round")
            said.setdefault(sid, Counter())[_cast(*parts[part], group, state, cells)] += times
        except UNREADABLE as error:
            raise ValueError(f"ballots.csv: {row}: {error}") from None
    return said


def _cast(part: Map, form: check_counts.Form, group: str, state: str, cells: Sequence[str]) -> tuple[Any, ...]:
    """What a ballot may say of a subject on this form. ValueError where it may not."""
    items = part["form"]["items"]
    marks = tuple(int(cell) if cell else None for cell in cells[: len(items)])
    scored = any(mark is not None for mark in marks)
    empty = [item for place, item in enumerate(items) if marks[place] is None]
    if any(mark not in form.values for mark in marks if mark is not None) or any(cells[len(items) :]):
        raise ValueError("no such mark")
    if state not in (("scored",) if scored else ("abstained", "recused")):
        raise ValueError("not its state")
    if state != "recused" and not all(item["abstain"] for item in empty):
        raise ValueError("an item without a mark")
    if group and (not scored or group not in part["groups"]):
        raise ValueError("no such group")
    return group, state, marks


def told(lines: Iterator[str], files: Files) -> int:
    """Prints what is wrong, or what was found right; the exit code."""
    found = 0
    for found, line in enumerate(lines, 1):  # noqa: B007 (told below)
        print("✗ " + "".join(char if char.isprintable() else "?" for char in line))
    if found:
        print(f"{found} 处不符。 / {found} differences.")
        return 1
    print("全部相符。请与签字的计票报告核对指纹： / Every figure agrees. Compare with the signed count report:")
    print(json.loads(files["tally.json"].decode("utf-8"))["fingerprint"])
    return 0


def main(arguments: Sequence[str]) -> int:
    path = Path(arguments[0] if arguments else Path(__file__).parent)
    try:
        files = opened(path)
    except NoArchive as error:
        print(f"{path}: 不是会议归档 / not the archive of a meeting: {error}", file=sys.stderr)
        return 2
    return told(complaints(files), files)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
