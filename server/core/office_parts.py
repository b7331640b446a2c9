"""The XML parts of an untrusted office file (DOCX, XLSX), unpacked within limits before anything parses them."""

import io
import zipfile
import zlib

MAX_UNPACKED_BYTES = 12 * 1024 * 1024
MAX_PARTS = 500
MAX_TAGS = 1_000_000
"""A sheet of 10,000 rows has about half as many."""
CHUNK_BYTES = 65536

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""The first bytes of an old .xls or .doc, and of an encrypted .xlsx or .docx."""
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The name of a stream that an encrypted file has."""


class BadPackage(Exception):
    """The file is damaged or no office file; `is_large`: it is more than anybody needs."""

    def __init__(self, is_large: bool = False) -> None:
        super().__init__()
        self.is_large = is_large


def xml_parts(data: bytes) -> dict[str, bytes]:
    """By name, unpacked within the limits whatever sizes the file claims. None defines entities. Raises BadPackage."""
    if data.count(b"PK\1\2") > MAX_PARTS:
        raise BadPackage(is_large=True)
    parts: dict[str, bytes] = {}
    budget = MAX_UNPACKED_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                if entry.filename.lower().endswith((".xml", ".rels")):
                    parts[entry.filename] = _unpacked(archive, entry, budget)
                    budget -= len(parts[entry.filename])
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise BadPackage from error
    if any(_has_doctype(part) for part in parts.values()):
        raise BadPackage
    if sum(part.count(b"<") for part in parts.values()) > MAX_TAGS:
        raise BadPackage(is_large=True)
    return parts


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: int) -> bytes:
    """In chunks of bounded size, whatever size the part claims. Raises BadPackage over `budget` bytes."""
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise BadPackage  # no office program uses others, which unpack without a bound
    chunks = []
    with archive.open(entry) as part:
        while chunk := part.read(CHUNK_BYTES):
            budget -= len(chunk)
            if budget < 0:
                raise BadPackage(is_large=True)
            chunks.append(chunk)
    return b"".join(chunks)


def _has_doctype(part: bytes) -> bool:
    """Whether an XML part may define entities."""
    return any("<!DOCTYPE".encode(encoding) in part for encoding in ("ascii", "utf-16-le", "utf-16-be"))
