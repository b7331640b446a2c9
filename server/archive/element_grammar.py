"""Which elements a document may contain, where, with which attributes; written down line by line. Knows no paper."""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grammar:
    """`elements`: the attributes and their patterns, by parent and tag; `texts`: the tags that contain text."""

    elements: Mapping[tuple[str, str], Mapping[str, re.Pattern[str]]]
    texts: frozenset[str]

    def check(self, parent: str, tag: str, attributes: Mapping[str, str]) -> None:
        """Raises ValueError for what no build has written."""
        allowed = self.elements.get((parent, tag))
        if allowed is None:
            raise ValueError(f"<{tag:.40}> in <{parent:.40}>")
        for name, value in attributes.items():
            if name not in allowed or not allowed[name].fullmatch(value):
                raise ValueError(f"<{tag:.40} {name:.40}={value!r:.40}>")

    def check_text(self, tag: str, text: str | None) -> None:
        if text and tag not in self.texts and text.strip(" \r\n"):
            raise ValueError(f"text in <{tag:.40}>: {text!r:.40}")


def parse_grammar(lines: str, texts: str) -> Grammar:
    """A line is `PARENTS/TAG`, with alternatives separated by `|`, then each attribute with the pattern of its values.
    `texts`: the tags that contain text, separated by spaces."""
    elements = {}
    for line in filter(None, map(str.strip, lines.splitlines())):
        place, *attributes = line.split(" ")
        parents, _, tags = place.rpartition("/")
        patterns = {name: re.compile(pattern) for name, _, pattern in (each.partition("=") for each in attributes)}
        elements.update({(parent, tag): patterns for parent in parents.split("|") for tag in tags.split("|")})
    return Grammar(elements, frozenset(texts.split()))
