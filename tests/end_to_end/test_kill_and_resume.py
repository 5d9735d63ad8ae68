"""Killed at every step, the program goes on where reality is, and AWS has one endpoint for the setup.

The cloud outlives the program here, so this is also the way to an AWS of one's own: configuration, environment and
profiles instead of `--demo`.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from tests.demo.running import DemoCloud
from tests.end_to_end import flow
from tests.end_to_end.terminal import PATIENCE_S, Terminal
from tui.local import places

A_WHILE_S = 300.0
"""Longer than AWS takes for an endpoint service, or for an accepted connection."""


def made_by_setups(cloud: DemoCloud) -> list[tuple[str, bool]]:
    """The operator's endpoints that a setup made: state, and whether private DNS is on."""
    found = cloud.client("ec2").describe_vpc_endpoints(Filters=[{"Name": "tag-key", "Values": ["tidb-pe:draft"]}])
    return [(each["State"], each["PrivateDnsEnabled"]) for each in found["VpcEndpoints"]]


def choose_cluster_twice(terminal: Terminal) -> None:
    """To another one and back: what is merely preset would leave nothing to be kept."""
    terminal.press("n")
    flow.wait_for_step(terminal, "Choose Cluster")
    for way, move, gone in ((("enter",), "down", "checkout-prod"), (("tab", "enter"), "up", "inventory-prod")):
        terminal.press(*way)
        terminal.wait_for("checkout-prod", "inventory-prod")
        terminal.press(move, "enter")
        terminal.wait_without(gone)
    terminal.wait_until(lambda: "/checkout-prod/" in kept(), "choice on disk")  # a thread of its own writes it


def kept() -> str:
    """What is on disk of the setups that were begun."""
    return "".join(path.read_text() for path in places.state_folder("drafts").glob("*.toml"))


def kill(terminal: Terminal) -> None:
    terminal.kill()
    assert terminal.wait_exit() == -9


@contextmanager
def resumed(step: str) -> Iterator[Terminal]:
    """The program started again: it offers the setup, and Enter opens it at `step`."""
    with Terminal() as terminal:
        flow.wait_for_list(terminal)
        terminal.wait_for("1 unfinished setup: Enter goes on")
        terminal.press("enter")
        flow.wait_for_step(terminal, step)
        yield terminal


@contextmanager
def answer_held_back(cloud: DemoCloud, operation: str) -> Iterator[threading.Event]:
    """AWS does `operation` but its answer does not arrive; the event tells when it is done."""
    done, release, real = threading.Event(), threading.Event(), cloud.front.app

    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        answer = real(environ, start_response)
        if f"Action={operation}&".encode() in environ["wsgi.input"].getvalue():
            done.set()
            release.wait(PATIENCE_S)
        return answer

    cloud.front.app = app
    try:
        yield done
    finally:
        release.set()
        cloud.front.app = real


def test_killed_at_every_step_the_setup_is_offered_again_and_ends_active_with_one_endpoint(
    cloud: DemoCloud, listed: Terminal
) -> None:
    choose_cluster_twice(listed)
    kill(listed)
    with resumed("Service Endpoint") as terminal:
        kill(terminal)
    with resumed("Interface Endpoint") as terminal:
        terminal.wait_for("Endpoint service: Creating")
        flow.pick_network(terminal)
        kill(terminal)
    cloud.advance(A_WHILE_S)
    with resumed("Interface Endpoint") as terminal:
        terminal.wait_for("VPC ID           vpc-", "Subnet IDs       subnet-", "Security groups  sg-")
        assert "-…" not in terminal.text
        flow.create_endpoint(terminal)
        kill(terminal)
    with resumed("Accept Endpoint Connection") as terminal:
        flow.accept(terminal)
        terminal.wait_for("Accepted. Waiting until AWS says available")
        kill(terminal)
    cloud.advance(A_WHILE_S)
    with resumed("Enable Private DNS") as terminal:
        flow.enable_private_dns(terminal)
        kill(terminal)
    with resumed("Enable Private DNS") as terminal:
        terminal.wait_for("Private DNS: on")
        flow.finish(terminal)
        terminal.press("escape")
        assert "unfinished setup" not in flow.wait_for_list(terminal)
    assert made_by_setups(cloud) == [("available", True)]
    assert len(cloud.calls("CreateVpcEndpointServiceConfiguration")) == 1


def test_a_create_that_was_cut_off_is_found_again_and_not_repeated(cloud: DemoCloud, listed: Terminal) -> None:
    flow.to_interface_endpoint(listed)
    flow.pick_network(listed)
    cloud.advance(A_WHILE_S)
    with answer_held_back(cloud, "CreateVpcEndpoint") as done:
        flow.confirm_run(listed)
        listed.wait_until(done.is_set, "endpoint at AWS")
        kill(listed)
    with resumed("Accept Endpoint Connection") as terminal:
        flow.accept(terminal)
        terminal.wait_for("Accepted.")
        cloud.advance(A_WHILE_S)
        flow.wait_for_step(terminal, "Enable Private DNS")
        flow.enable_private_dns(terminal)
        flow.finish(terminal)
    assert made_by_setups(cloud) == [("available", True)]
    assert len(cloud.calls("CreateVpcEndpoint")) == 1
