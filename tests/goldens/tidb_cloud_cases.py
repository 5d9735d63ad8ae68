"""Goldens of what is different where TiDB is TiDB Cloud's."""

from tests.goldens.cases import Case
from tests.screens import tidb_cloud_worlds as worlds
from tests.screens.harness import World
from tui.domain.errors import CredentialsError, Throttled, Unreachable


def slowed() -> World:
    world = worlds.with_record()
    world.pace = worlds.Slow()
    return world


def other_account_signed_out(world: World) -> None:
    world.others[worlds.DATA_TEAM].vpc_endpoints = []
    world.others[worlds.DATA_TEAM].fail["describe_vpc_endpoints"] = CredentialsError(
        "The SSO session of the profile data-team has expired.", "Run aws sso login --profile data-team.", "AWS"
    )


def without_the_other_account() -> World:
    """It never could be read."""
    world = worlds.several_accounts()
    other_account_signed_out(world)
    return world


def tidb_cloud_down(world: World) -> None:
    down = Unreachable("dedicated.tidbapi.com did not answer within 15 s.", "Check the network.", "TiDB")
    world.tidb.fail |= {"list_connections": down, "list_clusters": down}


def rate_limited(world: World) -> None:
    world.tidb.fail["list_connections"] = Throttled(
        "The request exceeded the limit of 100 times per apikey per minute.",
        "Nothing to do: it is asked again, more slowly.",
        "TiDB",
        "49900007",
        retry_after_s=30,
    )


def late(world: World) -> None:
    world.clock.advance(600)


TIDB_CLOUD_CASES = (
    Case("tidb-cloud-list", worlds.several_accounts),
    Case("tidb-cloud-aws-side-missing", without_the_other_account, ("G",)),
    Case("tidb-cloud-down", worlds.several_accounts, (tidb_cloud_down,)),
    Case("tidb-cloud-slowed", slowed),
    Case("tidb-cloud-rate-limited", worlds.with_record, (rate_limited,)),
    Case("tidb-cloud-node-group", worlds.tidb_cloud, ("n",)),
    Case("tidb-cloud-node-groups-open", worlds.tidb_cloud, ("n shift+tab shift+tab enter",)),
    Case("tidb-cloud-service-creating", worlds.service_creating, ("enter",)),
    Case("tidb-cloud-service-late", worlds.service_creating, ("enter", late)),
    Case(
        "tidb-cloud-failed", lambda: worlds.with_record("FAILED", "pendingAcceptance", message="Timed out."), ("enter",)
    ),
    Case("tidb-cloud-failed-retry", lambda: worlds.with_record("FAILED", "pendingAcceptance"), ("e",)),
    Case("tidb-cloud-discovered", lambda: worlds.with_record("DISCOVERED", ""), ("enter",)),
    Case("tidb-cloud-delete", worlds.with_record, ("d",)),
    Case("tidb-cloud-deleting", lambda: worlds.with_record("DELETING", "rejected"), ("d",)),
    Case("tidb-cloud-clean-up", lambda: worlds.with_record("FAILED", "", message=worlds.GONE), ("d",)),
    Case("tidb-cloud-terminate", worlds.tidb_cloud, ("t D",)),
    Case("tidb-cloud-clusters", worlds.several_accounts, ("t",)),
)
