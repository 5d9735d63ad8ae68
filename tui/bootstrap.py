"""The one place that knows concrete classes: settings -> providers -> poller and operations -> application."""

import asyncio
import gc
import os
import sys
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tui import exit_codes, log, places
from tui.runtime import NothingConfigured, Notices, Options, Runtime

if TYPE_CHECKING:
    from tui.domain.commands import CommandContext
    from tui.drafts import Begun
    from tui.monitor.store import Store
    from tui.providers.base import AwsProvider, TidbProvider
    from tui.providers.session import Access
    from tui.settings import Settings

DEMO_OPERATOR, DEMO_SERVICE = ("demo-operator", "demo"), ("demo-service", "demo")
"""Access keys of the demo's two accounts; no secret."""


def run(options: Options) -> int:
    """Open the screen and stay until it is left; the exit code."""
    from tui.demo_process import why_missing

    if options.demo and (missing := why_missing()):
        return _say(f"tidb-pe: {missing}", exit_codes.USAGE)
    sys.setswitchinterval(0.001)  # a key takes turns with threads that load or read several times, 5 ms each else
    gc.disable()  # until connected: of what is loaded nothing is garbage, and looking takes a tenth of the time
    from tui.app import PrivateEndpointApp

    resources = ExitStack()
    app = PrivateEndpointApp(lambda demo, store: connect(options, store, resources, demo=demo), demo=options.demo)
    try:
        app.run()
    finally:
        resources.close()
        gc.freeze()  # what is left ends with the process: walking all of it once more takes a tenth of a second
    return _say(app.farewell, app.return_code or exit_codes.OK)


def connect(options: Options, store: "Store", resources: ExitStack, *, demo: bool) -> Runtime:
    """Read the settings and build what the application works with, which publishes to `store`.

    Blocks for seconds and loads the AWS SDK: call it in a thread, after the first paint. What has to be ended with the
    program is put on `resources` as soon as it is there, so that leaving early ends it too.
    Raises PrivateEndpointError, or NothingConfigured on a first run.
    """
    return _connect_demo(options, store, resources) if demo else _connect_aws(options, store, resources)


@dataclass(frozen=True, slots=True)
class _Sides:
    """Both providers, with the settings they were made from."""

    settings: "Settings"
    tidb: "TidbProvider"
    aws: "AwsProvider"

    def runtime(
        self, store: "Store", begun: "Begun", notices: Notices, commands: "CommandContext", label: str
    ) -> Runtime:
        from tui.monitor.clock import SystemClock
        from tui.monitor.history import History
        from tui.monitor.poller import Cadence, Poller
        from tui.operations import Operations
        from tui.preflight import Preflight
        from tui.providers.probe import SocketProbe

        clock = SystemClock()
        cadence = Cadence(moving_s=self.settings.poll_moving_s, settled_s=self.settings.poll_settled_s)
        poller = Poller(self.tidb, self.aws, store, clock, cadence)
        operations = Operations(self.tidb, self.aws, poller, begun.drafts, clock, removals=begun.removals)
        marks = ("read-only" if self.settings.read_only else "", "" if begun.saved else "not saved")
        return Runtime(
            poller,
            operations,
            History(store),
            Preflight(self.aws, SocketProbe()),
            commands,
            " · ".join((label, *filter(None, marks))),
            notices=notices,
            theme=self.settings.theme,
            read_only=self.settings.read_only,
            notices_wanted=self.settings.notices,
        )


def _connect_aws(options: Options, store: "Store", resources: ExitStack) -> Runtime:
    from tui import settings
    from tui.drafts import begun
    from tui.providers.session import Access

    path, notices = places.config_file(), Notices()
    loaded = settings.load(path, options.settings)
    if loaded.nothing_given and not path.exists():
        _require_credentials()
    found = loaded.settings
    _start_log(found.log_file, resources, notices)
    operator = Access(found.aws_profile, found.endpoint_url)
    service = replace(operator, profile=found.service_aws_profile or found.aws_profile)
    sides = _around(_sides(found, operator, service, resources), store, "", notices)
    return sides.runtime(store, begun("", resources, notices.say), notices, _commands(found), found.profile)


def _connect_demo(options: Options, store: "Store", resources: ExitStack) -> Runtime:
    from tui import settings
    from tui.demo_process import DemoProcess
    from tui.domain.commands import CommandContext
    from tui.drafts import begun
    from tui.providers.session import Access, new_session

    process = DemoProcess(options.speed)
    resources.callback(process.close)
    new_session(Access(key=DEMO_OPERATOR))  # loads the AWS SDK while the process starts
    cloud = process.ready()
    operator, service = (Access(endpoint_url=cloud.url, key=key) for key in (DEMO_OPERATOR, DEMO_SERVICE))
    found, notices = settings.of_demo(cloud.profile, options.settings), Notices()
    _start_log(found.log_file, resources, notices)
    sides = _around(_sides(found, operator, service, resources), store, "demo-", notices)
    setups = begun("demo-", resources, notices.say)
    _fit_to_new_demo(setups, sides.tidb)
    keys = zip(("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"), DEMO_OPERATOR, strict=True)
    commands = CommandContext(("--endpoint-url", cloud.url), tuple(keys))
    runtime = sides.runtime(store, setups, notices, commands, f"demo x{options.speed:g}")
    return replace(runtime, speed=options.speed, demo=process)


def _sides(settings: "Settings", operator: "Access", service: "Access", resources: ExitStack) -> _Sides:
    from tui.providers.aws import Boto3Aws
    from tui.providers.self_managed import SelfManagedTidb
    from tui.providers.session import Clients

    clients = {access: Clients(access) for access in (operator, service)}
    for each in clients.values():
        resources.callback(each.close)
    regions = settings.regions or (_own_region(operator),)
    configured = tuple(cluster.as_cluster() for cluster in settings.clusters)
    return _Sides(settings, SelfManagedTidb(clients[service], regions, configured), Boto3Aws(clients[operator]))


def _around(sides: _Sides, store: "Store", prefix: str, notices: Notices) -> _Sides:
    """Both adapters, audited and logged; refusing what writes where that is wanted."""
    from tui.monitor.clock import SystemClock
    from tui.providers.audit import AuditFile, account_of_cluster, audited
    from tui.providers.guarded import read_only
    from tui.providers.logged import logged

    def operators_account(_: object) -> str:
        return store.snapshot.identity.account if store.snapshot.identity else ""

    file, now = AuditFile(places.state_folder(f"{prefix}audit.jsonl"), notices.say), SystemClock().now
    tidb, aws = audited(sides.tidb, file, now, account_of_cluster), audited(sides.aws, file, now, operators_account)
    if sides.settings.read_only:
        tidb, aws = read_only(tidb), read_only(aws)
    return replace(sides, tidb=logged(tidb), aws=logged(aws))


def _start_log(path: str, resources: ExitStack, notices: Notices) -> None:
    from tui.settings_problems import SettingsError

    if not path:
        return
    try:
        resources.callback(log.start(Path(path).expanduser(), notices.say))
    except OSError as error:
        raise SettingsError(f"log_file: {path}: {error.strerror}.", "Name a file that can be written.") from None


def _require_credentials() -> None:
    """NothingConfigured where boto3 finds no credentials either."""
    from tui.providers.session import Access, has_credentials, looked_for

    if not has_credentials(Access()):
        raise NothingConfigured((str(places.config_file()), "TIDB_PE_…", *(name for name, _ in looked_for())))


def _own_region(access: "Access") -> str:
    from tui.providers.session import own_region
    from tui.settings_problems import SettingsError

    if region := own_region(access):
        return region
    raise SettingsError(
        "regions: expected at least one AWS region, and the AWS configuration names none either.",
        f"Name one by --regions us-west-2, by TIDB_PE_REGIONS, or in {places.config_file()}.",
    )


def _commands(settings: "Settings") -> "CommandContext":
    """What a copied command needs to do the same in another terminal, whose environment may be another."""
    from tui.domain.commands import CommandContext

    url = settings.endpoint_url or os.environ.get("AWS_ENDPOINT_URL_EC2") or os.environ.get("AWS_ENDPOINT_URL")
    # boto3 prefers a key in the environment to AWS_PROFILE, but not to a profile named outright
    by_environment = "" if os.environ.get("AWS_ACCESS_KEY_ID") else os.environ.get("AWS_PROFILE", "")
    profile = settings.aws_profile or by_environment
    options = (*(("--endpoint-url", url) if url else ()), *(("--profile", profile) if profile else ()))
    return CommandContext(options)


def _fit_to_new_demo(begun: "Begun", tidb: "TidbProvider") -> None:
    """Make what was begun in an earlier demo fit this one.

    Each demo is the same world anew: its clusters, networks and first endpoints have the IDs they had, while what was
    made in it ended with it. A draft whose cluster is not in this world any more is dropped; so is a deletion whose
    endpoint is not, and of the others no stage is done.
    """
    drafts, removals = begun.drafts, begun.removals
    kept, deleting = drafts.load(), removals.load()
    known = asyncio.run(_known_ids(tidb)) if kept or deleting else frozenset()
    for removal in deleting:
        if removal.id in known:
            removals.save(replace(removal, rejected_at=None, deleting_at=None))
        else:
            removals.delete(removal.id)
    for draft in kept:
        if draft.cluster_id in known:
            same_endpoint = draft.vpc_endpoint_id if draft.vpc_endpoint_id in known else ""
            drafts.save(replace(draft, vpc_endpoint_id=same_endpoint, service_asked_at=None))
        else:
            drafts.delete(draft.id)


async def _known_ids(tidb: "TidbProvider") -> frozenset[str]:
    clusters = await tidb.list_clusters()
    connections = await tidb.list_connections(await tidb.list_services(clusters))
    return frozenset(cluster.id for cluster in clusters) | {each.vpc_endpoint_id for each in connections}


def _say(line: str, code: int) -> int:
    if line:
        sys.stderr.write(f"{line}\n")
    return code
