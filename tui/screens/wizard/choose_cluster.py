"""Step 1: the TiDB cluster for which to create a private endpoint."""

from dataclasses import replace

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Button, Select, Static

from tui.domain.draft import Draft, Step, twin
from tui.screens.dialogs import TellDialog
from tui.screens.wizard.base import WizardScreen
from tui.views.choices import Choice
from tui.views.no_clusters import how_to_create
from tui.views.page import Page
from tui.views.steps.first_steps import CHOOSE_GROUP
from tui.widgets.dropdown import Dropdown
from tui.widgets.hanging import Hanging


class ChooseClusterScreen(WizardScreen):
    """Dedicated clusters on AWS that are ready; the others are named with the reason.

    The node group is asked for only where a cluster has more than one: each has an endpoint service of its own.
    """

    STEP = Step.CHOOSE_CLUSTER

    def compose_step(self) -> ComposeResult:
        self._offered: dict[str, list[tuple[str, str]]] = {}
        yield Static(self.page_now.line("intro"), markup=False)
        with Horizontal(id="choice"):
            yield Dropdown[str](prompt="Choose a cluster", id="cluster", compact=True)
            yield Button("Create Cluster", action="screen.create_cluster", id="create-cluster", compact=True)
        yield Static(CHOOSE_GROUP, id="which", markup=False)
        yield Dropdown[str](prompt="Choose a node group", id="group", compact=True)
        yield Static(id="none", markup=False)
        yield Hanging(id="left-out")

    def opened(self) -> None:
        self._own = self.draft.id
        super().opened()
        create = self.query_one("#create-cluster")
        (create if create.display else self.query_one("#cluster")).focus()

    def draw_step(self, page: Page) -> None:
        cluster, *group = page.fields
        self._offer("#cluster", cluster.choices, self.draft.cluster_id)
        self._offer("#group", group[0].choices if group else (), self.draft.node_group_id)
        self.query_one("#which").display = self.query_one("#group").display = bool(group)
        self.query_one("#create-cluster").display = page.action("create_cluster") is not None
        self.put("#none", page.line("none"), keep=True)
        self.query_one("#left-out", Hanging).text = page.line("left-out")

    def focus_next_button(self) -> None:
        """Not here: what is asked first is the cluster."""

    @work(group="operation")
    async def action_create_cluster(self) -> None:
        await self.ask(TellDialog("Create Cluster", how_to_create(self.snapshot.tidb_side)))

    def _offer(self, where: str, choices: tuple[Choice, ...], chosen: str) -> None:
        """Clusters and groups come and go while one looks; what was chosen stays chosen."""
        offered = [(each.text, each.id) for each in choices]
        if offered != self._offered.get(where):
            self._offered[where] = offered
            select = self.query_one(where, Select)
            with select.prevent(Select.Changed):
                select.set_options(offered)
                if any(key == chosen for _, key in offered):
                    select.value = chosen

    @on(Select.Changed, "#cluster")
    def _chosen(self, event: Select.Changed) -> None:
        cluster = self.snapshot.cluster(str(event.value))
        if cluster and cluster.id != self.draft.cluster_id:
            self._adopt(self._new.with_cluster(cluster))

    @on(Dropdown.Taken)
    def _on(self, event: Dropdown.Taken) -> None:
        """Enter takes a line, and Enter again goes on: to the node groups where there are several, else to Next."""
        group = self.query_one("#group")
        if group.display and event.control is not group:
            group.focus()
        else:
            super().focus_next_button()

    @on(Select.Changed, "#group")
    def _chosen_group(self, event: Select.Changed) -> None:
        if event.value is not Select.NULL:
            self._adopt(self._new.with_node_group(str(event.value)))

    @property
    def _new(self) -> Draft:
        """With the answers so far, whichever setup has them."""
        return replace(self.draft, id=self._own)

    def _adopt(self, draft: Draft) -> None:
        """Where nothing else was entered, an unfinished setup is gone on with: no second one is kept."""
        if same := twin(draft, self._operations.drafts()):
            self.draft = same
        else:
            self.change(draft)

    async def proceed(self) -> None:
        self.draft = twin(self.draft, self._operations.drafts()) or self.draft
        self.go_on()
