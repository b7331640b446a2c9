"""Finds what a package lacks before anybody unpacks it: modules, libraries of Windows, names that Windows refuses.

Reads the modules instead of running them, because they are for another system.
"""

import ast
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path, PurePosixPath

import pefile

from scripts.portable_libraries import missing_files, missing_requirements
from scripts.portable_targets import EXTRAS, ROOT, Target

START = ("server.__main__", "server.web.worker")
"""What is run with `-m`; the program's other modules are looked at as well."""
LONGEST_PATH = 120
"""Leaves half of what Windows allows for the folder that a package is unpacked into."""
BUILT_INTO_WINDOWS_PYTHON = frozenset(
    {
        *("_abc", "_ast", "_bisect", "_blake2", "_codecs", "_collections", "_contextvars", "_csv", "_datetime"),
        *("_functools", "_heapq", "_imp", "_io", "_json", "_locale", "_lsprof", "_md5", "_opcode", "_operator"),
        *("_pickle", "_random", "_sha1", "_sha2", "_sha3", "_signal", "_sre", "_stat", "_statistics", "_string"),
        *("_struct", "_symtable", "_sysconfig", "_thread", "_tokenize", "_tracemalloc", "_typing", "_warnings"),
        *("_weakref", "_winapi", "array", "atexit", "audioop", "binascii", "builtins", "cmath", "errno"),
        *("faulthandler", "gc", "itertools", "marshal", "math", "mmap", "msvcrt", "nt", "sys", "time", "winreg"),
        *("xxsubtype", "zlib"),
    }
)
"""PC/config.c of CPython 3.13."""
SYSTEM_LIBRARIES = frozenset(
    f"{name}.dll"
    for name in (
        *("advapi32", "bcrypt", "bcryptprimitives", "combase", "crypt32", "gdi32", "iphlpapi"),
        *("kernel32", "mswsock", "ntdll", "ole32", "oleaut32", "powrprof", "rpcrt4"),
        *("secur32", "shell32", "shlwapi", "ucrtbase", "user32", "version", "ws2_32"),
    )
)
"""Parts of every Windows 10; and `api-ms-win-…`."""
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})


def find_faults(target: Target, folder: Path) -> list[str]:
    """One line for each; none if the package is complete."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    optional = project["optional-dependencies"]
    required = [*project["dependencies"], *(line for extra in EXTRAS for line in optional[extra])]
    faults = [
        *(f"not there: {line}" for line in missing_requirements(target, folder / "lib", required, EXTRAS)),
        *(f"not there: {path}" for path in missing_files(folder / "lib")),
        *Modules(folder, standard_library(target, folder / "python")).unresolved(),
    ]
    if target.name == "windows-x64":
        faults += [*missing_libraries(folder), *bad_names(folder)]
    return faults


def standard_library(target: Target, python: Path) -> frozenset[str]:
    """Top-level names of the modules that the interpreter brings along."""
    if target.name == "windows-x64":
        (archive,) = python.glob("python*.zip")
        with zipfile.ZipFile(archive) as library:
            names = {name.split("/")[0].split(".")[0] for name in library.namelist()}
        extensions = {path.name.split(".")[0] for path in python.glob("*.pyd")}
        return frozenset(names | extensions | BUILT_INTO_WINDOWS_PYTHON)
    (library_folder,) = (path for path in (python / "lib").glob("python3.*") if path.is_dir())
    names = {path.name.split(".")[0] for path in (*library_folder.iterdir(), *library_folder.glob("lib-dynload/*"))}
    return frozenset(names | set(sys.builtin_module_names))


# Modules


@dataclass(frozen=True)
class Modules:
    """The modules in `app` and `lib`. What is imported is followed from the program into the libraries."""

    folder: Path
    standard: frozenset[str]

    def unresolved(self) -> list[str]:
        waiting, seen, faults = [*START, *self._program], set[str](), list[str]()
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            path = self._found.get(name)
            if path is None:
                faults.append(f"no module {name}")
            elif path.suffix == ".py":
                for imported, parent in needed_imports(path.read_text("utf-8"), name, path.name == "__init__.py"):
                    there = [each for each in (imported, parent) if each in self._found]
                    if there or self._is_standard(imported):
                        waiting += there
                    else:
                        faults.append(f"{name} imports {imported}, which is not there")
        return sorted(set(faults))

    def _is_standard(self, name: str) -> bool:
        top = name.split(".")[0]
        return top in self.standard and top not in self._found

    @cached_property
    def _program(self) -> list[str]:
        return [name for name, path in self._found.items() if path.is_relative_to(self.folder / "app") and path.suffix]

    @cached_property
    def _found(self) -> dict[str, Path]:
        """Every module by its name; a folder without `__init__.py` is a package, too."""
        found: dict[str, Path] = {}
        for top in (self.folder / "lib", self.folder / "app"):
            for path in sorted(top.rglob("*"), key=lambda path: (path.suffix == ".py", path.name == "__init__.py")):
                parent, name = path.relative_to(top).parent.parts, path.name.split(".")[0]
                if path.suffix in (".py", ".pyd", ".so") or path.is_dir():
                    found[".".join(parent if path.name == "__init__.py" else (*parent, name))] = path
        return found


@cache
def needed_imports(source: str, module: str, is_package: bool) -> tuple[tuple[str, str | None], ...]:
    """What an import of the module imports for certain: not in a function, nor where it may fail or depends on a
    condition. With `from x import y`, (x.y, x): y may be a module or not."""
    return tuple(_needed_imports(source, module, is_package))


def _needed_imports(source: str, module: str, is_package: bool) -> Iterator[tuple[str, str | None]]:
    package = module.split(".") if is_package else module.split(".")[:-1]
    waiting: list[ast.stmt] = list(ast.parse(source).body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            yield from ((alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            parent = ".".join([*base, *filter(None, [node.module])])
            yield from ((f"{parent}.{alias.name}", parent) for alias in node.names)
        elif isinstance(node, ast.ClassDef | ast.With):
            waiting += node.body


# Windows


def missing_libraries(folder: Path) -> Iterator[str]:
    """What the extension modules of the libraries need and neither Windows, the interpreter nor the package has."""
    present = {path.name.lower() for path in folder.rglob("*.dll")} | SYSTEM_LIBRARIES
    for path in sorted([*(folder / "lib").rglob("*.pyd"), *(folder / "lib").rglob("*.dll")]):
        for name in needed_libraries(path.read_bytes()):
            if name not in present and not name.startswith("api-ms-win-"):
                yield f"{path.relative_to(folder).as_posix()} needs {name}, which is not there"


@cache
def needed_libraries(image: bytes) -> list[str]:
    """Of an extension module or library, in lower case."""
    with pefile.PE(data=image, fast_load=True) as portable:
        portable.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_IMPORT"]])
        return [entry.dll.decode("ascii").lower() for entry in getattr(portable, "DIRECTORY_ENTRY_IMPORT", ())]


def bad_names(folder: Path) -> Iterator[str]:
    """Names that Windows refuses, takes for one file, or cannot reach in a folder that is deep already."""
    seen = dict[str, PurePosixPath]()
    for path in sorted(folder.rglob("*")):
        place = PurePosixPath(path.relative_to(folder.parent).as_posix())
        stem = place.name.split(".")[0].lower()
        if set(place.name) & set('<>:"\\|?*') or place.name[-1] in ". " or stem in RESERVED:
            yield f"{place} is no name on Windows"
        if len(str(place)) > LONGEST_PATH:
            yield f"{place} is too long a path"
        if (other := seen.setdefault(str(place).lower(), place)) != place:
            yield f"{place} and {other} are one file on Windows"
