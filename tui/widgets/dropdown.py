"""A list that opens below its line."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Select
from textual.widgets._select import SelectCurrent, SelectOverlay

from tui.widgets.entry import Entry
from tui.widgets.keys import bindings

T = TypeVar("T")


class Dropdown(Select[T]):
    """Select, which would read the names in its lines as markup: here they are text. Letters typed find a line."""

    BINDINGS = bindings("box")

    @dataclass
    class Taken(Message):
        """A line was taken, be it the one that was chosen before."""

        dropdown: "Dropdown[Any]"

        @property
        def control(self) -> "Dropdown[Any]":
            return self.dropdown

    def __init__(self, options: Iterable[tuple[str, T]] = (), **given: Any) -> None:
        super().__init__(_as_text(options), **given)

    def compose(self) -> ComposeResult:
        yield SelectCurrent(self.prompt)
        yield _Opened().data_bind(compact=Select.compact)

    def set_options(self, options: Iterable[tuple[Any, T]]) -> None:
        super().set_options(_as_text(options))

    @on(SelectOverlay.UpdateSelection)
    def _taken(self) -> None:
        self.post_message(self.Taken(self))


class _Opened(SelectOverlay):
    """The footer says how to take a line and how to close it again."""

    BINDINGS = bindings("opened")


def _as_text(options: Iterable[tuple[str, T]]) -> list[tuple[Any, T]]:
    return [(Entry(str(line)), value) for line, value in options]
