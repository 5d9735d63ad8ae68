"""Where the API key comes from, and that it goes nowhere else."""

import os
import stat
import sys
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backends.fail
import keyring.backends.null
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordSetError

from tests.providers.tidb_cloud.cloud import PRIVATE, PUBLIC
from tui.domain.errors import CredentialsError
from tui.local import places
from tui.local.log import redacted
from tui.providers.tidb_cloud import keys
from tui.providers.tidb_cloud.access import ApiKey
from tui.providers.tidb_cloud.keys import find_key, store_in_file, store_in_keyring

KEY = ApiKey(PUBLIC, PRIVATE)
BOTH = {"TIDBCLOUD_PUBLIC_KEY": PUBLIC, "TIDBCLOUD_PRIVATE_KEY": PRIVATE}


class Memory(KeyringBackend):
    """A keyring that keeps what it is given."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # the library's own
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


class Hanging(Memory):
    """Waits for somebody to unlock it."""

    released = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:  # noqa: ARG002 - keyring's signature
        self.released.wait(10)
        return None


class Full(Memory):
    """Takes nothing more."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise PasswordSetError(f"cannot keep {service} {username} {password}")


class Broken(Memory):
    """Raises what its own library raises."""

    def get_password(self, service: str, username: str) -> str | None:
        raise RuntimeError(f"D-Bus said no to {service} {username}")


@pytest.fixture(autouse=True)
def memory() -> Iterator[Memory]:
    """The system keyring, empty."""
    before, made = keyring.get_keyring(), Memory()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def write(text: str, mode: int = 0o600, profile: str = "prod") -> Path:
    path = places.key_file(profile)
    path.parent.mkdir(parents=True)
    path.write_text(text)
    path.chmod(mode)
    return path


def refused(profile: str = "prod", **environment: str) -> CredentialsError:
    with pytest.raises(CredentialsError) as raised:
        find_key(profile, environment)
    assert raised.value.source == "TiDB"
    return raised.value


def test_the_environment_wins_over_the_keyring_which_wins_over_the_file(memory: Memory) -> None:
    path = store_in_file("prod", ApiKey("in-file", "f" * 20))
    assert find_key("prod", {}) == (ApiKey("in-file", "f" * 20), str(path))
    store_in_keyring("prod", ApiKey("in-keyring", "k" * 20))
    key, where = find_key("prod", {})
    assert (key.public, where) == ("in-keyring", "the system keyring, service tidb-pe, user prod")
    assert find_key("prod", BOTH) == (KEY, "TIDBCLOUD_PUBLIC_KEY and TIDBCLOUD_PRIVATE_KEY")
    assert list(memory.kept) == [("tidb-pe", "prod")]


def test_each_profile_has_its_own(memory: Memory) -> None:
    store_in_keyring("prod", KEY)
    store_in_file("te/st", ApiKey("other", "o" * 20))
    assert find_key("te/st", {})[0].public == "other"
    assert places.key_file("te/st").parent == places.key_file("prod").parent
    assert "not set" in refused("dev").summary
    assert len(memory.kept) == 1


def test_blanks_around_a_key_are_not_part_of_it() -> None:
    assert find_key("prod", {name: f" {value}\n" for name, value in BOTH.items()})[0] == KEY
    write(f'public_key = " {PUBLIC}"\nprivate_key = "{PRIVATE} "')
    assert find_key("prod", {"TIDBCLOUD_PUBLIC_KEY": " "})[0] == KEY


def test_nothing_found_names_all_that_was_looked_for() -> None:
    text = refused().summary
    assert "TIDBCLOUD_PUBLIC_KEY and TIDBCLOUD_PRIVATE_KEY: not set" in text
    assert "the system keyring, service tidb-pe, user prod: not there" in text
    assert f"{places.key_file('prod')}: not there" in text


@pytest.mark.parametrize("given", BOTH)
def test_half_a_pair_in_the_environment_says_which_is_missing(given: str) -> None:
    (missing,) = BOTH.keys() - {given}
    error = refused(**{given: BOTH[given], missing: " "})
    assert error.summary == f"The API key in the environment lacks {missing}."
    assert PRIVATE not in f"{error!r}"


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (f'public_key = "{PUBLIC}"', "private_key"),
        (f'private_key = "{PRIVATE}"', "public_key"),
        (f'public_key = 5\nprivate_key = "{PRIVATE}"', "public_key"),
        ("", "public_key and private_key"),
    ],
)
def test_half_a_pair_in_the_file_says_which_is_missing(text: str, missing: str) -> None:
    path = write(text)
    error = refused()
    assert error.summary == f"The API key in {path} lacks {missing}."
    assert PRIVATE not in f"{error!r}"


@pytest.mark.parametrize("text", [f"private_key = {PRIVATE}", f"{PRIVATE}", f'private_key = "{PRIVATE}', "\xff"])
def test_a_file_that_is_no_toml_is_told_without_what_is_in_it(text: str) -> None:
    path = write(text)
    with pytest.raises(CredentialsError) as raised:
        find_key("prod", {})
    assert str(path) in raised.value.summary
    assert PRIVATE not in "".join(traceback.format_exception(raised.value))


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_file_that_others_may_read_is_refused_with_the_way_out(mode: int) -> None:
    path = write(f'public_key = "{PUBLIC}"\nprivate_key = "{PRIVATE}"', mode)
    assert refused().remedy == f"Run: chmod 600 {path}"


def test_a_file_of_somebody_else_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(f'public_key = "{PUBLIC}"\nprivate_key = "{PRIVATE}"')
    monkeypatch.setattr(os, "getuid", lambda: path.stat().st_uid + 1)
    assert refused().summary == f"{path} is not a file of yours."


def test_what_is_no_file_is_refused_and_not_waited_for() -> None:
    path = places.key_file("prod")
    path.parent.mkdir(parents=True)
    os.mkfifo(path, 0o600)
    assert refused().summary == f"{path} is not a file of yours."


def test_a_folder_that_cannot_be_searched_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file"))
    assert "Not a directory" in refused().summary
    with pytest.raises(CredentialsError, match="Not a directory"):
        store_in_file("prod", KEY)


def test_the_file_is_for_its_owner_alone() -> None:
    path = store_in_file("prod", ApiKey(PUBLIC, 'quote " and \\ stay'))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert find_key("prod", {})[0].private == 'quote " and \\ stay'


@pytest.mark.parametrize(
    ("backend", "said"),
    [
        (keyring.backends.fail.Keyring, "there is none that can be used (NoKeyringError)"),
        (Broken, "there is none that can be used (RuntimeError)"),
        (keyring.backends.null.Keyring, "not there"),
    ],
)
def test_a_machine_without_a_keyring_goes_on_to_the_file(backend: type[KeyringBackend], said: str) -> None:
    keyring.set_keyring(backend())
    assert said in refused().summary
    store_in_file("prod", KEY)
    assert find_key("prod", {})[0] == KEY


def test_without_the_library_it_goes_on_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert "the keyring library is not installed (extra `keyring`)" in refused().summary


def test_a_keyring_that_hangs_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "KEYRING_WAIT_S", 0.05)
    keyring.set_keyring(Hanging())
    try:
        assert "no answer within" in refused().summary
    finally:
        Hanging.released.set()


@pytest.mark.parametrize("backend", [keyring.backends.fail.Keyring, keyring.backends.null.Keyring, Full])
def test_a_keyring_that_does_not_keep_the_key_is_told(backend: type[KeyringBackend]) -> None:
    keyring.set_keyring(backend())
    with pytest.raises(CredentialsError, match="did not keep") as raised:
        store_in_keyring("prod", KEY)
    assert PRIVATE not in "".join(traceback.format_exception(raised.value))


def test_an_entry_that_is_not_ours_is_told_without_what_is_in_it(memory: Memory) -> None:
    memory.kept["tidb-pe", "prod"] = PRIVATE
    with pytest.raises(CredentialsError, match="system keyring") as raised:
        find_key("prod", {})
    assert PRIVATE not in "".join(traceback.format_exception(raised.value))


def test_the_private_half_is_in_no_repr_and_no_log() -> None:
    assert PRIVATE not in repr(KEY)
    assert redacted(f"somebody wrote {PRIVATE} here") == "somebody wrote [redacted] here"
