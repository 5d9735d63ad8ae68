"""A page longer than the screen."""

from textual.containers import VerticalScroll
from textual.widget import Widget

from tui.widgets.keys import bindings


def scroll_page(scrolled: Widget, pages: int) -> None:
    """By so many pages, at once: of two keys in one frame the second goes on from where the first led."""
    line = scrolled.scroll_y + pages * scrolled.scrollable_content_region.height
    scrolled.scroll_to(y=line, animate=False, immediate=True)


class Scrolls:
    """The actions of the keys of pages, at once: every step of a glide is written to the line."""

    @property
    def scrolled(self) -> Widget:
        """What they scroll."""
        raise NotImplementedError

    def action_scroll_down(self) -> None:
        self._go_to(self.scrolled.scroll_y + 1)

    def action_scroll_up(self) -> None:
        self._go_to(self.scrolled.scroll_y - 1)

    def action_scroll_home(self) -> None:
        self._go_to(0)

    def action_scroll_end(self) -> None:
        self._go_to(self.scrolled.max_scroll_y)

    def action_page_down(self) -> None:
        scroll_page(self.scrolled, 1)

    def action_page_up(self) -> None:
        scroll_page(self.scrolled, -1)

    def _go_to(self, line: float) -> None:
        self.scrolled.scroll_to(y=line, animate=False, immediate=True)


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
