"""What an interface endpoint costs: an estimate, with the date and the source of its price."""

from collections.abc import Mapping
from dataclasses import dataclass

HOURS_A_MONTH = 730
PRICES_AS_OF = "2026-08"
"""When the table below was read. Source: aws.amazon.com/privatelink/pricing."""

PRICE_PAGE, PRICE_LIST, OWN = "AWS's price page", "AWS's price list", "your configuration"
"""Whose word a price is."""

USD_PER_GB = 0.01
"""Data processed, either direction, the first PB a month."""


@dataclass(frozen=True, slots=True)
class Price:
    """What one endpoint costs in one zone for an hour."""

    usd_per_zone_hour: float
    as_of: str = PRICES_AS_OF
    """A month or a day, as in ISO 8601."""
    source: str = PRICE_PAGE


Prices = Mapping[str, Price]
"""By region."""

TABLE: Prices = {"us-east-1": Price(0.0100), "us-west-2": Price(0.0100), "ap-southeast-5": Price(0.0117)}
USUAL = Price(0.0100)
"""What is assumed of a region whose price is not known; regions vary."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Monthly price of an endpoint, data not included."""

    zones: int
    price: Price
    region_known: bool
    """Whether the price is that of the region, not the usual one."""

    @property
    def usd_per_month(self) -> float:
        return self.zones * self.price.usd_per_zone_hour * HOURS_A_MONTH

    def __str__(self) -> str:
        basis = "" if self.region_known else "; this region's price is not known, the usual one is assumed"
        return (
            f"about {self.usd_per_month:.2f} USD a month ({self.zones} x {HOURS_A_MONTH} h) plus {USD_PER_GB:.2f} USD"
            f" a GB; estimate, price of {self.price.as_of}, {self.price.source}{basis}"
        )


def estimate(region: str, subnets: int, prices: Prices = TABLE) -> Estimate:
    """AWS bills each subnet's network interface by the hour, whatever state the endpoint is in."""
    return Estimate(subnets, prices.get(region, USUAL), region in prices)
