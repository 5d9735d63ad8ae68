"""The pages of the five steps that create a private endpoint."""

from tui.domain.draft import Step
from tui.views.page import Page
from tui.views.steps.accept_connection import accept_connection
from tui.views.steps.base import Setup
from tui.views.steps.first_steps import choose_cluster, service_endpoint
from tui.views.steps.interface_endpoint import interface_endpoint
from tui.views.steps.private_dns import private_dns

__all__ = ["Setup", "step_page"]

_PAGES = {
    Step.CHOOSE_CLUSTER: choose_cluster,
    Step.SERVICE_ENDPOINT: service_endpoint,
    Step.INTERFACE_ENDPOINT: interface_endpoint,
    Step.ACCEPT_ENDPOINT_CONNECTION: accept_connection,
    Step.ENABLE_PRIVATE_DNS: private_dns,
}


def step_page(setup: Setup) -> Page:
    """What the page of `setup.step` says."""
    return _PAGES[setup.step](setup)
