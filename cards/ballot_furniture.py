"""What a page of a paper ballot has around its table: titles, instructions, boxes for notes, foot.

Lengths are tenths of a millimetre.
"""

from datetime import date

from .ballot_columns import PADDING
from .ballot_rows import NONE
from .ballot_sentences import instructions
from .paper_ballot import PaperBallot
from .sheet_layout import Layout
from .sheet_page import LINE_PERCENT, Field, Frame, Paragraph, SheetPage, Text, height_of
from .text_lines import text_width, wrap

GAP = 20
"""Between two things one below the other."""
TITLE, MEETING, GROUP, FINE, HOW, CODE, CODED = "title", "meeting", "group", "fine", "how", "code", "coded"
"""Classes of print.css. `code` is the typed code itself, once on each ballot; `coded` repeats it."""


def draw_top(page: SheetPage, ballot: PaperBallot, layout: Layout, is_first: bool) -> int:
    """Titles, smaller from the second page on, and the person of a ballot on one. Returns where they end."""
    if is_first:
        titles = [
            Paragraph(ballot.meeting, layout.meeting, MEETING),
            Paragraph(ballot.title, layout.title, TITLE),
            Paragraph(_when(ballot), layout.text),
        ]
    else:
        titles = [Paragraph(ballot.title, layout.meeting, TITLE), Paragraph(ballot.meeting, layout.text)]
    code = _draw_code(page, layout, CODE if is_first else CODED)
    y = max(_draw_titles(page, layout, titles), _draw_group(page, ballot, layout), code) + GAP // 2
    if not ballot.single:
        return y
    return page.block(layout.left, y, layout.inner, [_single_person(ballot, layout)]) + GAP // 2


def table_top(y: int, layout: Layout) -> int:
    """Where a table begins below what ends at `y`."""
    return -(-(y + GAP) // layout.snap) * layout.snap


def _draw_titles(page: SheetPage, layout: Layout, titles: list[Paragraph]) -> int:
    """Between the corner code and the card's code, in the middle of their height where there is room."""
    x, width = layout.left + layout.side + GAP, layout.inner - 2 * (layout.side + GAP)
    gaps = GAP // 2 * (len(titles) - 1)
    y = layout.margin + max(0, (layout.card_code - gaps - sum(height_of([title], width) for title in titles)) // 2)
    for title in titles:
        y = page.block(x, y, width, [title], "middle") + GAP // 2
    return y


def _draw_group(page: SheetPage, ballot: PaperBallot, layout: Layout) -> int:
    """Below the corner code the group in a frame; beside it the batch."""
    beside = layout.left + layout.corner_code + layout.quiet + PADDING
    room = layout.left + layout.side - beside
    page.block(beside, layout.margin, room, [Paragraph(ballot.batch, layout.fine, FINE)])
    y = layout.margin + layout.corner_code + layout.quiet + PADDING
    group, width = [Paragraph(ballot.group, layout.name_type, GROUP)], layout.side - 2 * PADDING
    height = height_of(group, width) + PADDING
    page.frames.append(Frame(layout.left, y, layout.side, height))
    page.centred(layout.left + PADDING, y, width, height, group)
    y += height + PADDING // 2
    if ballot.test:
        y = page.block(layout.left, y, layout.side, [Paragraph(ballot.words["test"], layout.fine, FINE)], "middle")
    return y


def _draw_code(page: SheetPage, layout: Layout, style: str) -> int:
    """The typed code below the quiet zone of the card's QR code. Returns where it ends."""
    y = layout.margin + layout.card_code + 3 * layout.quiet // 2
    page.own.append(Text(layout.right, y + layout.fine, layout.fine, "{code}", style, "end"))
    return y + layout.fine + PADDING


def _when(ballot: PaperBallot) -> str:
    """Organisation, part and date on one line."""
    day = ballot.words["date"].format(day=date.fromisoformat(ballot.date))
    return "　".join(text for text in (ballot.organisation, ballot.part, day) if text)


def _single_person(ballot: PaperBallot, layout: Layout) -> Paragraph:
    """Who is appraised, if it is one person; the rows of the table are then the items."""
    (person,), words = ballot.people, ballot.words
    key = words["matter" if ballot.matters else "subject"]
    facts = [(key, ballot.names[0]), *([(words["unit"], ballot.abouts[0])] if person.about else [])]
    return Paragraph("　".join(words["named"].format(key=key, value=value) for key, value in facts), layout.meeting)


def instruction_lines(ballot: PaperBallot, layout: Layout) -> list[tuple[str, str]]:
    """A heading, and each sentence in lines, the first with its number."""
    lines = [(ballot.words["how"], "")]
    for number, sentence in enumerate(instructions(ballot), 1):
        first, *others = wrap(sentence, layout.inner - _indent(layout), layout.text)
        lines += [(f"{number}.", first), *(("", line) for line in others)]
    return lines


def draw_instructions(page: SheetPage, layout: Layout, y: int, lines: list[tuple[str, str]]) -> int:
    for number, text in lines:
        page.block(layout.left, y, layout.inner, [Paragraph(number, layout.text, "" if text else HOW)])
        y = page.block(layout.left + _indent(layout), y, layout.inner, [Paragraph(text, layout.text)])
    return y


def _indent(layout: Layout) -> int:
    return text_width("00. ", layout.text)


def notes_height(ballot: PaperBallot, layout: Layout, least: int) -> int:
    """Of all boxes for notes, with what separates them from the table."""
    return GAP + sum(_note_height(ballot, layout, title, least) for title in ballot.notes) if ballot.notes else 0


def _note_height(ballot: PaperBallot, layout: Layout, title: str, least: int) -> int:
    return max(least, height_of(_note_title(ballot, layout, title), layout.note[0] - 2 * PADDING) + 2 * PADDING)


def _note_title(ballot: PaperBallot, layout: Layout, title: str) -> list[Paragraph]:
    if ballot.single:
        return [Paragraph(title, layout.text)]
    whom = ballot.words["who_matter" if ballot.matters else "who"]
    return [Paragraph(title, layout.text), Paragraph(whom, layout.least)]


def draw_notes(page: SheetPage, ballot: PaperBallot, layout: Layout, y: int) -> None:
    """A box for each kind of note, as high as there is room."""
    least = layout.steps[-1][1]
    room = layout.bottom - y - notes_height(ballot, layout, least)
    y += GAP
    for place, title in enumerate(ballot.notes):
        low = _note_height(ballot, layout, title, least)
        height = max(low, min(layout.note[1], low + room // len(ballot.notes)))
        _draw_note(page, ballot, layout, place, y, height)
        y += height


def _draw_note(page: SheetPage, ballot: PaperBallot, layout: Layout, place: int, y: int, height: int) -> None:
    width, title = layout.note[0], _note_title(ballot, layout, ballot.notes[place])
    page.cell(layout.left, y, width, height)
    page.centred(layout.left + PADDING, y, width - 2 * PADDING, height, title)
    x, room = layout.left + width, layout.inner - width
    page.cell(x, y, room, height)
    page.fields.append(Field("note", NONE, NONE, place, x, y, room, height))


def draw_foot(page: SheetPage, ballot: PaperBallot, layout: Layout, number: int, pages: int) -> None:
    """Between the lower corner codes: the card's code, the page, the signing key of the archive."""
    lines = [(ballot.words["coded"], CODED)]
    if pages > 1:
        lines.append((ballot.words["page"].format(page=number, pages=pages), FINE))
    if ballot.key:
        lines.append((ballot.words["key"].format(key=ballot.key), FINE))
    y = layout.bottom + layout.quiet + layout.fine
    for text, style in lines:
        page.own.append(Text(layout.width // 2, y, layout.fine, text, style, "middle"))
        y += layout.fine * LINE_PERCENT // 100
