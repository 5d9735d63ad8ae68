"""What the Clusters page says of each cluster."""

from tests.domain.test_connect import row
from tests.fakes import cluster, service, vpc_endpoint
from tui.domain.cluster_lines import cluster_lines
from tui.domain.clusters import Cluster, ClusterState, Tier
from tui.domain.endpoints import PrivateLinkService, ServiceState
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import Snapshot


def line_of(of: Cluster, *services: PrivateLinkService, rows: tuple[PrivateEndpoint, ...] = ()) -> tuple[str, ...]:
    (line,) = cluster_lines(Snapshot((of,), services, rows))
    return line.state, line.service, line.endpoints, line.reason


def test_endpoints_are_counted_by_status_and_a_service_without_one_counts_as_none() -> None:
    rows = (
        row(vpc_endpoint(private_dns_enabled=True)),
        row(vpc_endpoint(private_dns_enabled=True), key="vpce-2"),
        row(vpc_endpoint(), key="vpce-3"),
        row(None, key="service:orders:"),
        row(vpc_endpoint(), service(cluster("other")), key="vpce-4"),
    )
    assert line_of(cluster(), service(), rows=rows) == ("Active", "Active", "1 Pending, 2 Active", "")


def test_a_cluster_that_may_have_a_service_and_has_none_says_none() -> None:
    assert line_of(cluster()) == ("Active", "none", "", "")


def test_a_cluster_that_cannot_have_endpoints_says_why() -> None:
    assert line_of(cluster(tier=Tier.DEVELOPER))[1:] == ("-", "", "Developer Tier has no private endpoints")


def test_states_of_several_node_groups_are_each_named_once() -> None:
    groups = [service(node_group_id=group) for group in ("", "a", "b")]
    creating = service(node_group_id="c", state=ServiceState.CREATING)
    assert line_of(cluster(), creating, *groups)[1] == "Active, Creating"


def test_a_state_that_is_not_known_is_shown_as_it_was_sent() -> None:
    unknown = cluster(state=ClusterState.UNKNOWN, state_text="DEFROSTING")
    odd = service(state=ServiceState.UNKNOWN, state_text="Thinking")
    assert line_of(unknown, odd)[:2] == ("DEFROSTING", "Thinking")
