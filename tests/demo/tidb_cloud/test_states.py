"""States that move on the demo's clock: clusters, services, connections."""

import httpx
import pytest

from tests.demo.parties import SERVICE_S
from tests.demo.running_tidb_cloud import TidbCloudDemo
from tests.demo.tidb_cloud.asking import (
    CLUSTERS,
    EVERYWHERE,
    UNKNOWN_ENDPOINT,
    connection,
    path_of,
    refusal,
    rows,
    states,
)

SYSTEM_CHECK_S = 300.0
FAILURE_S = 60.0
DELETION_S = 60.0


def service(api: httpx.Client, demo: TidbCloudDemo, cluster: str) -> dict[str, object]:
    found: dict[str, object] = api.get(f"{demo.group_path(cluster)}/privateLinkService").json()
    return found


def test_there_are_connections_in_every_state(api: httpx.Client) -> None:
    assert set(states(api).values()) == {"ACTIVE", "PENDING", "FAILED", "DISCOVERED", "DELETING"}


def test_there_are_clusters_in_the_states_that_decide_whether_one_can_be_chosen(api: httpx.Client) -> None:
    found = {row["displayName"]: (row["state"], row["cloudProvider"], row["port"]) for row in rows(api, CLUSTERS)}
    assert found == {
        "orders-prod": ("ACTIVE", "aws", 4000),
        "checkout-prod": ("ACTIVE", "aws", 4000),
        "inventory-prod": ("ACTIVE", "aws", 4001),
        "billing-prod": ("ACTIVE", "aws", 4000),
        "catalog-prod": ("ACTIVE", "aws", 4000),
        "loyalty-archive": ("PAUSED", "aws", 4000),
        "search-staging": ("CREATING", "aws", 4000),
        "ledger-gcp": ("ACTIVE", "gcp", 4000),
    }


def test_a_service_that_is_being_created_has_no_name_yet(demo: TidbCloudDemo, api: httpx.Client) -> None:
    before = service(api, demo, "checkout-prod")
    assert [before[name] for name in ("state", "serviceName", "serviceDnsName", "availableZones")] == [
        "CREATING", "", "", [],
    ]  # fmt: skip
    demo.advance(600)
    after = service(api, demo, "checkout-prod")
    assert (after["state"], after["availableZones"]) == ("ACTIVE", ["usw2-az1", "usw2-az2", "usw2-az3"])
    assert after["serviceDnsName"] == "privatelink-19301.k8wn2c.clusters.tidb-cloud.com"
    assert str(after["serviceName"]).startswith("com.amazonaws.vpce.us-west-2.vpce-svc-")


def test_the_private_host_of_a_group_is_told_with_its_service(demo: TidbCloudDemo, api: httpx.Client) -> None:
    def private() -> str:
        group = api.get(demo.group_path("checkout-prod")).json()
        (host,) = (each["host"] for each in group["endpoints"] if each["connectionType"] == "PRIVATE_ENDPOINT")
        return str(host)

    assert private() == ""
    demo.advance(600)
    assert private() == "privatelink-19301.k8wn2c.clusters.tidb-cloud.com"


def test_one_service_is_stuck_for_an_hour(demo: TidbCloudDemo, api: httpx.Client) -> None:
    demo.advance(3_599)
    assert service(api, demo, "billing-prod")["state"] == "CREATING"
    demo.advance(1)
    assert service(api, demo, "billing-prod")["state"] == "ACTIVE"


def test_a_cluster_is_created_and_then_its_service(demo: TidbCloudDemo, api: httpx.Client) -> None:
    path = f"{CLUSTERS}/{demo.id_of('search-staging')}"
    demo.advance(1_200)
    assert (api.get(path).json()["state"], service(api, demo, "search-staging")["state"]) == ("ACTIVE", "CREATING")
    demo.advance(SERVICE_S)
    assert service(api, demo, "search-staging")["state"] == "ACTIVE"


def test_the_groups_of_a_cluster_have_a_service_and_a_host_each(demo: TidbCloudDemo, api: httpx.Client) -> None:
    groups = rows(api, f"{CLUSTERS}/{demo.id_of('orders-prod')}/tidbNodeGroups")
    assert [(group["displayName"], group["isDefaultGroup"]) for group in groups] == [
        ("DefaultGroup", True),
        ("reporting", False),
    ]
    services = [
        api.get(f"{demo.group_path('orders-prod', group['displayName'])}/privateLinkService").json() for group in groups
    ]
    assert len({each["serviceName"] for each in services}) == len({each["serviceDnsName"] for each in services}) == 2


def test_a_connection_to_nowhere_is_pending_and_then_failed(demo: TidbCloudDemo, api: httpx.Client) -> None:
    made = api.post(demo.connections_path("orders-prod"), json={"endpointId": UNKNOWN_ENDPOINT}).json()
    assert (made["endpointState"], made["message"]) == ("PENDING", "")
    assert made == api.get(path_of(made)).json() == connection(api, UNKNOWN_ENDPOINT)
    demo.advance(FAILURE_S)
    failed = api.get(path_of(made)).json()
    assert failed["endpointState"] == "FAILED"
    assert failed["message"] == "The VPC Endpoint Id '{vpce-0123456789abcdef0 []}' does not exist"


def test_a_deleted_connection_is_deleting_and_then_gone(demo: TidbCloudDemo, api: httpx.Client) -> None:
    row = next(row for row in rows(api, EVERYWHERE) if row["endpointState"] == "ACTIVE")
    answer = api.delete(path_of(row))
    assert (answer.status_code, answer.json()) == (200, {})
    assert api.get(path_of(row)).json()["endpointState"] == "DELETING"
    demo.advance(DELETION_S - 1)
    assert api.delete(path_of(row)).status_code == 200  # again is no error, and takes no longer
    demo.advance(1)
    assert refusal(api.get(path_of(row)))[:2] == refusal(api.delete(path_of(row)))[:2] == (404, 5)
    assert row["endpointId"] not in states(api)


@pytest.mark.parametrize("state", ["ACTIVE", "PENDING", "FAILED", "DELETING"])
def test_a_second_record_for_an_endpoint_is_refused(demo: TidbCloudDemo, api: httpx.Client, state: str) -> None:
    row = next(row for row in rows(api, demo.connections_path("orders-prod")) if row["endpointState"] == state)
    answer = api.post(demo.connections_path("orders-prod"), json={"endpointId": row["endpointId"]})
    assert refusal(answer)[:2] == (409, 6)
    assert connection(api, row["endpointId"]) == row


@pytest.mark.parametrize("cluster", ["checkout-prod", "search-staging"])
def test_nothing_connects_to_a_service_that_is_being_created(
    demo: TidbCloudDemo, api: httpx.Client, cluster: str
) -> None:
    answer = api.post(demo.connections_path(cluster), json={"endpointId": UNKNOWN_ENDPOINT})
    assert refusal(answer)[:2] == (400, 9)


def test_nothing_of_aws_connects_to_a_cluster_on_google_cloud(demo: TidbCloudDemo, api: httpx.Client) -> None:
    answer = api.post(demo.connections_path("ledger-gcp"), json={"endpointId": UNKNOWN_ENDPOINT})
    assert refusal(answer)[:2] == (400, 3)
