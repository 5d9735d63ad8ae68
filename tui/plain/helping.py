"""Help, read out a topic at a time."""

from tui.domain.status import Turn
from tui.monitor.store import Store
from tui.plain.talk import Talk
from tui.runtime import Runtime
from tui.views.help_topics import TOPICS
from tui.views.page import Action, Page, action

_WORDS = """Type the number of a choice, or its name.
Empty line, or read: read the page again. wait: nothing is asked until it is your turn; with seconds, not longer.
refresh: ask TiDB and AWS now. help: these pages. back: to the page before. quit, or the end of the input: leave.
Unfinished setups and deletions are kept; changes are told as they come."""


_WIDTH = 80
"""Cells; whoever reads aloud breaks no lines."""


class Helping:
    """Until the operator goes back."""

    def __init__(self, talk: Talk, runtime: Runtime, store: Store) -> None:
        self._talk, self._runtime, self._store = talk, runtime, store

    async def run(self) -> None:
        """Raises Left."""
        self._talk.tell(_WORDS)
        heard = None
        while (chosen := await self._talk.choose(self._page, heard)) != "close":
            heard, topic = self._talk.heard, chosen.partition(" ")[2]
            if topic == "Billing":
                rows = self._store.snapshot.rows
                await self._runtime.prices.refresh(row.region for row in rows if row.vpc_endpoint)
            if topic in TOPICS:
                text = TOPICS[topic](self._store.snapshot, self._runtime.prices, ())
                self._talk.tell((text if isinstance(text, str) else text(_WIDTH)).rstrip())

    def _page(self) -> Page:
        topics = tuple(Action(name=f"topic {title}", label=title, key="") for title in TOPICS)
        return Page(title="Help", turn=Turn.NOBODY, actions=(*topics, action("help", "close")))
