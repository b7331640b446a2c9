"""Prints office files with LibreOffice, a program that is not ours."""

import io
import subprocess
from collections.abc import Mapping
from pathlib import Path

from pypdf import PdfReader


def printed(files: Mapping[str, bytes], folder: Path) -> dict[str, PdfReader]:
    """Each file as it is printed, by its name. All at once, because a start of the program takes a second."""
    for name, body in files.items():
        (folder / name).write_bytes(body)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *(str(folder / name) for name in files)], check=True, capture_output=True, timeout=240)
    return {name: PdfReader(io.BytesIO((folder / name).with_suffix(".pdf").read_bytes())) for name in files}
