"""Wheels of what is installed here, so that a program can be installed with all that it needs and without an index."""

import re
import zipfile
from collections.abc import Iterable
from importlib.metadata import Distribution, distribution
from pathlib import Path

from tests.constraints import asked_for, installed


def pack(names: Iterable[tuple[str, str]], folder: Path) -> None:
    """A wheel in `folder` of each name and extra, and of all that these ask for; stored, not compressed."""
    waiting, seen = list(names), set[tuple[str, str]]()
    while waiting:
        one = waiting.pop()
        there = installed(one[0])
        if there and one not in seen:
            seen.add(one)
            waiting += asked_for(there, one[1])
    for name in {name for name, _ in seen}:
        _pack(distribution(name), folder)


def _pack(one: Distribution, folder: Path) -> None:
    tags = re.findall(r"^Tag: (\S+)-(\S+)-(\S+)$", one.read_text("WHEEL") or "", re.MULTILINE)
    tag = "-".join(".".join(dict.fromkeys(each)) for each in zip(*tags, strict=True))
    name = f"{re.sub(r'[-.]+', '_', one.name)}-{one.version}-{tag}.whl"
    with zipfile.ZipFile(folder / name, "w") as wheel:
        for file in one.files or ():
            if ".." not in file.parts and file.suffix != ".pyc" and file.name != "INSTALLER":
                wheel.write(Path(str(file.locate())), str(file))
