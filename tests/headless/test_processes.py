"""Each command in a process of its own, on the demo cloud that `tidb-pe demo` runs."""

import json
import os
import re
import select
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import IO, Any

import boto3
import pytest

from tests.demo.running import control
from tests.headless.running import valid
from tui import exit_codes

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60
WITH_MODULES = (
    "import atexit, sys\nfrom tui import cli\n"
    "atexit.register(lambda: print(*sys.modules, sep='\\n', file=open(sys.argv[1], 'w')))\n"
    "sys.exit(cli.main(sys.argv[2:]))"
)
"""The program; at its end it writes into a file what it loaded."""


def start(*words: str, env: Mapping[str, str] | None = None, **options: Any) -> "subprocess.Popen[str]":
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    environment = os.environ | (env or {})
    return subprocess.Popen([sys.executable, "-m", "tui", *words], cwd=ROOT, env=environment, **(pipes | options))


def line(stream: IO[str] | None) -> str:
    """The first line of a stream, which is to come in time."""
    assert stream
    assert select.select([stream], [], [], PATIENCE_S)[0], "nothing was printed"
    return stream.readline()


@contextmanager
def demo(side: str, folder: Path, *options: str) -> Iterator[tuple["subprocess.Popen[str]", dict[str, str]]]:
    """`tidb-pe demo SIDE`, and the variables that it says to export."""
    exports = folder / "exports"
    with exports.open("w") as out:
        process = start("demo", side, *options, stdout=out)
    try:
        assert line(process.stderr).startswith("tidb-pe: The demo cloud runs until Ctrl-C.")
        words = [shlex.split(each) for each in exports.read_text().splitlines()]
        assert {word[0] for word in words} == {"export"}
        yield process, dict(each.split("=", 1) for _, each in words)
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE_S)


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Variables that lead to a demo cloud."""
    home = tmp_path_factory.mktemp("home")
    with demo("self-managed", home) as (_, variables):
        yield variables | {"HOME": str(home)}


@pytest.fixture(scope="module")
def tidb_cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Likewise to TiDB Cloud's, which takes a hundred requests a minute."""
    home = tmp_path_factory.mktemp("home")
    with demo("tidb-cloud", home) as (_, variables):
        yield variables | {"HOME": str(home)}


def run(env: Mapping[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    process = start(*words, env=env)
    out, err = process.communicate(timeout=PATIENCE_S)
    return subprocess.CompletedProcess(words, process.returncode, out, err)


def endpoints(env: Mapping[str, str]) -> list[dict[str, Any]]:
    [document] = valid(run(env, "list", "--output", "json").stdout.splitlines())
    assert document["complete"]
    return list(document["data"]["rows"])


@cache
def _active(**env: str) -> str:
    """The ID of an Active endpoint of the usual account and region."""
    rows = (row for row in endpoints(env) if row["status"] == "Active" and row["cluster"] == "orders-prod")
    return next(str(row["id"]) for row in rows if row["private_dns"])


def active(env: Mapping[str, str]) -> str:
    """The same, read once of each cloud: TiDB Cloud allows a hundred requests a minute."""
    return _active(**env)


COMMANDS = {
    "list": exit_codes.OK,
    "list --output jsonl": exit_codes.OK,
    "clusters --output json": exit_codes.OK,
    "describe ID": exit_codes.OK,
    "check ID": exit_codes.OK,
    "diagnose ID": exit_codes.OK,
    "connect ID --client go": exit_codes.OK,
    "export ID --format shell": exit_codes.OK,
    "watch state:active --until active": exit_codes.OK,
    "watch --timeout 0.1": exit_codes.MOVING,
}


@pytest.mark.parametrize(("words", "code"), COMMANDS.items(), ids=COMMANDS)
def test_a_command_ends_as_it_should_and_loads_neither_textual_nor_moto(
    words: str, code: int, cloud: dict[str, str], tmp_path: Path
) -> None:
    loaded = tmp_path / "modules"
    named = [active(cloud) if word == "ID" else word for word in words.split()]
    done = subprocess.run(
        [sys.executable, "-c", WITH_MODULES, str(loaded), *named],
        cwd=ROOT,
        env=os.environ | cloud,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stderr
    assert done.stdout or "--timeout" in words
    modules = {name.split(".")[0] for name in loaded.read_text().split()}
    assert "boto3" in modules
    assert modules & {"textual", "moto", "flask", "jsonschema"} == set()


@pytest.mark.parametrize("words", ["describe ID", "connect ID --client go", "watch --until gone --timeout 0.1"])
def test_commands_work_on_tidb_cloud(words: str, tidb_cloud: dict[str, str]) -> None:
    named = [active(tidb_cloud) if word == "ID" else word for word in words.split()]
    done = run(tidb_cloud, *named)
    assert done.returncode == (exit_codes.MOVING if "--timeout" in words else exit_codes.OK), done.stderr


def test_a_list_on_the_demos_own_cloud_ends_it_with_the_command() -> None:
    [document] = valid(run({}, "list", "--demo", "--output", "json").stdout.splitlines())
    assert {"Active", "Failed", "Discovered"} <= document["data"]["counts"].keys()


def test_read_only_is_taken_and_changes_nothing_of_what_is_read(cloud: dict[str, str]) -> None:
    done = run(cloud, "list", "--read-only")
    assert (done.returncode, done.stdout) == (exit_codes.OK, run(cloud, "list").stdout)


def test_nothing_but_names_is_left_on_disk(cloud: dict[str, str]) -> None:
    run(cloud, "list")
    run(cloud, "describe", active(cloud))
    folder = Path(cloud["XDG_STATE_HOME"]) / "tidb-pe"
    assert {path.name for path in folder.iterdir()} == {"config.toml", "last-read.json"}


def test_the_aws_command_works_on_it(cloud: dict[str, str]) -> None:
    aws = Path(sys.executable).with_name("aws")
    done = subprocess.run(
        [aws, "ec2", "describe-vpc-endpoints"],
        env=os.environ | cloud,
        capture_output=True,
        timeout=PATIENCE_S,
        check=True,
    )
    ids = {each["VpcEndpointId"] for each in json.loads(done.stdout)["VpcEndpoints"]}
    assert active(cloud) in ids


def test_an_interrupt_is_one_line_and_exit_code_130(cloud: dict[str, str]) -> None:
    process = start("watch", env=cloud)
    line(process.stdout)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, err) == (exit_codes.INTERRUPTED, "tidb-pe: Interrupted.\n")


def test_an_interrupt_while_it_reads_leaves_no_traceback() -> None:
    process = start("list", "--demo")
    while "tui.demo.server" not in _children(process.pid):
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, out, err) == (exit_codes.INTERRUPTED, "", "tidb-pe: Interrupted.\n")


def _children(pid: int) -> str:
    found = subprocess.run(["ps", "-o", "args=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return found.stdout


@pytest.mark.parametrize("shell", ["exec >&-;", "exec > /dev/full;"], ids=["closed", "full"])
def test_an_output_that_takes_nothing_is_one_line(shell: str, cloud: dict[str, str]) -> None:
    done = subprocess.run(
        ["bash", "-c", f'{shell} exec "$0" -m tui list', sys.executable],
        cwd=ROOT,
        env=os.environ | cloud,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert (done.returncode, len(done.stderr.splitlines())) == (exit_codes.OUTPUT, 1)


def test_a_reader_that_goes_away_ends_watch_without_a_traceback(cloud: dict[str, str]) -> None:
    often = {"TIDB_PE_POLL_MOVING_S": "1", "TIDB_PE_POLL_SETTLED_S": "1"}
    process = start("watch", "--output", "jsonl", env=cloud | often)
    assert process.stdout
    line(process.stdout)
    process.stdout.close()
    config = (Path(cloud["XDG_CONFIG_HOME"]) / "tidb-pe" / "config.toml").read_text()
    [url] = set(re.findall(r'endpoint_url = "(.*?)"', config))
    control(url, "POST", "advance", {"seconds": 600})  # something changes, which is to be printed
    assert process.stderr
    with process.stderr:
        err = process.stderr.read()
    assert process.wait(PATIENCE_S) == exit_codes.OUTPUT
    assert err == "tidb-pe: Standard output cannot be written: Broken pipe.\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_demo_ends_when_told_and_takes_its_folder_along(number: signal.Signals, tmp_path: Path) -> None:
    with demo("self-managed", tmp_path) as (process, variables):
        folder = Path(variables["XDG_CONFIG_HOME"])
        assert (folder / "tidb-pe" / "config.toml").is_file()
        process.send_signal(number)
        _, err = process.communicate(timeout=PATIENCE_S)
        assert (process.returncode, err) == (exit_codes.OK, "")
        assert not folder.exists()


def test_where_nothing_is_configured_it_says_what_to_do(tmp_path: Path) -> None:
    done = run({"HOME": str(tmp_path), "AWS_EC2_METADATA_DISABLED": "true"}, "list")
    assert (done.returncode, done.stdout) == (exit_codes.USAGE, "")
    assert "Nothing is configured yet." in done.stderr
    assert "tidb-pe --setup" in done.stderr


def _network(variables: Mapping[str, str]) -> tuple[str, ...]:
    """A VPC that reaches the services of checkout-prod and catalog-prod, as options."""
    key, url = variables["AWS_ACCESS_KEY_ID"], variables["AWS_ENDPOINT_URL"]
    secret = variables["AWS_SECRET_ACCESS_KEY"]
    ec2: Any = boto3.client("ec2", "us-west-2", endpoint_url=url, aws_access_key_id=key, aws_secret_access_key=secret)
    [vpc] = ec2.describe_vpcs(Filters=[{"Name": "tag:Name", "Values": ["apps-prod"]}])["Vpcs"]
    within = {"Name": "vpc-id", "Values": [vpc["VpcId"]]}
    zone = {"Name": "availability-zone-id", "Values": ["usw2-az1"]}
    subnet = ec2.describe_subnets(Filters=[within, zone])["Subnets"][0]["SubnetId"]
    named = {"Name": "group-name", "Values": ["tidb-clients"]}
    [group] = ec2.describe_security_groups(Filters=[within, named])["SecurityGroups"]
    return ("--vpc", vpc["VpcId"], "--subnets", subnet, "--security-groups", group["GroupId"])


Interrupted = tuple[dict[str, str], tuple[str, ...], "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module", params=[("self-managed", "checkout-prod"), ("tidb-cloud", "catalog-prod")])
def interrupted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Interrupted]:
    """A cloud where all is quick, a command that creates, and how it ended at the first interrupt."""
    side, cluster = request.param
    home = tmp_path_factory.mktemp(side)
    with demo(side, home, "--speed", "1000") as (_, variables):
        env = variables | {"HOME": str(home), "TIDB_PE_POLL_MOVING_S": "1"}
        words = ("create", "--cluster", cluster, *_network(env), "--wait")
        process = start(*words, env=env)
        while "3/5" not in line(process.stderr):
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE_S)
        yield env, words, subprocess.CompletedProcess(words, process.returncode, out, err)


def test_an_interrupt_leaves_what_was_begun_and_says_how_to_go_on(interrupted: Interrupted) -> None:
    _, _, done = interrupted
    assert (done.returncode, done.stdout) == (exit_codes.INTERRUPTED, "")
    *_, ended, last = done.stderr.splitlines()
    assert re.match(r"tidb-pe: Ended at [34]/5 .*\. What was begun is kept: the same command goes on", ended)
    assert (last, "Traceback" in done.stderr) == ("tidb-pe: Interrupted.", False)


def test_the_same_command_goes_on_with_it_and_the_endpoint_is_deleted(interrupted: Interrupted) -> None:
    env, words, _ = interrupted
    done = run(env, *words)
    assert done.returncode == exit_codes.OK, done.stderr
    [id_] = done.stdout.splitlines()
    gone = run(env, "delete", id_, "--yes")
    assert (gone.returncode, gone.stdout) == (exit_codes.OK, f"{id_}\n"), gone.stderr
