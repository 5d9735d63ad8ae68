"""`export --format policy`: what IAM has to allow for this one private endpoint, in both accounts, and no more."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from tui.domain.endpoints import DRAFT_TAG
from tui.domain.findings import AdmitPort, TurnOnDns
from tui.views.exports.inputs import ExportInputs

Statement = dict[str, Any]

_OPERATOR_READS = (
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeSubnets",
    "ec2:DescribeVpcEndpointServices",
    "ec2:DescribeVpcEndpoints",
    "ec2:DescribeVpcs",
)
_SERVICE_READS = (
    "ec2:DescribeAvailabilityZones",
    "ec2:DescribeVpcEndpointConnections",
    "ec2:DescribeVpcEndpointServiceConfigurations",
    "ec2:DescribeVpcEndpointServicePermissions",
    "elasticloadbalancing:DescribeLoadBalancers",
    "elasticloadbalancing:DescribeTags",
)


def policy(inputs: ExportInputs) -> str:
    """JSON: `operator` is for the endpoint's account, `service` for that of the load balancer, if there is one."""
    policies = {"operator": _policy(_operator(inputs))}
    if not inputs.on_tidb_cloud:
        policies["service"] = _policy(_service(inputs))
    return json.dumps(policies, indent=2) + "\n"


def _policy(statements: Iterator[Statement]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def _operator(inputs: ExportInputs) -> Iterator[Statement]:
    """Creating is checked against each resource named in the call, and against the endpoint that is made."""
    endpoint, any_endpoint = inputs.endpoint, _arn(inputs, "vpc-endpoint", "*")
    mine, vpc = _arn(inputs, "vpc-endpoint", endpoint.id), _arn(inputs, "vpc", endpoint.vpc_id)
    groups = [_arn(inputs, "security-group", each) for each in endpoint.security_group_ids]
    subnets = [_arn(inputs, "subnet", each) for each in endpoint.subnet_ids]
    yield _read(inputs, _OPERATOR_READS)
    yield _allow("ReadDnsAttributes", "ec2:DescribeVpcAttribute", vpc)
    yield _allow("CreateInThisNetwork", "ec2:CreateVpcEndpoint", [vpc, *subnets, *groups])
    to = {"StringEquals": {"ec2:VpceServiceName": inputs.service.name}}
    yield _allow("CreateToThisService", "ec2:CreateVpcEndpoint", any_endpoint, to)
    creating = {"StringEquals": {"ec2:CreateAction": "CreateVpcEndpoint"}}
    yield _allow("TagWhileCreating", "ec2:CreateTags", any_endpoint, creating)
    yield from _repairs(inputs)
    if inputs.service.private_dns_name:
        yield _allow("EnablePrivateDns", "ec2:ModifyVpcEndpoint", mine)
        # AWS associates a hosted zone of its own, whose ID nobody knows before
        yield _allow("PrivateDnsZone", "route53:AssociateVPCWithHostedZone", "*")
    made = {"Null": {f"aws:ResourceTag/{DRAFT_TAG}": "false"}} if endpoint.draft_id else None
    yield _allow("Delete", "ec2:DeleteVpcEndpoints", mine, made)


def _repairs(inputs: ExportInputs) -> Iterator[Statement]:
    """Only what the checks found to be in the way."""
    for each in (*inputs.rules, *inputs.attributes[:1]):
        match each:
            case AdmitPort():
                group = _arn(inputs, "security-group", each.group_id)
                yield _allow("AdmitThePort", "ec2:AuthorizeSecurityGroupIngress", group)
            case TurnOnDns():
                yield _allow("TurnOnDns", "ec2:ModifyVpcAttribute", _arn(inputs, "vpc", each.vpc_id))


def _service(inputs: ExportInputs) -> Iterator[Statement]:
    service = _arn(inputs, "vpc-endpoint-service", inputs.service.id, inputs.service_account)
    yield _read(inputs, _SERVICE_READS)
    yield _allow("LetTheAccountAsk", "ec2:ModifyVpcEndpointServicePermissions", service)
    if inputs.service.unverified:
        yield _allow("VerifyTheHostName", "ec2:StartVpcEndpointServicePrivateDnsVerification", service)
    decide = ["ec2:AcceptVpcEndpointConnections", "ec2:RejectVpcEndpointConnections"]
    yield _allow("AcceptOrReject", decide, service)


def _read(inputs: ExportInputs, actions: Sequence[str]) -> Statement:
    """AWS cannot narrow these to resources, but to the region."""
    here = {"StringEquals": {"aws:RequestedRegion": inputs.endpoint.region}}
    return _allow("Read", list(actions), "*", here)


def _allow(
    name: str, action: str | list[str], resource: str | list[str], condition: dict[str, Any] | None = None
) -> Statement:
    statement = {"Sid": name, "Effect": "Allow", "Action": action, "Resource": resource}
    return statement | ({"Condition": condition} if condition else {})


def _arn(inputs: ExportInputs, kind: str, id_: str, account: str = "") -> str:
    return f"arn:{inputs.partition}:ec2:{inputs.endpoint.region}:{account or inputs.account}:{kind}/{id_}"
