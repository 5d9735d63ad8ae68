"""Step 3: the endpoint service as it is made, VPC and subnets, and the command that creates the VPC endpoint."""

from tui import keymap
from tui.domain import commands, cost, support
from tui.domain.clusters import DEFAULT_PORT, TidbSide
from tui.domain.commands import Command
from tui.domain.draft import asked
from tui.domain.endpoints import EndpointRequest, ServiceState
from tui.domain.ids import Box
from tui.domain.preparation import FAILED, Preparation, preparation_id
from tui.domain.waits import Wait
from tui.domain.work import work_on
from tui.views import waiting
from tui.views.page import Field, Page, Question, action, aligned
from tui.views.plain import plain
from tui.views.steps.base import Setup, page

CREATING = "AWS is creating the VPC endpoint …"


def interface_endpoint(setup: Setup) -> Page:
    """Next waits until the service is Active, and an endpoint is known."""
    draft, why_another = setup.draft, setup.why_another
    made = "" if why_another or setup.busy else draft.vpc_endpoint_id
    blocks = (why_another,) if why_another else (*_unprepared(setup), *setup.incomplete)
    command = _command(setup)
    lines = (
        ("service", _service(setup)),
        ("made", f"VPC endpoint {made} is there: go on with Next." if made else ""),
        ("price", f"Costs {_estimate(setup)}." if draft.subnet_ids else ""),
    )
    case = _case_for_support(setup)
    gaps = "" if case or not command.missing else f"Not yet: {' '.join(command.missing)} still to fill in."
    copies = (case, "Text for the support case") if case else (str(command), "Command")
    actions = (
        action("flow", "run", _why_not_run(setup, blocks), question=_question(setup)),
        action("flow", "copy", gaps, copies=copies),
        action("flow", "checks"),
        action("flow", "instruction"),
    )
    goes_on = bool(blocks) and not why_another and _comes(setup)
    return page(setup, lines, fields=_fields(setup), command=command, blocks=blocks, actions=actions, goes_on=goes_on)


def _comes(setup: Setup) -> bool:
    """Whether the service is what is missing, and is being made."""
    draft, service = setup.draft, setup.facts.service
    work, _ = work_on(setup.snapshot.works, preparation(setup), Preparation)
    stopped = work is not None and work.problem is not None and not work.expected
    entered = bool(draft.vpc_id and draft.subnet_ids and not draft.unread)
    return entered and not stopped and (service is None or service.state is ServiceState.CREATING)


def preparation(setup: Setup) -> str:
    """The ID of the work that makes the service ready."""
    return preparation_id(setup.draft.owner, setup.facts.aws_profile)


def _fields(setup: Setup) -> tuple[Field, ...]:
    port = setup.facts.cluster.port if setup.facts.cluster else DEFAULT_PORT
    pick = keymap.key("field", "pick")
    hints = {
        Box.VPC: f"{pick}: list of the VPCs",
        Box.SUBNETS: f"one a zone; {pick}: list",
        Box.GROUPS: f"must admit {port}; empty: default",
    }
    draft = setup.draft
    return tuple(
        Field(name=box, label=box.label, text=draft.text(box), wrong=draft.wrong(box), hint=hint)
        for box, hint in hints.items()
    )


def _unprepared(setup: Setup) -> tuple[str, ...]:
    """What is asked for, or could not be had, of the endpoint service."""
    work, wish = work_on(setup.snapshot.works, preparation(setup), Preparation)
    if not work or not wish or wish.over or work.expected or setup.draft.vpc_endpoint_id:
        return ()
    if work.problem:
        again = keymap.key("everywhere", "app.refresh_now", typing=True)
        return (f"{FAILED[wish.stage]}: {plain(work.problem.summary)} {again} asks again.",)
    return (wish.stage,)


def _asked(setup: Setup) -> EndpointRequest:
    service = setup.facts.service
    name = service.name if service and setup.facts.service_active else ""
    return asked(setup.draft, name, setup.facts.cluster)


def _command(setup: Setup) -> Command:
    return commands.create_vpc_endpoint(_asked(setup), setup.terms.commands[setup.facts.aws_profile])


def _estimate(setup: Setup) -> cost.Estimate:
    return cost.estimate(setup.draft.region, len(setup.draft.subnet_ids), setup.terms.prices)


def _why_not_run(setup: Setup, blocks: tuple[str, ...]) -> str:
    if setup.why_another:
        return setup.why_another
    if setup.draft.vpc_endpoint_id:
        return f"{setup.draft.vpc_endpoint_id} is created already."
    return setup.busy or " ".join(blocks)


def _question(setup: Setup) -> Question:
    draft, cluster, service = setup.draft, setup.facts.cluster, setup.facts.service
    facts = (
        ("Cluster", cluster.named(draft.node_group_id) if cluster else draft.cluster_id),
        ("Service", service.name if service else "unknown"),
        ("Account", setup.snapshot.account(setup.facts.aws_profile) or "unknown"),
        ("Region", draft.region),
        ("VPC", draft.vpc_id),
        ("Subnets", " ".join(draft.subnet_ids)),
        ("Security groups", " ".join(draft.security_group_ids) or "default group of the VPC"),
        ("Tags", ", ".join(f"{key}={value}" for key, value in _asked(setup).tags)),
        ("Price", str(_estimate(setup))),
    )
    return Question(title="Create VPC interface endpoint?", lines=aligned(facts, 17), yes="Create")


def _service(setup: Setup) -> str:
    service, side = setup.facts.service, setup.snapshot.tidb_side
    cluster, key = setup.facts.cluster, setup.draft.node_group_id
    group = f" of {plain(cluster.named(key), 60)}" if cluster and key else ""
    if service is not None and service.state is not ServiceState.CREATING:
        return f"Endpoint service{group}: {service.state.title()}  {plain(service.name, 80)}"
    if service is None and setup.terms.read_only:
        return f"Endpoint service{group}: not there. Read-only: nothing is created or asked for."
    state = "Creating" if service else "not there yet"
    by = "TiDB Cloud makes it by itself" if side is TidbSide.TIDB_CLOUD else ""
    waited = waiting.of(Wait.SERVICE, setup.draft.service_asked_at, setup.snapshot)
    lines = (waiting.so_far(waited, setup.snapshot, by), waiting.late(waited, setup.snapshot))
    return f"Endpoint service{group}: {state}, " + "\n".join(filter(None, lines))


def _overdue(setup: Setup) -> bool:
    """Whether the service is waited for longer than usual, as far as was watched; it cannot fail by itself there."""
    service, snapshot = setup.facts.service, setup.snapshot
    comes = service is None or service.state is ServiceState.CREATING
    return comes and snapshot.waits.overdue(Wait.SERVICE, setup.draft.service_asked_at, snapshot.at)


def _case_for_support(setup: Setup) -> str:
    """What a support case needs where the service does not come; empty where none is called for."""
    on_tidb_cloud = setup.snapshot.tidb_side is TidbSide.TIDB_CLOUD
    if not (_overdue(setup) and setup.facts.cluster and on_tidb_cloud):
        return ""
    return support.ticket(setup.facts.cluster, setup.draft, setup.facts.service)
