"""Makes the packages that run after unpacking: interpreter, libraries, program and a file to double-click.

评议/  评议.cmd or 评议.sh   使用说明.txt   settings.cmd   python/   app/   lib/   and data/ from the first start on
"""

import argparse
import gzip
import os
import shutil
import stat
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

from scripts.portable_check import find_faults
from scripts.portable_libraries import copy_installed, download, unfit_wheels, unpack
from scripts.portable_targets import ROOT, Target, Unfit, require_pinned, target
from scripts.wheel_layout import PACKAGE, program_files
from server.host import set_mode

TOP = "评议"
STARTERS = {
    "windows-x64": {"评议.cmd": ROOT / "评议.cmd", "settings.cmd": ROOT / "scripts/portable_files/settings.cmd"},
    "linux-x64": {"评议.sh": ROOT / "scripts/portable_files/评议.sh"},
}
NOTES = ROOT / "scripts/portable_files"
LEFT_OUT_OF_PYTHON = shutil.ignore_patterns(
    *("__pycache__", "test", "idlelib", "turtledemo", "tkinter", "ensurepip", "site-packages", "config-*", "*.a"),
    *("_tkinter*", "tcl[0-9]*", "tk[0-9]*", "itcl*", "thread[0-9]*", "pkgconfig"),
)
"""Of Linux' interpreter: what no program that is finished needs."""
COMPRESSION = 9


def main(arguments: Sequence[str] | None = None) -> int:
    flags = parser().parse_args(arguments)
    try:
        print(build(flags))
    except Unfit as error:
        print(f"scripts/portable: {error}", file=sys.stderr)
        return 1
    return 0


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser("scripts/portable", description="Make a package for Windows or Linux (x64).")
    source = top.add_mutually_exclusive_group(required=True)
    source.add_argument("--python-zip", type=Path, metavar="FILE", help="Windows: the embeddable zip of python.org")
    source.add_argument("--python-tar", type=Path, metavar="FILE", help="Linux: a tarball of python-build-standalone")
    source.add_argument(
        "--this-python",
        action="store_true",
        help="Linux: this machine's Python and libraries",
    )
    top.add_argument("--wheels", type=Path, metavar="DIR", help="take the wheels from here instead of downloading them")
    top.add_argument("--to", type=Path, metavar="DIR", default=ROOT / "dist", help="where to put it (default: dist)")
    top.add_argument("--fast", action="store_true", help="do not compress, for a test")
    return top


def build(flags: argparse.Namespace) -> Path:
    """The package's file. Raises Unfit."""
    goal = target("windows-x64" if flags.python_zip else "linux-x64")
    if flags.this_python:
        goal = _like_this_machine(goal)
    elif not (archive := flags.python_zip or flags.python_tar).is_file():
        raise Unfit(f"there is no {archive}: download {goal.archive} from {goal.source}")
    else:
        require_pinned(goal, archive)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / TOP
        assemble(goal, folder, flags)
        if faults := find_faults(goal, folder):
            raise Unfit("the package would be incomplete:\n" + "\n".join(faults))
        flags.to.mkdir(parents=True, exist_ok=True)
        return pack(goal, folder, flags.to, 0 if flags.fast else COMPRESSION)


def assemble(goal: Target, folder: Path, flags: argparse.Namespace) -> None:
    _add_python(goal, folder / "python", flags.python_zip or flags.python_tar)
    _add_libraries(goal, folder / "lib", flags)
    _add_program(goal, folder)


def _like_this_machine(goal: Target) -> Target:
    version = "{}.{}.{}".format(*sys.version_info)
    return Target(goal.name, version, "", "", "", goal.platforms, goal.markers)


# What is in it


def _add_python(goal: Target, folder: Path, archive: Path | None) -> None:
    if archive is None:
        _copy_this_python(folder)
    elif goal.name == "windows-x64":
        with zipfile.ZipFile(archive) as zipped:
            zipped.extractall(folder)
        _name_folders(folder)
    else:
        with tempfile.TemporaryDirectory() as temporary, tarfile.open(archive) as tar:
            tar.extractall(temporary, filter="tar")
            _copy_python(Path(temporary) / "python", folder)


def _name_folders(python: Path) -> None:
    """Where the embeddable interpreter looks for modules is what its `._pth` says, and nothing else: no variable and no
    current folder. The paths are relative to that file."""
    (paths,) = python.glob("python*._pth")
    (library,) = python.glob("python*.zip")
    paths.write_text("\r\n".join([library.name, ".", "..\\app", "..\\lib", ""]), "ascii", newline="")


def _copy_this_python(folder: Path) -> None:
    """Of this machine's interpreter the same parts as of the published one: its program and its standard library."""
    version = "python{}.{}".format(*sys.version_info)
    base = Path(sys.base_prefix)
    (folder / "bin").mkdir(parents=True)
    shutil.copy(base / "bin" / version, folder / "bin/python3")
    shutil.copytree(base / "lib" / version, folder / "lib" / version, ignore=LEFT_OUT_OF_PYTHON)
    for library in (base / "lib").glob("libpython*.so*"):
        shutil.copy(library, folder / "lib")


def _copy_python(unpacked: Path, folder: Path) -> None:
    (folder / "bin").mkdir(parents=True)
    shutil.copy(unpacked / "bin/python3", folder / "bin/python3")
    shutil.copytree(unpacked / "lib", folder / "lib", ignore=LEFT_OUT_OF_PYTHON, symlinks=True)


def _add_libraries(goal: Target, folder: Path, flags: argparse.Namespace) -> None:
    if flags.this_python:
        return copy_installed(goal, folder)
    with tempfile.TemporaryDirectory() as temporary:
        wheels = download(goal, Path(temporary), flags.wheels)
        if unfit := unfit_wheels(goal, wheels):
            raise Unfit(f"not for {goal.name}, or not the tested version: {', '.join(unfit)}")
        for wheel in wheels:
            unpack(wheel, folder)


def _add_program(goal: Target, folder: Path) -> None:
    for source, place in program_files(ROOT):
        path = folder / "app" / Path(place).relative_to(PACKAGE)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, path)
    shutil.copyfile(ROOT / "LICENSE", folder / "app/LICENSE")
    for name, starter in STARTERS[goal.name].items():
        shutil.copyfile(starter, folder / name)
        set_mode(folder / name, 0o755)
    text = (NOTES / f"{goal.name}.txt").read_text("utf-8")
    (folder / "使用说明.txt").write_text(text, "utf-8-sig", newline="\r\n")


# One file


def pack(goal: Target, folder: Path, to: Path, compression: int) -> Path:
    """The same bytes from the same sources: names in order, owned by nobody, and of the time of the last commit."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() or path.is_symlink()]
    if goal.name == "windows-x64":
        return _zip(folder.parent, files, to / f"Pingyi-{goal.name}.zip", compression)
    return _tar(folder.parent, files, to / f"Pingyi-{goal.name}.tar.gz", compression)


def _zip(root: Path, files: Sequence[Path], target: Path, compression: int) -> Path:
    """`zipfile` marks a name that is not ASCII as UTF-8, as Windows needs it."""
    when = time.gmtime(_time_of_sources())[:6]
    with zipfile.ZipFile(target, "w") as archive:
        for path in files:
            entry = zipfile.ZipInfo(path.relative_to(root).as_posix(), when)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, path.read_bytes(), compresslevel=compression)
    return target


def _tar(root: Path, files: Sequence[Path], target: Path, compression: int) -> Path:
    when = _time_of_sources()
    with (
        target.open("wb") as raw,
        gzip.GzipFile("", "wb", compression, raw, mtime=when) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for path in files:
            entry = archive.gettarinfo(path, path.relative_to(root).as_posix())
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = "root"
            entry.mtime, entry.mode = when, 0o755 if path.stat().st_mode & 0o100 else 0o644
            if entry.isreg():
                with path.open("rb") as content:
                    archive.addfile(entry, content)
            else:
                archive.addfile(entry)
    return target


def _time_of_sources() -> int:
    """Not a fixed one: Python takes a compiled module for current if its source has the same time and size."""
    if "SOURCE_DATE_EPOCH" in os.environ:
        return int(os.environ["SOURCE_DATE_EPOCH"])
    asked = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True)
    return int(asked.stdout) if asked.returncode == 0 else int(time.time())


if __name__ == "__main__":
    sys.exit(main())
