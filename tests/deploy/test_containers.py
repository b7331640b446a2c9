"""Dockerfile and compose.yaml, as far as they can be tried without a container daemon."""

import asyncio
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.harness import ROOT, Process

pytestmark = pytest.mark.anyio

DEPLOY = ROOT / "docs" / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
PROFILES = {
    "single": {"server", "caddy"},
    "cluster": {"node-a", "node-b", "database", "nginx"},
}


@pytest.mark.skipif(shutil.which("docker-compose") is None, reason="no docker-compose on this machine")
@pytest.mark.parametrize("profile", PROFILES)
def test_docker_compose_reads_the_file_and_starts_the_services_of_a_profile(profile: str) -> None:
    """Version 1, which distributions still ship, refuses what it does not know."""
    values = {"VOTE_HOST": "vote.example.org", "PINGYI_SECRET": "s" * 64, "POSTGRES_PASSWORD": "p" * 64}
    command = ["docker-compose", "-p", "pingyi", "-f", str(DEPLOY / "compose.yaml"), "--profile", profile, "config"]
    for name in ("--quiet", "--services"):
        ended = subprocess.run([*command, name], capture_output=True, text=True, env={**os.environ, **values})
        assert ended.returncode == 0, ended.stderr
    assert PROFILES[profile] <= set(ended.stdout.split())


def image_of(service: dict[str, Any]) -> str:
    return str(service["image"])


def test_each_profile_has_its_services() -> None:
    for profile, names in PROFILES.items():
        assert {name for name, service in SERVICES.items() if service["profiles"] == [profile]} == names
    assert set(SERVICES) == set.union(*PROFILES.values())


def test_every_image_but_our_own_names_its_version() -> None:
    images = {image_of(service) for service in SERVICES.values()} - {"pingyi"}
    images.add(re.findall(r"^FROM (\S+)", DOCKERFILE, re.M)[0])
    assert all(re.search(r":\d+\.\d+(\.\d+)?-", image) for image in images), images


def test_what_is_mounted_is_there_and_what_is_set_is_documented() -> None:
    settings = (ROOT / "docs" / "settings.md").read_text("utf-8")
    for service in SERVICES.values():
        sources = [volume.split(":")[0] for volume in service.get("volumes", [])]
        assert all((DEPLOY / source).exists() for source in sources if source.startswith("./") and source != "./tls")
        if image_of(service) == "pingyi":
            assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
            assert all(f"`{name}`" in settings for name in service["environment"]), service["environment"]
            assert service["cap_drop"] == ["ALL"] and service["read_only"]


def test_the_image_installs_extras_that_exist() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert extras_of_image("") <= extras_of_image("1") <= set(project["optional-dependencies"])


def extras_of_image(pdf: str) -> set[str]:
    """As the shell writes them that runs the step, for a value of the build's argument."""
    (requirement,) = re.findall(r'"(/src\[.+?\])"', DOCKERFILE)
    command = ["sh", "-c", f'printf %s "{requirement}"']
    written = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "PDF": pdf}).stdout
    return set(written.removeprefix("/src[").removesuffix("]").split(","))


def test_papers_as_pdf_and_their_fonts_are_in_the_image_only_if_they_are_asked_for() -> None:
    """They would double its size."""
    assert extras_of_image("1") - extras_of_image("") == {"pdf"}
    (step,) = re.findall(r"^RUN (if .*; fi)$", DOCKERFILE, re.M)
    assert re.findall(r"^ARG (\w+)=$", DOCKERFILE, re.M) == ["PDF"] == list(SERVICES["server"]["build"]["args"])
    called = {pdf: installed_by(step, pdf) for pdf in ("", "1")}
    assert called[""] == "" and "fonts-noto-cjk" in called["1"]


def installed_by(step: str, pdf: str) -> str:
    """What a step of the image would have apt-get install."""
    script = 'apt-get() { echo "$@"; }; rm() { :; }; ' + step
    return subprocess.run(
        ["sh", "-c", script.replace("apt-get", "apt_get")],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PDF": pdf},
    ).stdout


async def test_the_image_is_healthy_while_the_server_is(started: Callable[..., Process], tmp_path: Path) -> None:
    (text,) = re.findall(r"^HEALTHCHECK .*\\\n  CMD (.*)$", DOCKERFILE, re.M)
    python, *arguments = json.loads(text)
    assert python == "python"
    server = await started(tmp_path).ready()
    command = [sys.executable, *(part.replace(":8000", f":{server.port}") for part in arguments)]
    assert await exit_code(command) == 0
    server.stop()
    assert await exit_code(command) != 0


async def exit_code(command: list[str]) -> int:
    child = await asyncio.create_subprocess_exec(*command, stderr=subprocess.DEVNULL)
    return await child.wait()


def test_the_commands_in_the_comments_name_the_files() -> None:
    commands = re.findall(r"docker (?:compose|build).*", (DEPLOY / "compose.yaml").read_text("utf-8") + DOCKERFILE)
    files = [part for command in commands for part in shlex.split(command.split("&&")[0]) if part.startswith("docs/")]
    assert files and all((ROOT / file).is_file() for file in files)
