"""A page longer than the screen."""

from textual.containers import VerticalScroll
from textual.widget import Widget

from tui.widgets.keys import bindings


class Scrolls:
    """The actions of the keys of pages, at once: every step of a glide is written to the line."""

    @property
    def scrolled(self) -> Widget:
        """What they scroll."""
        raise NotImplementedError

    def action_scroll_down(self) -> None:
        self.scrolled.scroll_relative(y=1, animate=False)

    def action_scroll_up(self) -> None:
        self.scrolled.scroll_relative(y=-1, animate=False)

    def action_scroll_home(self) -> None:
        self.scrolled.scroll_home(animate=False)

    def action_scroll_end(self) -> None:
        self.scrolled.scroll_end(animate=False)

    def action_page_down(self) -> None:
        self.scrolled.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        self.scrolled.scroll_page_up(animate=False)


class Page(Scrolls, VerticalScroll):
    """Takes the focus, and its keys with it."""

    DEFAULT_CSS = """
    Page {
        height: 1fr;
        scrollbar-size-vertical: 1;
    }
    """

    BINDINGS = bindings("page")

    @property
    def scrolled(self) -> Widget:
        return self


class Body(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Boxes and buttons that may need more lines than there are: the screen's own keys scroll it, at once."""
