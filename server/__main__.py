"""`python -m server` and `pingyi`: the command line (CONTRACT "Start")."""

import argparse
import asyncio
import os
import sys
from collections.abc import Callable, Sequence

from .cli import commands, move
from .config import Config, configure
from .core.error_messages import sentence
from .core.errors import BadSetting, Damaged, InvalidDocument, NotRecorded, Refused

COMMANDS = {
    "serve": commands.serve,
    "create": commands.create,
    "backup": commands.backup,
    "verify": commands.check,
    "move": move.move,
}


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser("pingyi", description="评议: live, secret meeting voting / 会议现场测评")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", metavar="DIR", help="where everything is kept (PINGYI_DATA, ./data)")
    common.add_argument("--public-url", metavar="URL", help="what QR codes point to (PINGYI_PUBLIC_URL)")
    common.add_argument("--port", help="port to listen on (PORT, 8000)")
    commands = top.add_subparsers(dest="command")
    serve = commands.add_parser("serve", parents=[common], help="run the server (the default)")
    serve.add_argument("--host", default=None, help="address to listen on (0.0.0.0)")
    serve.add_argument("--tls-cert", metavar="FILE", help="serve https with this certificate (PEM)")
    serve.add_argument("--tls-key", metavar="FILE", help="and its key")
    serve.add_argument("--demo", action="store_true", help="make the sample meeting, with simulated voters")
    serve.add_argument("--void-lost", action="store_true", help="void open rounds whose box or key is gone")
    create = commands.add_parser("create", parents=[common], help="make a meeting from a TOML or JSON file")
    create.add_argument("file", metavar="FILE")
    backup = commands.add_parser("backup", parents=[common], help="copy the database to a file, while running")
    backup.add_argument("file", metavar="FILE")
    check = commands.add_parser("verify", parents=[common], help="recount an archive, 0 only if every figure agrees")
    check.add_argument("archive", metavar="ARCHIVE", help="bundle.zip, or the folder it was unpacked to")
    move = commands.add_parser("move", parents=[common], help="move meetings from one database to another")
    move.add_argument("meetings", metavar="MEETING", nargs="*", help="their ids; all of them where none is named")
    move.add_argument("--from", dest="source", required=True, metavar="PLACE", help="data folder or postgresql://…")
    move.add_argument("--to", dest="target", required=True, metavar="PLACE", help="data folder or postgresql://…")
    move.add_argument("--keep", action="store_true", help="leave them where they were, too")
    return top


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop where the `fast` extra has installed it; never required."""
    try:
        import uvloop
    except ImportError:
        return None
    factory: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop
    return factory


def main(arguments: Sequence[str] | None = None) -> int:
    commands.speak_plainly()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help")):
        given.insert(0, "serve")
    flags = parser().parse_args(given)
    try:
        config = configure(flags, os.environ)
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            return runner.run(COMMANDS[flags.command](config, flags))
    except BadSetting as error:
        _say(str(error))
    except InvalidDocument as error:
        for fault in error.field_errors:
            _say(f"{fault.field or flags.file}: {fault.zh} / {fault.en}")
    except Refused as error:
        _say(f"{sentence(error.code, 'zh')} / {sentence(error.code, 'en')}")
    except Damaged as error:
        _say(f"{_place(config)} is damaged: {error}")
    except NotRecorded as error:
        _say(f"{_place(config)} cannot be used: {error}")
    except KeyboardInterrupt:
        return 0
    return 2


def _place(config: Config) -> str:
    return "PINGYI_DATABASE_URL: it" if config.database_url else f"PINGYI_DATA: '{config.data}'"


def _say(words: str) -> None:
    """One line, whatever a peer or a library put into it."""
    print("pingyi:", *words.split(), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
