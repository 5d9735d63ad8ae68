"""`describe ID`."""

import asyncio
from argparse import Namespace

from tui.domain.endpoints import VpcEndpoint
from tui.headless.session import Session, code_of
from tui.headless.tables import sections
from tui.views.describe import Network, Seen, body, head
from tui.views.description import description


async def describe(session: Session, arguments: Namespace) -> int:
    """Both sides of one private endpoint, its network, and what happened since the command began."""
    history = session.runtime.history
    snapshot = await session.read()
    row = session.row(arguments.id)
    network = await _network(session, row.vpc_endpoint) if row.vpc_endpoint else Network()
    known = network, history.of(row.key), history.since
    view = description(row, snapshot, *known)
    seen = Seen(row, snapshot.at)
    session.say("description", view, lambda: sections((*head(seen, snapshot), *body(seen, snapshot, *known))))
    return code_of(snapshot)


async def _network(session: Session, of: VpcEndpoint) -> Network:
    """The three parts at once; one that cannot be read says why."""
    reads, at = session.runtime.operations, (of.region, of.aws_profile)
    region, profile = at
    empty = Network()
    subnets, interfaces, groups = await asyncio.gather(
        reads.ask(empty.subnets, lambda: reads.subnets(region, of.vpc_id, profile)),
        reads.ask(empty.interfaces, lambda: reads.network_interfaces(region, of.network_interface_ids, profile)),
        reads.ask(empty.groups, lambda: reads.security_groups(region, of.vpc_id, profile)),
    )
    return Network(subnets, interfaces, groups)
