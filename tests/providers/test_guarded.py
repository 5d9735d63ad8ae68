"""Read-only holds in the provider layer, whatever the screens do."""

import inspect

import pytest

from tests.fakes import REGION, VPC_ID, VPCE_ID, FakeAws, FakeTidb, cluster, request, service
from tui.domain.endpoints import EndpointChange
from tui.domain.errors import ReadOnlyRefusal
from tui.domain.network import DnsAttribute
from tui.providers.base import READS, AwsProvider, TidbProvider
from tui.providers.guarded import read_only

WRITES = {
    "ensure_service": (cluster(), ""),
    "permit": (service(), "arn:aws:iam::111122223333:root"),
    "verify_name": (service(),),
    "accept": (service(), VPCE_ID),
    "reject": (service(), VPCE_ID),
    "delete_service": (service(),),
    "create_vpc_endpoint": (request(service()),),
    "modify_vpc_endpoint": (REGION, VPCE_ID, EndpointChange(private_dns=True)),
    "modify_vpc_dns": (REGION, VPC_ID, DnsAttribute.SUPPORT),
    "admit_port": (REGION, "sg-1", 4000, "10.0.0.0/16"),
    "delete_vpc_endpoint": (REGION, VPCE_ID),
}
"""What changes something, and a call of each."""


def methods(port: type) -> set[str]:
    return {name for name, _ in inspect.getmembers(port, inspect.isfunction) if not name.startswith("_")}


def test_every_method_of_a_port_either_reads_or_writes() -> None:
    ports = methods(AwsProvider) | methods(TidbProvider)
    assert ports == READS | WRITES.keys()
    assert READS.isdisjoint(WRITES)


@pytest.mark.parametrize("name", WRITES)
async def test_a_write_is_refused_before_anything_is_asked(name: str) -> None:
    aws = FakeAws()
    tidb = FakeTidb(aws)
    provider = read_only(tidb if hasattr(tidb, name) else aws)
    with pytest.raises(ReadOnlyRefusal, match="nothing was changed") as caught:
        await getattr(provider, name)(*WRITES[name])
    assert "--read-only" in caught.value.remedy
    assert (aws.calls, tidb.calls) == ([], [])


async def test_what_reads_goes_through() -> None:
    aws = FakeAws()
    assert await read_only(aws).list_subnets(REGION, vpc_id=VPC_ID) == aws.subnets[VPC_ID]
    assert aws.calls == [("list_subnets", REGION, VPC_ID)]
