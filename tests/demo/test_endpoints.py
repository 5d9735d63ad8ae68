"""The operator's side: what moto lets pass and AWS does not."""

import pytest
from botocore.exceptions import ClientError

from tests.demo.parties import ACCEPT_S, DELETION_S, Operator, Owner, refusal
from tests.demo.running import DemoCloud

UNKNOWN_SERVICE = "com.amazonaws.vpce.us-west-2.vpce-svc-0123456789abcdef0"
UNKNOWN_ENDPOINT = "vpce-0123456789abcdef0"


@pytest.fixture
def orders(owner: Owner) -> str:
    return str(owner.service()["ServiceName"])


def test_a_new_endpoint_waits_to_be_accepted_with_private_dns_off(operator: Operator, orders: str) -> None:
    made = operator.create(orders)
    assert (made["State"], made["PrivateDnsEnabled"]) == ("pendingAcceptance", False)


def test_an_endpoint_becomes_available_only_some_time_after_it_was_accepted(
    demo: DemoCloud, operator: Operator, owner: Owner, orders: str
) -> None:
    vpce = operator.create(orders)["VpcEndpointId"]
    demo.advance(10 * ACCEPT_S)
    assert operator.state(vpce) == "pendingAcceptance"
    owner.accept(vpce)
    demo.advance(ACCEPT_S - 1)
    assert operator.state(vpce) == "pending"
    demo.advance(1)
    assert operator.state(vpce) == "available"


def test_a_service_that_asks_for_no_acceptance_still_makes_one_wait_for_aws(
    demo: DemoCloud, operator: Operator, owner: Owner
) -> None:
    service = owner.create(AcceptanceRequired=False)
    root = "arn:aws:iam::111122223333:root"
    owner.ec2.modify_vpc_endpoint_service_permissions(ServiceId=service["ServiceId"], AddAllowedPrincipals=[root])
    demo.advance(210)
    made = operator.create(service["ServiceName"])
    assert made["State"] == "pending"
    demo.advance(ACCEPT_S)
    assert operator.state(made["VpcEndpointId"]) == "available"


def test_an_unknown_service_is_refused(operator: Operator) -> None:
    with pytest.raises(ClientError) as error:
        operator.create(UNKNOWN_SERVICE)
    assert refusal(error) == ("InvalidServiceName", f"The Vpc Endpoint Service '{UNKNOWN_SERVICE}' does not exist")


def test_a_service_still_being_created_takes_no_endpoint(operator: Operator, owner: Owner) -> None:
    with pytest.raises(ClientError) as error:
        operator.create(owner.service("inventory-prod")["ServiceName"])
    assert refusal(error)[0] == "InvalidParameter"


def test_an_unknown_vpc_is_refused_by_the_code_of_this_call(operator: Operator, orders: str) -> None:
    with pytest.raises(ClientError) as error:
        operator.create(orders, VpcId="vpc-0123456789abcdef0")
    assert refusal(error) == ("InvalidVpcId.NotFound", "The Vpc Id vpc-0123456789abcdef0 does not exist")


def test_an_unknown_subnet_is_refused(operator: Operator, orders: str) -> None:
    with pytest.raises(ClientError) as error:
        operator.create(orders, SubnetIds=["subnet-0123456789abcdef0"])
    assert refusal(error)[0] == "InvalidSubnetId.NotFound"


def test_an_unknown_security_group_is_refused(operator: Operator, orders: str) -> None:
    with pytest.raises(ClientError) as error:
        operator.create(orders, SecurityGroupIds=["sg-0123456789abcdef0"])
    assert refusal(error)[0] == "InvalidSecurityGroupID.NotFound"


def test_a_security_group_of_another_vpc_is_refused(operator: Operator, orders: str) -> None:
    with pytest.raises(ClientError) as error:
        operator.create(orders, SecurityGroupIds=[operator.group("tidb-clients", "reporting")])
    assert refusal(error)[0] == "InvalidSecurityGroupID.NotFound"


def test_a_subnet_of_another_vpc_is_refused(operator: Operator, orders: str) -> None:
    with pytest.raises(ClientError) as error:
        operator.create(orders, SubnetIds=operator.subnets("reporting-a"))
    assert refusal(error)[0] == "InvalidParameter"


def test_a_zone_the_service_lacks_is_refused_in_aws_words(operator: Operator, orders: str) -> None:
    subnets = operator.subnets("apps-prod-d")
    with pytest.raises(ClientError) as error:
        operator.create(orders, SubnetIds=subnets)
    code, message = refusal(error)
    assert code == "InvalidParameter"
    assert f"{orders} does not support the availability zone of the subnet: {subnets[0]}" in message


def test_two_subnets_in_one_zone_are_refused(operator: Operator, orders: str) -> None:
    zone = operator.subnet("apps-prod-a")["AvailabilityZone"]
    second = operator.ec2.create_subnet(VpcId=operator.vpc(), CidrBlock="10.20.9.0/24", AvailabilityZone=zone)
    both = [*operator.subnets("apps-prod-a"), second["Subnet"]["SubnetId"]]
    with pytest.raises(ClientError) as error:
        operator.create(orders, SubnetIds=both)
    assert refusal(error)[0] == "DuplicateSubnetsInSameZone"


def test_a_subnet_without_free_addresses_is_refused(operator: Operator, orders: str) -> None:
    with pytest.raises(ClientError) as error:
        operator.create(orders, SubnetIds=operator.subnets("apps-prod-batch"))
    assert refusal(error)[0] == "InsufficientFreeAddressesInSubnet"


def test_a_gateway_endpoint_to_an_interface_service_is_refused(operator: Operator, orders: str) -> None:
    with pytest.raises(ClientError) as error:
        operator.ec2.create_vpc_endpoint(VpcId=operator.vpc(), ServiceName=orders)
    assert refusal(error)[0] == "InvalidVpcEndpointType"


def test_a_refused_create_leaves_nothing_behind(operator: Operator, orders: str) -> None:
    before = operator.ec2.describe_network_interfaces()["NetworkInterfaces"]
    with pytest.raises(ClientError):
        operator.create(orders, SubnetIds=operator.subnets("apps-prod-a", "apps-prod-d"))
    assert operator.ec2.describe_network_interfaces()["NetworkInterfaces"] == before


def test_the_same_token_answers_with_the_same_endpoint(operator: Operator, orders: str) -> None:
    first = operator.create(orders, ClientToken="one")["VpcEndpointId"]
    assert operator.create(orders, ClientToken="one")["VpcEndpointId"] == first
    assert operator.create(orders, ClientToken="two")["VpcEndpointId"] != first


def test_the_same_token_for_another_request_is_refused(operator: Operator, orders: str) -> None:
    operator.create(orders, ClientToken="one")
    with pytest.raises(ClientError) as error:
        operator.create(orders, ClientToken="one", SubnetIds=operator.subnets("apps-prod-b"))
    assert refusal(error)[0] == "IdempotentParameterMismatch"


def test_tags_given_on_create_find_the_endpoint(operator: Operator, orders: str) -> None:
    tags = [{"ResourceType": "vpc-endpoint", "Tags": [{"Key": "tidb-pe:draft", "Value": "d1"}]}]
    made = operator.create(orders, TagSpecifications=tags)
    found = operator.ec2.describe_vpc_endpoints(Filters=[{"Name": "tag:tidb-pe:draft", "Values": ["d1"]}])
    assert [row["VpcEndpointId"] for row in found["VpcEndpoints"]] == [made["VpcEndpointId"]]


def test_tags_can_be_added_later(operator: Operator) -> None:
    vpce = operator.endpoint("orders-api")["VpcEndpointId"]
    operator.ec2.create_tags(Resources=[vpce], Tags=[{"Key": "team", "Value": "shop"}])
    assert {"Key": "team", "Value": "shop"} in operator.endpoint(vpce)["Tags"]


def test_the_names_are_one_for_the_region_and_one_a_zone(operator: Operator) -> None:
    endpoint = operator.endpoint("orders-api")
    domain = endpoint["ServiceName"].rpartition(".")[2] + ".us-west-2.vpce.amazonaws.com"
    regional, *zonal = [entry["DnsName"] for entry in endpoint["DnsEntries"]]
    assert regional.startswith(endpoint["VpcEndpointId"])
    assert regional.endswith(domain)
    assert zonal == [regional.replace(".", f"-{zone}.", 1) for zone in ("us-west-2b", "us-west-2a")]


def test_a_failed_endpoint_tells_why(operator: Operator) -> None:
    failed = operator.endpoint("orders-batch")
    assert (failed["State"], failed["LastError"]["Code"]) == ("failed", "InsufficientFreeAddressesInSubnet")


@pytest.mark.parametrize(
    ("name", "value"),
    [("vpc-endpoint-state", "rejected"), ("tag:Name", "orders-test"), ("tag:Name", "*-test")],
)
def test_filters_choose(operator: Operator, name: str, value: str) -> None:
    found = operator.ec2.describe_vpc_endpoints(Filters=[{"Name": name, "Values": [value]}])["VpcEndpoints"]
    assert [row["VpcEndpointId"] for row in found] == [operator.endpoint("orders-test")["VpcEndpointId"]]


def test_a_filter_with_several_values_takes_any_of_them(operator: Operator, orders: str) -> None:
    names = [{"Name": "service-name", "Values": [UNKNOWN_SERVICE, orders]}]
    found = operator.ec2.describe_vpc_endpoints(Filters=names)["VpcEndpoints"]
    assert {row["ServiceName"] for row in found} == {orders}


def test_an_unknown_filter_is_refused(operator: Operator) -> None:
    with pytest.raises(ClientError) as error:
        operator.ec2.describe_vpc_endpoints(Filters=[{"Name": "colour", "Values": ["red"]}])
    assert refusal(error) == ("InvalidFilter", "The filter 'colour' is invalid")


def test_an_unknown_endpoint_is_not_found(operator: Operator) -> None:
    with pytest.raises(ClientError) as error:
        operator.ec2.describe_vpc_endpoints(VpcEndpointIds=[UNKNOWN_ENDPOINT])
    assert refusal(error)[0] == "InvalidVpcEndpointId.NotFound"


def test_endpoints_come_in_pages(operator: Operator) -> None:
    everything = [row["VpcEndpointId"] for row in operator.ec2.describe_vpc_endpoints()["VpcEndpoints"]]
    pages = operator.ec2.get_paginator("describe_vpc_endpoints").paginate(PaginationConfig={"PageSize": 3})
    rows = [[row["VpcEndpointId"] for row in page["VpcEndpoints"]] for page in pages]
    assert rows == [everything[:3], everything[3:6], everything[6:]]


def test_aws_may_page_although_nobody_asked(demo: DemoCloud, operator: Operator) -> None:
    demo.page_size(2)
    page = operator.ec2.describe_vpc_endpoints()
    assert (len(page["VpcEndpoints"]), bool(page["NextToken"])) == (2, True)


def test_a_made_up_page_token_is_refused(operator: Operator) -> None:
    with pytest.raises(ClientError) as error:
        operator.ec2.describe_vpc_endpoints(NextToken="elsewhere")
    assert refusal(error)[0] == "InvalidNextToken"


def test_a_deleted_endpoint_is_deleting_and_then_gone_with_its_interfaces(demo: DemoCloud, operator: Operator) -> None:
    endpoint = operator.endpoint("orders-api")
    vpce, interfaces = endpoint["VpcEndpointId"], endpoint["NetworkInterfaceIds"]
    assert operator.ec2.delete_vpc_endpoints(VpcEndpointIds=[vpce])["Unsuccessful"] == []
    assert operator.state(vpce) == "deleting"
    demo.advance(DELETION_S)
    left = operator.ec2.describe_network_interfaces()["NetworkInterfaces"]
    assert vpce not in [row["VpcEndpointId"] for row in operator.ec2.describe_vpc_endpoints()["VpcEndpoints"]]
    assert not {row["NetworkInterfaceId"] for row in left} & set(interfaces)


def test_deleting_lists_what_it_could_not_delete(operator: Operator) -> None:
    vpce = operator.endpoint("orders-api")["VpcEndpointId"]
    failed = operator.ec2.delete_vpc_endpoints(VpcEndpointIds=[UNKNOWN_ENDPOINT, vpce])["Unsuccessful"]
    assert [(item["ResourceId"], item["Error"]["Code"]) for item in failed] == [
        (UNKNOWN_ENDPOINT, "InvalidVpcEndpoint.NotFound")
    ]
    assert operator.state(vpce) == "deleting"


def test_deleting_twice_does_not_begin_again(demo: DemoCloud, operator: Operator) -> None:
    vpce = operator.endpoint("orders-api")["VpcEndpointId"]
    operator.ec2.delete_vpc_endpoints(VpcEndpointIds=[vpce])
    demo.advance(DELETION_S - 1)
    operator.ec2.delete_vpc_endpoints(VpcEndpointIds=[vpce])
    demo.advance(1)
    with pytest.raises(ClientError):
        operator.ec2.describe_vpc_endpoints(VpcEndpointIds=[vpce])
