"""What Help has to tell: the pages that come with the program, and what the endpoints on the list cost."""

from collections.abc import Callable, Sequence
from functools import partial

from tui.domain import cost
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import Snapshot
from tui.domain.status import Status
from tui.prices import PriceBook
from tui.views import help as pages
from tui.views.plain import plain

Topic = Callable[[Snapshot, PriceBook, Sequence[str]], str | Callable[[int], str]]
"""Gives a text, or what lays one out at a width; the last argument are the scopes of the page one comes from."""

_WHO_PAYS = (
    "AWS bills the owner of the VPC for each endpoint: by the hour for each zone (subnet), a part of an hour as a whole"
    " one, from creation to deletion whatever its state, and by the GB in either direction. The load balancer and its"
    " data are in the bill of TiDB's side. What follows are estimates, without data."
)


def billing(snapshot: Snapshot, book: PriceBook) -> str:
    """Who pays, the estimate of each endpoint on the list and of all, and whose word each price is, of when."""
    billed = [row for row in snapshot.rows if row.vpc_endpoint and row.standing.status is not Status.DELETING]
    estimates = [
        cost.estimate(row.region, len(row.vpc_endpoint.subnet_ids), book.known) for row in billed if row.vpc_endpoint
    ]
    total = sum(each.usd_per_month for each in estimates)
    return "\n".join(
        (
            _WHO_PAYS,
            "",
            "Your endpoints, a month",
            *(_bill(row, each) for row, each in zip(billed, estimates, strict=True)),
            f"  {'in total':<24} {total:8.2f} USD",
            "",
            "Prices for one zone and hour",
            *(_price(region, price) for region, price in sorted(book.known.items())),
            _price("elsewhere", cost.USUAL, "assumed; regions vary"),
            _price("data, for 1 GB", cost.Price(cost.USD_PER_GB), "less beyond 1 PB a month"),
            "",
            f"{cost.PRICE_PAGE}: aws.amazon.com/privatelink/pricing",
            *([f"{book.source}: {plain(book.why_not)}"] if book.why_not else ()),
        )
    )


def _price(what: str, price: cost.Price, remark: str = "") -> str:
    return f"  {what:<16} {price.usd_per_zone_hour:.4f} USD  {price.as_of:<10}  {remark or price.source}"


def _bill(row: PrivateEndpoint, estimate: cost.Estimate) -> str:
    known = "" if estimate.region_known else ", price assumed"
    zones = f"{estimate.zones} zone{'' if estimate.zones == 1 else 's'}"
    return (
        f"  {row.vpc_endpoint_id:<24} {estimate.usd_per_month:8.2f} USD  {plain(row.cluster_name, 24)}, {zones}{known}"
    )


def _page(name: str) -> Topic:
    return lambda *_: partial(pages.page, name)


TOPICS: dict[str, Topic] = {
    **{pages.words(name): _page(name) for name in pages.TOPICS},
    "Keys": lambda _, __, here: partial(pages.keys_page, here),
    "Billing": lambda snapshot, prices, _: billing(snapshot, prices),
}
"""Title to text, in the order of the strip; of these pages Keys begins with those of the page one comes from."""
