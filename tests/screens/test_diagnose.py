"""The diagnosis of an endpoint, as the operator uses it."""

from tests.fakes import VPCE_ID, vpc_endpoint
from tests.screens import worlds
from tests.screens.checking import chosen, verdicts
from tui.domain.findings import Verdict
from tui.domain.probes import Reached, Resolution, Talk, Trouble

TO_DIAGNOSIS = "enter w"


async def test_an_endpoint_is_diagnosed_from_outside_its_vpc() -> None:
    async with worlds.with_endpoint(private_dns_enabled=True).running() as session:
        await session.press(TO_DIAGNOSIS)
        assert f"Diagnose {VPCE_ID}" in session.text
        assert verdicts(session) == dict.fromkeys(
            (
                "Identity",
                "Endpoint service",
                "VPC endpoint",
                "Security group",
                "Private DNS",
                "Private DNS name",
                "DNS support",
                "DNS hostnames",
            ),
            Verdict.PASS,
        ) | {"This machine": Verdict.UNKNOWN}
        await session.press("G enter")
        assert "network probes skipped" in session.prose
        assert session.app.clipboard == "nc -vz -w 3 orders.tidb.example.com 4000"


async def test_an_endpoint_is_diagnosed_from_inside_its_vpc() -> None:
    world = worlds.with_endpoint(private_dns_enabled=True)
    world.probe.resolution = Resolution(("10.1.0.10", "10.1.1.11"))
    world.probe.answer = Talk("", Reached.NOTHING, trouble=Trouble.TIMED_OUT)
    async with world.running() as session:
        await session.press(TO_DIAGNOSIS)
        assert chosen(session) == "TCP"
        assert verdicts(session)["Name resolution"] is Verdict.PASS
        assert verdicts(session)["TLS"] is Verdict.UNKNOWN
        assert "A security group drops it" in session.prose


async def test_private_dns_is_enabled_from_the_diagnosis() -> None:
    async with worlds.with_endpoint().running() as session:
        await session.press("enter w")
        await session.settle()
        assert chosen(session) == "Private DNS"
        await session.press("ctrl+r")
        assert VPCE_ID in session.text
        await session.press("tab enter")
        assert session.world.aws.vpc_endpoints[0].private_dns_enabled
        assert verdicts(session)["Private DNS"] is Verdict.PASS


async def test_a_version_that_the_server_makes_up_steers_nothing() -> None:
    world = worlds.with_endpoint(private_dns_enabled=True)
    world.probe.address = "10.1.9.9"
    world.probe.answer = Talk("", Reached.TLS, "8.0\x1b[2J[bold]", "TLSv1.3")
    async with world.running() as session:
        await session.press(TO_DIAGNOSIS)
        assert "version 8.0[2J[bold]" in session.text


async def test_an_endpoint_that_is_gone_is_said_so() -> None:
    world = worlds.with_endpoint(private_dns_enabled=True)
    async with world.running() as session:
        await session.press(TO_DIAGNOSIS)
        world.aws.vpc_endpoints = []
        await session.poll()
        assert f"{VPCE_ID} is not there." in session.text
        assert verdicts(session) == {"VPC endpoint": Verdict.FAIL}
        await session.press("escape escape")
        assert session.screen == "EndpointsScreen"


async def test_an_endpoint_that_comes_up_is_diagnosed_anew() -> None:
    world = worlds.with_endpoint("pending")
    async with world.running() as session:
        await session.press(TO_DIAGNOSIS)
        assert verdicts(session)["VPC endpoint"] is Verdict.WARN
        world.aws.vpc_endpoints = [vpc_endpoint(VPCE_ID, private_dns_enabled=True)]
        await session.poll()
        assert verdicts(session)["VPC endpoint"] is Verdict.PASS
