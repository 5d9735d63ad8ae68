"""README.md as the tests read it."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """The text below the heading `title`, up to the next heading of its level or above."""
    found = re.search(rf"^(#+) {re.escape(title)}$\n", TEXT, re.MULTILINE)
    assert found, f"README has no heading {title!r}"
    rest = _without_fences(TEXT[found.end() :])
    end = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
    return TEXT[found.end() :][: end.start() if end else None]


def blocks(language: str, text: str = TEXT) -> list[str]:
    """The fenced blocks of `language`, without their fences."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def _without_fences(text: str) -> str:
    """`text` with its fenced blocks blanked: a `#` inside them starts no heading."""
    return re.sub(r"^```.*?^```$", lambda block: " " * len(block[0]), text, flags=re.MULTILINE | re.DOTALL)
