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


class DrawnBallots(Markup):
    """Also collects what is drawn on each page of a ballot, as (page, height of its middle, x, text)."""

    def __init__(self, page: str) -> None:
        self.ballots: list[list[tuple[int, int, int, str]]] = []
        self._pages = 0
        self._text: tuple[int, int] | None = None
        super().__init__(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        values = dict(attrs)
        if tag == "article":
            self.ballots.append([])
        elif values.get("class") == "leaf":
            self._pages += 1
        elif tag == "text":
            self._text = int(values["x"] or 0), int(values["y"] or 0) - int(values["font-size"] or 0) * 36 // 100
        elif tag == "rect" and values.get("class") in ("box", "digit"):
            middle = int(values["y"] or 0) + int(values["height"] or 0) // 2
            mark = "□" if values["class"] == "box" else "▯"
            self.ballots[-1].append((self._pages, middle, int(values["x"] or 0), mark))

    def handle_endtag(self, tag: str) -> None:
        if tag == "text":
            self._text = None

    def handle_data(self, data: str) -> None:
        super().handle_data(data)
        if self._text is not None:
            x, middle = self._text
            self.ballots[-1].append((self._pages, middle, x, data))

    def rows(self, ballot: int = 0) -> list[str]:
        """What is side by side as one text, from above; a box is □, that of a digit ▯."""
        rows: list[list[tuple[int, int, int, str]]] = []
        for place in sorted(self.ballots[ballot]):
            if rows and rows[-1][0][0] == place[0] and place[1] - rows[-1][0][1] <= 4:
                rows[-1].append(place)
            else:
                rows.append([place])
        return [" ".join(text for *_, text in sorted(row, key=lambda one: one[2])) for row in rows]
