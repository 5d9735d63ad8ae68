"""The private endpoints, one a line; a number opens one."""

from tui.domain.listing import InvalidFilter, Order, select
from tui.domain.status import Turn
from tui.plain.clusters import Clusters, new_setup
from tui.plain.describing import Describing
from tui.plain.place import Place
from tui.views.endpoints import EndpointLine, endpoints_view
from tui.views.page import Action, Page, action
from tui.views.plain import plain
from tui.views.sources import notes, problems, unread
from tui.views.words import WHOSE

_ACTIONS = ("create", "clusters", "filter", "sort", "reverse")


class Listing(Place):
    """The first page: leaving it leaves the program."""

    wanted = ""
    """The filter; empty shows all."""
    order = Order()

    def shows(self, key: str) -> bool:
        return bool(key)

    def page(self) -> Page:
        """The rows are choices; their words are told again where they change."""
        snapshot = self._store.snapshot
        view = endpoints_view(snapshot, self.wanted, self.order)
        rows = tuple(Action(name=f"row {line.key}", label=_line(line), key="") for line in view.rows)
        counts = ", ".join(f"{count} {status}" for status, count in view.counts.items())
        failed = (f"✗ {side}: {plain(each.problem.told)}" for side, each in problems(snapshot) if each.problem)
        filtered = f"Filter {self.wanted}: {len(rows)} of {view.total} shown." if self.wanted else ""
        said = (*failed, *map(plain, (*unread(snapshot), *notes(snapshot))))
        lines = (
            ("counts", counts or ("No private endpoints." if snapshot.loaded else "Reading TiDB and AWS …")),
            ("filter", filtered),
            ("sources", "\n".join(said)),
        )
        moving = any(each.turn in {Turn.AWS, Turn.TIDB} for each in view.rows)
        yours = any(each.turn is Turn.YOU for each in view.rows)
        turn = Turn.YOU if yours else Turn.AWS if moving else Turn.NOBODY
        actions = (*rows, *(action("endpoints", name) for name in _ACTIONS))
        return Page(title=f"Private Endpoint, {self._runtime.label}", turn=turn, lines=lines, actions=actions)

    async def do_row(self, key: str) -> None:
        """Open it."""
        if row := self._store.snapshot.row(key):
            await self.visit(Describing(self._talk, self._runtime, self._store, row))

    async def do_create(self) -> None:
        setup = new_setup(self)
        await self.visit(setup)
        if row := self._store.snapshot.row(setup.finished):
            await self.visit(Describing(self._talk, self._runtime, self._store, row))

    async def do_clusters(self) -> None:
        await self.visit(Clusters(self._talk, self._runtime, self._store))

    async def do_sort(self) -> None:
        """By the next column."""
        self.order = self.order.next()
        self._talk.tell(f"Sorted by {self.order.column or 'cluster, region and ID'}.")

    async def do_reverse(self) -> None:
        self.order = self.order.reversed()

    async def do_filter(self) -> None:
        typed = await self._talk.entered("Words, or field:value; an empty line shows all.")
        try:
            select((), typed)
        except InvalidFilter as error:
            self._talk.tell(f"✗ {error}")
        else:
            self.wanted = typed


def _line(line: EndpointLine) -> str:
    name = line.id or ("setup" if line.key.startswith("draft:") else "endpoint service")
    words = (name, line.status, WHOSE[line.turn], plain(line.cluster, 60), line.region)
    return f"{', '.join(word for word in words if word)}. {plain(line.next)}"
