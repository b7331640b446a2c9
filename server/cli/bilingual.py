"""What the command line prints for a person, in the terminal's language and in English: nobody has chosen one yet."""

import os

from ..core import languages
from ..core.message import Message


def terminal_pair() -> tuple[str, str]:
    """That of the locale, unless it has none of ours, and English; in a terminal of neither, Chinese and English."""
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return languages.pair(languages.match(next(filter(None, names), "")) or languages.DEFAULT)


def bilingual(key: str, /, **values: object) -> str:
    """The sentence `key` of the catalogue's table `cli` in both languages, on one line."""
    return " / ".join(Message("cli", key, values).text(language) for language in terminal_pair())


def english_first(message: Message) -> str:
    """Both sentences of an error about settings or files, whose names are in English."""
    return " / ".join(message.text(language) for language in reversed(terminal_pair()))
