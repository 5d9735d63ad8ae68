"""Addresses that requests may go to."""

import re
from collections.abc import Collection
from ipaddress import ip_address
from urllib.parse import urlsplit

_HOST = re.compile(r"[\w.:%-]+")


def safe_url(url: str) -> str:
    """`url`, if it is empty, https, or http on this machine; else ValueError. Requests are signed, not encrypted."""
    if url and not has_address(url, ("https",)):
        host = urlsplit(url).hostname if has_address(url, ("http",)) else ""
        if not is_loopback(host or ""):
            raise ValueError
    return url


def has_address(url: str, schemes: Collection[str]) -> bool:
    """Whether `url` has one of the schemes, and a host and port that can be ones."""
    try:
        parts = urlsplit(url)
        return parts.scheme in schemes and bool(_HOST.fullmatch(parts.hostname or "")) and parts.port != 0
    except ValueError:
        return False


def is_loopback(host: str) -> bool:
    """Whether `host` is this machine."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
