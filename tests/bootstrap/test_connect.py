"""Connecting to AWS: what is built from which settings, and what is said when it cannot be."""

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.bootstrap.connecting import aws
from tests.demo.running import DemoCloud
from tests.providers.servers import closed
from tui.bootstrap import connect
from tui.domain.commands import CommandContext
from tui.domain.errors import CredentialsError, Unreachable
from tui.domain.tidb_commands import TidbCommands
from tui.monitor.store import Store
from tui.providers import session
from tui.runtime import Options
from tui.settings.problems import SettingsError


@pytest.mark.usefixtures("signed_in")
def test_credentials_alone_are_enough_to_start(resources: ExitStack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-west-2")
    runtime = aws(resources)
    assert (runtime.label, runtime.poller._waits.speed, runtime.demo) == ("default", 1.0, None)
    assert runtime.commands == {"": CommandContext()}


@pytest.mark.usefixtures("signed_in")
def test_without_a_region_it_says_where_one_can_be_named(resources: ExitStack) -> None:
    with pytest.raises(SettingsError, match="at least one AWS region") as caught:
        aws(resources)
    assert "TIDB_PE_REGIONS" in caught.value.remedy


KEYS = "region = us-west-2\naws_access_key_id = k\naws_secret_access_key = s\n"
BROKEN = {
    "not there": ("", "The config profile (nobody) could not be found."),
    "twice": ("[profile nobody]\n[profile nobody]\n", "~/.aws/config, line 2: [profile nobody] is there already."),
    "unclosed": ('[profile "nobody]\n', "~/.aws/config, line 1: a quote is not closed."),
}


@pytest.fixture
def config() -> Callable[[str], None]:
    """Writes the file `~/.aws/config`."""
    path = Path("~/.aws/config").expanduser()
    path.parent.mkdir()

    def write(text: str) -> None:
        path.write_text(text, encoding="utf-8")

    return write


@pytest.mark.parametrize("name", BROKEN)
async def test_an_aws_configuration_that_cannot_be_read_is_told_by_the_poll_until_it_is_mended(
    name: str, config: Callable[[str], None], resources: ExitStack
) -> None:
    """Of both sides, each being an account, and whether or not it would tell the region."""
    text, told = BROKEN[name]
    config(text)
    store = Store()
    options = Options({"aws_profile": "nobody", "endpoint_url": closed()})
    runtime = await asyncio.to_thread(connect, options, store, resources, demo=None)
    await runtime.poller.poll_once()
    assert [reading.problem.summary for reading in store.snapshot.problems if reading.problem] == [told, told]
    config(f"[profile nobody]\nmax_attempts = 1\n{KEYS}")
    await runtime.poller.poll_once()
    assert {type(reading.problem) for reading in store.snapshot.problems} == {Unreachable}


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
    runtime = aws(resources, regions="us-west-2", **settings)
    assert runtime.commands == {"": CommandContext(options)}
    assert runtime.tidb_commands == TidbCommands(CommandContext(options))


@pytest.mark.usefixtures("signed_in")
def test_commands_of_tidbs_side_are_the_service_accounts(resources: ExitStack) -> None:
    runtime = aws(resources, regions="us-west-2", aws_profile="ops", service_aws_profile="ops")
    assert runtime.tidb_commands.context.options == ("--profile", "ops")


@pytest.mark.usefixtures("signed_in")
def test_commands_of_tidb_cloud_are_sent_to_where_the_program_asks(
    resources: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"PUBLIC_KEY": "P", "PRIVATE_KEY": "S", "DEDICATED_ENDPOINT": "https://tidb.example/"}.items():
        monkeypatch.setenv(f"TIDBCLOUD_{name}", value)
    assert aws(resources, tidb_side="tidb-cloud").tidb_commands.url == "https://tidb.example"


async def test_an_account_whose_helper_hangs_leaves_the_other_side_alone(
    config: Callable[[str], None], resources: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = "[profile owner]\naws_access_key_id = demo-service\naws_secret_access_key = demo\n"
    config(f"[profile ops]\ncredential_process = sleep 600\n{owner}")
    monkeypatch.setattr(session, "PATIENCE_S", 0.5)
    with DemoCloud() as cloud:
        store = Store()
        settings = {"aws_profile": "ops", "service_aws_profile": "owner", "regions": "us-west-2"}
        options = Options({**settings, "endpoint_url": cloud.url})
        runtime = await asyncio.to_thread(connect, options, store, resources, demo=None)
        await runtime.poller.poll_once()
        await asyncio.to_thread(resources.close)
    assert store.snapshot.clusters
    problems = [reading.problem for reading in store.snapshot.problems]
    assert {type(problem) for problem in problems} == {CredentialsError}
    assert {problem.source for problem in problems if problem} == {"AWS"}
