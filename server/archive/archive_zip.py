"""An archive that somebody sent, or a zip of several. Unpacks within limits, and nothing to disk."""

import zipfile
from collections.abc import Iterator

from ..core.message import Message
from ..core.validation import printable
from .recount.archive_files import FILES
from .zip_reader import BadZip, Fault, content_of, members_of, open_zip

MAX_ARCHIVE_BYTES = 20 << 20
MAX_ARCHIVES = 200
"""In one zip."""
MAX_FILES = 1000
"""In one archive, which has about 50."""
MAX_ENTRIES = 2 * 50 * MAX_ARCHIVES
"""In a zip with what is in the archives that it holds: where they are not compressed, their entries show."""
MAX_FILE_BYTES, MAX_BYTES = 64 << 20, 128 << 20
"""Of what is unpacked from one archive."""


class BadArchive(Exception):
    """`message`: why this is no archive, a sentence of the catalogue's table `ledger`."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.message = Message("ledger", key, values)

    @classmethod
    def of(cls, error: BadZip) -> "BadArchive":
        if error.fault is Fault.TOO_LARGE:
            return cls("too_large", most=error.most >> 20)
        if error.fault is Fault.TOO_MANY:
            return cls("too_many_files", most=error.most)
        return cls("no_archive" if error.fault is Fault.NO_ZIP else "damaged")


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
    with open_zip(data) as zipped:
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
        return content_of(zipped, member, MAX_ARCHIVE_BYTES)
    except BadZip as error:
        return BadArchive.of(error)


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
    try:
        with open_zip(data) as zipped:
            return {member.filename: content_of(zipped, member, MAX_FILE_BYTES) for member in members}
    except BadZip as error:
        raise BadArchive.of(error) from None


def _members(data: bytes) -> list[zipfile.ZipInfo]:
    try:
        return members_of(data, MAX_FILES, MAX_ENTRIES)
    except BadZip as error:
        raise BadArchive.of(error) from None
