"""The commands and their arguments; loads nothing that a command needs."""

import argparse
from collections.abc import Callable, Sequence

READING = ("list", "clusters", "describe", "check", "diagnose", "connect", "watch")
"""The commands that look and change nothing."""
CLIENTS = ("mysql", "mycli", "jdbc", "mysqlclient", "pymysql", "sqlalchemy", "go", "node")
OUTPUTS = ("table", "json", "jsonl")
UNTIL = ("active", "settled", "gone")

_FILTER = "words, or state:, region:, cluster:, turn: and vpc: with a value; all must be found in a row"
_ID = "VPC endpoint ID (vpce-…)"


def add_commands(
    add_parser: Callable[..., argparse.ArgumentParser], parents: Sequence[argparse.ArgumentParser]
) -> None:
    """Add the commands by the `add_parser` of subparsers; each takes the options of `parents`, too."""
    output = argparse.ArgumentParser(add_help=False)
    output.add_argument("--output", choices=OUTPUTS, default="table", help="how it is printed; else table")

    def add(name: str, text: str, *more: argparse.ArgumentParser) -> argparse.ArgumentParser:
        description = f"{text[0].upper()}{text[1:]}."
        return add_parser(name, help=text, description=description, parents=[*parents, *more], allow_abbrev=False)

    listed = add("list", "private endpoints: status, whose turn it is, what is next", output)
    listed.add_argument("filter", nargs="*", metavar="FILTER", help=_FILTER)
    add("clusters", "TiDB clusters, their endpoint services and private endpoints", output)
    add("describe", "both sides of one private endpoint", output).add_argument("id", metavar="ID", help=_ID)
    _check(add("check", "what AWS would refuse, before an endpoint is created or its private DNS enabled", output))
    add("diagnose", "why a private endpoint does not work", output).add_argument("id", metavar="ID", help=_ID)
    connect = add("connect", "what one client is given to connect", output)
    connect.add_argument("id", metavar="ID", help=_ID)
    connect.add_argument("--client", required=True, choices=CLIENTS, help="; ".join(CLIENTS))
    _watch(add("watch", "one line for each change of a private endpoint", output))
    demo = add("demo", "run a demo cloud, and print what leads aws and tidb-pe to it")
    demo.add_argument(
        "side",
        nargs="?",
        metavar="SIDE",
        choices=("tidb-cloud", "self-managed"),
        default="self-managed",
        help="tidb-cloud or self-managed (else)",
    )


def _check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", nargs="?", metavar="ID", help=f"{_ID}; else all four options")
    parser.add_argument("--cluster", metavar="C", help="name or ID of the cluster; C/GROUP for another node group")
    parser.add_argument("--vpc", metavar="V", help="ID of the VPC")
    parser.add_argument("--subnets", metavar="A,B", help="IDs of subnets, separated by commas")
    parser.add_argument("--security-groups", metavar="S", help="IDs of security groups, separated by commas")


def _watch(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("filter", nargs="*", metavar="FILTER", help=_FILTER)
    parser.add_argument(
        "--until", choices=UNTIL, help="end when all are Active; when nothing moves by itself; when all are gone"
    )
    parser.add_argument("--timeout", type=seconds, metavar="S", help="end after so many seconds")


def seconds(text: str) -> float:
    """A number above 0. Raises argparse.ArgumentTypeError."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"expected seconds above 0, got {text!r}")
    return value
