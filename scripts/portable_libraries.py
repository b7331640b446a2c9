"""The libraries of a package: wheels of the tested versions, or what this environment has installed.

`python -m scripts.portable_libraries TARGET FOLDER` fetches the wheels for a test.
"""

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Sequence
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.utils import canonicalize_name, parse_wheel_filename

from scripts.portable_targets import EXTRAS, Target, Unfit, applicable, pinned, target

INSTALLED_SCHEMES = ("purelib", "platlib")
"""Of what a wheel holds for other places than the libraries' folder, scripts and headers are left out."""


def download(target: Target, folder: Path, source: Path | None) -> list[Path]:
    """Wheels for that system, from the registry or from the folder `source`, whatever this system is."""
    pins = [f"{name}=={version}" for name, version in pinned(target).items()]
    platforms = [flag for platform in target.platforms for flag in ("--platform", platform)]
    where = ["--no-index", "--find-links", str(source)] if source else []
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps"]
    python = ["--implementation", "cp", "--python-version", "{}.{}".format(*target.version), "--only-binary=:all:"]
    ended = subprocess.run([*pip, *where, *platforms, *python, "--dest", str(folder), *pins])
    if ended.returncode:
        raise Unfit("pip has not found every library; its output says which")
    return sorted(folder.glob("*.whl"))


def fetch(goal: Target, folder: Path) -> None:
    """The wheels into a folder that tests use, unless they are there already."""
    wheels = list(folder.glob("*.whl"))
    if len(wheels) != len(pinned(goal)) or unfit_wheels(goal, wheels):
        shutil.rmtree(folder, ignore_errors=True)
        download(goal, folder, None)


def unpack(wheel: Path, folder: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if name.endswith("/"):
                continue
            place = Path(name)
            if place.parts[0].endswith(".data"):
                if place.parts[1] not in INSTALLED_SCHEMES:
                    continue
                place = Path(*place.parts[2:])
            _write(folder / place, archive.read(name))


def copy_installed(target: Target, folder: Path) -> None:
    """The files of the tested libraries from this environment, which must be of the same kind."""
    for name in pinned(target):
        try:
            library = distribution(name)
        except PackageNotFoundError:
            raise Unfit(f"{name} is not installed: scripts/setup {','.join(EXTRAS)},test") from None
        for file in library.files or ():
            if ".." not in file.parts and "__pycache__" not in file.parts and file.locate().is_file():  # type: ignore[attr-defined]
                _copy(Path(str(file.locate())), folder / Path(*file.parts))


def _write(path: Path, octets: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(octets)


def _copy(source: Path, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, path)


# What may be missing


def unfit_wheels(target: Target, wheels: Iterable[Path]) -> list[str]:
    """Names of wheels that the interpreter does not import, or that are not of the tested version."""
    versions, tags = {canonicalize_name(name): version for name, version in pinned(target).items()}, target.tags()
    found = ((wheel.name, *parse_wheel_filename(wheel.name)) for wheel in wheels)
    return [
        name
        for name, project, version, _, supported in found
        if not supported & tags or versions.get(project) != str(version)
    ]


def missing_requirements(target: Target, folder: Path, program: Sequence[str], extras: Sequence[str]) -> list[str]:
    """What the program or one of the libraries in `folder` requires there and is not in it, in that version."""
    present = {canonicalize_name(one.name): one.version for one in installed(folder)}
    wanted = list(applicable(target, iter(program), ("", *extras)))
    seen, missing = set[str](), list[str]()
    while wanted:
        requirement = wanted.pop()
        name = canonicalize_name(requirement.name)
        if name not in present or not requirement.specifier.contains(present[name], prereleases=True):
            missing.append(str(requirement))
        elif (key := f"{name} {sorted(requirement.extras)}") not in seen:
            seen.add(key)
            lines = iter(next(one for one in installed(folder) if canonicalize_name(one.name) == name).requires or ())
            wanted += applicable(target, lines, ("", *requirement.extras))
    return sorted(set(missing))


def missing_files(folder: Path) -> list[str]:
    """What a library lists as its own and is not in `folder`."""
    listed = (file for library in installed(folder) for file in library.files or ())
    kept = (file for file in listed if ".." not in file.parts and not file.parts[0].endswith(".data"))
    return [str(file) for file in kept if file.suffix != ".pyc" and not (folder / file).exists()]


def installed(folder: Path) -> list[Distribution]:
    return [Distribution.at(path) for path in sorted(folder.glob("*.dist-info"))]


if __name__ == "__main__":
    fetch(target(sys.argv[1]), Path(sys.argv[2]))
