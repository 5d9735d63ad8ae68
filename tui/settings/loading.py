"""Settings: TOML file, environment and options, in one checked value.

An option wins over the environment, which wins over the file, which wins over the default.
"""

import json
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import tomli_w
from pydantic import BaseModel, ValidationError

from tui.local.places import write_private
from tui.settings.problems import SettingsError, expected, option_of, problem, unknown
from tui.settings.rebinding import wrong
from tui.settings.shape import DEFAULT_PROFILE, ConfiguredCluster, ConfiguredPrice, Document, General, Profile, Settings
from tui.settings.table import SETTINGS

ENVIRONMENT_PREFIX = "TIDB_PE_"
_LISTS = ("clusters", "prices")
"""Settings that are lists of tables."""

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings, and where each came from."""

    settings: Settings
    origins: Mapping[str, str]
    """Key to `default`, `file`, `TIDB_PE_…` or `--…`."""

    @property
    def nothing_given(self) -> bool:
        """Whether nothing says whose clouds to watch: every value of the profile is a default."""
        return {self.origins[key] for key in ("profile", *Profile.model_fields)} == {"default"}

    def as_toml(self) -> str:
        """A file that says the same, above each value where it came from."""
        table = f"profiles.{json.dumps(self.settings.profile)}"
        general = [self._line(key) for key in General.model_fields]
        profile = [self._line(key) for key in Profile.model_fields if key not in _LISTS]
        tables = [
            f"\n[[{table}.{key}]]  # {self.origins[key]}\n"
            + tomli_w.dumps(each.model_dump(mode="json", exclude_unset=True))
            for key in _LISTS
            for each in getattr(self.settings, key)
        ]
        return "".join([*general, f"\n[{table}]\n", *profile, *tables])

    def _line(self, key: str) -> str:
        value, origin = self.settings.model_dump(mode="json", include={key})[key], self.origins[key]
        text = tomli_w.dumps({key: value}).strip()
        if isinstance(value, dict):  # on one line: a table of its own would end the profile's
            text = f"{key} = {_inline(value)}"
        return f"# {origin}\n{text}\n" if "\n" in text else f"{text}  # {origin}\n"


def load(path: Path, options: Mapping[str, str], environment: Mapping[str, str] = os.environ) -> Loaded:
    """Read and merge every source; `options` maps keys to the text given on the command line.

    A file that is not there counts as empty, and so does a variable set to nothing.
    Raises SettingsError with all problems of the first source that has any.
    """
    document = read(path)
    given = _given(options, environment)
    origins = {key: origin for key, (origin, _) in given.items()}
    named = str(given["profile"][1]) if "profile" in given else document.profile
    profile = _profile(document, named, origins.get("profile", "profile"))
    in_file = document.model_dump(exclude_unset=True, exclude={"profiles"}) | profile.model_dump(exclude_unset=True)
    settings = _checked(Settings, in_file | {key: value for key, (_, value) in given.items()}, origins)
    _check_keys(settings, origins)
    defaults = dict.fromkeys(Settings.model_fields, "default")
    return Loaded(settings, defaults | dict.fromkeys(in_file, "file") | origins)


def of_demo(
    profile: Mapping[str, Any], options: Mapping[str, str], environment: Mapping[str, str] = os.environ
) -> Settings:
    """The settings of a demo, from the profile that its process told.

    Of the operator's only personal ones count, and --regions where the demo has those. Raises SettingsError.
    """
    personal = {key for key, each in SETTINGS.items() if each.personal}
    named = {name: environment[name] for name in map(_variable, personal) if name in environment}
    given = _given({key: text for key, text in options.items() if key in personal}, named)
    fixed = {"poll_moving_s": 2, "poll_settled_s": 5, **profile, **_demo_regions(profile, options), "profile": "demo"}
    origins = {key: origin for key, (origin, _) in given.items()}
    settings = _checked(Settings, fixed | {key: value for key, (_, value) in given.items()}, origins)
    _check_keys(settings, origins)
    return settings


def _check_keys(settings: Settings, origins: Mapping[str, str]) -> None:
    """Raises SettingsError."""
    if lines := wrong(settings.keys, origins.get("keys", "keys")):
        raise SettingsError("\n".join(lines))


def _demo_regions(profile: Mapping[str, Any], options: Mapping[str, str]) -> dict[str, object]:
    """Those of the demo's regions that the option names, which can name no others."""
    named = [word.strip() for word in options.get("regions", "").split(",") if word.strip()]
    there = profile.get("regions", ())
    if unknown_ones := [each for each in named if each not in there]:
        what = f"regions that the demo has ({', '.join(there)})"
        remedy = "Leave --regions out to see all of the demo."
        raise SettingsError(expected("--regions", what, ", ".join(unknown_ones)), remedy)
    return {"regions": named} if named else {}


def read(path: Path) -> Document:
    """The file, checked as a whole; an empty Document where there is none."""
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Document()
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}.", "Make it readable, or move it away.") from None
    except (ValueError, RecursionError) as error:  # not TOML, or not UTF-8
        raise SettingsError(f"{path}: expected TOML: {error}.", f"Edit {path}.") from None
    return _checked(Document, values, {}, f"Edit {path}.")


def with_given(before: Document, loaded: Loaded) -> Document:
    """`before` with what file, environment and options say now, under the profile in use."""
    said = {key for key, origin in loaded.origins.items() if origin != "default"}
    values = loaded.settings.model_dump(mode="json", include=said, exclude_unset=True)
    general = {key: value for key, value in values.items() if key in General.model_fields}
    profile = {key: value for key, value in values.items() if key not in general}
    profiles = before.model_dump(mode="json", exclude_unset=True).get("profiles", {})
    return Document.model_validate({**general, "profiles": {**profiles, loaded.settings.profile: profile}})


def with_profile(before: Document, name: str, answers: Mapping[str, object]) -> Document:
    """`before` with `answers` in the profile `name`, which is the one in use; all else in it stays, other profiles too.

    An empty answer takes the key away. Raises SettingsError.
    """
    values = before.model_dump(mode="json", exclude_unset=True)
    profiles = values.get("profiles", {})
    kept = {key: value for key, value in {**profiles.get(name, {}), **answers}.items() if value}
    return _checked(Document, {**values, "profile": name, "profiles": {**profiles, name: kept}}, {})


def save(document: Document, path: Path) -> None:
    """Write what was set, mode 0600. Raises SettingsError where the file cannot be written."""
    try:
        write_private(path, tomli_w.dumps(document.model_dump(mode="json", exclude_unset=True)))
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}.", "Free some space, or make the folder writable.") from None


def _inline(value: object) -> str:
    """A table on one line, as TOML has it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(name)} = {_inline(each)}" for name, each in value.items()) + "}"
    return json.dumps(value)


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else json.dumps(name)


def _variable(key: str) -> str:
    return ENVIRONMENT_PREFIX + key.upper()


def _given(options: Mapping[str, str], environment: Mapping[str, str]) -> dict[str, tuple[str, object]]:
    """Key to origin and value, of options and environment."""
    named = {name: text for name, text in environment.items() if name.startswith(ENVIRONMENT_PREFIX) and text}
    texts = {name.removeprefix(ENVIRONMENT_PREFIX).lower(): (name, text) for name, text in named.items()}
    keys = Settings.model_fields
    if lines := [unknown(name, key, keys) for key, (name, _) in texts.items() if key not in keys]:
        raise SettingsError("\n".join(lines), "Correct the variable's name, or unset it.")
    texts |= {key: (option_of(key), text) for key, text in options.items()}
    return {key: (origin, _value(key, origin, text)) for key, (origin, text) in texts.items()}


def _value(key: str, origin: str, text: str) -> object:
    """The text of an option or a variable: lists by comma, tables as TOML has them."""
    if key in {"regions", "projects"}:
        return [word.strip() for word in text.split(",") if word.strip()]
    if not SETTINGS[key].example:
        return text
    try:
        return tomllib.loads(f"{key} = {text}")[key]
    except (tomllib.TOMLDecodeError, RecursionError):
        raise SettingsError(expected(origin, f"TOML such as {SETTINGS[key].example}", text)) from None


def _profile(document: Document, name: str, origin: str) -> Profile:
    if name in document.profiles:
        return document.profiles[name]
    if name == DEFAULT_PROFILE and not document.profiles:
        return Profile()
    there = ", ".join(document.profiles) or DEFAULT_PROFILE
    raise SettingsError(expected(origin, f"a profile of the configuration file ({there})", name))


def _checked(model: type[Model], values: object, origins: Mapping[str, str], remedy: str = "") -> Model:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        lines = (problem(each, origins, _keys_beside(each["loc"], model)) for each in error.errors(include_url=False))
        raise SettingsError("\n".join(dict.fromkeys(lines)), remedy) from None


def _keys_beside(where: tuple[int | str, ...], model: type[BaseModel]) -> list[str]:
    """The keys of the table that `where` is in."""
    inner: dict[str, type[BaseModel]] = {"clusters": ConfiguredCluster, "prices": ConfiguredPrice, "profiles": Profile}
    table = next((inner[name] for name in inner if name in where[:-1]), model)
    return list(table.model_fields)
