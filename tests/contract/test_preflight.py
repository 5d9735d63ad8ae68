"""What the checks say of a creation that AWS would refuse, from the answer to the line on the page."""

from tests.contract.harness import TOKEN, World, cluster_named, request_for, service_of
from tests.demo.running import REGION
from tests.fakes import FakeProbe
from tui.domain.checks import needs, preflight
from tui.domain.draft import Draft, Step
from tui.domain.findings import Check, CheckInputs, Verdict
from tui.domain.wizard import Facts
from tui.preflight import Preflight

STEP = Step.INTERFACE_ENDPOINT


async def permission(world: World) -> Check:
    """The check of that name, for a creation in which nothing else is wrong."""
    wanted, cluster = await request_for(world), await cluster_named(world, "orders-prod")
    draft = Draft(TOKEN, cluster.id, "", REGION, wanted.vpc_id, wanted.subnet_ids, wanted.security_group_ids)
    shown: list[CheckInputs] = []
    known = CheckInputs(draft, Facts(cluster, await service_of(world, "orders-prod")))
    await Preflight({"": world.aws}, FakeProbe()).gather(known, needs(STEP), shown.append)
    return next(each for each in preflight(STEP, shown[-1]) if each.name == "Permission")


async def test_a_dry_run_that_is_allowed_passes(world: World) -> None:
    assert (await permission(world)).verdict is Verdict.PASS


async def test_a_dry_run_that_is_refused_fails_with_the_permission_to_ask_for(world: World) -> None:
    world.deny_create()
    check = await permission(world)
    assert check.verdict is Verdict.FAIL
    assert check.text.startswith("AWS would refuse: ")
    assert check.fix == "Ask for the permission ec2:CreateVpcEndpoint."
