"""Which clusters may be chosen, and which one is preset."""

import pytest

from tests.fakes import cluster
from tui.domain.clusters import (
    CHOOSABLE_STATES,
    CloudProvider,
    ClusterState,
    Tier,
    choosable,
    preset,
    why_not_choosable,
)


@pytest.mark.parametrize("state", ClusterState)
def test_every_state_lets_choose_or_says_why_not(state: ClusterState) -> None:
    reason = why_not_choosable(cluster(state=state))
    assert bool(reason) is (state not in CHOOSABLE_STATES)


def test_a_cluster_that_is_being_created_is_left_out_with_its_reason() -> None:
    assert why_not_choosable(cluster(state=ClusterState.CREATING)) == "is being created"


def test_developer_tier_is_left_out_with_its_reason() -> None:
    assert why_not_choosable(cluster(tier=Tier.DEVELOPER)) == "Developer Tier has no private endpoints"


def test_a_tier_we_do_not_know_is_not_dedicated() -> None:
    assert why_not_choosable(cluster(tier=Tier("Starter"))) == "is not of the Dedicated Tier"


@pytest.mark.parametrize(("text", "label"), [("GCP", "Google Cloud"), ("azure", "Azure"), ("moon", "unknown")])
def test_another_cloud_is_left_out_by_name(text: str, label: str) -> None:
    assert why_not_choosable(cluster(cloud=CloudProvider(text))) == f"runs on {label}, not on AWS"


@pytest.mark.parametrize(
    ("text", "state"),
    [("active", ClusterState.ACTIVE), ("Paused", ClusterState.PAUSED), ("EXPLODING", ClusterState.UNKNOWN)],
)
def test_states_are_read_in_any_casing_and_unknown_ones_stay_readable(text: str, state: ClusterState) -> None:
    assert ClusterState(text) is state


def test_choosable_keeps_the_order_and_leaves_out_the_rest() -> None:
    orders, paused, events = cluster("orders"), cluster("paused", state=ClusterState.PAUSED), cluster("events")
    assert choosable([orders, paused, events]) == (orders, events)


@pytest.mark.parametrize(
    ("state", "why"),
    [(ClusterState.MAINTENANCE, "is under maintenance"), (ClusterState.UPGRADING, "is being upgraded")],
)
def test_a_cluster_that_cannot_take_an_endpoint_now_says_why(state: ClusterState, why: str) -> None:
    assert why_not_choosable(cluster(state=state)) == why


def test_a_cluster_whose_service_is_ready_is_preset_before_one_to_wait_for() -> None:
    assert preset([ORDERS, EVENTS, USERS], {USERS.id}, ready={EVENTS.id, USERS.id}) == EVENTS


ORDERS, EVENTS, USERS = cluster("orders"), cluster("events"), cluster("users")
DEVELOPER = cluster("playground", tier=Tier.DEVELOPER)


@pytest.mark.parametrize(
    ("with_endpoints", "came_from", "expected"),
    [
        ((), "", ORDERS),
        ((ORDERS,), "", EVENTS),
        ((ORDERS, EVENTS), "", USERS),
        ((ORDERS, EVENTS, USERS), "", ORDERS),
        ((ORDERS,), USERS.id, USERS),
        ((USERS,), USERS.id, USERS),
        ((), DEVELOPER.id, ORDERS),
        ((), "gone", ORDERS),
    ],
)
def test_preset_is_where_one_came_from_else_the_first_without_an_endpoint(
    with_endpoints: tuple[object, ...], came_from: str, expected: object
) -> None:
    ids = {each.id for each in (ORDERS, EVENTS, USERS) if each in with_endpoints}
    assert preset([DEVELOPER, ORDERS, EVENTS, USERS], ids, came_from) is expected


def test_nothing_is_preset_where_nothing_can_be_chosen() -> None:
    assert preset([DEVELOPER], set()) is None
