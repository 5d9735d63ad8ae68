"""After Create, and for an Active endpoint: it is ready, and how to connect."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Static

from tui.domain import connect
from tui.domain.endpoints import PrivateEndpoint
from tui.domain.snapshot import Snapshot
from tui.domain.status import MARKS
from tui.monitor.store import Store
from tui.screens.live import LiveScreen
from tui.screens.messages import CopyRequested
from tui.widgets.keys import KeyBar, bindings
from tui.widgets.plain import clock_time, plain
from tui.widgets.status_line import StatusLine


class FinishedScreen(LiveScreen):
    """One private endpoint: its live status, host name and a `mysql` line ready to copy."""

    CSS_PATH = "../styles/finished.tcss"
    BINDINGS = bindings("dialog")

    def __init__(self, store: Store, label: str, key: str) -> None:
        super().__init__(store, label)
        self._key = key

    def compose(self) -> ComposeResult:
        yield StatusLine("Private endpoint").data_bind(LiveScreen.snapshot, LiveScreen.label)
        with VerticalScroll(id="page", can_focus=False):
            yield Static(id="status", markup=False)
            yield Static(id="facts", markup=False)
            yield Static("Connect with MySQL CLI, from inside the VPC", classes="title", markup=False)
            yield Static(id="mysql", markup=False)
            yield Static(
                "ca.pem is the CA certificate of your cluster. The security group of the endpoint must admit the port.",
                classes="note",
                markup=False,
            )
        with Horizontal(id="buttons"):
            yield Button("Copy", action="screen.copy", id="copy", compact=True)
            yield Button("List", action="screen.close", id="close", compact=True)
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        self._draw()
        self.query_one("#copy" if self._mysql else "#close", Button).focus()

    def watch_snapshot(self, _snapshot: Snapshot) -> None:
        if self.drawn:
            self._draw()

    @property
    def _row(self) -> PrivateEndpoint | None:
        return self.snapshot.row(self._key)

    @property
    def _mysql(self) -> str:
        row = self._row
        cluster = self.snapshot.cluster(row.cluster_id) if row else None
        host = self._host(row) if row else ""
        return connect.mysql(plain(host), cluster.port) if cluster and host else ""

    def _host(self, row: PrivateEndpoint) -> str:
        cluster = self.snapshot.cluster(row.cluster_id)
        if row.private_dns or row.private_dns is None:
            name = row.service.private_dns_name if row.service else ""
            return name or (cluster.host if cluster else "")
        names = row.vpc_endpoint.dns_names if row.vpc_endpoint else ()
        return names[0] if names else ""

    def _draw(self) -> None:
        row = self._row
        if row is None:
            self.query_one("#status", Static).update(f"{self._key} is not there any more.")
            return
        standing = row.standing
        self.query_one("#status", Static).update(f"{MARKS[standing.status]} {standing.status}: {plain(standing.next)}")
        lines = {
            "Cluster": plain(row.cluster_name, 60),
            "Region": row.region,
            "VPC": row.vpc_id or "not visible from this account",
            "VPC endpoint": row.vpc_endpoint_id,
            "Private DNS": {True: "on", False: "off", None: "not visible from this account"}[row.private_dns],
            "Host name": plain(self._host(row), 120) or "not known",
            "Read at": clock_time(self.snapshot.as_of),
        }
        self.query_one("#facts", Static).update("\n".join(f"{name:<14}{value}" for name, value in lines.items()))
        self.query_one("#mysql", Static).update(self._mysql or "No host name is known yet.")

    def action_copy(self) -> None:
        if self._mysql:
            self.post_message(CopyRequested(self._mysql, "mysql line"))

    def action_close(self) -> None:
        self.dismiss()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
