"""Terminate the endpoint service of a cluster that no connection uses."""

from textual import work

from tui.domain.clusters import TidbSide
from tui.domain.deletion import connections_left
from tui.domain.endpoints import PrivateLinkService, ServiceState
from tui.domain.errors import PrivateEndpointError
from tui.monitor.store import Store
from tui.runtime import Runtime
from tui.screens.dialogs import ProblemDialog
from tui.screens.removing import RemovingScreen, Shown
from tui.views.plain import clock_time, plain

_DELETE = "Delete the endpoint service"
_GONE = "Gone"


class TerminateServiceScreen(RemovingScreen):
    """Names what is left to reject first; else the service's ID is typed, and its end watched."""

    def __init__(self, runtime: Runtime, store: Store, cluster_id: str, node_group_id: str = "") -> None:
        super().__init__(store, runtime.label)
        self._runtime, self._operations = runtime, runtime.operations
        self._owner = cluster_id, node_group_id
        self._known = self._service

    @property
    def _service(self) -> PrivateLinkService | None:
        return self.snapshot.service(*self._owner)

    @property
    def _cluster_name(self) -> str:
        cluster = self.snapshot.cluster(self._owner[0])
        return plain(cluster.name if cluster else self._owner[0], 60)

    def headline(self) -> str:
        return "Terminate an endpoint service"

    def shown(self) -> Shown:
        service = self._service
        if service is None:
            return self._shown_gone()
        facts = self._facts(service)
        if self.snapshot.tidb_side is TidbSide.TIDB_CLOUD:
            return Shown(
                facts, note="TiDB Cloud alone deletes it: it goes with its node group or cluster.", asking=False
            )
        if service.state is ServiceState.DELETING:
            read = clock_time(self.snapshot.as_of)
            stages = (f"✓ {_DELETE}: TiDB's side says deleting, read {read}", f"▶ {_GONE}: waiting, read {read}")
            return Shown(facts, stages=stages, asking=False)
        if self.busy:
            return Shown(facts, stages=(f"▶ {_DELETE}: asking …", f"○ {_GONE}"), asking=False)
        if left := connections_left(*self._owner, self.snapshot):
            named = " ".join(row.key for row in left)
            return Shown(facts, note=f"Connections are left: {named}. Delete or reject them first.", asking=False)
        return Shown(
            facts,
            self._what_stops(service),
            (f"○ {_DELETE}", f"○ {_GONE}"),
            expected=service.name.rpartition(".")[2],
            deeds=(("do", "Terminate"),),
        )

    def _shown_gone(self) -> Shown:
        if self._known is None:
            return Shown(note=f"{self._cluster_name} has no endpoint service.", asking=False)
        read = clock_time(self.snapshot.as_of)
        return Shown(
            self._facts(self._known)[:3],
            stages=(f"✓ {_GONE}: TiDB's side does not show it, read {read}",),
            asking=False,
        )

    def _facts(self, service: PrivateLinkService) -> tuple[tuple[str, str], ...]:
        return (
            ("Cluster", f"{self._cluster_name}  {service.region}"),
            ("Service", plain(service.name, 120) or "not named yet"),
            ("Host name", plain(service.private_dns_name, 120) or "none"),
            ("State", plain(service.state_text or service.state, 40)),
        )

    def _what_stops(self, service: PrivateLinkService) -> tuple[str, ...]:
        rejected = [row for row in self.snapshot.rows if row.owner == service.owner and row.vpc_endpoint_id]
        owners = (
            (f"{len(rejected)} rejected or failed VPC endpoints stay their owners' to delete.",) if rejected else ()
        )
        return (
            f"Nobody can connect to {self._cluster_name} privately until another endpoint service is made.",
            "Another one has another service name: what uses this one has to change.",
            *owners,
        )

    def perform(self, deed: str) -> None:  # noqa: ARG002 - there is one
        self._terminate()

    @work(group="operation")
    async def _terminate(self) -> None:
        """Ask for it; the polls tell the rest."""
        self.busy = True
        try:
            await self._operations.outlive(self._operations.terminate_service(*self._owner))
        except PrivateEndpointError as error:
            self.busy = False
            self.focus_cancel()
            await self.ask(ProblemDialog(error))
            return
        self.busy = False
