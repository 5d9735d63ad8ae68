"""The shape of the settings: what each key takes."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from tui.domain.clusters import DEFAULT_PORT, CloudProvider, Cluster, ClusterState, LenientEnum, Tier
from tui.domain.cost import OWN, Price
from tui.domain.ids import REGION
from tui.domain.tagging import FIELDS, LONGEST_VALUE
from tui.settings.urls import safe_url
from tui.terminal.capabilities import mouse_by_default

DEFAULT_PROFILE = "default"
THEMES = (
    "textual-dark",
    "textual-light",
    "ansi-dark",
    "ansi-light",
    "atom-one-dark",
    "atom-one-light",
    "catppuccin-frappe",
    "catppuccin-latte",
    "catppuccin-macchiato",
    "catppuccin-mocha",
    "dracula",
    "flexoki",
    "gruvbox",
    "monokai",
    "nord",
    "rose-pine",
    "rose-pine-dawn",
    "rose-pine-moon",
    "solarized-dark",
    "solarized-light",
    "tokyo-night",
)
"""Textual's."""

Member = TypeVar("Member", bound=LenientEnum)


def _known(value: Member) -> Member:
    if value.name == "UNKNOWN":
        raise ValueError
    return value


def _theme(name: str) -> str:
    if name and name not in THEMES:
        raise ValueError
    return name


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


AwsRegion = Annotated[str, Field(pattern=REGION)]


class ConfiguredCluster(_Table):
    """A cluster that the settings name; adds to, or overrides, what the tags in AWS tell."""

    name: str = Field(min_length=1)
    region: str = Field(pattern=r"^[a-z][a-z0-9-]+$")  # those of other clouds too
    load_balancer_arn: str = Field(default="", pattern=r"^$|^arn:aws[a-z-]*:elasticloadbalancing:")
    tier: Annotated[Tier, AfterValidator(_known)] = Tier.DEDICATED
    cloud: Annotated[CloudProvider, AfterValidator(_known)] = CloudProvider.AWS
    state: Annotated[ClusterState, AfterValidator(_known)] = ClusterState.ACTIVE
    version: str = ""
    port: int = Field(default=DEFAULT_PORT, ge=1, le=65535)
    host: str = ""

    def as_cluster(self) -> Cluster:
        """The domain's value; its ID is the load balancer's ARN, or the name where there is none."""
        values = {name: getattr(self, name) for name in type(self).model_fields if name != "load_balancer_arn"}
        return Cluster(id=self.load_balancer_arn or self.name, **values)


class ConfiguredPrice(_Table):
    """What the operator pays in a region, in place of AWS's list price."""

    region: AwsRegion
    usd_per_zone_hour: float = Field(gt=0, le=100)
    as_of: date

    def as_price(self) -> Price:
        """The domain's value."""
        return Price(self.usd_per_zone_hour, self.as_of.isoformat(), OWN)


def _each_once(clusters: tuple[ConfiguredCluster, ...]) -> tuple[ConfiguredCluster, ...]:
    if len({cluster.as_cluster().id for cluster in clusters}) < len(clusters):
        raise ValueError
    return clusters


def _pattern(text: str) -> str:
    known = text
    for field in FIELDS:
        known = known.replace(f"{{{field}}}", "")
    if len(text) > LONGEST_VALUE or not re.fullmatch(_TEXT, known):
        raise ValueError
    return text


def _own_key(key: str) -> str:
    if key == "Name" or key.casefold().startswith(("aws:", "tidb-pe:")):
        raise ValueError
    return key


def _one_or_more(names: object) -> object:
    return [names] if isinstance(names, str) else names


def _one_a_region(prices: tuple[ConfiguredPrice, ...]) -> tuple[ConfiguredPrice, ...]:
    if len({price.region for price in prices}) < len(prices):
        raise ValueError
    return prices


Id = Annotated[str, Field(pattern=r"^\d{1,20}$")]
"""Of a project or cluster: a decimal string that no machine integer holds."""
_TEXT = r"^[\w .:/=+@-]*$"
"""What a tag of AWS may hold."""
MOST_TAGS = 47
"""AWS takes 50 tags of a resource, of which the program needs two. Source: EC2's user guide, tag restrictions."""
TagKey = Annotated[str, Field(min_length=1, max_length=128, pattern=_TEXT), AfterValidator(_own_key)]
TagValue = Annotated[str, Field(max_length=LONGEST_VALUE, pattern=_TEXT)]
Seconds = Annotated[float, Field(ge=1, le=3600)]


class Profile(_Table):
    """One `[profiles.NAME]`: whose accounts, where."""

    tidb_side: Literal["self-managed", "tidb-cloud"] = "self-managed"
    projects: tuple[Id, ...] = ()
    """TiDB Cloud's; empty: all that the API key sees."""
    aws_profile: str = ""
    """The operator's; empty: as boto3 resolves it."""
    aws_profiles: Mapping[Id, Annotated[tuple[str, ...], BeforeValidator(_one_or_more)]] = {}
    """Others of the operator's, by the ID of the TiDB Cloud project or cluster whose endpoints are in that account."""
    service_aws_profile: str = ""
    """The service account's; empty: the operator's."""
    tags: Annotated[Mapping[TagKey, TagValue], Field(max_length=MOST_TAGS)] = {}
    """Of everything that is created, besides those that the program needs."""
    endpoint_name: Annotated[str, AfterValidator(_pattern)] = ""
    """Pattern of the Name tag of a VPC endpoint, see tui.domain.tagging.Tagging."""
    regions: tuple[AwsRegion, ...] = ()
    """Empty: boto3's own region."""
    endpoint_url: Annotated[str, AfterValidator(safe_url)] = ""
    clusters: Annotated[tuple[ConfiguredCluster, ...], AfterValidator(_each_once)] = ()
    prices: Annotated[tuple[ConfiguredPrice, ...], AfterValidator(_one_a_region)] = ()


class General(_Table):
    """What is above the profiles."""

    profile: str = Field(default=DEFAULT_PROFILE, min_length=1)
    poll_moving_s: Seconds = 5
    poll_settled_s: Seconds = 30
    notices: bool = True
    """Whether to say so when an endpoint becomes Active, Failed or the operator's turn."""
    read_only: bool = False
    price_list: bool = True
    """Whether AWS's Price List API is asked when a price is first shown."""
    mouse: bool = Field(default_factory=mouse_by_default)
    """Whether clicks go to the program; else the terminal selects text with them."""
    keys: Mapping[str, Mapping[str, str]] = {}
    """Other keys by scope and action, see tui.settings.rebinding."""
    log_file: str = ""
    """Empty: no log."""
    theme: Annotated[str, AfterValidator(_theme)] = ""
    """Empty: Textual's own, or ansi-dark where the terminal has 16 colours."""


class Document(General):
    """The file."""

    profiles: dict[str, Profile] = {}


class Settings(General, Profile):
    """What is in force: the general settings and those of the profile in use."""

    @property
    def on_tidb_cloud(self) -> bool:
        return self.tidb_side == "tidb-cloud"
