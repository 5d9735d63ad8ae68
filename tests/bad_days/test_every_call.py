"""Every call to AWS against every bad day: told as what it is, with a remedy; tried no more than the SDK tries."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha1
from pathlib import Path

import pytest
from botocore.tokens import SSOTokenProvider

from tests.bad_days.calls import CALLS, Call
from tests.bad_days.cloud import (
    AUTH_FAILURE,
    CUT,
    EXPIRED,
    FAILED,
    HALF,
    INCORRECT,
    NOT_YET,
    PORTAL,
    SILENT,
    THROTTLED,
    UNAUTHORIZED,
    UNAVAILABLE,
    BadCloud,
    Day,
)
from tests.test_policies import called_in
from tui.domain.errors import (
    CredentialsError,
    InvalidRequest,
    NotFound,
    PermissionDenied,
    PrivateEndpointError,
    ProviderFault,
    Throttled,
    Unreachable,
)
from tui.providers.base import AwsProvider, TidbProvider
from tui.providers.session import Access, Clients


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the product makes of a day."""

    day: Day
    kind: type[PrivateEndpointError]
    code: str
    attempts: int
    """How often the operation is asked."""


VERDICTS = (
    Verdict(THROTTLED, Throttled, "RequestLimitExceeded", 3),
    Verdict(FAILED, ProviderFault, "InternalError", 3),
    Verdict(UNAVAILABLE, ProviderFault, "Unavailable", 3),
    Verdict(CUT, Unreachable, "ConnectionClosedError", 3),
    Verdict(SILENT, Unreachable, "ReadTimeoutError", 1),
    Verdict(PORTAL, ProviderFault, "ResponseParserError", 1),
    Verdict(HALF, ProviderFault, "ResponseParserError", 1),
    Verdict(UNAUTHORIZED, PermissionDenied, "UnauthorizedOperation", 1),
    Verdict(AUTH_FAILURE, CredentialsError, "AuthFailure", 1),
    Verdict(EXPIRED, CredentialsError, "RequestExpired", 1),
    Verdict(NOT_YET, NotFound, "InvalidVpcEndpointId.NotFound", 1),
    Verdict(INCORRECT, InvalidRequest, "IncorrectState", 1),
)

ANYWHERE = {"caller_identity"}
"""Methods that need no region."""

METHODS = list({call.method: call for call in CALLS}.values())


def test_every_method_of_the_ports_is_here() -> None:
    for port, source in ((AwsProvider, "AWS"), (TidbProvider, "TiDB")):
        wanted = {name for name in vars(port) if not name.startswith("_")}
        assert {call.method for call in CALLS if call.port == source} == wanted


def test_every_operation_that_the_adapters_call_is_here() -> None:
    here = {(call.port, call.operation) for call in CALLS if call.service != "sts"}
    there = {("AWS", "aws*.py"), ("TiDB", "self_managed*.py")}
    looked_up = {("TiDB", "DescribeVpcEndpointServicePermissions")}  # after a lost answer alone
    assert here | looked_up == {
        (port, action.partition(":")[2]) for port, modules in there for action in called_in(modules)
    }


@pytest.mark.parametrize("verdict", VERDICTS, ids=lambda verdict: verdict.day.name)
@pytest.mark.parametrize("call", CALLS, ids=str)
async def test_a_bad_day_is_told_as_what_it_is(
    cloud: BadCloud, patient: Clients, hasty: Clients, call: Call, verdict: Verdict
) -> None:
    day, clients = verdict.day, hasty if verdict.day is SILENT else patient
    cloud.begin(day, call.operation, call.before)
    if day in call.harmless:
        await call.make(clients)
    else:
        error = await failure(call, clients)
        assert (type(error), error.code, error.source) == (verdict.kind, verdict.code, call.port)
        assert error.retryable is issubclass(verdict.kind, Throttled | Unreachable | ProviderFault)
        assert day is not UNAUTHORIZED or f"{call.service}:{call.operation}" in error.remedy
    assert cloud.count(call.operation) == verdict.attempts


async def test_a_number_that_is_none_is_an_answer_that_cannot_be_read(cloud: BadCloud, patient: Clients) -> None:
    (call,) = (each for each in CALLS if each.method == "list_subnets")
    row = "<item><availableIpAddressCount>many</availableIpAddressCount></item>"
    cloud.begin(None, "", {"DescribeSubnets": f"<subnetSet>{row}</subnetSet>"})
    error = await failure(call, patient)
    assert (type(error), error.code) == (ProviderFault, "ResponseParserError")


@pytest.fixture
def signed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A profile `ops` whose SSO session has ended."""
    folder = Path("~/.aws/sso/cache").expanduser()
    folder.mkdir(parents=True)
    monkeypatch.setattr(SSOTokenProvider, "_SSO_TOKEN_CACHE_DIR", str(folder))
    (folder.parents[1] / "config").write_text(SSO, encoding="utf-8")
    ended = (datetime.now(UTC) - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    token = {"startUrl": START, "region": "us-west-2", "accessToken": "hush", "expiresAt": ended}
    name = sha1(b"ops", usedforsecurity=False).hexdigest()
    (folder / f"{name}.json").write_text(json.dumps(token), encoding="utf-8")


@pytest.mark.usefixtures("signed_out")
@pytest.mark.parametrize("call", METHODS, ids=lambda call: call.method)
async def test_an_expired_sign_in_is_told_with_the_command_that_renews_it(cloud: BadCloud, call: Call) -> None:
    error = await unasked(cloud, call, Access("ops", cloud.url))
    assert isinstance(error, CredentialsError)
    assert "expired" in error.summary
    assert "aws sso login --profile ops" in error.remedy
    assert "hush" not in str(vars(error))


@pytest.mark.parametrize("call", METHODS, ids=lambda call: call.method)
async def test_no_credentials_and_a_profile_that_is_gone_are_told(cloud: BadCloud, call: Call) -> None:
    none = await unasked(cloud, call, Access(endpoint_url=cloud.url))
    gone = await unasked(cloud, call, Access("gone", cloud.url))
    assert (type(none), none.code) == (CredentialsError, "NoCredentialsError")
    assert (type(gone), gone.code) == (CredentialsError, "ProfileNotFound")
    assert "gone" in gone.summary


@pytest.mark.parametrize("call", METHODS, ids=lambda call: call.method)
async def test_no_region_anywhere_is_told_before_another_region_is_asked(cloud: BadCloud, call: Call) -> None:
    clients = Clients(Access(endpoint_url=cloud.url, key=("k", "s")))
    if call.method in ANYWHERE:
        await call.make(clients, region="")
        assert cloud.count(call.operation) == 1
    else:
        error = await failure(call, clients, region="")
        assert (type(error), error.code) == (InvalidRequest, "NoRegionError")
        assert "AWS_REGION" in error.remedy
        assert cloud.asked == []
    clients.close()


START = "https://example.com/start"
SSO = f"""[profile ops]
sso_session = ops
sso_account_id = 111122223333
sso_role_name = ops
region = us-west-2
[sso-session ops]
sso_start_url = {START}
sso_region = us-west-2
"""


async def unasked(cloud: BadCloud, call: Call, access: Access) -> PrivateEndpointError:
    """What `call` raises before anything was asked."""
    clients = Clients(access)
    error = await failure(call, clients)
    clients.close()
    assert cloud.asked == []
    return error


async def failure(call: Call, clients: Clients, region: str = "us-west-2") -> PrivateEndpointError:
    """What `call` raises, which always tells what happened, whose side it is and what to do."""
    with pytest.raises(PrivateEndpointError) as raised:
        await call.make(clients, region)
    error = raised.value
    assert error.summary.isprintable()
    assert error.remedy.endswith(".")
    assert "{" not in error.remedy
    assert error.source == call.port
    assert error.code
    return error
