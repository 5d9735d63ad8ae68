"""The demo's process: ready or one clear line, and never left behind."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tui import demo_process
from tui.demo_process import DemoProcess
from tui.domain.errors import PrivateEndpointError

ROOT = Path(__file__).parents[1]

Stub = Callable[[str], None]


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Stub:
    """Put a module of one's own in the place of the demo's server."""
    monkeypatch.setattr(demo_process, "_IMPORTABLE_FROM", tmp_path)
    monkeypatch.setattr(demo_process, "_MODULE", "stub")

    def write(body: str) -> None:
        (tmp_path / "stub.py").write_text(f"import os, sys\n{body}\n")

    return write


@pytest.fixture
def demo() -> Iterator[Callable[[], DemoProcess]]:
    """Start the demo's process; ended with the test."""
    with ExitStack() as started:

        def start() -> DemoProcess:
            process = DemoProcess(10)
            started.callback(process.close)
            return process

        yield start


def test_the_demo_ends_when_the_program_is_killed() -> None:
    code = (
        "from tui.demo_process import DemoProcess\nprocess = DemoProcess(10)\n"
        "print(process.ready().url, flush=True)\nimport time\ntime.sleep(60)"
    )
    program = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with program:
        assert program.stdout
        where = urlsplit(program.stdout.readline().strip())
        with socket.create_connection((where.hostname, where.port), timeout=10) as line:
            program.send_signal(signal.SIGKILL)
            with suppress(ConnectionResetError):  # the other way in which a process that ended says so
                assert line.recv(1) == b""


def test_the_ready_line_gives_address_and_profile(stub: Stub, demo: Callable[[], DemoProcess]) -> None:
    told = {"url": "http://127.0.0.1:1", "profile": {"regions": ["us-west-2"] * 2000}}
    stub(f"print({json.dumps(told)!r}, flush=True)\nsys.stdin.read()")
    process = demo()
    cloud = process.ready()
    assert (cloud.url, cloud.profile, cloud.tidb_cloud) == (told["url"], told["profile"], {})
    assert process.died() == ""


def test_tidb_cloud_is_started_and_told_where_it_is_asked_for(stub: Stub) -> None:
    told = {"dedicated_url": "http://127.0.0.1:1/tidb-cloud/dedicated"}
    line = f"{{'url': '', 'profile': {{'arguments': sys.argv[1:]}}, 'tidb_cloud': {told}}}"
    stub(f"import json\nprint(json.dumps({line}), flush=True)\nsys.stdin.read()")
    for wanted, arguments in ((True, ["--speed", "10", "--tidb-cloud"]), (False, ["--speed", "10"])):
        process = DemoProcess(10, tidb_cloud=wanted)
        cloud = process.ready()
        process.close()
        assert (cloud.profile["arguments"], cloud.tidb_cloud) == (arguments, told)


@pytest.mark.parametrize("name", ["moto", "flask", "flask_cors", "jsonschema"])
def test_each_library_of_the_extra_is_missed(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    assert demo_process.why_missing() == ""
    monkeypatch.setattr(demo_process, "find_spec", lambda each: None if each == name else object())
    assert "tidb-private-endpoint[demo]" in demo_process.why_missing()


def test_the_process_sees_neither_credentials_nor_what_would_change_it(
    stub: Stub, demo: Callable[[], DemoProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_SECRET_ACCESS_KEY", "AWS_RETRY_MODE", "MOTO_ACCOUNT_ID", "WERKZEUG_SERVER_FD", "https_proxy"):
        monkeypatch.setenv(name, "x")
    stub("import json\nprint(json.dumps({'url': '', 'profile': dict(os.environ)}), flush=True)\nsys.stdin.read()")
    seen = demo().ready().profile
    assert seen["HOME"] == os.environ["HOME"]
    assert "x" not in seen.values()
    assert {seen["AWS_CONFIG_FILE"], seen["AWS_SHARED_CREDENTIALS_FILE"]} == {os.devnull}


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("sys.exit('no \\x1b[2Jworld')", "The demo cloud ended unexpectedly: no [2Jworld"),
        ("raise OSError('no port')", "The demo cloud ended unexpectedly: OSError: no port"),
        ("os._exit(3)", "The demo cloud ended unexpectedly: exit code 3"),
        ("print('hello'); sys.exit('not json')", "The demo cloud ended unexpectedly: not json"),
        ("sys.stdin.read()", "The demo cloud did not start within 0.3 s."),
    ],
    ids=["says why", "raises", "silent", "chats", "hangs"],
)
def test_a_process_that_does_not_get_ready_gives_one_clear_line(
    stub: Stub, demo: Callable[[], DemoProcess], body: str, line: str
) -> None:
    stub(body)
    process = demo()
    with pytest.raises(PrivateEndpointError) as caught:
        process.ready(0.3 if "within" in line else 30)
    assert caught.value.summary == line


def test_a_crash_later_is_told_with_its_last_line(stub: Stub, demo: Callable[[], DemoProcess]) -> None:
    stub('print(\'{"url": "", "profile": {}}\', flush=True)\nsys.stdin.readline()\nraise MemoryError(\'too big\')')
    process = demo()
    process.ready()
    assert process._process.stdin
    process._process.stdin.write(b"\n")
    process._process.stdin.flush()
    process._process.wait(10)
    assert process.died() == "The demo cloud ended unexpectedly: MemoryError: too big"
    process.close()
    assert process.died() == ""


def test_closing_ends_a_start_that_is_under_way(stub: Stub, demo: Callable[[], DemoProcess]) -> None:
    stub("sys.stdin.read()")
    process, problems = demo(), list[str]()

    def wait() -> None:
        try:
            process.ready()
        except PrivateEndpointError as error:
            problems.append(error.summary)

    waiting = threading.Thread(target=wait)
    waiting.start()
    process.close()
    waiting.join(10)
    assert problems == ["The demo was closed while it started."]
