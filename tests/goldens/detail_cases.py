"""Goldens of the Describe page and of the raw answers."""

from dataclasses import dataclass

from tests.fakes import CLOSED_GROUP, OPEN_GROUP, VPCE_ID
from tests.goldens.cases import Case
from tests.goldens.list_cases import hostile, seen_by_tidb_alone
from tests.screens import worlds
from tests.screens.harness import MemoryWaits, Session, World
from tui.domain.endpoints import VpcEndpointState
from tui.domain.errors import PermissionDenied
from tui.domain.waits import Took
from tui.screens.detail import DetailScreen


@dataclass(frozen=True, slots=True)
class Described(Case):
    """The page of one endpoint, before the steps."""

    key: str = VPCE_ID

    async def play(self, session: Session) -> None:
        await session.open(DetailScreen, self.key)
        await Case.play(self, session)


def active() -> World:
    """An endpoint of which nothing is amiss but one security group that admits nothing."""
    return worlds.with_endpoint(private_dns_enabled=True, security_group_ids=(CLOSED_GROUP, OPEN_GROUP))


def shut_out() -> World:
    """No group admits the port, and two parts cannot be read."""
    world = worlds.with_endpoint(private_dns_enabled=True, security_group_ids=(CLOSED_GROUP,))
    for method in ("list_subnets", "describe_network_interfaces"):
        world.aws.fail[method] = PermissionDenied(
            "You are not authorized to perform this operation.",
            f"Allow {method} to the identity.",
            "AWS",
            "UnauthorizedOperation",
        )
    return world


def slow() -> World:
    world = active()
    for method in ("list_subnets", "list_security_groups"):
        worlds.never_answers(world.aws, method)
    return world


def waited_before() -> World:
    """Waiting for AWS, which took ten others here up to 15 minutes."""
    world = worlds.with_endpoint("pending")
    world.waits = MemoryWaits(Took("self-managed-accept", (100.0,) * 8 + (190.0, 900.0)))
    return world


def overdue(world: World) -> None:
    world.clock.advance(301)


def accepted(world: World) -> None:
    world.aws.change(VPCE_ID, state=VpcEndpointState.AVAILABLE, state_text="available")


def gone(world: World) -> None:
    world.aws.vpc_endpoints = []


DETAIL_CASES = (
    Described("describe-active", active),
    Described("describe-active-end", active, ("G",)),
    Described("describe-history", lambda: worlds.with_endpoint("pending"), (accepted, "G")),
    Described("describe-shut-out", shut_out, ("G",)),
    Described("describe-reading", slow, ("G",)),
    Described("describe-not-visible", seen_by_tidb_alone),
    Described("describe-failed-hostile", hostile, key="vpce-00000000000000001"),
    Described("describe-changed-elsewhere", worlds.changed_elsewhere),
    Described("describe-take", worlds.changed_elsewhere, ("a",)),
    Described("describe-waited", waited_before),
    Described("describe-overdue", waited_before, (overdue,)),
    Described("describe-gone", active, (gone,)),
    Described("raw-answers", active, ("v",)),
)
