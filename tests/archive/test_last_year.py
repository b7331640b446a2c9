"""Last year's results: read from an archive that verifies, kept in the next archive, counted again there."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from server.archive.archive_zip import unpacked
from server.archive.builder import contents, json_file, zipped
from server.archive.inputs import ArchiveSource
from server.archive.last_year_reader import PastMeeting, read_past_meeting
from server.archive.recount.signature import key_digest
from server.archive.recount.verify import check_archive
from server.archive.verification import verify_archive
from server.core.errors import InvalidDocument
from server.core.last_year import LastYear, PastResult, to_json
from server.core.models import Phase
from server.core.signing import SigningKey
from tests.archive.forger import forged
from tests.archive.ledger_sources import Person, Series
from tests.archive.sources import KEY, Logbook
from tests.harness import ROOT

OTHER_KEY = SigningKey(bytes(range(1, 33)))
PAST = Series(
    "m2021",
    "2021-12-20",
    (Person("张三", "甲部", mark=8, decided="较好"), Person("李四", "乙部", mark=9), Person("王五", mark=None)),
    title="2021年度述职评议",
)
NOW = Series("m2022", "2022-12-20", (Person("张三", "甲部"), Person("李四", "乙部"), Person("赵六", "丙部")))


def read(series: Series = PAST, own: SigningKey = KEY, digest: str | None = None) -> PastMeeting:
    return read_past_meeting(series.archive(), own.digest, digest)


def refusal(series: Series = PAST, own: SigningKey = KEY, digest: str | None = None) -> tuple[str, str]:
    with pytest.raises(InvalidDocument) as refused:
        read(series, own, digest)
    (error,) = refused.value.field_errors
    return error.field, error.text("zh")


def with_last_year(people: dict[str, PastResult] | None = None) -> ArchiveSource:
    """An archive of this year's meeting in which somebody has brought last year's results along."""
    source, past = NOW.source(), read()
    brought = {"s1": past.people[0], "s2": past.people[1]} if people is None else people
    last_year = LastYear(past.title, past.date, past.record, past.signer, brought)
    book = Logbook(source.snapshot.id, list(source.log))
    book.write("desk", "last-year", value=to_json(last_year))
    snapshot = replace(source.snapshot, last_year=last_year, log=book.head())
    return replace(source, snapshot=snapshot, log=tuple(book.lines))


def changed(files: dict[str, bytes], name: str, change: Any) -> list[str]:
    """What both verifiers find in an archive that somebody has altered and signed with a key of their own."""
    value = json.loads(files[name])
    change(value)
    altered = forged(files, name, json_file(value))
    return [*check_archive(altered), *verify_archive(altered)]


def test_people_have_the_score_as_printed_with_its_scale_and_the_decided_grade_only() -> None:
    past = read()
    assert past.people == (
        PastResult("张三", "甲部", "8.000", ("1", "10"), "较好"),
        PastResult("李四", "乙部", "9.000", ("1", "10"), None),  # proposed, and not decided
    )
    tally = json.loads(PAST.files()["tally.json"])
    assert (past.title, past.date, past.record) == ("2021年度述职评议", "2021-12-20", tally["record"])
    assert past.signer == KEY.digest and past.is_certified


def test_an_archive_counts_only_by_this_servers_key_or_by_a_typed_one() -> None:
    field, sentence = refusal(own=OTHER_KEY)
    assert field == "digest" and "计票报告" in sentence and KEY.digest not in sentence, "it is typed from the paper"
    assert read(own=OTHER_KEY, digest=KEY.digest).people == read().people
    assert refusal(digest=OTHER_KEY.digest)[0] == "digest"


def test_a_draft_a_rehearsal_and_a_meeting_without_results_are_refused() -> None:
    assert "草稿" in refusal(replace(PAST, phase=Phase.LIVE, draft=True))[1]
    assert "测试" in refusal(replace(PAST, phase=Phase.REHEARSAL))[1]
    assert "没有人有得分" in refusal(replace(PAST, people=(Person("王五", mark=None),)))[1]
    assert not read(replace(PAST, phase=Phase.LIVE)).is_certified


GOLDEN = sorted((ROOT / "tests/data").glob("v*/bundle.zip"))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.parent.name)
def test_archives_of_earlier_versions_are_read_if_they_are_signed(path: Path) -> None:
    body = path.read_bytes()
    signer = key_digest(unpacked(body))
    if path.parent.name in ("v1", "v2"):
        with pytest.raises(InvalidDocument) as refused:
            read_past_meeting(body, KEY.digest, KEY.digest)
        assert "没有签名" in refused.value.field_errors[0].text("zh")
        return
    facts = json.loads(path.with_name("facts.json").read_text("utf-8"))["certified"]["tally"]["results"]
    printed = {row["subject"]["name"]: (row["score"], (row["decided"] or {}).get("grade")) for row in facts}
    past = read_past_meeting(body, KEY.digest, signer)
    assert {each.name: (each.score, each.grade) for each in past.people} == printed
    assert {each.scale for each in past.people} == {("1", "10")}


def test_an_altered_archive_is_refused_with_what_differs() -> None:
    files = PAST.files()
    altered = forged(files, "tally.json", files["tally.json"].replace(b"8.000", b"9.900"))
    with pytest.raises(InvalidDocument) as refused:
        read_past_meeting(zipped(altered), KEY.digest, key_digest(altered))
    assert "tally.json" in refused.value.field_errors[0].text("zh")


def test_the_next_archive_states_them_and_its_recount_and_verify_agree() -> None:
    files = contents(with_last_year())
    assert [*check_archive(files)] == [] and [*verify_archive(files)] == []
    tally = json.loads(files["tally.json"])
    rows = {row["subject"]["name"]: row["last_year"] for row in tally["results"]}
    assert rows == {
        "张三": {"name": "张三", "unit": "甲部", "score": "8.000", "scale": ["1", "10"], "grade": "较好"},
        "李四": {"name": "李四", "unit": "乙部", "score": "9.000", "scale": ["1", "10"], "grade": None},
        "赵六": None,
    }
    assert tally["last_year"] == {
        "title": PAST.title,
        "date": PAST.date,
        "record": read().record,
        "signer": KEY.digest,
    }
    heading, first, *_ = files["summary.csv"].decode("utf-8-sig").splitlines()
    assert "上年得分（1–10分）,上年等次," in heading and ",8.000,较好," in first


def test_they_are_covered_by_the_record_and_not_by_the_fingerprint() -> None:
    with_them, without = (json.loads(contents(source)["tally.json"]) for source in (with_last_year(), NOW.source()))
    assert with_them["fingerprint"] == without["fingerprint"] and with_them["record"] != without["record"]


def test_an_archive_without_them_does_not_name_them() -> None:
    files = contents(NOW.source())
    data = ("tally.json", "inputs.json", "summary.csv", "meeting.json")
    assert not [name for name in data if b"last_year" in files[name] or "上年".encode() in files[name]]
    assert [*verify_archive(files)] == []


@pytest.mark.parametrize("key", ["score", "scale", "grade", "name"])
def test_an_altered_value_is_found_wherever_it_is_altered(key: str) -> None:
    files, another = contents(with_last_year()), {"scale": ["0", "100"]}.get(key, "9.9")

    def in_inputs(value: Any) -> None:
        value["last_year"]["people"]["s1"][key] = another

    def in_tally(value: Any) -> None:
        value["results"][0]["last_year"][key] = another

    assert any(line.startswith("inputs.json: last_year") for line in changed(files, "inputs.json", in_inputs))
    assert any(line.startswith("tally.json: results") for line in changed(files, "tally.json", in_tally))


def test_results_that_were_left_out_or_invented_are_found() -> None:
    files = contents(with_last_year())
    without = contents(NOW.source())
    assert changed(files, "inputs.json", lambda value: value.pop("last_year"))
    stated = json.loads(files["inputs.json"])["last_year"]
    assert changed(without, "inputs.json", lambda value: value.update(last_year=stated))


@pytest.mark.parametrize("score", ["=1+1", "1e99", "1/3", 8, "8.000 "])
def test_what_is_no_score_is_malformed(score: object) -> None:
    files = contents(with_last_year())

    def change(value: Any) -> None:
        value["last_year"]["people"]["s1"]["score"] = score

    assert any(line.startswith("pingyi: ValueError") for line in changed(files, "inputs.json", change))


def test_scores_on_several_scales_say_so_in_each_cell() -> None:
    people = {
        "s1": PastResult("张三", "甲部", "8.000", ("1", "10"), None),
        "s2": PastResult("李四", "乙部", "91.25", ("0", "100"), None),
        "s3": PastResult("赵六", "丙部", "-0.5", None, None),
    }
    files = contents(with_last_year(people))
    assert [*check_archive(files)] == [] and [*verify_archive(files)] == []
    table = files["summary.csv"].decode("utf-8-sig")
    assert "上年得分," in table and "上年等次" not in table
    assert ",8.000（1–10分）," in table and ",91.25（0–100分）," in table
