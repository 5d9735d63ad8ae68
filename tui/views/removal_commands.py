"""What the program does next of a deletion, as a command."""

from tui.domain import commands
from tui.domain.commands import Command
from tui.domain.deletion import Deletion, Stage
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import Snapshot
from tui.views.page import Action, action
from tui.views.terms import Terms


def command_of(stage: Stage, row: PrivateEndpoint, snapshot: Snapshot, terms: Terms) -> Command | None:
    """The command of one stage; None where TiDB's side has nothing to be asked for."""
    if stage is Stage.DELETE:
        context = terms.commands[snapshot.aws_profile(row)]
        return commands.delete_vpc_endpoint(row.region, row.vpc_endpoint_id, context)
    cluster = snapshot.cluster(row.cluster_id)
    if cluster is None or row.service is None or row.connection is None:
        return None
    return terms.tidb_commands.reject(row.service, cluster, row.connection)


def stage_left(removal: Deletion) -> Stage | None:
    """The first stage that was not seen done; None where AWS alone goes on."""
    if not removal.rejected_at:
        return Stage.REJECT
    return None if removal.rejects_only or removal.deleting_at else Stage.DELETE


def copying(command: Command | None) -> tuple[Action, ...]:
    """The action that copies it, where there is one."""
    if command is None:
        return ()
    gaps = f"Not yet: {' '.join(command.missing)} still to fill in." if command.missing else ""
    return (action("removing", "copy", gaps, copies=(str(command), "Command")),)
