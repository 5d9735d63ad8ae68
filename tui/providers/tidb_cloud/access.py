"""Whose TiDB Cloud, and where its APIs are."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tui.local import log
from tui.settings.problems import SettingsError
from tui.settings.urls import safe_url

DEDICATED_ENDPOINT, IAM_ENDPOINT = "TIDBCLOUD_DEDICATED_ENDPOINT", "TIDBCLOUD_IAM_ENDPOINT"
DEDICATED_URL, IAM_URL = "https://dedicated.tidbapi.com", "https://iam.tidbapi.com"


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key of TiDB Cloud's API; its public half may be shown."""

    public: str
    private: str = field(repr=False)

    def __post_init__(self) -> None:
        log.keep_out(self.private)


@dataclass(frozen=True, slots=True)
class TidbCloudAccess:
    """The key, and the base URLs without `/v1beta1`."""

    key: ApiKey
    dedicated_url: str = DEDICATED_URL
    iam_url: str = IAM_URL


def access_of(key: ApiKey, environment: Mapping[str, str] = os.environ) -> TidbCloudAccess:
    """With the base URLs that the vendor's own variables name; raises SettingsError where one cannot be used."""
    dedicated = _base_url(DEDICATED_ENDPOINT, DEDICATED_URL, environment)
    return TidbCloudAccess(key, dedicated, _base_url(IAM_ENDPOINT, IAM_URL, environment))


def _base_url(variable: str, default: str, environment: Mapping[str, str]) -> str:
    url = environment.get(variable) or default
    try:
        parts = urlsplit(safe_url(url))
        plain = not (parts.username or parts.password or parts.query or parts.fragment)
        usable = plain and parts.port != 0
    except ValueError:
        usable = False
    if not usable:  # the value is not shown: it may hold a password
        what = "an address that begins with https://, or with http:// on this machine, without a user or a query"
        raise SettingsError(f"{variable}: expected {what}.", "Correct the variable, or unset it.")
    return url.rstrip("/")
