"""The table of a paper ballot: bands above columns, one row for each person and item. Knows no meeting."""

from collections.abc import Iterator
from html import escape
from itertools import groupby

from .paper_ballot import Item, PaperBallot, Person, Span

BOX = '<i class="box"></i>'


def name_columns(ballot: PaperBallot) -> int:
    """Columns to the left of the boxes."""
    if ballot.single:
        return 2
    return 3 if ballot.lines > 1 or any(person.about for person in ballot.people) else 2


def marks_table(ballot: PaperBallot) -> str:
    """The table without its end, which differs: it carries the card's code."""
    both = not ballot.single and ballot.lines > 1
    names = ["n", *(["who", "item"] if both else ["who"] * (name_columns(ballot) - 1))]
    ticks = ["tick"] * ballot.width if ballot.ticked else ["answer", *["tick"] * ballot.abstains]
    columns = "".join(f'<col class="{name}">' for name in [*names, *ticks])
    kind = ("wide" if ballot.width > 6 else "narrow") if ballot.ticked else "written"
    heads = "".join(row(cells) for cells in _heads(ballot))
    people = "".join(_person(ballot, number, person) for number, person in enumerate(ballot.people, 1))
    body = people + _write_ins(ballot)
    return f'<table class="marks {kind}"><colgroup>{columns}</colgroup><thead>{heads}</thead>{body}'


def _heads(ballot: PaperBallot) -> Iterator[str]:
    if not ballot.ticked and ballot.span is None:
        yield _head_without_labels(ballot)
        return
    height = 2 + ballot.banded
    names = "".join(cell(escape(name), "", rows=height, kind="th") for name in _name_heads(ballot))
    yield names + cell(escape(_mark_head(ballot)), "of", columns=ballot.width, kind="th")
    abstain = cell(ballot.words["abstain"], "abstain", rows=height - 1, kind="th") if ballot.abstains else ""
    labels = _labels(ballot)
    yield (_bands(ballot) if ballot.banded else labels) + abstain
    if ballot.banded:
        yield labels


def _mark_head(ballot: PaperBallot) -> str:
    if len(ballot.items) == 1:
        return ballot.items[0].title
    is_number = ballot.banded or not ballot.ticked and not ballot.has_words
    return ballot.words["mark" if is_number else "choice"]


def _head_without_labels(ballot: PaperBallot) -> str:
    """One row, where each item says for itself what to write or tick."""
    names = "".join(cell(escape(name), "", kind="th") for name in _name_heads(ballot))
    abstain = cell(ballot.words["abstain"], "abstain", kind="th") if ballot.abstains else ""
    return names + cell(escape(_mark_head(ballot)), "of", kind="th") + abstain


def _name_heads(ballot: PaperBallot) -> list[str]:
    words = ballot.words
    if ballot.single:
        return [words["number"], words["item"]]
    if ballot.lines > 1:
        return [words["number"], words["matter" if ballot.matters else "subject"], words["item"]]
    name = words["matter" if ballot.matters else "person"]
    return [words["number"], *([words["unit"]] if name_columns(ballot) == 3 else []), name]


def _bands(ballot: PaperBallot) -> str:
    runs = ((band, len(list(run))) for band, run in groupby(ballot.columns, key=lambda column: column.band))
    return "".join(cell(escape(band), "band", columns=length, kind="th") for band, length in runs)


def _labels(ballot: PaperBallot) -> str:
    if ballot.span:
        return cell(range_text(ballot, ballot.span), "label", kind="th")
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
            names = first + (_item(item) if ballot.lines > 1 else "")
        rows.append(row(names + _boxes(ballot, place, person)))
    if ballot.most:
        rows.append(_sum_row(ballot, person))
    return f"<tbody>{''.join(rows)}</tbody>"


def _sum_row(ballot: PaperBallot, person: Person) -> str:
    words = ballot.words
    number = cell("", "n") if ballot.single else ""
    most = f"<small>{escape(words['most'].format(most=ballot.most))}</small>"
    field = "" if person.recused else cell(most, "sum", columns=ballot.width)
    return row(number + cell(words["sum"], "item", kind="th") + field)


def _write_ins(ballot: PaperBallot) -> str:
    """A line for each name that may be added."""
    if ballot.write_in is None:
        return ""
    choice, most = ballot.write_in
    title = cell(ballot.words["write_in"], "item", columns=2, kind="th")
    name = cell("", "blank", columns=name_columns(ballot) - 2) if name_columns(ballot) > 2 else ""
    says = cell(escape(ballot.words["write_in_as"].format(choice=choice)), "as", columns=ballot.width)
    return f"<tbody>{row(title + name + says) * most}</tbody>"


def _item(item: Item) -> str:
    share = f" <small>{escape(item.share)}</small>" if item.share else ""
    return cell(f"{escape(item.title)}{share}", "item", kind="th")


def range_text(ballot: PaperBallot, span: Span) -> str:
    """ "0–100 分", with the step where it is not 1."""
    key = "range_step" if span.step else "range"
    return ballot.words[key].format(low=span.low, high=span.high, step=span.step)


def _person_names(ballot: PaperBallot, number: int, person: Person) -> str:
    """Number, unit and name. With several items, name and unit share a cell."""
    height = ballot.lines
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
        spanning = cell(ballot.words["recused"], "recused", rows=ballot.lines, columns=ballot.width)
        return spanning if place == 0 else ""
    item = ballot.items[place]
    ends = _band_ends(ballot) if ballot.ticked else []
    boxes = "".join(cell(BOX, "end" if end else "") for end in ends) or _answer(ballot, item)
    return boxes + (cell(BOX if item.abstain else "—", "abstain") if ballot.abstains else "")


def _answer(ballot: PaperBallot, item: Item) -> str:
    """The one cell of an item that is not ticked in columns: a word to tick, or room for a number and its range."""
    if item.choices:
        return cell("".join(f"<span>{BOX}{escape(choice)}</span>" for choice in item.choices), "answer words")
    assert item.span is not None, "neither choices nor numbers to write"
    hint = "" if ballot.span else f"<small>{escape(range_text(ballot, item.span))}</small>"
    return cell(hint, "answer")


def row(cells: str) -> str:
    return f"<tr>{cells}</tr>"


def cell(content: str, name: str, rows: int = 1, columns: int = 1, kind: str = "td") -> str:
    """`content` is HTML, `name` a class."""
    css_class = f' class="{name}"' if name else ""
    rowspan, colspan = (
        f' {key}="{span}"' if span > 1 else "" for key, span in (("rowspan", rows), ("colspan", columns))
    )
    return f"<{kind}{css_class}{rowspan}{colspan}>{content}</{kind}>"
