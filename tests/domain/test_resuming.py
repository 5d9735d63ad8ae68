"""Which setup a wish is the same as."""

from dataclasses import replace
from typing import Any

import pytest

from tests.clock import START
from tests.fakes import OPEN_GROUP, REGION, SUBNET_IDS, TOKEN, VPC_ID, VPCE_ID, cluster, service, vpc_endpoint
from tui.domain.draft import Draft
from tui.domain.ids import Box, Unread
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.resuming import OtherAnswers, resumed
from tui.domain.snapshot import Freshness, Snapshot
from tui.domain.status import standing

WANTED = Draft(TOKEN, cluster().id, "", REGION, VPC_ID, SUBNET_IDS[:2], (OPEN_GROUP,))
OTHER_VPC = "vpc-0bbbbbbbbbbbbbbbb"


def snapshot(*drafts: Draft, endpoint: dict[str, Any] | None = None) -> Snapshot:
    rows: tuple[PrivateEndpoint, ...] = ()
    if endpoint is not None:
        there = vpc_endpoint(**({"state": "available"} | endpoint))
        how = standing(service(), None, there)
        rows = (PrivateEndpoint(VPCE_ID, cluster().id, "orders", REGION, how, service=service(), vpc_endpoint=there),)
    return Snapshot((cluster(),), (service(),), rows, drafts, (Freshness("TiDB", START),), at=START)


def begun(**values: Any) -> Draft:
    return replace(WANTED, id="begun", **values)


def test_with_nothing_there_it_is_a_new_one() -> None:
    assert resumed(WANTED, snapshot()) == WANTED


@pytest.mark.parametrize(
    "draft",
    [
        Draft("begun", cluster().id),
        Draft("begun", cluster().id, "", REGION, VPC_ID),
        begun(),
        begun(subnet_ids=SUBNET_IDS[1::-1]),
    ],
    ids=["cluster", "vpc", "all", "subnets in another order"],
)
def test_what_was_begun_is_gone_on_with_and_filled_in(draft: Draft) -> None:
    found = resumed(WANTED, snapshot(draft))
    assert found.id == "begun"
    assert {*found.subnet_ids} == {*WANTED.subnet_ids}
    assert replace(found, id=TOKEN, subnet_ids=WANTED.subnet_ids) == WANTED


@pytest.mark.parametrize(
    "draft",
    [begun(cluster_id="another"), begun(node_group_id="2"), begun(vpc_id=OTHER_VPC, vpc_endpoint_id=VPCE_ID)],
    ids=["cluster", "node group", "VPC"],
)
def test_what_was_begun_for_something_else_is_left_alone(draft: Draft) -> None:
    assert resumed(WANTED, snapshot(draft)) == WANTED


@pytest.mark.parametrize(
    "draft",
    [
        begun(subnet_ids=SUBNET_IDS),
        begun(security_group_ids=(), vpc_endpoint_id=VPCE_ID),
        begun(unread=(Unread(Box.SUBNETS, "subnet-x"),)),
    ],
    ids=["subnets", "groups of one that was made", "what cannot be read"],
)
def test_a_setup_in_the_same_vpc_with_other_answers_is_told_with_what_was_expected(draft: Draft) -> None:
    expected = f"A setup in this VPC is begun: expected --subnets {','.join(draft.subnet_ids)}"
    with pytest.raises(OtherAnswers, match=expected):
        resumed(WANTED, snapshot(draft))


def test_an_endpoint_that_is_there_is_not_made_a_second_time() -> None:
    assert resumed(WANTED, snapshot(endpoint={})) == replace(WANTED, vpc_endpoint_id=VPCE_ID)
    default = replace(WANTED, security_group_ids=())
    assert resumed(default, snapshot(endpoint={})).vpc_endpoint_id == VPCE_ID


@pytest.mark.parametrize("ended", ["rejected", "failed", "deleting"])
def test_one_that_cannot_be_used_any_more_does_not_count(ended: str) -> None:
    assert resumed(WANTED, snapshot(endpoint={"state": ended})) == WANTED


def test_an_endpoint_with_other_subnets_is_told_with_what_was_expected() -> None:
    with pytest.raises(OtherAnswers, match=f"^{VPCE_ID} connects this VPC .* --subnets {SUBNET_IDS[2]} --security"):
        resumed(WANTED, snapshot(endpoint={"subnet_ids": SUBNET_IDS[2:]}))
