"""A labelled box for AWS IDs, checked as they are typed."""

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.domain.ids import Box, Unread, named, pasted
from tui.views.plain import plain
from tui.widgets.keys import bindings
from tui.widgets.text_box import LONGEST, TextBox


class IdInput(TextBox):
    """Takes all IDs of a paste, whatever stands between them."""

    @dataclass
    class TookPaste(Message):
        """What the paste had besides."""

        left_over: tuple[str, ...]

    def __init__(self, box: Box, hint: str) -> None:
        super().__init__(placeholder=f"{box.prefix}-…  {hint}", compact=True)
        self._box = box

    def paste(self, text: str) -> None:
        found = pasted(self._box, text)
        before, after = self.value[: min(self.selection)], self.value[max(self.selection) :]
        opening, closing = (" " if found.whole and beside.strip() else "" for beside in (before, after))
        self.put_in(f"{opening}{found.text[:LONGEST]}{closing}")
        self.post_message(self.TookPaste(found.left_over))


class IdField(Widget):
    """Enter on an empty box, or Down, asks for the list; Enter on a right one goes on to the next box."""

    DEFAULT_CSS = """
    IdField {
        height: auto;
        & > Horizontal { height: 1; }
        & .id-field--label { width: 17; }
        & Input { width: 1fr; }
        & > .id-field--wrong { padding-left: 17; height: auto; color: $text-error; display: none; }
        & > .id-field--left-over { padding-left: 17; height: auto; color: $text-warning; display: none; }
        &.-wrong > .id-field--wrong { display: block; }
        &.-left-over > .id-field--left-over { display: block; }
    }
    """
    BINDINGS = bindings("field")

    @dataclass
    class Edited(Message):
        """What stands in the box now; `left` once it is not being typed any more, or came from AWS's list."""

        field: "IdField"
        text: str
        left: bool

        @property
        def control(self) -> "IdField":
            return self.field

    @dataclass
    class PickRequested(Message):
        """Offer what AWS has."""

        field: "IdField"

        @property
        def control(self) -> "IdField":
            return self.field

    def __init__(self, box: Box, *, hint: str = "") -> None:
        """The widget's ID is the name of the box."""
        super().__init__(id=box.value)
        self.box, self._hint = box, hint
        self._shown: str | None = None

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static(self.box.label, classes="id-field--label", markup=False)
            yield IdInput(self.box, self._hint)
        yield Static(classes="id-field--wrong", markup=False)
        yield Static(classes="id-field--left-over", markup=False)

    @property
    def input(self) -> Input:
        """The box itself."""
        return self.query_one(Input)

    @property
    def text(self) -> str:
        return self.input.value

    def show(self, text: str) -> None:
        """Put `text` into the box; it counts as entered and left."""
        if text != self.text:
            self._shown = self.input.value = text

    @on(Input.Changed)
    def _check(self, event: Input.Changed) -> None:
        event.stop()
        why = Unread(self.box, event.value).why
        self._say("wrong", f"✗ {plain(why)}" if why else "")
        self._say("left-over", "")
        shown, self._shown = self._shown, None
        self.post_message(self.Edited(self, event.value, event.value == shown or not self.input.has_focus))

    @on(Input.Blurred)
    def _left(self, event: Input.Blurred) -> None:
        """Not where the person only looked into another window, for an ID to go on with."""
        event.stop()
        if self.app.app_focus:
            self.post_message(self.Edited(self, event.value, left=True))

    @on(IdInput.TookPaste)
    def _took(self, event: IdInput.TookPaste) -> None:
        event.stop()
        self._say(
            "left-over", f"Left out of what was pasted: {plain(named(event.left_over))}" if event.left_over else ""
        )

    def _say(self, what: str, text: str) -> None:
        self.query_one(f".id-field--{what}", Static).update(text)
        self.set_class(bool(text), f"-{what}")

    @on(Input.Submitted)
    def _enter(self, event: Input.Submitted) -> None:
        event.stop()
        if not event.value.strip():
            self.action_pick()
        elif not Unread(self.box, event.value).why:
            self.screen.focus_next()

    def action_pick(self) -> None:
        self.post_message(self.PickRequested(self))
