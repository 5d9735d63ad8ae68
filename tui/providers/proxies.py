"""The proxy that the environment names, read as urllib and the AWS SDK read it.

httpx reads it by itself, but fails for what other programs leave alone, such as an IPv6 range in NO_PROXY.
"""

import os
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from tui.domain.errors import InvalidRequest
from tui.settings.urls import has_address

_SCHEMES = ("http", "https", "socks5", "socks5h")
_LONGEST = 80


def proxy_for(url: str, source: str) -> str:
    """The proxy's URL for requests to `url`; empty where they go without one.

    Raises InvalidRequest with the variable where what it says is no address.
    """
    parts, proxies = urlsplit(url), getproxies()
    kind = next((each for each in (parts.scheme, "all") if proxies.get(each)), "")
    if not kind or proxy_bypass(parts.hostname or ""):
        return ""
    found = proxies[kind]
    proxy = found if "://" in found else f"http://{found}"
    if not has_address(proxy, _SCHEMES):
        name = next((each for each in (f"{kind}_proxy", f"{kind}_PROXY".upper()) if os.environ.get(each)), "the proxy")
        raise InvalidRequest(
            f"{name} ({_shown(found)}) is not the address of a proxy.",
            "Correct it, such as http://proxy.example.com:3128, or unset it; then start the program again.",
            source,
            "InvalidProxy",
        )
    return proxy


def _shown(url: str) -> str:
    """`url` without name and password, fit for one line."""
    scheme, mark, rest = url.rpartition("://")
    shown = f"{scheme}{mark}{rest.rpartition('@')[2]}"
    return "".join(letter if letter.isprintable() else " " for letter in shown[:_LONGEST])
