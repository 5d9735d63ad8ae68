"""Connect to TiDB: what each client is given to connect through a private endpoint."""

from dataclasses import replace

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.reactive import var
from textual.widgets import Static

from tui import keymap
from tui.domain.clusters import Cluster, why_not_choosable
from tui.domain.connect import CA_FILE, Address, about_ca, address, endpoints_of, first_to_use, usable
from tui.domain.connect_strings import Client, ConnectionString, connection_string
from tui.domain.errors import PrivateEndpointError
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import Snapshot
from tui.monitor.store import Store
from tui.runtime import Runtime
from tui.screens.ca_file import LONGEST, CaFileDialog, what_is_at
from tui.screens.dialogs import ProblemDialog
from tui.screens.live import LiveScreen
from tui.screens.messages import CopyRequested, SetupRequested
from tui.threads import in_thread
from tui.views.connecting import about_idle
from tui.views.folding import folded
from tui.views.next_step import with_keys
from tui.views.plain import plain
from tui.views.wrapping import wrapped
from tui.widgets.client_strip import ClientStrip
from tui.widgets.endpoint_choice import EndpointChoice
from tui.widgets.keys import KeyBar, bindings
from tui.widgets.page import scroll_page
from tui.widgets.status_line import StatusLine

_ONLY_PRIVATE = "Private endpoints only: this program knows no public or peering connections."
_CLIENTS = tuple(Client)
_AROUND = 7
"""Cells beside a line: borders, paddings and scrollbar."""


class ConnectScreen(LiveScreen):
    """A cluster's private endpoints, the clients, and the string for the endpoint and client chosen."""

    CSS_PATH = "../styles/connect.tcss"
    BINDINGS = bindings("connect")

    client: var[Client] = var(Client.MYSQL)

    def __init__(self, runtime: Runtime, store: Store, cluster_id: str, key: str = "") -> None:
        super().__init__(store, runtime.label)
        self._runtime = runtime
        self._cluster_id = cluster_id
        self._key = key
        self._ca = plain(runtime.ca_files.path(cluster_id), LONGEST)
        self._ca_state = ""

    def compose(self) -> ComposeResult:
        yield StatusLine("Connect to TiDB").data_bind(LiveScreen.snapshot, LiveScreen.label)
        yield Static(id="cluster", markup=False)
        yield Static(_ONLY_PRIVATE, classes="note", markup=False)
        yield EndpointChoice()
        yield ClientStrip().data_bind(ConnectScreen.client)
        with VerticalScroll(id="strings", can_focus=False):
            yield Static(id="warning", markup=False)
            yield Static(id="string", markup=False)
            yield Static(id="notes", classes="note", markup=False)
        yield KeyBar()

    def opened(self) -> None:
        self._list()
        choice = self.query_one(EndpointChoice)
        self.watch(choice, "row", self._moved, init=False)
        choice.select(first_to_use(choice.rows))
        choice.select(self._key)
        choice.focus()
        self._draw()
        self._look_at_ca()

    def on_resize(self) -> None:
        if self.drawn:
            self._draw()

    def watch_snapshot(self, _snapshot: Snapshot) -> None:
        if self.drawn:
            self._list()
            self._draw()

    def watch_client(self) -> None:
        if self.drawn:
            self._draw()
            self.query_one("#strings").scroll_home(animate=False, immediate=True)

    def _moved(self) -> None:
        if self.drawn:
            self._draw()

    @property
    def _cluster(self) -> Cluster | None:
        return self.snapshot.cluster(self._cluster_id)

    @property
    def about(self) -> str:
        return self._row.key if self._row else self._key

    @property
    def _row(self) -> PrivateEndpoint | None:
        return self.query_one(EndpointChoice).row

    @property
    def _to(self) -> Address:
        """Without a host where there is nothing to connect through."""
        if self._row is None or not usable(self._row):
            return Address("")
        to = address(self._row, self._cluster)
        return replace(to, host=plain(to.host), ca=self._ca or CA_FILE)

    @property
    def _string(self) -> ConnectionString | None:
        to = self._to
        return connection_string(self.client, to) if to.host else None

    def _list(self) -> None:
        rows = endpoints_of(self._cluster_id, self.snapshot.rows)
        choice = self.query_one(EndpointChoice)
        choice.display = bool(rows)
        choice.show(rows)

    def _draw(self) -> None:
        cluster, string = self._cluster, self._string
        self.put("#cluster", _where(cluster) if cluster else "This cluster is not there any more.")
        self.put("#warning", self._to.warning if string else self._why_none())
        self.put("#string", self._broken(string) if string else "")
        idle = (about_idle(self.client),) if about_idle(self.client) else ()
        self.put("#notes", "\n".join((string.note, *idle, self._about_ca())) if string else "")
        self.query_one(ClientStrip).display = string is not None
        self.refresh_bindings()

    def _about_ca(self) -> str:
        where = with_keys(plain(about_ca(self.snapshot.tidb_side, self._ca), LONGEST), "connect")
        return f"{where} {self._ca_state}".rstrip()

    def _broken(self, string: ConnectionString) -> str:
        """A shell command ends its lines in a backslash, so that what is selected by mouse runs as it stands."""
        room = max(self.size.width, 40) - _AROUND
        if not string.words:
            return "\n".join(wrapped(string.text.rstrip(), room))
        return folded(string.words, room)

    def _why_none(self) -> str:
        row = self._row
        if row is None:
            return self._why_no_endpoint()
        if not usable(row):
            return f"Nothing connects through it while it is {row.standing.status}. {plain(row.standing.next)}"
        return "Its host name is not known yet."

    def _why_no_endpoint(self) -> str:
        if self._cluster is None:
            return f"Press {keymap.key('connect', 'close')} to go back."
        reason = why_not_choosable(self._cluster)
        if reason:
            return f"This cluster has no private endpoint and can take none now: {reason}."
        create = keymap.key("connect", "create")
        how = f"Press {create} to create one: its cluster is then already chosen."
        return f"This cluster has no private endpoint yet.\n\n{how}"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        if not self.drawn:
            return True
        if action == "create":
            return True if self._cluster and not why_not_choosable(self._cluster) else None
        if action in {"copy", "next_client", "previous_client"}:
            return True if self._string else None
        return True

    def action_next_client(self) -> None:
        self._turn(1)

    def action_previous_client(self) -> None:
        self._turn(-1)

    def _turn(self, by: int) -> None:
        self.client = _CLIENTS[(_CLIENTS.index(self.client) + by) % len(_CLIENTS)]

    def action_scroll_down(self) -> None:
        scroll_page(self.query_one("#strings"), 1)

    def action_scroll_up(self) -> None:
        scroll_page(self.query_one("#strings"), -1)

    def action_copy(self) -> None:
        if self._string:
            self.post_message(CopyRequested(self._string.text, f"String for {self.client}"))

    @work(group="file", exclusive=True)
    async def _look_at_ca(self) -> None:
        """In a thread: the path may be on a disk that does not answer."""
        path = self._ca
        self._ca_state = await in_thread(lambda: what_is_at(path))
        self._draw()

    @work(group="operation")
    async def action_ca_file(self) -> None:
        side = self.snapshot.tidb_side
        path = await self.ask(CaFileDialog(about_ca(side, self._ca or CA_FILE), self._ca))
        if path is None:
            return
        self._ca, self._ca_state = path, ""
        self._look_at_ca()
        try:
            await self._runtime.ca_files.tell(self._cluster_id, path)
        except PrivateEndpointError as error:
            await self.ask(ProblemDialog(error))

    def action_create(self) -> None:
        self.post_message(SetupRequested(self._cluster_id))

    def action_close(self) -> None:
        self.dismiss()


def _where(cluster: Cluster) -> str:
    words = (plain(cluster.name, 60), plain(cluster.region, 30), f"port {cluster.port}")
    return "  ".join(word for word in words if word)
