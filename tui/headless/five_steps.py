"""The five steps, one after the other, each announced: what a person does on the screen, with the same operations."""

from collections.abc import Callable
from typing import TypeVar

from tui import exit_codes
from tui.domain.acceptance import Acceptance, AcceptStage
from tui.domain.draft import Draft, Step
from tui.domain.endpoints import ServiceState
from tui.domain.preparation import Preparation, preparation_id
from tui.domain.snapshot import Snapshot, facts, reconcile
from tui.domain.status import Status
from tui.domain.waits import USUAL, Wait
from tui.domain.wizard import Facts, blockers, why_another
from tui.domain.work import Work, work_on
from tui.headless.checking import findings, tell_bad
from tui.headless.session import Session
from tui.headless.working import Ends, Working
from tui.views.plain import plain
from tui.views.waiting import before, of

T = TypeVar("T")


class FiveSteps:
    """One setup on its way; `Ends` where somebody has to be waited for and nobody waits, or has to act."""

    def __init__(self, session: Session, working: Working, draft: Draft, *, waits: bool) -> None:
        self.draft = draft
        self.at = ""
        """The step under way, as it was announced."""
        self._session, self._working, self._waits = session, working, waits
        self._operations = session.runtime.operations

    @property
    def kept(self) -> bool:
        """Whether what was begun is on disk."""
        return any(each.id == self.draft.id for each in self._operations.drafts())

    async def run(self) -> None:
        """All five; what is done already is passed over."""
        cluster = self.facts.cluster
        self._announce(Step.CHOOSE_CLUSTER, cluster.named(self.draft.node_group_id) if cluster else "")
        self._announce(Step.SERVICE_ENDPOINT, self.draft.region)
        self._announce(Step.INTERFACE_ENDPOINT)
        await self._interface_endpoint()
        self._announce(Step.ACCEPT_ENDPOINT_CONNECTION, self.draft.vpc_endpoint_id)
        await self.accept()
        self._announce(Step.ENABLE_PRIVATE_DNS, self.host)
        await self.enable_private_dns()
        await self._operations.finish(self.draft)

    @property
    def facts(self) -> Facts:
        """What the sides say about it now."""
        return self._of(self._session.store.snapshot)

    def _of(self, snapshot: Snapshot) -> Facts:
        self.draft = reconcile(self.draft, snapshot)
        return facts(self.draft, snapshot)

    @property
    def host(self) -> str:
        """The private DNS name; empty where there is none."""
        service = self.facts.service
        return service.private_dns_name if service else ""

    def _announce(self, step: Step, what: str = "") -> None:
        self.at = f"{step:d}/5 {step.label}"
        self._session.tell(f"{self.at}{': ' if what else ''}{plain(what, 200)}")

    async def _interface_endpoint(self) -> None:
        if self.draft.vpc_endpoint_id:
            await self._wait_for_endpoint()
            if not (why := why_another(self.draft, self.facts)):
                return
            self._session.tell(why.partition(" Create another")[0])
            self.draft = self._operations.renew(self.draft)
        self._operations.keep(self.draft)
        await self._service()
        await self._check(Step.INTERFACE_ENDPOINT)
        self._session.progress.text = "AWS is creating the VPC endpoint …"
        self.draft = await self._operations.create_endpoint(self.draft)
        await self._wait_for_endpoint()

    async def _wait_for_endpoint(self) -> None:
        """A new one takes some seconds to be seen; of one that is gone it is said only after a look by its ID."""

        def seen(snapshot: Snapshot) -> bool | None:
            known = self._of(snapshot)
            return True if known.endpoint or why_another(self.draft, known) else None

        await self._working.until(f"Looking for {self.draft.vpc_endpoint_id} …", seen)

    async def _service(self) -> None:
        """The endpoint service: made if there is none, and open to the account."""
        self._operations.prepare(self.draft)
        id_ = preparation_id(self.draft.owner, self.facts.aws_profile)

        def prepared(snapshot: Snapshot) -> Work | None:
            work, _ = work_on(snapshot.works, id_, Preparation)
            return work if work and not work.active else None

        work = await self._working.until("Preparing the endpoint service …", prepared)
        if work.problem and not work.expected:
            raise work.problem
        active = lambda snapshot: self._of(snapshot).service_active or None  # noqa: E731 - beside what it is for
        await self._wait(self._service_text(), active)

    def _service_text(self) -> str:
        service = self.facts.service
        if service and service.state is ServiceState.DELETING:
            return "The endpoint service is being deleted."
        return f"The endpoint service is being created, {self._told(Wait.SERVICE)}."

    def _told(self, wait: Wait) -> str:
        """How long it usually takes, and took here before."""
        snapshot = self._session.store.snapshot
        return "; ".join(filter(None, (USUAL[wait].words, before(of(wait, None, snapshot)))))

    async def _check(self, step: Step) -> None:
        """What AWS would refuse is not asked for."""
        found = await findings(self._session, step, self.draft)
        tell_bad(self._session, found)
        if found.failed:
            raise Ends(
                exit_codes.FOUND_FAILED, f"{step.label} is not done: AWS would refuse it, or nobody could connect."
            )

    async def accept(self) -> None:
        """Have its connection accepted, and wait until AWS says available."""
        if self.facts.available:
            return
        self._operations.begin_acceptance(self.draft)

        def under_way(snapshot: Snapshot) -> bool | None:
            work, acceptance = work_on(snapshot.works, self.draft.vpc_endpoint_id, Acceptance)
            asked = work and acceptance and (AcceptStage.ACCEPT in work.asked or acceptance.accepted_at)
            return True if asked or self._stopped(snapshot) or self._of(snapshot).available else None

        await self._working.until(AcceptStage.ACCEPT, under_way)
        available = lambda snapshot: self._stopped(snapshot) or self._of(snapshot).available or None  # noqa: E731
        await self._wait(f"Accepted. AWS is bringing the endpoint up, {self._told(Wait.ACCEPT)}.", available)
        if stopped := self._stopped(self._session.store.snapshot):
            self._fail(stopped)

    def _stopped(self, snapshot: Snapshot) -> Work | None:
        work, _ = work_on(snapshot.works, self.draft.vpc_endpoint_id, Acceptance)
        return work if work and work.problem else None

    def _fail(self, work: Work) -> None:
        """An endpoint that failed is told apart from a side that does not answer."""
        known, problem = self.facts, work.problem
        assert problem  # noqa: S101 - it stopped by that
        failed = known.endpoint and known.endpoint.standing.status in {Status.FAILED, Status.REJECTED}
        if failed or why_another(self.draft, known):
            raise Ends(exit_codes.FOUND_FAILED, problem.told)
        raise problem

    async def enable_private_dns(self) -> None:
        """Have the host name lead to it, and wait until it is Active."""
        if blockers(Step.ENABLE_PRIVATE_DNS, self.draft, self.facts):
            await self._verify_name()
            await self._check(Step.ENABLE_PRIVATE_DNS)
            await self._operations.enable_private_dns(self.draft)

        def complete(snapshot: Snapshot) -> bool | None:
            row = self._of(snapshot).endpoint
            return True if row and row.standing.status is Status.ACTIVE else None

        await self._wait(f"AWS is enabling private DNS, {self._told(Wait.DNS)}.", complete)

    async def _verify_name(self) -> None:
        """Only the service's owner can prove the domain."""
        service = self.facts.service
        if not service or not service.unverified:
            return
        await self._operations.verify_name(self.draft)
        service = self.facts.service
        if service and service.unverified:
            record = f" DNS record: {plain(service.dns_record, 200)}" if service.dns_record else ""
            raise Ends(exit_codes.YOUR_TURN, f"The service's owner has to prove its domain to AWS.{record}")

    async def _wait(self, what: str, ready: Callable[[Snapshot], T | None]) -> None:
        """For one of the sides, if somebody wants to wait."""
        if ready(self._session.store.snapshot) is not None:
            return
        if not self._waits:
            raise Ends(exit_codes.MOVING, f"{what} --wait waits for it.")
        self._session.tell(what)
        await self._working.until(what, ready)
