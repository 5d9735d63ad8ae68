"""How a screen is kept: as text to review like code, and as a picture for its style."""

import re
from pathlib import PurePath
from typing import Any

from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from syrupy.location import PyTestLocation

_NOISE = re.compile(
    r"<!--.*?-->"
    r"|@font-face \{.*?\}"  # names hosts to load a font from
    r'|<clipPath id="[^"]*-line-\d+">.*?</clipPath>'  # every text has a length of its own
    r'| clip-path="url\(#[^"]*-line-\d+\)"'
    r"|<text[^>]*>\s*</text>"
    r'| shape-rendering="crispEdges"',  # said once, below
    re.DOTALL,
)
_NUMBER_OF_PICTURE = re.compile(r"terminal-\d+-")
_BLANK = "\N{NO-BREAK SPACE}"
_CRISP = "<style>\nrect { shape-rendering: crispEdges }\n"
_LONG_FRACTION = re.compile(r"(\d+\.\d)\d+")


class Kept(SingleFileSnapshotExtension):
    """A file a screen and size."""

    _write_mode = WriteMode.TEXT

    @classmethod
    def matches_test_location(cls, *, test_location: PyTestLocation, snapshot_location: str) -> bool:
        """By name: syrupy's own resolves both paths, for every test and every file, and takes longer than the tests."""
        return PurePath(snapshot_location).name.startswith(f"{test_location.nodename}[")


class ScreenText(Kept):
    """The characters, trailing blanks cut."""

    file_extension = "txt"


class ScreenSvg(Kept):
    """Characters, colours and weights."""

    file_extension = "svg"

    def serialize(self, data: Any, **_options: Any) -> str:
        return normal(str(data))


def normal(svg: str) -> str:
    """Rich's SVG without what differs from picture to picture, and without what a reader would have to fetch."""
    clean = _NUMBER_OF_PICTURE.sub("t-", _NOISE.sub("", svg)).replace("&#160;", _BLANK).replace("<style>", _CRISP)
    lines = (line.strip() for line in _LONG_FRACTION.sub(r"\1", clean).replace("><", ">\n<").splitlines())
    return "\n".join(line for line in lines if line) + "\n"
