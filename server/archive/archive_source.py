"""Reads the document of a meeting out of its archive, for a new meeting: within limits, and with a remark for whatever
is not as an archive of ours has it. Unpacks nothing to disk, and no file that it does not need.

An archive can come from anyone. Its results are not read here, so it need not recount (`verification`); the document
is checked against the archive's checksums and signature.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from ..core.errors import FieldError, InvalidDocument
from ..core.message import Message
from ..core.signing import is_signed, key_digest
from ..core.validation import printable
from .recount.archive_files import FILES, FILES_1, FILES_2, PUBLIC_KEY, SIGNATURE, SUMS
from .zip_reader import ZIP, BadZip, Fault, content_of, members_of, open_zip

DOCUMENT = "meeting.json"
NEEDED = (DOCUMENT, SUMS, SIGNATURE, PUBLIC_KEY)
KNOWN = frozenset((*FILES, *FILES_1, *FILES_2))
MAX_BYTES = 4 << 20
"""Of one file. A new meeting's document may have 1 MiB without its indentation."""
MAX_MEMBERS = 1000
"""An archive has about 50."""
MAX_NAMED = 20
REASONS = {
    Fault.NO_ZIP: "broken",
    Fault.DAMAGED: "broken",
    Fault.ENCRYPTED: "encrypted",
    Fault.TOO_MANY: "many",
    Fault.TOO_LARGE: "large",
}
"""The sentence of the catalogue's table `copies` for each."""


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of meeting.json; `remarks`: file names, and what is to be said about them."""

    document: bytes
    remarks: tuple[FieldError, ...] = ()


def read_source(data: bytes, own_key: str) -> Source:
    """`data`: an archive, or its meeting.json alone; `own_key`: the digest of this server's key. Raises
    InvalidDocument."""
    if not data.startswith(ZIP):
        if len(data) > MAX_BYTES:
            raise _refused("large", DOCUMENT)
        return Source(data)
    try:
        return _read_archive(data, own_key)
    except BadZip as error:
        raise _refused(REASONS[error.fault], printable(error.member) or "ZIP") from None


def _refused(key: str, file: str, **values: object) -> InvalidDocument:
    return InvalidDocument([_remark(key, file, **values)])


def _remark(key: str, file: str, **values: object) -> FieldError:
    """A message of the catalogue's table `copies`."""
    return FieldError(file, Message("copies", key, values))


def _read_archive(data: bytes, own_key: str) -> Source:
    members = members_of(data, MAX_MEMBERS)
    names = [member.filename for member in members]
    folder = _folder(names)
    if folder is None:
        raise _refused("no_document", "ZIP")
    needed = [folder + name for name in NEEDED]
    twice = next((name for name in needed if names.count(name) > 1), None)
    if twice is not None:
        raise _refused("twice", printable(twice))
    with open_zip(data) as zipped:
        files = {
            member.filename.removeprefix(folder): content_of(zipped, member, MAX_BYTES)
            for member in members
            if member.filename in needed
        }
    unknown = [name for name in names if name.removeprefix(folder) not in KNOWN]
    remarks = [*_origin(files, own_key), *([_unknown_files(unknown)] if unknown else [])]
    return Source(files[DOCUMENT], tuple(remarks))


def _folder(names: list[str]) -> str | None:
    """Before the names of the archive's files: "" in an archive of ours, a folder if somebody packed it again. None
    where there is no meeting.json, or none that is the only one."""
    folders = [name.removesuffix(DOCUMENT) for name in names if name.rpartition("/")[2] == DOCUMENT]
    if "" in folders:
        return ""
    return folders[0] if len(set(folders)) == 1 else None


def _origin(files: Mapping[str, bytes], own_key: str) -> list[FieldError]:
    """A remark unless this server has signed the document as it is."""
    digest = hashlib.sha256(files[DOCUMENT]).hexdigest()
    if f"{digest}  {DOCUMENT}\n".encode() not in files.get(SUMS, b"").splitlines(keepends=True):
        return [_remark("altered", DOCUMENT)]
    if SIGNATURE not in files or PUBLIC_KEY not in files:
        return [_remark("unsigned", DOCUMENT)]
    try:
        public, signature = (bytes.fromhex(files[name].decode("ascii")) for name in (PUBLIC_KEY, SIGNATURE))
    except ValueError:
        return [_remark("altered", SIGNATURE)]
    if not is_signed(public, signature, files[SUMS]):
        return [_remark("altered", SIGNATURE)]
    signer = key_digest(public)
    return [] if signer == own_key else [_remark("other_key", SIGNATURE, signer=signer)]


def _unknown_files(names: list[str]) -> FieldError:
    shown = tuple(printable(name) for name in names[:MAX_NAMED])
    return _remark("unknown_files", "ZIP", names=shown, count=len(names))
