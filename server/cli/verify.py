"""The command `verify`."""

import argparse
from pathlib import Path

from ..archive.recount.archive_files import NotAnArchive, language_of, read_archive
from ..archive.recount.signature import read_digest
from ..archive.recount.verify import print_report
from ..archive.verification import verify_archive
from ..config import Config
from ..core.errors import BadSetting
from ..core.languages import known, pair
from ..core.message import Message


async def verify(config: Config, flags: argparse.Namespace) -> int:
    """Check and recount an archive and print what differs; 0 only if everything agrees."""
    try:
        key = read_digest(flags.key) if flags.key is not None else None
    except ValueError as error:
        raise BadSetting("bad_digest", "--key", error) from None
    try:
        files = read_archive(Path(flags.archive))
    except NotAnArchive as error:
        raise BadSetting("not_an_archive", flags.archive, error) from None
    compared = Message("cli", "papers_compared", {})
    end = " / ".join(compared.text(language) for language in pair(known(language_of(files))))
    return print_report(verify_archive(files, key), files, key, end)
