"""README.md and the pages of Help as the tests read them; `python -m tests.documents` writes what is generated."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from tui import exit_codes
from tui.keymap import DEFAULT, SCOPES
from tui.settings.loading import ENVIRONMENT_PREFIX
from tui.settings.problems import option_of
from tui.settings.table import OPTIONS
from tui.views.help import key_table, names

ROOT = Path(__file__).parent.parent
HELP = ROOT / "assets" / "help"
README = (ROOT / "README.md").read_text(encoding="utf-8")


def page(topic: str) -> str:
    """The page of Help on `topic`, as it is written."""
    return (HELP / f"{topic}.md").read_text(encoding="utf-8")


def section(title: str, text: str = README) -> str:
    """What of `text` stands below the heading `title`, up to the next heading of its level or above."""
    found = re.search(rf"^(#+) {re.escape(title)}$\n", text, re.MULTILINE)
    assert found, f"there is no heading {title!r}"
    rest = _without_fences(text[found.end() :])
    end = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
    return text[found.end() :][: end.start() if end else None]


def blocks(language: str, text: str = README) -> list[str]:
    """The fenced blocks of `language`, without their fences."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def keys() -> str:
    """A table for each place where keys work."""
    return "\n\n".join(map(key_table, SCOPES))


def actions() -> str:
    """A table of what the configuration can give other keys to."""
    rows = {f"`{key.id}`": names(key) for key in DEFAULT}
    return _table("action", "usual keys", rows)


def settings() -> str:
    """A table of all settings, each with its key, option and variable."""
    rows = {f"`{key}`, `{option_of(key)}`, `{ENVIRONMENT_PREFIX}{key.upper()}`": text for key, text in OPTIONS.items()}
    return _table("setting", "is", rows)


def codes() -> str:
    """A table of the exit codes."""
    return _table("exit code", "means", {str(code): text for code, text in exit_codes.MEANINGS.items()})


GENERATED: Mapping[str, Callable[[], str]] = {
    "keys": keys,
    "actions": actions,
    "settings": settings,
    "exit codes": codes,
}
"""What stands between `<!-- generated: NAME -->` and `<!-- end -->`."""


def renewed(text: str) -> str:
    """`text` with all that is generated as it has to be now."""
    return re.sub(
        r"(<!-- generated: ([\w ]+) -->\n).*?(<!-- end -->)",
        lambda found: f"{found[1]}\n{GENERATED[found[2]]()}\n\n{found[3]}",
        text,
        flags=re.DOTALL,
    )


def _table(name: str, text: str, rows: Mapping[str, str]) -> str:
    head = f"| {name} | {text} |\n| --- | --- |\n"
    return head + "\n".join(f"| {each} | {cell.replace('|', chr(92) + '|')} |" for each, cell in rows.items())


def _without_fences(text: str) -> str:
    """`text` with its fenced blocks blanked: a `#` inside them starts no heading."""
    return re.sub(r"^```.*?^```$", lambda block: " " * len(block[0]), text, flags=re.MULTILINE | re.DOTALL)


if __name__ == "__main__":
    from tests import man_page  # here: it reads what this module has

    for path in HELP.glob("*.md"):
        path.write_text(renewed(path.read_text(encoding="utf-8")), encoding="utf-8")
    man_page.FILE.write_text(man_page.man_page(), encoding="utf-8")
