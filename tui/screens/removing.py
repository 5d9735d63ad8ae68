"""The frame of pages that take something away: what it is, what stops working, what is done, and a deliberate yes."""

from abc import abstractmethod

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.css.query import QueryType
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from tui import keymap
from tui.domain.deletion import mismatch
from tui.domain.snapshot import Snapshot
from tui.screens.live import LiveScreen
from tui.screens.messages import CopyRequested
from tui.terminal.output.frame import Frame
from tui.views.page import Page
from tui.widgets.command_box import CommandBox
from tui.widgets.guarded import DeedButton
from tui.widgets.hanging import Hanging
from tui.widgets.keys import KeyBar, bindings
from tui.widgets.page import scroll_page
from tui.widgets.status_line import StatusLine
from tui.widgets.text_box import TextBox


class RemovingScreen(LiveScreen):
    """Cancel has the focus: a held Enter leaves. The deeds wait for their text and a key of their own.

    As long as something has to be typed, what is typed or pasted goes into the box, wherever the focus is.
    """

    CSS_PATH = "../styles/removing.tcss"
    BINDINGS = bindings("removing")
    AUTO_FOCUS = "#cancel"

    busy: var[bool] = var(default=False, bindings=True)
    """Whether a write is under way."""

    _copies: tuple[str, str] | None = None
    """What Copy sends, and what it is called."""

    @abstractmethod
    def headline(self) -> str:
        """What the page is called."""

    @abstractmethod
    def shown(self) -> Page:
        """What the page says now."""

    @abstractmethod
    def perform(self, deed: str) -> None:
        """The operator pressed the button of that name."""

    def compose(self) -> ComposeResult:
        yield StatusLine(self.headline()).data_bind(LiveScreen.snapshot, LiveScreen.label)
        with VerticalScroll(id="page", can_focus=False):
            for name in ("facts", "stops", "stages", "note"):
                yield Hanging(id=name)
            yield Static("What comes next, as a command:", id="as-command", markup=False)
            yield CommandBox()
        with Vertical(id="confirm"):
            yield Static(id="ask", markup=False)
            yield TextBox(id="typed", placeholder="type it here", compact=True, select_on_focus=False)
            yield Static(id="wrong", markup=False)
        with Horizontal(id="buttons"):
            yield Button("Cancel", id="cancel", action="screen.close", compact=True)
            for deed in ("do", "again", "go_on", "forget"):
                yield DeedButton(deed, id=deed)
        yield KeyBar()

    def opened(self) -> None:
        self.draw()

    def watch_snapshot(self, _snapshot: Snapshot) -> None:
        if self.drawn:
            self.draw()

    def watch_busy(self) -> None:
        if self.drawn:
            self.draw()

    def draw(self) -> None:
        """Bring the page to what is shown now; what did not change is not written again."""
        if not self.drawn:  # left while AWS was still answering
            return
        page = self.shown()
        for name, text in page.lines:
            said = self.query_one(f"#{name}", Hanging)
            said.display, said.text = bool(text), text
        self._show_command(page)
        expected = _expected(page)
        self.put("#ask", f"Type {expected} to confirm" if expected else "")
        self.query_one("#confirm").display = bool(expected)
        self._check(page)
        self._buttons(page)

    def _show_command(self, page: Page) -> None:
        box, copy = self.query_one(CommandBox), page.action("copy")
        self._copies = copy.copies if copy and not copy.why_not else None
        box.command = page.command
        box.display = self.query_one("#as-command").display = page.command is not None

    def _check(self, page: Page) -> None:
        typed = self._box.value
        wrong = mismatch(typed, _expected(page))
        right = "✓ That is it: Tab leads to the button." if typed and not wrong else ""
        self.put("#wrong", f"✗ {wrong}" if wrong else right)

    @property
    def _box(self) -> TextBox:
        return self.query_one("#typed", TextBox)

    @property
    def _types(self) -> bool:
        """Whether something has to be typed."""
        return self.drawn and self.query_one("#confirm").display

    def _buttons(self, page: Page) -> None:
        """A button that goes while it has the focus hands it to Cancel, never to another deed."""
        labels = {each.name: each.label for each in page.actions}
        expected = _expected(page)
        waits = self.busy or (expected and self._box.value != expected)
        self.query_one("#cancel", Button).label = Content(labels["close"])
        for button in self.query(DeedButton):
            button.offer(labels.get(str(button.id), ""), works=not waits)
        if self.focused is None or not self.focused.focusable:
            self.query_one("#cancel").focus()
        self.refresh_bindings()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.draw()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        """Enter in the box confirms nothing; with nothing typed it is Cancel's."""
        event.stop()
        if not event.value:
            self.action_close()
        elif wrong := mismatch(event.value, _expected(self.shown())):
            self.put("#wrong", f"✗ That is not it, so nothing is done. {wrong}")

    def focus_next(self, selector: str | type[QueryType] = "*") -> Widget | None:
        """From the box with what was asked for to the button, past Cancel."""
        deeds = self.query("#buttons Button:enabled").exclude("#cancel").results(Button)
        first = next((button for button in deeds if button.display), None)
        if self.focused is not self._box or first is None:
            return super().focus_next(selector)
        self.set_focus(first)
        return first

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002 - Textual's signature
        """A letter is no command while something has to be typed."""
        return self._types and character is not None and character.isprintable()

    def on_key(self, event: events.Key) -> None:
        """Typed beside the box."""
        if self._types and event.is_printable and event.character:
            event.stop()
            self._box.focus()
            self._box.put_in(event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Pasted beside the box."""
        if self._types:
            event.stop()
            self._box.focus()
            self._box.paste(event.text)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id != "cancel":
            self.perform(str(event.button.id))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        if action == "go_on" and self.drawn:
            button = self.query_one("#go_on", Button)
            return (None if button.disabled else True) if button.display else False
        return action != "copy" or self._copies is not None

    def takes(self, event: events.Event) -> bool:
        """The key that goes on is pressed as its button is: only once that was to be seen."""
        keys = next(each.keys for each in keymap.of("removing") if each.action == "go_on").split(",")
        goes_on = isinstance(event, events.Key) and event.key in keys and self.drawn
        return not goes_on or self.query_one("#go_on", DeedButton).takes(event)

    def painted(self, frame: Frame) -> None:
        for button in self.query(DeedButton):
            button.painted(frame)

    def focus_cancel(self) -> None:
        if self.drawn:
            self.query_one("#cancel").focus()

    def action_copy(self) -> None:
        if self._copies:
            self.post_message(CopyRequested(*self._copies))

    def action_go_on(self) -> None:
        self.perform("go_on")

    def action_scroll_down(self) -> None:
        scroll_page(self.query_one("#page"), 1)

    def action_scroll_up(self) -> None:
        scroll_page(self.query_one("#page"), -1)

    def action_close(self) -> None:
        self.dismiss()


def _expected(page: Page) -> str:
    """What has to be typed before anything is done; empty: nothing."""
    return next((each.question.expected for each in page.actions if each.question), "")
