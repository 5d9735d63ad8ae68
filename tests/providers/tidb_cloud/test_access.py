"""Where TiDB Cloud's APIs are."""

import pytest

from tests.providers.tidb_cloud.cloud import PRIVATE, PUBLIC
from tui.providers.tidb_cloud.access import ApiKey, TidbCloudAccess, access_of
from tui.settings.problems import SettingsError

KEY = ApiKey(PUBLIC, PRIVATE)
DEDICATED, IAM = "TIDBCLOUD_DEDICATED_ENDPOINT", "TIDBCLOUD_IAM_ENDPOINT"


def test_the_vendors_own_hosts_are_the_default() -> None:
    found = access_of(KEY, {DEDICATED: ""})
    assert found == TidbCloudAccess(KEY, "https://dedicated.tidbapi.com", "https://iam.tidbapi.com")


@pytest.mark.parametrize(
    ("url", "used"),
    [
        ("https://gateway.example/tidb/dedicated/", "https://gateway.example/tidb/dedicated"),
        ("http://127.0.0.1:8080/x", "http://127.0.0.1:8080/x"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("http://localhost", "http://localhost"),
    ],
)
def test_another_host_may_have_a_path(url: str, used: str) -> None:
    found = access_of(KEY, {DEDICATED: url, IAM: url})
    assert (found.dedicated_url, found.iam_url) == (used, used)


@pytest.mark.parametrize("variable", [DEDICATED, IAM])
@pytest.mark.parametrize(
    "url",
    [
        "http://dedicated.tidbapi.com",
        "dedicated.tidbapi.com",
        "ftp://127.0.0.1/",
        "https://",
        "https://ann:hush-hush@tidb.example/",
        "https://tidb.example/?key=hush-hush",
        "https://tidb.example/#hush-hush",
        "https://tidb.example:port/hush-hush",
        "https://[tidb.example/hush-hush",
    ],
)
def test_what_is_not_safe_is_refused_and_not_repeated(variable: str, url: str) -> None:
    with pytest.raises(SettingsError, match=variable) as raised:
        access_of(KEY, {variable: url})
    assert "hush" not in f"{raised.value!r}"
