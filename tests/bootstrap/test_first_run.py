"""What leads to the pages of the first run, and what they are told."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.bootstrap.connecting import aws
from tui.bootstrap import connect
from tui.domain.clusters import TidbSide
from tui.first_run.answers import Answers
from tui.local import places
from tui.monitor.store import Store
from tui.runtime import NothingConfigured, Options
from tui.settings.problems import SettingsError


def test_with_nothing_anywhere_it_tells_what_it_looked_for(resources: ExitStack) -> None:
    with pytest.raises(NothingConfigured) as caught:
        aws(resources)
    assert "~/.config/tidb-pe/config.toml (not there)" in caught.value.setting_up.found.looked_for
    told = " ".join(caught.value.setting_up.found.looked_for)
    assert all(each in told for each in ("AWS_PROFILE", "AWS_ACCESS_KEY_ID", "~/.aws/credentials", "(none there)"))


@pytest.mark.usefixtures("signed_in")
def test_an_api_key_in_the_environment_leads_to_the_first_run_pages(
    resources: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """AWS credentials alone would do for TiDB that is self-managed: which of the two is meant has to be asked."""
    monkeypatch.setenv("TIDBCLOUD_PUBLIC_KEY", "public")
    with pytest.raises(NothingConfigured) as caught:
        aws(resources)
    assert caught.value.setting_up.found.key_in_environment


@pytest.mark.usefixtures("signed_in")
def test_on_tidb_cloud_without_a_key_it_asks_for_one_and_tells_where_it_looked(
    resources: ExitStack, tmp_path: Path
) -> None:
    with pytest.raises(NothingConfigured, match=r"No API key .*TIDBCLOUD_PUBLIC_KEY.*keys/default\.toml: not there"):
        aws(resources, tidb_side="tidb-cloud", log_file=str(tmp_path / "log"))
    assert not (tmp_path / "log").exists(), "it is begun once it is connected"


@pytest.mark.usefixtures("signed_in")
def test_setup_begins_with_the_pages_whatever_is_configured(resources: ExitStack) -> None:
    places.config_file().parent.mkdir(parents=True)
    places.config_file().write_text('profile = "a"\n[profiles.a]\ntidb_side = "tidb-cloud"\naws_profile = "ops"\n')
    with pytest.raises(NothingConfigured, match="What shall it connect to") as caught:
        connect(Options(setup=True), Store(), resources, demo=None)
    before = Answers(TidbSide.TIDB_CLOUD, "a", "ops")
    assert (caught.value.setting_up.found.before, caught.value.setting_up.found.profiles) == (before, ("a",))


@pytest.mark.usefixtures("signed_in")
@pytest.mark.parametrize("by", ["option", "variable"])
def test_setup_makes_a_profile_that_is_not_there_yet(
    by: str, resources: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    places.config_file().parent.mkdir(parents=True)
    places.config_file().write_text("[profiles.a]\n")
    if by == "variable":
        monkeypatch.setenv("TIDB_PE_PROFILE", "new")
    with pytest.raises(NothingConfigured) as caught:
        connect(Options({"profile": "new"} if by == "option" else {}, setup=True), Store(), resources, demo=None)
    assert caught.value.setting_up.found.before == Answers(TidbSide.SELF_MANAGED, "new")


@pytest.mark.usefixtures("signed_in")
def test_what_was_chosen_on_the_pages_is_what_is_connected_to(resources: ExitStack) -> None:
    chosen = Answers(TidbSide.SELF_MANAGED, regions=("us-west-2",)).as_settings()
    options = Options({"regions": "eu-central-1", "tidb_side": "tidb-cloud"}, setup=True).once_set_up(chosen)
    runtime = connect(options, Store(), resources, demo=None)
    assert runtime.poller._tidb_side is TidbSide.SELF_MANAGED


def test_setup_leaves_a_configuration_that_cannot_be_read_alone(resources: ExitStack) -> None:
    places.config_file().parent.mkdir(parents=True)
    places.config_file().write_text("colour =")
    with pytest.raises(SettingsError, match=r"config\.toml: expected TOML"):
        connect(Options(setup=True), Store(), resources, demo=None)
    assert places.config_file().read_text() == "colour ="
