"""A second start with `--open`: shows the page of the server that runs already, instead of failing for its port."""

import sys
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ssl import _create_unverified_context

from ..config import Config
from ..data_directory import is_in_use
from ..host import is_terminal
from . import browser
from .bilingual import bilingual

START_SECONDS = 30.0
"""A server has its port before it answers: it may still read its meetings."""
BROWSER_SECONDS = 10.0
"""How long this process waits for the browser to start; it must not end before."""


def answers(config: Config, seconds: float) -> bool:
    """Whether a server of this program answers at the port."""
    host = "127.0.0.1" if config.host in ("0.0.0.0", "::", "") else config.host
    if config.tls_cert is None:
        connection = HTTPConnection(host, config.port, timeout=seconds)
    else:
        connection = HTTPSConnection(host, config.port, timeout=seconds, context=_create_unverified_context())
    try:
        connection.request("GET", "/healthz")
        return b'"status"' in connection.getresponse().read(100)
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def is_running(config: Config) -> bool:
    """Whether the server at the port is the one of this data folder."""
    return config.database_url is None and answers(config, START_SECONDS) and is_in_use(config)


def show_running(config: Config, admin_link: str) -> None:
    print(f"{bilingual('already_running')}\n")
    if is_terminal(sys.stdout):
        print(f"{bilingual('admin')}:  {admin_link}\n")
    if config.browser and browser.is_wanted(asked=True):
        print(f"{bilingual('opening')}\n")
        browser.open_page(admin_link).join(BROWSER_SECONDS)
