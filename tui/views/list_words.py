"""What stands below the list and the clusters, and what an empty list says."""

from collections.abc import Sequence
from functools import partial

from tui import keymap
from tui.domain.cluster_lines import ClusterLine
from tui.domain.listing import count_by_status
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import Snapshot
from tui.views.choose_cluster import name
from tui.views.no_clusters import no_clusters, why_none
from tui.views.plain import plain
from tui.views.sources import unread

READING = "Reading clusters and endpoints …"
_key = partial(keymap.key, "endpoints")


def summary(snapshot: Snapshot, shown: Sequence[PrivateEndpoint], *, filtered: bool) -> str:
    """What is unfinished, what the filter leaves, what was not read, and what the rows `shown` come to."""
    active = [each.active for each in snapshot.works if each.unfinished]
    parts = (
        _counted(len(snapshot.drafts), "unfinished setup", f"{_key('open')} goes on, {_key('discard')} discards."),
        _counted(active.count(True), "deletion", f"under way, {_key('delete')} shows it."),
        _counted(active.count(False), "unfinished deletion", f"{_key('delete')} goes on."),
        _filtered(snapshot, len(shown)) if filtered else "",
        *map(plain, unread(snapshot)),
        count_by_status(shown) if snapshot.loaded else READING,
    )
    return "  ".join(part for part in parts if part)


def why_empty(snapshot: Snapshot, waiting: str) -> str:
    """Why there is no row at all, and what to press; `waiting` is what the program does until it can read."""
    if waiting:
        return waiting
    if not snapshot.loaded:
        return READING
    if not snapshot.complete:
        return why_none(snapshot)
    if snapshot.clusters:
        return f"No private endpoints yet.\n\nPress {_key('create')} to create one."
    again = keymap.key("everywhere", "app.refresh_now")
    return no_clusters(snapshot, f"Press {_key('create')} for how to make one, {again} to look again.")


def _filtered(snapshot: Snapshot, shown: int) -> str:
    """What the filter leaves; of what was not read nobody knows."""
    of = len(snapshot.rows)
    if snapshot.complete or not snapshot.loaded or shown:
        return f"{shown} of {of} shown: {_key('show_all')} shows all."
    return f"0 of the {of} that were read: the list is not complete. {_key('show_all')} shows all."


def _counted(count: int, what: str, keys: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}: {keys}" if count else ""


def about_cluster(line: ClusterLine) -> tuple[str, ...]:
    """Where the cluster is, its host, its endpoint service, and what can be done: a text each."""
    cluster = line.cluster
    place = " ".join(filter(None, (plain(cluster.region, 30), plain(line.project, 40))))
    where = (name(line), f"{cluster.tier} on {cluster.cloud.label}", place)
    host = plain(line.services[0].private_dns_name if line.services else "", 120) or plain(cluster.host, 120)
    return (
        "  ".join((*where, plain(line.state, 20), plain(cluster.version, 20))),
        f"Host {host or 'not known'}, port {cluster.port}",
        _service(line),
        _next(line),
    )


def _service(line: ClusterLine) -> str:
    names = ", ".join(plain(each.name, 80) for each in line.services if each.name)
    return f"Endpoint service: {plain(line.service, 40)}{f', {names}' if names else ''}"


def _next(line: ClusterLine) -> str:
    connect, create = keymap.key("clusters", "connect"), keymap.key("clusters", "create")
    if line.reason:
        return f"Takes no private endpoint: {line.reason}."
    if line.endpoints:
        return f"{line.endpoints}. {connect} tells how to connect, {create} creates another."
    return f"No private endpoint yet: press {create} to create one."
