"""`create` on fakes: the five steps, gone on with wherever they were left, and never doubled."""

import asyncio

import pytest

from tests.fakes import CLOSED_GROUP, OPEN_GROUP, SUBNET_IDS, VPC_ID, VPCE_ID
from tests.headless.running import at_rest, begun, command, goes_on, nothing, printed, time_is_up
from tests.screens import worlds
from tests.screens.harness import World
from tui import exit_codes
from tui.domain.clusters import ClusterState
from tui.domain.draft import Step
from tui.domain.endpoints import DnsNameState, ServiceState, VpcEndpointState
from tui.domain.errors import Unreachable

Captured = pytest.CaptureFixture[str]
NETWORK = ("--cluster", "orders", "--vpc", VPC_ID, "--subnets", ",".join(SUBNET_IDS[:2]))
CREATE = ("create", *NETWORK, "--security-groups", OPEN_GROUP)
STEPS = [f"{step:d}/5 {step.label}" for step in Step]


def made(world: World) -> list[str]:
    return [each.id for each in world.aws.vpc_endpoints]


def announced(err: str) -> list[str]:
    lines = [line.removeprefix("tidb-pe: ").partition(":")[0] for line in err.splitlines()]
    return [line for line in lines if "/5 " in line]


async def test_the_five_steps_in_order_each_announced_and_the_id_alone_on_stdout(capfd: Captured) -> None:
    world = worlds.with_service()
    assert await goes_on(world, *CREATE, "--wait") == exit_codes.OK
    told = capfd.readouterr()
    assert told.out.splitlines() == made(world)
    assert announced(told.err) == STEPS
    assert world.aws.vpc_endpoints[0].private_dns_enabled
    assert world.drafts.saved == {}


async def test_it_says_what_it_did_as_json(capfd: Captured) -> None:
    world = worlds.with_service()
    await goes_on(world, *CREATE, "--wait", "--output", "json")
    out = capfd.readouterr().out
    assert '"id": "' + made(world)[0] in out
    assert '"complete": true, "gone_at": null, "status": "Active"' in out


async def test_the_same_command_again_makes_no_second_endpoint(capfd: Captured) -> None:
    world = worlds.with_service()
    for _ in range(3):
        assert await goes_on(world, *CREATE, "--wait") == exit_codes.OK
    assert world.aws.called("create_vpc_endpoint") == 1
    assert capfd.readouterr().out.splitlines() == made(world) * 3


async def test_without_wait_it_ends_where_the_service_has_to_be_waited_for_and_goes_on_later(capfd: Captured) -> None:
    world = worlds.one_cluster()
    assert await goes_on(world, *CREATE) == exit_codes.MOVING
    told = capfd.readouterr()
    assert told.out == ""
    assert "The endpoint service is being created, usually 3 to 5 minutes. --wait waits for it." in told.err
    assert "the same command goes on" in told.err
    assert world.draft.subnet_ids == SUBNET_IDS[:2]
    world.tidb.advance()
    assert await goes_on(world, *CREATE, "--wait") == exit_codes.OK
    assert world.tidb.called("ensure_service") == 2  # the second finds that of the first
    assert len(world.tidb.services) == len(made(world)) == 1


async def test_with_wait_it_waits_for_service_and_endpoint() -> None:
    world = worlds.one_cluster()
    worlds.accepted_slowly(world)
    happens = (worlds.service_active, nothing, lambda world: world.aws.advance(), nothing)
    assert await goes_on(world, *CREATE, "--wait", happens=happens) == exit_codes.OK


async def test_when_the_time_is_up_it_is_still_moving(capfd: Captured) -> None:
    world = worlds.one_cluster()
    assert await goes_on(world, *CREATE, "--wait", "--timeout", "60", happens=(time_is_up,)) == exit_codes.MOVING
    assert "The time is up. The endpoint service is being created" in capfd.readouterr().err


@pytest.mark.parametrize("step", [Step.SERVICE_ENDPOINT, Step.ACCEPT_ENDPOINT_CONNECTION, Step.ENABLE_PRIVATE_DNS])
async def test_what_was_begun_on_the_screen_is_finished_here(step: Step) -> None:
    world = worlds.unfinished(step)
    before = made(world)
    assert await goes_on(world, *CREATE, "--wait", happens=(worlds.service_active,)) == exit_codes.OK
    assert made(world) == before or not before
    assert len(made(world)) == 1
    assert world.drafts.saved == {}


async def test_what_was_begun_here_is_finished_on_the_screen() -> None:
    world = worlds.with_service()
    worlds.accepted_slowly(world)
    assert await goes_on(world, *CREATE) == exit_codes.MOVING
    async with world.running() as session:
        await session.press("enter")
        assert session.screen == "AcceptEndpointConnectionScreen"
        world.aws.advance()
        await session.poll()
        await session.press("ctrl+n")
        assert session.screen == "EnablePrivateDnsScreen"
    assert world.aws.called("create_vpc_endpoint") == 1


async def test_interrupted_it_says_how_to_go_on_and_goes_on(capfd: Captured) -> None:
    world = worlds.one_cluster()
    task = begun(world, *CREATE, "--wait")
    await at_rest(world, task)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    told = capfd.readouterr()
    assert told.out == ""
    assert told.err.splitlines()[-1].startswith("tidb-pe: Ended at 3/5 Interface Endpoint. What was begun is kept:")
    world.tidb.advance()
    assert await goes_on(world, *CREATE, "--wait") == exit_codes.OK
    assert world.aws.called("create_vpc_endpoint") == 1


async def test_an_answer_that_was_lost_makes_no_second_endpoint(capfd: Captured) -> None:
    world = worlds.with_service()
    world.aws.fail["create_vpc_endpoint"] = Unreachable("No answer.", "", "AWS")
    assert await goes_on(world, *CREATE) == exit_codes.UNREACHABLE
    assert "What was begun is kept" in capfd.readouterr().err
    token = world.draft.id
    del world.aws.fail["create_vpc_endpoint"]
    assert await goes_on(world, *CREATE, "--wait") == exit_codes.OK
    assert [each.draft_id for each in world.aws.vpc_endpoints] == [token]


async def test_an_endpoint_that_can_never_be_used_is_replaced_by_another(capfd: Captured) -> None:
    world = worlds.lost()
    assert await goes_on(world, *CREATE, "--wait") == exit_codes.OK
    assert f"AWS says rejected of {VPCE_ID}: it cannot be used again." in capfd.readouterr().err
    assert len(made(world)) == 2


async def test_a_setup_whose_endpoint_is_gone_is_found_so_by_its_id(capfd: Captured) -> None:
    world = worlds.unfinished(Step.ACCEPT_ENDPOINT_CONNECTION)
    world.aws.vpc_endpoints = []
    assert await goes_on(world, *CREATE, "--wait", happens=(nothing, nothing, nothing)) == exit_codes.OK
    assert f"{VPCE_ID} is not there any more." in capfd.readouterr().err
    assert world.aws.called("find_vpc_endpoint") > 0
    assert len(made(world)) == 1


async def test_what_aws_would_refuse_is_not_asked_for(capfd: Captured) -> None:
    world = worlds.with_service()
    words = ("create", *NETWORK, "--security-groups", CLOSED_GROUP)
    assert await goes_on(world, *words) == exit_codes.FOUND_FAILED
    told = capfd.readouterr()
    assert "✗ Security group" in told.err
    assert "aws ec2 authorize-security-group-ingress" in told.err
    assert world.aws.called("create_vpc_endpoint") == 0


async def test_a_domain_that_is_to_be_proven_is_your_turn(capfd: Captured) -> None:
    record = "_x.orders.tidb.example.com TXT vpce:y"
    world = worlds.with_service(dns_state=DnsNameState.PENDING_VERIFICATION, dns_record=record)
    assert await goes_on(world, *CREATE, "--wait") == exit_codes.YOUR_TURN
    assert f"prove its domain to AWS. DNS record: {record}" in capfd.readouterr().err
    assert len(world.drafts.saved) == 1


async def test_a_connection_that_tidbs_side_rejects_meanwhile_has_failed() -> None:
    world = worlds.with_service()
    worlds.accepted_slowly(world)

    def rejects(world: World) -> None:
        world.aws.change(made(world)[0], state=VpcEndpointState.REJECTED, state_text="rejected")

    assert await goes_on(world, *CREATE, "--wait", happens=(rejects,)) == exit_codes.FOUND_FAILED


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--subnets", "subnet-1"), "--subnets: subnet-1: Expected subnet- followed by"),
        (("--vpc", f"{VPC_ID} vpc-0bbbbbbbbbbbbbbbb"), "--vpc: Expected one VPC ID, not 2."),
        (("--cluster", "nobody"), "--cluster: there is no cluster nobody."),
    ],
)
async def test_a_wrong_entry_blocks_with_what_was_expected(words: tuple[str, ...], told: str, capfd: Captured) -> None:
    world = worlds.with_service()
    assert await goes_on(world, *CREATE, *words) == exit_codes.USAGE
    assert told in capfd.readouterr().err
    assert world.aws.called("create_vpc_endpoint") == len(world.drafts.saved) == 0


async def test_a_cluster_that_takes_no_endpoint_is_refused_before_anything_is_paid(capfd: Captured) -> None:
    world = worlds.one_cluster()
    world.tidb.clusters = [
        world.tidb.clusters[0].__class__("1", "orders", region="us-west-2", state=ClusterState.PAUSED)
    ]
    assert await goes_on(world, *CREATE) == exit_codes.USAGE
    assert "--cluster: orders is paused." in capfd.readouterr().err
    assert world.tidb.called("ensure_service") == 0


async def test_other_answers_than_those_begun_are_refused_with_what_was_expected(capfd: Captured) -> None:
    world = worlds.filled()
    words = (*CREATE[:-3], ",".join(SUBNET_IDS), *CREATE[-2:])
    assert await goes_on(world, *words) == exit_codes.USAGE
    assert f"A setup in this VPC is begun: expected --subnets {','.join(SUBNET_IDS[:2])}" in capfd.readouterr().err


def test_a_dry_run_prints_the_plan_and_does_nothing(capfd: Captured) -> None:
    world = worlds.with_service()
    [document] = printed(world, capfd, *CREATE, "--dry-run", "--output", "json")
    plan = document["data"]
    assert (plan["vpc_id"], plan["subnet_ids"], plan["usd_per_month"]) == (VPC_ID, list(SUBNET_IDS[:2]), 14.6)
    assert [step["name"] for step in plan["steps"]] == [step.label for step in Step]
    assert [len(step["commands"]) for step in plan["steps"]] == [0, 0, 2, 1, 1]
    assert f"--vpc-id {VPC_ID}" in plan["steps"][2]["commands"][1]
    writes = {"create_vpc_endpoint", "modify_vpc_endpoint", "ensure_service", "permit", "accept"}
    assert writes & {name for name, *_ in [*world.aws.calls, *world.tidb.calls]} == set()
    assert world.drafts.saved == {}


def test_a_plan_says_what_is_in_the_way_and_ends_so(capfd: Captured) -> None:
    words = ("create", *NETWORK, "--security-groups", CLOSED_GROUP, "--dry-run")
    assert command(worlds.with_service(), *words) == exit_codes.FOUND_FAILED
    told = capfd.readouterr()
    assert told.out.startswith("Plan  nothing is done\n")
    assert "✗ Security group" in told.err


def test_a_plan_of_what_was_begun_has_its_own_token(capfd: Captured) -> None:
    world = worlds.filled()
    [document] = printed(world, capfd, *CREATE, "--dry-run", "--output", "json")
    assert f"--client-token {world.draft.id}" in document["data"]["steps"][2]["commands"][1]


def test_a_plan_names_each_command_also_where_nothing_is_there_yet(capfd: Captured) -> None:
    [document] = printed(worlds.one_cluster(), capfd, *CREATE, "--dry-run", "--output", "json")
    lines = [line for step in document["data"]["steps"] for line in step["commands"]]
    assert [line.split()[2] for line in lines] == [
        "create-vpc-endpoint-service-configuration",
        "modify-vpc-endpoint-service-permissions",
        "create-vpc-endpoint",
        "accept-vpc-endpoint-connections",
        "modify-vpc-endpoint",
    ]


def test_a_service_that_is_being_deleted_is_waited_for_by_nobody(capfd: Captured) -> None:
    world = worlds.with_service(ServiceState.DELETING)
    assert command(world, *CREATE) == exit_codes.MOVING
    told = capfd.readouterr()
    assert told.out == ""
    assert "The endpoint service is being deleted. --wait" in told.err
