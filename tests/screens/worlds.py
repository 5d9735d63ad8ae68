"""Worlds to start the program in, and what may happen in them."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.clock import START
from tests.fakes import (
    ACCOUNT,
    CLOSED_GROUP,
    OPEN_GROUP,
    REGION,
    SUBNET_IDS,
    VPC_ID,
    VPCE_ID,
    cluster,
    connection,
    service,
    vpc_endpoint,
)
from tests.screens.harness import DRAFT_ID, MemoryDrafts, MemoryIntents, World
from tui.domain.clusters import CloudProvider, ClusterState, Tier
from tui.domain.draft import Draft, Step
from tui.domain.endpoints import ServiceState, VpcEndpointState
from tui.domain.intent import Intent

DRAFT = DRAFT_ID.format(9)
SECOND_VPCE_ID = "vpce-0fedcba9876543210"


def one_cluster() -> World:
    """A Dedicated cluster and nothing else."""
    world = World()
    world.tidb.clusters = [cluster()]
    return world


def all_kinds() -> World:
    """Two clusters that can be chosen, and one of each kind that cannot."""
    world = World()
    world.tidb.clusters = [
        cluster("archive"),
        cluster("orders"),
        cluster("playground", tier=Tier.DEVELOPER),
        cluster("reports", state=ClusterState.CREATING),
        cluster("search", cloud=CloudProvider.GOOGLE_CLOUD),
        cluster("staging", state=ClusterState.PAUSED),
    ]
    return world


def with_service(state: ServiceState = ServiceState.ACTIVE, **values: Any) -> World:
    """One cluster whose endpoint service is there."""
    world = one_cluster()
    text = "Available" if state is ServiceState.ACTIVE else "Pending"
    world.tidb.services = [service(state=state, state_text=text, **values)]
    return world


def with_endpoint(state: str = "available", **values: Any) -> World:
    """One cluster with one VPC endpoint."""
    world = with_service()
    world.aws.vpc_endpoints = [vpc_endpoint(VPCE_ID, state, **values)]
    return world


def draft_at(step: Step) -> Draft:
    """What was entered when `step` is the first that is incomplete in the world of that step."""
    answers: dict[Step, dict[str, Any]] = {
        Step.CHOOSE_CLUSTER: {},
        Step.SERVICE_ENDPOINT: {"cluster_id": cluster().id},
        Step.INTERFACE_ENDPOINT: {"region": REGION},
        Step.ACCEPT_ENDPOINT_CONNECTION: {
            "vpc_id": VPC_ID,
            "subnet_ids": SUBNET_IDS[:2],
            "security_group_ids": (OPEN_GROUP,),
            "vpc_endpoint_id": VPCE_ID,
        },
        Step.ENABLE_PRIVATE_DNS: {},
    }
    given = {name: value for at in Step if at <= step for name, value in answers[at].items()}
    return Draft(DRAFT, **given)


def active(**values: Any) -> World:
    """One endpoint, Active unless `values` say otherwise."""
    return with_endpoint(**({"private_dns_enabled": True} | values))


def changed_elsewhere() -> World:
    """An endpoint that was set up here; since then somebody switched private DNS off and gave it another group."""
    was = active().aws.vpc_endpoints[0]
    world = active(private_dns_enabled=False, security_group_ids=(CLOSED_GROUP,))
    world.intents = MemoryIntents(Intent.of(was, START - timedelta(days=3)))
    return world


def unfinished(step: Step, **values: Any) -> World:
    """A world with a setup left at `step`: Enter on the first screen goes on there."""
    draft = replace(draft_at(step), **values)
    if step < Step.INTERFACE_ENDPOINT:
        world = one_cluster()
    elif step is Step.INTERFACE_ENDPOINT:
        world = with_service(ServiceState.CREATING)
        draft = replace(draft, service_asked_at=START)
    else:
        state = "pendingAcceptance" if step is Step.ACCEPT_ENDPOINT_CONNECTION else "available"
        world = with_endpoint(state, draft_id=DRAFT)
    world.drafts = MemoryDrafts(draft)
    return world


def lost() -> World:
    """A setup left at Accept Endpoint Connection, whose endpoint was rejected since."""
    world = unfinished(Step.ACCEPT_ENDPOINT_CONNECTION)
    world.aws.change(VPCE_ID, state=VpcEndpointState.REJECTED, state_text="rejected")
    return world


def filled() -> World:
    """A setup left at Interface Endpoint, every box filled in and the endpoint service active: Run works, and Next."""
    world = with_service()
    world.drafts = MemoryDrafts(replace(draft_at(Step.ACCEPT_ENDPOINT_CONNECTION), vpc_endpoint_id=""))
    return world


def with_closed_group() -> World:
    """Interface Endpoint filled in, but with a security group that does not admit the port."""
    world = filled()
    world.drafts = MemoryDrafts(replace(world.draft, security_group_ids=(CLOSED_GROUP,)))
    return world


def several_waiting() -> World:
    """Two connections that wait for the service of a setup that knows none of them."""
    world = filled()
    world.aws.vpc_endpoints = [vpc_endpoint(each, "pendingAcceptance") for each in (VPCE_ID, SECOND_VPCE_ID)]
    return world


def every_status() -> World:
    """A row in each status of domain/status."""
    world = World()
    names = (
        "active",
        "deleting",
        "discovered",
        "drifting",
        "failed",
        "initiating",
        "new",
        "pending",
        "rejected",
        "sleepy",
        "starting",
    )
    named = {name: cluster(name) for name in names}
    services = {name: service(of) for name, of in named.items() if name != "initiating"}
    states: dict[str, tuple[str, dict[str, Any]]] = {
        "active": ("available", {"private_dns_enabled": True}),
        "deleting": ("deleting", {}),
        "failed": ("failed", {"last_error": "InternalError: the endpoint could not be created."}),
        "pending": ("available", {}),
        "rejected": ("rejected", {}),
        "sleepy": ("hibernating", {}),
        "starting": ("pending", {}),
    }
    world.tidb.clusters, world.tidb.services = list(named.values()), list(services.values())
    world.aws.vpc_endpoints = [
        vpc_endpoint(f"vpce-{at:017x}", state, services[name], **values)
        for at, (name, (state, values)) in enumerate(states.items(), 0xA0)
    ]
    asked = {"owner_account": "999988887777", "created_at": START - timedelta(hours=2)}
    mine = connection("vpce-000000000000000ff", "ACTIVE", named["drifting"], owner_account=ACCOUNT)
    world.tidb.connections = [connection(VPCE_ID, "DISCOVERED", named["discovered"], **asked), mine]
    world.drafts = MemoryDrafts(Draft(DRAFT, named["initiating"].id, region=REGION))
    return world


def crowd(rows: int) -> World:
    """One cluster with very many VPC endpoints."""
    world = with_service()
    world.aws.vpc_endpoints = [vpc_endpoint(f"vpce-{at:017x}", "available") for at in range(rows)]
    return world


def service_active(world: World) -> None:
    """The endpoint services are ready."""
    world.tidb.advance()


def accepted_slowly(world: World) -> None:
    """Accepting leaves the endpoint pending for a while."""
    world.tidb.after_accept = VpcEndpointState.PENDING


def never_answers(provider: Any, method: str) -> Callable[[], None]:
    """Have `method` of a fake wait for ever; the function returned ends that."""
    answered = asyncio.Event()
    original: Callable[..., Awaitable[object]] = getattr(provider, method)

    async def wait(*arguments: object) -> object:
        await answered.wait()
        return await original(*arguments)

    setattr(provider, method, wait)
    return answered.set
