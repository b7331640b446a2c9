"""SHA256SUMS: every file of the archive is there and has the checksum that it lists."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from .archive_files import expected_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .archive_files import Files


def check_sums(files: Files) -> Iterator[str]:
    expected = expected_files(files)
    for name in sorted(set(expected) ^ set(files)):
        yield f"{name:.80}: " + ("多余的文件 / not part of an archive" if name in files else "缺少 / missing")
    listed = files.get("SHA256SUMS", b"").decode("ascii", "replace").splitlines()
    computed = [f"{hashlib.sha256(files[name]).hexdigest()}  {name}" for name in expected[:-1] if name in files]
    for line in sorted(set(computed) ^ set(listed)):
        yield f"SHA256SUMS: {line[66:]:.80}: 校验和不符 / sum does not match"
