"""Calls that moto has, but answers more generously than AWS."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.demo.parties import Operator, Owner, refusal
from tests.demo.running import DemoCloud


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


def test_tags_of_load_balancers_are_told_for_20_at_a_time(owner: Owner) -> None:
    arn = owner.load_balancer("orders-prod")
    assert owner.elbv2.describe_tags(ResourceArns=[arn] * 20)["TagDescriptions"]
    with pytest.raises(ClientError) as error:
        owner.elbv2.describe_tags(ResourceArns=[arn] * 21)
    assert refusal(error)[0] == "ValidationError"
