"""The hall's networks reach screen, desk and cards, and nothing that is signed, logged or handed on (CONTRACT)."""

import io
import zipfile
from pathlib import Path

import pytest

from cards.qr import svg_path
from server.core.wifi import WifiNetwork
from tests.harness import Hosted, MeetingClient, hosted

pytestmark = pytest.mark.anyio

HALL = {"ssid": "Hall", "password": "correct horse"}
ROOM = {"ssid": "会议室", "password": ""}


async def shown(made: MeetingClient) -> list[tuple[str, str]]:
    """What the screen shows."""
    async with made.screen() as screen:
        return [(network["ssid"], network["password"]) for network in screen.welcome["wifi"]]


async def test_the_screen_gets_name_password_and_code(host: Hosted) -> None:
    made = await host.make(wifi=HALL)
    async with made.screen() as screen, made.guest() as guest:
        (network,) = screen.welcome["wifi"]
        assert network["qr"]["path"] == svg_path("WIFI:T:WPA;S:Hall;P:correct horse;;")[1]
        assert "correct" not in str(guest.welcome)


async def test_no_document_log_archive_or_paper_has_the_password(host: Hosted) -> None:
    made = await host.make(wifi=HALL)
    assert (await made.http("PATCH", "", {"wifi": [HALL, ROOM], "title": "新名称"})).status_code == 200
    await made.go_live()
    for path in ("", "/log", "/tally.json", "/tally.docx", "/tally.html"):
        answer = await made.http("GET", path)
        assert answer.status_code == 200 and b"correct horse" not in answer.content, path
    bundle = zipfile.ZipFile(io.BytesIO((await made.http("GET", "/bundle.zip")).content))
    assert not [name for name in bundle.namelist() if b"correct horse" in bundle.read(name)]
    assert await shown(made) == [("Hall", "correct horse"), ("会议室", "")]


async def test_a_new_document_keeps_the_networks_unless_it_says_otherwise(host: Hosted) -> None:
    made = await host.make(wifi=HALL)
    document = (await made.http("GET", "")).json()["document"]
    assert "wifi" not in document
    assert (await made.http("PUT", "", document)).status_code == 200
    assert await shown(made) == [("Hall", "correct horse")]
    assert (await made.http("PUT", "", {**document, "wifi": None})).status_code == 200
    assert await shown(made) == []


async def test_a_change_of_the_networks_alone_is_not_logged_and_changes_no_record(host: Hosted) -> None:
    made = await host.make()
    before, log = await made.tally(), (await made.http("GET", "/log")).json()
    async with made.screen() as screen:
        assert (await made.http("PATCH", "", {"wifi": ROOM})).status_code == 200
        assert [one["ssid"] for one in (await screen.hear("welcome"))["wifi"]] == ["会议室"]
    assert (await made.http("GET", "/log")).json() == log
    assert (await made.tally())["record"] == before["record"]
    refused = await made.http("PATCH", "", {"wifi": {"ssid": "a", "password": "short"}})
    assert (refused.status_code, refused.json()["error"]["field"]) == (422, "wifi.password")


async def test_the_server_s_own_network_is_shown_where_a_meeting_names_none(tmp_path: Path) -> None:
    async with hosted(tmp_path, wifi=(WifiNetwork("Town hall", "12345678"),)) as host:
        made = await host.make()
        assert await shown(made) == [("Town hall", "12345678")]
        assert (await made.http("PATCH", "", {"wifi": ROOM})).status_code == 200
        assert await shown(made) == [("会议室", "")]
    async with hosted(tmp_path) as host:
        assert [one.wifi for one in (live.state.meeting for live in host.registry.live_meetings.values())] == [
            (WifiNetwork("会议室"),)
        ]


async def test_cards_name_the_network_of_their_batch(host: Hosted) -> None:
    made = await host.make(admission="cards", wifi=[HALL, ROOM])
    order = {"group": "全体", "count": 9}
    first = await made.http("POST", "/cards", order, Accept="text/html")
    assert first.text.count("名称 Hall") == first.text.count("密码 correct horse") == 9
    assert first.text.count('<section class="page">') == 2 and "无线网 1" in first.text
    second = await made.http("POST", "/cards", {**order, "wifi": 2}, Accept="text/html")
    assert second.text.count("名称 会议室") == 9 and "密码" not in second.text and "无线网 2" in second.text
    refused = await made.http("POST", "/cards", {**order, "wifi": 3})
    assert (refused.status_code, refused.json()["error"]["field"]) == (422, "wifi")
    assert (await made.http("GET", "")).json()["cards_per_page"] == 8
