"""Both sides and what stands on them, wherever the settings came from."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.domain.clusters import Cluster, TidbSide
from tui.domain.commands import CommandContext
from tui.domain.cost import PRICE_LIST
from tui.domain.errors import CredentialsError, InvalidRequest
from tui.domain.parts import whole
from tui.domain.tagging import Tagging
from tui.domain.tidb_commands import TidbCommands
from tui.local import log, places
from tui.local.drafts import Begun
from tui.local.writer import Writing
from tui.monitor.cadence import Cadence
from tui.monitor.clock import Clock, SystemClock
from tui.monitor.poller import Poller
from tui.monitor.store import Store
from tui.prices import PriceBook
from tui.providers.audit import AuditFile, account_of_cluster, audited
from tui.providers.aws import Boto3Aws
from tui.providers.base import AwsAccounts, AwsProvider, PollBudget, TidbProvider
from tui.providers.guarded import read_only
from tui.providers.logged import logged
from tui.providers.self_managed import SelfManagedTidb
from tui.providers.session import Access, Clients, own_region
from tui.runtime import Looking, Notices, Runtime
from tui.settings.problems import SettingsError
from tui.settings.shape import Settings

if TYPE_CHECKING:
    from tui.demo_process import DemoProcess
    from tui.providers.tidb_cloud.access import TidbCloudAccess

CommandContexts = Mapping[str, CommandContext]
"""By AWS profile, see Cluster.aws_profiles."""


@dataclass(frozen=True, slots=True)
class Adapters:
    """Both sides, with the settings they were made from."""

    settings: Settings
    tidb: TidbProvider
    aws: AwsAccounts
    pace: PollBudget | None = None
    """Of TiDB's side, where it has a budget."""
    key: str = ""
    """The public half of TiDB Cloud's API key, which stands for the account on that side."""
    tidb_url: str = ""
    """Base URL of TiDB Cloud's Dedicated API."""


@dataclass(frozen=True, slots=True)
class Connected:
    """Both sides with a poller on them, and what was begun; the rest of the program is made when it is asked for."""

    sides: Adapters
    store: Store
    begun: Begun
    notices: Notices
    commands: CommandContexts
    label: str
    service_account: CommandContext
    """What commands of TiDB's side carry, where that is on AWS."""
    price_list: str = PRICE_LIST
    speed: float = 1.0
    demo: "DemoProcess | None" = None
    clock: Clock = field(default_factory=SystemClock)
    poller: Poller = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "poller", _poller(self.sides, self.store, self.clock))

    def looking(self) -> Looking:
        """What a command that only looks needs."""
        drafts, removals = tuple(self.begun.drafts.load()), tuple(self.begun.removals.load())
        intents = {each.id: each for each in self.begun.intents.load()}
        return Looking(self.poller, drafts, removals, intents, self.notices, self.runtime, self.demo)

    def runtime(self) -> Runtime:
        """The connected program."""
        from tui.monitor.history import History  # late: what lists alone waits for none of it
        from tui.operations import Operations
        from tui.preflight import Preflight
        from tui.providers.probe import SocketProbe

        settings, sides, begun = self.sides.settings, self.sides, self.begun
        operations = Operations(
            sides.tidb,
            sides.aws,
            self.poller,
            begun.drafts,
            self.clock,
            removals=begun.removals,
            intents=begun.intents,
            waits=begun.waits,
            speed=self.speed,
            writer=begun.writer,
            pace=sides.pace,
            read_only=settings.read_only,
        )
        marks = ("read-only" if settings.read_only else "", "" if begun.saved else "not saved")
        return Runtime(
            self.poller,
            operations,
            History(self.store),
            Preflight(sides.aws, SocketProbe()),
            self.commands,
            " · ".join((self.label, *filter(None, marks))),
            tidb_commands=TidbCommands(self.service_account, sides.tidb_url),
            demo=self.demo,
            ca_files=begun.ca_files,
            notices=self.notices,
            prices=self._prices(),
            theme=settings.theme,
            mouse=settings.mouse,
            keys=settings.keys,
            read_only=settings.read_only,
            saved=begun.saved,
            notices_wanted=settings.notices,
        )

    def _prices(self) -> PriceBook:
        settings = self.sides.settings
        own = {each.region: each.as_price() for each in settings.prices}
        if settings.price_list:
            return PriceBook(self.sides.aws[""].zone_hour_price, own, source=self.price_list)
        return PriceBook(own=own, why_not="Not read, as the setting price_list is false.")


def _poller(sides: Adapters, store: Store, clock: Clock) -> Poller:
    settings = sides.settings
    return Poller(
        sides.tidb,
        sides.aws,
        store,
        clock,
        Cadence(moving_s=settings.poll_moving_s, settled_s=settings.poll_settled_s),
        tidb_side=TidbSide(settings.tidb_side),
        pace=sides.pace,
        profiles_of=lambda cluster: profiles_of(cluster, settings),
        regions=settings.regions,
        tagging=Tagging(tuple(settings.tags.items()), settings.endpoint_name),
    )


def profiles_of(cluster: Cluster, settings: Settings) -> tuple[str, ...]:
    """The AWS profiles of a cluster's endpoints: its own, else its project's, else the usual one."""
    named = settings.aws_profiles.get(cluster.id) or settings.aws_profiles.get(cluster.project_id) or ("",)
    return tuple(dict.fromkeys("" if each == settings.aws_profile else each for each in named))


def aws_accounts(accesses: Mapping[str, Access], resources: ExitStack) -> dict[str, Boto3Aws]:
    """The operator's accounts, by AWS profile."""
    return {profile: Boto3Aws(_clients(access, resources), profile) for profile, access in accesses.items()}


def self_managed(settings: Settings, operator: Access, service: Access, resources: ExitStack) -> Adapters:
    """TiDB behind the service account's load balancers."""
    regions = settings.regions or partial(_own_regions, operator)
    if not settings.regions:
        _require_region(operator)
    configured = tuple(cluster.as_cluster() for cluster in settings.clusters)
    tidb = SelfManagedTidb(_clients(service, resources), regions, configured)
    return Adapters(settings, tidb, aws_accounts({"": operator}, resources))


def tidb_cloud(
    settings: Settings, access: "TidbCloudAccess", accesses: Mapping[str, Access], resources: ExitStack
) -> Adapters:
    """TiDB Cloud's Dedicated clusters."""
    from tui.providers.tidb_cloud.budget import RequestBudget
    from tui.providers.tidb_cloud.provider import HttpTidbCloud

    budget = RequestBudget()
    tidb = HttpTidbCloud(access, settings.projects, budget)
    accounts = aws_accounts(accesses, resources)
    return Adapters(settings, tidb, accounts, budget, access.key.public, access.dedicated_url)


def around(sides: Adapters, store: Store, prefix: str, notices: Notices, writer: Writing) -> Adapters:
    """All adapters, audited and logged; refusing what writes where that is wanted."""
    file, now = AuditFile(places.state_folder(f"{prefix}audit.jsonl"), notices.say, writer), SystemClock().now

    def guarded(provider: Any, account: Callable[[Any], str]) -> Any:
        kept = audited(provider, file, now, account)
        return logged(read_only(kept) if sides.settings.read_only else kept)

    def account_of(profile: str) -> Callable[[Any], str]:
        return lambda _: store.snapshot.account(profile)

    aws: dict[str, AwsProvider] = {name: guarded(each, account_of(name)) for name, each in sides.aws.items()}
    return replace(sides, tidb=guarded(sides.tidb, (lambda _: sides.key) if sides.key else account_of_cluster), aws=aws)


def start_log(path: str, resources: ExitStack, notices: Notices) -> None:
    """Append a log to `path`, unless that is empty. Raises SettingsError."""
    if not path:
        return
    try:
        resources.callback(log.start(Path(path).expanduser(), notices.say))
    except OSError as error:
        raise SettingsError(f"log_file: {path}: {error.strerror}.", "Name a file that can be written.") from None


def known_ids(tidb: TidbProvider) -> frozenset[str]:
    """IDs of the clusters, and of the VPC endpoints that ask for their services; blocks."""

    async def read() -> frozenset[str]:
        clusters = whole(await tidb.list_clusters())
        connections = whole(await tidb.list_connections(whole(await tidb.list_services(clusters))))
        return frozenset(cluster.id for cluster in clusters) | {each.vpc_endpoint_id for each in connections}

    return asyncio.run(read())


def _clients(access: Access, resources: ExitStack) -> Clients:
    clients = Clients(access)
    resources.callback(clients.close)
    return clients


def _require_region(access: Access) -> None:
    """An AWS configuration that cannot be read is told by the first poll, which goes on once it is mended."""
    with suppress(CredentialsError, InvalidRequest):
        _own_regions(access)


def _own_regions(access: Access) -> tuple[str]:
    """Blocks. Raises PrivateEndpointError."""
    if region := own_region(access):
        return (region,)
    raise SettingsError(
        "regions: expected at least one AWS region, and the AWS configuration names none either.",
        f"Name one by --regions us-west-2, by TIDB_PE_REGIONS, or in {places.config_file()}.",
    )
