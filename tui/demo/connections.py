"""Between the two sides: the connections to a service, accepted and rejected by its owner."""

from collections.abc import Callable
from functools import partial

from moto.core.responses import ActionResult

from tui.demo.answers import connection
from tui.demo.base import Fields, unsuccessful
from tui.demo.clock import Lifecycle
from tui.demo.cloud import Cloud
from tui.demo.records import Endpoint
from tui.demo.services import ServiceActions

FIELDS: Fields[Endpoint] = {
    "ip-address-type": lambda _: "ipv4",
    "service-id": lambda endpoint: endpoint.service_name.rpartition(".")[2],
    "vpc-endpoint-id": lambda endpoint: endpoint.id,
    "vpc-endpoint-owner": lambda endpoint: endpoint.owner,
    "vpc-endpoint-region": lambda endpoint: endpoint.region,
    "vpc-endpoint-state": lambda endpoint: endpoint.life.state,
}


class ConnectionActions(ServiceActions):
    """DescribeVpcEndpointConnections, AcceptVpcEndpointConnections, RejectVpcEndpointConnections."""

    def describe_vpc_endpoint_connections(self) -> ActionResult:
        rows = [
            connection(service, endpoint, self.cloud)
            for service in self.ec2_backend.configurations.values()
            for endpoint in self._matching(self.cloud.connections(service), FIELDS)
        ]
        return ActionResult(self._page("VpcEndpointConnections", rows))

    def accept_vpc_endpoint_connections(self) -> ActionResult:
        return self._each({"pendingAcceptance"}, partial(accept, cloud=self.cloud))

    def reject_vpc_endpoint_connections(self) -> ActionResult:
        return self._each({"pendingAcceptance", "pending", "available"}, reject)

    def _each(self, states: set[str], act: Callable[[Endpoint], None]) -> ActionResult:
        """`act` on every endpoint of the request that is in one of `states`; the others go to Unsuccessful."""
        asking = {endpoint.id: endpoint for endpoint in self.cloud.connections(self._own(self._get_param("ServiceId")))}
        failed = []
        for vpce in self._get_param("VpcEndpointIds", []):
            if vpce not in asking:
                text = f"The VPC Endpoint Id '{vpce}' does not exist"
                failed.append(unsuccessful(vpce, "InvalidVpcEndpointId.NotFound", text))
            elif asking[vpce].life.state not in states:
                text = f"The VPC Endpoint '{vpce}' is in an invalid state: {asking[vpce].life.state}"
                failed.append(unsuccessful(vpce, "InvalidState", text))
            else:
                act(asking[vpce])
        return ActionResult({"Unsuccessful": failed})


def accept(endpoint: Endpoint, cloud: Cloud) -> None:
    """Let `endpoint`, which asks for it, use its service."""
    endpoint.accepted = True
    endpoint.life = cloud.after("pending", "available", cloud.delays.accept_s)


def reject(endpoint: Endpoint) -> None:
    """Shut `endpoint` out for good."""
    endpoint.accepted = False
    endpoint.private_dns_enabled = False
    endpoint.life = Lifecycle("rejected")
