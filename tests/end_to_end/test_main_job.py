"""The main job as an operator does it: the installed program, a terminal of 80x24, a keyboard."""

import re

import pytest

from tests.end_to_end import flow
from tests.end_to_end.terminal import PROGRAM, Terminal

HOSTS = {
    "self-managed": r"privatelink-19301\.k8wn2c\.clusters\.tidb-cloud\.com",
    "tidb-cloud": r"privatelink-19310\.h3fq6s\.clusters\.tidb-cloud\.com",
}


def finished(host: str) -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(r"VPC endpoint +vpce-[0-9a-f]{17}\n"),
        re.compile(r"Private DNS +on\n"),
        re.compile(rf"Host name +{host}\n"),
        re.compile(rf"mysql (.|\n)*-h\s+(█\s+)?{host}\s+(█\s+)?-P 4000"),
    )


@pytest.mark.parametrize("side", HOSTS)
def test_from_the_first_screen_to_active_in_at_most_twenty_keys_and_no_id_typed(side: str) -> None:
    """With what is preset, in either demo."""
    with Terminal(PROGRAM, "--demo", side, "--speed", "200", columns=80, rows=24) as terminal:
        terminal.wait_for("Private Endpoint", "Starting the demo cloud")
        flow.to_interface_endpoint(terminal)
        flow.pick_network(terminal)
        flow.create_endpoint(terminal)
        flow.accept(terminal)
        flow.wait_for_step(terminal, "Enable Private DNS")
        flow.enable_private_dns(terminal)
        flow.finish(terminal)
        terminal.wait_until(
            lambda: all(each.search(terminal.text) for each in finished(HOSTS[side])), "facts free of toasts"
        )
        assert len(terminal.pressed) <= 20
        assert set(terminal.pressed) <= {"n", "enter", "down", "tab", "ctrl+n", "ctrl+r"}

        assert len(terminal.descendants()) == 1
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert terminal.left_on() == set()
        assert terminal.left_running() == []
