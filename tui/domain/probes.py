"""What a look at the network from this machine answers."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Trouble(StrEnum):
    """Why it went no further."""

    UNKNOWN_HOST = "unknown host"
    TIMED_OUT = "timed out"
    REFUSED = "refused"
    RESET = "closed"
    NO_ROUTE = "no route"
    NOT_MYSQL = "not MySQL"
    SERVER_ERROR = "server error"
    NO_TLS = "no TLS"
    TLS_FAILED = "TLS failed"


class Reached(IntEnum):
    """How far a conversation with the server came."""

    NOTHING = 0
    TCP = 1
    GREETING = 2
    TLS = 3


@dataclass(frozen=True, slots=True)
class Resolution:
    """The addresses of a host name, as this machine resolves it."""

    addresses: tuple[str, ...] = ()
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation with what listens at an address, no password given."""

    address: str
    reached: Reached = Reached.NOTHING
    said: str = ""
    """The server's version, or its own words where it sent an error; from outside."""
    tls: str = ""
    """The protocol agreed on, such as `TLSv1.3`."""
    trouble: Trouble | None = None
