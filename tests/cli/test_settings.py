"""Settings: an invalid one stops the start with one line that names it (CONTRACT "Start")."""

import os
import re
import resource
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from server.__main__ import main, parser
from server.config import configure
from server.host import lan_address, raise_file_limit
from tests.harness import ROOT

SETTINGS = [name for name in os.environ if name.startswith("PINGYI_") or name == "PORT"]
KEY = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in SETTINGS:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def refusal(captured: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The line that explains why the server does not start."""
    assert main(list(arguments)) == 2
    lines = captured.readouterr().err.splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith("pingyi: ")
    return lines[0]


FLAGS = [
    ("--port", "eighty"),
    ("--port", "65536"),
    ("--port", "-1"),
    ("--port", "8000 "),
    ("--port", "８０００"),
    ("--port", "9" * 5000),
    ("--data", ""),
    ("--data", "a-file"),
    ("--data", "x" * 5000),
    ("--public-url", ""),
    ("--public-url", "192.168.1.5:8000"),
    ("--public-url", "ftp://host"),
    ("--public-url", "http://"),
    ("--public-url", "http://host:99999"),
    ("--public-url", "http://host:0"),
    ("--public-url", "http://host/a//b"),
    ("--public-url", "http://host/a/../b"),
    ("--public-url", "http://host/.well-known"),
    ("--public-url", "http://host/a b"),
    ("--public-url", "http://host/a%20b"),
    ("--public-url", "http://host/评议"),
    ("--public-url", "http://host/a;b"),
    ("--public-url", "http://host/vote?x"),
    ("--public-url", "http://host/vote#x"),
    ("--public-url", "http://host/desk"),
    ("--public-url", "http://host/API/votes"),
    ("--public-url", "http://host?x"),
    ("--public-url", "http://host#x"),
    ("--public-url", "http://me:pw@host"),
    ("--public-url", "http://a host"),
    ("--public-url", "http://host\n"),
    ("--public-url", "http://评议.中国"),
    ("--host", "256.256.256.256"),
    ("--host", "a..b"),
    ("--timezone", "Asia/Peking"),
]

ENVIRONMENT = [
    ("PORT", "http"),
    ("PINGYI_DATA", "a-file"),
    ("PINGYI_DATA", "a-file/inside"),
    ("PINGYI_PUBLIC_URL", "host"),
    ("PINGYI_HOSTS", "good.example, http://bad.example"),
    ("PINGYI_HOSTS", "bad.example:8000"),
    ("PINGYI_HOSTS", "*.example"),
    ("PINGYI_ADMIN_KEY", "short"),
    ("PINGYI_ADMIN_KEY", KEY.lower()),
    ("PINGYI_ADMIN_KEY", KEY * 3),
    ("PINGYI_SECRET", "x" * 31),
    ("PINGYI_SITE", "yes"),
    ("PINGYI_NO_BROWSER", "yes"),
    *(
        ("PINGYI_TIMEZONE", zone)
        for zone in ("Beijing", "UTC+8", "Asia", "../etc", "/etc/localtime", "x" * 5000, "中国")
    ),
    ("PINGYI_TRUSTED_PROXY", "proxy.example"),
    ("PINGYI_TRUSTED_PROXY", "10.0.0.1, 10.0.0.0/99"),
    ("PINGYI_DATABASE_URL", "postgresql://user:pw@db/pingyi"),
]


@pytest.mark.parametrize(("flag", "value"), FLAGS)
def test_an_invalid_flag_is_named_in_one_line(
    flag: str, value: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a-file").touch()
    assert flag in refusal(capsys, f"{flag}={value}")


def test_an_error_is_in_both_languages_with_its_cause_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    line = refusal(capsys, "--port", "eighty")
    assert line == "pingyi: --port: 'eighty' is not a port (0-65535) / “eighty”不是端口号（0–65535）"
    line = refusal(capsys, "create", "none.toml")
    assert line == "pingyi: none.toml: cannot be read / 无法读取: No such file or directory"


@pytest.mark.parametrize(("name", "value"), ENVIRONMENT)
def test_an_invalid_variable_is_named_in_one_line_that_reveals_no_secret(
    name: str, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a-file").touch()
    monkeypatch.setenv(name, value)
    line = refusal(capsys)
    assert name in line
    if name in ("PINGYI_ADMIN_KEY", "PINGYI_SECRET", "PINGYI_DATABASE_URL"):
        assert value not in line


def test_a_certificate_needs_its_key_and_both_must_be_readable(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cert.pem").write_text("no certificate")
    assert "--tls-cert and --tls-key" in refusal(capsys, "--tls-cert", "cert.pem")
    assert "--tls-key" in refusal(capsys, "--tls-cert", "cert.pem", "--tls-key", "missing.pem")
    assert "--tls-cert cert.pem" in refusal(capsys, "--tls-cert", "cert.pem", "--tls-key", "cert.pem")


def test_a_taken_port_is_refused_before_anything_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["--host", "127.0.0.1", "--port", str(port)]) == 2
    captured = capsys.readouterr()
    assert f"--port {port}" in captured.err and captured.out == ""


def test_flags_override_the_environment() -> None:
    flags = parser().parse_args(["serve", "--port", "1", "--data", "flag", "--public-url", "http://FLAG:1/"])
    env = {"PORT": "2", "PINGYI_DATA": "env", "PINGYI_PUBLIC_URL": "http://env:2", "PINGYI_HOSTS": "A.example., b"}
    config = configure(flags, env)
    assert (config.port, config.data, config.public_url) == (1, Path("flag"), "http://flag:1")
    assert config.hosts == {"a.example", "b"}
    config = configure(parser().parse_args(["serve"]), env)
    assert (config.port, config.data, config.public_url) == (2, Path("env"), "http://env:2")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://HOST/Vote", "https://host/Vote"),
        ("https://host/vote/", "https://host/vote"),
        ("http://host:81/a/b-c_d.e~1/", "http://host:81/a/b-c_d.e~1"),
        ("http://[::1]:81/votes", "http://[::1]:81/votes"),
    ],
)
def test_a_public_url_may_have_a_path_whose_case_counts(given: str, kept: str) -> None:
    assert configure(parser().parse_args(["serve"]), {"PINGYI_PUBLIC_URL": given}).public_url == kept


def test_the_site_is_off_unless_a_flag_or_its_variable_switches_it_on() -> None:
    serve, site = parser().parse_args(["serve"]), parser().parse_args(["serve", "--site"])
    assert not configure(serve, {}).site and not configure(serve, {"PINGYI_SITE": "0"}).site
    assert configure(serve, {"PINGYI_SITE": "1"}).site and configure(site, {"PINGYI_SITE": "0"}).site


def test_the_browser_is_opened_unless_a_flag_or_its_variable_forbids_it() -> None:
    serve, closed = parser().parse_args(["serve"]), parser().parse_args(["serve", "--no-browser"])
    assert configure(serve, {}).browser and configure(serve, {"PINGYI_NO_BROWSER": "0"}).browser
    assert not configure(serve, {"PINGYI_NO_BROWSER": "1"}).browser
    assert not configure(closed, {}).browser and not configure(closed, {"PINGYI_NO_BROWSER": "0"}).browser


def test_the_site_leaves_port_80_to_no_other_listener(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "--site --port 80: phones probe port 80 only" in refusal(capsys, "--site", "--port", "80")
    monkeypatch.setenv("PINGYI_SITE", "1")
    assert "--site --port 80: phones probe port 80 only" in refusal(capsys, "--port", "80")


def test_without_its_library_the_site_says_what_to_install(tmp_path: Path) -> None:
    program = "import sys; sys.modules['dnslib'] = None; from server.__main__ import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "--site", "--port", "0", "--data", str(tmp_path / "data")]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == 2 and ended.stdout == ""
    assert (
        f"--site: needs dnslib; install it while there is internet: {sys.executable} -m pip install dnslib"
        in ended.stderr
    )


def test_without_time_zones_a_zone_says_what_to_install(tmp_path: Path) -> None:
    """As on Windows, where only the package `tzdata` has them."""
    program = "import sys; sys.modules['tzdata'] = None; from server.__main__ import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "--port", "0", "--data", str(tmp_path / "data")]
    env = {**os.environ, "PYTHONTZPATH": "", "PINGYI_TIMEZONE": "Asia/Shanghai"}
    ended = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == 2 and ended.stdout == "" and len(ended.stderr.splitlines()) == 1
    assert f"PINGYI_TIMEZONE: this machine has no time zone data; install it: {sys.executable} -m pip" in ended.stderr


def test_every_setting_is_documented() -> None:
    """docs/settings.md lists exactly the flags and variables that the code reads."""
    files = ("config.py", "__main__.py", "cli/keys.py", "cli/ledger.py")
    code = "".join((ROOT / "server" / name).read_text("utf-8") for name in files)
    read = {*re.findall(r'"(PINGYI_[A-Z_]+|PORT)"', code), *re.findall(r'"(--[a-z][a-z-]+)"', code)} - {"--help"}
    text = (ROOT / "docs/settings.md").read_text("utf-8")
    described = set(re.findall(r"^\| `(--[a-z-]+|PINGYI_[A-Z_]+|PORT)", text, re.M))
    assert read == described
    serving = re.findall(r"^\| `--([a-z-]+)[^|]*\| `(\w+)` \|", text, re.M)
    assert len(serving) > 10 and all(name.endswith(flag.replace("-", "_").upper()) for flag, name in serving), serving


def test_the_file_limit_is_raised_and_an_address_is_found() -> None:
    limit = raise_file_limit()
    assert limit == resource.getrlimit(resource.RLIMIT_NOFILE)[0] or limit == 1 << 20
    assert socket.inet_aton(lan_address())
