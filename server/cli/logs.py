"""What a server logs, on stderr: one line for each event, as text or as JSON, with times in the server's zone."""

import json
import logging
import sys

from ..clock import Clock
from ..config import Config

INCOMPLETE_RESPONSE = "ASGI callable returned without completing response."
"""uvicorn logs this for every pipelined request of a client that has disconnected."""


def is_reset_by_peer(record: logging.LogRecord) -> bool:
    """A phone that has vanished, which only asyncio's loop of Windows reports as an error, with the phone's address."""
    return record.exc_info is not None and isinstance(record.exc_info[1], ConnectionResetError | ConnectionAbortedError)


class LogFormatter(logging.Formatter):
    """Times with the offset of the server's zone."""

    def __init__(self, clock: Clock) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")
        self._clock = clock

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        return self._clock.local(record.created).isoformat(" ", "milliseconds")


class JsonFormatter(LogFormatter):
    """An object a line: `time` (ISO 8601 with offset), `level`, `logger`, `message`; `traceback` if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        time = self._clock.local(record.created).isoformat(timespec="milliseconds")
        level = record.levelname.lower()
        line = {"time": time, "level": level, "logger": record.name, "message": record.getMessage()}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def configure_logging(config: Config) -> None:
    """`config.log_level` is that of our own messages. Those of libraries stay at warnings: at debug level they would
    log addresses, tokens and frames."""
    formatter = JsonFormatter if config.log_format == "json" else LogFormatter
    output = logging.StreamHandler(sys.stderr)
    output.setFormatter(formatter(Clock(config.zone)))
    logging.basicConfig(level=logging.WARNING, handlers=[output])
    logging.getLogger("pingyi").setLevel(config.log_level.upper())
    logging.getLogger("pingyi.frames").setLevel(logging.WARNING)
    logging.getLogger("asyncpg").setLevel(logging.ERROR)  # it warns at every attempt while the database is away
    logging.getLogger("asyncio").addFilter(lambda record: not is_reset_by_peer(record))
    logging.getLogger("uvicorn.error").addFilter(lambda record: record.msg != INCOMPLETE_RESPONSE)
