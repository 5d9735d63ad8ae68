"""What creating an endpoint takes: where, at what price, and each command, before anything is done."""

from collections.abc import Iterator
from dataclasses import dataclass

from tui.domain import commands
from tui.domain.commands import Command, CommandContext
from tui.domain.cost import Estimate
from tui.domain.draft import Draft, Step, asked
from tui.domain.endpoints import PrivateLinkService
from tui.domain.snapshot import Snapshot, facts
from tui.domain.tidb_commands import TidbCommands
from tui.domain.wizard import blockers
from tui.views.findings import FindingsView
from tui.views.plain import plain
from tui.views.sections import Section


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One of the five."""

    name: str
    done: bool
    """Whether it is complete already."""
    commands: tuple[str, ...]
    """What does the same in a shell, in order; `<your_…>` stands for what is not known yet."""


@dataclass(frozen=True, slots=True)
class PlanView:
    """What would be done."""

    cluster: str
    cluster_id: str
    account: str
    """The AWS account that the endpoint is created in; empty: not known."""
    region: str
    vpc_id: str
    subnet_ids: tuple[str, ...]
    security_group_ids: tuple[str, ...]
    """Empty: the VPC's default group."""
    service_name: str
    """Empty: the endpoint service is not there yet."""
    vpc_endpoint_id: str
    """Of the endpoint that is gone on with; empty: one is created."""
    usd_per_month: float
    price: str
    """The same with what it rests on, as a sentence."""
    steps: tuple[PlannedStep, ...]
    checks: FindingsView


@dataclass(frozen=True, slots=True)
class Shells:
    """How each side is asked from a shell."""

    aws: CommandContext
    tidb: TidbCommands


def plan_view(draft: Draft, snapshot: Snapshot, shells: Shells, price: Estimate, checks: FindingsView) -> PlanView:
    """What is left to do of `draft`, whose cluster was read."""
    known = facts(draft, snapshot)
    assert known.cluster  # noqa: S101 - see above
    return PlanView(
        cluster=known.cluster.named(draft.node_group_id),
        cluster_id=draft.cluster_id,
        account=snapshot.account(known.aws_profile),
        region=draft.region,
        vpc_id=draft.vpc_id,
        subnet_ids=draft.subnet_ids,
        security_group_ids=draft.security_group_ids,
        service_name=known.service.name if known.service else "",
        vpc_endpoint_id=draft.vpc_endpoint_id,
        usd_per_month=round(price.usd_per_month, 2),
        price=str(price),
        steps=tuple(_step(step, draft, snapshot, shells) for step in Step),
        checks=checks,
    )


def _step(step: Step, draft: Draft, snapshot: Snapshot, shells: Shells) -> PlannedStep:
    known = facts(draft, snapshot)
    created = step <= Step.INTERFACE_ENDPOINT or bool(draft.vpc_endpoint_id)
    done = created and not blockers(step, draft, known) and (step is not Step.INTERFACE_ENDPOINT or known.endpoint)
    lines = () if done else tuple(map(str, _commands(step, draft, snapshot, shells)))
    return PlannedStep(name=step.label, done=bool(done), commands=lines)


def _commands(step: Step, draft: Draft, snapshot: Snapshot, shells: Shells) -> Iterator[Command]:
    known, identity = facts(draft, snapshot), snapshot.identities.get(facts(draft, snapshot).aws_profile)
    cluster, service = known.cluster, known.service
    if cluster and step is Step.INTERFACE_ENDPOINT:
        principal = identity.principal if identity else "<your_aws_account>"
        yield from shells.tidb.make_service(cluster, service, principal)
        yield commands.create_vpc_endpoint(asked(draft, service.name if service else "", cluster), shells.aws)
    elif cluster and step is Step.ACCEPT_ENDPOINT_CONNECTION:
        later = PrivateLinkService(*draft.owner, draft.region, "<your_endpoint_service_id>")
        yield shells.tidb.accept(service or later, cluster, draft.vpc_endpoint_id or "<your_vpc_endpoint_id>")
    elif step is Step.ENABLE_PRIVATE_DNS and (service is None or service.private_dns_name):
        yield commands.enable_private_dns(draft, shells.aws)


def plan_sections(view: PlanView) -> tuple[Section, ...]:
    """For people: where and what, then each step."""
    where = (
        ("Cluster", plain(view.cluster)),
        ("Account", view.account or "unknown"),
        ("Region", view.region),
        ("VPC", view.vpc_id),
        ("Subnets", "\n".join(view.subnet_ids)),
        ("Security groups", "\n".join(view.security_group_ids) or "default group of the VPC"),
        ("VPC endpoint", view.vpc_endpoint_id or "to be created"),
        ("Price", view.price),
    )
    return (Section("Plan", where, "nothing is done"), *map(_section, enumerate(view.steps, 1)))


def _section(numbered: tuple[int, PlannedStep]) -> Section:
    at, step = numbered
    lines = tuple(("", plain(line, 4000)) for line in step.commands)
    return Section(f"{at}/5 {step.name}", lines, "done" if step.done else "")
