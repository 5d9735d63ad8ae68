"""The two parties of PrivateLink, acting by boto3 on what world.toml has; things are called by their names."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.demo.running import REGION, SERVICE_KEY, DemoCloud

ACCEPT_S = 60.0
SERVICE_S = 210.0
DNS_VERIFICATION_S = 30.0
DELETION_S = 60.0


def refusal(error: pytest.ExceptionInfo[ClientError]) -> tuple[str, str]:
    """Code and message of what AWS answered."""
    answer = error.value.response["Error"]
    return answer["Code"], answer["Message"]


def _named(rows: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(row for row in rows if {"Key": "Name", "Value": name} in row["Tags"])


@dataclass(frozen=True)
class Operator:
    """The account with the applications' VPCs."""

    demo: DemoCloud
    region: str = REGION

    @property
    def ec2(self) -> Any:
        return self.demo.client("ec2", region=self.region)

    def vpc(self, name: str = "apps-prod") -> str:
        return self.demo.known(self.region, name, find=lambda: self._vpc(name))

    def subnet(self, name: str) -> dict[str, Any]:
        return _named(self.ec2.describe_subnets()["Subnets"], name)

    def subnets(self, *names: str) -> list[str]:
        return [self.demo.known(self.region, "subnet", name, find=partial(self._subnet, name)) for name in names]

    def group(self, name: str, vpc: str = "apps-prod") -> str:
        return self.demo.known(self.region, vpc, name, find=lambda: self._group(name, vpc))

    def _vpc(self, name: str) -> str:
        return str(_named(self.ec2.describe_vpcs()["Vpcs"], name)["VpcId"])

    def _subnet(self, name: str) -> str:
        return str(self.subnet(name)["SubnetId"])

    def _group(self, name: str, vpc: str) -> str:
        wanted = [{"Name": "vpc-id", "Values": [self.vpc(vpc)]}, {"Name": "group-name", "Values": [name]}]
        return str(self.ec2.describe_security_groups(Filters=wanted)["SecurityGroups"][0]["GroupId"])

    def endpoint(self, name: str) -> dict[str, Any]:
        """The endpoint with that Name tag, or that ID."""
        rows = self.ec2.describe_vpc_endpoints()["VpcEndpoints"]
        return next((row for row in rows if row["VpcEndpointId"] == name), None) or _named(rows, name)

    def state(self, name: str) -> str:
        return str(self.endpoint(name)["State"])

    def create(self, service_name: str, vpc: str = "apps-prod", **changes: Any) -> dict[str, Any]:
        """An interface endpoint in `vpc`, by default in its first subnet."""
        request = {
            "VpcId": self.vpc(vpc),
            "ServiceName": service_name,
            "VpcEndpointType": "Interface",
            "SubnetIds": self.subnets(f"{vpc}-a"),
        }
        endpoint: dict[str, Any] = self.ec2.create_vpc_endpoint(**request | changes)["VpcEndpoint"]
        return endpoint

    def modify(self, name: str, **changes: Any) -> None:
        self.ec2.modify_vpc_endpoint(VpcEndpointId=self.endpoint(name)["VpcEndpointId"], **changes)

    def interfaces(self, name: str) -> list[dict[str, Any]]:
        ids = self.endpoint(name)["NetworkInterfaceIds"]
        rows: list[dict[str, Any]] = self.ec2.describe_network_interfaces(NetworkInterfaceIds=ids)["NetworkInterfaces"]
        return rows


@dataclass(frozen=True)
class Owner:
    """The account with the clusters and their endpoint services."""

    demo: DemoCloud
    region: str = REGION

    @property
    def ec2(self) -> Any:
        return self.demo.client("ec2", SERVICE_KEY, self.region)

    @property
    def elbv2(self) -> Any:
        return self.demo.client("elbv2", SERVICE_KEY, self.region)

    def load_balancer(self, cluster: str) -> str:
        found = self.elbv2.describe_load_balancers(Names=[cluster])["LoadBalancers"]
        return str(found[0]["LoadBalancerArn"])

    def service(self, cluster: str = "orders-prod") -> dict[str, Any]:
        wanted = [{"Name": "tag:tidb-pe:cluster", "Values": [cluster]}]
        found = self.ec2.describe_vpc_endpoint_service_configurations(Filters=wanted)["ServiceConfigurations"]
        service: dict[str, Any] = found[0]
        return service

    def create(self, cluster: str = "checkout-prod", **changes: Any) -> dict[str, Any]:
        """An endpoint service for `cluster`."""
        request = {"NetworkLoadBalancerArns": [self.load_balancer(cluster)], "AcceptanceRequired": True} | changes
        answer = self.ec2.create_vpc_endpoint_service_configuration(**request)
        service: dict[str, Any] = answer["ServiceConfiguration"]
        return service

    def connections(self, cluster: str = "orders-prod") -> dict[str, str]:
        """Endpoint ID to state."""
        wanted = [{"Name": "service-id", "Values": [self.service(cluster)["ServiceId"]]}]
        rows = self.ec2.describe_vpc_endpoint_connections(Filters=wanted)["VpcEndpointConnections"]
        return {row["VpcEndpointId"]: row["VpcEndpointState"] for row in rows}

    def accept(self, *endpoints: str, cluster: str = "orders-prod") -> list[dict[str, Any]]:
        """What was unsuccessful."""
        return self._each(self.ec2.accept_vpc_endpoint_connections, endpoints, cluster)

    def reject(self, *endpoints: str, cluster: str = "orders-prod") -> list[dict[str, Any]]:
        """What was unsuccessful."""
        return self._each(self.ec2.reject_vpc_endpoint_connections, endpoints, cluster)

    def _each(self, call: Any, endpoints: tuple[str, ...], cluster: str) -> list[dict[str, Any]]:
        service_id = self.service(cluster)["ServiceId"]
        failed: list[dict[str, Any]] = call(ServiceId=service_id, VpcEndpointIds=list(endpoints))["Unsuccessful"]
        return failed
