"""Reads the parts of a DOCX or XLSX file, and refuses whatever else such a zip could hold or hide.

Programs differ in which of two members they open and in whether they look beside the directory. So the file must be
exactly its members, one after the other, then the directory that lists them in that order, then the end record.
"""

import struct
import zipfile
import zlib
from io import BytesIO

from .recount.archive_files import MAX_FILE_BYTES

LOCAL_HEADER = struct.Struct("<4s5H3I2H")
END_RECORD_BYTES = 22
UTF8_NAME = 0x800


def read_parts(content: bytes) -> dict[str, bytes]:
    """The parts by name, in their order. Raises ValueError for anything unusual, BadZipFile for no zip."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        members, start_of_directory = package.infolist(), package.start_dir
        if package.comment or len({member.filename.lower() for member in members}) < len(members):
            raise ValueError("a comment, or two parts of one name")
    parts, place = {}, 0
    for member in members:
        parts[member.filename], place = _read_member(content, member, place)
    directory = sum(46 + len(member.filename.encode()) for member in members)
    if place != start_of_directory or place + directory + END_RECORD_BYTES != len(content):
        raise ValueError("bytes outside its parts")
    return parts


def _read_member(content: bytes, member: zipfile.ZipInfo, place: int) -> tuple[bytes, int]:
    """A member's body, and where the next one starts. Its own header must say what the directory says."""
    name = member.filename.encode()
    end = place + LOCAL_HEADER.size + len(name) + member.compress_size
    header = LOCAL_HEADER.unpack_from(content[place : place + LOCAL_HEADER.size].ljust(LOCAL_HEADER.size, b"\0"))
    sizes = (member.CRC, member.compress_size, member.file_size, len(name), 0)
    stated = (b"PK\3\4", member.flag_bits, member.compress_type, *sizes)
    plain = member.header_offset == place and not member.extra and not member.comment
    if (header[0], *header[2:4], *header[6:]) != stated or not plain or member.flag_bits & ~UTF8_NAME:
        raise ValueError(f"{member.filename:.80}: an unusual header")
    if content[place + LOCAL_HEADER.size : end - member.compress_size] != name:
        raise ValueError(f"{member.filename:.80}: two names")
    return _inflated(content[end - member.compress_size : end], member), end


def _inflated(packed: bytes, member: zipfile.ZipInfo) -> bytes:
    """Exactly the bytes that were packed: none before, between or behind them."""
    if member.file_size > MAX_FILE_BYTES:
        raise ValueError(f"{member.filename:.80}: too large")
    body = packed
    if member.compress_type == zipfile.ZIP_DEFLATED:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        body = inflater.decompress(packed, member.file_size + 1)
        if not inflater.eof or inflater.unused_data:
            raise ValueError(f"{member.filename:.80}: bytes behind its content")
    elif member.compress_type != zipfile.ZIP_STORED:
        raise ValueError(f"{member.filename:.80}: unusual compression")
    if len(body) != member.file_size or zlib.crc32(body) != member.CRC:
        raise ValueError(f"{member.filename:.80}: damaged")
    return body
