"""HTTP Digest authentication (RFC 7616), qop=auth; a nonce is good for many requests, each with a count of its own."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.request import parse_http_list, parse_keqv_list

REALM = "tidb.cloud"
NONCE_S = 300.0
"""How long a nonce is good, in seconds of the real clock. Assumption: TiDB Cloud's is not published."""

COUNT = re.compile("[0-9a-f]{8}")
HASHES: Mapping[str, Callable[[bytes], "hashlib._Hash"]] = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}


@dataclass(slots=True)
class _Nonce:
    issued: float
    counts: set[str] = field(default_factory=set)


@dataclass
class Digest:
    """Who is asking."""

    keys: Mapping[str, str]
    """Public key to private key."""
    clock: Callable[[], float]
    algorithm: str = "MD5"
    _nonces: dict[str, _Nonce] = field(default_factory=dict)

    def user(self, authorization: str, method: str, target: str) -> tuple[str, bool]:
        """The public key that signed the request, empty if none did; and whether that is for its nonce's age alone."""
        given = _parameters(authorization)
        user = given.get("username", "")
        if not self._signed(given, user, method, target):
            return "", False
        nonce = self._nonces.get(given["nonce"])
        if nonce is None or self.clock() - nonce.issued > NONCE_S:
            return "", True
        if given["nc"] in nonce.counts:
            return "", False
        nonce.counts.add(given["nc"])
        return user, False

    def challenge(self, *, stale: bool) -> str:
        """The value of a WWW-Authenticate header, with a new nonce."""
        nonce = secrets.token_hex(16)
        self._nonces[nonce] = _Nonce(self.clock())
        tail = ", stale=true" if stale else ""
        return f'Digest realm="{REALM}", qop="auth", algorithm={self.algorithm}, nonce="{nonce}", opaque="tidb"{tail}'

    def expire(self) -> None:
        """Let every nonce be too old."""
        self._nonces.clear()

    def _signed(self, given: Mapping[str, str], user: str, method: str, target: str) -> bool:
        needed = {"nonce", "nc", "cnonce", "uri", "response"}
        if user not in self.keys or not needed <= given.keys() or given["uri"] != target:
            return False
        if not COUNT.fullmatch(given["nc"]):
            return False
        if (given.get("realm"), given.get("qop"), given.get("algorithm", "MD5")) != (REALM, "auth", self.algorithm):
            return False
        secret = self._hash(f"{user}:{REALM}:{self.keys[user]}")
        deed = self._hash(f"{method}:{target}")
        wanted = ":".join((secret, given["nonce"], given["nc"], given["cnonce"], "auth", deed))
        return hmac.compare_digest(self._hash(wanted).encode(), given["response"].encode())

    def _hash(self, text: str) -> str:
        return HASHES[self.algorithm](text.encode()).hexdigest()


def _parameters(authorization: str) -> dict[str, str]:
    scheme, _, rest = authorization.partition(" ")
    try:
        return parse_keqv_list(parse_http_list(rest)) if scheme.lower() == "digest" else {}
    except (ValueError, IndexError):
        return {}
