"""An endpoint's network interfaces: in its subnets, with its groups, following both."""

from ipaddress import ip_address, ip_network

import pytest
from botocore.exceptions import ClientError

from tests.demo.parties import Operator, Owner, refusal


@pytest.fixture
def made(operator: Operator, owner: Owner) -> str:
    """A new endpoint in two subnets, in the clients' group."""
    subnets, groups = operator.subnets("apps-prod-a", "apps-prod-b"), [operator.group("tidb-clients")]
    service = owner.service()["ServiceName"]
    return str(operator.create(service, SubnetIds=subnets, SecurityGroupIds=groups)["VpcEndpointId"])


def test_there_is_one_a_subnet_at_an_address_inside_of_it(operator: Operator, made: str) -> None:
    rows = {row["SubnetId"]: row["PrivateIpAddress"] for row in operator.interfaces(made)}
    subnets = [operator.subnet(name) for name in ("apps-prod-a", "apps-prod-b")]
    assert rows.keys() == {subnet["SubnetId"] for subnet in subnets}
    for subnet in subnets:
        assert ip_address(rows[subnet["SubnetId"]]) in ip_network(subnet["CidrBlock"])


def test_two_endpoints_in_a_subnet_have_two_addresses(operator: Operator, made: str) -> None:
    rows = [*operator.interfaces(made), *operator.interfaces("orders-api")]
    assert len({row["PrivateIpAddress"] for row in rows}) == len(rows)


def test_it_says_what_it_is_for_and_whose(operator: Operator, made: str) -> None:
    row = operator.interfaces(made)[0]
    assert row["Description"] == f"VPC Endpoint Interface {made}"
    assert (row["InterfaceType"], row["Status"], row["RequesterManaged"]) == ("vpc_endpoint", "in-use", True)
    assert [group["GroupName"] for group in row["Groups"]] == ["tidb-clients"]


def test_without_groups_it_has_the_vpcs_default_group(operator: Operator, owner: Owner) -> None:
    made = operator.create(owner.service()["ServiceName"])
    assert [group["GroupName"] for group in made["Groups"]] == ["default"]
    assert operator.interfaces(made["VpcEndpointId"])[0]["Groups"] == made["Groups"]


def test_it_takes_a_free_address_and_gives_it_back(operator: Operator, made: str) -> None:
    before = operator.subnet("apps-prod-a")["AvailableIpAddressCount"]
    operator.modify(made, RemoveSubnetIds=operator.subnets("apps-prod-a"))
    assert operator.subnet("apps-prod-a")["AvailableIpAddressCount"] == before + 1


def test_they_follow_the_subnets(operator: Operator, made: str) -> None:
    added, removed = operator.subnets("apps-prod-c"), operator.subnets("apps-prod-a")
    operator.modify(made, AddSubnetIds=added, RemoveSubnetIds=removed)
    wanted = operator.subnets("apps-prod-b", "apps-prod-c")
    assert operator.endpoint(made)["SubnetIds"] == wanted
    assert [row["SubnetId"] for row in operator.interfaces(made)] == wanted


def test_they_follow_the_groups(operator: Operator, made: str) -> None:
    clients, web = operator.group("tidb-clients"), operator.group("web")
    operator.modify(made, AddSecurityGroupIds=[web], RemoveSecurityGroupIds=[clients])
    assert [group["GroupId"] for group in operator.endpoint(made)["Groups"]] == [web]
    assert [group["GroupName"] for row in operator.interfaces(made) for group in row["Groups"]] == ["web", "web"]


@pytest.mark.parametrize(
    ("subnet", "code"),
    [("apps-prod-d", "InvalidParameter"), ("apps-prod-batch", "InsufficientFreeAddressesInSubnet")],
)
def test_an_added_subnet_is_checked_as_at_the_start(operator: Operator, made: str, subnet: str, code: str) -> None:
    with pytest.raises(ClientError) as error:
        operator.modify(made, AddSubnetIds=operator.subnets(subnet))
    assert refusal(error)[0] == code
    assert len(operator.interfaces(made)) == 2


def test_an_added_group_is_checked_as_at_the_start(operator: Operator, made: str) -> None:
    with pytest.raises(ClientError) as error:
        operator.modify(made, AddSecurityGroupIds=["sg-0123456789abcdef0"])
    assert refusal(error)[0] == "InvalidSecurityGroupID.NotFound"
