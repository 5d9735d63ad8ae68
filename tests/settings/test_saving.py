"""The file on disk: what is shown or saved can be read again, and is its owner's alone."""

import stat
import tomllib
from pathlib import Path

import pytest

from tests.settings.files import Write
from tui.settings.loading import load, read, save, with_given
from tui.settings.problems import SettingsError
from tui.settings.shape import Document, Profile


def test_what_is_shown_can_be_used_as_the_file(write: Write) -> None:
    text = (
        'profile = "eu prod"\npoll_moving_s = 6\n[profiles."eu prod"]\nregions = ["eu-west-1", "eu-west-2"]\n'
        'aws_profiles = {12 = "data-team", 13 = ["a", "b"]}\n'
        '[[profiles."eu prod".clusters]]\nname = "orders"\nregion = "eu-west-1"\ncloud = "aws"'
    )
    loaded = load(write(text), {"aws_profile": "ops"}, {})
    shown = loaded.as_toml()
    assert load(write(shown), {}, {}).settings == loaded.settings
    assert 'aws_profile = "ops"  # --aws-profile' in shown.splitlines()
    assert "poll_settled_s = 30.0  # default" in shown.splitlines()


def test_saving_keeps_what_was_set_for_the_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "config.toml"
    document = Document(profile="prod", profiles={"prod": Profile(regions=("us-west-2",))})
    save(document, path)
    assert read(path) == document
    assert tomllib.loads(path.read_text()) == {"profile": "prod", "profiles": {"prod": {"regions": ["us-west-2"]}}}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["config.toml"]


def test_saving_through_a_symbolic_link_changes_the_file_behind_it(tmp_path: Path) -> None:
    real, link = tmp_path / "dotfiles.toml", tmp_path / "config.toml"
    real.write_text("")
    link.symlink_to(real)
    save(Document(poll_moving_s=6), link)
    assert link.is_symlink()
    assert read(real).poll_moving_s == 6


def test_saving_where_one_cannot_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match=r"config\.toml: File exists"):
        save(Document(), tmp_path / "file" / "config.toml")


def test_what_is_in_force_can_be_written_and_read_again(write: Write) -> None:
    path = write('theme = "textual-light"\n[profiles.default]\n[profiles.other]\nregions = ["eu-west-1"]')
    loaded = load(path, {"regions": "us-west-2", "aws_profile": "prod"}, {"TIDB_PE_POLL_MOVING_S": "7"})
    save(with_given(read(path), loaded), path)
    again = load(path, {}, {})
    assert (again.settings.regions, again.settings.aws_profile) == (("us-west-2",), "prod")
    assert (again.settings.poll_moving_s, again.settings.theme) == (7, "textual-light")
    assert read(path).profiles["other"].regions == ("eu-west-1",)
