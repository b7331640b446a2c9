"""What a browser would make of a page: its tags and its text."""

from html.parser import HTMLParser

HOSTILE_TEXTS = ['<script>alert(1)</script>"', "<img src=x onerror=y>'", "&lt;b&gt; {address} </title>"]


class Markup(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def names(self) -> list[str]:
        return [tag for tag, _ in self.tags]

    @property
    def classes(self) -> list[str | None]:
        return [attrs.get("class") for _, attrs in self.tags]

    @property
    def inline_code(self) -> list[str]:
        """What the content security policy would block."""
        elements = [tag for tag in self.names if tag in ("script", "style")]
        return elements + [name for _, attrs in self.tags for name in attrs if name == "style" or name.startswith("on")]
