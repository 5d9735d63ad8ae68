"""Whatever TiDB Cloud, a proxy or the network answers becomes an error that says whose side it is and what to do."""

from typing import Any

import httpx
import pytest

from tests.providers.tidb_cloud.cloud import PRIVATE, PUBLIC, TRACE, Answer, Cloud, status
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
from tui.domain.parts import whole
from tui.providers.requests import collected
from tui.providers.tidb_cloud.errors import ANSWERS
from tui.providers.tidb_cloud.provider import HttpTidbCloud

PAGE = "<html><body><h1>502 Bad Gateway</h1></body></html>"
UNKNOWN_KEY = {"code": 49900001, "message": "public_key not found", "details": []}
TOO_MANY = {"code": 49900007, "message": "The request exceeded the limit of 100 times per apikey per minute."}


async def raised_by(cloud: Cloud, answer: Answer) -> PrivateEndpointError:
    """The error of listing clusters where that is the answer."""
    cloud.put("GET /clusters", answer)
    with pytest.raises(PrivateEndpointError) as raised:
        whole(await cloud.provider("77").list_clusters())
    return raised.value


@pytest.mark.parametrize(
    ("answer", "kind", "code", "summary"),
    [
        (status(401), CredentialsError, "HTTP 401", f"TiDB Cloud does not accept the API key {PUBLIC}."),
        (status(401, PAGE), CredentialsError, "HTTP 401", f"TiDB Cloud does not accept the API key {PUBLIC}."),
        (status(401, UNKNOWN_KEY), CredentialsError, "49900001", "public_key not found."),
        (status(400, UNKNOWN_KEY), CredentialsError, "49900001", "public_key not found."),
        (status(403, {"code": 7, "message": "denied"}), PermissionDenied, "7", "denied."),
        (status(403), PermissionDenied, "HTTP 403", f"The API key {PUBLIC} may not do this."),
        (status(404, {"code": 5, "message": "cluster gone"}), NotFound, "5", "cluster gone."),
        (status(404, PAGE), NotFound, "HTTP 404", "TiDB Cloud has no such thing."),
        (status(400, {"code": 3, "message": "bad id"}), InvalidRequest, "3", "bad id."),
        (status(409, {"code": 6, "message": "exists"}), InvalidRequest, "6", "exists."),
        (status(418), InvalidRequest, "HTTP 418", "TiDB Cloud refused this."),
        (status(429, TOO_MANY), Throttled, "49900007", TOO_MANY["message"]),
        (status(429), Throttled, "HTTP 429", "Too many requests in a minute."),
        (status(500, {"code": 13, "message": "boom"}), ProviderFault, "13", "boom."),
        (status(502, PAGE), ProviderFault, "HTTP 502", "TiDB Cloud failed."),
        (status(503), ProviderFault, "HTTP 503", "TiDB Cloud failed."),
    ],
)
async def test_a_refusal_has_class_code_sentence_and_trace(
    cloud: Cloud, answer: httpx.Response, kind: type[PrivateEndpointError], code: str, summary: str
) -> None:
    error = await raised_by(cloud, answer)
    assert type(error) is kind
    assert (error.code, error.summary, error.source, error.request_id) == (code, summary, "TiDB", TRACE)
    assert error.remedy.endswith(".")
    assert "{" not in error.remedy
    assert error.retryable is (kind in {Throttled, ProviderFault})


@pytest.mark.parametrize("body", [{"code": "A100", "error": "no", "status": 400}, {"code": "A100", "msgPrefix": "no"}])
async def test_the_iam_api_tells_errors_in_its_own_way(cloud: Cloud, tidb: HttpTidbCloud, body: dict[str, Any]) -> None:
    cloud.put("GET /projects", status(400, body))
    with pytest.raises(InvalidRequest, match=r"^no\.$") as raised:
        await tidb.list_projects()
    assert raised.value.code == "A100"


async def test_a_key_of_too_narrow_a_role_is_told_which_role_it_needs(cloud: Cloud) -> None:
    remedy = (await raised_by(cloud, status(403))).remedy
    assert "Organization Owner" in remedy
    assert "Project Owner" in remedy
    assert PUBLIC in remedy


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry_After": "17", "X_Ratelimit_Reset": "40"}, 17),
        ({"X_Ratelimit_Reset": "40"}, 40),
        ({"Retry_After": "Wed, 25 Nov 2026 18:00:00 GMT", "X_Ratelimit_Reset": "40"}, 40),
        ({"Retry_After": "soon"}, 60),
        ({"Retry_After": "1764093600"}, 60),
        ({"Retry_After": "999999999"}, 300),
        ({}, 60),
    ],
)
async def test_a_throttled_request_is_told_when_to_ask_again(
    cloud: Cloud, headers: dict[str, str], seconds: float
) -> None:
    error = await raised_by(cloud, status(429, TOO_MANY, **headers))
    assert isinstance(error, Throttled)
    assert error.retry_after_s == seconds
    assert error.remedy == f"Wait {seconds} s, then try again."


@pytest.mark.parametrize(
    "answer",
    [
        status(200, PAGE),
        status(200),
        status(204),
        status(302, Location="https://portal.example/login"),
        httpx.Response(200, content=b"\xff\xfe{"),
        httpx.Response(200, content=b"[" * 100_000),
        httpx.Response(200, content=b'{"clusters": ' + b"9" * 5000 + b"}"),
        httpx.DecodingError("bad gzip"),
    ],
    ids=["html", "empty", "no content", "redirect", "not text", "deep", "long number", "not gzip"],
)
async def test_an_answer_that_is_not_tidb_clouds_is_a_fault_and_followed_nowhere(cloud: Cloud, answer: Answer) -> None:
    error = await raised_by(cloud, answer)
    assert isinstance(error, ProviderFault)
    assert error.summary.startswith("The answer is not one that TiDB Cloud gives")
    assert "proxy" in error.remedy
    assert (error.source, error.retryable) == ("TiDB", True)
    assert len(cloud.asked) == 1


async def test_an_answer_without_a_trace_is_no_error(cloud: Cloud) -> None:
    cloud.put("GET /clusters", httpx.Response(200, json={}))
    assert whole(await cloud.provider("77").list_clusters()) == []


@pytest.mark.parametrize(
    ("error", "part"),
    [
        (httpx.ConnectTimeout("t"), "could not be reached within 5 s"),
        (httpx.ReadTimeout("t"), "did not answer within 15 s"),
        (httpx.WriteTimeout("t"), "did not answer within 15 s"),
        (httpx.ConnectError("[Errno -2] Name or service not known"), "Name or service not known"),
        (httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] self-signed"), "certificate"),
        (httpx.ProxyError("407"), "proxy"),
        (httpx.ReadError(""), "was cut"),
        (httpx.RemoteProtocolError("Server disconnected"), "was cut"),
    ],
)
async def test_no_answer_is_unreachable_by_name_of_the_host(cloud: Cloud, error: Exception, part: str) -> None:
    found = await raised_by(cloud, error)
    assert isinstance(found, Unreachable)
    assert part in found.summary
    assert "dedicated.tidbapi.com" in found.summary
    assert (found.source, found.retryable) == ("TiDB", True)
    assert found.remedy.endswith(".")


async def test_a_vendors_sentence_cannot_steer_the_terminal_and_is_short_and_without_the_key(cloud: Cloud) -> None:
    text = f"no\x1b[2J\u202e\r\n with {PRIVATE} " + "x" * 1000
    error = await raised_by(cloud, status(400, {"code": "a\x1b", "message": text}))
    assert error.summary.isprintable()
    assert error.code.isprintable()
    assert len(error.summary) <= 401
    assert PRIVATE not in error.summary


@pytest.mark.parametrize("message", [["a"], {"a": 1}, 5, None, ""])
async def test_a_refusal_of_another_shape_fails_nowhere(cloud: Cloud, message: Any) -> None:
    assert isinstance(await raised_by(cloud, status(400, {"code": message, "message": message})), InvalidRequest)
    assert isinstance(await raised_by(cloud, status(400, [message])), InvalidRequest)


async def test_a_request_is_noted_with_its_name_and_trace_answered_or_refused(cloud: Cloud) -> None:
    with collected() as made:
        whole(await cloud.provider("77").list_clusters())
        await raised_by(cloud, status(500))
    assert made == [f"ListClusters {TRACE}"] * 2


def test_no_two_rows_of_the_table_are_for_the_same() -> None:
    assert len({row.status for row in ANSWERS}) == len(ANSWERS)
