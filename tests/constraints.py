"""What `.github/constraints.txt` pins; `python -m tests.constraints` writes it anew from this environment."""

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FILE = Path(__file__).parents[1] / ".github" / "constraints.txt"
OURS, EXTRAS = "tidb-private-endpoint", ("demo", "keyring", "completion", "dev")
HEAD = """\
# What README's two commands install: the versions that the tests last passed with, on Linux with Python 3.11.
# `python -m tests.constraints` writes this file from the environment that it runs in.
"""


def needed() -> dict[str, str]:
    """Name to version of all that is installed for the program, its extras, and what these need themselves."""
    found: dict[str, str] = {}
    waiting = [(OURS, extra) for extra in ("", *EXTRAS)]
    seen: set[tuple[str, str]] = set()
    while waiting:
        name, extra = waiting.pop()
        there = installed(name)
        if there and (name, extra) not in seen:
            seen.add((name, extra))
            found[name] = there.version
            waiting += asked_for(there, extra)
    return {name: found[name] for name in sorted(found) if name != OURS}


def pinned() -> dict[str, str]:
    """Name to version, as the file says."""
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)$", FILE.read_text(encoding="utf-8"), re.MULTILINE))


def installed(name: str) -> Distribution | None:
    """None for what only another platform or Python needs."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def asked_for(by: Distribution, extra: str) -> Iterator[tuple[str, str]]:
    """Each requirement that holds here, with each extra that it asks for."""
    for one in map(Requirement, by.requires or ()):
        if one.marker is None or one.marker.evaluate({"extra": extra}):
            yield from ((str(canonicalize_name(one.name)), each) for each in ("", *one.extras))


if __name__ == "__main__":
    FILE.write_text(HEAD + "".join(f"{name}=={version}\n" for name, version in needed().items()), encoding="utf-8")
