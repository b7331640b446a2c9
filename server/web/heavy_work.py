"""The queue of previews, rosters, print sheets and papers: one at a time, in a process of their own.

Pure Python that computes for seconds holds up every other thread of its process, and cannot be stopped; a process does
neither. It starts with the first job and ends when there has been none for a while.
"""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from threading import Lock
from typing import Any, TypeVar, cast

from starlette.requests import ClientDisconnect, Request

from ..core.errors import Refused
from ..host import start_in_background
from . import worker
from .auth import bearer_key
from .fair_queue import Places, Turns

T = TypeVar("T")

MAX_JOBS, MAX_JOBS_OF_AN_ORGANISATION, MAX_JOBS_OF_A_KEY = 16, 12, 8
"""Jobs that run or wait. Beyond that a request is refused as `busy`."""
MAX_ARCHIVES, MAX_ARCHIVES_OF_AN_ORGANISATION, MAX_ARCHIVES_OF_A_KEY = 4, 3, 2
"""Large files in memory, from their first byte until their job has ended. One that is still coming in waits in no
queue: it would take the place of somebody's papers."""
MAX_FILES, MAX_FILES_OF_AN_ORGANISATION, MAX_FILES_OF_A_KEY = 16, 12, 8
"""The same for rosters and texts."""
MAX_SECONDS = 600
"""A job that takes longer is stopped."""
IDLE_SECONDS = 60
SECRETS = ("PINGYI_SECRET", "PINGYI_ADMIN_KEY", "PINGYI_DATABASE_URL", "PINGYI_WIFI_PASSWORD")
"""Environment variables that the worker does not get; nor those of PostgreSQL."""


class Stopped(Exception):
    """The worker ended in the middle of a job."""


class Job:
    """One job in the worker. `stop` may be called from any thread, also before the job has begun."""

    def __init__(self, function: Callable[..., object], arguments: tuple[object, ...]) -> None:
        self.call: worker.Call = function, arguments
        self._lock, self._stopped = Lock(), False
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self, process: "subprocess.Popen[bytes]") -> None:
        with self._lock:
            self._process = process
            if self._stopped:
                process.kill()

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()


class Worker:
    """The process, started when it is needed. Blocks: call `run` in a thread."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, job: Job) -> object:
        """The result of the job. Raises what the job raised, or Stopped."""
        process = self._process = self._process or _start()
        job.begin(process)
        assert process.stdin is not None and process.stdout is not None
        try:
            worker.send(process.stdin, job.call)
            succeeded, result = cast(tuple[bool, object], worker.receive(process.stdout))
        except (EOFError, OSError):
            self.close()
            raise Stopped from None
        if not succeeded:
            raise cast(BaseException, result)
        return result

    def close(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with process:  # closes the pipes and waits
                pass


def _start() -> "subprocess.Popen[bytes]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    for name in SECRETS:
        environment.pop(name, None)
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    return start_in_background([sys.executable, "-m", worker.__name__], environment)


class HeavyWork:
    """`run` and `latest` raise Refused `busy` where the queue is full or the job was stopped, ClientDisconnect where
    the client has gone, and what the job raises. `organisation_of`: whose key a request has; an organisation may have
    one for each of its meetings."""

    def __init__(self, organisation_of: Callable[[Request], Awaitable[str]]) -> None:
        self._organisation_of = organisation_of
        self._worker, self._turn = Worker(), Turns()
        self._thread = ThreadPoolExecutor(1, "heavy")
        self._jobs = Places(MAX_JOBS, MAX_JOBS_OF_AN_ORGANISATION, MAX_JOBS_OF_A_KEY)
        self._archives = Places(MAX_ARCHIVES, MAX_ARCHIVES_OF_AN_ORGANISATION, MAX_ARCHIVES_OF_A_KEY)
        self._files = Places(MAX_FILES, MAX_FILES_OF_AN_ORGANISATION, MAX_FILES_OF_A_KEY)
        self._latest: dict[str, asyncio.Task[Any]] = {}
        self._idle_timer: asyncio.TimerHandle | None = None

    @asynccontextmanager
    async def place(self, request: Request) -> AsyncIterator[str]:
        """A place in the queue, for the key of the request; the value is its organisation."""
        organisation = await self._organisation_of(request)
        with self._jobs.take(organisation, bearer_key(request)):
            yield organisation

    @asynccontextmanager
    async def archive(self, request: Request) -> AsyncIterator[None]:
        """A place for a large body, to be read and worked on inside."""
        with self._archives.take(await self._organisation_of(request), bearer_key(request)):
            yield

    @asynccontextmanager
    async def file(self, request: Request) -> AsyncIterator[None]:
        """A place for a roster or a text, to be read and worked on inside."""
        with self._files.take(await self._organisation_of(request), bearer_key(request)):
            yield

    async def run(self, request: Request, function: Callable[..., T], *arguments: object) -> T:
        """The result of `function`, which is called in the worker as soon as it is free. Stops with its client."""
        async with self.place(request) as organisation:
            return await self.run_placed(request, organisation, function, *arguments)

    async def run_prepared(self, request: Request, prepare: Callable[[], Awaitable[tuple[Any, ...]]]) -> Any:
        """`run` with the function and arguments that `prepare` returns, which is called when the worker is free: what
        waits in the queue then holds no snapshot of a meeting in memory."""
        async with self.place(request) as organisation:
            return await _unless_disconnected(request, asyncio.create_task(self._take_turn(organisation, prepare)))

    async def latest(self, request: Request, function: Callable[..., T], *arguments: object) -> T:
        """The same, but a newer call with the same key stops this one."""
        key = bearer_key(request)
        self._stop_latest(key)
        async with self.place(request) as organisation:
            self._stop_latest(key)  # another call may have begun while this one waited for its place
            prepare = _prepared(function, *arguments)
            work = self._latest[key] = asyncio.create_task(self._take_turn(organisation, prepare))
            try:
                return cast(T, await _unless_disconnected(request, work))
            finally:
                if self._latest.get(key) is work:
                    del self._latest[key]

    def _stop_latest(self, key: str) -> None:
        if key in self._latest:
            self._latest[key].cancel()

    async def run_placed(
        self, request: Request, organisation: str, function: Callable[..., T], *arguments: object
    ) -> T:
        """`run` for a caller that has a place already."""
        work = asyncio.create_task(self._take_turn(organisation, _prepared(function, *arguments)))
        return cast(T, await _unless_disconnected(request, work))

    async def _take_turn(self, organisation: str, prepare: Callable[[], Awaitable[tuple[Any, ...]]]) -> object:
        async with self._turn.take(organisation):
            function, *arguments = await prepare()
            if self._idle_timer is not None:
                self._idle_timer.cancel()
            try:
                return await self._call(Job(function, tuple(arguments)))
            finally:
                loop = asyncio.get_running_loop()
                self._idle_timer = loop.call_later(IDLE_SECONDS, self._thread.submit, self._worker.close)

    async def _call(self, job: Job) -> object:
        """Does not return before the worker is free again."""
        work = asyncio.get_running_loop().run_in_executor(self._thread, self._worker.run, job)
        try:
            async with asyncio.timeout(MAX_SECONDS):
                return await asyncio.shield(work)
        except Stopped:
            raise Refused("busy", work=True) from None
        except (asyncio.CancelledError, TimeoutError) as error:
            job.stop()
            await _ended(work)
            if isinstance(error, TimeoutError):
                raise Refused("busy", work=True) from None
            raise

    def close(self) -> None:
        """The process is ending. Jobs were cancelled with their requests."""
        if self._idle_timer is not None:
            self._idle_timer.cancel()
        self._thread.submit(self._worker.close)
        self._thread.shutdown()


async def _ended(work: "asyncio.Future[object]") -> None:
    """Waits for a job that was stopped, which takes an instant, also if the waiting task is cancelled again. What the
    job raises counts as seen."""
    while not work.done():
        with suppress(asyncio.CancelledError):
            await asyncio.wait({work})
    work.exception()


def _prepared(*call: object) -> Callable[[], Awaitable[tuple[Any, ...]]]:
    async def prepare() -> tuple[Any, ...]:
        return call

    return prepare


async def _unless_disconnected(request: Request, work: "asyncio.Task[T]") -> T:
    gone = asyncio.create_task(_disconnect(request))
    try:
        await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
        if work.cancelled():  # by a newer one
            raise Refused("busy", work=True)
        if not work.done():
            raise ClientDisconnect
        return work.result()
    finally:
        work.cancel()
        gone.cancel()
        await asyncio.wait({work, gone})


async def _disconnect(request: Request) -> None:
    """Returns when the client has gone. Call it after the body was read."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
