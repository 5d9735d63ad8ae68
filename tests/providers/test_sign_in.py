"""Credentials that cannot be had: whose, where and what to do; the next try finds what was mended."""

import asyncio
import os
import pty
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.demo.running import DemoCloud
from tests.providers.servers import closed, silent
from tui.domain.errors import CredentialsError, InvalidRequest, PrivateEndpointError
from tui.providers import helpers, session
from tui.providers.aws import Boto3Aws
from tui.providers.session import Access, Clients, has_credentials, own_region

KEYS = "aws_access_key_id = demo-operator\naws_secret_access_key = demo\n"
ROLE = "role_arn = arn:aws:iam::111122223333:role/ops\nsource_profile = base\n"
SSO = """[profile p]
sso_session = s
sso_account_id = 111122223333
sso_role_name = ops
[sso-session s]
sso_start_url = https://example.com/start
sso_region = us-west-2
"""


@pytest.fixture(scope="module")
def running() -> Iterator[DemoCloud]:
    with DemoCloud() as made:
        yield made


@pytest.fixture
def cloud(running: DemoCloud, monkeypatch: pytest.MonkeyPatch) -> DemoCloud:
    """The demo's AWS, where STS is too."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", running.url)
    running.reset()
    return running


@pytest.fixture
def aws_folder() -> Path:
    folder = Path("~/.aws").expanduser()
    folder.mkdir()
    return folder


@pytest.fixture
def config(aws_folder: Path) -> Callable[[str], None]:
    return lambda text: void((aws_folder / "config").write_text(text, encoding="utf-8"))


def void(_: object) -> None:
    """Nothing."""


async def account(clients: Clients) -> str:
    return (await Boto3Aws(clients).caller_identity()).account


async def problem(access: Access) -> PrivateEndpointError:
    clients = Clients(access)
    try:
        with pytest.raises(PrivateEndpointError) as raised:
            await account(clients)
    finally:
        clients.close()
    assert raised.value.remedy.endswith(".")
    return raised.value


ODD = '{"Version": 1, "AccessKeyId": "k", "SecretAccessKey": "s", "Expiration": "soon"}'
CONFIGS = {
    "process is missing": (
        "[profile p]\ncredential_process = /nowhere/helper --token hush\n",
        "credential_process of the profile p: /nowhere/helper cannot be run: No such file or directory.",
    ),
    "process is not executable": (
        "[profile p]\ncredential_process = /etc/passwd\n",
        "/etc/passwd cannot be run: Permission denied.",
    ),
    "process is empty": ("[profile p]\ncredential_process =\n", "it cannot be run"),
    "process prints no JSON": ("[profile p]\ncredential_process = echo hush\n", "echo printed no JSON object."),
    "process prints a list": ("[profile p]\ncredential_process = echo []\n", "echo printed no JSON object."),
    "process prints half": ('[profile p]\ncredential_process = echo {"Version": \n', "echo printed no JSON object."),
    "process prints without end": ("[profile p]\ncredential_process = yes\n", "its output has no end."),
    "process fails": (
        "[profile p]\ncredential_process = sh -c 'echo no luck >&2; exit 3'\n",
        "sh failed with exit code 3: no luck.",
    ),
    "process with an open quote": (
        "[profile a]\n[profile p]\ncredential_process = sh -c 'echo\n",
        "~/.aws/config, line 3: a quote is not closed.",
    ),
    "section twice": (
        "[profile p]\nregion = us-west-2\n\n[profile p]\n",
        "/.aws/config, line 4: [profile p] is there already.",
    ),
    "key twice": (
        "[profile p]\nregion = us-west-2\nregion = us-west-2\n",
        "/.aws/config, line 3: region of [profile p] is there already.",
    ),
    "open quote of a section": ('[profile a]\n[profile "p]\n', "/.aws/config, line 2: a quote is not closed."),
    "no section": ("region = us-west-2\n", "/.aws/config, line 1: no [section] is above this line."),
    "no value": ("[profile p]\nhush\n", "/.aws/config, line 2: this is neither a [section] nor name = value."),
    "no number": (f"[profile p]\n{KEYS}max_attempts = abc\n", "/.aws/config, line 4 (max_attempts)"),
    "no retry mode": (f"[profile p]\n{KEYS}retry_mode = foo\n", "/.aws/config, line 4 (retry_mode)"),
    "an odd expiry": (f"[profile p]\ncredential_process = echo '{ODD}'\n", "soon"),
}


@pytest.mark.parametrize("name", CONFIGS)
@pytest.mark.usefixtures("cloud")
async def test_a_profile_that_is_wrong_says_where_and_is_enough_to_mend(
    name: str, config: Callable[[str], None]
) -> None:
    text, told = CONFIGS[name]
    config(text)
    clients = Clients(Access("p"))
    with pytest.raises(PrivateEndpointError) as raised:
        await account(clients)
    error = raised.value
    assert told in error.summary
    assert "hush" not in error.summary + error.remedy
    assert "endpoint URL" not in error.remedy
    assert error.remedy.endswith(".")
    config(f"[profile p]\n{KEYS}")
    assert await account(clients) == "111122223333"
    clients.close()


@pytest.mark.parametrize("name", CONFIGS)
def test_what_is_wrong_at_the_start_ends_nothing(name: str, config: Callable[[str], None]) -> None:
    config(CONFIGS[name][0])
    with suppress(PrivateEndpointError):
        own_region(Access("p"))
    assert has_credentials(Access("p"))


def unreadable(path: Path) -> None:
    path.write_bytes(b"\xff\xfe")


async def test_a_file_that_is_not_text_is_named(aws_folder: Path) -> None:
    unreadable(aws_folder / "config")
    assert (await problem(Access("p"))).summary == "~/.aws/config is not UTF-8."


VARIABLES = {
    "AWS_MAX_ATTEMPTS": ("abc", "AWS_MAX_ATTEMPTS (abc): "),
    "AWS_RETRY_MODE": ("foo", "AWS_RETRY_MODE (foo): "),
    "AWS_DEFAULTS_MODE": ("foo", "AWS_DEFAULTS_MODE (foo): "),
    "AWS_METADATA_SERVICE_TIMEOUT": ("soon", "AWS_METADATA_SERVICE_TIMEOUT (soon): "),
    "AWS_STS_REGIONAL_ENDPOINTS": ("foo", "AWS_STS_REGIONAL_ENDPOINTS (foo): "),
}


@pytest.mark.parametrize("name", VARIABLES)
@pytest.mark.usefixtures("cloud")
async def test_a_variable_that_is_wrong_is_named(name: str, aws_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (aws_folder / "credentials").write_text(f"[default]\n{KEYS}", encoding="utf-8")
    value, told = VARIABLES[name]
    monkeypatch.setenv(name, value)
    error = await problem(Access())
    assert error.summary.startswith(told)
    assert "AWS_ variables" in error.remedy


@pytest.mark.parametrize(
    "also",
    [
        {"AWS_WEB_IDENTITY_TOKEN_FILE": "/nowhere/token", "AWS_ROLE_ARN": "arn:aws:iam::111122223333:role/ops"},
        {
            "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/nowhere/token",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1:9/",
        },
    ],
    ids=["web identity", "container"],
)
@pytest.mark.usefixtures("cloud")
async def test_a_token_file_that_is_not_there_is_named(also: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in also.items():
        monkeypatch.setenv(name, value)
    error = await problem(Access())
    assert isinstance(error, CredentialsError)
    assert error.summary == f"{next(iter(also))} (/nowhere/token): No such file or directory: /nowhere/token."


@pytest.mark.parametrize("text", ["", "{", "[]", '{"Credentials": {}}', '{"Credentials": {"Expiration": "soon"}}'])
@pytest.mark.usefixtures("cloud")
async def test_a_damaged_cache_of_a_role_is_not_there(
    text: str, config: Callable[[str], None], aws_folder: Path
) -> None:
    config(f"[profile p]\n{ROLE}[profile base]\n{KEYS}")
    clients = Clients(Access("p"))
    await account(clients)
    clients.close()
    (kept,) = (aws_folder / "cli" / "cache").iterdir()
    kept.write_text(text, encoding="utf-8")
    assert await account(clients)
    clients.close()


@pytest.mark.usefixtures("cloud")
async def test_a_cache_that_cannot_be_written_is_no_reason_to_stop(
    config: Callable[[str], None], aws_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config(f"[profile p]\n{ROLE}[profile base]\n{KEYS}")

    def read_only(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(aws_folder))

    monkeypatch.setattr("tempfile.mkstemp", read_only)
    monkeypatch.setattr("os.makedirs", read_only)
    clients = Clients(Access("p"))
    assert await account(clients)
    clients.close()


@pytest.mark.parametrize("text", ["", "{", "[]", "{}"])
async def test_a_damaged_sign_in_asks_to_sign_in(text: str, config: Callable[[str], None], aws_folder: Path) -> None:
    import hashlib

    config(SSO)
    cache = aws_folder / "sso" / "cache"
    cache.mkdir(parents=True)
    for of in ("s", "https://example.com/start"):
        name = hashlib.sha1(of.encode(), usedforsecurity=False).hexdigest()
        (cache / f"{name}.json").write_text(text, encoding="utf-8")
    error = await problem(Access("p"))
    assert isinstance(error, CredentialsError)
    assert "aws sso login --profile p" in error.remedy


@pytest.mark.parametrize("named", ["nobody", ""])
@pytest.mark.usefixtures("cloud")
async def test_a_configured_profile_wins_over_the_shells(
    named: str, config: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    config(f"[profile p]\nregion = us-west-2\n{KEYS}")
    monkeypatch.setenv("AWS_PROFILE", named)
    clients = Clients(Access("p"))
    assert await account(clients) == "111122223333"
    assert own_region(Access("p")) == "us-west-2"
    clients.close()


@pytest.mark.usefixtures("cloud")
async def test_a_profile_of_the_shell_without_a_name_is_none(
    config: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    config(f"[default]\n{KEYS}")
    monkeypatch.setenv("AWS_PROFILE", "")
    clients = Clients(Access())
    assert await account(clients) == "111122223333"
    clients.close()


@pytest.mark.parametrize("name", ["AWS_RETRY_MODE", "AWS_DEFAULTS_MODE", "AWS_MAX_ATTEMPTS", "AWS_REGION"])
async def test_the_demo_hears_no_variable(name: str, running: DemoCloud, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "foo bar")
    clients = Clients(Access("", running.url, ("demo-operator", "demo")))
    assert await account(clients) == "111122223333"
    clients.close()


async def test_the_demo_reads_no_aws_folder(aws_folder: Path, running: DemoCloud) -> None:
    for name in ("config", "credentials"):
        unreadable(aws_folder / name)
    clients = Clients(Access("", running.url, ("demo-operator", "demo")))
    assert await account(clients) == "111122223333"
    clients.close()


def helper(folder: Path, code: str) -> str:
    """A credential_process that runs Python."""
    path = folder / "helper"
    path.write_text(f"#!{sys.executable}\nimport os, sys, time\n{code}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return f"[profile p]\ncredential_process = {path}\n"


PRINTS = 'print(\'{"Version": 1, "AccessKeyId": "demo-operator", "SecretAccessKey": "demo"}\')'


def test_a_helper_reaches_neither_keys_nor_screen(tmp_path: Path, aws_folder: Path, cloud: DemoCloud) -> None:
    """In a terminal of its own: what the helper would read or draw there is not there."""
    asks = """
told = sys.stdin.read()
try:
    with open("/dev/tty", "r+b", buffering=0) as tty:
        tty.write(b"Password: ")
        told += tty.read(1).decode()
except OSError as error:
    told += type(error).__name__
print("Enter the code:", file=sys.stderr)
open(sys.argv[0] + ".told", "w").write(told)
"""
    (aws_folder / "config").write_text(helper(tmp_path, asks + PRINTS), encoding="utf-8")
    code = """
import asyncio, sys
from tui.providers.aws import Boto3Aws
from tui.providers.session import Access, Clients
clients = Clients(Access("p", sys.argv[1]), patience_s=30)
print(asyncio.run(Boto3Aws(clients).caller_identity()).account)
"""
    ours, theirs = pty.openpty()
    os.write(ours, b"keys\n")
    take = "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
    done = subprocess.Popen(
        [sys.executable, "-c", take + code, cloud.url],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    assert done.wait(60) == 0
    drawn = os.read(ours, 65536).decode()
    os.close(ours)
    assert "111122223333" in drawn
    assert "Password" not in drawn
    assert "Enter" not in drawn
    assert (tmp_path / "helper.told").read_text() == "OSError"


@pytest.mark.usefixtures("cloud")
async def test_a_helper_that_hangs_delays_its_own_account_alone_and_is_used_once_it_answers(
    tmp_path: Path, config: Callable[[str], None]
) -> None:
    go = tmp_path / "go"
    config(helper(tmp_path, f"while not os.path.exists({str(go)!r}): time.sleep(0.01)\n{PRINTS}"))
    clients = Clients(Access("p"), patience_s=0.2)
    began = time.monotonic()
    for _ in range(50):
        with pytest.raises(CredentialsError, match="takes long") as late:
            await account(clients)
    assert time.monotonic() - began < 5, "only the first one waits"
    assert late.value.retryable
    go.touch()
    signing = clients._signing
    assert signing
    await asyncio.wrap_future(signing.outcome)
    assert await account(clients) == "111122223333"
    clients.close()


@pytest.mark.usefixtures("cloud")
async def test_a_helper_that_hangs_is_waited_for_no_longer_once_another_is_named(
    config: Callable[[str], None],
) -> None:
    config("[profile p]\ncredential_process = sleep 600\n")
    clients = Clients(Access("p"), patience_s=0.5)
    for _ in range(2):
        with pytest.raises(CredentialsError, match="takes long"):
            await account(clients)
    clients._patience_s = 60
    hung = clients._signing
    assert hung
    hung._began -= 100
    config(f"[profile p]\n{KEYS}")
    assert await account(clients) == "111122223333"
    assert hung.outcome.result(10), "it was ended"
    clients.close()


async def test_a_helper_that_hangs_is_given_up(
    tmp_path: Path, config: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    config(helper(tmp_path, "open(sys.argv[0] + '.pid', 'w').write(str(os.getpid()))\ntime.sleep(600)"))
    monkeypatch.setattr(helpers, "LIMIT_S", 1.0)
    error = await problem(Access("p", closed()))
    assert "helper has not ended within 1 s." in error.summary
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "helper.pid").read_text()), 0)


async def test_closing_ends_a_helper_at_once(tmp_path: Path, config: Callable[[str], None]) -> None:
    config(helper(tmp_path, "open(sys.argv[0] + '.pid', 'w').write(str(os.getpid()))\ntime.sleep(600)"))
    clients = Clients(Access("p", closed()), patience_s=0.0)
    with pytest.raises(CredentialsError):
        await account(clients)
    signing, told = clients._signing, tmp_path / "helper.pid"
    assert signing
    while not (told.exists() and told.read_text()):
        await asyncio.to_thread(time.sleep, 0.01)
    clients.close()
    assert await asyncio.wait_for(asyncio.wrap_future(signing.outcome), 10)
    with pytest.raises(ProcessLookupError):
        os.kill(int(told.read_text()), 0)


async def test_a_role_whose_sts_says_nothing_has_an_end(
    config: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    config(f"[profile p]\n{ROLE}[profile base]\n{KEYS}")
    monkeypatch.setattr(session, "READ_TIMEOUT_S", 0.2)
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with silent() as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        error = await problem(Access("p"))
    assert error.code == "ReadTimeoutError"


async def test_an_endpoint_url_that_is_none_is_still_told_as_one() -> None:
    error = await problem(Access(endpoint_url="nonsense", key=("k", "s")))
    assert isinstance(error, InvalidRequest)
    assert "endpoint URL" in error.remedy
