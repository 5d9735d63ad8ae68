"""The two records that moto's own are too simple for.

They live in moto's dictionaries, so that its tags, its other calls and its reset reach them.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from moto.ec2.models.core import TaggedEC2Resource

from tui.demo.clock import Lifecycle

CONNECTED = frozenset({"pendingAcceptance", "pending", "available"})
"""States in which an endpoint holds its service."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(eq=False)
class Record(TaggedEC2Resource):
    """What endpoint and service have in common."""

    ec2_backend: Any
    """moto's EC2 of the owning account and region."""
    id: str
    life: Lifecycle
    client_token: str = ""
    request: dict[str, Any] = field(default_factory=dict)
    """What it was made from, to compare a repeated request with."""

    @property
    def owner(self) -> str:
        """The owning account."""
        return str(self.ec2_backend.account_id)

    @property
    def region(self) -> str:
        """The region it is in."""
        return str(self.ec2_backend.region_name)

    def tags(self) -> list[dict[str, str]]:
        """The tags as the API has them."""
        return [{"Key": tag["key"], "Value": tag["value"]} for tag in self.get_tags()]

    def settle(self, now: float) -> None:
        """Bring it to demo time `now`."""
        self.life = self.life.settled(now)

    def release(self) -> None:
        """Give back what it holds."""


@dataclass(eq=False, kw_only=True)
class Endpoint(Record):
    """An interface VPC endpoint."""

    vpc_id: str
    service_name: str
    service_region: str
    subnet_ids: list[str]
    group_ids: list[str]
    dns_suffix: str
    """Eight characters that make its public names unguessable."""
    created: datetime = field(default_factory=_now)
    network_interface_ids: list[str] = field(default_factory=list)
    private_dns_enabled: bool = False
    requester_managed: bool = False
    accepted: bool = False
    last_error: dict[str, str] = field(default_factory=dict)
    """`Code` and `Message`; empty unless it failed."""

    def release(self) -> None:
        """Delete its network interfaces."""
        for interface_id in self.network_interface_ids:
            self.ec2_backend.enis[interface_id].delete()


@dataclass(eq=False, kw_only=True)
class Service(Record):
    """An endpoint service configuration."""

    network_load_balancer_arns: list[str]
    zones: dict[str, str]
    """Zone ID to zone name."""
    acceptance_required: bool = True
    private_dns_name: str = ""
    dns: Lifecycle = field(default_factory=lambda: Lifecycle(""))
    principals: list[str] = field(default_factory=list)

    @property
    def service_name(self) -> str:
        """The name that VPC endpoints ask for."""
        return f"com.amazonaws.vpce.{self.region}.{self.id}"

    def admits(self, account: str) -> bool:
        """Whether `account` may see it and connect: its owner, and whom it allows."""
        allowed = {principal if principal == "*" else principal.split(":")[4] for principal in self.principals}
        return bool({account, "*"} & {*allowed, self.owner})

    def settle(self, now: float) -> None:
        """Bring both its state and its name's to demo time `now`."""
        super().settle(now)
        self.dns = self.dns.settled(now)
