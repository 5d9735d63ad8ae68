"""TiDB Cloud's side of the demo as tidb-cloud.toml describes it, beside the network that it is reached from."""

import hashlib
import tomllib
from pathlib import Path
from typing import Any

from pydantic import Field

from tui.assets import demo_file
from tui.demo.cloud import Delays as AwsDelays
from tui.demo.world import ClusterPart, EndpointPart, Part, ServicePart, VpcPart, World


class Delays(Part):
    """How long TiDB Cloud takes, in seconds at speed 1."""

    system_check_s: float = 300.0
    """A connection from PENDING to ACTIVE: "about 5 minutes" in the documents."""
    failure_s: float = 60.0
    """A connection from PENDING to FAILED. Assumption."""
    deletion_s: float = 60.0
    """A connection from DELETING until it is gone. Assumption."""


class ConnectionPart(Part):
    """A private endpoint connection that is there at the start; one that has failed did not find its endpoint."""

    state: str = "ACTIVE"
    then: str = ""
    after_s: float = 0.0
    endpoint_id: str = ""
    """Only of one whose VPC endpoint is not, or no longer, there."""


class RecordedEndpointPart(EndpointPart):
    """A VPC endpoint, and the connection that TiDB Cloud has for it."""

    connection: ConnectionPart | None = None


class NodeGroupPart(Part):
    name: str = "DefaultGroup"
    nodes: int = 2
    host: str = ""
    service_after_s: float = 0.0
    """When its endpoint service is there."""
    endpoints: list[RecordedEndpointPart] = Field(default_factory=list)
    connections: list[ConnectionPart] = Field(default_factory=list)
    """Those without a VPC endpoint."""


class DedicatedPart(Part):
    """A TiDB Cloud Dedicated cluster."""

    name: str
    project: str
    region: str
    provider: str = "aws"
    zones: list[str] = Field(default_factory=list)
    port: int = 4000
    version: str = "8.5.3"
    state: str = "ACTIVE"
    then: str = ""
    after_s: float = 0.0
    age_s: float = 7_776_000.0
    groups: list[NodeGroupPart]
    """The first one is the default group."""


class CloudWorld(Part):
    delays: AwsDelays
    tidb_cloud_delays: Delays
    profile: dict[str, Any]
    """Goes to the application, with the IDs that belong to the names of `accounts`."""
    projects: list[str]
    accounts: dict[str, str]
    """Project to the access key of the AWS account that its endpoints are in, where that is not the usual one."""
    vpcs: list[VpcPart]
    clusters: list[DedicatedPart]

    @classmethod
    def read(cls, path: Path | None = None) -> "CloudWorld":
        """The world in `path`, or the one that ships with the program."""
        return cls.model_validate(tomllib.loads((path or demo_file("tidb-cloud.toml")).read_text("utf-8")))

    def told(self) -> dict[str, Any]:
        """The profile for the application."""
        return self.profile | {"accounts": {new_id(project): key for project, key in self.accounts.items()}}

    def aws(self) -> World:
        """The same world as AWS has it: every node group of an AWS cluster is a network load balancer and a service."""
        groups = [
            _behind_a_load_balancer(cluster, group)
            for cluster in self.clusters
            if cluster.provider == "aws"
            for group in cluster.groups
        ]
        return World(delays=self.delays, profile=self.profile, vpcs=self.vpcs, clusters=groups)


def new_id(*name: str) -> str:
    """A decimal ID above 2**63, the same for the same name at every start."""
    return str(2**63 + int.from_bytes(hashlib.sha256("\0".join(name).encode()).digest()[:7]))


def service_key(cluster: DedicatedPart, group: NodeGroupPart) -> str:
    """What the group's load balancer is called, and its service is tagged with."""
    return f"{cluster.name}-{group.name}"


def _behind_a_load_balancer(cluster: DedicatedPart, group: NodeGroupPart) -> ClusterPart:
    service = ServicePart(available_after_s=group.service_after_s, principals=["*"], endpoints=[*group.endpoints])
    return ClusterPart(
        name=service_key(cluster, group),
        region=cluster.region,
        zones=cluster.zones,
        tags={"host": group.host},
        service=service,
    )
