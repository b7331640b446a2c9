"""The worker process: carries out one job after another for `heavy_work`, until its input ends.

A job is a pickled (function, arguments) behind its length in 8 bytes, and so is its result: (True, value) or
(False, exception). Both ends of the pipe are this program; nothing that came over the network is unpickled. Run as
`python -m server.web.worker`.
"""

import pickle
import signal
import sys
import traceback
from collections.abc import Callable
from typing import IO, cast

from ..core.errors import PingyiError

LENGTH_BYTES = 8
Call = tuple[Callable[..., object], tuple[object, ...]]


def send(pipe: IO[bytes], value: object) -> None:
    pickled = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    pipe.write(len(pickled).to_bytes(LENGTH_BYTES, "big"))
    pipe.write(pickled)
    pipe.flush()


def receive(pipe: IO[bytes]) -> object:
    """Raises EOFError where the other end has gone."""
    length = int.from_bytes(_read(pipe, LENGTH_BYTES), "big")
    value: object = pickle.loads(_read(pipe, length))
    return value


def _read(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return data


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole process group; the server stops this one
    jobs, results = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing else may be written between results
    while True:
        try:
            function, arguments = cast(Call, receive(jobs))
        except EOFError:
            return
        try:
            send(results, (True, function(*arguments)))
        except PingyiError as error:
            send(results, (False, error))
        except Exception:
            send(results, (False, RuntimeError(traceback.format_exc())))


if __name__ == "__main__":
    main()
