"""The two fakes, linked, play the whole flow."""

import pytest

from tests.fakes import FakeAws, FakeTidb, cluster, request
from tui.domain.endpoints import ConnectionState, EndpointChange, VpcEndpointState
from tui.domain.errors import PrivateEndpointError, Throttled
from tui.domain.parts import whole


async def test_linked_fakes_play_the_flow() -> None:
    aws = FakeAws()
    tidb = FakeTidb(aws)
    tidb.clusters = [cluster()]
    service = await tidb.ensure_service(cluster(), "")
    tidb.advance()
    (service,) = whole(await tidb.list_services(tidb.clusters))
    made = await aws.create_vpc_endpoint(request(service))
    assert (whole(await tidb.list_connections([service])))[0].state is ConnectionState.DISCOVERED
    with pytest.raises(PrivateEndpointError, match="after the endpoint connection is accepted"):
        await aws.modify_vpc_endpoint(service.region, made.id, EndpointChange(private_dns=True))
    await tidb.accept(service, made.id)
    await aws.modify_vpc_endpoint(service.region, made.id, EndpointChange(private_dns=True))
    (endpoint,) = await aws.describe_vpc_endpoints(service.region, [service.name])
    assert (endpoint.state, endpoint.private_dns_enabled) == (VpcEndpointState.AVAILABLE, True)


async def test_a_fake_raises_what_it_was_told_to_and_counts_the_call() -> None:
    aws = FakeAws()
    aws.fail["list_vpcs"] = Throttled("slow down")
    with pytest.raises(Throttled):
        await aws.list_vpcs("us-west-2")
    assert aws.called("list_vpcs") == 1
