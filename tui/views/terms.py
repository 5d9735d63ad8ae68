"""What all pages of a run are made with, besides what is known of the clouds."""

from collections.abc import Mapping
from dataclasses import dataclass

from tui.domain import cost
from tui.domain.commands import CommandContext
from tui.domain.tidb_commands import TidbCommands
from tui.runtime import Runtime


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Of one moment: prices come in later."""

    commands: Mapping[str, CommandContext]
    """By AWS profile, see Cluster.aws_profiles."""
    tidb_commands: TidbCommands
    prices: cost.Prices
    read_only: bool


def terms(runtime: Runtime) -> Terms:
    """Those of `runtime`, now."""
    return Terms(
        commands=runtime.commands,
        tidb_commands=runtime.tidb_commands,
        prices=runtime.prices.known,
        read_only=runtime.read_only,
    )
