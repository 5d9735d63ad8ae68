"""Servers on 127.0.0.1 that misbehave as AWS, a proxy or the network may."""

import json
import socket
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread


@contextmanager
def answering(answer: bytes) -> Iterator[str]:
    """A server whose answer to everything is `answer`, as it stands; gives its URL."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.settimeout(10)
            self.request.recv(65536)
            self.request.sendall(answer)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join(timeout=10)


@contextmanager
def silent() -> Iterator[str]:
    """A server that takes connections and says nothing; gives its URL."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def closed() -> str:
    """The URL of a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    return f"http://127.0.0.1:{port}"


def http(status: str, body: str, kind: str = "text/html") -> bytes:
    """An HTTP answer, the last one on its connection."""
    head = f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}"
    return f"{head}\r\n\r\n{body}".encode()


def price_list(*products: str) -> bytes:
    """An answer to GetProducts, which numbers its requests in a header."""
    body = json.dumps({"FormatVersion": "aws_v1", "PriceList": products})
    return http("200 OK", body, "application/x-amz-json-1.1\r\nx-amzn-RequestId: req-0")
