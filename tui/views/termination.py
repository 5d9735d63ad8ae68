"""What the page says that terminates an endpoint service: what is left to reject first, else what is to be typed."""

from dataclasses import dataclass

from tui.domain.clusters import TidbSide
from tui.domain.deletion_plan import connections_left
from tui.domain.endpoints import Owner, PrivateLinkService, ServiceState
from tui.domain.snapshot import Snapshot
from tui.domain.status import Turn
from tui.domain.waits import USUAL, Wait, termination_id
from tui.views import waiting
from tui.views.deletion import Facts, deed, removing_page
from tui.views.page import Page
from tui.views.plain import clock_time, plain
from tui.views.terms import Terms

TITLE = "Terminate an endpoint service"
_DELETE = "Delete the endpoint service"
_GONE = "Gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Termination:
    """The endpoint service of a cluster's node group, as of one snapshot."""

    owner: Owner
    snapshot: Snapshot
    terms: Terms
    known: PrivateLinkService | None
    """As it was when the page was opened."""
    busy: bool = False
    """Whether it is being asked for."""

    @property
    def cluster_name(self) -> str:
        cluster = self.snapshot.cluster(self.owner[0])
        return plain(cluster.name if cluster else self.owner[0], 60)


def termination_page(termination: Termination) -> Page:
    """Nobody is cut off by mistake: connections have to go first."""
    snapshot = termination.snapshot
    service = snapshot.service(*termination.owner)
    if service is None:
        return _gone(termination)
    facts, read = _facts(termination, service), clock_time(snapshot.as_of)
    if snapshot.tidb_side is TidbSide.TIDB_CLOUD:
        return removing_page(TITLE, facts, note="TiDB Cloud alone deletes it: it goes with its node group or cluster.")
    if service.state is ServiceState.DELETING:
        stages = (
            f"✓ {_DELETE}: TiDB's side says deleting, read {read}",
            f"▶ {_GONE}: {_waiting(termination)}",
        )
        return removing_page(TITLE, facts, stages=stages, turn=Turn.AWS)
    if termination.busy:
        return removing_page(TITLE, facts, stages=(f"▶ {_DELETE}: asking …", f"○ {_GONE}"), turn=Turn.AWS)
    if left := connections_left(*termination.owner, snapshot):
        named = " ".join(row.key for row in left)
        return removing_page(TITLE, facts, note=f"Connections are left: {named}. Delete or reject them first.")
    return removing_page(
        TITLE,
        facts,
        stops=_what_stops(termination, service),
        stages=(f"○ {_DELETE}", f"○ {_GONE}"),
        deeds=(deed("do", "Terminate", expected=service.name.rpartition(".")[2]),),
        command=termination.terms.tidb_commands.delete_service(service),
        asking=True,
    )


def _gone(termination: Termination) -> Page:
    if termination.known is None:
        return removing_page(TITLE, note=f"{termination.cluster_name} has no endpoint service.")
    read = clock_time(termination.snapshot.as_of)
    stages = (f"✓ {_GONE}: TiDB's side does not show it, read {read}",)
    return removing_page(TITLE, _facts(termination, termination.known)[:3], stages=stages, turn=Turn.NOBODY)


def _waiting(termination: Termination) -> str:
    """Timed where it was asked for in this run."""
    snapshot = termination.snapshot
    asked = snapshot.waits.begun.get((Wait.TERMINATION, termination_id(termination.owner)))
    if asked is None:
        return f"waiting ({USUAL[Wait.TERMINATION].words})"
    waited = waiting.of(Wait.TERMINATION, asked, snapshot)
    return ". ".join(filter(None, (f"waiting, {waiting.so_far(waited, snapshot)}", waiting.late(waited, snapshot))))


def _facts(termination: Termination, service: PrivateLinkService) -> Facts:
    return (
        ("Cluster", f"{termination.cluster_name}  {service.region}"),
        ("Service", plain(service.name, 120) or "not named yet"),
        ("Host name", plain(service.private_dns_name, 120) or "none"),
        ("State", plain(service.state_text or service.state, 40)),
    )


def _what_stops(termination: Termination, service: PrivateLinkService) -> tuple[str, ...]:
    rows = termination.snapshot.rows
    rejected = [row for row in rows if row.owner == service.owner and row.vpc_endpoint_id]
    left = f"{len(rejected)} rejected or failed VPC endpoints stay their owners' to delete."
    name = termination.cluster_name
    return (
        f"Nobody can connect to {name} privately until another endpoint service is made.",
        "Another one has another service name: what uses this one has to change.",
        *((left,) if rejected else ()),
    )
