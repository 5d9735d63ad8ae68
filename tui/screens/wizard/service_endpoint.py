"""Step 2: the region of the private endpoint."""

from textual import on
from textual.app import ComposeResult
from textual.widgets import Select, Static

from tui.domain.draft import Step
from tui.screens.wizard.base import WizardScreen
from tui.widgets.dropdown import Dropdown


class ServiceEndpointScreen(WizardScreen):
    """Only the cluster's region can be chosen."""

    STEP = Step.SERVICE_ENDPOINT

    def compose_step(self) -> ComposeResult:
        region = self.facts.cluster.region if self.facts.cluster else self.draft.region
        page = self.page_now
        yield Static(page.line("intro"), markup=False)
        options = [(region, region)] if region else []
        yield Dropdown(options, value=region or Select.NULL, allow_blank=not region, id="region", compact=True)
        yield Static(page.line("note"), markup=False, classes="note")
        yield Static(id="refused", markup=False)

    def opened(self) -> None:
        cluster = self.facts.cluster
        if cluster:
            self.put("#refused", self.page_now.line("refused"), keep=True)
            self.change(self.draft.with_region(cluster.region))
        super().opened()

    @on(Select.Changed, "#region")
    def _chosen(self, event: Select.Changed) -> None:
        if event.value is not Select.NULL and event.value != self.draft.region:
            self.change(self.draft.with_region(str(event.value)))
