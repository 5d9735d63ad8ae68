"""Whose word a price is: the operator's own, AWS's list, the dated table; and how often AWS is asked."""

from tests.fakes import FakeAws
from tui.domain.cost import OWN, PRICE_LIST, PRICE_PAGE, TABLE, Price
from tui.domain.errors import PermissionDenied
from tui.prices import PriceBook

LISTED = Price(0.012, "2026-08-20", PRICE_LIST)
MINE = Price(0.009, "2026-09-01", OWN)


def book(aws: FakeAws, **own: Price) -> PriceBook:
    return PriceBook(aws.zone_hour_price, {region.replace("_", "-"): price for region, price in own.items()})


async def test_aws_comes_before_the_table_and_the_operator_before_both() -> None:
    aws = FakeAws()
    aws.prices = {"us-west-2": LISTED, "eu-central-1": LISTED}
    prices = book(aws, us_west_2=MINE)
    assert prices.known["us-east-1"].source == PRICE_PAGE
    await prices.refresh(["us-west-2", "eu-central-1"])
    assert prices.known == {**TABLE, "us-west-2": MINE, "eu-central-1": LISTED}
    assert aws.calls == [("zone_hour_price", "eu-central-1")]


async def test_a_region_is_asked_about_once_whatever_the_answer() -> None:
    aws = FakeAws()
    aws.prices = {"us-west-2": LISTED}
    prices = book(aws)
    for _ in range(2):
        await prices.refresh(["us-west-2", "eu-central-1", ""])
    assert sorted(aws.calls) == [("zone_hour_price", "eu-central-1"), ("zone_hour_price", "us-west-2")]


async def test_a_refusal_leaves_the_table_and_is_told() -> None:
    aws = FakeAws()
    aws.fail["zone_hour_price"] = PermissionDenied("Not allowed.", "Ask for the permission pricing:GetProducts.")
    prices = book(aws)
    await prices.refresh(["us-west-2"])
    assert prices.known == TABLE
    assert prices.why_not == "Not allowed. Ask for the permission pricing:GetProducts."


async def test_where_nobody_reads_nothing_is_asked() -> None:
    prices = PriceBook(why_not="Not read.")
    await prices.refresh(["us-west-2"])
    assert (prices.known, prices.why_not) == (TABLE, "Not read.")


async def test_a_list_that_is_not_aws_is_not_called_so() -> None:
    aws = FakeAws()
    aws.prices = {"us-west-2": LISTED}
    prices = PriceBook(aws.zone_hour_price, source="the demo's price list")
    await prices.refresh(["us-west-2"])
    assert prices.known["us-west-2"] == Price(0.012, "2026-08-20", "the demo's price list")
