"""`export --format shell`: all steps with their waits, by the commands that Copy gives."""

import shlex
from collections.abc import Iterator

from tui.domain import commands
from tui.domain.commands import Command
from tui.domain.draft import Draft
from tui.domain.endpoints import EndpointRequest
from tui.views.exports.inputs import ExportInputs
from tui.views.plain import plain

TOKEN, ENDPOINT = "<your_token>", "<your_vpc_endpoint_id>"
_FILLED_IN = {TOKEN: "$token", ENDPOINT: "$endpoint"}
"""What the script knows by the time that a command runs."""
_HEAD = """\
set -euo pipefail
export AWS_PAGER=""
exec 3>&1 >&2 # standard output has the ID of the endpoint alone

die() {
  echo "$*"
  exit 1
}
"""
_KEYS = """\
: "${TIDBCLOUD_PUBLIC_KEY:?is the public half of the key of TiDB Cloud}"
: "${TIDBCLOUD_PRIVATE_KEY:?is the private half of the key of TiDB Cloud}"

curl() { # 409: TiDB Cloud has the connection already
  local answer
  answer="$(command curl --silent --show-error --write-out ' %{http_code}' "$@")"
  case "$answer" in
    *" 2"?? | *" 409") ;;
    *) die "TiDB Cloud refused: $answer" ;;
  esac
}
"""
_WAITS = """\
asked() { # asked QUERY: what AWS says of the endpoint
  DESCRIBE --query "VpcEndpoints[0].$1"
}

wait_for() { # wait_for QUERY VALUE...: until it is one of the values, 20 minutes at most
  local query="$1" found=""
  shift
  for ((second = 0; second < 1200; second += 5)); do
    found="$(asked "$query")"
    for wanted in "$@"; do
      if [ "$found" = "$wanted" ]; then return; fi
    done
    case "$found" in
      rejected | expired | failed | deleting | deleted) die "$endpoint is $found: it cannot be used." ;;
    esac
    sleep 5
  done
  die "$endpoint: $query is $found after 20 minutes, not $*."
}
"""


def script(inputs: ExportInputs) -> str:
    """Bash, which can be run again: what is there is gone on with."""
    parts = (_comments(inputs), _HEAD, *_network(inputs), *_service(inputs), *_created(inputs), *_finished(inputs))
    return "\n".join(parts)


def _comments(inputs: ExportInputs) -> str:
    needed = "`aws` and `curl`" if inputs.on_tidb_cloud else "`aws`"
    lines = (
        f"Private endpoint of cluster {plain(inputs.cluster.name, 120)} in {inputs.endpoint.vpc_id}, step by step.",
        f"It needs {needed}. Run it again where it ended early: what is there is gone on with.",
        *inputs.notes,
    )
    return "#!/usr/bin/env bash\n" + "".join(f"# {line}\n" for line in lines)


def _network(inputs: ExportInputs) -> Iterator[str]:
    region = inputs.endpoint.region
    for each in inputs.attributes:
        command = commands.turn_on_dns(region, each.vpc_id, each.attribute, inputs.aws)
        yield _step(f"{each.attribute} of {each.vpc_id}", _line(command))
    for rule in inputs.rules:
        command = commands.admit_port(region, rule.group_id, rule.port, rule.cidr, inputs.aws)
        unless_there = '|| [[ "$answer" == *InvalidPermission.Duplicate* ]] || die "$answer"'
        yield _step(f"{rule.group_id} admits TCP {rule.port}", f'answer="$({_line(command)} 2>&1)" {unless_there}')


def _service(inputs: ExportInputs) -> Iterator[str]:
    if inputs.on_tidb_cloud:
        yield _KEYS
    principal = f"arn:{inputs.partition}:iam::{inputs.account}:root"
    for command in inputs.tidb.make_service(inputs.cluster, inputs.service, principal):
        yield _step("Service Endpoint: this account may ask to connect", _line(command))


def _created(inputs: ExportInputs) -> Iterator[str]:
    """The endpoint of the VPC to this service, or a new one."""
    endpoint = inputs.endpoint
    where = endpoint.vpc_id, endpoint.subnet_ids, endpoint.security_group_ids
    wanted = EndpointRequest(TOKEN, endpoint.region, inputs.service.name, *where, inputs.tags)
    create = _line(commands.create_vpc_endpoint(wanted, inputs.aws))
    yield (
        "# Interface Endpoint\n"
        f'endpoint="$({_found(inputs)})"\n'
        'if [ "$endpoint" = None ]; then\n'
        '  token="tidb-pe-$(date +%s)-$$"\n'
        f'  endpoint="$({create} --query VpcEndpoint.VpcEndpointId --output text)"\n'
        "fi\n"
    )
    yield _WAITS.replace("DESCRIBE", _describe(inputs, "--vpc-endpoint-ids", '"$endpoint"'))


def _found(inputs: ExportInputs) -> str:
    endpoint = inputs.endpoint
    filters = (
        f"Name=service-name,Values={inputs.service.name}",
        f"Name=vpc-id,Values={endpoint.vpc_id}",
        "Name=vpc-endpoint-state,Values=pendingAcceptance,pending,available",
    )
    return f"{_describe(inputs, '--filters', *map(shlex.quote, filters))} --query 'VpcEndpoints[0].VpcEndpointId'"


def _describe(inputs: ExportInputs, *words: str) -> str:
    region = shlex.quote(inputs.endpoint.region)
    options = map(shlex.quote, inputs.aws.options)
    return " ".join(("aws ec2 describe-vpc-endpoints --region", region, *words, *options, "--output text"))


def _finished(inputs: ExportInputs) -> Iterator[str]:
    accept = inputs.tidb.accept(inputs.service, inputs.cluster, ENDPOINT)
    yield (
        "# Accept Endpoint Connection\n"
        "wait_for State pendingAcceptance available\n"
        'if [ "$(asked State)" = pendingAcceptance ]; then\n'
        f"  {_line(accept)}\n"
        "fi\n"
        "wait_for State available\n"
    )
    if inputs.service.private_dns_name:
        enable = commands.enable_private_dns(Draft("", region=inputs.endpoint.region), inputs.aws)
        yield f"# Enable Private DNS\n{_line(enable)}\nwait_for PrivateDnsEnabled True\n"
    yield 'echo "$endpoint" >&3\n'


def _step(what: str, line: str) -> str:
    return f"# {plain(what)}\n{line}\n"


def _line(command: Command) -> str:
    """With what the script knows filled in."""
    return " ".join(_word(given, shown) for given, shown in zip(command.argv, command.words, strict=True))


def _word(given: str, shown: str) -> str:
    if given in _FILLED_IN:
        return f'"{_FILLED_IN[given]}"'
    for placeholder, variable in _FILLED_IN.items():
        shown = shown.replace(placeholder, f"'\"{variable}\"'")
    return shown
