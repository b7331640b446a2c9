"""Times as the log has them: ISO 8601 to the second, with the offset of the server's zone."""


def zone_of(stamp: str) -> str:
    """As an offset: UTC+08:00."""
    return f"UTC{stamp[19:]}"


def readable_time(stamp: str | None) -> str:
    """As people write it: 2022-12-20 09:30:05 UTC+08:00. Empty for no time."""
    return f"{stamp[:10]} {stamp[11:19]} {zone_of(stamp)}" if stamp else ""
