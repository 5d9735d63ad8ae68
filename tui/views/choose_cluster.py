"""What Choose Cluster says: the clusters to choose from, one line each, and those that cannot be chosen."""

from dataclasses import dataclass

from tui.domain.cluster_lines import ClusterLine, cluster_lines
from tui.domain.clusters import ClusterState
from tui.domain.snapshot import Snapshot, What
from tui.views.no_clusters import none_to_choose
from tui.views.plain import plain


@dataclass(frozen=True, slots=True)
class Entry:
    """A line to choose."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class ClusterChoice:
    """The clusters of one snapshot."""

    entries: tuple[Entry, ...]
    left_out: tuple[str, ...]
    """`name: reason`, a line each."""
    none: str
    """Why there is no entry; empty where there is one."""
    can_create: bool
    """Whether the way out is to make a cluster: all were read, and none can be chosen."""


def cluster_choice(snapshot: Snapshot) -> ClusterChoice:
    """In the snapshot's order."""
    lines = cluster_lines(snapshot)
    entries = tuple(Entry(line.cluster.id, entry(line)) for line in lines if not line.reason)
    return ClusterChoice(
        entries=entries,
        left_out=tuple(f"{name(line)}: {line.reason}" for line in lines if line.reason),
        none="" if entries else none_to_choose(snapshot),
        can_create=not entries and snapshot.read_whole(What.CLUSTERS),
    )


def entry(line: ClusterLine) -> str:
    """What tells this cluster from others, what is cut last first."""
    cluster = line.cluster
    count = f"{line.number or 'no'} endpoint{'' if line.number == 1 else 's'}"
    project = line.project.removeprefix("project ")
    state = "" if cluster.state is ClusterState.ACTIVE else line.state
    words = (name(line), cluster.region, project, count, state, cluster.version)
    return "  ".join(plain(word, 60) for word in words if word)


def name(line: ClusterLine) -> str:
    """With the end of its ID, where two clusters have one name."""
    shown = plain(line.cluster.name, 40)
    return f"{shown} ({plain(line.short_id, 40)})" if line.ambiguous else shown
