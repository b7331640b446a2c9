"""Authorization of HTTP requests by the key in `Authorization: Bearer` (CONTRACT "Keys").

Knows keys, roles and meetings; knows no endpoint.
"""

import hmac
from dataclasses import dataclass

from starlette.requests import Request

from ..core import tokens
from ..core.admin_keys import BY_DESK, BY_MAIN, NAMED, Actor, AdminKey
from ..core.errors import Refused
from ..core.meeting_state import is_meeting_id
from ..meetings.admin_keys import AdminKeys
from ..meetings.admission import Admission
from ..meetings.live_meeting import LiveMeeting
from ..meetings.registry import MeetingRegistry


@dataclass(frozen=True, slots=True)
class Admin:
    """Who has an admin key: `key` is the named one, None for the main one."""

    key: AdminKey | None

    @property
    def actor(self) -> Actor:
        return BY_MAIN if self.key is None else Actor(NAMED, self.key.id)

    @property
    def owner(self) -> str | None:
        """Whose meetings it sees; None: all."""
        return None if self.key is None else self.key.id


@dataclass(frozen=True, slots=True)
class Access:
    """A meeting, the role in which it was asked for, and who acts."""

    live: LiveMeeting
    role: str
    actor: Actor


class Auth:
    """Every check raises Refused: `unknown_key` (401) if the key is missing, malformed or opens nothing, `revoked_key`
    or `expired_key` (401) for a named admin key, `wrong_role` (403) if the key belongs to another role or another
    meeting. `admin_digest` is the digest of the main admin key.
    """

    def __init__(
        self, registry: MeetingRegistry, admission: Admission, admin_keys: AdminKeys, admin_digest: bytes
    ) -> None:
        self._registry, self._admission, self._admin_keys = registry, admission, admin_keys
        self._admin_digest = admin_digest

    async def require_admin(self, request: Request, is_use: bool = True) -> Admin:
        """The main admin key or a named one. `is_use`: the request is stored as a last use."""
        holder = await self._holder(bearer_key(request), is_use)
        if not isinstance(holder, Admin):
            raise Refused("wrong_role")
        _authenticate_connection(request)
        return holder

    async def require_main_admin(self, request: Request) -> Admin:
        admin = await self.require_admin(request)
        if admin.key is not None:
            raise Refused("wrong_role")
        return admin

    async def require_admin_or_desk(self, request: Request) -> None:
        """An admin, or the desk of any meeting."""
        holder = await self._holder(bearer_key(request))
        if not isinstance(holder, Admin) and holder[1] != "desk":
            raise Refused("wrong_role")
        _authenticate_connection(request)

    async def organisation(self, request: Request) -> str:
        """Whose key it is: the id of the named admin key that it is, or that its meeting belongs to; empty for the main
        one."""
        holder = await self._holder(bearer_key(request), is_use=False)
        if isinstance(holder, Admin):
            return holder.owner or ""
        return await self._admin_keys.store.owner(holder[0].state.id) or ""

    async def meeting(self, request: Request, *roles: str) -> LiveMeeting:
        """The meeting named in the path, if one of `roles` asks for it."""
        return (await self.access(request, *roles)).live

    async def access(self, request: Request, *roles: str) -> Access:
        """The meeting named in the path and who asks for it. A key of another meeting gets `wrong_role` whether or not
        the named meeting exists. Only an admin gets Refused `not_found`: for a named admin key the meetings of others
        do not exist.
        """
        holder, meeting_id = await self._holder(bearer_key(request)), request.path_params["id"]
        if isinstance(holder, Admin):
            if "admin" not in roles:
                raise Refused("wrong_role")
            _authenticate_connection(request)
            if not is_meeting_id(meeting_id):
                raise Refused("not_found")
            await self._refuse_foreign(holder, meeting_id)
            return Access(await self._registry.find(meeting_id), "admin", holder.actor)
        live, role = holder
        if live.state.id != meeting_id or role not in roles:
            raise Refused("wrong_role")
        _authenticate_connection(request)
        return Access(live, role, BY_DESK)

    async def _refuse_foreign(self, admin: Admin, meeting_id: str) -> None:
        """Before the meeting is loaded, so that nobody can tell by the time it takes whether there is one."""
        if admin.key is not None and await self._admin_keys.store.owner(meeting_id) != admin.key.id:
            raise Refused("not_found")

    async def _holder(self, key: str, is_use: bool = True) -> Admin | tuple[LiveMeeting, str]:
        """Whose key it is: an admin's, or that of a role in a meeting."""
        if hmac.compare_digest(tokens.digest(key), self._admin_digest):
            return Admin(None)
        staff = await self._admission.access(key)
        if staff is not None:
            return staff
        named = await self._admin_keys.find(key)
        if named is None:
            raise Refused("unknown_key")
        if is_use:
            await self._admin_keys.mark_used(named)
        return Admin(named)


def bearer_key(request: Request) -> str:
    """The key however the header spells its scheme and spaces. Raises Refused `unknown_key`."""
    scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
    key = credentials.strip()
    if scheme.lower() != "bearer" or not tokens.is_key(key):
        raise Refused("unknown_key")
    return key


def _authenticate_connection(request: Request) -> None:
    """Nothing closes the connection of a request with a valid key while it is answered (PROMISES P48)."""
    request.scope["state"]["pingyi.socket"].authenticate()
