"""Connecting: what is built from which settings, the demo's process, and what is left behind."""

import asyncio
import json
import re
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.clock import START
from tests.fakes import VPCE_ID, service
from tui import bootstrap, demo_process, exit_codes, places
from tui.bootstrap import connect
from tui.bootstrap.sides import profiles_of
from tui.domain.clusters import Cluster, TidbSide
from tui.domain.commands import CommandContext
from tui.domain.errors import PrivateEndpointError, ReadOnlyRefusal, Unreachable
from tui.domain.removal import Removal
from tui.domain.wizard import Draft
from tui.drafts import Drafts, Removals
from tui.monitor.store import Store
from tui.runtime import NothingConfigured, Options, Runtime
from tui.setting_up import Answers
from tui.settings_problems import SettingsError
from tui.settings_shape import Settings


@pytest.fixture
def resources() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def signed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")


def aws(resources: ExitStack, **settings: str) -> Runtime:
    return connect(Options(settings), Store(), resources, demo=None)


def test_with_nothing_anywhere_it_tells_what_it_looked_for(resources: ExitStack) -> None:
    with pytest.raises(NothingConfigured) as caught:
        aws(resources)
    assert "~/.config/tidb-pe/config.toml (not there)" in caught.value.setting_up.found.looked_for
    told = " ".join(caught.value.setting_up.found.looked_for)
    assert all(each in told for each in ("AWS_PROFILE", "AWS_ACCESS_KEY_ID", "~/.aws/credentials", "(none there)"))


@pytest.mark.usefixtures("signed_in")
def test_an_api_key_in_the_environment_leads_to_the_first_run_pages(
    resources: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """AWS credentials alone would do for TiDB that is self-managed: which of the two is meant has to be asked."""
    monkeypatch.setenv("TIDBCLOUD_PUBLIC_KEY", "public")
    with pytest.raises(NothingConfigured) as caught:
        aws(resources)
    assert caught.value.setting_up.found.key_in_environment


@pytest.mark.usefixtures("signed_in")
def test_on_tidb_cloud_without_a_key_it_asks_for_one_and_tells_where_it_looked(
    resources: ExitStack, tmp_path: Path
) -> None:
    with pytest.raises(NothingConfigured, match=r"No API key .*TIDBCLOUD_PUBLIC_KEY.*keys/default\.toml: not there"):
        aws(resources, tidb_side="tidb-cloud", log_file=str(tmp_path / "log"))
    assert not (tmp_path / "log").exists(), "it is begun once it is connected"


@pytest.mark.usefixtures("signed_in")
def test_setup_begins_with_the_pages_whatever_is_configured(resources: ExitStack) -> None:
    places.config_file().parent.mkdir(parents=True)
    places.config_file().write_text('profile = "a"\n[profiles.a]\ntidb_side = "tidb-cloud"\naws_profile = "ops"\n')
    with pytest.raises(NothingConfigured, match="What shall it connect to") as caught:
        connect(Options(setup=True), Store(), resources, demo=None)
    before = Answers(TidbSide.TIDB_CLOUD, "a", "ops")
    assert (caught.value.setting_up.found.before, caught.value.setting_up.found.profiles) == (before, ("a",))
    with pytest.raises(NothingConfigured) as caught:
        connect(Options({"profile": "new"}, setup=True), Store(), resources, demo=None)
    assert caught.value.setting_up.found.before == Answers(TidbSide.SELF_MANAGED, "new")


@pytest.mark.usefixtures("signed_in")
def test_what_was_chosen_on_the_pages_is_what_is_connected_to(resources: ExitStack) -> None:
    chosen = Answers(TidbSide.SELF_MANAGED, regions=("us-west-2",)).as_settings()
    options = Options({"regions": "eu-central-1", "tidb_side": "tidb-cloud"}, setup=True).once_set_up(chosen)
    runtime = connect(options, Store(), resources, demo=None)
    assert runtime.poller._tidb_side is TidbSide.SELF_MANAGED


def test_setup_leaves_a_configuration_that_cannot_be_read_alone(resources: ExitStack) -> None:
    places.config_file().parent.mkdir(parents=True)
    places.config_file().write_text("colour =")
    with pytest.raises(SettingsError, match=r"config\.toml: expected TOML"):
        connect(Options(setup=True), Store(), resources, demo=None)
    assert places.config_file().read_text() == "colour ="


@pytest.mark.usefixtures("signed_in")
def test_credentials_alone_are_enough_to_start(resources: ExitStack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-west-2")
    runtime = aws(resources)
    assert (runtime.label, runtime.speed, runtime.demo) == ("default", 1.0, None)
    assert runtime.commands == {"": CommandContext()}


@pytest.mark.usefixtures("signed_in")
def test_without_a_region_it_says_where_one_can_be_named(resources: ExitStack) -> None:
    with pytest.raises(SettingsError, match="at least one AWS region") as caught:
        aws(resources)
    assert "TIDB_PE_REGIONS" in caught.value.remedy


def test_a_profile_that_aws_does_not_have_is_an_error_of_ours(resources: ExitStack) -> None:
    with pytest.raises(PrivateEndpointError, match="nobody"):
        aws(resources, aws_profile="nobody")


def test_settings_that_are_wrong_are_told(resources: ExitStack) -> None:
    with pytest.raises(SettingsError, match="--regions"):
        aws(resources, regions="Oregon")


@pytest.mark.parametrize(
    ("environment", "settings", "options"),
    [
        ({}, {"aws_profile": "ops"}, ("--profile", "ops")),
        ({"AWS_PROFILE": "ops"}, {}, ("--profile", "ops")),
        ({"AWS_PROFILE": "ops", "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE"}, {}, ()),
        ({"AWS_ENDPOINT_URL": "http://127.0.0.1:1"}, {}, ("--endpoint-url", "http://127.0.0.1:1")),
        (
            {"AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_ENDPOINT_URL_EC2": "http://127.0.0.1:2"},
            {},
            ("--endpoint-url", "http://127.0.0.1:2"),
        ),
        (
            {"AWS_ENDPOINT_URL_EC2": "http://127.0.0.1:2"},
            {"endpoint_url": "http://127.0.0.1:3"},
            ("--endpoint-url", "http://127.0.0.1:3"),
        ),
    ],
)
def test_a_copied_command_carries_what_makes_it_mean_the_same_elsewhere(
    resources: ExitStack,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    settings: dict[str, str],
    options: tuple[str, ...],
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert aws(resources, regions="us-west-2", **settings).commands == {"": CommandContext(options)}


@pytest.mark.usefixtures("signed_in")
def test_a_damaged_draft_is_set_aside_and_told(resources: ExitStack) -> None:
    folder = places.state_folder("drafts")
    folder.mkdir(parents=True)
    (folder / "x.toml").write_text("version =")
    assert aws(resources, regions="us-west-2").notices.said == ["x.toml is damaged and was kept as x.broken."]


@pytest.mark.usefixtures("signed_in")
def test_a_second_copy_works_saves_nothing_and_says_so(resources: ExitStack) -> None:
    with ExitStack() as first:
        assert aws(first, regions="us-west-2").label == "default"
        second = aws(resources, regions="us-west-2")
    assert second.label == "default · not saved"
    assert second.notices.said == ["Another tidb-pe works on these setups: nothing is saved here."]
    second.operations.keep(Draft("typed here", cluster_id="orders"))
    assert [draft.id for draft in second.operations.drafts()] == ["typed here"]
    assert Drafts(places.state_folder("drafts")).load() == ()


@pytest.mark.usefixtures("signed_in")
async def test_read_only_is_in_the_label_and_refuses_to_write_on_both_sides(resources: ExitStack) -> None:
    runtime = aws(resources, regions="us-west-2", read_only="true", endpoint_url="http://127.0.0.1:1")
    assert (runtime.label, runtime.read_only) == ("default · read-only", True)
    with pytest.raises(ReadOnlyRefusal):
        await runtime.operations._aws[""].delete_vpc_endpoint("us-west-2", VPCE_ID)
    with pytest.raises(ReadOnlyRefusal):
        await runtime.operations._tidb.accept(service(), VPCE_ID)
    assert not places.state_folder("audit.jsonl").exists()


@pytest.mark.usefixtures("signed_in")
async def test_what_writes_is_audited_and_logged(
    resources: ExitStack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    path = tmp_path / "logs" / "x.log"
    runtime = aws(resources, regions="us-west-2", endpoint_url="http://127.0.0.1:1", log_file=str(path))
    with pytest.raises(Unreachable):
        await runtime.operations._aws[""].delete_vpc_endpoint("us-west-2", VPCE_ID)
    with pytest.raises(Unreachable):
        await runtime.operations._tidb.accept(service(), VPCE_ID)
    audit = [json.loads(line) for line in places.state_folder("audit.jsonl").read_text().splitlines()]
    assert [(line["call"], line["account"]) for line in audit] == [
        ("delete_vpc_endpoint", ""),
        ("accept", "444455556666"),
    ]
    await runtime.poller.poll_once()
    log = path.read_text()
    assert re.search(r"WARNING tui.providers.logged delete_vpc_endpoint us-west-2 \S+ s .*Unreachable Endpoint", log)
    assert re.search(r"INFO tui.monitor.poller polled: 0 rows, failed: \['TiDB', 'AWS'\]", log)


@pytest.mark.usefixtures("signed_in")
def test_a_log_that_cannot_be_opened_is_one_clear_error(resources: ExitStack, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"log_file: .*: Is a directory\."):
        aws(resources, regions="us-west-2", log_file=str(tmp_path))


@pytest.mark.usefixtures("signed_in")
def test_a_state_place_that_is_none_is_told_at_the_start(
    resources: ExitStack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    (notice,) = aws(resources, regions="us-west-2").notices.said
    assert notice == f"Unfinished setups cannot be kept: {tmp_path / 'file' / 'tidb-pe'}: Not a directory."


async def test_the_demo_is_seen_through_the_same_adapters_and_ends_with_them(
    resources: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The operator's own settings and AWS configuration, wrong as they are, do not matter there."""
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    places.config_file().parent.mkdir(parents=True)
    places.config_file().write_text("colour = 1")
    drafts, store = Drafts(places.state_folder("demo-drafts")), Store()
    drafts.save(Draft("lost", cluster_id="gone"))
    drafts.save(Draft("kept", cluster_id="sandbox", vpc_id="vpc-1", vpc_endpoint_id="vpce-gone"))
    removals = Removals(places.state_folder("demo-removals"))
    removals.save(Removal("vpce-gone", "sandbox", "", "us-west-2", START))
    runtime = await asyncio.to_thread(
        connect, Options(demo=TidbSide.SELF_MANAGED, speed=50), store, resources, demo=TidbSide.SELF_MANAGED
    )
    assert (runtime.label, runtime.speed) == ("demo x50", 50)
    assert drafts.load() == (Draft("kept", cluster_id="sandbox", vpc_id="vpc-1"),)
    assert removals.load() == ()
    option, url = runtime.commands[""].options
    assert (option, urlsplit(url).hostname) == ("--endpoint-url", "127.0.0.1")
    assert dict(runtime.commands[""].environment) == {
        "AWS_ACCESS_KEY_ID": "demo-operator",
        "AWS_SECRET_ACCESS_KEY": "demo",
    }
    await runtime.poller.poll_once()
    assert store.snapshot.rows
    assert store.snapshot.problems == ()
    assert store.snapshot.identity
    assert store.snapshot.identity.account == "111122223333"
    await runtime.prices.refresh(["eu-central-1"])
    assert runtime.prices.known["eu-central-1"].source == "the demo's price list"
    assert runtime.demo
    runtime.demo.close()
    assert runtime.demo.died() == ""
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(url, timeout=5)  # noqa: ASYNC210, S310 - refused at once


def test_a_missing_extra_gives_one_clear_line(
    monkeypatch: pytest.MonkeyPatch, resources: ExitStack, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(demo_process, "find_spec", lambda name: None if name == "flask_cors" else object())
    line = "The demo needs the extra: pip install 'tidb-private-endpoint[demo]'"
    with pytest.raises(PrivateEndpointError) as caught:
        connect(Options(), Store(), resources, demo=TidbSide.SELF_MANAGED)
    assert caught.value.summary == line
    assert bootstrap.run(Options(demo=TidbSide.SELF_MANAGED)) == exit_codes.USAGE
    assert capsys.readouterr().err == f"tidb-pe: {line}\n"


class FakeApp:
    """Connects, then leaves at once with what a test wants it to leave behind."""

    farewell, return_code = "", None

    def __init__(
        self, connect: Callable[[TidbSide | None, Store, dict[str, str]], None], *, demo: TidbSide | None
    ) -> None:
        connect(demo, Store(), {})

    def run(self) -> None:
        if self.return_code == exit_codes.BUG:
            raise RuntimeError


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was closed when the fake application had been left."""
    names: list[str] = []

    def connect(_options: Options, _store: Store, resources: ExitStack, *, demo: TidbSide | None) -> None:
        resources.callback(names.append, f"demo={demo}")

    monkeypatch.setattr(bootstrap, "connect", connect)
    monkeypatch.setattr("tui.app.PrivateEndpointApp", FakeApp)
    return names


@pytest.mark.parametrize(("left_with", "code"), [(None, 0), (0, 0), (4, 4), (143, 143)])
def test_leaving_the_screen_gives_its_code_and_farewell(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    closed: list[str],
    left_with: int | None,
    code: int,
) -> None:
    monkeypatch.setattr(FakeApp, "return_code", left_with)
    monkeypatch.setattr(FakeApp, "farewell", "tidb-pe: bye")
    assert bootstrap.run(Options(demo=TidbSide.SELF_MANAGED)) == code
    assert capsys.readouterr().err == "tidb-pe: bye\n"
    assert closed == ["demo=self-managed"]


def test_a_bug_in_the_screen_still_ends_what_was_started(monkeypatch: pytest.MonkeyPatch, closed: list[str]) -> None:
    monkeypatch.setattr(FakeApp, "return_code", exit_codes.BUG)
    with pytest.raises(RuntimeError):
        bootstrap.run(Options())
    assert closed == ["demo=None"]


@pytest.mark.parametrize(
    ("id_", "project", "profiles"),
    [
        ("1", "10", ("data-team",)),
        ("2", "10", ("", "data-team")),
        ("3", "11", ("",)),
        ("4", "", ("",)),
    ],
)
def test_a_clusters_own_profiles_count_then_its_projects_then_the_usual_one(
    id_: str, project: str, profiles: tuple[str, ...]
) -> None:
    named = {"10": ("data-team",), "2": ("app-team", "data-team")}
    settings = Settings(aws_profile="app-team", aws_profiles=named)
    assert profiles_of(Cluster(id_, "orders", project_id=project), settings) == profiles
