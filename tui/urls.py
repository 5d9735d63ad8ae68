"""Addresses that requests may go to."""

from ipaddress import ip_address
from urllib.parse import urlsplit


def safe_url(url: str) -> str:
    """`url`, if it is empty, https, or http on this machine; else ValueError. Requests are signed, not encrypted."""
    parts = urlsplit(url)
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
    if url and not (parts.hostname and safe):
        raise ValueError
    return url


def is_loopback(host: str) -> bool:
    """Whether `host` is this machine."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
