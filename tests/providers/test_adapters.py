"""The adapters where fakes and demo alone do not go: lost answers, many pages, refusals on order, odd services."""

from collections.abc import Callable, Iterator
from threading import current_thread, main_thread
from typing import Any

import pytest
from botocore.configprovider import BOTOCORE_DEFAUT_SESSION_VARIABLES
from botocore.exceptions import ReadTimeoutError
from botocore.stub import Stubber

from tests.demo.running import REGION, DemoCloud
from tests.fakes import cluster, request, service
from tui.domain.clusters import Cluster
from tui.domain.endpoints import DnsNameState, EndpointRequest, ServiceState, VpcEndpointState
from tui.domain.errors import InvalidRequest, NotFound, PermissionDenied, Throttled, Unreachable
from tui.domain.parts import whole
from tui.providers import aws_parse, self_managed_parse
from tui.providers.aws import Boto3Aws
from tui.providers.self_managed import SelfManagedTidb
from tui.providers.session import Access, Clients

OK = {"ResponseMetadata": {"RequestId": "r", "HTTPStatusCode": 200}}
FULL = {"MaxResults": 1000}
"""As many rows a page as EC2 gives."""


@pytest.fixture(scope="module")
def running() -> Iterator[DemoCloud]:
    with DemoCloud() as made:
        yield made


@pytest.fixture
def cloud(running: DemoCloud, monkeypatch: pytest.MonkeyPatch) -> DemoCloud:
    """The demo cloud as at its start; a call is tried once."""
    monkeypatch.setitem(BOTOCORE_DEFAUT_SESSION_VARIABLES, "max_attempts", (None, None, 1, int))
    running.reset()
    return running


@pytest.fixture
def operator(cloud: DemoCloud) -> Iterator[Clients]:
    clients = Clients(Access("", cloud.url, ("demo-operator", "demo")))
    yield clients
    clients.close()


@pytest.fixture
def owner(cloud: DemoCloud) -> Iterator[Clients]:
    clients = Clients(Access("", cloud.url, ("demo-service", "demo")))
    yield clients
    clients.close()


@pytest.fixture
def offline() -> Iterator[Clients]:
    """For Stubber: whatever is not stubbed fails."""
    clients = Clients(Access(key=("k", "s")))
    yield clients
    clients.close()


async def request_of(aws: Boto3Aws, tidb: SelfManagedTidb) -> EndpointRequest:
    vpc = next(each for each in await aws.list_vpcs(REGION) if each.name == "apps-prod")
    subnets = await aws.list_subnets(REGION, vpc.id)
    clusters = [each for each in whole(await tidb.list_clusters()) if each.name == "orders-prod"]
    (to,) = whole(await tidb.list_services(clusters))
    return request(to, vpc_id=vpc.id, subnet_ids=(subnets[0].id,), security_group_ids=())


def lose_the_answer(clients: Clients) -> None:
    """Let CreateVpcEndpoint happen and its answer get lost."""

    def lose(**_: Any) -> None:
        raise ReadTimeoutError(endpoint_url="http://aws")

    clients.client("ec2", REGION).meta.events.register("after-call.ec2.CreateVpcEndpoint", lose)


async def test_an_endpoint_whose_answer_was_lost_is_found_by_its_tag(operator: Clients, owner: Clients) -> None:
    aws, wanted = Boto3Aws(operator), await request_of(Boto3Aws(operator), SelfManagedTidb(owner, (REGION,), ()))
    lose_the_answer(operator)
    made = await aws.create_vpc_endpoint(wanted)
    assert (made.draft_id, made.state) == (wanted.token, VpcEndpointState.PENDING_ACCEPTANCE)
    found = await aws.describe_vpc_endpoints(REGION, [wanted.service_name])
    assert [each.id for each in found if each.draft_id == wanted.token] == [made.id]


async def test_a_lost_answer_is_the_error_where_nothing_can_be_found(
    cloud: DemoCloud, operator: Clients, owner: Clients
) -> None:
    aws, wanted = Boto3Aws(operator), await request_of(Boto3Aws(operator), SelfManagedTidb(owner, (REGION,), ()))
    lose_the_answer(operator)
    cloud.fail("DescribeVpcEndpoints", "UnauthorizedOperation", status=403)
    with pytest.raises(Unreachable):
        await aws.create_vpc_endpoint(wanted)


async def test_a_create_that_did_not_happen_is_an_error(cloud: DemoCloud, operator: Clients, owner: Clients) -> None:
    aws, wanted = Boto3Aws(operator), await request_of(Boto3Aws(operator), SelfManagedTidb(owner, (REGION,), ()))
    cloud.fail("CreateVpcEndpoint", "UnauthorizedOperation", status=403)
    with pytest.raises(PermissionDenied) as raised:
        await aws.create_vpc_endpoint(wanted)
    assert "ec2:CreateVpcEndpoint" in raised.value.remedy


async def test_throttling_is_told_after_the_sdks_own_attempts(cloud: DemoCloud, operator: Clients) -> None:
    cloud.fail("DescribeVpcs", "RequestLimitExceeded", status=503)
    with pytest.raises(Throttled) as raised:
        await Boto3Aws(operator).list_vpcs(REGION)
    assert raised.value.retryable
    assert await Boto3Aws(operator).list_vpcs(REGION)


async def test_every_page_is_read(cloud: DemoCloud, operator: Clients, owner: Clients) -> None:
    aws, tidb = Boto3Aws(operator), SelfManagedTidb(owner, (REGION,), ())
    clusters = whole(await tidb.list_clusters())
    services = whole(await tidb.list_services(clusters))
    names = [each.name for each in services]
    endpoints = await aws.describe_vpc_endpoints(REGION, names)
    connections = whole(await tidb.list_connections(services))
    assert len(endpoints) > 4
    cloud.page_size(2)
    assert len(await aws.describe_vpc_endpoints(REGION, names)) == len(endpoints)
    assert len(whole(await tidb.list_connections(services))) == len(connections)
    assert whole(await tidb.list_services(clusters)) == services


async def test_one_describe_a_region_reads_all_connections(cloud: DemoCloud, owner: Clients) -> None:
    tidb = SelfManagedTidb(owner, (REGION, "eu-central-1"), ())
    services = whole(await tidb.list_services(whole(await tidb.list_clusters())))
    whole(await tidb.list_connections(services))
    asked = [call.region for call in cloud.calls("DescribeVpcEndpointConnections")]
    assert sorted(asked) == ["eu-central-1", REGION]


@pytest.mark.parametrize(("number", "filtered"), [(200, True), (201, False)])
async def test_more_services_than_a_filter_takes_are_asked_for_without_one(
    offline: Clients, number: int, filtered: bool
) -> None:
    services = [service(name=f"com.amazonaws.vpce.{REGION}.vpce-svc-{at:017x}") for at in range(number)]
    interface, names = [{"Name": "vpc-endpoint-type", "Values": ["Interface"]}], [each.name for each in services]
    by_name = [{"Name": "service-name", "Values": names}] if filtered else []
    by_id = [{"Name": "service-id", "Values": [name.rpartition(".")[2] for name in names]}] if filtered else []
    with Stubber(offline.client("ec2", REGION)) as stub:
        stub.add_response("describe_vpc_endpoints", {"VpcEndpoints": [], **OK}, {"Filters": interface + by_name} | FULL)
        stub.add_response(
            "describe_vpc_endpoint_connections", {"VpcEndpointConnections": [], **OK}, {"Filters": by_id} | FULL
        )
        await Boto3Aws(offline).describe_vpc_endpoints(REGION, names)
        await SelfManagedTidb(offline, (REGION,), ()).list_connections(services)
        stub.assert_no_pending_responses()


@pytest.mark.parametrize(("number", "asked"), [(200, [200]), (401, [200, 200, 1])])
async def test_interfaces_are_asked_for_two_hundred_at_a_time(offline: Clients, number: int, asked: list[int]) -> None:
    ids = [f"eni-{at:017x}" for at in range(number)]
    few = [ids[200 * at :][:size] for at, size in enumerate(asked)]
    with Stubber(offline.client("ec2", REGION)) as stub:
        for some in few:
            found = [{"NetworkInterfaceId": each, "AvailabilityZone": "us-west-2a"} for each in reversed(some)]
            wanted = {"Filters": [{"Name": "network-interface-id", "Values": some}]} | FULL
            stub.add_response("describe_network_interfaces", {"NetworkInterfaces": found, **OK}, wanted)
        interfaces = await Boto3Aws(offline).describe_network_interfaces(REGION, ids)
        stub.assert_no_pending_responses()
    assert [each.id for each in interfaces] == ids


async def test_however_many_rows_are_read_the_event_loop_stays_free(
    operator: Clients, owner: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    aws, tidb, threads = Boto3Aws(operator), SelfManagedTidb(owner, (REGION,), ()), set()
    services = whole(await tidb.list_services(whole(await tidb.list_clusters())))

    def noting(read: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*arguments: Any, **named: Any) -> Any:
            threads.add(current_thread())
            return read(*arguments, **named)

        return noted

    monkeypatch.setattr(aws_parse, "vpc_endpoint", noting(aws_parse.vpc_endpoint))
    monkeypatch.setattr(self_managed_parse, "connection", noting(self_managed_parse.connection))
    assert await aws.describe_vpc_endpoints(REGION, [each.name for each in services])
    assert whole(await tidb.list_connections(services))
    assert len(threads) == 2
    assert main_thread() not in threads


async def test_a_configured_cluster_adds_to_those_found_or_replaces_its_own(owner: Clients) -> None:
    found = {each.name: each for each in whole(await SelfManagedTidb(owner, (REGION,), ()).list_clusters())}
    renamed = Cluster(found["orders-prod"].id, "Orders", region=REGION)
    extra = Cluster("ledger", "ledger", region="us-west1")
    clusters = whole(await SelfManagedTidb(owner, (REGION,), (renamed, extra)).list_clusters())
    assert {each.name for each in clusters} == (found.keys() - {"orders-prod"}) | {"Orders", "ledger"}


async def test_a_cluster_without_a_load_balancer_cannot_have_a_service(cloud: DemoCloud, owner: Clients) -> None:
    tidb = SelfManagedTidb(owner, (REGION,), ())
    with pytest.raises(InvalidRequest, match="load balancer") as raised:
        await tidb.ensure_service(Cluster("ledger", "ledger", region=REGION), "")
    assert "load_balancer_arn" in raised.value.remedy
    assert cloud.calls() == []


async def test_a_service_too_new_to_be_verified_is_started_all_the_same(cloud: DemoCloud, owner: Clients) -> None:
    tidb = SelfManagedTidb(owner, (REGION,), ())
    checkout = next(each for each in whole(await tidb.list_clusters()) if each.name == "checkout-prod")
    cloud.fail("StartVpcEndpointServicePrivateDnsVerification", "InvalidState")
    started = await tidb.ensure_service(checkout, "")
    await tidb.verify_name(started)
    assert (started.state, started.dns_state) == (ServiceState.CREATING, DnsNameState.PENDING_VERIFICATION)


async def test_accepting_what_was_rejected_is_refused(operator: Clients, owner: Clients) -> None:
    tidb = SelfManagedTidb(owner, (REGION,), ())
    wanted = await request_of(Boto3Aws(operator), tidb)
    made = await Boto3Aws(operator).create_vpc_endpoint(wanted)
    services = whole(await tidb.list_services(whole(await tidb.list_clusters())))
    to = next(each for each in services if each.name == wanted.service_name)
    await tidb.reject(to, made.id)
    with pytest.raises(InvalidRequest, match="invalid state") as raised:
        await tidb.accept(to, made.id)
    assert raised.value.source == "TiDB"


async def test_a_service_that_aws_names_no_more_is_not_found(offline: Clients) -> None:
    with Stubber(offline.client("ec2", REGION)) as stub:
        stub.add_response("describe_vpc_endpoint_services", {"ServiceDetails": [], **OK})
        with pytest.raises(NotFound):
            await Boto3Aws(offline).find_endpoint_service(REGION, service().name)


async def test_an_endpoint_that_aws_still_shows_as_deleted_is_absent(offline: Clients) -> None:
    gone = {"VpcEndpointId": "vpce-1", "ServiceName": service().name, "State": "deleted"}
    with Stubber(offline.client("ec2", REGION)) as stub:
        stub.add_response("describe_vpc_endpoints", {"VpcEndpoints": [gone], **OK})
        assert await Boto3Aws(offline).describe_vpc_endpoints(REGION, [service().name]) == []


@pytest.mark.parametrize("error", ["InvalidVpcEndpoint.NotFound", "InvalidVpcEndpointId.NotFound"])
async def test_deleting_what_is_gone_is_no_error(offline: Clients, error: str) -> None:
    item = {"ResourceId": "vpce-1", "Error": {"Code": error, "Message": "gone"}}
    with Stubber(offline.client("ec2", REGION)) as stub:
        stub.add_response("delete_vpc_endpoints", {"Unsuccessful": [item], **OK})
        await Boto3Aws(offline).delete_vpc_endpoint(REGION, "vpce-1")
        stub.assert_no_pending_responses()


async def test_a_delete_that_aws_refuses_inside_a_success_is_raised(offline: Clients) -> None:
    item = {"ResourceId": "vpce-1", "Error": {"Code": "OperationNotPermitted", "Message": "Managed elsewhere."}}
    with Stubber(offline.client("ec2", REGION)) as stub:
        stub.add_response("delete_vpc_endpoints", {"Unsuccessful": [item], **OK})
        with pytest.raises(InvalidRequest, match="Managed elsewhere"):
            await Boto3Aws(offline).delete_vpc_endpoint(REGION, "vpce-1")


async def test_tags_are_asked_for_twenty_load_balancers_at_a_time(offline: Clients) -> None:
    arns = [cluster(f"c{number:02}").id for number in range(45)]
    balancers = [{"LoadBalancerArn": arn, "Type": "network", "State": {"Code": "active"}} for arn in arns]
    web = {"LoadBalancerArn": "arn:web", "Type": "application", "State": {"Code": "active"}}
    with Stubber(offline.client("elbv2", REGION)) as stub:
        stub.add_response("describe_load_balancers", {"LoadBalancers": [web, *balancers], **OK})
        for few in (arns[:20], arns[20:40], arns[40:]):
            told = [{"ResourceArn": arn, "Tags": [{"Key": "tidb-pe:cluster", "Value": arn[-20:-17]}]} for arn in few]
            stub.add_response("describe_tags", {"TagDescriptions": told, **OK}, {"ResourceArns": few})
        found = whole(await SelfManagedTidb(offline, (REGION,), ()).list_clusters())
    assert {each.id for each in found} == set(arns)


async def test_zone_names_are_translated_once_a_region(offline: Clients) -> None:
    configuration = {
        "ServiceName": service().name,
        "ServiceState": "Available",
        "NetworkLoadBalancerArns": [cluster().id],
        "AvailabilityZones": ["us-west-2b", "us-west-2z", "us-west-2a"],
    }
    zones = [{"ZoneName": "us-west-2a", "ZoneId": "usw2-az2"}, {"ZoneName": "us-west-2b", "ZoneId": "usw2-az1"}]
    services = {"ServiceConfigurations": [configuration], **OK}
    tidb = SelfManagedTidb(offline, (REGION,), ())
    with Stubber(offline.client("ec2", REGION)) as stub:
        stub.add_response("describe_vpc_endpoint_service_configurations", services)
        stub.add_response("describe_availability_zones", {"AvailabilityZones": zones, **OK})
        stub.add_response("describe_vpc_endpoint_service_configurations", services)
        found = [whole(await tidb.list_services([cluster()])) for _ in range(2)]
    assert [each.zone_ids for (each,) in found] == [("usw2-az1", "usw2-az2")] * 2


async def test_of_two_services_the_one_that_can_be_connected_to_wins(offline: Clients) -> None:
    arns: dict[str, Any] = {"NetworkLoadBalancerArns": [cluster().id]}
    raws = [
        arns | {"ServiceName": f"s-{state}", "ServiceState": state, "AvailabilityZoneIds": ["usw2-az1"]}
        for state in ("Deleted", "Deleting", "Failed", "Available", "Pending")
    ]
    with Stubber(offline.client("ec2", REGION)) as stub:
        stub.add_response("describe_vpc_endpoint_service_configurations", {"ServiceConfigurations": raws, **OK})
        (found,) = whole(await SelfManagedTidb(offline, (REGION,), ()).list_services([cluster()]))
    assert (found.name, found.zone_ids) == ("s-Available", ("usw2-az1",))
