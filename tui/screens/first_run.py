"""Started with nothing configured: what was looked for, and the demo."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Button, Static

from tui.widgets.keys import KeyBar
from tui.widgets.plain import plain


class FirstRunScreen(Screen[bool]):
    """True: open the demo; False: leave."""

    CSS_PATH = "../styles/finished.tcss"

    def __init__(self, looked_for: Sequence[str]) -> None:
        super().__init__()
        self._looked_for = looked_for

    def compose(self) -> ComposeResult:
        looked_for = "\n".join(f"  {plain(each)}" for each in self._looked_for)
        with VerticalScroll(id="page", can_focus=False):
            yield Static("Nothing is configured yet", id="status", markup=False)
            yield Static(f"Neither settings nor AWS credentials were found. Looked for:\n{looked_for}", markup=False)
            yield Static(
                "Sign in to AWS (aws configure, aws sso login) and start again, or write the configuration:"
                " tidb-pe --regions us-west-2 config write.\n\nThe demo needs no account: it brings an AWS of its own.",
                classes="title",
                markup=False,
            )
        with Horizontal(id="buttons"):
            yield Button("Open the demo", id="demo", compact=True, variant="primary")
            yield Button("Quit", id="quit", compact=True)
        yield KeyBar()

    @on(Button.Pressed, "#demo")
    def _demo(self) -> None:
        self.dismiss(result=True)

    @on(Button.Pressed, "#quit")
    def _quit(self) -> None:
        self.dismiss(result=False)
