"""botocore's errors -> ours: the table, row by row, and what real failures turn into."""

import builtins
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import botocore.exceptions
import botocore.parsers
import pytest
from botocore.exceptions import ClientError

from tests.providers.servers import answering, closed, http, silent
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
from tui.providers import session
from tui.providers.aws import Boto3Aws
from tui.providers.aws_errors import domain_error, raise_unsuccessful
from tui.providers.refusals import MISHAPS, REFUSALS, Refusal
from tui.providers.session import Access, Clients

REGION = "us-west-2"


def client_error(code: str, message: str = "", status: int = 400, operation: str = "CreateVpcEndpoint") -> ClientError:
    response: Any = {
        "Error": {"Code": code, "Message": message},
        "ResponseMetadata": {"HTTPStatusCode": status, "RequestId": "8a1f-req"},
    }
    return ClientError(response, operation)


@pytest.mark.parametrize("row", REFUSALS, ids=lambda row: f"{row.code}-{row.contains}")
def test_every_row_of_the_table_is_reached_and_reads_well(row: Refusal) -> None:
    error = domain_error(client_error(row.code, f"The {row.contains.upper()} thing."))
    assert type(error) is row.error
    assert error.remedy == row.remedy.format(permission="ec2:CreateVpcEndpoint", profile="", key="that it names")
    assert error.remedy.endswith(".")
    assert "{" not in error.remedy
    assert (error.summary, error.code, error.request_id) == (
        f"The {row.contains.upper()} thing.".replace("  ", " "),
        row.code,
        "8a1f-req",
    )


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("InvalidVpcId.NotFound", NotFound),
        ("InvalidVpcID.NotFound", NotFound),
        ("InvalidSubnetID.NotFound", NotFound),
        ("InvalidSecurityGroupID.NotFound", NotFound),
        ("InvalidVpcEndpointId.NotFound", NotFound),
        ("InvalidVpcEndpointId.Malformed", InvalidRequest),
        ("InvalidVpcEndpointServiceId.NotFound", NotFound),
        ("InvalidTransitGatewayID.NotFound", NotFound),
        ("AccessDeniedException", PermissionDenied),
        ("ExpiredTokenException", CredentialsError),
        ("ThrottlingException", Throttled),
        ("SomethingNobodyHasSeen", InvalidRequest),
    ],
)
def test_codes_are_told_by_prefix_whatever_their_case(code: str, kind: type[PrivateEndpointError]) -> None:
    assert type(domain_error(client_error(code))) is kind
    assert type(domain_error(client_error(code.upper()))) is kind


def test_the_vendors_sentence_code_and_request_id_are_kept() -> None:
    error = domain_error(client_error("SomethingNew", "Not today."), source="TiDB")
    assert (error.summary, error.code, error.request_id, error.source) == (
        "Not today.",
        "SomethingNew",
        "8a1f-req",
        "TiDB",
    )


def test_an_unknown_code_of_a_failing_server_is_its_fault_and_worth_asking_again() -> None:
    error = domain_error(client_error("Whatever", status=502))
    assert isinstance(error, ProviderFault)
    assert error.retryable


def test_a_refused_request_is_not_worth_asking_again() -> None:
    assert not domain_error(client_error("InvalidParameter")).retryable


@pytest.mark.parametrize(
    ("service", "operation", "text", "permission"),
    [
        ("ec2", "DescribeVpcs", "You are not authorized to perform this operation.", "ec2:DescribeVpcs"),
        ("elbv2", "DescribeTags", "no", "elasticloadbalancing:DescribeTags"),
        ("ec2", "CreateVpcEndpoint", "User: x is not authorized to perform: ec2:CreateTags on y", "ec2:CreateTags"),
    ],
)
def test_the_missing_permission_is_named(service: str, operation: str, text: str, permission: str) -> None:
    error = domain_error(client_error("UnauthorizedOperation", text, 403, operation), service=service)
    assert isinstance(error, PermissionDenied)
    assert error.remedy == f"Ask for the permission {permission}."


def test_a_tag_policy_is_told_as_such_with_the_key() -> None:
    text = "The tag policy does not allow the specified value for the following tag key: 'CostCenter'."
    error = domain_error(client_error("TagPolicyViolation", text, 400))
    assert isinstance(error, PermissionDenied)
    assert error.summary == text
    assert error.remedy.startswith("A tag policy of your organization refuses this value of the tag CostCenter:")
    assert "`tags`" in error.remedy


@pytest.mark.parametrize("code", ["UnauthorizedOperation", "AccessDenied"])
def test_a_service_control_policy_is_told_as_such(code: str) -> None:
    text = (
        "You are not authorized to perform this operation. User: arn:aws:sts::111122223333:assumed-role/ops/me is not"
        " authorized to perform: ec2:CreateVpcEndpoint on resource: arn:aws:ec2:us-west-2:111122223333:vpc-endpoint/*"
        " with an explicit deny in a service control policy. Encoded authorization failure message: kDNlcw"
    )
    error = domain_error(client_error(code, text, 403))
    assert isinstance(error, PermissionDenied)
    assert error.remedy.startswith("A service control policy (SCP) of your organization denies ec2:CreateVpcEndpoint")
    assert "kDNlcw" not in error.summary


def test_the_encoded_part_of_a_denial_is_left_out() -> None:
    text = "You are not authorized to perform this operation. Encoded authorization failure message: kDNlcw" + "x" * 900
    error = domain_error(client_error("UnauthorizedOperation", text, 403))
    assert error.summary == "You are not authorized to perform this operation."


def test_hostile_text_becomes_one_plain_line() -> None:
    text = "Bad\x1b[31m\r\nthing\u202e at http://me:secret@proxy:8080/ " + "x" * 5000
    error = domain_error(client_error("InvalidParameter", text))
    assert error.summary.isprintable()
    assert "secret" not in error.summary
    assert len(error.summary) <= 401


def test_an_item_of_unsuccessful_is_raised_as_what_it_says() -> None:
    item = {"ResourceId": "vpce-1", "Error": {"Code": "InvalidVpcEndpointId.NotFound", "Message": "Not there."}}
    with pytest.raises(NotFound, match="Not there") as raised:
        raise_unsuccessful({"Unsuccessful": [item], "ResponseMetadata": {"RequestId": "8a1f-req"}}, source="TiDB")
    assert (raised.value.source, raised.value.request_id) == ("TiDB", "8a1f-req")
    raise_unsuccessful({"Unsuccessful": []})


def test_every_mishap_is_the_name_of_a_real_class() -> None:
    places = (botocore.exceptions, botocore.parsers, builtins)
    assert [name for name in MISHAPS if not any(hasattr(place, name) for place in places)] == []


CONFIG = {
    "partial": "[profile partial]\naws_access_key_id = AKIA\n",
    "sso": "[profile sso]\nsso_start_url = https://example.com/start\nsso_region = us-west-2\n"
    "sso_account_id = 111122223333\nsso_role_name = ops\n",
    "sso-session": "[profile sso-session]\nsso_session = s\nsso_account_id = 111122223333\nsso_role_name = ops\n"
    "[sso-session s]\nsso_start_url = https://example.com/start\nsso_region = us-west-2\n",
    "process": "[profile process]\ncredential_process = sh -c 'echo no luck >&2; exit 3'\n",
    "loop": "[profile loop]\nrole_arn = arn:aws:iam::111122223333:role/a\nsource_profile = other\n"
    "[profile other]\nrole_arn = arn:aws:iam::111122223333:role/b\nsource_profile = loop\n",
    "source": "[profile source]\nrole_arn = arn:aws:iam::111122223333:role/a\ncredential_source = Nonsense\n",
    "garbage": "not an ini file\n",
}


@pytest.mark.parametrize(
    ("profile", "code", "remedy"),
    [
        ("partial", "PartialCredentialsError", "secret"),
        ("sso", "SSOTokenLoadError|UnauthorizedSSOTokenError", "aws sso login --profile sso"),
        ("sso-session", "TokenRetrievalError|SSOTokenLoadError|UnauthorizedSSOTokenError", "aws sso login --profile"),
        ("process", "CredentialRetrievalError", "aws sts get-caller-identity --profile process"),
        ("loop", "InfiniteLoopConfigError", "~/.aws/config"),
        ("source", "InvalidConfigError", "~/.aws/config"),
        ("garbage", "ConfigParseError", "~/.aws/config"),
        ("missing", "ProfileNotFound", "~/.aws/config"),
    ],
)
async def test_a_profile_that_cannot_be_used_is_a_credentials_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, profile: str, code: str, remedy: str
) -> None:
    path = tmp_path / "config"
    path.write_text(CONFIG.get(profile, ""), encoding="utf-8")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(path))
    error = await failure(Access(profile, closed()))
    assert isinstance(error, CredentialsError)
    assert error.code in code.split("|")
    assert remedy in error.remedy


async def test_no_credentials_at_all_is_a_credentials_error() -> None:
    error = await failure(Access(endpoint_url=closed()))
    assert isinstance(error, CredentialsError)
    assert error.code == "NoCredentialsError"


@pytest.fixture
def once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Signed in; one attempt a call, and a second's patience."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "k")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "s")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    monkeypatch.setattr(session, "READ_TIMEOUT_S", 0.2)


HTML = http("200 OK", "<html><body>Please log in to the hotel's network</body></html>")
JSON = http("400 Bad Request", json.dumps({"message": "no such route"}), "application/json")
SERVER_ERROR = http("503 Service Unavailable", "<Response><Errors><Error><Code>Unavailable</Code></Error></Errors>"
                    "<RequestID>r</RequestID></Response>", "text/xml")  # fmt: skip


def _at(answer: bytes) -> Callable[[], Iterator[str]]:
    return lambda: answering(answer)  # type: ignore[return-value]


@pytest.mark.usefixtures("once")
@pytest.mark.parametrize(
    ("server", "kind", "codes"),
    [
        (silent, Unreachable, {"ReadTimeoutError"}),
        (_at(b""), Unreachable, {"ConnectionClosedError"}),
        (_at(HTML), ProviderFault, {"ResponseParserError"}),
        (_at(JSON), ProviderFault, {"ResponseParserError"}),
        (_at(SERVER_ERROR), ProviderFault, {"Unavailable"}),
        (_at(HTML[:60]), ProviderFault, {"ResponseParserError", "IncompleteReadError"}),
    ],
    ids=["silent", "hangs-up", "html", "json", "503", "cut-off"],
)
async def test_an_answer_that_is_none_is_told_from_a_refusal(
    server: Any, kind: type[PrivateEndpointError], codes: set[str]
) -> None:
    with server() as url:
        error = await failure(Access(endpoint_url=url))
    assert type(error) is kind
    assert error.code in codes
    assert error.retryable
    assert "hotel" not in error.summary


@pytest.mark.usefixtures("once")
async def test_a_closed_port_is_unreachable() -> None:
    error = await failure(Access(endpoint_url=closed()))
    assert isinstance(error, Unreachable)
    assert error.code == "EndpointConnectionError"
    assert error.remedy.endswith("Check too that the region in that URL exists.")


@pytest.mark.usefixtures("once")
async def test_plain_http_where_tls_is_expected_is_unreachable() -> None:
    with answering(HTML) as url:
        error = await failure(Access(endpoint_url=url.replace("http:", "https:")))
    assert isinstance(error, Unreachable)
    assert error.code == "SSLError"


@pytest.mark.usefixtures("once")
async def test_a_proxy_that_is_down_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", closed())
    error = await failure(Access())
    assert isinstance(error, Unreachable)
    assert error.code == "ProxyConnectionError"


@pytest.mark.parametrize(
    ("url", "region", "code"),
    [("nonsense", REGION, "ValueError"), ("http://127.0.0.1:9", "us west", "InvalidRegionError")],
)
async def test_settings_that_make_no_sense_are_an_invalid_request(url: str, region: str, code: str) -> None:
    error = await failure(Access(endpoint_url=url, key=("k", "s")), region)
    assert isinstance(error, InvalidRequest)
    assert error.code == code


async def failure(access: Access, region: str = REGION) -> PrivateEndpointError:
    """What listing VPCs raises."""
    clients = Clients(access)
    try:
        with pytest.raises(PrivateEndpointError) as raised:
            await Boto3Aws(clients).list_vpcs(region)
    finally:
        clients.close()
    return raised.value
