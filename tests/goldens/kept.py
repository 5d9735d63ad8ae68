"""How a screen is kept: as text to review like code, and as a picture for its style."""

import re
from typing import Any

from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

_NOISE = re.compile(
    r"<!--.*?-->"
    r"|@font-face \{.*?\}"  # names hosts to load a font from
    r'|<clipPath id="[^"]*-line-\d+">.*?</clipPath>'  # every text has a length of its own
    r'| clip-path="url\(#[^"]*-line-\d+\)"'
    r"|<text[^>]*>\s*</text>",
    re.DOTALL,
)
_NUMBER_OF_PICTURE = re.compile(r"terminal-\d+-")
_LONG_FRACTION = re.compile(r"(\d+\.\d)\d+")


class ScreenText(SingleFileSnapshotExtension):
    """The characters, trailing blanks cut."""

    file_extension = "txt"
    _write_mode = WriteMode.TEXT


class ScreenSvg(SingleFileSnapshotExtension):
    """Characters, colours and weights."""

    file_extension = "svg"
    _write_mode = WriteMode.TEXT

    def serialize(self, data: Any, **_options: Any) -> str:
        return normal(str(data))


def normal(svg: str) -> str:
    """Rich's SVG without what differs from picture to picture, and without what a reader would have to fetch."""
    clean = _NUMBER_OF_PICTURE.sub("t-", _NOISE.sub("", svg))
    lines = (line.strip() for line in _LONG_FRACTION.sub(r"\1", clean).replace("><", ">\n<").splitlines())
    return "\n".join(line for line in lines if line) + "\n"
