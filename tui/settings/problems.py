"""What is wrong with the settings, one line a problem: the key, what was expected, what was there."""

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from tui.domain.errors import PrivateEndpointError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

EXPECTED = {
    "profile": "the name of a profile",
    "poll_moving_s": "a number of seconds from 1 to 3600",
    "poll_settled_s": "a number of seconds from 1 to 3600",
    "notices": "true or false",
    "read_only": "true or false",
    "price_list": "true or false",
    "mouse": "true or false",
    "keys": 'keys by action, such as endpoints.delete = "ctrl+d"',
    "log_file": "the path of a file",
    "theme": "the name of a theme such as textual-dark or textual-light",
    "profiles": "tables named [profiles.NAME]",
    "tidb_side": '"self-managed" or "tidb-cloud"',
    "projects": "a list of IDs of TiDB Cloud projects, each a decimal number in quotes",
    "aws_profile": "the name of a profile of the AWS configuration",
    "aws_profiles": 'AWS profiles by ID of TiDB Cloud project or cluster, such as {1372813089454000001 = "data-team"}',
    "tags": 'tags as AWS takes them, such as {cost-centre = "42"}: no Name, nothing that begins with aws: or tidb-pe:',
    "endpoint_name": "a name with {cluster}, {region} and {vpc} in it, and else what a tag of AWS may hold",
    "service_aws_profile": "the name of a profile of the AWS configuration",
    "regions": "a list of AWS regions such as us-west-2",
    "endpoint_url": "an address that begins with https://, or with http:// on this machine",
    "clusters": "a list of clusters, no two with the same load_balancer_arn or name",
    "name": "the cluster's name",
    "region": "a region such as us-west-2",
    "load_balancer_arn": "an ARN that begins with arn:aws:elasticloadbalancing:",
    "tier": "Dedicated or Developer",
    "cloud": "aws, gcp, azure or alicloud",
    "state": "a cluster state such as ACTIVE or CREATING",
    "version": "a text such as v8.5.0",
    "port": "a port number from 1 to 65535",
    "host": "the private host name",
    "prices": "a list of prices, one a region",
    "usd_per_zone_hour": "a price in USD, more than 0 and at most 100",
    "as_of": "a day such as 2026-09-01",
}
"""What each key takes; the names are unique over all tables."""

_LONGEST_SHOWN = 60


class SettingsError(PrivateEndpointError):
    """The settings cannot be used; `summary` has one line a problem."""


def option_of(key: str) -> str:
    """The option of the command line that gives this setting."""
    return "--no-mouse" if key == "mouse" else "--" + key.replace("_", "-")


def expected(name: str, what: str, value: object) -> str:
    """The line of a problem; `value` is shown as JSON, so that nothing in it reaches the terminal as it is."""
    shown = json.dumps(value, default=str)
    short = shown if len(shown) <= _LONGEST_SHOWN else shown[:_LONGEST_SHOWN] + "…"
    return f"{name}: expected {what}, got {short}."


def unknown(name: str, key: str, known: Iterable[str]) -> str:
    """The line of a key that does not exist."""
    from difflib import get_close_matches  # late: the screen loads this module before its first paint

    keys = sorted(known)
    near = get_close_matches(key[:_LONGEST_SHOWN], keys, n=1)
    return f"{name}: unknown key, " + (f"did you mean {near[0]}?" if near else f"expected one of {', '.join(keys)}.")


def problem(error: "ErrorDetails", origins: Mapping[str, str], known: Iterable[str]) -> str:
    """The line of what pydantic found; `origins` renames top-level keys that an option or a variable gave."""
    where = error["loc"]
    name = _dotted(where, origins)
    if error["type"] == "extra_forbidden":
        return unknown(name, str(where[-1]), known)
    what = next((EXPECTED[part] for part in reversed(where) if part in EXPECTED), "something else")
    return (
        f"{name}: expected {what}, got nothing." if error["type"] == "missing" else expected(name, what, error["input"])
    )


def _dotted(where: tuple[int | str, ...], origins: Mapping[str, str]) -> str:
    """`profiles.prod.clusters[1].name`."""
    first, *rest = where
    steps = [f"[{part}]" if isinstance(part, int) else f".{_shown(part)}" for part in rest]
    return origins.get(str(first), _shown(str(first))) + "".join(steps)


def _shown(key: str) -> str:
    """A key that may be any text; those that there are do not change by it."""
    return "".join(letter if letter.isprintable() else " " for letter in key[:_LONGEST_SHOWN])
