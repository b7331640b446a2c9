"""The command line that starts another command of this program where it was started itself."""

import shutil
import sys
from pathlib import Path
from urllib.parse import urlsplit

from ..config import Config
from ..host import command_line


def admin_link_command(config: Config, url: str) -> str:
    """Prints the admin link of a server with this configuration and address. Secrets that the environment holds are no
    part of it."""
    default = Config()
    options = [] if config.data == default.data else ["--data", str(config.data)]
    if config.public_url is not None or (config.scheme, config.host) != (default.scheme, default.host):
        options += ["--public-url", url]
    elif (port := urlsplit(url).port or 80) != default.port:
        options += ["--port", str(port)]
    return command_line([*_program(), "admin-link", *options])


def _program() -> list[str]:
    """`pingyi` where that is this program; otherwise its path, or Python with the module that it runs."""
    started = Path(sys.argv[0])
    if started.name == "__main__.py":
        return [sys.orig_argv[0], "-m", __name__.removesuffix(".cli.invocation")]
    found = shutil.which(started.name)
    return [started.name if found and Path(found).resolve() == started.resolve() else str(started)]
