"""Who gets the clicks: the program, or the terminal for its own selection."""

from collections.abc import Mapping

import pytest

from tests.end_to_end import flow
from tests.end_to_end.terminal import PROGRAM, Terminal

pytestmark = pytest.mark.usefixtures("cloud")

REPORTS = {"1000", "1003", "1006", "1015"}


@pytest.mark.parametrize(
    ("options", "environment"),
    [
        (["--no-mouse"], {}),
        ([], {"TIDB_PE_MOUSE": "false"}),
        ([], {"TERM": "screen.xterm-256color"}),
        ([], {"STY": "4711.pts-0.host"}),
    ],
    ids=["option", "setting", "screen by TERM", "screen by STY"],
)
def test_the_mouse_is_left_to_the_terminal(options: list[str], environment: Mapping[str, str]) -> None:
    with Terminal(PROGRAM, *options, environment=environment) as terminal:
        flow.wait_for_list(terminal)
        terminal.hear_out()
        assert not REPORTS & terminal.display.modes


@pytest.mark.parametrize("environment", [{}, {"STY": "4711.pts-0.host", "TIDB_PE_MOUSE": "true"}], ids=["", "wanted"])
def test_else_clicks_come_to_the_program(environment: Mapping[str, str]) -> None:
    with Terminal(environment=environment) as terminal:
        flow.wait_for_list(terminal)
        terminal.hear_out()
        assert terminal.display.modes >= REPORTS
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert not terminal.left_on()
