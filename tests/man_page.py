"""The manual page, made from README, the command line and pages of Help; `python -m tests.documents` writes it."""

import argparse
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import tui
from tests.documents import README, ROOT, page
from tui.cli import _parser
from tui.headless.arguments import _COMMANDS
from tui.settings.table import OPTIONS
from tui.views.markdown import MARKED, Block, Heading, Item, Literal, Paragraph, Table, blocks, unlinked

FILE: Path = ROOT / "assets" / "man" / "tidb-pe.1"
PAGES = ("commands", "configuration", "statuses", "files", "troubleshooting")


def man_page() -> str:
    """The whole page, as roff with the macros of man(7)."""
    about = re.search(r"^# tidb-pe\n\n(.*?)\n\n", README, re.DOTALL)
    assert about
    lines = [
        f'.TH TIDB\\-PE 1 "" "tidb\\-pe {tui.__version__}" "User Commands"',
        ".SH NAME",
        "tidb\\-pe \\- TiDB private endpoint connections over AWS PrivateLink, in the terminal",
        ".SH SYNOPSIS",
        *_synopsis(),
        ".SH DESCRIPTION",
        *_block(Paragraph(" ".join(about[1].split()))),
        *_block(Paragraph("`tidb-pe help` names more pages than this one: keys, the five steps, IAM policies.")),
        ".SH OPTIONS",
        *_options(),
        *(line for topic in PAGES for block in blocks(page(topic)) for line in _block(block)),
        ".SH SEE ALSO",
        "aws(1)",
    ]
    return "\n".join(lines) + "\n"


def _synopsis() -> Iterator[str]:
    yield ".B tidb\\-pe"
    yield "[OPTION]..."
    yield ".br"
    yield ".B tidb\\-pe"
    yield f"{{{' | '.join((*_COMMANDS, 'config'))}}} [ARGUMENT]..."


def _options() -> Iterator[str]:
    """Those of the command line; the settings have their own table."""
    for action in _parser(())._actions:
        if action.option_strings and action.dest not in OPTIONS:
            yield ".TP"
            yield _inline(", ".join(f"`{each}`" for each in action.option_strings) + _value(action))
            yield _inline(f"{action.help}")


def _value(action: argparse.Action) -> str:
    return f" *{action.metavar}*" if action.metavar else ""


def _block(block: Block) -> Iterable[str]:
    match block:
        case Heading(1, text):
            return [f".SH {_inline(text.upper())}"]
        case Heading(_, text):
            return [f".SS {_inline(text)}"]
        case Paragraph(text):
            return [".PP", _inline(text)]
        case Item(mark, text):
            return [f'.IP "{_escaped(mark.strip())}" 4', _inline(text)]
        case Literal(lines):
            return [".PP", ".RS 4", ".nf", *map(_escaped, lines), ".fi", ".RE"]
        case Table(head, rows):
            return [line for row in rows for line in _row(head, row)]


def _row(head: tuple[str, ...], row: tuple[str, ...]) -> Iterator[str]:
    yield ".TP"
    yield _inline(row[0])
    if len(row) == 2:
        yield _inline(row[1])
        return
    for name, cell in zip(head[1:], row[1:], strict=True):
        yield _inline(f"{name}: {cell}")
        yield ".br"


def _inline(text: str) -> str:
    """A line with its marks as fonts: code and bold are bold, titles italic."""
    parts: list[str] = []
    at = 0
    text = unlinked(text)
    for found in MARKED.finditer(text):
        font = "I" if found[3] else "B"
        parts += [_escaped(text[at : found.start()]), f"\\f{font}{_escaped(found[1] or found[2] or found[3])}\\fR"]
        at = found.end()
    return "".join([*parts, _escaped(text[at:])])


def _escaped(text: str) -> str:
    """Nothing in it is a request or an escape of roff."""
    safe = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return f"\\&{safe}" if safe.startswith((".", "'")) else safe
