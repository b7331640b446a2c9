"""The Chromium that the tests drive."""

import shutil

LAUNCH_FLAGS = ["--no-sandbox", "--disable-gpu"]


def chromium() -> str | None:
    """Path of the headless shell, or else of the whole browser, which takes three times the processor for each page."""
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")
