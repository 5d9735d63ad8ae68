"""After Create, and for an Active endpoint: it is ready, and how to connect."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Button, Static

from tui.domain.connect import CA_FILE, Address, address
from tui.domain.connect_strings import Client, ConnectionString, connection_string
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import Snapshot
from tui.domain.status import MARKS
from tui.monitor.store import Store
from tui.runtime import Runtime
from tui.screens.ca_file import LONGEST
from tui.screens.connect import ConnectScreen
from tui.screens.live import LiveScreen
from tui.screens.messages import CopyRequested
from tui.views.folding import folded
from tui.views.plain import clock_time, plain
from tui.widgets.keys import KeyBar, bindings
from tui.widgets.page import Scrolls
from tui.widgets.problem_banner import ProblemBanner
from tui.widgets.status_line import StatusLine

_AROUND = 7
"""Cells beside the line."""
_PORT = "The security group of the endpoint must admit the port."


class FinishedScreen(Scrolls, LiveScreen):
    """One private endpoint: its live status, host name and a `mysql` line ready to copy."""

    CSS_PATH = "../styles/finished.tcss"
    BINDINGS = bindings("dialog", "finished", "page")

    def __init__(self, runtime: Runtime, store: Store, key: str) -> None:
        super().__init__(store, runtime.label)
        self._runtime = runtime
        self._key = key
        self._last: ConnectionString | None = None

    def compose(self) -> ComposeResult:
        yield StatusLine("Private endpoint").data_bind(LiveScreen.snapshot, LiveScreen.label)
        yield ProblemBanner().data_bind(LiveScreen.snapshot)
        with VerticalScroll(id="page", can_focus=False):
            yield Static(id="status", markup=False)
            yield Static(id="facts", markup=False)
            yield Static("Connect with MySQL CLI, from inside the VPC", classes="title", markup=False)
            yield Static(id="mysql", markup=False)
            yield Static(id="ca", classes="note", markup=False)
        with Horizontal(id="buttons"):
            yield Button("Copy", action="screen.copy", id="copy", compact=True)
            yield Button("List", action="screen.close", id="close", compact=True)
        yield KeyBar()

    def opened(self) -> None:
        if self._row:
            self._runtime.operations.watch(self._row)
        self._draw()
        self.query_one("#copy" if self._mysql else "#close", Button).focus()

    @property
    def scrolled(self) -> Widget:
        return self.query_one("#page")

    def on_resize(self) -> None:
        if self.drawn:
            self._draw()

    def watch_snapshot(self, _snapshot: Snapshot) -> None:
        if self.drawn:
            self._draw()

    @property
    def about(self) -> str:
        return self._key

    @property
    def _row(self) -> PrivateEndpoint | None:
        return self.snapshot.row(self._key)

    @property
    def _mysql(self) -> ConnectionString | None:
        row = self._row
        to = address(row, self.snapshot.cluster(row.cluster_id)) if row else None
        if not to or not to.host:
            return None
        return connection_string(Client.MYSQL, Address(plain(to.host), to.port, ca=self._ca or CA_FILE))

    def _draw_mysql(self) -> None:
        """In lines that a shell takes as they stand: what is selected by mouse runs. What was known stays."""
        self._last = self._mysql or self._last
        lines = folded(self._last.words, max(self.size.width, 40) - _AROUND) if self._last else ""
        self.put("#mysql", lines or "No host name is known yet.", keep=True)

    @property
    def _ca(self) -> str:
        row = self._row
        return plain(self._runtime.ca_files.path(row.cluster_id), LONGEST) if row else ""

    def _host(self, row: PrivateEndpoint) -> str:
        return address(row, self.snapshot.cluster(row.cluster_id)).host

    def _draw(self) -> None:
        self._draw_mysql()
        row = self._row
        if row is None:
            self.put("#status", self.snapshot.missing(self._key), keep=True)
            return
        standing = row.standing
        self.put("#status", f"{MARKS[standing.status]} {standing.status}: {plain(standing.next)}", keep=True)
        lines = {
            "Cluster": plain(row.cluster_name, 60),
            "Region": row.region,
            "VPC": row.vpc_id or "not visible from this account",
            "VPC endpoint": row.vpc_endpoint_id,
            "Private DNS": {True: "on", False: "off", None: "not visible from this account"}[row.private_dns],
            "Host name": plain(self._host(row), 120) or "not known",
            "Read at": clock_time(self.snapshot.as_of),
        }
        self.put("#facts", "\n".join(f"{name:<14}{value}" for name, value in lines.items()), keep=True)
        self.put("#ca", f"{plain(self._ca or CA_FILE)} is the CA certificate of your cluster. {_PORT}")

    def action_copy(self) -> None:
        if self._mysql:
            self.post_message(CopyRequested(self._mysql.text, "mysql line"))

    def action_connect(self) -> None:
        if self._row:
            self.open_page(ConnectScreen(self._runtime, self._store, self._row.cluster_id, self._key))

    def action_close(self) -> None:
        self.dismiss()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
