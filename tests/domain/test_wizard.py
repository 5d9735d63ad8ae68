"""The creation flow: what blocks each step, and where reality reopens it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.fakes import (
    OPEN_GROUP,
    REGION,
    SUBNET_IDS,
    TOKEN,
    VPC_ID,
    VPCE_ID,
    cluster,
    connection,
    service,
    vpc_endpoint,
)
from tui.domain.clusters import ClusterState
from tui.domain.draft import Draft, Step
from tui.domain.endpoints import ConnectionState, PrivateEndpointConnection, ServiceState, VpcEndpoint, VpcEndpointState
from tui.domain.ids import Box
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.status import standing
from tui.domain.wizard import Facts, StepIncomplete, Wizard, blockers, cross_region, resume

CLUSTER, SERVICE = cluster(), service()
AT = datetime(2026, 8, 1, 12, 0, tzinfo=UTC)
FULL = Draft(TOKEN, CLUSTER.id, "", REGION, VPC_ID, SUBNET_IDS, (OPEN_GROUP,), "", AT)
WITH_ENDPOINT = FULL.with_vpc_endpoint(VPCE_ID)


def row(
    aws: VpcEndpoint | None = None, tidb: PrivateEndpointConnection | None = None, draft: Draft | None = None
) -> PrivateEndpoint:
    stands = standing(SERVICE, tidb, aws, draft)
    return PrivateEndpoint(VPCE_ID, CLUSTER.id, CLUSTER.name, REGION, stands, "", SERVICE, tidb, aws, draft)


def facts(aws: str = "", tidb: str = "", *, private_dns: bool = False, **values: Any) -> Facts:
    """What the clouds say about an endpoint in these states; no state: that half is not visible."""
    half = vpc_endpoint(state=aws, private_dns_enabled=private_dns) if aws else None
    other = connection(state=tidb) if tidb else None
    seen: dict[str, Any] = {
        "cluster": CLUSTER,
        "service": SERVICE,
        "endpoint": row(half, other) if half or other else None,
    }
    return Facts(**(seen | values))


NOTHING = facts()
CLUSTER_GONE = "The cluster is not there any more: go back to Choose Cluster and choose another one."
SERVICE_GONE = (
    "The endpoint service is not there any more, so the endpoint cannot be used: discard this setup, or go back to"
    " Interface Endpoint and Refresh to have another service made."
)
CREATING = replace(SERVICE, state=ServiceState.CREATING)


def test_the_steps_are_named_as_in_the_document() -> None:
    assert [step.label for step in Step] == [
        "Choose Cluster",
        "Service Endpoint",
        "Interface Endpoint",
        "Accept Endpoint Connection",
        "Enable Private DNS",
    ]


@pytest.mark.parametrize(
    ("step", "draft", "known", "reasons"),
    [
        (1, Draft("1"), NOTHING, ("Choose a cluster.",)),
        (1, FULL, facts(cluster=None), ("The cluster is not there any more. Choose another one.",)),
        (1, FULL, facts(cluster=None, clusters_read=False), ("The clusters are not read yet.",)),
        (1, FULL, facts(cluster=replace(CLUSTER, state=ClusterState.PAUSED)), ("orders is paused.",)),
        (1, FULL, NOTHING, ()),
        (2, replace(FULL, region=""), NOTHING, ("Choose a region.",)),
        (2, FULL, NOTHING, ()),
        (3, FULL, NOTHING, ()),
        (
            3,
            FULL.enter(Box.GROUPS, "sg-0123456789abcde"),
            NOTHING,
            ("Security groups: sg-0123456789abcde: Expected sg- followed by 8 or 17 hex digits.",),
        ),
        (3, FULL.enter(Box.VPC, "vpc-1"), NOTHING, ("VPC ID: Expected vpc- followed by 8 or 17 hex digits.",)),
        (3, FULL.enter(Box.VPC, " "), NOTHING, ("Enter the VPC ID.",)),
        (
            4,
            FULL.enter(Box.ENDPOINT, "vpce-1"),
            NOTHING,
            ("VPC endpoint ID: Expected vpce- followed by 8 or 17 hex digits.",),
        ),
        (3, replace(FULL, subnet_ids=()), NOTHING, ("Enter at least one subnet ID.",)),
        (3, FULL, facts(service=None), ("The endpoint service is not there (yet): Refresh looks again.",)),
        (3, FULL, facts(service=CREATING), ("The endpoint service is still being created.",)),
        (
            3,
            FULL,
            facts(service=replace(SERVICE, state=ServiceState.DELETING)),
            ("The endpoint service is being deleted.",),
        ),
        (3, WITH_ENDPOINT, facts(service=None), ()),
        (2, FULL, facts(cluster=None), (CLUSTER_GONE,)),
        (3, FULL, facts(cluster=None, service=None), (CLUSTER_GONE,)),
        (5, WITH_ENDPOINT, facts("available", cluster=None, service=None), (CLUSTER_GONE,)),
        (5, WITH_ENDPOINT, facts("available", private_dns=True, cluster=None, clusters_read=False), ()),
        (4, WITH_ENDPOINT, facts("available", service=None), (SERVICE_GONE,)),
        (5, WITH_ENDPOINT, facts("available", service=None), (SERVICE_GONE,)),
        (5, WITH_ENDPOINT, NOTHING, (f"{VPCE_ID} was not read the last time: it is looked up.",)),
        (4, FULL, NOTHING, ("Enter the VPC endpoint ID.",)),
        (4, WITH_ENDPOINT, NOTHING, (f"{VPCE_ID} is not to be seen at this cluster's endpoint service.",)),
        (4, WITH_ENDPOINT, facts("pendingAcceptance"), ("Accept the connection.",)),
        (4, WITH_ENDPOINT, facts("available"), ()),
        (4, WITH_ENDPOINT, facts(tidb="ACTIVE"), ()),
        (5, WITH_ENDPOINT, facts("available"), ("Private DNS is not on yet: run the command.",)),
        (5, WITH_ENDPOINT, facts("available", private_dns=True), ()),
        (5, WITH_ENDPOINT, facts(tidb="ACTIVE"), ()),
        (5, WITH_ENDPOINT, facts("available", service=replace(SERVICE, private_dns_name="")), ()),
    ],
)
def test_next_waits_for_what_is_missing(step: int, draft: Draft, known: Facts, reasons: tuple[str, ...]) -> None:
    assert blockers(Step(step), draft, known) == reasons


def test_everything_missing_is_listed_in_the_order_to_fix_it() -> None:
    assert blockers(Step.INTERFACE_ENDPOINT, Draft("1", CLUSTER.id, "", REGION), facts(service=None)) == (
        "Enter the VPC ID.",
        "Enter at least one subnet ID.",
        "The endpoint service is not there (yet): Refresh looks again.",
    )


def test_another_region_is_refused_with_the_one_to_choose() -> None:
    draft = FULL.with_region("eu-central-1")
    (reason,) = blockers(Step.SERVICE_ENDPOINT, draft, NOTHING)
    assert reason == cross_region(CLUSTER, "eu-central-1")
    assert reason.endswith("Choose us-west-2.")
    assert "across regions" in reason


def test_next_refuses_and_says_why() -> None:
    with pytest.raises(StepIncomplete, match=r"Accept Endpoint Connection: Enter the VPC endpoint ID\."):
        Wizard(Step.ACCEPT_ENDPOINT_CONNECTION, FULL).next(NOTHING)


def test_next_and_back_go_through_all_steps_and_no_further() -> None:
    wizard, known = Wizard(Step.CHOOSE_CLUSTER, WITH_ENDPOINT), facts("available", private_dns=True)
    for expected in (2, 3, 4, 5, 5):
        wizard = wizard.next(known)
        assert wizard.step == expected
    for expected in (4, 3, 2, 1):
        earlier = wizard.back()
        assert earlier is not None
        wizard = earlier
        assert wizard.step == expected
    assert wizard.back() is None


REALITIES = [
    ("no cluster chosen", Draft("1"), facts(cluster=None, service=None), 1),
    ("cluster gone", WITH_ENDPOINT, facts(cluster=None, service=None), 1),
    ("cluster chosen", Draft("1", CLUSTER.id), NOTHING, 2),
    ("region chosen", Draft("1", CLUSTER.id, "", REGION), NOTHING, 3),
    ("service being created", FULL, facts(service=CREATING), 3),
    ("service gone before there was an endpoint", FULL, facts(service=None), 3),
    ("service ready, no endpoint known", FULL, NOTHING, 3),
    ("endpoint waits", WITH_ENDPOINT, facts("pendingAcceptance", "DISCOVERED"), 4),
    ("endpoint waits, other half not visible", WITH_ENDPOINT, facts(tidb="DISCOVERED"), 4),
    ("accepted, not yet up", WITH_ENDPOINT, facts("pending", "PENDING"), 4),
    ("endpoint deleted elsewhere", WITH_ENDPOINT, NOTHING, 4),
    ("endpoint being deleted", WITH_ENDPOINT, facts("deleting"), 4),
    ("rejected", WITH_ENDPOINT, facts("rejected", "REJECTED"), 4),
    ("rejected a moment ago", WITH_ENDPOINT, facts("available", "REJECTED"), 4),
    ("failed", WITH_ENDPOINT, facts("failed"), 4),
    ("accepted elsewhere", WITH_ENDPOINT, facts("available", "ACTIVE"), 5),
    ("accepted, the AWS side not visible", WITH_ENDPOINT, facts(tidb="ACTIVE"), 5),
    ("all done elsewhere", WITH_ENDPOINT, facts("available", private_dns=True), 5),
]


@pytest.mark.parametrize(
    ("draft", "known", "step"), [each[1:] for each in REALITIES], ids=[each[0] for each in REALITIES]
)
def test_a_draft_reopens_at_the_first_step_that_reality_says_is_incomplete(
    draft: Draft, known: Facts, step: int
) -> None:
    assert resume(draft, known) == Wizard(Step(step), draft)


@pytest.mark.parametrize("aws", VpcEndpointState)
@pytest.mark.parametrize("tidb", ConnectionState)
def test_whatever_both_sides_say_the_flow_reopens_with_a_sentence_or_is_complete(
    aws: VpcEndpointState, tidb: ConnectionState
) -> None:
    known = facts(aws.value, tidb.value)
    reasons = blockers(resume(WITH_ENDPOINT, known).step, WITH_ENDPOINT, known)
    assert all(reason.endswith(".") for reason in reasons)


def test_another_cluster_forgets_region_and_below_and_the_same_forgets_nothing() -> None:
    assert FULL.with_cluster(cluster("events")) == Draft(TOKEN, cluster("events").id)
    assert FULL.with_cluster(CLUSTER) is FULL


def test_another_region_forgets_the_vpc_and_below() -> None:
    assert FULL.with_region("eu-central-1") == Draft(TOKEN, CLUSTER.id, "", "eu-central-1")
    assert FULL.with_region(REGION) is FULL
