"""Where the API key comes from: environment, system keyring, or a file that is the owner's alone.

Keyring backends block, hang and fail in their own ways: each call has a thread, and an end.
"""

import json
import os
import shlex
import stat
import threading
import tomllib
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

from tui.domain.errors import CredentialsError
from tui.local import places
from tui.providers.tidb_cloud.access import ApiKey
from tui.providers.tidb_cloud.errors import SOURCE

T = TypeVar("T")

PUBLIC_KEY, PRIVATE_KEY = "TIDBCLOUD_PUBLIC_KEY", "TIDBCLOUD_PRIVATE_KEY"
"""The names that the vendor's Terraform provider uses."""
SERVICE = "tidb-pe"
"""In the keyring; the user name there is the profile's."""
KEYRING_WAIT_S = 20.0
"""For a keyring that asks its owner to unlock it; nobody may be there."""


class NoKey(CredentialsError):  # noqa: N818 - says it without a suffix
    """No API key anywhere."""


def key_in_environment(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the environment has a key or a part of one: no other place is looked at then."""
    return any(environment.get(name, "").strip() for name in (PUBLIC_KEY, PRIVATE_KEY))


def has_keyring() -> bool:
    """Whether the keyring library is installed; imports none of it."""
    return find_spec("keyring") is not None


def find_key(profile: str, environment: Mapping[str, str] = os.environ) -> tuple[ApiKey, str]:
    """The key, and where it was found: environment first, then the system keyring, then the file.

    Blocks, for KEYRING_WAIT_S at worst: call it in a thread. Raises NoKey with all that was looked for,
    or CredentialsError for something found that cannot be used.
    """
    if key := _in_environment(environment):
        return key, f"{PUBLIC_KEY} and {PRIVATE_KEY}"
    key, keyring = _in_keyring(profile)
    if key:
        return key, keyring
    path = places.key_file(profile)
    if key := _in_file(path):
        return key, str(path)
    looked = f"{PUBLIC_KEY} and {PRIVATE_KEY}: not set; {keyring}; {path}: not there"
    raise NoKey(f"No API key of TiDB Cloud was found ({looked}).", "Give one in one of these.", SOURCE)


def store_in_keyring(profile: str, key: ApiKey) -> None:
    """Keep the key in the system keyring; blocks. CredentialsError where there is none that does."""
    text = _as_toml(key)

    def keep(keyring: Any) -> bool:
        keyring.set_password(SERVICE, profile, text)
        return bool(keyring.get_password(SERVICE, profile) == text)  # there is a backend that forgets everything

    kept, problem = _ask_keyring(keep)
    if not kept:
        text = f"The system keyring did not keep the API key: {problem or 'it forgot it'}."
        raise CredentialsError(text, "Keep it in a file instead, or in the environment.", SOURCE)


def store_in_file(profile: str, key: ApiKey) -> Path:
    """Keep the key in the profile's file, mode 0600; the file. CredentialsError where it cannot be written."""
    path = places.key_file(profile)
    try:
        places.write_private(path, _as_toml(key))
    except OSError as error:
        raise CredentialsError(f"{path}: {error.strerror}.", "Make the folder writable.", SOURCE) from None
    return path


def _in_environment(environment: Mapping[str, str]) -> ApiKey | None:
    values = {name: environment.get(name, "") for name in (PUBLIC_KEY, PRIVATE_KEY)}
    return _pair("the environment", values, "Set it, or unset the other.") if key_in_environment(environment) else None


def _in_keyring(profile: str) -> tuple[ApiKey | None, str]:
    """The key if it is there, and what to call the place, or why nothing is there."""
    where = f"the system keyring, service {SERVICE}, user {profile}"
    text, problem = _ask_keyring(lambda keyring: keyring.get_password(SERVICE, profile))
    if not text:
        return None, f"{where}: {problem or 'not there'}"
    return _parsed(where, text, "Store it again."), where


def _in_file(path: Path) -> ApiKey | None:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # what is no file shall not hold us up
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CredentialsError(f"{path}: {error.strerror}.", "Make it readable, or move it away.", SOURCE) from None
    with os.fdopen(handle, "rb") as file:
        _require_private(path, os.fstat(handle))
        return _parsed(str(path), file.read().decode(errors="replace"), f"Edit {path}.")


def _require_private(path: Path, found: os.stat_result) -> None:
    quoted = shlex.quote(str(path))
    if not stat.S_ISREG(found.st_mode) or found.st_uid != os.getuid():
        text, remedy = f"{path} is not a file of yours.", "Put the API key into a file that belongs to you."
    elif found.st_mode & 0o077:
        text, remedy = f"Others may read the API key in {path}.", f"Run: chmod 600 {quoted}"
    else:
        return
    raise CredentialsError(text, remedy, SOURCE)


def _parsed(where: str, text: str, remedy: str) -> ApiKey:
    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):  # its message may quote the key
        raise CredentialsError(f"The API key in {where} is not TOML.", remedy, SOURCE) from None
    return _pair(where, {name: values.get(name, "") for name in ("public_key", "private_key")}, remedy)


def _pair(where: str, values: Mapping[str, Any], remedy: str) -> ApiKey:
    """The key of the two values; CredentialsError names the one that is missing."""
    texts = [value.strip() if isinstance(value, str) else "" for value in values.values()]
    missing = [name for name, text in zip(values, texts, strict=True) if not text]
    if missing:
        raise CredentialsError(f"The API key in {where} lacks {' and '.join(missing)}.", remedy, SOURCE)
    return ApiKey(*texts)


def _as_toml(key: ApiKey) -> str:
    """JSON's strings are TOML's."""
    return f"public_key = {json.dumps(key.public)}\nprivate_key = {json.dumps(key.private)}\n"


def _ask_keyring(call: Callable[[Any], T]) -> tuple[T | None, str]:
    """What `call` returns when handed the library; or None, and why there is no keyring."""
    answer: Future[T] = Future()

    def ask() -> None:
        try:
            import keyring

            answer.set_result(call(keyring))
        except BaseException as error:  # noqa: BLE001 - it is raised again below; backends raise what their libraries do
            answer.set_exception(error)

    threading.Thread(target=ask, name="tidb-pe-keyring", daemon=True).start()
    try:
        return answer.result(KEYRING_WAIT_S), ""
    except ImportError:
        return None, "the keyring library is not installed (extra `keyring`)"
    except TimeoutError:
        return None, f"no answer within {KEYRING_WAIT_S:.0f} s"
    except Exception as error:  # noqa: BLE001 - see above; without a keyring we go on
        return None, f"there is none that can be used ({type(error).__name__})"
