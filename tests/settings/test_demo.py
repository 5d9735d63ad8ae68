"""The demo has settings of its own, but for what concerns the person."""

import pytest

from tui.settings.loading import of_demo
from tui.settings.problems import SettingsError

DEMO = {"regions": ["us-west-2", "eu-central-1"], "clusters": [{"name": "a", "region": "us-west-2"}]}


def test_the_demo_has_settings_of_its_own() -> None:
    environment = {"TIDB_PE_ENDPOINT_URL": "nonsense", "TIDB_PE_REGION": "x", "TIDB_PE_POLL_MOVING_S": "60"}
    found = of_demo(DEMO, {}, environment)
    assert (found.profile, found.regions, found.poll_moving_s) == ("demo", ("us-west-2", "eu-central-1"), 2)
    assert found.endpoint_url == ""


def test_a_region_that_the_demo_lacks_is_refused_with_a_sentence() -> None:
    with pytest.raises(SettingsError) as refused:
        of_demo(DEMO, {"regions": "us-west-2, eu-west-1"}, {})
    assert refused.value.summary == (
        '--regions: expected regions that the demo has (us-west-2, eu-central-1), got "eu-west-1".'
    )


def test_one_of_the_demos_regions_can_be_named() -> None:
    assert of_demo(DEMO, {"regions": "eu-central-1"}, {}).regions == ("eu-central-1",)


def test_what_concerns_the_person_counts_in_the_demo_too() -> None:
    found = of_demo(DEMO, {"read_only": "true"}, {"TIDB_PE_THEME": "textual-light", "TIDB_PE_LOG_FILE": "x.log"})
    assert (found.read_only, found.theme, found.log_file) == (True, "textual-light", "x.log")
    with pytest.raises(SettingsError, match="TIDB_PE_THEME: expected the name of a theme such as textual-dark"):
        of_demo(DEMO, {}, {"TIDB_PE_THEME": "sunny"})
