"""Calls that moto has, but answers more generously than AWS."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.demo.parties import Operator, Owner, refusal
from tests.demo.running import DemoCloud
from tui.domain.admission import Reach, admission
from tui.providers import aws_parse as parse


@pytest.mark.parametrize(
    ("call", "key"),
    [
        ("describe_vpcs", "Vpcs"),
        ("describe_subnets", "Subnets"),
        ("describe_security_groups", "SecurityGroups"),
        ("describe_network_interfaces", "NetworkInterfaces"),
    ],
)
def test_the_network_comes_in_pages(demo: DemoCloud, operator: Operator, call: str, key: str) -> None:
    whole: list[dict[str, Any]] = getattr(operator.ec2, call)()[key]
    demo.page_size(2)
    pages = [page[key] for page in operator.ec2.get_paginator(call).paginate()]
    assert pages == [whole[start : start + 2] for start in range(0, len(whole), 2)]


def test_a_vpc_has_addresses_that_its_security_group_does_not_admit(demo: DemoCloud) -> None:
    ec2 = demo.client("ec2", region="eu-central-1")
    (vpc,) = (each for each in ec2.describe_vpcs()["Vpcs"] if len(each["CidrBlockAssociationSet"]) == 2)
    found = parse.vpc(vpc)
    assert found.cidrs == ("10.70.0.0/16", "100.64.0.0/16")
    filters = [{"Name": "vpc-id", "Values": [found.id]}, {"Name": "group-name", "Values": ["tidb-clients"]}]
    groups = ec2.describe_security_groups(Filters=filters)["SecurityGroups"]
    assert admission([parse.security_group(each) for each in groups], 4000, found.cidrs).reach is Reach.PART


def test_tags_of_load_balancers_are_told_for_20_at_a_time(owner: Owner) -> None:
    arn = owner.load_balancer("orders-prod")
    assert owner.elbv2.describe_tags(ResourceArns=[arn] * 20)["TagDescriptions"]
    with pytest.raises(ClientError) as error:
        owner.elbv2.describe_tags(ResourceArns=[arn] * 21)
    assert refusal(error)[0] == "ValidationError"
