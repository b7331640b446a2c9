"""The archive of a meeting (bundle.zip): its papers, the ballots, what people stated, the log, and a recount.

Equal sources give equal bytes. Every figure comes from the record; knows no HTTP. What it newly gives
away, and why no more, is told in `ballots` and `inputs`.
"""

import hashlib
import io
import json
import zipfile
from pathlib import Path

from ..core.record import compose
from ..exports.content.csv_tables import csv_tables
from ..exports.formats import FORMATS
from ..exports.writers import csv_writer
from .ballot_rows import ballots
from .inputs import ArchiveSource, inputs
from .readme import README
from .recount.verify import SCRIPTS

RECOUNT = Path(__file__).with_name("recount")
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can tell: files of an archive have none of their own."""


def archive(source: ArchiveSource) -> bytes:
    return packed(contents(source))


def contents(source: ArchiveSource) -> dict[str, bytes]:
    """Every file by its name, in the archive's order; SHA256SUMS is last and covers all others."""
    record = compose(source.snapshot)
    written = {kind: write(record) for kind, (write, _) in FORMATS.items() if kind != "csv"}
    files = {
        "README.txt": README.replace("\n", "\r\n").encode("utf-8-sig"),
        "tally.json": written["json"],
        **{f"results.{kind}": written[kind] for kind in ("xlsx", "docx", "html")},
        **{f"{table.name}.csv": csv_writer.write_table(table) for table in csv_tables(record)},
        "meeting.json": _json(source.snapshot.document),
        "inputs.json": _json(inputs(source, record)),
        "ballots.csv": ballots(source.snapshot, record),
        "log.json": _json(source.log),
        # The recount that travels: standard library only, written from the rules and not from `server.core`.
        **{name: (RECOUNT / name).read_bytes() for name in SCRIPTS},
    }
    return {**files, "SHA256SUMS": sums(files)}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def sums(files: dict[str, bytes]) -> bytes:
    """As `sha256sum` writes and checks them."""
    return "".join(f"{hashlib.sha256(body).hexdigest()}  {name}\n" for name, body in files.items()).encode()


def packed(files: dict[str, bytes]) -> bytes:
    """One zip without folders, times or anything of this machine in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, body in files.items():
            told = zipfile.ZipInfo(name, EPOCH)
            told.create_system, told.external_attr, told.compress_type = 3, 0o644 << 16, zipfile.ZIP_DEFLATED
            zipped.writestr(told, body)
    return out.getvalue()
