"""Connecting to AWS: what is built from which settings, and what is said when it cannot be."""

from contextlib import ExitStack

import pytest

from tests.bootstrap.connecting import aws
from tui.domain.commands import CommandContext
from tui.domain.errors import PrivateEndpointError
from tui.domain.tidb_commands import TidbCommands
from tui.settings_problems import SettingsError


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
