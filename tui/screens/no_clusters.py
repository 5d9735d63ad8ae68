"""What to say where no cluster was found."""

from tui.domain.clusters import TidbSide
from tui.domain.snapshot import TIDB_SIDE, Snapshot

_WHAT_IS_ONE = {
    TidbSide.SELF_MANAGED: (
        "A cluster is a network load balancer with the tag tidb-pe:cluster, or one named in the configuration."
    ),
    TidbSide.TIDB_CLOUD: "The API key sees no TiDB Cloud Dedicated cluster in the projects that are watched.",
}


def why_none(snapshot: Snapshot) -> str:
    """Why nothing is shown while not everything was read: what was not read is not said to be empty."""
    if snapshot.first_read_s:
        return f"Not read yet: the next read is made in {snapshot.first_read_s} s."
    if any(each.as_of or each.read for each in snapshot.readings if each.side == TIDB_SIDE):
        return "Nothing was found in what was read, and not everything was. Press r to read again."
    return "Nothing could be read. Press r to try again."


def no_clusters(side: TidbSide, keys: str) -> str:
    """Why the page is empty, and which keys help."""
    return f"No TiDB clusters found.\n\n{_WHAT_IS_ONE[side]}\n{keys}"
