"""The raw answers of AWS and TiDB about one private endpoint."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from textual import work
from textual.app import ComposeResult
from textual.widgets import Static

from tui.domain.private_endpoint import PrivateEndpoint
from tui.monitor.cached import Cached
from tui.monitor.store import Store
from tui.runtime import Runtime
from tui.screens.live import LiveScreen
from tui.screens.messages import CopyRequested
from tui.views.plain import LIMIT, clock_time, plain, plain_lines
from tui.widgets.keys import KeyBar, bindings
from tui.widgets.page import Page
from tui.widgets.status_line import StatusLine


class AnswersScreen(LiveScreen):
    """Read when opened and when refreshed; JSON as it was sent, without what a terminal would obey."""

    CSS_PATH = "../styles/detail.tcss"
    BINDINGS = bindings("dialog")

    def __init__(self, runtime: Runtime, store: Store, row: PrivateEndpoint) -> None:
        super().__init__(store, runtime.label)
        self._operations = runtime.operations
        self._row = row
        self._answers: dict[str, Cached[str]] = {"AWS": Cached(""), "TiDB": Cached("")}

    def compose(self) -> ComposeResult:
        yield StatusLine("Raw answers").data_bind(LiveScreen.snapshot, LiveScreen.label)
        with Page():
            for side in self._answers:
                yield Static(f"{side}: reading …", id=f"{side}-title", classes="title", markup=False)
                yield Static(id=side, markup=False)
        yield KeyBar()

    def opened(self) -> None:
        self.query_one(Page).focus()
        self.refreshed()

    def refreshed(self) -> None:
        row, operations = self._row, self._operations
        profile = self.snapshot.aws_profile(row)
        reads = {"AWS": partial(operations.raw_vpc_endpoint, row.region, row.vpc_endpoint_id, profile)}
        if row.service:
            reads["TiDB"] = partial(operations.raw_connection, row.service, row.vpc_endpoint_id)
        else:
            self._title("TiDB", "no endpoint service is known to ask about")
        self._read(reads)

    @work(group="reading", exclusive=True)
    async def _read(self, reads: Mapping[str, Callable[[], Awaitable[str]]]) -> None:
        """Both sides at once; each is shown as soon as it is there."""
        await asyncio.gather(*(self._ask(side, read) for side, read in reads.items()))

    async def _ask(self, side: str, read: Callable[[], Awaitable[str]]) -> None:
        self._title(side, "reading …")
        answer = await self._operations.ask(self._answers[side], read)
        self._answers[side] = answer
        if self.drawn:
            self._show(side, answer)

    def _show(self, side: str, answer: Cached[str]) -> None:
        age = f"read {clock_time(answer.as_of)}" if answer.as_of else ""
        problem = answer.problem
        why = f"could not be read: {plain(problem.told, 2 * LIMIT)}" if problem else ""
        self._title(side, ". ".join(part for part in (why.strip(), age) if part))
        body = self.query_one(f"#{side}", Static)
        if body.content != (text := plain_lines(answer.facts)):
            body.update(text)

    def _title(self, side: str, text: str) -> None:
        self.query_one(f"#{side}-title", Static).update(f"{side}: {text}")

    def action_copy(self) -> None:
        if text := "\n".join(plain_lines(answer.facts) for answer in self._answers.values() if answer.facts):
            self.post_message(CopyRequested(text, "raw answers"))

    def action_close(self) -> None:
        self.dismiss()
