"""`export --format terraform`: what is there is imported, what is missing is made, in the order that works."""

from collections.abc import Iterator

from tui.domain.commands import CommandContext
from tui.domain.endpoints import DRAFT_TAG
from tui.views.exports.hcl import Arguments, Expression, HclBlock
from tui.views.exports.inputs import ExportInputs
from tui.views.plain import plain

ENDPOINT, PRIVATE_DNS, RULE = "aws_vpc_endpoint", "aws_vpc_endpoint_private_dns", "aws_vpc_security_group_ingress_rule"
ACCEPTER, CONNECTION = "aws_vpc_endpoint_connection_accepter", "tidbcloud_dedicated_private_endpoint_connection"
_SERVICE = Expression("aws.service")


def terraform(inputs: ExportInputs) -> str:
    """A configuration for a folder of its own."""
    blocks = (*_head(inputs), *_rules(inputs), *_endpoint(inputs), *_acceptance(inputs), *_private_dns(inputs))
    comments = "".join(f"# {line}\n" for line in _comments(inputs))
    return "\n".join((comments, *(f"{block}\n" for block in blocks)))


def _comments(inputs: ExportInputs) -> Iterator[str]:
    yield f"Private endpoint {inputs.endpoint.id} of cluster {plain(inputs.cluster.name, 120)}."
    yield "In a folder of its own: `terraform init`, then `terraform plan` shows what is imported and what is made."
    if inputs.on_tidb_cloud:
        yield "The key of TiDB Cloud is taken from TIDBCLOUD_PUBLIC_KEY and TIDBCLOUD_PRIVATE_KEY."
    yield from inputs.notes
    for each in inputs.attributes:
        how = f"`tidb-pe check {inputs.endpoint.id}` has the command"
        yield f"{each.attribute} of {each.vpc_id} is off, and AWS refuses private DNS until it is on: {how}."


def _head(inputs: ExportInputs) -> Iterator[HclBlock]:
    providers = [HclBlock("required_providers", (), _sources(inputs))]
    yield HclBlock("terraform", (), {"required_version": ">= 1.5"}, tuple(providers))
    yield _aws(inputs, inputs.aws)
    if inputs.on_tidb_cloud:
        yield HclBlock("provider", ("tidbcloud",), {})
    elif _two_accounts(inputs):
        yield _aws(inputs, inputs.tidb.context, alias="service")


def _sources(inputs: ExportInputs) -> Arguments:
    """`aws_vpc_endpoint_private_dns` came with 5.x in 2024."""
    aws = {"source": "hashicorp/aws", "version": ">= 5.60"}
    tidb_cloud = {"tidbcloud": {"source": "tidbcloud/tidbcloud"}} if inputs.on_tidb_cloud else {}
    return {"aws": aws, **tidb_cloud}


def _aws(inputs: ExportInputs, context: CommandContext, alias: str = "") -> HclBlock:
    """The region is that of the endpoint; keys are found as by `aws`."""
    found = {"alias": alias, "region": inputs.endpoint.region, "profile": context.option("--profile")}
    arguments: Arguments = {name: value for name, value in found.items() if value}
    url = context.option("--endpoint-url")
    endpoints = (HclBlock("endpoints", (), {"ec2": url, "sts": url}),) if url else ()
    return HclBlock("provider", ("aws",), arguments, endpoints)


def _two_accounts(inputs: ExportInputs) -> bool:
    """Whether the service account is asked with other credentials."""
    return inputs.aws != inputs.tidb.context or inputs.service_account not in {"*", inputs.account}


def _endpoint(inputs: ExportInputs) -> Iterator[HclBlock]:
    """Without private_dns_enabled, which a resource of its own sets once the connection is accepted."""
    endpoint, label = inputs.endpoint, _label(inputs)
    tags = {"tags": {DRAFT_TAG: endpoint.draft_id, **dict(inputs.tags)}} if endpoint.draft_id else {}
    arguments: Arguments = {
        "vpc_id": endpoint.vpc_id,
        "service_name": inputs.service.name,
        "vpc_endpoint_type": "Interface",
        "subnet_ids": endpoint.subnet_ids,
        "security_group_ids": endpoint.security_group_ids,
        **tags,
    }
    if not endpoint.ended:
        yield _import(f"{ENDPOINT}.{label}", endpoint.id)
    others = HclBlock("lifecycle", (), {"ignore_changes": (Expression("tags"), Expression("tags_all"))})
    yield HclBlock("resource", (ENDPOINT, label), arguments, (others,))


def _rules(inputs: ExportInputs) -> Iterator[HclBlock]:
    for each in inputs.rules:
        arguments: Arguments = {
            "security_group_id": each.group_id,
            "description": "TiDB, by tidb-pe",
            "ip_protocol": "tcp",
            "from_port": each.port,
            "to_port": each.port,
            "cidr_ipv4": each.cidr,
        }
        yield HclBlock("resource", (RULE, _label(inputs)), arguments)


def _acceptance(inputs: ExportInputs) -> Iterator[HclBlock]:
    return _connection(inputs) if inputs.on_tidb_cloud else _accepter(inputs)


def _connection(inputs: ExportInputs) -> Iterator[HclBlock]:
    """TiDB Cloud's record, which the provider waits for until it is ACTIVE."""
    label, found, group = _label(inputs), inputs.connection, inputs.node_group_id
    if found and found.id and inputs.connected and not inputs.endpoint.ended:
        yield _import(f"{CONNECTION}.{label}", f"{inputs.cluster.id},{group},{found.id}")
    arguments = {"cluster_id": inputs.cluster.id, "node_group_id": group, "endpoint_id": _id(inputs)}
    yield HclBlock("resource", (CONNECTION, label), arguments)


def _accepter(inputs: ExportInputs) -> Iterator[HclBlock]:
    label = _label(inputs)
    provider = {"provider": _SERVICE} if _two_accounts(inputs) else {}
    if inputs.connected and not inputs.endpoint.ended:
        yield _import(f"{ACCEPTER}.{label}", f"{inputs.service.id}_{inputs.endpoint.id}")
    arguments: Arguments = {"vpc_endpoint_service_id": inputs.service.id, "vpc_endpoint_id": _id(inputs)}
    yield HclBlock("resource", (ACCEPTER, label), {**provider, **arguments})


def _private_dns(inputs: ExportInputs) -> Iterator[HclBlock]:
    """AWS refuses it before the connection is accepted."""
    if not inputs.service.private_dns_name:
        return
    label, accepted = _label(inputs), CONNECTION if inputs.on_tidb_cloud else ACCEPTER
    if inputs.endpoint.private_dns_enabled and not inputs.endpoint.ended:
        yield _import(f"{PRIVATE_DNS}.{label}", inputs.endpoint.id)
    arguments: Arguments = {
        "vpc_endpoint_id": _id(inputs),
        "private_dns_enabled": True,
        "depends_on": (Expression(f"{accepted}.{label}"),),
    }
    yield HclBlock("resource", (PRIVATE_DNS, label), arguments)


def _import(to: str, id_: str) -> HclBlock:
    return HclBlock("import", (), {"to": Expression(to), "id": id_})


def _label(inputs: ExportInputs) -> str:
    """An endpoint's ID has nothing that a name may not have but dashes."""
    return inputs.endpoint.id.replace("-", "_")


def _id(inputs: ExportInputs) -> Expression:
    return Expression(f"{ENDPOINT}.{_label(inputs)}.id")
