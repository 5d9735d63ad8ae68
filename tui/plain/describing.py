"""Describe: all that is known of one private endpoint, and all that can be done with it."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tui.domain.draft import Draft
from tui.domain.endpoints import VpcEndpoint
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import facts, reconcile
from tui.domain.status import Status, Turn
from tui.domain.wizard import resume
from tui.monitor.store import Store
from tui.plain.checking import About, Checking
from tui.plain.connecting import Connecting
from tui.plain.deleting import Deleting
from tui.plain.editing import EditingPlace
from tui.plain.place import Place
from tui.plain.steps import Steps
from tui.plain.talk import Talk
from tui.runtime import Runtime
from tui.views.describe import Network, Seen, body, head
from tui.views.opening import changeable, deletes_first, editable
from tui.views.page import Page, Question, action
from tui.views.plain import plain_lines
from tui.views.sections import Block, Section
from tui.views.taking import TAKING, take

_DISCARD = Question(
    title="Discard this unfinished setup?",
    lines=("The answers given so far are forgotten.", "Nothing on AWS is deleted or changed."),
    yes="Discard",
)


class Describing(Place):
    """One row of the list."""

    def __init__(self, talk: Talk, runtime: Runtime, store: Store, row: PrivateEndpoint) -> None:
        super().__init__(talk, runtime, store)
        self._seen = Seen(row, store.snapshot.at)
        self._network = Network()
        self._read_of = object()

    @property
    def _row(self) -> PrivateEndpoint | None:
        return self._store.snapshot.row(self._seen.row.key)

    async def enter(self) -> None:
        """The network is read anew where the endpoint stands elsewhere than before."""
        row = self._row
        if row:
            self._operations.watch(row)
        if row and (of := row.vpc_endpoint) and (places := _places(of)) != self._read_of:
            self._read_of, self._network = places, await self._read(of)

    async def _read(self, of: VpcEndpoint) -> Network:
        """A part that cannot be read says why."""
        reads, empty = self._operations, Network()
        region, profile = of.region, of.aws_profile
        parts = await asyncio.gather(
            reads.ask(empty.subnets, lambda: reads.subnets(region, of.vpc_id, profile)),
            reads.ask(empty.interfaces, lambda: reads.network_interfaces(region, of.network_interface_ids, profile)),
            reads.ask(empty.groups, lambda: reads.security_groups(region, of.vpc_id, profile)),
        )
        return Network(*parts)

    def shows(self, key: str) -> bool:
        return key == self._seen.row.key

    def page(self) -> Page:
        snapshot, row, history = self._store.snapshot, self._row, self._runtime.history
        key = self._seen.row.key
        self._seen = Seen(row, snapshot.at) if row else replace(self._seen, missing=True, gone=key in snapshot.gone)
        known = self._network, history.of(key), history.since
        blocks = (*head(self._seen, snapshot), *body(self._seen, snapshot, *known))
        why_gone = "" if row else snapshot.missing(key)
        moving = row and not editable(row)
        deleting = row and row.standing.status is Status.DELETING
        return Page(
            title="Describe",
            turn=row.standing.turn if row else Turn.NOBODY,
            lines=tuple(_lines(blocks)),
            actions=(
                action("detail", "edit", why_gone or ("Nothing can be changed while it moves." if moving else "")),
                action("detail", "delete", why_gone or ("It is being deleted." if deleting else "")),
                action("detail", "connect", why_gone),
                action("detail", "diagnose", "" if row and row.vpc_endpoint else "AWS shows no VPC endpoint."),
                *take(row),
                action("detail", "answers"),
                *((action("endpoints", "discard"),) if row and row.draft else ()),
                action("detail", "close"),
            ),
        )

    async def do_edit(self) -> None:
        """As the screen does: a setup goes on, what is lost is deleted, what works is changed."""
        row = self._row
        if row is None:
            return
        if row.vpc_endpoint_id and deletes_first(row):
            await self.do_delete()
        elif changeable(row) and not row.draft:
            await self.visit(EditingPlace(self._talk, self._runtime, self._store, row))
        else:
            draft = reconcile(row.draft or self._draft(row), self._store.snapshot)
            wizard = resume(draft, facts(draft, self._store.snapshot))
            await self.visit(Steps(self._talk, self._runtime, self._store, wizard))

    def _draft(self, row: PrivateEndpoint) -> Draft:
        return replace(
            self._operations.new_draft(row.cluster_id),
            node_group_id=row.node_group_id,
            region=row.region,
            vpc_id=row.vpc_id,
            vpc_endpoint_id=row.vpc_endpoint_id,
        )

    async def do_refresh(self) -> None:
        """The network too."""
        self._read_of = object()
        await super().do_refresh()

    async def do_delete(self) -> None:
        await self.visit(Deleting(self._talk, self._runtime, self._store, self._seen.row.key))

    async def do_connect(self) -> None:
        row = self._seen.row
        await self.visit(Connecting(self._talk, self._runtime, self._store, row.cluster_id, row.key))

    async def do_diagnose(self) -> None:
        row = self._seen.row
        draft = Draft("", row.cluster_id, row.node_group_id, row.region, vpc_endpoint_id=row.vpc_endpoint_id)
        await self.visit(Checking(self._talk, self._runtime, self._store, About(draft)))

    async def do_take(self) -> None:
        """What somebody changed is meant from now on, if it is still what was confirmed."""
        row = self._row
        for each in take(row):
            if each.question and await self._talk.confirmed(each.question) and take(self._row) == (each,):
                await self.attempt(TAKING, self._operations.take_as_it_is(self._seen.row.key))

    async def do_answers(self) -> None:
        """Both sides, word by word."""
        row, reads = self._seen.row, self._operations
        if of := row.vpc_endpoint:
            self._talk.tell("AWS:")
            self._talk.tell_as_is(plain_lines(await reads.raw_vpc_endpoint(of.region, of.id, of.aws_profile)))
        if row.service:
            self._talk.tell("TiDB:")
            self._talk.tell_as_is(plain_lines(await reads.raw_connection(row.service, row.key)))

    async def do_discard(self) -> None:
        row = self._row
        if row and row.draft and await self._talk.confirmed(_DISCARD):
            self._operations.forget(row.draft.id)
            self.open = False


def _places(of: VpcEndpoint) -> object:
    return of.vpc_id, of.subnet_ids, of.network_interface_ids, of.security_group_ids


def _lines(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """A line a fact, named so that a change of it is told alone."""
    for section in (each for block in blocks for each in ([block] if isinstance(block, Section) else block)):
        yield section.title, ". ".join(filter(None, (section.title, section.note)))
        for number, (label, value) in enumerate(section.facts):
            yield f"{section.title} {number} {label}", f"{label}: {value}" if label else value
