"""What Help has to tell, made from what the program does where that can be."""

import re
from collections.abc import Callable, Iterable

from tui import assets, keymap
from tui.domain import cost
from tui.domain.endpoints import ConnectionState, DnsNameState, PrivateEndpoint, ServiceState
from tui.domain.snapshot import Snapshot
from tui.domain.status import MARKS, Status
from tui.prices import PriceBook
from tui.views.plain import plain

STATUSES = {
    Status.NOT_CONFIGURED: "the endpoint service is there, no endpoint yet: create one",
    Status.INITIATING: "a setup of yours that has no endpoint yet: go on with it",
    Status.PENDING: "waits for you: accept the connection, or enable private DNS",
    Status.SYSTEM_CHECKING: "accepted; TiDB or AWS is bringing it up, usually within 5 minutes",
    Status.DISCOVERED: "an endpoint asks for the service, made outside this program: accept it or not",
    Status.ACTIVE: "ready for use",
    Status.DELETING: "being removed",
    Status.FAILED: "creation failed; the reason stands below the list",
    Status.REJECTED: "rejected or disconnected on TiDB's side; delete it and create another",
    Status.UNKNOWN: "a state this version does not know; shown as it was sent",
}
SERVICE_STATES = {
    ServiceState.CREATING: "being made, usually 3 to 5 minutes; it cannot fail, only last",
    ServiceState.ACTIVE: "can be connected to, whether or not any endpoint is there",
    ServiceState.DELETING: "goes away, usually 3 to 5 minutes",
    ServiceState.UNKNOWN: "a state this version does not know; shown as it was sent",
}
CONNECTION_STATES = {
    ConnectionState.DISCOVERED: "asks to be accepted: accept it or not",
    ConnectionState.PENDING: "accepted, being brought up",
    ConnectionState.ACTIVE: "accepted and up",
    ConnectionState.REJECTED: "refused by the service's owner; it cannot be used again",
    ConnectionState.FAILED: "could not be brought up; the message tells why",
    ConnectionState.DELETING: "going away",
    ConnectionState.UNKNOWN: "a state this version does not know; shown as it was sent",
}
DNS_STATES = {
    DnsNameState.NONE: "the service has no private DNS name: use AWS's own names",
    DnsNameState.PENDING_VERIFICATION: "the owner has to add a DNS record that proves the domain",
    DnsNameState.VERIFIED: "private DNS can be enabled",
    DnsNameState.FAILED: "the DNS record was not found: add it, then verify again",
    DnsNameState.UNKNOWN: "a state this version does not know; shown as it was sent",
}
_TURNS = (
    "TURN is whose turn it is: you, AWS or TiDB. FOR is how long it has been so; > where it began before the program"
    " looked. DNS is private DNS as AWS says: on, off, ? where AWS's side is not visible."
)
_WHO_PAYS = (
    "AWS bills the owner of the VPC for each endpoint: by the hour for each zone (subnet), a part of an hour as a whole"
    " one, from creation to deletion whatever its state, and by the GB in either direction. The load balancer and its"
    " data are in the bill of TiDB's side. What follows are estimates, without data."
)


def keys() -> str:
    """Every key, by the place where it works."""
    lines: list[str] = []
    for scope, title in keymap.SCOPES.items():
        lines += [title, *(_key(key) for key in keymap.of(scope)), ""]
    return "\n".join(lines)


def _key(key: keymap.Key) -> str:
    names = " ".join(keymap.spelled(name) for name in key.keys.split(","))
    return f"  {names:<12} {key.help}"


def statuses() -> str:
    """Private endpoint, endpoint service, connection and DNS name: what each word means, and what comes next."""
    return "\n\n".join(
        (
            _words("Private endpoint", ((f"{MARKS[status]} {status}", text) for status, text in STATUSES.items())),
            _words("Endpoint service", ((state.title(), text) for state, text in SERVICE_STATES.items())),
            _words("Connection, on TiDB's side", ((state.title(), text) for state, text in CONNECTION_STATES.items())),
            _words(
                "Private DNS name of the service", ((state or "(none)", text) for state, text in DNS_STATES.items())
            ),
            _TURNS,
        )
    )


def _words(title: str, rows: Iterable[tuple[str, str]]) -> str:
    return "\n".join([title, *(f"  {word:<20} {meaning}" for word, meaning in rows)])


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


def _page(name: str) -> str:
    """A text from the assets; lines that are not indented are one paragraph, to be wrapped at the width there is."""
    return re.sub(r"(?<=\S)\n(?=\S)", " ", assets.help_page(name))


TOPICS: dict[str, Callable[[Snapshot, PriceBook], str]] = {
    "Keys": lambda *_: keys(),
    "Statuses": lambda *_: statuses(),
    "Billing": billing,
    "Why": lambda *_: _page("why"),
    "Architecture": lambda *_: _page("architecture"),
    "Troubleshooting": lambda *_: _page("troubleshooting"),
}
"""Title to text, in the order of the strip."""
