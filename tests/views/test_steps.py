"""The pages of the five steps as values."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.fakes import REGION, SUBNET_IDS, VPC_ID, VPCE_ID
from tests.reading import read
from tests.screens import worlds
from tests.screens.harness import World
from tests.screens.tidb_cloud_worlds import tidb_cloud
from tui.domain.commands import CommandContext
from tui.domain.cost import TABLE
from tui.domain.draft import Draft, Step
from tui.domain.endpoints import ServiceState
from tui.domain.ids import Box
from tui.domain.status import Turn
from tui.domain.tagging import Tagging
from tui.domain.tidb_commands import TidbCommands
from tui.views.page import Page
from tui.views.steps import Setup, step_page
from tui.views.terms import Terms

TERMS = Terms(
    commands={"": CommandContext()},
    tidb_commands=TidbCommands(CommandContext()),
    prices=TABLE,
    read_only=False,
)


async def page(world: World, step: Step, draft: Draft | None = None, **values: Any) -> Page:
    snapshot = await read(world)
    return step_page(Setup(step=step, draft=draft or worlds.draft_at(step), snapshot=snapshot, terms=TERMS, **values))


@pytest.mark.parametrize("step", Step)
async def test_each_step_can_be_left_and_gone_back_from(step: Step) -> None:
    shown = await page(worlds.unfinished(step), step)
    assert shown.title == f"Create a private endpoint, step {step} of 5: {step.label}"
    for name, label, key in (("back", "Back", "Esc"), ("leave", "List", "^X")):
        action = shown.action(name)
        assert action
        assert (action.label, action.key, action.why_not) == (label, key, "")


@pytest.mark.parametrize("step", Step)
async def test_what_is_under_way_blocks_before_all_else(step: Step) -> None:
    shown = await page(worlds.unfinished(step), step, busy="Doing it …")
    assert shown.blocks == ("Doing it …",)
    assert shown.why_not("next") == "Doing it …"
    assert shown.turn is Turn.AWS


async def test_without_a_cluster_next_says_to_choose_one() -> None:
    shown = await page(worlds.one_cluster(), Step.CHOOSE_CLUSTER, Draft("x"))
    assert (shown.blocks, shown.why_not("next")) == (("Choose a cluster.",), "Choose a cluster.")
    assert [(each.name, each.text) for each in shown.fields] == [("cluster", "")]


async def test_a_region_that_cannot_be_kept_is_refused_with_the_reason() -> None:
    draft = replace(worlds.draft_at(Step.SERVICE_ENDPOINT), region="eu-central-1")
    shown = await page(worlds.one_cluster(), Step.SERVICE_ENDPOINT, draft)
    assert shown.line("refused").startswith(f"orders is in {REGION}: private endpoints across regions")
    assert "across regions" in shown.why_not("next")


async def test_what_is_missing_at_interface_endpoint_is_told_in_its_order() -> None:
    draft = replace(worlds.draft_at(Step.INTERFACE_ENDPOINT), vpc_id="", subnet_ids=(), security_group_ids=())
    shown = await page(worlds.with_service(), Step.INTERFACE_ENDPOINT, draft)
    assert shown.blocks == ("Enter the VPC ID.", "Enter at least one subnet ID.")
    assert shown.why_not("run") == shown.why_not("next") == " ".join(shown.blocks)
    assert shown.why_not("copy").startswith("Not yet: ")
    assert shown.turn is Turn.YOU


async def test_a_service_that_alone_is_missing_is_waited_for() -> None:
    world = worlds.filled()
    world.tidb.services[0] = replace(world.tidb.services[0], state=ServiceState.CREATING)
    draft = replace(world.draft, service_asked_at=world.clock.now() - timedelta(seconds=42))
    shown = await page(world, Step.INTERFACE_ENDPOINT, draft)
    assert shown.blocks == ("The endpoint service is still being created.",)
    assert shown.line("service") == "Endpoint service: Creating, 0:42 elapsed (usually 3 to 5 minutes)"
    assert shown.turn is Turn.AWS


async def test_run_asks_with_what_will_be_done_where_and_the_price() -> None:
    world = worlds.filled()
    shown = await page(world, Step.INTERFACE_ENDPOINT, world.draft)
    run = shown.action("run")
    assert run
    assert run.question
    assert (run.why_not, run.key, run.question.yes) == ("", "^R", "Create")
    told = "\n".join(run.question.lines)
    for word in (REGION, VPC_ID, *SUBNET_IDS[:2], "Price            about "):
        assert word in told
    assert shown.line("price").startswith("Costs about ")


async def test_what_is_created_is_not_created_again() -> None:
    world = worlds.with_endpoint("pendingAcceptance")
    draft = worlds.draft_at(Step.ACCEPT_ENDPOINT_CONNECTION).with_vpc_endpoint(VPCE_ID)
    shown = await page(world, Step.INTERFACE_ENDPOINT, draft)
    assert shown.why_not("run") == f"{VPCE_ID} is created already."
    assert shown.line("made") == f"VPC endpoint {VPCE_ID} is there: go on with Next."
    assert shown.why_not("next") == ""
    busy = await page(world, Step.INTERFACE_ENDPOINT, draft, busy="AWS is creating")
    assert (busy.line("made"), busy.blocks) == ("", ("AWS is creating",))  # Next is not the way on yet


async def test_a_box_that_cannot_be_read_says_so_and_blocks() -> None:
    world = worlds.filled()
    shown = await page(world, Step.INTERFACE_ENDPOINT, world.draft.enter(Box.SUBNETS, "subnet-x"))
    field = next(each for each in shown.fields if each.name == Box.SUBNETS)
    assert field.text == "subnet-x"
    assert field.wrong in shown.blocks


async def test_acceptance_needs_the_id_alone() -> None:
    draft = replace(worlds.draft_at(Step.ACCEPT_ENDPOINT_CONNECTION), vpc_endpoint_id="")
    shown = await page(worlds.with_endpoint("pendingAcceptance"), Step.ACCEPT_ENDPOINT_CONNECTION, draft)
    assert shown.blocks == ("Enter the VPC endpoint ID.",)
    named = await page(
        worlds.with_endpoint("pendingAcceptance"), Step.ACCEPT_ENDPOINT_CONNECTION, draft.with_vpc_endpoint(VPCE_ID)
    )
    assert (named.blocks, named.turn) == ((), Turn.YOU)
    assert "AWS says pendingAcceptance." in named.line("standing")


async def test_private_dns_that_is_off_can_be_run_and_keeps_create_back() -> None:
    draft = worlds.draft_at(Step.ENABLE_PRIVATE_DNS).with_vpc_endpoint(VPCE_ID)
    shown = await page(worlds.with_endpoint(private_dns_enabled=False), Step.ENABLE_PRIVATE_DNS, draft)
    assert shown.line("dns").splitlines()[0] == "Private DNS: off, as AWS says."
    create = shown.action("next")
    assert create
    assert (create.label, create.why_not) == ("Create", "Private DNS is not on yet: run the command.")
    assert shown.why_not("run") == ""


async def test_private_dns_that_is_on_needs_no_run() -> None:
    draft = worlds.draft_at(Step.ENABLE_PRIVATE_DNS).with_vpc_endpoint(VPCE_ID)
    shown = await page(worlds.active(), Step.ENABLE_PRIVATE_DNS, draft)
    assert (shown.why_not("run"), shown.why_not("next")) == ("There is nothing to enable.", "")


@pytest.mark.parametrize("step", [Step.INTERFACE_ENDPOINT, Step.ACCEPT_ENDPOINT_CONNECTION, Step.ENABLE_PRIVATE_DNS])
async def test_a_setup_whose_endpoint_is_lost_offers_another(step: Step) -> None:
    world = worlds.lost()
    shown = await page(world, step, worlds.draft_at(Step.ENABLE_PRIVATE_DNS).with_vpc_endpoint(VPCE_ID))
    another = shown.action("another")
    assert another
    assert (another.label, another.key) == ("Create another", "F2")
    assert "Create another with the same answers (Another)." in " ".join(shown.blocks)


async def test_the_node_group_is_asked_for_where_there_are_several() -> None:
    world = tidb_cloud()
    draft = Draft("x", world.tidb.clusters[0].id)
    shown = await page(world, Step.CHOOSE_CLUSTER, draft)
    assert [each.name for each in shown.fields] == ["cluster", "group"]


async def test_own_tags_and_names_are_asked_for_shown_and_copied() -> None:
    world = worlds.filled()
    world.tagging = Tagging((("cost-centre", "42"),), "tidb-{cluster}-{vpc}")
    shown = await page(world, Step.INTERFACE_ENDPOINT, world.draft)
    run, copy = shown.action("run"), shown.action("copy")
    assert run
    assert run.question
    assert f"Tags             Name=tidb-orders-{VPC_ID}, cost-centre=42" in run.question.lines
    assert copy
    assert copy.copies
    assert '{"Key":"cost-centre","Value":"42"}' in copy.copies[0]


async def test_private_dns_of_another_programs_endpoint_is_asked_for_once_more() -> None:
    draft = worlds.draft_at(Step.ENABLE_PRIVATE_DNS)
    draft = replace(draft, vpc_endpoint_id=VPCE_ID, region=REGION)
    for managed_by, twice in (("Terraform", True), ("", False)):
        shown = await page(worlds.with_endpoint(managed_by=managed_by), Step.ENABLE_PRIVATE_DNS, draft)
        run = shown.action("run")
        assert run
        assert run.question
        assert (run.question.again is not None) is twice
