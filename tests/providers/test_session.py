"""Sessions and clients: late, once, quiet, and made anew after the credentials failed."""

import asyncio
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, BrokenBarrierError, Thread

import boto3
import pytest

from tests.demo.running import DemoCloud
from tests.providers.servers import closed, silent
from tui.domain.errors import CredentialsError, InvalidRequest
from tui.providers import session
from tui.providers.aws import Boto3Aws
from tui.providers.models import Models
from tui.providers.session import Access, Clients, has_credentials, looked_for, own_region

ROLE = "arn:aws:iam::111122223333:role/operator"
SERIAL = "arn:aws:iam::111122223333:mfa/ann"
MFA = f"""[profile mfa]
role_arn = {ROLE}
mfa_serial = {SERIAL}
source_profile = base
region = us-west-2
[profile base]
aws_access_key_id = AKIABASE
aws_secret_access_key = base-secret
"""


@pytest.fixture(scope="module")
def cloud() -> Iterator[DemoCloud]:
    with DemoCloud() as made:
        yield made


@pytest.fixture
def signed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "demo-operator")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "demo")


@pytest.fixture
def aws_folder() -> Path:
    """The folder `~/.aws`."""
    folder = Path("~/.aws").expanduser()
    folder.mkdir()
    return folder


async def account(clients: Clients) -> str:
    """Whose credentials `clients` uses; closes them."""
    try:
        return (await Boto3Aws(clients).caller_identity()).account
    finally:
        clients.close()


def test_the_adapters_are_imported_without_the_sdk() -> None:
    code = (
        "import sys, tui.providers.aws, tui.providers.self_managed, tui.providers.session as s; s.looked_for();"
        "print([name for name in sys.modules if name.split('.')[0] in ('boto3', 'botocore', 'urllib3')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"


def test_the_demos_secret_is_not_in_a_repr() -> None:
    assert "hush" not in repr(Access(key=("demo", "hush")))


def test_threads_share_one_client_a_service_and_region() -> None:
    clients, found, ready = Clients(Access(key=("k", "s"))), [], Barrier(4)

    def take() -> None:
        ready.wait(timeout=10)
        found.append(clients.client("sts", "us-west-2"))

    threads = [Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(found) == 4
    assert len(set(map(id, found))) == 1
    assert clients.client("sts", "eu-central-1") is not found[0]
    clients.close()


@pytest.mark.usefixtures("signed_in")
def test_a_call_gives_up_in_time_and_is_tried_three_times(monkeypatch: pytest.MonkeyPatch) -> None:
    clients = Clients(Access())
    config = clients.client("sts", "us-west-2").meta.config
    assert (config.connect_timeout, config.read_timeout) == (5, 15)
    assert config.retries["mode"] == "standard"
    assert config.retries.get("total_max_attempts", 3) == 3
    clients.close()
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    assert clients.client("sts", "us-west-2").meta.config.retries["total_max_attempts"] == 1
    clients.close()


async def test_an_mfa_prompt_is_an_error_and_asks_nothing_on_the_terminal(
    aws_folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (aws_folder / "config").write_text(MFA, encoding="utf-8")
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(CredentialsError) as raised:
        await account(Clients(Access("mfa", closed())))
    assert SERIAL in raised.value.summary
    assert "aws sts get-caller-identity --profile mfa" in raised.value.remedy
    assert capfd.readouterr() == ("", "")


async def test_an_mfa_session_of_the_aws_command_line_is_used(aws_folder: Path, cloud: DemoCloud) -> None:
    (aws_folder / "config").write_text(MFA, encoding="utf-8")
    cache = aws_folder / "cli" / "cache"
    cache.mkdir(parents=True)
    asked = json.dumps({"RoleArn": ROLE, "SerialNumber": SERIAL}, sort_keys=True)
    until = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    keys = {"AccessKeyId": "demo-service", "SecretAccessKey": "demo", "SessionToken": "t", "Expiration": until}
    path = cache / f"{hashlib.sha1(asked.encode(), usedforsecurity=False).hexdigest()}.json"
    path.write_text(json.dumps({"Credentials": keys}), encoding="utf-8")
    assert await account(Clients(Access("mfa", cloud.url))) == "444455556666"


async def test_signing_in_elsewhere_is_enough(aws_folder: Path, cloud: DemoCloud) -> None:
    clients = Clients(Access(endpoint_url=cloud.url))
    with pytest.raises(CredentialsError):
        await Boto3Aws(clients).caller_identity()
    keys = "[default]\naws_access_key_id = demo-operator\naws_secret_access_key = demo\n"
    (aws_folder / "credentials").write_text(keys, encoding="utf-8")
    assert await account(clients) == "111122223333"


async def test_keys_that_aws_calls_expired_are_read_again(aws_folder: Path, cloud: DemoCloud) -> None:
    path, keys = aws_folder / "credentials", "[default]\naws_access_key_id = {}\naws_secret_access_key = demo\n"
    path.write_text(keys.format("demo-operator"), encoding="utf-8")
    clients = Clients(Access(endpoint_url=cloud.url))
    cloud.fail("GetCallerIdentity", "ExpiredToken", status=403)
    with pytest.raises(CredentialsError):
        await Boto3Aws(clients).caller_identity()
    path.write_text(keys.format("demo-service"), encoding="utf-8")
    assert await account(clients) == "444455556666"


async def test_the_environment_of_boto3_keeps_working(
    aws_folder: Path, cloud: DemoCloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = "[owner]\naws_access_key_id = demo-service\naws_secret_access_key = demo\n"
    (aws_folder / "credentials").write_text(keys, encoding="utf-8")
    monkeypatch.setenv("AWS_PROFILE", "owner")
    monkeypatch.setenv("AWS_ENDPOINT_URL", cloud.url)
    assert await account(Clients(Access())) == "444455556666"


async def test_a_named_profile_wins_over_keys_in_the_environment(
    aws_folder: Path, cloud: DemoCloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = "[owner]\naws_access_key_id = demo-service\naws_secret_access_key = demo\n"
    (aws_folder / "credentials").write_text(keys, encoding="utf-8")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "demo-operator")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "demo")
    assert await account(Clients(Access("owner", cloud.url))) == "444455556666"


async def test_the_demo_is_deaf_to_the_machines_aws_settings(cloud: DemoCloud, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {
        "AWS_PROFILE": "not-there",
        "AWS_SESSION_TOKEN": "somebody's",
        "AWS_USE_FIPS_ENDPOINT": "true",
        "AWS_ENDPOINT_URL": closed(),
        "HTTP_PROXY": closed(),
        "ALL_PROXY": closed(),
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert await account(Clients(Access("", cloud.url, ("demo-service", "demo")))) == "444455556666"


@pytest.mark.usefixtures("signed_in")
async def test_the_region_of_the_environment_is_asked_who_the_caller_is(
    cloud: DemoCloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_REGION", "eu-central-1")
    cloud.reset()
    await account(Clients(Access("", cloud.url)))
    assert [call.region for call in cloud.calls("GetCallerIdentity")] == ["eu-central-1"]


def test_the_own_region_is_that_of_environment_or_profile(aws_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert own_region(Access()) == ""
    (aws_folder / "config").write_text(MFA, encoding="utf-8")
    assert own_region(Access("mfa")) == "us-west-2"
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    assert own_region(Access("mfa")) == "eu-west-1"


def test_the_own_region_of_a_profile_that_is_not_there_is_a_credentials_error() -> None:
    with pytest.raises(CredentialsError, match="not-there"):
        own_region(Access("not-there"))


def test_a_machine_with_nothing_has_no_credentials() -> None:
    assert not has_credentials(Access())
    assert not any(found for _, found in looked_for())


def test_credentials_that_cannot_be_used_are_credentials_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    assert has_credentials(Access("not-there"))
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "half")
    assert has_credentials(Access())
    assert ("AWS_ACCESS_KEY_ID", True) in looked_for()


def test_a_region_alone_is_no_credentials(aws_folder: Path) -> None:
    (aws_folder / "config").write_text("[default]\nregion = us-west-2\n", encoding="utf-8")
    assert not has_credentials(Access())
    assert ("~/.aws/config", True) in looked_for()


async def test_a_bug_is_not_dressed_up_as_a_failure_of_aws(cloud: DemoCloud) -> None:
    clients = Clients(Access("", cloud.url, ("k", "s")))
    with pytest.raises(AttributeError):
        await clients.call("sts", "us-west-2", lambda sts: sts.no_such_call(), source="AWS")
    clients.close()


async def test_a_cancelled_call_leaves_nothing_behind() -> None:
    clients = Clients(Access(endpoint_url=closed(), key=("k", "s")))
    asked = asyncio.create_task(Boto3Aws(clients).list_vpcs("us west"))
    await asyncio.sleep(0)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    with pytest.raises(InvalidRequest):
        await Boto3Aws(clients).list_vpcs("us west")
    clients.close()


def test_quitting_does_not_wait_for_a_call_without_an_answer() -> None:
    code = """
import asyncio, sys
from tui.providers import session
from tui.providers.aws import Boto3Aws
from tui.providers.models import Models
from tui.providers.session import Access, Clients

async def main():
    aws = Boto3Aws(Clients(Access(endpoint_url=sys.argv[1], key=("k", "s"))))
    try:
        await asyncio.wait_for(aws.list_vpcs("us-west-2"), 2)
    except TimeoutError:
        print("quit")

asyncio.run(main())
"""
    with silent() as url:
        done = subprocess.run(
            [sys.executable, "-c", code, url],
            capture_output=True,
            text=True,
            timeout=12,
            env=dict(os.environ),
            check=False,
        )
    assert (done.stdout, done.stderr, done.returncode) == ("quit\n", "", 0)


def test_the_sdk_still_has_what_we_reach_into() -> None:
    """`_prompter` of the assume-role provider has no public name: without it a prompt lands on the screen."""
    session = boto3.Session()._session
    assert hasattr(session.get_component("credential_provider").get_provider("assume-role"), "_prompter")


def test_sessions_that_are_made_at_once_share_the_models(monkeypatch: pytest.MonkeyPatch) -> None:
    made, together = list[object](), Barrier(2)

    class Slow(Models):
        def __init__(self, paths: list[str]) -> None:
            super().__init__(paths)
            made.append(self)
            with suppress(BrokenBarrierError):
                together.wait(0.2)  # for a second one, which must not come

    monkeypatch.setattr("tui.providers.models.Models", Slow)
    session._models.cache_clear()
    threads = [Thread(target=session._loader, args=(None,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    session._models.cache_clear()
    assert len(made) == 1
