"""Proxies that the environment names: taken, passed by, or told where they are none; on both sides alike."""

from pathlib import Path

import pytest

from tests.providers.servers import closed
from tui.domain.errors import InvalidRequest, PrivateEndpointError, Unreachable
from tui.domain.parts import whole
from tui.providers.aws import Boto3Aws
from tui.providers.proxies import proxy_for
from tui.providers.session import Access, Clients
from tui.providers.tidb_cloud.access import ApiKey, TidbCloudAccess
from tui.providers.tidb_cloud.provider import HttpTidbCloud
from tui.settings.urls import safe_url

TIDB, AWS = "https://dedicated.tidbapi.com", "https://ec2.us-west-2.amazonaws.com"
NO_PROXIES = ["[::1]", "fd00::/8", "::1,[fe80::1]:8080", "http://[bad", "*.corp, ,.x", "10.0.0.0/8", "\u00fc,[", "a b"]
WRONG = {
    "http://[bad": "http://[bad",
    "http://ann:hush@[bad": "http://[bad",
    "nonsense://proxy": "nonsense://proxy",
    "http://proxy:port": "http://proxy:port",
    "http://ann:hush@proxy:99999999": "http://proxy:99999999",
    "http://": "http://",
    "a proxy": "a proxy",
    "://": "://",
}
"""What is set, and what is shown of it."""


async def of_tidb() -> PrivateEndpointError:
    tidb = HttpTidbCloud(TidbCloudAccess(ApiKey("public", "private-private"), TIDB, TIDB))
    try:
        with pytest.raises(PrivateEndpointError) as raised:
            whole(await tidb.list_clusters())
    finally:
        await tidb.aclose()
    return raised.value


async def of_aws() -> PrivateEndpointError:
    clients = Clients(Access())
    try:
        with pytest.raises(PrivateEndpointError) as raised:
            await Boto3Aws(clients).list_vpcs("us-west-2")
    finally:
        clients.close()
    return raised.value


SIDES = {"TiDB": of_tidb, "AWS": of_aws}


@pytest.fixture(autouse=True)
def signed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {"AWS_ACCESS_KEY_ID": "k", "AWS_SECRET_ACCESS_KEY": "s", "AWS_MAX_ATTEMPTS": "1"}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("excepted", NO_PROXIES)
async def test_whatever_is_excepted_the_proxy_is_asked(
    excepted: str, side: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", closed())
    monkeypatch.setenv("NO_PROXY", excepted)
    error = await SIDES[side]()
    assert isinstance(error, Unreachable)
    assert error.source == side


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy"])
@pytest.mark.parametrize("value", WRONG)
async def test_what_is_no_proxy_is_named_without_its_password(
    value: str, name: str, side: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    error = await SIDES[side]()
    assert isinstance(error, InvalidRequest)
    assert error.summary == f"{name} ({WRONG[value]}) is not the address of a proxy."
    assert "hush" not in error.told
    assert error.source == side


@pytest.mark.parametrize(
    ("settings", "proxy"),
    [
        ({}, ""),
        ({"HTTPS_PROXY": "proxy.corp:3128"}, "http://proxy.corp:3128"),
        ({"HTTPS_PROXY": "http://ann:hush@proxy.corp:3128"}, "http://ann:hush@proxy.corp:3128"),
        ({"HTTPS_PROXY": "http://[::1]:3128/"}, "http://[::1]:3128/"),
        ({"ALL_PROXY": "socks5://proxy.corp:1080"}, "socks5://proxy.corp:1080"),
        ({"HTTP_PROXY": "http://proxy.corp:3128"}, ""),
        ({"HTTPS_PROXY": "nonsense://", "NO_PROXY": "fd00::/8,tidbapi.com"}, ""),
        ({"HTTPS_PROXY": "http://proxy.corp:3128", "NO_PROXY": "*"}, ""),
    ],
)
def test_the_proxy_of_an_address(settings: dict[str, str], proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert proxy_for(TIDB, "TiDB") == proxy


@pytest.mark.parametrize("text", ["no certificate", None], ids=["damaged", "missing"])
async def test_a_file_of_certificates_that_is_none_is_named(
    text: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "ca.pem"
    if text:
        path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    error = await of_tidb()
    assert isinstance(error, InvalidRequest)
    assert error.summary.startswith(f"No connection can be made: SSL_CERT_FILE ({path}): ")
    assert error.remedy.startswith("Correct SSL_CERT_FILE, or unset it")


@pytest.mark.parametrize("url", ["https://a b", "https://h:99999999", "https://[bad", "https://h:port", "https://\x7f"])
def test_an_address_that_is_none_is_refused_before_it_is_asked(url: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - as pydantic wants it, without a text
        safe_url(url)
