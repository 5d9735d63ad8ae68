"""Connected to a demo cloud on this machine."""

from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.bootstrap import adapters
from tui.demo_process import OPERATOR, SERVICE, DemoCloud, DemoProcess
from tui.domain.clusters import TidbSide
from tui.domain.commands import CommandContext
from tui.local.drafts import Begun, begun
from tui.local.places import DEMO_PREFIXES
from tui.monitor.store import Store
from tui.providers.helpers import Helpers
from tui.providers.session import Access, new_session
from tui.runtime import Notices, Options
from tui.settings import loading
from tui.settings.shape import Settings

if TYPE_CHECKING:
    from tui.providers.base import TidbProvider

PRICES = "the demo's price list"


def connect(options: Options, store: Store, resources: ExitStack, side: TidbSide) -> adapters.Connected:
    """See tui.bootstrap.connect."""
    process = DemoProcess(options.speed, tidb_cloud=side is TidbSide.TIDB_CLOUD)
    resources.callback(process.close)
    new_session(Access(key=OPERATOR), Helpers())  # loads the AWS SDK while the process starts
    cloud = process.ready()
    found, notices = loading.of_demo(cloud.profile, options.settings), Notices()
    adapters.start_log(found.log_file, resources, notices)
    made = _tidb_cloud(found, cloud, resources) if found.on_tidb_cloud else _self_managed(found, cloud, resources)
    setups = begun(DEMO_PREFIXES[side], resources, notices.say, only_looks=options.only_looks)
    connected = adapters.around(made, store, DEMO_PREFIXES[side], notices, setups.writer)
    _fit_to_new_demo(setups, connected.tidb)
    commands = {profile: _command_context(cloud, _key(profile)) for profile in made.aws}
    label, service = f"demo x{options.speed:g}", _command_context(cloud, SERVICE)
    return adapters.Connected(
        sides=connected,
        store=store,
        begun=setups,
        notices=notices,
        commands=commands,
        label=label,
        service_account=service,
        price_list=PRICES,
        speed=options.speed,
        demo=process,
    )


def _self_managed(found: Settings, cloud: DemoCloud, resources: ExitStack) -> adapters.Adapters:
    return adapters.self_managed(found, _access(cloud, ""), Access(endpoint_url=cloud.url, key=SERVICE), resources)


def _tidb_cloud(found: Settings, cloud: DemoCloud, resources: ExitStack) -> adapters.Adapters:
    from tui.providers.tidb_cloud.access import ApiKey, TidbCloudAccess

    told = cloud.tidb_cloud
    key = ApiKey(told["public_key"], told["private_key"])
    profiles = {"": None} | dict.fromkeys(name for names in found.aws_profiles.values() for name in names)
    access = TidbCloudAccess(key, told["dedicated_url"], told["iam_url"])
    return adapters.tidb_cloud(found, access, {name: _access(cloud, name) for name in profiles}, resources)


def _access(cloud: DemoCloud, profile: str) -> Access:
    """The account of a profile, whose name is the access key ID there."""
    return Access(endpoint_url=cloud.url, key=_key(profile))


def _key(profile: str) -> tuple[str, str]:
    return (profile, "demo") if profile else OPERATOR


def _command_context(cloud: DemoCloud, key: tuple[str, str]) -> CommandContext:
    keys = zip(("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"), key, strict=True)
    return CommandContext(("--endpoint-url", cloud.url), tuple(keys))


def _fit_to_new_demo(begun: Begun, tidb: "TidbProvider") -> None:
    """Make what was begun in an earlier demo fit this one.

    Each demo is the same world anew: its clusters, networks and first endpoints have the IDs they had, while what was
    made in it ended with it. A draft whose cluster is not in this world any more is dropped; so is a deletion whose
    endpoint is not, and of the others no stage is done. Nothing of the new world was set up here.
    """
    drafts, removals = begun.drafts, begun.removals
    for set_up in begun.intents.load():
        begun.intents.delete(set_up.id)
    kept, deleting = drafts.load(), removals.load()
    known = adapters.known_ids(tidb) if kept or deleting else frozenset()
    for removal in deleting:
        if removal.id in known:
            removals.save(replace(removal, rejected_at=None, deleting_at=None, record_id=""))
        else:
            removals.delete(removal.id)
    for draft in kept:
        if draft.cluster_id in known:
            same_endpoint = draft.vpc_endpoint_id if draft.vpc_endpoint_id in known else ""
            drafts.save(replace(draft, vpc_endpoint_id=same_endpoint, service_asked_at=None))
        else:
            drafts.delete(draft.id)
