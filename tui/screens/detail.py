"""Describe: all that is known of one private endpoint."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from textual import work
from textual.app import ComposeResult
from textual.reactive import var
from textual.screen import Screen

from tui import keymap
from tui.domain.endpoints import VpcEndpoint
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import Snapshot
from tui.domain.status import Status
from tui.monitor.store import Store
from tui.runtime import Runtime
from tui.screens import opening
from tui.screens.answers import AnswersScreen
from tui.screens.checks import DiagnoseScreen
from tui.screens.dialogs import ConfirmDialog, PickerDialog
from tui.screens.live import LiveScreen
from tui.screens.messages import CopyRequested
from tui.views.choices import Choice
from tui.views.copying import values
from tui.views.describe import GROUPS, INTERFACES, SUBNETS, Network, Seen, body, head
from tui.views.sections import Section
from tui.views.taking import take
from tui.widgets.keys import KeyBar, bindings
from tui.widgets.page import Page
from tui.widgets.problem_banner import ProblemBanner
from tui.widgets.sheet import Sheet
from tui.widgets.status_line import StatusLine

_FIELDS = {SUBNETS: "subnets", INTERFACES: "interfaces", GROUPS: "groups"}


class DetailScreen(LiveScreen):
    """One private endpoint, live; its network is read when it is opened, when it changes, and on refresh."""

    CSS_PATH = "../styles/detail.tcss"
    BINDINGS = bindings("detail")

    network: var[Network] = var(Network)

    def __init__(self, runtime: Runtime, store: Store, key: str) -> None:
        super().__init__(store, runtime.label)
        self._runtime = runtime
        self._key = key
        self._seen: Seen | None = None
        self._read_of: object = None
        """The IDs that the network was read for."""

    def compose(self) -> ComposeResult:
        yield StatusLine("Describe").data_bind(LiveScreen.snapshot, LiveScreen.label)
        yield ProblemBanner().data_bind(LiveScreen.snapshot)
        yield Sheet(id="head")
        with Page():
            yield Sheet(id="body")
        yield KeyBar()

    def opened(self) -> None:
        self.query_one(Page).focus()
        if self._row:
            self._runtime.operations.watch(self._row)
        self._look(self.snapshot)

    def watch_snapshot(self, snapshot: Snapshot) -> None:
        if self.drawn:
            self._look(snapshot)

    def watch_network(self) -> None:
        if self.drawn:
            self._draw()

    @property
    def about(self) -> str:
        return self._key

    @property
    def _row(self) -> PrivateEndpoint | None:
        return self.snapshot.row(self._key)

    @property
    def _endpoint(self) -> VpcEndpoint | None:
        return self._row.vpc_endpoint if self._row else None

    def _look(self, snapshot: Snapshot) -> None:
        """Take what is new; read the network anew where the endpoint stands elsewhere than before."""
        if row := snapshot.row(self._key):
            self._seen = Seen(row, snapshot.at)
        elif self._seen:
            self._seen = replace(self._seen, missing=True, gone=self._key in snapshot.gone)
        if (endpoint := self._endpoint) and _places(endpoint) != self._read_of:
            self.refreshed()
        self._draw()
        self.refresh_bindings()

    def _draw(self) -> None:
        seen, history = self._seen, self._runtime.history
        if seen is None:
            self.query_one("#head", Sheet).blocks = (
                Section(f"{self._key} is not there. {keymap.key('detail', 'close')} leads back."),
            )
            return
        entries = history.of(self._key)
        self.query_one("#head", Sheet).blocks = head(seen, self.snapshot, keys="detail")
        self.query_one("#body", Sheet).blocks = body(seen, self.snapshot, self.network, entries, history.since)

    def refreshed(self) -> None:
        if endpoint := self._endpoint:
            self._read_of = _places(endpoint)
            self._read(endpoint)

    @work(group="reading", exclusive=True)
    async def _read(self, of: VpcEndpoint) -> None:
        """The three parts at once; each is shown as soon as it is there."""
        operations = self._runtime.operations
        self.network = replace(self.network, reading=frozenset(_FIELDS))
        await asyncio.gather(
            self._part(SUBNETS, partial(operations.subnets, of.region, of.vpc_id, of.aws_profile)),
            self._part(
                INTERFACES, partial(operations.network_interfaces, of.region, of.network_interface_ids, of.aws_profile)
            ),
            self._part(GROUPS, partial(operations.security_groups, of.region, of.vpc_id, of.aws_profile)),
        )

    async def _part(self, name: str, read: Callable[[], Awaitable[Sequence[Any]]]) -> None:
        side = await self._runtime.operations.ask(getattr(self.network, _FIELDS[name]), read)
        left = self.network.reading - {name}
        self.network = replace(self.network, reading=left, **{_FIELDS[name]: side})

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        row = self._row if self.drawn else None
        if action == "take":
            return bool(take(row))
        works = {
            "edit": row is not None and opening.editable(row),
            "delete": row is not None and row.standing.status is not Status.DELETING,
            "connect": row is not None and self.snapshot.cluster(row.cluster_id) is not None,
            "diagnose": self._endpoint is not None,
            "answers": self._seen is not None,
            "copy_value": self._seen is not None,
        }
        return True if works.get(action, True) else None

    def _open(self, make: Callable[[Runtime, Store, PrivateEndpoint], Screen[Any]]) -> None:
        if row := self._row:
            self.open_page(make(self._runtime, self._store, row))

    def action_edit(self) -> None:
        self._open(opening.editor)

    def action_delete(self) -> None:
        self._open(opening.deletion)

    def action_connect(self) -> None:
        self._open(opening.connection)

    def action_diagnose(self) -> None:
        self.open_page(DiagnoseScreen(self._runtime, self._store, self._key))

    @work(group="operation")
    async def action_take(self) -> None:
        """What somebody changed is meant from now on, if it is still what was confirmed."""
        offered = take(self._row)
        for question in (each.question for each in offered if each.question):
            agreed = await self.ask(ConfirmDialog.of(question))
            if agreed and take(self._row) == offered:
                await self._runtime.operations.take_as_it_is(self._key)

    def action_answers(self) -> None:
        if self._seen:
            self.open_page(AnswersScreen(self._runtime, self._store, self._seen.row))

    def action_copy(self) -> None:
        self.post_message(CopyRequested(self._key, "VPC endpoint ID"))

    @work(group="operation")
    async def action_copy_value(self) -> None:
        if self._seen is None:
            return
        found = values(self._seen.row, self.snapshot, self.network)
        lines = [Choice(str(at), f"{what:<18}{value}") for at, (what, value) in enumerate(found)]
        if chosen := await self.ask(PickerDialog("Copy to the clipboard", lines)):
            what, value = found[int(chosen[0])]
            self.post_message(CopyRequested(value, what))

    def action_close(self) -> None:
        self.dismiss()


def _places(endpoint: VpcEndpoint) -> object:
    return endpoint.vpc_id, endpoint.subnet_ids, endpoint.network_interface_ids, endpoint.security_group_ids
