"""Every key of the configuration in words, declared once. Its type and default are in `tui/settings/shape.py`.

Loads no pydantic: `--help` and the first paint do not wait for it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is said of one key."""

    expected: str
    """What it takes, as the end of a sentence."""
    help: str = ""
    """What it does: of its option, its variable and its row of the documentation. Empty for a key of a table."""
    means: str = ""
    """The value that its option stands for, where that takes none."""
    example: str = ""
    """As TOML, for one that is written so outside the file too."""
    personal: bool = False
    """Whether it counts in a demo too, where option or environment give it."""


SETTINGS = {
    "profile": Setting(
        expected="the name of a profile",
        help="the profile of the configuration file to use",
    ),
    "regions": Setting(
        expected="a list of AWS regions such as us-west-2",
        help="AWS regions to watch, separated by commas; else the AWS configuration's own",
    ),
    "aws_profile": Setting(
        expected="the name of a profile of the AWS configuration",
        help="the operator's AWS profile; else as the AWS SDK finds it",
    ),
    "aws_profiles": Setting(
        expected='AWS profiles by ID of TiDB Cloud project or cluster, such as {1372813089454000001 = "data-team"}',
        help="AWS profiles by TiDB Cloud project or cluster ID",
        example='{1372813089454000001 = "data-team"}',
    ),
    "tags": Setting(
        expected=(
            'tags as AWS takes them, such as {cost-centre = "42"}: no Name, nothing that begins with aws: or tidb-pe:'
        ),
        help="tags of all that is created",
        example='{cost-centre = "42"}',
    ),
    "endpoint_name": Setting(
        expected="a name with {cluster}, {region} and {vpc} in it, and else what a tag of AWS may hold",
        help="the Name of VPC endpoints that are created, such as tidb-{cluster}-{vpc}; else tidb-pe",
    ),
    "service_aws_profile": Setting(
        expected="the name of a profile of the AWS configuration",
        help="the AWS profile of the account that TiDB runs in; else the operator's",
    ),
    "endpoint_url": Setting(
        expected="an address that begins with https://, or with http:// on this machine",
        help="the address of AWS, if it is another than AWS's own",
    ),
    "clusters": Setting(
        expected="a list of clusters, no two with the same load_balancer_arn or name",
        help="clusters that no tag in AWS tells of",
        example='[{name = "orders", region = "us-west-2"}]',
    ),
    "prices": Setting(
        expected="a list of prices, one a region",
        help="what you pay",
        example='[{region = "us-west-2", usd_per_zone_hour = 0.0095, as_of = 2026-09-01}]',
    ),
    "price_list": Setting(
        expected="true or false",
        help="true or false: whether AWS's Price List API is asked when a price is first shown; else true",
    ),
    "tidb_side": Setting(
        expected='"self-managed" or "tidb-cloud"',
        help="who provides TiDB: tidb-cloud or self-managed",
    ),
    "projects": Setting(
        expected="a list of IDs of TiDB Cloud projects, each a decimal number in quotes",
        help="IDs of TiDB Cloud projects, separated by commas; else all that the API key sees",
    ),
    "poll_moving_s": Setting(
        expected="a number of seconds from 1 to 3600",
        help="seconds between two looks at AWS while something changes; else 5",
    ),
    "poll_settled_s": Setting(
        expected="a number of seconds from 1 to 3600",
        help="seconds between two looks when nothing does; else 30",
    ),
    "notices": Setting(
        expected="true or false",
        help="true or false: whether to say when an endpoint becomes Active, Failed or yours to act on; else true",
        personal=True,
    ),
    "read_only": Setting(
        expected="true or false",
        help="change nothing, neither on AWS nor on TiDB's side",
        means="true",
        personal=True,
    ),
    "mouse": Setting(
        expected="true or false",
        help="leave clicks to the terminal, which selects text with them; so it is in GNU screen",
        means="false",
        personal=True,
    ),
    "keys": Setting(
        expected='keys by action, such as endpoints.delete = "ctrl+d"',
        help="other keys, by page and action",
        example='{endpoints.delete = "ctrl+d"}',
        personal=True,
    ),
    "log_file": Setting(
        expected="the path of a file",
        help="append a log to this file, without secrets",
        personal=True,
    ),
    "theme": Setting(
        expected="the name of a theme such as textual-dark or textual-light",
        help="colours: textual-light on a light background, ansi-dark or ansi-light for the terminal's own; others too",
        personal=True,
    ),
    "profiles": Setting(
        expected="tables named [profiles.NAME]",
    ),
    "name": Setting(
        expected="the cluster's name",
    ),
    "region": Setting(
        expected="a region such as us-west-2",
    ),
    "load_balancer_arn": Setting(
        expected="an ARN that begins with arn:aws:elasticloadbalancing:",
    ),
    "tier": Setting(
        expected="Dedicated or Developer",
    ),
    "cloud": Setting(
        expected="aws, gcp, azure or alicloud",
    ),
    "state": Setting(
        expected="a cluster state such as ACTIVE or CREATING",
    ),
    "version": Setting(
        expected="a text such as v8.5.0",
    ),
    "port": Setting(
        expected="a port number from 1 to 65535",
    ),
    "host": Setting(
        expected="the private host name",
    ),
    "usd_per_zone_hour": Setting(
        expected="a price in USD, more than 0 and at most 100",
    ),
    "as_of": Setting(
        expected="a day such as 2026-09-01",
    ),
}
"""The names are unique over all tables of the file."""

OPTIONS = {
    key: f"{each.help}: {each.example}" if each.example else each.help for key, each in SETTINGS.items() if each.help
}
"""Every setting is also an option (with dashes) and a variable (TIDB_PE_ and upper case): what each is."""
