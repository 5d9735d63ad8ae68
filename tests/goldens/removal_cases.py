"""Goldens of the pages that delete, reject, terminate and edit."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from textual.screen import Screen

from tests.clock import START
from tests.fakes import CLOSED_GROUP, SUBNET_IDS, VPCE_ID, cluster, connection, vpc_endpoint
from tests.goldens.cases import Case
from tests.screens import worlds
from tests.screens.harness import MemoryRemovals, Session, World, typed
from tests.screens.worlds import active
from tui.domain.deletion import Deletion
from tui.domain.errors import InvalidRequest
from tui.monitor.store import Store
from tui.runtime import Runtime
from tui.screens.edit import EditEndpointScreen
from tui.screens.terminate import TerminateServiceScreen

Opens = Callable[[Runtime, Store, str], Screen[None]]
TYPED = f"d shift+tab {typed(VPCE_ID)}"
DELETED = f"{TYPED} tab enter"


@dataclass(frozen=True, slots=True)
class Opened(Case):
    """A page that no key of the list leads to in this state."""

    opens: Opens = EditEndpointScreen
    key: str = VPCE_ID

    async def play(self, session: Session) -> None:
        await session.open(self.opens, self.key)
        await Case.play(self, session)


def made_elsewhere() -> World:
    return active(managed_by="CloudFormation stack network")


def two_in_the_vpc() -> World:
    world = active()
    world.aws.vpc_endpoints.append(vpc_endpoint(worlds.SECOND_VPCE_ID))
    return world


def rejecting_for_ever() -> World:
    world = active()
    worlds.never_answers(world.tidb, "reject")
    return world


def refused() -> World:
    world = active()
    world.aws.fail["delete_vpc_endpoint"] = InvalidRequest(
        f"The VPC Endpoint '{VPCE_ID}' is in an invalid state: available",
        "Wait until it is settled, then go on.",
        "AWS",
        "InvalidState",
        "7f3c1f52-8a42-4b6e-9c4d-5a1b2c3d4e5f",
    )
    return world


def interrupted() -> World:
    world = worlds.with_endpoint("rejected")
    world.removals = MemoryRemovals(Deletion(VPCE_ID, cluster().id, "", "us-west-2", START, rejected_at=START))
    return world


def stranger(state: str = "DISCOVERED") -> World:
    world = worlds.with_service()
    world.tidb.connections = [connection(state=state, owner_account="999988887777")]
    return world


def aws_finishes(world: World) -> None:
    world.aws.advance()


def changed(session_keys: str = "") -> tuple[str, ...]:
    """Another group, one subnet more."""
    groups = f"home ctrl+k {typed(CLOSED_GROUP)}"
    subnets = f"tab end space {typed(SUBNET_IDS[2])}"
    return (groups, f"{subnets} {session_keys}".strip())


terminate = partial(Opened, opens=TerminateServiceScreen, key=cluster().id)

REMOVAL_CASES = (
    Case("delete-wrong-id", active, ("d v p c e minus enter",)),
    Case("delete", two_in_the_vpc, ("d",)),
    Case("delete-wrong", active, ("d shift+tab v p c",)),
    Case("delete-right", active, (TYPED,)),
    Case("delete-rejecting", rejecting_for_ever, (DELETED,)),
    Case("delete-waiting-for-aws", active, (DELETED,)),
    Case("delete-gone", active, (DELETED, aws_finishes)),
    Case("delete-refused", refused, (DELETED,)),
    Case("delete-interrupted", interrupted, ("d",)),
    Case("delete-stopped", refused, (f"{DELETED} escape",)),
    Case("list-deleting", rejecting_for_ever, (f"{DELETED} escape",)),
    Case("delete-failed", lambda: worlds.with_endpoint("failed", last_error="InternalError: no."), ("d",)),
    Case("delete-requester-managed", lambda: worlds.with_endpoint(requester_managed=True), ("d",)),
    Case("reject-unknown", stranger, ("d",)),
    Case("reject-done", stranger, ("d tab enter",)),
    Case("reject-active", lambda: stranger("ACTIVE"), ("d",)),
    terminate("terminate", worlds.with_service),
    terminate("terminate-connections-left", active),
    terminate("terminate-gone", worlds.one_cluster),
    Case("edit", active, ("e",)),
    Case("edit-changed", active, ("e", *changed())),
    Case("edit-confirm", active, ("e", *changed("ctrl+r"))),
    Case("edit-once-more", made_elsewhere, ("e", *changed("ctrl+r tab enter"))),
    Case("edit-done", active, ("e", *changed("ctrl+r tab enter"))),
    Opened("edit-changed-elsewhere", worlds.changed_elsewhere),
    Opened("edit-deleting", lambda: worlds.with_endpoint("deleting")),
)
