"""The table of a paper ballot: bands above columns, one row for each person and item. Knows no meeting."""

from collections.abc import Iterator
from html import escape
from itertools import groupby

from .paper_ballot import Item, PaperBallot, Person

BOX = '<i class="box"></i>'


def name_columns(ballot: PaperBallot) -> int:
    """Columns to the left of the boxes."""
    if ballot.single:
        return 2
    return 3 if len(ballot.items) > 1 or any(person.about for person in ballot.people) else 2


def marks_table(ballot: PaperBallot) -> str:
    """The table without its end, which differs: it carries the card's code."""
    both = not ballot.single and len(ballot.items) > 1
    names = ["n", *(["who", "item"] if both else ["who"] * (name_columns(ballot) - 1))]
    columns = "".join(f'<col class="{name}">' for name in [*names, *["tick"] * ballot.width])
    kind = "wide" if ballot.width > 6 else "narrow"
    heads = "".join(row(cells) for cells in _heads(ballot))
    people = "".join(_person(ballot, number, person) for number, person in enumerate(ballot.people, 1))
    return f'<table class="marks {kind}"><colgroup>{columns}</colgroup><thead>{heads}</thead>{people}'


def _heads(ballot: PaperBallot) -> Iterator[str]:
    height = 2 + ballot.banded
    names = "".join(cell(escape(name), "", rows=height, kind="th") for name in _name_heads(ballot))
    title = ballot.words["mark" if ballot.banded or ballot.span[1] else "choice"]
    if len(ballot.items) == 1:
        title = ballot.items[0].title
    yield names + cell(escape(title), "of", columns=ballot.width, kind="th")
    abstain = cell(ballot.words["abstain"], "abstain", rows=height - 1, kind="th") if ballot.abstains else ""
    labels = _labels(ballot)
    yield (_bands(ballot) if ballot.banded else labels) + abstain
    if ballot.banded:
        yield labels


def _name_heads(ballot: PaperBallot) -> list[str]:
    words = ballot.words
    if ballot.single:
        return [words["number"], words["item"]]
    if len(ballot.items) > 1:
        return [words["number"], words["subject"], words["item"]]
    return [words["number"], *([words["unit"]] if name_columns(ballot) == 3 else []), words["person"]]


def _bands(ballot: PaperBallot) -> str:
    runs = ((band, len(list(run))) for band, run in groupby(ballot.columns, key=lambda column: column.band))
    return "".join(cell(escape(band), "band", columns=length, kind="th") for band, length in runs)


def _labels(ballot: PaperBallot) -> str:
    if not ballot.ticked:
        return cell(ballot.words["write"].format(low=ballot.span[0], high=ballot.span[1]), "label", kind="th")
    columns = zip(_band_ends(ballot), ballot.columns, strict=True)
    return "".join(cell(escape(column.label), "label end" if end else "label", kind="th") for end, column in columns)


def _band_ends(ballot: PaperBallot) -> list[bool]:
    """Whether each column is the last of its band; a heavier line follows it."""
    bands = [column.band for column in ballot.columns]
    return [bool(band) and band != following for band, following in zip(bands, [*bands[1:], ""], strict=True)]


def _person(ballot: PaperBallot, number: int, person: Person) -> str:
    rows = []
    for place, item in enumerate(ballot.items):
        if ballot.single:
            names = cell(str(place + 1), "n") + _item(item)
        else:
            first = _person_names(ballot, number, person) if place == 0 else ""
            names = first + (_item(item) if len(ballot.items) > 1 else "")
        rows.append(row(names + _boxes(ballot, place, person)))
    return f"<tbody>{''.join(rows)}</tbody>"


def _item(item: Item) -> str:
    share = f" <small>{escape(item.share)}</small>" if item.share else ""
    return cell(f"{escape(item.title)}{share}", "item", kind="th")


def _person_names(ballot: PaperBallot, number: int, person: Person) -> str:
    """Number, unit and name. With several items, name and unit share a cell."""
    height = len(ballot.items)
    written = f" <small>{ballot.words['written']}</small>" if person.written else ""
    number_cell, name = cell(str(number), "n", rows=height), f"{escape(person.name)}{written}"
    about = "".join(f"<span>{escape(text)}</span>" for text in person.about)
    if height > 1:
        below = f'<span class="about">{about}</span>' if about else ""
        return number_cell + cell(name + below, "name", rows=height, kind="th")
    about_cell = cell(about, "about") if name_columns(ballot) == 3 else ""
    return number_cell + about_cell + cell(name, "name", kind="th")


def _boxes(ballot: PaperBallot, place: int, person: Person) -> str:
    """The cells of the item at `place`; one cell spans all items of a recused person."""
    if person.recused:
        spanning = cell(ballot.words["recused"], "recused", rows=len(ballot.items), columns=ballot.width)
        return spanning if place == 0 else ""
    ends = _band_ends(ballot) if ballot.ticked else [False]
    boxes = "".join(cell(BOX if ballot.ticked else "", "end" if end else "") for end in ends)
    abstain = cell(BOX if ballot.items[place].abstain else "—", "abstain") if ballot.abstains else ""
    return boxes + abstain


def row(cells: str) -> str:
    return f"<tr>{cells}</tr>"


def cell(content: str, name: str, rows: int = 1, columns: int = 1, kind: str = "td") -> str:
    """`content` is HTML, `name` a class."""
    css_class = f' class="{name}"' if name else ""
    rowspan, colspan = (
        f' {key}="{span}"' if span > 1 else "" for key, span in (("rowspan", rows), ("colspan", columns))
    )
    return f"<{kind}{css_class}{rowspan}{colspan}>{content}</{kind}>"
