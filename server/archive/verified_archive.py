"""An archive that has been verified as `pingyi verify` does, and what it states of its meeting. Writes nothing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from ..core.models import Phase
from ..core.record import Snapshot
from .archive_zip import BadArchive
from .recount.archive_files import SIGNED_FORMAT, format_of, parse_json
from .recount.signature import key_digest
from .snapshot_reader import read_snapshot
from .verification import verify_archive

SHOWN_DIFFERENCES = 3
MAX_DIFFERENCE = 300
Map = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class VerifiedArchive:
    """`signer`: the digest of the key, "" for an archive of the formats that were not signed."""

    snapshot: Snapshot
    tally: Map
    log: Sequence[Map]
    signer: str


def verified(files: dict[str, bytes], required_keys: Collection[str] = ()) -> VerifiedArchive:
    """Raises BadArchive unless the archive verifies, is of a real meeting, and is signed by one of `required_keys`,
    digests of signing keys, if there are any."""
    signer = key_digest(files) or ""
    if required_keys and signer not in required_keys:
        raise BadArchive("other_key", signer=signer or "–")
    found = [_shown(line) for line in islice(verify_archive(files), SHOWN_DIFFERENCES + 1)]
    if found:
        has_more = len(found) > SHOWN_DIFFERENCES
        differences = "; ".join(found[:SHOWN_DIFFERENCES])
        raise BadArchive("differs_more" if has_more else "differs", differences=differences)
    archive = {name: parse_json(files[f"{name}.json"]) for name in ("meeting", "inputs", "tally", "log")}
    snapshot = read_snapshot(archive, [], signer, format_of(files))
    if snapshot.phase is Phase.REHEARSAL:
        raise BadArchive("rehearsal", title=snapshot.meeting.title, date=snapshot.meeting.date)
    is_signed = format_of(files) >= SIGNED_FORMAT
    return VerifiedArchive(snapshot, archive["tally"], archive["log"], signer if is_signed else "")


def _shown(line: str) -> str:
    text = "".join(char if char.isprintable() else "?" for char in line[: MAX_DIFFERENCE + 1])
    return text if len(text) <= MAX_DIFFERENCE else text[:MAX_DIFFERENCE] + "…"
