"""The demo's world as world.toml describes it."""

import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from tui.assets import world_path
from tui.demo.cloud import Delays

Account = Literal["operator", "analytics", "service", "stranger"]


class Part(BaseModel):
    """A table of world.toml; an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SubnetPart(Part):
    name: str
    cidr: str
    zone: str
    """Zone ID such as `usw2-az1`."""
    full: bool = False
    """Whether its addresses are all taken."""


class GroupPart(Part):
    name: str
    description: str
    port: int
    source: str
    """CIDR that may reach `port`."""


class VpcPart(Part):
    name: str
    region: str
    cidr: str
    secondary_cidrs: list[str] = Field(default_factory=list)
    account: Account = "operator"
    dns_hostnames: bool = True
    subnets: list[SubnetPart] = Field(default_factory=list)
    security_groups: list[GroupPart] = Field(default_factory=list)


class EndpointPart(Part):
    """A VPC endpoint that is there at the start."""

    name: str
    vpc: str
    subnets: list[str]
    security_groups: list[str] = Field(default_factory=list)
    state: str = "available"
    then: str = ""
    """The state that follows `after_s` later; empty: none."""
    after_s: float = 0.0
    private_dns: bool = False
    last_error: dict[str, str] = Field(default_factory=dict)
    age_s: float = 86_400.0
    tags: dict[str, str] = Field(default_factory=dict)
    """Besides its Name."""


class ServicePart(Part):
    """An endpoint service that is there at the start."""

    available_after_s: float = 0.0
    dns_state: str = "verified"
    principals: list[str]
    endpoints: list[EndpointPart] = Field(default_factory=list)


class ClusterPart(Part):
    """A cluster behind a network load balancer of the service account."""

    name: str
    region: str
    zones: list[str]
    tags: dict[str, str] = Field(default_factory=dict)
    """The `tidb-pe:` tags beside the name, without the prefix."""
    service: ServicePart | None = None


class World(Part):
    delays: Delays
    profile: dict[str, Any]
    """Goes to the application as it stands: regions, and the clusters that are not behind a load balancer."""
    vpcs: list[VpcPart]
    clusters: list[ClusterPart]

    @classmethod
    def read(cls, path: Path | None = None) -> "World":
        """The world in `path`, or the one that ships with the program."""
        return cls.model_validate(tomllib.loads((path or world_path()).read_text("utf-8")))
