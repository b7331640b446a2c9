"""Charts as SVG: the counts of the record, texts that stay texts, no script, and nothing that may not be seen."""

import io
import re
import zipfile
from xml.etree.ElementTree import Element, fromstring

import pytest

from server.core.errors import Refused
from server.core.record import Record
from server.exports.content.charts import chart, charts
from server.exports.writers.svg_writer import WIDTH, write_chart
from server.exports.zip_archives import chart_archive
from tests.exports.records import MEETINGS, make_meeting, make_record, part
from tests.exports.votes import election

TWO = MEETINGS["two weighted parts and hidden groups"]
SVG = "{http://www.w3.org/2000/svg}"


def first_id(record: Record) -> str:
    return record.parts[0].subjects[0].subject.id


def drawn(record: Record, id: str) -> Element:
    return fromstring(write_chart(chart(record, id)))


def texts(root: Element) -> list[str]:
    return [each.text or "" for each in root.iter(f"{SVG}text")]


def numbers(root: Element) -> list[int]:
    """What is written behind the bars."""
    small = (each for each in root.iter(f"{SVG}text") if each.attrib["font-size"] == "16")
    return [
        int(each.text or "")
        for each in small
        if (each.attrib["text-anchor"], each.attrib["font-weight"]) == ("start", "400")
    ]


@pytest.mark.parametrize("record", [*MEETINGS.values(), election()])
def test_a_chart_has_a_bar_for_each_count_in_proportion_to_the_highest(record: Record) -> None:
    for each in charts(record):
        counts = [n for histogram in each.histograms for _, series in histogram.series for n in series]
        root = fromstring(write_chart(each))
        bars = [int(bar.attrib["width"]) for bar in root.iter(f"{SVG}rect")][1:]
        assert len(bars) == sum(n > 0 for n in counts) and all(0 < bar < WIDTH for bar in bars)
        assert counts and counts == numbers(root)
        series = [one for histogram in each.histograms for _, one in histogram.series]
        if len(series) == 1 and bars:
            assert max(bars) * min(filter(None, counts)) // max(counts) - min(bars) in (0, 1)


def test_a_chart_tells_whom_it_is_about_and_no_group() -> None:
    shown = " ".join(texts(drawn(TWO, first_id(TWO))))
    assert "张三　张三部　上述" in shown and not re.search("[ABC]票", shown)


@pytest.mark.parametrize(
    ("language", "first", "script"),
    [("zh", "FangSong", "SC"), ("zh-Hant", "DFKai-SB", "TC"), ("en", "Times New Roman", "SC")],
)
def test_a_chart_names_the_fonts_of_its_language(language: str, first: str, script: str) -> None:
    """A character has another form in Taiwan than on the mainland, under the same code."""
    record = make_record(make_meeting(language=language))
    root = drawn(record, first_id(record))
    fonts = [font.strip(" '") for font in root.attrib["font-family"].split(",")]
    assert fonts[0] == first and root.attrib["lang"][:2] == language[:2]
    assert {font[-2:] for font in fonts if "CJK" in font} == {script}


def test_a_rehearsal_is_marked() -> None:
    record = MEETINGS["a rehearsal"]
    assert "【测试】" in "".join(texts(drawn(record, first_id(record))))


HOSTILE = "<script>alert(1)</script>\"'&]]>"


def test_texts_with_markup_stay_texts_and_nothing_can_run() -> None:
    meeting = make_meeting(
        part(name=HOSTILE, subjects=[{"name": HOSTILE, "unit": "u"}, *[{"name": n} for n in "乙丙"]])
    )
    record = make_record(meeting)
    body = write_chart(chart(record, first_id(record)))
    root = fromstring(body)
    assert HOSTILE in "".join(texts(root)).replace("\u3000", " ") and HOSTILE in root.attrib["aria-label"]
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {"svg", "rect", "text", "path"}
    attributes = {name for each in root.iter() for name in each.attrib}
    assert not any(name.startswith("on") or name.endswith(("href", "style", "class")) for name in attributes)
    assert b"<!" not in body and b"http" not in body.replace(b"http://www.w3.org/2000/svg", b"")


def test_long_texts_stay_inside_the_picture() -> None:
    record = make_record(
        make_meeting(part(name="环" * 40, subjects=[{"name": "😀" * 60}, {"name": "乙"}, {"name": "丙"}]))
    )
    lines = texts(drawn(record, first_id(record)))
    assert sum(line.count("😀") for line in lines) == 60 and max(map(len, lines)) <= 32


def test_a_withheld_tally_has_no_chart() -> None:
    """PROMISES P26."""
    held = MEETINGS["a draft with held results"]
    assert list(charts(held)) == []
    with pytest.raises(Refused) as refusal:
        chart(held, first_id(held))
    assert refusal.value.code == "not_published"
    with pytest.raises(Refused) as refusal:
        chart(TWO, "none")
    assert refusal.value.code == "unknown_subject"
    entered = MEETINGS["an entered part"]
    with pytest.raises(Refused) as refusal:
        chart(entered, entered.parts[1].subjects[0].subject.id)
    assert refusal.value.code == "no_paper"


def test_the_zip_has_a_chart_for_each_person_and_part() -> None:
    packed = zipfile.ZipFile(io.BytesIO(chart_archive(TWO)))
    assert packed.namelist() == [
        f"{name}_{name}部_{part}.svg" for part in ("上述", "下评") for name in ("张三", "李四", "王五")
    ]
    assert packed.read("张三_张三部_上述.svg") == write_chart(chart(TWO, first_id(TWO)))
