"""Builds the archive of a meeting (bundle.zip): papers, ballots, inputs, log and the recount program.

Equal sources give equal bytes. Every number comes from the record; knows no HTTP. What the archive discloses beyond
the papers is limited in `ballot_rows` and `inputs`.
"""

import hashlib
import io
import json
import zipfile
from pathlib import Path

from ..core.record import compose
from ..exports.content.csv_tables import csv_tables
from ..exports.formats import FORMATS, PAPERS
from ..exports.writers import csv_writer
from .ballot_rows import ballots
from .inputs import ArchiveSource, inputs
from .readme import README
from .recount.archive_files import SCRIPTS

HERE = Path(__file__).parent
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can state. Real times would make equal archives differ."""


def archive(source: ArchiveSource) -> bytes:
    return zipped(contents(source))


def contents(source: ArchiveSource) -> dict[str, bytes]:
    """Every file by name, in the archive's order. SHA256SUMS is last and covers all others."""
    record = compose(source.snapshot)
    papers = {kind: write(record) for kind, (write, _) in FORMATS.items() if kind != "csv"}
    files = {
        "README.txt": README.replace("\n", "\r\n").encode("utf-8-sig"),
        "tally.json": papers["json"],
        **{f"results.{kind}": papers[kind] for kind in PAPERS},
        **{f"{table.name}.csv": csv_writer.write_table(table) for table in csv_tables(record)},
        "meeting.json": _json(source.snapshot.document),
        "inputs.json": _json(inputs(source, record)),
        "ballots.csv": ballots(source.snapshot, record),
        "log.json": _json(source.log),
        **{name: _script(name) for name in SCRIPTS},
    }
    return {**files, "SHA256SUMS": sums(files)}


def _script(name: str) -> bytes:
    """A file of the recount program, from this package."""
    return (HERE / ("launcher.py" if name == "verify.py" else name)).read_bytes()


def _json(value: object) -> bytes:
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
