"""The five steps: each page read out, and what is chosen there asked of the operations."""

from tui import assets
from tui.domain.draft import Draft, Step, twin
from tui.domain.ids import Box
from tui.domain.preparation import Preparation
from tui.domain.snapshot import facts, reconcile
from tui.domain.wizard import Wizard
from tui.domain.work import work_on
from tui.monitor.store import Store
from tui.plain.checking import About, Checking
from tui.plain.picking import Picking
from tui.plain.place import Place
from tui.plain.talk import Talk
from tui.runtime import Runtime
from tui.views.no_clusters import how_to_create
from tui.views.page import Page
from tui.views.plain import plain
from tui.views.steps import Setup, step_page
from tui.views.steps.interface_endpoint import CREATING, preparation
from tui.views.steps.private_dns import ENABLING, FINISHING, VERIFYING
from tui.views.terms import terms


class Steps(Place):
    """One setup, from the step it is at until it is left or finished."""

    def __init__(self, talk: Talk, runtime: Runtime, store: Store, wizard: Wizard) -> None:
        super().__init__(talk, runtime, store)
        self._wizard = wizard
        self._entered: Step | None = None
        self._own = wizard.draft.id
        self.finished = ""
        """ID of the VPC endpoint, once Create was chosen."""

    async def enter(self) -> None:
        self._runtime.poller.hurry()
        if self._wizard.step is not self._entered:
            self._entered = self._wizard.step
            await self._begin(self._entered)

    @property
    def draft(self) -> Draft:
        """What was entered so far."""
        return self._wizard.draft

    @property
    def setup(self) -> Setup:
        """As things are now."""
        found = reconcile(self.draft, self._store.snapshot)
        if found != self.draft:
            self._change(found)
        return Setup(
            step=self._wizard.step,
            draft=self.draft,
            snapshot=self._store.snapshot,
            terms=terms(self._runtime),
        )

    def shows(self, key: str) -> bool:
        return key == self.draft.vpc_endpoint_id

    def page(self) -> Page:
        return step_page(self.setup)

    def _change(self, draft: Draft) -> None:
        self._wizard = Wizard(self._wizard.step, draft)
        self._operations.keep(draft)

    async def _begin(self, step: Step) -> None:
        setup = self.setup
        if row := setup.facts.endpoint:
            self._operations.watch(row)
        if step is Step.SERVICE_ENDPOINT and setup.facts.cluster:
            self._talk.tell(self.page().line("refused"))
            self._change(self.draft.with_region(setup.facts.cluster.region))
        elif step is Step.INTERFACE_ENDPOINT:
            if not self.draft.vpc_endpoint_id and not self._runtime.read_only:
                self._operations.prepare(self.draft)
            await self._runtime.prices.refresh([self.draft.region])
        elif step is Step.ENABLE_PRIVATE_DNS and not self._runtime.read_only:
            service = setup.facts.service
            if service and service.unverified:
                await self.attempt(VERIFYING, self._operations.verify_name(self.draft))

    async def do_field(self, field: str) -> None:
        """Fill it in; what changed by it is told with the page."""
        before = self.page().fields
        if field == "cluster":
            await self._choose_cluster()
        elif field == "group":
            await self._choose_group()
        elif field == "region":
            self._talk.tell(self.page().line("note"))
        else:
            await self._fill_box(Box(field))
        if self.page().fields == before:
            self._talk.tell("It stays as it is.")

    async def do_create_cluster(self) -> None:
        self._talk.tell("\n".join(how_to_create(self._store.snapshot.tidb_side)))

    async def _choose(self, field: str) -> str | None:
        """The ID of what was chosen, by number, ID or name; None: it stays as it is."""
        found = next(each for each in self.page().fields if each.name == field)
        typed = await self._talk.pick(found.hint, found.choices)
        named = (each.id for each in found.choices if typed in {each.id, each.text.partition("  ")[0]})
        chosen = next(named, None)
        if typed is not None and chosen is None:
            self._talk.tell(f"✗ There is no {plain(typed, 60)} to choose.")
        return chosen

    async def _choose_cluster(self) -> None:
        chosen = await self._choose("cluster")
        if cluster := chosen and self._store.snapshot.cluster(chosen):
            self._adopt(Draft(self._own, self.draft.cluster_id).with_cluster(cluster))

    async def _choose_group(self) -> None:
        if (key := await self._choose("group")) is not None:
            self._adopt(Draft(self._own, self.draft.cluster_id).with_node_group(key))

    def _adopt(self, draft: Draft) -> None:
        """Where nothing else was entered, an unfinished setup is gone on with: no second one is kept."""
        self._change(twin(draft, self._operations.drafts()) or draft)

    async def _fill_box(self, box: Box) -> None:
        text = await Picking(self._talk, self._operations, self.setup).ask(box)
        if text is None:
            return
        before, draft = self.draft, self.draft.enter(box, text)
        if box is Box.ENDPOINT and draft != before:
            self._operations.forget_acceptance(before.vpc_endpoint_id)
        self._change(draft)

    async def do_run(self) -> None:
        run = self.page().action("run")
        if run is None or run.question is None or not await self._talk.confirmed(run.question):
            return
        if why_not := self.page().why_not("run"):
            self._talk.tell(f"Not now. {why_not}")
        elif self.setup.step is Step.INTERFACE_ENDPOINT:
            self._change(await self.attempt(CREATING, self._operations.create_endpoint(self.draft)))
        else:
            await self.attempt(ENABLING, self._operations.enable_private_dns(self.draft))

    async def do_next(self) -> None:
        setup = self.setup
        if setup.step is Step.CHOOSE_CLUSTER:
            self._adopt(self.draft)
            self._wizard = self._wizard.next(self.setup.facts)
        elif setup.step is Step.ACCEPT_ENDPOINT_CONNECTION and not setup.facts.available:
            await self._accept()
        elif setup.step is Step.ENABLE_PRIVATE_DNS:
            await self.attempt(FINISHING, self._operations.finish(self.draft))
            self.finished, self.open = self.draft.vpc_endpoint_id, False
        else:
            self._wizard = self._wizard.next(setup.facts)

    async def _accept(self) -> None:
        on_next = self.page().action("next")
        if on_next and on_next.question and not await self._talk.confirmed(on_next.question):
            return
        self._operations.begin_acceptance(self.draft)

    async def do_back(self) -> None:
        before = self._wizard.back()
        self.open = before is not None
        self._wizard = before or self._wizard

    async def do_leave(self) -> None:
        self.open = False

    async def do_another(self) -> None:
        self._wizard = Wizard(Step.INTERFACE_ENDPOINT, self._operations.renew(self.draft))

    async def do_checks(self) -> None:
        setup = self.setup
        await self.visit(Checking(self._talk, self._runtime, self._store, About(setup.draft, setup.step)))

    async def do_instruction(self) -> None:
        third = self.setup.step is Step.INTERFACE_ENDPOINT
        names = ("vpc-id", "subnet-ids") if third else ("vpc-endpoint-id",)
        self._talk.tell("\n".join(assets.instruction(name) for name in names))

    async def do_refresh(self) -> None:
        """Also asks again for what could not be prepared."""
        await super().do_refresh()
        setup = self.setup
        if setup.step is not Step.INTERFACE_ENDPOINT or self.draft.vpc_endpoint_id:
            return
        work, _ = work_on(setup.snapshot.works, preparation(setup), Preparation)
        if facts(self.draft, setup.snapshot).service is None or (work and work.problem):
            self._operations.prepare(self.draft, again=True)
