"""The public page `/key`: the signing key's digest, to compare with the one on paper (CONTRACT "Keys")."""

from collections.abc import Sequence
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ..core.message_catalogue import section
from ..core.signing import SigningKey
from .base_path import with_base
from .responses import NO_STORE, preferred_language

KEY_PAGE_STYLES = ("tokens", "base", "key")
"""Names of the style sheets, in their order."""


class KeyPage:
    """`sheets` are the addresses of its style sheets."""

    def __init__(self, key: SigningKey, sheets: Sequence[str]) -> None:
        self.key, self.sheets = key, sheets

    async def show(self, request: Request) -> Response:
        """In the language that the browser prefers; needs no key, script or cookie."""
        words = section(preferred_language(request), "key_page")
        title = escape(words["title"])
        paragraphs = "".join(f"<p>{escape(words[name])}</p>" for name in ("what", "how"))
        styles = "".join(f'<link rel="stylesheet" href="{escape(sheet)}">' for sheet in self.sheets)
        page = (
            f'<!doctype html>\n<html lang="{words["lang"]}"><head><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
            f'<link rel="icon" href="data:,">{styles}</head>\n<body><main class="card">'
            f'<h1>{title}</h1><p class="digest"><strong><code>{self.key.digest}</code></strong></p>{paragraphs}'
            f'<p class="soft public">Ed25519 <code>{self.key.public.hex()}</code></p>'
            f'<p><a href="{escape(words["help_at"])}">{escape(words["help"])}</a></p></main></body></html>\n'
        )
        headers = {**NO_STORE, "Vary": "Accept-Language"}
        return HTMLResponse(with_base(page, request.scope["root_path"]), headers=headers)
