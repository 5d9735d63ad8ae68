"""Connections: seen, accepted and rejected by the service's owner."""

import pytest
from botocore.exceptions import ClientError

from tests.demo.parties import ACCEPT_S, DELETION_S, Operator, Owner, refusal
from tests.demo.running import DemoCloud


def test_the_owner_sees_the_endpoints_of_other_accounts(operator: Operator, owner: Owner) -> None:
    wanted = [{"Name": "vpc-endpoint-owner", "Values": ["777788889999"]}]
    rows = owner.ec2.describe_vpc_endpoint_connections(Filters=wanted)["VpcEndpointConnections"]
    own = {row["VpcEndpointId"] for row in operator.ec2.describe_vpc_endpoints()["VpcEndpoints"]}
    assert [row["VpcEndpointState"] for row in rows] == ["pendingAcceptance"]
    assert own < set(owner.connections())


def test_a_connection_tells_service_owner_region_and_time(operator: Operator, owner: Owner) -> None:
    endpoint = operator.endpoint("orders-api")
    wanted = [{"Name": "vpc-endpoint-id", "Values": [endpoint["VpcEndpointId"]]}]
    (row,) = owner.ec2.describe_vpc_endpoint_connections(Filters=wanted)["VpcEndpointConnections"]
    assert row["ServiceId"] == owner.service()["ServiceId"]
    assert (row["VpcEndpointOwner"], row["VpcEndpointRegion"]) == ("111122223333", "us-west-2")
    assert row["CreationTimestamp"] == endpoint["CreationTimestamp"]


def test_only_the_owner_sees_connections(operator: Operator) -> None:
    assert operator.ec2.describe_vpc_endpoint_connections()["VpcEndpointConnections"] == []


def test_connections_come_in_pages(owner: Owner) -> None:
    pages = owner.ec2.get_paginator("describe_vpc_endpoint_connections").paginate(PaginationConfig={"PageSize": 4})
    assert [len(page["VpcEndpointConnections"]) for page in pages] == [4, 4, 1]


def test_an_unknown_filter_is_refused(owner: Owner) -> None:
    with pytest.raises(ClientError) as error:
        owner.ec2.describe_vpc_endpoint_connections(Filters=[{"Name": "colour", "Values": ["red"]}])
    assert refusal(error)[0] == "InvalidFilter"


def test_accepting_shows_on_both_sides(demo: DemoCloud, operator: Operator, owner: Owner) -> None:
    vpce = operator.endpoint("orders-legacy")["VpcEndpointId"]
    assert owner.accept(vpce) == []
    assert (operator.state(vpce), owner.connections()[vpce]) == ("pending", "pending")
    demo.advance(ACCEPT_S)
    assert (operator.state(vpce), owner.connections()[vpce]) == ("available", "available")


def test_what_does_not_ask_to_connect_cannot_be_accepted(operator: Operator, owner: Owner) -> None:
    stranger, waiting = "vpce-0123456789abcdef0", operator.endpoint("orders-legacy")["VpcEndpointId"]
    failed = owner.accept(stranger, waiting)
    assert [(item["ResourceId"], item["Error"]["Code"]) for item in failed] == [
        (stranger, "InvalidVpcEndpointId.NotFound")
    ]
    assert operator.state(waiting) == "pending"


@pytest.mark.parametrize("name", ["orders-api", "orders-test", "orders-batch", "orders-old"])
def test_only_a_waiting_connection_is_accepted(operator: Operator, owner: Owner, name: str) -> None:
    endpoint = operator.endpoint(name)
    failed = owner.accept(endpoint["VpcEndpointId"])
    assert [item["Error"]["Code"] for item in failed] == ["InvalidState"]
    assert operator.state(name) == endpoint["State"]


@pytest.mark.parametrize("name", ["orders-legacy", "orders-worker", "orders-reporting"])
def test_a_waiting_or_accepted_connection_is_rejected_for_good(
    demo: DemoCloud, operator: Operator, owner: Owner, name: str
) -> None:
    assert owner.reject(operator.endpoint(name)["VpcEndpointId"]) == []
    demo.advance(10 * ACCEPT_S)
    assert operator.state(name) == "rejected"
    assert operator.endpoint(name)["PrivateDnsEnabled"] is False


def test_a_rejected_connection_is_not_rejected_again(operator: Operator, owner: Owner) -> None:
    failed = owner.reject(operator.endpoint("orders-test")["VpcEndpointId"])
    assert [item["Error"]["Code"] for item in failed] == ["InvalidState"]


def test_a_deleted_endpoint_vanishes_from_the_connections(demo: DemoCloud, operator: Operator, owner: Owner) -> None:
    vpce = operator.endpoint("orders-api")["VpcEndpointId"]
    operator.ec2.delete_vpc_endpoints(VpcEndpointIds=[vpce])
    assert owner.connections()[vpce] == "deleting"
    demo.advance(DELETION_S)
    assert vpce not in owner.connections()


def test_accepting_needs_ones_own_service(operator: Operator, owner: Owner) -> None:
    with pytest.raises(ClientError) as error:
        operator.ec2.accept_vpc_endpoint_connections(
            ServiceId=owner.service()["ServiceId"], VpcEndpointIds=["vpce-0123456789abcdef0"]
        )
    assert refusal(error)[0] == "InvalidVpcEndpointServiceId.NotFound"
