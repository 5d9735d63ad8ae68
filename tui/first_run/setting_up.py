"""What stands behind the first-run pages."""

import os
from pathlib import Path

from tui.domain.clusters import TidbSide
from tui.domain.errors import CredentialsError, PermissionDenied
from tui.domain.parts import LIST, whole
from tui.first_run.answers import Answers, AwsSeen, Found, Keep, KeySeen, TypedKey
from tui.local import places
from tui.providers.aws import Boto3Aws
from tui.providers.helpers import LIMIT_S
from tui.providers.session import Access, Clients, looked_for, own_region
from tui.providers.tidb_cloud import keys
from tui.providers.tidb_cloud.access import ApiKey, access_of
from tui.providers.tidb_cloud.provider import HttpTidbCloud
from tui.runtime import Options
from tui.settings import loading
from tui.settings.problems import SettingsError
from tui.threads import in_thread

_PROFILE = f"{loading.ENVIRONMENT_PREFIX}PROFILE"


def setting_up(options: Options) -> "RealSettingUp":
    """With what is there now. Blocks; raises SettingsError where the configuration cannot be read."""
    path = places.config_file()
    profiles = tuple(loading.read(path).profiles)
    wanted = options.settings.get("profile") or os.environ.get(_PROFILE, "")
    if wanted and wanted not in profiles:  # it is to be made
        given = {key: text for key, text in options.settings.items() if key != "profile"}
        others = {name: text for name, text in os.environ.items() if name != _PROFILE}
        now = loading.load(Path(os.devnull), given, others).settings.model_copy(update={"profile": wanted})
    else:
        now = loading.load(path, options.settings).settings
    before = Answers(TidbSide(now.tidb_side), now.profile, now.aws_profile, now.service_aws_profile, tuple(now.regions))
    found = Found(_looked_for(), before, profiles, keys.key_in_environment(), keys.has_keyring())
    return RealSettingUp(found, now.endpoint_url)


class RealSettingUp:
    """Asks TiDB Cloud and AWS, and writes on this machine."""

    def __init__(self, found: Found, endpoint_url: str) -> None:
        self.found = found
        self._endpoint_url = endpoint_url

    async def check_key(self, key: TypedKey | None) -> KeySeen:
        tidb = HttpTidbCloud(access_of(_as_key(key)))
        try:
            return KeySeen(await _projects(tidb), await _clusters(tidb))
        finally:
            await tidb.aclose()

    async def check_aws(self, profile: str) -> AwsSeen:
        access = Access(profile, self._endpoint_url)
        clients = Clients(access, patience_s=LIMIT_S)  # a person looks on, and may be asked by a helper
        try:
            identity = await Boto3Aws(clients).caller_identity()
            return AwsSeen(identity, await in_thread(lambda: own_region(access)))
        finally:
            clients.close()

    async def save(self, answers: Answers, key: TypedKey | None = None, keep: Keep = Keep.NOWHERE) -> None:
        await in_thread(lambda: _save(answers, key, keep))


async def _projects(tidb: HttpTidbCloud) -> tuple[str, ...] | None:
    try:
        return tuple(each.name or each.id for each in await tidb.list_projects())
    except PermissionDenied:
        return None


async def _clusters(tidb: HttpTidbCloud) -> tuple[str, ...]:
    """Those that the key sees; that it may not list projects is told beside them."""
    parts = await tidb.list_clusters()
    return tuple(sorted(each.name for each in whole([part for part in parts if part.place != LIST])))


def _as_key(key: TypedKey | None) -> ApiKey:
    return ApiKey(key.public, key.private) if key else keys.find_key("")[0]


def _save(answers: Answers, key: TypedKey | None, keep: Keep) -> None:
    """The document is made before the key is kept, so that what is wrong with it comes first."""
    path = places.config_file()
    values: dict[str, object] = {name: text for name, text in answers.as_settings().items() if name != "profile"}
    if "regions" in values:
        values["regions"] = list(answers.regions)
    document = loading.with_profile(loading.read(path), answers.profile, values)
    kept = _keep(answers.profile, _as_key(key), keep) if keep is not Keep.NOWHERE else ""
    try:
        loading.save(document, path)
    except SettingsError as error:
        also = f" The API key is kept in {kept} already." if kept else ""
        raise SettingsError(f"{error.summary}{also}", error.remedy) from None


def _keep(profile: str, key: ApiKey, keep: Keep) -> str:
    """Where it is kept now; CredentialsError where it is not, or where another key is found before it."""
    if keep is Keep.KEYRING:
        keys.store_in_keyring(profile, key)
        kept = "the system keyring"
    else:
        kept = str(keys.store_in_file(profile, key))
    used, where = keys.find_key(profile)
    if used != key:
        text = f"The API key is kept in {kept}, but another one, in {where}, is found before it."
        raise CredentialsError(text, "Remove that one, or keep the key there.", "TiDB")
    return kept


def _looked_for() -> tuple[str, ...]:
    path = places.config_file()
    given = any(name.startswith(loading.ENVIRONMENT_PREFIX) and text for name, text in os.environ.items())
    aws = looked_for()
    there = [name for name, is_there in aws if is_there]
    key = f"{keys.PUBLIC_KEY} and {keys.PRIVATE_KEY}"
    return (
        f"{places.shown(path)} ({'there' if path.exists() else 'not there'})",
        f"{loading.ENVIRONMENT_PREFIX}… ({'set' if given else 'not set'})",
        f"{key} ({'set' if keys.key_in_environment() else 'not set'})",
        f"AWS credentials: {', '.join(name for name, _ in aws)} ({', '.join(there) or 'none'} there)",
    )
