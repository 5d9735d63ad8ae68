"""From an API key in the environment to TiDB Cloud's clusters on the screen, and the next start without a question."""

from pathlib import Path

import pytest

from tests.demo.running_tidb_cloud import PRIVATE_KEY, PUBLIC_KEY, TidbCloudDemo
from tests.end_to_end.terminal import Terminal
from tui import exit_codes
from tui.local import places


def test_a_newcomer_gets_to_tidb_cloud_and_stays_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with TidbCloudDemo() as demo:
        environment = {
            "TIDBCLOUD_DEDICATED_ENDPOINT": demo.dedicated_url,
            "TIDBCLOUD_IAM_ENDPOINT": demo.iam_url,
            "TIDBCLOUD_PUBLIC_KEY": PUBLIC_KEY,
            "TIDBCLOUD_PRIVATE_KEY": PRIVATE_KEY,
            "AWS_ENDPOINT_URL": demo.url,
        }
        for name, text in environment.items():
            monkeypatch.setenv(name, text)
        with Terminal() as terminal:
            terminal.wait_for("Nothing is configured yet", "TIDBCLOUD_PRIVATE_KEY (set)")
            terminal.press("enter")
            terminal.wait_for("the environment alone")
            terminal.press("ctrl+t")
            terminal.wait_for("✓ API key of TiDB Cloud: sees 2 projects", "✗ Your AWS account")
            terminal.press("ctrl+n")
            terminal.wait_for("Save it all the same?")
            terminal.agree()
            terminal.wait_for("orders-prod")
            terminal.press("ctrl+q")
            assert terminal.wait_exit() == exit_codes.OK
        with Terminal() as terminal:
            terminal.wait_for("orders-prod")
    assert places.config_file().is_file()
    written = [path.read_text() for path in Path.home().rglob("*") if path.is_file()]
    assert not any(PRIVATE_KEY in text for text in written)
