"""The creation flow, one screen a step."""

from tui.domain.wizard import Step, Wizard
from tui.monitor.store import Store
from tui.runtime import Runtime
from tui.screens.wizard.accept_endpoint_connection import AcceptEndpointConnectionScreen
from tui.screens.wizard.base import WizardScreen
from tui.screens.wizard.choose_cluster import ChooseClusterScreen
from tui.screens.wizard.enable_private_dns import EnablePrivateDnsScreen
from tui.screens.wizard.interface_endpoint import InterfaceEndpointScreen
from tui.screens.wizard.service_endpoint import ServiceEndpointScreen

_SCREENS: dict[Step, type[WizardScreen]] = {
    screen.STEP: screen
    for screen in (
        ChooseClusterScreen,
        ServiceEndpointScreen,
        InterfaceEndpointScreen,
        AcceptEndpointConnectionScreen,
        EnablePrivateDnsScreen,
    )
}


def step_screen(wizard: Wizard, runtime: Runtime, store: Store) -> WizardScreen:
    """The screen of the step that `wizard` is at."""
    return _SCREENS[wizard.step](runtime, store, wizard.draft)
