"""How a screen is kept: as text to review like code, and as a picture for its style."""

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import PurePath
from typing import Any

from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from syrupy.location import PyTestLocation
from textual.app import App

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
_SAME_ROW = re.compile(r'(<rect fill="[^"]*"|<text) .*?(y="[^"]*")')
_WIDTH = re.compile(r'(?<= width=")[^"]*')
_HEIGHT = re.compile(r'viewBox="0 0 [\d.]+ ([\d.]+)"')


class Kept(SingleFileSnapshotExtension):
    """A file a test and kind."""

    _write_mode = WriteMode.TEXT

    @classmethod
    def matches_test_location(cls, *, test_location: PyTestLocation, snapshot_location: str) -> bool:
        """By folder: a case that is gone takes its files with it, which syrupy's own comparison of names leaves."""
        return PurePath(snapshot_location).parent.name == test_location.basename


class ScreenText(Kept):
    """The characters, trailing blanks cut."""

    file_extension = "txt"


class ScreenSvg(Kept):
    """Characters, colours and weights."""

    file_extension = "svg"


def at_every_size(texts: Mapping[tuple[int, int], str]) -> str:
    """Texts by width and height, the narrowest first, each below a line as wide as its screen."""
    return "".join(
        f"── {width}x{height} ".ljust(width, "─") + "\n" + text for (width, height), text in sorted(texts.items())
    )


def picture(app: App[Any], name: str = "t") -> str:
    """The screen as SVG; `name` tells its styles from those of other pictures in the same file."""
    return normal(app.export_screenshot(simplify=True), name)


def normal(svg: str, name: str = "t") -> str:
    """Rich's SVG without what differs from picture to picture, and without what a reader would have to fetch.

    All characters of a row stand in one line, and neighbours of one background are one: a word that is renamed in the
    footer changes one line.
    """
    clean = _NUMBER_OF_PICTURE.sub(f"{name}-", _NOISE.sub("", svg)).replace("&#160;", _BLANK)
    lines = _LONG_FRACTION.sub(r"\1", clean.replace("<style>", _CRISP)).replace("><", ">\n<").splitlines()
    rows = groupby(filter(None, map(str.strip, lines)), _row)
    return "".join(_joined(list(row)) + "\n" for _, row in rows)


def _row(line: str) -> object:
    found = _SAME_ROW.match(line)
    return found.groups() if found else line


def _joined(row: list[str]) -> str:
    if not row[0].startswith("<rect fill"):
        return "".join(row)
    width = sum(float(found[0]) for line in row if (found := _WIDTH.search(line)))
    return _WIDTH.sub(f"{width:g}", row[0])


def sheet(pictures: Iterable[str]) -> str:
    """Pictures of one size, one below the other."""
    pictures = list(pictures)
    [height] = {float(found[1]) for each in pictures if (found := _HEIGHT.search(each))}
    placed = (
        each.replace("<svg ", f'<svg y="{at * height:g}" height="{height:g}" ', 1) for at, each in enumerate(pictures)
    )
    whole = _HEIGHT.sub(lambda box: box[0].replace(box[1], f"{len(pictures) * height:g}"), pictures[0].split("\n")[0])
    return f"{whole}\n{''.join(placed)}</svg>\n"
