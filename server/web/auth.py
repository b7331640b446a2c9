"""Authorization of HTTP requests by the key in `Authorization: Bearer` (CONTRACT "Keys").

Knows keys, roles and meetings; knows no endpoint.
"""

import hmac

from starlette.requests import Request

from ..core import tokens
from ..core.errors import Refused
from ..meetings.admission import Admission
from ..meetings.live_meeting import LiveMeeting
from ..meetings.registry import MeetingRegistry


class Auth:
    """Every check raises Refused: `unknown_key` (401) if the key is missing, malformed or opens nothing, `wrong_role`
    (403) if it belongs to another role or another meeting. `admin_digest` is the digest of the admin key.
    """

    def __init__(self, registry: MeetingRegistry, admission: Admission, admin_digest: bytes) -> None:
        self._registry, self._admission, self._admin_digest = registry, admission, admin_digest

    async def require_admin(self, request: Request) -> None:
        key = _bearer_key(request)
        if not self._is_admin(key):
            await self._access(key)
            raise Refused("wrong_role")
        _authenticate_connection(request)

    async def require_admin_or_desk(self, request: Request) -> None:
        """The admin, or the desk of any meeting."""
        key = _bearer_key(request)
        if not self._is_admin(key) and (await self._access(key))[1] != "desk":
            raise Refused("wrong_role")
        _authenticate_connection(request)

    async def meeting(self, request: Request, *roles: str) -> LiveMeeting:
        """The meeting named in the path, if one of `roles` asks for it."""
        return (await self.meeting_and_role(request, *roles))[0]

    async def meeting_and_role(self, request: Request, *roles: str) -> tuple[LiveMeeting, str]:
        """The meeting named in the path and the role of the key. A key of another meeting gets `wrong_role` whether
        or not the named meeting exists. Only the admin gets Refused `not_found`.
        """
        key, meeting_id = _bearer_key(request), request.path_params["id"]
        if self._is_admin(key):
            if "admin" not in roles:
                raise Refused("wrong_role")
            _authenticate_connection(request)
            return await self._registry.find(meeting_id), "admin"
        live, role = await self._access(key)
        if live.state.id != meeting_id or role not in roles:
            raise Refused("wrong_role")
        _authenticate_connection(request)
        return live, role

    def _is_admin(self, key: str) -> bool:
        return hmac.compare_digest(tokens.digest(key), self._admin_digest)

    async def _access(self, key: str) -> tuple[LiveMeeting, str]:
        access = await self._admission.access(key)
        if access is None:
            raise Refused("unknown_key")
        return access


def _bearer_key(request: Request) -> str:
    scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
    key = credentials.strip()
    if scheme.lower() != "bearer" or not tokens.is_key(key):
        raise Refused("unknown_key")
    return key


def _authenticate_connection(request: Request) -> None:
    """Nothing closes the connection of a request with a valid key while it is answered (PROMISES P48)."""
    request.scope["state"]["pingyi.socket"].authenticate()
