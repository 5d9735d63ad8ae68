"""Where the operator has the CA certificate."""

import os
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from tui.screens.leaving import LeavesOnce
from tui.views.plain import plain
from tui.widgets.keys import KeyBar, bindings
from tui.widgets.text_box import TextBox

LONGEST = 4096
"""Linux's PATH_MAX."""


class CaFileDialog(LeavesOnce[str], ModalScreen[str]):
    """The path, `~` replaced by the home folder; empty: none; None when left without an answer."""

    CSS_PATH = "../styles/dialogs.tcss"
    BINDINGS = bindings("dialog")
    AUTO_FOCUS = "Input"

    def __init__(self, about: str, path: str) -> None:
        super().__init__()
        self._about = about
        self._path = path

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static("CA certificate", classes="title", markup=False)
            yield Static(plain(self._about), markup=False)
            yield Static(
                "The path of your copy goes into every string, ~ written out. Leave it empty for ca.pem.", markup=False
            )
            yield TextBox(self._path, "~/ca.pem", compact=True)
            yield Static(id="wrong", classes="remedy", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Use it", id="use", compact=True)
                yield Button("Cancel", id="close", compact=True)
        yield KeyBar()

    def on_mount(self) -> None:
        self._look()

    @on(Input.Changed)
    def _look(self) -> None:
        wrong, why = self.query_one("#wrong", Static), _why_not(self._expanded)
        wrong.display = bool(why)
        wrong.update(why)
        self.query_one("#use", Button).disabled = bool(why)

    @property
    def _expanded(self) -> str:
        text = self.query_one(Input).value.strip()
        try:
            return str(Path(text).expanduser()) if text.startswith("~") else text
        except RuntimeError:  # there is no such user
            return text

    @on(Input.Submitted)
    @on(Button.Pressed, "#use")
    def _use(self) -> None:
        if not _why_not(self._expanded):
            self.dismiss(self._expanded)

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        self.dismiss()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:  # noqa: ARG002 - Textual's signature
        return action != "copy"


def _why_not(path: str) -> str:
    return "" if plain(path, LONGEST) == path else "This path has characters that cannot be shown: give another."


def what_is_at(path: str) -> str:
    """What this machine has there, as a sentence; the client may run on another one. Empty for no path."""
    if not path:
        return ""
    found = Path(path)
    try:
        if not found.exists():
            return "There is no such file on this machine; the client's may have it."
        if not found.is_file():
            return "That is no file on this machine."
        return "It is there." if os.access(found, os.R_OK) else "It is there, but you may not read it."
    except (OSError, ValueError) as error:  # ValueError: a NUL in it
        return f"It cannot be looked at: {getattr(error, 'strerror', None) or 'that is no path'}."
