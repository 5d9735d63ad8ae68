"""Help: one page a topic."""

from collections.abc import Sequence

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import var
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.domain.snapshot import Snapshot
from tui.prices import PriceBook
from tui.screens.leaving import LeavesOnce
from tui.views.help_topics import TOPICS
from tui.widgets.keys import KeyBar, bindings
from tui.widgets.prose import Prose


class HelpScreen(LeavesOnce[None], ModalScreen[None]):
    """Left and Right go through the topics."""

    CSS_PATH = "../styles/help.tcss"
    BINDINGS = bindings("help", priority=True)  # before the page takes the arrows
    AUTO_FOCUS = "Prose"
    help_topic = ""
    """No help on help."""

    topic: var[str] = var("Keys", init=False)

    def __init__(self, snapshot: Snapshot, prices: PriceBook, topic: str = "Keys", here: Sequence[str] = ()) -> None:
        """`here` are the scopes of the page that it is opened from."""
        super().__init__()
        self._snapshot, self._prices, self._here = snapshot, prices, here
        self.set_reactive(HelpScreen.topic, topic)

    def compose(self) -> ComposeResult:
        yield Static(id="topics", markup=False)
        yield Prose()
        yield KeyBar()

    def on_mount(self) -> None:
        self.watch_topic()

    def watch_topic(self) -> None:
        titles = [Content.styled(title, "bold reverse" if title == self.topic else "") for title in TOPICS]
        self.query_one("#topics", Static).update(Content("  ").join(titles))
        self._write()
        self.query_one(Prose).scroll_home(animate=False, immediate=True)
        if self.topic == "Billing":
            self._read_prices()

    def _write(self) -> None:
        self.query_one(Prose).text = TOPICS[self.topic](self._snapshot, self._prices, self._here)

    @work(group="prices")
    async def _read_prices(self) -> None:
        await self._prices.refresh(row.region for row in self._snapshot.rows if row.vpc_endpoint)
        self._write()

    def action_next_topic(self) -> None:
        self._go(1)

    def action_previous_topic(self) -> None:
        self._go(-1)

    def _go(self, by: int) -> None:
        titles = list(TOPICS)
        self.topic = titles[(titles.index(self.topic) + by) % len(titles)]

    def action_close(self) -> None:
        self.dismiss()
