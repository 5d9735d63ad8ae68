"""The log says what happened and no secret; a bug leaves its traceback."""

import logging
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tui.local import places
from tui.local.log import note_bug, redacted, start

LOGGER = logging.getLogger("tui.monitor.poller")
SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
TOKEN = "FwoGZXIvYXdzEJr//////////wEaDExample+Token=="


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "logs" / "tidb-pe.log"


@pytest.fixture
def log(path: Path, told: list[str]) -> Iterator[Callable[[], str]]:
    """A log that has been started; call it for what is in the file, which ends the log."""
    stop = start(path, told.append)

    def ended() -> str:
        stop()
        return path.read_text("utf-8")

    yield ended
    stop()


@pytest.mark.parametrize(
    "text",
    [
        f"aws_secret_access_key = {SECRET}",
        f'{{"SecretAccessKey": "{SECRET}", "SessionToken": "x"}}',
        f"{{'SecretAccessKey': '{SECRET}'}}",
        f"AWS_SECRET_ACCESS_KEY={SECRET} aws ec2 describe-vpcs",
        f"X-Amz-Security-Token: {SECRET}",
        f"https://ec2.amazonaws.com/?X-Amz-Credential=a&X-Amz-Security-Token={SECRET}&Action=x",
        f"https://ec2.amazonaws.com/?X-Amz-Signature={SECRET}",
        f"Authorization: AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature={SECRET}",
        f'Authorization: Digest username="ann", response="{SECRET}"',
        f"""[(b'Authorization', b'Digest username="ann", realm="tidb.cloud", nonce="n", response="{SECRET}"')]""",
        f'sent Digest username="ann", uri="/v1beta1/clusters", response="{SECRET}", qop=auth',
        f"authorization: Basic {SECRET}",
        f"sent with Bearer {SECRET}",
        f"b'Authorization': b'Bearer {SECRET}'",
        f"password={SECRET}",
        f'password: "two words {SECRET}"',
        f"db_passwd: {SECRET}",
        f"http://ann:{SECRET.replace('/', '')}@proxy:3128/",
        f"TIDBCLOUD_PRIVATE_KEY={SECRET} tidb-pe",
        f'private_key = "{SECRET}"',
        f"-----BEGIN RSA PRIVATE KEY-----\n{SECRET}\n-----END RSA PRIVATE KEY-----",
        f"the client used {TOKEN} for it",
    ],
)
def test_no_secret_reaches_the_file(log: Callable[[], str], monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("AWS_SESSION_TOKEN", TOKEN)
    LOGGER.warning("before %s", text)
    LOGGER.error("raised", exc_info=ValueError(text))
    written = log()
    for secret in (SECRET, SECRET.replace("/", ""), TOKEN):
        assert secret not in written
    assert written.count("[redacted]") >= 2
    assert "before" in written


def test_the_private_key_in_the_environment_is_never_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDBCLOUD_PRIVATE_KEY", "0f8d1c6a-in-the-environment")
    assert redacted("an error quotes 0f8d1c6a-in-the-environment") == "an error quotes [redacted]"


def test_an_access_key_is_told_by_its_kind_alone() -> None:
    assert redacted("key AKIAIOSFODNN7EXAMPLE and ASIAIOSFODNN7EXAMPLE") == "key AKIA[redacted] and ASIA[redacted]"


@pytest.mark.parametrize(
    "text",
    [
        "AWS refused: InvalidParameter, request 7f3c1f52-8a42-4b6e-9c4d-5a1b2c3d4e5f",
        "arn:aws:elasticloadbalancing:us-west-2:444455556666:loadbalancer/net/orders/0123456789abcdef",
        "com.amazonaws.vpce.us-west-2.vpce-svc-0123456789abcdef0 is available",
        "TiDB Cloud wants HTTP Digest authentication",
        "Sign in again on the AWS command line (such as `aws sso login --profile ops`), then refresh.",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert redacted(text) == text


def test_a_record_is_one_line_with_time_level_and_place(log: Callable[[], str]) -> None:
    LOGGER.info("a\nb \x1b[2J \u202e")
    (line,) = log().splitlines()
    assert line.endswith("Z INFO tui.monitor.poller a\\nb \\x1b[2J \\u202e")
    assert line.isprintable()


def test_the_sdks_own_log_is_not_taken(log: Callable[[], str]) -> None:
    logging.getLogger("botocore.endpoint").critical("body of a request")
    assert log() == ""
    assert logging.getLogger("botocore").getEffectiveLevel() >= logging.WARNING


def test_the_log_is_for_the_owner_alone_and_only_grows(path: Path, told: list[str]) -> None:
    for _ in range(2):
        stop = start(path, told.append)
        LOGGER.info("started")
        stop()
        LOGGER.info("not any more")
    assert path.read_text().count("started") == 2
    assert "not any more" not in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_full_disk_stops_nothing_and_is_told_once(told: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    stop = start(Path("/dev/full"), told.append)
    LOGGER.info("one")
    LOGGER.info("two")
    stop()
    assert told == ["The log cannot be written any more: /dev/full."]
    assert capsys.readouterr() == ("", "")


def test_a_disk_that_does_not_answer_holds_nobody_up(tmp_path: Path, told: list[str]) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    stop = start(path, told.append)
    for _ in range(100):  # a pipe takes 65,536 bytes that nobody reads
        LOGGER.info("x" * 1000)
    os.close(reader)
    stop()
    assert told == [f"The log cannot be written any more: {path}."]


def test_without_a_log_nothing_is_written_over_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    LOGGER.error("nobody wants to know")
    assert capsys.readouterr() == ("", "")


def bug() -> Exception:
    """What was raised by somebody who knew a secret."""

    def broken(secret: str) -> None:
        raise RuntimeError(f"token={secret}")

    with pytest.raises(RuntimeError) as caught:
        broken(SECRET)
    return caught.value


def test_a_bug_leaves_its_traceback_and_a_line_that_tells_where(log: Callable[[], str]) -> None:
    left = note_bug(bug())
    path = places.state_folder("traceback.txt")
    assert left.splitlines()[-1] == f"This is a bug of tidb-pe; its traceback is above and in {path}."
    for text in (left, path.read_text(), log()):
        assert "RuntimeError: token=[redacted]" in text
        assert SECRET not in text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_bug_is_told_where_its_traceback_cannot_be_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    left = note_bug(bug())
    assert "RuntimeError" in left
    assert left.endswith("Not a directory).")
