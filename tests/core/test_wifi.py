"""The hall's wireless networks: what is accepted, and the text that phones scan."""

import pytest

from server.core.errors import InvalidDocument
from server.core.validation import validate
from server.core.wifi import WifiNetwork, networks_from_json, networks_to_json, parse_networks


def field_of(value: object) -> str:
    with pytest.raises(InvalidDocument) as refused:
        validate({"wifi": value}, lambda field: field.fields("wifi").read("wifi", parse_networks, ()))
    return refused.value.field_errors[0].field


def test_one_network_or_a_list_or_none() -> None:
    one, other = {"ssid": "礼堂", "password": "12345678"}, {"ssid": "Hall 2"}
    assert validate(one, parse_networks) == (WifiNetwork("礼堂", "12345678"),)
    assert validate([one, other], parse_networks) == (WifiNetwork("礼堂", "12345678"), WifiNetwork("Hall 2"))
    assert validate(None, parse_networks) == validate([], parse_networks) == ()
    networks = validate([one, other], parse_networks)
    assert networks_from_json(networks_to_json(networks)) == networks


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ("礼堂", "wifi"),
        ({"password": "12345678"}, "wifi.ssid"),
        ({"ssid": ""}, "wifi.ssid"),
        ({"ssid": "会" * 11}, "wifi.ssid"),
        ({"ssid": "a\nb"}, "wifi.ssid"),
        ({"ssid": "a", "password": "1234567"}, "wifi.password"),
        ({"ssid": "a", "password": "1" * 64}, "wifi.password"),
        ({"ssid": "a", "password": "密码密码密码密码"}, "wifi.password"),
        ({"ssid": "a", "password": 12345678}, "wifi.password"),
        ({"ssid": "a", "bssid": "b"}, "wifi.bssid"),
        ([{"ssid": "a"}, {"ssid": "b", "password": "x"}], "wifi[1].password"),
        ([{"ssid": "a"}] * 10, "wifi"),
    ],
)
def test_what_no_access_point_can_have_is_refused_at_its_field(value: object, field: str) -> None:
    assert field_of(value) == field


def test_characters_that_separate_are_escaped_in_the_code() -> None:
    """As the ZXing project describes the text of such codes, which phone cameras follow."""
    network = WifiNetwork('a;b,c:"d\\', "p;q:r,s\\")
    assert network.qr_text == 'WIFI:T:WPA;S:a\\;b\\,c\\:\\"d\\\\;P:p\\;q\\:r\\,s\\\\;;'
    assert WifiNetwork("会场").qr_text == "WIFI:T:nopass;S:会场;;"
