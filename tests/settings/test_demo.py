"""The demo has settings of its own, but for what concerns the person."""

import pytest

from tui.settings import of_demo
from tui.settings_problems import SettingsError

DEMO = {"regions": ["us-west-2"], "clusters": [{"name": "a", "region": "us-west-2"}]}


def test_the_demo_has_settings_of_its_own() -> None:
    environment = {"TIDB_PE_ENDPOINT_URL": "nonsense", "TIDB_PE_REGION": "x", "TIDB_PE_POLL_MOVING_S": "60"}
    found = of_demo(DEMO, {"regions": "eu-west-1"}, environment)
    assert (found.profile, found.regions, found.poll_moving_s) == ("demo", ("us-west-2",), 2)
    assert found.endpoint_url == ""


def test_what_concerns_the_person_counts_in_the_demo_too() -> None:
    found = of_demo(DEMO, {"read_only": "true"}, {"TIDB_PE_THEME": "textual-light", "TIDB_PE_LOG_FILE": "x.log"})
    assert (found.read_only, found.theme, found.log_file) == (True, "textual-light", "x.log")
    with pytest.raises(SettingsError, match="TIDB_PE_THEME: expected the name of a theme such as textual-dark"):
        of_demo(DEMO, {}, {"TIDB_PE_THEME": "sunny"})
