"""What the adapters send through boto3 is what the copied command asks for."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest
from botocore.client import BaseClient

from tests.aws_words import Understood, reader
from tests.samples import OPEN_GROUP, REGION, VPC_ID, VPCE_ID, cluster, request, service
from tui.domain import requests
from tui.domain.clusters import Cluster
from tui.domain.commands import CommandContext, aws
from tui.domain.endpoints import DnsNameState, EndpointChange
from tui.domain.network import DnsAttribute
from tui.domain.requests import Request
from tui.providers.aws import Boto3Aws
from tui.providers.self_managed import SelfManagedTidb
from tui.providers.session import Access, Clients

OF = service()
ID = OF.id
ARN = "arn:aws:elasticloadbalancing:us-west-2:444455556666:loadbalancer/net/orders/0123456789abcdef"
CLUSTER = Cluster(ARN, "orders, it's", region=REGION, host="db.example.com")
PRINCIPAL = "arn:aws:iam::111122223333:root"
CHANGE = EndpointChange(("subnet-1",), (), ("sg-1",), ("sg-2",), private_dns=True)
UNVERIFIED = {"State": DnsNameState.FAILED.value}
MADE = {
    "ServiceId": ID,
    "ServiceName": OF.name,
    "ServiceState": "Available",
    "PrivateDnsName": CLUSTER.host,
    "PrivateDnsNameConfiguration": UNVERIFIED,
}
ANSWERS = {"CreateVpcEndpointServiceConfiguration": {"ServiceConfiguration": MADE}}

Call = Callable[[Boto3Aws, SelfManagedTidb], Awaitable[object]]

CALLS: list[tuple[Call, list[Request]]] = [
    (lambda own, _: own.create_vpc_endpoint(request(OF)), [requests.create_endpoint(request(OF))]),
    (
        lambda own, _: own.modify_vpc_endpoint(REGION, VPCE_ID, CHANGE),
        [requests.change_endpoint(REGION, VPCE_ID, CHANGE)],
    ),
    (lambda own, _: own.delete_vpc_endpoint(REGION, VPCE_ID), [requests.delete_endpoint(REGION, VPCE_ID)]),
    (
        lambda own, _: own.modify_vpc_dns(REGION, VPC_ID, DnsAttribute.HOSTNAMES),
        [requests.turn_on_dns(REGION, VPC_ID, DnsAttribute.HOSTNAMES)],
    ),
    (
        lambda own, _: own.admit_port(REGION, OPEN_GROUP, 4000, "10.0.0.0/8"),
        [requests.admit_port(REGION, OPEN_GROUP, 4000, "10.0.0.0/8")],
    ),
    (lambda _, tidb: tidb.ensure_service(CLUSTER, ""), [requests.create_service(CLUSTER)]),
    (lambda _, tidb: tidb.permit(OF, PRINCIPAL), [requests.permit(REGION, ID, PRINCIPAL)]),
    (lambda _, tidb: tidb.verify_name(OF), [requests.verify_name(REGION, ID)]),
    (lambda _, tidb: tidb.accept(OF, VPCE_ID), [requests.accept(REGION, ID, VPCE_ID)]),
    (lambda _, tidb: tidb.reject(OF, VPCE_ID), [requests.reject(REGION, ID, VPCE_ID)]),
    (lambda _, tidb: tidb.delete_service(OF), [requests.delete_service(REGION, ID)]),
]


@contextmanager
def noted() -> Iterator[list[Understood]]:
    """The writes that boto3 is asked for, in their order; reads find nothing."""
    seen: list[Understood] = []

    def answer(_client: BaseClient, operation: str, parameters: dict[str, Any]) -> dict[str, Any]:
        if not operation.startswith("Describe"):
            seen.append((operation, parameters))
        return ANSWERS.get(operation, {})

    with patch.object(BaseClient, "_make_api_call", answer):
        yield seen


@pytest.mark.parametrize(("call", "shown"), CALLS, ids=[each[1][0].operation for each in CALLS])
async def test_what_is_sent_is_what_the_command_asks_for(call: Call, shown: list[Request]) -> None:
    clients = Clients(Access(key=("demo", "demo")))
    own, tidb = Boto3Aws(clients), SelfManagedTidb(clients, (REGION,), (cluster(),))
    with noted() as sent:
        await call(own, tidb)
    assert sent == [reader()(str(aws(each, CommandContext()))) for each in shown]
