"""The main job as an operator does it: the installed program, a terminal of 80x24, a keyboard."""

import re

from tests.end_to_end import flow
from tests.end_to_end.terminal import PROGRAM, Terminal

MYSQL = re.compile(r"mysql (.|\n)*-h\s+(█\s+)?privatelink-19301\.\S+\s+(█\s+)?-P 4000")
VPC_ENDPOINT = re.compile(r"VPC endpoint +(vpce-[0-9a-f]{17})\n")


def test_from_the_first_screen_to_active_in_at_most_twenty_keys_and_no_id_typed() -> None:
    with Terminal(PROGRAM, "--demo", "--speed", "200", columns=80, rows=24) as terminal:
        terminal.wait_for("Private Endpoint", "Starting the demo cloud")
        flow.to_interface_endpoint(terminal)
        flow.pick_network(terminal)
        flow.create_endpoint(terminal)
        flow.accept(terminal)
        flow.wait_for_step(terminal, "Enable Private DNS")
        flow.enable_private_dns(terminal)
        finished = flow.finish(terminal)

        assert VPC_ENDPOINT.search(finished)
        assert re.search(r"Private DNS +on\n", finished)
        assert re.search(r"Host name +privatelink-19301\.k8wn2c\.clusters\.tidb-cloud\.com\n", finished)
        terminal.wait_until(lambda: bool(MYSQL.search(terminal.text)), "mysql line, once no toast covers it")
        assert len(terminal.pressed) <= 20
        assert set(terminal.pressed) <= {"n", "enter", "down", "ctrl+r"}

        assert len(terminal.descendants()) == 1
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert terminal.left_on() == set()
        assert terminal.left_running() == []
