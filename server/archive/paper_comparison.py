"""Compares the papers of an archive with those that its record gives.

An archive of this version must have the same bytes: every file is written again. Other builds write other bytes, so
what their papers show is read, by readers that refuse whatever those builds never wrote.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import zip_longest

from ..core.message_catalogue import LANGUAGES
from ..core.record import Record, Snapshot
from ..core.version import VERSION
from ..exports.formats import FORMATS, PAPERS
from ..exports.writers.docx_template import open_template
from .builder import json_file, rendered
from .office_package import read_parts
from .paper_reader import Line, read_document, read_page
from .recount.archive_files import UNREADABLE, parse_json
from .releases import Release, digest, program_differences
from .workbook_reader import read_workbook

READ_PARTS = re.compile(
    r"word/(document|header1|footer1)\.xml|xl/(workbook|sharedStrings|styles|worksheets/sheet\d+|charts/chart\d+"
    r"|drawings/drawing\d+)\.xml|docProps/(core|app)\.xml"
)
"""Parts that are read; all others must be ours or the build's. No paper shows its properties (docProps)."""
CONSTANT_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|word/(?!document|header|footer).*|customXml/.*|xl/theme/.*"
)
"""Parts that are the same in the papers of every meeting, at least of one format."""
MARK_STYLE = "@page { @top-right"
"""The beginning of the styles that repeat 测试 or 未截止 on every page."""
Say = Callable[..., str]
COPIED = ("inputs.json", "log.json")
"""Files that are not written from the record. Their content is checked, so only their form is compared here."""


def written_differences(snapshot: Snapshot, record: Record, files: Mapping[str, bytes], say: Say) -> Iterator[str]:
    """For an archive of this version: first the program, which takes no time, then the files byte by byte, Word and
    Excel files part by part."""
    yield from program_differences(files, snapshot.plain_http, snapshot.meeting.language, say)
    copied = {name: json_file(parse_json(files[name])) for name in COPIED}
    for name, expected in {**rendered(snapshot, record), **copied}.items():
        if files[name] != expected:
            is_office = name.endswith((".docx", ".xlsx"))
            yield from (
                _part_differences(name, expected, files[name], say)
                if is_office
                else [f"{name} (pingyi): {say('differs_when_written')}"]
            )
    if parse_json(files["inputs.json"]).get("version") != VERSION:
        yield f"inputs.json (pingyi): version: {say('should_be')} {VERSION}"


def _part_differences(name: str, expected: bytes, actual: bytes, say: Say) -> Iterator[str]:
    """None where only the compression differs, which depends on the machine's zlib."""
    different = say("differs_when_written")
    try:
        parts, wanted = read_parts(actual), read_parts(expected)
    except UNREADABLE as error:
        yield f"{name} (pingyi): {error}: {different}"
        return
    if list(parts) != list(wanted):
        yield f"{name} (pingyi): {say('names_of_parts')}: {different}"
    for part in parts.keys() & wanted.keys():
        if parts[part] != wanted[part]:
            yield f"{name} (pingyi): {part}: {different}"


def read_differences(record: Record, files: Mapping[str, bytes], release: Release, say: Say) -> Iterator[str]:
    """For an archive of an earlier build: what its papers show, line by line. `record` has the build's words."""
    for kind in PAPERS:
        write, _ = FORMATS[kind]
        name, expected = f"results.{kind}", write(record)
        try:
            shown = _shown_differences(kind, expected, files[name], release, say)
            yield from (f"{name} (pingyi): {line}" for line in shown)
        except UNREADABLE as error:
            yield f"{name} (pingyi): {error}: {say('no_version_writes')}"


def _shown_differences(kind: str, expected: bytes, actual: bytes, release: Release, say: Say) -> Iterator[str]:
    if kind == "html":
        base, mark = _style(expected)

        def is_known(style: str) -> bool:
            own, _, own_mark = style.partition(MARK_STYLE)
            return own_mark == mark and (own == base or digest(own.encode()) in release.parts)

        yield from _line_differences(read_page(expected, is_known), read_page(actual, is_known), say)
        return
    parts, own = read_parts(actual), read_parts(expected)
    if list(parts) != list(own):
        raise ValueError("names of its parts")
    for name in parts:
        if not READ_PARTS.fullmatch(name) and parts[name] != own[name] and digest(parts[name]) not in release.parts:
            raise ValueError(name)
    read = read_document if kind == "docx" else read_workbook
    yield from _line_differences(read(own), read(parts), say)


def _line_differences(expected: Iterable[Line], actual: Iterable[Line], say: Say) -> Iterator[str]:
    for wanted, line in zip_longest(expected, actual, fillvalue=()):
        if wanted != line:
            texts = f"{' | '.join(wanted)!r:.160}", f"{' | '.join(line)!r:.160}"
            yield f"{say('should_be')} {texts[0]}, {say('but_is')} {texts[1]}"
            return


def constants_of(files: Mapping[str, bytes]) -> Iterator[bytes]:
    """What a build writes into the papers of every meeting."""
    for kind in ("docx", "xlsx"):
        parts = read_parts(files[f"results.{kind}"])
        yield from (body for name, body in parts.items() if CONSTANT_PARTS.fullmatch(name))
    yield _style(files["results.html"])[0].encode()
    yield from (body for language in LANGUAGES for body in _styles_in(language))


def _styles_in(language: str) -> Iterator[bytes]:
    """Of Word papers in this language, in which their fonts and its name may be others."""
    document = io.BytesIO()
    open_template(language).save(document)
    parts = read_parts(document.getvalue())
    yield from (body for name, body in parts.items() if CONSTANT_PARTS.fullmatch(name))


def _style(page: bytes) -> tuple[str, str]:
    """A page's style, and what in it repeats the mark."""
    style, _, mark = page.decode("utf-8").partition("<style>")[2].partition("</style>")[0].partition(MARK_STYLE)
    return style, mark
