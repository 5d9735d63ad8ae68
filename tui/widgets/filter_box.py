"""The box of the filter, below the list."""

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.domain.listing import InvalidFilter, select
from tui.widgets.keys import bindings
from tui.widgets.text_box import TextBox


class FilterBox(Widget):
    """Filters as one types; Enter goes to the list, Escape shows all again."""

    DEFAULT_CSS = """
    FilterBox {
        height: auto;
        padding: 0 1;
        display: none;
        &.-open { display: block; }
        & > Horizontal { height: 1; }
        & #filter-label { width: 8; }
        & Input { width: 1fr; }
        & > #filter-problem { color: $text-error; display: none; }
    }
    """
    BINDINGS = bindings("filter")

    @dataclass
    class Wanted(Message):
        """Another filter, which can be understood."""

        text: str

    class Done(Message):
        """The list has the word again."""

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static("Filter", id="filter-label", markup=False)
            yield TextBox(placeholder="words, or state: region: cluster: turn: vpc:", compact=True)
        yield Static(id="filter-problem", markup=False)

    def open(self) -> None:
        """Show the box and type into it."""
        self.add_class("-open")
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        try:
            select((), event.value)
        except InvalidFilter as error:
            self._say(str(error))
            return
        self._say("")
        self.post_message(self.Wanted(event.value))

    def _say(self, problem: str) -> None:
        line = self.query_one("#filter-problem", Static)
        line.update(problem)
        line.display = bool(problem)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """One that cannot be understood is not what the list shows: it stays to be put right."""
        event.stop()
        if self.query_one("#filter-problem").display:
            return
        self.set_class(bool(event.value.strip()), "-open")
        self.post_message(self.Done())

    def action_clear(self) -> None:
        self.query_one(Input).value = ""
        self.remove_class("-open")
        self.post_message(self.Done())
