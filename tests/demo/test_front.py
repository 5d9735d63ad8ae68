"""The front door: whose call it is, faults on order, the list of calls, and XML whatever happens."""

from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from tests.demo.parties import Operator, Owner, refusal
from tests.demo.running import OPERATOR_KEY, SERVICE_KEY, DemoCloud
from tui.demo.front import Call

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("key", "account"),
    [(OPERATOR_KEY, "111122223333"), (SERVICE_KEY, "444455556666"), ("AKIAIOSFODNN7EXAMPLE", "111122223333")],
)
def test_the_access_key_decides_the_account(demo: DemoCloud, key: str, account: str) -> None:
    assert demo.client("sts", key).get_caller_identity()["Account"] == account


def test_a_dry_run_changes_nothing_and_says_that_it_would_have(operator: Operator, owner: Owner) -> None:
    vpce = operator.endpoint("orders-api")["VpcEndpointId"]
    service = owner.service()
    group = operator.group("web")
    calls: list[Callable[[], Any]] = [
        lambda: operator.create(service["ServiceName"], DryRun=True),
        lambda: operator.modify("orders-api", PrivateDnsEnabled=True, DryRun=True),
        lambda: operator.ec2.delete_vpc_endpoints(VpcEndpointIds=[vpce], DryRun=True),
        lambda: operator.ec2.describe_vpcs(DryRun=True),
        lambda: operator.ec2.authorize_security_group_ingress(GroupId=group, DryRun=True),
        lambda: owner.create(DryRun=True),
        lambda: owner.ec2.describe_vpc_endpoint_connections(DryRun=True),
        lambda: owner.ec2.accept_vpc_endpoint_connections(
            ServiceId=service["ServiceId"], VpcEndpointIds=[vpce], DryRun=True
        ),
    ]
    before = operator.ec2.describe_vpc_endpoints()["VpcEndpoints"], owner.connections()
    for call in calls:
        with pytest.raises(ClientError) as error:
            call()
        assert refusal(error)[0] == "DryRunOperation"
        assert error.value.response["ResponseMetadata"]["HTTPStatusCode"] == 412
    assert (operator.ec2.describe_vpc_endpoints()["VpcEndpoints"], owner.connections()) == before


def test_a_fault_on_order_comes_as_often_as_ordered(demo: DemoCloud, operator: Operator) -> None:
    demo.fail("DescribeVpcs", "RequestLimitExceeded", status=503, message="Slow & steady.", times=2)
    for _ in range(2):
        with pytest.raises(ClientError) as error:
            operator.ec2.describe_vpcs()
        assert refusal(error) == ("RequestLimitExceeded", "Slow & steady.")
        assert error.value.response["ResponseMetadata"]["HTTPStatusCode"] == 503
    assert operator.ec2.describe_vpcs()["Vpcs"]


@pytest.mark.parametrize(("service", "operation"), [("sts", "GetCallerIdentity"), ("elbv2", "DescribeLoadBalancers")])
def test_faults_come_in_a_form_that_every_service_reads(demo: DemoCloud, service: str, operation: str) -> None:
    demo.fail(operation, "ExpiredToken", status=403)
    client = demo.client(service)
    with pytest.raises(ClientError) as error:
        client.get_caller_identity() if service == "sts" else client.describe_load_balancers()
    assert refusal(error) == ("ExpiredToken", "On order.")


def test_the_price_list_answers_and_refuses_in_json(demo: DemoCloud) -> None:
    pricing = demo.client("pricing", region="us-east-1")
    filters = [{"Type": "TERM_MATCH", "Field": "regionCode", "Value": "us-west-2"}]
    products = pricing.get_products(ServiceCode="AmazonVPC", Filters=filters)["PriceList"]
    assert len(products) == 3
    assert all("in the demo" in product for product in products)
    demo.fail("GetProducts", "AccessDeniedException")
    with pytest.raises(ClientError) as error:
        pricing.get_products(ServiceCode="AmazonVPC")
    assert refusal(error) == ("AccessDeniedException", "On order.")


def test_calls_are_listed_with_account_and_region(demo: DemoCloud) -> None:
    Operator(demo).ec2.describe_vpcs()
    Owner(demo, "eu-central-1").ec2.describe_subnets()
    assert demo.calls() == [
        Call("DescribeVpcs", "111122223333", "us-west-2"),
        Call("DescribeSubnets", "444455556666", "eu-central-1"),
    ]
    assert demo.calls("DescribeVpcs") == demo.calls()[:1]


def test_another_process_can_order_faults_read_calls_and_let_time_pass(demo: DemoCloud, operator: Operator) -> None:
    demo.control("POST", "fail", {"operation": "DescribeVpcs", "code": "RequestLimitExceeded", "status": 503})
    demo.control("POST", "advance", {"seconds": 600})
    with pytest.raises(ClientError):
        operator.ec2.describe_vpcs()
    assert Owner(demo).service("inventory-prod")["ServiceState"] == "Available"
    first = demo.control("GET", "calls")[0]
    assert first == {"operation": "DescribeVpcs", "account": "111122223333", "region": "us-west-2"}


def test_a_filter_that_moto_lacks_is_an_error_of_aws(operator: Operator) -> None:
    with pytest.raises(ClientError) as error:
        operator.ec2.describe_network_interfaces(Filters=[{"Name": "colour", "Values": ["red"]}])
    assert refusal(error) == ("InvalidFilter", "The filter 'colour' is invalid")


def test_a_call_that_moto_lacks_is_an_error_of_aws(operator: Operator) -> None:
    with pytest.raises(ClientError) as error:
        operator.ec2.describe_vpc_endpoint_associations()
    assert refusal(error)[0] == "InvalidAction"


def test_whatever_trips_moto_is_an_internal_error_of_aws(demo: DemoCloud) -> None:
    with pytest.raises(ClientError) as error:
        demo.client("ec2", region="xx-nowhere-1").describe_vpcs()
    assert refusal(error)[0] == "InternalError"


def test_rules_can_be_added_to_a_security_group(operator: Operator) -> None:
    web = operator.group("web")
    rule = {"IpProtocol": "tcp", "FromPort": 4000, "ToPort": 4000, "IpRanges": [{"CidrIp": "10.20.0.0/16"}]}
    operator.ec2.authorize_security_group_ingress(GroupId=web, IpPermissions=[rule])
    (group,) = operator.ec2.describe_security_groups(GroupIds=[web])["SecurityGroups"]
    assert [permission["FromPort"] for permission in group["IpPermissions"]] == [443, 4000]


def test_zones_are_listed_with_their_ids(operator: Operator) -> None:
    rows = operator.ec2.describe_availability_zones()["AvailabilityZones"]
    assert {row["ZoneName"]: row["ZoneId"] for row in rows}["us-west-2a"] == "usw2-az2"
