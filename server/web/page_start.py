"""What a page says where its script does not start: a sentence in two languages, with a link to try again.

The style sheet shows it after three seconds; without styles it is there at once. A page that has started hides it.
Another sentence takes its place where loader.js finds that a proxy changes the address.
"""

from html import escape

from ..core.languages import pair
from ..core.message_catalogue import section

MARK = "<!-- start -->"
"""Where a page has the sentence."""


def with_start(html: str, language: str) -> str:
    """`language`: the reader's."""
    return html.replace(MARK, _sentence(language))


def _sentence(language: str) -> str:
    words = [section(each, "page_start") for each in pair(language)]
    waiting = "".join(f'<p class="waiting" lang="{word["lang"]}">{escape(word["waiting"])}</p>' for word in words)
    host = "".join(f'<p class="host" lang="{word["lang"]}">{escape(word["host"])}</p>' for word in words)
    again = "&ensp;".join(f'<span lang="{word["lang"]}">{escape(word["again"])}</span>' for word in words)
    reload = f'<p><a class="button" id="reload" href="">{again}</a></p>'
    return f'<section class="start" id="start">{waiting}{host}{reload}</section>'
