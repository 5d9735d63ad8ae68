"""What moto lacks of AWS's Price List API: GetProducts for interface endpoints, as the demo has it.

The figures are the demo's own; the shape is AWS's, with the products beside it that are not an interface endpoint's.
"""

import json
from typing import Any

_USAGE = {"us-west-2": ("USW2", "0.0100000000"), "eu-central-1": ("EUC1", "0.0120000000")}
"""Region -> how its usage types begin, and USD an hour."""
_PUBLISHED = "2026-08-01T00:00:00Z"


def get_products(wanted: dict[str, Any]) -> dict[str, Any]:
    """The answer to GetProducts."""
    asked = {each["Field"]: each["Value"] for each in wanted.get("Filters", ())}
    region = asked.get("regionCode", "")
    prefix, usd = _USAGE.get(region, ("", ""))
    products = [
        _product(region, f"{prefix}-VpcEndpoint-Bytes", "GB", "0.0100000000"),
        _product(region, f"{prefix}-VpcEndpoint-GWLBE-Hours", "Hrs", "0.0130000000"),
        _product(region, f"{prefix}-VpcEndpoint-Hours", "Hrs", usd),
    ]
    return {"FormatVersion": "aws_v1", "PriceList": products if prefix else []}


def _product(region: str, usage_type: str, unit: str, usd: str) -> str:
    attributes = {"regionCode": region, "usagetype": usage_type, "operation": "VpcEndpoint"}
    dimension = {"unit": unit, "description": f"{usd} USD in the demo", "pricePerUnit": {"USD": usd}}
    return json.dumps(
        {
            "product": {"productFamily": "VpcEndpoint", "attributes": attributes},
            "serviceCode": "AmazonVPC",
            "terms": {"OnDemand": {"demo": {"priceDimensions": {"demo": dimension}}}},
            "publicationDate": _PUBLISHED,
        }
    )
