"""What an interface endpoint costs: an estimate, with the date of its prices."""

from dataclasses import dataclass

HOURS_A_MONTH = 730
PRICES_AS_OF = "2026-08"
"""When the table below was read. Source: aws.amazon.com/privatelink/pricing."""

USD_PER_ZONE_HOUR = {"us-east-1": 0.0100, "us-west-2": 0.0100, "ap-southeast-5": 0.0117}
"""Price of one endpoint in one zone for an hour, by region; regions vary."""

FALLBACK_USD_PER_ZONE_HOUR = 0.0100
USD_PER_GB = 0.01
"""Data processed, either direction, the first PB a month."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Monthly price of an endpoint, data not included."""

    zones: int
    usd_per_month: float
    region_known: bool
    """Whether the price is that of the region, not the usual one."""

    def __str__(self) -> str:
        basis = "" if self.region_known else ", at the usual price: this region's is not in the table"
        return (
            f"about {self.usd_per_month:.2f} USD a month ({self.zones} x {HOURS_A_MONTH} h) "
            f"plus {USD_PER_GB:.2f} USD a GB; estimate, prices of {PRICES_AS_OF}{basis}"
        )


def estimate(region: str, subnets: int) -> Estimate:
    """AWS bills each subnet's network interface by the hour, whatever state the endpoint is in."""
    price = USD_PER_ZONE_HOUR.get(region, FALLBACK_USD_PER_ZONE_HOUR)
    return Estimate(subnets, subnets * price * HOURS_A_MONTH, region in USD_PER_ZONE_HOUR)
