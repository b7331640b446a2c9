"""Names of files that every file system accepts: Windows is the strictest. Knows no record."""

import re
import unicodedata

FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
DEVICES = re.compile(r"(con|prn|aux|nul|con(in|out)\$|com[0-9¹²³]|lpt[0-9¹²³])(?= *(\.|$))", re.I)
"""Names that Windows gives to devices, whatever follows the first dot, also with spaces before it."""
MAX_BYTES = 180
"""Of a name in UTF-8 without its number and suffix: Linux allows 255, Windows as many UTF-16 units."""


def safe_name(text: str, fallback: str) -> str:
    """The text as a file's name without its suffix; `fallback` if nothing is left."""
    visible = (" " if char.isspace() else char for char in unicodedata.normalize("NFC", text))
    printable = "".join(char for char in visible if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    name = _shortened(" ".join(FORBIDDEN.sub("_", printable).split())).strip(" .") or fallback
    return f"_{name}" if DEVICES.match(name) else name


def _shortened(name: str) -> str:
    return name.encode()[:MAX_BYTES].decode(errors="ignore")


class UniqueNames:
    """Gives each file of a folder a name of its own, also where letters of either case are the same."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def unique(self, name: str) -> str:
        """`name`, or with a number behind it."""
        candidate, number = name, 1
        while candidate.casefold() in self._used:
            number += 1
            candidate = f"{name}_{number}"
        self._used.add(candidate.casefold())
        return candidate
