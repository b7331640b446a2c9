"""The workbook: real numbers, frozen headings, print set-up, a sheet with a native chart per person."""

import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree

import pytest

from server.core.record import Record
from server.exports.content.csv_tables import csv_tables
from server.exports.formats import FORMATS
from server.exports.writers import csv_writer
from server.exports.writers.xlsx_writer import sheet_name
from tests.exports import readers
from tests.exports.readers import printed, sheet
from tests.exports.records import MANY, MEETINGS, make_meeting, make_record, part, tally
from tests.exports.test_figures import item_tables

every_meeting = pytest.mark.parametrize("record", MEETINGS.values(), ids=MEETINGS)
TWO = MEETINGS["two weighted parts and hidden groups"]


def cells(record: Record, place: int, start: int) -> list[list[str]]:
    found = readers.book(record).worksheets[place]
    return [[printed(cell) for cell in row] for row in found.iter_rows(min_row=start)]


@every_meeting
def test_the_first_sheet_is_the_summary_as_the_csv_has_it(record: Record) -> None:
    wide = 0 if not record.marks else 1
    lines = csv_writer.read_rows(csv_writer.write_summary(record))[1:]
    assert cells(record, 0, 6) == [line[: len(line) - wide] for line in lines]


@every_meeting
def test_the_summary_agrees_with_the_json(record: Record) -> None:
    for line, result in zip(cells(record, 0, 6), tally(record)["results"], strict=True):
        assert line[:3] == [str(result["rank"] or ""), result["subject"]["name"], result["subject"]["unit"]]
        awards = ["、".join(result["awards"])] if record.meeting.rules.awards else []
        assert line[-5 - len(awards) : -3] == [result["score"] or "", *awards, result["grade"] or ""]
        counts = [
            s for one in tally(record)["parts"] for s in one["subjects"] if s["name"] == result["subject"]["name"]
        ]
        for subject in counts:
            figures = [str(n) for item in subject["items"] if len(subject["items"]) == 1 for n in item["counts"]]
            assert " ".join(figures) in " ".join(line)
            assert subject["score"] in (*line, None)


@every_meeting
def test_the_counts_sheet_agrees_with_the_printed_counts(record: Record) -> None:
    """Those agree with the JSON."""
    lines = {tuple(cell for cell in line if cell) for line in cells(record, 1, 4)}
    papers = readers.html(record)
    for place in (n for n, one in enumerate(record.meeting.parts, 1) if not one.entered):
        subjects = {row[key]: row for row in papers[f"standing-{place}"] for key in list(row)[:1]}
        for row in (row for table in item_tables(papers, place) for row in table):
            line = [cell for cell in row.values() if cell]
            whole = subjects.pop(line[0], {})
            assert (*line, *(cell for cell in list(whole.values())[2:] if cell)) in lines


def test_scores_are_real_numbers_with_the_meetings_places() -> None:
    found = [cell for row in sheet(TWO, "汇总表").iter_rows(min_row=6) for cell in row]
    scores = [cell for cell in found if cell.number_format == "0.00" and cell.value is not None]
    assert scores and {cell.data_type for cell in scores} == {"n"}
    assert {len(row) for row in cells(TWO, 0, 6)} == {len(csv_tables(TWO)[0].columns)}


def test_sheets_are_set_up_for_a4_or_a3_where_that_is_too_narrow_with_frozen_headings() -> None:
    narrow, first = sheet(MEETINGS["one part"], "汇总表"), sheet(TWO, "汇总表")
    assert (narrow.page_setup.orientation, str(narrow.page_setup.paperSize)) == ("landscape", "9")
    assert (first.page_setup.orientation, str(first.page_setup.paperSize)) == ("landscape", "8")
    assert (first.freeze_panes, first.print_title_rows) == ("C6", "$4:$5")
    person = sheet(TWO, "1 张三")
    assert (person.page_setup.orientation, str(person.page_setup.paperSize)) == ("portrait", "9")
    fitted = person.sheet_properties.pageSetUpPr
    assert fitted is not None and fitted.fitToPage and person.page_setup.fitToWidth in (None, 1)


@every_meeting
def test_a_person_has_a_sheet_with_a_chart_of_the_own_counts(record: Record) -> None:
    found = readers.book(record)
    charts = {name: found[name]._charts for name in ("1 张三", "2 李四", "3 王五")}
    figures = tally(record)["parts"]
    for name, drawn in charts.items():
        own = [s["items"] for one in figures for s in one["subjects"] if s["name"] == name.split()[1]]
        voted = [items for items in own if items]
        assert bool(drawn) == bool(voted)
        if drawn:
            first = voted[0][0]
            counts = first["counts"] or [count for _, _, count in first["classes"]]
            assert _charted(found[name], drawn[0]) == sorted(counts)


def _charted(found: Any, chart: Any) -> list[int]:
    """The cells that a chart refers to, which are the counts next to it."""
    place = chart.series[0].val.numRef.f.partition("!")[2].replace("$", "")
    return sorted(int(cell.value) for row in found[place] for cell in row)


@pytest.mark.parametrize(
    ("person", "name"),
    [
        ("张三", "7 张三"),
        ("a[b]c:d*e?f/g\\h", "7 a b c d e f g h"),
        ("'张三'", "7 张三"),
        ("张" * 40, "7 " + "张" * 29),
        ("𠮷" * 40, "7 " + "𠮷" * 14),
        ("History", "7 History"),
        ("/", "7"),
    ],
)
def test_a_sheet_name_has_number_and_person_and_is_valid_in_excel(person: str, name: str) -> None:
    assert sheet_name(7, person) == name
    assert len(name.encode("utf-16-le")) <= 62


def test_namesakes_have_sheets_of_their_own() -> None:
    twins = [{"name": "张三", "unit": unit} for unit in ("一部", "二部", "三部")]
    record = make_record(make_meeting({**part(), "subjects": twins}))
    assert readers.book(record).sheetnames[4:] == ["1 张三", "2 张三", "3 张三"]


def test_an_english_meeting_has_english_titles() -> None:
    record = MEETINGS["in English"]
    assert readers.book(record).sheetnames[:4] == ["Summary", "Counts", "Notes", "Count report"]
    assert [one.headings[0] for one in csv_tables(record)] == ["Rank", "Part", "Name", "Section"]


def test_a_note_longer_than_a_cell_goes_on_below() -> None:
    record = make_record(make_meeting(), note="长" * 40_000)
    texts = [str(row[3].value) for row in sheet(record, "意见建议").iter_rows(min_row=5)]
    assert [len(text) for text in texts] == [32_767, 7_233] * 2 and set("".join(texts)) == {"长"}


@pytest.mark.scaled(5)
@every_meeting
def test_no_formula_and_no_link_is_in_the_workbook(record: Record) -> None:
    packed = zipfile.ZipFile(io.BytesIO(FORMATS["xlsx"][0](record)))
    for name in packed.namelist():
        assert "chart" in name or not re.search(rb"<f[ >]|<hyperlink", packed.read(name)), name


REFERENCES = ["=Z!A1", "Z!A1", "=a!$B$2", "a!$B$2:$B$9", "=1 张三!A1", "='[x.xlsx]a'!A1", "=A1", "nan", "１", "1e3"]
DRAWN = re.compile(r"'([^']+)'!\$[A-Z]+\$[0-9]+(?::\$[A-Z]+\$[0-9]+)?")
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


@pytest.mark.scaled(3)
@pytest.mark.parametrize("text", REFERENCES)
def test_no_text_turns_into_a_charts_formula(text: str) -> None:
    """P38: a title, a choice, a part or a person that looks like a reference. A chart refers only to cells of its own
    sheet, and its cached titles and choices are text."""
    items = [{"key": "a", "title": text}, {"key": "b", "title": "作风"}]
    form = {**MANY, "scale": {"choices": [[text, "10"], ["-7", "6"]]}, "items": items}
    persons = [{"name": text}, {"name": "李四", "unit": text}, {"name": "王五"}]
    record = make_record(make_meeting({**part(text, form), "subjects": persons}))
    names, packed = set(readers.book(record).sheetnames), zipfile.ZipFile(io.BytesIO(FORMATS["xlsx"][0](record)))
    charts = [ElementTree.fromstring(packed.read(one)) for one in packed.namelist() if "charts/chart" in one]
    assert len(charts) == 3
    for chart in charts:
        places = [DRAWN.fullmatch(one.text or "") for one in chart.iter(f"{CHART}f")]
        assert len(places) == 4 and len({place and place[1] for place in places}) == 1
        assert all(place and place[1] in names for place in places)
        for what in ("title", "ser/{0}tx", "ser/{0}cat"):
            (found,) = chart.iterfind(f".//{CHART}{what.format(CHART)}")
            assert text in [one.text or "" for one in found.iterfind(f".//{CHART}strCache//{CHART}v")][0]
            assert found.find(f".//{CHART}numCache") is None
