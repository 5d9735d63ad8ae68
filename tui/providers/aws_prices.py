"""AWS's Price List API: which list to ask, what to ask it for, and the one price in its answer.

Source: GetProducts of AmazonVPC; each product is a JSON text with `product.attributes`, `terms.OnDemand` and
`publicationDate`. Gateway Load Balancer endpoints are of the same family and operation: only the usage type, such as
`USW2-VpcEndpoint-Hours`, tells them apart.
"""

import json
import math
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from tui.domain.cost import PRICE_LIST, Price
from tui.domain.errors import NotFound

_HOURS = re.compile(r"(\w+-)?VpcEndpoint-Hours")
_APART = re.compile(r"(cn|us-gov|us-iso\w*|eu-isoe|eusc)-")
"""Regions of other partitions: what is sold there is in no list that these credentials can read in dollars."""
_NEAREST = {"eu": "eu-central-1", "ap": "ap-south-1"}
"""By the first word of a region; the API is in these regions and in us-east-1 alone."""


def home(region: str) -> str:
    """The region whose Price List API is asked about `region`; NotFound where it tells nothing of it."""
    if _APART.match(region):
        raise NotFound(f"No price in USD is listed for {region}.", source="AWS", code="NoPrice")
    return region and _NEAREST.get(region.partition("-")[0], "us-east-1")


def wanted(region: str) -> dict[str, Any]:
    """GetProducts's arguments."""
    terms = {"productFamily": "VpcEndpoint", "regionCode": region}
    filters = [{"Type": "TERM_MATCH", "Field": field, "Value": value} for field, value in terms.items()]
    return {"ServiceCode": "AmazonVPC", "Filters": filters, "FormatVersion": "aws_v1"}


def zone_hour(region: str, products: Iterable[str]) -> Price:
    """The price of an interface endpoint in one zone for an hour; NotFound where no product is that.

    Raises botocore's ResponseParserError where the products cannot be read or tell several prices.
    """
    from botocore.parsers import ResponseParserError

    try:
        found = {price for text in products for price in _prices(json.loads(text))}
        if not found:
            raise NotFound(f"No price is listed for {region}.", source="AWS", code="NoPrice")
        (price,) = found
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise ResponseParserError(f"The price list cannot be read: {error!r}") from error
    return price


def _prices(raw: Any) -> list[Price]:
    if not _HOURS.fullmatch(raw["product"]["attributes"]["usagetype"]):
        return []
    as_of = datetime.fromisoformat(raw["publicationDate"]).date().isoformat()
    dimensions = [each for term in raw["terms"]["OnDemand"].values() for each in term["priceDimensions"].values()]
    return [Price(_usd_per_hour(each), as_of, PRICE_LIST) for each in dimensions]


def _usd_per_hour(dimension: Any) -> float:
    usd = float(dimension["pricePerUnit"]["USD"])
    if dimension["unit"] != "Hrs" or not 0 < usd < math.inf:
        raise ValueError(dimension)
    return usd
