"""What AWS answers on a usual day: XML, no more than what leads from one call to the next; a price in JSON."""

import json

from tests.fakes import SUBNET_IDS, VPC_ID, VPCE_ID, cluster, service

CLUSTER, SERVICE = cluster("orders"), service(cluster("orders"))
NAME = f"<serviceName>{SERVICE.name}</serviceName>"
SERVICE_ID = SERVICE.name.rpartition(".")[2]


def refusal(code: str) -> str:
    """An error as both EC2 and the older query services write it."""
    error = f"<Error><Code>{code}</Code><Message>On order.</Message></Error>"
    return f"<Response><Errors>{error}</Errors><RequestID>req-1</RequestID></Response>"


def answer(operation: str, body: str) -> str:
    """The answer to `operation`; ELBv2 and STS wrap theirs."""
    wrapped = f"<{operation}Result>{body}</{operation}Result>"
    meta = "<ResponseMetadata><RequestId>req-0</RequestId></ResponseMetadata><requestId>req-0</requestId>"
    return f"<{operation}Response>{body}{wrapped}{meta}</{operation}Response>"


def endpoint(state: str = "available", *, private_dns: bool = False) -> str:
    dns = f"<privateDnsEnabled>{str(private_dns).lower()}</privateDnsEnabled>"
    known = f"<vpcEndpointId>{VPCE_ID}</vpcEndpointId>{NAME}<vpcId>{VPC_ID}</vpcId>"
    subnets = f"<subnetIdSet><item>{SUBNET_IDS[0]}</item></subnetIdSet>"
    return f"<vpcEndpointSet><item>{known}{subnets}{dns}<state>{state}</state></item></vpcEndpointSet>"


def connection(state: str) -> str:
    ids = f"<serviceId>{SERVICE_ID}</serviceId><vpcEndpointId>{VPCE_ID}</vpcEndpointId>"
    row = f"<item>{ids}<vpcEndpointState>{state}</vpcEndpointState></item>"
    return f"<vpcEndpointConnectionSet>{row}</vpcEndpointConnectionSet>"


def configuration(state: str = "Available", dns: str = "pendingVerification") -> str:
    """The fields of the cluster's service; its zones by name alone, its DNS name not verified yet."""
    return (
        f"<serviceId>{SERVICE_ID}</serviceId>{NAME}"
        f"<serviceState>{state}</serviceState>"
        "<availabilityZoneSet><item>us-west-2a</item></availabilityZoneSet>"
        f"<networkLoadBalancerArnSet><item>{CLUSTER.id}</item></networkLoadBalancerArnSet>"
        f"<privateDnsName>{CLUSTER.host}</privateDnsName>"
        f"<privateDnsNameConfiguration><state>{dns}</state></privateDnsNameConfiguration>"
    )


def configurations(state: str = "Available", dns: str = "pendingVerification") -> str:
    return f"<serviceConfigurationSet><item>{configuration(state, dns)}</item></serviceConfigurationSet>"


def permissions(principal: str) -> str:
    return f"<allowedPrincipals><item><principal>{principal}</principal></item></allowedPrincipals>"


def group(cidr: str = "") -> str:
    """A security group, admitting TiDB's port from `cidr` if given."""
    source = f"<ipRanges><item><cidrIp>{cidr}</cidrIp></item></ipRanges>"
    rule = f"<item><ipProtocol>tcp</ipProtocol><fromPort>4000</fromPort><toPort>4000</toPort>{source}</item>"
    rules = f"<ipPermissions>{rule if cidr else ''}</ipPermissions>"
    return f"<securityGroupInfo><item><groupId>sg-1</groupId>{rules}</item></securityGroupInfo>"


def attributes(*, on: bool) -> str:
    value = f"<value>{str(on).lower()}</value>"
    return f"<enableDnsSupport>{value}</enableDnsSupport><enableDnsHostnames>{value}</enableDnsHostnames>"


BALANCER = f"<LoadBalancerArn>{CLUSTER.id}</LoadBalancerArn><Type>network</Type><State><Code>active</Code></State>"

USUAL = {
    "CreateVpcEndpoint": f"<vpcEndpoint><vpcEndpointId>{VPCE_ID}</vpcEndpointId></vpcEndpoint>",
    "CreateVpcEndpointServiceConfiguration": f"<serviceConfiguration>{configuration('Pending')}</serviceConfiguration>",
    "DescribeLoadBalancers": f"<LoadBalancers><member>{BALANCER}</member></LoadBalancers>",
    "DescribeSecurityGroups": group(),
    "DescribeVpcAttribute": attributes(on=False),
    "DescribeVpcEndpointConnections": connection("pendingAcceptance"),
    "DescribeVpcEndpointServiceConfigurations": configurations(),
    "DescribeVpcEndpointServices": f"<serviceDetailSet><item>{NAME}</item></serviceDetailSet>",
    "DescribeVpcEndpoints": endpoint(),
}
"""Operation -> what it answers; whatever is missing here answers with nothing in it."""

PRODUCT = json.dumps(
    {
        "product": {"attributes": {"usagetype": "USW2-VpcEndpoint-Hours"}},
        "terms": {"OnDemand": {"1": {"priceDimensions": {"1": {"unit": "Hrs", "pricePerUnit": {"USD": "0.01"}}}}}},
        "publicationDate": "2026-08-01T00:00:00Z",
    }
)
"""A text in the answer to GetProducts."""
