"""The frame of pages that take something away: what it is, what stops working, what is done, and a deliberate yes."""

from abc import abstractmethod
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import var
from textual.widgets import Button, Input, Static

from tui.domain.removal import mismatch
from tui.domain.snapshot import Snapshot
from tui.screens.live import LiveScreen
from tui.widgets.keys import KeyBar, bindings
from tui.widgets.status_line import StatusLine


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows now; plain text."""

    facts: tuple[tuple[str, str], ...] = ()
    stops: tuple[str, ...] = ()
    """What stops working."""
    stages: tuple[str, ...] = ()
    note: str = ""
    expected: str = ""
    """What has to be typed before the deed; empty: nothing."""
    deeds: tuple[tuple[str, str], ...] = ()
    """Names and labels of the buttons beside Cancel, of `do`, `again`, `go_on` and `forget`."""
    asking: bool = True
    """Whether leaving is a way not to do it."""


class RemovingScreen(LiveScreen):
    """Cancel has the focus: a held Enter leaves. The deeds wait for their text and a key of their own."""

    CSS_PATH = "../styles/removing.tcss"
    BINDINGS = bindings("removing")
    AUTO_FOCUS = "#cancel"

    busy: var[bool] = var(default=False, bindings=True)
    """Whether a write is under way."""

    @abstractmethod
    def headline(self) -> str:
        """What the page is called."""

    @abstractmethod
    def shown(self) -> Shown:
        """What there is to show."""

    @abstractmethod
    def perform(self, deed: str) -> None:
        """The operator pressed the button of that name."""

    def compose(self) -> ComposeResult:
        yield StatusLine(self.headline()).data_bind(LiveScreen.snapshot, LiveScreen.label)
        with VerticalScroll(id="page", can_focus=False):
            for name in ("facts", "stops", "stages", "note"):
                yield Static(id=name, markup=False)
        with Vertical(id="confirm"):
            yield Static(id="ask", markup=False)
            yield Input(id="typed", placeholder="type it here", compact=True)
            yield Static(id="wrong", markup=False)
        with Horizontal(id="buttons"):
            yield Button("Cancel", id="cancel", action="screen.close", compact=True)
            for deed in ("do", "again", "go_on", "forget"):
                yield Button(Content(deed), id=deed, compact=True)
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
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
        self.put("#facts", "\n".join(f"{name:<14}{value}" for name, value in page.facts))
        self.put("#stops", _listed("What stops working", tuple(f"• {line}" for line in page.stops)))
        self.put("#stages", _listed("What is done", page.stages))
        self.put("#note", page.note)
        self.put("#ask", f"Type {page.expected} in the box (Shift+Tab)" if page.expected else "")
        self.query_one("#confirm").display = bool(page.expected)
        self._check(page)
        self._buttons(page)

    def _check(self, page: Shown) -> None:
        typed = self.query_one("#typed", Input).value
        wrong = mismatch(typed, page.expected)
        right = "✓ That is it: Tab leads to the button." if typed and not wrong else ""
        self.put("#wrong", f"✗ {wrong}" if wrong else right)

    def _buttons(self, page: Shown) -> None:
        """A button that goes while it has the focus hands it to Cancel, never to another deed."""
        labels = dict(page.deeds)
        waits = self.busy or (page.expected and self.query_one("#typed", Input).value != page.expected)
        for button in self.query("#buttons Button").results(Button):
            if button.id == "cancel":
                button.label = "Cancel" if page.asking else "Back"
                continue
            button.display, button.label = button.id in labels, Content(labels.get(str(button.id), ""))
            button.disabled = bool(waits)
        if self.focused is None or not self.focused.focusable:
            self.query_one("#cancel").focus()
        self.refresh_bindings()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.draw()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        """Enter in the box confirms nothing."""
        event.stop()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id != "cancel":
            self.perform(str(event.button.id))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        if action == "go_on" and self.drawn:
            button = self.query_one("#go_on", Button)
            return button.display and not button.disabled
        return True

    def focus_cancel(self) -> None:
        if self.drawn:
            self.query_one("#cancel").focus()

    def action_go_on(self) -> None:
        self.perform("go_on")

    def action_scroll_down(self) -> None:
        self.query_one("#page").scroll_page_down(animate=False)

    def action_scroll_up(self) -> None:
        self.query_one("#page").scroll_page_up(animate=False)

    def action_close(self) -> None:
        self.dismiss()


def _listed(title: str, lines: tuple[str, ...]) -> str:
    return "\n".join((title, *lines)) if lines else ""
