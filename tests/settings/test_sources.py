"""Where a setting comes from, and which source wins."""

from pathlib import Path

import pytest

from tests.settings.files import Write, problems
from tui.settings.loading import load
from tui.settings.shape import Settings


def test_without_any_source_everything_is_a_default(tmp_path: Path) -> None:
    loaded = load(tmp_path / "none.toml", {}, {})
    assert loaded.settings == Settings(profile="default", poll_moving_s=5, poll_settled_s=30)
    assert loaded.nothing_given


def test_an_option_wins_over_the_environment_over_the_file_over_the_default(write: Write) -> None:
    path = write(
        'poll_moving_s = 7\npoll_settled_s = 40\n[profiles.default]\naws_profile = "file"\nregions = ["eu-west-1"]'
    )
    environment = {"TIDB_PE_POLL_MOVING_S": "8", "TIDB_PE_REGIONS": "us-west-2, us-east-1"}
    loaded = load(path, {"poll_moving_s": "9"}, environment)
    assert loaded.settings.poll_moving_s == 9
    assert loaded.settings.regions == ("us-west-2", "us-east-1")
    assert loaded.settings.poll_settled_s == 40
    assert loaded.settings.aws_profile == "file"
    wanted = {
        "poll_moving_s": "--poll-moving-s",
        "regions": "TIDB_PE_REGIONS",
        "poll_settled_s": "file",
        "aws_profile": "file",
        "endpoint_url": "default",
    }
    assert {key: loaded.origins[key] for key in wanted} == wanted


def test_a_variable_set_to_nothing_counts_as_not_set(tmp_path: Path) -> None:
    assert load(tmp_path / "none.toml", {}, {"TIDB_PE_PROFILE": ""}).nothing_given


@pytest.mark.parametrize("key", [key for key in Settings.model_fields if key != "profile"])
def test_every_setting_is_taken_from_the_environment(tmp_path: Path, key: str) -> None:
    text = {
        "regions": "us-west-2",
        "clusters": '[{name = "orders", region = "us-west-2"}]',
        "endpoint_url": "https://ec2.example.com",
        "tidb_side": "self-managed",
        "aws_profiles": '{12 = "data-team"}',
        "tags": '{cost-centre = "42"}',
        "notices": "false",
        "mouse": "false",
        "keys": '{endpoints.delete = "D"}',
        "read_only": "true",
        "theme": "textual-light",
        "price_list": "false",
        "prices": '[{region = "us-west-2", usd_per_zone_hour = 0.009, as_of = 2026-09-01}]',
    }.get(key, "12")
    loaded = load(tmp_path / "none.toml", {}, {f"TIDB_PE_{key.upper()}": text})
    assert loaded.origins[key] == f"TIDB_PE_{key.upper()}"
    assert key in loaded.settings.model_fields_set


def test_the_profile_named_is_the_one_used(write: Write) -> None:
    path = write('profile = "prod"\n[profiles.prod]\naws_profile = "p"\n[profiles.test]\naws_profile = "t"')
    assert load(path, {}, {}).settings.aws_profile == "p"
    assert load(path, {}, {"TIDB_PE_PROFILE": "test"}).settings.aws_profile == "t"
    assert load(path, {"profile": "prod"}, {"TIDB_PE_PROFILE": "test"}).settings.aws_profile == "p"


def test_a_profile_that_is_not_in_the_file_is_refused_where_it_was_named(write: Write) -> None:
    path = write("[profiles.prod]\n[profiles.test]")
    wanted = 'expected a profile of the configuration file (prod, test), got "x".'
    assert problems(path, {"profile": "x"}) == [f"--profile: {wanted}"]
    assert problems(path, {}, {"TIDB_PE_PROFILE": "x"}) == [f"TIDB_PE_PROFILE: {wanted}"]
    assert problems(path) == ['profile: expected a profile of the configuration file (prod, test), got "default".']


def test_how_it_looks_says_nothing_of_whose_clouds_are_watched(tmp_path: Path) -> None:
    options = {"read_only": "true", "theme": "nord", "log_file": "x", "poll_moving_s": "3"}
    assert load(tmp_path / "none.toml", options, {}).nothing_given
    assert not load(tmp_path / "none.toml", {"regions": "us-west-2"}, {}).nothing_given
