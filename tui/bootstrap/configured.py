"""Connected to what the settings name."""

import os
from contextlib import ExitStack
from dataclasses import replace

from tui.bootstrap import adapters
from tui.domain.commands import CommandContext
from tui.local import places
from tui.local.drafts import begun
from tui.monitor.store import Store
from tui.providers.session import Access, has_credentials
from tui.providers.tidb_cloud.access import access_of
from tui.providers.tidb_cloud.keys import NoKey, find_key, key_in_environment
from tui.runtime import NothingConfigured, Notices, Options
from tui.settings import loading
from tui.settings.shape import Settings


def connect(options: Options, store: Store, resources: ExitStack) -> adapters.Connected:
    """See tui.bootstrap.connect."""
    path, notices = places.config_file(), Notices()
    if options.setup:
        raise _nothing(options, "What shall it connect to?")
    loaded = loading.load(path, options.settings)
    if loaded.nothing_given and not path.exists() and (key_in_environment() or not has_credentials(Access())):
        raise _nothing(options)
    found = loaded.settings
    operator = Access(found.aws_profile, found.endpoint_url)
    try:
        made = (_tidb_cloud if found.on_tidb_cloud else _self_managed)(found, operator, resources)
    except NoKey as error:
        raise _nothing(options, error.summary) from None
    adapters.start_log(found.log_file, resources, notices)
    setups = begun("", resources, notices.say, only_looks=options.only_looks)
    connected = adapters.around(made, store, "", notices, setups.writer)
    service = _context(found, found.service_aws_profile or found.aws_profile)
    return adapters.Connected(
        sides=connected,
        store=store,
        begun=setups,
        notices=notices,
        commands=_commands(found),
        label=found.profile,
        service_account=service,
    )


def _nothing(options: Options, *why: str) -> NothingConfigured:
    from tui.first_run.setting_up import setting_up  # late: most starts need none of it

    return NothingConfigured(setting_up(options), *why)


def _self_managed(found: Settings, operator: Access, resources: ExitStack) -> adapters.Adapters:
    service = replace(operator, profile=found.service_aws_profile or found.aws_profile)
    return adapters.self_managed(found, operator, service, resources)


def _tidb_cloud(found: Settings, operator: Access, resources: ExitStack) -> adapters.Adapters:
    key, _ = find_key(found.profile)
    accesses = {profile: operator if not profile else replace(operator, profile=profile) for profile in _named(found)}
    return adapters.tidb_cloud(found, access_of(key), accesses, resources)


def _named(found: Settings) -> list[str]:
    """The AWS profiles in use, the usual one as empty text."""
    others = (name for names in found.aws_profiles.values() for name in names if name != found.aws_profile)
    return list(dict.fromkeys(("", *others)))


def _commands(found: Settings) -> adapters.CommandContexts:
    return {profile: _context(found, profile or found.aws_profile) for profile in _named(found)}


def _context(found: Settings, profile: str) -> CommandContext:
    """What a copied command needs to do the same in another terminal, whose environment may be another."""
    url = found.endpoint_url or os.environ.get("AWS_ENDPOINT_URL_EC2") or os.environ.get("AWS_ENDPOINT_URL")
    # boto3 prefers a key in the environment to AWS_PROFILE, but not to a profile named outright
    named = os.environ.get("AWS_DEFAULT_PROFILE") or os.environ.get("AWS_PROFILE", "")
    by_environment = "" if os.environ.get("AWS_ACCESS_KEY_ID") else named
    name = profile or by_environment
    return CommandContext((*(("--endpoint-url", url) if url else ()), *(("--profile", name) if name else ())))
