"""The creation flow, one screen a step, and the ways into it."""

from dataclasses import replace

from tui.domain.clusters import preset
from tui.domain.draft import Step
from tui.domain.endpoints import ServiceState
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import facts, reconcile
from tui.domain.wizard import Wizard, resume
from tui.monitor.store import Store
from tui.runtime import Runtime
from tui.screens.wizard import (
    accept_endpoint_connection,
    choose_cluster,
    enable_private_dns,
    interface_endpoint,
    service_endpoint,
)
from tui.screens.wizard.base import WizardScreen, step_screen

__all__ = [
    "accept_endpoint_connection",
    "choose_cluster",
    "creation",
    "editing",
    "enable_private_dns",
    "interface_endpoint",
    "service_endpoint",
]


def creation(runtime: Runtime, store: Store, came_from: str = "") -> WizardScreen:
    """The first step of a new setup; the cluster one came from, else one without a private endpoint, is preset."""
    snapshot = store.snapshot
    taken = {row.cluster_id for row in snapshot.rows if row.vpc_endpoint_id}
    ready = {each.cluster_id for each in snapshot.services if each.state is ServiceState.ACTIVE}
    chosen = preset(snapshot.clusters, taken, came_from, ready)
    draft = runtime.operations.new_draft(chosen.id if chosen else "")
    return step_screen(Wizard(Step.CHOOSE_CLUSTER, draft), runtime, store)


def editing(runtime: Runtime, store: Store, row: PrivateEndpoint) -> WizardScreen:
    """The first incomplete step of what `row` still needs, whoever began it."""
    draft = row.draft or replace(
        runtime.operations.new_draft(row.cluster_id),
        node_group_id=row.node_group_id,
        region=row.region,
        vpc_id=row.vpc_id,
        vpc_endpoint_id=row.vpc_endpoint_id,
    )
    draft = reconcile(draft, store.snapshot)
    return step_screen(resume(draft, facts(draft, store.snapshot)), runtime, store)
