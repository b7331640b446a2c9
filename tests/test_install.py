"""What is installed is whole: the wheel holds the pages, forms, samples and print styles, and runs from anywhere."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from scripts.portable_targets import EXTRAS, MARKERS, TOOLS, pinned, target
from server.core.version import VERSION
from server.web.guide import written
from tests.harness import ROOT

TOP = ("server", "cards", "static")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc", "node_modules")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, without network: hatchling comes with the test extra."""
    source, out = tmp_path_factory.mktemp("source with a space"), tmp_path_factory.mktemp("wheel")
    for name in (*TOP, "docs", "scripts"):
        shutil.copytree(ROOT / name, source / name, ignore=LEFT_OUT)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet", "--no-index"]
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "--wheel-dir", str(out), str(source)], check=True)
    (built,) = out.glob("pingyi-*.whl")
    return built


def test_the_wheel_holds_every_file_that_the_checkout_runs_with(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    for top in TOP:
        files = (path for path in (ROOT / top).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
        missing = {f"pingyi/{path.relative_to(ROOT).as_posix()}" for path in files} - held
        assert not missing
    assert {f"pingyi/docs/{name}" for name in (*(file for _, _, file in written()), "pictures/admin.png")} <= held
    assert {f"pingyi/cards/layouts/{name}.toml" for name in ("A4P", "A4L", "A3P", "A3L")} <= held


def test_the_wheel_has_one_package_whose_name_is_the_projects(wheel: Path) -> None:
    """`server` and `cards` at the top could collide with those of another project."""
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert tops == {"pingyi", f"pingyi-{VERSION}.dist-info"}


def test_the_wheel_runs_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    """Unpacked, it finds its own pages, forms and samples and not the checkout's."""
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    script = (
        "from pingyi.server.web import assets, cards_package\n"
        "pages = assets.Assets(assets.folder())\n"
        "print(assets.folder(), len(cards_package.forms()), pages.url('print.css'))\n"
        "print(len(pages.find(pages.url('desk/messages.js')).plain[1]['body']) > 10_000)"
    )
    env = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    isolated = [sys.executable, "-P"]
    ended = subprocess.run(
        [*isolated, "-c", script], cwd=tmp_path, env=env, capture_output=True, encoding="utf-8", check=True
    )
    folder, forms, css, speaks = ended.stdout.split()
    assert Path(folder) == tmp_path / "site/pingyi/static" and int(forms) == 8 and css.endswith("/print.css")
    assert speaks == "True"
    sample = tmp_path / "site/pingyi/cards/samples/contest.toml"
    create = [*isolated, "-m", "pingyi.server", "create", str(sample), "--data", str(tmp_path / "data")]
    made = subprocess.run(create, cwd=tmp_path, env=env, capture_output=True, encoding="utf-8", check=True)
    assert '"desk"' in made.stdout


def test_the_installed_command_is_the_module() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["scripts"] == {"pingyi": "pingyi:main"}
    assert not any(name.startswith(("uvloop", "httptools")) for name in project["dependencies"])


def test_the_tested_versions_are_listed_and_permitted() -> None:
    """Of what the program needs, and of what packages are made with."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    optional = project["optional-dependencies"]
    extras = [requirement for extra in EXTRAS for requirement in optional[extra]]
    tools = [requirement for requirement in optional["test"] if Requirement(requirement).name in TOOLS]
    lines = (ROOT / "scripts/constraints.txt").read_text("utf-8").splitlines()
    pins = (Requirement(line) for line in lines if "==" in line)
    listed = {pin.name: str(pin.specifier).removeprefix("==") for pin in pins}
    assert len(tools) == len(TOOLS)
    for requirement in map(Requirement, (*project["dependencies"], *extras, *tools)):
        if requirement.marker is None or requirement.marker.evaluate():
            assert requirement.specifier.contains(listed[requirement.name.lower()]), requirement


def test_what_packages_are_made_with_is_known_and_in_none() -> None:
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "scripts").glob("portable*.py"))
    imported = set(re.findall(r"^(?:from|import) (\w+)", sources, re.M))
    assert imported - sys.stdlib_module_names - {"scripts", "server"} == TOOLS
    assert all(not TOOLS & pinned(target(name)).keys() for name in MARKERS)
