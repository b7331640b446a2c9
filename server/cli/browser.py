"""Opens the admin page in the browser of whoever starts the server: for the first time, or with `--open`."""

import contextlib
import os
import sys
import threading
import webbrowser

from ..host import has_desktop, is_terminal


def is_wanted(asked: bool = False) -> bool:
    """Whether somebody at a terminal started the server, or asked for the page, and has a browser. A service has
    neither. BROWSER (see Python's `webbrowser`) names one explicitly, so no display is looked for; without it, root
    opens none."""
    if not (asked or is_terminal(sys.stdout)):
        return False
    return bool(os.environ.get("BROWSER")) or has_desktop()


def open_page(link: str) -> threading.Thread:
    """Returns at once. In a daemon thread, because some browsers return only when they are closed."""
    opening = threading.Thread(target=_open, args=(link,), daemon=True)
    opening.start()
    return opening


def _open(link: str) -> None:
    with contextlib.suppress(webbrowser.Error, OSError):  # the link is printed, too
        webbrowser.open(link)
