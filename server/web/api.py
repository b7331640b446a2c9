"""The HTTP API: its endpoints, and the table of their routes (CONTRACT "HTTP API").

Every response is JSON unless a file or a print sheet was requested. The rules are in `meetings`.
"""

from starlette.routing import Route

from ..core.texts import TextKind
from ..meetings.operations import Operations
from .admin_key_endpoints import AdminKeyEndpoints
from .auth import Auth
from .card_endpoints import CardEndpoints
from .downloads import Downloads
from .heavy_work import HeavyWork
from .ledger_endpoint import LedgerEndpoint
from .meeting_endpoints import MeetingEndpoints
from .past_endpoints import PastEndpoints
from .responses import api_endpoint
from .setup_endpoints import SetupEndpoints
from .text_endpoints import TextEndpoints


class Api:
    """`print_css` is the address of the print sheet's styles. Must be closed."""

    def __init__(self, operations: Operations, auth: Auth, print_css: str) -> None:
        self.heavy_work = HeavyWork(auth.organisation)
        self.meetings = MeetingEndpoints(operations, auth)
        self.cards = CardEndpoints(operations, auth, print_css, self.heavy_work)
        self.downloads = Downloads(auth, operations.store, operations.signing_key, self.heavy_work)
        self.ledger = LedgerEndpoint(auth, operations.signing_key.digest, self.heavy_work)
        self.admin_keys = AdminKeyEndpoints(operations, auth)
        self.setup = SetupEndpoints(operations, auth, self.heavy_work)
        self.texts = TextEndpoints(operations, auth, self.heavy_work)
        self.past = PastEndpoints(operations, auth, self.heavy_work)

    def close(self) -> None:
        self.heavy_work.close()

    def routes(self) -> list[Route]:
        meeting = "/api/meetings/{id}"
        table = [
            ("POST", "/api/meetings", self.meetings.create),
            ("GET", "/api/meetings", self.meetings.list),
            ("GET", meeting, self.meetings.show),
            ("PUT", meeting, self.meetings.replace),
            ("PATCH", meeting, self.meetings.amend),
            ("DELETE", meeting, self.meetings.delete),
            ("GET", meeting + "/document", self.meetings.document),
            ("POST", meeting + "/keys", self.meetings.replace_key),
            ("POST", meeting + "/phase", self.meetings.enter_phase),
            ("PUT", meeting + "/attendance", self.meetings.set_attendance),
            ("PUT", meeting + "/write-ins", self.meetings.merge_write_ins),
            ("POST", meeting + "/simulated-voters", self.meetings.simulate),
            *(("GET", f"{meeting}/subjects/{{sid}}/{kind}", self.texts.show) for kind in TextKind),
            *(("PUT", f"{meeting}/subjects/{{sid}}/{kind}", self.texts.set) for kind in TextKind),
            ("PUT", meeting + "/subjects/{sid}/{kind}", self.meetings.add),
            ("POST", meeting + "/last-year", self.past.set_last_year),
            ("DELETE", meeting + "/last-year", self.past.remove_last_year),
            ("POST", meeting + "/rectified", self.past.set_rectified),
            ("GET", meeting + "/log", self.meetings.log),
            ("PUT", meeting + "/owner", self.admin_keys.assign),
            ("POST", meeting + "/cards", self.cards.issue),
            ("POST", meeting + "/void-cards", self.cards.void),
            ("POST", meeting + "/void-open", self.cards.void_open),
            ("GET", meeting + "/tally.{format}", self.downloads.results),
            ("GET", meeting + "/papers", self.downloads.papers),
            ("GET", meeting + "/papers/feedback.zip", self.downloads.feedback),
            ("GET", meeting + "/papers/{paper}.{format}", self.downloads.single_paper),
            ("GET", meeting + "/charts.zip", self.downloads.charts),
            ("GET", meeting + "/charts/{sid}.svg", self.downloads.chart),
            ("GET", meeting + "/bundle.zip", self.downloads.bundle),
            ("GET", "/api/admin", self.admin_keys.own),
            ("GET", "/api/keys", self.admin_keys.list),
            ("POST", "/api/keys", self.admin_keys.add),
            ("PATCH", "/api/keys/{key}", self.admin_keys.change),
            ("DELETE", "/api/keys/{key}", self.admin_keys.revoke),
            ("POST", "/api/keys/{key}/link", self.admin_keys.replace),
            ("GET", "/api/log", self.admin_keys.log),
            ("GET", "/api/forms", self.setup.forms),
            ("GET", "/api/samples", self.setup.samples),
            ("POST", "/api/copies", self.setup.copy),
            ("POST", "/api/rosters", self.setup.check_roster),
            ("POST", "/api/texts", self.texts.read_file),
            ("POST", "/api/preview", self.setup.preview),
            ("POST", "/api/ledger", self.ledger.make),
            ("GET", "/api/demo", self.setup.has_demo),
            ("POST", "/api/demo", self.setup.start_demo),
        ]
        return [Route(path, api_endpoint(endpoint), methods=[method]) for method, path, endpoint in table]
