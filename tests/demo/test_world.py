"""The world that ships: what the product's flow needs to meet, the same at every start."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from tests.demo.parties import Operator, Owner
from tests.demo.running import DemoCloud
from tui.demo.world import World

EVERY_STATE = {"available", "pending", "pendingAcceptance", "rejected", "failed", "expired", "deleting"}


def ids(operator: Operator) -> list[str]:
    ec2 = operator.ec2
    vpcs = [row["VpcId"] for row in ec2.describe_vpcs()["Vpcs"]]
    subnets = [row["SubnetId"] for row in ec2.describe_subnets()["Subnets"]]
    groups = [row["GroupId"] for row in ec2.describe_security_groups()["SecurityGroups"]]
    return [*vpcs, *subnets, *groups, *(row["VpcEndpointId"] for row in ec2.describe_vpc_endpoints()["VpcEndpoints"])]


def test_ids_are_the_same_at_every_start(demo: DemoCloud, operator: Operator, owner: Owner) -> None:
    before = [*ids(operator), owner.service()["ServiceId"], owner.load_balancer("orders-prod")]
    demo.reset()
    assert [*ids(operator), owner.service()["ServiceId"], owner.load_balancer("orders-prod")] == before


def test_what_is_made_later_has_ids_of_its_own(demo: DemoCloud, operator: Operator, owner: Owner) -> None:
    name, vpc_id, subnet_ids = owner.service()["ServiceName"], operator.vpc(), operator.subnets("apps-prod-a")
    made = set()
    for _ in range(2):
        demo.reset()
        made.add(operator.create(name, VpcId=vpc_id, SubnetIds=subnet_ids)["VpcEndpointId"])
    assert len(made) == 2


def test_there_are_endpoints_in_every_state(operator: Operator) -> None:
    rows = operator.ec2.describe_vpc_endpoints()["VpcEndpoints"]
    assert {row["State"] for row in rows} == EVERY_STATE
    assert {row["PrivateDnsEnabled"] for row in rows if row["State"] == "available"} == {True, False}


def test_clusters_are_found_by_tags_on_network_load_balancers(owner: Owner) -> None:
    arns = [row["LoadBalancerArn"] for row in owner.elbv2.describe_load_balancers()["LoadBalancers"]]
    tags = owner.elbv2.describe_tags(ResourceArns=arns)["TagDescriptions"]
    clusters = {tag["Value"] for row in tags for tag in row["Tags"] if tag["Key"] == "tidb-pe:cluster"}
    assert clusters == {"checkout-prod", "inventory-prod", "search-staging", "orders-prod"}
    assert all(":loadbalancer/net/" in arn for arn in arns)


def test_one_cluster_has_no_endpoint_service_yet(owner: Owner) -> None:
    services = owner.ec2.describe_vpc_endpoint_service_configurations()["ServiceConfigurations"]
    assert owner.load_balancer("checkout-prod") not in [
        arn for row in services for arn in row["NetworkLoadBalancerArns"]
    ]


def test_one_service_is_being_created_for_the_first_minutes(demo: DemoCloud, owner: Owner) -> None:
    assert owner.service("inventory-prod")["ServiceState"] == "Pending"
    demo.advance(600)
    assert owner.service("inventory-prod")["ServiceState"] == "Available"


def test_the_other_region_has_one_active_endpoint(demo: DemoCloud) -> None:
    (row,) = Operator(demo, "eu-central-1").ec2.describe_vpc_endpoints()["VpcEndpoints"]
    assert (row["State"], row["PrivateDnsEnabled"]) == ("available", True)


@pytest.mark.parametrize(("vpc", "hostnames"), [("apps-prod", True), ("apps-legacy", False)])
def test_vpcs_have_dns_hostnames_on_and_off(operator: Operator, vpc: str, hostnames: bool) -> None:
    answer = operator.ec2.describe_vpc_attribute(VpcId=operator.vpc(vpc), Attribute="enableDnsHostnames")
    assert answer["EnableDnsHostnames"]["Value"] is hostnames


def test_subnets_are_in_zones_the_service_has_and_lacks_and_one_is_full(operator: Operator, owner: Owner) -> None:
    zones = set(owner.service()["AvailabilityZoneIds"])
    assert operator.subnet("apps-prod-a")["AvailabilityZoneId"] in zones
    assert operator.subnet("apps-prod-d")["AvailabilityZoneId"] not in zones
    assert operator.subnet("apps-prod-batch")["AvailableIpAddressCount"] == 0


def test_one_security_group_admits_the_port_and_one_does_not(operator: Operator) -> None:
    ids = [operator.group("tidb-clients"), operator.group("web")]
    rows = operator.ec2.describe_security_groups(GroupIds=ids)["SecurityGroups"]
    ports = {row["GroupName"]: [rule["FromPort"] for rule in row["IpPermissions"]] for row in rows}
    assert ports == {"tidb-clients": [4000], "web": [443]}


def test_there_is_no_default_vpc_in_the_way(operator: Operator) -> None:
    assert not [row for row in operator.ec2.describe_vpcs()["Vpcs"] if row["IsDefault"]]


def test_an_unknown_key_in_a_world_is_named(tmp_path: Path) -> None:
    world = tmp_path / "world.toml"
    world.write_text("vpcs = []\nclusters = []\ncolour = 1\n[delays]\n[profile]\n")
    with pytest.raises(ValidationError, match="colour"):
        World.read(world)
