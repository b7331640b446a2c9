"""Last year's scores and grades beside this year's, brought by the desk from an archive that verifies."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from server.archive.verification import verify_archive
from server.core.signing import SigningKey
from tests.archive.ledger_sources import Person, Series
from tests.archive.test_archive import bundle, unzipped
from tests.harness import Hosted, Map, MeetingClient, TestClock, crowd, hosted
from tests.meetings.test_decisions import certified
from tests.nodes import nodes
from tests.voters import moved
from tests.web.test_documents import error

pytestmark = pytest.mark.anyio

NAMES = ("第一支部书记", "第二支部书记", "第三支部书记")
UNITS = ("第一支部", "第二支部", "第三支部")
"""The people of the harness's meeting."""
PAST = Series(
    "m2021",
    "2021-12-20",
    (
        Person(NAMES[0], UNITS[0], mark=8, decided="较好"),
        Person(NAMES[1], "县直机关", mark=9, decided="好"),
        Person("老书记", "城郊支部", mark=7),
    ),
    title="2021年度述职评议",
)
FIGURES = {"name": NAMES[0], "unit": UNITS[0], "score": "8.000", "scale": ["1", "10"], "grade": "较好"}


@pytest.fixture(scope="module")
async def host(tmp_path_factory: pytest.TempPathFactory, anyio_backend: str) -> AsyncIterator[Hosted]:
    async with hosted(tmp_path_factory.mktemp("last-year"), TestClock()) as running:
        yield running


def archive(host: Hosted, series: Series = PAST) -> bytes:
    """Of a meeting of this server."""
    return replace(series, key=host.app.operations.signing_key).archive()


async def bring(made: MeetingClient, body: bytes, query: str = "") -> Map:
    answer = await made.http("POST", f"/last-year{query}", body)
    assert answer.status_code == 200, answer.text
    brought: Map = answer.json()
    return brought


async def figures(made: MeetingClient) -> Map:
    """What tally.json has of each person."""
    results = (await made.tally(draft=True))["results"]
    return {row["subject"]["name"]: row.get("last_year", "absent") for row in results}


async def test_people_of_the_same_name_and_unit_are_matched_and_others_are_asked_about(host: Hosted) -> None:
    made = await host.make()
    answer = await bring(made, archive(host))
    assert answer["stored"] and (answer["title"], answer["date"]) == (PAST.title, PAST.date)
    ids = made.ids()
    assert answer["people"] == [
        {"subject": ids[0], "name": NAMES[0], "unit": UNITS[0], "past": 0, "certain": True, "candidates": []},
        {"subject": ids[1], "name": NAMES[1], "unit": UNITS[1], "past": None, "certain": False, "candidates": [1]},
        {"subject": ids[2], "name": NAMES[2], "unit": UNITS[2], "past": None, "certain": False, "candidates": []},
    ]
    assert [each["name"] for each in answer["past"]] == [NAMES[0], NAMES[1], "老书记"]
    assert answer["remarks"] == ["归档里有 1 人没有决定等次，只有得分。"]
    assert await figures(made) == {NAMES[0]: FIGURES, NAMES[1]: None, NAMES[2]: None}


async def test_what_somebody_says_is_stored_with_the_request_and_a_check_stores_nothing(host: Hosted) -> None:
    made = await host.make()
    first, second, third = made.ids()
    assert not (await bring(made, archive(host), "?check=1"))["stored"]
    assert set((await figures(made)).values()) == {"absent"}
    answer = await bring(made, archive(host), f"?pair={second}:1&pair={first}:&pair={third}:2")
    assert [each["past"] for each in answer["people"]] == [None, 1, 2]
    stored = await figures(made)
    assert stored[NAMES[0]] is None and stored[NAMES[1]]["grade"] == "好"
    assert (stored[NAMES[2]]["name"], stored[NAMES[2]]["grade"]) == ("老书记", None)


@pytest.mark.parametrize(
    ("day", "remark"),
    [("2020-12-31", "早于上一年"), ("2021-01-01", ""), ("2022-12-19", ""), ("2022-12-20", "不早于本次会议")],
)
async def test_a_meeting_of_another_year_than_the_last_is_remarked_on(host: Hosted, day: str, remark: str) -> None:
    made = await host.make(date="2022-12-20")
    past = replace(PAST, date=day, people=PAST.people[:2])
    remarks = (await bring(made, archive(host, past), "?check=1"))["remarks"]
    assert [remark in each for each in remarks] == ([True] if remark else [])


@pytest.mark.parametrize("pair", ["s1", "s1:x", "s1:0&pair=s1:0", "s1:1&pair=s2:1", "s1:9", "s1:１", "s1:9999999"])
async def test_what_cannot_be_said_is_refused(host: Hosted, pair: str) -> None:
    made = await host.make()
    assert error(await made.http("POST", f"/last-year?pair={pair}", archive(host))) == (422, "invalid_field", "pair")


async def test_another_years_results_replace_them_and_they_can_be_removed(host: Hosted) -> None:
    made = await host.make()
    await bring(made, archive(host))
    other = replace(PAST, people=(Person(NAMES[0], UNITS[0], mark=6, decided="一般"),), title="另一年")
    await bring(made, archive(host, other))
    assert (await figures(made))[NAMES[0]]["score"] == "6.000"
    shown = (await made.http("GET", "")).json()["last_year"]
    assert shown["title"] == "另一年" and list(shown["people"]) == made.ids()[:1]
    log = (await made.http("GET", "/log")).json()["log"]
    assert [(line["role"], line["detail"]["value"]["title"]) for line in log if line["act"] == "last-year"] == [
        ("desk", PAST.title),
        ("desk", "另一年"),
    ]
    await bring(made, archive(host, other))
    assert (await made.http("GET", "/log")).json()["log"] == log, "nothing has changed"
    assert (await made.http("DELETE", "/last-year")).status_code == 204
    assert set((await figures(made)).values()) == {"absent"}
    assert (await made.http("GET", "")).json()["last_year"] is None
    assert (await made.http("DELETE", "/last-year")).status_code == 204
    assert (await made.http("GET", "/log")).json()["log"][-1]["detail"] == {"value": None}


async def test_an_archive_of_another_server_needs_the_key_from_its_paper(host: Hosted) -> None:
    made, key = await host.make(), SigningKey(bytes(range(2, 34)))
    body = replace(PAST, key=key).archive()
    assert error(await made.http("POST", "/last-year", body)) == (422, "invalid_document", "digest")
    for digest, code in (("ABCD", "invalid_field"), ("A" * 20, "invalid_document")):
        refused = await made.http("POST", f"/last-year?digest={digest}", body)
        assert error(refused) == (422, code, "digest") and key.digest not in refused.text
    typed = key.digest.lower().replace(" ", "-")
    assert (await bring(made, body, f"?digest={typed}"))["signer"] == key.digest


async def test_files_that_are_no_such_archive_are_refused_with_the_reason(host: Hosted) -> None:
    made = await host.make()
    for body, reason in (
        (b"", "不是会议归档"),
        (b"PK\3\4", "损坏"),
        (archive(host)[:-200], "损坏"),
        ((await made.http("GET", "/bundle.zip?draft=1")).content, "测试"),
    ):
        refused = await made.http("POST", "/last-year", body)
        assert error(refused) == (422, "invalid_document", "archive")
        assert reason in refused.json()["error"]["message"]
    assert set((await figures(made)).values()) == {"absent"}


async def test_the_archive_of_the_meeting_itself_is_refused(host: Hosted) -> None:
    made = await host.make(quorum=None)
    await made.go_live()
    async with made.chair() as chair, crowd(made, 6) as voters:
        round_id = await chair.open(made.ids())
        for voter in voters:
            await voter.cast(round_id, [[8]] * 3)
        await chair.do("close", round=round_id)
    refused = await made.http("POST", "/last-year", (await made.http("GET", "/bundle.zip")).content)
    assert error(refused) == (422, "invalid_document", "archive") and "自己" in refused.text


async def test_certified_results_take_no_others(host: Hosted) -> None:
    made = await certified(host)
    assert error(await made.http("POST", "/last-year", archive(host)))[1] == "wrong_phase"
    assert error(await made.http("DELETE", "/last-year"))[1] == "wrong_phase"


async def test_they_are_in_the_archive_and_in_the_record_but_not_in_the_fingerprint(host: Hosted) -> None:
    made = await host.make()
    before = await made.tally(draft=True)
    await bring(made, archive(host))
    after = await made.tally(draft=True)
    assert after["fingerprint"] == before["fingerprint"] and after["record"] != before["record"]
    files = unzipped(await bundle(made))
    assert list(verify_archive(files)) == []
    assert json.loads(files["inputs.json"])["last_year"]["people"] == {made.ids()[0]: FIGURES}


async def test_whoever_leaves_the_roster_takes_them_along_and_a_corrected_name_keeps_them(host: Hosted) -> None:
    made = await host.make()
    first, second, _ = made.ids()
    await bring(made, archive(host), f"?pair={second}:1")
    answer = await made.http("PATCH", "", {"names": {first: {"name": "第一支部书记（更名）"}}, "withdraw": [second]})
    assert answer.status_code == 200, answer.text
    assert await figures(made) == {"第一支部书记（更名）": FIGURES, NAMES[2]: None}
    assert list(verify_archive(unzipped(await bundle(made)))) == []
    document = (await made.http("GET", "/document")).json()
    assert "last_year" not in document
    assert (await made.http("PUT", "", document)).status_code == 200
    assert (await figures(made))["第一支部书记（更名）"] == FIGURES
    assert list(verify_archive(unzipped(await bundle(made)))) == []


async def test_they_are_kept_when_the_meeting_becomes_real_and_over_a_restart(tmp_path: Path) -> None:
    clock = TestClock()
    async with hosted(tmp_path, clock) as host:
        made = await host.make()
        await bring(made, archive(host))
        await made.go_live()
    async with hosted(tmp_path, clock) as again:
        assert (await figures(moved(made, again)))[NAMES[0]] == FIGURES


async def test_neither_the_screen_nor_a_phone_gets_them(host: Hosted) -> None:
    """Whatever is shown: only papers and the desk have them."""
    made = await host.make(show="live", voters_see_results=True)
    await bring(made, archive(host))
    await made.go_live()
    async with made.chair() as chair, made.screen() as screen, crowd(made, 6) as voters:
        round_id = await chair.open(made.ids())
        for voter in voters:
            await voter.cast(round_id, [[8]] * 3)
        await chair.do("close", round=round_id)
        results = await screen.hear("results")
        async with made.screen() as later:
            heard = str([results, later.welcome, chair.welcome, *(voter.welcome for voter in voters)])
    assert "last_year" not in heard and PAST.title not in heard


async def test_another_node_has_them_too(tmp_path: Path, database: str) -> None:
    async with nodes(tmp_path, database) as (one, other):
        made = await one.make()
        elsewhere = moved(made, other)
        assert set((await figures(elsewhere)).values()) == {"absent"}
        await bring(made, archive(one))
        assert (await figures(elsewhere))[NAMES[0]] == FIGURES
