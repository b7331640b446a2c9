"""An archive that somebody sent, or a zip of several. Unpacks within limits, and nothing to disk."""

import io
import zipfile
from collections.abc import Iterator

from ..core.message import Message
from ..core.validation import printable
from .recount.archive_files import FILES, UNREADABLE

MAX_ARCHIVE_BYTES = 20 << 20
MAX_ARCHIVES = 200
"""In one zip."""
MAX_FILES = 1000
"""In one archive, which has about 50."""
MAX_ENTRIES = 2 * 50 * MAX_ARCHIVES
"""In a zip with what is in the archives that it holds: where they are not compressed, their entries show."""
MAX_FILE_BYTES, MAX_BYTES = 64 << 20, 128 << 20
"""Of what is unpacked from one archive."""
ZIP = b"PK"
DIRECTORY_ENTRY = b"PK\1\2"
DAMAGED = (*UNREADABLE, OSError)


class BadArchive(Exception):
    """`message`: why this is no archive, a sentence of the catalogue's table `ledger`."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.message = Message("ledger", key, values)


def archives_in(name: str, data: bytes) -> Iterator[tuple[str, bytes | BadArchive]]:
    """The archive, or those in a zip of archives, by name."""
    try:
        inner = _inner_archives(data)
    except BadArchive as error:
        yield name, error
        return
    if not inner:
        yield name, data
        return
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        for member in inner:
            yield printable(member.filename), _archive_in(zipped, member)


def _inner_archives(data: bytes) -> list[zipfile.ZipInfo]:
    """Empty for a zip that is an archive itself. Whatever lies beside archives counts as one, so that nothing that
    somebody sent is left out silently; a zip of folders without an archive does not hold any."""
    members = _members(data)
    names = [member.filename for member in members]
    holds_archives = any(name.lower().endswith(".zip") for name in names) or not any("/" in name for name in names)
    if not holds_archives or any(name in FILES for name in names):
        return []
    if len(members) > MAX_ARCHIVES:
        raise BadArchive("too_many_files", most=MAX_ARCHIVES)
    return members


def _archive_in(zipped: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes | BadArchive:
    try:
        return _content(zipped, member, MAX_ARCHIVE_BYTES)
    except BadArchive as error:
        return error


def unpacked(data: bytes) -> dict[str, bytes]:
    """Every file of an archive by its name. Raises BadArchive."""
    if len(data) > MAX_ARCHIVE_BYTES:
        raise BadArchive("too_large", most=MAX_ARCHIVE_BYTES >> 20)
    members = _members(data)
    names = {member.filename for member in members}
    if len(names) < len(members):
        raise BadArchive("damaged")
    if not names & set(FILES):
        raise BadArchive("no_archive")
    if sum(member.file_size for member in members) > MAX_BYTES:
        raise BadArchive("too_large", most=MAX_BYTES >> 20)
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        return {member.filename: _content(zipped, member, MAX_FILE_BYTES) for member in members}


def _members(data: bytes) -> list[zipfile.ZipInfo]:
    """Counts the entries before zipfile reads them, which takes a thousand bytes for each."""
    if not data.startswith(ZIP):
        raise BadArchive("no_archive")
    if data.count(DIRECTORY_ENTRY) > MAX_ENTRIES:
        raise BadArchive("too_many_files", most=MAX_FILES)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            members = [member for member in zipped.infolist() if not member.is_dir()]
    except DAMAGED:
        raise BadArchive("damaged") from None
    if len(members) > MAX_FILES:
        raise BadArchive("too_many_files", most=MAX_FILES)
    return members


def _content(zipped: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """zipfile never reads more of a member than the size that its header states."""
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise BadArchive("damaged")
    if member.file_size > most:
        raise BadArchive("too_large", most=most >> 20)
    try:
        return zipped.read(member)
    except DAMAGED:
        raise BadArchive("damaged") from None
