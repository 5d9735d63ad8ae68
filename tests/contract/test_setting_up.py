"""What stands behind the first-run pages, on the demo's TiDB Cloud and AWS, in a home of its own."""

import stat
import sys
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.demo.running_tidb_cloud import PRIVATE_KEY, PUBLIC_KEY, VIEWER_KEY, TidbCloudDemo
from tui.domain.clusters import TidbSide
from tui.domain.errors import CredentialsError, PermissionDenied, PrivateEndpointError
from tui.first_run.answers import Answers, Keep, TypedKey
from tui.first_run.setting_up import RealSettingUp, setting_up
from tui.local import log, places
from tui.providers.tidb_cloud import keys
from tui.providers.tidb_cloud.access import DEDICATED_ENDPOINT, IAM_ENDPOINT
from tui.runtime import Options
from tui.settings import loading
from tui.settings.problems import SettingsError

KEY = TypedKey(PUBLIC_KEY, PRIVATE_KEY)
CLOUD = Answers(TidbSide.TIDB_CLOUD, "default", "app-team")


@pytest.fixture(scope="module")
def running() -> Iterator[TidbCloudDemo]:
    with TidbCloudDemo() as demo:
        yield demo


@pytest.fixture
def demo(running: TidbCloudDemo, monkeypatch: pytest.MonkeyPatch) -> TidbCloudDemo:
    running.reset()
    monkeypatch.setenv(DEDICATED_ENDPOINT, running.dedicated_url)
    monkeypatch.setenv(IAM_ENDPOINT, running.iam_url)
    monkeypatch.setitem(sys.modules, "keyring", None)
    return running


class Keyring(SimpleNamespace):
    """The library's two functions that are used, over a dictionary."""

    def __init__(self, *, forgets: bool = False) -> None:
        super().__init__(kept={}, forgets=forgets, __spec__=ModuleSpec("keyring", None))

    def get_password(self, service: str, user: str) -> str | None:
        found: str | None = self.kept.get((service, user))
        return found

    def set_password(self, service: str, user: str, text: str) -> None:
        if not self.forgets:
            self.kept[service, user] = text


def use(monkeypatch: pytest.MonkeyPatch, keyring: Keyring) -> Keyring:
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    return keyring


def real(url: str = "", **given: str) -> RealSettingUp:
    return setting_up(Options({"endpoint_url": url, **given} if url else given))


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def below_home() -> dict[str, str]:
    """All that was written: path to text."""
    found = (path for path in Path.home().rglob("*") if path.is_file())
    return {str(path.relative_to(Path.home())): path.read_text() for path in found}


@pytest.mark.usefixtures("demo")
async def test_a_key_sees_projects_and_clusters_by_name() -> None:
    seen = await real().check_key(KEY)
    assert seen.projects
    assert seen.projects == tuple(sorted(seen.projects))
    assert {"orders-prod", "checkout-prod"} <= set(seen.clusters)


async def test_a_key_that_may_not_list_projects_sees_the_clusters_all_the_same(demo: TidbCloudDemo) -> None:
    demo.fault("GET */projects", status=403, times=2)
    seen = await real().check_key(KEY)
    assert seen.projects is None
    assert seen.clusters


async def test_a_key_that_may_list_nothing_is_refused(demo: TidbCloudDemo) -> None:
    demo.fault("GET */projects", status=403, times=9)
    demo.fault("*ListClusters", status=403, times=9)
    with pytest.raises(PermissionDenied) as caught:
        await real().check_key(TypedKey(VIEWER_KEY, PRIVATE_KEY))
    assert (caught.value.source, PRIVATE_KEY in str(caught.value)) == ("TiDB", False)


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("key", [TypedKey("nobody", PRIVATE_KEY), TypedKey(PUBLIC_KEY, "wrong-private-half")])
async def test_a_wrong_key_is_refused_without_its_private_half(key: TypedKey) -> None:
    with pytest.raises(CredentialsError, match=f"does not accept the API key {key.public}") as caught:
        await real().check_key(key)
    assert key.private not in f"{caught.value!r} {caught.value.remedy} {key!r}"


@pytest.mark.usefixtures("demo")
async def test_the_environments_key_is_found_and_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(keys.PUBLIC_KEY, PUBLIC_KEY)
    with pytest.raises(CredentialsError, match="lacks TIDBCLOUD_PRIVATE_KEY"):
        await real().check_key(None)
    monkeypatch.setenv(keys.PRIVATE_KEY, PRIVATE_KEY)
    assert real().found.key_in_environment
    assert (await real().check_key(None)).clusters


async def test_aws_tells_account_and_region(demo: TidbCloudDemo, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in {"ACCESS_KEY_ID": "demo-operator", "SECRET_ACCESS_KEY": "demo", "REGION": "us-west-2"}.items():
        monkeypatch.setenv(f"AWS_{name}", text)
    seen = await real(demo.url).check_aws("")
    assert (seen.identity.account, seen.region) == ("111122223333", "us-west-2")


@pytest.mark.parametrize("profile", ["", "nobody"])
async def test_aws_without_credentials_says_whose_side_it_is(demo: TidbCloudDemo, profile: str) -> None:
    with pytest.raises(PrivateEndpointError) as caught:
        await real(demo.url).check_aws(profile)
    assert caught.value.source == "AWS"
    assert caught.value.remedy


async def test_a_key_in_a_file_is_the_owners_alone_and_found_at_the_next_start() -> None:
    await real().save(CLOUD, KEY, Keep.FILE)
    path = places.key_file("default")
    assert (mode(path), mode(path.parent), mode(places.config_file())) == (0o600, 0o700, 0o600)
    key, where = keys.find_key("default")
    assert (key.public, key.private, where) == (PUBLIC_KEY, PRIVATE_KEY, str(path))
    found = loading.load(places.config_file(), {}).settings
    assert (found.on_tidb_cloud, found.aws_profile) == (True, "app-team")


async def test_the_private_key_is_where_it_is_kept_and_nowhere_else(
    demo: TidbCloudDemo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIDB_PE_THEME", "nord")
    stop = log.start(tmp_path / "x.log", lambda _: None)
    demo.fault("GET */projects", status=500, times=1)
    try:
        for key in (TypedKey(PUBLIC_KEY, "wrong-private-half"), KEY):
            with pytest.raises(PrivateEndpointError):
                await real().check_key(key)
        await real().check_key(KEY)
        await real().save(CLOUD, KEY, Keep.FILE)
    finally:
        stop()
    holding = [path for path, text in below_home().items() if PRIVATE_KEY in text or "wrong-private-half" in text]
    assert holding == [".config/tidb-pe/keys/default.toml"]
    assert not any(each in (tmp_path / "x.log").read_text() for each in (PRIVATE_KEY, "wrong-private-half"))


async def test_a_key_in_the_keyring_is_in_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    keyring = use(monkeypatch, Keyring())
    await real().save(CLOUD, KEY, Keep.KEYRING)
    assert PRIVATE_KEY in keyring.kept["tidb-pe", "default"]
    assert list(below_home()) == [".config/tidb-pe/config.toml"]
    assert PRIVATE_KEY not in below_home()[".config/tidb-pe/config.toml"]


async def test_a_keyring_that_forgets_leaves_the_configuration_unwritten(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, Keyring(forgets=True))
    with pytest.raises(CredentialsError, match="did not keep the API key"):
        await real().save(CLOUD, KEY, Keep.KEYRING)
    assert below_home() == {}


async def test_a_key_that_another_one_hides_is_not_passed_off_as_the_one_in_use(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    use(monkeypatch, Keyring()).set_password("tidb-pe", "default", 'public_key = "old"\nprivate_key = "older"\n')
    with pytest.raises(CredentialsError, match=r"kept in .*default\.toml, but another one, in the system keyring"):
        await real().save(CLOUD, KEY, Keep.FILE)
    assert not places.config_file().exists()


async def test_the_environments_key_is_stored_only_where_one_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(keys.PUBLIC_KEY, PUBLIC_KEY)
    monkeypatch.setenv(keys.PRIVATE_KEY, PRIVATE_KEY)
    await real().save(CLOUD, None, Keep.NOWHERE)
    assert list(below_home()) == [".config/tidb-pe/config.toml"]
    await real().save(CLOUD, None, Keep.FILE)
    assert PRIVATE_KEY in places.key_file("default").read_text()


async def test_other_profiles_and_what_is_not_asked_for_stay() -> None:
    places.config_file().parent.mkdir(parents=True)
    places.config_file().write_text(
        'theme = "nord"\nprofile = "a"\n[profiles.a]\nregions = ["us-west-2"]\n'
        '[profiles.b]\ntidb_side = "tidb-cloud"\naws_profile = "old"\nprojects = ["1372813089454000001"]\n'
    )
    await real().save(Answers(TidbSide.TIDB_CLOUD, "b"))
    document = loading.read(places.config_file()).model_dump(exclude_unset=True)
    assert document == {
        "theme": "nord",
        "profile": "b",
        "profiles": {
            "a": {"regions": ("us-west-2",)},
            "b": {"tidb_side": "tidb-cloud", "projects": ("1372813089454000001",)},
        },
    }


async def test_a_region_that_is_none_is_told_before_anything_is_written() -> None:
    with pytest.raises(SettingsError, match=r"profiles\.default\.regions\[0\].*Oregon"):
        await real().save(Answers(TidbSide.SELF_MANAGED, regions=("Oregon",)))
    assert below_home() == {}


async def test_a_configuration_that_went_bad_meanwhile_is_not_changed_and_no_key_is_kept() -> None:
    begun = real()
    places.config_file().parent.mkdir(parents=True)
    places.config_file().write_text("colour =")
    with pytest.raises(SettingsError):
        await begun.save(CLOUD, KEY, Keep.FILE)
    assert below_home() == {".config/tidb-pe/config.toml": "colour ="}


async def test_where_the_configuration_cannot_be_written_it_says_where_the_key_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(loading, "write_private", full)
    with pytest.raises(SettingsError, match=r"No space left.* The API key is kept in .*keys/default\.toml already"):
        await real().save(CLOUD, KEY, Keep.FILE)
