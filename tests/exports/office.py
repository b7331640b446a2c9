"""Prints office files with LibreOffice, a program that is not ours."""

import io
import subprocess
from collections.abc import Mapping
from pathlib import Path

from pypdf import PdfReader


def printed(files: Mapping[str, bytes], folder: Path) -> dict[str, PdfReader]:
    """Each file as it is printed, by its name. All at once, because a start of the program takes a second."""
    return {name: PdfReader(io.BytesIO(body)) for name, body in printed_as_pdf(files, folder).items()}


def printed_as_pdf(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    return _converted(files, folder, "pdf")


def saved_again(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Each file as it is saved after it was opened, all of one format."""
    (suffix,) = {Path(name).suffix.removeprefix(".") for name in files}
    return _converted(files, folder, suffix)


def _converted(files: Mapping[str, bytes], folder: Path, suffix: str) -> dict[str, bytes]:
    for name, body in files.items():
        (folder / name).write_bytes(body)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", str(folder / "out")]
    subprocess.run([*command, *(str(folder / name) for name in files)], check=True, capture_output=True, timeout=240)
    return {name: (folder / "out" / name).with_suffix(f".{suffix}").read_bytes() for name in files}
