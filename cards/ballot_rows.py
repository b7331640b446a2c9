"""The rows of a paper ballot: names, and boxes to tick or to write in. Lengths are tenths of a millimetre."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .ballot_columns import PADDING, Columns, NameColumn, Ticks
from .ballot_sentences import range_text
from .choice_lines import ChoiceLine, choice_lines
from .paper_ballot import Item, PaperBallot, Span
from .sheet_layout import Layout
from .sheet_page import CELL_PERCENT, Field, Paragraph, SheetPage, height_of
from .text_lines import is_cut

NONE = -1
"""The person of a row that is not about one, and the item of one that is about all or none."""


@dataclass(frozen=True, slots=True)
class Row:
    """`items`: the indexes of what is marked in it, none in the row of a sum."""

    person: int
    items: tuple[int, ...]
    height: int


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of one person, which stay on a page where they fit."""

    rows: tuple[Row, ...]

    @property
    def height(self) -> int:
        return sum(row.height for row in self.rows)


@dataclass(frozen=True, slots=True)
class Table:
    """What draws the rows of a ballot. `heavy`: where lines are thicker."""

    ballot: PaperBallot
    columns: Columns
    layout: Layout
    heavy: frozenset[int]

    # Heights

    def blocks(self, least: int) -> list[Block]:
        """Of every person, and of the names that may be added; no row is lower than `least`."""
        people = [self._block(person, least) for person in range(len(self.ballot.people))]
        if self.ballot.write_in is None:
            return people
        lines = [Row(NONE, (), max(least, self._write_in_height()))] * self.ballot.write_in[1]
        return [*people, Block(tuple(lines))]

    def _write_in_height(self) -> int:
        title, says = self._write_in_title(), self._write_in_says()
        texts = (height_of([title], self._write_in_room(title)), height_of([says], self._says_room()))
        return max(self.layout.written, *texts)

    def _block(self, person: int, least: int) -> Block:
        ballot = self.ballot
        if self.columns.is_across:
            rows = [Row(person, tuple(range(len(ballot.items))), least)]
        else:
            heights = (max(least, self._item_height(item)) for item in ballot.items)
            rows = [Row(person, (item,), height) for item, height in enumerate(heights)]
        if ballot.most:
            rows.append(Row(person, (), max(least, self.layout.written)))
        needed = 0 if ballot.single else self._names_height(person)
        short = max(0, needed - sum(row.height for row in rows))
        share = -(-short // len(rows))
        return Block(tuple(Row(person, row.items, row.height + share) for row in rows))

    def _names_height(self, person: int) -> int:
        kinds = [column for column in self.columns.names if column.kind in ("who", "about")]
        return max(height_of(self._name(column, person), _room(column)) for column in kinds) + PADDING

    def _item_height(self, item: Item) -> int:
        column, written = self.columns.named("item"), 0 if self.ballot.ticked else self.layout.written
        if item.choices:
            written = sum(line.height for line in self._choice_lines(item)) + PADDING
        if column is None:
            return written
        return max(written, height_of(self._item(item), _room(column)) + PADDING)

    # Names

    def _name(self, column: NameColumn, person: int) -> list[Paragraph]:
        about = self._about(person, _room(column))
        if column.kind == "about":
            return about
        name, written = Paragraph(self.ballot.names[person], self.layout.name_type, percent=CELL_PERCENT), []
        if len(name.lines(_room(column))) > 1:
            name = replace(name, text=self.ballot.people[person].name)
            written = self._texts(self.layout.least, self.ballot.written(person))
        return [name, *written, *([] if self.columns.named("about") else about)]

    def _about(self, person: int, room: int) -> list[Paragraph]:
        """Unit and post on a line each where that takes no more lines than one behind the other."""
        joined = self._texts(self.layout.least, self.ballot.abouts[person])
        parted = [text for one in self.ballot.people[person].about for text in self._texts(self.layout.least, one)]
        fits = height_of(parted, room) <= height_of(joined, room)
        return parted if fits else joined

    @staticmethod
    def _texts(size: int, text: str) -> list[Paragraph]:
        return [Paragraph(text, size, percent=CELL_PERCENT)] if text else []

    def _item(self, item: Item) -> list[Paragraph]:
        return self._texts(self.layout.text, f"{item.title} {item.share}".strip())

    # Drawing

    def draw(self, page: SheetPage, rows: Sequence[Row], y: int) -> int:
        """Rows of one person, all or those that are on this page, or lines for names. Returns where they end."""
        if rows[0].person == NONE:
            return self._draw_write_ins(page, rows, y)
        columns, end = self.columns, y + sum(row.height for row in rows)
        for column in columns.names:
            if column.kind != "item" and not (self.ballot.single and column.kind == "number"):
                page.cell(column.x, y, column.width, end - y)
                self._draw_name(page, column, rows[0].person, y, end - y)
        recused = self.ballot.people[rows[0].person].recused
        if recused:
            self._draw_recused(page, y, end - y)
        for row in rows:
            self._draw_row(page, row, y, recused)
            y += row.height
        return end

    def _draw_name(self, page: SheetPage, column: NameColumn, person: int, y: int, height: int) -> None:
        if column.kind == "number":
            page.centred(column.x, y, column.width, height, [Paragraph(str(person + 1), self.layout.text)])
        else:
            names = self._name(column, person)
            page.centred(column.x + PADDING, y, _room(column), height, names, "start")

    def _draw_recused(self, page: SheetPage, y: int, height: int) -> None:
        start, width = self.columns.start, self.columns.end - self.columns.start
        page.cell(start, y, width, height)
        page.centred(start, y, width, height, [Paragraph(self.ballot.words["recused"], self.layout.text, "recused")])

    def _draw_row(self, page: SheetPage, row: Row, y: int, recused: bool) -> None:
        ballot, number = self.ballot, self.columns.named("number")
        if ballot.single and number is not None:
            page.cell(number.x, y, number.width, row.height)
            shown = str(row.items[0] + 1) if row.items else ""
            page.centred(number.x, y, number.width, row.height, [Paragraph(shown, self.layout.text)])
        column = self.columns.named("item")
        if column is not None:
            names = self._item(ballot.items[row.items[0]]) if row.items else self._sum_title()
            page.cell(column.x, y, column.width, row.height)
            page.centred(column.x + PADDING, y, _room(column), row.height, names, "start")
        if not recused:
            self._draw_boxes(page, row, y)

    def _draw_write_ins(self, page: SheetPage, rows: Sequence[Row], y: int) -> int:
        """A line for each name that may be added, and what a name counts as."""
        title, says, columns = self._write_in_title(), self._write_in_says(), self.columns
        left, start, room = self.layout.left, columns.start, self._write_in_room(title)
        name = left + room + 2 * PADDING
        for place, row in enumerate(rows):
            page.cell(left, y, name - left, row.height)
            page.centred(left + PADDING, y, room, row.height, [title])
            page.cell(name, y, start - name, row.height)
            page.fields.append(Field("name", NONE, NONE, place, name, y, start - name, row.height))
            page.cell(start, y, columns.end - start, row.height)
            page.centred(start, y, self._says_room(), row.height, [says])
            y += row.height
        return y

    def _write_in_title(self) -> Paragraph:
        """The smaller type only where a word would be broken in the usual one."""
        title = Paragraph(self.ballot.words["write_in"], self.layout.text)
        is_broken = is_cut(title.text, self._write_in_room(title), title.size)
        return replace(title, size=self.layout.least) if is_broken else title

    def _write_in_room(self, title: Paragraph) -> int:
        """What the title needs on one line, but no more than leaves half of the width for the name."""
        return min(title.width, (self.columns.start - self.layout.left) // 2 - 2 * PADDING)

    def _write_in_says(self) -> Paragraph:
        assert self.ballot.write_in is not None, "no names may be added"
        return Paragraph(self.ballot.words["write_in_as"].format(choice=self.ballot.write_in[0]), self.layout.least)

    def _says_room(self) -> int:
        return self.columns.end - self.columns.start

    def _sum_title(self) -> list[Paragraph]:
        return [Paragraph(self.ballot.words["sum"], self.layout.text)]

    # Boxes

    def _draw_boxes(self, page: SheetPage, row: Row, y: int) -> None:
        for ticks, item in zip(self.columns.ticks, row.items, strict=False):
            if self.ballot.ticked:
                self._draw_ticks(page, ticks, row, item, y)
            else:
                self._draw_answer(page, ticks, row, item, y)
            self._draw_abstain(page, ticks, row, item, y)
        if not row.items:
            start, end = self.columns.start, self.columns.end
            page.cell(start, y, end - start, row.height)
            most = self.ballot.words["most"].format(most=self.ballot.most)
            self._draw_number(page, (start, end), Span("0", self.ballot.most, self._sum_step()), most, row, NONE, y)

    def _draw_ticks(self, page: SheetPage, ticks: Ticks, row: Row, item: int, y: int) -> None:
        page.cell(ticks.start, y, ticks.edges[-1] - ticks.start, row.height)
        for value, (start, end) in enumerate(pairwise(ticks.edges)):
            self._box(page, "mark", (start + end) // 2, y + row.height // 2, row.person, item, value)
        for x in ticks.edges:
            page.vertical(x, y, y + row.height, x in self.heavy)

    def _draw_abstain(self, page: SheetPage, ticks: Ticks, row: Row, item: int, y: int) -> None:
        if ticks.abstain is None:
            return
        start, end = ticks.abstain
        page.cell(start, y, end - start, row.height)
        if self.ballot.items[item].abstain:
            self._box(page, "abstain", (start + end) // 2, y + row.height // 2, row.person, item, 0)
        else:
            page.centred(start, y, end - start, row.height, [Paragraph("—", self.layout.text)])

    def _box(self, page: SheetPage, kind: str, x: int, y: int, person: int, item: int, value: int) -> None:
        """Around its middle."""
        side = self.layout.box
        page.fields.append(Field(kind, person, item, value, x - side // 2, y - side // 2, side, side))

    # What is not ticked below a heading

    def _draw_answer(self, page: SheetPage, ticks: Ticks, row: Row, item: int, y: int) -> None:
        """A word to tick, or boxes for the digits of a number with its range."""
        page.cell(ticks.start, y, ticks.edges[-1] - ticks.start, row.height)
        asked = self.ballot.items[item]
        if asked.choices:
            self._draw_words(page, ticks, row, item, y)
            return
        assert asked.span is not None, "neither choices nor numbers to write"
        hint = "" if self.ballot.span else range_text(self.ballot, asked.span)
        edges = ticks.edges[0], ticks.edges[-1]
        self._draw_number(page, edges, asked.span, hint, row, item, y)

    def _draw_number(
        self, page: SheetPage, edges: tuple[int, int], span: Span, hint: str, row: Row, item: int, y: int
    ) -> None:
        """A box for each digit, right in the cell, and `hint` to the left of them."""
        (start, end), (width, height) = edges, self.layout.digit
        top = y + (row.height - height) // 2
        places = span.digits + span.decimals
        point = PADDING * 2 if span.decimals else 0
        x = end - PADDING - places * width - point
        if hint:
            room = x - start - 2 * PADDING
            page.centred(start + PADDING, y, room, row.height, [Paragraph(hint, self.layout.least)], "start")
        for place in range(places):
            if place == span.digits:
                page.centred(x, top, point, height, [Paragraph(".", self.layout.name_type)])
                x += point
            page.fields.append(Field("digit", row.person, item, place, x, top, width, height))
            x += width

    def _sum_step(self) -> str:
        """The finest step of the items, which their sum has too."""
        steps = [item.span.step for item in self.ballot.items if item.span]
        return max(steps, key=lambda step: len(step.partition(".")[2]), default="")

    def _choice_lines(self, item: Item) -> list[ChoiceLine]:
        ticks = self.columns.ticks[0]
        return choice_lines(item.choices, ticks.edges[-1] - ticks.start, self.layout)

    def _draw_words(self, page: SheetPage, ticks: Ticks, row: Row, item: int, y: int) -> None:
        lines, side = self._choice_lines(self.ballot.items[item]), self.layout.box
        y += (row.height - sum(line.height for line in lines)) // 2
        for line in lines:
            for choice in line.choices:
                x = ticks.start + choice.x
                self._box(page, "mark", x + side // 2, y + line.height // 2, row.person, item, choice.value)
                page.centred(x + side + PADDING, y, choice.width, line.height, [choice.word], "start")
            y += line.height


def _room(column: NameColumn) -> int:
    return column.width - 2 * PADDING
