"""The hall's wireless networks: read from untrusted values, and the text of the QR code that joins a phone to one.

They are no part of the meeting document that is signed, archived or handed on: passwords change and are nobody else's.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from .validation import Field

MAX_NETWORKS = 9
MAX_NAME_BYTES = 32
"""IEEE 802.11: the length of an SSID."""
PASSWORD_LENGTHS = range(8, 64)
"""WPA2 and WPA3: characters of a passphrase."""
_PASSWORD = re.compile(r"[ -~]*")
_SPECIAL = re.compile(r'([\\;,":])')


@dataclass(frozen=True, slots=True)
class WifiNetwork:
    """`ssid` is its name. No password: the network is open."""

    ssid: str
    password: str = ""

    @property
    def qr_text(self) -> str:
        """What phone cameras read as "join this network"."""
        security = f"T:WPA;S:{_escaped(self.ssid)};P:{_escaped(self.password)}"
        return f"WIFI:{security if self.password else f'T:nopass;S:{_escaped(self.ssid)}'};;"


Networks = tuple[WifiNetwork, ...]
"""In the order in which cards and screen number them, from 1."""


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def parse_networks(field: Field) -> Networks:
    """`{"ssid","password"}`, or a list of them where the hall has several; null: none."""
    if field.value is None:
        return ()
    if isinstance(field.value, list):
        return tuple(_network(element) for element in field.elements(0, MAX_NETWORKS))
    return (_network(field),)


def _network(field: Field) -> WifiNetwork:
    fields = field.fields("ssid", "password")
    name, password = fields.text("ssid", most=MAX_NAME_BYTES), fields.get("password", field.child("password", ""))
    if name and not is_network_name(name):
        fields["ssid"].error("wifi_name_too_long", most=MAX_NAME_BYTES, length=len(name.encode()))
    if password.value not in (None, "") and not is_password(password.value):
        password.error("not_a_wifi_password", least=PASSWORD_LENGTHS[0], most=PASSWORD_LENGTHS[-1])
    return WifiNetwork(name, password.value if isinstance(password.value, str) else "")


def is_network_name(text: str) -> bool:
    return len(text.encode("utf-8", "surrogateescape")) <= MAX_NAME_BYTES and text.isprintable()


def is_password(value: object) -> bool:
    """Of a network of WPA2 or WPA3."""
    return isinstance(value, str) and len(value) in PASSWORD_LENGTHS and _PASSWORD.fullmatch(value) is not None


def networks_to_json(networks: Networks) -> list[dict[str, str]]:
    return [asdict(network) for network in networks]


def networks_from_json(stored: Sequence[Mapping[str, str]]) -> Networks:
    return tuple(WifiNetwork(**network) for network in stored)
