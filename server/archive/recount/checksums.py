"""SHA256SUMS: every file of the archive is there and has the checksum that it lists."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from .archive_files import SIGNATURE, SUMS, expected_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .archive_files import Files
    from .sentences import Say


def check_sums(files: Files, say: Say) -> Iterator[str]:
    expected = expected_files(files)
    for name in sorted(set(expected) ^ set(files)):
        yield f"{name:.80}: " + say("extra_file" if name in files else "missing_file")
    listed = files.get(SUMS, b"").decode("ascii", "replace").splitlines()
    summed = [name for name in expected if name in files and name not in (SUMS, SIGNATURE)]
    computed = [f"{hashlib.sha256(files[name]).hexdigest()}  {name}" for name in summed]
    for line in sorted(set(computed) ^ set(listed)):
        yield f"{SUMS}: {line[66:]:.80}: {say('sum_differs')}"
