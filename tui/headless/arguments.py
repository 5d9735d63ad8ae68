"""The commands and their arguments; loads nothing that a command needs."""

import argparse
from collections.abc import Callable, Collection, Sequence

from tui.views.help import TOPICS

CLIENTS = ("mysql", "mycli", "jdbc", "mysqlclient", "pymysql", "sqlalchemy", "go", "node")
OUTPUTS = ("table", "json", "jsonl")
FORMATS = ("terraform", "shell", "policy")
UNTIL = ("active", "settled", "gone")
SHELLS = ("bash", "zsh", "fish")
SIDES = ("tidb-cloud", "self-managed")

_ID = "VPC endpoint ID (vpce-…)"


def add_commands(
    add_parser: Callable[..., argparse.ArgumentParser],
    parents: Sequence[argparse.ArgumentParser],
    words: Collection[str],
) -> None:
    """Add the commands by the `add_parser` of subparsers; each takes the options of `parents`, too.

    Only those among `words`, the command line, get their arguments: making all of them takes longer than to parse.
    """
    for name, (text, fill) in _COMMANDS.items():
        description = f"{text[0].upper()}{text[1:]}."
        wanted = parents if name in words else ()
        parser = add_parser(name, help=text, description=description, parents=wanted, allow_abbrev=False)
        if name in words:
            fill(parser)


def _output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--output", choices=OUTPUTS, default="table", help="how it is printed; else table")


def _filtered(parser: argparse.ArgumentParser) -> None:
    _output(parser)
    text = "words, or state:, region:, cluster:, turn: and vpc: with a value; all must be found in a row"
    parser.add_argument("filter", nargs="*", metavar="FILTER", help=text)


def _one(parser: argparse.ArgumentParser) -> None:
    _output(parser)
    parser.add_argument("id", metavar="ID", help=_ID)


def _check(parser: argparse.ArgumentParser) -> None:
    _output(parser)
    parser.add_argument("id", nargs="?", metavar="ID", help=f"{_ID}; else cluster, VPC and subnets")
    _network(parser)


def _network(parser: argparse.ArgumentParser, *, required: bool = False) -> None:
    cluster = "name or ID of the cluster; C/GROUP for another node group"
    parser.add_argument("--cluster", metavar="C", required=required, help=cluster)
    parser.add_argument("--vpc", metavar="V", required=required, help="ID of the VPC")
    parser.add_argument("--subnets", metavar="A,B", required=required, help="IDs of subnets, separated by commas")
    parser.add_argument("--security-groups", metavar="S", help="IDs of security groups; else the VPC's default group")


def _create(parser: argparse.ArgumentParser) -> None:
    _output(parser)
    _network(parser, required=True)
    parser.add_argument("--dry-run", action="store_true", help="print what would be done, and do nothing")
    parser.add_argument("--wait", action="store_true", help="wait for AWS and TiDB, until the endpoint is Active")
    _timeout(parser)


def _act(parser: argparse.ArgumentParser) -> None:
    _one(parser)
    parser.add_argument("--yes", action="store_true", help="do not ask; else the ID has to be typed")
    _timeout(parser)


def _timeout(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--timeout", type=seconds, metavar="S", help="wait no longer than so many seconds")


def _connect(parser: argparse.ArgumentParser) -> None:
    _one(parser)
    parser.add_argument("--client", required=True, choices=CLIENTS, help="; ".join(CLIENTS))


def _export(parser: argparse.ArgumentParser) -> None:
    _one(parser)
    text = "Terraform; a script of all steps; the least that IAM has to allow"
    parser.add_argument("--format", required=True, choices=FORMATS, help=text)


def _watch(parser: argparse.ArgumentParser) -> None:
    _filtered(parser)
    until = "end when all are Active; when nothing moves by itself; when all are gone"
    parser.add_argument("--until", choices=UNTIL, help=until)
    _timeout(parser)


def _demo(parser: argparse.ArgumentParser) -> None:
    text = "tidb-cloud or self-managed (else)"
    parser.add_argument("side", nargs="?", metavar="SIDE", choices=SIDES, default="self-managed", help=text)


def _completion(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", metavar="SHELL", choices=SHELLS, help=", ".join(SHELLS))


def _help(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("topic", nargs="?", metavar="TOPIC", choices=TOPICS, help=", ".join(TOPICS))


_COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "list": ("private endpoints: status, whose turn it is, what is next", _filtered),
    "clusters": ("TiDB clusters, their endpoint services and private endpoints", _output),
    "describe": ("both sides of one private endpoint", _one),
    "check": ("what AWS would refuse, before an endpoint is created or its private DNS is enabled", _check),
    "diagnose": ("why a private endpoint does not work", _one),
    "connect": ("what one client is given to connect", _connect),
    "export": ("a private endpoint as a file for other tools", _export),
    "create": ("the five steps, one after the other; the same command goes on with what was begun", _create),
    "accept": ("let a VPC endpoint through to its cluster", _act),
    "reject": ("shut a VPC endpoint out, and leave AWS's half", _act),
    "enable-dns": ("have clients in its VPC find a private endpoint by the cluster's host name", _act),
    "delete": ("delete a private endpoint on both sides, and wait until it is gone", _act),
    "watch": ("one line for each change of a private endpoint", _watch),
    "demo": ("run a demo cloud, and print what leads aws and tidb-pe to it", _demo),
    "completion": ("what a shell needs to complete commands, options, IDs and cluster names", _completion),
    "help": ("a page of Help; without a topic, which there are", _help),
}
"""What each does, and what gives it its arguments."""
_CHANGE = {"create", "accept", "reject", "enable-dns", "delete"}


def changes(arguments: argparse.Namespace) -> bool:
    """Whether the command may change something, on one of the sides or of what is kept."""
    return arguments.command in _CHANGE and not getattr(arguments, "dry_run", False)


def seconds(text: str) -> float:
    """A number above 0. Raises argparse.ArgumentTypeError."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"expected seconds above 0, got {text!r}")
    return value
