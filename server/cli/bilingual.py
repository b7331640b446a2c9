"""What the command line prints for a person, in Chinese and in English: nobody has chosen a language yet."""

from ..core.message import Message


def bilingual(key: str, /, **values: object) -> str:
    """The sentence `key` of the catalogue's table `cli` in both languages, on one line."""
    message = Message("cli", key, values)
    return f"{message.text('zh')} / {message.text('en')}"
