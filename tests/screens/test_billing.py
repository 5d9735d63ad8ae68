"""Help's page Billing: its figures add up, and each price has its date and source."""

from tests.fakes import REGION, SUBNET_IDS, cluster, connection, service, vpc_endpoint
from tests.screens import worlds
from tests.screens.harness import World
from tui.domain.cost import OWN, PRICE_LIST, Price
from tui.domain.errors import PermissionDenied

TO_BILLING = "question_mark right right"
PARIS = "eu-west-3"


def billed() -> World:
    """Endpoints in two regions: of two zones, of three, one that goes away, and one of which AWS's side is not seen."""
    world = worlds.with_endpoint()
    of = cluster("paris", region=PARIS)
    world.tidb.clusters.append(of)
    world.tidb.services.append(service(of))
    world.aws.vpc_endpoints += [
        vpc_endpoint("vpce-0000000000000000a", "available", service(of), subnet_ids=SUBNET_IDS),
        vpc_endpoint("vpce-0000000000000000b", "deleting"),
    ]
    world.tidb.connections = [connection("vpce-0000000000000000c", "DISCOVERED", cluster())]
    return world


async def test_each_endpoint_and_all_together_by_the_dated_table() -> None:
    async with billed().running((100, 50)) as session:
        await session.press(TO_BILLING)
        lines = [" ".join(line.split()) for line in session.text.splitlines()]
        assert "vpce-0123456789abcdef0 14.60 USD orders, 2 zones" in lines
        assert "vpce-0000000000000000a 21.90 USD paris, 3 zones, price assumed" in lines
        assert "in total 36.50 USD" in lines
        assert not any("0000b" in line or "0000c" in line for line in lines)
        assert "us-west-2 0.0100 USD 2026-08 AWS's price page" in lines
        assert "elsewhere 0.0100 USD 2026-08 assumed; regions vary" in lines


async def test_prices_of_ones_own_and_of_aws_take_the_place_of_the_table() -> None:
    world = billed()
    world.prices = {REGION: Price(0.02, "2026-09-01", OWN)}
    world.aws.prices = {PARIS: Price(0.011, "2026-08-20", PRICE_LIST)}
    async with world.running((100, 50)) as session:
        await session.press(TO_BILLING)
        lines = [" ".join(line.split()) for line in session.text.splitlines()]
        assert "vpce-0123456789abcdef0 29.20 USD orders, 2 zones" in lines
        assert "vpce-0000000000000000a 24.09 USD paris, 3 zones" in lines
        assert "in total 53.29 USD" in lines
        assert "us-west-2 0.0200 USD 2026-09-01 your configuration" in lines
        assert "eu-west-3 0.0110 USD 2026-08-20 AWS's price list" in lines
        assert "price list:" not in session.prose
        assert world.aws.called("zone_hour_price") == 1


async def test_a_price_list_that_is_denied_is_told_here_and_nowhere_else() -> None:
    world = worlds.with_endpoint()
    denied = PermissionDenied("You are not authorized.", "Ask for the permission pricing:GetProducts.", "AWS")
    world.aws.fail["zone_hour_price"] = denied
    async with world.running((100, 50)) as session:
        await session.press(TO_BILLING)
        assert "AWS's price list: You are not authorized. Ask for the permission pricing:GetProducts." in session.prose
        assert "us-west-2 0.0100 USD 2026-08 AWS's price page" in session.prose
        await session.press("left right escape", TO_BILLING)
        assert session.notices == ""
        assert world.aws.called("zone_hour_price") == 1


async def test_no_price_is_asked_for_before_one_is_shown() -> None:
    world = worlds.filled()
    world.aws.prices = {REGION: Price(0.011, "2026-08-20", PRICE_LIST)}
    async with world.running((100, 40)) as session:
        await session.press("question_mark escape")
        assert world.aws.called("zone_hour_price") == 0
        await session.press("enter")
        assert "Costs about 16.06 USD a month" in session.prose
        assert "price of 2026-08-20, AWS's price list" in session.prose
        await session.press("ctrl+r")
        assert "about 16.06 USD a month" in session.prose


async def test_a_screen_does_not_wait_for_the_price() -> None:
    world = worlds.filled()
    answered = worlds.never_answers(world.aws, "zone_hour_price")
    world.aws.prices = {REGION: Price(0.011, "2026-08-20", PRICE_LIST)}
    async with world.running((100, 40)) as session:
        await session.press("enter")
        assert "Costs about 14.60 USD a month" in session.prose
        answered()
        await session.settle()
        assert "Costs about 16.06 USD a month" in session.prose
