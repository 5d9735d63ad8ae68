"""README.md as the tests read it; `python -m tests.readme` writes its tables of keys anew."""

import re
from pathlib import Path

from tui.keymap import SCOPES, of, spelled

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


def keys_tables() -> str:
    """The tables of the section Keys, made from the keymap."""
    head = "| key | does | action |\n| --- | --- | --- |"
    return "\n\n".join(f"**{title}**\n\n{head}\n{_rows(scope)}" for scope, title in SCOPES.items())


def _rows(scope: str) -> str:
    names = {each: " or ".join(f"`{spelled(key)}`" for key in each.keys.split(",")) for each in of(scope)}
    return "\n".join(f"| {name} | {each.help} | `{each.id}` |" for each, name in names.items())


def _without_fences(text: str) -> str:
    """`text` with its fenced blocks blanked: a `#` inside them starts no heading."""
    return re.sub(r"^```.*?^```$", lambda block: " " * len(block[0]), text, flags=re.MULTILINE | re.DOTALL)


if __name__ == "__main__":
    tables = section("Keys")
    before, _, after = TEXT.partition(tables[tables.index("**") :])
    (ROOT / "README.md").write_text(f"{before}{keys_tables()}\n\n{after}", encoding="utf-8")
