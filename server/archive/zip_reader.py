"""Reads files of a ZIP that anyone may have made: in memory, and within limits that its caller sets."""

import io
import stat
import struct
import zipfile
from enum import StrEnum

from .recount.archive_files import UNREADABLE

ZIP = b"PK"
DIRECTORY_ENTRY = b"PK\1\2"
ENCRYPTED = 1
"""The flag of a member that has a password."""
DAMAGED = (*UNREADABLE, OSError, struct.error)


class Fault(StrEnum):
    NO_ZIP = "no_zip"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    TOO_MANY = "too_many"
    TOO_LARGE = "too_large"


class BadZip(Exception):
    """`member`: the name of the file at fault, empty for the ZIP itself; `most`: the limit that it breaks."""

    def __init__(self, fault: Fault, member: str = "", most: int = 0) -> None:
        super().__init__(fault, member)
        self.fault, self.member, self.most = fault, member, most


def open_zip(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def members_of(data: bytes, most: int, most_entries: int | None = None) -> list[zipfile.ZipInfo]:
    """Its files, at most `most`. Raises BadZip. Counts the entries of directories before zipfile reads them, which
    takes a thousand bytes for each; `most_entries`: with those of ZIPs in it, which show where they are not
    compressed."""
    if not data.startswith(ZIP):
        raise BadZip(Fault.NO_ZIP)
    if data.count(DIRECTORY_ENTRY) > (most if most_entries is None else most_entries):
        raise BadZip(Fault.TOO_MANY, most=most)
    try:
        with open_zip(data) as zipped:
            members = [member for member in zipped.infolist() if not member.is_dir()]
    except DAMAGED:
        raise BadZip(Fault.DAMAGED) from None
    if len(members) > most:
        raise BadZip(Fault.TOO_MANY, most=most)
    return members


def content_of(zipped: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """At most `most` bytes. Raises BadZip. zipfile never reads more of a member than the size that its header
    states."""
    if member.flag_bits & ENCRYPTED:
        raise BadZip(Fault.ENCRYPTED, member.filename)
    is_plain = member.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    if not is_plain or stat.S_ISLNK(member.external_attr >> 16):
        raise BadZip(Fault.DAMAGED, member.filename)
    if member.file_size > most:
        raise BadZip(Fault.TOO_LARGE, member.filename, most)
    try:
        return zipped.read(member)
    except DAMAGED:
        raise BadZip(Fault.DAMAGED, member.filename) from None
