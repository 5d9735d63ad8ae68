"""The Price List API through the real adapter.

Provenance: attributes and usage types as public price tools filter AmazonVPC's products by them (productFamily
VpcEndpoint, usagetype USW2-VpcEndpoint-Hours, -Bytes, -GWLBE-Hours, -Resource-Hours); terms, dimensions and
publicationDate as in the example of GetProducts in the AWS CLI's reference; prices written for these tests.
"""

import json
from typing import Any

import pytest

from tests.providers.servers import answering, price_list
from tui.domain.cost import PRICE_LIST, Price
from tui.domain.errors import NotFound, ProviderFault
from tui.providers import aws_prices
from tui.providers.aws import Boto3Aws
from tui.providers.session import Access, Clients

TIERS = [("0", "1048576", "0.0100000000"), ("1048576", "5242880", "0.0060000000"), ("5242880", "Inf", "0.0040000000")]


def product(usage: str = "USW2-VpcEndpoint-Hours", unit: str = "Hrs", usd: str = "0.0130000000", **more: Any) -> Any:
    """A product as GetProducts tells it, with one price."""
    return with_tiers(usage, unit, [("0", "Inf", usd)], **more)


def with_tiers(usage: str, unit: str, tiers: list[tuple[str, str, str]], **more: Any) -> Any:
    dimensions = {
        f"SKU.JRTCKXETXF.{at}": {
            "unit": unit,
            "beginRange": begin,
            "endRange": end,
            "description": f"${usd} per VPC Endpoint Hour",
            "appliesTo": [],
            "rateCode": f"SKU.JRTCKXETXF.{at}",
            "pricePerUnit": {"USD": usd},
        }
        for at, (begin, end, usd) in enumerate(tiers)
    }
    attributes = {
        "regionCode": "us-west-2",
        "servicecode": "AmazonVPC",
        "groupDescription": "Hourly charge for VPC Endpoints",
        "usagetype": usage,
        "locationType": "AWS Region",
        "location": "US West (Oregon)",
        "servicename": "Amazon Virtual Private Cloud",
        "operation": "VpcEndpoint",
        "group": "VPCE:VpcEndpoint",
    }
    term = {"priceDimensions": dimensions, "effectiveDate": "2026-08-01T00:00:00Z", "termAttributes": {}}
    return {
        "product": {"productFamily": "VpcEndpoint", "attributes": attributes, "sku": "SKU"},
        "serviceCode": "AmazonVPC",
        "terms": {"OnDemand": {"SKU.JRTCKXETXF": term}},
        "version": "20260814183002",
        "publicationDate": "2026-08-14T18:30:02Z",
    } | more


BESIDE = (
    with_tiers("USW2-VpcEndpoint-Bytes", "GB", TIERS),
    product("USW2-VpcEndpoint-GWLBE-Hours", usd="0.0990000000"),
    product("USW2-VpcEndpoint-GWLBE-Bytes", "GB"),
    product("USW2-VpcEndpoint-Resource-Hours", usd="0.0200000000"),
)
"""What is not an interface endpoint's hour."""
NO_TERMS: dict[str, Any] = {"OnDemand": {}}
YUAN: dict[str, Any] = {"OnDemand": {"1": {"priceDimensions": {"1": {"unit": "Hrs", "pricePerUnit": {"CNY": "0.1"}}}}}}

GOOD = {
    "among the products beside it": (*BESIDE, product()),
    "without a prefix, as us-east-1's were": (product("VpcEndpoint-Hours"),),
    "twice the same": (product("APS1-VpcEndpoint-Hours"), product()),
}
MALFORMED = {
    "no JSON": ("{",),
    "not a product": ([1],),
    "null": (None,),
    "a number for a text": (product(usage=7),),  # type: ignore[arg-type] # as the outside may send it
    "no terms": (product(terms=[]),),
    "nothing to pay": (product(usd="0.0000000000"),),
    "less than nothing": (product(usd="-1"),),
    "not a number": (product(usd="NaN"),),
    "no end": (product(usd="Infinity"),),
    "words": (product(usd="cheap"),),
    "another unit": (product(unit="GB"),),
    "another currency": (product(terms=YUAN),),
    "no date": (product(publicationDate="soon"),),
    "two prices": (product(), product(usd="0.02")),
    "without bottom": ("[" * 100_000,),
}


def texts(products: tuple[Any, ...]) -> list[str]:
    return [each if isinstance(each, str) else json.dumps(each) for each in products]


async def told(products: tuple[Any, ...]) -> Price:
    """What the adapter makes of AWS's answer."""
    with answering(price_list(*texts(products))) as url:
        clients = Clients(Access(endpoint_url=url, key=("AKIAEXAMPLE", "hush")))
        try:
            return await Boto3Aws(clients).zone_hour_price("us-west-2")
        finally:
            clients.close()


@pytest.mark.parametrize("products", GOOD.values(), ids=GOOD)
async def test_the_price_is_found_with_the_day_it_was_published(products: tuple[Any, ...]) -> None:
    assert await told(products) == Price(0.013, "2026-08-14", PRICE_LIST)


@pytest.mark.parametrize("products", MALFORMED.values(), ids=MALFORMED)
async def test_an_answer_that_tells_not_one_price_is_none(products: tuple[Any, ...]) -> None:
    with pytest.raises(ProviderFault) as raised:
        await told(products)
    assert raised.value.code == "ResponseParserError"


@pytest.mark.parametrize("products", [(), BESIDE, (product(terms=NO_TERMS),)], ids=["nothing", "beside", "no terms"])
async def test_a_region_without_a_price_is_told(products: tuple[Any, ...]) -> None:
    with pytest.raises(NotFound, match="No price is listed for us-west-2"):
        await told(products)


@pytest.mark.parametrize(
    ("region", "asked"),
    [
        ("us-west-2", "us-east-1"),
        ("ca-central-1", "us-east-1"),
        ("eu-west-3", "eu-central-1"),
        ("ap-southeast-5", "ap-south-1"),
    ],
)
def test_the_nearest_price_list_is_asked(region: str, asked: str) -> None:
    assert aws_prices.home(region) == asked


@pytest.mark.parametrize("region", ["cn-north-1", "us-gov-west-1", "us-iso-east-1", "us-isob-east-1", "eusc-de-east-1"])
def test_other_partitions_are_not_asked_about(region: str) -> None:
    with pytest.raises(NotFound, match=region):
        aws_prices.home(region)


def test_it_is_asked_for_the_endpoints_of_one_region() -> None:
    filters = {each["Field"]: each["Value"] for each in aws_prices.wanted("eu-west-3")["Filters"]}
    assert filters == {"productFamily": "VpcEndpoint", "regionCode": "eu-west-3"}
