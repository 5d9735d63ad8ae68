"""What the contract suites run against: the fakes, and the real adapters on the demo cloud."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from tests.demo.running import OPERATOR_KEY, REGION, SERVICE_KEY, DemoCloud
from tests.demo.running_tidb_cloud import PRIVATE_KEY, PUBLIC_KEY, TidbCloudDemo
from tests.fakes import FakeAws, FakeTidb, cluster, service
from tui.domain.clusters import Cluster, TidbSide, Tier
from tui.domain.cost import PRICE_LIST, Price
from tui.domain.endpoints import EndpointRequest, PrivateLinkService
from tui.domain.errors import PermissionDenied
from tui.domain.network import IngressRule, SecurityGroup, Subnet, Vpc, VpcDns
from tui.domain.parts import whole
from tui.providers.aws import Boto3Aws
from tui.providers.base import AwsProvider, TidbProvider
from tui.providers.self_managed import SelfManagedTidb
from tui.providers.session import Access, Clients
from tui.providers.tidb_cloud.access import ApiKey, TidbCloudAccess
from tui.providers.tidb_cloud.budget import RequestBudget
from tui.providers.tidb_cloud.provider import HttpTidbCloud

NOBODYS = "com.amazonaws.vpce.us-west-2.vpce-svc-00000000000000bad"
TOKEN = "0d7f4f0e-6f57-4c1b-9a3c-2b1f2c7f9a11"


class World(Protocol):
    """Two providers that look at one cloud.

    In `us-west-2`: the clusters `orders-prod`, with an active endpoint service, `checkout-prod`, with none, and
    `sandbox` of the Developer Tier; the VPCs `apps-prod`, with subnets in four zones of which the services have three,
    and `apps-legacy`, without DNS hostnames.
    On TiDB Cloud the service of `checkout-prod` is being created, that of `search-staging` not begun, and there is no
    `sandbox`: clusters of that tier are not listed.
    """

    @property
    def side(self) -> TidbSide:
        """Who provides TiDB: TiDB Cloud makes and deletes services by itself, and forgets rejected connections."""

    @property
    def aws(self) -> AwsProvider: ...

    @property
    def tidb(self) -> TidbProvider: ...

    def settle(self) -> None:
        """Let AWS finish whatever it is doing."""

    def deny_create(self) -> None:
        """Let the next permission check of a creation end in a refusal."""

    def asked(self) -> int:
        """How many calls were made."""

    async def aclose(self) -> None:
        """Close what the test's event loop has open."""


class OnAws:
    """TiDB that the organisation runs itself."""

    side = TidbSide.SELF_MANAGED

    async def aclose(self) -> None: ...


class FakeWorld(OnAws):
    """The fakes, set up alike."""

    def __init__(self) -> None:
        self.aws = FakeAws()
        self.tidb = FakeTidb(self.aws)
        orders = cluster("orders-prod")
        self.tidb.clusters = [cluster("sandbox", tier=Tier.DEVELOPER), orders, cluster("checkout-prod")]
        self.tidb.services = [service(orders)]
        self.aws.vpcs, self.aws.subnets, self.aws.security_groups = [], {}, {}
        self.aws.prices = {REGION: Price(0.01, "2026-08-01", PRICE_LIST)}
        self._add_vpc(Vpc("vpc-0000000000000001a", "apps-prod", "10.20.0.0/16"), 4, hostnames=True)
        self._add_vpc(Vpc("vpc-0000000000000002b", "apps-legacy", "10.30.0.0/16"), 2, hostnames=False)

    def settle(self) -> None:
        self.tidb.advance()
        self.aws.advance()

    def deny_create(self) -> None:
        remedy = "Ask for the permission ec2:CreateVpcEndpoint."
        self.aws.fail["dry_run_create"] = PermissionDenied("No.", remedy, "AWS", "UnauthorizedOperation")

    def asked(self) -> int:
        return len(self.aws.calls) + len(self.tidb.calls)

    def _add_vpc(self, vpc: Vpc, subnets: int, *, hostnames: bool) -> None:
        self.aws.vpcs.append(vpc)
        self.aws.dns[vpc.id] = VpcDns(support=True, hostnames=hostnames)
        self.aws.subnets[vpc.id] = [
            Subnet(
                f"subnet-{vpc.id[-2:]}{at:015x}",
                f"{vpc.name}-{at}",
                f"{vpc.cidr[:6]}{at}.0/24",
                f"usw2-az{at}",
                f"us-west-2{at}",
                251,
            )
            for at in range(subnets, 0, -1)
        ]
        rule = IngressRule("tcp", 4000, 4000, vpc.cidr)
        self.aws.security_groups[vpc.id] = [
            SecurityGroup(f"sg-{vpc.id[-2:]}{1:015x}", "tidb-clients", "Applications that reach TiDB", (rule,)),
            SecurityGroup(f"sg-{vpc.id[-2:]}{0:015x}", "default", "default VPC security group"),
        ]


class DemoWorld(OnAws):
    """The real adapters on the demo cloud."""

    def __init__(self, cloud: DemoCloud, operator: Clients, owner: Clients) -> None:
        self._cloud = cloud
        self.aws = Boto3Aws(operator)
        configured = (Cluster("sandbox", "sandbox", tier=Tier.DEVELOPER, region=REGION),)
        self.tidb = SelfManagedTidb(owner, (REGION, "eu-central-1"), configured)

    def settle(self) -> None:
        self._cloud.advance(3600)

    def deny_create(self) -> None:
        self._cloud.fail("CreateVpcEndpoint", "UnauthorizedOperation", status=403)

    def asked(self) -> int:
        return len(self._cloud.calls())


class TidbCloudWorld:
    """The real adapters on the demo with TiDB Cloud."""

    side = TidbSide.TIDB_CLOUD

    def __init__(self, cloud: TidbCloudDemo, operator: Clients) -> None:
        self._cloud = cloud
        self.aws = Boto3Aws(operator)
        access = TidbCloudAccess(ApiKey(PUBLIC_KEY, PRIVATE_KEY), cloud.dedicated_url, cloud.iam_url)
        self.tidb = HttpTidbCloud(access, budget=RequestBudget())
        cloud.limit(10_000)  # its minute does not pass

    def settle(self) -> None:
        self._cloud.advance(3600)

    def deny_create(self) -> None:
        self._cloud.fail("CreateVpcEndpoint", "UnauthorizedOperation", status=403)

    def asked(self) -> int:
        return len(self._cloud.calls()) + len(self._cloud.tidb_cloud.calls)

    async def aclose(self) -> None:
        await self.tidb.aclose()


@contextmanager
def demo_worlds() -> Iterator[Callable[[], DemoWorld]]:
    """Gives the demo's world as at its start, again and again; the clients, slow to make, stay."""
    with DemoCloud() as cloud:
        operator, owner = (Clients(Access("", cloud.url, (key, "demo"))) for key in (OPERATOR_KEY, SERVICE_KEY))

        def start_over() -> DemoWorld:
            cloud.reset()
            return DemoWorld(cloud, operator, owner)

        try:
            yield start_over
        finally:
            operator.close()
            owner.close()


@contextmanager
def tidb_cloud_worlds() -> Iterator[Callable[[], TidbCloudWorld]]:
    """As `demo_worlds`."""
    with TidbCloudDemo() as cloud:
        operator = Clients(Access("", cloud.url, (OPERATOR_KEY, "demo")))

        def start_over() -> TidbCloudWorld:
            cloud.reset()
            return TidbCloudWorld(cloud, operator)

        try:
            yield start_over
        finally:
            operator.close()


async def cluster_named(world: World, name: str) -> Cluster:
    return next(each for each in whole(await world.tidb.list_clusters()) if each.name == name)


async def service_of(world: World, name: str) -> PrivateLinkService:
    """Of the default node group."""
    services = whole(await world.tidb.list_services([await cluster_named(world, name)]))
    (found,) = [each for each in services if not each.node_group_id]
    return found


async def vpc_named(world: World, name: str) -> Vpc:
    return next(each for each in await world.aws.list_vpcs(REGION) if each.name == name)


async def request_for(world: World, vpc: str = "apps-prod", subnets: int = 2, token: str = TOKEN) -> EndpointRequest:
    """A request to connect that VPC, by its first subnets, to orders-prod."""
    to, vpc_id = await service_of(world, "orders-prod"), (await vpc_named(world, vpc)).id
    ids = [subnet.id for subnet in await world.aws.list_subnets(REGION, vpc_id)]
    groups = await world.aws.list_security_groups(REGION, vpc_id)
    admitting = tuple(group.id for group in groups if group.admits(4000))
    return EndpointRequest(token, REGION, to.name, vpc_id, tuple(ids[:subnets]), admitting)
