"""The ledger (台账) of uploaded archives: a workbook, made in the worker. Stores nothing."""

import base64
from datetime import date

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ..archive.ledger import LedgerOptions
from ..archive.recount.signature import read_digest
from ..core.errors import Refused
from ..exports.formats import XLSX
from .auth import Auth
from .heavy_work import HeavyWork
from .ledger_job import ledger_of
from .responses import MIB, attachment, preferred_language, read_body

MAX_LEDGER_BYTES = 40 * MIB
"""Of all archives together. An archive of twenty people has a sixth of a MiB."""


class LedgerEndpoint:
    """`own_key`: the digest of this server's signing key."""

    def __init__(self, auth: Auth, own_key: str, heavy_work: HeavyWork) -> None:
        self.auth, self.own_key, self.heavy_work = auth, own_key, heavy_work
        self._is_making = False

    async def make(self, request: Request) -> Response:
        """The workbook; with `Accept: application/json`, a summary that has it in base64. One is made at a time. Raises
        Refused `busy` for a second one."""
        await self.auth.require_admin(request)
        options = self._options(request)
        self._refuse_second()
        async with self.heavy_work.archive(request):
            body = await read_body(request, MAX_LEDGER_BYTES)
            self._refuse_second()
            self._is_making = True
            try:
                made = await self.heavy_work.run(request, ledger_of, body, options)
            finally:
                self._is_making = False
        if "application/json" in request.headers.get("accept", ""):
            return JSONResponse({**made.summary, "workbook": base64.b64encode(made.workbook).decode()})
        return attachment(made.workbook, XLSX, made.name)

    def _refuse_second(self) -> None:
        if self._is_making:
            raise Refused("busy", work=True)

    def _options(self, request: Request) -> LedgerOptions:
        """`?term=`: the term's first day; `?key=`, any number of times: only archives of these signing keys and of this
        server's are counted."""
        keys, term = request.query_params.getlist("key"), request.query_params.get("term")
        try:
            known = (self.own_key, *map(read_digest, keys))
        except ValueError:
            raise Refused("invalid_field", "key") from None
        try:
            day = None if term is None else date.fromisoformat(term).isoformat()
        except ValueError:
            raise Refused("invalid_field", "term") from None
        return LedgerOptions(preferred_language(request), known, bool(keys), day)
