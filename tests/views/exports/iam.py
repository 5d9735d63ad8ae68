"""What IAM makes of a policy: which resources and conditions each call of EC2 is checked against.

Source: AWS's Service Authorization Reference for Amazon EC2.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl

from tui.demo.front import ACCOUNTS, CREDENTIAL, App, Environ, StartResponse


@dataclass(frozen=True, slots=True)
class Check:
    """One question that IAM is asked."""

    account: str
    action: str
    resource: str
    context: Mapping[str, str]


class Recorder:
    """Stands before a demo cloud and notes what each call would be checked against."""

    def __init__(self, app: App) -> None:
        self.checks: list[Check] = []
        self.tags: dict[str, str] = {}
        """The tag of this program on endpoints, by their ID."""
        self._app = app

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        body = environ["wsgi.input"].read()
        environ["wsgi.input"] = BytesIO(body)
        found = CREDENTIAL.search(environ["HTTP_AUTHORIZATION"])
        assert found
        parameters = dict(parse_qsl(body.decode()))
        if found["service"] != "sts":  # GetCallerIdentity needs no permission
            self.checks += self._checks(ACCOUNTS[found["key"]], found["service"], found["region"], parameters)
        return self._app(environ, start_response)

    def _checks(self, account: str, service: str, region: str, call: Mapping[str, str]) -> Iterator[Check]:
        operation, here = call["Action"], {"aws:RequestedRegion": region}
        for kind, id_ in _resources(operation, call):
            arn = f"arn:aws:ec2:{region}:{account}:{kind}/{id_}" if kind else "*"
            yield Check(account, f"{service}:{operation}", arn, here | self._context(operation, id_, call))
        if operation == "CreateVpcEndpoint":
            made = f"arn:aws:ec2:{region}:{account}:vpc-endpoint/vpce-new"
            yield Check(account, "ec2:CreateTags", made, here | {"ec2:CreateAction": operation})
        if call.get("PrivateDnsEnabled") == "true":
            zone = "arn:aws:route53:::hostedzone/ZAWS"
            yield Check(account, "route53:AssociateVPCWithHostedZone", zone, here)

    def _context(self, operation: str, id_: str, call: Mapping[str, str]) -> dict[str, str]:
        if operation == "CreateVpcEndpoint" and id_ == "vpce-new":
            return {"ec2:VpceServiceName": call["ServiceName"]}
        tag = self.tags.get(id_)
        return {"aws:ResourceTag/tidb-pe:draft": tag} if tag else {}


def allowed(policy: Mapping[str, Any], check: Check) -> bool:
    return any(_matches(each, check) for each in policy["Statement"])


def actions(statement: Mapping[str, Any]) -> list[str]:
    return _list(statement["Action"])


def _matches(statement: Mapping[str, Any], check: Check) -> bool:
    return (
        statement["Effect"] == "Allow"
        and check.action in actions(statement)
        and any(fnmatchcase(check.resource, each) for each in _list(statement["Resource"]))
        and all(_holds(operator, key, value, check.context) for operator, key, value in _conditions(statement))
    )


def _conditions(statement: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for operator, wanted in statement.get("Condition", {}).items():
        yield from ((operator, key, value) for key, value in wanted.items())


def _holds(operator: str, key: str, value: str, context: Mapping[str, str]) -> bool:
    match operator:
        case "StringEquals":
            return context.get(key) == value
        case "Null":
            return (key not in context) == (value == "true")
    raise AssertionError(f"{operator} is not known here")


def _resources(operation: str, call: Mapping[str, str]) -> list[tuple[str, str]]:
    """Kind and ID of each; a kind without name: the action knows no resources."""

    def named(kind: str, parameter: str) -> list[tuple[str, str]]:
        return [(kind, value) for name, value in call.items() if name.partition(".")[0] == parameter]

    services = named("vpc-endpoint-service", "ServiceId")
    network = [*named("vpc", "VpcId"), *named("subnet", "SubnetId"), *named("security-group", "SecurityGroupId")]
    known = {
        "CreateVpcEndpoint": [*network, ("vpc-endpoint", "vpce-new")],
        "ModifyVpcEndpoint": named("vpc-endpoint", "VpcEndpointId"),
        "DeleteVpcEndpoints": named("vpc-endpoint", "VpcEndpointId"),
        "ModifyVpcAttribute": named("vpc", "VpcId"),
        "DescribeVpcAttribute": named("vpc", "VpcId"),
        "AuthorizeSecurityGroupIngress": named("security-group", "GroupId"),
        "AcceptVpcEndpointConnections": services,
        "RejectVpcEndpointConnections": services,
        "ModifyVpcEndpointServicePermissions": services,
    }
    if operation not in known:
        assert operation.startswith("Describe"), operation
        return [("", "*")]
    assert known[operation], operation
    return known[operation]


def _list(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
