"""The command line of `python -m server` and `pingyi` (CONTRACT "Startup").

An error ends the process with status 2 and one line on stderr, which names the setting or the place.
"""

import argparse
import asyncio
import os
import sys
from collections.abc import Callable, Sequence

from .cli import backups, commands, console, doctor, instance_log, keys, ledger, move, verify
from .cli.bilingual import english_first, terminal_pair
from .config import Config, configure
from .core.error_messages import sentence
from .core.errors import BadSetting, Damaged, InvalidDocument, NotRecorded, Refused
from .core.version import VERSION

UMASK = 0o077
"""Only the owner may open what is created."""
COMMANDS = {
    "serve": commands.serve,
    "create": commands.create,
    "backup": backups.backup,
    "restore": backups.restore,
    "admin-link": commands.admin_link,
    "verify": verify.verify,
    "ledger": ledger.ledger,
    "move": move.move,
    "doctor": doctor.doctor,
    "keys": keys.keys,
    "log": instance_log.log,
}

KEYS = "named admin keys for organisations that host many bodies; the server may be running"


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser("pingyi", description="评议: live, anonymous meeting voting / 会议现场测评")
    top.add_argument("--version", action="version", version=f"pingyi {VERSION}")
    common, subcommands = _common_flags(), top.add_subparsers(dest="command")

    def add(name: str, summary: str) -> argparse.ArgumentParser:
        return subcommands.add_parser(name, parents=[common], help=summary, description=summary)

    _add_serve_flags(add("serve", "run the server (the default command)"))
    create = add("create", "create a meeting from a TOML or JSON file and print its links")
    create.add_argument("file", metavar="FILE", help="meeting document")
    _add_backup_arguments(add("backup", "copy the database to a file or a folder; the server may be running"))
    restore = add("restore", "put a copy into a data folder that has no database yet")
    restore.add_argument("file", metavar="FILE", help="the copy; the keys are taken from the folder it is in")
    _add_listen_flags(add("doctor", "look at everything that a server needs, and say what to do; changes nothing"))
    add("admin-link", "print the link of the admin page; the server may be running")
    keys.add_arguments(subcommands.add_parser("keys", help=KEYS, description=KEYS), common)
    log = add("log", "print the log of the instance: who created and deleted meetings, and changed admin keys")
    log.add_argument("--json", action="store_true", help="as JSON")
    _add_verify_arguments(add("verify", "recount an archive; exits with 0 only if everything agrees"))
    ledger.add_arguments(add("ledger", "one workbook of the archives of several meetings, each verified first"))
    _add_move_arguments(add("move", "move meetings from one database to another"))
    return top


def _common_flags() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", metavar="DIR", help="data folder (PINGYI_DATA, default ./data)")
    common.add_argument("--public-url", metavar="URL", help="address that QR codes point to (PINGYI_PUBLIC_URL)")
    common.add_argument("--port", help="port to listen on (PORT, default 8000)")
    common.add_argument("--timezone", metavar="ZONE", help="zone of all times, as Asia/Shanghai (PINGYI_TIMEZONE)")
    return common


def _add_listen_flags(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", default=None, help="address to listen on (PINGYI_HOST, default 0.0.0.0)")
    command.add_argument("--tls-cert", metavar="FILE", help="serve https with this certificate, PEM (PINGYI_TLS_CERT)")
    command.add_argument("--tls-key", metavar="FILE", help="private key of the certificate, PEM (PINGYI_TLS_KEY)")


def _add_serve_flags(serve: argparse.ArgumentParser) -> None:
    _add_listen_flags(serve)
    serve.add_argument("--log-level", metavar="LEVEL", help="info, debug, warning or error (PINGYI_LOG_LEVEL)")
    serve.add_argument("--log-format", metavar="FORMAT", help="text or json (PINGYI_LOG_FORMAT)")
    serve.add_argument(
        "--demo", action="store_true", help="create sample meetings, offer simulated voters (PINGYI_DEMO=1)"
    )
    serve.add_argument("--site", action="store_true", help="keep phones in a Wi-Fi without internet (PINGYI_SITE=1)")
    serve.add_argument(
        "--no-browser", action="store_true", help="open no browser at the first start (PINGYI_NO_BROWSER=1)"
    )
    serve.add_argument(
        "--open",
        action="store_true",
        help="open the admin page, also that of a server which runs already (PINGYI_OPEN=1)",
    )
    serve.add_argument(
        "--void-lost", action="store_true", help="void open rounds whose box or key is lost (PINGYI_VOID_LOST=1)"
    )


def _add_backup_arguments(backup: argparse.ArgumentParser) -> None:
    backup.add_argument("file", metavar="FILE", nargs="?", help="file to create")
    backup.add_argument("--to", metavar="DIR", help="folder for files that are named by their time")
    backup.add_argument("--every", metavar="TIME", help="with --to: again and again, as 60s, 5m or 1h")
    backup.add_argument("--keep", metavar="N", help="with --to: only the newest N files")


def _add_verify_arguments(verify: argparse.ArgumentParser) -> None:
    verify.add_argument("archive", metavar="ARCHIVE", help="bundle.zip, or the folder it was extracted to")
    verify.add_argument(
        "--key", metavar="DIGEST", help="the signing key's digest, as printed on cards and count report"
    )


def _add_move_arguments(move: argparse.ArgumentParser) -> None:
    move.add_argument("meetings", metavar="MEETING", nargs="*", help="id of a meeting to move (default: all)")
    move.add_argument("--from", dest="source", required=True, metavar="PLACE", help="data folder or postgresql://…")
    move.add_argument("--to", dest="target", required=True, metavar="PLACE", help="data folder or postgresql://…")
    move.add_argument("--keep", action="store_true", help="copy: keep the meetings in the source, too")


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop if the extra `fast` is installed; None for asyncio's own loop."""
    try:
        import uvloop
    except ImportError:
        return None
    factory: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop
    return factory


def _with_command(arguments: Sequence[str]) -> list[str]:
    """Without a command's name, `serve` runs."""
    names_one = arguments and (not arguments[0].startswith("-") or arguments[0] in ("-h", "--help", "--version"))
    return [*arguments] if names_one else ["serve", *arguments]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return the exit status."""
    console.configure_console()
    flags = parser().parse_args(_with_command(sys.argv[1:] if arguments is None else arguments))
    previous = os.umask(UMASK)
    try:
        config = configure(flags, os.environ)
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            status = runner.run(COMMANDS[flags.command](config, flags))
        if flags.command != "serve":  # whatever became of its output, it has served
            console.refuse_lost_output()
        return status
    except BadSetting as error:
        _print_setting_error(error)
    except InvalidDocument as error:
        for fault in error.field_errors:
            _print_error(f"{fault.field or flags.file}: {english_first(fault.message)}")
    except Refused as error:
        sentences = (sentence(error.code, language, **error.detail) for language in reversed(terminal_pair()))
        _print_error(" / ".join(sentences))
    except Damaged as error:
        _print_setting_error(_data_error(config, "damaged", error))
    except NotRecorded as error:
        _print_setting_error(_data_error(config, "unusable", error))
    except KeyboardInterrupt:
        return 0
    finally:
        os.umask(previous)
    return 2


def _data_error(config: Config, problem: str, error: Exception) -> BadSetting:
    """Names the setting of where the data is. A database's address may contain a password, so it is not printed."""
    if config.database_url is not None:
        return BadSetting(problem, "PINGYI_DATABASE_URL", error)
    return BadSetting(f"path_{problem}", "PINGYI_DATA", error, path=config.data)


def _print_setting_error(error: BadSetting) -> None:
    """Of the two sentences the English one comes first, because names of settings and causes are in English."""
    cause = "" if error.cause is None else f": {error.cause}"
    _print_error(f"{error.setting}: {english_first(error.message)}{cause}")


def _print_error(text: str) -> None:
    """On one line, whatever a peer or a library put into it."""
    print("pingyi:", *text.split(), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
