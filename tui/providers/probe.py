"""A look at the network from this machine: name resolution, TCP, the MySQL greeting, TLS.

Source of the packets: MySQL's client/server protocol, HandshakeV10 and SSLRequest.
"""

import asyncio
import socket
import ssl
import struct
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from time import monotonic
from typing import Protocol

from tui.domain.probes import Reached, Resolution, Talk, Trouble
from tui.threads import in_thread

LIMIT_S = 3.0
"""Of each step: a security group that drops packets lets one wait for ever."""

_PROTOCOL_41, _SSL, _SECURE_CONNECTION = 0x200, 0x800, 0x8000
_UTF8MB4 = 45
_GREETING, _ERROR = 10, 0xFF
_LONGEST = 4096
"""Bytes of a first packet; greetings have about 100."""


class NetworkProbe(Protocol):
    """What a diagnosis asks of this machine; never raises."""

    async def resolve(self, host: str) -> Resolution:
        """The addresses of `host`."""

    def local_address(self, towards: str) -> str:
        """This machine's address on the way to the address `towards`; empty if there is no way. Sends nothing."""

    async def talk(self, address: str, port: int, host: str) -> Talk:
        """Connect, read the greeting, shake hands by TLS as with `host`, leave; no password is sent."""


class SocketProbe:
    """NetworkProbe over sockets."""

    def __init__(self, limit_s: float = LIMIT_S) -> None:
        self._limit_s = limit_s

    async def resolve(self, host: str) -> Resolution:
        try:
            asked = in_thread(lambda: socket.getaddrinfo(host, None, type=socket.SOCK_STREAM))
            found = await asyncio.wait_for(asked, self._limit_s)
        except TimeoutError:
            return Resolution(trouble=Trouble.TIMED_OUT)
        except (OSError, UnicodeError) as error:
            silent = isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN
            return Resolution(trouble=Trouble.TIMED_OUT if silent else Trouble.UNKNOWN_HOST)
        return Resolution(tuple(dict.fromkeys(str(each[4][0]) for each in found)))

    def local_address(self, towards: str) -> str:
        family = socket.AF_INET6 if ":" in towards else socket.AF_INET
        with socket.socket(family, socket.SOCK_DGRAM) as way:
            try:
                way.connect((towards, 9))
            except OSError:
                return ""
            return str(way.getsockname()[0])

    async def talk(self, address: str, port: int, host: str) -> Talk:
        return await in_thread(lambda: _talk(address, port, host, self._limit_s))


def _talk(address: str, port: int, host: str, limit_s: float) -> Talk:
    so_far = Talk(address)
    try:
        for step in _steps(Talk(address), port, host, limit_s):
            so_far = step
    except OSError as error:
        return replace(so_far, trouble=_trouble(error, so_far.reached))
    except _Misfit as misfit:
        return replace(so_far, trouble=misfit.trouble, said=misfit.said or so_far.said)
    return so_far


def _steps(talk: Talk, port: int, host: str, limit_s: float) -> Iterator[Talk]:
    with ExitStack() as resources:
        connection = resources.enter_context(socket.create_connection((talk.address, port), timeout=limit_s))
        yield (talk := replace(talk, reached=Reached.TCP))
        version, capabilities = _greeting(_packet(connection, monotonic() + limit_s))
        yield (talk := replace(talk, reached=Reached.GREETING, said=version))
        if not capabilities & _SSL:
            raise _Misfit(Trouble.NO_TLS)
        connection.settimeout(limit_s)
        connection.sendall(_ssl_request())
        secured = resources.enter_context(_context().wrap_socket(connection, server_hostname=host or None))
        yield replace(talk, reached=Reached.TLS, tls=secured.version() or "")


class _Misfit(Exception):  # noqa: N818 - never leaves this module
    """The server answers, but not as hoped."""

    def __init__(self, trouble: Trouble, said: str = "") -> None:
        super().__init__(trouble)
        self.trouble, self.said = trouble, said


def _packet(connection: socket.socket, until: float) -> bytes:
    head = _receive(connection, 4, until)
    length = int.from_bytes(head[:3], "little")
    if not 0 < length <= _LONGEST or head[3] != 0:
        raise _Misfit(Trouble.NOT_MYSQL)
    return _receive(connection, length, until)


def _receive(connection: socket.socket, count: int, until: float) -> bytes:
    received = b""
    while len(received) < count:
        connection.settimeout(max(until - monotonic(), 0.001))
        more = connection.recv(count - len(received))
        if not more:
            raise ConnectionResetError
        received += more
    return received


def _greeting(payload: bytes) -> tuple[str, int]:
    """Server version and the lower capability flags of a HandshakeV10."""
    if payload[0] == _ERROR:
        raise _Misfit(Trouble.SERVER_ERROR, payload[3:].decode("utf-8", "replace"))
    version, nul, rest = payload[1:].partition(b"\0")
    if payload[0] != _GREETING or not nul or len(rest) < 15:  # noqa: PLR2004 - thread, scramble, filler, flags
        raise _Misfit(Trouble.NOT_MYSQL)
    return version.decode("utf-8", "replace"), int.from_bytes(rest[13:15], "little")


def _ssl_request() -> bytes:
    flags = _PROTOCOL_41 | _SSL | _SECURE_CONNECTION
    payload = struct.pack("<IIB23x", flags, _LONGEST, _UTF8MB4)
    return len(payload).to_bytes(3, "little") + b"\1" + payload


def _context() -> ssl.SSLContext:
    """Verifies nothing: each cluster has a CA of its own that is not known here, and nothing is sent after."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _trouble(error: OSError, reached: Reached) -> Trouble:
    if isinstance(error, TimeoutError):
        return Trouble.TIMED_OUT
    if reached is Reached.GREETING:
        return Trouble.TLS_FAILED
    if isinstance(error, ConnectionRefusedError):
        return Trouble.REFUSED
    return Trouble.RESET if isinstance(error, ConnectionError) else Trouble.NO_ROUTE
