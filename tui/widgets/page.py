"""A page longer than the screen."""

from textual.containers import VerticalScroll

from tui.widgets.keys import bindings


class Page(VerticalScroll):
    """Scrolls by the keys of lists, at once: every step of a glide is written to the line."""

    DEFAULT_CSS = """
    Page {
        height: 1fr;
        scrollbar-size-vertical: 1;
    }
    """

    BINDINGS = bindings("page")

    def action_scroll_down(self) -> None:
        self.scroll_relative(y=1, animate=False)

    def action_scroll_up(self) -> None:
        self.scroll_relative(y=-1, animate=False)

    def action_scroll_home(self) -> None:
        self.scroll_home(animate=False)

    def action_scroll_end(self) -> None:
        self.scroll_end(animate=False)

    def action_page_down(self) -> None:
        self.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        self.scroll_page_up(animate=False)


class Body(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Boxes and buttons that may need more lines than there are: the screen's own keys scroll it, at once."""
