"""Two copies of the program at once on the same setups: one saves, both work."""

import json
import signal

import pytest

from tests.end_to_end import flow
from tests.end_to_end.terminal import PROGRAM, Terminal
from tui.local import places

NOTICE = "Another tidb-pe"


@pytest.mark.usefixtures("cloud")
def test_the_second_says_that_nothing_is_saved_until_the_first_is_gone(listed: Terminal) -> None:
    """Also when the first was killed: its lock is no file that stays."""
    assert NOTICE not in listed.text
    with Terminal() as second:
        flow.wait_for_list(second)
        second.wait_for("not saved", NOTICE)
        flow.to_interface_endpoint(second)
        assert list(places.state_folder("drafts").glob("*.toml")) == []
    listed.kill(signal.SIGKILL)
    listed.wait_exit()
    with Terminal() as third:
        flow.to_interface_endpoint(third)
        assert NOTICE not in third.text
        assert len(list(places.state_folder("drafts").glob("*.toml"))) == 1


@pytest.mark.usefixtures("cloud")
def test_read_only_asks_for_nothing_and_is_on_the_screen() -> None:
    with Terminal(PROGRAM, "--read-only") as terminal:
        flow.wait_for_list(terminal)
        assert terminal.text.splitlines()[0].endswith("read-only")
        for key, step in (("n", "Choose Cluster"), ("ctrl+n", "Service Endpoint"), ("enter", "Interface Endpoint")):
            terminal.press(key)
            flow.wait_for_step(terminal, step)
        assert "Read-only: nothing is created or asked for." in terminal.text
    assert not places.state_folder("audit.jsonl").exists()


@pytest.mark.usefixtures("cloud")
def test_what_is_changed_is_in_the_audit_and_in_a_log_that_is_asked_for() -> None:
    log = places.state_folder("x.log")
    with Terminal(PROGRAM, "--log-file", str(log)) as terminal:
        flow.to_interface_endpoint(terminal)
    made = [json.loads(text) for text in places.state_folder("audit.jsonl").read_text().splitlines()]
    line, permission = made[:2]
    assert (line["call"], line["result"], line["account"]) == ("ensure_service", "ok", "444455556666")
    assert permission["parameters"]["principal"] == "arn:aws:iam::111122223333:root"
    assert any(each.startswith("CreateVpcEndpointServiceConfiguration ") for each in line["requests"])
    written = log.read_text()
    assert "INFO tui.providers.logged ensure_service" in written
    assert "INFO tui.monitor.poller polled:" in written
