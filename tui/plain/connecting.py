"""Connect to TiDB: what each client is given, by number."""

from tui.domain.connect import about_ca, endpoints_of, usable
from tui.domain.connect_strings import Client
from tui.domain.status import Turn
from tui.monitor.store import Store
from tui.plain.place import Place
from tui.plain.talk import Talk
from tui.runtime import Runtime
from tui.views.connecting import connect_view
from tui.views.page import Action, Page, action
from tui.views.plain import plain, plain_lines

_LONGEST_PATH = 4096


class Connecting(Place):
    """Through one private endpoint."""

    def __init__(self, talk: Talk, runtime: Runtime, store: Store, cluster_id: str, key: str = "") -> None:
        super().__init__(talk, runtime, store)
        rows = endpoints_of(cluster_id, store.snapshot.rows)
        first = next((row.key for row in rows if usable(row)), next((row.key for row in rows), ""))
        self._cluster_id, self._key = cluster_id, key or first

    def page(self) -> Page:
        snapshot = self._store.snapshot
        row, cluster = snapshot.row(self._key), snapshot.cluster(self._cluster_id)
        others = (each for each in endpoints_of(self._cluster_id, snapshot.rows) if each.key != self._key)
        through = (Action(name=f"through {each.key}", label=f"Through {each.key}", key="") for each in others)
        clients = (Action(name=f"client {each.name}", label=str(each), key="") for each in Client)
        about = "This cluster has no private endpoint." if row is None else f"Through {row.key}."
        why_not = connect_view(row, Client.MYSQL, snapshot).why_not if row else ""
        ca = plain(about_ca(snapshot.tidb_side, self._ca), _LONGEST_PATH)
        return Page(
            title=f"Connect to TiDB, {plain(cluster.name, 60) if cluster else 'a cluster that is not there any more'}",
            turn=Turn.NOBODY,
            lines=(("through", about), ("why_not", plain(why_not)), ("ca", ca)),
            actions=(
                *(clients if row and not why_not else ()),
                *through,
                action("connect", "ca_file"),
                action("connect", "close"),
            ),
        )

    @property
    def _ca(self) -> str:
        return plain(self._runtime.ca_files.path(self._cluster_id), _LONGEST_PATH)

    async def do_client(self, name: str) -> None:
        """Read out what that client is given."""
        if row := self._store.snapshot.row(self._key):
            view = connect_view(row, Client[name], self._store.snapshot, self._ca)
            self._talk.tell("\n".join(text for text in (view.warning, view.note, view.why_not) if text))
            self._talk.tell_as_is(plain_lines(view.text))

    async def do_through(self, key: str) -> None:
        """Choose another endpoint."""
        self._key = key

    async def do_ca_file(self) -> None:
        typed = await self._talk.entered("Path of the CA certificate; an empty line leaves it as it is.")
        if typed:
            await self._runtime.ca_files.tell(self._cluster_id, typed)
