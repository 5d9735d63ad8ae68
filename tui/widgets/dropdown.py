"""A list that opens below its line."""

from collections.abc import Iterable
from typing import Any, TypeVar

from rich.text import Text
from textual.widgets import Select

T = TypeVar("T")


class Dropdown(Select[T]):
    """Select, which would read the names in its lines as markup: here they are text. Letters typed find a line."""

    def __init__(self, options: Iterable[tuple[str, T]] = (), **given: Any) -> None:
        super().__init__(_as_text(options), **given)

    def set_options(self, options: Iterable[tuple[Any, T]]) -> None:
        super().set_options(_as_text(options))


def _as_text(options: Iterable[tuple[Any, T]]) -> list[tuple[Any, T]]:
    """Rich's Text: of Textual's own Content the search by letters takes no notice."""
    return [(Text(str(line)), value) for line, value in options]
