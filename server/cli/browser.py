"""Opens the admin page in the browser of whoever starts the server for the first time."""

import contextlib
import os
import sys
import threading
import webbrowser


def is_wanted() -> bool:
    """Whether somebody at a terminal started the server and has a browser. A service has neither. BROWSER (see Python's
    `webbrowser`) names one explicitly, so no display is looked for; without it, root opens none."""
    if sys.stdout is None or not sys.stdout.isatty():
        return False
    if os.environ.get("BROWSER"):
        return True
    if os.name == "posix" and os.geteuid() == 0:
        return False
    has_display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return has_display or sys.platform in ("win32", "darwin")


def open_page(link: str) -> None:
    """Returns at once. In a daemon thread, because some browsers return only when they are closed."""
    threading.Thread(target=_open, args=(link,), daemon=True).start()


def _open(link: str) -> None:
    with contextlib.suppress(webbrowser.Error, OSError):  # the link is printed, too
        webbrowser.open(link)
