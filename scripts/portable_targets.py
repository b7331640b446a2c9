"""For which systems there are packages, with which interpreter and which libraries (`scripts/portable`)."""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags

ROOT = Path(__file__).resolve().parent.parent
PINS = ROOT / "scripts/portable.toml"
CONSTRAINTS = ROOT / "scripts/constraints.txt"
EXTRAS = ("fast", "metrics", "cluster", "site", "pdf")
"""All of the program's: nobody can install one into a package."""
TOOLS = frozenset({"packaging", "pefile"})
"""With which packages are made: of a tested version too, and in no package."""


class Unfit(Exception):
    """What a package cannot be made of, in one line."""


@dataclass(frozen=True, slots=True)
class Target:
    """`platforms`: tags of wheels that run there. `markers`: what conditions of requirements see there."""

    name: str
    python: str
    archive: str
    sha256: str
    source: str
    platforms: tuple[str, ...]
    markers: Mapping[str, str]

    @property
    def version(self) -> tuple[int, int]:
        major, minor, _ = self.python.split(".")
        return int(major), int(minor)

    def tags(self) -> frozenset[Tag]:
        """Of wheels that this interpreter can import."""
        interpreter = f"cp{self.version[0]}{self.version[1]}"
        return frozenset(
            [
                *cpython_tags(self.version, platforms=self.platforms),
                *compatible_tags(self.version, interpreter, self.platforms),
            ]
        )

    def environment(self, extra: str = "") -> dict[str, str]:
        python = {
            "python_version": "{}.{}".format(*self.version),
            "python_full_version": self.python,
            "implementation_version": self.python,
        }
        return {**self.markers, **python, "extra": extra}


CPYTHON = {"implementation_name": "cpython", "platform_python_implementation": "CPython"}
EMPTY = {"platform_release": "", "platform_version": ""}
MARKERS = {
    "windows-x64": {
        "os_name": "nt", "sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64",
    },
    "linux-x64": {
        "os_name": "posix", "sys_platform": "linux", "platform_system": "Linux", "platform_machine": "x86_64",
    },
}  # fmt: skip
PLATFORMS = {
    "windows-x64": ("win_amd64",),
    "linux-x64": ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
}


def target(name: str) -> Target:
    pin = tomllib.loads(PINS.read_text("utf-8"))[name]
    markers = {**CPYTHON, **EMPTY, **MARKERS[name]}
    return Target(name, pin["python"], pin["archive"], pin["sha256"], pin["from"], PLATFORMS[name], markers)


def require_pinned(target: Target, archive: Path) -> None:
    """Raises Unfit unless the file is the pinned interpreter, whatever its name."""
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if digest != target.sha256:
        raise Unfit(f"{archive} is not {target.archive}: its SHA-256 is {digest}, not {target.sha256}")


def pinned(target: Target) -> dict[str, str]:
    """The version of each library that the program was tested with and that it needs there, by its name."""
    lines = (line.partition("#")[0].strip() for line in CONSTRAINTS.read_text("utf-8").splitlines())
    pins = applicable(target, filter(None, lines))
    return {pin.name: str(pin.specifier).removeprefix("==") for pin in pins if pin.name not in TOOLS}


def applicable(target: Target, lines: Iterator[str], extras: tuple[str, ...] = ("",)) -> Iterator[Requirement]:
    for requirement in map(Requirement, lines):
        marker = requirement.marker
        if marker is None or any(marker.evaluate(target.environment(extra)) for extra in extras or ("",)):
            yield requirement
