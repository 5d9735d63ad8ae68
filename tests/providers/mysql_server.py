"""Servers on 127.0.0.1 that greet as MySQL does, or fail at it."""

import socket
import ssl
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

SSL = 0x800
Conversation = Callable[[socket.socket], None]


def packet(payload: bytes, number: int = 0) -> bytes:
    return len(payload).to_bytes(3, "little") + bytes([number]) + payload


def greeting(version: str = "8.0.11-TiDB-v8.5.2", flags: int = SSL) -> bytes:
    """A HandshakeV10 packet."""
    return packet(
        b"\x0a" + version.encode() + b"\0" + struct.pack("<I8sxHBHH", 7, b"scramble", flags, 45, 2, 0) + bytes(24)
    )


def says(answer: bytes) -> Conversation:
    """Sends it, then waits until the other side leaves."""

    def converse(connection: socket.socket) -> None:
        connection.sendall(answer)
        connection.recv(4096)

    return converse


def speaks_tls(context: ssl.SSLContext) -> Conversation:
    """Greets, takes the SSLRequest, and goes on by TLS."""

    def converse(connection: socket.socket) -> None:
        connection.sendall(greeting())
        assert len(connection.recv(36, socket.MSG_WAITALL)) == 36
        with context.wrap_socket(connection, server_side=True) as secured:
            secured.recv(1)

    return converse


@contextmanager
def listening(converse: Conversation) -> Iterator[int]:
    """Serves one client; gives the port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(10)

        def serve() -> None:
            connection, _ = server.accept()
            with connection, suppress(OSError):
                connection.settimeout(10)
                converse(connection)

        thread = Thread(target=serve)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            thread.join(timeout=15)


def server_context(folder: Path, newest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3) -> ssl.SSLContext:
    """For a server whose certificate nobody signed, made in `folder`."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "tidb.example.com")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    file.write_bytes(pem + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    context.maximum_version = newest
    return context
