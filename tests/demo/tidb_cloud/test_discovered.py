"""Endpoints that ask for a service and have no record."""

import httpx

from tests.demo.parties import Operator
from tests.demo.running_tidb_cloud import TidbCloudDemo
from tests.demo.tidb_cloud.asking import connection, rows, states
from tests.demo.tidb_cloud.test_accept import accept, service_name
from tests.demo.tidb_cloud.test_states import SYSTEM_CHECK_S


def test_a_new_endpoint_is_discovered_without_an_id_of_a_record(
    demo: TidbCloudDemo, api: httpx.Client, operator: Operator
) -> None:
    made = operator.create(service_name(demo, api, "inventory-prod"))
    row = connection(api, made["VpcEndpointId"])
    assert (row["endpointState"], row["privateEndpointConnectionId"], row["name"]) == ("DISCOVERED", "", "")
    assert (row["clusterDisplayName"], row["tidbNodeGroupDisplayName"]) == ("inventory-prod", "DefaultGroup")


def test_a_strangers_endpoint_is_discovered_and_no_account_of_the_operators_sees_it(
    demo: TidbCloudDemo, api: httpx.Client, operator: Operator
) -> None:
    found = {
        row["endpointId"]
        for row in rows(api, demo.connections_path("orders-prod"))
        if row["endpointState"] == "DISCOVERED"
    }
    own = {row["VpcEndpointId"] for row in operator.ec2.describe_vpc_endpoints()["VpcEndpoints"]}
    assert (len(found & own), len(found - own)) == (1, 1)


def test_a_discovered_endpoint_is_adopted(demo: TidbCloudDemo, api: httpx.Client, operator: Operator) -> None:
    endpoint = operator.endpoint("orders-legacy")
    assert accept(demo, api, endpoint, "orders-prod")["privateEndpointConnectionId"] != ""
    demo.advance(SYSTEM_CHECK_S)
    assert states(api)[endpoint["VpcEndpointId"]] == "ACTIVE"
    assert [row["endpointId"] for row in rows(api, demo.connections_path("orders-prod"))].count(
        endpoint["VpcEndpointId"]
    ) == 1


def test_what_was_rejected_is_not_discovered(api: httpx.Client, operator: Operator) -> None:
    assert operator.endpoint("orders-test")["VpcEndpointId"] not in states(api)


def test_a_discovered_endpoint_that_is_deleted_is_forgotten(api: httpx.Client, operator: Operator) -> None:
    vpce = operator.endpoint("orders-legacy")["VpcEndpointId"]
    operator.ec2.delete_vpc_endpoints(VpcEndpointIds=[vpce])
    assert vpce not in states(api)
