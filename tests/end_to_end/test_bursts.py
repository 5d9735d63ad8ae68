"""Keys that arrive in one read, as after a stall of the line, in the installed program."""

from tests.end_to_end import flow
from tests.end_to_end.terminal import PROGRAM, Terminal


def test_keys_in_one_write_do_what_they_do_one_by_one() -> None:
    with Terminal(PROGRAM, "--demo", "--speed", "200") as terminal:
        flow.wait_for_list(terminal)
        terminal.burst("/", "f", "a", "i", "l", "x", "\x7f", "e", "d", "enter", "t")
        terminal.wait_for("Clusters", "SERVICE")
        terminal.burst("ctrl+g", "/", "ctrl+g", "n", "ctrl+n", "ctrl+n")
        flow.wait_for_step(terminal, "Interface Endpoint")
        terminal.burst("vpc-0", "x", "\x7f", "\x1b[H", "a")
        terminal.wait_for("avpc-0")
        terminal.burst("ctrl+x", "n", "tab", " ", "\x1b[5~", "\x1b[6~")
        terminal.wait_for("Choose Cluster", "▲")
        terminal.burst("ctrl+g", "ctrl+x", "j", "k", "?", "ctrl+g", "ctrl+p", "clusters", "enter")
        terminal.wait_for("Clusters", "SERVICE")
        terminal.burst("ctrl+g", "q", "t", "e", "enter")
        assert terminal.wait_exit() == 0
        assert terminal.left_on() == set()


def test_a_question_takes_no_key_of_the_write_that_asked_it() -> None:
    with Terminal(PROGRAM, "--demo", "--speed", "200") as terminal:
        flow.to_interface_endpoint(terminal)
        flow.pick_network(terminal)
        terminal.wait_for("Endpoint service: Active")
        terminal.wait_without("Asking for the endpoint service")
        terminal.burst("ctrl+r", "tab", "enter")
        terminal.wait_for("Create VPC interface endpoint?", "Cancel")
        terminal.burst("tab", "enter")
        terminal.wait_for("is there: go on with Next")
