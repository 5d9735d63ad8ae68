"""Keys that arrive in one read, as after a stall of the line, in the installed program."""

import pytest

from tests.demo.running import DemoCloud
from tests.end_to_end import flow
from tests.end_to_end.terminal import Terminal

A_WHILE_S = 300.0
"""Longer than AWS takes for an endpoint service."""


def test_keys_in_one_write_do_what_they_do_one_by_one(listed: Terminal) -> None:
    listed.burst("/", "f", "a", "i", "l", "x", "\x7f", "e", "d", "enter", "t")
    listed.wait_for("Clusters", "SERVICE")
    listed.burst("ctrl+g", "/", "ctrl+g", "n", "ctrl+n", "ctrl+n")
    flow.wait_for_step(listed, "Interface Endpoint")
    listed.burst("vpc-0", "x", "\x7f", "\x1b[H", "a")
    listed.wait_for("avpc-0")
    listed.burst("ctrl+x", "n", " ", "\x1b[5~", "\x1b[6~")
    listed.wait_for("Choose Cluster", "▲")
    listed.burst("ctrl+g", "ctrl+x", "j", "k", "?", "ctrl+g", "ctrl+p", "clusters", "enter")
    listed.wait_for("Clusters", "SERVICE")
    listed.burst("ctrl+g", "q", "t", "e", "enter")
    assert listed.wait_exit() == 0
    assert listed.left_on() == set()


QUESTION = "Create VPC interface endpoint?"


@pytest.fixture
def ready(cloud: DemoCloud, listed: Terminal) -> Terminal:
    """On Interface Endpoint, where `^R` asks."""
    flow.to_interface_endpoint(listed)
    flow.pick_network(listed)
    cloud.advance(A_WHILE_S)
    flow.wait_until_prepared(listed)
    return listed


def test_a_question_takes_no_key_of_the_write_that_asked_it(ready: Terminal) -> None:
    ready.burst("ctrl+r", "tab", "enter")
    ready.wait_for(QUESTION, "Cancel")
    ready.hear_out()
    ready.burst("tab", "enter")
    ready.wait_for("is there: go on with Next")


def test_a_question_takes_the_key_that_is_pressed_as_soon_as_it_can_be_read(ready: Terminal) -> None:
    """It was dropped now and then, as the program heard of its own frame later than who read it."""
    for _ in range(25):
        ready.press("ctrl+r")
        ready.wait_for(QUESTION, "Cancel")
        ready.press("enter")
        ready.wait_without(QUESTION)
    assert "is there: go on with Next" not in ready.text


def test_a_question_takes_no_key_while_the_line_is_stalled_before_it(ready: Terminal) -> None:
    ready.stall()
    for keys in (("ctrl+r",), ("tab", "enter")):
        ready.press(*keys)
        ready.wait_until_taken()
        ready.wait_until_idle()
    ready.wait_for(QUESTION, "Cancel")
    ready.agree()
    ready.wait_for("is there: go on with Next")
