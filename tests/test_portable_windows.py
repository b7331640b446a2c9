"""The package for Windows, as far as it can be checked on another system: the folder is complete, everything in it is
for Windows, and the file to double-click says what to do. Only its run on Windows cannot be tried here.

The interpreter, which python.org publishes, is replaced by an archive with the same names.
"""

import hashlib
import io
import os
import re
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from scripts import portable, portable_targets
from scripts.portable_check import BUILT_INTO_WINDOWS_PYTHON, Modules, bad_names, find_faults, standard_library
from scripts.portable_libraries import missing_requirements, unfit_wheels
from scripts.portable_targets import Target, target
from tests.harness import ROOT

WHEELS = ROOT / ".venv/wheels/windows-x64"
pytestmark = pytest.mark.skipif(not WHEELS.is_dir(), reason="scripts/test fetches the wheels for Windows")

NOT_EMBEDDED = {"ensurepip", "idlelib", "pydoc_data", "test", "tkinter", "turtle", "turtledemo", "venv"}
"""PC/layout/main.py of CPython: the embeddable interpreter has no installer, no windows and no tests."""
NOT_ON_WINDOWS = {
    *("crypt", "curses", "fcntl", "grp", "nis", "ossaudiodev", "posix", "pwd", "readline", "resource", "spwd"),
    *("syslog", "termios", "_curses", "_posixsubprocess", "_posixshmem"),
}
EXTENSIONS = (
    *(
        "_asyncio",
        "_bz2",
        "_ctypes",
        "_decimal",
        "_elementtree",
        "_hashlib",
        "_lzma",
        "_multiprocessing",
        "_overlapped",
    ),
    *("_queue", "_socket", "_sqlite3", "_ssl", "_uuid", "_wmi", "_zoneinfo", "pyexpat", "select", "unicodedata"),
    "winsound",
)
OTHER_FILES = (
    *("python.exe", "pythonw.exe", "python3.dll", "python313.dll", "vcruntime140.dll", "vcruntime140_1.dll"),
    *("libcrypto-3.dll", "libssl-3.dll", "libffi-8.dll", "sqlite3.dll", "python.cat", "LICENSE.txt"),
)
"""The archive of 3.13; the tests look only at the names."""


def stand_in(path: Path) -> Path:
    library = io.BytesIO()
    with zipfile.ZipFile(library, "w") as names:
        for name in sys.stdlib_module_names - NOT_EMBEDDED - NOT_ON_WINDOWS - BUILT_INTO_WINDOWS_PYTHON:
            names.writestr(f"{name}.pyc", b"")
    with zipfile.ZipFile(path, "w") as archive:
        for name in (*OTHER_FILES, *(f"{name}.pyd" for name in EXTENSIONS)):
            archive.writestr(name, b"")
        archive.writestr("python313.zip", library.getvalue())
        archive.writestr(
            "python313._pth", "python313.zip\n.\n\n# Uncomment to run site.main() automatically\n#import site\n"
        )
    return path


@pytest.fixture(scope="module")
def goal() -> Target:
    return target("windows-x64")


@pytest.fixture(scope="module")
def interpreter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The stand-in, pinned in place of the one that python.org publishes."""
    archive = stand_in(tmp_path_factory.mktemp("python") / "python.zip")
    digest, text = hashlib.sha256(archive.read_bytes()).hexdigest(), portable_targets.PINS.read_text("utf-8")
    pins = archive.with_name("pins.toml")
    pins.write_text(re.sub(r'sha256 = "d1f0\w+"', f'sha256 = "{digest}"', text), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(portable_targets, "PINS", pins)
        yield archive


def make(interpreter: Path, to: Path) -> int:
    return portable.main(["--wheels", str(WHEELS), "--to", str(to), "--fast", "--python-zip", str(interpreter)])


@pytest.fixture(scope="module")
def package(interpreter: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    to = tmp_path_factory.mktemp("dist")
    assert make(interpreter, to) == 0
    with zipfile.ZipFile(to / "Pingyi-windows-x64.zip") as archive:
        yield archive


@pytest.fixture(scope="module")
def whole(package: zipfile.ZipFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpacked."""
    folder = tmp_path_factory.mktemp("windows")
    package.extractall(folder)
    return folder / portable.TOP


@contextmanager
def without(whole: Path, pattern: str) -> Iterator[None]:
    """The folder lacks for a moment what the pattern names."""
    paths = list(whole.glob(pattern))
    assert paths, pattern
    aside = Path(tempfile.mkdtemp(dir=whole.parent))
    for path in paths:
        path.rename(aside / path.name)
    yield
    for path in paths:
        (aside / path.name).rename(path)
    aside.rmdir()


@contextmanager
def with_text(path: Path, text: str) -> Iterator[None]:
    before = path.read_bytes() if path.exists() else None
    path.write_text(text, "utf-8")
    yield
    path.unlink() if before is None else path.write_bytes(before)


# Complete


def test_every_module_that_the_program_and_its_libraries_import_is_in_the_folder(whole: Path, goal: Target) -> None:
    assert find_faults(goal, whole) == []


MISSING = {
    "lib/msgpack*": "server.core.codec imports msgpack",
    "lib/tzdata*": "not there: tzdata",
    "lib/colorama*": "not there: colorama",
    "lib/lxml/etree*.pyd": "docx.* imports lxml.etree",
    "lib/_cffi_backend*": r"not there: _cffi_backend\.",
    "app/server/core/quota.py": "imports server.core.quota",
    "app/cards/qr.py": "server.web.cards_package imports cards.qr",
    "python/vcruntime140.dll": r"needs vcruntime140\.dll",
    "python/python3.dll": r"needs python3\.dll",
}
"""What is taken from the package, and how it is named."""


def test_whatever_is_missing_is_named(whole: Path, goal: Target) -> None:
    with ExitStack() as stack:
        for pattern in MISSING:
            stack.enter_context(without(whole, pattern))
        faults = "\n".join(find_faults(goal, whole))
    for named in MISSING.values():
        assert re.search(named, faults), f"{named}\n{faults}"


def test_modules_that_only_other_systems_have_are_named(whole: Path, goal: Target) -> None:
    modules = Modules(whole, standard_library(goal, whole / "python"))
    names = [name for name in sorted(NOT_ON_WINDOWS) if not name.startswith("_")]
    with with_text(whole / "app/server/clock.py", "".join(f"import {name}\n" for name in names)):
        named = {line for line in modules.unresolved() if line.startswith("server.clock imports")}
    assert named == {f"server.clock imports {name}, which is not there" for name in names}


def test_what_only_a_full_installation_has_is_named(whole: Path, goal: Target) -> None:
    modules = Modules(whole, standard_library(goal, whole / "python"))
    with with_text(whole / "app/server/clock.py", "import tkinter\nfrom ensurepip import version\n"):
        named = {line.split(",")[0] for line in modules.unresolved()}
    assert named >= {"server.clock imports tkinter", "server.clock imports ensurepip.version"}


def test_no_library_is_left_out_of_the_list_of_versions(whole: Path, goal: Target) -> None:
    """Also those that only Windows needs, which no other system installs."""
    assert missing_requirements(goal, whole / "lib", ["tzdata; sys_platform == 'win32'"], ()) == []
    assert missing_requirements(goal, whole / "lib", ["uvloop; sys_platform != 'win32'"], ()) == []
    assert missing_requirements(goal, whole / "lib", ["uvloop"], ()) == ["uvloop"]
    assert missing_requirements(goal, whole / "lib", ["msgpack>=99"], ()) == ["msgpack>=99"]


# For Windows


def test_every_extension_module_is_for_this_interpreter_and_no_other_system(whole: Path, goal: Target) -> None:
    suffixes = {".".join(path.name.split(".")[1:]) for path in (whole / "lib").rglob("*.pyd")}
    assert suffixes <= {"cp313-win_amd64.pyd", "pyd"} and list((whole / "lib").rglob("*.pyd"))
    assert not [*whole.rglob("*.so"), *whole.rglob("*.dylib"), *whole.rglob("__pycache__")]
    assert not unfit_wheels(goal, WHEELS.glob("*.whl"))


@pytest.mark.parametrize(
    "name",
    [
        "msgpack-1.2.4-cp313-cp313-manylinux_2_28_x86_64.whl",
        "msgpack-1.2.4-cp312-cp312-win_amd64.whl",
        "msgpack-1.2.4-cp313-cp313-win32.whl",
        "msgpack-1.2.3-cp313-cp313-win_amd64.whl",
        "unheard_of-1.0-py3-none-any.whl",
    ],
)
def test_a_wheel_for_something_else_is_refused(goal: Target, name: str) -> None:
    assert unfit_wheels(goal, [Path(name)]) == [name]


def test_names_that_windows_refuses_or_takes_for_one_are_found(whole: Path) -> None:
    assert list(bad_names(whole)) == []
    for name in ("a:b", "con.py", "end.", "Lpt1", "x" * 130, "SETTINGS.cmd"):
        with with_text(whole / name, ""):
            assert len(list(bad_names(whole))) == 1, name


def test_the_interpreter_looks_only_into_the_package(whole: Path) -> None:
    """Not into what is installed on the computer, nor into the current folder; `import site` would add both."""
    text = (whole / "python/python313._pth").read_bytes()
    assert text == b"python313.zip\r\n.\r\n..\\app\r\n..\\lib\r\n"


# The archive


def test_the_archive_has_one_folder_with_what_a_secretary_looks_for(package: zipfile.ZipFile) -> None:
    names = package.namelist()
    assert Path(package.filename or "").name == "Pingyi-windows-x64.zip"
    assert {name.split("/")[0] for name in names} == {"评议"}
    assert {name.split("/")[1] for name in names} == {
        "评议.cmd",
        "使用说明.txt",
        "settings.cmd",
        "python",
        "app",
        "lib",
    }
    assert package.testzip() is None


def test_chinese_names_are_marked_as_utf_8(package: zipfile.ZipFile) -> None:
    """Windows would otherwise read them in its own encoding."""
    assert all(entry.flag_bits & 0x800 for entry in package.infolist())


def test_the_same_sources_make_the_same_archive(goal: Target, tmp_path: Path) -> None:
    """Whatever the order and the times of the files are."""
    archives: list[bytes] = []
    for names in (["甲.py", "乙.py"], ["乙.py", "甲.py"]):
        folder = tmp_path / str(len(archives)) / portable.TOP
        folder.mkdir(parents=True)
        for name in names:
            (folder / name).write_text(name, "utf-8")
            os.utime(folder / name, (len(archives), len(archives)))
        archives.append(portable.pack(goal, folder, folder.parent, 1).read_bytes())
    assert archives[0] == archives[1]


def test_the_archive_has_no_data_and_every_licence(package: zipfile.ZipFile) -> None:
    names = set(package.namelist())
    assert not [name for name in names if name.startswith("评议/data")]
    assert {"评议/app/LICENSE", "评议/python/LICENSE.txt"} <= names
    libraries = {name.split("/")[2] for name in names if ".dist-info/" in name}
    licensed = {name.split("/")[2] for name in names if re.search(r"\.dist-info/.*(LICEN[CS]E|COPYING)", name)}
    assert libraries - licensed <= {"asyncpg"} and len(libraries) == len(list(WHEELS.glob("*.whl")))


# The files to double-click and to read


def test_the_command_file_is_one_that_windows_runs_wherever_it_is() -> None:
    """Line ends of Windows; no block in parentheses, which a folder such as "评议 (1)" would close; Chinese only in
    sentences, after the switch to UTF-8."""
    octets = (ROOT / "评议.cmd").read_bytes()
    assert octets.count(b"\n") == octets.count(b"\r\n") > 0 and not octets.startswith(b"\xef\xbb\xbf")
    lines = octets.decode().split("\r\n")
    assert lines.index("chcp 65001 >nul") < min(n for n, line in enumerate(lines) if not line.isascii())
    assert all(line.isascii() or line.startswith("echo ") for line in lines)
    assert not [line for line in lines if line.rstrip().endswith("(") or line.startswith(")")]
    jumps, labels = set(re.findall(r"goto (\w+)", octets.decode())), {line[1:] for line in lines if line[:1] == ":"}
    assert jumps <= labels and labels - jumps <= {"failed", "installed", "ended"}
    assert all('"%~dp0"' in line for line in lines if "%~dp0" in line), "a folder may have spaces"
    assert not re.search(r"\|\||&&", octets.decode().replace("2>nul", "")), "one command a line"


def test_the_command_file_starts_the_interpreter_of_the_package(goal: Target) -> None:
    text = (ROOT / "评议.cmd").read_text("utf-8")
    assert "python\\python.exe -X utf8 -m server %*" in text and "set PINGYI_OPEN=1" in text
    assert set(re.findall(r"py -(3\.\d+)", text)) == {"{}.{}".format(*goal.version)}
    assert 'set "PINGYI_DATA=%CD%\\data"' in text, "the data stays beside the program"


def test_a_checkout_keeps_the_line_ends_of_windows() -> None:
    assert "*.cmd -text" in (ROOT / ".gitattributes").read_text("utf-8").splitlines()
    settings = (ROOT / "scripts/portable_files/settings.cmd").read_bytes()
    assert settings.isascii() and settings.count(b"\n") == settings.count(b"\r\n")


def test_every_setting_that_is_offered_is_one(whole: Path) -> None:
    offered = set(re.findall(r'rem set "?(\w+)=', (whole / "settings.cmd").read_text("ascii")))
    described = set(re.findall(r"^\| `(PINGYI_[A-Z_]+|PORT)`", (ROOT / "docs/settings.md").read_text("utf-8"), re.M))
    assert offered and offered <= described


def test_the_notes_are_readable_in_notepad_and_name_what_is_there(whole: Path) -> None:
    octets = (whole / "使用说明.txt").read_bytes()
    assert octets.startswith("\ufeff".encode()) and octets.count(b"\n") == octets.count(b"\r\n")
    text = octets.decode("utf-8-sig")
    for name in ("评议.cmd", "settings.cmd", "python\\python.exe"):
        assert name in text and (whole / name.replace("\\", "/")).exists()


# What it is made of


def test_no_package_is_made_from_another_interpreter(
    interpreter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = tmp_path / "changed.zip"
    changed.write_bytes(interpreter.read_bytes() + b"\0")
    assert make(changed, tmp_path) == 1
    assert "its SHA-256 is" in capsys.readouterr().err and not (tmp_path / "Pingyi-windows-x64.zip").exists()
    assert make(tmp_path / "none.zip", tmp_path) == 1
    assert "https://www.python.org/downloads/release/" in capsys.readouterr().err, "where to download it"


def test_no_package_is_made_where_something_would_be_missing(
    interpreter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Here a library that is not in the list of versions."""
    lines = portable_targets.CONSTRAINTS.read_text("utf-8").splitlines()
    fewer = tmp_path / "constraints.txt"
    fewer.write_text("\n".join(line for line in lines if not line.startswith("mdurl")), "utf-8")
    monkeypatch.setattr(portable_targets, "CONSTRAINTS", fewer)
    assert make(interpreter, tmp_path) == 1
    assert "mdurl" in capsys.readouterr().err and not (tmp_path / "Pingyi-windows-x64.zip").exists()


@pytest.mark.parametrize("name", ["windows-x64", "linux-x64"])
def test_both_interpreters_are_pinned_and_of_one_version_that_is_named(name: str) -> None:
    pin = target(name)
    assert re.fullmatch(r"[0-9a-f]{64}", pin.sha256) and pin.python in pin.archive
    assert pin.python == target("windows-x64").python
    assert pin.source.startswith(("https://www.python.org/", "https://github.com/astral-sh/python-build-standalone/"))
