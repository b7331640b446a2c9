"""The pages of paper ballots as data: nothing outside its paper, nothing on top of something else, large enough."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards import ballot_flow
from cards.ballot_columns import columns_across
from cards.ballot_flow import Sheet, lay_out
from cards.ballot_sheet import CORNERS, corner_place, corner_text
from cards.paper_ballot import Column, Item, PaperBallot, Person, Span
from cards.sheet_layout import PAPERS, Layout, layouts
from cards.sheet_page import Field, Paragraph, SheetPage, Text
from cards.text_lines import text_width, wrap
from tests.cards.ballots import BALLOT, KINDS, TEN, TWO_ITEMS, WORDS, in_english, in_long_words, of_people

LEAST_BOX, LEAST_TYPE = 42, 32
"""Tenths of a millimetre."""
Area = tuple[int, int, int, int]
"""Left, top, right, bottom."""

every_kind = pytest.mark.parametrize("ballot", KINDS.values(), ids=KINDS)
every_layout = pytest.mark.parametrize(
    "layout", [one for paper in PAPERS for one in layouts(paper)], ids=lambda one: one.id
)


def area(field: Field) -> Area:
    return field.x, field.y, field.x + field.width, field.y + field.height


def printed(text: Text) -> Area:
    """What a line of text covers at most."""
    width = Paragraph(text.text, text.size, text.style).width
    above, below = text.size * 86 // 100, text.size * 14 // 100
    if text.turned:
        return text.x - above, text.y - width // 2, text.x + below, text.y + width // 2
    left = text.x - {"start": 0, "middle": width // 2, "end": width}[text.anchor]
    return left, text.y - above, left + width, text.y + below


def overlap(one: Area, other: Area) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def marks(layout: Layout) -> list[Area]:
    """The corner codes with their quiet zones, and the card's code with two modules of its own."""
    corners = [corner_place(layout, corner) for corner in CORNERS]
    side, quiet, far = layout.corner_code, layout.quiet, layout.width - layout.margin
    codes = [(x - quiet, y - quiet, x + side + quiet, y + side + quiet) for x, y in corners]
    return [*codes, (far - layout.card_code - quiet, 0, layout.width, layout.margin + layout.card_code + quiet)]


def faults(sheet: Sheet) -> list[object]:
    return [fault for page in sheet.pages for fault in page_faults(page, sheet.layout)]


def page_faults(page: SheetPage, layout: Layout) -> list[object]:
    inside = (layout.left, layout.margin, layout.right, layout.height - layout.margin)
    fields, texts = [area(field) for field in page.fields], [printed(text) for text in (*page.texts, *page.own)]
    outside = [
        one
        for one in (*fields, *texts)
        if one[0] < inside[0] or one[1] < inside[1] or one[2] > inside[2] or one[3] > inside[3]
    ]
    return [*outside, *overlaps([*fields, *texts, *marks(layout)])]


def overlaps(areas: list[Area]) -> Iterator[tuple[Area, Area]]:
    """Each area is compared with those that begin above its lower edge."""
    areas = sorted(areas, key=lambda one: one[1])
    for place, one in enumerate(areas):
        for other in areas[place + 1 :]:
            if other[1] >= one[3]:
                break
            if overlap(one, other):
                yield one, other


@every_kind
@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_is_cut_off_or_printed_over_something_else(ballot: PaperBallot, paper: str) -> None:
    assert faults(lay_out(ballot, paper)) == []
    assert faults(lay_out(in_english(ballot), paper)) == []


@every_kind
@pytest.mark.parametrize("paper", PAPERS)
def test_long_words_fit_on_every_ballot(ballot: PaperBallot, paper: str) -> None:
    """In a made-up language, whose words are longer by two fifths and have accents."""
    assert faults(lay_out(in_long_words(ballot), paper)) == []


@every_kind
@every_layout
def test_long_words_fit_in_every_layout(ballot: PaperBallot, layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also in those that take more pages; a broad one only holds items side by side."""
    monkeypatch.setattr(ballot_flow, "layouts", lambda paper: (layout,))
    spoken = in_long_words(ballot)
    if layout.is_upright or columns_across(spoken, layout) is not None:
        sheet = lay_out(spoken, layout.paper)
        assert sheet.layout is layout and faults(sheet) == []


LONG_CHOICE = replace(
    BALLOT, columns=(Column("优秀"), Column("合格")), items=(Item("1"),), notes=(), write_in=("1" * 18, 2)
)


@pytest.mark.parametrize("people", [BALLOT.people, (Person("1"),)])
@pytest.mark.parametrize("paper", PAPERS)
def test_a_line_for_a_name_is_high_enough_for_what_the_name_counts_as(people: tuple[Person, ...], paper: str) -> None:
    assert faults(lay_out(replace(LONG_CHOICE, people=people), paper)) == []


def test_the_title_of_a_line_for_a_name_leaves_half_of_the_line() -> None:
    """However long it is in a language."""
    words = {**BALLOT.words, "write_in": "Zusatzkandidatenvorschlag " * 4}
    sheet = lay_out(replace(LONG_CHOICE, words=words))
    lines = [field for page in sheet.pages for field in page.fields if field.kind == "name"]
    boxes = [field for page in sheet.pages for field in page.fields if field.kind == "mark"]
    assert faults(sheet) == [] and len(lines) == 2
    assert all(line.width >= (min(box.x for box in boxes) - sheet.layout.left) // 3 for line in lines)


@every_kind
def test_boxes_and_type_are_large_enough(ballot: PaperBallot) -> None:
    """Boxes of 4.2 mm, and 9-point type for whatever a voter has to read."""
    for paper in PAPERS:
        sheet = lay_out(ballot, paper)
        for page in sheet.pages:
            boxes = [field for field in page.fields if field.kind in ("mark", "abstain", "digit")]
            assert all(min(box.width, box.height) >= LEAST_BOX for box in boxes)
            assert all(text.size >= LEAST_TYPE for text in page.texts if text.style != "fine")


@every_kind
def test_every_mark_of_every_person_has_one_box(ballot: PaperBallot) -> None:
    """Also where rows are on several pages and items side by side; those who are recused have none."""
    for paper in PAPERS:
        fields = [field for page in lay_out(ballot, paper).pages for field in page.fields]
        found = [(field.kind, field.person, field.item, field.value) for field in fields]
        assert sorted(found) == sorted(expected_fields(ballot))


def expected_fields(ballot: PaperBallot) -> list[tuple[str, int, int, int]]:
    fields = [("note", -1, -1, place) for place in range(len(ballot.notes))]
    fields += [("name", -1, -1, place) for place in range(ballot.write_in[1] if ballot.write_in else 0)]
    for person, one in enumerate(ballot.people):
        for item, asked in enumerate(ballot.items if not one.recused else ()):
            kind, count = ("mark", len(ballot.columns or asked.choices))
            if not count and asked.span:
                kind, count = ("digit", asked.span.digits + asked.span.decimals)
            fields += [(kind, person, item, value) for value in range(count)]
            fields += [("abstain", person, item, 0)] if asked.abstain else []
        fields += [("digit", person, -1, place) for place in range(len(ballot.most))]
    return fields


def test_eighteen_people_fit_one_a4_page_with_the_instructions_above_the_boxes() -> None:
    """Also with units and posts of ordinary length, and in English."""
    for ballot in (
        of_people(18),
        in_english(of_people(18)),
        replace(of_people(18), test=True, batch="B1", key="K" * 24),
    ):
        sheet = lay_out(ballot)
        assert (sheet.layout.id, len(sheet.pages)) == ("A4P", 1)
        [page] = sheet.pages
        how = next(text.y for text in page.texts if text.text == ballot.words["how"])
        once = next(text.y for text in page.texts if text.text.startswith(ballot.words["once"][:5]))
        assert how < once < min(field.y for field in page.fields)
        notes = [field for field in page.fields if field.kind == "note"]
        assert all(note.height >= 150 for note in notes)


def test_sixty_people_take_several_pages_and_each_repeats_the_headings() -> None:
    ballot = of_people(60)
    pages = lay_out(ballot).pages
    assert len(pages) == 3
    for number, page in enumerate(pages, 1):
        texts = [text.text for text in (*page.texts, *page.own)]
        assert {"序号", "姓名", "总体评价", "10", "好", f"第 {number} 页，共 3 页", ballot.title} <= set(texts)
        assert texts.count("填表说明") == (number == 1)
    people = [sorted({field.person for field in page.fields} - {-1}) for page in pages]
    assert [person for page in people for person in page] == list(range(60)), "nobody is on two pages"


def test_many_items_are_side_by_side_where_that_takes_fewer_pages() -> None:
    """Eighteen people with five items of ten marks: one A3 page, several of A4."""
    ballot = replace(of_people(18), items=tuple(Item(f"指标{n}") for n in range(1, 6)))
    small, large = lay_out(ballot, "A4"), lay_out(ballot, "A3")
    assert (large.layout.id, len(large.pages)) == ("A3L", 1) and len(small.pages) > 1
    [page] = large.pages
    assert len({field.y for field in page.fields if field.person == 0}) == 1, "a row for each person"
    six = lay_out(replace(of_people(18), columns=WORDS, items=tuple(Item(f"第{n}项") for n in range(1, 7))))
    assert (six.layout.id, len(six.pages)) == ("A4L", 2)


def test_rows_of_a_person_are_parted_only_where_no_page_has_room_for_them() -> None:
    items = tuple(Item(f"第{n}项") for n in range(1, 61))
    pages = lay_out(replace(BALLOT, items=items)).pages
    assert len(pages) >= 4
    shown = [(field.person, field.item) for page in pages for field in page.fields if field.kind == "mark"]
    assert sorted(set(shown)) == [(person, item) for person in range(2) for item in range(60)]
    assert all("周立新" in [text.text for text in page.texts] for page in pages[:2])


def test_unit_and_post_are_parted_where_one_line_is_too_short() -> None:
    """No single character of a post is left for the second line."""
    people = (Person("蒋雪梅", ("农村合作经济股", "股长")), Person("高志远", ("办公室", "主任")))
    items = tuple(Item(f"第{n}项") for n in range(1, 7))
    texts = [
        text.text for text in lay_out(replace(BALLOT, people=people * 9, columns=WORDS, items=items)).pages[0].texts
    ]
    assert {"农村合作经济股", "股长", "办公室 主任"} <= set(texts)


def test_fewer_rows_are_higher() -> None:
    def pitch(count: int) -> int:
        [page, *_] = lay_out(of_people(count)).pages
        tops = sorted({field.y for field in page.fields if field.kind == "mark"})
        return min(lower - upper for upper, lower in pairwise(tops))

    assert pitch(4) >= 100 > pitch(18) >= 66


@every_layout
def test_the_four_marks_are_in_the_corners_of_every_layout(layout: Layout) -> None:
    """Their outer corners are as far from both edges as the layout says; codes are as large as a camera needs."""
    places = {corner: corner_place(layout, corner) for corner in CORNERS}
    far_x, far_y = layout.width - layout.margin - layout.corner_code, layout.height - layout.margin - layout.corner_code
    assert places == {"TL": (layout.margin, layout.margin), "BL": (layout.margin, far_y), "BR": (far_x, far_y)}
    assert layout.margin - layout.quiet >= 50, "printers leave 5 mm of the edge white"
    assert layout.corner_code >= 21 * 5 and layout.box >= LEAST_BOX and layout.least >= LEAST_TYPE
    assert layout.tick[0] >= layout.box + 10


def test_corner_codes_say_version_layout_geometry_page_and_corner() -> None:
    sheet = lay_out(of_people(60))
    texts = [corner_text(sheet, number, corner) for number in range(3) for corner in CORNERS]
    assert len(set(texts)) == 9 and texts[4] == f"P1-A4P-{sheet.pages[1].digest()}-2/3-BL"
    assert all(len(text) <= 20 for text in texts), "more letters make a larger code"


def test_the_digest_of_a_page_changes_with_a_box_and_not_with_a_name() -> None:
    def digest(ballot: PaperBallot) -> str:
        return lay_out(ballot).pages[0].digest()

    renamed = replace(BALLOT, people=(replace(BALLOT.people[0], name="周立人"), BALLOT.people[1]))
    reworded = replace(BALLOT, words={**BALLOT.words, "once": "无记名。"})
    assert digest(BALLOT) == digest(renamed) == digest(reworded)
    others = (of_people(3), replace(BALLOT, items=TWO_ITEMS), replace(BALLOT, columns=WORDS))
    assert len({digest(BALLOT), *map(digest, others)}) == 4


VERSION_1 = {
    "marks of one item": "TB3Y",
    "one person": "AMNG",
    "sixty people": "D1S2",
    "items one below the other": "BSNM",
    "items side by side": "XN6D",
    "words": "4FN1",
    "numbers": "JZZG",
    "sums": "WJ94",
    "scales of their own": "R6A8",
    "election": "HWTA",
    "recusal": "R9CW",
    "twenty marks": "JC1M",
    "long texts": "DYMY",
}
"""The digests of the first pages of the kinds of ballots, in this version of the layouts."""


def test_boxes_move_only_with_a_new_version_of_the_layouts() -> None:
    """A camera must find the boxes of ballots that were printed before an update. Where this fails, put the boxes back,
    or raise `version` in cards/layouts, keep the old layouts for reading, and write the new digests here."""
    assert {layout.version for paper in PAPERS for layout in layouts(paper)} == {1}
    assert {name: lay_out(ballot).pages[0].digest() for name, ballot in KINDS.items()} == VERSION_1


def test_lines_break_between_words_and_around_punctuation() -> None:
    assert wrap("多选、漏选为无效票。", 150, 30) == ["多选、漏选", "为无效票。"]
    assert wrap("多选漏选、无效", 120, 30) == ["多选漏", "选、无效"]
    assert wrap("在格内打“√”", 150, 30) == ["在格内打", "“√”"]
    assert wrap("Tick one box in every row.", 150, 30) == ["Tick one", "box in", "every row."]
    assert wrap("Überlandwerke", 100, 30) == ["Überlan", "dwerke"] and wrap("", 100, 30) == [""]


TEXT = st.text(st.sampled_from("甲乙，。（）“”abcW mi1.·ö\u0301"), min_size=1, max_size=60)


@given(TEXT, st.integers(60, 400), st.sampled_from((26, 32, 39, 63)))
def test_lines_keep_every_letter_and_are_never_too_wide(text: str, width: int, size: int) -> None:
    lines = wrap(text, width, size)
    assert "".join(lines).replace(" ", "") == "".join(text.split())
    roman = wrap(text, width, size) and all(ord(letter) < 0x2E80 for letter in text)
    wide = [line for line in lines if len(line) > 1 and text_width(line, size) > width]
    assert not wide or not roman, wide


PEOPLE = st.lists(
    st.builds(Person, TEXT, st.lists(TEXT, max_size=2).map(tuple), st.booleans(), st.booleans()),
    min_size=1,
    max_size=30,
)
TICKED = st.builds(Item, TEXT, st.sampled_from(("", "30%")), st.booleans(), about=st.text("按期换届。", max_size=300))
WRITTEN = st.builds(
    Item,
    TEXT,
    abstain=st.booleans(),
    span=st.builds(Span, st.just("0"), st.sampled_from(("10", "100")), st.sampled_from(("", "0.5", "0.01"))),
)
CHOSEN = st.builds(Item, TEXT, abstain=st.booleans(), choices=st.lists(TEXT, min_size=2, max_size=6).map(tuple))
FORMS = st.one_of(
    st.tuples(st.sampled_from((TEN, WORDS, TEN * 2, WORDS[:2])), st.lists(TICKED, min_size=1, max_size=7)),
    st.tuples(st.just(()), st.lists(st.one_of(WRITTEN, CHOSEN), min_size=1, max_size=7)),
)


@given(
    PEOPLE, FORMS, st.lists(TEXT, max_size=3), st.none() | st.tuples(TEXT, st.integers(1, 4)), st.sampled_from(PAPERS)
)
@settings(max_examples=60, deadline=None)
def test_no_form_is_cut_off(
    people: list[Person],
    form: tuple[tuple[Column, ...], list[Item]],
    notes: list[str],
    write_in: tuple[str, int] | None,
    paper: str,
) -> None:
    columns, items = form
    ballot = replace(
        BALLOT, people=tuple(people), columns=columns, items=tuple(items), notes=tuple(notes), write_in=write_in
    )
    assert faults(lay_out(ballot, paper)) == []
