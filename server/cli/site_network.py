"""`serve --site`: opens the listeners for a wireless network without internet, at the address that phones reach."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from ..config import Config
from ..core.errors import BadSetting
from ..host import lan_address
from ..site.limits import is_local


@asynccontextmanager
async def open_listeners(config: Config, url: str) -> AsyncIterator[str | None]:
    """Their address, or None without `--site`. `url` is the address that phones can reach. Raises BadSetting."""
    if not config.site:
        yield None
        return
    try:
        from ..site.listeners import site_listeners
    except ModuleNotFoundError:
        raise BadSetting("needs_dnslib", "--site", python=sys.executable) from None
    address, host = private_address(config, url), urlsplit(url).hostname or ""
    async with site_listeners(address, f"{url}/m", [host]):
        yield address


def private_address(config: Config, url: str) -> str:
    """`--host`, or the address in `url`, or that of the interface with the default route.

    Raises BadSetting if it is not one of a local network.
    """
    address = urlsplit(url).hostname or ""
    if config.host not in ("0.0.0.0", "::", ""):
        address = config.host
    elif not is_local(address):
        address = lan_address()
    if not is_local(address) or address.startswith("127."):
        raise BadSetting("site_not_private", "--site", address=address)
    return address
