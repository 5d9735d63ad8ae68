"""The pages of Help as text for a terminal."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from tui import assets, keymap
from tui.views.markdown import Block, Heading, Item, Literal, Paragraph, Table, blocks, plainly

TOPICS = (
    "keys",
    "statuses",
    "billing",
    "why",
    "steps",
    "tidb-cloud",
    "self-managed",
    "endpoints",
    "troubleshooting",
    "commands",
    "configuration",
    "policies",
    "files",
    "polling",
    "demo",
    "install",
    "architecture",
)
"""The files of assets/help, in the order in which they are offered."""

_INDENT = "  "
_ASIDE = 26
"""How wide a first column may be for the second to stand beside it."""
_NARROWEST = 20


def contents() -> str:
    """Every topic, with the title of its page."""
    width = max(map(len, TOPICS))
    return "".join(f"  {name:<{width}}  {title(name)}\n" for name in TOPICS)


def words(topic: str) -> str:
    """The topic as the strip of Help shows it."""
    return topic.capitalize().replace("Tidb-cloud", "TiDB Cloud")


def title(topic: str) -> str:
    """The heading of a page."""
    return next(block.text for block in blocks(assets.help_page(topic)) if isinstance(block, Heading))


def page(topic: str, width: int) -> str:
    """The page of one of TOPICS, in lines of at most `width` cells but for what must not be broken."""
    return laid_out(assets.help_page(topic), width)


def keys_page(here: Sequence[str], width: int) -> str:
    """The page of keys as they are now, those of the scopes `here` first."""
    others = [scope for scope in keymap.SCOPES if scope not in here]
    parts = (
        "# Keys",
        *(key_table(scope) for scope in here),
        *(["# On other pages"] if here else []),
        *map(key_table, others),
    )
    return laid_out("\n\n".join(parts), width)


def key_table(scope: str) -> str:
    """The keys that work at one place, as a section of Markdown."""
    rows = (f"| {names(key)} | {key.help} |" for key in keymap.of(scope))
    return "\n".join((f"## {keymap.SCOPES[scope]}\n", "| key | does |", "| --- | --- |", *rows))


def names(key: keymap.Key) -> str:
    """The keys of one row, in Markdown; of numbers the first and the last."""
    each = [f"`{keymap.spelled(name)}`" for name in key.keys.split(",")]
    return f"{each[0]} to {each[-1]}" if key.action in keymap.NUMBERED else " or ".join(each)


def laid_out(text: str, width: int) -> str:
    """Markdown as text."""
    parts = list(blocks(text))
    lines: list[str] = []
    for block, after in pairwise([*parts, None]):
        if block is not None:
            lines += _lines(block, max(width, _NARROWEST))
            if not (isinstance(block, Heading) and block.level > 1) and not (
                isinstance(block, Item) and isinstance(after, Item)
            ):
                lines.append("")
    return "\n".join(lines).rstrip()


def _lines(block: Block, width: int) -> Iterable[str]:
    match block:
        case Heading(_, text):
            return [plainly(text)]
        case Paragraph(text):
            return _wrapped(plainly(text), width, _INDENT)
        case Item(mark, text):
            return _wrapped(plainly(text), width, _INDENT + mark)
        case Literal(lines):
            return [f"{_INDENT * 2}{line}".rstrip() for line in lines]
        case Table(head, rows):
            return _table(head, [tuple(map(plainly, row)) for row in rows], width)


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]], width: int) -> Iterator[str]:
    """Two columns stand side by side where the first is narrow; else each row is a line with the rest below it."""
    column = max(len(row[0]) for row in rows) + 2
    for first, *rest in rows:
        if len(rest) == 1 and column <= min(_ASIDE, width // 2):
            yield from _wrapped(rest[0], width, f"{_INDENT}{first:<{column}}")
            continue
        yield from _wrapped(first, width, _INDENT)
        for name, cell in zip(head[1:], rest, strict=True):
            if cell:
                yield from _wrapped(cell if len(rest) == 1 else f"{name}: {cell}", width, _INDENT * 3)


def _wrapped(text: str, width: int, before: str) -> list[str]:
    """`text` after `before`, its other lines below its first; words are never broken."""
    return textwrap.wrap(
        text,
        width,
        initial_indent=before,
        subsequent_indent=" " * len(before),
        break_long_words=False,
        break_on_hyphens=False,
    ) or [before.rstrip()]
