"""Where a mistake stands in the AWS configuration, which the SDK does not tell: file and line, or the variable.

Nothing of a credentials file is quoted but names of sections and keys.
"""

import configparser
import os
import re
import shlex
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

FILES = (("AWS_CONFIG_FILE", "~/.aws/config"), ("AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials"))
"""The variable that names each file, and where it is else."""
_SECRET = re.compile(r"secret|access_key|token(?!_file)", re.IGNORECASE)
_WORDS = re.compile(r"""[^\s'",:;()]+""")
_OFFERED = re.compile(r"must be one of|Valid ")
"""What follows in the SDK's sentences is what could have been given."""
_MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class _Setting:
    place: str
    section: str
    key: str
    value: str


def stamp() -> tuple[tuple[str, int, int], ...]:
    """What changes when one of the files does."""
    found = []
    for path in _paths():
        with suppress(OSError):  # it went meanwhile
            seen = os.stat(os.path.expanduser(path))  # noqa: PTH111, PTH116 - as below
            found.append((path, seen.st_mtime_ns, seen.st_size))
    return tuple(found)


def unreadable() -> str:
    """The first thing in the files that nobody can read, as a sentence with file and line; empty if there is none."""
    return next((wrong for path in _paths() if (wrong := _wrong_with(path))), "")


def culprit(text: str, profile: str) -> str:
    """The variable, or the line of the profile, whose value an error's `text` quotes; empty if none is known."""
    words = {word.rstrip(".") for word in _WORDS.findall(_OFFERED.split(text)[0])}
    ours = ((name, value) for name, value in os.environ.items() if name.startswith(("AWS_", "REQUESTS_")))
    named = ((name, f"{name} ({value})") for name, value in ours if value.rstrip(".") in words)
    wanted = {profile or os.environ.get("AWS_PROFILE") or "default"}
    mine = (each for each in _settings() if each.section in wanted and each.value in words)
    lines = ((each.key, f"{each.place} ({each.key})") for each in mine)
    return next((place for name, place in (*named, *lines) if not _SECRET.search(name)), "")


def _paths() -> list[str]:
    named = [os.environ.get(variable) or usual for variable, usual in FILES]
    return [path for path in named if os.path.isfile(os.path.expanduser(path))]  # noqa: PTH111, PTH113 - never raises


def _text(path: str) -> str:
    with open(os.path.expanduser(path), encoding="utf-8") as file:  # noqa: PTH111, PTH123 - as above
        return file.read(_MOST_BYTES)


def _wrong_with(path: str) -> str:
    try:
        text = _text(path)
        configparser.RawConfigParser().read_string(text, path)
    except OSError as error:
        return f"{path} cannot be read: {error.strerror}."
    except UnicodeDecodeError:
        return f"{path} is not UTF-8."
    except configparser.Error as error:
        return _told(path, error)
    return next((f"{place}: a quote is not closed." for place in _unclosed(path, text)), "")


def _told(path: str, error: configparser.Error) -> str:
    """The parser's own sentences quote the line, which may be a secret."""
    match error:
        case configparser.DuplicateSectionError():
            return f"{path}, line {error.lineno}: [{error.section}] is there already."
        case configparser.DuplicateOptionError():
            return f"{path}, line {error.lineno}: {error.option} of [{error.section}] is there already."
        case configparser.MissingSectionHeaderError():
            return f"{path}, line {error.lineno}: no [section] is above this line."
        case configparser.ParsingError():
            return f"{path}, line {error.errors[0][0]}: this is neither a [section] nor name = value."
    return f"{path} cannot be read."


def _unclosed(path: str, text: str) -> Iterator[str]:
    """The lines whose quotes the SDK cannot pair: headers of sections, and commands to run."""
    for number, line in enumerate(text.splitlines(), 1):
        key, _, value = line.partition("=")
        quoted = line.strip("[] \t") if line.startswith("[") else value if key.strip() == "credential_process" else ""
        try:
            shlex.split(quoted)
        except ValueError:
            yield f"{path}, line {number}"


def _settings() -> Iterator[_Setting]:
    for path in _paths():
        section = ""
        try:
            lines = _text(path).splitlines()
        except (OSError, UnicodeDecodeError):
            continue
        for number, line in enumerate(lines, 1):
            if line.startswith("["):
                section = line.strip("[] \t").removeprefix("profile ").strip(" \"'")
            key, _, value = line.partition("=")
            yield _Setting(f"{path}, line {number}", section, key.strip(), value.strip())
