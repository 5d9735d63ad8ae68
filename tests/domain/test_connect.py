"""Which name and port a client is given, and through which endpoints it can connect."""

import pytest

from tests.fakes import VPCE_ID, cluster, connection, service, vpc_endpoint
from tui.domain.clusters import TidbNodeGroup, TidbSide
from tui.domain.connect import Address, about_ca, address, endpoints_of, usable
from tui.domain.endpoints import PrivateLinkService, VpcEndpoint
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.status import standing

AWS_NAME = vpc_endpoint().dns_names[0]


def row(
    endpoint: VpcEndpoint | None, to: PrivateLinkService | None = None, key: str = VPCE_ID, tidb: str = "ACTIVE"
) -> PrivateEndpoint:
    """A private endpoint as both sides tell it."""
    half = connection(key, tidb)
    to = to or service()
    return PrivateEndpoint(
        key, to.cluster_id, "orders", to.region, standing(to, half, endpoint), "", to, half, endpoint
    )


def test_with_private_dns_on_it_is_the_services_name_and_the_clusters_port() -> None:
    to = address(row(vpc_endpoint(private_dns_enabled=True)), cluster(port=4001))
    assert to == Address("orders.tidb.example.com", 4001)


def test_with_private_dns_off_it_is_awss_name_and_says_that_the_certificate_may_not_carry_it() -> None:
    to = address(row(vpc_endpoint()), cluster())
    assert to.host == AWS_NAME
    assert "private DNS is off" in to.warning
    assert "VERIFY_IDENTITY fails unless the certificate names it: enable private DNS" in to.warning


@pytest.mark.parametrize("host", ["", "orders.tidb.example.com"])
def test_a_service_without_a_name_is_reached_by_awss_name(host: str) -> None:
    to = address(row(vpc_endpoint(), service(private_dns_name="")), cluster(host=host))
    assert to.host == AWS_NAME
    assert "the service has no private DNS name" in to.warning


def test_where_awss_side_is_not_visible_the_name_may_not_resolve() -> None:
    to = address(row(None), cluster())
    assert to.host == "orders.tidb.example.com"
    assert "not visible" in to.warning


GROUPS = (
    TidbNodeGroup("1", "DefaultGroup", is_default=True, host="one.tidb.example.com"),
    TidbNodeGroup("2", "reporting", host="two.tidb.example.com"),
    TidbNodeGroup("3", "new"),
)


@pytest.mark.parametrize(
    ("group", "host"), [("", "one.tidb.example.com"), ("2", "two.tidb.example.com"), ("3", ""), ("gone", "")]
)
def test_a_node_group_is_reached_by_its_own_host_never_by_anothers(group: str, host: str) -> None:
    nameless = row(None, service(private_dns_name=""))._replace(node_group_id=group)
    assert address(nameless, cluster(node_groups=GROUPS, host="cluster.example.com")).host == host


def test_the_services_name_comes_before_the_groups() -> None:
    to = address(row(None)._replace(node_group_id="2"), cluster(node_groups=GROUPS))
    assert to.host == "orders.tidb.example.com"


@pytest.mark.parametrize(("side", "where"), [("tidb-cloud", "Connect > CA cert"), ("self-managed", "ssl-cert")])
def test_it_says_where_the_ca_comes_from(side: str, where: str) -> None:
    assert where in about_ca(TidbSide(side), "")
    assert "Choose CA file" in about_ca(TidbSide(side), "")
    assert about_ca(TidbSide(side), "/x/y.pem").startswith("/x/y.pem is the")
    assert "Choose CA file" not in about_ca(TidbSide(side), "/x/y.pem")


def test_without_any_name_there_is_no_host() -> None:
    assert not address(row(vpc_endpoint(dns_names=()), service(private_dns_name="")), None).host


@pytest.mark.parametrize(
    ("state", "dns", "passes"),
    [
        ("available", True, True),
        ("available", False, True),
        ("pendingAcceptance", False, False),
        ("pending", False, False),
        ("rejected", False, False),
        ("failed", False, False),
        ("deleting", True, False),
    ],
)
def test_traffic_passes_once_both_sides_are_up_with_or_without_private_dns(state: str, dns: bool, passes: bool) -> None:
    assert usable(row(vpc_endpoint(state=state, private_dns_enabled=dns))) is passes


def test_a_service_without_an_endpoint_is_no_endpoint_of_its_cluster() -> None:
    rows = [row(vpc_endpoint()), row(None, key="service:x"), row(vpc_endpoint(), service(cluster("other")))]
    assert endpoints_of(cluster().id, rows) == (rows[0],)
