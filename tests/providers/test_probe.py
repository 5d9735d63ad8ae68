"""What this machine sees of the network, from servers on 127.0.0.1."""

import socket
import ssl
import struct
import threading
import time
from pathlib import Path

import pytest

from tests.providers.mysql_server import greeting, listening, packet, says, server_context, speaks_tls
from tui.domain.probes import Reached, Resolution, Talk, Trouble
from tui.providers.probe import SocketProbe

HOME = "127.0.0.1"
PROBE = SocketProbe(limit_s=5.0)
HASTY = SocketProbe(limit_s=0.2)


async def test_a_known_host_has_its_addresses_each_once() -> None:
    found = await PROBE.resolve("localhost")
    assert HOME in found.addresses
    assert len(set(found.addresses)) == len(found.addresses)
    assert found.trouble is None


@pytest.mark.parametrize("host", ["nowhere.invalid", "a..b", f"{'x' * 64}.example"])
async def test_an_unknown_host_is_told(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    real = socket.getaddrinfo

    def without_network(name: str, *arguments: object, **options: object) -> object:
        if name == "nowhere.invalid":
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return real(name, *arguments, **options)  # type: ignore[arg-type] # passed on as they came

    monkeypatch.setattr(socket, "getaddrinfo", without_network)
    assert await PROBE.resolve(host) == Resolution(trouble=Trouble.UNKNOWN_HOST)


async def test_a_resolver_that_does_not_answer_is_no_unknown_host(monkeypatch: pytest.MonkeyPatch) -> None:
    def gives_up(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", gives_up)
    assert await PROBE.resolve("tidb.example.com") == Resolution(trouble=Trouble.TIMED_OUT)


async def test_a_resolver_is_waited_for_only_so_long(monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: released.wait(10))
    try:
        assert await HASTY.resolve("tidb.example.com") == Resolution(trouble=Trouble.TIMED_OUT)
    finally:
        released.set()


def test_the_address_on_the_way_is_this_machines() -> None:
    assert PROBE.local_address(HOME) == HOME
    assert PROBE.local_address("no address") == ""


async def test_a_server_is_followed_up_to_tls(tmp_path: Path) -> None:
    with listening(speaks_tls(server_context(tmp_path))) as port:
        talk = await PROBE.talk(HOME, port, "tidb.example.com")
    assert talk == Talk(HOME, Reached.TLS, "8.0.11-TiDB-v8.5.2", "TLSv1.3")


async def test_tls_1_2_is_taken_too(tmp_path: Path) -> None:
    with listening(speaks_tls(server_context(tmp_path, ssl.TLSVersion.TLSv1_2))) as port:
        assert (await PROBE.talk(HOME, port, "")).tls == "TLSv1.2"


async def test_a_server_without_tls_is_told() -> None:
    with listening(says(greeting(flags=0))) as port:
        talk = await PROBE.talk(HOME, port, "")
    assert (talk.reached, talk.trouble, talk.said) == (Reached.GREETING, Trouble.NO_TLS, "8.0.11-TiDB-v8.5.2")


async def test_a_handshake_that_fails_is_told() -> None:
    def refuses(connection: socket.socket) -> None:
        connection.sendall(greeting())
        connection.recv(36, socket.MSG_WAITALL)
        connection.sendall(b"\x15\x03\x03\x00\x02\x02\x28")
        connection.recv(4096)

    with listening(refuses) as port:
        talk = await PROBE.talk(HOME, port, "")
    assert (talk.reached, talk.trouble) == (Reached.GREETING, Trouble.TLS_FAILED)


async def test_the_servers_own_refusal_is_kept() -> None:
    refusal = packet(b"\xff" + struct.pack("<H", 1129) + b"Host is blocked\x1b[2J")
    with listening(says(refusal)) as port:
        talk = await PROBE.talk(HOME, port, "")
    assert (talk.reached, talk.trouble) == (Reached.TCP, Trouble.SERVER_ERROR)
    assert "Host is blocked" in talk.said


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        packet(b"\x09old protocol\0" + bytes(30)),
        packet(b"\x0acut off\0" + bytes(3)),
        packet(greeting()[4:], number=1),
        packet(b""),
    ],
)
async def test_what_is_no_mysql_is_told(answer: bytes) -> None:
    with listening(says(answer)) as port:
        talk = await PROBE.talk(HOME, port, "")
    assert (talk.reached, talk.trouble) == (Reached.TCP, Trouble.NOT_MYSQL)


async def test_a_server_that_says_nothing_is_waited_for_only_so_long() -> None:
    with listening(says(b"")) as port:
        talk = await HASTY.talk(HOME, port, "")
    assert (talk.reached, talk.trouble) == (Reached.TCP, Trouble.TIMED_OUT)


async def test_a_server_that_drips_is_waited_for_no_longer() -> None:
    def drip(connection: socket.socket) -> None:
        for letter in greeting():
            connection.sendall(bytes([letter]))
            connection.settimeout(0.1)
            try:
                if not connection.recv(1):
                    return
            except TimeoutError:
                continue

    began = time.monotonic()
    with listening(drip) as port:
        talk = await HASTY.talk(HOME, port, "")
    assert (talk.reached, talk.trouble) == (Reached.TCP, Trouble.TIMED_OUT)
    assert time.monotonic() - began < 3


async def test_a_server_that_hangs_up_is_told() -> None:
    with listening(lambda _: None) as port:
        talk = await PROBE.talk(HOME, port, "")
    assert (talk.reached, talk.trouble) == (Reached.TCP, Trouble.RESET)


async def test_a_port_that_nobody_listens_on_refuses() -> None:
    with socket.create_server((HOME, 0)) as server:
        port = server.getsockname()[1]
    assert await PROBE.talk(HOME, port, "") == Talk(HOME, trouble=Trouble.REFUSED)
