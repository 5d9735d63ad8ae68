"""A deed that failed: what kind of failure, in two sentences, and what to press."""

import httpx
import pytest

from tests.providers.test_aws_errors import client_error
from tests.screens import worlds
from tui.domain.errors import PrivateEndpointError, ReadOnlyRefusal
from tui.providers.aws_errors import domain_error
from tui.providers.tidb_cloud import errors
from tui.settings.problems import SettingsError

BUSY = "What to do: AWS has a problem of its own: wait a minute, then try again."
WAIT = "What to do: AWS wants fewer requests: wait a minute, then try again."


class ConnectionError(Exception):  # noqa: A001 - as above
    """A base of botocore's."""


class ReadTimeoutError(ConnectionError):
    """Told by its base."""


def aws(code: str, status: int = 400, text: str = "On order") -> PrivateEndpointError:
    return domain_error(client_error(code, text, status))


def tidb(status: int) -> PrivateEndpointError:
    return errors.answered(status, {}, {"message": "On order"}, "PUBLIC01")


PROBLEMS = {
    "500": (aws("InternalError", 500), "AWS failed", f"On order. {BUSY}"),
    "500 of another code": (aws("InternalServerException", 500), "AWS failed", f"On order. {BUSY}"),
    "503": (aws("Unavailable", 503), "AWS failed", f"On order. {BUSY}"),
    "503 unknown": (aws("Whatever", 503), "AWS failed", f"On order. {BUSY}"),
    "503 without a code": (aws("", 503, ""), "AWS failed", f"Refused without a reason. {BUSY}"),
    "throttled": (aws("RequestLimitExceeded", 503), "Too many requests to AWS", f"On order. {WAIT}"),
    "lost line": (domain_error(ReadTimeoutError("Read timeout")), "No answer from AWS", "Check the network"),
    "expired": (aws("ExpiredToken"), "Credentials for AWS do not work", "Sign in again on the AWS command line"),
    "not there": (aws("InvalidVpcId.NotFound"), "AWS did not find it", "Check the VPC ID"),
    "denied": (aws("UnauthorizedOperation", 403), "AWS refused", "Ask for the permission ec2:CreateVpcEndpoint."),
    "refused": (aws("InvalidParameter"), "AWS refused", "On order."),
    "TiDB 500": (tidb(500), "TiDB failed", "On order. What to do: TiDB Cloud has a problem of its own: try again in a"),
    "TiDB 429": (tidb(429), "Too many requests to TiDB", "On order. What to do: Wait 60 s, then try again."),
    "TiDB lost": (
        errors.unreachable(httpx.ReadError("cut"), "h"),
        "No answer from TiDB",
        "What to do: Check the network",
    ),
    "read-only": (
        ReadOnlyRefusal("The program is read-only.", "Start it."),
        "Nothing was changed",
        "What to do: Start",
    ),
    "ours": (SettingsError("Wrong.", "Correct it."), "That did not work", "Wrong. What to do: Correct it."),
}


@pytest.mark.parametrize("name", PROBLEMS)
async def test_a_deed_that_failed_says_how_and_what_to_press(name: str) -> None:
    error, title, text = PROBLEMS[name]
    world = worlds.filled()
    world.aws.fail["create_vpc_endpoint"] = error
    async with world.running(size=(120, 40)) as session:
        await session.press("enter ctrl+r")
        await session.agree()
        assert session.screen == "ProblemDialog"
        assert title in session.prose
        assert text in session.prose
        assert "asked again" not in session.prose
        assert "refused" not in session.prose or title == "AWS refused"


@pytest.mark.parametrize("name", [name for name in PROBLEMS if name not in {"read-only", "ours"}])
async def test_the_same_of_a_poll_stands_in_the_banner_as_sentences(name: str) -> None:
    error, _, _ = PROBLEMS[name]
    world = worlds.active()
    async with world.running(size=(160, 40)) as session:
        world.aws.fail["describe_vpc_endpoints"] = error
        await session.poll()
        assert " ".join(f"{error.summary} {error.when_polled}".split()) in session.prose
        assert "try again." not in session.prose or "problem of its own" in session.prose
        assert ("it is asked again, more slowly" in session.prose) is (name in {"throttled", "TiDB 429"})
