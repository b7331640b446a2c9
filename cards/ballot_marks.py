"""The table of a paper ballot: bands over the columns, a row for each person, item, or both. Knows no meeting."""

from collections.abc import Iterator
from html import escape
from itertools import groupby

from .paper_ballot import Line, Paper, Person


def names_wide(paper: Paper) -> int:
    """Columns to the left of the boxes."""
    if len(paper.people) == 1:
        return 2
    return 3 if len(paper.lines) > 1 or any(person.about for person in paper.people) else 2


def marks(paper: Paper, words: dict[str, str]) -> str:
    """Everything of the table but its end, which carries the card's code."""
    both = len(paper.people) > 1 and len(paper.lines) > 1
    widths = ["n", *(["who", "item"] if both else ["who"] * (names_wide(paper) - 1)), *(["tick"] * paper.width)]
    columns = "".join(f'<col class="{name}">' for name in widths)
    kind = "wide" if paper.width > 6 else "narrow"
    heads = "".join(row(cells) for cells in _heads(paper, words))
    people = "".join(_person(paper, words, n, person) for n, person in enumerate(paper.people, 1))
    return f'<table class="marks {kind}"><colgroup>{columns}</colgroup><thead>{heads}</thead>{people}'


def _heads(paper: Paper, words: dict[str, str]) -> Iterator[str]:
    banded = paper.ticked and any(column.band for column in paper.columns)
    deep = 2 + banded
    named = "".join(cell(escape(one), "", rows=deep, kind="th") for one in _headings(paper, words))
    top = paper.lines[0].title if len(paper.lines) == 1 else words["mark" if banded or paper.span[1] else "choice"]
    yield named + cell(escape(top), "of", columns=paper.width, kind="th")
    silent = cell(words["abstain"], "abstain", rows=deep - 1, kind="th") if paper.abstains else ""
    labels = _labels(paper, words)
    yield (_bands(paper) if banded else labels) + silent
    if banded:
        yield labels


def _headings(paper: Paper, words: dict[str, str]) -> list[str]:
    if len(paper.people) == 1:
        return [words["number"], words["item"]]
    if len(paper.lines) > 1:
        return [words["number"], words["subject"], words["item"]]
    return [words["number"], *([words["unit"]] if names_wide(paper) == 3 else []), words["person"]]


def _bands(paper: Paper) -> str:
    runs = ((band, len(list(run))) for band, run in groupby(paper.columns, key=lambda column: column.band))
    return "".join(cell(escape(band), "band", columns=length, kind="th") for band, length in runs)


def _labels(paper: Paper, words: dict[str, str]) -> str:
    if not paper.ticked:
        return cell(words["write"].format(low=paper.span[0], high=paper.span[1]), "label", kind="th")
    ends = _ends(paper)
    named = (("label end" if end else "label", column) for end, column in zip(ends, paper.columns, strict=True))
    return "".join(cell(escape(column.label), name, kind="th") for name, column in named)


def _ends(paper: Paper) -> list[bool]:
    """Whether a band ends at each column; a heavier line is drawn there."""
    bands = [column.band for column in paper.columns]
    return [bool(band) and band != later for band, later in zip(bands, [*bands[1:], ""], strict=True)]


def _person(paper: Paper, words: dict[str, str], n: int, person: Person) -> str:
    rows = []
    for place, line in enumerate(paper.lines):
        names = _item_names(paper, n + place, line) if len(paper.people) == 1 else ""
        if len(paper.people) > 1:
            first = _person_names(paper, words, n, person) if place == 0 else ""
            names = first + (_item(line) if len(paper.lines) > 1 else "")
        rows.append(row(names + _boxes(paper, words, place, line, person)))
    return f"<tbody>{''.join(rows)}</tbody>"


def _item_names(paper: Paper, n: int, line: Line) -> str:
    return cell(str(n), "n") + _item(line)


def _item(line: Line) -> str:
    share = f" <small>{escape(line.share)}</small>" if line.share else ""
    return cell(f"{escape(line.title)}{share}", "item", kind="th")


def _person_names(paper: Paper, words: dict[str, str], n: int, person: Person) -> str:
    """Number, unit and name; with several items the name and the unit share a cell."""
    deep = len(paper.lines)
    written = f" <small>{words['written']}</small>" if person.written else ""
    number, name = cell(str(n), "n", rows=deep), f"{escape(person.name)}{written}"
    about = "".join(f"<span>{escape(one)}</span>" for one in person.about)
    if deep > 1:
        below = f'<span class="about">{about}</span>' if about else ""
        return number + cell(name + below, "name", rows=deep, kind="th")
    return number + (cell(about, "about") if names_wide(paper) == 3 else "") + cell(name, "name", kind="th")


def _boxes(paper: Paper, words: dict[str, str], place: int, line: Line, person: Person) -> str:
    if person.recused:
        aside = cell(words["recused"], "aside", rows=len(paper.lines), columns=paper.width)
        return aside if place == 0 else ""
    box = '<i class="box"></i>'
    ends = _ends(paper) if paper.ticked else [False]
    boxes = "".join(cell(box if paper.ticked else "", "end" if end else "") for end in ends)
    silent = cell(box if line.abstain else "—", "abstain") if paper.abstains else ""
    return boxes + silent


def row(cells: str) -> str:
    return f"<tr>{cells}</tr>"


def cell(content: str, name: str, rows: int = 1, columns: int = 1, kind: str = "td") -> str:
    named = f' class="{name}"' if name else ""
    deep, wide = (f' {key}="{n}"' if n > 1 else "" for key, n in (("rowspan", rows), ("colspan", columns)))
    return f"<{kind}{named}{deep}{wide}>{content}</{kind}>"
