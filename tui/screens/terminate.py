"""Terminate the endpoint service of a cluster that no connection uses."""

from textual import work

from tui.domain.errors import PrivateEndpointError
from tui.monitor.store import Store
from tui.runtime import Runtime
from tui.screens.dialogs import ProblemDialog
from tui.screens.removing import RemovingScreen
from tui.views.page import Page
from tui.views.termination import TITLE, Termination, termination_page
from tui.views.terms import terms


class TerminateServiceScreen(RemovingScreen):
    """Names what is left to reject first; else the service's ID is typed, and its end watched."""

    def __init__(self, runtime: Runtime, store: Store, cluster_id: str, node_group_id: str = "") -> None:
        super().__init__(store, runtime.label)
        self._runtime, self._operations = runtime, runtime.operations
        self._owner = cluster_id, node_group_id
        self._known = self.snapshot.service(*self._owner)

    def headline(self) -> str:
        return TITLE

    def shown(self) -> Page:
        return termination_page(
            Termination(
                owner=self._owner,
                snapshot=self.snapshot,
                terms=terms(self._runtime),
                known=self._known,
                busy=self.busy,
            )
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
