"""README.txt of the archive, in the meeting's language and in English; `readmes/` has the text in each language."""

from functools import cache
from pathlib import Path

from ..core.languages import chain, pair

FOLDER = Path(__file__).parent / "readmes"
PLAIN_HTTP = "%%\n"
"""In a text, the line before what it says about a meeting that used plain http."""


def readme(plain_http: bool, language: str) -> str:
    """`plain_http`: phones were served without TLS in some round. `language`: the meeting's."""
    texts = (_text(each) for each in pair(language))
    return "".join(general + (about_http if plain_http else "") for general, about_http in texts)


@cache
def _text(language: str) -> tuple[str, str]:
    """That of its first fallback where the language has none."""
    files = (FOLDER / f"{tag}.txt" for tag in chain(language))
    general, _, about_http = next(file for file in files if file.is_file()).read_text("utf-8").partition(PLAIN_HTTP)
    return general, about_http
