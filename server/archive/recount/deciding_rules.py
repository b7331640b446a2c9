"""The rules of parts decided by votes, and of scored items, as the count report has to mention them (DECIDE)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .decided_parts import bound_text
from .differences import Mentions, mentions
from .numbers import number
from .votes import ranking_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .archive_files import Map

    Field = tuple[Mentions, Mentions]


def base_words(base: str | Sequence[str]) -> list[str]:
    """The words of a base that is none of the named ones."""
    return [] if isinstance(base, str) else list(base)


def deciding_rules(document: Map) -> Iterator[Field]:
    """Field and value."""
    for part in document["parts"]:
        name, decide = part["name"], part.get("decide")
        if decide:
            yield mentions(name), mentions(*_rules(part, decide))
            if decide["rank"] and not any("seats" in rule for rule in decide["rules"]):
                yield mentions(name), mentions(*_rank(part, decide))
        if part.get("again"):
            yield mentions(name), mentions(part["again"])
        if write_in := part["form"].get("write_in"):
            yield mentions(name), mentions(write_in["at_most"], write_in["as"])
        for figure in part.get("figures", []):
            yield mentions(figure["name"], name), mentions(*figure["of"], *base_words(figure["base"]))


def _rules(part: Map, decide: Map) -> Iterator[object]:
    for rule in decide["rules"][:-1]:
        if bound := bound_text(rule):
            yield from (*rule["of"], *base_words(decide["base"]), bound)
        if "seats" in rule:
            yield from (*_rank(part, decide), rule["seats"])
        yield rule["grade"]
    yield decide["rules"][-1]["grade"]


def _rank(part: Map, decide: Map) -> Iterator[str]:
    titles = {f"item:{item['key']}": item["title"] for item in part["form"]["items"]}
    for key in decide["rank"]:
        yield from ranking_rule(decide).get("of", []) if key == "votes" else [titles[key]]


def scoring_rules(document: Map) -> Iterator[Field]:
    """Of scored parts, what is not the mean of all items over the ballots that mark any."""
    for part in document["parts"]:
        name, form = part["name"], part["form"]
        if part.get("decide") or part["source"] == "entered":
            continue
        if form.get("score") == "sum":
            yield mentions(name), mentions()
        if unscored := [item["title"] for item in form["items"] if not number(item["weight"])]:
            yield mentions(name), mentions(*unscored)
        if part.get("abstained") == "zero":
            yield mentions(name), mentions(0)
    if document["rules"].get("items") == "means":
        yield mentions(), mentions()
