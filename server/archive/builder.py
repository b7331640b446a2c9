"""Builds the archive of a meeting (bundle.zip): papers, ballots, inputs, log and the recount program.

Equal sources give equal bytes. Every number comes from the record; knows no HTTP. What the archive discloses beyond
the papers is limited in `ballot_rows` and `inputs`.
"""

import hashlib
import io
import json
import zipfile
from pathlib import Path

from ..core.composition import compose
from ..core.record import Record, Snapshot
from ..exports.content.csv_tables import csv_tables
from ..exports.formats import FORMATS, PAPERS
from ..exports.writers import csv_writer
from .ballot_rows import ballots
from .inputs import ArchiveSource, inputs
from .readme import readme
from .recount.archive_files import FILES, MESSAGES, PUBLIC_KEY, README, SCRIPTS, SIGNATURE, SUMS
from .recount.sentences import sentences

HERE = Path(__file__).parent
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can state. Real times would make equal archives differ."""


def archive(source: ArchiveSource) -> bytes:
    return zipped(contents(source))


def contents(source: ArchiveSource) -> dict[str, bytes]:
    """Every file by name, in the archive's order. SHA256SUMS covers all files before it and is itself signed."""
    record = compose(source.snapshot)
    written = {
        **rendered(source.snapshot, record),
        **program(record.plain_http, record.meeting.language),
        "inputs.json": json_file(inputs(source, record)),
        "log.json": json_file(source.log),
        PUBLIC_KEY: _hex(source.key.public),
    }
    files = {name: written[name] for name in FILES if name in written}
    checksums = sums(files)
    return {**files, SUMS: checksums, SIGNATURE: _hex(source.key.sign(checksums))}


def _hex(value: bytes) -> bytes:
    return value.hex().encode() + b"\n"


def rendered(snapshot: Snapshot, record: Record) -> dict[str, bytes]:
    """The files that are written from the record of a snapshot."""
    papers = {kind: write(record) for kind, (write, _) in FORMATS.items() if kind != "csv"}
    return {
        "tally.json": papers["json"],
        **{f"results.{kind}": papers[kind] for kind in PAPERS},
        **{f"{table.name}.csv": csv_writer.write_table(table) for table in csv_tables(record)},
        "meeting.json": json_file(snapshot.document),
        "ballots.csv": ballots(snapshot, record),
    }


def program(plain_http: bool, language: str) -> dict[str, bytes]:
    """The files that are the same in every archive of this version: the recount program with its sentences, and the
    README, which states whether phones used `plain_http`, in the meeting's language."""
    scripts = {name: (HERE / ("launcher.py" if name == "verify.py" else name)).read_bytes() for name in SCRIPTS}
    about = readme(plain_http, language).replace("\n", "\r\n").encode("utf-8-sig")
    return {README: about, **scripts, MESSAGES: json_file(sentences())}


def json_file(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def sums(files: dict[str, bytes]) -> bytes:
    """In the format of `sha256sum`, which can check it."""
    return "".join(f"{hashlib.sha256(body).hexdigest()}  {name}\n" for name, body in files.items()).encode()


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip without folder entries, times or anything else of this machine."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            member = zipfile.ZipInfo(name, EPOCH)
            member.create_system, member.external_attr = 3, 0o644 << 16
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, body)
    return out.getvalue()
